//! What protection did, in numbers.

use std::collections::BTreeMap;

use super::{Mask, Rule, Why};

/// What was hidden and why.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Audit {
    /// How many values there are.
    pub values: usize,
    /// How many are hidden by each rule.
    pub first: BTreeMap<Rule, usize>,
    /// How many are hidden because others could be computed from them.
    pub besides: usize,
    /// How many are hidden because the spec says so.
    pub by_exception: usize,
    /// How many different tallies the values are made of.
    pub cells: usize,
    /// How many equations between them, none of which follows from others, hold in all registers.
    pub relations: usize,
    /// How many more hold that have other coefficients than small whole numbers: no definition says them, and they are not used.
    pub odd_relations: usize,
    /// How many registers the rows of which are about other people the equations were held against.
    pub registers: usize,
    /// In how many registers in which rows also say other things zeros among few were looked at; none where nobody had to ask.
    pub mixed: Option<usize>,
    /// How many groups of few lie between two published ones.
    pub differences: usize,
    /// For how many tallies of few people there are two worlds.
    pub protected: usize,
    /// For how many there are none.
    pub unprotected: usize,
    /// How many tallies that are hidden besides, of more people, can be known more closely than those of few: an attack says so.
    pub close: usize,
    /// The numbers of few people that earlier releases tell by themselves, or that no hiding of what is new was found to protect.
    pub already: Vec<String>,
    /// The earlier releases that readers were taken to have, and how many values of each are not used: they are others now.
    pub earlier: Vec<(String, usize)>,
    /// The exhibits with values that are about no people, and are not judged.
    pub not_people: Vec<String>,
}

impl Audit {
    /// Counts what `mask` hides of so many values.
    pub(super) fn of(mask: &Mask, values: usize) -> Self {
        let mut audit = Self { values, ..Self::default() };
        for (_, _, hidden) in mask.iter().filter(|(_, _, hidden)| hidden.value) {
            match hidden.why {
                Why::First(rule) => *audit.first.entry(rule).or_default() += 1,
                Why::Besides => audit.besides += 1,
                Why::ByException => audit.by_exception += 1,
            }
        }
        audit
    }

    /// How many values are hidden.
    pub fn hidden(&self) -> usize {
        self.first.values().sum::<usize>() + self.besides + self.by_exception
    }
}
