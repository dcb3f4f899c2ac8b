//! Cells: the different tallies. Two numbers that are the same tally in every register are one cell: who reads one has read the
//! other.

use std::collections::BTreeMap;

use super::tally::{ONE, Slot, Tallies, Vector};

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
    /// How much each unit adds in the register itself.
    pub(super) fn real(&self) -> &Vector {
        &self.vectors[0]
    }

    /// Whether nobody is in it in any register: that follows from the definitions and tells of nobody.
    pub(super) fn is_nothing(&self) -> bool {
        self.vectors.iter().all(|vector| vector.is_empty())
    }

    /// Whether each unit that is in this one is in the other at least as much, in every register.
    pub(super) fn within(&self, other: &Self) -> bool {
        let within = |one: &Vector, other: &Vector| {
            let mut others = other.iter();
            one.len() <= other.len()
                && one.iter().all(|(unit, amount)| {
                    others.find(|(known, _)| known >= unit).is_some_and(|(known, most)| known == unit && amount <= most)
                })
        };
        self.positive
            && other.positive
            && self.vectors.iter().zip(&other.vectors).all(|(one, other)| within(one, other))
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
    pub(super) fn new(tallies: &Tallies, shuffled: &[BTreeMap<Slot, Vector>]) -> Self {
        let mut known: BTreeMap<Vec<Vector>, usize> = BTreeMap::new();
        let mut all: Vec<Cell> = Vec::new();
        let mut of_tally = Vec::new();
        for (at, (slot, vector)) in tallies.slots.iter().enumerate() {
            let others = shuffled.iter().map(|register| register.get(slot).cloned().unwrap_or_default());
            let vectors: Vec<Vector> = std::iter::once(vector.clone()).chain(others).collect();
            let next = all.len();
            let cell = *known.entry(vectors).or_insert_with_key(|vectors| {
                let each = || vectors.iter().flat_map(|vector| vector.iter().map(|(_, amount)| *amount));
                let positive = each().all(|amount| amount > 0);
                let counts = positive && each().all(|amount| amount % ONE == 0);
                let amount = each().any(|amount| amount != ONE);
                all.push(Cell { vectors: vectors.clone(), counts, amount, positive });
                next
            });
            all[cell].amount |= tallies.amounts.contains(&at);
            of_tally.push(cell);
        }
        Self { all, of_tally }
    }
}
