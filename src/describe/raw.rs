//! A file's cells, before anyone knows what they are.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use chrono::{NaiveDate, NaiveTime};
use polars::prelude::{AnyValue, DataType, ParquetReader, SerReader, TimeUnit};

use crate::diagnostic::{Code, Finding};
use crate::letters::{self, Written};
use crate::schema::{CsvDialect, Dialect, Encoding, LineEnd, XlsxDialect};

/// What can stand between fields, the likeliest in Denmark first.
const DELIMITERS: [u8; 4] = [b';', b',', b'\t', b'|'];
/// So many lines are looked at to find the delimiter.
const LOOKED_AT: usize = 200;

/// A cell as the file has it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    Empty,
    Text(String),
    Day(NaiveDate),
    Number(f64),
    Truth(bool),
}

/// A table before anyone knows what its columns are.
#[derive(Debug)]
pub(super) struct Raw {
    pub(super) dialect: Dialect,
    pub(super) rows: usize,
    pub(super) columns: Vec<(String, Vec<Cell>)>,
    pub(super) doubts: Vec<String>,
}

/// Reads a file by what its bytes are; its name is for messages.
pub(super) fn read(file: &str, bytes: &[u8]) -> Result<Raw, Finding> {
    let raw = if bytes.starts_with(b"PK\x03\x04") {
        workbook(bytes)
    } else if bytes.starts_with(b"PAR1") {
        parquet(bytes)
    } else if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        Err(("it is a workbook of the old kind, .xls, or has a password", "open it in Excel and save it as .xlsx"))
    } else {
        text(bytes)
    };
    raw.map_err(|(why, help)| Finding::error(Code::FileUnreadable, why).in_cell(file, None, None).help(help))
}

type Why = (&'static str, &'static str);

fn text(bytes: &[u8]) -> Result<Raw, Why> {
    let (bytes, bom) = bytes.strip_prefix(b"\xef\xbb\xbf").map_or((bytes, false), |rest| (rest, true));
    let (text, encoding) = match letters::text(bytes) {
        Ok(text) => (text, Encoding::Utf8),
        Err(_) if bytes.contains(&0) => {
            return Err(("it is no text that can be read: it has bytes that no text has", "save it as CSV in UTF-8"));
        }
        Err(Written::Windows1252) => {
            (letters::nfc(&Written::Windows1252.decode(bytes)).into_owned().into(), Encoding::Windows1252)
        }
        Err(written) => {
            let why = match written {
                Written::Utf16 => "it is UTF-16, which Windows calls Unicode",
                Written::Cp850 => "it is in code page 850, which Excel calls MS-DOS",
                _ => "it is in Mac OS Roman",
            };
            return Err((why, "save it as CSV in UTF-8"));
        }
    };
    let Some((delimiter, width)) = delimiter(&text) else {
        return Err(("no delimiter was found that makes columns of it", "save it as CSV with semicolons"));
    };
    let mut records = records(&text, delimiter);
    records.retain(|record| record.iter().any(|cell| !cell.is_empty()));
    if records.is_empty() {
        return Err(("the file is empty", "draw the extract again"));
    }
    let header = records.remove(0);
    check_header(&header, width)?;
    let mut columns: Vec<(String, Vec<Cell>)> = header.into_iter().map(|name| (name, Vec::new())).collect();
    let mut ragged = 0usize;
    for record in &records {
        ragged += usize::from(record.len() != columns.len());
        for (at, (_, cells)) in columns.iter_mut().enumerate() {
            let cell = record.get(at).filter(|cell| !cell.is_empty());
            cells.push(cell.map_or(Cell::Empty, |cell| Cell::Text(cell.clone())));
        }
    }
    let line_end = if text.contains("\r\n") { LineEnd::Crlf } else { LineEnd::Lf };
    let mut doubts = Vec::new();
    if ragged > 0 {
        doubts.push(format!("{ragged} af {} rækker har et andet antal felter end overskriften", records.len()));
    }
    let dialect = Dialect::Csv(CsvDialect { delimiter, encoding, bom, line_end });
    Ok(Raw { dialect, rows: records.len(), columns, doubts })
}

