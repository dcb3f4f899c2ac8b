//! Datasets of the statistical packages SPSS, Stata and SAS, which say themselves what their columns are.
//!
//! Many of their columns hold codes, each with a label: 1 is "Ja". In a field of numbers a value is its code, and in every
//! other field its label, so that a layout's code list has the words that readers see. What the file declares as missing is
//! empty.

mod sas;
mod spss;
mod stata;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::cell::Cell;
use super::cpr;
use super::header;
use super::number::TOO_LARGE;
use super::sink::Sink;
use super::table::Table;
use crate::diagnostic::Code;
use crate::letters;
use crate::schema::{Kind, Package, Schema};

/// What is wrong with a file, and what to do.
type Why = (String, String);

/// So many microseconds a day has.
const MICROS_OF_DAY: i64 = 86_400_000_000;

/// A table of variables, all of one length.
#[derive(Debug, Default)]
pub struct Dataset {
    /// How many rows there are.
    pub rows: usize,
    /// The columns, in the file's order.
    pub variables: Vec<Variable>,
}

/// A column.
#[derive(Debug, Default)]
pub struct Variable {
    /// Its name.
    pub name: String,
    /// A value for each row.
    pub values: Vec<Datum>,
    /// What the values are called that have a label.
    labels: Labels,
    /// How many values the file declares as missing, though they are there: 9 for "Uoplyst".
    pub missing: usize,
}

/// The value of a variable in a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Datum {
    /// None, or one that the file declares as missing.
    Empty,
    /// A text in the normal form.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// Another number.
    Number(f64),
    /// A number so large that its file may have lost the last digits of it.
    Cut,
    /// A day.
    Day(NaiveDate),
    /// A day with a time of day.
    Moment(NaiveDate),
    /// Something that no field can hold, in words.
    Other(&'static str),
}

impl Datum {
    fn text(text: &str) -> Self {
        Self::Text(letters::nfc(text).into_owned())
    }

    /// A number of 64 bits, which is how these packages keep whole numbers too.
    #[allow(clippy::cast_possible_truncation, reason = "whole, and below 2 to the 53rd")]
    fn number(number: f64) -> Self {
        if !number.is_finite() {
            Self::Other("a number that is none")
        } else if number.abs() >= TOO_LARGE {
            Self::Cut
        } else if number.fract() == 0.0 {
            Self::Whole(number as i64)
        } else {
            Self::Number(number)
        }
    }

    /// A day by its number from 1970 on.
    fn day(days: i64) -> Self {
        let day = i32::try_from(days).ok().and_then(NaiveDate::from_epoch_days);
        day.map_or(Self::Other("a date out of range"), Self::Day)
    }

    /// A moment by its microseconds from 1970 on: a day, where it is midnight.
    fn moment(micros: i64) -> Self {
        match Self::day(micros.div_euclid(MICROS_OF_DAY)) {
            Self::Day(day) if micros.rem_euclid(MICROS_OF_DAY) != 0 => Self::Moment(day),
            day => day,
        }
    }
}

/// The labels of a variable's values.
#[derive(Debug, Default, Clone)]
struct Labels {
    of_whole: BTreeMap<i64, String>,
    of_text: BTreeMap<String, String>,
    /// Those of more than one value: two answers would become one.
    shared: BTreeSet<String>,
}

impl Labels {
    /// Adds that of a number; nothing where the number is not whole, which no code is.
    fn number(&mut self, number: f64, label: &str) -> Option<()> {
        let Datum::Whole(whole) = Datum::number(number) else { return None };
        let label = self.noted(label);
        self.of_whole.insert(whole, label);
        Some(())
    }

    /// Adds that of a text.
    fn text(&mut self, text: &str, label: &str) {
        let label = self.noted(label);
        self.of_text.insert(letters::nfc(text.trim_end()).into_owned(), label);
    }

    /// A label in the normal form; that another value has it already is kept.
    fn noted(&mut self, label: &str) -> String {
        let label = letters::nfc(label).trim().to_owned();
        if self.of_whole.values().chain(self.of_text.values()).any(|other| *other == label) {
            self.shared.insert(label.clone());
        }
        label
    }

    fn of(&self, value: &Datum) -> Option<&str> {
        match value {
            Datum::Whole(whole) => self.of_whole.get(whole).map(String::as_str),
            Datum::Text(text) => self.of_text.get(text.trim_end()).map(String::as_str),
            _ => None,
        }
    }
}

impl Variable {
    fn named(name: &str) -> Self {
        Self { name: letters::nfc(name).into_owned(), ..Self::default() }
    }

    /// Whether every value that is there has a label of its own, and there is one.
    pub fn is_labelled(&self) -> bool {
        let mut there = self.values.iter().filter(|value| **value != Datum::Empty).peekable();
        self.labels.shared.is_empty() && there.peek().is_some() && there.all(|value| self.labels.of(value).is_some())
    }

    /// What its values can be called, in the order of their codes.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        self.labels.of_whole.values().chain(self.labels.of_text.values()).map(String::as_str)
    }

    /// What a value is called.
    pub fn label(&self, value: &Datum) -> Option<&str> {
        self.labels.of(value)
    }

    fn cell<'c>(&'c self, value: &'c Datum, by_label: bool, missing: &[String]) -> Cell<'c> {
        if let Some(label) = self.label(value).filter(|_| by_label) {
            let is_shared = self.labels.shared.contains(label);
            return if is_shared {
                Cell::Other("a code whose label another code has too")
            } else {
                Cell::text(label, missing)
            };
        }
        match value {
            Datum::Empty => Cell::Empty,
            Datum::Text(text) => Cell::text(text, missing),
            Datum::Whole(number) => Cell::Integer(*number),
            Datum::Number(number) => Cell::Number(*number),
            Datum::Cut => Cell::Cut,
            Datum::Day(day) => Cell::Date(*day),
            Datum::Moment(day) => Cell::Moment(*day),
            Datum::Other(what) => Cell::Other(what),
        }
    }
}

