//! Values by themselves, and values that share out a whole.

use super::{Consistency, Report, Rounding, at, sum};
use crate::claim::number::same;
use crate::claim::stat::{n_of, stat_name};
use crate::claim::unit::{Unit, shown};
use crate::diagnostic::{Code, Findings};
use crate::locale;
use crate::value::Value;

pub(super) fn check(report: &Report<'_>, consistency: &mut Consistency) {
    let stated = |at: usize| report.exhibit.parts.iter().any(|part| part.stated && part.rows.contains(&at));
    for (at, value) in report.exhibit.values.rows.iter().enumerate() {
        alone(report, value, stated(at), &mut consistency.findings);
    }
    for part in report.exhibit.parts.iter().filter(|part| part.shared_out) {
        let rows = report.exhibit.values.rows.get(part.rows.clone()).unwrap_or_default();
        shared_out(report, rows, consistency);
    }
}

fn percent(share: f64) -> String {
    shown(share, &Unit::Share, 1)
}

/// A value against what it says itself that it rests on, where it is not taken from a source as it stands there.
fn alone(report: &Report<'_>, value: &Value, stated: bool, findings: &mut Findings) {
    let name = report.name(value);
    let stat = stat_name(&value.key);
    if value.suppressed {
        if value.value.is_some() || value.lower.is_some() || value.upper.is_some() {
            findings.push(report.error(Code::ImpossibleValue, format!("{name} is suppressed and has a value")));
        }
        return;
    }
    let Some(number) = value.value else { return };
    if !number.is_finite() {
        findings.push(report.error(Code::ImpossibleValue, format!("{name} is not a number")));
        return;
    }
    let outside = |bound: Option<f64>, beyond: fn(f64, f64) -> bool| {
        bound.is_some_and(|bound| beyond(number, bound) && !same(number, bound))
    };
    if outside(value.lower, |number, lower| number < lower) || outside(value.upper, |number, upper| number > upper) {
        findings.push(report.error(Code::ImpossibleValue, format!("{name} lies outside its own interval")));
    }
    let Some(n) = n_of(value).filter(|_| !stated) else { return };
    match stat {
        "count" if !same(number, value.numerator) => {
            let message = format!("{name} is {number}, and {} are counted there", value.numerator);
            findings.push(report.error(Code::ShareMismatch, message));
        }
        "share" if !of_amounts(report, value) => share(report, value, number, n, findings),
        "mean" if n == 0 => {
            findings.push(report.error(Code::ImpossibleValue, format!("{name} is a mean over nobody and has a value")));
        }
        "mean" if !same(number, value.numerator / n as f64) => {
            let message =
                format!("{name} is {number}, and {} over {n} is {}", value.numerator, value.numerator / n as f64);
            findings.push(report.error(Code::ShareMismatch, message));
        }
        _ => {}
    }
}

/// Whether a share is one of an amount and not of things counted: it then stands beside the amount.
fn of_amounts(report: &Report<'_>, value: &Value) -> bool {
    let beside = |other: &&Value| {
        let (a, b) = (&other.key, &value.key);
        a.facet == b.facet && a.series == b.series && a.x == b.x && stat_name(a) == "sum"
    };
    report.exhibit.values.rows.iter().any(|row| beside(&row))
}

fn share(report: &Report<'_>, value: &Value, number: f64, n: u64, findings: &mut Findings) {
    let name = report.name(value);
    if n == 0 {
        findings.push(report.error(Code::ImpossibleValue, format!("{name} is a share of nobody and has a value")));
        return;
    }
    let counted = value.numerator;
    if counted < 0.0 || counted > n as f64 || !same(counted, counted.round()) {
        let message = format!("{name} is a share that counts {counted} of {n}");
        findings.push(report.error(Code::ImpossibleValue, message));
        return;
    }
    if !same(number, counted / n as f64) {
        let message = format!(
            "{name} is {}, and {counted} of {n} is {}: the share does not follow from its count",
            percent(number),
            percent(counted / n as f64)
        );
        let mut finding = report.error(Code::ShareMismatch, message);
        if !attainable(number, n) {
            finding = finding.help(format!("no whole number of {n} is {}", percent(number)));
        }
        findings.push(finding);
    }
    let count = report.exhibit.values.rows.iter().find(|other| {
        let (a, b) = (&other.key, &value.key);
        a.facet == b.facet && a.series == b.series && a.x == b.x && stat_name(a) == "count"
    });
    if let Some(count) = count.and_then(|count| count.value)
        && !same(count, counted)
    {
        let message = format!("{name} counts {count} as a number and {counted} as a share");
        findings.push(report.error(Code::ShareMismatch, message));
    }
}

/// Whether some whole number of `n` is the share, to a tenth of a percent.
fn attainable(share: f64, n: u64) -> bool {
    let nearest = (share * n as f64).round() / n as f64;
    percent(nearest) == percent(share)
}

/// What series share out: counts add up to those counted, and shares to one.
fn shared_out(report: &Report<'_>, rows: &[Value], consistency: &mut Consistency) {
    let mut places: Vec<(&str, &str, &str)> = Vec::new();
    for row in rows {
        let place = (row.key.facet.as_str(), row.key.x.as_str(), stat_name(&row.key));
        if matches!(place.2, "count" | "share") && !places.contains(&place) {
            places.push(place);
        }
    }
    for (facet, x, stat) in places {
        let here: Vec<&Value> =
            rows.iter().filter(|row| row.key.facet == facet && row.key.x == x && stat_name(&row.key) == stat).collect();
        let Some(numbers) = here.iter().map(|row| row.value).collect::<Option<Vec<f64>>>() else { continue };
        let Some(n) = here.first().and_then(|row| n_of(row)).filter(|n| *n > 0) else { continue };
        let name = at(report.exhibit.id, &[facet, x]);
        let whole = sum(numbers.iter().copied());
        match stat {
            "count" if !same(whole, n as f64) => {
                let message = format!("the counts of {name} add up to {whole}, not to the {n} who are shared out");
                let help = "a category is missing, or someone is counted twice";
                consistency.findings.push(report.error(Code::TotalMismatch, message).help(help));
            }
            "share" if !same(whole, 1.0) => {
                let message = format!("the shares of {name} add up to {}, not to 100 %", percent(whole));
                let help = "a category is missing, or someone is counted twice";
                consistency.findings.push(report.error(Code::TotalMismatch, message).help(help));
            }
            "share" => {
                // As the locale writes them, so that the sum is the one that a reader gets.
                let whole_percent = |share: &f64| locale::decimal(share * 100.0, 0).parse::<i64>().unwrap_or_default();
                let printed: i64 = numbers.iter().map(whole_percent).sum();
                if printed != 100 {
                    consistency.rounding.push(Rounding {
                        exhibit: report.exhibit.id.to_owned(),
                        facet: facet.to_owned(),
                        x: x.to_owned(),
                        sum: printed,
                    });
                }
            }
            _ => {}
        }
    }
}
