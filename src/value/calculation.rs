//! How a value was made: the calculation itself, with its numbers as they were computed.

use crate::estimate::{Inputs, Statistic};

/// The last step of a value's making, with everything in it: whoever has these numbers can do it again and gets the value
/// to the last digit.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub enum Calculation {
    /// There is nothing to say: nobody is counted, or the source does not state it.
    #[default]
    Nothing,
    /// What is counted, added up; or the number as its source states it.
    Sum {
        /// The sum.
        sum: f64,
    },
    /// A share or a mean.
    Quotient {
        /// What is counted, added up.
        numerator: f64,
        /// What it is taken over.
        denominator: f64,
    },
    /// An effect size: the mean change over a standard deviation, less the effect that others have.
    Effect {
        /// The changes, added up.
        sum: f64,
        /// How many they are.
        count: f64,
        /// The standard deviation of the first scores.
        deviation: f64,
        /// The effect that others have, where it is told from that.
        norm: Option<f64>,
    },
    /// How far apart an outcome is at the two ends of an assumption's range.
    Span {
        /// At the low end.
        low: f64,
        /// At the high end.
        high: f64,
    },
    /// A statistic of the registry, from the numbers that its last step takes.
    Statistic {
        /// Which.
        of: &'static Statistic,
        /// The numbers.
        inputs: Inputs,
    },
}

impl Calculation {
    /// What is divided by what, where it is one number over another.
    pub fn quotient(self) -> Option<(f64, f64)> {
        match self {
            Self::Quotient { numerator, denominator } => Some((numerator, denominator)),
            Self::Statistic { of, inputs } => match *inputs.numbers() {
                [one, other] => {
                    let is = |value: f64| value.to_bits() == (one / other).to_bits();
                    of.value(&inputs).is_some_and(is).then_some((one, other))
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// What it comes to; none where that is no number.
    pub fn value(self) -> Option<f64> {
        let value = match self {
            Self::Nothing => return None,
            Self::Sum { sum } => sum,
            Self::Quotient { numerator, denominator } => numerator / denominator,
            Self::Effect { sum, count, deviation, norm } => {
                let effect = sum / count / deviation;
                norm.map_or(effect, |norm| effect - norm)
            }
            Self::Span { low, high } => (high - low).abs(),
            Self::Statistic { of, inputs } => return of.value(&inputs),
        };
        Some(value).filter(|value| value.is_finite())
    }
}

#[cfg(test)]
mod tests {
    use super::Calculation;
    use crate::estimate::{Inputs, named};

    #[test]
    fn what_is_one_number_over_another_says_which() {
        let told = |name: &str, numbers: &[f64]| {
            let of = named(name).expect("a statistic");
            Calculation::Statistic { of, inputs: Inputs::of(numbers) }.quotient()
        };
        assert_eq!(told("share_of", &[2500.0, 10000.0]), Some((2500.0, 10000.0)));
        assert_eq!(told("ratio", &[3.0, 4.0]), Some((3.0, 4.0)));
        // 30 less 24, and 30 with 24 as 100.
        assert_eq!(
            [told("difference", &[30.0, 24.0]), told("index", &[30.0, 24.0]), told("missing", &[3.0])],
            [None; 3]
        );
        assert_eq!(Calculation::Quotient { numerator: 1.0, denominator: 4.0 }.quotient(), Some((1.0, 4.0)));
        assert_eq!(Calculation::Sum { sum: 1.0 }.quotient(), None);
    }
}
