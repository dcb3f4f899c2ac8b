//! Rows of which none is a sum of others.

use super::field;
use super::relations::{Row, minus};

/// Such rows, each by its last cell in an order in which those come last that few rows have: what they bring into others is little then.
pub(super) struct Basis {
    /// The place of each cell in that order.
    place: Vec<usize>,
    /// The row of each place that is the last of one, in places.
    rows: Vec<Option<Row>>,
}

impl Basis {
    /// None yet; between so many cells, of which these rows will be asked.
    pub(super) fn of<'a>(cells: usize, rows: impl Iterator<Item = &'a Row>) -> Self {
        let mut having = vec![0usize; cells];
        rows.flatten().for_each(|(cell, _)| having[*cell] += 1);
        let mut order: Vec<usize> = (0..cells).collect();
        order.sort_by_key(|cell| (std::cmp::Reverse(having[*cell]), *cell));
        let mut place = vec![0; cells];
        order.into_iter().enumerate().for_each(|(at, cell)| place[cell] = at);
        Self { place, rows: vec![None; cells] }
    }

    /// Whether a row is no sum of these, which it then joins.
    pub(super) fn add(&mut self, row: &Row) -> bool {
        let mut row: Row = row.iter().map(|(cell, by)| (self.place[*cell], *by)).collect();
        row.sort_unstable();
        while let Some((last, by)) = row.last().copied() {
            let Some(known) = &self.rows[last] else {
                let scale = field::inverse(by);
                for (_, by) in &mut row {
                    *by = field::mul(*by, scale);
                }
                self.rows[last] = Some(row);
                return true;
            };
            row = minus(&row, known, by);
        }
        false
    }

    /// Whether one of them is by this cell: the others tell it.
    pub(super) fn tells(&self, cell: usize) -> bool {
        self.rows[self.place[cell]].is_some()
    }
}
