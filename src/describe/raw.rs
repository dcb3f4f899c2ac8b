//! A file's cells, before anyone knows what they are.

use std::borrow::Cow;
use std::collections::BTreeMap;

use calamine::Data;
use chrono::{NaiveDate, NaiveTime};
use polars::prelude::{AnyValue, Column};

use super::extent::{self, Line};
use super::told::rows;
use crate::diagnostic::{Code, Finding, counted};
use crate::letters::{self, Written};
use crate::register::dataset::{self, Datum, Variable};
use crate::register::{self, Cells, Lines};
use crate::schema::{CsvDialect, Dialect, Encoding, LineEnd, Package, SheetDialect};

/// What can stand between fields, the likeliest in Denmark first.
const DELIMITERS: [u8; 4] = [b';', b',', b'\t', b'|'];
/// So many lines are looked at to find the delimiter.
const LOOKED_AT: usize = 200;
/// A sheet's table has no more columns than this.
const MOST_COLUMNS: u32 = 16_384;

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
    /// By the column's place what can stand in it, where the file itself says so.
    pub(super) lists: BTreeMap<usize, Vec<String>>,
    pub(super) doubts: Vec<String>,
}

/// Reads a file by what its bytes are; its name is for messages.
pub(super) fn read(file: &str, bytes: &[u8]) -> Result<Raw, Finding> {
    let own = |(why, help): Why| (why.to_owned(), help.to_owned());
    let raw =
        register::unpacked(Cow::Borrowed(bytes)).map_err(|(why, help)| (why, help.to_owned())).and_then(|bytes| {
            if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0") {
                workbook(&bytes)
            } else if bytes.starts_with(b"PAR1") {
                parquet(&bytes)
            } else if let Some(package) = dataset::package(&bytes) {
                of_package(&bytes, package)
            } else {
                text(&bytes).map_err(own)
            }
        });
    raw.map_err(|(why, help)| Finding::error(Code::FileUnreadable, why).in_cell(file, None, None).help(help))
}

/// What is wrong, and what to do.
pub(super) type Why = (&'static str, &'static str);

fn text(bytes: &[u8]) -> Result<Raw, Why> {
    let (bytes, bom) = bytes.strip_prefix(b"\xef\xbb\xbf").map_or((bytes, false), |rest| (rest, true));
    let (text, encoding) = match (letters::text(bytes), utf16(bytes)) {
        (Ok(text), _) => (text, Encoding::Utf8),
        (Err(_), Some(text)) => (text.into(), Encoding::Utf16),
        (Err(_), None) if bytes.contains(&0) => {
            return Err(("it is no text that can be read: it has bytes that no text has", "save it as CSV in UTF-8"));
        }
        (Err(Written::Windows1252), None) => {
            (letters::nfc(&Written::Windows1252.decode(bytes)).into_owned().into(), Encoding::Windows1252)
        }
        (Err(written), None) => {
            let why = match written {
                Written::Cp850 => "it is in code page 850, which Excel calls MS-DOS",
                _ => "it is in Mac OS Roman",
            };
            return Err((why, "save it as CSV in UTF-8"));
        }
    };
    let Some((delimiter, width)) = delimiter(&text) else {
        return Err(("no delimiter was found that makes columns of it", "save it as CSV with semicolons"));
    };
    let lines = lines(&text, delimiter);
    if lines.is_empty() {
        return Err(("the file is empty", "draw the extract again"));
    }
    let found = extent::table(&lines, width)?;
    let mut doubts = found.doubts;
    let ragged = found.rows.iter().filter(|line| line.cells.len() != width).count();
    if ragged > 0 {
        doubts.push(format!("{ragged} af {} har et andet antal felter end overskriften", rows(found.rows.len())));
    }
    let line_end = if text.contains("\r\n") { LineEnd::Crlf } else { LineEnd::Lf };
    Ok(raw(
        Dialect::Csv(CsvDialect { delimiter, encoding, bom, line_end, extent: found.extent }),
        found.names,
        &found.rows,
        doubts,
    ))
}

