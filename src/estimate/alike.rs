//! Numbers that are the same but for the last digits, which computing rounds: three times 0.1 over three is more than 0.1 as
//! numbers are kept, and not otherwise.

/// What rounding leaves of a number, as a part of it.
const LAST_DIGITS: f64 = 1e-12;
/// A number as small as this, beside another, is rounding's own: what is left where parts cancel out.
const NOTHING: f64 = 1e-15;

/// Whether one number is above another by more than rounding can make.
pub fn exceeds(one: f64, other: f64) -> bool {
    let hair = (LAST_DIGITS * one.abs().max(other.abs())).max(NOTHING);
    // What is beyond all numbers is above them by more than any.
    one > other && (hair.is_infinite() || one - other > hair)
}

/// The places of numbers from the greatest on; those that are the same stay in their order.
pub fn descending(numbers: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..numbers.len()).collect();
    order.sort_by(|one, other| numbers[*other].total_cmp(&numbers[*one]));
    for same in order.chunk_by_mut(|one, next| !exceeds(numbers[*one], numbers[*next])) {
        same.sort_unstable();
    }
    order
}

#[cfg(test)]
mod tests {
    use super::{descending, exceeds};

    #[test]
    fn what_differs_by_rounding_alone_is_the_same() {
        let tenth = (0.1 + 0.1 + 0.1) / 3.0;
        assert!(tenth > 0.1 && !exceeds(tenth, 0.1) && !exceeds(0.1, tenth));
        assert!(!exceeds(0.1 + 0.2 - 0.3, 0.0));
        // The least that two shares of a million people each can differ by, and a hundredth of a krone in a billion.
        assert!(exceeds(0.5 + 1e-11, 0.5) && exceeds(1e9 + 0.01, 1e9) && exceeds(-1.0, -1.1));
        assert!(exceeds(1.0, f64::NEG_INFINITY) && !exceeds(f64::NEG_INFINITY, 1.0) && !exceeds(f64::NAN, 1.0));
    }

    #[test]
    fn the_same_stay_in_their_order() {
        let tenth = (0.1 + 0.1 + 0.1) / 3.0;
        assert_eq!(descending(&[0.1, 0.3, tenth, f64::NEG_INFINITY, 0.1]), [1, 0, 2, 4, 3]);
        assert!(descending(&[]).is_empty());
    }
}
