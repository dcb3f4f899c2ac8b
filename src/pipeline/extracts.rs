//! The extracts of a report as the report uses them: whether they are about its people and its period, and
//! what the spec allows of them.

use std::collections::BTreeSet;
use std::path::Path;

use chrono::{Datelike, Months, NaiveDate};
use polars::prelude::{DataFrame, DataType};

use super::delivered::{self, Time};
use super::{delivers, matched};
use crate::calculation;
use crate::calendar::Month;
use crate::cohort::{Data, Made, Sql, Windows};
use crate::diagnostic::{Code, Finding, Findings, Place, Severity, several};
use crate::parallel;
use crate::register::{Extract, ROW, Register};
use crate::schema::{Field, Kind, KnownFrom, Schema, Schemas};
use crate::spec::{Measure, Spec, Whom};

/// So many months without a row are odd: an extract was forgotten when the others were drawn again.
const STALE_MONTHS: i32 = 12;
/// So many months without a booking may be quiet ones.
const QUIET_MONTHS: u32 = 3;
/// No register knows what happens so many years after the status month, though it may have been drawn some years later.
const FUTURE_YEARS: u32 = 5;

/// What is odd about extracts that are each in order: one that is about nobody of the report, or from long before.
pub(super) fn odd(spec: &Spec, register: &Register, schemas: &Schemas, as_of: Month) -> Findings {
    let mut findings = Findings::new();
    let none = Made::default();
    let data = Data { spec, register, schemas, made: &none };
    findings.extend(same_files(register));
    findings.extend(matched::unmatched(data));
    findings.extend(matched::written_otherwise(data));
    findings.extend(undated(data));
    for (whom, table) in spec.tables() {
        if let Some(extract) = register.get(table.extract.as_str()) {
            findings.extend(stays(spec, whom, extract));
        }
    }
    let whose = delivers::whose(data);
    let extracts: Vec<_> = register.iter().zip(&spec.extracts).collect();
    let of_time = parallel::map(&extracts, |(extract, declared)| {
        let mut findings = Findings::new();
        let schema = &schemas[declared.schema.value.as_str()];
        // What is known from the beginning, as a table to look up in is, need not be of the status month.
        let always = matches!(schema.known_from, Some(KnownFrom::Always(_)));
        let old = stale(extract, schema, as_of).filter(|_| !always).or_else(|| ends_before(spec, extract, as_of));
        findings.extend(old.map(Findings::from).unwrap_or_default());
        findings.extend(future(extract, schema, as_of));
        if let Some(time) = Time::of(extract, schema, as_of) {
            findings.extend(delivered::gap(extract, &time).map(Findings::from).unwrap_or_default());
            findings.extend(delivers::stopped((&declared.name, extract), schema, &time, &whose, data));
        }
        findings
    });
    for found in of_time {
        findings.extend(found);
    }
    findings.extend(calculation::doubts(data));
    findings
}

/// The persons' days of entry and exit, which the spec names: nobody leaves before coming, and who has no day of entry is in no
/// window of time.
pub(super) fn stays(spec: &Spec, whom: Whom, extract: &Extract) -> Findings {
    let mut findings = Findings::new();
    let Some(persons) = spec.table(whom) else { return findings };
    let days = |name: &str| extract.frame.column(name).and_then(|column| column.cast(&DataType::Int32)).ok();
    let Some(named) = &persons.enters else { return findings };
    let Some(enters) = days(named.as_str()) else { return findings };
    let leaves = persons.leaves.as_ref().and_then(|leaves| days(leaves.as_str()));
    let (Ok(enters), Ok(rows)) = (enters.i32(), extract.frame.column(ROW)) else { return findings };
    let Ok(rows) = rows.u32() else { return findings };
    let leaves: Vec<Option<i32>> = match leaves.as_ref().map(|leaves| leaves.i32()) {
        Some(Ok(leaves)) => leaves.iter().collect(),
        _ => vec![None; rows.len()],
    };
    let all = || rows.iter().flatten().zip(enters.iter().zip(leaves.iter().copied()));
    let at =
        |finding: Finding, row: u32, field: &str| finding.in_cell(&extract.file, Some(u64::from(row)), Some(field));
    let (enters, leaves) = (named.as_str(), persons.leaves.as_ref().map_or("", |leaves| leaves.as_str()));
    let before =
        |(enter, leave): &(Option<i32>, Option<i32>)| enter.zip(*leave).is_some_and(|(enter, leave)| leave < enter);
    if let Some((row, _)) = all().find(|(_, days)| before(days)) {
        let finding = Finding::error(Code::SpellEndsBeforeStart, format!("`{leaves}` is before `{enters}`"));
        findings.push(
            at(finding, row, leaves).help(format!(
                "see whether {} names the two as they are meant, or correct the date",
                spec.section(whom)
            )),
        );
    }
    let many = spec.counted(whom);
    let without = || all().filter(|(_, (enter, _))| enter.is_none()).map(|(row, _)| row);
    if let Some(row) = without().next() {
        let finding = Finding::warning(
            Code::EmptyKey,
            format!("{} no `{enters}`: such {many} are in no window of time", have(without().count())),
        );
        findings
            .push(at(finding, row, enters).help("fill it in in the register; or allow it in the spec, and say why"));
    }
    findings
}

