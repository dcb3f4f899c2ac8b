//! What an outsider knows of hidden cells, and whether a world agrees with it.
//!
//! Whoever finds a world, it is checked here in whole numbers: all equations, and all that is known to be at least or at most something.

use std::collections::{BTreeMap, BTreeSet};

use super::simplex::Budget;

/// Whole numbers for the cells that are others than they are, as differences.
pub(super) type World = BTreeMap<usize, i64>;

/// So many numbers of tables may be worked out for all worlds of a publication together. Whoever needs one that is not found within that
/// hides more.
const FOR_ALL: u64 = 3_000_000_000;

/// So many equations away cells are looked at for what holds one, and so often.
const HOLDING: usize = 2;

/// What is known of one cell by whoever knows the definitions.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    /// How far it may lie below what it is, and above, for all that is known if it is hidden.
    pub(super) below: i64,
    pub(super) above: i64,
    /// How far apart two worlds must be in it.
    pub(super) apart: i64,
    /// Whether it is in whole units; else it is in millionths.
    pub(super) counts: bool,
}

/// What an outsider knows of the cells: they are tied by equations, and lie within bounds.
#[derive(Debug)]
pub(super) struct Known {
    rooms: Vec<Room>,
    equations: Vec<Vec<(usize, i64)>>,
    /// Pairs of which the first is at most the second, and how far they are apart.
    pairs: Vec<(usize, usize, i64)>,
    /// The equations that have a cell, and how often each has it.
    equations_of: Vec<Vec<(usize, i64)>>,
    pairs_of: Vec<Vec<usize>>,
    /// How much may still be worked out for all worlds.
    pub(super) budget: Budget,
}

/// Which cells may move when a world is looked for.
pub(super) trait Moves {
    /// What it costs that a cell moves at all: nothing for a hidden one; none where it may not.
    fn cost(&self, cell: usize) -> Option<f64>;
}

impl Known {
    pub(super) fn new(rooms: Vec<Room>, equations: Vec<Vec<(usize, i64)>>, pairs: Vec<(usize, usize, i64)>) -> Self {
        let (mut equations_of, mut pairs_of) = (vec![Vec::new(); rooms.len()], vec![Vec::new(); rooms.len()]);
        for (at, equation) in equations.iter().enumerate() {
            for (cell, by) in equation {
                equations_of[*cell].push((at, *by));
            }
        }
        for (at, (less, more, _)) in pairs.iter().enumerate() {
            pairs_of[*less].push(at);
            pairs_of[*more].push(at);
        }
        let budget = Budget::of(FOR_ALL);
        Self { rooms, equations, pairs, equations_of, pairs_of, budget }
    }

    /// How many cells there are.
    pub(super) fn cells(&self) -> usize {
        self.rooms.len()
    }

    /// How far apart two worlds must be in a cell.
    pub(super) fn apart(&self, cell: usize) -> i64 {
        self.rooms[cell].apart
    }

    /// No more than this is asked of a cell from now on.
    pub(super) fn settle(&mut self, cell: usize, apart: i64) {
        self.rooms[cell].apart = apart;
    }

    /// How far a cell may lie from what it is.
    pub(super) fn room(&self, cell: usize) -> Room {
        self.rooms[cell]
    }

