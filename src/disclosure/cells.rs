//! Cells: the different tallies. Two numbers that are the same tally in every register are one cell: who reads one has read the
//! other.

use std::collections::BTreeMap;

use super::tally::{ONE, Slots, Tallies, Vector};

/// A tally that is published in one place or in several.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    /// How much each unit adds: in the register itself, and in each shuffled one.
    pub(super) vectors: Vec<Vector>,
    /// Whether it comes to a whole number, and nobody adds less than nothing.
    pub(super) counts: bool,
    /// Whether it is no number of people: what is measured, and what one can be counted in more than once. How closely that may be
    /// known is a matter of percent.
    pub(super) amount: bool,
    /// Whether nobody adds less than nothing.
    pub(super) positive: bool,
}

impl Cell {
    /// A tally that adds so much in each register.
    pub(super) fn new(vectors: Vec<Vector>) -> Self {
        let each = || vectors.iter().flat_map(|vector| vector.iter().map(|(_, amount)| *amount));
        let positive = each().all(|amount| amount > 0);
        let counts = positive && each().all(|amount| amount % ONE == 0);
        let amount = each().any(|amount| amount != ONE);
        Self { vectors, counts, amount, positive }
    }

    /// Some cells together.
    pub(super) fn sum(of: &[&Self]) -> Self {
        let registers = of.first().map_or(0, |cell| cell.vectors.len());
        let together = |register: usize| {
            let mut sum: Vec<(u32, i64)> = of.iter().flat_map(|cell| cell.vectors[register].iter().copied()).collect();
            sum.sort_unstable();
            sum.dedup_by(|next, own| {
                let is_same = next.0 == own.0;
                own.1 = if is_same { own.1.saturating_add(next.1) } else { own.1 };
                is_same
            });
            sum.retain(|(_, amount)| *amount != 0);
            Vector::new(sum)
        };
        let sum = Self::new((0..registers).map(together).collect());
        Self { amount: sum.amount || of.iter().any(|cell| cell.amount), ..sum }
    }

    /// How much each unit adds in the register itself.
    pub(super) fn real(&self) -> &Vector {
        &self.vectors[0]
    }

    /// Whether nobody is in it in any register: that follows from the definitions and tells of nobody.
    pub(super) fn is_nothing(&self) -> bool {
        self.vectors.iter().all(|vector| vector.is_empty())
    }

    /// Whether each unit that is in this one is in the other at least as much, in every register but those of which it is known.
    pub(super) fn is_within(&self, other: &Self, is_known: impl Fn(usize) -> bool) -> bool {
        let registers = 0..self.vectors.len();
        self.positive
            && other.positive
            && registers.into_iter().all(|register| is_known(register) || self.is_within_in(other, register))
    }

    fn is_within_in(&self, other: &Self, register: usize) -> bool {
        let [one, other] = [&self.vectors[register], &other.vectors[register]];
        let mut others = other.iter();
        one.len() <= other.len()
            && one.iter().all(|(unit, amount)| {
                others.find(|(known, _)| known >= unit).is_some_and(|(known, most)| known == unit && amount <= most)
            })
    }
}

/// The cells of a publication.
#[derive(Debug)]
pub(super) struct Cells {
    pub(super) all: Vec<Cell>,
    /// The cell of each tally.
    pub(super) of_tally: Vec<usize>,
}

impl Cells {
    /// The cells of the tallies, which shuffled registers have too. A tally that is not in one has nobody there.
    pub(super) fn new(tallies: &Tallies, shuffled: &[Slots]) -> Self {
        let mut known = Same::default();
        let mut all: Vec<Cell> = Vec::new();
        let mut of_tally = Vec::new();
        for (at, vectors) in in_each(tallies, shuffled).into_iter().enumerate() {
            let cell = known.find(&all, &vectors).unwrap_or(all.len());
            if cell == all.len() {
                known.insert(&vectors, cell);
                all.push(Cell::new(vectors));
            }
            all[cell].amount |= tallies.amounts.contains(&at);
            of_tally.push(cell);
        }
        Self { all, of_tally }
    }

    /// Where each register's units begin among those of all registers, one register's after another's, and how many these are.
    pub(super) fn units(&self) -> (Vec<usize>, usize) {
        let registers = self.all.first().map_or(0, |cell| cell.vectors.len());
        let mut begins = Vec::with_capacity(registers);
        let mut units = 0;
        for register in 0..registers {
            begins.push(units);
            let last = self.all.iter().filter_map(|cell| cell.vectors[register].last()).map(|(unit, _)| *unit).max();
            units += last.map_or(0, |last| last as usize + 1);
        }
        (begins, units)
    }
}

/// What each tally comes to in the register itself and in each of the others: nothing where they do not have it.
fn in_each(tallies: &Tallies, registers: &[Slots]) -> Vec<Vec<Vector>> {
    let slots = &tallies.slots;
    let mut all: Vec<Vec<Vector>> = slots.iter().map(|(_, vector)| vec![vector.clone()]).collect();
    let mut order: Vec<usize> = (0..slots.len()).collect();
    order.sort_by_key(|at| &slots[*at].0);
    for register in registers {
        // Both are gone through in order, once.
        let mut theirs = register.iter().peekable();
        for at in &order {
            while theirs.next_if(|(slot, _)| **slot < slots[*at].0).is_some() {}
            let same = theirs.peek().filter(|(slot, _)| **slot == slots[*at].0);
            all[*at].push(same.map(|(_, vector)| (*vector).clone()).unwrap_or_default());
        }
    }
    all
}

/// Finds the cell that is the same in every register.
#[derive(Debug, Default)]
pub(super) struct Same(BTreeMap<u64, Vec<usize>>);

impl Same {
    /// The one of these cells that has the same vectors.
    pub(super) fn find(&self, all: &[Cell], vectors: &[Vector]) -> Option<usize> {
        let alike = self.0.get(&fingerprint(vectors)).into_iter().flatten().copied();
        alike.into_iter().find(|cell| all[*cell].vectors == vectors)
    }

    /// A cell with these vectors.
    pub(super) fn insert(&mut self, vectors: &[Vector], cell: usize) {
        self.0.entry(fingerprint(vectors)).or_default().push(cell);
    }
}

/// A number that vectors which are the same have in common, and others seldom.
fn fingerprint(vectors: &[Vector]) -> u64 {
    let mut mixed = 0u64;
    let mut add = |number: u64| mixed = (mixed.rotate_left(23) ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    for vector in vectors {
        add(vector.len() as u64);
        let some = [vector.first(), vector.get(vector.len() / 2), vector.last()];
        some.into_iter().flatten().for_each(|(unit, amount)| add(u64::from(*unit) << 40 ^ amount.cast_unsigned()));
    }
    mixed
}
