//! Values by themselves, and values that share out a whole.

use std::collections::BTreeMap;

use super::{Consistency, Report, Rounding, at, sum};
use crate::claim::number::same;
use crate::claim::stat::stat_name;
use crate::diagnostic::{Code, Findings};
use crate::locale;
use crate::value::{Calculation, Unit, Value, shown};

/// The values by their keys: what stands beside a value is found at once, however many there are.
type Beside<'a> = BTreeMap<(&'a str, &'a str, &'a str), Vec<&'a Value>>;

pub(super) fn check(report: &Report<'_>, consistency: &mut Consistency) {
    let rows = &report.exhibit.values.rows;
    let mut beside = Beside::new();
    for row in rows {
        beside.entry((&row.key.facet, &row.key.series, &row.key.x)).or_default().push(row);
    }
    for (at, value) in rows.iter().enumerate() {
        let of = report.exhibit.parts.iter().find(|part| part.rows.contains(&at));
        let own = Alone {
            stated: of.is_some_and(|part| part.stated),
            weighted: of.is_some_and(|part| part.weighted),
            beside: beside.get(&(&value.key.facet, &value.key.series, &value.key.x)).map_or(&[][..], Vec::as_slice),
        };
        own.check(report, value, &mut consistency.findings);
    }
    for part in report.exhibit.parts.iter().filter(|part| part.shared_out) {
        let rows = rows.get(part.rows.clone()).unwrap_or_default();
        shared_out(report, rows, consistency);
    }
}

fn percent(share: f64) -> String {
    shown(share, &Unit::Share, 1)
}

/// What is known of a value beside itself.
struct Alone<'a> {
    /// Whether a source states it as it stands there.
    stated: bool,
    /// Whether what is counted counts for other than one.
    weighted: bool,
    /// The values with the same key but for the stat.
    beside: &'a [&'a Value],
}

