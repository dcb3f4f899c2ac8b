//! The worlds that were found, each of which serves all cells that move in it.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::known::World;

/// From so many worlds on only those are kept in which some cell is at its farthest.
const MANY: usize = 400;

/// Worlds, and how far each of some cells moves in them.
#[derive(Debug, Clone, Default)]
pub(super) struct Worlds {
    all: Vec<Rc<World>>,
    /// How many were kept when they were last looked through: as many again come before that is done again.
    kept: usize,
    /// By cell, of those that are asked about, the least and the most that each is in any world. In the world itself all are nothing.
    ends: Vec<Option<(i64, i64)>>,
}

impl Worlds {
    /// None are found yet; these cells will be asked about.
    pub(super) fn of(cells: &BTreeSet<usize>) -> Self {
        let count = cells.last().map_or(0, |last| last + 1);
        let ends = (0..count).map(|cell| cells.contains(&cell).then_some((0, 0))).collect();
        Self { all: Vec::new(), kept: 0, ends }
    }

    /// One more.
    pub(super) fn add(&mut self, world: World) {
        if world.is_empty() {
            return;
        }
        if self.all.len() >= MANY.max(2 * self.kept) {
            self.prune();
            self.kept = self.all.len();
        }
        self.all.push(Rc::new(world));
        self.meet(self.all.len() - 1);
    }

    /// Widens the ends by a world.
    fn meet(&mut self, at: usize) {
        for (cell, by) in self.all[at].iter() {
            if let Some(Some((least, most))) = self.ends.get_mut(*cell) {
                (*least, *most) = ((*least).min(*by), (*most).max(*by));
            }
        }
    }

    /// The least and the most that a cell is in any of them.
    pub(super) fn ends(&self, cell: usize) -> (i64, i64) {
        self.ends.get(cell).copied().flatten().unwrap_or_default()
    }

    /// How far apart a cell is in two of them.
    pub(super) fn apart(&self, cell: usize) -> i64 {
        let (least, most) = self.ends(cell);
        most.saturating_sub(least)
    }

    /// Takes out the worlds in which a cell moves; what there was before.
    pub(super) fn without(&mut self, cell: usize) -> Self {
        let left: Vec<Rc<World>> = self.all.iter().filter(|world| !world.contains_key(&cell)).cloned().collect();
        let all = std::mem::replace(&mut self.all, left);
        let ends = self.ends.clone();
        if all.len() > self.all.len() {
            self.ends.iter_mut().flatten().for_each(|ends| *ends = (0, 0));
            (0..self.all.len()).for_each(|at| self.meet(at));
        }
        Self { all, kept: self.kept, ends }
    }

    /// Adds what was taken out.
    pub(super) fn restore(&mut self, before: Self) {
        let new = std::mem::replace(self, before).all;
        for world in new {
            if !self.all.iter().any(|known| Rc::ptr_eq(known, &world)) {
                self.all.push(world);
                self.meet(self.all.len() - 1);
            }
        }
    }

    /// Each of them.
    pub(super) fn iter(&self) -> impl Iterator<Item = &World> {
        self.all.iter().map(AsRef::as_ref)
    }

    /// Leaves of several in which a cell is at its farthest the first.
    fn prune(&mut self) {
        let asked = self.ends.iter().enumerate().filter_map(|(cell, ends)| Some((cell, (*ends)?)));
        let mut open: BTreeSet<(usize, i64)> =
            asked.flat_map(|(cell, (least, most))| [(cell, least), (cell, most)]).collect();
        self.all.retain(|world| {
            let ends: Vec<(usize, i64)> = world.iter().map(|(cell, by)| (*cell, *by)).collect();
            // All of its ends are taken out, not only the first.
            ends.iter().filter(|end| open.remove(end)).count() > 0
        });
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::{MANY, Worlds};

    #[test]
    fn a_world_serves_all_cells_that_move_in_it_until_one_of_them_may_not() {
        let mut worlds = Worlds::of(&BTreeSet::from([1, 2, 3]));
        worlds.add(BTreeMap::from([(1, 4), (2, -4)]));
        worlds.add(BTreeMap::from([(1, -1), (9, 1)]));
        assert_eq!([1, 2, 3, 9].map(|cell| worlds.apart(cell)), [5, 4, 0, 0], "nobody asks about the last");
        let before = worlds.without(9);
        assert_eq!((worlds.ends(1), worlds.iter().count()), ((0, 4), 1));
        worlds.add(BTreeMap::from([(3, 7)]));
        worlds.restore(before);
        assert_eq!([1, 2, 3].map(|cell| worlds.ends(cell)), [(-1, 4), (-4, 0), (0, 7)]);
        assert_eq!(worlds.iter().count(), 3);
    }

    #[test]
    fn of_many_worlds_those_are_kept_that_somebody_needs() {
        let mut worlds = Worlds::of(&BTreeSet::from([0, 1]));
        for by in 1..=3 * i64::try_from(MANY).expect("small") {
            worlds.add(BTreeMap::from([(0, by), (1, -1)]));
        }
        assert!(worlds.iter().count() <= MANY, "{}", worlds.iter().count());
        assert_eq!((worlds.ends(0), worlds.ends(1)), ((0, 1200), (-1, 0)));
        let seen = worlds.iter().filter_map(|world| world.get(&0)).max();
        assert_eq!(seen, Some(&1200), "the farthest is still there");
    }
}
