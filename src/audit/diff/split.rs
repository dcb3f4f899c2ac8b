//! A change split into what each cause brought.
//!
//! A value, and the interval around it, is computed again with some of the causes at work and the others not yet: the observations of a cause are as in
//! the new release once it is at work, and as in the old one before. What a cause brings is what the value moves by when the
//! cause sets in, on average over all orders in which the causes may set in (the Shapley value: L. S. Shapley, *A Value for
//! n-Person Games*, Contributions to the Theory of Games II, 1953, 307-317). Causes that an observation has together are one
//! cause of its own in this, and share equally what it brings. The parts sum to the change, no cause gains by being named
//! first, and comparing the other way round gives the same parts with the opposite sign.

use std::collections::{BTreeMap, BTreeSet};

use super::again::{Made, Sources, Told};
use super::cause::{Cause, Causes};
use super::observed::{Both, Seen};
use crate::estimate::sum;

/// An observation that differs, and why.
pub(super) type Moved<'a> = (Both<'a>, Causes);

/// The observations of a place in both releases, laid beside each other.
#[derive(Debug)]
pub(super) struct Laid<'a> {
    /// Those that are the same.
    pub(super) same: Vec<Seen<'a>>,
    /// Those that are not.
    pub(super) moved: Vec<Moved<'a>>,
    /// Whether both releases have a value there.
    pub(super) in_both: bool,
}

/// A value, how it is made in both releases, and what it rests on.
pub(super) struct Game<'a, 'b> {
    /// How it is made in the old and in the new release.
    pub(super) made: [Made<'b>; 2],
    /// The observations of its own place.
    pub(super) own: &'b Laid<'a>,
    /// Those of the place that it is told from, where it is told from one.
    pub(super) from: Option<&'b Laid<'a>>,
    /// Those of each place that it is told among.
    pub(super) all: Vec<&'b Laid<'a>>,
}

/// What the causes brought to a value.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Split {
    /// To the number.
    pub(super) parts: Parts,
    /// Whether that is nothing but the change shared among them, because no order of theirs leads from the old to the new number.
    pub(super) shared: bool,
    /// To the ends of the interval, where it has two that differ.
    pub(super) ends: Option<Ends>,
}

/// Why the ends of an interval cannot be split by cause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unsplit {
    /// Only one of the releases has an interval.
    OneSided,
    /// The observations do not stand in the record.
    Unlisted,
    /// A record does not say what kind of interval it is.
    Unnamed,
    /// What the records have of the observations does not give it again, as an earlier program's.
    Beyond,
}

impl Unsplit {
    /// The reason as data name it.
    pub fn id(self) -> &'static str {
        match self {
            Self::OneSided => "one-sided",
            Self::Unlisted => "not-listed",
            Self::Unnamed => "kind-not-recorded",
            Self::Beyond => "more-than-recorded",
        }
    }

    /// The reason in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::OneSided => "only one release has an interval here",
            Self::Unlisted => "the observations do not stand in the record",
            Self::Unnamed => "a release's record does not say what kind of interval it is",
            Self::Beyond => "a release's record does not have all that it is computed from",
        }
    }
}

/// What each cause brought to the lower and to the upper end of an interval, or why that cannot be said.
pub type Ends = Result<[Parts; 2], Unsplit>;

/// More causes, and causes together, than this are not told apart. Four would be many.
pub(super) const MOST_PLAYERS: usize = 10;

/// What each cause brought.
pub type Parts = BTreeMap<Cause, f64>;

/// A difference of sums that is no more than the last digits of floating-point numbers.
pub(super) fn is_noise(difference: f64, old: f64, new: f64) -> bool {
    difference.abs() <= 1e-9 * old.abs().max(new.abs()).max(1e-3)
}

impl Game<'_, '_> {
    /// Splits the change from `old` to `new`, the values on record; and that of each end of the interval, where it has two.
    pub(super) fn split(&self, (old, new): (f64, f64), intervals: Option<[(f64, f64); 2]>) -> Split {
        let redefined = Causes::from([Cause::Definition]);
        let laid = [self.own].into_iter().chain(self.from).chain(self.all.iter().copied());
        let mut players: BTreeSet<&Causes> = laid.flat_map(|laid| &laid.moved).map(|(_, causes)| causes).collect();
        if !self.made[0].is_like(self.made[1]) {
            players.insert(&redefined);
        }
        let mut players: Vec<&Causes> = players.into_iter().collect();
        // Each player doubles the work; those behind the last set in with it.
        players.truncate(MOST_PLAYERS);
        let told: Vec<Told> = (0..1usize << players.len()).map(|at_work| self.told(&players, at_work)).collect();
        let mut values: Vec<Option<f64>> = told.iter().map(|(value, _)| *value).collect();
        let is_so = |value: Option<Option<f64>>, said: f64| {
            value.flatten().is_some_and(|value| is_noise(value - said, value, said))
        };
        let again = is_so(values.first().copied(), old) && is_so(values.last().copied(), new);
        // Of a statistic that a record has not all of, it is known where it was and where it is, and nothing between.
        if !again && self.made.iter().any(|made| made.is_statistic()) {
            values.fill(None);
            if let [first, .., last] = &mut values[..] {
                (*first, *last) = (Some(old), Some(new));
            }
        }
        let shared = players.len() > 1 && orders(&values).last() == Some(&0.0);
        let ends = intervals.map(|intervals| self.ends(&players, &told, intervals));
        Split { parts: split(&players, &values, old, new), shared, ends }
    }

