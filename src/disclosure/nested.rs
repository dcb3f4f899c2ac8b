//! Which counts lie within which in every register: whoever knows the definitions knows that the one is at most the other.

use std::collections::{BTreeMap, BTreeSet};

use super::cells::Cells;

/// Which cells lie within which.
#[derive(Debug, Default)]
pub(super) struct Nested {
    /// For each cell those that it lies within.
    above: BTreeMap<usize, BTreeSet<usize>>,
    /// For each those that lie within it.
    below: BTreeMap<usize, BTreeSet<usize>>,
}

impl Nested {
    pub(super) fn new(cells: &Cells) -> Self {
        let mut nested = Self::default();
        let counts: Vec<usize> =
            (0..cells.all.len()).filter(|at| cells.all[*at].counts && !cells.all[*at].is_nothing()).collect();
        for one in &counts {
            for other in counts.iter().filter(|other| *other != one) {
                if cells.all[*one].within(&cells.all[*other]) {
                    nested.above.entry(*one).or_default().insert(*other);
                    nested.below.entry(*other).or_default().insert(*one);
                }
            }
        }
        nested
    }

    /// The pairs of which one lies within the other and nothing lies between: they say it of all others.
    pub(super) fn direct(&self) -> Vec<(usize, usize)> {
        let mut pairs = Vec::new();
        for (less, above) in &self.above {
            let between = |more: &usize| {
                above.iter().any(|middle| self.above.get(middle).is_some_and(|above| above.contains(more)))
            };
            pairs.extend(above.iter().filter(|more| !between(more)).map(|more| (*less, *more)));
        }
        pairs
    }

    /// The cells that one lies within, and that lie within it.
    pub(super) fn next_to(&self, cell: usize) -> impl Iterator<Item = usize> {
        [&self.above, &self.below].into_iter().filter_map(move |of| of.get(&cell)).flatten().copied()
    }
}
