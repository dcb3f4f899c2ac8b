//! The sheet with what the report carries over from elsewhere: numbers that nothing computes, and premises, each with
//! who says it.

use rust_xlsxwriter::{Url, Worksheet, XlsxError};

use super::names::{SheetNames, link};
use super::style;
use crate::document::{Publication, quoted};
use crate::locale::{Language, say};

/// Head and width of each column.
const COLUMNS: [(&str, f64); 7] = [
    ("workbook-fact-name", 26.0),
    ("workbook-fact-number", 14.0),
    ("workbook-fact-unit", 16.0),
    ("workbook-fact-shown", 18.0),
    ("workbook-fact-what", 40.0),
    ("workbook-fact-source", 50.0),
    ("workbook-fact-said-in", 40.0),
];
/// What the columns say of premises; of one nothing.
const OF_PREMISES: [Option<&str>; 7] = [
    Some("workbook-premise-name"),
    Some("workbook-premise-mark"),
    Some("workbook-premise-essential"),
    None,
    Some("workbook-premise-text"),
    Some("workbook-premise-source"),
    Some("workbook-premise-for"),
];
/// The row with the first title.
const TITLE: u32 = 2;

/// Whether there is anything to write.
pub(super) fn any(publication: &Publication) -> bool {
    !publication.facts.is_empty() || !publication.premises.is_empty()
}

/// Writes the sheet.
pub(super) fn write(
    sheet: &mut Worksheet,
    publication: &Publication,
    names: &SheetNames,
    language: Language,
) -> Result<(), XlsxError> {
    sheet.set_name(&names.carried)?;
    style::put(sheet, 0, 0, &names.carried, &style::title())?;
    let back = Url::new(link(&names.contents, "A1")).set_text(say!(language, "workbook-to-contents"));
    sheet.write_url_with_format(1, 0, back, &style::link())?;
    for (column, (_, width)) in (0..).zip(COLUMNS) {
        sheet.set_column_width(column, width)?;
    }
    sheet.set_freeze_panes(TITLE, 0)?;
    let mut row = TITLE;
    if !publication.facts.is_empty() {
        row = facts(sheet, row, publication, language)? + 2;
    }
    if !publication.premises.is_empty() {
        premises(sheet, row, publication, language)?;
    }
    style::print(sheet, None, true, language)
}

/// Writes the facts from a row on; gives the last row.
fn facts(sheet: &mut Worksheet, title: u32, publication: &Publication, language: Language) -> Result<u32, XlsxError> {
    style::put(sheet, title, 0, &say!(language, "workbook-facts"), &style::heading())?;
    let mut row = title + 1;
    for (column, (head, _)) in (0..).zip(COLUMNS) {
        let look = if column == 1 { style::number_head() } else { style::head() };
        style::put(sheet, row, column, &language.say(head, &[]), &look)?;
    }
    for fact in &publication.facts {
        row += 1;
        let shown = quoted(publication.meta.language, fact.value, &fact.unit, fact.decimals);
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
fn premises(sheet: &mut Worksheet, title: u32, publication: &Publication, language: Language) -> Result<(), XlsxError> {
    style::put(sheet, title, 0, &say!(language, "workbook-premises"), &style::heading())?;
    let mut row = title + 1;
    for (column, head) in (0..).zip(OF_PREMISES) {
        let head = head.map_or_else(String::new, |head| language.say(head, &[]));
        style::put(sheet, row, column, &head, &style::head())?;
    }
    for premise in &publication.premises {
        row += 1;
        let exhibits = publication.exhibits.iter().filter(|one| one.premises.contains(&premise.name));
        let claims = publication.claims.iter().filter(|one| one.premises.contains(&premise.name));
        let by: Vec<&str> = exhibits.map(|one| one.id.as_str()).chain(claims.map(|one| one.id.as_str())).collect();
        let essential = language.yes_or_no(f64::from(u8::from(premise.essential)));
        let [name, mark, text, source] = [&premise.name, &premise.mark, &premise.text, &premise.source];
        for (column, text) in (0..).zip([name, mark, &essential, "", text, source, &by.join(", ")]) {
            style::put(sheet, row, column, text, &style::text().set_text_wrap())?;
        }
    }
    Ok(())
}
