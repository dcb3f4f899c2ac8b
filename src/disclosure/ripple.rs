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
    /// How far each cell has moved, and in this step.
    moved: Vec<i64>,
    step: Vec<i64>,
    /// The cells that ever moved, and those that did in this step.
    touched: Vec<usize>,
    stepped: Vec<usize>,
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
            moved: vec![0; known.cells()],
            step: vec![0; known.cells()],
            touched: Vec::new(),
            stepped: Vec::new(),
            off: BTreeMap::new(),
            pairs: BTreeSet::new(),
            left: TRIED,
        };
        if by == 0 || ripple.goes(cell, by) {
            return ripple.touched.iter().map(|cell| (*cell, ripple.moved[*cell])).collect();
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
        let moved = ripple.touched.iter().map(|cell| (*cell, ripple.moved[*cell]));
        moved.filter(|(_, by)| *by != 0).collect()
    }

    /// Moves a cell by so much, and others with it; else nothing.
    fn goes(&mut self, cell: usize, by: i64) -> bool {
        for cell in self.stepped.drain(..) {
            self.step[cell] = 0;
        }
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
        if self.step[cell] != 0 || self.moves.cost(cell).is_none_or(|price| price > 0.0) {
            return 0;
        }
        let (room, moved) = (self.known.room(cell), self.moved[cell]);
        by.clamp((-room.below).saturating_sub(moved).min(0), room.above.saturating_sub(moved).max(0))
    }

    /// Moves a cell; whether the numbers are not too great for it.
    fn put(&mut self, cell: usize, by: i64) -> bool {
        let times = self.known.times_of(cell);
        if times.iter().any(|(at, times)| self.after(*at, *times, by).is_none()) {
            return false;
        }
        self.turn(cell, by);
        self.moved[cell] += by;
        self.step[cell] = by;
        self.touched.push(cell);
        self.stepped.push(cell);
        self.meet(cell);
        true
    }

    fn take_back(&mut self, cell: usize) {
        let by = std::mem::take(&mut self.step[cell]);
        self.moved[cell] -= by;
        self.turn(cell, -by);
        self.meet(cell);
    }

    /// Notes what the equations of a cell come to when it moves.
    fn turn(&mut self, cell: usize, by: i64) {
        for (at, times) in self.known.times_of(cell) {
            match self.after(*at, *times, by) {
                Some(0) => self.off.remove(at),
                Some(sum) => self.off.insert(*at, sum),
                None => None,
            };
        }
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

    /// What an equation comes to when one of its cells, which it has so many times, has moved by so much more.
    fn after(&self, at: usize, times: i64, by: i64) -> Option<i64> {
        self.off.get(&at).copied().unwrap_or_default().checked_add(times.checked_mul(by)?)
    }

    /// By how much the first of a pair is above the second, also if some cell were moved.
    fn excess(&self, at: usize, also: Option<(usize, i64)>) -> i64 {
        let (less, more, apart) = self.known.pair(at);
        let moved = |cell: usize| match also {
            Some((other, by)) if other == cell => self.moved[cell].saturating_add(by),
            _ => self.moved[cell],
        };
        moved(less).saturating_sub(moved(more)).saturating_sub(apart)
    }

    /// Mends what is broken, if that can be done.
    fn is_mended(&mut self) -> bool {
        let broken =
            self.off.keys().map(|at| Broken::Equation(*at)).chain(self.pairs.iter().map(|at| Broken::Pair(*at)));
        // What can be mended in the fewest ways decides the others.
        let mut fewest: Option<Vec<(usize, i64)>> = None;
        for broken in broken {
            let most = fewest.as_ref().map_or(usize::MAX, Vec::len);
            if most == 0 {
                return false;
            }
            let moves: Vec<(usize, i64)> = self.mending(broken).take(most).collect();
            if moves.len() < most {
                fewest = Some(moves);
            }
        }
        let Some(mut moves) = fewest else { return true };
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
    fn mending(&self, broken: Broken) -> impl Iterator<Item = (usize, i64)> {
        let (equation, off, pair) = match broken {
            Broken::Equation(at) => (self.known.equation(at), self.off.get(&at).copied().unwrap_or_default(), None),
            Broken::Pair(at) => (&[][..], 0, Some((self.known.pair(at), self.excess(at, None)))),
        };
        let of_equation = equation.iter().map(move |(cell, times)| (*cell, -off / times));
        let of_pair = pair.into_iter().flat_map(|((less, more, _), by)| [(more, by), (less, -by)]);
        of_equation.chain(of_pair).map(|(cell, by)| (cell, self.within(cell, by))).filter(|(_, by)| *by != 0)
    }

    /// How many equations and pairs more are broken by a move than before.
    fn harm(&self, cell: usize, by: i64) -> i64 {
        let equations = self.known.times_of(cell).iter().map(|(at, times)| {
            let after = i64::from(self.after(*at, *times, by) != Some(0));
            after - i64::from(self.off.contains_key(at))
        });
        let pairs = self.known.pairs_of(cell).map(|at| {
            let after = i64::from(self.excess(at, Some((cell, by))) > 0);
            after - i64::from(self.pairs.contains(&at))
        });
        equations.chain(pairs).sum()
    }
}
