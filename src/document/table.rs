//! An exhibit's values as a table: heads of columns on as many levels as needed, and rows under heads of their own.
//!
//! What stands where follows from the values, unless the exhibit's [`Layout`] says otherwise. Series go down and the places
//! along x across, or turned; facets are groups of columns, or of rows where that would be too many columns. Several stats
//! at one key have columns of their own where there is one place along x, else rows. Where every key has one stat only,
//! stats share the column. An interval has a column of its own behind its value.

use std::collections::BTreeSet;

use serde::Serialize;

use super::number::{HIDDEN, NONE, Number, Unit};
use super::publication::{Exhibit, Layout};
use crate::locale;
use crate::value::{Name, Nature, Stat, Value};

/// More columns than this do not fit the page, if it can be helped.
const MOST_COLUMNS: usize = 10;
/// Amounts from this on have no decimals: they would say more than is known, and fill the page.
const LARGE: f64 = 1000.0;

/// A table as a template sees it.
#[derive(Debug, Serialize)]
pub(super) struct Table {
    /// The name over the rows' names.
    hjoerne: String,
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

/// A head over one or more columns.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Head {
    navn: String,
    maerke: String,
    bredde: usize,
    hoejde: usize,
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

/// What stands over a column: a name and a footnote's sign on each level, from the top.
type Path = Vec<(String, String)>;

/// A row before it is written: which values it holds.
#[derive(Debug, Clone)]
struct Line<'a> {
    facet: Option<&'a str>,
    down: &'a str,
    /// The stat it holds; none for whichever stat the column has.
    stat: Option<Stat>,
}

impl Table {
    /// The values of `exhibit`, laid out as `layout` says.
    pub(super) fn new(exhibit: &Exhibit, layout: &Layout) -> Self {
        Maker::new(exhibit, layout).table()
    }
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
    down: &'a [String],
    across: &'a [String],
    stats_down: bool,
    facets_down: bool,
}

impl<'a> Maker<'a> {
    fn new(exhibit: &'a Exhibit, layout: &'a Layout) -> Self {
        let values = &exhibit.values;
        let (down, across) = if layout.turned { (&values.xs, &values.series) } else { (&values.series, &values.xs) };
        let stats_down = layout.stats_down.unwrap_or(across.len() > 1);
        let mut maker = Self { exhibit, layout, down, across, stats_down, facets_down: false };
        let many = values.facets.len() > 1 && maker.columns().len() > MOST_COLUMNS;
        maker.facets_down = layout.facets_down.unwrap_or(many);
        maker
    }

    fn table(&self) -> Table {
        let columns = self.columns();
        Table {
            hjoerne: self.layout.corner.clone(),
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
        let together = self.stats_down || self.each_has_one_stat(facet);
        let mut columns = Vec::new();
        for across in self.across {
            let there: Vec<&Value> = self.values(facet).filter(|row| self.across_of(row) == across).collect();
            let stats = in_order(there.iter().copied());
            let kept = if together { vec![stats] } else { stats.into_iter().map(|stat| vec![stat]).collect() };
            let several = kept.len() > 1;
            for stats in kept.into_iter().filter(|stats| !stats.is_empty()) {
                let has_interval = |row: &&&Value| stats.contains(&row.key.stat) && row.lower.is_some();
                let interval = there.iter().any(|row| has_interval(&row));
                let column = Column { facet, across, stats, interval: false, one_of_several: several || interval };
                columns.push(column.clone());
                if interval {
                    columns.push(Column { interval, ..column });
                }
            }
        }
        columns
    }

    /// Whether no key of the facet has more than one stat, so that stats can share a column.
    fn each_has_one_stat(&self, facet: Option<&str>) -> bool {
        let mut seen = BTreeSet::new();
        self.values(facet).all(|row| seen.insert((&row.key.facet, &row.key.series, &row.key.x)))
    }

    /// The rows of a facet, or of all facets together.
    fn values(&self, facet: Option<&str>) -> impl Iterator<Item = &'a Value> {
        self.exhibit.values.rows.iter().filter(move |row| facet.is_none_or(|facet| row.key.facet == facet))
    }

