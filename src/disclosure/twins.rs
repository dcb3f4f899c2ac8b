//! Twins: for a hidden cell two worlds that agree with all that is published, and in which the cell is far apart.
//!
//! A linear programme proposes them, and is not trusted: each is checked by what is known. A world that is not found is not there: its
//! cell counts as not protected.

use std::collections::{BTreeMap, BTreeSet};

use super::known::{Known, Moves, Room, World};
use super::simplex::{Budget, Variable, Worked, best, best_priced};
use super::tally::ONE;

/// So much more than anything else it is worth that the cell moves for which worlds are looked for.
const AIM: f64 = 1e6;

/// From this corner on a cell may move further than it must.
const FURTHER: u64 = 6;

/// What the variable has in its row that tells what the row's equation is worth: little, so that it decides nothing.
const TAG: f64 = 1.0 / 1_048_576.0;

/// Fractions with a greater common denominator prove nothing.
const MOST_COMMON: i128 = 1_000_000_000_000;

/// So often a proposal is mended: by a bound that it broke, or by keeping to whole numbers.
const MOST_MENDED: usize = 60;

/// So many numbers of tables may be worked out for one world.
const FOR_ONE: u64 = 20_000_000;

impl Known {
    /// Worlds for a cell are looked for, in which some cells may move.
    pub(super) fn search<'a, M: Moves>(&'a self, cell: usize, moves: &'a M) -> Search<'a, M> {
        Search { proposer: Proposer::of(self, (cell, 0, 0), moves, FOR_ONE), has_more: false }
    }

    /// A world in which a cell moves as far as it can, so many below what it is or so many above (one of them is 0); the dearer
    /// cells move as little as can be. So many corners of the programme are tried for one in whole
    /// numbers.
    #[cfg(test)]
    pub(super) fn world(&self, cell: usize, aim: (i64, i64), moves: &impl Moves, corners: u64) -> World {
        self.search(cell, moves).world(aim, corners)
    }

    /// Whether it is proven that a cell lies within so many of what it is, from its least to its most, in all worlds there are.
    pub(super) fn lies_within(&self, cell: usize, within: i64, moves: &impl Moves) -> bool {
        let far = i64::MAX / 64;
        let Some(above) = Proposer::of(self, (cell, 0, far), moves, FOR_ONE).farthest() else { return false };
        // What is told of it on the one side may do.
        if above > i128::from(within) {
            return false;
        }
        let below = Proposer::of(self, (cell, far, 0), moves, FOR_ONE).farthest();
        below.is_some_and(|below| above + below <= i128::from(within))
    }
}

/// A search for worlds in which the same cells may move, and a cell goes the one way or the other.
pub(super) struct Search<'a, M: Moves> {
    proposer: Proposer<'a, M>,
    /// Whether more corners might have given worlds that were not found.
    has_more: bool,
}

impl<M: Moves> Search<'_, M> {
    /// A world in which the cell moves as far as it can, so many below what it is or so many above (one of them is 0); the dearer
    /// cells move as little as can be. So many corners of the programme are tried for one in whole
    /// numbers.
    pub(super) fn world(&mut self, (below, above): (i64, i64), corners: u64) -> World {
        let Self { proposer, has_more } = self;
        let (known, cell) = (proposer.known, proposer.aim.0);
        // However much others took, there is something left for each: what is hidden for it by the way may do.
        let numbers = if known.budget.is_spent() { FOR_ONE / 20 } else { FOR_ONE };
        proposer.begin((cell, below, above), numbers);
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
            // No corner lies beyond what bounds all of them.
            let farther = |most: f64| most >= far(&best).saturating_abs() as f64 + 1.0 - 1e-6;
            let is_last = proposer.most.is_some_and(|most| !farther(most))
                || far_enough
                || proposer.narrowed.is_empty()
                || proposer.budget.is_spent();
            if is_last {
                break;
            }
            *has_more |= tried + 1 == corners;
        }
        known.budget.spend(numbers - proposer.budget.left());
        best
    }

    /// Whether more corners might have given worlds that were not found.
    pub(super) fn has_more(&self) -> bool {
        self.has_more
    }

    /// The cells next to those that moved, which might not: where they may not either, others that may change nothing.
    pub(super) fn refused(&self) -> &BTreeSet<usize> {
        &self.proposer.refused
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
    /// How many equations tie to the cell; the others came with pairs.
    own: usize,
    /// Those next to them that may not move.
    refused: BTreeSet<usize>,
    /// The equations of those, worked out, and those of the first so many, where others came.
    worked: [Option<(usize, Worked)>; 2],
    pairs: BTreeSet<usize>,
    /// Bounds that keep a cell to whole numbers.
    narrowed: BTreeMap<usize, (i64, i64)>,
    /// How many corners have been tried.
    tried: u64,
    /// So far it comes at most, in whole numbers or not, where that was found.
    most: Option<f64>,
}

