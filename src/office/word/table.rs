//! Tables of a document: those of numbers, and those of texts.

use std::ops::Range;

use super::super::fit::{self, Divided};
use super::super::parts::{DEEP, STRIPE, val};
use super::super::xml::{Element, el};
use super::{Look, WIDE, paragraph, twips};
use crate::document::{Grid, RowKind, TextCell, TextTable};

/// How large the letters in a table of texts are, in points.
const SIZE: f64 = 9.0;
/// No column of texts is wider for its texts than this, in points: they break into lines.
const BROAD: f64 = 240.0;

/// A strip of a table's columns; its heads stand on each page that it goes on on.
pub(super) fn of_numbers(caption: &str, grid: &Grid, divided: &Divided, columns: &Range<usize>) -> Element {
    let (first, each) = divided.widths;
    let cell = |looks: Element, align: &str, runs: &[(&str, Look)]| {
        el("w:tc").put(looks).put(paragraph("Cell", Some(align), runs, Some(half_points(divided.size))))
    };
    let levels = grid.levels.max(1);
    let mut rows = Vec::new();
    for level in 0..levels {
        let tall = levels > 1;
        let corner = if level == 0 { grid.corner.as_str() } else { "" };
        let looks = ruled(looks(first, 1, merge(level == 0, tall)));
        let mut row = head().put(cell(looks, "left", &[(corner, Look::Bold)]));
        let mut at = columns.start;
        while at < columns.end {
            let head = grid.heads.iter().find(|head| head.levels.contains(&level) && head.columns.contains(&at));
            let over = head.map_or(at..at + 1, |head| head.columns.start.max(at)..head.columns.end.min(columns.end));
            let tall = head.is_some_and(|head| head.levels.len() > 1);
            let begins = head.is_none_or(|head| head.levels.start == level);
            let looks = ruled(looks_over(each, over.len(), merge(begins, tall)));
            let align = if over.len() > 1 { "center" } else { "right" };
            let (name, sign) = head.filter(|_| begins).map_or(("", ""), |head| (&head.name, &head.sign));
            row = row.put(cell(looks, align, &[(name, Look::Bold), (sign, Look::Raised)]));
            at = over.end.max(at + 1);
        }
        rows.push(row);
    }
    let mut striped = false;
    for row in &grid.rows {
        let is_head = row.kind == RowKind::Head;
        striped = !is_head && !striped;
        let bold = |is: bool| if is { Look::Bold } else { Look::Plain };
        let over = if is_head { columns.len() } else { 0 };
        let wide = first + over as f64 * each;
        let indent = if row.kind == RowKind::Part { "   " } else { "" };
        let name = [
            (indent, Look::Plain),
            (row.name.as_str(), bold(is_head || row.kind == RowKind::Total)),
            (row.sign.as_str(), Look::Raised),
        ];
        let mut cells = body().put(cell(filled(looks(wide, over + 1, None), striped), "left", &name));
        for column in columns.clone().filter(|_| !is_head) {
            let number = row.cells.get(column).map_or("", String::as_str);
            let total = row.kind == RowKind::Total || grid.totals.get(column).is_some_and(|total| *total);
            cells = cells.put(cell(filled(looks(each, 1, None), striped), "right", &[(number, bold(total))]));
        }
        rows.push(cells);
    }
    let widths: Vec<f64> = std::iter::once(first).chain(columns.clone().map(|_| each)).collect();
    table(caption, &widths, true, rows)
}

/// A table of texts; its heads stand on each page that it goes on on.
pub(super) fn of_texts(table_of: &TextTable) -> Element {
    let widths = widths(table_of);
    let mut rows = Vec::new();
    // Cells that go over several rows, by their column: how many rows are left, and over how many columns they go.
    let mut going_on: Vec<Option<(usize, usize)>> = vec![None; table_of.columns];
    for (number, cells) in table_of.rows.iter().enumerate() {
        let is_head = number < table_of.heads;
        let mut row = if is_head { head() } else { body() };
        let mut column = 0;
        while column < table_of.columns {
            let wide = |across: usize| widths[column..(column + across).min(widths.len())].iter().sum::<f64>();
            let (across, looks, paragraphs) = if let Some((left, across)) = going_on[column].take() {
                going_on[column] = (left > 1).then_some((left - 1, across));
                (across, looks(wide(across), across, merge(false, true)), &[][..])
            } else if let Some(TextCell { over: (across, down), paragraphs, .. }) =
                cells.iter().find(|cell| cell.column == column)
            {
                going_on[column] = (*down > 1).then_some((*down - 1, *across));
                (*across, looks(wide(*across), *across, merge(true, *down > 1)), &paragraphs[..])
            } else {
                (1, looks(wide(1), 1, None), &[][..])
            };
            let looks = if is_head { ruled(looks) } else { filled(looks, (number - table_of.heads) % 2 == 1) };
            let look = if is_head { Look::Bold } else { Look::Plain };
            let mut written: Vec<Element> = paragraphs.iter().map(|text| text_in_cell(text, look)).collect();
            if written.is_empty() {
                written.push(text_in_cell("", look));
            }
            row = row.put(el("w:tc").put(looks).all(written));
            column += across.max(1);
        }
        rows.push(row);
    }
    table("", &widths, table_of.heads > 0, rows)
}

