//! What is hidden besides: cells from which the first ones could be computed, or be known too closely.

use std::collections::{BTreeMap, BTreeSet};

use super::cells::Cells;
use super::exceptions::Exceptions;
use super::protect::published;
use super::relations::Relation;
use super::span::Span;
use super::tally::{ONE, Says, Tallies, total};
use super::twins::{Known, Twins, components};
use crate::spec::Limits;

/// So many percent either way must an amount remain unknown, where the spec does not say.
const AMOUNTS: f64 = 10.0;

/// So many times more is hidden for what is known too closely; then all that is tied to it is.
const MOST_ROUNDS: usize = 24;

/// What is needed to choose what is hidden besides.
pub(super) struct Second<'a> {
    limits: &'a Limits,
    cells: &'a Cells,
    relations: &'a [Relation],
    /// The cells that are published at all.
    published: BTreeSet<usize>,
    /// The cells in the order in which they are to be published, if they can be.
    wish: BTreeMap<usize, (u8, usize, usize)>,
    /// The cells within which others lie in every register.
    nested: Nested,
    /// What each counted cell is published among.
    among: BTreeMap<usize, BTreeSet<usize>>,
}

/// Which counts lie within which in every register: whoever knows the definitions knows that the one is at most the other.
#[derive(Debug, Default)]
struct Nested {
    /// For each cell those that it lies within.
    above: BTreeMap<usize, BTreeSet<usize>>,
    /// For each those that lie within it.
    below: BTreeMap<usize, BTreeSet<usize>>,
}

impl Nested {
    fn new(cells: &Cells) -> Self {
        let mut nested = Self::default();
        let counts: Vec<usize> =
            (0..cells.all.len()).filter(|at| cells.all[*at].counts && !cells.all[*at].real().is_empty()).collect();
        for one in &counts {
            for other in counts.iter().filter(|other| *other != one) {
                if cells.all[*one].within(&cells.all[*other]) {
                    nested.above.entry(*one).or_default().insert(*other);
                    nested.below.entry(*other).or_default().insert(*one);
                }
            }
        }
        nested
    }
}

/// What was hidden, and what it came to.
#[derive(Debug, Default)]
pub(super) struct Done {
    /// All hidden cells.
    pub(super) hidden: BTreeSet<usize>,
    /// How many of them have twins.
    pub(super) protected: usize,
    /// Those that have none.
    pub(super) unprotected: BTreeSet<usize>,
}

impl<'a> Second<'a> {
    pub(super) fn new(
        limits: &'a Limits,
        tallies: &Tallies,
        cells: &'a Cells,
        relations: &'a [Relation],
        exceptions: &Exceptions,
    ) -> Self {
        let mut class: BTreeMap<usize, u8> = BTreeMap::new();
        let mut among: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for statement in &tallies.statements {
            let counted = cells.of_tally[statement.counted];
            let mut wished = |cell: usize, wish: u8| {
                let known = class.entry(cell).or_insert(wish);
                *known = (*known).min(wish);
            };
            let at = (statement.exhibit, statement.place);
            if exceptions.show.contains(&at) || exceptions.keep.contains(&at) {
                wished(counted, 0);
            }
            for base in statement.n.into_iter().chain(statement.over) {
                wished(cells.of_tally[base], 1);
                if matches!(statement.says, Says::Share | Says::Tally) && cells.of_tally[base] != counted {
                    among.entry(counted).or_default().insert(cells.of_tally[base]);
                }
            }
            wished(counted, if cells.all[counted].real().is_empty() { 2 } else { 3 });
        }
        let wish = class
            .into_iter()
            .map(|(cell, class)| (cell, (class, usize::MAX - cells.all[cell].real().len(), cell)))
            .collect();
        Self {
            limits,
            cells,
            relations,
            published: published(&tallies.statements, cells),
            wish,
            nested: Nested::new(cells),
            among,
        }
    }

