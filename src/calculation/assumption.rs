//! Assumptions: the years, the labels and the stated values, read from extracts.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::*;

use super::{Cell, Figure};
use crate::cohort::{Data, RowRef, Source, Sql};
use crate::diagnostic::{Code, Finding, Findings, Ranged};
use crate::spec::YEAR;
use crate::spec::{Calculation, ColumnOf, Input, InputRule};

/// What an extract states of an assumption.
#[derive(Debug, Clone)]
pub(super) struct Stated {
    pub(super) rule: InputRule,
    /// The rows, in the order of the file.
    pub(super) rows: Vec<StatedRow>,
}

/// A row that states an assumption.
#[derive(Debug, Clone, PartialEq)]
pub struct StatedRow {
    /// Where in the assumption's table it belongs.
    pub cell: Cell,
    /// The row.
    pub row: RowRef,
    /// What it states, after the spec's expression.
    pub value: f64,
    /// What it would be at the low and at the high end, where it is varied.
    pub range: Option<(f64, f64)>,
}

/// Where in its range an assumption is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// As it is stated.
    Base,
    /// At the low end.
    Low,
    /// At the high end.
    High,
}

impl Stated {
    /// The assumption's table.
    pub(super) fn cells(&self, taken: Taken) -> BTreeMap<Cell, Figure> {
        let mut found: BTreeMap<Cell, (Vec<f64>, Vec<RowRef>)> = BTreeMap::new();
        for row in &self.rows {
            let (values, own) = found.entry(row.cell.clone()).or_default();
            values.push(match (taken, row.range) {
                (Taken::Low, Some((low, _))) => low,
                (Taken::High, Some((_, high))) => high,
                (_, None) | (Taken::Base, _) => row.value,
            });
            own.push(row.row);
        }
        let figure = |(values, mut rows): (Vec<f64>, Vec<RowRef>)| {
            rows.sort_unstable();
            Figure { value: crate::estimate::sum(values), rows }
        };
        found.into_iter().map(|(cell, found)| (cell, figure(found))).collect()
    }
}

/// The years of a calculation, ascending and without gaps.
pub(super) fn years(calculation: &Calculation, data: Data<'_>) -> Result<Vec<i64>, Finding> {
    let ColumnOf { extract, column } = &calculation.years;
    let source = data.source(extract);
    let found = whole(source, column, data)?;
    let mut years: Vec<i64> = found.into_iter().flatten().collect();
    years.sort_unstable();
    years.dedup();
    let gap = years.iter().zip(years.iter().skip(1)).find(|(year, next)| **next != *year + 1);
    if let Some((year, next)) = gap {
        let message = format!("`{}` has no year between {year} and {next}", column.value);
        return Err(Finding::error(Code::MissingAssumption, message)
            .in_cell(&source.extract.file, None, Some(column.as_str()))
            .help("a calculation goes from year to year: add the rows of the years between"));
    }
    if years.is_empty() {
        return Err(Finding::error(Code::MissingAssumption, format!("`{}` has no years", column.value))
            .in_cell(&source.extract.file, None, Some(column.as_str()))
            .help("the years of a calculation are those of this column"));
    }
    Ok(years)
}

/// The indexes and their labels, in the order of the file.
pub(super) fn indexes(calculation: &Calculation, data: Data<'_>) -> Result<Vec<(String, Vec<String>)>, Finding> {
    let read = |(name, ColumnOf { extract, column }): &(Ranged<String>, ColumnOf)| {
        let mut labels: Vec<String> = Vec::new();
        for label in texts(data.source(extract), column, data)?.into_iter().flatten() {
            if !labels.contains(&label) {
                labels.push(label);
            }
        }
        Ok((name.value.clone(), labels))
    };
    calculation.indexes.iter().map(read).collect()
}

