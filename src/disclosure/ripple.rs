//! Worlds near by: a cell moves, a few hidden ones next to it make up for it, and all others stay where they are.
//!
//! Most hidden cells have such a world, and to find it costs a small part of what a linear programme does: each equation that a move
//! breaks is mended by one of its cells, and so on until none is broken. Where that leads nowhere within so many moves, nothing is said:
//! whoever asked goes on with the programme.

use std::collections::{BTreeMap, BTreeSet};

use super::known::{Known, Moves, World};

/// So many moves are tried for one world.
const TRIED: u32 = 600;

/// Of the cells that can make up for a move so many are tried, the least harmful first.
const CHOICES: usize = 3;

/// A move that does not find its way at once is tried in so many steps, each of which may go another way.
const STEPS: i64 = 4;

/// What is broken by the moves so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Broken {
    /// An equation does not come to nothing.
    Equation(usize),
    /// A pair is not in its order.
    Pair(usize),
}

/// The search for one world.
pub(super) struct Ripple<'a, M: Moves> {
    known: &'a Known,
    moves: &'a M,
    /// How far each cell has moved.
    world: World,
    /// How far in this step.
    step: BTreeMap<usize, i64>,
    /// What each broken equation comes to.
    off: BTreeMap<usize, i64>,
    /// The pairs that are not in their order.
    pairs: BTreeSet<usize>,
    left: u32,
}

impl<'a, M: Moves> Ripple<'a, M> {
    /// A world in which a cell moves by so much, or less, where one is found near by. It is checked by whoever relies on it.
    pub(super) fn world(known: &'a Known, (cell, by): (usize, i64), moves: &'a M) -> World {
        let mut ripple = Self {
            known,
            moves,
            world: World::new(),
            step: BTreeMap::new(),
            off: BTreeMap::new(),
            pairs: BTreeSet::new(),
            left: TRIED,
        };
        if by == 0 || ripple.goes(cell, by) {
            return ripple.world;
        }
        let mut gone = 0i64;
        let size = (by / STEPS).abs().max(1) * by.signum();
        while gone.abs() < by.abs() {
            let step = if (by - gone).abs() < size.abs() { by - gone } else { size };
            if !ripple.goes(cell, step) {
                break;
            }
            gone += step;
        }
        ripple.world.retain(|_, by| *by != 0);
        ripple.world
    }

    /// Moves a cell by so much, and others with it; else nothing.
    fn goes(&mut self, cell: usize, by: i64) -> bool {
        self.step.clear();
        if self.within(cell, by) != by || !self.put(cell, by) {
            return false;
        }
        let mended = self.is_mended();
        if !mended {
            self.take_back(cell);
        }
        mended
    }

    /// So much of a move a cell may make that has not moved in this step, at no price.
    fn within(&self, cell: usize, by: i64) -> i64 {
        if self.step.contains_key(&cell) || self.moves.cost(cell).is_none_or(|price| price > 0.0) {
            return 0;
        }
        let (room, moved) = (self.known.room(cell), self.moved(cell));
        by.clamp((-room.below).saturating_sub(moved).min(0), room.above.saturating_sub(moved).max(0))
    }

    fn moved(&self, cell: usize) -> i64 {
        self.world.get(&cell).copied().unwrap_or_default()
    }

    /// Moves a cell; whether the numbers are not too great for it.
    fn put(&mut self, cell: usize, by: i64) -> bool {
        let after: Option<Vec<(usize, i64)>> =
            self.known.equations_of(cell).map(|at| Some((at, self.after(at, cell, by)?))).collect();
        let Some(after) = after else { return false };
        for (at, sum) in after {
            if sum == 0 {
                self.off.remove(&at)
            } else {
                self.off.insert(at, sum)
            };
        }
        *self.world.entry(cell).or_default() += by;
        self.step.insert(cell, by);
        self.meet(cell);
        true
    }

    fn take_back(&mut self, cell: usize) {
        let Some(by) = self.step.remove(&cell) else { return };
        *self.world.entry(cell).or_default() -= by;
        for at in self.known.equations_of(cell) {
            if let Some(sum) = self.after(at, cell, -by) {
                if sum == 0 {
                    self.off.remove(&at)
                } else {
                    self.off.insert(at, sum)
                };
            }
        }
        self.meet(cell);
    }

    /// Looks at the pairs of a cell again.
    fn meet(&mut self, cell: usize) {
        for at in self.known.pairs_of(cell) {
            if self.excess(at, None) > 0 {
                self.pairs.insert(at)
            } else {
                self.pairs.remove(&at)
            };
        }
    }

    /// What an equation comes to when one of its cells has moved by so much more.
    fn after(&self, at: usize, cell: usize, by: i64) -> Option<i64> {
        let (_, times) = self.known.equation(at).iter().find(|(other, _)| *other == cell)?;
        self.off.get(&at).copied().unwrap_or_default().checked_add(times.checked_mul(by)?)
    }

    /// By how much the first of a pair is above the second, also if some cell were moved.
    fn excess(&self, at: usize, also: Option<(usize, i64)>) -> i64 {
        let (less, more, apart) = self.known.pair(at);
        let moved = |cell: usize| match also {
            Some((other, by)) if other == cell => self.moved(cell).saturating_add(by),
            _ => self.moved(cell),
        };
        moved(less).saturating_sub(moved(more)).saturating_sub(apart)
    }

    /// Mends what is broken, if that can be done.
    fn is_mended(&mut self) -> bool {
        let broken =
            self.off.keys().map(|at| Broken::Equation(*at)).chain(self.pairs.iter().map(|at| Broken::Pair(*at)));
        // What can be mended in the fewest ways decides the others.
        let Some(mut moves) = broken.map(|broken| self.mending(broken)).min_by_key(Vec::len) else { return true };
        moves.sort_by_cached_key(|(cell, by)| (self.harm(*cell, *by), *cell));
        for (cell, by) in moves.into_iter().take(CHOICES) {
            if self.left == 0 {
                return false;
            }
            self.left -= 1;
            if self.put(cell, by) {
                if self.is_mended() {
                    return true;
                }
                self.take_back(cell);
            }
        }
        false
    }

    /// The moves, each of one cell, that mend it or a part of it.
    fn mending(&self, broken: Broken) -> Vec<(usize, i64)> {
        let all: Vec<(usize, i64)> = match broken {
            Broken::Equation(at) => {
                let off = self.off.get(&at).copied().unwrap_or_default();
                let each = self.known.equation(at).iter();
                each.map(|(cell, times)| (*cell, -off / times)).collect()
            }
            Broken::Pair(at) => {
                let ((less, more, _), by) = (self.known.pair(at), self.excess(at, None));
                vec![(more, by), (less, -by)]
            }
        };
        all.into_iter().map(|(cell, by)| (cell, self.within(cell, by))).filter(|(_, by)| *by != 0).collect()
    }

    /// How many equations and pairs more are broken by a move than before.
    fn harm(&self, cell: usize, by: i64) -> i64 {
        let equations = self.known.equations_of(cell).map(|at| {
            let after = i64::from(self.after(at, cell, by) != Some(0));
            after - i64::from(self.off.contains_key(&at))
        });
        let pairs = self.known.pairs_of(cell).map(|at| {
            let after = i64::from(self.excess(at, Some((cell, by))) > 0);
            after - i64::from(self.pairs.contains(&at))
        });
        equations.chain(pairs).sum()
    }
}