fn records(text: &str, delimiter: u8) -> Vec<Vec<String>> {
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let trimmed = |record: csv::StringRecord| record.iter().map(|cell| cell.trim().to_owned()).collect();
    reader.records().filter_map(Result::ok).map(trimmed).collect()
}

/// The delimiter that gives most lines the same number of fields, more than one; and that number.
fn delimiter(text: &str) -> Option<(u8, usize)> {
    let start: String = text.split_inclusive('\n').take(LOOKED_AT).collect();
    let score = |delimiter: u8| {
        let widths: Vec<usize> = records(&start, delimiter).iter().map(Vec::len).collect();
        let same = |width: usize| widths.iter().filter(|other| **other == width).count();
        let width = widths.iter().copied().filter(|width| *width > 1).max_by_key(|width| (same(*width), *width))?;
        Some((delimiter, width, same(width)))
    };
    let found: Vec<_> = DELIMITERS.into_iter().filter_map(score).collect();
    // Among equals the first: a comma may stand in every number of a file with semicolons.
    let most = found.iter().map(|(_, _, same)| *same).max()?;
    found.iter().find(|(_, _, same)| *same == most).map(|(delimiter, width, _)| (*delimiter, *width))
}

/// Whether a first row can be a header: as wide as the rest, filled in, each name once, and none of them a number or a day.
fn check_header(header: &[String], width: usize) -> Result<(), Why> {
    let help = "see that the first row is the header, with a name of its own for each column";
    let digits = |name: &String| name.chars().filter(char::is_ascii_digit).count();
    if header.len() != width {
        return Err(("the first row is not the header: it has not as many fields as the rows below", help));
    }
    if header.iter().any(String::is_empty) {
        return Err(("the header has a column without a name", help));
    }
    if header.iter().any(|name| digits(name) >= 6 || name.parse::<f64>().is_ok()) {
        return Err(("the first row is not the header: it has numbers or days", help));
    }
    let mut names: Vec<&String> = header.iter().collect();
    names.sort();
    if names.windows(2).any(|pair| pair[0] == pair[1]) {
        return Err(("two columns have the same name", help));
    }
    Ok(())
}

fn workbook(bytes: &[u8]) -> Result<Raw, Why> {
    let unreadable =
        ("it is not an Excel workbook that can be read", "open it in Excel and save it as .xlsx, without a password");
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|_| unreadable)?;
    let mut sheets = Vec::new();
    for name in workbook.sheet_names() {
        let range = workbook.worksheet_range(&name).map_err(|_| unreadable)?;
        if range.used_cells().next().is_some() {
            sheets.push((name, range));
        }
    }
    let Some((name, range)) = sheets.iter().max_by_key(|(_, range)| range.used_cells().count()) else {
        return Err(("the workbook has no cell that is filled in", "draw the extract again"));
    };
    let mut doubts = Vec::new();
    if sheets.len() > 1 {
        doubts.push(format!("projektmappen har {} ark; det største er læst", sheets.len()));
    }
    let filled = |row: &[Data]| row.iter().filter(|cell| !is_blank(cell)).count();
    let width = range.rows().map(filled).max().unwrap_or(0);
    let is_text = |cell: &Data| matches!(cell, Data::String(text) if !text.trim().is_empty());
    let header_at = range.rows().position(|row| row.iter().filter(|cell| is_text(cell)).count() == width);
    let Some(header_at) = header_at else {
        return Err(("no row of the sheet is a header: a text for each column", "see that each column has a name"));
    };
    let row_of_header = &range.rows().nth(header_at).unwrap_or_default();
    let places: Vec<usize> = (0..row_of_header.len()).filter(|at| is_text(&row_of_header[*at])).collect();
    let header: Vec<String> = places
        .iter()
        .map(|at| {
            if let Data::String(name) = &row_of_header[*at] {
                letters::nfc(name.trim()).into_owned()
            } else {
                String::new()
            }
        })
        .collect();
    check_header(&header, width)?;
    if header_at > 0 {
        doubts.push(format!("{header_at} rækker over overskriften er ikke en del af tabellen"));
    }
    let mut columns: Vec<(String, Vec<Cell>)> = header.into_iter().map(|name| (name, Vec::new())).collect();
    let mut rows = 0;
    for row in range.rows().skip(header_at + 1).filter(|row| filled(row) > 0) {
        rows += 1;
        for (place, (_, cells)) in places.iter().zip(&mut columns) {
            cells.push(row.get(*place).map_or(Cell::Empty, of_workbook));
        }
    }
    let first = range.start().map_or(0, |(row, _)| row);
    let header_row = first + u32::try_from(header_at).unwrap_or(u32::MAX - 1 - first) + 1;
    let dialect = Dialect::Xlsx(XlsxDialect { sheet: letters::nfc(name).into_owned(), header_row });
    Ok(Raw { dialect, rows, columns, doubts })
}

