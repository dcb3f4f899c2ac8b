//! What the published cells give away exactly: whatever is a sum of them, each any number of times.

use std::collections::BTreeMap;

use super::field;
use super::relations::{Relation, Row, minus, reduce};

/// The published cells, as rows of cells that no relation ties.
#[derive(Clone)]
pub(super) struct Span {
    /// What each cell is that a relation ties, as a sum of cells that none ties.
    tied: BTreeMap<usize, Row>,
    /// What is published, each row by its last cell, which no other row has.
    basis: BTreeMap<usize, Row>,
}

impl Span {
    /// Nothing is published yet.
    pub(super) fn new(relations: &[Relation]) -> Self {
        let rows = reduce(relations.iter().map(|relation| relation.exact.clone()).collect());
        let tied = rows.into_iter().filter_map(|mut row| {
            let (lead, by) = row.pop()?;
            let scale = field::sub(0, field::inverse(by));
            Some((lead, row.into_iter().map(|(cell, by)| (cell, field::mul(by, scale))).collect()))
        });
        Self { tied: tied.collect(), basis: BTreeMap::new() }
    }

    /// What is left of a cell when the published ones are taken off.
    fn rest(&self, cell: usize) -> Row {
        let mut rest = self.tied.get(&cell).cloned().unwrap_or_else(|| vec![(cell, 1)]);
        // From the last cell on: what a row brings in stands before its own.
        let mut from = usize::MAX;
        while let Some((lead, by)) = rest.iter().rev().find(|(place, _)| *place < from).copied() {
            if let Some(row) = self.basis.get(&lead) {
                rest = minus(&rest, row, by);
            }
            from = lead;
        }
        rest
    }

    /// Whether the published cells tell a cell exactly.
    pub(super) fn tells(&self, cell: usize) -> bool {
        self.rest(cell).is_empty()
    }

    /// Publishes a cell.
    pub(super) fn publish(&mut self, cell: usize) {
        let mut rest = self.rest(cell);
        let Some((lead, by)) = rest.last().copied() else { return };
        let scale = field::inverse(by);
        for (_, by) in &mut rest {
            *by = field::mul(*by, scale);
        }
        self.basis.insert(lead, rest);
    }
}

#[cfg(test)]
mod tests {
    use super::{Relation, Span, field};

    fn relation(small: &[(usize, i64)]) -> Relation {
        Relation { exact: small.iter().map(|(cell, by)| (*cell, field::of(*by))).collect(), small: small.to_vec() }
    }

    #[test]
    fn a_total_and_all_parts_but_one_tell_it() {
        let mut span = Span::new(&[relation(&[(0, 1), (1, 1), (2, 1), (3, -1)]), relation(&[(3, 1), (4, 1), (5, -1)])]);
        span.publish(5);
        span.publish(4);
        assert!(span.tells(3) && !span.tells(0));
        span.publish(1);
        assert!(!span.tells(0));
        span.publish(2);
        assert!(span.tells(0) && span.tells(1) && !span.tells(6));
    }
}
