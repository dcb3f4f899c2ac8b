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
        let some = Sample::of(cells, &counts);
        for (one, of_one) in counts.iter().zip(&some) {
            for (other, of_other) in counts.iter().zip(&some).filter(|(other, _)| *other != one) {
                if of_one.may_be_within(of_other) && cells.all[*one].within(&cells.all[*other]) {
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

/// Which of some units of some registers are in a cell: what is within another has none that that has not. Most pairs are told apart so.
struct Sample([u64; SAMPLE / 64]);

/// So many units are sampled, at most two to a bit.
const SAMPLE: usize = 512;

impl Sample {
    /// The samples of these cells.
    fn of(cells: &Cells, which: &[usize]) -> Vec<Self> {
        let longest = |cell: &usize| cells.all[*cell].vectors.iter().map(|vector| vector.len()).sum::<usize>();
        let step = (which.iter().map(longest).max().unwrap_or_default() / SAMPLE).max(1) as u64;
        let sample = |cell: &usize| {
            let mut bits = [0u64; SAMPLE / 64];
            for (register, vector) in (1u64..).zip(&cells.all[*cell].vectors) {
                for (unit, _) in vector.iter() {
                    let mixed = (register << 32 | u64::from(*unit)).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 20;
                    if mixed.is_multiple_of(step) {
                        let bit = (mixed / step) as usize % SAMPLE;
                        bits[bit / 64] |= 1 << (bit % 64);
                    }
                }
            }
            Self(bits)
        };
        which.iter().map(sample).collect()
    }

    /// Whether none of the sample is in this one alone.
    fn may_be_within(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).all(|(one, other)| one & !other == 0)
    }
}