impl Alone<'_> {
    /// A value against what it says itself that it rests on.
    fn check(&self, report: &Report<'_>, value: &Value, findings: &mut Findings) {
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
        let (lower, upper) = (value.lower, value.upper);
        if outside(lower, |number, lower| number < lower) || outside(upper, |number, upper| number > upper) {
            findings.push(report.error(Code::ImpossibleValue, format!("{name} lies outside its own interval")));
        }
        if let Calculation::Statistic { of, .. } = value.calculation
            && of.name == "share_of"
            && (outside(Some(0.0), |a, b| a < b) || outside(Some(1.0), |a, b| a > b))
        {
            let message = format!("{name} is a share of {} and part of a whole", percent(number));
            let help =
                "let no part be below zero or above the whole: leave out what is paid back, or ask for a `ratio`";
            findings.push(report.error(Code::ImpossibleValue, message).help(help));
        }
        // A statistic is its own formula of its own numbers, whatever it is called.
        let plain = !matches!(value.calculation, Calculation::Statistic { .. });
        let grounds = value.denominator.zip(value.numerator).filter(|_| !self.stated && plain);
        let Some((denominator, numerator)) = grounds else { return };
        match stat {
            "count" if !same(number, numerator) => {
                let message = format!("{name} is {number}, and {numerator} are counted there");
                findings.push(report.error(Code::ShareMismatch, message));
            }
            // What an amount is a share of is another than its units; all the same it is part of a whole.
            "share"
                if self.is_of_amounts() && (outside(Some(0.0), |a, b| a < b) || outside(Some(1.0), |a, b| a > b)) =>
            {
                let message = format!("{name} is a share of {} and part of a whole", percent(number));
                findings.push(report.error(Code::ImpossibleValue, message));
            }
            "share" if self.is_of_amounts() => {}
            "share" => self.share(report, value, (number, numerator, denominator), findings),
            "mean" if denominator == 0.0 => {
                let message = format!("{name} is a mean over nobody and has a value");
                findings.push(report.error(Code::ImpossibleValue, message));
            }
            "mean" if !same(number, numerator / denominator) => {
                let comes_to = numerator / denominator;
                let message = format!("{name} is {number}, and {numerator} over {denominator} is {comes_to}");
                findings.push(report.error(Code::ShareMismatch, message));
            }
            _ => {}
        }
    }

    /// Whether a share is one of an amount and not of things counted: it then stands beside the amount.
    fn is_of_amounts(&self) -> bool {
        self.beside.iter().any(|other| stat_name(&other.key) == "sum")
    }

    fn share(
        &self,
        report: &Report<'_>,
        value: &Value,
        (number, above, below): (f64, f64, f64),
        findings: &mut Findings,
    ) {
        let name = report.name(value);
        // A share may be of another series than the denominator of the values around it.
        let (counted, of) = match value.calculation {
            Calculation::Quotient { numerator, denominator } => (numerator, denominator),
            _ => (above, below),
        };
        if of == 0.0 {
            let message = format!("{name} is a share of nobody and has a value");
            findings.push(report.error(Code::ImpossibleValue, message));
            return;
        }
        let part_of_one = !self.weighted && !same(counted, counted.round());
        if counted < 0.0 || (counted > of && !same(counted, of)) || part_of_one {
            let message = format!("{name} is a share that counts {counted} of {of}");
            findings.push(report.error(Code::ImpossibleValue, message));
            return;
        }
        if !same(number, counted / of) {
            let message = format!(
                "{name} is {}, and {counted} of {of} is {}: the share does not follow from its count",
                percent(number),
                percent(counted / of)
            );
            let mut finding = report.error(Code::ShareMismatch, message);
            if !self.weighted && !attainable(number, of) {
                finding = finding.help(format!("no whole number of {of} is {}", percent(number)));
            }
            findings.push(finding);
        }
        let count = self.beside.iter().find(|other| stat_name(&other.key) == "count");
        if let Some(count) = count.and_then(|count| count.value)
            && !same(count, counted)
        {
            let message = format!("{name} counts {count} as a number and {counted} as a share");
            findings.push(report.error(Code::ShareMismatch, message));
        }
    }
}

/// Whether some whole number of `n` is the share, to a tenth of a percent.
fn attainable(share: f64, n: f64) -> bool {
    let nearest = (share * n).round() / n;
    percent(nearest) == percent(share)
}

/// A facet, an x and a stat, at which series share out a whole.
type Place<'a> = (&'a str, &'a str, &'a str);

/// What series share out: counts add up to those counted, and shares to one.
fn shared_out(report: &Report<'_>, rows: &[Value], consistency: &mut Consistency) {
    let mut places: Vec<(Place<'_>, Vec<&Value>)> = Vec::new();
    let mut known: BTreeMap<Place<'_>, usize> = BTreeMap::new();
    for row in rows {
        let place = (row.key.facet.as_str(), row.key.x.as_str(), stat_name(&row.key));
        if matches!(place.2, "count" | "share") && !matches!(row.calculation, Calculation::Statistic { .. }) {
            let at = *known.entry(place).or_insert_with(|| {
                places.push((place, Vec::new()));
                places.len() - 1
            });
            places[at].1.push(row);
        }
    }
    for ((facet, x, stat), here) in places {
        let Some(numbers) = here.iter().map(|row| row.value).collect::<Option<Vec<f64>>>() else { continue };
        let shared = |row: &&Value| row.denominator.filter(|of| *of > 0.0);
        let Some(of) = here.first().and_then(shared) else { continue };
        let name = at(report.exhibit.id, &[facet, x]);
        let whole = sum(numbers.iter().copied());
        match stat {
            "count" if !same(whole, of) => {
                let message = format!("the counts of {name} add up to {whole}, not to the {of} who are shared out");
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
                #[expect(clippy::cast_possible_truncation, reason = "a share in whole percent is a small number")]
                let whole_percent = |share: &f64| locale::rounded(share * 100.0, 0) as i64;
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
