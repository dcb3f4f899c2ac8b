//! Queries: what a SQL query over extracts, populations and sequences gives, each row an observation.
//!
//! The program carries the extract rows behind each row of the query. They stand in the order of the query, which is that of
//! its first table unless it says ORDER BY.

use polars::prelude::*;

use super::unknown::Lost;
use super::{Sources, labels, weights};
use crate::cohort::{Columns, RowRef, Sql, tables};
use crate::diagnostic::{Code, Finding, Ranged};
use crate::observation::{Lineage, Names, Numbers, Observations, Units, Weights};
use crate::spec::Part;
use crate::sql::Answer;

/// One observation a row of the query's result. What has no value is not observed.
pub(super) fn sql(text: &Ranged<String>, part: &Part, sources: &Sources<'_>) -> Result<Observations, Finding> {
    let file = &sources.data.spec.file;
    let tables = tables(text.as_str(), sources.data, sources.cohorts, sources.as_of, sources.views)?;
    let Answer { frame, rows, .. } = Sql::of(sources.data.spec).query(text, &tables)?;
    let Ok(units) = frame.column("unit").and_then(|column| column.cast(&DataType::String)) else {
        return Err(lacks("unit", "what is counted: a column AS unit", text, file));
    };
    let units: Vec<Option<String>> = match units.str() {
        Ok(units) => units.iter().map(|unit| unit.map(str::to_owned)).collect(),
        Err(_) => return Err(lacks("unit", "a text or a number", text, file)),
    };
    let values = numbers(&frame, "value", text, file)?
        .ok_or_else(|| lacks("value", "each observation's number: 1 AS value to count them", text, file))?;
    let weights = numbers(&frame, "weight", text, file)?;
    let is_condition = frame.column("value").is_ok_and(|column| column.dtype().is_bool());
    let lost = Lost {
        text,
        values: &values,
        columns: &Columns::of_rows(frame.clone()),
        asked: Vec::new(),
        said: Vec::new(),
        is_condition,
    };
    lost.judge(part, sources, |at| rows[at].iter().map(|row| RowRef::unpacked(*row)).collect())?;
    let observed: Vec<usize> = (0..frame.height()).filter(|at| values[*at].is_some()).collect();
    if let Some(weights) = &weights {
        weights::check(observed.iter().map(|at| weights[*at]), true, text, file)?;
    }
    let units = named(observed.iter().map(|at| units[*at].clone()), text, file)?;
    let rows = observed
        .iter()
        .map(|at| {
            let rows: Vec<RowRef> = rows[*at].iter().map(|row| RowRef::unpacked(*row)).collect();
            if rows.is_empty() { Err(from_nowhere(text, file)) } else { Ok(rows) }
        })
        .collect::<Result<Vec<_>, _>>()?;
    let index: IdxCa = observed.iter().map(|at| IdxSize::try_from(*at).ok()).collect();
    let frame = frame.take(&index).expect("the places are the frame's own");
    let labels = labels::of_axes(part, &frame, Vec::new(), |_| None, sources)?;
    Ok(Observations {
        units: Units::Named(Names::plain(units)),
        values: Numbers::Each(observed.iter().filter_map(|at| values[*at]).collect()),
        weights: weights
            .map_or(Weights::One, |weights| Weights::Each(observed.iter().map(|at| weights[*at]).collect())),
        lineage: Lineage::kept(rows.into_iter().collect()),
        columns: Columns::of_rows(frame),
        labels,
        ..Observations::default()
    })
}

/// The units of what is observed. Those without a name would be one and the same wherever units are told apart.
fn named(
    units: impl Iterator<Item = Option<String>>,
    text: &Ranged<String>,
    file: &str,
) -> Result<Vec<String>, Finding> {
    let units: Vec<Option<String>> = units.collect();
    let none = units.iter().filter(|unit| unit.is_none()).count();
    if none == 0 {
        return Ok(units.into_iter().flatten().collect());
    }
    Err(Finding::error(Code::SqlFailed, format!("`unit` is empty in {none} of {} rows that have a value", units.len()))
        .at(file, text.span.clone(), "this query")
        .help("rows without a unit would all be of one; give them a name with COALESCE, or leave them out: WHERE ... IS NOT NULL"))
}

fn from_nowhere(text: &Ranged<String>, file: &str) -> Finding {
    Finding::error(Code::LineageLost, "an observation of the query came from no row")
        .at(file, text.span.clone(), "this query")
        .help("let every row of the query come from a table: what is only written out cannot be followed back")
}

/// A column of numbers of the result; none where the result does not have it.
fn numbers(
    frame: &DataFrame,
    name: &str,
    text: &Ranged<String>,
    file: &str,
) -> Result<Option<Vec<Option<f64>>>, Finding> {
    let Ok(column) = frame.column(name) else { return Ok(None) };
    let is_number = column.dtype().is_numeric() || column.dtype().is_bool();
    let numbers = column.cast(&DataType::Float64).ok().filter(|_| is_number);
    match numbers.as_ref().and_then(|numbers| numbers.f64().ok()) {
        Some(numbers) => Ok(Some(numbers.iter().collect())),
        None => Err(lacks(name, "a column of numbers", text, file)),
    }
}

fn lacks(name: &str, what: &str, text: &Ranged<String>, file: &str) -> Finding {
    Finding::error(Code::SqlFailed, format!("the query does not give `{name}`"))
        .at(file, text.span.clone(), "this query")
        .help(format!("it must give {what}"))
}
