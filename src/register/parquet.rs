//! Reads a Parquet file.

use std::io::Cursor;

use chrono::{DateTime, Duration, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use chrono_tz::Tz;
use polars::prelude::{AnyValue, ArrowDataType, ChunkApply, Column, DataType, IntoColumn, TimeUnit, TimeZone};
use polars_io::SerReader;
use polars_io::prelude::ParquetReader;

use super::cell::{Cell, Decimal};
use super::header;
use super::number::TOO_LARGE;
use super::pages::{self, MOST_ROWS, Sizes};
use super::sink::Sink;
use super::table::Table;
use crate::diagnostic::Code;
use crate::letters;
use crate::schema::Schema;

/// From 2 to the 24th on a float of 32 bits no longer holds every whole number.
const TOO_LARGE_FOR_32: f32 = 16_777_216.0;

/// Reads a file's bytes; nothing where there is no table to speak of. What is wrong is reported to `sink`.
pub(super) fn read<'s>(bytes: &[u8], schema: &'s Schema, sink: &mut Sink<'_>) -> Option<Table<'s>> {
    let columns = match columns(bytes) {
        Ok(columns) => columns,
        Err(wrong) => {
            sink.error(Code::FileUnreadable, None, None, || wrong);
            return None;
        }
    };
    let names: Vec<String> = columns.iter().map(|column| letters::nfc(column.name()).into_owned()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    if !header::is_header(&names, schema) {
        header::report_none(&names, None, None, schema, sink);
        return None;
    }
    let places = header::find(&names, None, schema, sink);
    let mut table = Table::new(schema, places, 0);
    let height = u32::try_from(columns.first().map_or(0, Column::len)).unwrap_or(u32::MAX);
    table.push_columns(height, sink, |place| {
        columns[place].as_materialized_series().iter().map(|value| cell(&value, &schema.missing_values))
    });
    Some(table)
}

/// The columns of the file's table, or what is wrong with it.
///
/// # Errors
/// It is no such file, it is damaged, or a column is of a type that is not read.
pub(crate) fn columns(bytes: &[u8]) -> Result<Vec<Column>, (String, String)> {
    let damaged =
        || ("the file is not a Parquet file that can be read".to_owned(), "draw the extract again".to_owned());
    // The library's own words could hold a part of the file. On some damaged files it panics, which is a finding too.
    let read = |bytes: &[u8]| -> Option<Result<Vec<Column>, (String, String)>> {
        match pages::sizes(bytes) {
            Sizes::Agree => {
                let frame = ParquetReader::new(Cursor::new(bytes)).finish().ok()?;
                // A column may be kept as one value and its type, which need not agree: it is laid out here too.
                let height = |column: &Column| -> usize {
                    column.as_materialized_series().chunks().iter().map(|chunk| chunk.len()).sum()
                };
                let whole = |column: &Column| frame.height() == height(column) && frame.height() == column.len();
                if !frame.columns().iter().all(whole) {
                    return None;
                }
                let columns: Vec<Column> = frame.columns().iter().map(plain).collect();
                columns.iter().all(whole).then_some(Ok(columns))
            }
            Sizes::Disagree => None,
            Sizes::TooMany => {
                let message =
                    format!("the file says that it has more than {MOST_ROWS} rows, which are the most that are read");
                Some(Err((message, "is it damaged? Draw the extract again, or in parts".to_owned())))
            }
        }
    };
    let read = std::panic::catch_unwind(|| read(bytes)).ok().flatten();
    read.unwrap_or_else(|| Err(unreadable_column(bytes).unwrap_or_else(damaged)))
}

/// What is wrong with a file that could not be read, where that is a column of a type that no field has and that the library
/// does not read. A file may have such a column and be damaged besides: it is then drawn again without it.
fn unreadable_column(bytes: &[u8]) -> Option<(String, String)> {
    let fields = |bytes: &[u8]| -> Option<Vec<(String, String)>> {
        let schema = ParquetReader::new(Cursor::new(bytes)).schema().ok()?;
        let fields = schema.iter_values();
        Some(
            fields.filter_map(|field| Some((letters::nfc(&field.name).into_owned(), no_type(&field.dtype)?))).collect(),
        )
    };
    let fields = std::panic::catch_unwind(|| fields(bytes)).ok().flatten()?;
    let (name, kind) = fields.first()?;
    let message = format!("the column `{}` is of the type {kind}, which is not read", name.escape_debug());
    let help = if kind.starts_with("decimal") {
        "draw the extract with at most 38 digits in that column, or with the column as text"
    } else {
        "draw the extract without that column, or with each part of it as a column of its own"
    };
    Some((message, help.to_owned()))
}

/// The name of a type that is not read; none of one that is, or that is refused cell by cell.
fn no_type(of: &ArrowDataType) -> Option<String> {
    match of {
        ArrowDataType::Struct(_) => Some("struct".to_owned()),
        ArrowDataType::Map(..) => Some("map".to_owned()),
        ArrowDataType::Decimal256(digits, decimals) => Some(format!("decimal256({digits}, {decimals})")),
        ArrowDataType::List(of) | ArrowDataType::LargeList(of) | ArrowDataType::FixedSizeList(of, _) => {
            no_type(&of.dtype).map(|of| format!("list of {of}"))
        }
        _ => None,
    }
}

/// A column in one piece, and of the plain type behind its own: categories are texts.
fn plain(column: &Column) -> Column {
    let column = column.rechunk();
    let cast = |to: &DataType| column.cast(to).unwrap_or_else(|_| column.clone());
    let column = match column.dtype() {
        DataType::Categorical(..) | DataType::Enum(..) => cast(&DataType::String),
        _ => column,
    };
    match column.str() {
        Ok(texts) if texts.iter().flatten().any(|text| letters::nfc(text) != text) => {
            texts.apply_values(letters::nfc).into_column()
        }
        _ => column,
    }
}

fn cell<'c>(value: &AnyValue<'c>, missing: &[String]) -> Cell<'c> {
    match value {
        AnyValue::Null => Cell::Empty,
        AnyValue::String(text) => Cell::text(text, missing),
        AnyValue::Boolean(flag) => Cell::Boolean(*flag),
        AnyValue::UInt8(number) => Cell::Integer(i64::from(*number)),
        AnyValue::UInt16(number) => Cell::Integer(i64::from(*number)),
        AnyValue::UInt32(number) => Cell::Integer(i64::from(*number)),
        AnyValue::UInt64(number) => i64::try_from(*number).map_or(Cell::Cut, Cell::Integer),
        AnyValue::Int8(number) => Cell::Integer(i64::from(*number)),
        AnyValue::Int16(number) => Cell::Integer(i64::from(*number)),
        AnyValue::Int32(number) => Cell::Integer(i64::from(*number)),
        AnyValue::Int64(number) => Cell::Integer(*number),
        // Half as wide a float is the number that it is written as, too: 0.1, and not what it is widened to.
        AnyValue::Float32(number) if number.is_finite() && number.abs() >= TOO_LARGE_FOR_32 => Cell::Cut,
        AnyValue::Float32(number) => {
            number.to_string().parse().map_or(Cell::Other("a number that is none"), Cell::Number)
        }
        AnyValue::Float64(number) if number.is_finite() && number.abs() >= TOO_LARGE => Cell::Cut,
        AnyValue::Float64(number) => Cell::Number(*number),
        AnyValue::Decimal(digits, _, scale) => Cell::Decimal(Decimal { digits: *digits, scale: *scale }),
        AnyValue::Date(days) => NaiveDate::default()
            .checked_add_signed(Duration::days(i64::from(*days)))
            .map_or(Cell::Other("a date out of range"), Cell::Date),
        AnyValue::Datetime(moment, unit, zone) => midnight(*moment, *unit, *zone),
        AnyValue::DatetimeOwned(moment, unit, zone) => midnight(*moment, *unit, zone.as_deref()),
        _ => Cell::Other("a value of a type that no field has"),
    }
}

