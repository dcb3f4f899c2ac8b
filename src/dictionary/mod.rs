//! Numbers for equal things: a column of few different texts is kept as numbers, and each text once.
//!
//! The numbers are 0, 1, 2, ... in the order in which things are first met, so that they are the same in every run.

#![allow(clippy::disallowed_types, reason = "looked up and never gone through in its own order, which reaches nothing")]

mod words;

use std::collections::HashMap;
use std::hash::Hash;

use foldhash::fast::FixedState;

pub use words::{TOGETHER, Texts, Words};

/// Things with their numbers.
#[derive(Debug, Clone)]
pub struct Dictionary<T> {
    /// What is met here comes from extracts that somebody has been given, who gains nothing by making it slow.
    numbers: HashMap<T, u32, FixedState>,
}

impl<T: Hash + Eq> Dictionary<T> {
    /// One with nothing in it.
    pub fn new() -> Self {
        Self { numbers: HashMap::default() }
    }

    /// The number of a thing, which is met now or was before.
    pub fn number(&mut self, thing: T) -> u32 {
        let next = u32::try_from(self.numbers.len()).expect("no column has so many rows");
        *self.numbers.entry(thing).or_insert(next)
    }

    /// How many different things were met.
    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Whether nothing was met.
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// Whether a thing was met.
    pub fn has<Q: Hash + Eq + ?Sized>(&self, thing: &Q) -> bool
    where
        T: std::borrow::Borrow<Q>,
    {
        self.numbers.contains_key(thing)
    }

    /// The number of a thing that was met before.
    pub fn known<Q: Hash + Eq + ?Sized>(&self, thing: &Q) -> Option<u32>
    where
        T: std::borrow::Borrow<Q>,
    {
        self.numbers.get(thing).copied()
    }

    /// The things that were met, in no order: for whoever counts them, or puts them into another dictionary to be looked up.
    pub fn things(&self) -> impl Iterator<Item = &T> {
        self.numbers.keys()
    }

    /// The things that were met, each at the place of its number.
    pub fn into_things(self) -> Vec<T> {
        let mut things: Vec<(u32, T)> = self.numbers.into_iter().map(|(thing, number)| (number, thing)).collect();
        things.sort_unstable_by_key(|(number, _)| *number);
        things.into_iter().map(|(_, thing)| thing).collect()
    }
}

impl<T: Hash + Eq> Default for Dictionary<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: Hash + Eq> Extend<T> for Dictionary<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, things: I) {
        for thing in things {
            self.number(thing);
        }
    }
}

impl<T: Hash + Eq> FromIterator<T> for Dictionary<T> {
    fn from_iter<I: IntoIterator<Item = T>>(things: I) -> Self {
        let mut met = Self::new();
        met.extend(things);
        met
    }
}

#[cfg(test)]
mod tests {
    use super::Dictionary;

    #[test]
    fn equal_things_have_one_number_and_numbers_follow_the_order_of_meeting() {
        let mut known = Dictionary::new();
        let numbers: Vec<u32> =
            ["mor", "barn", "mor", "far", "barn"].into_iter().map(|text| known.number(text)).collect();
        assert_eq!(numbers, [0, 1, 0, 2, 1]);
        assert!(known.has("far") && !known.has("bror"));
        assert_eq!((known.known("far"), known.known("bror")), (Some(2), None));
        assert_eq!(known.len(), 3);
        assert_eq!(known.into_things(), ["mor", "barn", "far"]);
    }

    #[test]
    fn a_thousand_things_come_back_in_order() {
        let mut known = Dictionary::new();
        known.extend((0..1000).rev());
        assert_eq!(known.into_things(), (0..1000).rev().collect::<Vec<_>>());
    }
}
