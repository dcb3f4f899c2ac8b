//! From observations to values: who is counted where, and what is said of them.
//!
//! Input: a part's observations and its keys. Output: one [`Value`] a declared key, and for each which observations it
//! rests on. Pure; nothing here knows what the observations are of.

mod keys;
mod sum;

pub use keys::{Basis, Keyed};
pub use sum::sum;

use crate::spec::Among;
use crate::value::{Key, Stat, Value};

/// The values of a part, in the order of facets, x and series.
pub fn values(keyed: &Keyed, numbers: &[f64], stats: &[Stat], among: Among) -> Vec<Value> {
    let cells = keyed.cells(numbers);
    let mut values = Vec::new();
    for place in keyed.places() {
        let counted = &cells.counted[keyed.index(place)];
        if keyed.only_if_any(place) && counted.is_empty() {
            continue;
        }
        let n = cells.base(keyed, place, among);
        for stat in stats {
            let numerator = sum(counted.clone());
            let (facet, series, x) = keyed.names(place);
            values.push(Value {
                key: Key { facet: facet.to_owned(), series: series.to_owned(), x: x.to_owned(), stat: *stat },
                value: said(*stat, numerator, n),
                lower: None,
                upper: None,
                numerator,
                n,
                suppressed: false,
            });
        }
    }
    values
}

/// What `stat` says of observations that sum to `numerator` among `n`. Of nobody there is no share and no mean.
fn said(stat: Stat, numerator: f64, n: u64) -> Option<f64> {
    match stat {
        Stat::Count | Stat::Sum => Some(numerator),
        Stat::Share | Stat::Mean | Stat::MeanOf(_) => (n > 0).then(|| numerator / n as f64),
    }
}
