//! An exhibit's values as a table: heads of columns on as many levels as needed, and rows under heads of their own.
//!
//! What stands where follows from the values, unless the exhibit's [`Layout`] says otherwise. Series go down and the places
//! along x across, or turned; facets are groups of columns, or of rows where that would be too many columns. Several stats
//! at one key have columns of their own where there is one place along x, else rows. Where every key has one stat only,
//! stats share the column. An interval has a column of its own behind its value.

mod found;
mod grid;
mod heads;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::lookup;
use super::mention::{mark, plain};
use super::number::{HIDDEN, NONE, Unit};
use super::publication::{Exhibit, ExhibitKind, Layout};
use crate::estimate::Scale;
use crate::locale::{self, Language, say};
use crate::value::{CONFIDENCE, Nature, Stat, Value};
use found::{Alike, Found, Size};
pub use grid::{Grid, GridHead, GridRow, RowKind};
use heads::{Head, Path, spread};
pub use words::stat_word;

/// More columns than this do not fit the page, if it can be helped.
const MOST_COLUMNS: usize = 10;

/// A table as a template sees it.
#[derive(Debug, Serialize)]
pub(super) struct Table {
    /// The name over the rows' names.
    hjoerne: String,
    /// The name over all columns; it is the first of the heads as well.
    over: String,
    /// How many columns there are beside the rows' names.
    kolonner: usize,
    /// The rows of heads, from the top.
    hoved: Vec<Vec<Head>>,
    /// Which columns are totals.
    sumkolonner: Vec<bool>,
    /// The rows.
    raekker: Vec<Row>,
    /// What must be known of a row or column: its sign and the text.
    fodnoter: Vec<Footnote>,
    /// Whether it takes the page's width.
    fuld: bool,
}

#[derive(Debug, Serialize)]
struct Row {
    /// `gruppe`, a head over rows; `del`, a row under a head; `sum`, a total; or `raekke`.
    art: &'static str,
    navn: String,
    maerke: String,
    celler: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Footnote {
    maerke: String,
    tekst: String,
}

/// A column: which values it holds.
#[derive(Debug, Clone)]
struct Column<'a> {
    /// Its facet; none where the facets go down.
    facet: Option<&'a str>,
    across: &'a str,
    stats: Vec<Stat>,
    /// Whether it holds the values' intervals.
    interval: bool,
    /// Whether it shares its place with other columns, and so must say which stat it holds.
    one_of_several: bool,
}

/// A row before it is written: which values it holds.
#[derive(Debug, Clone)]
struct Line<'a> {
    facet: Option<&'a str>,
    down: &'a str,
    /// The stat it holds; none for whichever stat the column has.
    stat: Option<Stat>,
}

impl Table {
    /// The values of `exhibit`, laid out as the spec says.
    pub(super) fn new(exhibit: &Exhibit) -> Self {
        Maker::new(exhibit).table()
    }
}

/// The values of a table or a chart as it prints them, in their order and without signs; those that it does not show, as a text writes
/// them that does not say how.
pub fn printed(exhibit: &Exhibit) -> Vec<String> {
    let mut printed: Vec<String> =
        exhibit.values.rows.iter().map(|row| super::written(exhibit.language, row)).collect();
    for (text, label) in printed.iter_mut().zip(&exhibit.labels) {
        if let Some(label) = label {
            text.clone_from(label);
        }
    }
    if exhibit.kind != ExhibitKind::Table {
        return printed;
    }
    let maker = Maker::new(exhibit);
    let columns = maker.columns();
    let facets: Vec<Option<&str>> = if maker.facets_down {
        exhibit.values.facets.iter().map(|facet| Some(facet.as_str())).collect()
    } else {
        vec![None]
    };
    for facet in facets {
        for line in maker.down.iter().flat_map(|down| maker.lines(facet, down)) {
            let values = columns.iter().map(|column| maker.value(&line, column).filter(|_| !column.interval));
            for (value, cell) in values.zip(maker.cells(&line, &columns)) {
                let place = value.and_then(|value| lookup::place(&exhibit.values.rows, value));
                if let Some(text) = place.and_then(|place| printed.get_mut(place)) {
                    plain(&cell).trim_end_matches(['*', '°']).clone_into(text);
                }
            }
        }
    }
    printed
}

