//! From observations to values: who is counted where, and what is said of them.
//!
//! Input: a part's observations and its keys. Output: one [`Value`] a declared key, and for each which observations it
//! rests on. Pure; nothing here knows what the observations are of. Each formula has a file of its own, with its source.

mod classes;
mod cluster;
mod computed;
mod effect;
mod exact;
mod fits;
mod keys;
mod lists;
mod present;
mod range;
mod said;
mod student;
mod tallies;
mod wilson;

pub use cluster::Clusters;
pub use computed::{Computed, ComputedPart};
pub use effect::Spread;
pub use exact::{Exact, sum};
pub use keys::{Basis, Keyed};
pub use present::present_value;
pub use said::Grounds;
pub use wilson::wilson_interval;

use crate::measure::Observations;
use crate::spec::Part;
use crate::value::{Calculation, Key, Stat, Value};
use tallies::Tallies;

/// The values of a part, in the order of facets, x and series.
pub fn values(keyed: &Keyed, observations: &Observations, part: &Part) -> Vec<Value> {
    let tallies = Tallies::new(keyed, observations, part);
    let whole = part.share_of.as_ref().and_then(|name| keyed.series(name.as_str()));
    let mut values = Vec::new();
    for place in keyed.places() {
        if keyed.only_if_any(place) && !tallies.any(place) {
            continue;
        }
        let grounds = tallies.grounds(place, whole);
        let denominator = tallies.denominator(place);
        let (facet, series, x) = keyed.names(place);
        for stat in &part.stats {
            let interval = tallies.interval(place, *stat);
            let calculation = grounds.calculation(*stat);
            values.push(Value {
                key: Key { facet: facet.to_owned(), series: series.to_owned(), x: x.to_owned(), stat: *stat },
                value: calculation.value(),
                lower: interval.map(|(lower, _)| lower),
                upper: interval.map(|(_, upper)| upper),
                numerator: Some(numerator(calculation, *stat, &grounds)),
                denominator,
                n: denominator.map(whole_units),
                calculation,
                suppressed: false,
                hidden_n: false,
            });
        }
    }
    values
}

/// What is counted for a value: of an outcome that is told beside others, that outcome and not all of them together.
fn numerator(calculation: Calculation, stat: Stat, grounds: &Grounds) -> f64 {
    let numerator = match calculation {
        Calculation::Sum { sum } if Stat::OF_SENSITIVITY.contains(&stat) => sum,
        Calculation::Span { low, high } => (high - low).abs(),
        _ => grounds.numerator,
    };
    if numerator.is_finite() { numerator } else { 0.0 }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of units, never below zero")]
fn whole_units(denominator: f64) -> u64 {
    denominator.round() as u64
}
