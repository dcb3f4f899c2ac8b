//! What is hidden besides: cells from which the first ones could be computed, or be known too closely.
//!
//! For each first cell a world is looked for in which it is another, and in which as few published numbers as can be would
//! have to be others with it (J. P. Kelly's linear programme for cell suppression). Those are hidden. In the end each is shown again
//! that is not needed.

use std::collections::{BTreeMap, BTreeSet};

use super::cells::Cells;
use super::exceptions::Exceptions;
use super::known::{Known, Moves, Room, World};
use super::marked::Marked;
use super::nested::Nested;
use super::protect::{published, told_before};
use super::relations::Relation;
use super::ripple::Ripple;
use super::span::Span;
use super::tally::{ONE, Says, Tallies, total};
use super::worlds::Worlds;
use crate::spec::Limits;

/// So many percent either way must an amount remain unknown, where the spec does not say.
const AMOUNTS: f64 = 10.0;

/// No group of people is greater than this.
const EVERYBODY: i64 = 1_000_000_000;

/// How many equations away cells are hidden first for a cell that is known too closely.
const NEAR: [usize; 3] = [1, 2, usize::MAX];

/// So many corners of a programme are tried for a world in whole numbers, where it costs little not to find one.
const SOME: u64 = 4;

/// And where it costs more.
const ALL: u64 = 12;

/// Where no more values than these are lost, nothing cheaper is looked for further away.
const LITTLE: f64 = 2.0;

/// What is needed to choose what is hidden besides.
pub(super) struct Second<'a> {
    limits: &'a Limits,
    cells: &'a Cells,
    relations: &'a [Relation],
    /// The relations that have each cell.
    relations_of: Vec<Vec<usize>>,
    /// The cells that are published at all.
    published: Marked,
    /// The cells that are shown whatever others must be hidden for it.
    shown: BTreeSet<usize>,
    /// Those of them that are zeros: they are hidden where nothing else helps.
    zeros: BTreeSet<usize>,
    /// The cells that earlier releases tell.
    told: BTreeSet<usize>,
    /// What is lost with each cell: the values that need it, and a little for the other numbers that say it.
    lost: BTreeMap<usize, f64>,
    nested: &'a Nested,
    /// What each counted cell is published among.
    among: BTreeMap<usize, BTreeSet<usize>>,
}

/// What was hidden, and what it came to.
#[derive(Debug, Default)]
pub(super) struct Done {
    /// All hidden cells.
    pub(super) hidden: BTreeSet<usize>,
    /// How many first cells have twins.
    pub(super) protected: usize,
    /// Those that have none.
    pub(super) unprotected: BTreeSet<usize>,
    /// Those that have none whatever is hidden now: earlier releases alone tell them too closely, and nothing of now does more.
    pub(super) beyond: BTreeSet<usize>,
    /// The worlds in which they are far enough apart, to be checked by whoever relies on them.
    pub(super) worlds: Worlds,
}

/// What is hidden as yet, and why that will do.
struct State<'a> {
    second: &'a Second<'a>,
    known: Known,
    hidden: Marked,
    worlds: Worlds,
}

/// Hidden cells move, and nothing else.
impl Moves for State<'_> {
    fn cost(&self, cell: usize) -> Option<f64> {
        (self.hidden.has(cell) || !self.second.published.has(cell)).then_some(0.0)
    }
}

/// Published cells that must move, and the two worlds in which they do.
type Opened = (BTreeSet<usize>, (World, World));

/// Published cells near by move too, at the price of what is lost with them.
struct Near<'a>(&'a State<'a>, Marked);

impl Moves for Near<'_> {
    fn cost(&self, cell: usize) -> Option<f64> {
        let Self(state, near) = self;
        state.cost(cell).or_else(|| {
            let may = near.has(cell) && !state.second.shown.contains(&cell);
            may.then(|| state.second.lost.get(&cell).copied().unwrap_or(1.0))
        })
    }
}

