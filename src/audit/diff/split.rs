//! A change split into what each cause brought.
//!
//! A value is computed again with some of the causes at work and the others not yet: the observations of a cause are as in
//! the new release once it is at work, and as in the old one before. What a cause brings is what the value moves by when the
//! cause sets in, on average over all orders in which the causes may set in (the Shapley value: L. S. Shapley, *A Value for
//! n-Person Games*, Contributions to the Theory of Games II, 1953, 307-317). Causes that an observation has together are one
//! cause of its own in this, and share equally what it brings. The parts sum to the change, no cause gains by being named
//! first, and comparing the other way round gives the same parts with the opposite sign.

use std::collections::{BTreeMap, BTreeSet};

use super::cause::{Cause, Causes};
use super::observed::{Both, Seen};
use crate::audit::record::{Per, Recipe};
use crate::estimate::{Exact, sum};
use crate::statistic::{Grounds, Spread};
use crate::value::Stat;

/// An observation that differs, and why.
pub(super) type Moved<'a> = (Both<'a>, Causes);

/// A value, how it is made in both releases, and what it rests on.
pub(super) struct Game<'a> {
    /// What is said of the observations.
    pub(super) stat: Stat,
    /// Whether that is a statistic, whose value cannot be told of some of its observations by what is on record.
    pub(super) statistic: bool,
    /// How the value is made in the old and in the new release.
    pub(super) recipes: [&'a Recipe; 2],
    /// The observations that are the same.
    pub(super) same: Vec<&'a Seen<'a>>,
    /// Those that are not.
    pub(super) moved: Vec<&'a Moved<'a>>,
}

/// More causes, and causes together, than this are not told apart. Four would be many.
pub(super) const MOST_PLAYERS: usize = 10;

/// What each cause brought.
pub type Parts = BTreeMap<Cause, f64>;

/// A difference of sums that is no more than the last digits of floating-point numbers.
pub(super) fn is_noise(difference: f64, old: f64, new: f64) -> bool {
    difference.abs() <= 1e-9 * old.abs().max(new.abs()).max(1e-3)
}

impl Game<'_> {
    /// Splits the change from `old` to `new`, the values on record.
    pub(super) fn split(&self, old: f64, new: f64) -> Parts {
        let redefined = Causes::from([Cause::Definition]);
        let mut players: BTreeSet<&Causes> = self.moved.iter().map(|(_, causes)| causes).collect();
        if self.recipes[0] != self.recipes[1] {
            players.insert(&redefined);
        }
        let mut players: Vec<&Causes> = players.into_iter().collect();
        // Each player doubles the work; those behind the last set in with it.
        players.truncate(MOST_PLAYERS);
        let mut parts = Parts::new();
        if players.is_empty() {
            let cause = if is_noise(new - old, old, new) { Cause::Rounding } else { Cause::Unexplained };
            parts.insert(cause, new - old);
            return parts;
        }
        let mut values: Vec<Option<f64>> = vec![None; 1 << players.len()];
        if !self.statistic {
            values.iter_mut().enumerate().for_each(|(at_work, value)| *value = self.value(&players, at_work));
        }
        // What is known of a statistic is where it was and where it is: its causes share the change between them.
        if self.statistic
            && let [first, .., last] = &mut values[..]
        {
            (*first, *last) = (Some(old), Some(new));
        }
        for (player, share) in players.iter().zip(shares(players.len(), &values)) {
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

    /// The value with those players at work whose bits are set.
    fn value(&self, players: &[&Causes], at_work: usize) -> Option<f64> {
        let works = |causes: &Causes| {
            let player = players.iter().position(|player| *player == causes).unwrap_or(players.len() - 1);
            at_work >> player & 1 == 1
        };
        let recipe = self.recipes[usize::from(works(&Causes::from([Cause::Definition])))];
        let moved = self.moved.iter().filter_map(
            |(both, causes)| {
                if works(causes) { both.new.as_ref() } else { both.old.as_ref() }
            },
        );
        said(self.stat, recipe, self.same.iter().copied().chain(moved))
    }
}

/// What a stat says of observations.
fn said<'a>(stat: Stat, recipe: &Recipe, seen: impl Iterator<Item = &'a Seen<'a>>) -> Option<f64> {
    let (mut counted, mut numerator, mut baselines) = (0, Exact::default(), Vec::new());
    let (mut weights, mut whole, mut outcomes) = (Exact::default(), Exact::default(), [const { None }; 3]);
    let mut units = BTreeSet::new();
    for one in seen {
        if one.counted {
            counted += 1;
            numerator.add(one.number);
            baselines.extend(one.baseline);
            let outcome = [Stat::Base, Stat::Low, Stat::High].iter().position(|stat| one.stat == Some(*stat));
            if let Some(outcome) = outcome {
                let sum: &mut Exact = outcomes[outcome].get_or_insert_default();
                sum.add(one.number);
            }
        }
        if one.among {
            one.weight.into_iter().for_each(|weight| weights.add(weight));
            match recipe.per {
                Per::Observation => {}
                Per::Unit => {
                    units.insert(one.unit.as_ref());
                }
                Per::Family => {
                    units.insert(one.family.unwrap_or_default());
                }
            }
        }
        if one.whole {
            whole.add(one.number);
        }
    }
    let grounds = Grounds {
        counted,
        numerator: numerator.value(),
        denominator: if recipe.per == Per::Observation { weights.value() } else { units.len() as f64 },
        whole: recipe.of_whole.then(|| whole.value()),
        deviation: Spread::of(&baselines).deviation().filter(|_| baselines.len() == counted),
        outcomes: outcomes.each_ref().map(|sum| sum.as_ref().map(Exact::value)),
        stated: recipe.stated,
        norm: recipe.norm,
    };
    grounds.calculation(stat).value()
}

/// What each of so many players brings on average over the orders in which they may set in; `values` are the values with the
/// players at work whose bits are set in the place. Orders on the way of which there is no value, because nobody is left to
/// say something of, are left out; where all are, the players share equally.
pub(super) fn shares(players: usize, values: &[Option<f64>]) -> Vec<f64> {
    let all = values.len() - 1;
    let without = |at_work: usize| {
        (0..players).filter(move |player| at_work >> player & 1 == 1).map(move |player| at_work & !(1 << player))
    };
    // In how many orders one gets from nobody to those at work, and from them to all, by way of values only.
    let mut before = vec![0.0; values.len()];
    for at_work in 0..=all {
        if values[at_work].is_some() {
            before[at_work] = if at_work == 0 { 1.0 } else { without(at_work).map(|less| before[less]).sum() };
        }
    }
    let mut after = vec![0.0; values.len()];
    for at_work in (0..=all).rev() {
        if values[at_work].is_some() {
            let rest = all & !at_work;
            after[at_work] = if rest == 0 { 1.0 } else { without(rest).map(|less| after[all & !less]).sum() };
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
