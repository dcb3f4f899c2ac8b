//! Every value of every report is computed again from the observations it rests on, by the formulas of the documentation and
//! by code that shares nothing with the program's own.

use std::collections::BTreeMap;

use polars::prelude::DataType;
use sporbar::observation::Observations;
use sporbar::pipeline::{self, Request, Stage, Watch};
use sporbar::register::PseudonymKey;
use sporbar::spec::{Among, Interval, Part, Per};
use sporbar::statistic::ComputedPart;
use sporbar::value::{Key, Stat, Value};
use statrs::distribution::{ContinuousCDF, StudentsT};

use crate::support::repository;

struct Unwatched;

impl Watch for Unwatched {
    fn begin(&mut self, _: Stage) {}
}

/// A value's numbers again: itself, its interval, and N.
#[derive(Debug)]
struct Again {
    value: Option<f64>,
    interval: Option<(f64, f64)>,
    n: Option<f64>,
}

/// What each observation is the family of; none where families are not told.
fn families(observations: &Observations) -> Vec<String> {
    let frame = observations.columns.frame();
    let Ok(column) = frame.column("family") else { return Vec::new() };
    let texts = column.cast(&DataType::String).expect("texts");
    texts.str().expect("texts").iter().map(|text| text.unwrap_or_default().to_owned()).collect()
}

/// Who or what each observation is about.
fn units(observations: &Observations) -> Vec<String> {
    (0..observations.count()).map(|at| observations.unit(at).into_owned()).collect()
}

/// How many different texts there are at the places.
fn different(texts: &[String], places: &[usize]) -> f64 {
    let mut seen: Vec<&String> = places.iter().map(|at| &texts[*at]).collect();
    seen.sort();
    seen.dedup();
    seen.len() as f64
}

/// The value at a key, from the observations of its part.
fn again(part: &Part, computed: &ComputedPart, families: &[String], key: &Key) -> Again {
    let of = &computed.observations;
    let basis = computed.keyed.basis(key, part.among).expect("the value's key is one of its part");
    let total = |places: &[usize]| -> f64 { places.iter().map(|at| of.values.of(*at)).sum() };
    let above = total(&basis.counted);
    let weighed = || basis.among.iter().filter_map(|at| of.weights.of(*at));
    let below = match part.per {
        Per::Observation => weighed().sum(),
        Per::Unit => different(&units(of), &basis.among),
        Per::Family => different(families, &basis.among),
    };
    // A share of another series has that series' sum below the line.
    let whole = part.share_of.as_ref().map(|series| {
        let other = Key { series: series.value.clone(), ..key.clone() };
        total(&computed.keyed.basis(&other, part.among).expect("the whole").counted)
    });
    let over = |below: f64| (below != 0.0).then(|| above / below);
    let some = !basis.counted.is_empty();
    // What is varied has an observation for each outcome: as stated, and at each end of the range.
    let outcome = |stat: Stat| {
        let stats = of.stats.as_ref().expect("what each observation is of");
        let own: Vec<usize> = basis.counted.iter().copied().filter(|at| stats[*at] == stat).collect();
        (!own.is_empty()).then(|| total(&own))
    };
    let value = match key.stat {
        _ if part.among == Among::Stated => some.then_some(above),
        Stat::Share => over(whole.unwrap_or(below)),
        Stat::Mean | Stat::MeanOf(_) => over(below),
        Stat::Other(_) => unreachable!("a statistic is told by a part of its own"),
        Stat::Effect => effect(of, &basis.counted),
        Stat::RelativeEffect => {
            effect(of, &basis.counted).map(|effect| effect - part.norm.as_ref().map_or(0.0, |norm| norm.value))
        }
        Stat::Count
        | Stat::Sum
        | Stat::PresentValue
        | Stat::CumulativePresentValue
        | Stat::Persons
        | Stat::PersonYears
        | Stat::CumulativeSum
        | Stat::Expected => Some(above),
        Stat::Base | Stat::Low | Stat::High => outcome(key.stat),
        Stat::Span => outcome(Stat::High).zip(outcome(Stat::Low)).map(|(high, low)| (high - low).abs()),
        Stat::Value | Stat::PaybackYear | Stat::PaybackTime => some.then_some(above),
    };
    let interval = match (part.interval, key.stat) {
        (Some(Interval::Wilson), Stat::Share) => wilson(above, below),
        (Some(Interval::Cluster), Stat::Share | Stat::Mean | Stat::MeanOf(_)) => {
            let number = |at: &usize| if basis.counted.contains(at) { of.values.of(*at) } else { 0.0 };
            let units = units(of);
            let numbers: Vec<(&str, f64)> = basis.among.iter().map(|at| (units[*at].as_str(), number(at))).collect();
            cluster(&numbers)
        }
        _ => None,
    };
    let stated = basis.among.is_empty() || weighed().next().is_some();
    let n = (part.among != Among::Nothing && stated).then(|| below.round());
    Again { value: value.filter(|value| value.is_finite()), interval, n }
}