impl<'a, M: Moves> Proposer<'a, M> {
    fn of(known: &'a Known, aim: (usize, i64, i64), moves: &'a M, numbers: u64) -> Self {
        let mut proposer = Self {
            known,
            budget: Budget::of(numbers),
            moves,
            aim,
            cells: Vec::new(),
            place: BTreeMap::new(),
            own: 0,
            refused: BTreeSet::new(),
            worked: [None, None],
            pairs: BTreeSet::new(),
            narrowed: BTreeMap::new(),
            tried: 0,
            most: None,
        };
        proposer.reach(aim.0);
        proposer.own = proposer.cells.len();
        proposer
    }

    /// Begins anew, with so many numbers to work out.
    fn begin(&mut self, aim: (usize, i64, i64), numbers: u64) {
        self.aim = aim;
        self.budget = Budget::of(numbers);
        for cell in self.cells.split_off(self.own) {
            self.place.remove(&cell);
        }
        self.most = None;
        // Those that came by pairs may be others next time.
        self.worked[1] = None;
        self.pairs.clear();
    }

    /// Lets a cell move, and all that equations tie to it.
    fn reach(&mut self, from: usize) {
        let mut waiting = vec![from];
        while let Some(cell) = waiting.pop() {
            if self.place.contains_key(&cell) {
                continue;
            }
            if self.moves.cost(cell).is_none() {
                self.refused.insert(cell);
                continue;
            }
            self.place.insert(cell, self.cells.len());
            self.cells.push(cell);
            for equation in self.known.equations_of(cell) {
                waiting.extend(self.known.equation(equation).iter().map(|(other, _)| *other));
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
        let Room { below, above, .. } = self.known.room(cell);
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
        if self.known.room(cell).counts { 1.0 } else { ONE as f64 }
    }

    /// The programme as it is by now.
    fn programme(&self) -> Programme {
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
        let pairs = self.pairs.iter().map(|at| {
            let (less, more, apart) = self.known.pair(*at);
            let rest = variables.len();
            variables.push(Variable { low: -(apart as f64), high: f64::INFINITY, gain: 0.0 });
            let terms = self.terms(&down, less, 1.0).chain(self.terms(&down, more, -1.0));
            terms.chain([(rest, 1.0)]).collect()
        });
        let pairs = pairs.collect();
        Programme { variables, down, pairs }
    }

    /// What a cell so many times is in a programme: its variables.
    fn terms(
        &self,
        down: &BTreeMap<usize, usize>,
        cell: usize,
        by: f64,
    ) -> impl Iterator<Item = (usize, f64)> + use<M> {
        let at = self.place.get(&cell).copied();
        let by = by * self.scale(cell);
        let beside = at.and_then(|at| down.get(&at).copied());
        at.into_iter().chain(beside).map(move |at| (at, by))
    }

    /// The equations that have a cell that may move, each with its greatest number, by which its row is divided.
    fn equations(&self) -> Vec<(usize, f64)> {
        let equations: BTreeSet<usize> = self.cells.iter().flat_map(|cell| self.known.equations_of(*cell)).collect();
        let size = |at: usize| {
            let sizes = self.known.equation(at).iter().map(|(cell, by)| (*by as f64 * self.scale(*cell)).abs());
            (at, sizes.fold(0.0, f64::max))
        };
        equations.into_iter().map(size).collect()
    }

    /// The row of an equation.
    fn row(&self, down: &BTreeMap<usize, usize>, (at, size): (usize, f64)) -> Vec<(usize, f64)> {
        let each = self.known.equation(at).iter();
        each.flat_map(|(cell, by)| self.terms(down, *cell, *by as f64 / size)).collect()
    }

    /// The values of a programme's variables, and whether they are worth most; nothing where the budget does not go so far.
    fn values(&mut self, Programme { variables, down, pairs }: &Programme) -> (Vec<f64>, bool) {
        let count = self.cells.len();
        let slot = usize::from(count != self.own);
        if self.worked[slot].as_ref().is_none_or(|(own, _)| *own != count) {
            let rows: Vec<Vec<(usize, f64)>> =
                self.equations().into_iter().map(|equation| self.row(down, equation)).collect();
            let worked = Worked::of(count + down.len(), &rows, &self.budget);
            self.worked[slot] = worked.map(|worked| (count, worked));
        }
        let Some((_, worked)) = &self.worked[slot] else {
            self.budget.spend(u64::MAX);
            return (vec![0.0; variables.len()], false);
        };
        best(variables, Some(worked), pairs, &self.budget)
    }

    /// What the programme proposes; where that is not in whole numbers, the cells are left out of which it is not.
    fn propose(&mut self) -> Option<World> {
        if self.cells.is_empty() {
            return None;
        }
        let programme = self.programme();
        let (values, is_best) = self.values(&programme);
        let Programme { down, .. } = programme;
        // Where nothing else is worth anything and no cell is kept to whole numbers, no world lies beyond it.
        let (aim, least, most) = self.aim;
        if is_best && self.tried == 0 && self.narrowed.is_empty() && down.is_empty() && self.known.room(aim).counts {
            let far = values[self.place[&aim]].abs();
            let is_bound = far < (least + most) as f64 - 1e-6;
            self.most = if is_bound { Some(self.most.map_or(far, |most| most.min(far))) } else { self.most };
        }
        let mut world = World::new();
        let mut whole = true;
        for (at, cell) in self.cells.iter().enumerate() {
            let moved = (values[at] + down.get(&at).map_or(0.0, |at| values[*at])) * self.scale(*cell);
            if self.known.room(*cell).counts && (moved - moved.round()).abs() > 1e-6 {
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

    /// So far at most is its cell from what it is on the side of the aim, in whole numbers, if the programme's prices prove it.
    ///
    /// An equation comes to nothing in every world, and so does any sum of them. The cell less such a sum is therefore the cell, and
    /// its terms' greatest are a bound of it, whatever the sum: the programme only proposes a good one, in fractions.
    fn farthest(mut self) -> Option<i128> {
        let mut bound = None;
        for _ in 0..MOST_MENDED {
            if self.cells.is_empty() {
                return Some(0);
            }
            let Programme { mut variables, down, pairs } = self.programme();
            let equations = self.equations();
            let rows = equations.iter().map(|equation| self.row(&down, *equation));
            let mut rows: Vec<Vec<(usize, f64)>> = rows.chain(pairs).collect();
            let tags = variables.len();
            for row in &mut rows {
                row.push((variables.len(), TAG));
                variables.push(Variable { low: 0.0, high: 0.0, gain: 0.0 });
            }
            let (values, gains) = best_priced(&variables, &rows, &self.budget);
            let prices: Vec<f64> = gains[tags..].iter().map(|gain| gain / TAG).collect();
            bound = self.bound(&equations, &prices).or(bound);
            let world = self.cells.iter().enumerate().map(|(at, cell)| {
                #[expect(clippy::cast_possible_truncation, reason = "which bounds it breaks is all that is asked")]
                let moved = (values[at] * self.scale(*cell)).round() as i64;
                (*cell, moved)
            });
            let world = world.collect();
            if self.budget.is_spent() || !self.mend(Some(world)) {
                break;
            }
        }
        bound
    }

    /// What these prices of the equations, and of the pairs behind them, prove.
    fn bound(&self, equations: &[(usize, f64)], prices: &[f64]) -> Option<i128> {
        let (aim, _, most) = self.aim;
        let gain = AIM / (self.known.apart(aim) as f64 / self.scale(aim));
        let of_equations = equations.iter().zip(prices).map(|((_, size), price)| price / size);
        let of_pairs = prices[equations.len()..].iter().map(|price| price.min(0.0));
        let fractions: Vec<(i128, i128)> = of_equations
            .chain(of_pairs)
            .map(|price| simplest(price * self.scale(aim) / gain))
            .collect::<Option<_>>()?;
        let common = fractions.iter().try_fold(1i128, |common, (_, below)| {
            (common / gcd(common, *below)).checked_mul(*below).filter(|common| *common <= MOST_COMMON)
        })?;
        let times: Vec<i128> = fractions.iter().map(|(above, below)| above * (common / below)).collect();
        // The aim, and each equation so many times.
        let mut terms: BTreeMap<usize, i128> = BTreeMap::from([(aim, if most > 0 { common } else { -common })]);
        let mut sum = 0i128;
        let mut add = |cell: usize, by: i128| {
            if self.place.contains_key(&cell) {
                *terms.entry(cell).or_default() += by;
            }
        };
        for ((at, _), times) in equations.iter().zip(&times) {
            for (cell, by) in self.known.equation(*at) {
                add(*cell, times.checked_mul(i128::from(*by))?);
            }
        }
        // The first of a pair less the second is at most so much.
        for (at, times) in self.pairs.iter().zip(&times[equations.len()..]) {
            let (less, more, apart) = self.known.pair(*at);
            add(less, *times);
            add(more, -times);
            sum = sum.checked_sub(times.checked_mul(i128::from(apart))?)?;
        }
        for (cell, by) in terms {
            let Room { below, above, .. } = self.known.room(cell);
            let far = if by > 0 { i128::from(above) } else { -i128::from(below) };
            sum = sum.checked_add(by.checked_mul(far)?)?;
        }
        Some(sum.div_euclid(common))
    }

    /// Whether the next proposal is another than one that is no world.
    fn mend(&mut self, proposed: Option<World>) -> bool {
        // What is not in whole numbers has been narrowed.
        let Some(world) = proposed else { return !self.cells.is_empty() };
        let broken = self.known.broken(&world);
        let before = self.pairs.len();
        for at in broken {
            let (less, more, _) = self.known.pair(at);
            self.pairs.insert(at);
            self.reach(less);
            self.reach(more);
        }
        self.pairs.len() > before
    }
}

/// A programme: its variables, those of them that are for how far a cell at a price moves down, and a row for each pair.
struct Programme {
    variables: Vec<Variable>,
    down: BTreeMap<usize, usize>,
    pairs: Vec<Vec<(usize, f64)>>,
}

/// The fraction of the least numbers that is as good as a number.
#[expect(clippy::cast_possible_truncation, reason = "what is too great for a fraction is none")]
fn simplest(number: f64) -> Option<(i128, i128)> {
    let close = 1e-7 * number.abs().max(1e-3);
    let (mut before, mut last) = ((0i128, 1i128), (1i128, 0i128));
    let mut rest = number;
    for _ in 0..24 {
        let whole = rest.floor();
        if whole.abs() > 1e12 {
            return None;
        }
        let next = (whole as i128 * last.0 + before.0, whole as i128 * last.1 + before.1);
        (before, last) = (last, next);
        if (last.0 as f64 / last.1 as f64 - number).abs() <= close {
            return Some(last);
        }
        rest = 1.0 / (rest - whole);
    }
    None
}

fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a.abs() } else { gcd(b, a % b) }
}

#[cfg(test)]
mod tests;