    /// Hides what must be besides `first`.
    pub(super) fn hide(&self, first: &BTreeSet<usize>) -> Done {
        let all: Vec<usize> = (0..self.cells.all.len()).collect();
        let ties =
            self.relations.iter().map(|relation| relation.exact.iter().map(|(cell, _)| *cell).collect::<Vec<_>>());
        // A cell that bounds another is tied to it as well.
        let bounding = |cell: &usize| {
            let of = [&self.among, &self.nested.above, &self.nested.below].map(|of| of.get(cell));
            of.into_iter().flatten().flatten().copied().collect::<Vec<_>>()
        };
        let bounds = first.iter().map(|cell| std::iter::once(*cell).chain(bounding(cell)).collect());
        let mut done = Done::default();
        for cells in components(&all, ties.chain(bounds)) {
            let own: BTreeSet<usize> = cells.iter().copied().filter(|cell| first.contains(cell)).collect();
            if !own.is_empty() {
                self.component(&cells, &own, &mut done);
            }
        }
        done
    }

    /// Hides what must be in one component.
    fn component(&self, cells: &[usize], first: &BTreeSet<usize>, done: &mut Done) {
        let inside: BTreeSet<usize> = cells.iter().copied().collect();
        let relations: Vec<&Relation> =
            self.relations.iter().filter(|relation| inside.contains(&relation.exact[0].0)).collect();
        let mut forced = BTreeSet::new();
        let mut worlds = Twins::new();
        let mut given_up = BTreeSet::new();
        for round in 0.. {
            let hidden = self.eliminate(cells, &relations, first, &forced);
            let visible = |cell: &&usize| self.published.contains(cell) && !hidden.contains(cell);
            if !cells.iter().any(|cell| visible(&cell)) {
                // Of what nothing published is tied to, nothing published tells.
                done.protected += first.len();
                done.hidden.extend(hidden.into_iter().filter(|cell| self.published.contains(cell)));
                return;
            }
            let known = self.known(&relations, &hidden);
            let mut failing = Vec::new();
            let mut groups = BTreeSet::new();
            for cell in first {
                // One of each group of tied cells at a time: what is hidden for it often does for the others.
                let fresh = known.group_of(*cell).is_some_and(|group| !groups.contains(&group));
                if fresh && !given_up.contains(cell) && known.twins(*cell, self.apart(*cell), &mut worlds).is_none() {
                    groups.extend(known.group_of(*cell));
                    failing.push(*cell);
                }
            }
            if failing.is_empty() {
                // Of what nothing published is tied to, nothing published tells.
                if cells.iter().any(|cell| self.must_show(*cell)) {
                    done.protected += first.len() - given_up.len();
                    done.unprotected.extend(given_up);
                } else {
                    done.protected += first.len();
                }
                done.hidden.extend(hidden.into_iter().filter(|cell| self.published.contains(cell)));
                return;
            }
            if round == MOST_ROUNDS {
                forced.extend(cells.iter().copied().filter(|cell| !first.contains(cell) && !self.must_show(*cell)));
                continue;
            }
            for cell in failing {
                match self.nearest(cell, &relations, &hidden) {
                    Some(more) => forced.insert(more),
                    None => given_up.insert(cell),
                };
            }
        }
    }

    /// Publishes in the order of wish whatever does not give a cell of `first` away; what is hidden.
    fn eliminate(
        &self,
        cells: &[usize],
        relations: &[&Relation],
        first: &BTreeSet<usize>,
        forced: &BTreeSet<usize>,
    ) -> BTreeSet<usize> {
        let protected: Vec<usize> = first.iter().copied().collect();
        let mut span = Span::new(cells, relations, &protected);
        let mut hidden = first.clone();
        let mut order: Vec<usize> = cells.to_vec();
        order.sort_by_key(|cell| self.wish.get(cell).copied().unwrap_or((u8::MAX, 0, *cell)));
        for cell in order {
            if first.contains(&cell) {
                continue;
            }
            let may = self.published.contains(&cell) && !forced.contains(&cell);
            if !(may && span.publish(cell)) {
                hidden.insert(cell);
            }
        }
        // What the published ones tell anyway is no secret, and hiding it would only promise one.
        hidden.retain(|cell| first.contains(cell) || !self.published.contains(cell) || !span.tells(*cell));
        hidden
    }

