//! Wilson's interval of a share.

use super::Z;

/// The 95 % interval of the share of `n` that `hits` is, without a correction for continuity; none of nobody, and none where
/// the hits are not some of them.
///
/// ```text
/// centre = (p + z²/2n) / (1 + z²/n)
/// half   = z · sqrt(p(1-p)/n + z²/4n²) / (1 + z²/n)
/// ```
///
/// E. B. Wilson, *Probable Inference, the Law of Succession, and Statistical Inference*, Journal of the American
/// Statistical Association 22 (1927), 209-212.
pub fn wilson_interval(hits: f64, n: f64) -> Option<(f64, f64)> {
    if n <= 0.0 || hits < 0.0 || hits > n {
        return None;
    }
    let share = hits / n;
    let shrink = 1.0 + Z * Z / n;
    let centre = (share + Z * Z / (2.0 * n)) / shrink;
    let half = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt() / shrink;
    // Of none and of all one end is the share itself, which rounding may miss by a last digit on either side.
    let lower = if hits <= 0.0 { 0.0 } else { (centre - half).max(0.0) };
    let upper = if hits >= n { 1.0 } else { (centre + half).min(1.0) };
    Some((lower, upper))
}

#[cfg(test)]
mod tests {
    use super::wilson_interval;
    use proptest::prelude::*;

    /// In whole percent, as publications print them.
    fn percent(hits: u32, n: u32) -> (i32, i32) {
        let (lower, upper) = wilson_interval(f64::from(hits), f64::from(n)).expect("there is someone");
        let whole = |share: f64| format!("{:.0}", share * 100.0).parse().expect("a number");
        (whole(lower), whole(upper))
    }

    #[test]
    fn printed_intervals_come_out() {
        assert_eq!(percent(21, 72), (20, 41));
        assert_eq!(percent(11, 24), (28, 65));
        // R. G. Newcombe, Statistics in Medicine 17 (1998), table I, the score method: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
        for (hits, n, lower, upper) in [
            (81.0, 263.0, 0.2553, 0.3662),
            (15.0, 148.0, 0.0624, 0.1605),
            (0.0, 20.0, 0.0, 0.1611),
            (1.0, 29.0, 0.0061, 0.1718),
        ] {
            let (low, high) = wilson_interval(hits, n).expect("there is someone");
            assert!((low - lower).abs() < 5e-5 && (high - upper).abs() < 5e-5, "{hits} of {n}: {low} {high}");
        }
    }

    #[test]
    fn of_nobody_there_is_none() {
        assert_eq!(wilson_interval(0.0, 0.0), None);
        assert_eq!(wilson_interval(3.0, 2.0), None);
    }

    proptest! {
        #[test]
        fn the_share_lies_inside(n in 1..2000u32, hits in 0..2000u32) {
            let hits = hits.min(n);
            let (lower, upper) = wilson_interval(f64::from(hits), f64::from(n)).expect("there is someone");
            let share = f64::from(hits) / f64::from(n);
            prop_assert!(lower <= share + 1e-12 && share <= upper + 1e-12);
            prop_assert!((0.0..=1.0).contains(&lower) && (0.0..=1.0).contains(&upper));
            prop_assert!(hits > 0 || lower.to_bits() == 0);
            prop_assert!(hits < n || upper.to_bits() == 1.0f64.to_bits());
            let (mirrored, _) = wilson_interval(f64::from(n - hits), f64::from(n)).expect("there is someone");
            prop_assert!((mirrored - (1.0 - upper)).abs() < 1e-12);
        }
    }
}
