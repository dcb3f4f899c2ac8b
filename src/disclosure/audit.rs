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
