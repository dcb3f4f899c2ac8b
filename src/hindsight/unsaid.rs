//! Extracts of which nothing says when their rows become known: in those hindsight cannot be looked for, and would not be found.
//!
//! An extract tells of time if it has a column of days, months or years, or a text of weeks, quarters and the like. Where its layout has no
//! spell and no `sporbar:knownFrom`, nobody has said from which day a row of it is known.

use super::future::days;
use crate::diagnostic::{Code, Finding, Findings};
use crate::register::{Extract, ROW, Register};
use crate::schema::{Field, Kind, Moment, Period, Schema, Schemas};

/// What is not said, and what is said and cannot be read.
pub(super) fn unsaid(register: &Register, schemas: &Schemas) -> Findings {
    let mut findings = Findings::new();
    for extract in register {
        let Some(schema) = schemas.get(&extract.schema) else { continue };
        if schema.says_when() {
            for finding in unreadable(extract, schema) {
                findings.push(finding);
            }
        } else if let Some(field) = of_time(extract, schema) {
            let column = field.name.as_str();
            let message = format!(
                "nothing says when the rows of `{}` become known, so that what came after the status month is not found",
                extract.name
            );
            let finding = Finding::warning(Code::KnownWhenUnsaid, message).in_cell(&extract.file, None, Some(column));
            // A day that tells of a person, such as a birthday, is no day on which a row came.
            let finding = if field.personal {
                finding
            } else {
                finding.help(format!("say it in data-schema/{}.json: \"sporbar:knownFrom\": \"{column}\"", schema.name))
            };
            let finding = finding
                .help("what is known from the beginning, such as a plan or a table to look up in, says why: \"sporbar:knownFrom\": { \"always\": \"...\" }");
            findings.push(finding);
        }
    }
    findings
}

/// Whether nothing of an extract can have become known later than anything else: it tells of no time, or is all known from the beginning.
pub(super) fn is_timeless(extract: &Extract, schema: &Schema) -> bool {
    let later = schema.row_known_from().is_some()
        || schema.fields.iter().any(|field| !schema.field_known_from(field).is_empty());
    !later && (schema.says_when() || of_time(extract, schema).is_none())
}

/// The first column that tells of time; one that tells of a person only where there is no other.
fn of_time<'s>(extract: &Extract, schema: &'s Schema) -> Option<&'s Field> {
    let tells = |name: &str, of: fn(&str) -> bool| {
        let texts = extract.frame.column(name).ok().and_then(|column| column.str().ok());
        texts.is_some_and(|texts| texts.null_count() < texts.len() && texts.iter().flatten().all(of))
    };
    let years = |name: &str| {
        let lower = name.to_lowercase();
        let numbers = extract.frame.column(name).ok().and_then(|column| column.i64().ok());
        // A number of people may lie between 1900 and 2100 too.
        ["år", "aar", "year"].iter().any(|word| lower.contains(word))
            && numbers.is_some_and(|numbers| {
                numbers.null_count() < numbers.len()
                    && numbers.iter().flatten().all(|own| u32::try_from(own).ok().and_then(Period::year).is_some())
            })
    };
    let of_time = |field: &&Field| match field.kind {
        Kind::Date(_) | Kind::Month(_) | Kind::Year => true,
        Kind::Text => tells(&field.name, |own| Period::read(own).is_some()),
        Kind::Integer => years(&field.name),
        Kind::Number(_) | Kind::Boolean(_) => false,
    };
    let mut fields = schema.fields.iter();
    fields.clone().filter(|field| !field.personal).find(of_time).or_else(|| fields.find(of_time))
}

/// Cells that should tell when something becomes known, and tell no period.
fn unreadable(extract: &Extract, schema: &Schema) -> Vec<Finding> {
    let of_rows = schema.row_known_from();
    let of_cells = schema.fields.iter().flat_map(|field| schema.field_known_from(field));
    let mut seen: Vec<Moment> = Vec::new();
    for moment in of_rows.into_iter().chain(of_cells) {
        let moment = Moment { except: Vec::new(), ..moment.into_owned() };
        if !seen.contains(&moment) {
            seen.push(moment);
        }
    }
    seen.iter().filter_map(|moment| of_moment(extract, schema, moment)).collect()
}

fn of_moment(extract: &Extract, schema: &Schema, moment: &Moment) -> Option<Finding> {
    // The register has seen to days and months itself.
    if matches!(schema.field(&moment.field)?.kind, Kind::Date(_) | Kind::Month(_)) {
        return None;
    }
    let filled = |name: &str| extract.frame.column(name).ok().map(polars::prelude::Column::is_not_null);
    let masks: Vec<_> = moment.fields().filter_map(filled).collect();
    let is_filled = |at: usize| masks.iter().all(|mask| mask.get(at) == Some(true));
    let told = days(&extract.frame, schema, moment);
    let silent: Vec<usize> =
        told.iter().enumerate().filter(|(at, day)| day.is_none() && is_filled(*at)).map(|(at, _)| at).collect();
    let first = silent.first()?;
    let row = extract.frame.column(ROW).ok().and_then(|rows| rows.u32().ok()?.get(*first));
    let rows = if silent.len() == 1 { "1 row".to_owned() } else { format!("{} rows", silent.len()) };
    let message = format!("in {rows} `{}` tells no period, and should tell when it became known", moment.field);
    Some(
        Finding::warning(Code::KnownWhenUnsaid, message)
            .in_cell(&extract.file, row.map(u64::from), Some(&moment.field))
            .help(
                "periods are written `2018`, `2018-12`, `2018W07`, `2018K1`, `2018H1`, `2018F`, `2018E` or `2018/19`",
            ),
    )
}
