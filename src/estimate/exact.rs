//! Sums that are right to the last digit, and so do not depend on the order of the rows or on who adds them.

/// A sum of numbers, kept exactly: as parts that do not overlap, the least first, of which only the last is rounded when
/// the value is asked for.
///
/// J. R. Shewchuk, *Adaptive Precision Floating-Point Arithmetic and Fast Robust Geometric Predicates*, Discrete &
/// Computational Geometry 18 (1997), 305-363; the rounding of the parts to one number as in Python's `math.fsum`.
#[derive(Debug, Clone, Default)]
pub struct Exact {
    parts: Vec<f64>,
    /// What is no number, or is beyond all numbers.
    beyond: Option<f64>,
}

impl Exact {
    /// Adds a number.
    pub fn add(&mut self, number: f64) {
        let mut carried = number;
        if !carried.is_finite() {
            self.go_beyond(carried);
            return;
        }
        let mut kept = 0;
        for at in 0..self.parts.len() {
            let (sum, error) = two_sum(carried, self.parts[at]);
            if !sum.is_finite() {
                self.go_beyond(sum);
                return;
            }
            if error != 0.0 {
                self.parts[kept] = error;
                kept += 1;
            }
            carried = sum;
        }
        self.parts.truncate(kept);
        if carried != 0.0 {
            self.parts.push(carried);
        }
    }

    /// Adds a number so many times.
    pub fn add_times(&mut self, number: f64, times: f64) {
        let product = number * times;
        self.add(product);
        if product.is_finite() {
            self.add(libm::fma(number, times, -product));
        }
    }

    /// Begins again from nothing, in the room that was taken.
    pub fn clear(&mut self) {
        self.parts.clear();
        self.beyond = None;
    }

    fn go_beyond(&mut self, number: f64) {
        self.beyond = Some(self.beyond.map_or(number, |before| before + number));
    }

    /// The sum, rounded once.
    pub fn value(&self) -> f64 {
        if let Some(beyond) = self.beyond {
            return beyond;
        }
        let mut rest = self.parts.iter().rev().copied();
        let Some(mut sum) = rest.next() else { return 0.0 };
        while let Some(part) = rest.next() {
            let (rounded, error) = two_sum(sum, part);
            sum = rounded;
            if error != 0.0 {
                // Half-way between two numbers, the parts below decide to which of them it is rounded.
                if let Some(below) = rest.next()
                    && (below < 0.0) == (error < 0.0)
                {
                    let doubled = error * 2.0;
                    let other = sum + doubled;
                    if doubled.to_bits() == (other - sum).to_bits() {
                        sum = other;
                    }
                }
                break;
            }
        }
        sum
    }
}

/// The sum of two numbers, and what rounding took from it.
fn two_sum(one: f64, other: f64) -> (f64, f64) {
    let (large, small) = if one.abs() < other.abs() { (other, one) } else { (one, other) };
    let sum = large + small;
    (sum, small - (sum - large))
}

/// The sum of `numbers`, right to the last digit.
pub fn sum(numbers: impl IntoIterator<Item = f64>) -> f64 {
    let mut exact = Exact::default();
    numbers.into_iter().for_each(|number| exact.add(number));
    exact.value()
}

#[cfg(test)]
mod tests {
    use super::{Exact, sum};
    use proptest::prelude::*;

    #[test]
    #[expect(clippy::float_cmp, reason = "these sums are right to the last bit")]
    fn small_amounts_are_not_lost_beside_large_ones() {
        assert_eq!(sum(vec![1e16, 1.0, -1e16, 1.0]), 2.0);
        assert_eq!(sum(vec![0.1; 10]), 1.0);
        assert_eq!(sum(Vec::new()), 0.0);
        // 2^53 + 1 lies half-way between two numbers; what lies below it decides.
        assert_eq!(sum([9_007_199_254_740_992.0, 1.0]), 9_007_199_254_740_992.0);
        assert_eq!(sum([9_007_199_254_740_992.0, 1.0, 1e-300]), 9_007_199_254_740_994.0);
        assert_eq!(sum([9_007_199_254_740_992.0, 1.0, -1e-300]), 9_007_199_254_740_992.0);
    }

    #[test]
    fn what_is_no_number_stays_so() {
        assert!(sum([1.0, f64::NAN, 2.0]).is_nan());
        assert!(sum([f64::INFINITY, f64::NEG_INFINITY]).is_nan());
        assert!(sum([f64::MAX, f64::MAX]).is_infinite());
    }

    proptest! {
        #[test]
        fn the_order_is_all_one(numbers in prop::collection::vec(-1e9..1e9, 0..50), by in 0..50usize) {
            let mut turned = numbers.clone();
            turned.rotate_left(by.min(numbers.len()));
            prop_assert_eq!(sum(numbers).to_bits(), sum(turned).to_bits());
        }

        /// Multiples of 2^-20 up to 2^40 are added exactly by whole numbers; the nearest number to the sum is the cast.
        #[test]
        #[expect(clippy::cast_precision_loss, reason = "the cast rounds once, to the nearest")]
        fn the_sum_is_rounded_once(whole in prop::collection::vec(-(1i64 << 60)..(1i64 << 60), 0..40)) {
            let scale = f64::from(1 << 20);
            // A number has 53 binary digits; what it loses is lost before it is added.
            let numbers: Vec<f64> = whole.iter().map(|number| *number as f64 / scale).collect();
            let exact: i128 = numbers.iter().map(|number| {
                #[expect(clippy::cast_possible_truncation, reason = "a multiple of the scale below 2^61")]
                let back = (number * scale) as i128;
                back
            }).sum();
            prop_assert_eq!(sum(numbers).to_bits(), (exact as f64 / scale).to_bits());
        }

        #[test]
        fn many_times_is_one_after_the_other(number in -1e6..1e6f64, times in 0..60u32) {
            let (mut one, mut each) = (Exact::default(), Exact::default());
            one.add_times(number, f64::from(times));
            (0..times).for_each(|_| each.add(number));
            prop_assert_eq!(one.value().to_bits(), each.value().to_bits());
        }
    }
}
