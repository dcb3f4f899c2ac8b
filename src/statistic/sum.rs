//! Sums that do not depend on the order of the rows.

/// The sum of `numbers`, the same in whatever order they come: they are added from the least to the greatest with the
/// rounding error carried along (Neumaier, *Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen*, ZAMM 54,
/// 1974), so that amounts in øre come out to the øre.
pub fn sum(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    let (mut total, mut error) = (0.0_f64, 0.0_f64);
    for number in numbers {
        let next = total + number;
        error += if total.abs() >= number.abs() { (total - next) + number } else { (number - next) + total };
        total = next;
    }
    total + error
}

#[cfg(test)]
mod tests {
    use super::sum;
    use proptest::prelude::*;

    #[test]
    #[expect(clippy::float_cmp, reason = "these sums are right to the last bit")]
    fn small_amounts_are_not_lost_beside_large_ones() {
        assert_eq!(sum(vec![1e16, 1.0, -1e16, 1.0]), 2.0);
        assert_eq!(sum(vec![0.1; 10]), 1.0);
        assert_eq!(sum(Vec::new()), 0.0);
    }

    proptest! {
        #[test]
        fn the_order_is_all_one(numbers in prop::collection::vec(-1e9..1e9, 0..50), by in 0..50usize) {
            let mut turned = numbers.clone();
            turned.rotate_left(by.min(numbers.len()));
            prop_assert_eq!(sum(numbers).to_bits(), sum(turned).to_bits());
        }
    }
}
