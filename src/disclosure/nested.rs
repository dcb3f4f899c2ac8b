//! Which counts lie within which in every register: whoever knows the definitions knows that the one is at most the other.

use super::cells::{Cell, Cells};

/// Which cells lie within which.
#[derive(Debug, Default)]
pub(super) struct Nested {
    /// For each cell those that it lies within, in order.
    above: Vec<Vec<usize>>,
    /// For each those that lie within it.
    below: Vec<Vec<usize>>,
}

impl Nested {
    pub(super) fn new(cells: &Cells, samples: &Samples) -> Self {
        let none = vec![Vec::new(); cells.all.len()];
        let mut nested = Self { above: none.clone(), below: none };
        let counts: Vec<usize> =
            (0..cells.all.len()).filter(|at| cells.all[*at].counts && !cells.all[*at].is_nothing()).collect();
        for one in &counts {
            for other in counts.iter().filter(|other| *other != one) {
                if samples.may_be_within(*one, *other) && cells.all[*one].within(&cells.all[*other]) {
                    nested.above[*one].push(*other);
                    nested.below[*other].push(*one);
                }
            }
        }
        nested
    }

    /// The pairs of which one lies within the other and nothing lies between: they say it of all others.
    pub(super) fn direct(&self) -> Vec<(usize, usize)> {
        let mut pairs = Vec::new();
        let mut beyond = vec![false; self.above.len()];
        for (less, above) in self.above.iter().enumerate() {
            for more in above.iter().flat_map(|middle| &self.above[*middle]) {
                beyond[*more] = true;
            }
            pairs.extend(above.iter().filter(|more| !beyond[**more]).map(|more| (less, *more)));
            beyond.fill(false);
        }
        pairs
    }

    /// The cells that one lies within, and that lie within it.
    pub(super) fn next_to(&self, cell: usize) -> impl Iterator<Item = usize> {
        [&self.above, &self.below].into_iter().filter_map(move |of| of.get(cell)).flatten().copied()
    }
}

/// Which of some units of some registers are in each cell: what is within another has none that that has not. Most pairs are told apart
/// so.
pub(super) struct Samples(Vec<[u64; SAMPLE / 64]>);

/// So many units are sampled, at most two to a bit.
const SAMPLE: usize = 512;

impl Samples {
    /// The samples of all cells.
    pub(super) fn of(cells: &Cells) -> Self {
        let longest = |cell: &Cell| cell.vectors.iter().map(|vector| vector.len()).sum::<usize>();
        let step = (cells.all.iter().map(longest).max().unwrap_or_default() / SAMPLE).max(1) as u64;
        let sample = |cell: &Cell| {
            let mut bits = [0u64; SAMPLE / 64];
            for (register, vector) in (1u64..).zip(&cell.vectors) {
                for (unit, _) in vector.iter() {
                    let mixed = (register << 32 | u64::from(*unit)).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 20;
                    if mixed.is_multiple_of(step) {
                        let bit = (mixed / step) as usize % SAMPLE;
                        bits[bit / 64] |= 1 << (bit % 64);
                    }
                }
            }
            bits
        };
        Self(cells.all.iter().map(sample).collect())
    }

    /// Whether none of the sample is in this one alone.
    pub(super) fn may_be_within(&self, one: usize, other: usize) -> bool {
        self.0[one].iter().zip(&self.0[other]).all(|(one, other)| one & !other == 0)
    }
}