fn is_blank(cell: &Data) -> bool {
    match cell {
        Data::Empty => true,
        Data::String(text) => text.trim().is_empty(),
        _ => false,
    }
}

fn of_workbook(cell: &Data) -> Cell {
    match cell {
        Data::String(text) if !text.trim().is_empty() => Cell::Text(letters::nfc(text.trim()).into_owned()),
        #[allow(clippy::cast_precision_loss, reason = "a workbook's numbers are floats already")]
        Data::Int(number) => Cell::Number(*number as f64),
        Data::Float(number) => Cell::Number(*number),
        Data::Bool(truth) => Cell::Truth(*truth),
        Data::DateTime(moment) => match moment.as_datetime() {
            Some(moment) if moment.time() == NaiveTime::MIN => Cell::Day(moment.date()),
            Some(moment) => Cell::Text(moment.to_string()),
            None => Cell::Empty,
        },
        Data::DateTimeIso(text) | Data::DurationIso(text) => Cell::Text(text.clone()),
        Data::Empty | Data::String(_) | Data::Error(_) => Cell::Empty,
    }
}

fn parquet(bytes: &[u8]) -> Result<Raw, Why> {
    let unreadable = ("it is not a Parquet file that can be read", "draw the extract again");
    let frame = ParquetReader::new(Cursor::new(bytes)).finish().map_err(|_| unreadable)?;
    let mut columns = Vec::new();
    for column in frame.columns() {
        let series = column.as_materialized_series();
        let cells = match series.dtype() {
            DataType::Datetime(..) => series.cast(&DataType::Datetime(TimeUnit::Milliseconds, None)),
            _ => Ok(series.clone()),
        }
        .map_err(|_| unreadable)?;
        columns
            .push((letters::nfc(column.name()).into_owned(), cells.iter().map(|value| of_parquet(&value)).collect()));
    }
    Ok(Raw { dialect: Dialect::Parquet, rows: frame.height(), columns, doubts: Vec::new() })
}

fn of_parquet(value: &AnyValue<'_>) -> Cell {
    let text = |text: &str| {
        if text.trim().is_empty() { Cell::Empty } else { Cell::Text(letters::nfc(text.trim()).into_owned()) }
    };
    let epoch = NaiveDate::default();
    match value {
        AnyValue::Null => Cell::Empty,
        AnyValue::String(own) => text(own),
        AnyValue::StringOwned(own) => text(own),
        AnyValue::Boolean(truth) => Cell::Truth(*truth),
        AnyValue::Date(days) => {
            epoch.checked_add_signed(chrono::Duration::days(i64::from(*days))).map_or(Cell::Empty, Cell::Day)
        }
        AnyValue::Datetime(moment, ..) => match chrono::DateTime::from_timestamp_millis(*moment) {
            Some(moment) if moment.time() == NaiveTime::MIN => Cell::Day(moment.date_naive()),
            Some(moment) => Cell::Text(moment.naive_utc().to_string()),
            None => Cell::Empty,
        },
        other => match other.try_extract::<f64>() {
            Ok(number) => Cell::Number(number),
            Err(_) => text(&other.to_string()),
        },
    }
}