/// The day of a moment that is midnight in its own time zone.
fn midnight(moment: i64, unit: TimeUnit, zone: Option<&TimeZone>) -> Cell<'static> {
    match local(moment, unit, zone) {
        Ok(moment) if moment.time() == NaiveTime::MIN => Cell::Date(moment.date()),
        Ok(moment) => Cell::Moment(moment.date()),
        Err(why) => Cell::Other(why),
    }
}

/// A moment as the clocks of its own time zone show it, which may be UTC; as it is written where it has none.
///
/// # Errors
/// Why it is none.
pub(crate) fn local(moment: i64, unit: TimeUnit, zone: Option<&TimeZone>) -> Result<NaiveDateTime, &'static str> {
    let moment = match unit {
        TimeUnit::Nanoseconds => Some(DateTime::from_timestamp_nanos(moment)),
        TimeUnit::Microseconds => DateTime::from_timestamp_micros(moment),
        TimeUnit::Milliseconds => DateTime::from_timestamp_millis(moment),
    };
    let zone = match zone.map(|zone| zone.as_str().parse::<Tz>()) {
        None => None,
        Some(Ok(zone)) => Some(zone),
        Some(Err(_)) => return Err("a moment in a time zone that is not known"),
    };
    let local =
        |moment: DateTime<Utc>| zone.map_or(moment.naive_utc(), |zone| moment.with_timezone(&zone).naive_local());
    moment.map(local).ok_or("a date out of range")
}
