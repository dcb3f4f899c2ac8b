//! A value, and the interval around it, made again of observations on record by the code that made it.

use std::collections::{BTreeMap, BTreeSet};

use super::observed::Seen;
use crate::audit::record::{Per, Recipe};
use crate::dictionary::Dictionary;
use crate::estimate::{self, Clusters, Compared, Exact, IntervalKind, OfUnit, Sample, Statistic};
use crate::spec::Is;
use crate::statistic::{Grounds, Spread, interval};
use crate::value::{Calculation, Stat};

/// A value and the interval around it.
pub(super) type Told = (Option<f64>, Option<(f64, f64)>);

/// How a value is made.
#[derive(Debug, Clone, Copy)]
pub(super) struct Made<'a> {
    /// What is computed.
    pub(super) is: Is,
    /// How it is computed.
    pub(super) recipe: &'a Recipe,
    /// The number along the axis, where the place has one.
    pub(super) x: Option<f64>,
}

/// The observations that a value is made of.
#[derive(Debug, Default)]
pub(super) struct Sources<'s, 'a> {
    /// Those of its own place.
    pub(super) own: Vec<&'s Seen<'a>>,
    /// Those of the place that it is told from, where it is told from one.
    pub(super) from: Option<Vec<&'s Seen<'a>>>,
    /// Those of each place that it is told among.
    pub(super) all: Vec<Vec<&'s Seen<'a>>>,
}

impl<'a> Made<'a> {
    /// How a value of `stat` is made that a release's last step of it, and its recipe, tell of. An earlier program's record does not say what is
    /// computed: then the last step does, or the name.
    pub(super) fn of(stat: Stat, calculation: Calculation, recipe: &'a Recipe, x: &str) -> Self {
        let own = match calculation {
            Calculation::Statistic { of, .. } => Is::Statistic(of),
            _ => Is::Stat(stat),
        };
        let is = match recipe.is.as_deref().and_then(Is::known).unwrap_or(own) {
            // Means of several things are made alike.
            Is::Stat(Stat::MeanOf(_)) => Is::Stat(Stat::Mean),
            is => is,
        };
        Self { is, recipe, x: x.parse().ok() }
    }

    /// Whether two releases make it in the same way.
    pub(super) fn is_like(self, other: Self) -> bool {
        self.is == other.is && self.recipe.is_like(other.recipe)
    }

    /// Whether it is a statistic of the registry.
    pub(super) fn is_statistic(self) -> bool {
        matches!(self.is, Is::Statistic(_))
    }

    /// Whether it is told of values at places along an axis: their ranks, or the goals that they tell of.
    pub(super) fn is_among(self) -> bool {
        matches!(self.is, Is::Statistic(of) if of.is_among_all() || of.is_of_values() && self.tells_goals())
    }

    /// Whether that axis is the series, and not x.
    pub(super) fn is_along_series(self) -> bool {
        self.recipe.against.as_ref().is_some_and(|against| against.along_series) && !self.tells_goals()
    }

    fn tells_goals(self) -> bool {
        self.recipe.against.as_ref().is_some_and(|against| against.goals)
    }

    /// The value and its interval.
    pub(super) fn told(self, of: &Sources<'_, '_>) -> Told {
        match self.is {
            Is::Statistic(statistic) if statistic.is_of_values() => (self.against(statistic, of), None),
            is => self.own(is, &of.own),
        }
    }

