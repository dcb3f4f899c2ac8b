//! Whether changes and indexes are those of the columns that they are of.

use super::Sheet;
use super::between::Between;
use super::number::{Printed, power};
use super::roles::Role;
use crate::diagnostic::Code;

impl Sheet<'_> {
    /// Holds every change and every index against the columns on its left.
    pub(super) fn changes(&mut self) {
        for column in 0..self.roles.len() {
            match self.roles[column] {
                Role::Change | Role::ChangePercent => self.change(column),
                Role::Index => self.index(column),
                _ => {}
            }
        }
    }

    /// The columns on the left with numbers that a change can be of, the nearest first.
    fn sources(&self, column: usize) -> Vec<usize> {
        let is_one = |at: &usize| {
            matches!(self.roles[*at], Role::Count | Role::Number | Role::Percent | Role::Share | Role::Mean)
        };
        (0..column).rev().filter(is_one).collect()
    }

    fn change(&mut self, column: usize) {
        let sources = self.sources(column);
        let pair = match sources.as_slice() {
            [after, rest @ ..] => rest.iter().find(|at| self.roles[**at] == self.roles[*after]).map(|at| (*at, *after)),
            [] => None,
        };
        for row in 0..self.table.rows.len() {
            let Some(printed) = self.number(row, column) else { continue };
            let numbers = pair.and_then(|(before, after)| Some((self.number(row, before)?, self.number(row, after)?)));
            let Some((before, after)) = numbers else {
                self.told.untested += 1;
                continue;
            };
            let (from, to) = (Between::of(before), Between::of(after));
            let apart = to.minus(from);
            let in_percent = || to.over(from).map(|ratio| ratio.minus(Between { low: 1.0, high: 1.0 }).times(100.0));
            let readings: Vec<(&str, Option<Between>)> = match self.roles[column] {
                Role::ChangePercent => vec![("the change in percent", in_percent())],
                _ => vec![("the difference", Some(apart)), ("the change in percent", in_percent())],
            };
            let told: Vec<(&str, Between)> =
                readings.into_iter().filter_map(|(what, one)| Some((what, one?))).collect();
            if told.is_empty() {
                self.told.untested += 1;
                continue;
            }
            self.told.changes += 1;
            let own = Between::of(printed);
            if told.iter().any(|(_, one)| one.meets(own)) {
                continue;
            }
            let language = self.told.language;
            let [shown, before, after] = [printed, before, after].map(|number| number.written(language));
            self.differs((row, column), printed, format!("{shown} is not the change from {before} to {after}"), &told);
        }
    }

    fn index(&mut self, column: usize) {
        let source = self.sources(column).first().copied();
        let hundred =
            |row: &usize| self.number(*row, column).is_some_and(|number| number.units == 100 * power(number.decimals));
        let bases: Vec<usize> = (0..self.table.rows.len()).filter(hundred).collect();
        let base = source.and_then(|at| bases.iter().find_map(|row| Some((*row, self.number(*row, at)?))));
        for row in 0..self.table.rows.len() {
            let Some(printed) = self.number(row, column) else { continue };
            let of = source.and_then(|at| self.number(row, at));
            let ratio = base.zip(of).and_then(|((at, base), of)| {
                // A base is its own hundred, whatever it was rounded from.
                let exact = at == row;
                let ratio = Between::of(of).over(Between::of(base))?.times(100.0);
                Some((base, of, if exact { Between { low: 100.0, high: 100.0 } } else { ratio }))
            });
            let Some((base, of, ratio)) = ratio else {
                self.told.untested += 1;
                continue;
            };
            self.told.changes += 1;
            if ratio.meets(Between::of(printed)) {
                continue;
            }
            let language = self.told.language;
            let [shown, of, base] = [printed, of, base].map(|number| number.written(language));
            let message = format!("{shown} is not the index of {of} where {base} is 100");
            self.differs((row, column), printed, message, &[("the index", ratio)]);
        }
    }

    fn differs(&mut self, (row, column): (usize, usize), like: Printed, message: String, readings: &[(&str, Between)]) {
        let language = self.told.language;
        let written = |number: f64| Printed::rounded(number, like.decimals).written(language);
        let right: Vec<String> =
            readings.iter().map(|(what, one)| format!("{} ({what})", written(one.middle()))).collect();
        let help = format!(
            "it would have to be {}, within what rounding allows; {} of {} readings fail",
            right.join(" or "),
            readings.len(),
            readings.len()
        );
        self.found(Code::RecheckChange, row, column, message, help);
    }
}
