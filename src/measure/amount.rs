//! Amounts: the sum of each member's bookings in each window, split by code where the spec says so.

use std::sync::Arc;

use chrono::NaiveDate;
use polars::prelude::DataType;

use super::Sources;
use super::people::{Seen, number};
use crate::cohort::{ByPerson, Population, RowRef, Sql, Window, Windows};
use crate::diagnostic::{Code, Finding};
use crate::estimate::Exact;
use crate::observation::{Label, Numbers, Observations};
use crate::spec::{Bookings, Whom};

/// One booking.
#[derive(Debug, Clone, Copy)]
struct Booking {
    day: NaiveDate,
    amount: f64,
    /// Its place in the extract.
    at: u32,
    row: u32,
}

/// The bookings by person.
struct Read {
    extract: u16,
    by_person: ByPerson<Booking>,
    /// For each part of the split whether the booking at a place belongs to it.
    parts: Vec<Vec<bool>>,
}

impl Read {
    /// The person's bookings that fall in a window.
    fn within(&self, person: u32, window: &Window) -> impl Iterator<Item = &Booking> {
        let (first, last) = (window.first, window.last);
        self.by_person.of(person).iter().filter(move |booking| (first..=last).contains(&booking.day))
    }

    /// Whether a booking belongs to a part of the split; where there is none, all do.
    fn is_of(&self, part: usize, booking: &Booking) -> bool {
        self.parts.get(part).is_none_or(|mask| mask[booking.at as usize])
    }
}

/// One observation a member, window and part: without bookings it is 0.
pub(super) fn amounts(
    bookings: &Bookings,
    population: &Arc<Population>,
    windows: Windows,
    sources: &Sources<'_>,
) -> Result<Observations, Finding> {
    let read = read(bookings, population.whom, sources)?;
    let parts = bookings.split.len().max(1);
    let mut seen = Seen::new(population, windows, parts);
    let values = seen.each_member(|member, windows| {
        let person = population.members[member].person;
        let mut amounts = Vec::with_capacity(windows.len() * parts);
        let mut sums = vec![Exact::default(); parts];
        for window in windows {
            sums.iter_mut().for_each(Exact::clear);
            for booking in read.within(person, window) {
                let of = sums.iter_mut().enumerate().filter(|(part, _)| read.is_of(*part, booking));
                of.for_each(|(_, sum)| sum.add(booking.amount));
            }
            amounts.extend(sums.iter().map(Exact::value));
        }
        amounts
    });
    let mut own = Vec::new();
    let part = (!bookings.split.is_empty()).then(|| {
        let labels: Vec<Label> = bookings.split.iter().map(|(label, _)| Label::declared(label.as_str())).collect();
        let of_each = (0..values.len()).map(|at| number(at % parts)).collect();
        let index = seen.label("split", &labels, of_each);
        own.push(("split".to_owned(), labels));
        index
    });
    let (windows, places, of) = (seen.windows(), seen.places(), population.clone());
    Ok(seen.observations(Numbers::Each(values), own, move |columns, at, rows| {
        let (member, window) = places.of(columns, &windows, at);
        let part = part.map_or(0, |index| columns.at(index)[at] as usize);
        let own = read.within(of.members[member].person, window).filter(|booking| read.is_of(part, booking));
        rows.extend(own.map(|booking| RowRef { extract: read.extract, row: booking.row }));
    }))
}

fn read(bookings: &Bookings, whom: Whom, sources: &Sources<'_>) -> Result<Read, Finding> {
    let spec = sources.data.spec;
    let sql = Sql::of(spec);
    let source = sources.data.source(&bookings.extract);
    let extract = source.extract;
    let frame = &extract.frame;
    let wrong = |name: &crate::diagnostic::Ranged<String>, what: &str| {
        Finding::error(Code::UnknownName, format!("`{}` is not a column with {what}", name.value))
            .at(&spec.file, name.span.clone(), format!("not in {}", extract.file))
            .help("name a column as the schema names it")
    };
    if sources.data.about(&bookings.extract, whom).is_none() {
        if whom != Whom::Persons {
            return Err(sources.data.says_not(&bookings.extract, whom));
        }
        let message = format!("`{}` does not say whom a booking is about", bookings.extract.value);
        return Err(Finding::error(Code::BadValue, message)
            .at(&spec.file, bookings.extract.span.clone(), "not an extract about persons")
            .help("its schema must say whose a row is (sporbar:person), a view `person`"));
    }
    let amounts = frame.column(bookings.amount.as_str()).ok().and_then(|column| column.cast(&DataType::Float64).ok());
    let amounts =
        amounts.filter(|_| frame.column(bookings.amount.as_str()).is_ok_and(|column| column.dtype().is_numeric()));
    let amounts = amounts.ok_or_else(|| wrong(&bookings.amount, "amounts"))?;
    let days = frame.column(bookings.date.as_str()).ok().filter(|column| column.dtype() == &DataType::Date);
    let days = days.ok_or_else(|| wrong(&bookings.date, "days"))?;
    let mask = bookings.filter.as_ref().map(|filter| sql.mask(filter, frame)).transpose()?;
    let parts: Vec<Vec<bool>> =
        bookings.split.iter().map(|(_, filter)| sql.mask(filter, frame)).collect::<Result<_, _>>()?;

    let typed = "the register types its frames by the schema";
    let days: Vec<Option<NaiveDate>> = days.date().expect(typed).as_date_iter().collect();
    let amounts = amounts.f64().expect(typed);
    let rows = frame.column("_row").expect(typed).u32().expect(typed);
    let booking = |at: usize| {
        if mask.as_ref().is_some_and(|mask| !mask[at]) {
            return None;
        }
        let (day, amount) = (days[at]?, amounts.get(at)?);
        Some(Booking { day, amount, at: number(at), row: rows.get(at).unwrap_or_default() })
    };
    let people = sources.states.people();
    let by_person = ByPerson::new(people.count(), &people.rows(source, whom), booking);
    Ok(Read { extract: source.number, by_person, parts })
}
