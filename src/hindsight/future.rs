//! What of a register was not known yet on a day, and the register without it.
//!
//! A cell that tells no day and no period is known at once: [`super::unsaid`] tells of those that should.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use polars::prelude::*;

use crate::register::{Extract, Register};
use crate::schema::{Field, Kind, Moment, Period, Schema, Schemas, Within};

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
    let to_come = |moment: &Moment| to_come(&extract.frame, schema, moment, day);
    let place = |name: &str| schema.fields.iter().position(|field| field.name == name);
    let row = schema.row_known_from().and_then(|moment| Some((place(&moment.field)?, to_come(&moment))));
    let mut found = Vec::new();
    for (number, field) in schema.fields.iter().enumerate() {
        let of_cell = |moment: &Moment| {
            let mut rows = to_come(moment);
            rows.retain(|at| !says_how_it_was(&extract.frame, field, moment, *at));
            rows
        };
        let mut unknown: BTreeSet<usize> =
            schema.field_known_from(field).iter().flat_map(|moment| of_cell(moment)).collect();
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

/// Whether a cell has a value that is known with its row, whenever the rest is.
fn says_how_it_was(frame: &DataFrame, field: &Field, moment: &Moment, at: usize) -> bool {
    let own = frame.column(&field.name).ok().and_then(|column| column.str().ok()?.get(at));
    own.is_some_and(|own| moment.except.iter().any(|value| value == own))
}

/// The rows, by place and in order, whose moment comes after `day`. A row without one has none to come.
fn to_come(frame: &DataFrame, schema: &Schema, moment: &Moment, day: NaiveDate) -> Vec<usize> {
    let days = days(frame, schema, moment);
    days.into_iter().enumerate().filter(|(_, own)| own.is_some_and(|own| own > day)).map(|(at, _)| at).collect()
}

/// The day from which each row is known by a moment, where its cells tell one.
pub(super) fn days(frame: &DataFrame, schema: &Schema, moment: &Moment) -> Vec<Option<NaiveDate>> {
    let known = |period: Period| if moment.from_start { period.first } else { period.last };
    let none = || vec![None; frame.height()];
    let Some(field) = schema.field(&moment.field) else { return none() };
    if let Some((within, other)) = &moment.within {
        let (Some(years), Some(numbers)) = (numbers(frame, &field.name), numbers(frame, other)) else { return none() };
        let of = match within {
            Within::Week => Period::week,
            Within::Month => Period::month,
            Within::Quarter => Period::quarter,
        };
        return years.into_iter().zip(numbers).map(|(year, number)| of(year?, number?).map(known)).collect();
    }
    let column = frame.column(&field.name).ok();
    let days = match field.kind {
        Kind::Date(_) => column.and_then(|column| column.cast(&DataType::Int32).ok()).and_then(|days| {
            let days = days.i32().ok()?;
            Some(days.iter().map(|own| own.and_then(NaiveDate::from_epoch_days)).collect())
        }),
        Kind::Month(_) | Kind::Text => column.and_then(|column| {
            let texts = column.str().ok()?;
            Some(texts.iter().map(|own| own.and_then(Period::read).map(known)).collect())
        }),
        Kind::Year | Kind::Integer => numbers(frame, &field.name)
            .map(|years| years.into_iter().map(|year| year.and_then(Period::year).map(known)).collect()),
        Kind::Number(_) | Kind::Boolean(_) => None,
    };
    days.unwrap_or_else(none)
}

/// The whole numbers of a column.
fn numbers(frame: &DataFrame, name: &str) -> Option<Vec<Option<u32>>> {
    let column = frame.column(name).ok()?;
    let numbers = column.i64().ok()?;
    Some(numbers.iter().map(|own| own.and_then(|own| u32::try_from(own).ok())).collect())
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
        // A cell is taken from no row where it is to be empty.
        let places = (0..height).map(|at| if rows.contains(&at) { None } else { IdxSize::try_from(at).ok() });
        let kept = frame.column(name)?.take(&places.collect::<IdxCa>())?;
        frame.with_column(kept)?;
    }
    if gone.is_empty() { Ok(frame) } else { frame.filter(&mask(gone)) }
}
