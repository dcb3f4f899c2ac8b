//! Two shares against each other: odds ratio, relative risk, risk difference.

use super::{Formula, Found, Gather, IntervalKind, Need, Refused, Sample, Scale, Seen, Statistic, Z, wilson_interval};

pub(super) const NOT_YES_OR_NO: Refused = Refused {
    what: "a number of an observation is neither 0 nor 1",
    help: "a share is of those for whom something is so: value = \"grad >= 0.5\"",
};

/// Of the group and of the others: how many of them it holds for, and how many they are.
fn cells(sample: &Sample<'_>) -> Result<[f64; 4], Refused> {
    if !sample.seen.iter().all(Seen::is_yes_or_no) {
        return Err(NOT_YES_OR_NO);
    }
    let count = |of_group: bool, hit: bool| {
        let own = sample.seen.iter().filter(|seen| seen.of_group == of_group);
        own.filter(|seen| !hit || seen.value > 0.0).count() as f64
    };
    Ok([count(true, true), count(true, false), count(false, true), count(false, false)])
}

/// Whether one of the four cells is empty: a ratio or its variance is nothing then.
fn any_empty([hits, n, others_hits, others]: [f64; 4]) -> bool {
    [hits, n - hits, others_hits, others - others_hits].contains(&0.0)
}

fn around(ratio: f64, variance: f64, asked: Option<IntervalKind>) -> Option<(f64, f64)> {
    let half = Z * variance.sqrt();
    asked.map(|_| (libm::exp(libm::log(ratio) - half), libm::exp(libm::log(ratio) + half)))
}

const INPUTS: &[&str] =
    &["estimate-of-group-hits", "estimate-of-group", "estimate-of-others-hits", "estimate-of-others"];

/// The odds ratio.
pub(super) static ODDS_RATIO: Statistic = Statistic {
    name: "odds_ratio",
    title: "estimate-odds-ratio-title",
    says: "estimate-odds-ratio-says",
    formula: Formula::Signs("a·(n₀ − c) / ((n₁ − a)·c)"),
    inputs: INPUTS,
    source: "estimate-from-woolf",
    scale: Scale::Bare,
    needs: &[Need::Versus],
    intervals: &[IntervalKind::Log],
    gather: Gather::Sample(odds_ratio),
    reckon: |inputs| inputs[0] * (inputs[3] - inputs[2]) / ((inputs[1] - inputs[0]) * inputs[2]),
};

fn odds_ratio(sample: &Sample<'_>) -> Result<Found, Refused> {
    let cells = cells(sample)?;
    let [hits, n, others_hits, others] = cells;
    if any_empty(cells) {
        return Ok(Found::default());
    }
    let variance = 1.0 / hits + 1.0 / (n - hits) + 1.0 / others_hits + 1.0 / (others - others_hits);
    let interval = around((ODDS_RATIO.reckon)(&cells), variance, sample.interval);
    Ok(Found::of(&cells).within(interval))
}

/// The relative risk.
pub(super) static RELATIVE_RISK: Statistic = Statistic {
    name: "relative_risk",
    title: "estimate-relative-risk-title",
    says: "estimate-relative-risk-says",
    formula: Formula::Signs("(a / n₁) / (c / n₀)"),
    inputs: INPUTS,
    source: "estimate-from-katz",
    scale: Scale::Bare,
    needs: &[Need::Versus],
    intervals: &[IntervalKind::Log],
    gather: Gather::Sample(relative_risk),
    reckon: |inputs| (inputs[0] / inputs[1]) / (inputs[2] / inputs[3]),
};

fn relative_risk(sample: &Sample<'_>) -> Result<Found, Refused> {
    let cells = cells(sample)?;
    let [hits, n, others_hits, others] = cells;
    if any_empty(cells) {
        return Ok(Found::default());
    }
    let variance = 1.0 / hits - 1.0 / n + 1.0 / others_hits - 1.0 / others;
    let interval = around((RELATIVE_RISK.reckon)(&cells), variance, sample.interval);
    Ok(Found::of(&cells).within(interval))
}

