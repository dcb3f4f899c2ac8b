//! From observations to values: who is counted where, and what is said of them.
//!
//! Input: a part's observations and its keys. Output: one [`Value`] a declared key, and for each which observations it
//! rests on. Pure; nothing here knows what the observations are of. Each formula has a file of its own, with its source.

mod cluster;
mod effect;
mod keys;
mod mean;
mod present;
mod range;
mod sum;
mod wilson;

use std::collections::{BTreeMap, BTreeSet};

pub use cluster::cluster_interval;
pub use effect::effect_size;
pub use keys::{Basis, Keyed};
pub use mean::weighted_mean;
pub use present::present_value;
pub use sum::sum;
pub use wilson::wilson_interval;

use crate::measure::Observations;
use crate::spec::{Interval, Part, Per};
use crate::value::{Key, Stat, Value};

/// The values of a part, in the order of facets, x and series.
pub fn values(keyed: &Keyed, observations: &Observations, part: &Part) -> Vec<Value> {
    let cells = keyed.cells();
    let groups = Groups::of(observations, part);
    let mut values = Vec::new();
    for place in keyed.places() {
        let counted = &cells.counted[keyed.index(place)];
        if keyed.only_if_any(place) && counted.is_empty() {
            continue;
        }
        let at = Cell { observations, part, groups: &groups, counted, base: cells.base(keyed, place, part.among) };
        let (facet, series, x) = keyed.names(place);
        for stat in &part.stats {
            let interval = at.interval(*stat);
            values.push(Value {
                key: Key { facet: facet.to_owned(), series: series.to_owned(), x: x.to_owned(), stat: *stat },
                value: at.said(*stat),
                lower: interval.map(|(lower, _)| lower),
                upper: interval.map(|(_, upper)| upper),
                numerator: at.numerator(),
                n: at.n(),
                suppressed: false,
            });
        }
    }
    values
}

/// Which observations are of one unit, and of one family, by number.
struct Groups {
    units: Vec<usize>,
    families: Vec<usize>,
}

impl Groups {
    fn of(observations: &Observations, part: &Part) -> Self {
        let wanted = part.per == Per::Unit || part.interval == Some(Interval::Cluster);
        let units = if wanted { numbered(observations.units.iter().map(String::as_str)) } else { Vec::new() };
        let column = observations.frame.column("family").ok().filter(|_| part.per == Per::Family);
        let families = column.and_then(|column| column.str().ok());
        let families = families.map(|texts| numbered(texts.iter().map(Option::unwrap_or_default)));
        Self { units, families: families.unwrap_or_default() }
    }
}

/// Each text's number, the same for equal ones.
fn numbered<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<usize> {
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    texts
        .map(|text| {
            let next = known.len();
            *known.entry(text).or_insert(next)
        })
        .collect()
}

/// What is counted at one place, and among what.
struct Cell<'a> {
    observations: &'a Observations,
    part: &'a Part,
    groups: &'a Groups,
    counted: &'a [usize],
    base: &'a [usize],
}

impl Cell<'_> {
    /// The sum of the counted observations' values, each as often as it weighs.
    fn numerator(&self) -> f64 {
        let values = &self.observations.values;
        let weights = self.observations.weights.as_ref();
        sum(self.counted.iter().map(|at| values[*at] * weights.map_or(1.0, |weights| weights[*at])).collect())
    }

    /// The number of units that a value rests on.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "weights are not below zero, and no extract counts beyond 2 to the 64th"
    )]
    fn n(&self) -> u64 {
        let different = |numbers: &[usize]| {
            let seen: BTreeSet<usize> = self.base.iter().filter_map(|at| numbers.get(*at).copied()).collect();
            seen.len() as u64
        };
        match (self.part.per, &self.observations.weights) {
            (Per::Unit, _) => different(&self.groups.units),
            (Per::Family, _) => different(&self.groups.families),
            (Per::Observation, None) => self.base.len() as u64,
            (Per::Observation, Some(weights)) => sum(self.base.iter().map(|at| weights[*at]).collect()).round() as u64,
        }
    }

    /// What `stat` says. Of nobody there is no share, no mean and no effect.
    fn said(&self, stat: Stat) -> Option<f64> {
        let picked = |numbers: &[f64]| -> Vec<f64> { self.counted.iter().map(|at| numbers[*at]).collect() };
        match stat {
            Stat::Count | Stat::Sum | Stat::PresentValue | Stat::CumulativePresentValue => Some(self.numerator()),
            Stat::Mean | Stat::MeanOf(_) if self.observations.weights.is_some() && self.counted == self.base => {
                weighted_mean(&picked(&self.observations.values), &picked(self.observations.weights.as_ref()?))
            }
            Stat::Share | Stat::Mean | Stat::MeanOf(_) => (self.n() > 0).then(|| self.numerator() / self.n() as f64),
            Stat::Effect | Stat::RelativeEffect => {
                let baselines = picked(self.observations.baselines.as_ref()?);
                let effect = effect_size(&picked(&self.observations.values), &baselines)?;
                let norm = self.part.norm.as_ref().map_or(0.0, |norm| norm.value);
                Some(if stat == Stat::RelativeEffect { effect - norm } else { effect })
            }
        }
    }

    fn interval(&self, stat: Stat) -> Option<(f64, f64)> {
        match (self.part.interval?, stat) {
            (Interval::Wilson, Stat::Share) => wilson_interval(self.numerator(), self.n()),
            (Interval::Cluster, Stat::Share | Stat::Mean | Stat::MeanOf(_)) => {
                // What is in the base and not counted is a 0 of the share.
                let value = |at: &usize| {
                    if self.counted.binary_search(at).is_ok() { self.observations.values[*at] } else { 0.0 }
                };
                let values: Vec<f64> = self.base.iter().map(value).collect();
                let units: Vec<usize> = self.base.iter().map(|at| self.groups.units[*at]).collect();
                cluster_interval(&values, &units)
            }
            _ => None,
        }
    }
}