/// Bookings that say no day, or no amount: they are in no window, and nobody would know.
fn undated(data: Data<'_>) -> Findings {
    let mut findings = Findings::new();
    for part in data.spec.exhibits.iter().flat_map(|exhibit| &exhibit.parts) {
        let Measure::Amount { bookings, .. } = &part.measure else { continue };
        let Some(extract) = data.register.get(bookings.extract.as_str()) else { continue };
        let mask = bookings.filter.as_ref().map(|filter| Sql::of(data.spec).mask(filter, &extract.frame)).transpose();
        // What is wrong with the filter is told where the bookings are added up.
        let (Ok(mask), Ok(rows)) = (mask, extract.frame.column(ROW)) else { continue };
        let Ok(rows) = rows.u32() else { continue };
        let wanted = |at: usize| mask.as_ref().is_none_or(|mask| mask[at]);
        let columns = [(&bookings.date, "they are in no window of time"), (&bookings.amount, "they add nothing up")];
        for (column, so) in columns {
            let Ok(empty) = extract.frame.column(column.as_str()).map(polars::prelude::Column::is_null) else {
                continue;
            };
            let found: Vec<u32> = empty
                .iter()
                .enumerate()
                .filter(|(at, empty)| *empty == Some(true) && wanted(*at))
                .filter_map(|(at, _)| rows.get(at))
                .collect();
            let Some(first) = found.first() else { continue };
            let message = format!("{} no `{}`: {so}", have(found.len()), column.value);
            findings.push(
                Finding::warning(Code::EmptyKey, message)
                    .in_cell(&extract.file, Some(u64::from(*first)), Some(column.as_str()))
                    .help("fill it in in the register; or leave such rows out where it is seen: where = \"... IS NOT NULL\" in the measure"),
            );
        }
    }
    findings.once()
}

fn have(count: usize) -> String {
    let verb = if count == 1 { "has" } else { "have" };
    format!("{} {verb}", several(count, "row"))
}

/// Two extracts of one layout with the very same bytes: one was saved over the other, or stands under two names.
fn same_files(register: &Register) -> Findings {
    let extracts: Vec<&Extract> = register.iter().filter(|extract| extract.row_count > 0).collect();
    let mut findings = Findings::new();
    for (at, extract) in extracts.iter().enumerate() {
        let same = |other: &&&Extract| (&other.sha256, &other.schema) == (&extract.sha256, &extract.schema);
        if let Some(first) = extracts[..at].iter().find(same) {
            let message = format!("the extract `{}` is the same as `{}`, to the byte", extract.name, first.name);
            findings.push(
                Finding::warning(Code::DoubleBlock, message)
                    .in_cell(&extract.file, None, None)
                    .help("what is counted in both is counted twice: see which file is missing; or allow it in the spec, and say why"),
            );
        }
    }
    findings
}

/// An extract whose newest row is from long before the status month.
fn stale(extract: &Extract, schema: &Schema, as_of: Month) -> Option<Finding> {
    let newest = schema
        .fields
        .iter()
        .filter(|field| !field.personal)
        .filter_map(|field| newest(&extract.frame, &field.name, &field.kind))
        .max()?;
    let last = as_of.last_day();
    let months = (last.year() - newest.year()) * 12 + i32::try_from(last.month0()).ok()?
        - i32::try_from(newest.month0()).ok()?;
    (months > STALE_MONTHS).then(|| {
        let message =
            format!("the newest row is from {}, {months} months before the status month", newest.format("%Y-%m"));
        Finding::warning(Code::StaleExtract, message)
            .in_cell(&extract.file, None, None)
            .help("draw the extract again; if nothing has happened since, allow it in the spec, and say why")
    })
}

/// An extract that ends before a whole window of time that an exhibit adds its amounts up in: 0 there is of rows that were not drawn.
fn ends_before(spec: &Spec, extract: &Extract, as_of: Month) -> Option<Finding> {
    let mut placed = spec.exhibits.iter().flat_map(|exhibit| exhibit.parts.iter().map(move |part| (exhibit, part)));
    placed.find_map(|(exhibit, part)| {
        let Measure::Amount { bookings, over } = &part.measure else { return None };
        if bookings.extract.value != extract.name || !over.timeline.is_calendar() {
            return None;
        }
        let windows = Windows::calendar(&over.timeline, as_of);
        let newest = newest_day(&extract.frame, bookings.date.as_str())?;
        let window = windows.all().iter().max_by_key(|window| window.last)?;
        let label = windows.labels.get(window.x as usize)?;
        let long = newest.checked_add_months(Months::new(QUIET_MONTHS))? <= window.last;
        (newest < window.first && long).then(|| {
            let message = format!(
                "the newest `{}` is from {}, and `{}` tells of {label}",
                bookings.date.value,
                newest.format("%Y-%m"),
                exhibit.id.value
            );
            Finding::warning(Code::StaleExtract, message)
                .in_cell(&extract.file, None, Some(bookings.date.as_str()))
                .help("draw the extract again; if nothing has happened since, allow it in the spec, and say why")
        })
    })
}

