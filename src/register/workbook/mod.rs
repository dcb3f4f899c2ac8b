//! Reads a sheet of a workbook.

mod ods;
mod open;
pub(super) mod package;

use std::borrow::Cow;

use calamine::{Data, Dimensions};
use chrono::NaiveTime;

use super::cell::{Cell, trim};
use super::extent::{self, End};
use super::header;
use super::sink::Sink;
use super::table::Table;
use crate::diagnostic::Code;
use crate::schema::{DateFormat, Schema, SheetDialect};

pub use open::{Cells, open};
pub use package::is_workbook;

/// Reads a file's bytes; nothing where there is no table to speak of. What is wrong is reported to `sink`.
pub(super) fn read<'s>(
    bytes: &[u8],
    dialect: &SheetDialect,
    schema: &'s Schema,
    sink: &mut Sink<'_>,
) -> Option<Table<'s>> {
    let sheet = match open::sheet(bytes, dialect.book, &dialect.sheet) {
        Ok(sheet) => sheet,
        Err(wrong) => {
            sink.error(Code::FileUnreadable, None, None, || wrong);
            return None;
        }
    };
    if sheet.is_hidden {
        hidden(sink, None, format!("the sheet `{}` is hidden, and is read all the same", sheet.name));
    }
    let table = fill(&sheet, dialect, schema, sink)?;
    let read: Vec<u32> = sheet.hidden.iter().copied().filter(|row| table.has_row(*row)).collect();
    if let Some(first) = read.first() {
        let count = read.len();
        hidden(
            sink,
            Some(*first),
            match count {
                1 => "1 row is hidden in the sheet, and is read all the same".to_owned(),
                _ => {
                    format!("{count} rows are hidden in the sheet, and are read all the same; the first is row {first}")
                }
            },
        );
    }
    Some(table)
}

fn hidden(sink: &mut Sink<'_>, row: Option<u32>, message: String) {
    sink.warning(Code::HiddenInWorkbook, row.map(u64::from), None, || {
        let help = "show what is hidden and see whether it belongs to the extract (a filter hides rows and removes none); \
                    if it does, allow it in the spec and say why";
        (message, help.to_owned())
    });
}

fn fill<'s>(sheet: &Cells, dialect: &SheetDialect, schema: &'s Schema, sink: &mut Sink<'_>) -> Option<Table<'s>> {
    let extent = &dialect.extent;
    let height = extent.last() - extent.first();
    if (extent.first()..=extent.last()).all(|row| !sheet.rows.contains_key(&(row - 1))) {
        sink.error(Code::FileUnreadable, Some(u64::from(extent.first())), None, || {
            (
                format!("the sheet `{}` has no header in row {}", dialect.sheet, extent.first()),
                "the schema's `headerRows` says where it should be".to_owned(),
            )
        });
        return None;
    }
    let row = Some(u64::from(extent.last()));
    let head = |first: u32| {
        let rows: Vec<Vec<Cow<'_, str>>> =
            (first..=first.saturating_add(height)).map(|row| names(sheet, row)).collect();
        extent::join(&rows, &extent.header_join)
    };
    let header = head(extent.first() - 1);
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    if !header::is_header(&header, schema) {
        let below = sheet.rows.range(extent.first()..).take(header::SEARCHED).map(|(row, _)| *row);
        let below = below.into_iter().find(|row| {
            let names = head(*row);
            header::is_header(&names.iter().map(String::as_str).collect::<Vec<_>>(), schema)
        });
        header::report_none(&header, row, below.map(|row| u64::from(row) + 1), schema, sink);
        return None;
    }
    let places = header::find(&header, row, schema, sink);
    let width = u32::try_from(header.len()).unwrap_or(MOST_COLUMNS);
    let (rows, over) = ended(sheet, dialect, &header, sink);
    if broken(sheet, extent.last() - 1, over, width, sink) {
        return None;
    }
    beside(sheet, extent.last() - 1, over, width, sink);
    let mut table = Table::new(schema, places, 0);
    for row in rows {
        let cells = &sheet.rows[&row];
        table.push_row(row + 1, sink, |place| {
            let cell = u32::try_from(place).ok().and_then(|place| cells.get(&place));
            cell.map_or(Cell::Empty, |cell| self::cell(cell, &schema.missing_values))
        });
    }
    Some(table)
}

/// The names in a row, as far as it goes; a year above columns is often a number.
fn names(sheet: &Cells, row: u32) -> Vec<Cow<'_, str>> {
    let Some(cells) = sheet.rows.get(&row) else { return Vec::new() };
    let width = cells.keys().next_back().map_or(0, |last| last + 1);
    let name = |column| match cells.get(&column) {
        Some(Data::String(name)) => Cow::Borrowed(name.as_str()),
        Some(Data::Int(number)) => Cow::Owned(number.to_string()),
        Some(Data::Float(number)) if number.fract() == 0.0 => Cow::Owned(number.to_string()),
        _ => Cow::Borrowed(""),
    };
    // Columns further out than any sheet of a register has are no header.
    (0..width.min(MOST_COLUMNS)).map(name).collect()
}

