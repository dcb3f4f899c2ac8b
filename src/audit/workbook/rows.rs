//! The last sheet: every value of every exhibit as a row, as in `data/<id>.csv`, for filters and pivot tables.

use rust_xlsxwriter::{IgnoreError, Worksheet, XlsxError};

use super::names::{CONTENTS, ROWS, SheetNames, link};
use super::notation::Notation;
use super::{Shown, style};
use crate::document;

/// Head and width of each column. They are the columns of `data/<id>.csv` in its order, with what is said and in which unit in words,
/// and after them what the number is by nature, and what `data` calls what is said.
const COLUMNS: [(&str, f64); 13] = [
    ("Opstilling", 18.0),
    ("Gruppe", 20.0),
    ("Serie", 32.0),
    ("Opgjort ved", 18.0),
    ("Mål", 24.0),
    ("Enhed", 22.0),
    ("Værdi", 14.0),
    ("Interval fra", 14.0),
    ("Interval til", 14.0),
    ("N", 9.0),
    ("Mærke", 12.0),
    ("Art", 12.0),
    ("Mål i data", 18.0),
];
/// How many of the columns are texts that say which value it is.
const KEYS: u16 = 6;
/// The row with the heads.
const HEAD: u32 = 2;

/// Writes the sheet.
pub(super) fn write(sheet: &mut Worksheet, all: &[Shown<'_>], names: &SheetNames) -> Result<(), XlsxError> {
    sheet.set_name(ROWS)?;
    style::put(sheet, 0, 0, "Alle værdier i rækker", &style::title())?;
    let back = rust_xlsxwriter::Url::new(link(CONTENTS, "A1")).set_text("Til indholdet");
    sheet.write_url_with_format(1, 0, back, &style::link())?;
    for (column, (head, width)) in (0..).zip(COLUMNS) {
        sheet.set_column_width(column, width)?;
        let of_number = (KEYS..KEYS + 4).contains(&column);
        style::put(sheet, HEAD, column, head, &if of_number { style::number_head() } else { style::head() })?;
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
                    &style::number(Notation::WHOLE, n as f64),
                )?,
                None => sheet.write_blank(row, KEYS + 3, &style::text())?,
            };
            let nature = shown.exhibit.natures.get(*key).copied().unwrap_or_default();
            let further =
                [if value.suppressed { "skjult" } else { "" }, document::nature_word(nature), key.stat.name()];
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
    style::print(sheet, Some(HEAD), false)
}