impl<'a> Second<'a> {
    pub(super) fn new(
        limits: &'a Limits,
        tallies: &Tallies,
        (cells, nested): (&'a Cells, &'a Nested),
        relations: &'a [Relation],
        exceptions: &Exceptions,
    ) -> Self {
        let published = Marked::of(published(&tallies.statements, cells), cells.all.len());
        let nothing = |cell: &usize| cells.all[*cell].is_nothing();
        // Where zeros are shown, nobody would take a hidden number for one.
        let zero = |cell: &usize| cells.all[*cell].real().is_empty() && !limits.unanimous;
        let mut shown: BTreeSet<usize> =
            published.cells().iter().copied().filter(|cell| nothing(cell) || zero(cell)).collect();
        // Nobody takes back what an earlier release has told.
        let told = told_before(tallies, cells);
        shown.extend(&told);
        let mut zeros: BTreeSet<usize> = published
            .cells()
            .iter()
            .copied()
            .filter(|cell| zero(cell) && !nothing(cell) && !told.contains(cell))
            .collect();
        let mut lost: BTreeMap<usize, f64> = BTreeMap::new();
        let mut among: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for statement in &tallies.statements {
            let counted = cells.of_tally[statement.counted];
            let at = (statement.exhibit, statement.place);
            if statement.release > 0 {
                continue;
            }
            if exceptions.show.contains(&at) || exceptions.keep.contains(&at) {
                shown.insert(counted);
                zeros.remove(&counted);
            }
            let bases: BTreeSet<usize> =
                statement.n.into_iter().chain(statement.over).map(|base| cells.of_tally[base]).collect();
            let own = (statement.says != Says::OfSet).then_some(counted);
            let needs_base = statement.says != Says::Tally;
            for cell in bases.iter().copied().chain(own.filter(|own| !bases.contains(own))) {
                let value = own == Some(cell) || needs_base;
                *lost.entry(cell).or_default() += if value { 1.0 } else { 0.25 };
            }
            if matches!(statement.says, Says::Share | Says::Tally) {
                among.entry(counted).or_default().extend(bases.into_iter().filter(|base| *base != counted));
            }
        }
        // Of two that cost the same, the one of fewer people goes.
        for (cell, lost) in &mut lost {
            let people = cells.all[*cell].real().len() as f64;
            *lost *= 1.0 + 0.1 * people / (people + 50.0);
        }
        let mut relations_of = vec![Vec::new(); cells.all.len()];
        for (at, relation) in relations.iter().enumerate() {
            relation.small.iter().for_each(|(cell, _)| relations_of[*cell].push(at));
        }
        Self { limits, cells, relations, relations_of, published, shown, zeros, told, lost, nested, among }
    }

    /// Hides what must be besides `first`, and what is hidden `before`.
    pub(super) fn hide(&self, first: &BTreeSet<usize>, before: &BTreeSet<usize>) -> Done {
        let worlds = Worlds::of(first);
        let hidden = self.marked(first.union(before).copied().collect());
        let mut state = State { second: self, known: self.known(first), hidden, worlds };
        let mut order: Vec<usize> = first.iter().copied().collect();
        // The smallest first: what is hidden for them does for greater ones.
        order.sort_by_key(|cell| (!self.cells.all[*cell].counts, self.value(*cell).saturating_abs(), *cell));
        let (mut unprotected, mut beyond, mut narrow) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for cell in order {
            if state.is_protected(cell, SOME) || state.widen(cell) {
                continue;
            }
            if state.is_told_closely(cell) {
                beyond.insert(cell);
            } else if !state.hide_zeros_near(cell) {
                let full = state.known.apart(cell);
                let into = match state.settle(cell) {
                    Some(apart) if apart >= full => continue,
                    // It is only seen to that it cannot be computed.
                    Some(0) => &mut beyond,
                    Some(_) => &mut narrow,
                    None => &mut unprotected,
                };
                into.insert(cell);
            }
        }
        // What only stands in for others comes last, so that what is needed is known.
        let mut kept = state.kept_for(&beyond, first);
        kept.extend(before);
        beyond.append(&mut narrow);
        state.give_back(first, &kept);
        let mut hidden = state.hidden.into_cells();
        hidden.retain(|cell| self.published.has(*cell));
        let worlds = state.worlds;
        let protected = first.len() - unprotected.len() - beyond.len();
        Done { hidden, protected, unprotected, beyond, worlds }
    }

