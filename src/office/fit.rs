//! How wide texts are, into how many lines they break, and how a table is divided so that each piece has room.
//!
//! Which fonts a reader's machine has is not known. Widths are those of the program's own font, which is wider than Arial, the
//! font that is asked for; so what fits here fits there.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use crate::document::{FONTS, Grid, GridRow, RowKind};

/// The widths of letters, in ems.
static WIDTHS: LazyLock<BTreeMap<char, f64>> = LazyLock::new(|| {
    let bold = FONTS.iter().find(|(name, _)| *name == "Inter-SemiBold.otf");
    let face = bold.and_then(|(_, bytes)| ttf_parser::Face::parse(bytes, 0).ok());
    let Some(face) = face else { return BTreeMap::new() };
    let width = |letter: char| {
        let advance = face.glyph_hor_advance(face.glyph_index(letter)?)?;
        Some((letter, f64::from(advance) / f64::from(face.units_per_em())))
    };
    (' '..='\u{24f}').chain(['–', '•', '\u{2212}', '≥', '≤']).filter_map(width).collect()
});

/// How far apart baselines are, as a multiple of the size.
pub(super) const LEADING: f64 = 1.22;

/// How wide a text is, in points.
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(|letter| WIDTHS.get(&letter).copied().unwrap_or(1.0)).sum::<f64>() * size
}

/// How many lines a text takes in a column of this width.
pub(super) fn lines(text: &str, size: f64, room: f64) -> usize {
    let (mut lines, mut used) = (1, 0.0);
    for word in text.split(' ') {
        let wide = width(word, size);
        let blank = if used > 0.0 { width(" ", size) } else { 0.0 };
        if used > 0.0 && used + blank + wide > room {
            lines += 1;
            used = 0.0;
        } else {
            used += blank;
        }
        // A word that is wider than the column is broken.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few")]
        let further = (wide / room.max(1.0)).floor() as usize;
        lines += further;
        used += wide - further as f64 * room;
    }
    lines
}

/// How high lines are, in points.
pub(super) fn height(lines: usize, size: f64) -> f64 {
    lines as f64 * size * LEADING
}

/// The first of the sizes in which a text fits, and the last where it fits in none.
pub(super) fn size(text: &str, sizes: &[f64], (wide, high): (f64, f64)) -> f64 {
    let fits = |size: &&f64| height(lines(text, **size, wide), **size) <= high;
    sizes.iter().find(fits).or(sizes.last()).copied().unwrap_or(10.0)
}

/// A table that has been divided into pieces that each have room.
#[derive(Debug, PartialEq)]
pub(super) struct Divided {
    /// The letters' size, in points.
    pub(super) size: f64,
    /// How wide the column of names is and each of the others, in points.
    pub(super) widths: (f64, f64),
    /// Each piece: its columns and its rows.
    pub(super) pieces: Vec<(Range<usize>, Range<usize>)>,
}

/// How large letters in tables may be.
pub(super) struct Sizes {
    /// The sizes, in points, from the largest.
    all: &'static [f64],
    /// The smallest for a table that is divided: it rather goes on elsewhere than that it is hard to read.
    readable: f64,
}

/// The part of a table's width that its names may take before they have more than two lines.
const WIDEST_NAMES: f64 = 0.5;

/// What is read from the back of a room.
pub(super) const ON_SLIDES: Sizes = Sizes { all: &[14.0, 13.0, 12.0, 11.0, 10.0, 9.0, 8.0], readable: 11.0 };
/// What is read on paper.
pub(super) const ON_PAPER: Sizes = Sizes { all: &[9.5, 9.0, 8.5, 8.0, 7.5, 7.0], readable: 8.0 };
/// The space at the left and the right of a cell, and above and below it, in points.
pub(super) const INSET: (f64, f64) = (5.0, 2.5);

/// Divides a table for an area, in points: whole rather than in pieces, with its names whole rather than large letters, as long as
/// those can be read.
pub(super) fn divided(grid: &Grid, area: (f64, f64), sizes: &Sizes) -> Divided {
    let all = || sizes.all.iter().map(|size| at(grid, *size, area));
    let is_whole = |divided: &Divided| divided.pieces.len() == 1;
    let is_readable = |divided: &Divided| divided.size >= sizes.readable;
    // With all columns beside each other.
    let is_beside = |divided: &Divided| divided.pieces.iter().all(|(columns, _)| *columns == (0..grid.totals.len()));
    let on = |lines: usize| move |divided: &Divided| name_lines(grid, divided.size, divided.widths.0) <= lines;
    all()
        .find(|divided| is_readable(divided) && is_whole(divided) && on(1)(divided))
        .or_else(|| all().find(|divided| is_readable(divided) && is_whole(divided) && on(2)(divided)))
        .or_else(|| all().find(|divided| is_whole(divided) && on(2)(divided)))
        .or_else(|| all().find(is_whole))
        .or_else(|| all().find(|divided| divided.size <= sizes.readable && is_beside(divided) && on(2)(divided)))
        .or_else(|| all().find(|divided| divided.size <= sizes.readable && is_beside(divided)))
        .unwrap_or_else(|| at(grid, sizes.readable, area))
}

