//! Reads a sheet of an Excel workbook.

use std::io::Cursor;

use calamine::{Data, Range, Reader, Xlsx};
use chrono::NaiveTime;

use super::cell::{Cell, trim};
use super::header;
use super::sink::Sink;
use super::table::Table;
use crate::diagnostic::{Code, did_you_mean};
use crate::schema::{DateFormat, Schema, XlsxDialect};

/// Reads a file's bytes; nothing where there is no table to speak of. What is wrong is reported to `sink`.
pub(super) fn read<'s>(
    bytes: &[u8],
    dialect: &XlsxDialect,
    schema: &'s Schema,
    sink: &mut Sink<'_>,
) -> Option<Table<'s>> {
    let unreadable = |sink: &mut Sink<'_>, message: String, help: &str| {
        sink.error(Code::FileUnreadable, None, None, || (message, help.to_owned()));
    };
    // The library's own words could hold a part of the file.
    let Ok(mut workbook) = Xlsx::new(Cursor::new(bytes)) else {
        unreadable(sink, "the file is not an Excel workbook".to_owned(), "save it as .xlsx, without a password");
        return None;
    };
    let sheets = workbook.sheet_names();
    if !sheets.contains(&dialect.sheet) {
        let help = match did_you_mean(&dialect.sheet, sheets.iter().map(String::as_str)) {
            Some(sheet) => format!("did you mean `{sheet}`?"),
            None => format!("the sheets are `{}`", sheets.join("`, `")),
        };
        unreadable(sink, format!("the workbook has no sheet `{}`", dialect.sheet), &help);
        return None;
    }
    let Ok(range) = workbook.worksheet_range(&dialect.sheet) else {
        unreadable(
            sink,
            format!("the sheet `{}` cannot be read", dialect.sheet),
            "open the workbook and save it again",
        );
        return None;
    };
    fill(&range, dialect, schema, sink)
}

fn fill<'s>(range: &Range<Data>, dialect: &XlsxDialect, schema: &'s Schema, sink: &mut Sink<'_>) -> Option<Table<'s>> {
    // The range starts at the first cell that is filled in, which need not be in the sheet's first row.
    let first_row = range.start().map_or(1, |(row, _)| row + 1);
    let mut rows = (first_row..).zip(range.rows()).skip_while(|(number, _)| *number < dialect.header_row);
    let header = match rows.next() {
        Some((number, cells)) if number == dialect.header_row => cells,
        _ => {
            sink.error(Code::FileUnreadable, Some(u64::from(dialect.header_row)), None, || {
                (
                    format!("the sheet `{}` has no header in row {}", dialect.sheet, dialect.header_row),
                    "the schema's `headerRows` says where it should be".to_owned(),
                )
            });
            return None;
        }
    };
    let names: Vec<&str> =
        header.iter().map(|cell| if let Data::String(name) = cell { name.as_str() } else { "" }).collect();
    // Formatted columns without a name or a cell are no columns.
    let places = header::find(trailing(&names), Some(u64::from(dialect.header_row)), schema, sink);
    let mut table = Table::new(schema, places);
    for (number, cells) in rows {
        // Rows that were once filled in, or are only formatted, remain in the file without cells.
        if cells.iter().any(|cell| !is_blank(cell)) {
            table.push_row(number, sink, |place| self::cell(&cells[place], &schema.missing_values));
        }
    }
    Some(table)
}

/// The names without the nameless ones at the end.
fn trailing<'a, 'n>(names: &'a [&'n str]) -> &'a [&'n str] {
    let width = names.iter().rposition(|name| !trim(name).is_empty()).map_or(0, |last| last + 1);
    &names[..width]
}

fn is_blank(cell: &Data) -> bool {
    match cell {
        Data::Empty => true,
        Data::String(text) => trim(text).is_empty(),
        _ => false,
    }
}

fn cell<'c>(cell: &'c Data, missing: &[String]) -> Cell<'c> {
    match cell {
        Data::Empty => Cell::Empty,
        Data::String(text) => Cell::text(text, missing),
        Data::Int(number) => Cell::Integer(*number),
        Data::Float(number) => Cell::Number(*number),
        Data::Bool(flag) => Cell::Boolean(*flag),
        Data::DateTime(moment) if moment.is_datetime() => match moment.as_datetime() {
            Some(moment) if moment.time() == NaiveTime::MIN => Cell::Date(moment.date()),
            Some(_) => Cell::Other("a date with a time of day"),
            None => Cell::Other("a date out of range"),
        },
        Data::DateTimeIso(text) => {
            let day = text.strip_suffix("T00:00:00").unwrap_or(text);
            DateFormat::iso().parse(day).map_or(Cell::Other("a date with a time of day"), Cell::Date)
        }
        Data::DateTime(_) | Data::DurationIso(_) => Cell::Other("a duration"),
        Data::Error(_) => Cell::Other("a formula that failed"),
        // Rich text is not among the kinds a register writes; calamine may add kinds.
        #[allow(unreachable_patterns, reason = "the enum may grow")]
        _ => Cell::Other("something unknown"),
    }
}
