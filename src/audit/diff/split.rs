//! A change split into what each cause brought.
//!
//! A value, and the interval around it, is computed again with some of the causes at work and the others not yet: the observations of a cause are as in
//! the new release once it is at work, and as in the old one before. What a cause brings is what the value moves by when the
//! cause sets in, on average over all orders in which the causes may set in (the Shapley value: L. S. Shapley, *A Value for
//! n-Person Games*, Contributions to the Theory of Games II, 1953, 307-317). Causes that an observation has together are one
//! cause of its own in this, and share equally what it brings. The parts sum to the change, no cause gains by being named
//! first, and comparing the other way round gives the same parts with the opposite sign.

use std::collections::{BTreeMap, BTreeSet};

use super::cause::{Cause, Causes};
use super::observed::{Both, Seen};
use crate::audit::record::{Per, Recipe};
use crate::estimate::{self, Clusters, Exact, Gather, Need, OfUnit, Sample, Statistic, sum};
use crate::statistic::{Grounds, Spread, interval};
use crate::value::{Calculation, Stat};

/// An observation that differs, and why.
pub(super) type Moved<'a> = (Both<'a>, Causes);

/// A value, how it is made in both releases, and what it rests on.
pub(super) struct Game<'a> {
    /// What is said of the observations.
    pub(super) stat: Stat,
    /// How that is made of the observations on record.
    pub(super) made: Made,
    /// How the value is made in the old and in the new release.
    pub(super) recipes: [&'a Recipe; 2],
    /// The observations that are the same.
    pub(super) same: Vec<&'a Seen<'a>>,
    /// Those that are not.
    pub(super) moved: Vec<&'a Moved<'a>>,
}

/// How values are made of observations.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Made {
    /// By one of the program's own stats.
    Counted,
    /// By a statistic that takes nothing of an observation but what is on record.
    Statistic(&'static Statistic),
    /// By a statistic that takes more of an observation than that, or is told of other values.
    Beyond,
}

impl Made {
    /// By the last steps of a value in both releases.
    pub(super) fn of(calculations: [Calculation; 2]) -> Self {
        let on_record = |of: &Statistic| {
            matches!(of.gather, Gather::Sample(_)) && of.needs.iter().all(|need| *need == Need::Weight)
        };
        match calculations {
            [Calculation::Statistic { of, .. }, Calculation::Statistic { of: other, .. }]
                if of == other && on_record(of) =>
            {
                Self::Statistic(of)
            }
            [Calculation::Statistic { .. }, _] | [_, Calculation::Statistic { .. }] => Self::Beyond,
            _ => Self::Counted,
        }
    }
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
    /// The rows state it themselves.
    Stated,
    /// What the record has of the observations does not give it again.
    Beyond,
}

impl Unsplit {
    /// The reason as data name it.
    pub fn id(self) -> &'static str {
        match self {
            Self::OneSided => "one-sided",
            Self::Unlisted => "not-listed",
            Self::Unnamed => "kind-not-recorded",
            Self::Stated => "stated",
            Self::Beyond => "more-than-recorded",
        }
    }

    /// The reason in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::OneSided => "only one release has an interval here",
            Self::Unlisted => "the observations do not stand in the record",
            Self::Unnamed => "a release's record does not say what kind of interval it is",
            Self::Stated => "the rows state it themselves",
            Self::Beyond => "it is computed from more than the record has of the observations",
        }
    }
}

/// What each cause brought to the lower and to the upper end of an interval, or why that cannot be said.
pub type Ends = Result<[Parts; 2], Unsplit>;

/// A value and the interval around it, with some causes at work.
type Told = (Option<f64>, Option<(f64, f64)>);

/// More causes, and causes together, than this are not told apart. Four would be many.
pub(super) const MOST_PLAYERS: usize = 10;

/// What each cause brought.
pub type Parts = BTreeMap<Cause, f64>;

/// A difference of sums that is no more than the last digits of floating-point numbers.
pub(super) fn is_noise(difference: f64, old: f64, new: f64) -> bool {
    difference.abs() <= 1e-9 * old.abs().max(new.abs()).max(1e-3)
}

