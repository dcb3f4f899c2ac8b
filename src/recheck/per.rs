//! Whether numbers follow from the ones beside them and their N: a percentage from its count, a count from the rate it was computed with,
//! and what an amount comes to for each.
//!
//! Heads say little of which numbers belong together. Where nobody told it, a column is tested only if at least half of its rows hold.

use super::Sheet;
use super::between::Between;
use super::granular::Quotient;
use super::number::Printed;
use super::roles::{Role, scale};
use crate::diagnostic::Code;

/// A number that does not follow: its row, and what is said of it.
struct Wrong {
    row: usize,
    message: String,
    help: String,
}

impl Sheet<'_> {
    /// Holds percentages beside counts, and counts beside the rates they were computed with, against the N of their rows.
    pub(super) fn of_counts(&mut self) {
        for column in 1..self.roles.len() {
            let counts = column - 1;
            if self.roles[counts] != Role::Count {
                continue;
            }
            match self.roles[column] {
                // Those that are parts of their own total have been held against it.
                Role::Percent if self.counts_of(column).is_none() => {
                    self.all(column, |sheet, row| sheet.share(row, column));
                }
                Role::Rate => self.all(column, |sheet, row| sheet.rate(row, column)),
                _ => {}
            }
        }
    }

    /// Holds what amounts come to for each against the amounts and their N.
    pub(super) fn for_each(&mut self) {
        for column in 1..self.roles.len() {
            if self.roles[column] == Role::Per {
                self.all(column, |sheet, row| sheet.per(row, column));
            }
        }
    }

    /// Tests all rows of a column: each is right, wrong, or has nothing to be held against.
    fn all(&mut self, column: usize, test: impl Fn(&Self, usize) -> Option<Result<(), Wrong>>) {
        let rows: Vec<Result<(), Wrong>> = (0..self.table.rows.len()).filter_map(|row| test(self, row)).collect();
        let (held, wrong): (Vec<_>, Vec<_>) = rows.into_iter().partition(Result::is_ok);
        if !self.named[column] && held.len() < wrong.len() {
            return;
        }
        self.told.shares += held.len() + wrong.len();
        for Wrong { row, message, help } in wrong.into_iter().filter_map(Result::err) {
            self.found(Code::RecheckShare, row, column, message, help);
        }
    }

    /// The count on the left of a cell, and its N.
    fn count(&self, row: usize, column: usize) -> Option<(i128, i128)> {
        let count = self.number(row, column - 1).filter(|count| count.decimals == 0)?;
        Some((count.units, self.n_of(row, column)?))
    }

    fn share(&self, row: usize, column: usize) -> Option<Result<(), Wrong>> {
        let printed = self.number(row, column)?;
        let (count, n) = self.count(row, column)?;
        let quotient = Quotient { n, scale: 100, share: true };
        // That none of the N can be printed so has been said.
        if quotient.prints(count, printed) || !quotient.can_be(printed) {
            return Some(Ok(()));
        }
        let (language, right) = (self.told.language, quotient.of(count, printed.decimals));
        let message = format!("{} % is not {count} of {n}", printed.written(language));
        Some(Err(Wrong { row, message, help: format!("it would have to be {} %", right.written(language)) }))
    }

    fn rate(&self, row: usize, column: usize) -> Option<Result<(), Wrong>> {
        let rate = self.number(row, column)?;
        let (count, n) = self.count(row, column)?;
        let expected = Between::of(rate).times(n as f64 / 100.0);
        let printed = Printed { units: count, decimals: 0 };
        if expected.meets(Between::of(printed)) {
            return Some(Ok(()));
        }
        let language = self.told.language;
        let exact = Printed::rounded(expected.middle(), rate.decimals.max(1)).written(language);
        let message = format!("{count} is not {} % of {n}", rate.written(language));
        Some(Err(Wrong { row, message, help: format!("it would have to be {:.0} ({exact})", expected.middle()) }))
    }

    fn per(&self, row: usize, column: usize) -> Option<Result<(), Wrong>> {
        let is_amount = |at: &usize| matches!(self.roles[*at], Role::Number | Role::Count);
        let source = (0..column).rev().find(is_amount)?;
        let (printed, amount) = (self.number(row, column)?, self.number(row, source)?);
        let n = self.n_of(row, column)?;
        let [own, of] = [column, source].map(|at| scale(&self.table.heads[at]));
        let expected = Between::of(amount).times(of / own / n as f64);
        if expected.meets(Between::of(printed)) {
            return Some(Ok(()));
        }
        let language = self.told.language;
        let [shown, amount] = [printed, amount].map(|number| number.written(language));
        let right = Printed::rounded(expected.middle(), printed.decimals).written(language);
        let message = format!("{shown} is not {amount} for each of {n}");
        Some(Err(Wrong { row, message, help: format!("it would have to be {right}, within what rounding allows") }))
    }
}