    /// The change of each end, where what is on record gives the intervals of both releases again.
    fn ends(&self, players: &[&Causes], told: &[Told], [old, new]: [(f64, f64); 2]) -> Ends {
        if self.made.iter().any(|made| made.recipe.interval.is_none()) {
            return Err(Unsplit::Unnamed);
        }
        let again = |told: Option<&Told>, said: (f64, f64)| {
            let is_so = |(lower, upper): (f64, f64)| {
                is_noise(lower - said.0, lower, said.0) && is_noise(upper - said.1, upper, said.1)
            };
            told.and_then(|(_, interval)| *interval).is_some_and(is_so)
        };
        if !again(told.first(), old) || !again(told.last(), new) {
            return Err(Unsplit::Beyond);
        }
        let end = |which: fn((f64, f64)) -> f64| {
            let values: Vec<Option<f64>> = told.iter().map(|(_, interval)| interval.map(which)).collect();
            split(players, &values, which(old), which(new))
        };
        Ok([end(|(lower, _)| lower), end(|(_, upper)| upper)])
    }

    /// What is told with those players at work whose bits are set.
    fn told(&self, players: &[&Causes], at_work: usize) -> Told {
        let works = |causes: &Causes| {
            let player = players.iter().position(|player| *player == causes).unwrap_or(players.len().saturating_sub(1));
            at_work >> player & 1 == 1
        };
        let made = self.made[usize::from(works(&Causes::from([Cause::Definition])))];
        made.told(&Sources {
            own: seen_of(self.own, &works),
            from: self.from.map(|laid| seen_of(laid, &works)),
            // A place that one release has no value at is there as soon as anything is seen at it.
            all: (self.all.iter().map(|laid| (laid, seen_of(laid, &works))))
                .filter(|(laid, seen)| laid.in_both || !seen.is_empty())
                .map(|(_, seen)| seen)
                .collect(),
        })
    }
}

/// The observations of a place with those as they are whose causes are at work, and the others as they were.
fn seen_of<'s, 'a>(laid: &'s Laid<'a>, works: &impl Fn(&Causes) -> bool) -> Vec<&'s Seen<'a>> {
    let moved = laid.moved.iter().filter_map(
        |(both, causes)| {
            if works(causes) { both.new.as_ref() } else { both.old.as_ref() }
        },
    );
    laid.same.iter().chain(moved).collect()
}

/// The change from `old` to `new` split among players, by the values with those at work whose bits are set in the place.
fn split(players: &[&Causes], values: &[Option<f64>], old: f64, new: f64) -> Parts {
    let mut parts = Parts::new();
    if players.is_empty() {
        let cause = if is_noise(new - old, old, new) { Cause::Rounding } else { Cause::Unexplained };
        parts.insert(cause, new - old);
        return parts;
    }
    for (player, share) in players.iter().zip(shares(players.len(), values)) {
        for cause in *player {
            *parts.entry(*cause).or_default() += share / player.len() as f64;
        }
    }
    // What the records say and what their observations come to is the same but for the last digits, or else a hole in
    // the records, which is told.
    let rest = new - old - sum(parts.values().copied());
    if is_noise(rest, old, new) {
        let most = parts.iter_mut().max_by(|a, b| a.1.abs().total_cmp(&b.1.abs()));
        if let Some((_, part)) = most {
            *part += rest;
        }
    } else {
        *parts.entry(Cause::Unexplained).or_default() += rest;
    }
    parts
}

/// What each of so many players brings on average over the orders in which they may set in; `values` are the values with the
/// players at work whose bits are set in the place. Orders on the way of which there is no value, because nobody is left to
/// say something of, are left out; where all are, the players share equally.
pub(super) fn shares(players: usize, values: &[Option<f64>]) -> Vec<f64> {
    let all = values.len() - 1;
    let before = orders(values);
    let mut after = vec![0.0; values.len()];
    for at_work in (0..=all).rev() {
        if values[at_work].is_some() {
            let rest = all & !at_work;
            let behind = set(rest).map(|player| after[at_work | 1 << player]);
            after[at_work] = if rest == 0 { 1.0 } else { behind.sum() };
        }
    }
    let orders: f64 = before[all];
    let value = |at_work: usize| values[at_work].unwrap_or_default();
    let share = |player: usize| {
        let bit = 1 << player;
        let steps = (0..=all).filter(|at_work| at_work & bit == 0).map(|at_work| {
            let with = at_work | bit;
            before[at_work] * after[with] * (value(with) - value(at_work))
        });
        sum(steps) / orders
    };
    if orders > 0.0 {
        return (0..players).map(share).collect();
    }
    vec![(value(all) - value(0)) / players as f64; players]
}

/// In how many orders one gets from nobody to each of those at work, by way of values only.
fn orders(values: &[Option<f64>]) -> Vec<f64> {
    let mut before = vec![0.0; values.len()];
    for at_work in 0..values.len() {
        if values[at_work].is_some() {
            let ways = set(at_work).map(|player| before[at_work & !(1 << player)]);
            before[at_work] = if at_work == 0 { 1.0 } else { ways.sum() };
        }
    }
    before
}

/// The players whose bits are set.
fn set(at_work: usize) -> impl Iterator<Item = usize> {
    (0..usize::BITS as usize).filter(move |player| at_work >> player & 1 == 1)
}
