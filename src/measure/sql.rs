//! Queries: what a SQL query over extracts and populations gives, each row an observation.
//!
//! Every table has a column `_rows` that says which extract rows its rows are. A query carries it through, singly or
//! gathered with `ARRAY_AGG`, under `_rows` or names that begin so; a query that loses it is an error, because its numbers
//! could not be followed back.

use std::collections::BTreeSet;

use polars::prelude::*;

use super::rows::as_of;
use super::{Observations, Sources, Weights, labels};
use crate::cohort::{RowRef, Sql, Table, query};
use crate::diagnostic::{Code, Finding};
use crate::spec::{Part, Ranged};

/// What the columns that tell of lineage begin with.
const ROWS: &str = "_rows";

/// One observation a row of the query's result.
pub(super) fn sql(text: &Ranged<String>, part: &Part, sources: &Sources<'_>) -> Result<Observations, Finding> {
    let file = &sources.data.spec.file;
    let frame = query(text, &tables(sources), Sql::of(sources.data.spec))?;
    let rows = lineage(&frame, text, sources)?;
    let Ok(units) = frame.column("unit").and_then(|column| column.cast(&DataType::String)) else {
        return Err(lacks("unit", "what is counted: a column AS unit", text, file));
    };
    let units: Vec<String> = match units.str() {
        Ok(units) => units.iter().map(|unit| unit.unwrap_or_default().to_owned()).collect(),
        Err(_) => return Err(lacks("unit", "a text or a number", text, file)),
    };
    let values = numbers(&frame, "value", text, file)?
        .ok_or_else(|| lacks("value", "each observation's number: 1 AS value to count them", text, file))?;
    let weights = numbers(&frame, "weight", text, file)?;

    // A query's own order may differ from run to run; that of the extracts does not. What has no value is not observed.
    let mut order: Vec<usize> = (0..frame.height()).filter(|at| values[*at].is_some()).collect();
    order.sort_by(|a, b| {
        let value = |at: &usize| values[*at].unwrap_or_default();
        rows[*a].cmp(&rows[*b]).then_with(|| units[*a].cmp(&units[*b])).then_with(|| value(a).total_cmp(&value(b)))
    });
    let index: IdxCa = order.iter().map(|at| IdxSize::try_from(*at).ok()).collect();
    let frame = frame.take(&index).expect("the places are the frame's own");
    let labels = labels::of_axes(part, &frame, Vec::new(), |_| None, sources)?;
    Ok(Observations {
        units: order.iter().map(|at| units[*at].clone()).collect(),
        values: order.iter().filter_map(|at| values[*at]).collect(),
        weights: weights.map_or(Weights::One, |weights| Weights::Each(order.iter().map(|at| weights[*at]).collect())),
        rows: order.iter().map(|at| rows[*at].clone()).collect(),
        frame,
        labels,
        ..Observations::default()
    })
}

/// The extracts and populations by name, each row with what it came from. An extract keeps its name to itself.
fn tables(sources: &Sources<'_>) -> Vec<Table> {
    let mut tables = Vec::new();
    for (number, extract) in sources.data.register.iter().enumerate() {
        let mut frame = extract.frame.clone();
        let extract_number = u16::try_from(number).expect("a spec has few extracts");
        let of = |row| packed(RowRef { extract: extract_number, row });
        let rows: Vec<i64> = own_rows(&frame).into_iter().map(of).collect();
        add(&mut frame, Column::new(ROWS.into(), rows), sources);
        tables.push(Table { name: extract.name.clone(), frame });
    }
    for (name, population) in sources.cohorts.iter() {
        if tables.iter().any(|table| table.name == name) {
            continue;
        }
        let mut frame = population.frame.clone();
        let told = population.told.all(population.members.len());
        let rows: Vec<Series> = population
            .members
            .iter()
            .zip(told)
            .map(|(member, told)| {
                let all: BTreeSet<i64> = told.into_iter().chain([member.row]).map(packed).collect();
                Series::new(PlSmallStr::EMPTY, all.into_iter().collect::<Vec<_>>())
            })
            .collect();
        add(&mut frame, Column::new(ROWS.into(), rows), sources);
        tables.push(Table { name: name.to_owned(), frame });
    }
    tables
}

fn add(frame: &mut DataFrame, rows: Column, sources: &Sources<'_>) {
    for column in [rows, as_of(sources, frame.height())] {
        frame.with_column(column).expect("the column is as long as the frame");
    }
    // The file's row alone does not say which file.
    *frame = frame.drop("_row").unwrap_or_else(|_| frame.clone());
}

/// The file's own rows.
fn own_rows(frame: &DataFrame) -> Vec<u32> {
    let rows = frame.column("_row").and_then(|rows| rows.u32()).expect("the register gives every frame its rows");
    rows.iter().flatten().collect()
}

/// A row as one number, as queries carry it.
fn packed(row: RowRef) -> i64 {
    i64::from(row.extract) << 32 | i64::from(row.row)
}

fn unpacked(number: i64) -> Option<RowRef> {
    let extract = u16::try_from(number >> 32).ok()?;
    Some(RowRef { extract, row: u32::try_from(number & 0xFFFF_FFFF).ok()? })
}

/// The extract rows of each observation, in order, each once.
fn lineage(frame: &DataFrame, text: &Ranged<String>, sources: &Sources<'_>) -> Result<Vec<Vec<RowRef>>, Finding> {
    let lost = |message: &str| {
        Finding::error(Code::LineageLost, message)
            .at(&sources.data.spec.file, text.span.clone(), "this query")
            .help("carry `_rows` through from every table: t._rows AS _rows, or ARRAY_AGG(t._rows) AS _rows where rows are gathered")
            .help("of several tables give it several names that begin so: a._rows AS _rows_a, b._rows AS _rows_b")
    };
    let columns: Vec<&Column> = frame.columns().iter().filter(|column| column.name().starts_with(ROWS)).collect();
    if columns.is_empty() {
        return Err(lost("the query does not say from which rows its observations came"));
    }
    let mut rows = vec![Vec::new(); frame.height()];
    for column in columns {
        let series = column.as_materialized_series();
        for (own, value) in rows.iter_mut().zip(series.iter()) {
            if !gather(&value, own) {
                return Err(lost("what the query carries as `_rows` is not the rows of its tables"));
            }
        }
    }
    // The rows of an extract ascend, as they do in the file.
    let known: Vec<Vec<u32>> = sources.data.register.iter().map(|extract| own_rows(&extract.frame)).collect();
    for own in &mut rows {
        own.sort_unstable();
        own.dedup();
        if own.is_empty() {
            return Err(lost("an observation of the query came from no row"));
        }
        if own
            .iter()
            .any(|row| known.get(usize::from(row.extract)).is_none_or(|rows| rows.binary_search(&row.row).is_err()))
        {
            return Err(lost("what the query carries as `_rows` is not the rows of its tables"));
        }
    }
    Ok(rows)
}

/// Adds the rows of a value of `_rows`: a row, a list of them, or lists of lists. Says whether it was one of these.
fn gather(value: &AnyValue<'_>, rows: &mut Vec<RowRef>) -> bool {
    match value {
        // Of an outer join, where there was no row.
        AnyValue::Null => true,
        AnyValue::Int64(number) => unpacked(*number).map(|row| rows.push(row)).is_some(),
        AnyValue::List(list) => list.iter().all(|value| gather(&value, rows)),
        _ => false,
    }
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
