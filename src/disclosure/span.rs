//! What the published cells give away exactly: whatever is a sum of them, each any number of times.

use std::collections::BTreeMap;

use super::field;
use super::relations::{Relation, minus};

type Row = Vec<(usize, u64)>;

/// The published cells of a part of the publication that is tied together by relations, and what must stay outside of what
/// they span.
pub(super) struct Span {
    /// Each cell as a sum of cells that no relation ties.
    vectors: BTreeMap<usize, Row>,
    /// What is published, as rows of which each leads with a place that no other row has.
    basis: Vec<Row>,
    /// What is left of each protected cell when the published ones are taken off.
    protected: Vec<Row>,
}

impl Span {
    /// Nothing is published yet; `relations` are such that each has a last cell that no other has.
    pub(super) fn new(cells: &[usize], relations: &[&Relation], protected: &[usize]) -> Self {
        let mut vectors: BTreeMap<usize, Row> = cells.iter().map(|cell| (*cell, vec![(*cell, 1)])).collect();
        for relation in relations {
            let Some(((lead, by), rest)) = relation.exact.split_last() else { continue };
            let scale = field::sub(0, field::inverse(*by));
            vectors.insert(*lead, rest.iter().map(|(cell, by)| (*cell, field::mul(*by, scale))).collect());
        }
        let protected = protected.iter().map(|cell| vectors[cell].clone()).collect();
        Self { vectors, basis: Vec::new(), protected }
    }

    /// What is left of a cell when the published ones are taken off.
    fn rest(&self, cell: usize) -> Row {
        let mut rest = self.vectors[&cell].clone();
        for row in &self.basis {
            take_off(&mut rest, row);
        }
        rest
    }

    /// Whether the published cells tell a cell exactly.
    pub(super) fn tells(&self, cell: usize) -> bool {
        self.rest(cell).is_empty()
    }

    /// Publishes a cell, unless a protected one could then be told.
    pub(super) fn publish(&mut self, cell: usize) -> bool {
        let mut rest = self.rest(cell);
        let Some((_, by)) = rest.last().copied() else { return true };
        let scale = field::inverse(by);
        for (_, by) in &mut rest {
            *by = field::mul(*by, scale);
        }
        let told = |protected: &Row| {
            let mut left = protected.clone();
            take_off(&mut left, &rest);
            !protected.is_empty() && left.is_empty()
        };
        if self.protected.iter().any(told) {
            return false;
        }
        for row in self.basis.iter_mut().chain(&mut self.protected) {
            take_off(row, &rest);
        }
        self.basis.push(rest);
        true
    }
}

/// Takes a row that ends with a 1 off another, so often that the other has nothing left at that place.
fn take_off(from: &mut Row, row: &Row) {
    let Some((lead, _)) = row.last() else { return };
    if let Some((_, by)) = from.iter().find(|(place, _)| place == lead) {
        *from = minus(from, row, *by);
    }
}