/// What the extract states of `input`. Rows of other years than the calculation's are left out.
pub(super) fn read(
    input: &Input,
    years: &[i64],
    indexes: &[(String, Vec<String>)],
    calculation: &Calculation,
    data: Data<'_>,
) -> Result<Stated, Findings> {
    let sql = Sql::of(data.spec);
    let source = data.source(&input.extract);
    let frame = &source.extract.frame;
    let mask = input.filter.as_ref().map(|filter| sql.mask(filter, frame)).transpose()?;
    let values = numbers(&input.value, sql, frame)?;
    let range = calculation.range(input.name.as_str());
    let ends = |text| numbers(text, sql, frame);
    let ends = range.map(|range| Ok::<_, Finding>((range, ends(&range.low)?, ends(&range.high)?))).transpose()?;
    let rows = frame.column("_row").and_then(|rows| rows.u32()).expect("the register gives every frame its rows");
    let mut places: Vec<Vec<Place>> = Vec::new();
    for (name, column) in &input.by {
        places.push(place_of(name, column, source, years, indexes, data)?);
    }
    let mut found: Vec<StatedRow> = Vec::new();
    let mut seen: BTreeSet<Cell> = BTreeSet::new();
    let mut findings = Findings::new();
    for at in 0..frame.height() {
        if mask.as_ref().is_some_and(|mask| !mask[at]) {
            continue;
        }
        let Some(value) = values[at] else { continue };
        let row = rows.get(at).unwrap_or_default();
        let mut cell = Cell { year: None, labels: vec![None; calculation.indexes.len()] };
        let mut inside = true;
        for (place, (_, column)) in places.iter().zip(&input.by) {
            match place[at] {
                Place::Year(year) => cell.year = Some(year),
                Place::Label(index, label) => cell.labels[index] = Some(label),
                Place::OtherYear => inside = false,
                Place::Unknown => {
                    inside = false;
                    findings.push(
                        Finding::error(
                            Code::UndeclaredCategory,
                            format!("`{}` has a label that nothing declares", column.value),
                        )
                        .in_cell(&source.extract.file, Some(u64::from(row)), Some(column.as_str()))
                        .help("correct the cell, or add the label to the extract that declares the index"),
                    );
                }
            }
        }
        if !inside {
            continue;
        }
        if !seen.insert(cell.clone()) && input.rule == InputRule::One {
            let message = format!("`{}` is stated twice", input.name.value);
            findings.push(
                Finding::error(Code::NotUnique, message)
                    .in_cell(&source.extract.file, Some(u64::from(row)), None)
                    .help("take one of the rows out, or let the spec add them up: rows = \"sum\""),
            );
        }
        let ends = ends.as_ref().map(|(range, low, high)| (*range, low[at], high[at]));
        let range = ends.and_then(|(range, low, high)| match fits(value, low, high) {
            Ok(range) => range,
            Err(wrong) => {
                let message = format!("the range of `{}` {wrong}", input.name.value);
                findings.push(
                    Finding::error(Code::AssumptionRange, message)
                        .in_cell(&source.extract.file, Some(u64::from(row)), None)
                        .at(&data.spec.file, range.low.span.clone(), "the low end")
                        .at(&data.spec.file, range.high.span.clone(), "the high end")
                        .help("let the low end be at most what the row states, and the high end at least that; leave both out where it is not to be varied"),
                );
                None
            }
        });
        found.push(StatedRow { cell, row: RowRef { extract: source.number, row }, value, range });
    }
    if input.by.is_empty() && input.rule == InputRule::One && found.is_empty() {
        findings.push(
            Finding::error(Code::MissingAssumption, format!("no row states `{}`", input.name.value))
                .in_cell(&source.extract.file, None, None)
                .at(&data.spec.file, input.name.span.clone(), "this assumption")
                .help("add the row, or see what `where` picks"),
        );
    }
    if findings.has_errors() {
        return Err(findings);
    }
    Ok(Stated { rule: input.rule, rows: found })
}

/// The ends of a row's range, none where it has none; or what is wrong with them. Of a number below zero either may be the
/// nearer to zero.
fn fits(value: f64, low: Option<f64>, high: Option<f64>) -> Result<Option<(f64, f64)>, &'static str> {
    let (low, high) = match (low, high) {
        (None, None) => return Ok(None),
        (Some(low), Some(high)) if low.is_finite() && high.is_finite() => (low, high),
        (Some(_), Some(_)) => return Err("has an end that is no number"),
        _ => return Err("has one end only"),
    };
    if value >= 0.0 && low > high {
        return Err("has its ends exchanged");
    }
    let inside = low.min(high) <= value && value <= low.max(high);
    if inside { Ok(Some((low, high))) } else { Err("does not hold what the row states") }
}

/// The number that an expression gives for each row.
pub(super) fn numbers(text: &Ranged<String>, sql: Sql<'_>, frame: &DataFrame) -> Result<Vec<Option<f64>>, Finding> {
    sql.numbers(text, frame)
}

/// Where a row of an assumption belongs along one of the things it differs by.
#[derive(Clone, Copy)]
enum Place {
    Year(usize),
    OtherYear,
    Label(usize, usize),
    Unknown,
}

fn place_of(
    name: &Ranged<String>,
    column: &Ranged<String>,
    source: Source<'_>,
    years: &[i64],
    indexes: &[(String, Vec<String>)],
    data: Data<'_>,
) -> Result<Vec<Place>, Finding> {
    if name.value == YEAR {
        let place = |year: Option<i64>| {
            let at = year.and_then(|year| years.iter().position(|known| *known == year));
            at.map_or(Place::OtherYear, Place::Year)
        };
        return Ok(whole(source, column, data)?.into_iter().map(place).collect());
    }
    let index = indexes.iter().position(|(known, _)| *known == name.value).expect("the calculation has been checked");
    let place = |text: Option<String>| {
        let at = text.and_then(|text| indexes[index].1.iter().position(|known| *known == text));
        at.map_or(Place::Unknown, |label| Place::Label(index, label))
    };
    Ok(texts(source, column, data)?.into_iter().map(place).collect())
}

fn texts(source: Source<'_>, column: &Ranged<String>, data: Data<'_>) -> Result<Vec<Option<String>>, Finding> {
    let texts = named(source, column, data)?.cast(&DataType::String).map_err(|_| not(column, "texts", source, data))?;
    let texts = texts.str().map_err(|_| not(column, "texts", source, data))?;
    Ok(texts.iter().map(|text| text.map(str::to_owned)).collect())
}

pub(super) fn whole(source: Source<'_>, column: &Ranged<String>, data: Data<'_>) -> Result<Vec<Option<i64>>, Finding> {
    let years = named(source, column, data)?.i64().map_err(|_| not(column, "years", source, data))?;
    Ok(years.iter().collect())
}

fn named<'a>(source: Source<'a>, column: &Ranged<String>, data: Data<'_>) -> Result<&'a Column, Finding> {
    source.extract.frame.column(column.as_str()).map_err(|_| not(column, "what is asked for", source, data))
}

fn not(column: &Ranged<String>, what: &str, source: Source<'_>, data: Data<'_>) -> Finding {
    Finding::error(Code::UnknownName, format!("`{}` is not a column with {what}", column.value))
        .at(&data.spec.file, column.span.clone(), format!("not in {}", source.extract.file))
        .help("name a column as the schema names it")
}