    /// What an outsider knows of the hidden cells.
    fn known(&self, relations: &[&Relation], hidden: &BTreeSet<usize>) -> Known {
        let mut room = BTreeMap::new();
        let mut pairs = Vec::new();
        for cell in hidden {
            let own = &self.cells.all[*cell];
            let value = self.value(*cell);
            if !own.counts {
                let far = self.apart(*cell).saturating_mul(4);
                room.insert(*cell, (if own.positive { far.min(value) } else { far }, far));
                continue;
            }
            // Nobody hides that nothing is counted, or that all are.
            let shown = !self.limits.unanimous && value > 0;
            let (mut below, mut above) = (value - i64::from(shown), i64::MAX / 4);
            if own.real().is_empty() {
                below = 0;
            }
            for other in self.among.get(cell).into_iter().flatten().filter(|other| !hidden.contains(other)) {
                let rest = self.value(*other) - value;
                above = above.min(rest - i64::from(shown && rest > 0));
            }
            for other in self.nested.above.get(cell).into_iter().flatten() {
                if hidden.contains(other) {
                    // What lies between two says it of them already.
                    let between = |middle: &usize| {
                        hidden.contains(middle)
                            && self.nested.above.get(middle).is_some_and(|above| above.contains(other))
                    };
                    if !self.nested.above[cell].iter().any(between) {
                        pairs.push((*cell, *other, self.value(*other) - value));
                    }
                } else {
                    above = above.min(self.value(*other) - value);
                }
            }
            for other in self.nested.below.get(cell).into_iter().flatten().filter(|other| !hidden.contains(other)) {
                below = below.min(value - self.value(*other));
            }
            room.insert(*cell, (below, above));
        }
        Known::new(relations, room, pairs)
    }

    /// Whether the spec wants a cell shown, whatever others must be hidden for it.
    fn must_show(&self, cell: usize) -> bool {
        self.wish.get(&cell).is_some_and(|(class, _, _)| *class == 0)
    }

    /// What a cell comes to: units, or millionths of an amount.
    fn value(&self, cell: usize) -> i64 {
        let sum = total(self.cells.all[cell].real());
        if self.cells.all[cell].counts { sum / ONE } else { sum }
    }

    /// How far apart two worlds must be in a cell.
    fn apart(&self, cell: usize) -> i64 {
        let value = self.value(cell);
        if self.cells.all[cell].counts {
            return i64::from(self.limits.minimum.saturating_sub(1)).max(1);
        }
        let percent = self.limits.amounts.unwrap_or(AMOUNTS);
        #[expect(clippy::cast_possible_truncation, reason = "a share of an amount")]
        let apart = (value.saturating_abs() as f64 * percent / 50.0).ceil() as i64;
        apart.max(1)
    }

    /// The cell that is wished for least of those that are published and tied to one that is known too closely.
    fn nearest(&self, cell: usize, relations: &[&Relation], hidden: &BTreeSet<usize>) -> Option<usize> {
        let mut near: BTreeSet<usize> = BTreeSet::from([cell]);
        let mut reached = near.clone();
        loop {
            let mut next = BTreeSet::new();
            for relation in
                relations.iter().filter(|relation| relation.exact.iter().any(|(cell, _)| near.contains(cell)))
            {
                next.extend(relation.exact.iter().map(|(cell, _)| *cell));
            }
            for cell in &near {
                let nested = [&self.nested.above, &self.nested.below, &self.among].map(|of| of.get(cell));
                next.extend(nested.into_iter().flatten().flatten());
            }
            next.retain(|cell| reached.insert(*cell));
            let may =
                |cell: &&usize| !hidden.contains(cell) && self.published.contains(cell) && !self.must_show(**cell);
            let last = next.iter().filter(may).max_by_key(|cell| self.wish.get(cell).copied().unwrap_or_default());
            if let Some(last) = last {
                return Some(*last);
            }
            if next.is_empty() {
                return None;
            }
            near = next;
        }
    }
}
