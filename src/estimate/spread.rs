//! The standard deviation, and differences of means in standard deviations.

use super::exact::sum;
use super::{Formula, Found, Gather, Need, Refused, Sample, Scale, Seen, Statistic};

/// How many, their mean, and the sum of squares around it.
fn moments(values: &[f64]) -> (f64, f64, f64) {
    let n = values.len() as f64;
    let mean = sum(values.iter().copied()) / n;
    (n, mean, sum(values.iter().map(|value| (value - mean) * (value - mean))))
}

/// The standard deviation (n-1).
pub(super) static SD: Statistic = Statistic {
    name: "sd",
    title: "estimate-sd-title",
    says: "estimate-sd-says",
    formula: Formula::Signs("√(Q / (n − 1))"),
    inputs: &["estimate-of-squares", "estimate-of-number"],
    source: "estimate-from-fisher",
    scale: Scale::Own,
    needs: &[],
    intervals: &[],
    gather: Gather::Sample(sd),
    reckon: |inputs| (inputs[0] / (inputs[1] - 1.0)).sqrt(),
};

fn sd(sample: &Sample<'_>) -> Result<Found, Refused> {
    let values: Vec<f64> = sample.seen.iter().map(|seen| seen.value).collect();
    let (n, _, squares) = moments(&values);
    Ok(if n < 2.0 { Found::default() } else { Found::of(&[squares, n]) })
}

const SOURCE: &str = "estimate-from-austin";
const FORMULA: Formula = Formula::Signs("(m₁ − m₀) / √((v₁ + v₀) / 2)");
const INPUTS: &[&str] =
    &["estimate-of-group-mean", "estimate-of-others-mean", "estimate-of-group-variance", "estimate-of-others-variance"];

fn standardised(inputs: &[f64]) -> f64 {
    match *inputs {
        [group, others, of_group, of_others] => (group - others) / f64::midpoint(of_group, of_others).sqrt(),
        _ => f64::NAN,
    }
}

/// The standardised difference of means.
pub(super) static SMD: Statistic = Statistic {
    name: "smd",
    title: "estimate-smd-title",
    says: "estimate-smd-says",
    formula: FORMULA,
    inputs: INPUTS,
    source: SOURCE,
    scale: Scale::Bare,
    needs: &[Need::Versus],
    intervals: &[],
    gather: Gather::Sample(smd),
    reckon: standardised,
};

/// The standardised difference of shares.
pub(super) static SMD_SHARE: Statistic = Statistic {
    name: "smd_share",
    title: "estimate-smd-share-title",
    says: "estimate-smd-share-says",
    gather: Gather::Sample(smd_share),
    formula: FORMULA,
    inputs: INPUTS,
    source: SOURCE,
    scale: Scale::Bare,
    needs: &[Need::Versus],
    intervals: &[],
    reckon: standardised,
};

fn of_both(seen: &[Seen]) -> [Vec<f64>; 2] {
    [true, false].map(|group| seen.iter().filter(|one| one.of_group == group).map(|one| one.value).collect())
}

fn smd(sample: &Sample<'_>) -> Result<Found, Refused> {
    let [group, others] = of_both(sample.seen).map(|values| moments(&values));
    if group.0 < 2.0 || others.0 < 2.0 {
        return Ok(Found::default());
    }
    let variance = |(n, _, squares): (f64, f64, f64)| squares / (n - 1.0);
    Ok(Found::of(&[group.1, others.1, variance(group), variance(others)]))
}

fn smd_share(sample: &Sample<'_>) -> Result<Found, Refused> {
    let [group, others] = of_both(sample.seen).map(|values| moments(&values));
    if group.0 < 1.0 || others.0 < 1.0 {
        return Ok(Found::default());
    }
    if !sample.seen.iter().all(Seen::is_yes_or_no) {
        return Err(super::odds::NOT_YES_OR_NO);
    }
    Ok(Found::of(&[group.1, others.1, group.1 * (1.0 - group.1), others.1 * (1.0 - others.1)]))
}

#[cfg(test)]
mod tests {
    use super::super::statistic::testing::{of, value};
    use super::{SD, SMD, SMD_SHARE};

    #[test]
    fn worked_by_hand() {
        // 2, 4, 4, 4, 5, 5, 7, 9: mean 5, squares 9+1+1+1+0+0+4+16 = 32, over 7.
        let told = value(&SD, &of(&[2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0])).expect("eight");
        assert!((told - (32.0_f64 / 7.0).sqrt()).abs() < 1e-12);
        assert_eq!(value(&SD, &of(&[1.0])), None);
        // The group 1, 3 (mean 2, variance 2) against 0, 2, 4 (mean 2, variance 4), and against 4, 6, 8 (mean 6): -4/√3.
        let mut seen = of(&[1.0, 3.0, 0.0, 2.0, 4.0]);
        seen[..2].iter_mut().for_each(|one| one.of_group = true);
        assert_eq!(value(&SMD, &seen), Some(0.0));
        seen[2..].iter_mut().for_each(|one| one.value += 4.0);
        assert!((value(&SMD, &seen).expect("both") + 4.0 / 3.0_f64.sqrt()).abs() < 1e-12);
    }

    #[test]
    fn of_shares_the_variance_is_that_of_a_yes_or_no() {
        // 1 of 2 against 1 of 4: (0.5 - 0.25) / √((0.25 + 0.1875) / 2).
        let mut seen = of(&[1.0, 0.0, 1.0, 0.0, 0.0, 0.0]);
        seen[..2].iter_mut().for_each(|one| one.of_group = true);
        assert!((value(&SMD_SHARE, &seen).expect("both") - 0.25 / 0.218_75_f64.sqrt()).abs() < 1e-12);
    }
}
