//! Whether a standard deviation can be one of N whole numbers with that mean: the GRIMMER test (Allard 2018).
//!
//! The sum of the squares of whole numbers is a whole number, is even where their sum is, and is at least what it is when the numbers are as
//! close together as they can be. Zeros and ones, whose mean is a share, have one deviation only, since each is its own square: the DEBIT
//! test (Heathers and Brown 2019). The standard deviation is that of a sample (over N - 1).

use super::Sheet;
use super::granular::Quotient;
use super::number::{Printed, power};
use super::roles::Role;
use crate::diagnostic::Code;

/// A standard deviation of `n` whole numbers whose sum is `sum`.
#[derive(Debug, Clone, Copy)]
struct Spread {
    n: i128,
    sum: i128,
    /// Whether they are zeros and ones.
    binary: bool,
}

impl Spread {
    /// The smallest sum of squares from which a deviation comes to at least so many halves of a unit of its last digit, and the largest up to
    /// which it comes to at most so many; nothing where the numbers are too large to be exact.
    fn squares(self, twice: i128, decimals: u32) -> Option<(i128, i128)> {
        // (n - 1) (twice / (2 d))² + sum² / n, over the denominator 4 d² n.
        let unit = power(decimals).checked_mul(2)?;
        let whole = unit.checked_mul(unit)?.checked_mul(self.n)?;
        let spread = twice.checked_mul(twice)?.checked_mul(self.n)?.checked_mul(self.n - 1)?;
        let mean = unit.checked_mul(unit)?.checked_mul(self.sum.checked_mul(self.sum)?)?;
        let squares = spread.checked_add(mean)?;
        Some((squares.div_euclid(whole) + i128::from(squares.rem_euclid(whole) > 0), squares.div_euclid(whole)))
    }

    /// The sum of squares of the numbers where they are as close together as they can be.
    fn least(self) -> i128 {
        let (each, more) = (self.sum.div_euclid(self.n), self.sum.rem_euclid(self.n));
        (self.n - more) * each * each + more * (each + 1) * (each + 1)
    }

    /// The first sum of squares from `from` on that whole numbers with this sum can have.
    fn next(self, from: i128) -> i128 {
        let from = from.max(self.least());
        from + i128::from((from - self.sum).rem_euclid(2) == 1)
    }

    /// Whether the deviation can be printed so; none where it is too large to be told.
    fn can_be(self, printed: Printed) -> Option<bool> {
        let (low, _) = self.squares((2 * printed.units - 1).max(0), printed.decimals)?;
        let (_, high) = self.squares(2 * printed.units + 1, printed.decimals)?;
        let can = if self.binary { (low..=high).contains(&self.sum) } else { self.next(low) <= high };
        Some(printed.units >= 0 && can)
    }

    /// The nearest deviations on both sides that can be, as they are printed with so many decimals.
    fn instead(self, printed: Printed) -> Vec<Printed> {
        let deviation = |squares: i128| {
            let apart = squares as f64 - self.sum as f64 * self.sum as f64 / self.n as f64;
            Printed::rounded((apart.max(0.0) / (self.n as f64 - 1.0)).sqrt(), printed.decimals)
        };
        if self.binary {
            return vec![deviation(self.sum)];
        }
        let Some((at, _)) = self.squares(2 * printed.units, printed.decimals) else { return Vec::new() };
        let above = self.next(at);
        let below = Some(above - 2).filter(|squares| *squares >= self.least());
        below.into_iter().chain([above]).map(deviation).collect()
    }
}