/// Days that lie years after the status month. What ends may be planned, and a layout with a greatest day means its days.
fn future(extract: &Extract, schema: &Schema, as_of: Month) -> Findings {
    let mut findings = Findings::new();
    let Some(last) = as_of.last_day().checked_add_months(Months::new(12 * FUTURE_YEARS)) else { return findings };
    let ends = schema.spell.as_ref().map(|spell| spell.to.as_str());
    let meant = |field: &&Field| Some(field.name.as_str()) != ends && field.constraints.maximum.is_none();
    for field in schema.fields.iter().filter(|field| matches!(field.kind, Kind::Date(_))).filter(meant) {
        let column = |name: &str| extract.frame.column(name).and_then(|column| column.cast(&DataType::Int32)).ok();
        let (Some(days), Ok(rows)) = (column(&field.name), extract.frame.column(ROW)) else { continue };
        let (Ok(days), Ok(rows)) = (days.i32(), rows.u32()) else { continue };
        let last = last.to_epoch_days();
        let behind = |day: Option<i32>| day.is_some_and(|day| day > last);
        let found: Vec<u32> =
            days.iter().zip(rows.iter()).filter(|(day, _)| behind(*day)).filter_map(|(_, row)| row).collect();
        let Some(first) = found.first() else { continue };
        let rows = several(found.len(), "row");
        let message = format!("in {rows} `{}` is more than {FUTURE_YEARS} years after the status month", field.name);
        let mut finding = Finding::warning(Code::FutureDate, message)
            .in_cell(&extract.file, Some(u64::from(*first)), Some(&field.name))
            .help("see whether the year is meant; if it is, allow it in the spec, and say why");
        if matches!(&field.kind, Kind::Date(form) if form.has_short_years()) {
            finding =
                finding.help("two digits mean a year of the hundred that the layout's `sporbar:yearsFrom` begins");
        }
        findings.push(finding);
    }
    findings
}

/// The latest day that stands in a column of days or months.
fn newest(frame: &DataFrame, name: &str, kind: &Kind) -> Option<NaiveDate> {
    let column = frame.column(name).ok()?;
    match kind {
        Kind::Date(_) => newest_day(frame, name),
        Kind::Month(_) => {
            let latest = column.str().ok()?.iter().flatten().max()?;
            NaiveDate::parse_from_str(&format!("{latest}-01"), "%Y-%m-%d").ok()
        }
        _ => None,
    }
}

fn newest_day(frame: &DataFrame, name: &str) -> Option<NaiveDate> {
    let days = frame.column(name).ok()?.cast(&DataType::Int32).ok()?;
    NaiveDate::from_epoch_days(days.i32().ok()?.iter().flatten().max()?)
}

/// The findings without those that the spec allows, and with those allowances that allow nothing.
pub(super) fn allowed(findings: &Findings, spec: &Spec) -> Findings {
    let base = |file: &str| Path::new(file).file_name().map(|name| name.to_string_lossy().into_owned());
    let mut used = BTreeSet::new();
    let mut left = Findings::new();
    for finding in findings {
        let file = finding
            .places
            .iter()
            .find_map(|place| if let Place::Cell { file, .. } = place { Some(file) } else { None });
        // Where two extracts have files of one name, both must allow it.
        let of_file = || {
            spec.extracts.iter().enumerate().filter(|(_, extract)| file.cloned() == base(extract.file.value.as_str()))
        };
        let allows: Vec<_> = of_file()
            .map(|(at, extract)| {
                extract.allow.iter().position(|allowance| allowance.code == finding.code).map(|it| (at, it))
            })
            .collect();
        let all: Option<Vec<_>> = allows.into_iter().collect();
        match all.filter(|all| finding.severity == Severity::Warning && !all.is_empty()) {
            Some(all) => used.extend(all),
            None => left.push(finding.clone()),
        }
    }
    for (at, extract) in spec.extracts.iter().enumerate() {
        for (_, allowance) in extract.allow.iter().enumerate().filter(|(it, _)| !used.contains(&(at, *it))) {
            let message =
                format!("`{}` allows `{}`, and there is nothing of the kind", extract.name.value, allowance.code);
            left.push(
                Finding::warning(Code::AllowanceUnused, message)
                    .at(&spec.file, allowance.name.span.clone(), "no longer needed")
                    .help("take it out, so that it does not hide the next one"),
            );
        }
    }
    left
}
