//! Times until something ends, of which some are not seen to end: Kaplan and Meier's survival, and Aalen and Johansen's incidence
//! of each of several ends.
//!
//! Each observation's number is how long it was followed, and its event what it ended with, or none where it was still going on
//! then. At a time those are at risk who were followed to it or longer, those who were followed no longer too.

use std::collections::BTreeMap;

use super::{Formula, Found, Gather, IntervalKind, Need, Refused, Sample, Scale, Statistic, Z};

/// What happened at a time: how many were at risk, how many ended, and how many of them with the event that is asked about.
struct Step {
    time: f64,
    at_risk: f64,
    ended: f64,
    asked: f64,
}

fn steps(sample: &Sample<'_>) -> Result<Vec<Step>, Refused> {
    if sample.seen.iter().any(|seen| seen.value < 0.0) {
        return Err(Refused {
            what: "a time that an observation was followed for is below zero",
            help: "the number of each observation is how long it was followed, from 0 on",
        });
    }
    let mut times: Vec<f64> = sample.seen.iter().map(|seen| seen.value).collect();
    times.sort_by(f64::total_cmp);
    let mut at: BTreeMap<u64, (f64, f64, f64)> = BTreeMap::new();
    for seen in sample.seen.iter().filter(|seen| seen.event.is_some()) {
        // Of numbers that are not negative the bits are in order too.
        let (_, ended, asked) = at.entry((seen.value + 0.0).to_bits()).or_insert((seen.value, 0.0, 0.0));
        *ended += 1.0;
        *asked += f64::from(u8::from(seen.event == sample.event));
    }
    let at_risk = |time: f64| (times.len() - times.partition_point(|followed| *followed < time)) as f64;
    let step = |(time, ended, asked)| Step { time, at_risk: at_risk(time), ended, asked };
    Ok(at.into_values().map(step).collect())
}

fn at_risk(sample: &Sample<'_>) -> f64 {
    let x = sample.x.unwrap_or(f64::NAN);
    sample.seen.iter().filter(|seen| seen.value >= x).count() as f64
}

/// How many are still at risk.
pub(super) static AT_RISK: Statistic = Statistic {
    name: "at_risk",
    title: "estimate-at-risk-title",
    says: "estimate-at-risk-says",
    formula: Formula::Signs("r"),
    inputs: &["estimate-of-followed"],
    source: "estimate-from-kaplan",
    scale: Scale::Count,
    needs: &[Need::Event, Need::Along],
    intervals: &[],
    gather: Gather::Sample(|sample| Ok(Found::of(&[at_risk(sample)]).resting_on(at_risk(sample)))),
    reckon: |inputs| inputs[0],
};

/// Kaplan and Meier's survival.
pub(super) static SURVIVAL: Statistic = Statistic {
    name: "survival",
    title: "estimate-survival-title",
    says: "estimate-survival-says",
    formula: Formula::Signs("S′ · (1 − d / r)"),
    inputs: &["estimate-of-share-before", "estimate-of-ended-then", "estimate-of-at-risk-then"],
    source: "estimate-from-kaplan-greenwood",
    scale: Scale::Share,
    needs: &[Need::Event, Need::Along],
    intervals: &[IntervalKind::Greenwood, IntervalKind::LogLog],
    gather: Gather::Sample(survival),
    reckon: |inputs| inputs[0] * (1.0 - inputs[1] / inputs[2]),
};

fn survival(sample: &Sample<'_>) -> Result<Found, Refused> {
    let (n, x) = (at_risk(sample), sample.x.unwrap_or(f64::NAN));
    let (mut before, mut variance) = (1.0, 0.0);
    let mut last = [1.0, 0.0, sample.seen.len() as f64];
    for step in steps(sample)?.iter().take_while(|step| step.time <= x) {
        last = [before, step.ended, step.at_risk];
        before = (SURVIVAL.reckon)(&last);
        variance += step.ended / (step.at_risk * (step.at_risk - step.ended));
    }
    if n == 0.0 {
        return Ok(Found::default().resting_on(0.0));
    }
    let share = before;
    let interval = match sample.interval {
        Some(IntervalKind::Greenwood) if share > 0.0 => {
            let half = Z * share * variance.sqrt();
            Some((share - half, share + half))
        }
        Some(IntervalKind::LogLog) if share > 0.0 && share < 1.0 => {
            let log = libm::log(share);
            let by = libm::exp(Z * variance.sqrt() / log.abs());
            Some((libm::exp(log * by), libm::exp(log / by)))
        }
        _ => None,
    };
    Ok(Found::of(&last).within(interval).resting_on(n))
}

