//! What an exhibit measures that is not of people: rows of extracts, SQL queries and calculations; and classes.

use super::limits::{ClassLimits, limits};
use super::reader::TableReader;
use super::{Disposition, exhibit, people};
use crate::diagnostic::{Code, Ranged};

/// A measure of something else than people.
#[derive(Debug, Clone)]
pub enum Analysis {
    /// Rows of an extract, each a unit.
    Rows(ExtractRows),
    /// For each row of an extract the sum over its rows in another.
    Totals(Totals),
    /// What a SQL query over extracts and populations gives, each row an observation.
    Sql(Ranged<String>),
    /// Quantities of a calculation.
    Calculation(ShownQuantities),
    /// What quantities of a calculation come to when one assumption at a time is taken at the ends of its range.
    Sensitivity(VariedAssumptions),
    /// Everyone of `[persons]`, by the condition of a population that left them out.
    Disposition(Disposition),
}

/// Rows of an extract, each a unit.
#[derive(Debug, Clone)]
pub struct ExtractRows {
    /// The extract.
    pub extract: Ranged<String>,
    /// Which of its rows: SQL.
    pub filter: Option<Ranged<String>>,
    /// A row's value: SQL; a row where it is empty is not observed. 1 where it is not said.
    pub value: Option<Ranged<String>>,
    /// Several values of a row, each an observation of its own with its label: SQL.
    pub values: Vec<(Ranged<String>, Ranged<String>)>,
    /// What a row counts for below the line: SQL; one where it is not said.
    pub weight: Option<Ranged<String>>,
}

/// For each row of an extract, the unit, the sum over its rows in another.
#[derive(Debug, Clone)]
pub struct Totals {
    /// The extract with one row a unit.
    pub per: Ranged<String>,
    /// The column that says which unit, in both extracts.
    pub by: Ranged<String>,
    /// Which of the units: SQL.
    pub filter: Option<Ranged<String>>,
    /// The extract with the rows that are added up.
    pub extract: Ranged<String>,
    /// A row's amount: SQL.
    pub value: Ranged<String>,
    /// Parts shown apart, each with an SQL filter over the rows; none for all together.
    pub split: Vec<(Ranged<String>, Ranged<String>)>,
}

/// Quantities of a calculation.
#[derive(Debug, Clone)]
pub struct ShownQuantities {
    /// The calculation.
    pub calculation: Ranged<String>,
    /// What each is called, and its name in the calculation.
    pub show: Vec<(Ranged<String>, Ranged<String>)>,
}

/// Quantities of a calculation, and the assumptions that are varied one at a time.
#[derive(Debug, Clone)]
pub struct VariedAssumptions {
    /// The calculation.
    pub calculation: Ranged<String>,
    /// What each outcome is called, and its name in the calculation.
    pub show: Vec<(Ranged<String>, Ranged<String>)>,
    /// The assumptions; none for all with a range that an outcome rests on.
    pub vary: Option<Vec<Ranged<String>>>,
}

/// Labels from the text that an expression gives.
#[derive(Debug, Clone)]
pub struct Classes {
    /// The expression: SQL over the observations.
    pub of: Ranged<String>,
    /// The labels in reading order.
    pub labels: ClassLabels,
    /// A label behind them at which those count for which the expression gives nothing.
    pub missing: Option<Ranged<String>>,
    /// A label behind them at which all of them count.
    pub total: Option<Ranged<String>>,
}

impl Classes {
    /// How many labels stand behind those that the expression gives.
    pub fn behind(&self) -> usize {
        usize::from(self.missing.is_some()) + usize::from(self.total.is_some())
    }
}

/// Which labels classes have.
#[derive(Debug, Clone)]
pub enum ClassLabels {
    /// These; an observation with another is an error.
    Listed(Vec<Ranged<String>>),
    /// Those that there are.
    Found(FoundLabels),
    /// Those of numbers between limits.
    Limits(ClassLimits),
    /// The 52 weeks of the status month's year, `2015-W01` and on.
    WeeksOfYear,
}

/// How labels that are found in the data stand.
#[derive(Debug, Clone, Default)]
pub struct FoundLabels {
    /// In which order; a code list's own where it is not said, numbers and days ascending, other texts by name.
    pub order: Option<LabelOrder>,
    /// So many of them, and the label at which the others count.
    pub top: Option<(usize, Ranged<String>)>,
    /// What each observation adds to its label's size, where that is not its own number: SQL.
    pub by: Option<Ranged<String>>,
    /// The table whose column has the labels, where not the observations themselves.
    pub within: Option<LabelsOf>,
}

/// Labels that stand in a column of a table.
#[derive(Debug, Clone)]
pub struct LabelsOf {
    /// The table: an extract, a population, periods or a view.
    pub table: Ranged<String>,
    /// Its column.
    pub column: Ranged<String>,
    /// Which of its rows: SQL.
    pub filter: Option<Ranged<String>>,
}

/// The order of labels that are found in the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LabelOrder {
    /// As in a Danish dictionary.
    Name,
    /// The one whose observations add up to the most first; of equals by name.
    Size,
    /// The one with the greatest value first, of the part's first stat and the first labels of the other axes; of equals by name.
    Value,
    /// As the rows stand: the register drawn again in another order gives another one.
    AsStated,
}

