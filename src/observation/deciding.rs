//! Observations that are none of a part's, and yet decided which of them are.
//!
//! A filter can leave out the months in which somebody was in a state that a row tells. Without that row the state would be
//! another, and the month would be there: so the rows of a member's months that were left out belong to what decided about
//! those that were not. Where the greatest are left out, all observations together decided who they are.

use std::sync::Arc;

use super::{Observations, Units};
use crate::cohort::{RowLists, RowRef};

/// Observations of members beside those that are counted.
#[derive(Debug, Clone)]
pub(crate) struct Beyond {
    of: Observations,
    /// Each one's member and place, in this order.
    by_member: Vec<(u32, u32)>,
}

/// The observations as they were before some were left out, with what finds out which.
pub(crate) struct Before {
    all: Observations,
    /// The index that says of each which it was.
    which: usize,
}

impl Before {
    /// Remembers the observations as they are.
    pub(crate) fn of(observations: &mut Observations) -> Self {
        let all = observations.clone();
        let count = u32::try_from(all.count()).expect("there are not so many observations");
        Self { all, which: observations.columns.index((0..count).collect()) }
    }

    /// All of them; or those alone that are not there any more.
    pub(crate) fn beyond(mut self, now: &Observations, all: bool) -> Option<Beyond> {
        let Units::Members { index, .. } = self.all.units else { return None };
        if !all {
            let mut gone = vec![true; self.all.count()];
            now.columns.at(self.which).iter().for_each(|at| gone[*at as usize] = false);
            self.all.keep(&gone);
        }
        let mut by_member: Vec<(u32, u32)> = self.all.columns.at(index).iter().copied().zip(0u32..).collect();
        by_member.sort_unstable();
        (!by_member.is_empty()).then_some(Beyond { of: self.all, by_member })
    }
}

impl Beyond {
    /// Adds the rows of the observations of a member.
    pub(super) fn add(&self, member: usize, rows: &mut Vec<RowRef>) {
        let member = u32::try_from(member).unwrap_or(u32::MAX);
        let from = self.by_member.partition_point(|(other, _)| *other < member);
        let own = self.by_member[from..].iter().take_while(|(other, _)| *other == member);
        own.for_each(|(_, at)| self.of.add_rows(*at as usize, rows));
    }

    /// The same, with rows that are told of the members.
    pub(super) fn with_told(&mut self, index: usize, of_member: &RowLists) {
        self.of.lineage.with_told(index, of_member.clone());
    }
}

impl Observations {
    /// Rows that are told of the members belong to all of their observations; the index says whose one is.
    pub(crate) fn with_told(&mut self, index: usize, of_member: &RowLists) {
        self.lineage.with_told(index, of_member.clone());
        if let Some(beyond) = &mut self.beyond {
            Arc::make_mut(beyond).with_told(index, of_member);
        }
        if let Some(ranked) = &mut self.ranked {
            Arc::make_mut(ranked).with_told(index, of_member);
        }
    }

    /// The rows that decided together which units are among the greatest, which are left out; in order, each once. None where
    /// nobody was left out so.
    pub fn ranked_rows(&self) -> Vec<RowRef> {
        let Some(ranked) = &self.ranked else { return Vec::new() };
        let mut rows = Vec::new();
        for at in 0..ranked.count() {
            ranked.add_rows(at, &mut rows);
            ranked.add_membership(at, &mut rows);
        }
        rows.sort_unstable();
        rows.dedup();
        rows
    }
}