    /// What hiding these cells, whoever chose them, comes to for `first`: each has its twins or has none. Worlds that somebody proposes
    /// are checked, and looked for no further where they hold.
    pub(super) fn judge(&self, first: &BTreeSet<usize>, hidden: BTreeSet<usize>, proposed: &Worlds) -> Done {
        let hidden = self.marked(hidden);
        let mut state = State { second: self, known: self.known(first), hidden, worlds: Worlds::of(first) };
        state.take(proposed);
        let open = first.iter().copied().filter(|cell| !state.is_protected(*cell, ALL)).collect::<Vec<_>>();
        let (beyond, unprotected): (BTreeSet<usize>, BTreeSet<usize>) =
            open.into_iter().partition(|cell| state.is_told_closely(*cell) || state.is_as_wide_as_can_be(*cell));
        let State { hidden, worlds, .. } = state;
        let protected = first.len() - unprotected.len() - beyond.len();
        Done { hidden: hidden.into_cells(), protected, unprotected, beyond, worlds }
    }

    /// These of all cells.
    fn marked(&self, cells: BTreeSet<usize>) -> Marked {
        Marked::of(cells, self.cells.all.len())
    }

    /// How many of the hidden cells besides `first` are known more closely than those may be: they are of more people.
    pub(super) fn close(&self, first: &BTreeSet<usize>, done: &Done) -> usize {
        let besides = done.hidden.iter().filter(|cell| !first.contains(cell) && self.published.has(**cell));
        let besides: BTreeSet<usize> = besides.copied().collect();
        let (known, hidden, worlds) = (self.known(first), self.marked(done.hidden.clone()), Worlds::of(&besides));
        let mut state = State { second: self, known, hidden, worlds };
        state.take(&done.worlds);
        besides.into_iter().filter(|cell| !state.is_protected(*cell, ALL)).count()
    }

    /// What an outsider knows of the cells.
    fn known(&self, first: &BTreeSet<usize>) -> Known {
        let mut pairs = BTreeMap::new();
        for (less, more) in self.nested.direct() {
            pairs.insert((less, more), self.value(more) - self.value(less));
        }
        for (counted, bases) in &self.among {
            for base in bases.iter().filter(|base| self.is_counted(**base) && self.is_counted(*counted)) {
                let rest = self.value(*base) - self.value(*counted);
                // A sum of whole amounts is not counted among those who add to it.
                if rest < 0 {
                    continue;
                }
                // Nobody hides that all are counted, where that is shown.
                let told = !self.limits.unanimous && rest > 0 && self.value(*counted) > 0;
                pairs.insert((*counted, *base), rest - i64::from(told));
            }
        }
        let rooms = (0..self.cells.all.len()).map(|cell| self.room(cell, first.contains(&cell))).collect();
        let equations = self.relations.iter().map(|relation| {
            // Amounts are in millionths: where some are in it, so are all.
            let amounts = relation.small.iter().any(|(cell, _)| !self.is_counted(*cell));
            let of = |cell: usize| if amounts && self.is_counted(cell) { ONE } else { 1 };
            relation.small.iter().map(|(cell, by)| (*cell, by.saturating_mul(of(*cell)))).collect()
        });
        let equations = equations.collect();
        let pairs = pairs.into_iter().map(|((less, more), apart)| (less, more, apart)).collect();
        Known::new(rooms, equations, pairs)
    }

    fn is_counted(&self, cell: usize) -> bool {
        self.cells.all[cell].counts
    }

    fn room(&self, cell: usize, first: bool) -> Room {
        let own = &self.cells.all[cell];
        let value = self.value(cell);
        if !own.counts {
            let apart = self.apart(cell);
            let far = apart.saturating_mul(4);
            return Room { below: if own.positive { far.min(value) } else { far }, above: far, apart, counts: false };
        }
        let zeros_shown = !self.limits.unanimous && value > 0 && (first || self.published.has(cell));
        let below = value - i64::from(zeros_shown && self.published.has(cell));
        Room { below, above: EVERYBODY, apart: self.apart(cell), counts: true }
    }