/// The package that wrote a file, as its first bytes say.
pub fn package(bytes: &[u8]) -> Option<Package> {
    let is_stata = |bytes: &[u8]| {
        bytes.starts_with(b"<stata_dta>")
            // Before 2013 the release as a number, the order of bytes, and what never changed.
            || matches!(bytes, [102..=115, 1 | 2, 1, 0, ..])
    };
    if bytes.starts_with(b"$FL2") || bytes.starts_with(b"$FL3") {
        Some(Package::Spss)
    } else if is_stata(bytes) {
        Some(Package::Stata)
    } else if bytes.starts_with(&sas::MAGIC) {
        Some(Package::Sas)
    } else {
        None
    }
}

/// The table in a file's bytes.
///
/// # Errors
/// The file is not of the package, or damaged, or is in an encoding that it does not hold to. The libraries' own words are not
/// told, since they could hold a part of the file.
pub fn dataset(bytes: &[u8], by: Package) -> Result<Dataset, Why> {
    let name = by.title();
    let damaged =
        || (format!("the file is not one of {name} that can be read"), format!("save it again from {name}, or as CSV"));
    let read = || match by {
        Package::Spss => spss::read(bytes),
        Package::Stata => stata::read(bytes),
        Package::Sas => sas::read(bytes),
    };
    // On a damaged file a library may panic, which is a finding too.
    let dataset = std::panic::catch_unwind(read).ok().flatten().ok_or_else(damaged)?;
    let is_odd = |text: &str| text.contains(char::REPLACEMENT_CHARACTER);
    let odd = dataset.variables.iter().find(|variable| {
        let is_odd_value = |value: &Datum| matches!(value, Datum::Text(text) if is_odd(text));
        variable.values.iter().any(is_odd_value) || variable.labels().any(is_odd)
    });
    match odd {
        Some(variable) => Err((
            format!("{} has letters that the file's own encoding has not", cpr::quoted(&variable.name)),
            format!("save it again from {name} in Unicode"),
        )),
        None => Ok(dataset),
    }
}

/// Reads a file's bytes; nothing where there is no table to speak of. What is wrong is reported to `sink`.
pub(super) fn read<'s>(bytes: &[u8], by: Package, schema: &'s Schema, sink: &mut Sink<'_>) -> Option<Table<'s>> {
    let dataset = match dataset(bytes, by) {
        Ok(dataset) => dataset,
        Err(wrong) => {
            sink.error(Code::FileUnreadable, None, None, || wrong);
            return None;
        }
    };
    let names: Vec<&str> = dataset.variables.iter().map(|variable| variable.name.as_str()).collect();
    if !header::is_header(&names, schema) {
        header::report_none(&names, None, None, schema, sink);
        return None;
    }
    let places = header::find(&names, None, schema, sink);
    let by_code: Vec<usize> = schema
        .fields
        .iter()
        .zip(&places)
        .filter(|(field, _)| matches!(field.kind, Kind::Integer | Kind::Number(_) | Kind::Year))
        .filter_map(|(_, place)| *place)
        .collect();
    let mut table = Table::new(schema, places, 0);
    table.push_columns(u32::try_from(dataset.rows).unwrap_or(u32::MAX), sink, |place| {
        let variable = &dataset.variables[place];
        let by_label = !by_code.contains(&place);
        variable.values.iter().map(move |value| variable.cell(value, by_label, &schema.missing_values))
    });
    Some(table)
}

#[cfg(test)]
mod tests {
    use super::{Datum, Labels, Variable};
    use crate::register::cell::Cell;

    #[test]
    fn a_label_of_two_codes_is_none() {
        let mut labels = Labels::default();
        for (code, label) in [(1.0, "Ja"), (2.0, "Nej"), (3.0, "Ja ")] {
            labels.number(code, label).expect("a code");
        }
        assert!(labels.number(1.5, "Måske").is_none(), "no code");
        let values = vec![Datum::Whole(1), Datum::Whole(2), Datum::Whole(4)];
        let variable = Variable { name: "svar".into(), values, labels, missing: 0 };
        let cells =
            |by_label| variable.values.iter().map(|value| variable.cell(value, by_label, &[])).collect::<Vec<_>>();
        let shared = Cell::Other("a code whose label another code has too");
        assert_eq!(cells(true), [shared, Cell::Text("Nej"), Cell::Integer(4)]);
        assert_eq!(cells(false), [Cell::Integer(1), Cell::Integer(2), Cell::Integer(4)]);
        assert!(!variable.is_labelled());
    }

    #[test]
    fn numbers_and_moments_are_what_they_say() {
        let numbers = [3.0, -0.5, 9_007_199_254_740_992.0, f64::NAN].map(Datum::number);
        assert_eq!(numbers, [Datum::Whole(3), Datum::Number(-0.5), Datum::Cut, Datum::Other("a number that is none")]);
        let day = |day| chrono::NaiveDate::from_ymd_opt(1969, 12, day).expect("a day");
        // The second before 1970 began, and the day before that at midnight.
        assert_eq!(Datum::moment(-1_000_000), Datum::Moment(day(31)));
        assert_eq!(Datum::moment(-2 * super::MICROS_OF_DAY), Datum::Day(day(30)));
    }
}
