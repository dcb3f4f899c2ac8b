//! The worlds that were found, each of which serves all cells that move in it.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::known::World;

/// From so many worlds on only those are kept in which some cell is at its farthest.
const MANY: usize = 400;

/// Worlds, and how far each of some cells moves in them.
#[derive(Debug, Clone, Default)]
pub(super) struct Worlds {
    /// Each with its number; in order.
    all: Vec<(usize, Rc<World>)>,
    /// By number, whether a world is one of those.
    there: Vec<bool>,
    /// By cell, the numbers of the worlds in which it moves and how far; also of some that are no longer there.
    of_cell: Vec<Vec<(usize, i64)>>,
    /// How many were kept when they were last looked through: as many again come before that is done again.
    kept: usize,
    ends: Ends,
}

/// By cell, of those that are asked about, the least and the most that each is in any world. In the world itself all are nothing.
#[derive(Debug, Clone, Default)]
struct Ends(Vec<Option<(i64, i64)>>);

impl Ends {
    fn of(&self, cell: usize) -> (i64, i64) {
        self.0.get(cell).copied().flatten().unwrap_or_default()
    }

    fn apart(&self, cell: usize) -> i64 {
        let (least, most) = self.of(cell);
        most.saturating_sub(least)
    }

    /// Widens them by how far a cell moves.
    fn meet(&mut self, cell: usize, by: i64) {
        if let Some(Some((least, most))) = self.0.get_mut(cell) {
            (*least, *most) = ((*least).min(by), (*most).max(by));
        }
    }
}

/// What there was before some worlds were taken out.
pub(super) struct Before {
    all: Vec<(usize, Rc<World>)>,
    kept: usize,
    ends: Ends,
    /// The number of the next world then.
    next: usize,
}

impl Before {
    /// How far apart a cell was in two of them.
    pub(super) fn apart(&self, cell: usize) -> i64 {
        self.ends.apart(cell)
    }
}

impl Worlds {
    /// None are found yet; these cells will be asked about.
    pub(super) fn of(cells: &BTreeSet<usize>) -> Self {
        let count = cells.last().map_or(0, |last| last + 1);
        let ends = Ends((0..count).map(|cell| cells.contains(&cell).then_some((0, 0))).collect());
        Self { ends, ..Self::default() }
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
        let number = self.there.len();
        for (cell, by) in &world {
            if self.of_cell.len() <= *cell {
                self.of_cell.resize_with(cell + 1, Vec::new);
            }
            self.of_cell[*cell].push((number, *by));
            self.ends.meet(*cell, *by);
        }
        self.there.push(true);
        self.all.push((number, Rc::new(world)));
    }

    /// The least and the most that a cell is in any of them.
    pub(super) fn ends(&self, cell: usize) -> (i64, i64) {
        self.ends.of(cell)
    }

    /// How far apart a cell is in two of them.
    pub(super) fn apart(&self, cell: usize) -> i64 {
        self.ends.apart(cell)
    }

    /// Takes out the worlds in which a cell moves; what there was before.
    pub(super) fn without(&mut self, cell: usize) -> Before {
        self.forget();
        let before = Before { all: self.all.clone(), kept: self.kept, ends: self.ends.clone(), next: self.there.len() };
        for (number, _) in self.of_cell.get(cell).into_iter().flatten() {
            self.there[*number] = false;
        }
        // Those that were at an end in one of them are at another now.
        let mut moved: BTreeSet<usize> = BTreeSet::new();
        for (_, world) in self.all.extract_if(.., |(number, _)| !self.there[*number]) {
            let at_end = |cell: usize, by: i64| {
                let (least, most) = self.ends.of(cell);
                by != 0 && (by == least || by == most)
            };
            moved.extend(world.iter().filter(|(cell, by)| at_end(**cell, **by)).map(|(cell, _)| *cell));
        }
        for cell in moved {
            if let Some(ends) = self.ends.0.get_mut(cell) {
                *ends = ends.map(|_| (0, 0));
            }
            for (_, by) in self.of_cell[cell].iter().filter(|(number, _)| self.there[*number]) {
                self.ends.meet(cell, *by);
            }
        }
        before
    }

    /// Adds what was taken out.
    pub(super) fn restore(&mut self, before: Before) {
        let Before { all, kept, ends, next } = before;
        let new = std::mem::replace(&mut self.all, all);
        (self.kept, self.ends) = (kept, ends);
        for (number, _) in &self.all {
            self.there[*number] = true;
        }
        for (number, world) in new.into_iter().filter(|(number, _)| *number >= next) {
            world.iter().for_each(|(cell, by)| self.ends.meet(*cell, *by));
            self.all.push((number, world));
        }
    }

    /// Each of them.
    pub(super) fn iter(&self) -> impl Iterator<Item = &World> {
        self.all.iter().map(|(_, world)| world.as_ref())
    }

    /// Leaves of several in which a cell is at its farthest the first.
    fn prune(&mut self) {
        let asked = self.ends.0.iter().enumerate().filter_map(|(cell, ends)| Some((cell, (*ends)?)));
        let mut open: BTreeSet<(usize, i64)> =
            asked.flat_map(|(cell, (least, most))| [(cell, least), (cell, most)]).collect();
        self.all.retain(|(number, world)| {
            let ends: Vec<(usize, i64)> = world.iter().map(|(cell, by)| (*cell, *by)).collect();
            // All of its ends are taken out, not only the first.
            let is_kept = ends.iter().filter(|end| open.remove(end)).count() > 0;
            self.there[*number] = is_kept;
            is_kept
        });
    }

    /// Takes those that are no longer there from the cells' lists, where there are many. Nothing was taken out that may come back.
    fn forget(&mut self) {
        if self.there.len() < 2 * MANY.max(self.all.len()) {
            return;
        }
        self.there = vec![true; self.all.len()];
        self.of_cell.iter_mut().for_each(Vec::clear);
        for (at, (number, world)) in self.all.iter_mut().enumerate() {
            *number = at;
            world.iter().for_each(|(cell, by)| self.of_cell[*cell].push((at, *by)));
        }
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