/// The text of bytes in UTF-16; none where they are something else, as a database is.
fn utf16(bytes: &[u8]) -> Option<String> {
    let is_utf16 = bytes.contains(&0) && letters::recognise(bytes) == Written::Utf16;
    let text = is_utf16.then(|| letters::nfc(&Written::Utf16.decode(bytes)).into_owned())?;
    let is_no_letter = |char: char| char == '\u{fffd}' || (char.is_control() && !matches!(char, '\t' | '\n' | '\r'));
    (!text.contains(is_no_letter)).then_some(text)
}

/// A table as it was found, of a file that has no lists of codes.
fn raw(dialect: Dialect, names: Vec<(usize, String)>, rows: &[&Line], doubts: Vec<String>) -> Raw {
    Raw { dialect, rows: rows.len(), columns: columns(names, rows), lists: BTreeMap::new(), doubts }
}

/// The columns of a table, by the places of their names.
fn columns(names: Vec<(usize, String)>, rows: &[&Line]) -> Vec<(String, Vec<Cell>)> {
    let cells = |place: usize| rows.iter().map(|row| row.cells.get(place).cloned().unwrap_or(Cell::Empty)).collect();
    names.into_iter().map(|(place, name)| (name, cells(place))).collect()
}

fn lines(text: &str, delimiter: u8) -> Vec<Line> {
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let (mut places, mut lines, mut is_behind_blank) = (Lines::new(text), Vec::new(), false);
    for record in reader.records().filter_map(Result::ok) {
        is_behind_blank |= places.is_behind_blank(&record);
        let row = u32::try_from(places.of(&record)).unwrap_or(u32::MAX);
        let cell = |cell: &str| if cell.trim().is_empty() { Cell::Empty } else { Cell::Text(cell.trim().to_owned()) };
        let cells: Vec<Cell> = record.iter().map(cell).collect();
        if cells.iter().all(|cell| *cell == Cell::Empty) {
            is_behind_blank = true;
        } else {
            lines.push(Line { row, is_behind_blank, cells });
            is_behind_blank = false;
        }
    }
    lines
}

/// The delimiter that gives most lines the same number of fields, more than one; and that number.
fn delimiter(text: &str) -> Option<(u8, usize)> {
    let start: String = text.split_inclusive('\n').take(LOOKED_AT).collect();
    let score = |delimiter: u8| {
        let widths: Vec<usize> = lines(&start, delimiter).iter().map(|line| line.cells.len()).collect();
        let same = |width: usize| widths.iter().filter(|other| **other == width).count();
        let width = widths.iter().copied().filter(|width| *width > 1).max_by_key(|width| (same(*width), *width))?;
        Some((delimiter, width, same(width)))
    };
    let found: Vec<_> = DELIMITERS.into_iter().filter_map(score).collect();
    // Among equals the first: a comma may stand in every number of a file with semicolons.
    let most = found.iter().map(|(_, _, same)| *same).max()?;
    found.iter().find(|(_, _, same)| *same == most).map(|(delimiter, width, _)| (*delimiter, *width))
}