/// The difference of two shares.
pub(super) static RISK_DIFFERENCE: Statistic = Statistic {
    name: "risk_difference",
    title: "estimate-risk-difference-title",
    says: "estimate-risk-difference-says",
    formula: Formula::Signs("a / n₁ − c / n₀"),
    inputs: INPUTS,
    source: "estimate-from-newcombe",
    scale: Scale::Points,
    needs: &[Need::Versus],
    intervals: &[IntervalKind::Newcombe],
    gather: Gather::Sample(risk_difference),
    reckon: |inputs| inputs[0] / inputs[1] - inputs[2] / inputs[3],
};

fn risk_difference(sample: &Sample<'_>) -> Result<Found, Refused> {
    let cells = cells(sample)?;
    let [hits, n, others_hits, others] = cells;
    let both = wilson_interval(hits, n).zip(wilson_interval(others_hits, others)).filter(|_| sample.interval.is_some());
    let interval = both.map(|((low, high), (low_others, high_others))| {
        let (share, share_others) = (hits / n, others_hits / others);
        let reach = |one: f64, other: f64| (one * one + other * other).sqrt();
        let difference = share - share_others;
        (
            difference - reach(share - low, high_others - share_others),
            difference + reach(high - share, share_others - low_others),
        )
    });
    Ok(Found::of(&cells).within(interval))
}

#[cfg(test)]
mod tests {
    use super::super::Seen;
    use super::super::statistic::testing::{found, of, value};
    use super::{IntervalKind, ODDS_RATIO, RELATIVE_RISK, RISK_DIFFERENCE, Statistic};

    fn seen(hits: usize, n: usize, others_hits: usize, others: usize) -> Vec<Seen> {
        let of = |hits: usize, n: usize, of_group: bool| {
            (0..n).map(move |at| Seen { value: f64::from(u8::from(at < hits)), of_group, ..Seen::default() })
        };
        of(hits, n, true).chain(of(others_hits, others, false)).collect()
    }

    fn near(statistic: &Statistic, kind: IntervalKind, seen: &[Seen], (lower, is, upper): (f64, f64, f64), by: f64) {
        let told = found(statistic, seen, Some(kind), None).expect("yes and no");
        let inputs = told.inputs.expect("a value");
        let (low, high) = told.interval.expect("an interval");
        let all = [(low, lower), (statistic.value(&inputs).expect("a number"), is), (high, upper)];
        assert!(all.iter().all(|(told, is)| (told - is).abs() < by), "{}: {all:?}", statistic.name);
    }

    #[test]
    fn physicians_health_study() {
        // Aspirin and heart attacks, 104 of 11037 against 189 of 11034 (A. Agresti, Categorical Data Analysis, 2nd ed. (2002),
        // 2.2-3.1): placebo against aspirin the odds ratio is 1.83 (1.44 to 2.33), the relative risk 1.82 (1.43 to 2.31).
        let seen = seen(189, 11_034, 104, 11_037);
        near(&ODDS_RATIO, IntervalKind::Log, &seen, (1.44, 1.83, 2.33), 5e-3);
        near(&RELATIVE_RISK, IntervalKind::Log, &seen, (1.43, 1.82, 2.31), 5e-3);
    }

    #[test]
    fn newcombes_table() {
        // R. G. Newcombe, Statistics in Medicine 17 (1998), 873-890, table II, method 10: 56/70 - 48/80, 9/10 - 3/10, 5/56 - 0/29.
        near(&RISK_DIFFERENCE, IntervalKind::Newcombe, &seen(56, 70, 48, 80), (0.0524, 0.2, 0.3339), 5e-5);
        near(&RISK_DIFFERENCE, IntervalKind::Newcombe, &seen(9, 10, 3, 10), (0.1705, 0.6, 0.8090), 5e-5);
        near(&RISK_DIFFERENCE, IntervalKind::Newcombe, &seen(5, 56, 0, 29), (-0.0381, 5.0 / 56.0, 0.1926), 5e-5);
    }

    #[test]
    fn an_empty_cell_has_no_ratio() {
        assert_eq!(value(&ODDS_RATIO, &seen(3, 3, 1, 2)), None);
        assert_eq!(value(&RELATIVE_RISK, &seen(0, 3, 1, 2)), None);
        assert_eq!(value(&RISK_DIFFERENCE, &seen(3, 3, 0, 0)), None);
        assert_eq!(value(&RISK_DIFFERENCE, &seen(3, 3, 0, 2)), Some(1.0));
        assert!(found(&ODDS_RATIO, &of(&[0.5]), None, None).is_err());
    }
}
