//! From observations to values: who is counted where, and what is said of them.
//!
//! Input: a part's observations and its keys. Output: one [`Value`] a declared key, and for each which observations it
//! rests on. Pure; nothing here knows what the observations are of.

mod classes;
mod fits;
mod keys;
mod sum;

pub use keys::{Basis, Keyed};
pub use sum::sum;

use crate::measure::Observations;
use crate::spec::{Among, Part};
use crate::value::{Key, Stat, Value};

/// The values of a part, in the order of facets, x and series.
pub fn values(keyed: &Keyed, observations: &Observations, part: &Part) -> Vec<Value> {
    let cells = keyed.cells(observations);
    let whole = part.share_of.as_ref().and_then(|name| keyed.series(name.as_str()));
    let mut values = Vec::new();
    for place in keyed.places() {
        let counted = &cells.counted[keyed.index(place)];
        if keyed.only_if_any(place) && counted.is_empty() {
            continue;
        }
        let base = cells.base(keyed, place, part.among);
        let numerator = sum(counted.clone());
        for stat in &part.stats {
            let below = match (stat, whole) {
                (Stat::Share, Some(whole)) => sum(cells.counted[keyed.index([place[0], whole, place[2]])].clone()),
                _ => base.weight,
            };
            let said = match part.among {
                Among::Stated => (!counted.is_empty()).then_some(numerator),
                _ => said(*stat, numerator, counted.len(), below),
            };
            let (facet, series, x) = keyed.names(place);
            values.push(Value {
                key: Key { facet: facet.to_owned(), series: series.to_owned(), x: x.to_owned(), stat: *stat },
                // What is no number says that there is none: a payback that never comes, a share of nothing.
                value: said.filter(|said| said.is_finite()),
                lower: None,
                upper: None,
                numerator: if numerator.is_finite() { numerator } else { 0.0 },
                n: if part.among == Among::Nothing { None } else { base.n() },
                suppressed: false,
            });
        }
    }
    values
}

/// What `stat` says of so many observations that sum to `numerator`, with `below` under the line. Of nobody there is no
/// share and no mean, and what is stated or reached must be so by some observation.
fn said(stat: Stat, numerator: f64, observations: usize, below: f64) -> Option<f64> {
    match stat {
        Stat::Count | Stat::Sum | Stat::Persons | Stat::PersonYears | Stat::CumulativeSum | Stat::Expected => {
            Some(numerator)
        }
        Stat::Value | Stat::PaybackYear | Stat::PaybackTime => (observations > 0).then_some(numerator),
        Stat::Share | Stat::Mean | Stat::MeanOf(_) => (below != 0.0).then(|| numerator / below),
    }
}
