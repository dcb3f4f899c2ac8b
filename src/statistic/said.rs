//! What a stat says of the observations that are counted, whoever counted them: the calculation, with its numbers.

use crate::estimate::{Clusters, IntervalKind, t_interval, wilson_interval};
use crate::value::{Calculation, Stat};

/// What a value rests on, as numbers.
#[derive(Debug, Clone, Copy, Default)]
pub struct Grounds {
    /// How many observations are counted.
    pub counted: usize,
    /// The sum of their numbers.
    pub numerator: f64,
    /// What a share or a mean is taken over: the units, or what the observations among which it is counted count for.
    pub denominator: f64,
    /// What a share is taken of, where that is not the denominator.
    pub whole: Option<f64>,
    /// The standard deviation of the scores that the numbers are changes from, where there is one.
    pub deviation: Option<f64>,
    /// What an outcome comes to as stated, at the low and at the high end, where one is varied.
    pub outcomes: [Option<f64>; 3],
    /// Whether the source states the value, so that nothing is computed.
    pub stated: bool,
    /// The effect that others have.
    pub norm: f64,
}

impl Grounds {
    /// How `stat` is computed. Of nobody there is no share, no mean and no effect, and what is stated or reached must be so
    /// by some observation. What is no number says that there is none: a payback that never comes.
    pub fn calculation(&self, stat: Stat) -> Calculation {
        let some = self.counted > 0;
        let sum = Calculation::Sum { sum: self.numerator };
        let if_any = if some { sum } else { Calculation::Nothing };
        let outcome = |at: usize| self.outcomes[at].map_or(Calculation::Nothing, |sum| Calculation::Sum { sum });
        let over = |denominator: f64| {
            if denominator == 0.0 {
                return Calculation::Nothing;
            }
            Calculation::Quotient { numerator: self.numerator, denominator }
        };
        let said = match stat {
            _ if self.stated => if_any,
            Stat::Other(_) => Calculation::Nothing,
            Stat::Count
            | Stat::Sum
            | Stat::PresentValue
            | Stat::CumulativePresentValue
            | Stat::Persons
            | Stat::PersonYears
            | Stat::CumulativeSum
            | Stat::Expected => sum,
            Stat::Base => outcome(0),
            Stat::Low => outcome(1),
            Stat::High => outcome(2),
            Stat::Span => match self.outcomes {
                [_, Some(low), Some(high)] => Calculation::Span { low, high },
                _ => Calculation::Nothing,
            },
            Stat::Value | Stat::PaybackYear | Stat::PaybackTime => if_any,
            Stat::Share => over(self.whole.unwrap_or(self.denominator)),
            Stat::Mean | Stat::MeanOf(_) => over(self.denominator),
            Stat::Effect | Stat::RelativeEffect => match self.deviation {
                Some(deviation) => Calculation::Effect {
                    sum: self.numerator,
                    count: self.counted as f64,
                    deviation,
                    norm: (stat == Stat::RelativeEffect).then_some(self.norm),
                },
                None => Calculation::Nothing,
            },
        };
        if said.value().is_some() { said } else { Calculation::Nothing }
    }
}

/// The interval of a kind around what a stat says: by the sum of what is counted and what it is taken over, by the units that
/// observations are of, or by the numbers that are counted. None where the kind is of something else.
pub fn interval(
    (kind, stat): (IntervalKind, Stat),
    (sum, over): (f64, Option<f64>),
    clusters: impl FnOnce() -> Option<Clusters>,
    counted: impl FnOnce() -> Vec<f64>,
) -> Option<(f64, f64)> {
    match (kind, stat) {
        (IntervalKind::Wilson, Stat::Share) => wilson_interval(sum, over?),
        (IntervalKind::Cluster, Stat::Share | Stat::Mean | Stat::MeanOf(_)) => clusters()?.interval(),
        (IntervalKind::T, Stat::Mean | Stat::MeanOf(_)) => t_interval(&counted()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::Grounds;
    use crate::value::Stat;

    #[test]
    fn what_is_called_a_quotient_depends_on_what_is_below_the_line_and_nothing_else_does() {
        let told = |denominator, stat| {
            let outcomes = [Some(1.0), Some(2.0), Some(3.0)];
            let grounds = Grounds {
                counted: 3,
                numerator: 6.0,
                denominator,
                deviation: Some(2.0),
                outcomes,
                ..Grounds::default()
            };
            grounds.calculation(stat).value()
        };
        for stat in Stat::ALL {
            assert_eq!(told(4.0, stat) != told(8.0, stat), stat.is_quotient(), "{}", stat.name());
        }
        // By hand: 6 over 4, and 6 over 8.
        assert_eq!([told(4.0, Stat::Mean), told(8.0, Stat::Share)], [Some(1.5), Some(0.75)]);
    }
}
