//! SPSS's files (`.sav` and `.zsav`), which survey programs write as well.

use std::io::Cursor;

use ambers::{MissingSpec, Value, read_sav_from_reader};
use arrow_array::types::{Date32Type, Float64Type, TimestampMicrosecondType};
use arrow_array::{Array, ArrayRef, cast::AsArray};
use arrow_schema::{DataType, TimeUnit};

use super::{Dataset, Datum, Labels, Variable};

/// The table; none where the file is out of order, or its parts disagree with each other.
pub(super) fn read(bytes: &[u8]) -> Option<Dataset> {
    let (table, told) = read_sav_from_reader(Cursor::new(bytes)).ok()?;
    // What the library warns of is a file that has lost something: fewer rows than it says, days that no calendar has.
    if !told.warnings.is_empty() {
        return None;
    }
    let mut dataset = Dataset { rows: table.num_rows(), variables: Vec::new() };
    for (field, column) in table.schema_ref().fields().iter().zip(table.columns()) {
        let mut variable = Variable::named(field.name());
        let missing = told.variable_missing_values.get(field.name()).map_or(&[][..], Vec::as_slice);
        variable.values = values(column);
        for value in &mut variable.values {
            if missing.iter().any(|spec| is_missing(value, spec)) {
                *value = Datum::Empty;
                variable.missing += 1;
            }
        }
        variable.labels = labels(told.value_labels(field.name()).into_iter().flatten())?;
        dataset.variables.push(variable);
    }
    Some(dataset)
}

fn values(column: &ArrayRef) -> Vec<Datum> {
    match column.data_type() {
        DataType::Float64 => {
            column.as_primitive::<Float64Type>().iter().map(|own| own.map_or(Datum::Empty, Datum::number)).collect()
        }
        DataType::Utf8View => {
            let texts = column.as_string_view().iter();
            texts.map(|own| own.filter(|text| !text.is_empty()).map_or(Datum::Empty, Datum::text)).collect()
        }
        DataType::Date32 => {
            let days = column.as_primitive::<Date32Type>().iter();
            days.map(|own| own.map_or(Datum::Empty, |days| Datum::day(i64::from(days)))).collect()
        }
        DataType::Timestamp(TimeUnit::Microsecond, _) => {
            let moments = column.as_primitive::<TimestampMicrosecondType>().iter();
            moments.map(|own| own.map_or(Datum::Empty, Datum::moment)).collect()
        }
        _ => {
            let other = |row| if column.is_null(row) { Datum::Empty } else { Datum::Other("a time of day") };
            (0..column.len()).map(other).collect()
        }
    }
}

/// Whether the file declares a value as missing.
fn is_missing(value: &Datum, spec: &MissingSpec) -> bool {
    #[allow(clippy::cast_precision_loss, reason = "it was a float")]
    let number = match value {
        Datum::Whole(whole) => Some(*whole as f64),
        Datum::Number(number) => Some(*number),
        _ => None,
    };
    match spec {
        #[allow(clippy::float_cmp, reason = "the very number that was declared")]
        MissingSpec::Value(missing) => number == Some(*missing),
        MissingSpec::Range { lo, hi } => number.is_some_and(|number| (*lo..=*hi).contains(&number)),
        MissingSpec::StringValue(missing) => {
            matches!(value, Datum::Text(text) if text.trim_end() == missing.trim_end())
        }
    }
}

/// None where a number has one that is no code.
fn labels<'l>(of: impl Iterator<Item = (&'l Value, &'l String)>) -> Option<Labels> {
    let mut labels = Labels::default();
    for (value, label) in of {
        match value {
            Value::Numeric(number) => labels.number(*number, label)?,
            Value::String(text) => labels.text(text, label),
        }
    }
    Some(labels)
}
