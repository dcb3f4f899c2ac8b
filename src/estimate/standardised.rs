//! Direct standardisation: what a share or a mean would be, were the classes as large as in a standard population.

use std::collections::BTreeMap;

use super::exact::{Exact, sum};
use super::{Formula, Found, Gather, IntervalKind, Need, Refused, Sample, Scale, Seen, Statistic, Z};

/// The share in each class, weighted by the standard population's classes.
///
/// Its interval adds the classes' variances: `p ± z·√Σ w² pc(1-pc)/nc`, w the weights of the classes that anyone is in, rescaled.
pub(super) static STANDARDISED: Statistic = Statistic {
    name: "standardised_share",
    title: "estimate-standardised-share-title",
    says: "estimate-standardised-share-says",
    formula: Formula::Signs("Σw·p / Σw"),
    inputs: &["estimate-of-class-shares", "estimate-of-class-weights"],
    source: "estimate-from-rothman",
    scale: Scale::Share,
    needs: &[Need::Cell, Need::Weight],
    intervals: &[IntervalKind::Normal],
    gather: Gather::Sample(standardised),
    reckon: |inputs| inputs[0] / inputs[1],
};

fn standardised(sample: &Sample<'_>) -> Result<Found, Refused> {
    if !sample.seen.iter().all(Seen::is_yes_or_no) {
        return Err(super::odds::NOT_YES_OR_NO);
    }
    // Each class: its weight, how many are in it, and how many of them it holds for.
    let mut cells: BTreeMap<u32, (f64, f64, f64)> = BTreeMap::new();
    for seen in sample.seen {
        let (weight, count, hits) = cells.entry(seen.cell).or_insert((seen.weight, 0.0, 0.0));
        if *weight - seen.weight != 0.0 {
            return Err(Refused {
                what: "observations of one class have different weights",
                help: "the weight is that of the class in the standard population: the same for all in the class",
            });
        }
        *count += 1.0;
        *hits += seen.value;
    }
    let mut shares = Exact::default();
    for (weight, count, hits) in cells.values() {
        shares.add_times(*weight, hits / count);
    }
    let weights = sum(cells.values().map(|cell| cell.0));
    let variance = sum(cells.values().map(|(weight, count, hits)| {
        let (weight, share) = (weight / weights, hits / count);
        weight * weight * share * (1.0 - share) / count
    }));
    let (share, half) = (shares.value() / weights, Z * variance.sqrt());
    let interval = sample.interval.map(|_| (share - half, share + half));
    Ok(Found::of(&[shares.value(), weights]).within(interval).resting_on(sample.seen.len() as f64))
}

#[cfg(test)]
mod tests {
    use super::super::Seen;
    use super::super::statistic::testing::{found, value};
    use super::{IntervalKind, STANDARDISED};

    fn cells(of: &[(f64, u32, f64)]) -> Vec<Seen> {
        of.iter()
            .map(|(value, cell, weight)| Seen { value: *value, cell: *cell, weight: *weight, ..Seen::default() })
            .collect()
    }

    #[test]
    fn worked_by_hand() {
        // Young, weight 3: 1 of 2; old, weight 1: 1 of 1. (3 · 0.5 + 1) / 4 = 0.625; variance (3/4)² · 0.25/2; z·√ = 0.519714.
        let seen = cells(&[(1.0, 0, 3.0), (0.0, 0, 3.0), (1.0, 1, 1.0)]);
        assert_eq!(value(&STANDARDISED, &seen), Some(0.625));
        let told = found(&STANDARDISED, &seen, Some(IntervalKind::Normal), None).expect("good");
        let (lower, upper) = told.interval.expect("an interval");
        assert!((lower - 0.105_286).abs() < 1e-6 && (upper - 1.144_714).abs() < 1e-6, "{lower} {upper}");
        assert_eq!(value(&STANDARDISED, &[]), None);
    }

    #[test]
    fn a_class_has_one_weight() {
        assert!(found(&STANDARDISED, &cells(&[(1.0, 0, 3.0), (0.0, 0, 2.0)]), None, None).is_err());
    }
}
