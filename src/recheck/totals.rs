//! Whether parts add up to their totals, and percentages follow from the counts beside them.

use super::Sheet;
use super::granular::Quotient;
use super::number::{Printed, power};
use super::roles::{Role, is_total};
use crate::diagnostic::Code;

/// The rows of a table that may be the parts of a total.
struct Reading {
    what: &'static str,
    rows: Vec<usize>,
}

impl Sheet<'_> {
    /// The rows that are totals.
    fn total_rows(&self) -> Vec<usize> {
        let rows = self.table.rows.iter().enumerate();
        rows.filter(|(_, (_, row))| row.first().is_some_and(|label| is_total(label))).map(|(at, _)| at).collect()
    }

    /// Adds up every total row, and computes percentages from their counts.
    pub(super) fn shares_and_totals(&mut self) {
        let totals = self.total_rows();
        for column in 0..self.roles.len() {
            for total in &totals {
                self.total(&totals, *total, column);
            }
            if let Some((counts, total)) = self.counts_of(column) {
                self.shares(column, counts, total);
            }
        }
    }

    /// What the rows above a total may be to it: those since the total before, all that are no totals, or the totals before.
    fn readings(totals: &[usize], total: usize) -> Vec<Reading> {
        let before: Vec<usize> = totals.iter().copied().filter(|at| *at < total).collect();
        let since = before.last().map_or(0, |at| at + 1);
        let parts: Vec<usize> = (0..total).filter(|at| !before.contains(at)).collect();
        let recent = parts.iter().copied().filter(|at| *at >= since).collect();
        let mut readings = vec![Reading { what: "the rows above", rows: recent }];
        if !before.is_empty() {
            readings.push(Reading { what: "all rows above that are no totals", rows: parts });
            readings.push(Reading { what: "the totals above", rows: before });
        }
        readings.retain(|reading| reading.rows.len() > 1);
        readings
    }

    /// Those of the readings of which every part is a number.
    fn whole(&self, mut readings: Vec<Reading>, column: usize) -> Vec<Reading> {
        readings.retain(|reading| reading.rows.iter().all(|row| self.number(*row, column).is_some()));
        readings
    }

    fn total(&mut self, totals: &[usize], row: usize, column: usize) {
        let Some(printed) = self.number(row, column) else { return };
        let exact = match self.roles[column] {
            Role::Count => true,
            Role::Number | Role::Per => false,
            // Percentages that do not come to 100 are rates, each of its own.
            Role::Percent if printed.units == 100 * power(printed.decimals) => false,
            _ => return,
        };
        let readings = Self::readings(totals, row);
        if readings.is_empty() {
            return;
        }
        let readings = self.whole(readings, column);
        if readings.is_empty() {
            self.told.unsummed += 1;
            return;
        }
        self.told.totals += 1;
        let sums: Vec<(&str, Printed, bool)> = readings
            .iter()
            .map(|reading| {
                let parts: Vec<Printed> = reading.rows.iter().filter_map(|at| self.number(*at, column)).collect();
                let (sum, fits) = adds_up(&parts, printed, exact);
                (reading.what, sum, fits)
            })
            .collect();
        if sums.iter().any(|(_, _, fits)| *fits) {
            return;
        }
        let language = self.told.language;
        let message = format!("the total {} is not the sum of its parts", printed.written(language));
        let sums: Vec<String> =
            sums.iter().map(|(what, sum, _)| format!("{} ({what})", sum.written(language))).collect();
        let within = if exact { "exactly, since units are counted" } else { "within what rounding allows" };
        let help = format!(
            "it would have to be {}, {within}; {} of {} readings fail",
            sums.join(" or "),
            sums.len(),
            sums.len()
        );
        self.found(Code::RecheckTotal, row, column, message, help);
    }

    /// The column of counts that a column of percentages is the distribution of, and the row of its total: percentages that come to 100
    /// beside counts, below which their total stands.
    pub(super) fn counts_of(&self, column: usize) -> Option<(usize, usize)> {
        let counts = column.checked_sub(1)?;
        if self.roles.get(column) != Some(&Role::Percent) || self.roles.get(counts) != Some(&Role::Count) {
            return None;
        }
        let totals = self.total_rows();
        let [total] = totals.as_slice() else { return None };
        let hundred = self.number(*total, column)?;
        (hundred.units == 100 * power(hundred.decimals)).then_some((counts, *total))
    }

    fn shares(&mut self, column: usize, counts: usize, total: usize) {
        let Some(n) = self.number(total, counts).filter(|n| n.decimals == 0 && n.units > 0) else { return };
        let quotient = Quotient { n: n.units, scale: 100, share: true };
        for row in (0..total).chain(total + 1..self.table.rows.len()) {
            let (Some(printed), Some(count)) = (self.number(row, column), self.number(row, counts)) else { continue };
            if count.decimals != 0 {
                continue;
            }
            self.told.shares += 1;
            if quotient.prints(count.units, printed) {
                continue;
            }
            let language = self.told.language;
            let message = format!(
                "{} % is not {} of {}",
                printed.written(language),
                count.written(language),
                n.written(language)
            );
            let right = quotient.of(count.units, printed.decimals).written(language);
            self.found(Code::RecheckShare, row, column, message, format!("it would have to be {right} %"));
        }
    }
}

/// The sum of the parts, and whether it can be the total: exactly, or within half a unit of the last digit of every number.
pub(super) fn adds_up(parts: &[Printed], total: Printed, exact: bool) -> (Printed, bool) {
    let decimals = parts.iter().map(|part| part.decimals).fold(total.decimals, u32::max);
    let units: i128 = parts.iter().map(|part| part.at(decimals)).sum();
    let twice_allowed: i128 = parts.iter().chain([&total]).map(|number| power(decimals - number.decimals)).sum();
    let apart = 2 * (units - total.at(decimals)).abs();
    (Printed { units, decimals }, if exact { apart == 0 } else { apart <= twice_allowed })
}