    /// What is told of the observations at a place.
    fn own(self, is: Is, seen: &[&Seen<'_>]) -> Told {
        match is {
            Is::Statistic(of) => self.found(of, seen),
            Is::Stat(stat) => said(stat, self.recipe, seen),
        }
    }

    /// What is told of a value against others.
    fn against(self, statistic: &Statistic, of: &Sources<'_, '_>) -> Option<f64> {
        let against = self.recipe.against.as_ref()?;
        let is = Is::known(&against.of)?;
        let value = |seen: &[&Seen<'_>]| self.own(is, seen).0;
        let goal = match (against.least, against.most) {
            (Some(goal), _) => Some((goal, true)),
            (None, Some(goal)) => Some((goal, false)),
            (None, None) => goal(&of.own, &of.all).ok()?,
        };
        let from = goal.map(|(goal, _)| goal).or_else(|| value(of.from.as_ref()?));
        let own_class = if against.within { class(&of.own).ok()? } else { None };
        let mut all = Vec::new();
        for place in &of.all {
            if !against.within || own_class.is_some() && class(place).ok()? == own_class {
                all.extend(value(place));
            }
        }
        let places = against.places.map(f64::from);
        statistic.value(&statistic.of_values(&Compared { own: value(&of.own), from, all: &all, goal, places })?)
    }

    /// What a statistic says of observations.
    fn found(self, of: &Statistic, seen: &[&Seen<'_>]) -> Told {
        let (mut classes, mut units) = (Dictionary::new(), Dictionary::new());
        let sample: Vec<estimate::Seen> = seen
            .iter()
            .filter(|one| one.counted)
            .map(|one| estimate::Seen {
                value: one.number,
                weight: one.weight.unwrap_or(0.0),
                other: one.beside.other,
                of_group: one.beside.of_group,
                cell: classes.number(one.beside.class.unwrap_or_default()),
                event: one.beside.ended.map(|as_asked| u32::from(!as_asked)),
                unit: units.number(one.beside.cluster.unwrap_or(&one.unit)),
            })
            .collect();
        let asked = Sample { seen: &sample, interval: self.recipe.interval, x: self.x, event: Some(0) };
        let Ok(found) = of.of_sample(&asked) else { return (None, None) };
        (found.inputs.and_then(|inputs| of.value(&inputs)), found.interval)
    }
}

/// Observations tell of two where they must tell of one.
struct Several;

/// What a place shares with those that it is ranked among.
fn class<'a>(seen: &[&Seen<'a>]) -> Result<Option<&'a str>, Several> {
    let mut classes = seen.iter().filter(|one| one.counted).map(|one| one.beside.within);
    let first = classes.next().flatten();
    if classes.all(|other| other == first) { Ok(first) } else { Err(Several) }
}

/// The goal that the observations at a place tell of, or else those of its series.
fn goal(own: &[&Seen<'_>], series: &[Vec<&Seen<'_>>]) -> Result<Option<(f64, bool)>, Several> {
    let told = |seen: &mut dyn Iterator<Item = &&Seen<'_>>| {
        let mut goals: Vec<(f64, bool)> = Vec::new();
        for one in seen.filter(|one| one.counted) {
            goals.extend(one.beside.goal.filter(|goal| !goals.contains(goal)));
        }
        goals
    };
    let mut goals = told(&mut own.iter());
    if goals.is_empty() {
        goals = told(&mut series.iter().flatten());
    }
    if goals.len() > 1 { Err(Several) } else { Ok(goals.first().copied()) }
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
    let value = grounds.calculation(stat).value();
    let interval = recipe.interval.and_then(|kind| {
        if kind == IntervalKind::Stated {
            return value.and(stated_ends(seen));
        }
        let numbers = || seen.iter().filter(|one| one.counted).map(|one| one.number).collect();
        interval((kind, stat), (grounds.numerator, over), || Some(clusters(recipe.per, &grounds, seen)), numbers)
    });
    (value, interval)
}

/// What an observation is counted as below the line, where that is not itself.
fn unit<'a>(per: Per, one: &'a Seen<'_>) -> Option<&'a str> {
    match per {
        Per::Observation => None,
        Per::Unit => Some(one.unit.as_ref()),
        Per::Family => Some(one.family.unwrap_or_default()),
    }
}

/// The ends that the one observation at a place states.
fn stated_ends(seen: &[&Seen<'_>]) -> Option<(f64, f64)> {
    let mut counted = seen.iter().filter(|one| one.counted);
    let (Some(one), None) = (counted.next(), counted.next()) else { return None };
    let [lower, upper] = one.beside.ends;
    lower.zip(upper)
}

/// The observations by the units that they are of, or by what else they resemble others in.
fn clusters(per: Per, grounds: &Grounds, seen: &[&Seen<'_>]) -> Clusters {
    let mut clusters = Clusters::new(grounds.numerator, grounds.denominator);
    let mut units: BTreeMap<&str, (OfUnit, f64)> = BTreeMap::new();
    for one in seen.iter().filter(|one| one.counted || one.among) {
        let weight = if per == Per::Observation { one.weight.unwrap_or(0.0) } else { 0.0 };
        let own = one.beside.cluster.or_else(|| unit(per, one)).unwrap_or(&one.unit);
        let (gathered, all) = units.entry(own).or_default();
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
