//! Sums that are right to the last digit, and so do not depend on the order of the rows or on who adds them.

/// So many digits behind the point are counted in.
const PLACES: u32 = 12;
/// What has no fewer digits than this in front of the point and behind it is no longer a decimal that somebody wrote, but what a
/// quotient came to. Decimals of fewer are all told apart by numbers.
const DIGITS: f64 = 1e15;
/// The number of units in one, and in a hundredth.
const ONE: f64 = 1e12;
const HUNDREDTH: i128 = 10_i128.pow(PLACES - 2);
const FEW_OF_HUNDREDTH: i64 = 10_i64.pow(PLACES - 2);
/// From here on not every whole number is a number.
const WHOLE: u128 = 1 << 53;

/// A sum of numbers, kept exactly, and rounded when the value is asked for.
///
/// Numbers that are the nearest to a decimal, as amounts are, are added as those decimals: 200 times 1.005 is 201, as it is in SQL
/// and on paper, although the number nearest to 1.005 lies below it. The others are kept as parts that do not overlap, the least
/// first: J. R. Shewchuk, *Adaptive Precision Floating-Point Arithmetic and Fast Robust Geometric Predicates*, Discrete &
/// Computational Geometry 18 (1997), 305-363; the rounding of the parts to one number as in Python's `math.fsum`.
#[derive(Debug, Clone, Default)]
pub struct Exact {
    /// The sum of the decimals, in units of the last digit that is counted in.
    units: i128,
    parts: Vec<f64>,
    /// What is no number, or is beyond all numbers.
    beyond: Option<f64>,
}

impl Exact {
    /// Adds a number.
    pub fn add(&mut self, number: f64) {
        let units = decimal(number).and_then(|(digits, places)| in_units(digits, places));
        if !self.add_units(units) {
            self.add_part(number);
        }
    }

    /// Adds a number so many times.
    pub fn add_times(&mut self, number: f64, times: f64) {
        let units = decimal(number).zip(decimal(times));
        let units = units.and_then(|(one, other)| in_units(one.0 * other.0, one.1 + other.1));
        if self.add_units(units) {
            return;
        }
        let product = number * times;
        self.add_part(product);
        if product.is_finite() {
            self.add_part(libm::fma(number, times, -product));
        }
    }

    /// Adds what another sum has come to.
    pub fn add_sum(&mut self, other: &Self) {
        if !self.add_units(Some(other.units)) {
            let nearest = nearest(other.units);
            self.add_part(nearest);
            self.add_part(beside(other.units, nearest));
        }
        other.parts.iter().for_each(|part| self.add_part(*part));
        if let Some(beyond) = other.beyond {
            self.go_beyond(beyond);
        }
    }

    /// Begins again from nothing, in the room that was taken.
    pub fn clear(&mut self) {
        self.units = 0;
        self.parts.clear();
        self.beyond = None;
    }

    /// Adds units, where there are some and there is room for them; says whether it did.
    fn add_units(&mut self, units: Option<i128>) -> bool {
        let sum = units.and_then(|units| self.units.checked_add(units));
        self.units = sum.unwrap_or(self.units);
        sum.is_some()
    }

    fn add_part(&mut self, number: f64) {
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

    fn go_beyond(&mut self, number: f64) {
        self.beyond = Some(self.beyond.map_or(number, |before| before + number));
    }

    /// The sum, rounded once.
    pub fn value(&self) -> f64 {
        if let Some(beyond) = self.beyond {
            return beyond;
        }
        let nearest = nearest(self.units);
        if self.parts.is_empty() {
            return nearest;
        }
        let mut all = Self { parts: self.parts.clone(), ..Self::default() };
        all.add_part(nearest);
        all.add_part(beside(self.units, nearest));
        all.beyond.unwrap_or_else(|| rounded(&all.parts))
    }
}

/// The digits of the decimal that a number is the nearest to, and how many of them stand behind the point; none where it is the nearest to
/// none of so few digits.
fn decimal(number: f64) -> Option<(i128, u32)> {
    // Below zero and zero are the same.
    let number = number + 0.0;
    let mut power = 1.0;
    for places in 0..=PLACES {
        let digits = number * power;
        if digits.is_nan() || digits.abs() >= DIGITS - 0.5 {
            return None;
        }
        // Rounded; a number that lies half-way between two whole ones is the nearest to no decimal of so few digits.
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a number of 15 digits; what is behind the point is cut off"
        )]
        let digits = (digits + 0.5_f64.copysign(digits)) as i64;
        // Both are exact, so that the quotient is the number nearest to the decimal.
        if (digits as f64 / power).to_bits() == number.to_bits() {
            return Some((digits.into(), places));
        }
        power *= 10.0;
    }
    None
}

