//! Which counts lie within which in every register: whoever knows the definitions knows that the one is at most the other.

use super::cells::Cells;

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
                if samples.is_within(cells, *one, *other) {
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

/// Which units of which registers are in each cell, by a mark for each. Most pairs are told apart by some of the marks, and most others
/// by all.
pub(super) struct Samples {
    some: Vec<[u64; SOME]>,
    /// The marks of each cell, one after the other.
    all: Vec<u64>,
    /// So many numbers hold the marks of a cell.
    words: usize,
    /// The registers that have marks: those of so many units that they have room.
    marked: Vec<bool>,
}

/// So many numbers hold some of the marks.
const SOME: usize = 8;

/// A register of more units than these has no marks.
const MOST: usize = 4096;

impl Samples {
    /// The samples of all cells.
    pub(super) fn of(cells: &Cells) -> Self {
        let units = |register: usize| {
            let last = cells.all.iter().filter_map(|cell| cell.vectors[register].last());
            last.map(|(unit, _)| *unit as usize + 1).max().unwrap_or_default()
        };
        let registers = cells.all.first().map_or(0, |cell| cell.vectors.len());
        let units: Vec<usize> = (0..registers).map(units).collect();
        let marked: Vec<bool> = units.iter().map(|units| *units <= MOST).collect();
        // Where the marks of each register begin.
        let mut begins = Vec::with_capacity(units.len());
        let mut words = 0;
        for (units, marked) in units.iter().zip(&marked) {
            begins.push(words);
            words += if *marked { units.div_ceil(64) } else { 0 };
        }
        let mut all = vec![0; words * cells.all.len()];
        for (at, cell) in cells.all.iter().enumerate() {
            for (register, vector) in cell.vectors.iter().enumerate().filter(|(at, _)| marked[*at]) {
                let own = &mut all[at * words + begins[register]..];
                vector.iter().for_each(|(unit, _)| own[*unit as usize / 64] |= 1 << (unit % 64));
            }
        }
        let some = |at: usize| std::array::from_fn(|of| all.get(at * words + of * words / SOME).copied().unwrap_or(0));
        let some = (0..cells.all.len()).map(some).collect();
        Self { some, all, words, marked }
    }

    /// Whether each unit that is in the one is in the other at least as much, in every register.
    pub(super) fn is_within(&self, cells: &Cells, one: usize, other: usize) -> bool {
        let has_none = |one: &[u64], other: &[u64]| one.iter().zip(other).all(|(one, other)| one & !other == 0);
        let marks = |cell: usize| &self.all[cell * self.words..(cell + 1) * self.words];
        has_none(&self.some[one], &self.some[other]) && has_none(marks(one), marks(other)) && {
            // Of people each is in either once.
            let [one, other] = [&cells.all[one], &cells.all[other]];
            let once = !one.amount && other.counts;
            one.is_within(other, |register| once && self.marked[register])
        }
    }
}
