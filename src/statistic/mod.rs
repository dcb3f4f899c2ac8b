//! From observations to values: who is counted where, and what is said of them.
//!
//! Input: a part's observations and its keys. Output: one [`Value`] a declared key, and for each which observations it
//! rests on. Pure; nothing here knows what the observations are of. Each formula has a file of its own, with its source.

mod classes;
mod cluster;
mod computed;
mod effect;
mod fits;
mod keys;
mod present;
mod range;
mod said;
mod student;
mod sum;
mod wilson;

use std::collections::{BTreeMap, BTreeSet};

pub use cluster::cluster_interval;
pub use computed::{Computed, ComputedPart};
pub use effect::effect_size;
pub use keys::{Basis, Keyed};
pub use present::present_value;
pub use said::Grounds;
pub use sum::sum;
pub use wilson::wilson_interval;

use crate::measure::Observations;
use crate::spec::{Among, Interval, Part, Per};
use crate::value::{Key, Stat, Value};

/// The values of a part, in the order of facets, x and series.
pub fn values(keyed: &Keyed, observations: &Observations, part: &Part) -> Vec<Value> {
    let cells = keyed.cells();
    let groups = Groups::of(observations, part);
    let whole = part.share_of.as_ref().and_then(|name| keyed.series(name.as_str()));
    let mut values = Vec::new();
    for place in keyed.places() {
        let counted = &cells.counted[keyed.index(place)];
        if keyed.only_if_any(place) && counted.is_empty() {
            continue;
        }
        let at = Cell {
            observations,
            part,
            groups: &groups,
            counted,
            base: cells.base(keyed, place, part.among),
            whole: whole.map(|whole| cells.counted[keyed.index([place[0], whole, place[2]])].as_slice()),
        };
        let (facet, series, x) = keyed.names(place);
        let numerator = at.numerator();
        for stat in &part.stats {
            let interval = at.interval(*stat);
            values.push(Value {
                key: Key { facet: facet.to_owned(), series: series.to_owned(), x: x.to_owned(), stat: *stat },
                value: at.said(*stat),
                lower: interval.map(|(lower, _)| lower),
                upper: interval.map(|(_, upper)| upper),
                numerator: if numerator.is_finite() { numerator } else { 0.0 },
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
    /// What a share is taken of, where that is not the base.
    whole: Option<&'a [usize]>,
}

impl Cell<'_> {
    fn sum_of(&self, places: &[usize]) -> f64 {
        sum(places.iter().map(|at| self.observations.values[*at]).collect())
    }

    /// The sum of the counted observations' values.
    fn numerator(&self) -> f64 {
        self.sum_of(self.counted)
    }

    /// What stands below the line: the different units, or the sum of what the observations count for.
    fn below(&self) -> f64 {
        let different = |numbers: &[usize]| {
            let seen: BTreeSet<usize> = self.base.iter().filter_map(|at| numbers.get(*at).copied()).collect();
            seen.len() as f64
        };
        match self.part.per {
            Per::Unit => different(&self.groups.units),
            Per::Family => different(&self.groups.families),
            Per::Observation => sum(self.base.iter().filter_map(|at| self.observations.weights.of(*at)).collect()),
        }
    }

    /// The number of units that a value rests on; none where nothing is counted, or the source does not say.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of units, never below zero")]
    fn n(&self) -> Option<u64> {
        let stated = |at: &usize| self.observations.weights.of(*at).is_some();
        let says = self.base.is_empty() || self.base.iter().any(stated);
        (self.part.among != Among::Nothing && says).then(|| self.below().round() as u64)
    }

    /// What `stat` says of what is counted here.
    fn said(&self, stat: Stat) -> Option<f64> {
        let picked = |numbers: &[f64]| -> Vec<f64> { self.counted.iter().map(|at| numbers[*at]).collect() };
        let baselines = self.observations.baselines.as_deref().map(picked);
        let stats: Option<Vec<Stat>> =
            self.observations.stats.as_ref().map(|stats| self.counted.iter().map(|at| stats[*at]).collect());
        let grounds = Grounds {
            counted: &picked(&self.observations.values),
            baselines: baselines.as_deref(),
            stats: stats.as_deref(),
            below: self.below(),
            whole: self.whole.map(|whole| self.sum_of(whole)),
            stated: self.part.among == Among::Stated,
            norm: self.part.norm.as_ref().map_or(0.0, |norm| norm.value),
        };
        grounds.said(stat)
    }

    fn interval(&self, stat: Stat) -> Option<(f64, f64)> {
        match (self.part.interval?, stat) {
            (Interval::Wilson, Stat::Share) => wilson_interval(self.numerator(), self.n()?),
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