impl Game<'_> {
    /// Splits the change from `old` to `new`, the values on record; and that of each end of the interval, where it has two.
    pub(super) fn split(&self, (old, new): (f64, f64), intervals: Option<[(f64, f64); 2]>) -> (Parts, Option<Ends>) {
        let redefined = Causes::from([Cause::Definition]);
        let mut players: BTreeSet<&Causes> = self.moved.iter().map(|(_, causes)| causes).collect();
        if !self.recipes[0].is_like(self.recipes[1]) {
            players.insert(&redefined);
        }
        let mut players: Vec<&Causes> = players.into_iter().collect();
        // Each player doubles the work; those behind the last set in with it.
        players.truncate(MOST_PLAYERS);
        let told: Vec<Told> = (0..1usize << players.len()).map(|at_work| self.told(&players, at_work)).collect();
        let mut values: Vec<Option<f64>> = told.iter().map(|(value, _)| *value).collect();
        // What is known of such a statistic is where it was and where it is: its causes share the change between them.
        if self.made == Made::Beyond
            && let [first, .., last] = &mut values[..]
        {
            (*first, *last) = (Some(old), Some(new));
        }
        let ends = intervals.map(|intervals| self.ends(&players, &told, intervals));
        (split(&players, &values, old, new), ends)
    }

    /// The change of each end, where what is on record gives the intervals of both releases again.
    fn ends(&self, players: &[&Causes], told: &[Told], [old, new]: [(f64, f64); 2]) -> Ends {
        let kinds = self.recipes.map(|recipe| recipe.interval);
        if kinds.iter().any(Option::is_none) {
            return Err(Unsplit::Unnamed);
        }
        if kinds.contains(&Some(estimate::IntervalKind::Stated)) {
            return Err(Unsplit::Stated);
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
        let recipe = self.recipes[usize::from(works(&Causes::from([Cause::Definition])))];
        let moved = self.moved.iter().filter_map(
            |(both, causes)| {
                if works(causes) { both.new.as_ref() } else { both.old.as_ref() }
            },
        );
        let seen: Vec<&Seen<'_>> = self.same.iter().copied().chain(moved).collect();
        match self.made {
            Made::Counted => said(self.stat, recipe, &seen),
            Made::Statistic(of) => found(of, recipe, &seen),
            Made::Beyond => (None, None),
        }
    }
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

/// What a statistic says of observations, by the code that said it in the release.
fn found(of: &Statistic, recipe: &Recipe, seen: &[&Seen<'_>]) -> Told {
    let Gather::Sample(gather) = of.gather else { return (None, None) };
    let sample = |one: &&Seen<'_>| estimate::Seen {
        value: one.number,
        weight: one.weight.unwrap_or(0.0),
        ..estimate::Seen::default()
    };
    let seen: Vec<estimate::Seen> = seen.iter().filter(|one| one.counted).map(sample).collect();
    let sample = Sample { seen: &seen, interval: recipe.interval, x: None, event: None };
    let Ok(found) = gather(&sample) else { return (None, None) };
    let value = found.inputs.and_then(|inputs| of.value(&inputs));
    (value, found.interval.filter(|_| value.is_some()))
}

/// What a stat says of observations.
fn said(stat: Stat, recipe: &Recipe, seen: &[&Seen<'_>]) -> Told {
    let (mut counted, mut numerator, mut baselines) = (0, Exact::default(), Vec::new());
    let (mut weights, mut stated, mut whole) = (Exact::default(), 0, Exact::default());
    let (mut outcomes, mut among, mut units) = ([const { None }; 3], 0, BTreeSet::new());
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
            among += 1;
            one.weight.into_iter().for_each(|weight| {
                weights.add(weight);
                stated += 1;
            });
            units.extend(unit(recipe.per, one));
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
    let over = Some(grounds.denominator).filter(|_| among == 0 || stated > 0);
    let interval = recipe.interval.and_then(|kind| {
        let numbers = || seen.iter().filter(|one| one.counted).map(|one| one.number).collect();
        interval((kind, stat), (grounds.numerator, over), || Some(clusters(recipe.per, &grounds, seen)), numbers)
    });
    (grounds.calculation(stat).value(), interval)
}

/// What an observation is counted as below the line, where that is not itself.
fn unit<'a>(per: Per, one: &'a Seen<'_>) -> Option<&'a str> {
    match per {
        Per::Observation => None,
        Per::Unit => Some(one.unit.as_ref()),
        Per::Family => Some(one.family.unwrap_or_default()),
    }
}

/// The observations by the units that they are of.
fn clusters(per: Per, grounds: &Grounds, seen: &[&Seen<'_>]) -> Clusters {
    let mut clusters = Clusters::new(grounds.numerator, grounds.denominator);
    let mut units: BTreeMap<&str, (OfUnit, f64)> = BTreeMap::new();
    for one in seen.iter().filter(|one| one.counted || one.among) {
        let weight = if per == Per::Observation { one.weight.unwrap_or(0.0) } else { 0.0 };
        let (gathered, all) = units.entry(unit(per, one).unwrap_or(one.unit.as_ref())).or_default();
        if one.counted {
            clusters.count(gathered, one.number, weight);
        }
        if one.among {
            *all = if per == Per::Observation { *all + weight } else { 1.0 };
        }
    }
    for (unit, all) in units.into_values() {
        clusters.add(unit, all);
    }
    clusters
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
