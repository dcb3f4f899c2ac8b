//! Amounts: the sum of each member's bookings in each window, split by code where the spec says so.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use polars::prelude::DataType;

use super::Sources;
use super::observe::Made;
use crate::cohort::{Member, RowRef, Sql, Windows};
use crate::diagnostic::{Code, Finding};
use crate::spec::Bookings;
use crate::statistic::sum;

/// One booking.
struct Booking {
    day: NaiveDate,
    amount: f64,
    /// For each part of the split whether the booking belongs to it.
    parts: Vec<bool>,
    row: RowRef,
}

/// One observation a member, window and part: without bookings it is 0.
pub(super) fn amounts(
    bookings: &Bookings,
    sources: &Sources<'_>,
    members: &[Member],
    windows: &Windows,
) -> Result<Vec<Made>, Finding> {
    let by_person = read(bookings, sources)?;
    let parts = bookings.split.len().max(1);
    let mut made = Vec::new();
    for (at, member) in members.iter().enumerate() {
        let own = by_person.get(&member.id).map_or(&[][..], Vec::as_slice);
        for window in &windows.of_member[at] {
            for part in 0..parts {
                let inside = own.iter().filter(|booking| {
                    (window.first..=window.last).contains(&booking.day) && booking.parts.get(part).is_none_or(|is| *is)
                });
                let (amounts, rows): (Vec<f64>, Vec<RowRef>) = inside.map(|one| (one.amount, one.row)).unzip();
                made.push(Made { member: at, window: *window, label: part, value: sum(amounts), rows });
            }
        }
    }
    Ok(made)
}

fn read(bookings: &Bookings, sources: &Sources<'_>) -> Result<BTreeMap<String, Vec<Booking>>, Finding> {
    let spec = sources.data.spec;
    let sql = Sql::of(spec);
    let source = sources.data.source(&bookings.extract);
    let extract = source.extract;
    let frame = &extract.frame;
    let wrong = |name: &crate::spec::Ranged<String>, what: &str| {
        Finding::error(Code::UnknownName, format!("`{}` is not a column with {what}", name.value))
            .at(&spec.file, name.span.clone(), format!("not in {}", extract.file))
            .help("name a column as the schema names it")
    };
    let person = source.person().ok_or_else(|| {
        Finding::error(Code::BadValue, format!("`{}` does not say whom a booking is about", bookings.extract.value))
            .at(&spec.file, bookings.extract.span.clone(), "not an extract about persons")
            .help("its schema must say whose a row is (sporbar:person)")
    })?;
    let amounts = frame.column(bookings.amount.as_str()).ok().and_then(|column| column.cast(&DataType::Float64).ok());
    let amounts =
        amounts.filter(|_| frame.column(bookings.amount.as_str()).is_ok_and(|column| column.dtype().is_numeric()));
    let amounts = amounts.ok_or_else(|| wrong(&bookings.amount, "amounts"))?;
    let days = frame.column(bookings.date.as_str()).ok().filter(|column| column.dtype() == &DataType::Date);
    let days = days.ok_or_else(|| wrong(&bookings.date, "days"))?;
    let mask = bookings.filter.as_ref().map(|filter| sql.mask(filter, frame)).transpose()?;
    let split: Vec<Vec<bool>> =
        bookings.split.iter().map(|(_, filter)| sql.mask(filter, frame)).collect::<Result<_, _>>()?;

    let typed = "the register types its frames by the schema";
    let people = frame.column(person).expect(typed).str().expect(typed);
    let rows = frame.column("_row").expect(typed).u32().expect(typed);
    let cells = people.iter().zip(days.date().expect(typed).as_date_iter()).zip(amounts.f64().expect(typed).iter());
    let mut by_person: BTreeMap<String, Vec<Booking>> = BTreeMap::new();
    for (at, ((person, day), amount)) in cells.enumerate() {
        let (Some(person), Some(day), Some(amount)) = (person, day, amount) else { continue };
        if mask.as_ref().is_some_and(|mask| !mask[at]) {
            continue;
        }
        by_person.entry(person.to_owned()).or_default().push(Booking {
            day,
            amount,
            parts: split.iter().map(|part| part[at]).collect(),
            row: RowRef { extract: source.number, row: rows.get(at).unwrap_or_default() },
        });
    }
    Ok(by_person)
}