fn workbook(bytes: &[u8]) -> Result<Raw, (String, String)> {
    let own = |(why, help): Why| (why.to_owned(), help.to_owned());
    let (book, sheets) = register::open(bytes)?;
    let filled = |sheet: &Cells| sheet.rows.values().map(BTreeMap::len).sum::<usize>();
    let sheets: Vec<Cells> = sheets.into_iter().filter(|sheet| filled(sheet) > 0).collect();
    // Of sheets that are equally large the first.
    let Some(sheet) = sheets.iter().rev().max_by_key(|sheet| filled(sheet)) else {
        return Err(own(("the workbook has no cell that is filled in", "draw the extract again")));
    };
    let mut lines = Vec::new();
    let mut next = 0;
    for (row, cells) in &sheet.rows {
        let width = cells.keys().next_back().map_or(0, |last| last + 1).min(MOST_COLUMNS);
        let cells = (0..width).map(|at| cells.get(&at).map_or(Cell::Empty, of_workbook)).collect();
        lines.push(Line { row: row + 1, is_behind_blank: *row > next, cells });
        next = row + 1;
    }
    let width = lines.iter().map(Line::filled).max().unwrap_or(0);
    let found = extent::table(&lines, width).map_err(own)?;
    let mut doubts = found.doubts;
    if sheets.len() > 1 {
        doubts.insert(0, format!("projektmappen har {} ark; det største er læst", sheets.len()));
    }
    let sheet = letters::nfc(&sheet.name).into_owned();
    Ok(raw(Dialect::Sheet(SheetDialect { book, sheet, extent: found.extent }), found.names, &found.rows, doubts))
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

fn parquet(bytes: &[u8]) -> Result<Raw, (String, String)> {
    let read = register::parquet_columns(bytes)?;
    let cells = |column: &Column| column.as_materialized_series().iter().map(|value| of_parquet(&value)).collect();
    let columns = read.iter().map(|column| (letters::nfc(column.name()).into_owned(), cells(column))).collect();
    let rows = read.first().map_or(0, Column::len);
    Ok(Raw { dialect: Dialect::Parquet, rows, columns, lists: BTreeMap::new(), doubts: Vec::new() })
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
        AnyValue::Datetime(moment, unit, zone) => match register::local_moment(*moment, *unit, *zone) {
            Ok(moment) if moment.time() == NaiveTime::MIN => Cell::Day(moment.date()),
            Ok(moment) => Cell::Text(moment.to_string()),
            Err(why) => Cell::Text(why.to_owned()),
        },
        other => match other.try_extract::<f64>() {
            Ok(number) => Cell::Number(number),
            Err(_) => text(&other.to_string()),
        },
    }
}

fn of_package(bytes: &[u8], by: Package) -> Result<Raw, (String, String)> {
    let dataset = dataset::dataset(bytes, by)?;
    let mut doubts = Vec::new();
    let (mut columns, mut lists) = (Vec::new(), BTreeMap::new());
    for variable in dataset.variables {
        if variable.missing > 0 {
            doubts.push(format!(
                "{}: {} er efter filen manglende og læses som {}",
                variable.name,
                counted(variable.missing, "værdi", "værdier"),
                if variable.missing == 1 { "tom" } else { "tomme" }
            ));
        }
        // Where only the ends of a scale have labels, the numbers are what is meant.
        let by_label = variable.is_labelled();
        if by_label {
            lists.insert(columns.len(), variable.labels().map(|label| label.trim().to_owned()).collect());
        }
        let cells = variable.values.iter().map(|value| of_dataset(&variable, value, by_label)).collect();
        columns.push((variable.name, cells));
    }
    Ok(Raw { dialect: Dialect::Dataset(by), rows: dataset.rows, columns, lists, doubts })
}

fn of_dataset(variable: &Variable, value: &Datum, by_label: bool) -> Cell {
    if let Some(label) = variable.label(value).filter(|_| by_label) {
        return Cell::Text(label.trim().to_owned());
    }
    match value {
        Datum::Text(text) if !text.trim().is_empty() => Cell::Text(text.trim().to_owned()),
        #[allow(clippy::cast_precision_loss, reason = "such a file's numbers are floats")]
        Datum::Whole(whole) => Cell::Number(*whole as f64),
        Datum::Number(number) => Cell::Number(*number),
        Datum::Day(day) => Cell::Day(*day),
        Datum::Moment(day) => Cell::Text(day.to_string()),
        Datum::Cut => Cell::Text("et tal med mange cifre".to_owned()),
        Datum::Other(what) => Cell::Text((*what).to_owned()),
        Datum::Empty | Datum::Text(_) => Cell::Empty,
    }
}