/// The names of rows, which stand in the first column: each with how far it is from the column's left.
fn names(grid: &Grid, size: f64) -> impl Iterator<Item = (String, f64)> {
    let rows = grid.rows.iter().filter(|row| row.kind != RowKind::Head);
    rows.map(move |row| (row.label(), if row.kind == RowKind::Part { size } else { 0.0 }))
}

/// Over how many lines the longest of the names goes in a column of this width.
fn name_lines(grid: &Grid, size: f64, first: f64) -> usize {
    // A column as wide as its longest name has room for it, however the last digits fall.
    let room = first - 2.0 * INSET.0 + 0.01;
    names(grid, size).map(|(name, indent)| lines(&name, size, room - indent)).max().unwrap_or(1)
}

fn at(grid: &Grid, size: f64, (wide, high): (f64, f64)) -> Divided {
    let padded = |text: &str| width(text, size) + 2.0 * INSET.0;
    let widest = |texts: &mut dyn Iterator<Item = f64>| texts.fold(0.0_f64, f64::max);
    let longest = |text: &str| widest(&mut text.split([' ', '-']).map(|word| padded(&format!("{word}-"))));
    let whole = widest(&mut names(grid, size).map(|(name, indent)| padded(&name) + indent)).max(longest(&grid.corner));
    let words = widest(&mut names(grid, size).map(|(name, indent)| longest(&name) + indent)).max(longest(&grid.corner));
    let cells = grid.rows.iter().flat_map(|row| row.cells.iter().map(|cell| padded(cell)));
    let heads = grid.heads.iter().filter(|head| head.columns.len() == 1).map(|head| longest(&head.name));
    let each = widest(&mut cells.chain(heads)).max(30.0);
    // Names may break between words, but not until rows are towers: they have two lines, as long as half the table is left.
    let mut least = whole.min(words);
    while least < whole.min(WIDEST_NAMES * wide) && name_lines(grid, size, least) > 2 {
        least = (least + size).min(whole);
    }
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "columns of a slide")]
    let most = (((wide - least) / each).floor().max(1.0) as usize).min(grid.totals.len().max(1));
    let strips = strips(grid.totals.len(), most);
    let beside = strips.iter().map(Range::len).max().unwrap_or(1).max(1);
    let rest = wide - beside as f64 * each;
    let first = whole.min(rest).max(least);
    let each = if strips.len() == 1 { ((wide - first) / beside as f64).clamp(each, 2.2 * each) } else { each };
    let mut pieces = Vec::new();
    for columns in strips {
        let head = head_height(grid, &columns, size, each);
        for rows in pages(grid, size, first, each, high - head) {
            pieces.push((columns.clone(), rows));
        }
    }
    Divided { size, widths: (first, each), pieces }
}

/// The columns in pieces of at most `most`, about alike.
fn strips(columns: usize, most: usize) -> Vec<Range<usize>> {
    let count = columns.div_ceil(most.max(1)).max(1);
    let (few, more) = (columns / count, columns % count);
    let mut from = 0;
    (0..count)
        .map(|at| {
            let strip = from..from + few + usize::from(at < more);
            from = strip.end;
            strip
        })
        .collect()
}

/// How high the heads are.
fn head_height(grid: &Grid, columns: &Range<usize>, size: f64, each: f64) -> f64 {
    (0..grid.levels.max(1)).map(|level| level_height(grid, level, columns, size, each)).sum()
}

/// How high a level of heads is.
pub(super) fn level_height(grid: &Grid, level: usize, columns: &Range<usize>, size: f64, each: f64) -> f64 {
    let own = grid.heads.iter().filter(|head| head.levels.end == level + 1);
    let shown = own.filter_map(|head| {
        let over = head.columns.start.max(columns.start)..head.columns.end.min(columns.end);
        (!over.is_empty()).then(|| lines(&head.name, size, over.len() as f64 * each - 2.0 * INSET.0))
    });
    height(shown.max().unwrap_or(1), size) + 2.0 * INSET.1
}

/// How high a row is.
pub(super) fn row_height(row: &GridRow, size: f64, first: f64, each: f64) -> f64 {
    let name = if row.kind == RowKind::Head {
        1
    } else {
        let indent = if row.kind == RowKind::Part { size } else { 0.0 };
        lines(&row.label(), size, first - 2.0 * INSET.0 - indent)
    };
    let cells = row.cells.iter().map(|cell| lines(cell, size, each - 2.0 * INSET.0)).max().unwrap_or(1);
    height(name.max(cells), size) + 2.0 * INSET.1
}

