//! `[calculations]`: yearly tables over assumptions, as the spec declares them. The language is in `docs/calculations.md`.

use super::people;
use super::reader::TableReader;
use crate::diagnostic::{Code, Ranged};
use crate::formula::{Formula, Unit};
use crate::value::shortest;

/// One of `[calculations]`.
#[derive(Debug, Clone)]
pub struct Calculation {
    /// Its name.
    pub name: Ranged<String>,
    /// Where its years stand.
    pub years: ColumnOf,
    /// The column in which an assumption's source stands.
    pub source: Option<Ranged<String>>,
    /// What quantities can differ by beside the year, each with the column whose texts are its labels.
    pub indexes: Vec<(Ranged<String>, ColumnOf)>,
    /// The assumptions.
    pub inputs: Vec<Input>,
    /// What is computed from them.
    pub quantities: Vec<Quantity>,
    /// How far assumptions may be off, each with the assumption's name.
    pub ranges: Vec<(Ranged<String>, InputRange)>,
    /// What readers call it.
    pub title: Option<String>,
    /// What readers call assumptions, quantities and indexes, by their names.
    pub labels: Vec<(Ranged<String>, Ranged<String>)>,
    /// What readers call units, by how formulas write them.
    pub units: Vec<(Ranged<Unit>, String)>,
}

impl Calculation {
    /// What readers call an assumption, a quantity or an index: its name where nothing else is said.
    pub fn label<'a>(&'a self, name: &'a str) -> &'a str {
        self.labels.iter().find(|(known, _)| known.value == name).map_or(name, |(_, label)| label.as_str())
    }

    /// How far an assumption may be off, where that is declared.
    pub fn range(&self, name: &str) -> Option<&InputRange> {
        self.ranges.iter().find(|(known, _)| known.value == name).map(|(_, range)| range)
    }
}

/// How far an assumption may be off: what it would be at either end.
#[derive(Debug, Clone)]
pub struct InputRange {
    /// A row's value at the low end: SQL; a row where both ends are empty is not varied.
    pub low: Ranged<String>,
    /// A row's value at the high end: SQL.
    pub high: Ranged<String>,
    /// Why it may be so far off; printed in the report.
    pub because: Option<String>,
}

/// A column of an extract.
#[derive(Debug, Clone)]
pub struct ColumnOf {
    /// The extract.
    pub extract: Ranged<String>,
    /// The column.
    pub column: Ranged<String>,
}

/// An assumption, or a table of them.
#[derive(Debug, Clone)]
pub struct Input {
    /// Its name in formulas.
    pub name: Ranged<String>,
    /// The extract that states it.
    pub extract: Ranged<String>,
    /// Which of its rows: SQL.
    pub filter: Option<Ranged<String>>,
    /// A row's value: SQL.
    pub value: Ranged<String>,
    /// What it is measured in.
    pub unit: Unit,
    /// How many rows state a cell.
    pub rule: InputRule,
    /// What it differs by, `year` or an index, and the column that says so.
    pub by: Vec<(Ranged<String>, Ranged<String>)>,
}

/// How many rows state a cell of an assumption.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InputRule {
    /// Exactly one.
    One,
    /// Any number, which are added up; without any it is 0.
    Sum,
}

impl InputRule {
    /// The names in the spec.
    const NAMES: [(&str, Self); 2] = [("one", Self::One), ("sum", Self::Sum)];
}

/// A quantity that a formula gives.
#[derive(Debug, Clone)]
pub struct Quantity {
    /// Its name in formulas.
    pub name: Ranged<String>,
    /// What it is measured in.
    pub unit: Ranged<Unit>,
    /// The formula as it is written.
    pub text: Ranged<String>,
    /// The formula.
    pub formula: Formula,
}

