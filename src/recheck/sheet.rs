//! A sheet of a workbook, with its numbers as they are shown.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};

use super::number::Language;
use super::table::Lines;
use crate::register::{NumberFormat, is_workbook, number_formats};

/// How many decimals are looked at of a number that is shown as it is stored.
const DECIMALS: usize = 9;

/// The rows of a sheet, the first where none is named, each with its number. What a cell shows is written as the language writes it.
pub(super) fn read(bytes: &[u8], sheet: Option<&str>, language: Language) -> Result<Lines, (String, String)> {
    is_workbook(bytes).map_err(|(message, help)| (message, help.to_owned()))?;
    let unreadable = |message: &str| (message.to_owned(), "open it in Excel and save it as .xlsx".to_owned());
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|_| unreadable("the workbook cannot be read"))?;
    let names = workbook.sheet_names();
    let name = match sheet {
        Some(asked) => names.iter().find(|name| *name == asked),
        None => names.first(),
    };
    let Some(name) = name else {
        let message = format!("the workbook has no sheet `{}`", sheet.unwrap_or_default());
        return Err((message, format!("the sheets are `{}`", names.join("`, `"))));
    };
    let range = workbook.worksheet_range(name).map_err(|_| unreadable("the sheet cannot be read"))?;
    let formats = number_formats(bytes, name);
    let Some((top, left)) = range.start() else { return Ok(Vec::new()) };
    let mut lines: Lines = Vec::new();
    for (row, cells) in (top..).zip(range.rows()) {
        let texts: Vec<String> = (left..)
            .zip(cells)
            .map(|(column, cell)| shown(cell, formats.get(&(row, column)).copied(), language))
            .collect();
        if texts.iter().any(|text| !text.is_empty()) {
            lines.push((u64::from(row) + 1, texts));
        }
    }
    // A sheet can go on where nothing stands.
    let width = lines.iter().filter_map(|(_, row)| row.iter().rposition(|text| !text.is_empty())).max();
    for (_, row) in &mut lines {
        row.truncate(width.map_or(0, |width| width + 1));
    }
    Ok(lines)
}

fn shown(cell: &Data, format: Option<NumberFormat>, language: Language) -> String {
    let number = match cell {
        Data::Int(number) => *number as f64,
        Data::Float(number) => *number,
        Data::String(text) => return text.trim().to_owned(),
        Data::Bool(truth) => return truth.to_string(),
        _ => return String::new(),
    };
    let text = if let Some(NumberFormat { decimals, percent }) = format {
        let number = if percent { number * 100.0 } else { number };
        format!("{number:.*}", decimals as usize)
    } else {
        let text = format!("{number:.DECIMALS$}");
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    };
    match language {
        Language::Danish => text.replace('.', ","),
        Language::English => text,
    }
}
