//! From observations to values: who is counted where, and what is said of them.
//!
//! Input: a part's observations and its keys. Output: one [`Value`] a declared key, and for each which observations it
//! rests on. Pure; nothing here knows what the observations are of. The formulas of statistics are `estimate`'s.

mod classes;
mod computed;
mod counts;
mod differ;
mod effect;
mod fits;
mod keys;
mod limits;
mod lists;
mod places;
mod range;
mod said;
mod spelled;
mod tallies;
mod teller;
mod unclassed;
mod unknown;
mod ways;

pub use computed::{Computed, ComputedPart};
pub use differ::{differences, same};
pub use effect::Spread;
pub use keys::{Basis, Ends, Keyed, Reference};
pub use said::{Grounds, interval};
pub use spelled::{Spelled, spelled};
pub use unclassed::{Between, Unclassed, unclassed};

use crate::diagnostic::{Finding, Findings};
use crate::observation::Observations;
use crate::spec::{Is, Part, Spec};
use crate::value::{Calculation, Key, Stat, Value};
use teller::Teller;

/// The keys of a part and its values, with labels that stand by value in that order: in that of the exhibit's labels so far, where those are
/// the same, so that statistics that are parts of their own stand as the table has them.
///
/// # Errors
/// What is wrong with the keys, and what makes a statistic meaningless of these observations.
pub fn told(
    part: &Part,
    observations: &Observations,
    spec: &Spec,
    so_far: [&[String]; 3],
) -> Result<(Keyed, Vec<Value>), Findings> {
    let mut keyed = Keyed::new(part, observations, spec)?;
    let mut rows = values(&keyed, observations, part, &spec.file)?;
    if keyed.order_by_value(part, &rows, &spec.file, so_far)? {
        rows = values(&keyed, observations, part, &spec.file)?;
    }
    Ok((keyed, rows))
}

/// The values of a part, in the order of facets, x and series; `file` is the spec's.
///
/// # Errors
/// What makes a statistic meaningless of these observations.
pub fn values(keyed: &Keyed, observations: &Observations, part: &Part, file: &str) -> Result<Vec<Value>, Finding> {
    let teller = Teller::new(keyed, observations, part, file)?;
    let mut values = Vec::new();
    for place in keyed.places() {
        if keyed.only_if_any(place) && !teller.any(place) {
            continue;
        }
        let (facet, series, x) = keyed.names(place);
        for stat in &part.stats {
            let is = part.told.as_ref().map_or(Is::Stat(*stat), |told| told.is);
            let told = teller.told(is, place)?;
            values.push(Value {
                key: Key { facet: facet.to_owned(), series: series.to_owned(), x: x.to_owned(), stat: *stat },
                value: told.calculation.value(),
                lower: told.interval.map(|(lower, _)| lower),
                upper: told.interval.map(|(_, upper)| upper),
                numerator: Some(numerator(told.calculation, *stat, told.numerator)),
                denominator: told.denominator,
                n: told.denominator.map(whole_units),
                calculation: told.calculation,
                suppressed: false,
                hidden_n: false,
            });
        }
    }
    Ok(values)
}

/// What is counted for a value: of an outcome that is told beside others, that outcome and not all of them together.
fn numerator(calculation: Calculation, stat: Stat, counted: f64) -> f64 {
    let numerator = match calculation {
        Calculation::Sum { sum } if Stat::OF_SENSITIVITY.contains(&stat) => sum,
        Calculation::Span { low, high } => (high - low).abs(),
        _ => counted,
    };
    if numerator.is_finite() { numerator } else { 0.0 }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of units, never below zero")]
fn whole_units(denominator: f64) -> u64 {
    denominator.round() as u64
}
