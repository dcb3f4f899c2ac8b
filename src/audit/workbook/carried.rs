//! The sheet with what the report carries over from elsewhere: numbers that nothing computes, and premises, each with
//! who says it.

use rust_xlsxwriter::{Url, Worksheet, XlsxError};

use super::names::{CARRIED, CONTENTS, link};
use super::style;
use crate::document::{Publication, quoted};

/// Head and width of each column.
const COLUMNS: [(&str, f64); 7] = [
    ("Navn", 26.0),
    ("Tal", 14.0),
    ("Enhed", 16.0),
    ("Som det står", 18.0),
    ("Hvad", 40.0),
    ("Kilde", 50.0),
    ("Står i", 40.0),
];
/// What the columns say of premises.
const OF_PREMISES: [&str; 7] = ["Navn", "Bogstav", "Væsentlig", "", "Forudsætning", "Kilde", "Gælder"];
/// The row with the first title.
const TITLE: u32 = 2;

/// Whether there is anything to write.
pub(super) fn any(publication: &Publication) -> bool {
    !publication.facts.is_empty() || !publication.premises.is_empty()
}

/// Writes the sheet.
pub(super) fn write(sheet: &mut Worksheet, publication: &Publication) -> Result<(), XlsxError> {
    sheet.set_name(CARRIED)?;
    style::put(sheet, 0, 0, CARRIED, &style::title())?;
    let back = Url::new(link(CONTENTS, "A1")).set_text("Til indholdet");
    sheet.write_url_with_format(1, 0, back, &style::link())?;
    for (column, (_, width)) in (0..).zip(COLUMNS) {
        sheet.set_column_width(column, width)?;
    }
    sheet.set_freeze_panes(TITLE, 0)?;
    let mut row = TITLE;
    if !publication.facts.is_empty() {
        row = facts(sheet, row, publication)? + 2;
    }
    if !publication.premises.is_empty() {
        premises(sheet, row, publication)?;
    }
    style::print(sheet, None, true)
}

/// Writes the facts from a row on; gives the last row.
fn facts(sheet: &mut Worksheet, title: u32, publication: &Publication) -> Result<u32, XlsxError> {
    style::put(sheet, title, 0, "Tal, som rapporten gengiver", &style::heading())?;
    let mut row = title + 1;
    for (column, (head, _)) in (0..).zip(COLUMNS) {
        style::put(sheet, row, column, head, &if column == 1 { style::number_head() } else { style::head() })?;
    }
    for fact in &publication.facts {
        row += 1;
        let shown = quoted(fact.value, &fact.unit, fact.decimals);
        let said = fact.said.join(", ");
        style::put(sheet, row, 0, &fact.name, &style::text())?;
        sheet.write_number_with_format(row, 1, fact.value, &style::plain())?;
        let texts = [&fact.unit, &shown, &fact.of, &fact.source, &said];
        for (column, text) in (2..).zip(texts) {
            style::put(sheet, row, column, text, &style::text().set_text_wrap())?;
        }
    }
    Ok(row)
}

/// Writes the premises from a row on.
fn premises(sheet: &mut Worksheet, title: u32, publication: &Publication) -> Result<(), XlsxError> {
    style::put(sheet, title, 0, "Forudsætninger, som tal og sætninger hviler på", &style::heading())?;
    let mut row = title + 1;
    for (column, head) in (0..).zip(OF_PREMISES) {
        style::put(sheet, row, column, head, &style::head())?;
    }
    for premise in &publication.premises {
        row += 1;
        let exhibits = publication.exhibits.iter().filter(|one| one.premises.contains(&premise.name));
        let claims = publication.claims.iter().filter(|one| one.premises.contains(&premise.name));
        let by: Vec<&str> = exhibits.map(|one| one.id.as_str()).chain(claims.map(|one| one.id.as_str())).collect();
        let essential = if premise.essential { "ja" } else { "nej" };
        let [name, mark, text, source] = [&premise.name, &premise.mark, &premise.text, &premise.source];
        for (column, text) in (0..).zip([name, mark, essential, "", text, source, &by.join(", ")]) {
            style::put(sheet, row, column, text, &style::text().set_text_wrap())?;
        }
    }
    Ok(())
}
