//! Some of the cells: in order, and by a mark for each, as most often it is only asked whether one is among them.

use std::collections::BTreeSet;

/// Some of the cells.
#[derive(Debug, Clone)]
pub(super) struct Marked {
    cells: BTreeSet<usize>,
    marks: Vec<bool>,
}

impl Marked {
    /// These, of so many.
    pub(super) fn of(cells: BTreeSet<usize>, count: usize) -> Self {
        let mut marks = vec![false; count];
        for cell in &cells {
            marks[*cell] = true;
        }
        Self { cells, marks }
    }

    /// Whether a cell is one of them.
    pub(super) fn has(&self, cell: usize) -> bool {
        self.marks[cell]
    }

    /// They, in order.
    pub(super) fn cells(&self) -> &BTreeSet<usize> {
        &self.cells
    }

    /// They alone.
    pub(super) fn into_cells(self) -> BTreeSet<usize> {
        self.cells
    }

    pub(super) fn insert(&mut self, cell: usize) {
        self.marks[cell] = true;
        self.cells.insert(cell);
    }

    pub(super) fn remove(&mut self, cell: usize) {
        self.marks[cell] = false;
        self.cells.remove(&cell);
    }

    pub(super) fn extend(&mut self, cells: impl IntoIterator<Item = usize>) {
        cells.into_iter().for_each(|cell| self.insert(cell));
    }
}