/// Digits, so many of them behind the point, in units; none where they are no whole number of units, or too many.
fn in_units(digits: i128, places: u32) -> Option<i128> {
    if let Some(more) = PLACES.checked_sub(places) {
        // The digits of one number leave room enough.
        if let Ok(digits) = i64::try_from(digits) {
            return Some(i128::from(digits) * i128::from(10_i64.pow(more)));
        }
        return digits.checked_mul(10_i128.pow(more));
    }
    let unit = 10_i128.pow(places - PLACES);
    (digits % unit == 0).then(|| digits / unit)
}

/// The number nearest to so many units.
fn nearest(units: i128) -> f64 {
    // A quotient of two numbers that are exact is rounded once; nearly all sums are of whole hundredths.
    if let Ok(few) = i64::try_from(units)
        && few % FEW_OF_HUNDREDTH == 0
    {
        return (few / FEW_OF_HUNDREDTH) as f64 / 100.0;
    }
    let hundredths = units / HUNDREDTH;
    if hundredths * HUNDREDTH == units && hundredths.unsigned_abs() < WHOLE {
        return hundredths as f64 / 100.0;
    }
    if units.unsigned_abs() < WHOLE {
        return units as f64 / ONE;
    }
    format!("{units}e-{PLACES}").parse().unwrap_or(f64::NAN)
}

/// What lies between so many units and the number nearest to them.
fn beside(units: i128, nearest: f64) -> f64 {
    let whole = units as f64;
    #[expect(clippy::cast_possible_truncation, reason = "it was made of such a number")]
    let lost = (units - whole as i128) as f64;
    (libm::fma(-nearest, ONE, whole) + lost) / ONE
}

