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
            let (mut agree, mut first, mut others) = (0, 0, 0);
            for ((day, person), row) in days().zip(of_rows.iter()).zip(&table.rows) {
                let born = person.and_then(|person| born[(first_person + person) as usize]);
                let (Some(day), Some(born)) = (day.and_then(|day| numbers.get(day)), born) else { continue };
                if day == born {
                    agree += 1;
                } else {
                    first = if others == 0 { u64::from(*row) } else { first };
                    others += 1;
                }
            }
            if others > 0 && agree >= AGREE.max(others) {
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

/// A day as a CPR number begins with it: `ddmmyy`.
fn of_number(day: NaiveDate) -> u32 {
    (day.day() * 100 + day.month()) * 100 + u32::try_from(day.year().rem_euclid(100)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

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