/// The rows of the table, from 0, and the first row that is no longer looked at. What stands beside the table makes no row.
fn ended(sheet: &Cells, dialect: &SheetDialect, header: &[&str], sink: &mut Sink<'_>) -> (Vec<u32>, u32) {
    let head = dialect.extent.last() - 1;
    let width = u32::try_from(header.len()).unwrap_or(MOST_COLUMNS);
    let mut end = End::new(&dialect.extent, header);
    let (mut rows, mut last, mut over) = (Vec::new(), head, None);
    for (row, cells) in sheet.rows.range(head + 1..) {
        let Some((_, first)) = cells.range(..width).next() else { continue };
        if *row > last + 1 {
            end.blank();
        }
        let first = if let Data::String(text) = first { Some(text.as_str()) } else { None };
        if end.is_over(u64::from(row + 1), first, || cells.range(..width).count(), sink) {
            over.get_or_insert(*row);
        } else {
            rows.push(*row);
        }
        last = *row;
    }
    end.tell(sink);
    (rows, over.unwrap_or(u32::MAX))
}

/// A number of more than fifteen digits is one that a spreadsheet may have put zeros for the last digits of.
const BEYOND_SHEETS: f64 = 1e15;

/// A header has no more columns than this.
const MOST_COLUMNS: u32 = 16_384;

/// Whether cells of the table say nothing although they seem to: formulas without a value, and the rest of merged cells. The
/// rows are not read then: what else would be said of them is a consequence.
fn broken(sheet: &Cells, header_at: u32, over: u32, width: u32, sink: &mut Sink<'_>) -> bool {
    let mut any = false;
    for (row, column) in
        sheet.without_value.iter().filter(|(row, column)| (header_at..over).contains(row) && *column < width)
    {
        any = true;
        sink.error(Code::CellType, Some(u64::from(row + 1)), None, || {
            (
                format!("the formula in {} has no value stored with it", place(*row, *column)),
                "open the workbook in Excel and save it again, or draw the extract with values".to_owned(),
            )
        });
    }
    let in_table = |region: &&Dimensions| region.end.0 >= header_at && region.start.0 < over && region.start.1 < width;
    // A head of two rows is merged where a name stands in one row, or above several columns.
    let in_head = |region: &&Dimensions| region.start.0 < header_at && region.end.0 <= header_at;
    for region in sheet.merged.iter().filter(in_table).filter(|region| !in_head(region)) {
        any = true;
        let (first, last) = (place(region.start.0, region.start.1), place(region.end.0, region.end.1));
        sink.error(Code::CellType, Some(u64::from(region.start.0 + 1)), None, || {
            (
                format!("{first}:{last} are merged, so that only {first} has a value"),
                "unmerge the cells and fill in each of them, or draw the extract without merged cells".to_owned(),
            )
        });
    }
    any
}

/// Values in rows of the table, but behind its last named column.
fn beside(sheet: &Cells, header_at: u32, over: u32, width: u32, sink: &mut Sink<'_>) {
    let mut found =
        sheet.rows.range(header_at..over).flat_map(|(row, cells)| cells.range(width..).map(|(at, _)| (*row, *at)));
    if let Some((row, column)) = found.next() {
        sink.warning(Code::ExtraColumn, Some(u64::from(row + 1)), None, || {
            (
                format!("cells beside the table are not used; the first is {}", place(row, column)),
                "take out what does not belong to the table; or allow it in the spec, and say why".to_owned(),
            )
        });
    }
}

/// A cell as Excel names it: `B3`.
fn place(row: u32, column: u32) -> String {
    let (mut letters, mut rest) = (String::new(), column + 1);
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or_default();
        letters.insert(0, char::from(b'A' + letter));
        rest = (rest - 1) / 26;
    }
    format!("{letters}{}", row + 1)
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
        Data::Float(number) if number.abs() >= BEYOND_SHEETS => Cell::Cut,
        Data::Float(number) => Cell::Number(*number),
        Data::Bool(flag) => Cell::Boolean(*flag),
        Data::DateTime(moment) if moment.is_datetime() => match moment.as_datetime() {
            Some(moment) if moment.time() == NaiveTime::MIN => Cell::Date(moment.date()),
            Some(moment) => Cell::Moment(moment.date()),
            None => Cell::Other("a date out of range"),
        },
        Data::DateTimeIso(text) => iso(text),
        Data::DateTime(_) | Data::DurationIso(_) => Cell::Other("a duration"),
        Data::Error(_) => Cell::Other("a formula that failed"),
        // Rich text is not among the kinds a register writes; calamine may add kinds.
        #[allow(unreachable_patterns, reason = "the enum may grow")]
        _ => Cell::Other("something unknown"),
    }
}

/// A day as the strict form of workbooks writes it.
fn iso(text: &str) -> Cell<'static> {
    let (day, time) = text.split_once('T').unwrap_or((text, ""));
    let is_midnight = time.trim_end_matches('Z').chars().all(|char| matches!(char, '0' | ':' | '.'));
    match DateFormat::iso().parse(day) {
        Some(day) if is_midnight => Cell::Date(day),
        Some(day) => Cell::Moment(day),
        None => Cell::Other("a date that is none"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_excel_names_them() {
        for (row, column, name) in
            [(0, 0, "A1"), (2, 1, "B3"), (9, 25, "Z10"), (0, 26, "AA1"), (1_048_575, 16_383, "XFD1048576")]
        {
            assert_eq!(place(row, column), name);
        }
    }

    #[test]
    fn a_day_at_midnight_is_a_day() {
        for text in ["2017-06-01", "2017-06-01T00:00:00", "2017-06-01T00:00:00.000Z"] {
            assert!(matches!(iso(text), Cell::Date(_)), "{text}");
        }
        assert!(matches!(iso("2017-06-01T12:00:00"), Cell::Moment(_)));
        assert!(matches!(iso("2017-02-30"), Cell::Other(_)));
    }
}
