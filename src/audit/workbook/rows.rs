//! The last sheet: every value of every exhibit as a row, as in `data/<id>.csv`, for filters and pivot tables.

use rust_xlsxwriter::{IgnoreError, Worksheet, XlsxError};

use super::names::{CONTENTS, ROWS, SheetNames, link};
use super::style;
use crate::document::{self, Publication};

/// Head and width of each column. They are the columns of `data/<id>.csv` in its order, and after them what the number is by nature.
const COLUMNS: [(&str, f64); 11] = [
    ("Opstilling", 18.0),
    ("Gruppe", 20.0),
    ("Serie", 32.0),
    ("Opgjort ved", 18.0),
    ("Mål", 22.0),
    ("Værdi", 14.0),
    ("Interval fra", 14.0),
    ("Interval til", 14.0),
    ("N", 9.0),
    ("Mærke", 12.0),
    ("Art", 12.0),
];
/// How many of the columns are texts that say which value it is.
const KEYS: u16 = 5;
/// The row with the heads.
const HEAD: u32 = 2;
/// Numbers as they are.
const PLAIN: &str = "General";

/// Writes the sheet.
pub(super) fn write(sheet: &mut Worksheet, publication: &Publication, names: &SheetNames) -> Result<(), XlsxError> {
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
    for (exhibit, name) in publication.exhibits.iter().zip(&names.exhibits) {
        for value in &exhibit.values.rows {
            row += 1;
            let keys = [name, &value.key.facet, &value.key.series, &value.key.x, value.key.stat.name()];
            for (column, key) in (0..).zip(keys) {
                style::put(sheet, row, column, key, &style::text())?;
            }
            let n = value.n.map(|n| n as f64);
            let shown = |number: Option<f64>| number.filter(|_| !value.suppressed);
            for (column, number) in (KEYS..).zip([shown(value.value), shown(value.lower), shown(value.upper), n]) {
                match number {
                    Some(number) => sheet.write_number_with_format(row, column, number, &style::number(PLAIN))?,
                    None => sheet.write_blank(row, column, &style::text())?,
                };
            }
            style::put(sheet, row, KEYS + 4, if value.suppressed { "skjult" } else { "" }, &style::text())?;
            let nature = exhibit.natures.get(&value.key).copied().unwrap_or_default();
            style::put(sheet, row, KEYS + 5, document::nature_word(nature), &style::text())?;
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