/// Aalen and Johansen's cumulative incidence of the event that the series names.
pub(super) static INCIDENCE: Statistic = Statistic {
    name: "incidence",
    title: "estimate-incidence-title",
    says: "estimate-incidence-says",
    formula: Formula::Signs("I′ + S′ · d / r"),
    inputs: &[
        "estimate-of-incidence-before",
        "estimate-of-left-before",
        "estimate-of-ended-so",
        "estimate-of-at-risk-then",
    ],
    source: "estimate-from-aalen",
    scale: Scale::Share,
    needs: &[Need::Event, Need::Along],
    intervals: &[],
    gather: Gather::Sample(incidence),
    reckon: |inputs| inputs[0] + inputs[1] * inputs[2] / inputs[3],
};

fn incidence(sample: &Sample<'_>) -> Result<Found, Refused> {
    let (n, x) = (at_risk(sample), sample.x.unwrap_or(f64::NAN));
    let (mut left, mut before) = (1.0, 0.0);
    let mut last = [0.0, 1.0, 0.0, sample.seen.len() as f64];
    for step in steps(sample)?.iter().take_while(|step| step.time <= x) {
        if step.asked > 0.0 {
            last = [before, left, step.asked, step.at_risk];
            before = (INCIDENCE.reckon)(&last);
        }
        left *= 1.0 - step.ended / step.at_risk;
    }
    let found = if n == 0.0 { Found::default() } else { Found::of(&last) };
    Ok(found.resting_on(n))
}

/// The first time at which so many have ended; none where it is never reached.
fn reached(sample: &Sample<'_>, ended: f64) -> Result<Found, Refused> {
    // A product of many shares may miss a half by a last digit.
    const LAST_DIGITS: f64 = 1e-12;
    let mut left = 1.0;
    for step in steps(sample)? {
        left *= 1.0 - step.ended / step.at_risk;
        if left <= 1.0 - ended + LAST_DIGITS {
            return Ok(Found::of(&[step.time]));
        }
    }
    Ok(Found::default())
}

macro_rules! times {
    ($($item:ident, $ended:expr, $name:literal, $title:literal, $says:literal;)*) => {
        $(
            #[doc = concat!("The time until it has ended: ", $name, ".")]
            pub(super) static $item: Statistic = Statistic {
                name: $name,
                title: $title,
                says: $says,
                formula: Formula::Signs("k"),
                inputs: &["estimate-of-time"],
                source: "estimate-from-kaplan",
                scale: Scale::Own,
                needs: &[Need::Event],
                intervals: &[],
                gather: Gather::Sample(|sample| reached(sample, $ended)),
                reckon: |inputs| inputs[0],
            };
        )*
    };
}

times! {
    SURVIVAL_P25, 0.25, "survival_p25", "estimate-survival-p25-title", "estimate-survival-p25-says";
    SURVIVAL_MEDIAN, 0.5, "survival_median", "estimate-survival-median-title", "estimate-survival-median-says";
    SURVIVAL_P75, 0.75, "survival_p75", "estimate-survival-p75-title", "estimate-survival-p75-says";
}

#[cfg(test)]
mod tests {
    use super::super::Seen;
    use super::super::statistic::testing::{found, value};
    use super::*;

    /// Times, and whether they ended with the event asked about (0), another (1), or were not seen to end.
    fn seen(of: &[(f64, Option<u32>)]) -> Vec<Seen> {
        of.iter().map(|(value, event)| Seen { value: *value, event: *event, ..Seen::default() }).collect()
    }