pub(super) fn calculations(root: &TableReader<'_>) -> Option<Vec<Calculation>> {
    let calculations = root.named_tables("calculations").into_iter().map(|(name, table)| {
        let years = table.table("years").and_then(column_of);
        let source = table.opt_text("source");
        let indexes = table.named_tables("index").into_iter().map(|(name, table)| Some((name, column_of(table)?)));
        let indexes: Vec<_> = indexes.collect();
        let inputs: Vec<_> = table.named_tables("inputs").into_iter().map(|(name, table)| input(name, table)).collect();
        let quantities = table.named_tables("quantities").into_iter().map(|(name, table)| quantity(name, table));
        let quantities: Vec<_> = quantities.collect();
        let ranges: Vec<_> =
            table.named_tables("ranges").into_iter().map(|(name, table)| Some((name, range(table)?))).collect();
        let title = table.opt_text("title").map(|title| title.value);
        let labels = table.opt_text_map("labels").unwrap_or_default();
        let units = table.opt_text_map("units").unwrap_or_default();
        let units = units.into_iter().map(|(unit, text)| Some((known_unit(&table, unit)?, text.value)));
        let units: Vec<_> = units.collect();
        table.finish();
        Some(Calculation {
            name,
            years: years?,
            source,
            indexes: indexes.into_iter().collect::<Option<_>>()?,
            inputs: inputs.into_iter().collect::<Option<_>>()?,
            quantities: quantities.into_iter().collect::<Option<_>>()?,
            ranges: ranges.into_iter().collect::<Option<_>>()?,
            title,
            labels,
            units: units.into_iter().collect::<Option<_>>()?,
        })
    });
    calculations.collect::<Vec<_>>().into_iter().collect()
}

fn column_of(table: TableReader<'_>) -> Option<ColumnOf> {
    let (extract, column) = (table.text("of"), table.text("column"));
    table.finish();
    Some(ColumnOf { extract: extract?, column: column? })
}

fn input(name: Ranged<String>, table: TableReader<'_>) -> Option<Input> {
    let rows = people::rows(&table, "of");
    let value = table.text("value");
    let unit = unit(&table);
    let rule = table.opt_choice("rows", &InputRule::NAMES).unwrap_or(InputRule::One);
    let by = table.opt_text_map("by").unwrap_or_default();
    table.finish();
    let rows = rows?;
    Some(Input { name, extract: rows.extract, filter: rows.filter, value: value?, unit: unit?.value, rule, by })
}

fn quantity(name: Ranged<String>, table: TableReader<'_>) -> Option<Quantity> {
    let unit = unit(&table);
    let text = table.text("is");
    // A parameter is the number it is set to.
    let stated = text.as_ref().filter(|text| text.value.starts_with('@')).map(|_| table.opt_number("is"));
    let written = match &stated {
        Some(number) => number.as_ref().map(|number| Ranged::new(shortest(number.value), number.span.clone())),
        None => text.clone(),
    };
    let formula = written.and_then(|text| match Formula::parse(text.as_str()) {
        Ok(formula) => Some(formula),
        Err(mistake) => {
            let place = text.part(mistake.at);
            table.notes().error(Code::FormulaSyntax, place, mistake.message, "here", &mistake.help);
            None
        }
    });
    table.finish();
    Some(Quantity { name, unit: unit?, text: text?, formula: formula? })
}

fn range(table: TableReader<'_>) -> Option<InputRange> {
    let (low, high) = (table.text("low"), table.text("high"));
    let because = table.opt_text("because").map(|because| because.value);
    table.finish();
    Some(InputRange { low: low?, high: high?, because })
}

fn unit(table: &TableReader<'_>) -> Option<Ranged<Unit>> {
    known_unit(table, table.text("unit")?)
}

fn known_unit(table: &TableReader<'_>, text: Ranged<String>) -> Option<Ranged<Unit>> {
    let unit = Unit::parse(text.as_str());
    if unit.is_none() {
        table.notes().error(
            Code::BadValue,
            text.span.clone(),
            format!("`{}` is not a unit", text.value),
            "not a unit",
            "write words with * and / between them, such as: share, persons, persons*years, kr/years",
        );
    }
    unit.map(|unit| Ranged::new(unit, text.span))
}