    /// What a cell comes to: units, or millionths of an amount.
    fn value(&self, cell: usize) -> i64 {
        let sum = total(self.cells.all[cell].real());
        if self.cells.all[cell].counts { sum / ONE } else { sum }
    }

    /// How far apart two worlds must be in a cell: so many people; of an amount so many percent either way of what all of them add,
    /// whatever its sign, and never fewer whole ones than people.
    pub(super) fn apart(&self, cell: usize) -> i64 {
        let own = &self.cells.all[cell];
        let people = i64::from(self.limits.minimum.saturating_sub(1)).max(1);
        if !own.amount {
            return people;
        }
        let size = own.real().iter().fold(0i64, |sum, (_, amount)| sum.saturating_add(amount.saturating_abs()));
        let unit = if own.counts { ONE } else { 1 };
        let percent = self.limits.amounts.unwrap_or(AMOUNTS);
        #[expect(clippy::cast_possible_truncation, reason = "a share of an amount")]
        let apart = (size as f64 / unit as f64 * percent / 50.0).ceil() as i64;
        apart.max(if own.counts { people } else { 1 })
    }

    /// All that is published now and that no earlier release tells, but for what is nothing by definition.
    fn all_of_now(&self) -> Marked {
        let now = self.published.cells().difference(&self.told).copied();
        self.marked(now.filter(|cell| !self.cells.all[*cell].is_nothing()).collect())
    }

    /// The cells that are at most so many equations away from one.
    fn near(&self, cell: usize, most: usize) -> Marked {
        let mut reached = self.marked(BTreeSet::from([cell]));
        let mut edge = vec![cell];
        for _ in 0..most {
            let mut next = Vec::new();
            for cell in edge {
                let related = self.relations_of[cell].iter().flat_map(|at| &self.relations[*at].small);
                let among = self.among.get(&cell).into_iter().flatten().copied();
                for other in related.map(|(other, _)| *other).chain(self.nested.next_to(cell)).chain(among) {
                    if !reached.has(other) {
                        reached.insert(other);
                        next.push(other);
                    }
                }
            }
            if next.is_empty() {
                break;
            }
            edge = next;
        }
        reached
    }
}

