//! Bookings by person, of which there may be many millions: they are put in order once for all parts of a report that ask for the same ones.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use polars::prelude::DataType;

use super::Sources;
use super::people::number;
use crate::cohort::{ByPerson, NOBODY, RowRef, Sql, Window};
use crate::diagnostic::{Code, Finding, Ranged};
use crate::spec::{self, Measure, Part, Spec, Whom};

/// One booking.
#[derive(Debug, Clone, Copy)]
struct Booking {
    /// Its day, as a number of days.
    day: i32,
    /// The row it stands in.
    row: u32,
}

/// The bookings that have a day and an amount: what is asked of them again and again stands together.
#[derive(Debug)]
pub(super) struct Bookings {
    extract: u16,
    by_person: ByPerson<Booking>,
}

impl Bookings {
    /// The places of the person's bookings in a window among all.
    pub(super) fn within(&self, person: u32, window: &Window) -> impl Iterator<Item = usize> {
        let days = window.first.to_epoch_days()..=window.last.to_epoch_days();
        let all = self.by_person.all();
        self.by_person.range(person).filter(move |at| days.contains(&all[*at].day))
    }

    /// The row in which the booking at a place stands.
    pub(super) fn row(&self, at: usize) -> RowRef {
        RowRef { extract: self.extract, row: self.by_person.all()[at].row }
    }
}

/// Bookings with what only those need who add them up.
#[derive(Debug)]
pub(super) struct Ledger {
    pub(super) bookings: Arc<Bookings>,
    /// The amount of each.
    pub(super) amounts: Vec<f64>,
    /// The place of each among the rows of its extract.
    pub(super) order: ByPerson<u32>,
}

/// The extract, its columns with amounts and days, which of its rows, and who they are about.
type Asked = (String, String, String, Option<String>, Whom);

/// A ledger once it has been read, and how many have asked for it. Who asks meanwhile waits for it: exhibits are computed on threads of their
/// own, and none of the pool's threads, on which it is read, ever asks.
type Shared = Arc<Mutex<(Option<Arc<Ledger>>, usize)>>;

/// The ledgers of a report.
#[derive(Debug, Default)]
pub struct Ledgers(Mutex<BTreeMap<Asked, Shared>>);

impl Ledgers {
    /// The bookings that are asked for.
    pub(super) fn of(
        &self,
        bookings: &spec::Bookings,
        whom: Whom,
        sources: &Sources<'_>,
    ) -> Result<Arc<Ledger>, Finding> {
        let asked = asked(bookings, whom);
        let shared = self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(asked).or_default().clone();
        let mut shared = shared.lock().unwrap_or_else(PoisonError::into_inner);
        let (known, times) = &mut *shared;
        let ledger = if let Some(ledger) = known { ledger.clone() } else { Arc::new(read(bookings, whom, sources)?) };
        *times += 1;
        // Nobody asks for it behind the last part that does.
        *known = (*times < asking(bookings, sources.data.spec)).then(|| ledger.clone());
        Ok(ledger)
    }
}

fn asked(bookings: &spec::Bookings, whom: Whom) -> Asked {
    let [extract, amount, date] = [&bookings.extract, &bookings.amount, &bookings.date].map(|name| name.value.clone());
    (extract, amount, date, bookings.filter.as_ref().map(|filter| filter.value.clone()), whom)
}

/// How many parts of a report ask for the same bookings, whoever they are about.
fn asking(bookings: &spec::Bookings, spec: &Spec) -> usize {
    let own = asked(bookings, Whom::default());
    let asks = |part: &&Part| matches!(&part.measure, Measure::Amount { bookings, .. } if asked(bookings, Whom::default()) == own);
    spec.exhibits.iter().flat_map(|exhibit| &exhibit.parts).filter(asks).count()
}

/// The bookings that have a day and an amount, by person.
fn read(bookings: &spec::Bookings, whom: Whom, sources: &Sources<'_>) -> Result<Ledger, Finding> {
    let spec = sources.data.spec;
    let sql = Sql::of(spec);
    let source = sources.data.source(&bookings.extract);
    let extract = source.extract;
    let frame = &extract.frame;
    let wrong = |name: &Ranged<String>, what: &str| {
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
    let typed = "the register types its frames by the schema";
    let (days, amounts) = (days.date().expect(typed).physical(), amounts.f64().expect(typed));
    let rows = frame.column("_row").expect(typed).u32().expect(typed);
    let people = sources.states.people();
    let told = days.iter().zip(amounts.iter()).enumerate();
    let told = told.map(|(at, (day, amount))| day.zip(amount).filter(|_| mask.as_ref().is_none_or(|mask| mask[at])));
    let codes = people.rows(source, whom);
    let codes: Vec<u32> = codes.iter().zip(told).map(|(code, told)| told.map_or(NOBODY, |_| *code)).collect();
    let order = ByPerson::new(people.count(), &codes, |at| Some(number(at)));
    drop(codes);
    let there = |at: &u32| *at as usize;
    let amounts: Vec<f64> = amounts.iter().map(Option::unwrap_or_default).collect();
    let amounts = order.told(|at| amounts[there(at)]);
    let days: Vec<i32> = days.iter().map(Option::unwrap_or_default).collect();
    let rows: Vec<u32> = rows.iter().map(Option::unwrap_or_default).collect();
    let by_person = order.like(|at| Booking { day: days[there(at)], row: rows[there(at)] });
    Ok(Ledger { bookings: Arc::new(Bookings { extract: source.number, by_person }), amounts, order })
}
