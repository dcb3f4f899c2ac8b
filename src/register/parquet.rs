//! Reads a Parquet file.

use std::io::Cursor;

use chrono::{Duration, NaiveDate};
use polars::prelude::{AnyValue, Column, ParquetReader, SerReader};

use super::cell::Cell;
use super::header;
use super::sink::Sink;
use super::table::Table;
use crate::diagnostic::Code;
use crate::schema::Schema;

/// Reads a file's bytes; nothing where there is no table to speak of. What is wrong is reported to `sink`.
pub(super) fn read<'s>(bytes: &[u8], schema: &'s Schema, sink: &mut Sink<'_>) -> Option<Table<'s>> {
    // The library's own words could hold a part of the file. On some damaged files it panics, which is a finding too.
    let frame = std::panic::catch_unwind(|| ParquetReader::new(Cursor::new(bytes)).finish());
    let frame = frame.ok().and_then(Result::ok).filter(|frame| {
        let height = |column: &Column| -> usize {
            column.as_materialized_series().chunks().iter().map(|chunk| chunk.len()).sum()
        };
        frame.columns().iter().all(|column| frame.height() == height(column))
    });
    let Some(frame) = frame else {
        sink.error(Code::FileUnreadable, None, None, || {
            ("the file is not a Parquet file that can be read".to_owned(), "draw the extract again".to_owned())
        });
        return None;
    };
    let names: Vec<&str> = frame.columns().iter().map(|column| column.name().as_str()).collect();
    let places = header::find(&names, None, schema, sink);
    let mut table = Table::new(schema, places);
    let columns: Vec<Column> = frame.columns().iter().map(Column::rechunk).collect();
    let height = u32::try_from(frame.height()).unwrap_or(u32::MAX);
    table.push_columns(height, sink, |place| {
        columns[place].as_materialized_series().iter().map(|value| cell(&value, &schema.missing_values))
    });
    Some(table)
}

fn cell<'c>(value: &AnyValue<'c>, missing: &[String]) -> Cell<'c> {
    match value {
        AnyValue::Null => Cell::Empty,
        AnyValue::String(text) => Cell::text(text, missing),
        AnyValue::Boolean(flag) => Cell::Boolean(*flag),
        AnyValue::UInt8(number) => Cell::Integer(i64::from(*number)),
        AnyValue::UInt16(number) => Cell::Integer(i64::from(*number)),
        AnyValue::UInt32(number) => Cell::Integer(i64::from(*number)),
        AnyValue::UInt64(number) => i64::try_from(*number).map_or(Cell::Other("a number out of range"), Cell::Integer),
        AnyValue::Int8(number) => Cell::Integer(i64::from(*number)),
        AnyValue::Int16(number) => Cell::Integer(i64::from(*number)),
        AnyValue::Int32(number) => Cell::Integer(i64::from(*number)),
        AnyValue::Int64(number) => Cell::Integer(*number),
        AnyValue::Float32(number) => Cell::Number(f64::from(*number)),
        AnyValue::Float64(number) => Cell::Number(*number),
        AnyValue::Date(days) => NaiveDate::default()
            .checked_add_signed(Duration::days(i64::from(*days)))
            .map_or(Cell::Other("a date out of range"), Cell::Date),
        _ => Cell::Other("a value of a type that no field has"),
    }
}
