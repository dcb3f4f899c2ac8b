//! Days of birth beside CPR numbers, which begin with the day of birth: where a column has the one and the other of a person,
//! the two tell the same day, and a row in which they do not has a mistake in one of them.
//!
//! No layout says which column is the day of birth. It is the one that is the number's own day in most rows.

use chrono::{Datelike, NaiveDate};
use polars::prelude::DataType;

use super::by_day::ByDay;
use super::cpr;
use super::sink::Sink;
use super::table::Finished;
use crate::diagnostic::{Code, several};
use crate::schema::{Kind, Schema};

/// So many rows that agree are no chance.
const AGREE: usize = 3;

/// Tells of rows whose day of birth is not that of the CPR number.
pub(super) fn check(table: &Finished, schema: &Schema, sink: &mut Sink<'_>) {
    let present = || schema.fields.iter().enumerate().filter(|(at, _)| table.present[*at]);
    if !present().any(|(_, field)| matches!(field.kind, Kind::Date(_))) {
        return;
    }
    let born: Vec<Option<u32>> = table.whose.people.whom().map(cpr::day).collect();
    for (number, person) in present().filter(|(_, field)| field.person) {
        let Some((first_person, of_rows)) = table.whose.of_rows.get(&number) else { continue };
        for (at, field) in present().filter(|(_, field)| matches!(field.kind, Kind::Date(_))) {
            let days = table.frame.column(&field.name).and_then(|column| column.cast(&DataType::Int32));
            let days = days.expect("a day is a number of days");
            let days = || days.i32().expect("just cast").iter();
            let numbers = ByDay::of(days().flatten(), |day| NaiveDate::from_epoch_days(day).map(of_number));
            let same = days().zip(of_rows.iter()).map(|(day, person)| {
                let born = person.and_then(|person| born[(first_person + person) as usize])?;
                Some(numbers.get(day?)? == born)
            });
            let Some(Counted { agree, others, first: Some(first) }) = counted(table.rows.len(), same) else { continue };
            if agree >= AGREE.max(others) {
                let first = u64::from(table.rows[first]);
                sink.warning(Code::BirthMismatch, Some(first), Some((at, &field.name)), || {
                    let rows = several(others, "row");
                    (
                        format!("in {rows} `{}` is another day than the one that `{}` begins with", field.name, person.name),
                        "look up which of the two is wrong, and correct it in the register; or allow it in the spec, and say why"
                            .to_owned(),
                    )
                });
            }
        }
    }
}

/// In how many rows two days are the same, and in how many they are not.
#[derive(Debug, PartialEq)]
struct Counted {
    agree: usize,
    others: usize,
    /// The place of the first row in which they are not.
    first: Option<usize>,
}

/// Counts so many rows; a row that lacks a day tells nothing. None once fewer must agree than do not, whatever the rest of them say: of most
/// days of a register half of the rows tell that.
fn counted(rows: usize, same: impl Iterator<Item = Option<bool>>) -> Option<Counted> {
    let mut counted = Counted { agree: 0, others: 0, first: None };
    for (at, same) in same.enumerate() {
        match same {
            Some(true) => counted.agree += 1,
            Some(false) => {
                counted.others += 1;
                counted.first.get_or_insert(at);
                if counted.others > counted.agree + (rows - 1 - at) {
                    return None;
                }
            }
            None => {}
        }
    }
    Some(counted)
}

/// A day as a CPR number begins with it: `ddmmyy`.
fn of_number(day: NaiveDate) -> u32 {
    (day.day() * 100 + day.month()) * 100 + u32::try_from(day.year().rem_euclid(100)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn rows_are_counted_unless_most_of_them_differ(rows in prop::collection::vec(any::<Option<bool>>(), 0..12)) {
            let many = |wanted: bool| rows.iter().filter(|same| **same == Some(wanted)).count();
            let (agree, others) = (many(true), many(false));
            let first = rows.iter().position(|same| *same == Some(false));
            match counted(rows.len(), rows.iter().copied()) {
                Some(counted) => prop_assert_eq!(counted, Counted { agree, others, first }),
                None => prop_assert!(agree < others, "{} agree, and {} do not", agree, others),
            }
        }
    }

    #[test]
    fn most_days_are_seen_to_be_others_before_the_end() {
        let mut rows = (0..100).map(|_| Some(false));
        assert_eq!(counted(100, &mut rows), None);
        assert_eq!(rows.len(), 49);
        assert!(counted(2, [Some(true), Some(false)].into_iter()).is_some(), "as many agree as do not");
    }

    #[test]
    fn a_day_is_written_as_numbers_begin() {
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).map(of_number);
        assert_eq!(day(1969, 10, 1), Some(11069));
        assert_eq!(day(2017, 12, 31), Some(311_217));
        assert_eq!(cpr::day("610169-1234"), Some(10169));
        assert_eq!(cpr::day("311217-5678"), Some(311_217));
        assert_eq!(cpr::day("K-1234"), None);
    }
}
