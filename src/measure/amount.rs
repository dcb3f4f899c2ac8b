//! Amounts: the sum of each member's bookings in each window, split by code where the spec says so.

use std::sync::Arc;

use super::Sources;
use super::ledger::{Bookings, Ledger};
use super::people::{Seen, number};
use crate::cohort::{Population, Sql, Window, Windows};
use crate::diagnostic::Finding;
use crate::estimate::Exact;
use crate::observation::{Label, Observations};
use crate::spec;

/// The bookings that a part asks for.
struct Read {
    of: Arc<Bookings>,
    /// For each part of the split whether each of all bookings belongs to it.
    parts: Vec<Vec<bool>>,
}

impl Read {
    /// The places of the person's bookings in a window that belong to a part of the split; where there is none, all do.
    fn within(&self, person: u32, window: &Window, part: usize) -> impl Iterator<Item = usize> {
        let mask = self.parts.get(part);
        self.of.within(person, window).filter(move |at| mask.is_none_or(|mask| mask[*at]))
    }
}

/// One observation a member, window and part: without bookings it is 0.
pub(super) fn amounts(
    bookings: &spec::Bookings,
    population: &Arc<Population>,
    windows: Windows,
    sources: &Sources<'_>,
) -> Result<Observations, Finding> {
    let ledger = sources.ledgers.of(bookings, population.whom, sources)?;
    let read = Read { of: ledger.bookings.clone(), parts: split(bookings, &ledger, sources)? };
    let parts = bookings.split.len().max(1);
    let mut seen = Seen::new(population, windows, parts);
    let values = seen.numbers(|member, windows| {
        let person = population.members[member].person;
        let mut told = Vec::with_capacity(windows.len() * parts);
        let mut sum = Exact::default();
        for (window, part) in windows.iter().flat_map(|window| (0..parts).map(move |part| (window, part))) {
            sum.clear();
            read.within(person, window, part).for_each(|at| sum.add(ledger.amounts[at]));
            told.push(sum.value());
        }
        told
    });
    drop(ledger);
    let mut own = Vec::new();
    let part = (!bookings.split.is_empty()).then(|| {
        let labels: Vec<Label> = bookings.split.iter().map(|(label, _)| Label::declared(label.as_str())).collect();
        let index = seen.label("split", &labels, (0..seen.count()).map(|at| number(at % parts)));
        own.push(("split".to_owned(), labels));
        index
    });
    let (windows, places, of) = (seen.windows(), seen.places(), population.clone());
    Ok(seen.observations(values, own, move |columns, at, rows| {
        let (member, window) = places.of(columns, &windows, at);
        let part = part.map_or(0, |index| columns.at(index).of(at) as usize);
        rows.extend(read.within(of.members[member].person, window, part).map(|at| read.of.row(at)));
    }))
}

/// For each part of the split whether each booking belongs to it, as they stand by person.
fn split(bookings: &spec::Bookings, ledger: &Ledger, sources: &Sources<'_>) -> Result<Vec<Vec<bool>>, Finding> {
    let sql = Sql::of(sources.data.spec);
    let frame = &sources.data.source(&bookings.extract).extract.frame;
    let part = |(_, filter): &(_, _)| -> Result<Vec<bool>, Finding> {
        let mask = sql.mask(filter, frame)?;
        Ok(ledger.order.told(|at| mask[*at as usize]))
    };
    bookings.split.iter().map(part).collect()
}
