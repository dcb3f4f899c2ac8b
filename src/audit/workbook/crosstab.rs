//! An exhibit's values as a table for people: labels down the side, one row of heads, a cell for each number.
//!
//! Which dimension goes down and which across is chosen by their lengths, facets are blocks of rows where there are three.
//! An interval stands beside its value. N stands once where it is the same along a row or a column, else beside each value.
//! Every value of the exhibit is in the table; a place that the exhibit has no value for stays empty.

use std::collections::{BTreeMap, BTreeSet};

use super::Shown;
use super::notation::Notation;
use crate::locale::{self, Language, say};
use crate::value::{Key, Stat, Value};

/// A table.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Crosstab {
    /// The heads of the columns with labels.
    pub(super) sides: Vec<String>,
    /// The heads of the columns with numbers.
    pub(super) heads: Vec<String>,
    /// The rows.
    pub(super) rows: Vec<Row>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    /// Its labels, as many as there are sides.
    pub(super) labels: Vec<String>,
    /// Whether a new block begins with it.
    pub(super) begins: bool,
    /// Its cells, as many as there are heads.
    pub(super) cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Cell {
    /// The exhibit has no such value.
    Nowhere,
    /// A number and how it is shown.
    Number(f64, Notation),
    /// There is nothing to say: nobody to take a mean of.
    None,
    /// Held back.
    Suppressed,
}

/// A dimension of the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Axis {
    Facet,
    Series,
    X,
}

/// How many keys stand across, unless there are as many down.
const MOST_ACROSS: usize = 6;

/// The dimensions by their part in the table; none is one that the exhibit does not have.
struct Layout {
    block: Option<Axis>,
    down: Option<Axis>,
    across: Option<Axis>,
}

/// A column of values: a key of the dimension across, and one of the stats there; no stat where every place has just one,
/// whichever it is.
type Column<'a> = (&'a str, Option<Stat>);

/// Different Ns, and whether one is hidden.
type Ns = BTreeSet<(Option<u64>, bool)>;

/// Where N stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum NPlace {
    Nowhere,
    /// In a column behind the others.
    Row,
    /// In a row below the others of its block.
    Below,
    /// Beside each value.
    Each,
}

impl Crosstab {
    /// The table of an exhibit.
    pub(super) fn of(shown: &Shown<'_>) -> Self {
        Table::of(shown).lay_out()
    }
}

/// A value and how it is shown.
#[derive(Clone, Copy)]
struct Placed<'a> {
    value: &'a Value,
    notation: Notation,
}

/// The values by their place in the table.
struct Table<'a> {
    shown: &'a Shown<'a>,
    layout: Layout,
    /// By block, down and across.
    cells: BTreeMap<[&'a str; 3], Vec<Placed<'a>>>,
    columns: Vec<Column<'a>>,
    /// The columns whose values have intervals.
    with_interval: Vec<bool>,
    n_place: NPlace,
}

impl<'a> Table<'a> {
    fn of(shown: &'a Shown<'a>) -> Self {
        let values = &shown.exhibit.values;
        let layout = Layout::of([&values.facets, &values.series, &values.xs]);
        let mut cells: BTreeMap<[&str; 3], Vec<Placed<'_>>> = BTreeMap::new();
        for (value, notation) in values.rows.iter().zip(&shown.notations) {
            let place = [layout.block, layout.down, layout.across].map(|axis| part(&value.key, axis));
            cells.entry(place).or_default().push(Placed { value, notation: *notation });
        }
        let alone = cells.values().all(|values| values.len() == 1);
        let mut table =
            Self { shown, layout, cells, columns: Vec::new(), with_interval: Vec::new(), n_place: NPlace::Nowhere };
        for across in table.keys(table.layout.across) {
            if alone {
                table.columns.push((across, None));
            } else {
                let stats: BTreeSet<Stat> = table.in_column((across, None)).map(|(_, value)| value.key.stat).collect();
                table.columns.extend(stats.into_iter().map(|stat| (across, Some(stat))));
            }
        }
        // Values that can be compared stand beside each other: all of one stat before those of the next.
        if table.columns.len() > MOST_ACROSS {
            table.columns.sort_by_key(|(_, stat)| *stat);
        }
        let any = |column: &Column<'a>| table.in_column(*column).any(|(_, value)| value.lower.is_some());
        table.with_interval = table.columns.iter().map(any).collect();
        table.n_place = table.n_place();
        table
    }

