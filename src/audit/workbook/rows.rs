//! The last sheet: every value of every exhibit as a row, as in `data/<id>.csv`, for filters and pivot tables.

use rust_xlsxwriter::{IgnoreError, Worksheet, XlsxError};

use super::names::{SheetNames, link};
use super::notation::Notation;
use super::{Shown, style};
use crate::document;
use crate::locale::{Language, say};

/// Head and width of each column. They are the columns of `data/<id>.csv` in its order, with what is said and in which unit in words,
/// and after them what the number is by nature, and what `data` calls what is said.
const COLUMNS: [(&str, f64); 13] = [
    ("workbook-row-exhibit", 18.0),
    ("workbook-row-group", 20.0),
    ("workbook-row-series", 32.0),
    ("workbook-row-x", 18.0),
    ("workbook-row-stat", 24.0),
    ("workbook-row-unit", 22.0),
    ("workbook-row-value", 14.0),
    ("workbook-row-interval-from", 14.0),
    ("workbook-row-interval-to", 14.0),
    ("workbook-row-n", 9.0),
    ("workbook-row-mark", 12.0),
    ("workbook-row-nature", 12.0),
    ("workbook-row-stat-in-data", 18.0),
];
/// How many of the columns are texts that say which value it is.
const KEYS: u16 = 6;
/// The row with the heads.
const HEAD: u32 = 2;

/// Writes the sheet.
pub(super) fn write(
    sheet: &mut Worksheet,
    all: &[Shown<'_>],
    names: &SheetNames,
    language: Language,
) -> Result<(), XlsxError> {
    sheet.set_name(&names.rows)?;
    style::put(sheet, 0, 0, &say!(language, "workbook-rows-title"), &style::title())?;
    let to_contents = say!(language, "workbook-to-contents");
    let back = rust_xlsxwriter::Url::new(link(&names.contents, "A1")).set_text(to_contents);
    sheet.write_url_with_format(1, 0, back, &style::link())?;
    for (column, (head, width)) in (0..).zip(COLUMNS) {
        sheet.set_column_width(column, width)?;
        let of_number = (KEYS..KEYS + 4).contains(&column);
        let look = if of_number { style::number_head() } else { style::head() };
        style::put(sheet, HEAD, column, &language.say(head, &[]), &look)?;
    }
    let mut row = HEAD;
    for (shown, name) in all.iter().zip(&names.exhibits) {
        let values = shown.exhibit.values.rows.iter().zip(&shown.notations).zip(&shown.units);
        for ((value, notation), (key, unit)) in values {
            row += 1;
            let said = shown.stat(key.stat);
            let keys = [name, &key.facet, &key.series, &key.x, &said, unit];
            for (column, key) in (0..).zip(keys) {
                style::put(sheet, row, column, key, &style::text())?;
            }
            let seen = |number: Option<f64>| number.filter(|_| !value.suppressed);
            for (column, number) in (KEYS..).zip([value.value, value.lower, value.upper].map(seen)) {
                match number {
                    Some(number) => {
                        sheet.write_number_with_format(row, column, number, &style::number(*notation, number))?
                    }
                    None => sheet.write_blank(row, column, &style::text())?,
                };
            }
            match value.n {
                Some(n) => sheet.write_number_with_format(
                    row,
                    KEYS + 3,
                    n as f64,
                    &style::number(Notation::whole(language), n as f64),
                )?,
                None => sheet.write_blank(row, KEYS + 3, &style::text())?,
            };
            let nature = shown.exhibit.natures.get(*key).copied().unwrap_or_default();
            let mark = if value.suppressed { say!(language, "workbook-suppressed") } else { String::new() };
            let nature = document::nature_word(language, nature);
            let further = [mark.as_str(), nature.as_str(), key.stat.name()];
            for (column, text) in (KEYS + 4..).zip(further) {
                style::put(sheet, row, column, text, &style::text())?;
            }
        }
    }
    let last = u16::try_from(COLUMNS.len() - 1).unwrap_or(0);
    if row > HEAD {
        // Years and distances in time are keys here, whatever they look like.
        sheet.ignore_error_range(HEAD + 1, 0, row, KEYS - 1, IgnoreError::NumberStoredAsText)?;
        sheet.autofilter(HEAD, 0, row, last)?;
    }
    sheet.set_freeze_panes(HEAD + 1, 0)?;
    // Upright the letters are small, and the pages few.
    style::print(sheet, Some(HEAD), false, language)
}