impl Sheet<'_> {
    /// Holds every standard deviation against the mean on its left and its N.
    pub(super) fn spreads(&mut self) {
        for column in 0..self.roles.len() {
            if self.roles[column] != Role::Spread {
                continue;
            }
            let mean_at = (0..column).rev().find(|at| matches!(self.roles[*at], Role::Mean | Role::Share));
            let binary = mean_at.is_some_and(|at| self.roles[at] == Role::Share);
            for row in 0..self.table.rows.len() {
                let Some(printed) = self.number(row, column) else { continue };
                let mean = mean_at.and_then(|at| self.number(row, at));
                let (Some(mean), Some(n)) = (mean, self.n_of(row, column).filter(|n| *n > 1)) else {
                    self.told.untested += 1;
                    continue;
                };
                let quotient = Quotient { n, scale: 1, share: binary };
                let sums = quotient.sums(mean).into_iter().map(|sum| Spread { n, sum, binary });
                let sums: Vec<Spread> = sums.collect();
                // A mean that cannot be is told of itself.
                if sums.is_empty() {
                    continue;
                }
                let Some(verdicts) = sums.iter().map(|sum| sum.can_be(printed)).collect::<Option<Vec<bool>>>() else {
                    self.told.untested += 1;
                    continue;
                };
                self.told.spreads += 1;
                if verdicts.iter().any(|can| *can) {
                    continue;
                }
                let language = self.told.language;
                let numbers = if binary { "zeros and ones" } else { "whole numbers" };
                let message = format!(
                    "{} cannot be the standard deviation of {n} {numbers} with the mean {}",
                    printed.written(language),
                    mean.written(language)
                );
                let near = sums.iter().flat_map(|sum| sum.instead(printed));
                let mut near: Vec<String> = near.map(|near| near.written(language)).collect();
                near.dedup();
                let help = format!(
                    "nearest that can be: {}; {} of {} sums that the mean can be of fail",
                    near.join(" or "),
                    sums.len(),
                    sums.len()
                );
                self.found(Code::RecheckSpread, row, column, message, help);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::number::Language;
    use super::*;

    fn verdict(mean: &str, spread: &str, n: i128) -> bool {
        let read = |text| Printed::read(text, Language::English).expect("a number");
        let sums = Quotient { n, scale: 1, share: false }.sums(read(mean));
        sums.into_iter().any(|sum| Spread { n, sum, binary: false }.can_be(read(spread)).expect("small numbers"))
    }

    /// The example table `pigs5` of the R package scrutiny, with the verdicts of its own tests, and the example of its vignette.
    #[test]
    fn the_verdicts_are_those_of_scrutiny() {
        let (yes, no) = (true, false);
        for (mean, spread, n, can) in [
            ("7.22", "5.30", 38, no),
            ("4.74", "6.55", 31, yes),
            ("5.23", "2.55", 35, no),
            ("2.57", "2.57", 30, yes),
            ("6.77", "2.18", 33, no),
            ("2.68", "2.59", 34, yes),
            ("7.01", "6.68", 35, no),
            ("7.38", "3.65", 32, yes),
            ("3.14", "5.32", 33, no),
            ("6.89", "4.18", 37, yes),
            ("5.00", "2.18", 31, yes),
            ("0.24", "6.43", 34, yes),
            ("7.3", "2.51", 12, no),
        ] {
            assert_eq!(verdict(mean, spread, n), can, "{mean} {spread} {n}");
        }
    }

    /// The tables of its vignette on GRIMMER. It takes 8.9 with 2.81 for inconsistent, and warns there that this test of its is wrong at
    /// times (its issue 80): 25 numbers that sum to 223 and their squares to 2179 have the mean 8.92 and the deviation 2.812.
    #[test]
    fn the_vignettes_verdicts_are_the_same_but_for_a_mistake_that_it_knows() {
        let (yes, no) = (true, false);
        for (mean, spread, n, can) in [
            ("8.9", "2.81", 25, yes),
            ("2.6", "2.05", 25, no),
            ("7.2", "2.89", 25, yes),
            ("3.6", "3.11", 25, yes),
            ("9.2", "7.13", 25, yes),
            ("10.4", "2.53", 25, yes),
            ("7.3", "3.14", 25, yes),
            ("5.90", "2.19", 40, yes),
            ("5.71", "1.42", 40, no),
            ("3.50", "1.81", 40, yes),
            ("3.82", "2.43", 40, yes),
            ("4.61", "1.92", 40, no),
            ("5.24", "2.51", 40, no),
        ] {
            assert_eq!(verdict(mean, spread, n), can, "{mean} {spread} {n}");
        }
    }

    /// Every three whole numbers from 0 to 6, with their mean and deviation computed and rounded here.
    #[test]
    fn what_was_computed_can_be() {
        for scores in (0..343).map(|at| [at / 49, at / 7 % 7, at % 7]) {
            let sum: i32 = scores.iter().sum();
            let mean = f64::from(sum) / 3.0;
            let squares: f64 = scores.iter().map(|score| f64::from(*score) - mean).map(|apart| apart * apart).sum();
            let (mean, spread) = (format!("{mean:.2}"), format!("{:.2}", (squares / 2.0).sqrt()));
            assert!(verdict(&mean, &spread, 3), "{scores:?}: {mean} {spread}");
        }
    }
}
