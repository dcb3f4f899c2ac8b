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
    /// Where the members stand.
    index: usize,
    /// Their places by member; none where they stand so.
    order: Option<Vec<u32>>,
}

/// The observations as they were before some were left out.
pub(crate) struct Before(Observations);

impl Before {
    /// Remembers the observations as they are.
    pub(crate) fn of(observations: &Observations) -> Self {
        Self(observations.clone())
    }

    /// All of them; or those alone that are not there any more.
    pub(crate) fn beyond(self, now: &Observations, all: bool) -> Option<Beyond> {
        let Self(mut before) = self;
        let Units::Members { index, .. } = before.units else { return None };
        if !all {
            before.keep(&before.columns.gone(&now.columns));
        }
        (before.count() > 0).then(|| Beyond::new(before, index))
    }
}

impl Beyond {
    /// Observations whose members the index says.
    fn new(of: Observations, index: usize) -> Self {
        let members = of.columns.at(index);
        let order = (!members.iter().is_sorted()).then(|| {
            let mut order: Vec<u32> = (0u32..).take(members.len()).collect();
            order.sort_by_key(|at| members.of(*at as usize));
            order
        });
        Self { of, index, order }
    }

    /// Adds the rows of the observations of a member.
    pub(super) fn add(&self, member: usize, rows: &mut Vec<RowRef>) {
        let members = self.of.columns.at(self.index);
        let place = |nth: usize| self.order.as_ref().map_or(nth, |order| order[nth] as usize);
        let member_of = |nth: usize| members.of(place(nth)) as usize;
        let (mut from, mut end) = (0, members.len());
        while from < end {
            let middle = from + (end - from) / 2;
            if member_of(middle) < member {
                from = middle + 1;
            } else {
                end = middle;
            }
        }
        let own = (from..members.len()).take_while(|nth| member_of(*nth) == member);
        own.for_each(|nth| self.of.add_rows(place(nth), rows));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cohort::Columns;
    use crate::observation::Lineage;

    /// Observations of members in this order, each of which rests on the row of its own place.
    fn of_members(members: Vec<u32>) -> Beyond {
        let mut columns = Columns::new(members.len());
        let index = columns.index(members);
        let row = |at: usize| RowRef { extract: 0, row: u32::try_from(at).expect("few") };
        let lineage = Lineage::found(move |_, at, rows| rows.push(row(at)));
        Beyond::new(Observations { columns, lineage, ..Observations::default() }, index)
    }

    #[test]
    fn a_members_observations_are_found_in_whatever_order_they_stand() {
        let rows = |of: &Beyond, member: usize| -> Vec<u32> {
            let mut rows = Vec::new();
            of.add(member, &mut rows);
            rows.into_iter().map(|row| row.row).collect()
        };
        let (sorted, mixed) = (of_members(vec![0, 0, 2, 2, 2]), of_members(vec![2, 0, 2, 0, 2]));
        assert!(sorted.order.is_none(), "what stands by member already needs no list");
        assert_eq!([0, 1, 2, 3].map(|member| rows(&sorted, member)), [vec![0, 1], vec![], vec![2, 3, 4], vec![]]);
        assert_eq!([0, 1, 2, 3].map(|member| rows(&mixed, member)), [vec![1, 3], vec![], vec![0, 2, 4], vec![]]);
    }
}
