//! Twins: for a hidden cell two worlds that agree with all that is published, and in which the cell is far apart.
//!
//! Whoever finds the worlds, each is checked here in whole numbers: all relations, all that is known to be at least or at most
//! something. A world that is not found is not there: its cell counts as not protected.

use std::collections::{BTreeMap, BTreeSet};

use super::simplex::{Budget, Variable, best};
use super::tally::ONE;

/// Whole numbers for the cells that are others than they are, as differences.
pub(super) type World = BTreeMap<usize, i64>;

/// So much more than anything else it is worth that the cell moves for which worlds are looked for.
const AIM: f64 = 1e6;

/// From this corner on a cell may move further than it must.
const FURTHER: u64 = 6;

/// So often a proposal is mended: by a bound that it broke, or by keeping to whole numbers.
const MOST_MENDED: usize = 60;

/// So many numbers of tables may be worked out for one world, and for all worlds of a publication together. Whoever needs one that is
/// not found within that hides more.
const FOR_ONE: u64 = 20_000_000;
const FOR_ALL: u64 = 3_000_000_000;

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
    equations_of: Vec<Vec<usize>>,
    pairs_of: Vec<Vec<usize>>,
    budget: Budget,
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
            for (cell, _) in equation {
                equations_of[*cell].push(at);
            }
        }
        for (at, (less, more, _)) in pairs.iter().enumerate() {
            pairs_of[*less].push(at);
            pairs_of[*more].push(at);
        }
        let budget = Budget::of(FOR_ALL);
        Self { rooms, equations, pairs, equations_of, pairs_of, budget }
    }

    /// How far apart two worlds must be in a cell.
    pub(super) fn apart(&self, cell: usize) -> i64 {
        self.rooms[cell].apart
    }

    /// Two worlds in which a cell is far enough apart, where only cells that cost nothing move; so many corners are tried.
    pub(super) fn twins(&self, cell: usize, moves: &impl Moves, corners: u64) -> Option<(World, World)> {
        let apart = self.apart(cell);
        let at = |world: &World| world.get(&cell).copied().unwrap_or_default();
        let most = self.world(cell, (0, apart), moves, corners);
        if at(&most) >= apart {
            return Some((World::new(), most));
        }
        let least = self.world(cell, (apart - at(&most), 0), moves, corners);
        (at(&most).saturating_sub(at(&least)) >= apart).then_some((least, most))
    }

    /// A world in which a cell moves as far as it can, so many below what it is or so many above (one of them is 0); the dearer
    /// cells move as little as can be. So many corners of the programme are tried for one in whole
    /// numbers.
    pub(super) fn world(&self, cell: usize, (below, above): (i64, i64), moves: &impl Moves, corners: u64) -> World {
        // However much others took, there is something left for each: what is hidden for it by the way may do.
        let numbers = if self.budget.is_spent() { FOR_ONE / 20 } else { FOR_ONE };
        let mut proposer = Proposer {
            known: self,
            budget: Budget::of(numbers),
            moves,
            aim: (cell, below, above),
            cells: Vec::new(),
            place: BTreeMap::new(),
            pairs: BTreeSet::new(),
            narrowed: BTreeMap::new(),
            tried: 0,
        };
        proposer.reach(cell);
        let far = |world: &World| world.get(&cell).copied().unwrap_or_default();
        let mut best = World::new();
        for tried in 0..corners {
            proposer.tried = tried;
            proposer.narrowed.clear();
            let world = proposer.world();
            if far(&world).saturating_abs() > far(&best).saturating_abs() {
                best = world;
            }
            // It came as far as it was to, or there was nothing to round.
            let far_enough = far(&best).saturating_abs() >= above + below;
            if far_enough || proposer.narrowed.is_empty() || proposer.budget.is_spent() {
                break;
            }
        }
        self.budget.spend(numbers - proposer.budget.left());
        best
    }

    /// Whether all that is known holds in a world, and nothing has moved in it that may not.
    pub(super) fn is_world(&self, world: &World, moves: &impl Moves) -> bool {
        let moved = |cell: &usize| i128::from(world.get(cell).copied().unwrap_or_default());
        let bounded = world.iter().all(|(cell, by)| {
            let Room { below, above, .. } = self.rooms[*cell];
            *by == 0 || ((-below..=above).contains(by) && moves.cost(*cell).is_some())
        });
        let equations: BTreeSet<usize> = world.keys().flat_map(|cell| &self.equations_of[*cell]).copied().collect();
        let comes_to = |at: &usize| self.equations[*at].iter().map(|(cell, by)| moved(cell) * i128::from(*by)).sum();
        bounded && equations.iter().map(comes_to).all(|sum: i128| sum == 0) && self.broken(world).is_empty()
    }

    /// The pairs that are not in their order in a world.
    fn broken(&self, world: &World) -> BTreeSet<usize> {
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

/// A search for one world: the programme grows by the bounds that its proposals break.
struct Proposer<'a, M: Moves> {
    known: &'a Known,
    budget: Budget,
    moves: &'a M,
    aim: (usize, i64, i64),
    /// The cells that may move in it, and the place of each.
    cells: Vec<usize>,
    place: BTreeMap<usize, usize>,
    pairs: BTreeSet<usize>,
    /// Bounds that keep a cell to whole numbers.
    narrowed: BTreeMap<usize, (i64, i64)>,
    /// How many corners have been tried.
    tried: u64,
}