    /// The keys of a dimension; one without a name where the exhibit does not have it.
    fn keys(&self, axis: Option<Axis>) -> Vec<&'a str> {
        let values = &self.shown.exhibit.values;
        let keys = match axis {
            Some(Axis::Facet) => &values.facets,
            Some(Axis::Series) => &values.series,
            Some(Axis::X) => &values.xs,
            None => return vec![""],
        };
        keys.iter().map(String::as_str).collect()
    }

    /// The values of a column, each with its block and row.
    fn in_column(&self, (across, stat): Column<'a>) -> impl Iterator<Item = ([&'a str; 2], &'a Value)> {
        let own = self.cells.iter().filter(move |([.., at], _)| *at == across);
        own.flat_map(|([block, down, _], values)| values.iter().map(move |placed| ([*block, *down], placed.value)))
            .filter(move |(_, value)| stat.is_none_or(|stat| value.key.stat == stat))
    }

    /// Where N stands once, if it can.
    fn n_place(&self) -> NPlace {
        let mut by_row: BTreeMap<[&str; 2], Ns> = BTreeMap::new();
        let mut by_column: BTreeMap<(usize, &str), Ns> = BTreeMap::new();
        for (number, column) in self.columns.iter().enumerate() {
            for (place, value) in self.in_column(*column) {
                by_row.entry(place).or_default().insert((value.n, value.hidden_n));
                by_column.entry((number, place[0])).or_default().insert((value.n, value.hidden_n));
            }
        }
        let itself = |value: &Value| value.key.stat == Stat::Count && value.n.map(|n| n as f64) == value.value;
        let own = self.cells.values().flatten().all(|placed| itself(placed.value));
        if own || by_row.values().flatten().all(|told| *told == (None, false)) {
            NPlace::Nowhere
        } else if by_row.values().all(|ns| ns.len() == 1) {
            NPlace::Row
        } else if by_column.values().all(|ns| ns.len() == 1) {
            NPlace::Below
        } else {
            NPlace::Each
        }
    }

    fn lay_out(&self) -> Crosstab {
        let sides = [self.layout.block, self.layout.down].into_iter().flatten();
        let sides: Vec<String> = sides.map(|axis| self.side(axis)).collect();
        let mut rows = Vec::new();
        for block in self.keys(self.layout.block) {
            let mut begins = true;
            for down in self.keys(self.layout.down) {
                // A place down the side that this block does not have is not a row of it.
                if self.columns.iter().all(|(across, _)| !self.cells.contains_key(&[block, down, *across])) {
                    continue;
                }
                rows.push(Row {
                    labels: self.labels(block, self.shown.told(down)),
                    begins,
                    cells: self.row(block, down),
                });
                begins = false;
            }
            if self.n_place == NPlace::Below {
                let cells = self.columns.iter().enumerate().flat_map(|(number, column)| {
                    let n = self.in_column(*column).find(|([own, _], _)| *own == block);
                    let n = n.map_or(Cell::Nowhere, |(_, value)| n_cell(value, self.shown.language));
                    let interval = if self.with_interval[number] { 2 } else { 0 };
                    std::iter::once(n).chain(std::iter::repeat_n(Cell::Nowhere, interval))
                });
                rows.push(Row { labels: self.labels(block, "n".to_owned()), begins: false, cells: cells.collect() });
            }
        }
        Crosstab {
            sides: if sides.is_empty() { vec![self.side(Axis::Series)] } else { sides },
            heads: self.heads(),
            rows,
        }
    }

    /// The head over the labels of a dimension.
    fn side(&self, axis: Axis) -> String {
        match axis {
            Axis::Facet => say!(self.shown.language, "workbook-group"),
            Axis::Series => say!(self.shown.language, "workbook-computed-for"),
            Axis::X => self.shown.x_title(),
        }
    }

    /// The labels of a row: as many as there are sides.
    fn labels(&self, block: &str, down: String) -> Vec<String> {
        let down = if down.is_empty() { say!(self.shown.language, "workbook-total") } else { down };
        if self.layout.block.is_some() { vec![self.shown.told(block), down] } else { vec![down] }
    }

    fn heads(&self) -> Vec<String> {
        let language = self.shown.language;
        let mut stats: BTreeSet<Stat> = self.columns.iter().filter_map(|(_, stat)| *stat).collect();
        if stats.is_empty() {
            stats = self.cells.values().flatten().map(|placed| placed.value.key.stat).collect();
        }
        let mut heads = Vec::new();
        for (number, (across, stat)) in self.columns.iter().enumerate() {
            let label = self.shown.told(across);
            let what = match stat {
                Some(stat) => self.shown.stat(*stat),
                None => stats
                    .first()
                    .filter(|_| stats.len() == 1)
                    .map_or_else(|| say!(language, "workbook-value"), |stat| self.shown.stat(*stat)),
            };
            let own = match (label.is_empty(), stat) {
                (true, _) => what,
                (false, None) => label,
                (false, Some(_)) => format!("{label}, {}", locale::uncapitalised(&what)),
            };
            if self.with_interval[number] {
                heads.push(say!(language, "workbook-interval-from", what = own.as_str()));
                heads.push(say!(language, "workbook-interval-to", what = own.as_str()));
            }
            if self.n_place == NPlace::Each {
                heads.push(format!("{own}, n"));
            }
            let further = usize::from(self.n_place == NPlace::Each) + if self.with_interval[number] { 2 } else { 0 };
            heads.insert(heads.len() - further, own);
        }
        if self.n_place == NPlace::Row {
            heads.push("n".to_owned());
        }
        heads
    }

    fn row(&self, block: &str, down: &str) -> Vec<Cell> {
        let mut cells = Vec::new();
        let mut n = None;
        for (number, (across, stat)) in self.columns.iter().enumerate() {
            let values = self.cells.get(&[block, down, *across]).into_iter().flatten();
            let placed = values.copied().find(|placed| stat.is_none_or(|stat| placed.value.key.stat == stat));
            let value = placed.map(|placed| placed.value);
            let n_of = |value| n_cell(value, self.shown.language);
            n = n.or(value.map(n_of).filter(|cell| *cell != Cell::Nowhere));
            cells.push(cell(placed, |value| value.value));
            if self.with_interval[number] {
                let own = placed.filter(|placed| placed.value.lower.is_some() || placed.value.suppressed);
                cells.extend([cell(own, |value| value.lower), cell(own, |value| value.upper)]);
            }
            if self.n_place == NPlace::Each {
                cells.push(value.map_or(Cell::Nowhere, n_of));
            }
        }
        if self.n_place == NPlace::Row {
            cells.push(n.unwrap_or(Cell::Nowhere));
        }
        cells
    }
}

