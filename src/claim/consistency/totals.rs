//! Totals beside their parts: a label `I alt` is the sum of the labels that it stands at the end, or at the head, of.
//!
//! Labels may overlap, and a total is then not their sum. Where nothing is known of that, a total is doubted only when
//! the same labels add up at other places, or when the sum misses it by so little that it is hardly meant.

use super::{Report, at, sum};
use crate::claim::number::same;
use crate::claim::stat::{is_average, n_of, stat_name};
use crate::diagnostic::{Code, Findings};
use crate::value::{Calculation, Dimension, Key, Value, totals};

/// A sum that misses its total by less than this part of it is a slip.
const SLIP: f64 = 0.005;

pub(super) fn check(report: &Report<'_>, findings: &mut Findings) {
    for dimension in [Dimension::Series, Dimension::X] {
        let labels = match dimension {
            Dimension::Series => &report.exhibit.values.series,
            _ => &report.exhibit.values.xs,
        };
        for (total, parts) in totals(labels) {
            of(report, dimension, total, parts, findings);
        }
    }
}

struct Line<'a> {
    total: &'a Value,
    number: f64,
    sum: f64,
    /// How many of the parts are not zero; one alone makes no sum.
    parts: usize,
    adds_up: Option<bool>,
}

fn of(report: &Report<'_>, dimension: Dimension, total: &str, parts: &[String], findings: &mut Findings) {
    let label = |key: &'_ Key| if dimension == Dimension::Series { key.series.clone() } else { key.x.clone() };
    let rows = &report.exhibit.values.rows;
    let lines: Vec<Line<'_>> = rows
        .iter()
        .enumerate()
        .filter(|(_, row)| label(&row.key) == total)
        .filter_map(|(place, row)| line(report, dimension, (place, row), parts))
        .collect();
    let fits = |line: &&Line<'_>| same(line.number, line.sum);
    let holding = lines.iter().filter(fits).filter(|line| line.parts >= 2).count();
    let failing = lines.iter().filter(|line| !fits(line)).count();
    for line in lines.iter().filter(|line| !fits(line)) {
        let slip = (line.number - line.sum).abs() <= SLIP * line.number.abs();
        let keys = [line.total.key.facet.as_str(), &line.total.key.series, &line.total.key.x];
        let message = format!(
            "the total {} is {}, and its parts add up to {}",
            at(report.exhibit.id, &keys),
            crate::value::shortest(line.number),
            crate::value::shortest(line.sum)
        );
        let help = format!("its parts are {}", parts.join(", "));
        match line.adds_up {
            Some(true) => findings.push(report.error(Code::TotalMismatch, message).help(help)),
            None if slip || (holding > 0 && holding >= failing) => {
                findings.push(report.warning(Code::TotalMismatch, message).help(help));
            }
            _ => {}
        }
    }
}

/// A total and the sum of its parts; none where a number is missing, or where averages over different people stand.
fn line<'a>(
    report: &Report<'a>,
    dimension: Dimension,
    (place, total): (usize, &'a Value),
    parts: &[String],
) -> Option<Line<'a>> {
    let number = total.value?;
    // Medians, differences and effective numbers are no sums of their parts'.
    if matches!(total.calculation, Calculation::Statistic { .. }) {
        return None;
    }
    let stat = stat_name(&total.key);
    let rows = parts.iter().filter_map(|part| {
        report.exhibit.values.rows.iter().find(|row| {
            let (series, x) = match dimension {
                Dimension::Series => (part.as_str(), total.key.x.as_str()),
                _ => (total.key.series.as_str(), part.as_str()),
            };
            row.key.facet == total.key.facet
                && row.key.series == series
                && row.key.x == x
                && stat_name(&row.key) == stat
        })
    });
    let rows: Vec<&Value> = rows.collect();
    // Averages, and shares of each its own whole, add up to nothing.
    let of_wholes = is_average(stat) || matches!(total.calculation, Calculation::Quotient { .. });
    if rows.len() < 2 || (of_wholes && rows.iter().any(|row| n_of(row) != n_of(total))) {
        return None;
    }
    let numbers: Vec<f64> = rows.iter().map(|row| row.value).collect::<Option<_>>()?;
    let known = report.exhibit.parts.iter().find(|part| part.rows.contains(&place));
    Some(Line {
        total,
        number,
        parts: numbers.iter().filter(|number| **number != 0.0).count(),
        sum: sum(numbers.into_iter()),
        adds_up: known.and_then(|part| part.adds_up),
    })
}
