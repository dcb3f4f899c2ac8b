//! What a stat says of the observations that are counted, whoever counted them.

use super::{effect_size, sum};
use crate::value::Stat;

/// What a value rests on, as numbers.
#[derive(Debug, Clone, Copy)]
pub struct Grounds<'a> {
    /// The numbers of the observations that are counted.
    pub counted: &'a [f64],
    /// The scores that those numbers are changes from, where they are.
    pub baselines: Option<&'a [f64]>,
    /// What each of them is an outcome of, where an exhibit shows several outcomes of one thing.
    pub stats: Option<&'a [Stat]>,
    /// What stands below the line: the units, or what the observations count for.
    pub below: f64,
    /// What a share is taken of, where that is not what stands below the line.
    pub whole: Option<f64>,
    /// Whether the source states the value, so that nothing is computed.
    pub stated: bool,
    /// The effect that others have.
    pub norm: f64,
}

impl Grounds<'_> {
    /// What stands above the line.
    pub fn numerator(&self) -> f64 {
        sum(self.counted.to_vec())
    }

    /// What `stat` says. Of nobody there is no share, no mean and no effect, and what is stated or reached must be so by
    /// some observation. What is no number says that there is none: a payback that never comes.
    pub fn said(&self, stat: Stat) -> Option<f64> {
        let some = !self.counted.is_empty();
        let taken = |stat: Stat| {
            let of_stat = self.counted.iter().zip(self.stats?).filter(|(_, own)| **own == stat);
            let own: Vec<f64> = of_stat.map(|(number, _)| *number).collect();
            (!own.is_empty()).then(|| sum(own))
        };
        let said = match stat {
            _ if self.stated => some.then(|| self.numerator()),
            Stat::Count
            | Stat::Sum
            | Stat::PresentValue
            | Stat::CumulativePresentValue
            | Stat::Persons
            | Stat::PersonYears
            | Stat::CumulativeSum
            | Stat::Expected => Some(self.numerator()),
            Stat::Base | Stat::Low | Stat::High => taken(stat),
            Stat::Span => Some((taken(Stat::High)? - taken(Stat::Low)?).abs()),
            Stat::Value | Stat::PaybackYear | Stat::PaybackTime => some.then(|| self.numerator()),
            Stat::Share | Stat::Mean | Stat::MeanOf(_) => {
                let below = if stat == Stat::Share { self.whole.unwrap_or(self.below) } else { self.below };
                (below != 0.0).then(|| self.numerator() / below)
            }
            Stat::Effect | Stat::RelativeEffect => {
                let effect = effect_size(self.counted, self.baselines?)?;
                Some(if stat == Stat::RelativeEffect { effect - self.norm } else { effect })
            }
        };
        said.filter(|said| said.is_finite())
    }
}