/// A number of a value as a cell.
fn cell(placed: Option<Placed<'_>>, number: impl Fn(&Value) -> Option<f64>) -> Cell {
    let Some(Placed { value, notation }) = placed else { return Cell::Nowhere };
    match number(value) {
        _ if value.suppressed => Cell::Suppressed,
        Some(number) => Cell::Number(number, notation),
        None => Cell::None,
    }
}

/// How many units a value rests on, as a cell.
fn n_cell(value: &Value, language: Language) -> Cell {
    let whole = |n: u64| Cell::Number(n as f64, Notation::whole(language));
    if value.hidden_n { Cell::Suppressed } else { value.n.map_or(Cell::Nowhere, whole) }
}

impl Layout {
    /// Chosen by the dimensions' keys: series go down and places along the axis across, as in the report's own tables, or
    /// turned where there are many places.
    fn of([facets, series, xs]: [&[String]; 3]) -> Self {
        let there = |keys: &[String]| keys.len() > 1 || keys.first().is_some_and(|key| !key.is_empty());
        let pair = |down: (Axis, usize), across: (Axis, usize)| {
            let turned = across.1 > down.1.max(MOST_ACROSS);
            if turned { (Some(across.0), Some(down.0)) } else { (Some(down.0), Some(across.0)) }
        };
        let (facet, one, x) = ((Axis::Facet, facets.len()), (Axis::Series, series.len()), (Axis::X, xs.len()));
        let (down, across) = match (there(facets), there(series), there(xs)) {
            (_, true, true) => pair(one, x),
            (true, true, false) => pair(one, facet),
            (true, false, true) => pair(x, facet),
            (true, false, false) => (Some(Axis::Facet), None),
            (false, true, false) => (Some(Axis::Series), None),
            (false, false, true) => (Some(Axis::X), None),
            (false, false, false) => (None, None),
        };
        let block = (there(facets) && there(series) && there(xs)).then_some(Axis::Facet);
        Self { block, down, across }
    }
}

/// A key's text along a dimension.
fn part(key: &Key, axis: Option<Axis>) -> &str {
    match axis {
        Some(Axis::Facet) => &key.facet,
        Some(Axis::Series) => &key.series,
        Some(Axis::X) => &key.x,
        None => "",
    }
}