impl State<'_> {
    /// Takes those of the worlds that hold.
    fn take(&mut self, proposed: &Worlds) {
        for world in proposed.iter().filter(|world| self.known.is_world(world, self)).cloned().collect::<Vec<_>>() {
            self.worlds.add(world);
        }
    }

    /// Whether a hidden cell has its twins.
    fn is_protected(&mut self, cell: usize, corners: u64) -> bool {
        let apart = self.known.apart(cell);
        if self.worlds.apart(cell) >= apart || self.is_near_by(cell) {
            return true;
        }
        let mut search = self.known.search(cell, self);
        let above = search.world((0, apart), corners);
        let moved = above.get(&cell).copied().unwrap_or_default();
        let (least, most) = self.worlds.ends(cell);
        let (least, most) = (least.min(moved), most.max(moved));
        let is_apart = most.saturating_sub(least) >= apart;
        let below = if is_apart { World::new() } else { search.world((apart - most, 0), corners) };
        self.worlds.add(above);
        self.worlds.add(below);
        self.worlds.apart(cell) >= apart
    }

    /// Whether all of these have their twins: what costs least to find out is asked first.
    fn are_protected(&mut self, mut cells: Vec<usize>) -> bool {
        if cells.iter().any(|cell| self.known.is_held(*cell, self)) {
            return false;
        }
        cells.retain(|cell| !self.is_near_by(*cell));
        cells.into_iter().all(|cell| self.is_protected(cell, SOME))
    }

    /// Whether a hidden cell has its twins near by.
    fn is_near_by(&mut self, cell: usize) -> bool {
        let apart = self.known.apart(cell);
        let room = self.known.room(cell);
        let (least, most) = self.worlds.ends(cell);
        // Up as far as it must, or can, and down as far as that leaves.
        let up = apart.saturating_add(least).min(room.above);
        for by in [if up > most { up } else { 0 }, -(apart.saturating_sub(up.max(most)))] {
            if by != 0 {
                let world = Ripple::world(&self.known, (cell, by), self);
                if self.known.is_world(&world, self) {
                    self.worlds.add(world);
                }
            }
        }
        self.worlds.apart(cell) >= apart
    }

    /// Hides what lets a cell be far enough from what it is, at the least price; whether there is such a thing.
    fn widen(&mut self, cell: usize) -> bool {
        let (mut found, has_more) = self.cheapest(cell, 1);
        if found.is_none() {
            if self.is_protected(cell, ALL) {
                return true;
            }
            if has_more {
                (found, _) = self.cheapest(cell, ALL);
            }
        }
        let Some((open, (least, most))) = found else { return self.hide_near(cell) };
        self.hidden.extend(open);
        self.worlds.add(least);
        self.worlds.add(most);
        true
    }

    /// Hides all that is near a cell, where nobody found less that would do; whether that does.
    fn hide_near(&mut self, cell: usize) -> bool {
        NEAR.into_iter().any(|near| {
            let near = self.second.near(cell, near);
            let may = |cell: &usize| self.second.published.has(*cell) && !self.second.shown.contains(cell);
            self.hidden.extend(near.into_cells().into_iter().filter(may));
            self.is_protected(cell, ALL)
        })
    }

    /// Hides even the zeros that are near a cell, where nothing else did; whether that does.
    fn hide_zeros_near(&mut self, cell: usize) -> bool {
        let near = self.second.near(cell, usize::MAX);
        self.hidden.extend(near.cells().intersection(&self.second.zeros).copied());
        self.is_protected(cell, ALL)
    }

    /// Whether it is proven that earlier releases alone tell a cell too closely: hiding all that is published now would not help. That
    /// no worlds were found proves nothing.
    fn is_told_closely(&mut self, cell: usize) -> bool {
        if self.second.told.is_empty() {
            return false;
        }
        let all = self.second.all_of_now();
        let hidden = std::mem::replace(&mut self.hidden, all);
        let is_told = self.known.lies_within(cell, self.known.apart(cell) - 1, self);
        self.hidden = hidden;
        is_told
    }

    /// Worlds for a cell where all that is published now were hidden, and how far apart it is in them; nothing where no earlier release
    /// says anything.
    fn widest(&mut self, cell: usize) -> Option<(Worlds, i64)> {
        if self.second.told.is_empty() {
            return None;
        }
        let all = self.second.all_of_now();
        let hidden = std::mem::replace(&mut self.hidden, all);
        let worlds = std::mem::replace(&mut self.worlds, Worlds::of(&BTreeSet::from([cell])));
        self.is_protected(cell, ALL);
        let found = std::mem::replace(&mut self.worlds, worlds);
        self.hidden = hidden;
        let apart = found.apart(cell);
        Some((found, apart))
    }

    /// Whether a cell that has no twins has none either if all of now were hidden, and is as far apart as it is then: what is
    /// published now adds nothing to what earlier releases tell of it.
    fn is_as_wide_as_can_be(&mut self, cell: usize) -> bool {
        let full = self.known.apart(cell);
        self.widest(cell).is_some_and(|(_, apart)| apart < full && self.worlds.apart(cell) >= apart)
    }

    /// Lets a cell that no hiding helps be as far apart as it is when all of now is hidden, where it can be: from then on that is what
    /// is asked of it. How far that is.
    fn settle(&mut self, cell: usize) -> Option<i64> {
        let (found, apart) = self.widest(cell)?;
        let full = self.known.apart(cell);
        if apart >= full {
            // What is not near by any equation does it: all goes, and what is not needed is given back.
            let may = |cell: &&usize| !self.second.shown.contains(cell) || self.second.zeros.contains(cell);
            self.hidden.extend(self.second.published.cells().iter().filter(may).copied());
        }
        self.take(&found);
        if self.worlds.apart(cell) < apart {
            return None;
        }
        if (1..full).contains(&apart) {
            self.known.settle(cell, apart);
        }
        Some(apart)
    }

    /// What stays hidden for cells that earlier releases tell too closely: all that is next to them, and what would let them be computed.
    fn kept_for(&self, beyond: &BTreeSet<usize>, first: &BTreeSet<usize>) -> BTreeSet<usize> {
        let mut kept: BTreeSet<usize> =
            beyond.iter().flat_map(|cell| self.second.near(*cell, NEAR[0]).into_cells()).collect();
        if kept.is_empty() {
            return kept;
        }
        let mut span = Span::new(self.second.relations);
        for cell in self.second.published.cells().iter().filter(|cell| !self.hidden.has(**cell)) {
            span.publish(*cell);
        }
        for cell in self.besides(first) {
            let mut with = span.clone();
            with.publish(cell);
            if beyond.iter().any(|beyond| with.tells(*beyond) && !span.tells(*beyond)) {
                kept.insert(cell);
            } else if !kept.contains(&cell) {
                span = with;
            }
        }
        kept
    }

    /// The cells that are hidden besides, what is missed most first.
    fn besides(&self, first: &BTreeSet<usize>) -> Vec<usize> {
        let mut besides: Vec<usize> = self.hidden.cells().difference(first).copied().collect();
        let lost = |cell: &usize| self.second.lost.get(cell).copied().unwrap_or_default();
        besides.sort_by(|a, b| lost(b).total_cmp(&lost(a)).then(a.cmp(b)));
        besides
    }

    /// The published cells that must move for a cell to have its twins, and those; and whether with more corners there might be others.
    fn cheapest(&self, cell: usize, corners: u64) -> (Option<Opened>, bool) {
        let apart = self.known.apart(cell);
        let mut best: Option<(f64, BTreeSet<usize>, (World, World))> = None;
        let mut before = 0;
        let mut refused: Option<BTreeSet<usize>> = None;
        let mut has_more = false;
        for near in NEAR {
            let near = self.second.near(cell, near);
            let reached = near.cells().len();
            if reached == before || best.as_ref().is_some_and(|(price, _, _)| *price <= LITTLE) {
                break;
            }
            before = reached;
            let moves = Near(self, near);
            // Where nothing that was met may move now that might not before, all goes as it went then.
            if refused.as_ref().is_some_and(|refused| refused.iter().all(|cell| moves.cost(*cell).is_none())) {
                continue;
            }
            let mut search = self.known.search(cell, &moves);
            for below in BTreeSet::from([0, apart]) {
                let mut one = |aim: (i64, i64)| if aim == (0, 0) { World::new() } else { search.world(aim, corners) };
                let (least, most) = (one((below, 0)), one((0, apart - below)));
                let at = |world: &World| world.get(&cell).copied().unwrap_or_default();
                if at(&most).saturating_sub(at(&least)) < apart {
                    continue;
                }
                let open: BTreeSet<usize> =
                    least.keys().chain(most.keys()).copied().filter(|cell| self.cost(*cell).is_none()).collect();
                let price: f64 = open.iter().filter_map(|cell| moves.cost(*cell)).sum();
                if best.as_ref().is_none_or(|(least, _, _)| price < *least) {
                    best = Some((price, open, (least, most)));
                }
            }
            has_more |= search.has_more();
            refused = Some(search.refused().clone());
        }
        (best.map(|(_, open, twins)| (open, twins)), has_more)
    }

    /// Shows each cell again without which all `first` ones are still protected, what is missed most first; but those that are `kept`.
    fn give_back(&mut self, first: &BTreeSet<usize>, kept: &BTreeSet<usize>) {
        for cell in self.besides(first).into_iter().filter(|cell| !kept.contains(cell)) {
            let before = self.worlds.without(cell);
            let is_far = |first: usize, apart: i64| apart >= self.known.apart(first);
            let needs = |first: usize| is_far(first, before.apart(first)) && !is_far(first, self.worlds.apart(first));
            let mut needing: Vec<usize> = first.iter().copied().filter(|first| needs(*first)).collect();
            // Whoever moves least without it is the likeliest to need it.
            needing.sort_by_key(|first| (self.worlds.apart(*first), *first));
            self.hidden.remove(cell);
            if !self.are_protected(needing) {
                self.hidden.insert(cell);
                self.worlds.restore(before);
            }
        }
    }
}