    fn across_of(&self, row: &'a Value) -> &'a str {
        if self.layout.turned { &row.key.series } else { &row.key.x }
    }

    fn down_of(&self, row: &'a Value) -> &'a str {
        if self.layout.turned { &row.key.x } else { &row.key.series }
    }

    /// The lines of one facet's rows, or of all facets', for a key that goes down: one, or one a stat.
    fn lines(&self, facet: Option<&'a str>, down: &'a str) -> Vec<Line<'a>> {
        let stats = in_order(self.values(facet).filter(|row| self.down_of(row) == down));
        match stats[..] {
            [] => Vec::new(),
            [_, _, ..] if self.stats_down && !self.each_has_one_stat(facet) => {
                stats.into_iter().map(|stat| Line { facet, down, stat: Some(stat) }).collect()
            }
            _ => vec![Line { facet, down, stat: None }],
        }
    }

    fn value(&self, line: &Line<'_>, column: &Column<'_>) -> Option<&'a Value> {
        let facet = column.facet.or(line.facet).unwrap_or_default();
        let (series, x) = if self.layout.turned { (column.across, line.down) } else { (line.down, column.across) };
        let stats = column.stats.iter().filter(|stat| line.stat.is_none_or(|own| own == **stat));
        stats.into_iter().find_map(|stat| self.exhibit.values.get(facet, series, x, *stat))
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
        let mut done: Vec<&str> = Vec::new();
        for down in self.down {
            match group(down) {
                None => self.add_lines(&mut rows, None, down, columns, false),
                Some((name, _)) if done.contains(&name.as_str()) => {}
                Some((name, keys)) => {
                    done.push(name);
                    rows.push(self.head_of_rows(name));
                    for down in keys.iter().filter_map(|key| self.down.iter().find(|down| *down == key)) {
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
        for (at, line) in self.lines(facet, down).into_iter().enumerate() {
            let further = line.stat.filter(|_| at > 0);
            let art = match (total, under_head || further.is_some()) {
                (true, _) => "sum",
                (false, true) => "del",
                (false, false) => "raekke",
            };
            let navn = match further {
                Some(stat) => self.stat_label(stat),
                None if down.is_empty() => "I alt".to_owned(),
                None => self.label(down),
            };
            let maerke = further.map_or_else(|| self.sign(down), |_| String::new());
            let celler = columns.iter().map(|column| self.cell(&line, column, columns)).collect();
            rows.push(Row { art, navn, maerke, celler });
        }
    }

    /// What the signs at numbers mean that are not observed.
    fn natures(&self) -> Vec<Footnote> {
        let told = [(Nature::Estimated, "Skønnet: ikke talt op."), (Nature::Forecast, "Ventet: endnu ikke opgjort.")];
        let there = told.into_iter().filter(|(nature, _)| self.exhibit.natures.values().any(|one| one == nature));
        let note = |(nature, text): (Nature, &str)| Footnote {
            maerke: nature_sign(nature).to_owned(),
            tekst: text.to_owned(),
        };
        there.map(note).collect()
    }

    /// What the sign for what is hidden means, where it stands.
    fn hidden(&self) -> Option<Footnote> {
        let hides = self.exhibit.values.rows.iter().any(|row| row.suppressed);
        hides.then(|| Footnote { maerke: HIDDEN.to_owned(), tekst: locale::HIDDEN.to_owned() })
    }

    // ------------------------------------------------------------ numbers

    fn cell(&self, line: &Line<'_>, column: &Column<'_>, columns: &[Column<'_>]) -> String {
        let Some(value) = self.value(line, column) else {
            return if column.interval { String::new() } else { NONE.to_owned() };
        };
        let number = Number::of(value);
        let digits = self.digits(value, line, column, columns);
        let form = |value: f64| match number.unit {
            Unit::Share => locale::percent(value, digits),
            _ => locale::decimal(value, digits),
        };
        match (column.interval, number.interval) {
            (false, _) => {
                number.write(form) + self.exhibit.natures.get(&value.key).map_or("", |nature| nature_sign(*nature))
            }
            (true, Some((low, high))) => locale::interval(low, &form(low), &form(high)),
            (true, None) => String::new(),
        }
    }

    /// The decimals of a value: as the layout says, else by its stat, and for amounts by those it stands among.
    fn digits(&self, value: &Value, line: &Line<'_>, column: &Column<'_>, columns: &[Column<'_>]) -> usize {
        let stat = value.key.stat;
        if let Some(digits) = self.layout.decimals.get(&stat) {
            return *digits;
        }
        match stat {
            _ if stat.is_count() || stat == Stat::Share => return 0,
            _ if stat.is_share() => return 1,
            Stat::Effect | Stat::RelativeEffect => return 2,
            _ => {}
        }
        let same = |other: &&Value| other.key.stat == stat;
        let row: Vec<f64> =
            columns.iter().filter_map(|column| self.value(line, column)).filter(same).filter_map(|v| v.value).collect();
        let below: Vec<f64> = self
            .values(None)
            .filter(same)
            .filter(|other| self.across_of(other) == column.across)
            .filter_map(|other| other.value)
            .collect();
        // Whether amounts are large is a matter of the column alone: those of another facet may count something else.
        let lines = self.values(None).filter(same).filter(|other| self.across_of(other) == column.across);
        let own: Vec<f64> = lines
            .filter(|other| column.facet.is_none_or(|facet| other.key.facet == facet))
            .filter_map(|other| other.value)
            .collect();
        let large = |numbers: &[f64]| numbers.iter().any(|number| number.abs() >= LARGE);
        let broken = |numbers: &[f64]| numbers.iter().any(|number| number.fract() != 0.0 && number.abs() < LARGE);
        let itself = value.value.is_some_and(|value| value.abs() >= LARGE);
        if itself || (large(&row) && large(&own)) { 0 } else { usize::from(broken(&row) || broken(&below)) }
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
            format!("95{}%-interval", locale::NBSP)
        } else if column.one_of_several || nothing {
            match column.stats[..] {
                [stat] => self.stat_label(stat),
                _ => "Værdi".to_owned(),
            }
        } else {
            String::new()
        };
        let group = group.map(|(name, _)| name.clone()).unwrap_or_default();
        vec![(group, String::new()), named(facet), named(column.across), (stat, String::new())]
    }

    fn is_total(&self, column: &Column<'_>) -> bool {
        let keys = [column.facet.unwrap_or_default(), column.across];
        self.layout.totals.iter().any(|total| keys.contains(&total.as_str()))
    }

    // ------------------------------------------------------------ words

    /// A key as readers know it.
    fn label(&self, key: &str) -> String {
        let name = self.exhibit.names.get(key).cloned();
        name.or_else(|| locale::period(key)).unwrap_or_else(|| key.to_owned())
    }

    fn stat_label(&self, stat: Stat) -> String {
        self.exhibit.names.get(stat.name()).cloned().unwrap_or_else(|| stat_word(stat))
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

/// The heads on each level. Columns under the same heads so far share one; one that stands alone over a column, with nothing
/// below it, reaches down to the rows.
fn spread(paths: &[Path]) -> Vec<Vec<Head>> {
    let levels = paths.first().map_or(0, Vec::len);
    let mut reached = vec![false; paths.len()];
    let mut heads = Vec::new();
    for level in 0..levels {
        let mut row = Vec::new();
        let mut at = 0;
        while at < paths.len() {
            let path = &paths[at];
            let (name, sign) = &path[level];
            let alike = |other: &&Path| !name.is_empty() && other[..=level] == path[..=level];
            let width = paths[at..].iter().take_while(alike).count().max(1);
            if !reached[at] {
                let nothing_below = path[level + 1..].iter().all(|(name, _)| name.is_empty());
                reached[at] = width == 1 && !name.is_empty() && nothing_below;
                let height = if reached[at] { levels - level } else { 1 };
                row.push(Head { navn: name.clone(), maerke: sign.clone(), bredde: width, hoejde: height });
            }
            at += width;
        }
        heads.push(row);
    }
    heads
}

/// The stats of rows, in the order they first stand there.
fn in_order<'a>(rows: impl Iterator<Item = &'a Value>) -> Vec<Stat> {
    let mut stats = Vec::new();
    for row in rows {
        if !stats.contains(&row.key.stat) {
            stats.push(row.key.stat);
        }
    }
    stats
}

/// The sign of the footnote at a place: a, b, c.
fn sign(at: usize) -> String {
    u8::try_from(at).ok().filter(|at| *at < 26).map_or_else(|| "*".to_owned(), |at| char::from(b'a' + at).to_string())
}

/// A statistic's title, and what its name says beyond it: `median_maaneder` is `Median, maaneder`. A name of the spec's own is
/// its words.
fn named(name: Name) -> String {
    let words = name.text().replace('_', " ");
    match name.statistic() {
        Some(statistic) if statistic.name == name.text() => statistic.title.to_owned(),
        Some(statistic) => format!("{}, {}", statistic.title, words[statistic.name.len()..].trim_start()),
        None => locale::capitalised(&words),
    }
}

/// A stat as the head of a column or a row.
pub fn stat_word(stat: Stat) -> String {
    let word = match stat {
        Stat::Count => "Antal",
        Stat::Share => "Andel",
        Stat::Mean => "Gennemsnit",
        Stat::MeanOf(name) => {
            let of = name.text().trim_start_matches("mean_").replace('_', " ");
            return format!("Gns. {of}");
        }
        Stat::Sum => "Sum",
        Stat::Persons => "Personer",
        Stat::PersonYears => "Årspersoner",
        Stat::CumulativeSum => "Akkumuleret",
        Stat::Expected => "Forventet",
        Stat::Value => "Værdi",
        Stat::PaybackYear => "Tjent hjem i år",
        Stat::PaybackTime => "Tid til det er tjent hjem",
        Stat::Effect => "Effekt",
        Stat::RelativeEffect => "Relativ effekt",
        Stat::PresentValue => "Nutidsværdi",
        Stat::CumulativePresentValue => "Akkumuleret nutidsværdi",
        Stat::Base => "Som angivet",
        Stat::Low => "Lav",
        Stat::High => "Høj",
        Stat::Span => "Udsving",
        Stat::Other(name) => return named(name),
    };
    word.to_owned()
}
