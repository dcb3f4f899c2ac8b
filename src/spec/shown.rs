//! How an exhibit is shown: `chart`, `table`, or `show`.

use std::ops::Range;

use super::reader::TableReader;
use super::{ChartSpec, chart, people};
use crate::diagnostic::{Code, Ranged};
use crate::value::Stat;

/// How an exhibit is shown.
#[derive(Debug, Clone)]
pub enum Shown {
    /// Drawn.
    Chart(Box<ChartSpec>),
    /// Set as a table.
    Table(Box<TableSpec>),
    /// Set as key numbers in the text.
    Numbers,
}

/// `table` of an exhibit; what it does not say follows from the values.
#[derive(Debug, Clone, Default)]
pub struct TableSpec {
    /// The name over the rows' names.
    pub corner: Option<String>,
    /// The name over all columns.
    pub over: Option<String>,
    /// Whether x goes down and the series across.
    pub turned: bool,
    /// Where several stats of one key stand.
    pub stats: Option<Direction>,
    /// Where the facets stand.
    pub facets: Option<Direction>,
    /// The rows and columns that are totals, by their keys.
    pub totals: Vec<Ranged<String>>,
    /// Rows under a common head, by their keys.
    pub row_groups: Vec<(Ranged<String>, Vec<Ranged<String>>)>,
    /// Columns under a common head, by their keys.
    pub column_groups: Vec<(Ranged<String>, Vec<Ranged<String>>)>,
    /// How many decimals the values of a stat have; of shares, their percentages.
    pub decimals: Vec<(Ranged<String>, usize)>,
    /// What must be known of a single row or column, by its key; small templates.
    pub footnotes: Vec<(Ranged<String>, Ranged<String>)>,
    /// Whether it takes the page's width even if it is narrow.
    pub wide: bool,
}

/// Which way keys go in a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Each has columns of its own.
    Columns,
    /// Each has rows of its own.
    Rows,
}

impl Direction {
    /// The names in the spec.
    pub const NAMES: [(&str, Self); 2] = [("columns", Self::Columns), ("rows", Self::Rows)];
}

pub(super) fn shown(table: &TableReader<'_>) -> Option<Shown> {
    for (a, b) in [("chart", "show"), ("chart", "table"), ("table", "show")] {
        people::not_both(table, a, b);
    }
    if table.has("chart") {
        return table.opt_table("chart").and_then(chart::chart).map(|chart| Shown::Chart(Box::new(chart)));
    }
    if table.has("table") {
        return table.opt_table("table").map(|table| Shown::Table(Box::new(layout(&table))));
    }
    let plain = || Shown::Table(Box::default());
    table
        .choice("show", &[("table", false), ("numbers", true)])
        .map(|numbers| if numbers { Shown::Numbers } else { plain() })
}

fn layout(table: &TableReader<'_>) -> TableSpec {
    let spec = TableSpec {
        corner: table.opt_text("corner").map(|corner| corner.value),
        over: table.opt_text("over").map(|over| over.value),
        turned: table.opt_bool("turned").unwrap_or(false),
        stats: table.opt_choice("stats", &Direction::NAMES),
        facets: table.opt_choice("facets", &Direction::NAMES),
        totals: table.opt_texts("totals").unwrap_or_default(),
        row_groups: table.opt_texts_map("row-groups").unwrap_or_default(),
        column_groups: table.opt_texts_map("column-groups").unwrap_or_default(),
        decimals: decimals(table),
        footnotes: table.opt_text_map("footnotes").unwrap_or_default(),
        wide: table.opt_bool("wide").unwrap_or(false),
    };
    let by_facets = spec.facets == Some(Direction::Rows);
    if let Some((name, _)) = spec.row_groups.first().filter(|_| by_facets) {
        let message = "`row-groups` cannot be there where the facets are groups of rows";
        table.notes().error(Code::BadValue, name.span.clone(), message, "", "take out one of them");
    }
    table.finish();
    spec
}

/// `decimals`: from none to six, for stats that there are.
fn decimals(table: &TableReader<'_>) -> Vec<(Ranged<String>, usize)> {
    let mut known = Vec::new();
    for (stat, digits) in table.opt_integer_map("decimals").unwrap_or_default() {
        let wrong = |span: Range<usize>, message: String, help: &str| {
            table.notes().error(Code::BadValue, span, message, "", help);
        };
        if Stat::from_name(&stat.value).is_none() {
            wrong(stat.span, format!("there is no stat `{}`", stat.value), "such as: decimals = { mean = 1 }");
        } else {
            match usize::try_from(digits.value).ok().filter(|digits| *digits <= 6) {
                Some(digits) => known.push((stat, digits)),
                None => wrong(digits.span, "a number has from 0 to 6 decimals".to_owned(), ""),
            }
        }
    }
    known
}
