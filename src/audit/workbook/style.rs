//! What cells look like, and text that stays text.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

use super::notation::Notation;
use crate::locale::{Language, say};

const DEEP: u32 = 0x000F_4C5C;
const SURFACE: u32 = 0x00EE_F4F4;
const MUTED: u32 = 0x0056_666E;
const RULE: u32 = 0x00DF_E4E6;

/// The title of a sheet.
pub(super) fn title() -> Format {
    Format::new().set_bold().set_font_size(14).set_font_color(DEEP)
}

/// A line under the title.
pub(super) fn subtitle() -> Format {
    Format::new().set_font_color(MUTED).set_text_wrap().set_align(FormatAlign::Top)
}

/// A heading within a sheet.
pub(super) fn heading() -> Format {
    Format::new().set_bold().set_font_color(DEEP)
}

/// A paragraph below a table.
pub(super) fn paragraph() -> Format {
    Format::new().set_text_wrap().set_align(FormatAlign::Top)
}

/// A way to another place.
pub(super) fn link() -> Format {
    Format::new().set_font_color(DEEP).set_underline(rust_xlsxwriter::FormatUnderline::Single)
}

/// The head of a column of texts.
pub(super) fn head() -> Format {
    Format::new()
        .set_bold()
        .set_text_wrap()
        .set_font_color(DEEP)
        .set_background_color(SURFACE)
        .set_align(FormatAlign::Bottom)
        .set_border_bottom(FormatBorder::Medium)
        .set_border_bottom_color(DEEP)
}

/// The head of a column of numbers.
pub(super) fn number_head() -> Format {
    head().set_align(FormatAlign::Right)
}

/// A cell of text in a table.
pub(super) fn text() -> Format {
    Format::new().set_align(FormatAlign::Top).set_border_bottom(FormatBorder::Thin).set_border_bottom_color(RULE)
}

/// A number in a table, as it is written so.
pub(super) fn number(notation: Notation, number: f64) -> Format {
    text().set_align(FormatAlign::Right).set_num_format(notation.format(number))
}

/// A number as it is.
pub(super) fn plain() -> Format {
    text().set_align(FormatAlign::Right).set_num_format("General")
}

/// A word in a number's place.
pub(super) fn word() -> Format {
    text().set_align(FormatAlign::Right).set_font_color(MUTED)
}

/// What a spreadsheet would take for the beginning of a formula when the cell is edited or sent on.
fn looks_like_a_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n'])
}

/// The format for a text: one that might be taken for a formula is marked as text for good.
pub(super) fn safe(format: &Format, text: &str) -> Format {
    if looks_like_a_formula(text) { format.clone().set_quote_prefix() } else { format.clone() }
}

/// Writes a text, which is never a formula.
pub(super) fn put(sheet: &mut Worksheet, row: u32, column: u16, text: &str, format: &Format) -> Result<(), XlsxError> {
    sheet.write_string_with_format(row, column, text, &safe(format, text)).map(|_| ())
}

/// Writes a text across the columns to `last`, in a row that is high enough for it.
pub(super) fn put_across(
    sheet: &mut Worksheet,
    row: u32,
    last: u16,
    width: f64,
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    if last == 0 {
        put(sheet, row, 0, text, format)?;
    } else {
        sheet.merge_range(row, 0, row, last, text, &safe(format, text))?;
    }
    // A merged cell does not stretch its row by itself; a letter is about as wide as the unit that columns are measured in.
    let lines: f64 = text.lines().map(|line| (line.chars().count() as f64 * 1.05 / width).ceil().max(1.0)).sum();
    sheet.set_row_height(row, LINE * lines.max(1.0)).map(|_| ())
}

/// Makes a row high enough for texts in columns that are so wide: not every program does so by itself.
pub(super) fn high_enough(sheet: &mut Worksheet, row: u32, texts: &[(&str, f64)]) -> Result<(), XlsxError> {
    let lines = |(text, width): &(&str, f64)| (text.chars().count() as f64 * 1.05 / width).ceil().max(1.0);
    let most = texts.iter().map(lines).fold(1.0, f64::max);
    sheet.set_row_height(row, LINE * most).map(|_| ())
}

/// The height of a line, in points.
const LINE: f64 = 15.0;

/// Sets up the page: A4, as many pages as it takes, each as wide as the table, with the row of heads at the top of each.
pub(super) fn print(sheet: &mut Worksheet, head: Option<u32>, wide: bool, language: Language) -> Result<(), XlsxError> {
    const A4: u8 = 9;
    sheet.set_paper_size(A4).set_print_fit_to_pages(1, 0).set_margins(0.6, 0.6, 0.7, 0.7, 0.3, 0.3);
    let page = say!(language, "workbook-footer", page = "&P", pages = "&N");
    sheet.set_footer(format!("&L&8&A&R&8{page}")).set_screen_gridlines(false);
    if wide {
        sheet.set_landscape();
    }
    head.map_or(Ok(()), |head| sheet.set_repeat_rows(head, head).map(|_| ()))
}