    /// The equations that have a cell.
    pub(super) fn equations_of(&self, cell: usize) -> impl Iterator<Item = usize> + use<'_> {
        self.equations_of[cell].iter().map(|(at, _)| *at)
    }

    /// The same, and how often each has it.
    pub(super) fn times_of(&self, cell: usize) -> &[(usize, i64)] {
        &self.equations_of[cell]
    }

    /// The cells of an equation, and how often it has each.
    pub(super) fn equation(&self, at: usize) -> &[(usize, i64)] {
        &self.equations[at]
    }

    /// The pairs that have a cell.
    pub(super) fn pairs_of(&self, cell: usize) -> impl Iterator<Item = usize> + use<'_> {
        self.pairs_of[cell].iter().copied()
    }

    /// The two cells of a pair, and how far they are apart.
    pub(super) fn pair(&self, at: usize) -> (usize, usize, i64) {
        self.pairs[at]
    }

    /// Whether the equations and pairs of a cell, and of those next to it, hold it closer together than worlds must be apart: each of them
    /// bounds a cell by what is known of its others. Where they do not, nothing is said.
    pub(super) fn is_held(&self, cell: usize, moves: &impl Moves) -> bool {
        let mut near = BTreeSet::from([cell]);
        for _ in 0..HOLDING {
            let equations = near.iter().flat_map(|cell| self.equations_of(*cell));
            let others = equations.flat_map(|at| self.equations[at].iter().map(|(cell, _)| *cell));
            let others: Vec<usize> = others.filter(|cell| moves.cost(*cell).is_some()).collect();
            near.extend(others);
        }
        let mut ends: BTreeMap<usize, (i128, i128)> = BTreeMap::new();
        let own = |cell: usize| {
            let Room { below, above, .. } = self.rooms[cell];
            moves.cost(cell).map_or((0, 0), |_| (-i128::from(below), i128::from(above)))
        };
        for _ in 0..=HOLDING {
            // From the farthest on, so that what is found there is known nearer by.
            for cell in near.iter().rev().chain([&cell]) {
                let of = |cell: usize| ends.get(&cell).copied().unwrap_or_else(|| own(cell));
                let (mut least, mut most) = of(*cell);
                for at in self.equations_of(*cell) {
                    // So many times this one is the others, turned round.
                    let (mut low, mut high, mut times) = (0i128, 0i128, 0i128);
                    for (other, by) in &self.equations[at] {
                        let by = i128::from(*by);
                        if other == cell {
                            times = by;
                            continue;
                        }
                        let (least, most) = of(*other);
                        low -= (by * least).max(by * most);
                        high -= (by * least).min(by * most);
                    }
                    if times < 0 {
                        (low, high, times) = (-high, -low, -times);
                    }
                    if times > 0 {
                        least = least.max(-(-low).div_euclid(times));
                        most = most.min(high.div_euclid(times));
                    }
                }
                for at in &self.pairs_of[*cell] {
                    let (less, more, apart) = self.pairs[*at];
                    if less == *cell {
                        most = most.min(of(more).1 + i128::from(apart));
                    } else {
                        least = least.max(of(less).0 - i128::from(apart));
                    }
                }
                ends.insert(*cell, (least, most));
            }
            let (least, most) = ends[&cell];
            if most - least < i128::from(self.rooms[cell].apart) {
                return true;
            }
        }
        false
    }

    /// Whether all that is known holds in a world, and nothing has moved in it that may not.
    pub(super) fn is_world(&self, world: &World, moves: &impl Moves) -> bool {
        let moved = |cell: &usize| i128::from(world.get(cell).copied().unwrap_or_default());
        let bounded = world.iter().all(|(cell, by)| {
            let Room { below, above, .. } = self.rooms[*cell];
            *by == 0 || ((-below..=above).contains(by) && moves.cost(*cell).is_some())
        });
        let equations: BTreeSet<usize> = world.keys().flat_map(|cell| self.equations_of(*cell)).collect();
        let comes_to = |at: &usize| self.equations[*at].iter().map(|(cell, by)| moved(cell) * i128::from(*by)).sum();
        bounded && equations.iter().map(comes_to).all(|sum: i128| sum == 0) && self.broken(world).is_empty()
    }

    /// The pairs that are not in their order in a world.
    pub(super) fn broken(&self, world: &World) -> BTreeSet<usize> {
        let moved = |cell: usize| i128::from(world.get(&cell).copied().unwrap_or_default());
        let pairs: BTreeSet<usize> = world.keys().flat_map(|cell| &self.pairs_of[*cell]).copied().collect();
        pairs
            .into_iter()
            .filter(|at| {
                let (less, more, apart) = self.pairs[*at];
                moved(less) - moved(more) > i128::from(apart)
            })
            .collect()
    }
}
