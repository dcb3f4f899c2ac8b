//! The interval of a mean over observations of which several are of one unit.

use super::Exact;
use super::student::t_quantile;

/// The observations of a mean, by the unit that they are of. Its 95 % interval is that of a regression on a constant whose
/// variance allows the observations of a unit to resemble each other:
///
/// ```text
/// variance = G/(G-1) · Σ_g (Σ_i in g (y_i - ȳ w_i))² / N²,   N = Σ w_i,   ȳ = Σ y_i / N
/// ```
///
/// Where each observation counts for one, w is 1 and N their number; else the mean is a ratio, and this is its linearised variance.
///
/// reached to with the t quantile of G-1 degrees of freedom. Shares so found may reach below 0 and above 1.
///
/// K.-Y. Liang and S. L. Zeger, *Longitudinal Data Analysis Using Generalized Linear Models*, Biometrika 73 (1986), 13-22; the
/// factor for few clusters as in A. C. Cameron and D. L. Miller, *A Practitioner's Guide to Cluster-Robust Inference*, Journal
/// of Human Resources 50 (2015), 317-372, with one parameter, where (N-1)/(N-1) is left.
#[derive(Debug, Clone)]
pub struct Clusters {
    n: f64,
    mean: f64,
    count: usize,
    squares: Exact,
}

/// What is gathered of one unit, observation by observation.
///
/// Most observations of a unit are like the one before them: a share's are 0 or 1, month after month. Such ones are counted, and added
/// together when another comes. As sums are exact, they come to the same as one by one.
#[derive(Debug, Clone, Default)]
pub struct OfUnit {
    counted: f64,
    residuals: Exact,
    /// The residual of the last observations, and how many of them have it.
    alike: (f64, u32),
}

impl OfUnit {
    fn count(&mut self, residual: f64) {
        if self.alike.0.to_bits() != residual.to_bits() {
            self.add_alike();
            self.alike.0 = residual;
        }
        self.alike.1 += 1;
    }

    /// Adds the observations that are alike, of which none are left to be added.
    fn add_alike(&mut self) {
        match std::mem::take(&mut self.alike) {
            (_, 0) => {}
            (residual, 1) => self.residuals.add(residual),
            (residual, times) => self.residuals.add_times(residual, times.into()),
        }
    }
}

impl Clusters {
    /// Of what adds up to so much over so many: the observations, what they count for, or their units.
    pub fn new(sum: f64, n: f64) -> Self {
        Self { n, mean: sum / n, count: 0, squares: Exact::default() }
    }

    /// Counts an observation of a unit: its number, and what it counts for where the mean is over what observations count for.
    pub fn count(&self, unit: &mut OfUnit, number: f64, weight: f64) {
        unit.counted += weight;
        unit.count(number - self.mean * weight);
    }

    /// Adds a unit that is so much of what the mean is over. What of that is not counted is a 0 of the share.
    pub fn add(&mut self, mut unit: OfUnit, all: f64) {
        unit.add_alike();
        unit.residuals.add_times(0.0 - self.mean, all - unit.counted);
        let residuals = unit.residuals.value();
        self.count += 1;
        self.squares.add(residuals * residuals);
    }

    /// Adds the units that were added to another of the same mean.
    pub fn add_units(&mut self, other: &Self) {
        self.count += other.count;
        self.squares.add_sum(&other.squares);
    }

    /// The interval; none of fewer than two units.
    pub fn interval(&self) -> Option<(f64, f64)> {
        if self.count < 2 {
            return None;
        }
        let clusters = self.count as f64;
        let variance = clusters / (clusters - 1.0) * self.squares.value() / (self.n * self.n);
        let half = quantile(clusters - 1.0) * variance.sqrt();
        Some((self.mean - half, self.mean + half))
    }
}

/// What a 95 % interval reaches to on each side in Student's t distribution.
fn quantile(freedom: f64) -> f64 {
    const EACH_SIDE: f64 = 0.975;
    t_quantile(EACH_SIDE, freedom)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Clusters, Exact, OfUnit, quantile};
    use proptest::prelude::*;

    fn cluster_interval(values: &[f64], units: &[usize]) -> Option<(f64, f64)> {
        let mut clusters = Clusters::new(values.iter().sum(), values.len() as f64);
        let mut by_unit: BTreeMap<usize, (OfUnit, f64)> = BTreeMap::new();
        for (value, unit) in values.iter().zip(units) {
            let (gathered, all) = by_unit.entry(*unit).or_default();
            clusters.count(gathered, *value, 1.0);
            *all += 1.0;
        }
        for (unit, all) in by_unit.into_values() {
            clusters.add(unit, all);
        }
        clusters.interval()
    }

    #[test]
    fn worked_by_hand() {
        // Two units with 1, 1 and 0, 1: mean 3/4, residuals sum to 1/2 and -1/2, so the variance is 2/1 · (1/4+1/4) / 16 = 1/16.
        let (lower, upper) = cluster_interval(&[1.0, 1.0, 0.0, 1.0], &[7, 7, 3, 3]).expect("two units");
        let half = 12.706_204_736_174_69 / 4.0;
        assert!((lower - (0.75 - half)).abs() < 1e-9 && (upper - (0.75 + half)).abs() < 1e-9, "{lower} {upper}");
    }

    #[test]
    fn one_unit_says_nothing_of_others() {
        assert_eq!(cluster_interval(&[1.0, 0.0], &[0, 0]), None);
        assert_eq!(cluster_interval(&[], &[]), None);
    }

    proptest! {
        /// Residuals of a unit that are alike come to what they come to one by one, in whatever order they stand; the mean has no last
        /// decimal here.
        #[test]
        fn what_is_alike_is_added_as_one_by_one(numbers in prop::collection::vec(0..3u8, 0..40), weight in 1..3u8) {
            let clusters = Clusters::new(1.0, 3.0);
            let (mut unit, mut one_by_one) = (OfUnit::default(), Exact::default());
            for number in &numbers {
                clusters.count(&mut unit, (*number).into(), weight.into());
                one_by_one.add(f64::from(*number) - 1.0 / 3.0 * f64::from(weight));
            }
            unit.add_alike();
            prop_assert_eq!(unit.residuals.value().to_bits(), one_by_one.value().to_bits());
        }

        #[test]
        fn with_an_observation_each_it_is_the_plain_interval(values in prop::collection::vec(-10.0..10.0, 2..40)) {
            let units: Vec<usize> = (0..values.len()).collect();
            let (lower, upper) = cluster_interval(&values, &units).expect("two units");
            let n = values.len() as f64;
            let mean = values.iter().sum::<f64>() / n;
            let variance = values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / (n - 1.0);
            let half = quantile(n - 1.0) * (variance / n).sqrt();
            prop_assert!((upper - lower - 2.0 * half).abs() < 1e-9);
        }
    }
}