    /// The remission times of the patients on 6-MP, in weeks (E. A. Gehan, Biometrika 52 (1965), 203-223).
    fn leukaemia() -> Vec<Seen> {
        let ended = [6.0, 6.0, 6.0, 7.0, 10.0, 13.0, 16.0, 22.0, 23.0];
        let going_on = [6.0, 9.0, 10.0, 11.0, 17.0, 19.0, 20.0, 25.0, 32.0, 32.0, 34.0, 35.0];
        let all = ended.iter().map(|time| (*time, Some(0))).chain(going_on.iter().map(|time| (*time, None)));
        seen(&all.collect::<Vec<_>>())
    }

    #[test]
    fn remission_as_the_textbooks_have_it() {
        // D. Collett, Modelling Survival Data, and R's survfit: S and its standard error at 6, 7, 10, 13, 16, 22, 23 weeks.
        for (x, share, error, n) in [
            (6.0, 0.857, 0.0764, 21.0),
            (7.0, 0.807, 0.0869, 17.0),
            (10.0, 0.753, 0.0963, 15.0),
            (13.0, 0.690, 0.1068, 12.0),
            (16.0, 0.627, 0.1141, 11.0),
            (22.0, 0.538, 0.1282, 7.0),
            (23.0, 0.448, 0.1346, 6.0),
        ] {
            let told = found(&SURVIVAL, &leukaemia(), Some(IntervalKind::Greenwood), Some(x)).expect("times");
            let is = SURVIVAL.value(&told.inputs.expect("at risk")).expect("a share");
            let (lower, upper) = told.interval.expect("an interval");
            assert!((is - share).abs() < 5e-4 && ((upper - lower) / 2.0 / Z - error).abs() < 5e-5, "{x}: {is} {lower}");
            assert_eq!(told.n, Some(n), "{x}");
        }
        // survfit(..., conf.type = "log-log") at 10 weeks: 0.503 to 0.889.
        let told = found(&SURVIVAL, &leukaemia(), Some(IntervalKind::LogLog), Some(10.0)).expect("times").interval;
        let (lower, upper) = told.expect("between none and all");
        assert!((lower - 0.503).abs() < 5e-4 && (upper - 0.889).abs() < 5e-4, "{lower} {upper}");
        assert_eq!(
            [&SURVIVAL_P25, &SURVIVAL_MEDIAN, &SURVIVAL_P75].map(|time| value(time, &leukaemia())),
            [Some(13.0), Some(23.0), None]
        );
    }

    #[test]
    fn two_ends_worked_by_hand() {
        // Five: 1 asked, 2 other, 2 still going on, 3 asked, 4 still going on. S: 4/5, 4/5 · 3/4 = 3/5, 3/5 · 1/2 = 3/10.
        // Asked: 1/5, and at 3 another 3/5 · 1/2 = 3/10. Together 1/2; the other end 4/5 · 1/4 = 1/5; left 3/10.
        let five = seen(&[(1.0, Some(0)), (2.0, Some(1)), (2.0, None), (3.0, Some(0)), (4.0, None)]);
        let at = |statistic: &Statistic, x: f64| {
            let told = found(statistic, &five, None, Some(x)).expect("times");
            told.inputs.and_then(|inputs| statistic.value(&inputs))
        };
        let near = |told: Option<f64>, is: f64| assert!((told.expect("at risk") - is).abs() < 1e-12, "{told:?} {is}");
        near(at(&SURVIVAL, 0.0), 1.0);
        near(at(&INCIDENCE, 0.0), 0.0);
        near(at(&INCIDENCE, 2.0), 0.2);
        near(at(&SURVIVAL, 3.0), 0.3);
        near(at(&INCIDENCE, 3.5), 0.5);
        assert_eq!(at(&SURVIVAL, 5.0), None);
        assert_eq!(at(&AT_RISK, 2.0), Some(4.0));
    }

    #[test]
    fn nobody_is_followed_for_less_than_nothing() {
        assert!(found(&SURVIVAL, &seen(&[(-1.0, None)]), None, Some(0.0)).is_err());
    }
}
