//! Stata's files (`.dta`), of every release.

use std::collections::BTreeMap;
use std::io::Cursor;

use dta::stata::dta::dta_reader::DtaReader;
use dta::stata::dta::long_string_ref::LongStringRef;
use dta::stata::dta::long_string_table::LongStringTable;
use dta::stata::dta::value::Value;
use dta::stata::temporal::TemporalKind;
use dta::stata::temporal::conversion::{tc_millis_to_unix_millis, td_days_to_unix_days, tm_months_to_year_month};

use super::{Dataset, Datum, Labels, Variable};

/// From 2 to the 24th on a float of 32 bits no longer holds every whole number.
const TOO_LARGE_FOR_32: f32 = 16_777_216.0;

/// The table; none where the file is out of order.
pub(super) fn read(bytes: &[u8]) -> Option<Dataset> {
    let mut before = DtaReader::new().from_reader(Cursor::new(bytes)).read_header().ok()?.read_schema().ok()?;
    before.skip_to_end().ok()?;
    let mut records = before.into_record_reader().ok()?;
    let encoding = records.encoding();
    let kinds: Vec<(Option<TemporalKind>, String)> = records
        .schema()
        .variables()
        .iter()
        .map(|variable| (TemporalKind::from_format(variable.format()), variable.value_label_name().to_owned()))
        .collect();
    let mut dataset = Dataset::default();
    for variable in records.schema().variables() {
        dataset.variables.push(Variable::named(variable.name()));
    }
    // Long texts stand behind the rows, which hold where.
    let mut long: Vec<(usize, usize, LongStringRef)> = Vec::new();
    while let Some(record) = records.read_record().ok()? {
        for (at, value) in record.values().iter().enumerate() {
            let variable = &mut dataset.variables[at];
            if let Value::LongStringRef(place) = value {
                long.push((at, dataset.rows, *place));
            }
            let (datum, is_declared) = datum(value, kinds[at].0);
            variable.missing += usize::from(is_declared);
            variable.values.push(datum);
        }
        dataset.rows += 1;
    }
    let mut texts = LongStringTable::for_reading();
    let mut behind = records.into_long_string_reader().ok()?;
    behind.read_remaining_into(&mut texts).ok()?;
    for (at, row, place) in long {
        if let Some(text) = texts.get(&place) {
            let text = text.data_str(encoding)?;
            let text = text.trim_end_matches('\0');
            dataset.variables[at].values[row] = if text.is_empty() { Datum::Empty } else { Datum::text(text) };
        }
    }
    let mut sets = BTreeMap::new();
    let mut labels = behind.into_value_label_reader().ok()?;
    while let Some(set) = labels.read_value_label_set().ok()? {
        let mut own = Labels::default();
        for entry in set.entries() {
            own.number(f64::from(entry.value()), entry.label())?;
        }
        sets.insert(set.name().to_owned(), own);
    }
    for (variable, (_, set)) in dataset.variables.iter_mut().zip(&kinds) {
        variable.labels = sets.get(set).cloned().unwrap_or_default();
    }
    Some(dataset)
}

/// A value, and whether it is one of the missing values that say why: `.a` to `.z`.
fn datum(value: &Value<'_>, kind: Option<TemporalKind>) -> (Datum, bool) {
    use dta::stata::missing_value::MissingValue::System;
    use dta::stata::{
        stata_byte::StataByte, stata_double::StataDouble, stata_float::StataFloat, stata_int::StataInt,
        stata_long::StataLong,
    };
    let number = match value {
        Value::String(text) if text.is_empty() => return (Datum::Empty, false),
        Value::String(text) => return (Datum::text(text), false),
        Value::LongStringRef(_) => return (Datum::Empty, false),
        Value::Byte(StataByte::Missing(missing))
        | Value::Int(StataInt::Missing(missing))
        | Value::Long(StataLong::Missing(missing))
        | Value::Float(StataFloat::Missing(missing))
        | Value::Double(StataDouble::Missing(missing)) => return (Datum::Empty, *missing != System),
        Value::Byte(StataByte::Present(number)) => f64::from(*number),
        Value::Int(StataInt::Present(number)) => f64::from(*number),
        Value::Long(StataLong::Present(number)) => f64::from(*number),
        Value::Double(StataDouble::Present(number)) => *number,
        Value::Float(StataFloat::Present(number)) if number.abs() >= TOO_LARGE_FOR_32 => return (Datum::Cut, false),
        // Half as wide a float is the number that it is written as, too: 0.1, and not what it is widened to.
        Value::Float(StataFloat::Present(number)) => number.to_string().parse().unwrap_or(f64::NAN),
    };
    (placed(number, kind), false)
}

/// A number as what its column's format says that it is.
fn placed(number: f64, kind: Option<TemporalKind>) -> Datum {
    let plain = Datum::number(number);
    let whole = match plain {
        Datum::Whole(whole) => i32::try_from(whole).ok(),
        _ => None,
    };
    let out_of_range = Datum::Other("a date out of range");
    match kind {
        None | Some(TemporalKind::Year) => plain,
        Some(TemporalKind::Date) => {
            whole.and_then(td_days_to_unix_days).map_or(out_of_range, |days| Datum::day(i64::from(days)))
        }
        Some(TemporalKind::DateTime) => {
            let micros = tc_millis_to_unix_millis(number).and_then(|millis| millis.checked_mul(1000));
            micros.map_or(out_of_range, Datum::moment)
        }
        Some(TemporalKind::Month) => whole.map_or(out_of_range, |months| {
            let (year, month) = tm_months_to_year_month(months);
            Datum::Text(format!("{year:04}-{month:02}"))
        }),
        Some(TemporalKind::DateTimeLeap) => Datum::Other("a moment that counts leap seconds"),
        Some(TemporalKind::Week) => Datum::Other("a week as Stata counts them, which is none of the calendar"),
        Some(TemporalKind::Quarter | TemporalKind::HalfYear) => Datum::Other("a quarter or half-year as one number"),
        Some(_) => Datum::Other("a time in a format that is not known"),
    }
}
