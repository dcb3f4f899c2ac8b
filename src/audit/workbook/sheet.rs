//! The sheet of an exhibit: its title, its values as a table, and below it the note and the source.

use rust_xlsxwriter::{Url, Worksheet, XlsxError};

use super::crosstab::{Cell, Crosstab};
use super::names::{SheetNames, link};
use super::{Shown, reference, style};
use crate::locale::{Language, say};
use crate::value::{Key, Nature};

/// The row with the heads of the table.
const HEAD: u32 = 4;
/// The narrowest that the text below a table is set, in the unit that columns are measured in.
const TEXT_WIDTH: f64 = 90.0;
/// How wide a column of labels is at most.
const LABEL_WIDTH: usize = 44;
/// How wide a column of numbers is.
const NUMBER_WIDTH: usize = 13;

/// Writes the sheet.
pub(super) fn write(sheet: &mut Worksheet, shown: &Shown<'_>, names: &SheetNames) -> Result<(), XlsxError> {
    let (exhibit, language) = (shown.exhibit, shown.language);
    let table = Crosstab::of(shown);
    let title = match reference(exhibit, language) {
        Some(reference) => format!("{reference}. {}", exhibit.title),
        None => exhibit.title.clone(),
    };
    style::put(sheet, 0, 0, &title, &style::title())?;
    let widths = widths(sheet, &table)?;
    let caption = (exhibit.caption != exhibit.title).then_some(exhibit.caption.as_str());
    let under: Vec<String> = caption.map(str::to_owned).into_iter().chain([shown.unit_line()]).collect();
    let (last, width) = across(&widths);
    for (row, line) in (1..).zip(&under) {
        style::put_across(sheet, row, column(last), width, line, &style::subtitle())?;
    }
    let back = Url::new(link(&names.contents, "A1")).set_text(say!(language, "workbook-to-contents"));
    sheet.write_url_with_format(3, 0, back, &style::link())?;

    heads(sheet, &table)?;
    let sides = table.sides.len();
    for (row, line) in (HEAD + 1..).zip(&table.rows) {
        for (column, label) in (0..).zip(&line.labels) {
            let format = ruled(style::text(), line.begins && row > HEAD + 1).set_text_wrap();
            style::put(sheet, row, column, label, &format)?;
        }
        let labels: Vec<(&str, f64)> = line.labels.iter().map(String::as_str).zip(widths.iter().copied()).collect();
        style::high_enough(sheet, row, &labels)?;
        for (column, cell) in (column(sides)..).zip(&line.cells) {
            put_cell(sheet, row, column, *cell, line.begins && row > HEAD + 1, language)?;
        }
    }
    below(sheet, shown, &table, &widths)?;
    sheet.set_freeze_panes(HEAD + 1, column(sides))?;
    style::print(sheet, Some(HEAD), widths.iter().sum::<f64>() > TEXT_WIDTH, language)
}

fn heads(sheet: &mut Worksheet, table: &Crosstab) -> Result<(), XlsxError> {
    for (column, head) in (0..).zip(&table.sides) {
        style::put(sheet, HEAD, column, head, &style::head())?;
    }
    for (column, head) in (column(table.sides.len())..).zip(&table.heads) {
        style::put(sheet, HEAD, column, head, &style::number_head())?;
    }
    let lines = table.heads.iter().map(|head| lines(head, NUMBER_WIDTH - 3)).max().unwrap_or(1);
    sheet.set_row_height(HEAD, 15.5 * f64::from(lines)).map(|_| ())
}

/// How many lines a text takes in a narrow column: words are not parted unless they must be.
fn lines(text: &str, width: usize) -> u32 {
    let (mut lines, mut used) = (1, 0);
    for word in text.split(' ') {
        let length = word.chars().count();
        if used > 0 && used + 1 + length > width {
            lines += 1;
            used = 0;
        }
        used += length + usize::from(used > 0);
        lines += u32::try_from(used.saturating_sub(1) / width).unwrap_or(0);
        used %= width + 1;
    }
    lines
}

fn put_cell(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: Cell,
    begins: bool,
    language: Language,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Nowhere => sheet.write_blank(row, column, &ruled(style::text(), begins))?,
        Cell::Number(number, notation) => {
            sheet.write_number_with_format(row, column, number, &ruled(style::number(notation, number), begins))?
        }
        Cell::None => sheet.write_string_with_format(row, column, NONE, &ruled(style::word(), begins))?,
        Cell::Suppressed => {
            let suppressed = say!(language, "workbook-suppressed");
            sheet.write_string_with_format(row, column, suppressed, &ruled(style::word(), begins))?
        }
    };
    Ok(())
}

/// What stands where there is no number.
const NONE: &str = "–";

