//! Effect sizes of changes.
//!
//! The mean change over the standard deviation of the first scores. The change is told in the spread that people had
//! before, which is Glass's delta with their own first scores as the control: G. V. Glass, *Primary, Secondary, and
//! Meta-Analysis of Research*, Educational Researcher 5 (1976), 3-8; for one group before and after, B. J. Becker,
//! *Synthesizing Standardized Mean-Change Measures*, British Journal of Mathematical and Statistical Psychology 41 (1988),
//! 257-278.

use crate::estimate::Exact;

/// The spread of first scores, gathered in two rounds: their mean, and how far each is from it.
#[derive(Debug, Clone, Default)]
pub struct Spread {
    count: usize,
    sum: Exact,
    squares: Exact,
    /// The first score, and whether all others are the same: the same score may not be its own mean in the last digit.
    same: Option<(f64, bool)>,
}

impl Spread {
    /// Of these scores.
    pub fn of(scores: &[f64]) -> Self {
        let mut spread = Self::default();
        for score in scores {
            spread.count(*score);
        }
        let mean = spread.mean();
        for score in scores {
            spread.square(*score, mean);
        }
        spread
    }

    /// The first round.
    pub fn count(&mut self, score: f64) {
        self.count += 1;
        self.sum.add(score);
        self.same = match self.same {
            None => Some((score, true)),
            Some((first, same)) => Some((first, same && first.to_bits() == score.to_bits())),
        };
    }

    /// The mean of the scores counted.
    pub fn mean(&self) -> f64 {
        self.sum.value() / self.count as f64
    }

    /// The second round, with the mean of the first.
    pub fn square(&mut self, score: f64, mean: f64) {
        self.squares.add((score - mean) * (score - mean));
    }

    /// The standard deviation (n-1); none of fewer than two scores, or where all are the same.
    pub fn deviation(&self) -> Option<f64> {
        let variance = self.squares.value() / (self.count as f64 - 1.0);
        let differ = self.same.is_some_and(|(_, same)| !same);
        (self.count >= 2 && differ && variance > 0.0).then(|| variance.sqrt())
    }
}

#[cfg(test)]
mod tests {
    use super::Spread;

    #[test]
    fn worked_by_hand() {
        // 10, 20, 30: mean 20, squares 100 + 0 + 100, over 2: 100.
        assert_eq!(Spread::of(&[10.0, 20.0, 30.0]).deviation(), Some(10.0));
        // 1, 3: mean 2, squares 1 + 1, over 1: 2.
        assert_eq!(Spread::of(&[1.0, 3.0]).deviation(), Some(std::f64::consts::SQRT_2));
    }

    #[test]
    fn without_spread_there_is_none() {
        assert_eq!(Spread::of(&[10.0]).deviation(), None);
        assert_eq!(Spread::of(&[]).deviation(), None);
        assert_eq!(Spread::of(&[0.1, 0.1, 0.1]).deviation(), None);
    }
}