/// Whether the numbers of an exhibit are of several natures. Where all are of one the note says so, and there is nothing to tell apart.
fn mixed(exhibit: &Exhibit) -> bool {
    let rows = &exhibit.values.rows;
    let first = rows.first().and_then(|row| exhibit.natures.get(&row.key));
    rows.iter().any(|row| exhibit.natures.get(&row.key) != first)
}

/// The sign behind a number that is not observed.
fn nature_sign(nature: Nature) -> &'static str {
    match nature {
        Nature::Observed => "",
        Nature::Estimated => "°",
        Nature::Forecast => "*",
    }
}

struct Maker<'a> {
    exhibit: &'a Exhibit,
    layout: &'a Layout,
    found: Found<'a>,
    down: &'a [String],
    across: &'a [String],
    stats_down: bool,
    facets_down: bool,
    /// Whether its numbers are of several natures, so that signs tell them apart.
    mixed: bool,
}

impl<'a> Maker<'a> {
    fn new(exhibit: &'a Exhibit) -> Self {
        let (values, layout) = (&exhibit.values, &exhibit.layout);
        let (down, across) = if layout.turned { (&values.xs, &values.series) } else { (&values.series, &values.xs) };
        let stats_down = layout.stats_down.unwrap_or(across.len() > 1);
        let found = Found::new(&values.rows, layout.turned);
        let mixed = mixed(exhibit);
        let mut maker = Self { exhibit, layout, found, down, across, stats_down, facets_down: false, mixed };
        let many = values.facets.len() > 1 && maker.columns().len() > MOST_COLUMNS;
        maker.facets_down = layout.facets_down.unwrap_or(many);
        maker
    }

    fn language(&self) -> Language {
        self.exhibit.language
    }

    fn table(&self) -> Table {
        let columns = self.columns();
        Table {
            hjoerne: self.layout.corner.clone(),
            over: self.layout.over.clone(),
            kolonner: columns.len(),
            hoved: self.heads(&columns),
            sumkolonner: columns.iter().map(|column| self.is_total(column)).collect(),
            raekker: self.rows(&columns),
            fodnoter: self.footnotes().into_iter().chain(self.natures()).chain(self.hidden()).collect(),
            fuld: self.layout.wide,
        }
    }

    // ------------------------------------------------------------ which columns and rows there are

