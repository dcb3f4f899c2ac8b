//! What of a register was not known yet on a day, and the register without it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use polars::prelude::*;

use crate::register::{Extract, Register};
use crate::schema::{Kind, Schema, Schemas};

/// A row, or a cell of one, that was not known yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Unknown {
    /// The extract's place in the register.
    pub(super) extract: usize,
    /// The place among the layout's fields: of the cell, or for a whole row of the field that tells its day.
    pub(super) field: usize,
    /// Whether the whole row was unknown.
    pub(super) whole: bool,
    /// The row's place in the frame.
    pub(super) at: usize,
}

/// All that was not known yet when `day` ended, by extract, field and row. Cells of a row that was itself unknown are not told
/// of, nor are empty ones.
pub(super) fn unknown(register: &Register, schemas: &Schemas, day: NaiveDate) -> Vec<Unknown> {
    let mut all = Vec::new();
    for (number, extract) in register.iter().enumerate() {
        let Some(schema) = schemas.get(&extract.schema) else { continue };
        all.extend(of_extract(extract, schema, day).map(|(field, whole, at)| Unknown {
            extract: number,
            field,
            whole,
            at,
        }));
    }
    all.sort_unstable();
    all
}

fn of_extract<'a>(
    extract: &'a Extract,
    schema: &'a Schema,
    day: NaiveDate,
) -> impl Iterator<Item = (usize, bool, usize)> + 'a {
    let to_come = |name: &str| to_come(&extract.frame, schema, name, day);
    let place = |name: &str| schema.fields.iter().position(|field| field.name == name);
    let row = schema.row_known_from().and_then(|name| Some((place(name)?, to_come(name))));
    let mut found = Vec::new();
    for (number, field) in schema.fields.iter().enumerate() {
        let mut unknown: BTreeSet<usize> = schema.field_known_from(field).into_iter().flat_map(to_come).collect();
        if let Some((_, gone)) = &row {
            unknown.retain(|at| gone.binary_search(at).is_err());
        }
        if unknown.is_empty() {
            continue;
        }
        let filled = extract.frame.column(&field.name).map(Column::is_not_null);
        let filled = |at: &usize| filled.as_ref().is_ok_and(|filled| filled.get(*at) == Some(true));
        found.extend(unknown.into_iter().filter(filled).map(|at| (number, false, at)));
    }
    if let Some((number, gone)) = row {
        found.extend(gone.into_iter().map(|at| (number, true, at)));
    }
    found.into_iter()
}

/// The rows, by place and in order, whose day in a column comes after `day`. A row without a day has none to come.
fn to_come(frame: &DataFrame, schema: &Schema, name: &str, day: NaiveDate) -> Vec<usize> {
    let (Some(field), Ok(column)) = (schema.field(name), frame.column(name)) else { return Vec::new() };
    match field.kind {
        Kind::Date(_) => {
            let Ok(days) = column.cast(&DataType::Int32) else { return Vec::new() };
            let last = day.to_epoch_days();
            let Ok(days) = days.i32() else { return Vec::new() };
            days.iter().enumerate().filter(|(_, own)| own.is_some_and(|own| own > last)).map(|(at, _)| at).collect()
        }
        Kind::Month => {
            // As texts months stand in order.
            let month = day.format("%Y-%m").to_string();
            let Ok(months) = column.str() else { return Vec::new() };
            let later = |own: Option<&str>| own.is_some_and(|own| own > month.as_str());
            months.iter().enumerate().filter(|(_, own)| later(*own)).map(|(at, _)| at).collect()
        }
        _ => Vec::new(),
    }
}

/// The register without what of it was `unknown`: rows gone, cells empty.
pub(super) fn without(register: &Register, schemas: &Schemas, unknown: &[Unknown]) -> Register {
    let mut next = 0..;
    register.with_frames(|extract| {
        let number = next.next().unwrap_or_default();
        let own = unknown.iter().filter(|one| one.extract == number);
        let mut gone = BTreeSet::new();
        let mut empty: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for one in own {
            if one.whole {
                gone.insert(one.at);
            } else {
                empty.entry(one.field).or_default().insert(one.at);
            }
        }
        if gone.is_empty() && empty.is_empty() {
            return extract.frame.clone();
        }
        let cut = cut(extract, &schemas[&extract.schema], &gone, &empty);
        cut.unwrap_or_else(|error| unreachable!("{}: rows and columns of its own: {error}", extract.file))
    })
}

fn cut(
    extract: &Extract,
    schema: &Schema,
    gone: &BTreeSet<usize>,
    empty: &BTreeMap<usize, BTreeSet<usize>>,
) -> PolarsResult<DataFrame> {
    let height = extract.frame.height();
    let mask = |out: &BTreeSet<usize>| (0..height).map(|at| !out.contains(&at)).collect::<BooleanChunked>();
    let mut frame = extract.frame.clone();
    for (field, rows) in empty {
        let name = schema.fields[*field].name.as_str();
        let series = frame.column(name)?.as_materialized_series();
        let nulls = Series::full_null(name.into(), height, series.dtype());
        let kept = series.zip_with(&mask(rows), &nulls)?;
        frame.with_column(kept.into())?;
    }
    if gone.is_empty() { Ok(frame) } else { frame.filter(&mask(gone)) }
}
