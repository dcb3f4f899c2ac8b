//! What is hidden first: numbers that tell of few people themselves.

use std::collections::BTreeSet;

use super::Rule;
use super::tally::{ONE, Says, Statement, Tallies, Vector, less};
use crate::spec::Limits;

/// A statistic of a set tells of its members unless there are this many: tests of it lose their meaning as well (the ten
/// degrees of freedom of ACRO's `LowDOF`).
const FEWEST_OF_SET: usize = 10;

/// The rules at the spec's limits.
pub(super) struct First<'a> {
    pub(super) limits: &'a Limits,
    pub(super) tallies: &'a Tallies,
}

impl First<'_> {
    /// Why the value itself tells of few people, if it does.
    pub(super) fn value(&self, statement: &Statement) -> Option<Rule> {
        let tallies = self.tallies;
        let counted = &tallies.slots[statement.counted].1;
        let base = statement.over.or(statement.n).map(|base| &tallies.slots[base].1);
        if !statement.said {
            return None;
        }
        if let Some(base) = base
            && self.few(base)
        {
            return Some(Rule::FewAmong);
        }
        if let Some(base) = base
            && self.of_few_families(base)
        {
            return Some(Rule::FewFamilies);
        }
        let all_ones = counted.iter().all(|(_, amount)| *amount % ONE == 0 && *amount > 0);
        let is_share = statement.says == Says::Share;
        let is_count = statement.stat == crate::value::Stat::Count;
        if is_share || is_count {
            if self.few(counted) {
                return Some(Rule::FewCounted);
            }
            let rest = base.map(|base| less(base, counted));
            if let Some(rest) = rest.as_ref().filter(|rest| rest.iter().all(|(_, amount)| *amount > 0)) {
                if self.few(rest) {
                    return Some(Rule::FewOthers);
                }
                if self.of_few_families(rest) {
                    return Some(Rule::FewFamilies);
                }
                let whole = !rest.is_empty() || !base.is_some_and(|base| base.is_empty());
                let decided = counted.is_empty() || (rest.is_empty() && is_share);
                if self.limits.unanimous && whole && decided {
                    return Some(Rule::Unanimous);
                }
            }
            return (self.of_few_families(counted) && all_ones).then_some(Rule::FewFamilies);
        }
        match statement.says {
            Says::OfSet
                if counted.len() < self.fewest_of_set() && !counted.is_empty()
                    || statement.of.is_some_and(|of| of > 0.0 && of < self.fewest_of_set() as f64) =>
            {
                Some(Rule::FewForStatistic)
            }
            // A mean or a sum of nothing tells that of each of them.
            Says::Mean | Says::Tally
                if self.limits.unanimous && counted.is_empty() && base.is_some_and(|base| !base.is_empty()) =>
            {
                Some(Rule::Unanimous)
            }
            Says::Mean | Says::Tally if self.few(counted) => Some(Rule::FewContribute),
            Says::Mean | Says::Tally if self.of_few_families(counted) => Some(Rule::FewFamilies),
            Says::Mean | Says::Tally if self.dominated(counted) => Some(Rule::Dominated),
            _ => None,
        }
    }

    fn fewest_of_set(&self) -> usize {
        FEWEST_OF_SET.max(self.limits.minimum as usize)
    }

    /// Why a number of units tells of few people, if it does.
    pub(super) fn n(&self, tally: usize) -> Option<Rule> {
        let units = &self.tallies.slots[tally].1;
        if self.few(units) {
            return Some(Rule::FewCounted);
        }
        self.of_few_families(units).then_some(Rule::FewFamilies)
    }

    /// Whether there are some units, and fewer than there must be.
    pub(super) fn few(&self, units: &[(u32, i64)]) -> bool {
        !units.is_empty() && units.len() < self.limits.minimum as usize
    }

    /// Whether they are of some families, and of fewer than there must be. Someone without a family is one.
    pub(super) fn of_few_families(&self, units: &[(u32, i64)]) -> bool {
        let Some(fewest) = self.limits.families else { return false };
        let fewest = fewest as usize;
        if units.is_empty() {
            return false;
        }
        let mut families = BTreeSet::new();
        let mut alone = 0;
        for (unit, _) in units {
            match self.tallies.families[*unit as usize] {
                Some(family) => {
                    families.insert(family);
                }
                None => alone += 1,
            }
            if families.len() + alone >= fewest {
                return false;
            }
        }
        true
    }

    /// Whether whoever adds the second most can tell to within so many percent what another adds: the total without the
    /// two greatest is less than that of the greatest (the p % rule).
    fn dominated(&self, amounts: &Vector) -> bool {
        let Some(percent) = self.limits.amounts else { return false };
        let mut sizes: Vec<i64> = amounts.iter().map(|(_, amount)| amount.saturating_abs()).collect();
        sizes.sort_unstable_by(|a, b| b.cmp(a));
        let (Some(greatest), Some(_)) = (sizes.first(), sizes.get(1)) else { return !sizes.is_empty() };
        let rest = sizes[2..].iter().fold(0i64, |sum, size| sum.saturating_add(*size));
        (rest as f64) < percent / 100.0 * *greatest as f64
    }
}
