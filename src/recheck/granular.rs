//! Whether a percentage or a mean can be one of N whole numbers: the GRIM test (Brown and Heathers 2017).
//!
//! A sum `k` of whole numbers over N is printed with some decimals. What lies between two such quotients after rounding cannot have been
//! printed. Where a quotient lies in the middle of two printed numbers, either is taken as right, since nobody says how they rounded.

use super::number::{Printed, power};

/// How many whole numbers are looked at on each side: with an N of thousands a number of few decimals can be of so many that each is as
/// good as none.
const MOST: usize = 1000;

/// A number that is to be `scale` times a whole number over `n`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Quotient {
    /// The number of units.
    pub(super) n: i128,
    /// 100 for percentages, 1 for means and for shares from 0 to 1.
    pub(super) scale: i128,
    /// Whether the whole number is at most N.
    pub(super) share: bool,
}

impl Quotient {
    /// The whole numbers next to the one that the printed number says: the nearest at or below, and the next.
    fn near(self, printed: Printed) -> [i128; 2] {
        let below = (printed.units * self.n).div_euclid(self.scale * power(printed.decimals));
        [below, below + 1]
    }

    /// Whether `k` is printed so.
    pub(super) fn prints(self, k: i128, printed: Printed) -> bool {
        let apart = self.scale * k * power(printed.decimals) - printed.units * self.n;
        2 * apart.abs() <= self.n
    }

    /// Whether a whole number is printed so.
    pub(super) fn can_be(self, printed: Printed) -> bool {
        self.near(printed).into_iter().any(|k| self.fits(k, printed))
    }

    fn fits(self, k: i128, printed: Printed) -> bool {
        self.prints(k, printed) && (!self.share || (0..=self.n).contains(&k))
    }

    /// All whole numbers that are printed so.
    pub(super) fn sums(self, printed: Printed) -> Vec<i128> {
        let [below, _] = self.near(printed);
        let down = (0..).map(|step| below - step).take_while(|k| self.prints(*k, printed));
        let up = (1..).map(|step| below + step).take_while(|k| self.prints(*k, printed));
        let mut all: Vec<i128> = down.take(MOST).chain(up.take(MOST)).filter(|k| self.fits(*k, printed)).collect();
        all.sort_unstable();
        all
    }

    /// `k` as it is printed with that many decimals, a half rounded up.
    pub(super) fn of(self, k: i128, decimals: u32) -> Printed {
        let units = (2 * self.scale * k * power(decimals) + self.n).div_euclid(2 * self.n);
        Printed { units, decimals }
    }

    /// What could have been printed instead, with its whole number: the nearest on both sides.
    pub(super) fn instead(self, printed: Printed) -> Vec<(i128, Printed)> {
        let mut near = self.near(printed);
        if self.share {
            near = near.map(|k| k.clamp(0, self.n));
        }
        let mut all: Vec<_> = near.into_iter().map(|k| (k, self.of(k, printed.decimals))).collect();
        all.dedup();
        all
    }

    /// Of all that can be printed from one whole number to the next (percentages: from 0 to 100), how many cannot be, and of how many;
    /// nothing if they are too many to be counted.
    pub(super) fn impossible(self, decimals: u32) -> Option<(usize, i128)> {
        let all = self.scale * power(decimals);
        let cannot = |units: &i128| !self.can_be(Printed { units: *units, decimals });
        (all <= 1_000_000).then(|| ((0..all).filter(cannot).count(), all))
    }
}

#[cfg(test)]
mod tests {
    use super::super::number::Language;
    use super::*;

    fn verdicts(scale: i128, cases: &[(&str, i128)]) -> Vec<bool> {
        let one = |(text, n): &(&str, i128)| {
            let printed = Printed::read(text, Language::English).expect("a number");
            Quotient { n: *n, scale, share: scale == 100 }.can_be(printed)
        };
        cases.iter().map(one).collect()
    }

    /// The example tables `pigs1` (means) and `pigs2` (percentages) of the R package scrutiny, with the verdicts of its README.
    #[test]
    fn the_verdicts_are_those_of_scrutiny() {
        let pigs1 = [
            ("7.22", 32),
            ("4.74", 25),
            ("5.23", 29),
            ("2.57", 24),
            ("6.77", 27),
            ("2.68", 28),
            ("7.01", 29),
            ("7.38", 26),
            ("3.14", 27),
            ("6.89", 31),
            ("5.00", 25),
            ("0.24", 28),
        ];
        let (yes, no) = (true, false);
        assert_eq!(verdicts(1, &pigs1), [yes, no, no, no, no, yes, no, yes, no, no, yes, no]);
        let pigs2 = ["67.4", "54.2", "54.0", "69.8", "68.1", "55.4"].map(|x| (x, 150));
        assert_eq!(verdicts(100, &pigs2), [no, no, yes, no, no, no]);
    }

    /// Its ratios: 0.75 of two decimals with N = 25, 0.85 of one decimal of a percentage with N = 150.
    #[test]
    fn so_many_cannot_be() {
        assert_eq!(Quotient { n: 25, scale: 1, share: false }.impossible(2), Some((75, 100)));
        assert_eq!(Quotient { n: 150, scale: 100, share: true }.impossible(1), Some((850, 1000)));
        assert_eq!(Quotient { n: 100, scale: 1, share: false }.impossible(2), Some((0, 100)));
    }

    /// Every whole number of every small N, rounded by hand (long division of whole numbers), can be.
    #[test]
    fn what_was_rounded_can_be() {
        for n in 1..=60_i128 {
            for k in 0..=n {
                for decimals in 0..3 {
                    let units = (k * 200 * power(decimals) + n) / (2 * n);
                    assert!(Quotient { n, scale: 100, share: true }.can_be(Printed { units, decimals }), "{k} of {n}");
                }
            }
        }
    }

    #[test]
    fn a_share_is_of_its_n() {
        assert_eq!(verdicts(100, &[("100", 7), ("114.3", 7), ("-14.3", 7)]), [true, false, false]);
    }
}
