//! The ratio of two sums.

use super::alike::exceeds;
use super::exact::sum;
use super::{Formula, Found, Gather, IntervalKind, Need, Refused, Sample, Scale, Statistic, Z};

/// The sum of the observations' numbers over the sum of the numbers beside them.
pub(super) static RATIO: Statistic = Statistic {
    name: "ratio",
    title: "estimate-ratio-title",
    says: "estimate-ratio-says",
    formula: Formula::Signs("Σy / Σx"),
    inputs: &["estimate-of-numerator", "estimate-of-denominator"],
    source: "estimate-from-cochran",
    scale: Scale::Own,
    needs: &[Need::With],
    intervals: &[IntervalKind::Linearised],
    gather: Gather::Sample(ratio),
    reckon: |inputs| inputs[0] / inputs[1],
};

/// The interval around it, and its formula.
pub(super) const LINEARISED: (&str, Formula) =
    ("estimate-interval-linearised-of-ratio", Formula::Signs("R ± z·√(n/(n−1) · Σ(y − R·x)²) / Σx"));

fn ratio(sample: &Sample<'_>) -> Result<Found, Refused> {
    let pairs: Vec<(f64, f64)> = sample.seen.iter().filter_map(|seen| Some((seen.value, seen.other?))).collect();
    let (above, below) = (sum(pairs.iter().map(|pair| pair.0)), sum(pairs.iter().map(|pair| pair.1)));
    let (n, ratio) = (pairs.len() as f64, above / below);
    let squares = sum(pairs.iter().map(|(y, x)| (y - ratio * x) * (y - ratio * x)));
    let half = Z * (n / (n - 1.0) * squares).sqrt() / below.abs();
    // Where all have the same ratio, or one alone is asked, the formula has no width: it says nothing of how sure it is.
    let ends = (ratio - half, ratio + half);
    let interval = sample.interval.filter(|_| exceeds(ends.1, ends.0)).map(|_| ends);
    Ok(Found::of(&[above, below]).within(interval).resting_on(n))
}

#[cfg(test)]
mod tests {
    use super::super::statistic::testing::{found, value};
    use super::super::{IntervalKind, Seen};
    use super::RATIO;

    #[test]
    fn worked_by_hand() {
        // (1 + 2 + 3.5) / (2 + 4 + 4) = 0.65; residuals -0.3, -0.6, 0.9, squares 1.26, times 3/2: 1.89; z·√1.89/10 = 0.269450.
        let seen = [(1.0, 2.0), (2.0, 4.0), (3.5, 4.0)].map(|(value, other)| Seen {
            value,
            other: Some(other),
            ..Seen::default()
        });
        assert_eq!(value(&RATIO, &seen), Some(0.65));
        let told = found(&RATIO, &seen, Some(IntervalKind::Linearised), None).expect("good").interval.expect("three");
        assert!((told.0 - 0.380_550).abs() < 1e-6 && (told.1 - 0.919_450).abs() < 1e-6, "{told:?}");
        assert_eq!(value(&RATIO, &[]), None);
    }

    #[test]
    fn of_a_ratio_that_all_have_no_interval_is_told() {
        // Each is three times what stands beside it; 0.1, 0.2 and 0.7 have no exact form, so that computing rounds.
        let same = [0.1, 0.2, 0.7].map(|other| Seen { value: 3.0 * other, other: Some(other), ..Seen::default() });
        for seen in [&same[..], &same[..1]] {
            let found = found(&RATIO, seen, Some(IntervalKind::Linearised), None).expect("good");
            assert_eq!(found.interval, None, "{seen:?}");
        }
    }
}