/// The rows in pieces that are no higher than `high`, one row at least; a head never stands last.
fn pages(grid: &Grid, size: f64, first: f64, each: f64, high: f64) -> Vec<Range<usize>> {
    let mut pages = Vec::new();
    let (mut from, mut used) = (0, 0.0);
    for (at, row) in grid.rows.iter().enumerate() {
        let next = row_height(row, size, first, each);
        if used + next > high && at > from {
            let heads = grid.rows[from..at].iter().rev().take_while(|row| row.kind == RowKind::Head).count();
            let cut = if at - heads > from { at - heads } else { at };
            pages.push(from..cut);
            used = grid.rows[cut..at].iter().map(|row| row_height(row, size, first, each)).sum();
            from = cut;
        }
        used += next;
    }
    pages.push(from..grid.rows.len());
    pages
}

impl GridRow {
    /// Its name with its sign.
    pub(super) fn label(&self) -> String {
        format!("{}{}", self.name, self.sign)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(rows: usize, columns: usize) -> Grid {
        let row = |at: usize| GridRow {
            kind: if at.is_multiple_of(10) { RowKind::Head } else { RowKind::Plain },
            name: format!("Række nummer {at}"),
            sign: String::new(),
            cells: if at.is_multiple_of(10) { Vec::new() } else { vec!["1.234.567".to_owned(); columns] },
        };
        Grid {
            corner: "Navn".to_owned(),
            totals: vec![false; columns],
            levels: 1,
            heads: Vec::new(),
            rows: (0..rows).map(row).collect(),
            notes: Vec::new(),
        }
    }

    #[test]
    fn a_text_breaks_where_it_must() {
        assert_eq!(lines("et to", 10.0, 1000.0), 1);
        let both = width("et to", 10.0);
        assert_eq!((lines("et to", 10.0, both + 0.1), lines("et to", 10.0, both - 0.1)), (1, 2));
        assert!(lines("speciallægeerklæring", 10.0, 40.0) > 2, "a word that is too wide is broken");
    }

    #[test]
    fn every_cell_of_a_table_stands_in_one_piece_and_no_piece_is_too_high() {
        for (rows, columns) in [(1, 1), (5, 3), (60, 4), (200, 30), (3, 40), (1, 0)] {
            let grid = grid(rows, columns);
            let divided = divided(&grid, (880.0, 300.0), &ON_SLIDES);
            let mut seen = vec![vec![0; columns]; rows];
            for (across, down) in &divided.pieces {
                let (first, each) = divided.widths;
                assert!(first + each * across.len() as f64 <= 880.0 + 0.01, "{rows} x {columns}");
                let high: f64 =
                    grid.rows[down.clone()].iter().map(|row| row_height(row, divided.size, first, each)).sum();
                assert!(high + head_height(&grid, across, divided.size, each) <= 300.0, "{rows} x {columns}");
                assert!(down.len() < 2 || grid.rows[down.end - 1].kind != RowKind::Head || down.end == rows);
                for row in down.clone() {
                    for column in across.clone() {
                        seen[row][column] += 1;
                    }
                }
            }
            assert!(seen.iter().flatten().all(|count| *count == 1), "{rows} x {columns}");
        }
    }

    #[test]
    fn names_are_whole_where_there_is_room_and_have_two_lines_where_there_is_less() {
        let long = "Beskæftigelsesindsats og uddannelse til de voksne i familierne, i alt";
        let named = |columns: usize| {
            let mut grid = grid(8, columns);
            grid.rows[3].name = long.to_owned();
            grid
        };
        for (area, sizes, most) in [((880.0, 300.0), &ON_SLIDES, 6), ((467.0, f64::INFINITY), &ON_PAPER, 4)] {
            let few = divided(&named(1), area, sizes);
            assert!(few.size >= sizes.readable && name_lines(&named(1), few.size, few.widths.0) == 1, "{few:?}");
            for columns in 3..=most {
                let some = divided(&named(columns), area, sizes);
                assert!(some.pieces.len() == 1 && some.size >= sizes.readable, "{columns}: {some:?}");
                assert!(name_lines(&named(columns), some.size, some.widths.0) <= 2, "{columns}: {some:?}");
            }
        }
    }

    #[test]
    fn a_small_table_is_whole_and_large() {
        let divided = divided(&grid(5, 3), (880.0, 300.0), &ON_SLIDES);
        assert_eq!((divided.size, divided.pieces.len()), (14.0, 1));
    }
}