    fn columns(&self) -> Vec<Column<'a>> {
        if self.facets_down {
            return self.columns_of(None);
        }
        let facets = self.exhibit.values.facets.iter();
        facets.flat_map(|facet| self.columns_of(Some(facet))).collect()
    }

    fn columns_of(&self, facet: Option<&'a str>) -> Vec<Column<'a>> {
        let together = self.stats_down || self.found.each_has_one_stat(facet);
        let mut columns = Vec::new();
        for across in self.across {
            let there = self.found.across(facet, across);
            let kept: Vec<&[(Stat, bool)]> = if together { vec![there] } else { there.chunks(1).collect() };
            let several = kept.len() > 1;
            for kept in kept.into_iter().filter(|kept| !kept.is_empty()) {
                let interval = kept.iter().any(|(_, interval)| *interval);
                let stats = kept.iter().map(|(stat, _)| *stat).collect();
                let column = Column { facet, across, stats, interval: false, one_of_several: several || interval };
                columns.push(column.clone());
                if interval {
                    columns.push(Column { interval, ..column });
                }
            }
        }
        columns
    }

    /// The lines of one facet's rows, or of all facets', for a key that goes down: one, or one a stat.
    fn lines(&self, facet: Option<&'a str>, down: &'a str) -> Vec<Line<'a>> {
        match self.found.down(facet, down) {
            [] => Vec::new(),
            stats @ [_, _, ..] if self.stats_down && !self.found.each_has_one_stat(facet) => {
                stats.iter().map(|stat| Line { facet, down, stat: Some(*stat) }).collect()
            }
            _ => vec![Line { facet, down, stat: None }],
        }
    }

    fn value(&self, line: &Line<'_>, column: &Column<'_>) -> Option<&'a Value> {
        let facet = column.facet.or(line.facet).unwrap_or_default();
        let stats = column.stats.iter().filter(|stat| line.stat.is_none_or(|own| own == **stat));
        stats.into_iter().find_map(|stat| self.found.cell(facet, line.down, column.across, *stat))
    }

    // ------------------------------------------------------------ rows

    fn rows(&self, columns: &[Column<'_>]) -> Vec<Row> {
        let mut rows = Vec::new();
        if self.facets_down {
            for facet in &self.exhibit.values.facets {
                rows.push(self.head_of_rows(facet));
                for down in self.down {
                    self.add_lines(&mut rows, Some(facet), down, columns, true);
                }
            }
            return rows;
        }
        let group = |down: &String| self.layout.row_groups.iter().find(|(_, keys)| keys.contains(down));
        let known: BTreeSet<&str> = self.down.iter().map(String::as_str).collect();
        let mut done: Vec<&str> = Vec::new();
        for down in self.down {
            match group(down) {
                None => self.add_lines(&mut rows, None, down, columns, false),
                Some((name, _)) if done.contains(&name.as_str()) => {}
                Some((name, keys)) => {
                    done.push(name);
                    rows.push(self.head_of_rows(name));
                    for down in keys.iter().filter(|key| known.contains(key.as_str())) {
                        self.add_lines(&mut rows, None, down, columns, true);
                    }
                }
            }
        }
        rows
    }

    fn head_of_rows(&self, key: &str) -> Row {
        Row { art: "gruppe", navn: self.label(key), maerke: self.sign(key), celler: Vec::new() }
    }

    fn add_lines(
        &self,
        rows: &mut Vec<Row>,
        facet: Option<&'a str>,
        down: &'a str,
        columns: &[Column<'_>],
        under_head: bool,
    ) {
        let total = self.layout.totals.iter().any(|total| total == down);
        let lines = self.lines(facet, down);
        // How many there are needs no name before what else is told of them.
        let first = lines
            .first()
            .and_then(|line| line.stat)
            .filter(|stat| lines.len() > 1 && (*stat != Stat::Count || self.exhibit.names.contains_key(stat.name())));
        for (at, line) in lines.into_iter().enumerate() {
            let further = line.stat.filter(|_| at > 0);
            let art = match (total, under_head || further.is_some()) {
                (true, _) => "sum",
                (false, true) => "del",
                (false, false) => "raekke",
            };
            let navn = match further {
                Some(stat) => self.stat_label(stat),
                None if down.is_empty() => say!(self.language(), "document-total"),
                None => self.label(down),
            };
            let navn = match first.filter(|_| at == 0) {
                Some(stat) => format!("{navn}: {}", locale::uncapitalised(&self.stat_label(stat))),
                None => navn,
            };
            let maerke = further.map_or_else(|| self.sign(down), |_| String::new());
            let celler = self.cells(&line, columns);
            rows.push(Row { art, navn, maerke, celler });
        }
    }

    /// What the signs at numbers mean that are not observed.
    fn natures(&self) -> Vec<Footnote> {
        let language = self.language();
        let told = [
            (Nature::Estimated, say!(language, "document-sign-estimated")),
            (Nature::Forecast, say!(language, "document-sign-forecast")),
        ];
        let there =
            told.into_iter().filter(|(nature, _)| self.mixed && self.exhibit.natures.values().any(|one| one == nature));
        there.map(|(nature, tekst)| Footnote { maerke: nature_sign(nature).to_owned(), tekst }).collect()
    }

    /// What the sign for what is hidden means, where it stands.
    fn hidden(&self) -> Option<Footnote> {
        let hides = self.exhibit.values.rows.iter().any(|row| row.suppressed);
        hides.then(|| Footnote { maerke: HIDDEN.to_owned(), tekst: say!(self.language(), "numbers-hidden") })
    }

    // ------------------------------------------------------------ numbers

    fn cells(&self, line: &Line<'_>, columns: &[Column<'_>]) -> Vec<String> {
        let values: Vec<Option<&Value>> = columns.iter().map(|column| self.value(line, column)).collect();
        let mut beside: BTreeMap<Stat, Size> = BTreeMap::new();
        for value in values.iter().flatten() {
            beside.entry(value.key.stat).or_default().add(value);
        }
        let cell = |(value, column): (Option<&Value>, &Column<'_>)| {
            let named = line.stat.is_some() || (column.one_of_several && column.stats.len() == 1);
            self.cell(value, column, &beside, named)
        };
        values.into_iter().zip(columns).map(cell).collect()
    }

    /// A value as it stands in its cell; `named` where its row or column says which stat it is.
    fn cell(&self, value: Option<&Value>, column: &Column<'_>, beside: &BTreeMap<Stat, Size>, named: bool) -> String {
        let Some(value) = value else {
            return if column.interval { String::new() } else { NONE.to_owned() };
        };
        let number = lookup::number(self.exhibit, value);
        let digits = self.digits(value, column, beside);
        let language = self.language();
        let form = |value: f64| match number.unit {
            Unit::Share => language.percent(value, digits),
            Unit::Points if named => language.decimal(value * 100.0, digits),
            Unit::Points => language.percentage_points(value, digits),
            Unit::YesOrNo => language.yes_or_no(value),
            Unit::Year => locale::year(value),
            _ => language.decimal(value, digits),
        };
        match (column.interval, number.interval) {
            (false, _) => {
                let sign = self.exhibit.natures.get(&value.key).filter(|_| self.mixed);
                number.write(|value| form(value) + sign.map_or("", |nature| nature_sign(*nature)))
            }
            (true, Some((low, high))) => mark(&language.interval(low, &form(low), &form(high)), &number.sources),
            (true, None) => String::new(),
        }
    }

    /// The decimals of a value: as the layout says, else by its stat, and for amounts by those it stands among.
    fn digits(&self, value: &Value, column: &Column<'_>, beside: &BTreeMap<Stat, Size>) -> usize {
        let stat = value.key.stat;
        if let Some(digits) = self.layout.decimals.get(&stat) {
            return *digits;
        }
        match stat {
            _ if stat.is_count() => return 0,
            _ if stat.is_share() => {
                // What is held against a goal must be told from it.
                let least = usize::from(stat != Stat::Share || self.has_goals());
                let greatest = self.found.column(None, column.across, stat).greatest * 100.0;
                return locale::small_digits(greatest).map_or(least, |small| small.max(least));
            }
            Stat::Effect | Stat::RelativeEffect => return 2,
            _ => {}
        }
        let mut itself = Size::default();
        itself.add(value);
        let row = beside.get(&stat).copied().unwrap_or_default();
        // Whether amounts are large is a matter of the column alone: those of another facet may count something else.
        let own = self.found.column(column.facet, column.across, stat);
        let below = self.found.column(None, column.across, stat);
        if itself.large || (row.large && own.large) {
            return 0;
        }
        // A mean is whole by chance. Of other amounts those of one kind have decimals together, and leave those of another alone.
        let alike = match stat {
            Stat::Mean | Stat::MeanOf(_) | Stat::Other(_) => Alike::Unknown,
            _ => self.found.alike(stat),
        };
        let few = usize::from(match alike {
            Alike::Columns => below.broken,
            Alike::Rows => row.broken,
            Alike::Unknown => row.broken || below.broken,
        });
        locale::small_digits(row.greatest.max(below.greatest)).map_or(few, |small| small.max(few))
    }

    /// Whether some of the values are goals.
    fn has_goals(&self) -> bool {
        let is_goal = |value: &Value| value.key.stat.statistic().is_some_and(|statistic| statistic.name == "target");
        self.exhibit.values.rows.iter().any(is_goal)
    }

    // ------------------------------------------------------------ heads

    /// The heads on each level; a level on which no column has anything to say is left out.
    fn heads(&self, columns: &[Column<'_>]) -> Vec<Vec<Head>> {
        let mut paths: Vec<Path> = columns.iter().map(|column| self.path(column)).collect();
        let levels = paths.first().map_or(0, Vec::len);
        let used: Vec<bool> = (0..levels).map(|level| paths.iter().any(|path| !path[level].0.is_empty())).collect();
        for path in &mut paths {
            let mut level = 0..;
            path.retain(|_| level.next().is_some_and(|level: usize| used[level]));
        }
        spread(&paths)
    }

    /// What stands over a column, from the top: a name and a sign on each level, empty where there is nothing.
    fn path(&self, column: &Column<'_>) -> Path {
        let facet = column.facet.unwrap_or_default();
        let keys = [facet, column.across];
        let group = self.layout.column_groups.iter().find(|(_, of)| of.iter().any(|of| keys.contains(&of.as_str())));
        let named = |key: &str| (if key.is_empty() { String::new() } else { self.label(key) }, self.sign(key));
        let nothing = group.is_none() && keys.iter().all(|key| key.is_empty());
        let stat = if column.interval {
            say!(self.language(), "document-interval", confidence = self.language().percent(CONFIDENCE, 0))
        } else if column.one_of_several || nothing {
            match column.stats[..] {
                [stat] => self.stat_label(stat),
                _ => say!(self.language(), "document-value"),
            }
        } else {
            String::new()
        };
        let group = group.map(|(name, _)| name.clone()).unwrap_or_default();
        let unsigned = |name: String| (name, String::new());
        vec![unsigned(self.layout.over.clone()), unsigned(group), named(facet), named(column.across), unsigned(stat)]
    }

    fn is_total(&self, column: &Column<'_>) -> bool {
        let keys = [column.facet.unwrap_or_default(), column.across];
        self.layout.totals.iter().any(|total| keys.contains(&total.as_str()))
    }

    // ------------------------------------------------------------ words

    /// A key as readers know it.
    fn label(&self, key: &str) -> String {
        let name = self.exhibit.names.get(key).cloned();
        name.or_else(|| self.language().period(key)).unwrap_or_else(|| key.to_owned())
    }

    /// A stat as readers know it, with the unit where that stands in no cell.
    fn stat_label(&self, stat: Stat) -> String {
        let label = self.exhibit.names.get(stat.name()).cloned().unwrap_or_else(|| stat_word(self.language(), stat));
        let unsaid = stat.scale() == Scale::Points && !label.contains("point");
        if unsaid { say!(self.language(), "document-in-points", stat = label) } else { label }
    }

    /// The sign of the footnote to a key, if it has one.
    fn sign(&self, key: &str) -> String {
        let at = self.layout.footnotes.iter().position(|(of, _)| !key.is_empty() && of == key);
        at.map(sign).unwrap_or_default()
    }

    fn footnotes(&self) -> Vec<Footnote> {
        let all = self.layout.footnotes.iter().enumerate();
        all.map(|(at, (_, text))| Footnote { maerke: sign(at), tekst: text.clone() }).collect()
    }
}

/// The sign of the footnote at a place: a, b, c.
fn sign(at: usize) -> String {
    u8::try_from(at).ok().filter(|at| *at < 26).map_or_else(|| "*".to_owned(), |at| char::from(b'a' + at).to_string())
}
