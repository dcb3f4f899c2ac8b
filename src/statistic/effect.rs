//! Effect sizes of changes.

use super::sum;

/// The mean change over the standard deviation (n-1) of the first scores; none of fewer than two, or where the first scores
/// are all the same.
///
/// The change is told in the spread that people had before, which is Glass's delta with their own first scores as the control:
/// G. V. Glass, *Primary, Secondary, and Meta-Analysis of Research*, Educational Researcher 5 (1976), 3-8; for one group before and
/// after, B. J. Becker, *Synthesizing Standardized Mean-Change Measures*, British Journal of Mathematical and Statistical
/// Psychology 41 (1988), 257-278.
pub fn effect_size(changes: &[f64], firsts: &[f64]) -> Option<f64> {
    let n = changes.len().min(firsts.len());
    if n < 2 {
        return None;
    }
    let mean = sum(firsts.to_vec()) / n as f64;
    let variance = sum(firsts.iter().map(|first| (first - mean) * (first - mean)).collect()) / (n as f64 - 1.0);
    // The same score may not be its own mean in the last digit.
    let all_equal = firsts.iter().all(|first| first.to_bits() == firsts[0].to_bits());
    (!all_equal && variance > 0.0).then(|| sum(changes.to_vec()) / n as f64 / variance.sqrt())
}

#[cfg(test)]
mod tests {
    use super::effect_size;

    #[test]
    fn worked_by_hand() {
        // First scores 10, 20, 30: standard deviation 10. Changes 2, 4, 9: mean 5.
        assert_eq!(effect_size(&[2.0, 4.0, 9.0], &[10.0, 20.0, 30.0]), Some(0.5));
        // First scores 1, 3: standard deviation √2. Changes -1, -3: mean -2.
        let effect = effect_size(&[-1.0, -3.0], &[1.0, 3.0]).expect("two scores that differ");
        assert!((effect + std::f64::consts::SQRT_2).abs() < 1e-15);
    }

    #[test]
    fn without_spread_there_is_none() {
        assert_eq!(effect_size(&[1.0], &[10.0]), None);
        assert_eq!(effect_size(&[], &[]), None);
        assert_eq!(effect_size(&[1.0, 2.0, 3.0], &[0.1, 0.1, 0.1]), None);
    }
}
