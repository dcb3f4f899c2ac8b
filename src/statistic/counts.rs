//! A count counts: what each observation adds to it is that something is so, or how many of what it stands for.

use super::keys::Keyed;
use crate::diagnostic::{Code, Finding};
use crate::observation::{Numbers, Observations};
use crate::spec::{Among, Is, Part, Valued};
use crate::value::Stat;

/// Numbers that count nothing are not added up under the name of a count: scores, amounts and ages have a `sum`.
///
/// # Errors
/// A `count` of numbers below zero or between whole ones, of more than observations stand for, or of numbers that are told
/// beside it as what they are.
pub(super) fn check(keyed: &Keyed, observations: &Observations, part: &Part, file: &str) -> Result<(), Finding> {
    if !counts(part) || matches!(observations.values, Numbers::One) {
        return Ok(());
    }
    let (mut all, mut others) = (0_usize, 0_usize);
    for at in 0..keyed.count() {
        let mut is_counted = false;
        keyed.each_counted(at, |_| is_counted = true);
        if is_counted {
            all += 1;
            let is = is_count(observations.values.of(at), observations.weights.of(at), part.measured);
            others += usize::from(!is);
        }
    }
    if others == 0 {
        return Ok(());
    }
    let what = if part.measured { "neither 0 nor 1, and told beside it as what it is" } else { "no number of things" };
    let message = format!("`count` would add up numbers: that of {others} of {all} observations is {what}");
    let there = match &part.value {
        Some(Valued::Sql(value)) => format!("({}) IS NOT NULL", value.value),
        _ => "1".to_owned(),
    };
    Err(Finding::error(Code::ImpossibleValue, message)
        .at(file, part.span.clone(), "counts these")
        .help("`sum` adds them up")
        .help(format!("to count those that have a number: count = {{ is = \"count\", value = \"{there}\" }}")))
}

/// Whether the part tells a count, or something of one.
fn counts(part: &Part) -> bool {
    let count = Is::Stat(Stat::Count);
    let said = match &part.told {
        Some(told) => told.is == count || told.against.as_ref().is_some_and(|against| against.of == count),
        None => part.stats.contains(&Stat::Count),
    };
    said && part.among != Among::Stated
}

/// Whether a number says how many of the things that its observation stands for are so. What is weighed stands for its weight; what is
/// not may tell of several things, unless it is `measured`: then it is so or not.
fn is_count(value: f64, weight: Option<f64>, measured: bool) -> bool {
    if value.is_nan() || value < 0.0 {
        return false;
    }
    match weight {
        Some(weight) if weight - 1.0 == 0.0 => value.fract() == 0.0 && (value <= 1.0 || !measured),
        // Weights are multiplied by, which may cost the last digit.
        Some(weight) => value <= weight * (1.0 + 1e-12),
        None => true,
    }
}

#[cfg(test)]
mod tests {
    use super::is_count;

    #[test]
    fn what_stands_for_one_is_so_or_not_and_what_stands_for_many_is_so_for_some() {
        for (value, weight, told, measured) in [
            (0.0, Some(1.0), true, true),
            (1.0, Some(1.0), true, true),
            (0.5, Some(1.0), false, false),
            (4.0, Some(1.0), true, false),
            (-1.0, Some(1.0), false, false),
            (f64::NAN, Some(1.0), false, false),
            (3.0, Some(7.0), true, true),
            (7.0, Some(7.0), true, true),
            (8.0, Some(7.0), false, false),
            (-1.0, Some(7.0), false, false),
            (0.1 * 3.0, Some(0.3), true, true),
            (-1.0, None, false, false),
        ] {
            assert_eq!(is_count(value, weight, false), told, "{value} of {weight:?}");
            assert_eq!(is_count(value, weight, true), measured, "{value} of {weight:?} beside a mean");
        }
    }
}
