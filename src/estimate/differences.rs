//! The difference of two groups' means; of changes, the difference in differences.

use std::collections::BTreeMap;

use super::exact::{Exact, sum};
use super::student::t_quantile;
use super::{Formula, Found, Gather, IntervalKind, Need, Refused, Sample, Scale, Statistic};

/// The difference between the mean of a group and that of the others.
///
/// Its interval is that of a regression on the group whose variance allows the observations of a unit to resemble each other:
/// `var = G/(G-1) · (N-1)/(N-2) · Σ_g (Σ_i in g of the group e/n₁ - Σ_i in g of the others e/n₀)²`, reached to with the t quantile of
/// G-1 degrees of freedom.
pub(super) static MEAN_DIFFERENCE: Statistic = Statistic {
    name: "mean_difference",
    title: "estimate-mean-difference-title",
    says: "estimate-mean-difference-says",
    formula: Formula::Signs("s₁ / n₁ − s₀ / n₀"),
    inputs: &["estimate-of-group-sum", "estimate-of-group", "estimate-of-others-sum", "estimate-of-others"],
    source: "estimate-from-clusters",
    scale: Scale::Own,
    needs: &[Need::Versus],
    intervals: &[IntervalKind::Cluster],
    gather: Gather::Sample(mean_difference),
    reckon: |inputs| inputs[0] / inputs[1] - inputs[2] / inputs[3],
};

/// The interval around it, and its formula.
pub(super) const CLUSTER: (&str, Formula) =
    ("estimate-interval-cluster-of-difference", Formula::Signs("var = G/(G−1) · (N−1)/(N−2) · Σ(Σe/n)²"));

fn mean_difference(sample: &Sample<'_>) -> Result<Found, Refused> {
    let of = |group: bool| {
        let own = || sample.seen.iter().filter(move |seen| seen.of_group == group);
        (sum(own().map(|seen| seen.value)), own().count() as f64)
    };
    let ((group_sum, group), (others_sum, others)) = (of(true), of(false));
    let mut units: BTreeMap<u32, Exact> = BTreeMap::new();
    for seen in sample.seen {
        let part = if seen.of_group {
            (seen.value - group_sum / group) / group
        } else {
            -(seen.value - others_sum / others) / others
        };
        units.entry(seen.unit).or_default().add(part);
    }
    let (clusters, n) = (units.len() as f64, group + others);
    let interval = (sample.interval.is_some() && units.len() >= 2 && n > 2.0).then(|| {
        let squares = sum(units.values().map(|part| part.value() * part.value()));
        let variance = clusters / (clusters - 1.0) * (n - 1.0) / (n - 2.0) * squares;
        let half = t_quantile(0.975, clusters - 1.0) * variance.sqrt();
        let difference = group_sum / group - others_sum / others;
        (difference - half, difference + half)
    });
    Ok(Found::of(&[group_sum, group, others_sum, others]).within(interval))
}

#[cfg(test)]
mod tests {
    use super::super::Seen;
    use super::super::statistic::testing::{found, value};
    use super::{IntervalKind, MEAN_DIFFERENCE};

    fn seen(of: &[(f64, bool, u32)]) -> Vec<Seen> {
        of.iter()
            .map(|(value, of_group, unit)| Seen { value: *value, of_group: *of_group, unit: *unit, ..Seen::default() })
            .collect()
    }

    #[test]
    fn worked_by_hand() {
        // The group 1, 3 of the units a, b, the others 0, 2, 1 of a, b, c. Residuals -1, 1; -1, 1, 0. The units' parts are
        // -1/2 + 1/3 = -1/6, 1/2 - 1/3 = 1/6 and 0: squares 1/18. Variance 3/2 · 4/3 · 1/18 = 1/9; t(2) = 4.302653.
        let five = seen(&[(1.0, true, 0), (3.0, true, 1), (0.0, false, 0), (2.0, false, 1), (1.0, false, 2)]);
        assert_eq!(value(&MEAN_DIFFERENCE, &five), Some(1.0));
        let told = found(&MEAN_DIFFERENCE, &five, Some(IntervalKind::Cluster), None).expect("good").interval;
        let (lower, upper) = told.expect("three units");
        let half = 4.302_652_729_7 / 3.0;
        assert!((lower - (1.0 - half)).abs() < 1e-9 && (upper - (1.0 + half)).abs() < 1e-9, "{lower} {upper}");
    }

    #[test]
    fn one_unit_says_nothing_of_others_and_one_group_nothing_of_a_difference() {
        let one = seen(&[(1.0, true, 0), (3.0, false, 0), (2.0, false, 0)]);
        assert_eq!(found(&MEAN_DIFFERENCE, &one, Some(IntervalKind::Cluster), None).expect("good").interval, None);
        assert_eq!(value(&MEAN_DIFFERENCE, &seen(&[(1.0, true, 0)])), None);
    }
}