/// The format with a line above it where a block begins.
fn ruled(format: rust_xlsxwriter::Format, begins: bool) -> rust_xlsxwriter::Format {
    if begins { format.set_border_top(rust_xlsxwriter::FormatBorder::Thin) } else { format }
}

/// Sets the columns' widths and gives them.
fn widths(sheet: &mut Worksheet, table: &Crosstab) -> Result<Vec<f64>, XlsxError> {
    let mut widths = Vec::new();
    for (at, side) in table.sides.iter().enumerate() {
        let labels = table.rows.iter().map(|row| row.labels[at].as_str()).chain([side.as_str()]);
        let longest = labels.map(|label| label.chars().count()).max().unwrap_or(0);
        widths.push((longest + 2).clamp(14, LABEL_WIDTH) as f64);
    }
    widths.extend(table.heads.iter().map(|_| NUMBER_WIDTH as f64));
    for (at, width) in (0..).zip(&widths) {
        sheet.set_column_width(at, *width)?;
    }
    Ok(widths)
}

/// What must be known of the table, below it.
fn below(sheet: &mut Worksheet, shown: &Shown<'_>, table: &Crosstab, widths: &[f64]) -> Result<(), XlsxError> {
    let (exhibit, language) = (shown.exhibit, shown.language);
    let cells = || table.rows.iter().flat_map(|row| &row.cells);
    let mut texts = Vec::new();
    if !exhibit.note.is_empty() {
        texts.push(say!(language, "workbook-note", note = exhibit.note.as_str()));
    }
    if !exhibit.source.is_empty() {
        texts.push(say!(language, "workbook-source", source = exhibit.source.as_str()));
    }
    if exhibit.values.rows.iter().any(|row| row.lower.is_some()) {
        texts.push(say!(language, "workbook-interval-says"));
    }
    texts.extend(natures(shown));
    if cells().any(|cell| *cell == Cell::None) {
        texts.push(say!(language, "workbook-none-says", sign = NONE));
    }
    if cells().any(|cell| *cell == Cell::Suppressed) {
        texts.push(say!(language, "workbook-suppressed-says"));
    }
    let (last, width) = across(widths);
    let first = HEAD + 2 + u32::try_from(table.rows.len()).unwrap_or(u32::MAX - HEAD - 2);
    for (row, text) in (first..).zip(&texts) {
        style::put_across(sheet, row, column(last), width, text, &style::paragraph())?;
    }
    Ok(())
}

/// Across how many columns a text is set, to make a line that can be read: the last of them, and their width.
fn across(widths: &[f64]) -> (usize, f64) {
    let (mut last, mut width) = (0, widths[0]);
    while width < TEXT_WIDTH && last < 40 {
        last += 1;
        width += widths.get(last).copied().unwrap_or(DEFAULT_WIDTH);
    }
    (last, width)
}

/// Which numbers are not observed, where some are not.
fn natures(shown: &Shown<'_>) -> Vec<String> {
    let (exhibit, language) = (shown.exhibit, shown.language);
    let mut texts = Vec::new();
    for nature in [Nature::Estimated, Nature::Forecast] {
        let estimated = nature == Nature::Estimated;
        let of = |key: &Key| exhibit.natures.get(key) == Some(&nature);
        let keys: Vec<&Key> = exhibit.values.rows.iter().map(|row| &row.key).filter(|key| of(key)).collect();
        if keys.is_empty() {
            continue;
        }
        // Said by the dimension that tells them from the others, or value by value in the sheet of rows.
        let dimensions: [fn(&Key) -> &String; 3] = [|key| &key.x, |key| &key.series, |key| &key.facet];
        let tells = dimensions.iter().find(|part| {
            let named: Vec<&String> = keys.iter().map(|key| part(key)).collect();
            exhibit.values.rows.iter().all(|row| of(&row.key) == named.contains(&part(&row.key)))
        });
        texts.push(match tells {
            _ if keys.len() == exhibit.values.rows.len() && estimated => say!(language, "workbook-estimated-all"),
            _ if keys.len() == exhibit.values.rows.len() => say!(language, "workbook-forecast-all"),
            Some(part) => {
                let mut labels: Vec<String> = keys.iter().map(|key| shown.label(part(key))).collect();
                labels.dedup();
                let mut seen = std::collections::BTreeSet::new();
                labels.retain(|label| seen.insert(label.clone()));
                let which = labels.join(", ");
                if estimated {
                    say!(language, "workbook-estimated-which", which = which)
                } else {
                    say!(language, "workbook-forecast-which", which = which)
                }
            }
            None if estimated => say!(language, "workbook-estimated-some"),
            None => say!(language, "workbook-forecast-some"),
        });
    }
    texts
}

/// The width of a column that is not set.
const DEFAULT_WIDTH: f64 = 8.43;

/// A column by number. A sheet that has no room for it says so when it is written to.
fn column(number: usize) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}