impl<M: Moves> Proposer<'_, M> {
    /// Lets a cell move, and all that equations tie to it.
    fn reach(&mut self, from: usize) {
        let mut waiting = vec![from];
        while let Some(cell) = waiting.pop() {
            if self.place.contains_key(&cell) || self.moves.cost(cell).is_none() {
                continue;
            }
            self.place.insert(cell, self.cells.len());
            self.cells.push(cell);
            for equation in &self.known.equations_of[cell] {
                waiting.extend(self.known.equations[*equation].iter().map(|(other, _)| *other));
            }
        }
    }

    /// The first proposal that is a world, mended so often.
    fn world(&mut self) -> World {
        for _ in 0..MOST_MENDED {
            let proposed = self.propose();
            if let Some(world) = proposed.as_ref().filter(|world| self.known.is_world(world, self.moves)) {
                return world.clone();
            }
            if !self.mend(proposed) {
                break;
            }
        }
        World::new()
    }

    /// A little that a cell is worth besides, another in each try, so that another corner is the best.
    fn besides(&self, cell: usize) -> f64 {
        if self.tried == 0 {
            return 0.0;
        }
        let mixed =
            (cell as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(17).wrapping_mul(2 * self.tried + 1);
        ((mixed >> 40) as f64 / f64::from(1u32 << 24) - 0.5) * 1e-2
    }

    fn bounds(&self, cell: usize) -> (i64, i64) {
        let Room { below, above, .. } = self.known.rooms[cell];
        let (low, high) = self.narrowed.get(&cell).copied().unwrap_or((i64::MIN / 4, i64::MAX / 4));
        let (low, high) = ((-below).max(low), above.min(high));
        let (aim, least, most) = self.aim;
        // Where it moves in great steps only, it may go further than it must.
        let reach = if self.tried < FURTHER { 1 } else { 16 };
        if cell == aim {
            (low.max(-least.saturating_mul(reach)), high.min(most.saturating_mul(reach)))
        } else {
            (low, high)
        }
    }

    /// What one of a cell is in its programme: amounts are counted in whole ones there, so that numbers stay of one size.
    fn scale(&self, cell: usize) -> f64 {
        if self.known.rooms[cell].counts { 1.0 } else { ONE as f64 }
    }

    /// What the programme proposes; where that is not in whole numbers, the cells are left out of which it is not.
    fn propose(&mut self) -> Option<World> {
        if self.cells.is_empty() {
            return None;
        }
        let (aim, _, most) = self.aim;
        let mut variables = Vec::new();
        // A cell at a price stands twice: for how far it moves up, and down.
        let mut down: BTreeMap<usize, usize> = BTreeMap::new();
        for (at, cell) in self.cells.iter().enumerate() {
            let ((low, high), scale) = (self.bounds(*cell), self.scale(*cell));
            let size = self.known.apart(*cell) as f64 / scale;
            let cost = self.moves.cost(*cell).unwrap_or_default() / size;
            let gain = if *cell != aim {
                self.besides(*cell)
            } else if most > 0 {
                AIM / size
            } else {
                -AIM / size
            };
            let (low, high) = (low as f64 / scale, high as f64 / scale);
            variables.push(Variable { low: if cost > 0.0 { 0.0 } else { low }, high, gain: gain - cost });
            if cost > 0.0 {
                down.insert(at, 0);
            }
        }
        for (at, place) in &mut down {
            let cell = self.cells[*at];
            let size = self.known.apart(cell) as f64 / self.scale(cell);
            let cost = self.moves.cost(cell).unwrap_or_default() / size;
            *place = variables.len();
            variables.push(Variable { low: self.bounds(cell).0 as f64 / self.scale(cell), high: 0.0, gain: cost });
        }
        let term = |cell: usize, by: f64| {
            let at = self.place.get(&cell).copied();
            let by = by * self.scale(cell);
            at.into_iter().flat_map(|at| std::iter::once(at).chain(down.get(&at).copied())).map(move |at| (at, by))
        };
        let equations: BTreeSet<usize> =
            self.cells.iter().flat_map(|cell| &self.known.equations_of[*cell]).copied().collect();
        let mut rows: Vec<Vec<(usize, f64)>> = equations
            .iter()
            .map(|at| {
                let equation = &self.known.equations[*at];
                let size = equation.iter().map(|(cell, by)| (*by as f64 * self.scale(*cell)).abs()).fold(0.0, f64::max);
                equation.iter().flat_map(|(cell, by)| term(*cell, *by as f64 / size)).collect()
            })
            .collect();
        for at in &self.pairs {
            let (less, more, apart) = self.known.pairs[*at];
            let rest = variables.len();
            variables.push(Variable { low: -(apart as f64), high: f64::INFINITY, gain: 0.0 });
            rows.push(term(less, 1.0).chain(term(more, -1.0)).chain([(rest, 1.0)]).collect());
        }
        let values = best(&variables, &rows, &self.budget);
        let mut world = World::new();
        let mut whole = true;
        for (at, cell) in self.cells.iter().enumerate() {
            let moved = (values[at] + down.get(&at).map_or(0.0, |at| values[*at])) * self.scale(*cell);
            if self.known.rooms[*cell].counts && (moved - moved.round()).abs() > 1e-6 {
                let (low, high) = self.bounds(*cell);
                #[expect(clippy::cast_possible_truncation, reason = "it lies between bounds that are whole numbers")]
                let near = moved.trunc() as i64;
                let narrow = if moved > 0.0 { (low, near) } else { (near, high) };
                // One at a time: the others may come right with it.
                if whole {
                    self.narrowed.insert(*cell, narrow);
                }
                whole = false;
            }
            #[expect(clippy::cast_possible_truncation, reason = "what is cut off is no world, as the check finds")]
            let moved = moved.round() as i64;
            if moved != 0 {
                world.insert(*cell, moved);
            }
        }
        whole.then_some(world)
    }

    /// Whether the next proposal is another than one that is no world.
    fn mend(&mut self, proposed: Option<World>) -> bool {
        // What is not in whole numbers has been narrowed.
        let Some(world) = proposed else { return !self.cells.is_empty() };
        let broken = self.known.broken(&world);
        let before = self.pairs.len();
        for at in broken {
            let (less, more, _) = self.known.pairs[at];
            self.pairs.insert(at);
            self.reach(less);
            self.reach(more);
        }
        self.pairs.len() > before
    }
}

