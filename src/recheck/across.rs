//! Whether the columns of a row add up to the total on their right.

use super::Sheet;
use super::number::{Printed, power};
use super::roles::{Role, is_total_head};
use super::totals::adds_up;
use crate::diagnostic::Code;

impl Sheet<'_> {
    /// Adds up every column that is a total of those on its left. Numbers of which nobody says what they are (they may be means) are taken
    /// as sums only if at least half of the rows are.
    pub(super) fn totals_across(&mut self) {
        let mut since = 0;
        for column in 0..self.roles.len() {
            if !is_total_head(&self.table.heads[column]) {
                continue;
            }
            let parts = self.parts(since, column);
            since = column + 1;
            if parts.len() > 1 {
                self.total_across(column, &parts);
            }
        }
    }

    /// The columns that may be parts of a total.
    fn parts(&self, since: usize, total: usize) -> Vec<usize> {
        let whole = |role| matches!(role, Role::Count | Role::Number);
        let alike = |role: Role| match self.roles[total] {
            Role::Percent => role == Role::Percent,
            Role::Count | Role::Number => whole(role),
            _ => false,
        };
        (since..total).filter(|at| alike(self.roles[*at])).collect()
    }

    fn total_across(&mut self, column: usize, parts: &[usize]) {
        let counts = parts.iter().all(|at| self.roles[*at] == Role::Count);
        let percent = self.roles[column] == Role::Percent;
        let (mut right, mut wrong) = (0, Vec::new());
        for row in 0..self.table.rows.len() {
            let Some(total) = self.number(row, column) else { continue };
            // Percentages that do not come to 100 are rates, each of its own.
            if percent && total.units != 100 * power(total.decimals) {
                continue;
            }
            let numbers: Option<Vec<Printed>> = parts.iter().map(|at| self.number(row, *at)).collect();
            let Some(numbers) = numbers else {
                self.told.unsummed += 1;
                continue;
            };
            match adds_up(&numbers, total, counts) {
                (_, true) => right += 1,
                (sum, false) => wrong.push((row, total, sum)),
            }
        }
        if !counts && !percent && right < wrong.len() {
            self.told.unsummed += right + wrong.len();
            return;
        }
        self.told.totals += right + wrong.len();
        let language = self.told.language;
        for (row, total, sum) in wrong {
            let message = format!("the total {} is not the sum of the columns on its left", total.written(language));
            let within = if counts { "exactly, since units are counted" } else { "within what rounding allows" };
            let help = format!("it would have to be {}, {within}", sum.written(language));
            self.found(Code::RecheckTotal, row, column, message, help);
        }
    }
}
