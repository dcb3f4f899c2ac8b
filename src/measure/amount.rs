//! Amounts: the sum of each member's bookings in each window, split by code where the spec says so.

use std::sync::Arc;

use chrono::NaiveDate;
use polars::prelude::{DataType, Float64Chunked, Int32Chunked, UInt32Chunked};

use super::Sources;
use super::people::{Seen, number};
use crate::cohort::{ByPerson, NOBODY, Population, RowRef, Sql, Window, Windows};
use crate::diagnostic::{Code, Finding};
use crate::estimate::Exact;
use crate::observation::{Label, Numbers, Observations};
use crate::spec::{Bookings, Whom};

/// One booking.
#[derive(Debug, Clone, Copy)]
struct Booking {
    day: NaiveDate,
    /// Its place in the extract.
    at: usize,
}

/// The bookings by person. What they say stays where it stands in the extract, of which there may be many millions of rows, and is
/// looked up there.
struct Read {
    extract: u16,
    /// The places in the extract of each person's bookings.
    by_person: ByPerson<u32>,
    days: Int32Chunked,
    amounts: Float64Chunked,
    rows: UInt32Chunked,
    /// For each part of the split whether the booking at a place belongs to it.
    parts: Vec<Vec<bool>>,
}

impl Booking {
    /// Whether it falls in a window.
    fn is_within(self, window: &Window) -> bool {
        (window.first..=window.last).contains(&self.day)
    }
}

impl Read {
    /// The person's bookings.
    fn of(&self, person: u32) -> impl Iterator<Item = Booking> {
        self.by_person.of(person).iter().filter_map(|at| {
            let at = *at as usize;
            Some(Booking { day: NaiveDate::from_epoch_days(self.days.get(at)?)?, at })
        })
    }

    /// The amount of a booking; those without one are not read.
    fn amount(&self, booking: Booking) -> f64 {
        self.amounts.get(booking.at).unwrap_or_default()
    }

    /// The row in which a booking stands.
    fn row(&self, booking: Booking) -> RowRef {
        RowRef { extract: self.extract, row: self.rows.get(booking.at).unwrap_or_default() }
    }

    /// Whether a booking belongs to a part of the split; where there is none, all do.
    fn is_of(&self, part: usize, booking: Booking) -> bool {
        self.parts.get(part).is_none_or(|mask| mask[booking.at])
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
        let own: Vec<(Booking, f64)> = read.of(person).map(|booking| (booking, read.amount(booking))).collect();
        for window in windows {
            sums.iter_mut().for_each(Exact::clear);
            for (booking, amount) in own.iter().filter(|(booking, _)| booking.is_within(window)) {
                let of = sums.iter_mut().enumerate().filter(|(part, _)| read.is_of(*part, *booking));
                of.for_each(|(_, sum)| sum.add(*amount));
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
        let part = part.map_or(0, |index| columns.at(index).of(at) as usize);
        let own = read.of(of.members[member].person);
        let own = own.filter(|booking| booking.is_within(window) && read.is_of(part, *booking));
        rows.extend(own.map(|booking| read.row(booking)));
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
    let days = days.date().expect(typed).physical().clone();
    let amounts = amounts.f64().expect(typed).clone();
    let rows = frame.column("_row").expect(typed).u32().expect(typed).clone();
    let people = sources.states.people();
    let mut codes = people.rows(source, whom).to_vec();
    for (at, code) in codes.iter_mut().enumerate() {
        let counts = mask.as_ref().is_none_or(|mask| mask[at]) && days.get(at).is_some() && amounts.get(at).is_some();
        if !counts {
            *code = NOBODY;
        }
    }
    let by_person = ByPerson::new(people.count(), &codes, |at| Some(number(at)));
    Ok(Read { extract: source.number, by_person, days, amounts, rows, parts })
}