/// The mean change over the sample standard deviation of the first scores.
fn effect(of: &Observations, counted: &[usize]) -> Option<f64> {
    let firsts: Vec<f64> = counted.iter().map(|at| of.baselines.as_ref().expect("first scores")[*at]).collect();
    let n = firsts.len() as f64;
    let mean = firsts.iter().sum::<f64>() / n;
    let variance = firsts.iter().map(|first| (first - mean).powi(2)).sum::<f64>() / (n - 1.0);
    let change = counted.iter().map(|at| of.values.of(*at)).sum::<f64>() / n;
    (firsts.len() > 1 && variance > 0.0).then(|| change / variance.sqrt())
}

/// Wilson's interval: the two shares p that are z standard errors from the one observed, (p - h/n)² = z² p(1-p)/n.
fn wilson(hits: f64, n: f64) -> Option<(f64, f64)> {
    let square = 1.959_963_984_540_054_f64.powi(2);
    // The two roots of (n + z²) p² - (2h + z²) p + h²/n = 0.
    let (first, second, last) = (n + square, 2.0 * hits + square, hits * hits / n);
    let root = (second * second - 4.0 * first * last).max(0.0).sqrt();
    (n > 0.0).then(|| ((second - root) / (2.0 * first), (second + root) / (2.0 * first)))
}

/// The interval of a mean whose observations come in clusters; the quantile is found by halving.
fn cluster(numbers: &[(&str, f64)]) -> Option<(f64, f64)> {
    let n = numbers.len() as f64;
    let mean = numbers.iter().map(|(_, number)| number).sum::<f64>() / n;
    let mut sums: BTreeMap<&str, f64> = BTreeMap::new();
    for (unit, number) in numbers {
        *sums.entry(unit).or_default() += number - mean;
    }
    let clusters = sums.len() as f64;
    if sums.len() < 2 {
        return None;
    }
    let error = (clusters / (clusters - 1.0) * sums.values().map(|sum| sum * sum).sum::<f64>()).sqrt() / n;
    let student = StudentsT::new(0.0, 1.0, clusters - 1.0).expect("degrees of freedom");
    let (mut low, mut high) = (1.0, 13.0);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if student.cdf(middle) < 0.975 { low = middle } else { high = middle }
    }
    Some((mean - high * error, mean + high * error))
}

/// Whether two numbers are the same but for rounding, on the scale of what was added up.
fn same(a: Option<f64>, b: Option<f64>, scale: f64) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-12 * scale.max(a.abs()).max(1.0),
        (a, b) => a.is_none() && b.is_none(),
    }
}

fn differs(value: &Value, again: &Again, scale: f64) -> bool {
    let (lower, upper) = (again.interval.map(|ends| ends.0), again.interval.map(|ends| ends.1));
    // The quantile of t is good to some ten digits in the library that both ask.
    let near = |a: Option<f64>, b: Option<f64>| match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-9 * a.abs().max(1.0),
        (a, b) => a.is_none() && b.is_none(),
    };
    !(same(value.value, again.value, scale)
        && near(value.lower, lower)
        && near(value.upper, upper)
        && value.n.map(|n| n as f64) == again.n)
}

#[test]
fn every_value_follows_from_its_observations() {
    let mut stats = BTreeMap::new();
    for report in [
        "reports/assens-statusmaaling",
        "reports/gladsaxe-helhedsindsats",
        "reports/koebenhavn-udsatte-familier",
        "reports/roedovre-business-case",
        "reports/roedovre-businesscase",
        "reports/silkeborg-businesscase",
    ] {
        let key = Some(PseudonymKey::synthetic_default());
        let request = Request { report: repository().join(report), as_of: None, extracts: None, disclosure: None, key };
        let prepared = pipeline::prepare(&request, &mut Unwatched).expect("a report that can be read");
        let computed = pipeline::computed(&prepared).expect("values");
        for (exhibit, computed) in prepared.spec.exhibits.iter().zip(&computed) {
            let mut rows = computed.values.rows.iter();
            for (part, own) in exhibit.parts.iter().zip(&computed.parts) {
                let families = families(&own.observations);
                let scale = (0..own.observations.count()).map(|at| own.observations.values.of(at).abs());
                let scale: f64 = scale.filter(|number| number.is_finite()).sum();
                // A statistic is held against its source beside its formula.
                let told = part.told.is_some();
                for value in rows.by_ref().take(own.count).filter(|_| !told) {
                    let again = again(part, own, &families, &value.key);
                    let scale = if matches!(value.key.stat, Stat::Share | Stat::Effect | Stat::RelativeEffect) {
                        1.0
                    } else {
                        scale
                    };
                    assert!(!differs(value, &again, scale), "{report} {}: {value:?} is {again:?}", exhibit.id.value);
                    *stats.entry(value.key.stat.name()).or_insert(0) += 1;
                }
            }
            assert!(rows.next().is_none(), "{report} {}: a value without observations", exhibit.id.value);
        }
    }
    let values: i32 = stats.values().sum();
    assert!(values > 1500, "only {values} values: {stats:?}");
    for stat in
        ["count", "share", "mean", "sum", "effect", "relative_effect", "present_value", "cumulative_present_value"]
    {
        assert!(stats.contains_key(stat), "no {stat} among {stats:?}");
    }
}
