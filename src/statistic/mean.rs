//! Means of observations that stand for several units each.

use super::sum;

/// The mean of `values`, each as often as it weighs: `Σ w·v / Σ w`; none where nothing weighs.
///
/// It is taken as the first value and the mean distance from it, so that the mean of one value is that value to the last digit.
pub fn weighted_mean(values: &[f64], weights: &[f64]) -> Option<f64> {
    let total = sum(weights.to_vec());
    let first = values.iter().zip(weights).find(|(_, weight)| **weight > 0.0).map(|(value, _)| *value)?;
    let distances = values.iter().zip(weights).map(|(value, weight)| weight * (value - first)).collect();
    Some(first + sum(distances) / total)
}

#[cfg(test)]
mod tests {
    use super::weighted_mean;

    #[test]
    fn worked_by_hand() {
        assert_eq!(weighted_mean(&[1.0, 4.0], &[2.0, 1.0]), Some(2.0));
        assert_eq!(weighted_mean(&[6.95], &[2847.0]), Some(6.95));
        assert_eq!(weighted_mean(&[9.0, 5.0], &[0.0, 3.0]), Some(5.0));
        assert_eq!(weighted_mean(&[9.0], &[0.0]), None);
        assert_eq!(weighted_mean(&[], &[]), None);
    }
}