/// Parts that do not overlap, the least first, rounded to one number.
fn rounded(parts: &[f64]) -> f64 {
    let mut rest = parts.iter().rev().copied();
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
    #[expect(clippy::float_cmp, reason = "these sums are right to the last bit")]
    fn decimals_are_added_as_they_are_written() {
        // By hand. The number nearest to 1.005 is 1.00499999999999989..., so that the sum of 200 of those is not 201.
        assert_eq!(sum(vec![1.005; 200]), 201.0);
        assert_eq!(sum([0.1, 0.2]), 0.3);
        assert_eq!(sum([0.1, 0.2, -0.3]), 0.0);
        assert_eq!(sum([1e15, 0.01, -1e15]), 0.01);
        assert_eq!(sum([0.01, -1e15, 1e15]), 0.01);
        assert_eq!(sum(vec![1_234.567_891; 1000]), 1_234_567.891);
        assert_eq!(sum([0.000_000_000_001; 3]), 0.000_000_000_003);
        // A third has no last decimal: three of the numbers nearest to it are the nearest to one.
        assert_eq!(sum([1.0 / 3.0; 3]), 1.0);
        assert_eq!(sum([1.0 / 3.0, 0.1, 1.0 / 3.0, 0.2, 1.0 / 3.0]), 1.3);
        // 40 times 2.675 is 107, and 0.5 times 1.005 is 0.5025.
        let mut times = Exact::default();
        times.add_times(2.675, 40.0);
        times.add_times(1.005, 0.5);
        assert_eq!(times.value(), 107.5025);
        // 2 * 10^37 are more units than there is room for, and 10^15 such sums are no decimals any more.
        assert_eq!(sum(vec![999_999_999_999_999.0; 3]), 2_999_999_999_999_997.0);
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
            // Every third is a number of hundredths.
            let hundredths = |(at, number): (usize, f64)| if at % 3 == 0 { (number * 100.0).round() / 100.0 } else { number };
            let numbers: Vec<f64> = numbers.into_iter().enumerate().map(hundredths).collect();
            let mut turned = numbers.clone();
            turned.rotate_left(by.min(numbers.len()));
            prop_assert_eq!(sum(numbers).to_bits(), sum(turned).to_bits());
        }

        /// Whole hundredths are added by whole numbers; the number that the decimal of the sum is read as is the nearest to it.
        #[test]
        fn amounts_are_added_as_they_are_written(hundredths in prop::collection::vec(-(1i64 << 49)..(1i64 << 49), 0..40)) {
            let amounts = hundredths.iter().map(|hundredth| format!("{hundredth}e-2").parse::<f64>().expect("a number"));
            let whole: i64 = hundredths.iter().sum();
            let said: f64 = format!("{whole}e-2").parse().expect("a number");
            prop_assert_eq!(sum(amounts).to_bits(), (said + 0.0).to_bits());
        }

        /// Multiples of 2^-82 below a billionth are no decimals of twelve digits behind the point, and are added exactly by whole
        /// numbers; the nearest number to the sum is the cast.
        #[test]
        #[expect(clippy::cast_precision_loss, reason = "the cast rounds once, to the nearest")]
        fn the_sum_is_rounded_once(whole in prop::collection::vec(-(1i64 << 52)..(1i64 << 52), 0..40)) {
            let scale = f64::from(1 << 30) * f64::from(1 << 30) * f64::from(1 << 22);
            let numbers: Vec<f64> = whole.iter().map(|number| *number as f64 / scale).collect();
            let exact: i128 = whole.iter().map(|number| i128::from(*number)).sum();
            prop_assert_eq!(sum(numbers).to_bits(), (exact as f64 / scale).to_bits());
        }

        /// Added up in two halves, numbers come to what they come to one after the other.
        #[test]
        fn sums_are_added_as_their_numbers(numbers in prop::collection::vec(-1e9..1e9, 0..50), at in 0..50usize) {
            let hundredths = |(at, number): (usize, f64)| if at % 3 == 0 { (number * 100.0).round() / 100.0 } else { number };
            let numbers: Vec<f64> = numbers.into_iter().enumerate().map(hundredths).collect();
            let halves = numbers.split_at(at.min(numbers.len()));
            let [mut one, other] = [halves.0, halves.1].map(|half| {
                let mut half_sum = Exact::default();
                for number in half {
                    half_sum.add(*number);
                }
                half_sum
            });
            one.add_sum(&other);
            prop_assert_eq!(one.value().to_bits(), sum(numbers).to_bits());
        }

        /// A decimal is found as the rounding of the platform's library finds it, and nothing else is taken for one.
        #[test]
        fn decimals_are_those_that_rounding_finds(whole in -(1i64 << 52)..(1i64 << 52), by in 0..16i32, more in -2..3i64) {
            let near = whole as f64 / libm::exp10(f64::from(by));
            let number = f64::from_bits(near.to_bits().wrapping_add_signed(more));
            let mut power = 1.0;
            let mut found = None;
            for places in 0..=super::PLACES {
                let digits = (number * power).round();
                if digits.is_nan() || digits.abs() >= super::DIGITS {
                    break;
                }
                if (digits / power).to_bits() == number.to_bits() {
                    #[expect(clippy::cast_possible_truncation, reason = "a whole number of 15 digits")]
                    let digits = digits as i128;
                    found = Some((digits, places));
                    break;
                }
                power *= 10.0;
            }
            prop_assert_eq!(super::decimal(number), found);
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
