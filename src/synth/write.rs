//! Rows as the file that their layout describes.

use std::collections::BTreeMap;
use std::io::Write as _;

use polars::prelude::{Column, DataFrame, DataType, IntoColumn, NamedFrom, Series};
use polars_io::prelude::ParquetWriter;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::Asked;
use super::cell::Cell;
use crate::diagnostic::{Code, Finding, Findings};
use crate::schema::{Book, CsvDialect, Dialect, Encoding, Field, Kind, LineEnd, Schema, SheetDialect};

type Table<'t, 'a> = (&'t Asked<'a>, Vec<Vec<Cell>>);

/// The files of tables; those that stand in one workbook are sheets of one file.
pub(super) fn files(tables: &[Table<'_, '_>]) -> Result<Vec<(String, Vec<u8>)>, Findings> {
    let mut by_file: BTreeMap<&str, Vec<&Table<'_, '_>>> = BTreeMap::new();
    for table in tables {
        by_file.entry(table.0.file).or_default().push(table);
    }
    let (mut files, mut findings) = (Vec::new(), Findings::new());
    for (name, tables) in by_file {
        match file(name, &tables) {
            Ok(bytes) => files.push((name.to_owned(), bytes)),
            Err(why) => {
                let message =
                    format!("an extract of the layout `{}` cannot be made up: {why}", tables[0].0.schema.name);
                let help = "CSV, .xlsx and Parquet whose head is one row can be";
                findings.push(Finding::error(Code::CallMisunderstood, message).in_cell(name, None, None).help(help));
            }
        }
    }
    if findings.is_empty() { Ok(files) } else { Err(findings) }
}

fn file(name: &str, tables: &[&Table<'_, '_>]) -> Result<Vec<u8>, String> {
    let (asked, rows) = tables[0];
    let bytes = match &asked.schema.dialect {
        Dialect::Csv(dialect) => csv(asked.schema, dialect, rows)?,
        Dialect::Sheet(SheetDialect { book: Book::Xlsx, .. }) => {
            book(tables).map_err(|error| format!("the workbook cannot be written: {error}"))?
        }
        Dialect::Sheet(dialect) => return Err(format!("no .{} is written here", dialect.book.name())),
        Dialect::Dataset(package) => return Err(format!("no .{} is written here", package.name())),
        Dialect::Parquet => parquet(asked.schema, rows).map_err(|error| error.to_string())?,
    };
    packed(name, bytes).map_err(|error| error.to_string())
}

/// The bytes packed as the file's name ends.
fn packed(name: &str, bytes: Vec<u8>) -> std::io::Result<Vec<u8>> {
    if let Some(inner) = name.strip_suffix(".zip") {
        let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        archive.start_file(inner, zip::write::SimpleFileOptions::default())?;
        archive.write_all(&bytes)?;
        return Ok(archive.finish()?.into_inner());
    }
    if name.strip_suffix(".gz").is_some() {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        packed.write_all(&bytes)?;
        return packed.finish();
    }
    Ok(bytes)
}

/// A cell as a text file has it.
fn text(field: &Field, missing: &str, cell: &Cell) -> String {
    match (cell, &field.kind) {
        (Cell::Empty, _) => missing.to_owned(),
        (Cell::Day(day), Kind::Date(format)) => format.format(*day),
        (Cell::Text(month), Kind::Month(format)) => format.format(month).unwrap_or_default(),
        (Cell::Number(..), Kind::Number(format)) => cell.to_string().replace('.', &format.decimal.to_string()),
        (Cell::Truth(truth), Kind::Boolean(words)) => {
            let words = if *truth { &words.yes } else { &words.no };
            words.first().cloned().unwrap_or_default()
        }
        _ => cell.to_string(),
    }
}

fn missing(schema: &Schema) -> &str {
    // Without a word for nothing, nothing is written.
    schema
        .missing_values
        .iter()
        .find(|word| word.is_empty())
        .or(schema.missing_values.first())
        .map_or("", String::as_str)
}

