//! Amounts: the sum of each member's bookings in each window, split by code where the spec says so.

use std::sync::Arc;

use polars::prelude::DataType;

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
    /// Its day, as a number of days.
    day: i32,
    /// The row it stands in.
    row: u32,
}

/// The bookings by person, of which there may be many millions: what is asked of them again and again stands together.
struct Read {
    extract: u16,
    by_person: ByPerson<Booking>,
    /// For each part of the split whether each of all those bookings belongs to it.
    parts: Vec<Vec<bool>>,
}

impl Read {
    /// The places of the person's bookings in a window that belong to a part of the split; where there is none, all do.
    fn within(&self, person: u32, window: &Window, part: usize) -> impl Iterator<Item = usize> {
        let days = window.first.to_epoch_days()..=window.last.to_epoch_days();
        let (all, mask) = (self.by_person.all(), self.parts.get(part));
        let is_within = move |at: &usize| days.contains(&all[*at].day) && mask.is_none_or(|mask| mask[*at]);
        self.by_person.range(person).filter(is_within)
    }

    /// The row in which the booking at a place stands.
    fn row(&self, at: usize) -> RowRef {
        RowRef { extract: self.extract, row: self.by_person.all()[at].row }
    }
}

/// One observation a member, window and part: without bookings it is 0.
pub(super) fn amounts(
    bookings: &Bookings,
    population: &Arc<Population>,
    windows: Windows,
    sources: &Sources<'_>,
) -> Result<Observations, Finding> {
    let (read, amounts) = read(bookings, population.whom, sources)?;
    let parts = bookings.split.len().max(1);
    let mut seen = Seen::new(population, windows, parts);
    let values = seen.each_member(|member, windows| {
        let person = population.members[member].person;
        let mut told = Vec::with_capacity(windows.len() * parts);
        let mut sum = Exact::default();
        for (window, part) in windows.iter().flat_map(|window| (0..parts).map(move |part| (window, part))) {
            sum.clear();
            read.within(person, window, part).for_each(|at| sum.add(amounts[at]));
            told.push(sum.value());
        }
        told
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
        rows.extend(read.within(of.members[member].person, window, part).map(|at| read.row(at)));
    }))
}

/// The bookings that have a day and an amount, and the amounts as they stand among all.
fn read(bookings: &Bookings, whom: Whom, sources: &Sources<'_>) -> Result<(Read, Vec<f64>), Finding> {
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
    let (days, amounts) = (days.date().expect(typed).physical(), amounts.f64().expect(typed));
    let rows = frame.column("_row").expect(typed).u32().expect(typed);
    let people = sources.states.people();
    let told = days.iter().zip(amounts.iter()).enumerate();
    let told = told.map(|(at, (day, amount))| day.zip(amount).filter(|_| mask.as_ref().is_none_or(|mask| mask[at])));
    let codes = people.rows(source, whom);
    let codes: Vec<u32> = codes.iter().zip(told).map(|(code, told)| told.map_or(NOBODY, |_| *code)).collect();
    let by_person = ByPerson::new(people.count(), &codes, |at| Some(number(at)));
    let there = |at: &u32| *at as usize;
    let days: Vec<i32> = days.iter().map(Option::unwrap_or_default).collect();
    let rows: Vec<u32> = rows.iter().map(Option::unwrap_or_default).collect();
    let all: Vec<f64> = amounts.iter().map(Option::unwrap_or_default).collect();
    let amounts = by_person.all().iter().map(|at| all[there(at)]).collect();
    let part = |mask: Vec<bool>| by_person.all().iter().map(|at| mask[there(at)]).collect();
    let parts = parts.into_iter().map(part).collect();
    let by_person = by_person.map(|at| Booking { day: days[there(&at)], row: rows[there(&at)] });
    Ok((Read { extract: source.number, by_person, parts }, amounts))
}
