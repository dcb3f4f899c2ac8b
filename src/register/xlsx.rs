//! Reads a sheet of an Excel workbook.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use calamine::{Data, Dimensions, Reader, SheetVisible, Xlsx, XlsxError};
use chrono::NaiveTime;

use super::cell::{Cell, trim};
use super::sink::Sink;
use super::table::Table;
use super::{header, package};
use crate::diagnostic::{Code, did_you_mean};
use crate::letters;
use crate::schema::{DateFormat, Schema, XlsxDialect};

/// A sheet: the cells that are filled in, by row and column from 0. What is empty takes no room, however far out the sheet goes.
#[derive(Default)]
struct Sheet {
    rows: BTreeMap<u32, BTreeMap<u32, Data>>,
    /// Cells with a formula and no value.
    without_value: BTreeSet<(u32, u32)>,
    merged: Vec<Dimensions>,
}

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
    if let Err((message, help)) = package::is_workbook(bytes) {
        unreadable(sink, message, help);
        return None;
    }
    // The library's own words could hold a part of the file.
    let Ok(mut workbook) = Xlsx::new(Cursor::new(bytes)) else {
        unreadable(sink, "the file is not an Excel workbook".to_owned(), "save it as .xlsx, without a password");
        return None;
    };
    let sheets: Vec<String> = workbook.sheet_names();
    let Some(name) = sheets.iter().find(|sheet| letters::nfc(sheet) == dialect.sheet) else {
        let alike = sheets.iter().find_map(|sheet| Some((sheet, letters::difference(&dialect.sheet, sheet)?)));
        let help = match (alike, did_you_mean(&dialect.sheet, sheets.iter().map(String::as_str))) {
            (Some((sheet, difference)), _) => format!("it has `{sheet}`; {difference}"),
            (None, Some(sheet)) => format!("did you mean `{sheet}`?"),
            (None, None) => format!("the sheets are `{}`", sheets.join("`, `")),
        };
        unreadable(sink, format!("the workbook has no sheet `{}`", dialect.sheet), &help);
        return None;
    };
    let Ok(sheet) = self::sheet(&mut workbook, name) else {
        unreadable(sink, format!("the sheet `{name}` cannot be read"), "open the workbook and save it again");
        return None;
    };
    let metadata = workbook.sheets_metadata().iter().find(|sheet| sheet.name == *name);
    if metadata.is_some_and(|sheet| sheet.visible != SheetVisible::Visible) {
        hidden(sink, None, format!("the sheet `{name}` is hidden, and is read all the same"));
    }
    let table = fill(&sheet, dialect, schema, sink)?;
    let rows = package::hidden_rows(bytes, name);
    let read: Vec<u32> = rows.into_iter().filter(|row| table.has_row(*row)).collect();
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

/// The sheet's cells, as far as they are filled in.
fn sheet(workbook: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Sheet, XlsxError> {
    let merged = workbook.merge_cells_by_sheet_name(name)?;
    let mut sheet = Sheet { merged, ..Sheet::default() };
    let mut cells = workbook.worksheet_cells_reader(name)?;
    while let Some(cell) = cells.next_cell_with_formula_metadata()? {
        let (row, column) = cell.pos;
        let value = match Data::from(cell.value) {
            Data::String(text) => Data::String(letters::nfc(&text).into_owned()),
            value => value,
        };
        if value == Data::Empty && cell.formula.is_some() {
            sheet.without_value.insert((row, column));
        } else if !is_blank(&value) {
            sheet.rows.entry(row).or_default().insert(column, value);
        }
    }
    Ok(sheet)
}

fn fill<'s>(sheet: &Sheet, dialect: &XlsxDialect, schema: &'s Schema, sink: &mut Sink<'_>) -> Option<Table<'s>> {
    let header_at = dialect.header_row - 1;
    let names = |row: u32| -> Vec<&str> {
        let Some(cells) = sheet.rows.get(&row) else { return Vec::new() };
        let width = cells.keys().next_back().map_or(0, |last| last + 1);
        let name = |column| if let Some(Data::String(name)) = cells.get(&column) { name.as_str() } else { "" };
        // Columns further out than any sheet of a register has are no header.
        (0..width.min(MOST_COLUMNS)).map(name).collect()
    };
    if !sheet.rows.contains_key(&header_at) {
        sink.error(Code::FileUnreadable, Some(u64::from(dialect.header_row)), None, || {
            (
                format!("the sheet `{}` has no header in row {}", dialect.sheet, dialect.header_row),
                "the schema's `headerRows` says where it should be".to_owned(),
            )
        });
        return None;
    }
    let row = Some(u64::from(dialect.header_row));
    let header = names(header_at);
    if !header::is_header(&header, schema) {
        let below = sheet.rows.range(header_at + 1..).take(header::SEARCHED).map(|(row, _)| *row);
        let below = below.into_iter().find(|row| header::is_header(&names(*row), schema));
        header::report_none(&header, row, below.map(|row| u64::from(row) + 1), schema, sink);
        return None;
    }
    let places = header::find(&header, row, schema, sink);
    let width = u32::try_from(header.len()).unwrap_or(MOST_COLUMNS);
    if broken(sheet, header_at, width, sink) {
        return None;
    }
    beside(sheet, header_at, width, sink);
    let mut table = Table::new(schema, places);
    for (row, cells) in sheet.rows.range(header_at + 1..) {
        // What stands beside the table makes no row.
        if cells.range(..width).next().is_some() {
            table.push_row(row + 1, sink, |place| {
                let cell = u32::try_from(place).ok().and_then(|place| cells.get(&place));
                cell.map_or(Cell::Empty, |cell| self::cell(cell, &schema.missing_values))
            });
        }
    }
    Some(table)
}

/// A header has no more columns than this.
const MOST_COLUMNS: u32 = 16_384;

/// Whether cells of the table say nothing although they seem to: formulas without a value, and the rest of merged cells. The
/// rows are not read then: what else would be said of them is a consequence.
fn broken(sheet: &Sheet, header_at: u32, width: u32, sink: &mut Sink<'_>) -> bool {
    let mut any = false;
    for (row, column) in sheet.without_value.iter().filter(|(row, column)| *row >= header_at && *column < width) {
        any = true;
        sink.error(Code::CellType, Some(u64::from(row + 1)), None, || {
            (
                format!("the formula in {} has no value stored with it", place(*row, *column)),
                "open the workbook in Excel and save it again, or draw the extract with values".to_owned(),
            )
        });
    }
    for region in sheet.merged.iter().filter(|region| region.end.0 >= header_at && region.start.1 < width) {
        if region.start == region.end {
            continue;
        }
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
fn beside(sheet: &Sheet, header_at: u32, width: u32, sink: &mut Sink<'_>) {
    let mut found =
        sheet.rows.range(header_at..).flat_map(|(row, cells)| cells.range(width..).map(|(at, _)| (*row, *at)));
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
