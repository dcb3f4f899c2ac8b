//! Weighted shares and means of surveys: each answer counts for its weight, and `n` is the answers themselves.

use super::alike::exceeds;
use super::exact::sum;
use super::{Formula, Found, Gather, IntervalKind, Need, Refused, Sample, Scale, Seen, Statistic, Z};

/// The sums of weights, of weighted numbers, and of squared weights.
fn sums(sample: &Sample<'_>) -> (f64, f64, f64) {
    let of = |number: fn(f64, f64) -> f64| sum(sample.seen.iter().map(|seen| number(seen.weight, seen.value)));
    (of(|weight, _| weight), of(|weight, value| weight * value), of(|weight, _| weight * weight))
}

fn found(sample: &Sample<'_>) -> Found {
    let (weights, weighted, squares) = sums(sample);
    let n = sample.seen.len() as f64;
    let middle = weighted / weights;
    let half = match sample.interval {
        Some(IntervalKind::Effective) => Z * (middle * (1.0 - middle) / (weights * weights / squares)).sqrt(),
        Some(IntervalKind::Linearised) => {
            let residuals = sample.seen.iter().map(|seen| seen.weight * (seen.value - middle));
            Z * (n / (n - 1.0) * sum(residuals.map(|residual| residual * residual))).sqrt() / weights
        }
        _ => f64::NAN,
    };
    // Where all say the same, or one alone is asked, these formulas have no width: they say nothing of how sure it is.
    let ends = (middle - half, middle + half);
    let interval = exceeds(ends.1, ends.0).then_some(ends);
    Found::of(&[weighted, weights]).within(interval).resting_on(n)
}

/// The weighted share.
pub(super) static WEIGHTED_SHARE: Statistic = Statistic {
    name: "weighted_share",
    title: "estimate-weighted-share-title",
    says: "estimate-weighted-share-says",
    formula: Formula::Signs("Σwy / Σw"),
    inputs: &["estimate-of-weighted-numerator", "estimate-of-weights"],
    source: "estimate-from-kish",
    scale: Scale::Share,
    needs: &[Need::Weight],
    intervals: &[IntervalKind::Effective, IntervalKind::Linearised],
    gather: Gather::Sample(weighted_share),
    reckon: |inputs| inputs[0] / inputs[1],
};

fn weighted_share(sample: &Sample<'_>) -> Result<Found, Refused> {
    if !sample.seen.iter().all(Seen::is_yes_or_no) {
        return Err(super::odds::NOT_YES_OR_NO);
    }
    Ok(found(sample))
}

/// The weighted mean.
pub(super) static WEIGHTED_MEAN: Statistic = Statistic {
    name: "weighted_mean",
    title: "estimate-weighted-mean-title",
    says: "estimate-weighted-mean-says",
    formula: Formula::Signs("Σwy / Σw"),
    inputs: &["estimate-of-weighted-sum", "estimate-of-weights"],
    source: "estimate-from-sarndal",
    scale: Scale::Own,
    needs: &[Need::Weight],
    intervals: &[IntervalKind::Linearised],
    gather: Gather::Sample(|sample| Ok(found(sample))),
    reckon: |inputs| inputs[0] / inputs[1],
};

/// How many equal answers the weighted ones are worth.
pub(super) static EFFECTIVE: Statistic = Statistic {
    name: "n_eff",
    title: "estimate-n-eff-title",
    says: "estimate-n-eff-says",
    formula: Formula::Signs("(Σw)² / Σw²"),
    inputs: &["estimate-of-weights", "estimate-of-squared-weights"],
    source: "estimate-from-kish-effective",
    scale: Scale::Bare,
    needs: &[Need::Weight],
    intervals: &[],
    gather: Gather::Sample(effective),
    reckon: |inputs| inputs[0] * inputs[0] / inputs[1],
};

fn effective(sample: &Sample<'_>) -> Result<Found, Refused> {
    let (weights, _, squares) = sums(sample);
    Ok(Found::of(&[weights, squares]).resting_on(sample.seen.len() as f64))
}

#[cfg(test)]
mod tests {
    use super::super::Seen;
    use super::super::statistic::testing::{self, value};
    use super::{EFFECTIVE, IntervalKind, WEIGHTED_MEAN, WEIGHTED_SHARE};

    fn weighted(of: &[(f64, f64)]) -> Vec<Seen> {
        of.iter().map(|(value, weight)| Seen { value: *value, weight: *weight, ..Seen::default() }).collect()
    }

    #[test]
    fn worked_by_hand() {
        // Weights 1, 2, 1 of 1, 1, 0: 3/4; effective 16/6; half z·√(0.1875 / (16/6)) = 0.519714.
        let seen = weighted(&[(1.0, 1.0), (1.0, 2.0), (0.0, 1.0)]);
        assert_eq!(value(&WEIGHTED_SHARE, &seen), Some(0.75));
        assert_eq!(value(&EFFECTIVE, &seen), Some(16.0 / 6.0));
        let told = testing::found(&WEIGHTED_SHARE, &seen, Some(IntervalKind::Effective), None).expect("good");
        let (lower, upper) = told.interval.expect("an interval");
        assert!((lower - 0.230_286).abs() < 1e-6 && (upper - 1.269_714).abs() < 1e-6, "{lower} {upper}");
        assert_eq!(told.n, Some(3.0));
        // Of the mean the residuals are 0.25, 0.5, -0.75: squares 0.875, times 3/2: 1.3125; z·√1.3125/4 = 0.561355.
        let told = testing::found(&WEIGHTED_MEAN, &seen, Some(IntervalKind::Linearised), None).expect("good");
        let (lower, upper) = told.interval.expect("an interval");
        assert!((lower - 0.188_645).abs() < 1e-6 && (upper - 1.311_355).abs() < 1e-6, "{lower} {upper}");
    }

    #[test]
    fn of_answers_that_are_all_the_same_no_interval_is_told() {
        // The mean of 0.7 with the weights 0.1, 0.2 and 0.3 is not 0.7 to the last digit.
        let rounded = weighted(&[(0.7, 0.1), (0.7, 0.2), (0.7, 0.3)]);
        let told = testing::found(&WEIGHTED_MEAN, &rounded, Some(IntervalKind::Linearised), None).expect("good");
        assert_eq!(told.interval, None);
        for seen in [weighted(&[(1.0, 2.0)]), weighted(&[(0.0, 1.0), (0.0, 2.0)]), weighted(&[(1.0, 1.0), (1.0, 3.0)])]
        {
            for kind in [IntervalKind::Effective, IntervalKind::Linearised] {
                assert_eq!(testing::found(&WEIGHTED_SHARE, &seen, Some(kind), None).expect("good").interval, None);
            }
        }
    }

    #[test]
    fn a_share_is_of_yes_and_no() {
        assert!(testing::found(&WEIGHTED_SHARE, &weighted(&[(0.5, 1.0)]), None, None).is_err());
    }
}
