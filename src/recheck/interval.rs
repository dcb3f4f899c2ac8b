//! Whether numbers lie in their intervals, and whether the intervals are of the kind that the table says.

use super::Sheet;
use super::granular::Quotient;
use super::number::{Printed, power};
use super::roles::Role;
use crate::diagnostic::Code;

/// The normal quantile of a 95 % interval.
const Z: f64 = 1.959_963_984_540_054;

/// A kind of interval of a share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Interval {
    /// Wilson's, 95 %, without correction for continuity.
    Wilson,
    /// Wald's, 95 %: the share and 1.96 standard errors on both sides.
    Wald,
}

impl Interval {
    /// What it is called.
    fn name(self) -> &'static str {
        match self {
            Self::Wilson => "Wilson",
            Self::Wald => "Wald",
        }
    }

    /// The ends for `k` of `n`.
    fn of(self, k: f64, n: f64) -> (f64, f64) {
        let share = k / n;
        match self {
            Self::Wilson => {
                let (square, below) = (Z * Z, n + Z * Z);
                let middle = (k + square / 2.0) / below;
                let half = Z * (share * (1.0 - share) * n + square / 4.0).max(0.0).sqrt() / below;
                (middle - half, middle + half)
            }
            Self::Wald => {
                let half = Z * (share * (1.0 - share) / n).max(0.0).sqrt();
                (share - half, share + half)
            }
        }
    }
}

impl Sheet<'_> {
    /// Holds every interval against the number on its left, and against its kind where that is told.
    pub(super) fn intervals(&mut self) {
        for upper in 1..self.roles.len() {
            if (self.roles[upper - 1], self.roles[upper]) != (Role::Lower, Role::Upper) {
                continue;
            }
            let lower = upper - 1;
            let is_value = |at: &usize| {
                matches!(self.roles[*at], Role::Percent | Role::Share | Role::Mean | Role::Number | Role::Count)
            };
            let value = (0..lower).rev().find(is_value);
            for row in 0..self.table.rows.len() {
                let (Some(low), Some(high)) = (self.number(row, lower), self.number(row, upper)) else { continue };
                let Some((at, value)) = value.and_then(|at| Some((at, self.number(row, at)?))) else {
                    self.told.untested += 1;
                    continue;
                };
                self.told.intervals += 1;
                self.lies_in(row, at, value, (low, high));
                self.is_of_its_kind((row, lower), self.roles[at], value, (low, high));
            }
        }
    }

    fn lies_in(&mut self, row: usize, column: usize, value: Printed, (low, high): (Printed, Printed)) {
        if at_most(low, value) && at_most(value, high) && at_most(low, high) {
            return;
        }
        let language = self.told.language;
        let [low, value, high] = [low, value, high].map(|number| number.written(language));
        let message = format!("{value} is not within its interval from {low} to {high}");
        let help = "it would have to be no less than the lower and no more than the upper end".to_owned();
        self.found(Code::RecheckInterval, row, column, message, help);
    }

    fn is_of_its_kind(
        &mut self,
        (row, column): (usize, usize),
        role: Role,
        value: Printed,
        (low, high): (Printed, Printed),
    ) {
        let Some(kind) = self.interval else { return };
        let scale = match role {
            Role::Percent => 100,
            Role::Share => 1,
            _ => return,
        };
        let Some(n) = self.n_of(row, column) else { return };
        let ways = Quotient { n, scale, share: true }.sums(value);
        if ways.is_empty() {
            return;
        }
        let ends = |k: &i128| {
            let (low, high) = kind.of(*k as f64, n as f64);
            (low * scale as f64, high * scale as f64)
        };
        let ways: Vec<(i128, (f64, f64))> = ways.iter().map(|k| (*k, ends(k))).collect();
        if ways.iter().any(|(_, ends)| prints(low, ends.0) && prints(high, ends.1)) {
            return;
        }
        let language = self.told.language;
        let written = |number: f64, like: Printed| Printed::rounded(number, like.decimals).written(language);
        let message = format!(
            "{} to {} is not the {} interval of {} with N = {n}",
            low.written(language),
            high.written(language),
            kind.name(),
            value.written(language)
        );
        let right: Vec<String> = ways
            .iter()
            .map(|(k, ends)| format!("{} to {} ({k} / {n})", written(ends.0, low), written(ends.1, high)))
            .collect();
        let help =
            format!("it would have to be {}; {} of {} readings fail", right.join(" or "), ways.len(), ways.len());
        self.found(Code::RecheckInterval, row, column, message, help);
    }
}

/// Whether one number can be at most the other, after rounding.
fn at_most(one: Printed, other: Printed) -> bool {
    let decimals = one.decimals.max(other.decimals);
    // Rounded alike nothing changes its order; rounded otherwise each may be off by half a unit of its last digit.
    let twice_allowed = if one.decimals == other.decimals {
        0
    } else {
        power(decimals - one.decimals) + power(decimals - other.decimals)
    };
    2 * (one.at(decimals) - other.at(decimals)) <= twice_allowed
}

/// Whether a number is printed so.
fn prints(printed: Printed, number: f64) -> bool {
    (number * power(printed.decimals) as f64 - printed.units as f64).abs() <= 0.5 + 1e-6
}

#[cfg(test)]
mod tests {
    use super::Interval;

    /// 81 of 263: Newcombe (1998), table I, has 0.2553 to 0.3662 for Wilson's (method 3) and 0.2522 to 0.3638 for the simple one (method 1).
    /// 0 of 20 has 0.0000 to 0.1611 for Wilson's.
    #[test]
    fn the_ends_are_those_of_newcombe() {
        for (kind, k, n, low, high) in [
            (Interval::Wilson, 81.0, 263.0, "0.2553", "0.3662"),
            (Interval::Wald, 81.0, 263.0, "0.2522", "0.3638"),
            (Interval::Wilson, 0.0, 20.0, "0.0000", "0.1611"),
        ] {
            let ends = kind.of(k, n);
            assert_eq!((format!("{:.4}", ends.0.abs()), format!("{:.4}", ends.1)), (low.to_owned(), high.to_owned()));
        }
    }
}