#[cfg(test)]
mod tests {
    use super::{Known, Moves, Room};

    /// The first so many cells are hidden.
    struct Hidden(usize);

    impl Moves for Hidden {
        fn cost(&self, cell: usize) -> Option<f64> {
            (cell < self.0).then_some(0.0)
        }
    }

    fn room(below: i64, above: i64, apart: i64) -> Room {
        Room { below, above, apart, counts: true }
    }

    #[test]
    fn two_cells_of_a_total_of_six_lie_between_one_and_five() {
        // 2 + 4 = 6, each at least 1.
        let known = |least: i64, apart: i64| {
            let rooms = vec![room(2 - least, 100, apart), room(4 - least, 100, apart), room(0, 0, 1)];
            Known::new(rooms, vec![vec![(0, 1), (1, 1), (2, -1)]], Vec::new())
        };
        let (low, high) = known(1, 4).twins(0, &Hidden(2), 12).expect("1 and 5");
        assert_eq!((low[&0], low[&1], high[&0], high[&1]), (-1, 1, 3, -3));
        assert!(known(1, 5).twins(0, &Hidden(2), 12).is_none());
        assert!(known(0, 5).twins(0, &Hidden(2), 12).is_some());
    }

    #[test]
    fn what_is_within_another_bounds_it() {
        // 2 within 4, and both hidden: the first can be 1 to 5 only if the second grows with it.
        let rooms = |more: i64| vec![room(1, 100, 4), room(3, more, 4)];
        assert!(Known::new(rooms(0), Vec::new(), vec![(0, 1, 2)]).twins(0, &Hidden(2), 12).is_none());
        assert!(Known::new(rooms(9), Vec::new(), vec![(0, 1, 2)]).twins(0, &Hidden(2), 12).is_some());
        assert!(Known::new(rooms(0), Vec::new(), Vec::new()).twins(0, &Hidden(2), 12).is_some());
    }

    #[test]
    fn worlds_are_in_whole_numbers() {
        // Twice the first is three times the second: it can move by three, and not by two.
        let rooms = vec![room(0, 2, 2), room(0, 100, 2)];
        let known = Known::new(rooms.clone(), vec![vec![(0, 2), (1, -3)]], Vec::new());
        assert!(known.twins(0, &Hidden(2), 12).is_none());
        let known = Known::new(vec![room(0, 100, 2); 2], vec![vec![(0, 2), (1, -3)]], Vec::new());
        assert!(known.twins(0, &Hidden(2), 12).is_some(), "in great steps it may go further");
        assert!(Known::new(rooms, vec![vec![(0, 1), (1, -1)]], Vec::new()).twins(0, &Hidden(2), 12).is_some());
    }
}
