//! The first sheet: what the workbook is of, what is in it, and which extracts it rests on.

use rust_xlsxwriter::{Url, Worksheet, XlsxError};

use super::names::{SheetNames, link};
use super::notation::Notation;
use super::{carried, reference, style};
use crate::document::{ExhibitKind, Publication};
use crate::locale::{Language, say};

/// The widths of the columns.
const WIDTHS: [f64; 4] = [26.0, 64.0, 44.0, 16.0];

/// Writes the sheet.
pub(super) fn write(
    sheet: &mut Worksheet,
    publication: &Publication,
    names: &SheetNames,
    language: Language,
) -> Result<(), XlsxError> {
    let meta = &publication.meta;
    sheet.set_name(&names.contents)?;
    for (column, width) in (0..).zip(WIDTHS) {
        sheet.set_column_width(column, width)?;
    }
    style::put(sheet, 0, 0, &meta.title, &style::title())?;
    let month = language.month(&meta.as_of).unwrap_or_else(|| meta.as_of.clone());
    let of = [meta.subtitle.as_str(), month.as_str()].into_iter().filter(|text| !text.is_empty());
    style::put(sheet, 1, 0, &of.collect::<Vec<_>>().join(", "), &style::subtitle())?;
    let by = [meta.client.as_str(), meta.publisher.as_str()].into_iter().filter(|text| !text.is_empty());
    style::put(sheet, 2, 0, &by.collect::<Vec<_>>().join(" · "), &style::subtitle())?;

    let head = 4;
    let heads = ["workbook-head-exhibit", "workbook-head-title", "workbook-head-source"];
    row_of_heads(sheet, head, &heads, language)?;
    let mut row = head;
    for (exhibit, name) in publication.exhibits.iter().zip(&names.exhibits) {
        row += 1;
        let shown = reference(exhibit, language).unwrap_or_else(|| {
            let is_printed = exhibit.kind == ExhibitKind::Numbers && !exhibit.number.is_empty();
            if is_printed { say!(language, "workbook-key-figures") } else { say!(language, "workbook-not-printed") }
        });
        linked(sheet, row, name, &shown)?;
        style::put(sheet, row, 1, &exhibit.title, &style::text().set_text_wrap())?;
        style::put(sheet, row, 2, &exhibit.source, &style::text().set_text_wrap())?;
        style::high_enough(sheet, row, &[(&exhibit.title, WIDTHS[1]), (&exhibit.source, WIDTHS[2])])?;
    }
    if carried::any(publication) {
        row += 1;
        linked(sheet, row, &names.carried, &names.carried)?;
        style::put(sheet, row, 1, &say!(language, "workbook-carried-says"), &style::text())?;
        style::put(sheet, row, 2, "", &style::text())?;
    }
    row += 1;
    linked(sheet, row, &names.rows, &names.rows)?;
    style::put(sheet, row, 1, &say!(language, "workbook-rows-says"), &style::text())?;
    style::put(sheet, row, 2, "", &style::text())?;

    row += 2;
    style::put(sheet, row, 0, &say!(language, "workbook-head-extracts"), &style::heading())?;
    row += 1;
    row_of_heads(sheet, row, &["workbook-head-file", "workbook-head-sum", "workbook-head-register"], language)?;
    style::put(sheet, row, 3, &say!(language, "workbook-head-rows"), &style::number_head())?;
    for extract in &publication.extracts {
        row += 1;
        style::put(sheet, row, 0, &extract.file, &style::text())?;
        style::put(sheet, row, 1, &extract.sha256, &style::text())?;
        style::put(sheet, row, 2, &extract.register, &style::text().set_text_wrap())?;
        style::high_enough(sheet, row, &[(&extract.register, WIDTHS[2])])?;
        match extract.rows {
            Some(rows) => sheet.write_number_with_format(
                row,
                3,
                rows as f64,
                &style::number(Notation::whole(language), rows as f64),
            )?,
            None => sheet.write_blank(row, 3, &style::text())?,
        };
    }
    row += 2;
    let tool = &publication.tool;
    let built = say!(language, "workbook-built-with", program = tool.name.as_str(), version = tool.version.as_str());
    for text in [publication.disclosure.as_str(), &built].into_iter().filter(|text| !text.is_empty()) {
        style::put_across(sheet, row, 2, WIDTHS[..3].iter().sum(), text, &style::paragraph())?;
        row += 1;
    }
    sheet.set_freeze_panes(head + 1, 0)?;
    style::print(sheet, None, true, language)
}

fn row_of_heads(sheet: &mut Worksheet, row: u32, heads: &[&'static str], language: Language) -> Result<(), XlsxError> {
    let mut heads = (0..).zip(heads);
    heads.try_for_each(|(column, head)| style::put(sheet, row, column, &language.say(head, &[]), &style::head()))
}

/// A cell that leads to a sheet.
fn linked(sheet: &mut Worksheet, row: u32, name: &str, text: &str) -> Result<(), XlsxError> {
    let url = Url::new(link(name, "A1")).set_text(text);
    let format = style::safe(&style::link().merge(&style::text()), text);
    sheet.write_url_with_format(row, 0, url, &format).map(|_| ())
}