impl LabelOrder {
    /// The names in the spec.
    pub const NAMES: [(&str, Self); 4] =
        [("name", Self::Name), ("size", Self::Size), ("value", Self::Value), ("as-stated", Self::AsStated)];
}

fn found(table: &TableReader<'_>) -> Option<FoundLabels> {
    let order = if table.has("order") { Some(table.opt_choice("order", &LabelOrder::NAMES)?) } else { None };
    let (top, rest) = (table.opt_integer("top"), table.opt_text("rest"));
    let top = match (top, rest) {
        (None, None) => None,
        (Some(top), Some(rest)) => {
            let Ok(count @ 1..) = usize::try_from(top.value) else {
                let message = format!("`top` is {}", top.value);
                table.notes().error(Code::BadValue, top.span, message, "no number of labels", "let at least one stand");
                return None;
            };
            Some((count, rest))
        }
        // Those that are not among the first would be lost without a label.
        (Some(_), None) => {
            table.text("rest");
            return None;
        }
        (None, Some(_)) => {
            table.text("top");
            return None;
        }
    };
    if let Some((_, rest)) = top.as_ref().filter(|_| order == Some(LabelOrder::Value)) {
        let message =
            "which labels stand is not known before their values are, and their values not before the rest's is";
        let help = "take the first by size: order = \"size\", by = \"...\"; or leave out `top` and `rest`";
        table.notes().error(Code::BadValue, rest.span.clone(), message, "a rest beside labels by value", help);
    }
    let by = table.opt_text("by");
    if let Some(by) = by.as_ref().filter(|_| order != Some(LabelOrder::Size)) {
        let help = "say order = \"size\" too, or take it out";
        table.notes().error(
            Code::BadValue,
            by.span.clone(),
            "`by` is what labels are sized by",
            "no order by size",
            help,
        );
    }
    Some(FoundLabels { order, top, by, within: None })
}

/// `labels = { of = "uger", column = "quarter", where = "whole_quarter" }`: those that stand in another table.
fn labels_of(table: &TableReader<'_>) -> Option<FoundLabels> {
    let inner = table.opt_table("labels")?;
    let (of, column, filter) = (inner.text("of"), inner.text("column"), inner.opt_text("where"));
    inner.finish();
    let found = found(table)?;
    Some(FoundLabels { within: Some(LabelsOf { table: of?, column: column?, filter }), ..found })
}

pub(super) fn classes(table: TableReader<'_>) -> Option<Classes> {
    people::not_both(&table, "of", "column");
    // A column by its name as it stands, where an expression would have to quote it.
    let of = if table.has("column") {
        let quoted = |name: String| format!("\"{}\"", name.replace('"', "\"\""));
        table.opt_text("column").map(|name| name.map(|name| quoted(name.clone())))
    } else {
        table.text("of")
    };
    let labels = if table.has("limits") {
        limits(&table).map(ClassLabels::Limits)
    } else if table.is_list("labels") {
        table.opt_texts("labels").map(ClassLabels::Listed)
    } else if table.is_numbers("labels") {
        table.opt_table("labels").and_then(exhibit::numbers).map(ClassLabels::Listed)
    } else if table.has("labels") && !table.is_text("labels") {
        labels_of(&table).map(ClassLabels::Found)
    } else if table.has("labels") {
        table.opt_choice("labels", &[("weeks-of-year", ())]).map(|()| ClassLabels::WeeksOfYear)
    } else {
        found(&table).map(ClassLabels::Found)
    };
    let (missing, total) = (table.opt_label("missing"), table.opt_label("total"));
    table.finish();
    Some(Classes { of: of?, labels: labels?, missing, total })
}

pub(super) fn rows(table: &TableReader<'_>) -> Option<Analysis> {
    people::not_both(table, "value", "values");
    let rows = people::rows(table, "of");
    let value = table.opt_text("value");
    let values = table.opt_text_map("values").unwrap_or_default();
    let weight = table.opt_text("weight");
    rows.map(|rows| Analysis::Rows(ExtractRows { extract: rows.extract, filter: rows.filter, value, values, weight }))
}

pub(super) fn totals(table: &TableReader<'_>) -> Option<Analysis> {
    let rows = people::rows(table, "of");
    let (per, by, value) = (table.text("per"), table.text("by"), table.text("value"));
    let split = table.opt_text_map("split").unwrap_or_default();
    let rows = rows?;
    Some(Analysis::Totals(Totals {
        per: per?,
        by: by?,
        filter: rows.filter,
        extract: rows.extract,
        value: value?,
        split,
    }))
}

pub(super) fn query(table: &TableReader<'_>) -> Option<Analysis> {
    table.text("query").map(Analysis::Sql)
}

pub(super) fn quantities(table: &TableReader<'_>) -> Option<Analysis> {
    shown(table).map(Analysis::Calculation)
}

pub(super) fn sensitivity(table: &TableReader<'_>) -> Option<Analysis> {
    let vary = table.opt_texts("vary");
    let ShownQuantities { calculation, show } = shown(table)?;
    Some(Analysis::Sensitivity(VariedAssumptions { calculation, show, vary }))
}

fn shown(table: &TableReader<'_>) -> Option<ShownQuantities> {
    let calculation = table.text("of");
    let show = table.opt_text_map("show");
    if !table.has("show") {
        table.text("show");
    }
    Some(ShownQuantities { calculation: calculation?, show: show? })
}