fn csv(schema: &Schema, dialect: &CsvDialect, rows: &[Vec<Cell>]) -> Result<Vec<u8>, String> {
    if dialect.extent.first() != 1 || dialect.extent.last() != 1 {
        return Err("its table does not begin in the first line".to_owned());
    }
    let end = match dialect.line_end {
        LineEnd::Lf => csv::Terminator::Any(b'\n'),
        LineEnd::Crlf => csv::Terminator::CRLF,
    };
    let mut writer = csv::WriterBuilder::new().delimiter(dialect.delimiter).terminator(end).from_writer(Vec::new());
    let missing = missing(schema);
    let records =
        rows.iter().map(|row| schema.fields.iter().zip(row).map(|(field, cell)| text(field, missing, cell)).collect());
    let head: Vec<String> = schema.fields.iter().map(|field| field.name.clone()).collect();
    for record in std::iter::once(head).chain(records) {
        writer.write_record(&record).map_err(|error| error.to_string())?;
    }
    let bytes = writer.into_inner().map_err(|error| error.to_string())?;
    let written = String::from_utf8_lossy(&bytes);
    let (bytes, _, lost) = match dialect.encoding {
        Encoding::Utf8 => encoding_rs::UTF_8.encode(&written),
        Encoding::Windows1252 => encoding_rs::WINDOWS_1252.encode(&written),
        Encoding::Utf16 => {
            let bytes: Vec<u8> =
                std::iter::once(0xfeff).chain(written.encode_utf16()).flat_map(u16::to_le_bytes).collect();
            return Ok(bytes);
        }
    };
    if lost {
        return Err(format!("a letter of it is not in {}", dialect.encoding.name()));
    }
    let mark: &[u8] = if dialect.bom { b"\xef\xbb\xbf" } else { b"" };
    Ok([mark, &bytes].concat())
}

fn book(tables: &[&Table<'_, '_>]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // The clock has no part in the bytes.
    book.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?));
    for (asked, rows) in tables {
        let Dialect::Sheet(dialect) = &asked.schema.dialect else { continue };
        let mut sheet = Worksheet::new();
        sheet.set_name(&dialect.sheet)?;
        let first = dialect.extent.last().saturating_sub(1);
        if dialect.extent.first() != dialect.extent.last() {
            return Err(XlsxError::ParameterError("its head is of several rows".to_owned()));
        }
        let day = Format::new().set_num_format("dd-mm-yyyy");
        for (column, field) in (0u16..).zip(&asked.schema.fields) {
            sheet.write_string(first, column, &field.name)?;
        }
        for (row, cells) in (first + 1..).zip(rows) {
            for ((column, field), cell) in (0u16..).zip(&asked.schema.fields).zip(cells) {
                match cell {
                    Cell::Empty => {}
                    Cell::Day(date) => {
                        let date = ExcelDateTime::parse_from_str(&date.format("%Y-%m-%d").to_string())?;
                        sheet.write_datetime_with_format(row, column, &date, &day)?;
                    }
                    #[allow(clippy::cast_precision_loss, reason = "a register's whole numbers are small")]
                    Cell::Whole(number) => drop(sheet.write_number(row, column, *number as f64)?),
                    Cell::Number(number, _) => drop(sheet.write_number(row, column, *number)?),
                    _ => drop(sheet.write_string(row, column, text(field, "", cell))?),
                }
            }
        }
        book.push_worksheet(sheet);
    }
    book.save_to_buffer()
}

fn parquet(schema: &Schema, rows: &[Vec<Cell>]) -> polars::prelude::PolarsResult<Vec<u8>> {
    let columns: polars::prelude::PolarsResult<Vec<Column>> =
        schema.fields.iter().enumerate().map(|(at, field)| column(field, rows.iter().map(|row| &row[at]))).collect();
    let mut frame = DataFrame::new(rows.len(), columns?)?;
    let mut bytes = Vec::new();
    ParquetWriter::new(&mut bytes).finish(&mut frame)?;
    Ok(bytes)
}

fn column<'c>(field: &Field, cells: impl Iterator<Item = &'c Cell>) -> polars::prelude::PolarsResult<Column> {
    let name = field.name.as_str().into();
    let series = match field.kind {
        Kind::Text | Kind::Month(_) => {
            let texts = cells.map(|cell| (!cell.is_empty()).then(|| text(field, "", cell)));
            Series::new(name, texts.collect::<Vec<_>>())
        }
        Kind::Date(_) => {
            let days = cells.map(|cell| match cell {
                Cell::Day(day) => Some(day.to_epoch_days()),
                _ => None,
            });
            return Series::new(name, days.collect::<Vec<_>>()).into_column().cast(&DataType::Date);
        }
        Kind::Integer | Kind::Year => {
            let numbers = cells.map(|cell| if let Cell::Whole(number) = cell { Some(*number) } else { None });
            Series::new(name, numbers.collect::<Vec<_>>())
        }
        Kind::Number(_) => {
            let numbers = cells.map(|cell| if let Cell::Number(number, _) = cell { Some(*number) } else { None });
            Series::new(name, numbers.collect::<Vec<_>>())
        }
        Kind::Boolean(_) => {
            let truths = cells.map(|cell| if let Cell::Truth(truth) = cell { Some(*truth) } else { None });
            Series::new(name, truths.collect::<Vec<_>>())
        }
    };
    Ok(series.into_column())
}
