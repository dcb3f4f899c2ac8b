//! Things of many people in one array: a person's stand together, in the order in which they came.

use std::ops::Range;

use super::people::NOBODY;
use crate::parallel;

/// How many things are looked at together on one core.
const TOGETHER: usize = 1 << 15;

/// Things by person: where each person's begin, and the things one behind the other.
#[derive(Debug, Clone, Default)]
pub struct ByPerson<T> {
    /// Where the things of each person begin; one more at the end.
    starts: Vec<usize>,
    things: Vec<T>,
}

impl<T> ByPerson<T> {
    /// The things that `thing` makes of rows, for so many people; a row is of the person of its code. What is of nobody
    /// known is left out.
    pub fn new(people: usize, codes: &[u32], thing: impl Fn(usize) -> Option<T>) -> Self {
        // The rows by person: counted first, then each put in its place, so that a person's stay in their order.
        let mut starts = vec![0; people + 1];
        for code in codes.iter().filter(|code| **code != NOBODY) {
            starts[*code as usize + 1] += 1;
        }
        for at in 0..people {
            starts[at + 1] += starts[at];
        }
        let mut next = starts.clone();
        let mut rows = vec![0u32; starts[people]];
        for (at, code) in (0u32..).zip(codes).filter(|(_, code)| **code != NOBODY) {
            let place = &mut next[*code as usize];
            rows[*place] = at;
            *place += 1;
        }
        let mut things = Vec::with_capacity(rows.len());
        let mut begins = Vec::with_capacity(people + 1);
        for person in 0..people {
            begins.push(things.len());
            things.extend(rows[starts[person]..starts[person + 1]].iter().filter_map(|at| thing(*at as usize)));
        }
        begins.push(things.len());
        Self { starts: begins, things }
    }

    /// A person's things; nothing of nobody.
    pub fn of(&self, person: u32) -> &[T] {
        &self.things[self.range(person)]
    }

    /// Where a person's things stand among all; nowhere those of nobody.
    pub fn range(&self, person: u32) -> Range<usize> {
        let at = person as usize;
        match (self.starts.get(at), self.starts.get(at.saturating_add(1))) {
            (Some(start), Some(end)) => *start..*end,
            _ => 0..0,
        }
    }

    /// All things, one person's after another's.
    pub fn all(&self) -> &[T] {
        &self.things
    }

    /// What `other` makes of each, in the places of these.
    pub fn like<U: Send>(&self, other: impl Fn(&T) -> U + Sync) -> ByPerson<U>
    where
        T: Sync,
    {
        ByPerson { starts: self.starts.clone(), things: self.told(other) }
    }

    /// What `other` makes of each, in their order.
    pub fn told<U: Send>(&self, other: impl Fn(&T) -> U + Sync) -> Vec<U>
    where
        T: Sync,
    {
        parallel::numbered(self.things.len(), TOGETHER, |at| other(&self.things[at]))
    }

    /// Sorts each person's things; equal ones stay in their order.
    pub fn sort_each<K: Ord>(&mut self, key: impl Fn(&T) -> K) {
        for bounds in self.starts.windows(2) {
            self.things[bounds[0]..bounds[1]].sort_by_key(&key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_stand_by_person_in_their_order() {
        let codes = [2, 0, NOBODY, 2, 0, 2];
        let mut things = ByPerson::new(3, &codes, |at| (at != 4).then_some(10 - at));
        assert_eq!((things.of(0), things.of(1), things.of(2)), (&[9][..], &[][..], &[10, 7, 5][..]));
        assert!(things.of(NOBODY).is_empty());
        things.sort_each(|thing| *thing);
        assert_eq!(things.of(2), [5, 7, 10]);
        assert_eq!((things.range(2), things.range(1), things.range(NOBODY)), (1..4, 1..1, 0..0));
        let doubled = things.like(|thing| 2 * thing);
        assert_eq!((doubled.of(0), doubled.all()), (&[18][..], &[18, 10, 14, 20][..]));
        assert_eq!(things.told(|thing| thing + 1), [10, 6, 8, 11]);
    }
}