fn text_in_cell(text: &str, look: Look) -> Element {
    paragraph("Cell", Some("left"), &[(text, look)], Some(half_points(SIZE)))
}

/// How wide the columns of a table of texts are: each has what its longest word takes, and of the rest what its texts ask for.
fn widths(table: &TextTable) -> Vec<f64> {
    let padding = 2.0 * fit::INSET.0;
    let (mut least, mut wish) = (vec![24.0_f64; table.columns], vec![24.0_f64; table.columns]);
    let single = table.rows.iter().flatten().filter(|cell| cell.over.0 == 1 && cell.column < table.columns);
    for cell in single {
        for text in &cell.paragraphs {
            let longest = text.split([' ', '-']).map(|word| fit::width(word, SIZE)).fold(0.0_f64, f64::max);
            least[cell.column] = least[cell.column].max(longest + padding);
            wish[cell.column] = wish[cell.column].max(fit::width(text, SIZE).min(BROAD) + padding);
        }
    }
    let taken: f64 = least.iter().sum();
    let asked: f64 = wish.iter().zip(&least).map(|(wish, least)| wish - least).sum();
    let rest = WIDE - taken;
    if rest <= 0.0 || asked <= 0.0 {
        return least.iter().map(|least| least * WIDE / taken.max(1.0)).collect();
    }
    wish.iter().zip(&least).map(|(wish, least)| least + (wish - least) * rest / asked).collect()
}

fn head() -> Element {
    el("w:tr").put(el("w:trPr").put(el("w:cantSplit")).put(el("w:tblHeader")))
}

fn body() -> Element {
    el("w:tr").put(el("w:trPr").put(el("w:cantSplit")))
}

fn looks_over(each: f64, over: usize, merged: Option<Element>) -> Element {
    looks(each * over as f64, over, merged)
}

/// What is said of a cell: how wide it is, over how many columns it goes, and whether over further rows.
fn looks(wide: f64, over: usize, merged: Option<Element>) -> Element {
    el("w:tcPr")
        .put(el("w:tcW").set("w:w", twips(wide)).set("w:type", "dxa"))
        .all((over > 1).then(|| val("w:gridSpan", over)))
        .all(merged)
}

/// That a cell goes over several rows: begins to, or goes on.
fn merge(begins: bool, tall: bool) -> Option<Element> {
    tall.then(|| if begins { val("w:vMerge", "restart") } else { el("w:vMerge") })
}

/// A cell of the heads.
fn ruled(looks: Element) -> Element {
    let line = line("w:bottom", 6);
    looks.put(el("w:tcBorders").put(line)).put(val("w:vAlign", "bottom"))
}

/// A cell of every other row.
fn filled(looks: Element, striped: bool) -> Element {
    looks.all(striped.then(|| val("w:shd", "clear").set("w:color", "auto").set("w:fill", STRIPE)))
}

fn line(side: &'static str, thick: u32) -> Element {
    val(side, "single").set("w:sz", thick).set("w:space", 0).set("w:color", DEEP)
}

#[allow(clippy::cast_possible_truncation, reason = "twice a few points")]
fn half_points(size: f64) -> i64 {
    (size * 2.0).round() as i64
}

fn table(caption: &str, widths: &[f64], has_heads: bool, rows: Vec<Element>) -> Element {
    let flag = |is: bool| u8::from(is);
    let kinds = val("w:tblLook", if has_heads { "0020" } else { "0000" })
        .set("w:firstRow", flag(has_heads))
        .set("w:lastRow", 0)
        .set("w:firstColumn", 1)
        .set("w:lastColumn", 0)
        .set("w:noHBand", 1)
        .set("w:noVBand", 1);
    let looks = el("w:tblPr")
        .put(el("w:tblW").set("w:w", twips(widths.iter().sum())).set("w:type", "dxa"))
        .put(el("w:tblBorders").put(line("w:top", 8)).put(line("w:bottom", 8)))
        .put(el("w:tblLayout").set("w:type", "fixed"))
        .put(kinds)
        .all((!caption.is_empty()).then(|| val("w:tblCaption", caption)));
    let columns = widths.iter().map(|width| el("w:gridCol").set("w:w", twips(*width)));
    el("w:tbl").put(looks).put(el("w:tblGrid").all(columns)).all(rows)
}
