//! Student's t distribution, to the last digits and the same ones on every machine.
//!
//! The distribution is the regularised incomplete beta function, which is computed by its continued fraction with `libm`'s
//! functions: those of the platform may differ in their last digit, and with them the bytes of a report.

use libm::{exp, lgamma, log, log1p};

/// The value that a variable with Student's t distribution of `freedom` degrees of freedom (at least 1) stays below with
/// `probability` (above a half).
///
/// The distribution as in M. Abramowitz and I. A. Stegun, *Handbook of Mathematical Functions* (1964), 26.7.1.
pub(super) fn t_quantile(probability: f64, freedom: f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    while t_distribution(high, freedom) < probability {
        (low, high) = (high, 2.0 * high);
    }
    loop {
        let middle = f64::midpoint(low, high);
        if middle <= low || middle >= high {
            return middle;
        }
        if t_distribution(middle, freedom) < probability {
            low = middle;
        } else {
            high = middle;
        }
    }
}

/// The probability to stay below `t`, which is not negative.
pub(super) fn t_distribution(t: f64, freedom: f64) -> f64 {
    1.0 - 0.5 * incomplete_beta(freedom / 2.0, 0.5, freedom / (freedom + t * t))
}

/// The regularised incomplete beta function `I_x(a, b)`, by the continued fraction 26.5.8 of the *Handbook*, evaluated as W. J.
/// Lentz has it (*Applied Optics* 15 (1976), 668-671).
fn incomplete_beta(a: f64, b: f64, x: f64) -> f64 {
    if x <= 0.0 || x >= 1.0 {
        return x.clamp(0.0, 1.0);
    }
    // The fraction converges fast on this side; on the other one it is that of the rest.
    if x > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - incomplete_beta(b, a, 1.0 - x);
    }
    let front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a;
    front * fraction(a, b, x)
}

fn fraction(a: f64, b: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    const TERMS: u32 = 10_000;
    let not_zero = |number: f64| if number.abs() < TINY { TINY } else { number };
    let mut above = 1.0;
    let mut below = 1.0 / not_zero(1.0 - (a + b) * x / (a + 1.0));
    let mut value = below;
    for term in 1..=TERMS {
        let m = f64::from(term);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let mut change = 1.0;
        for part in [even, odd] {
            below = 1.0 / not_zero(1.0 + part * below);
            above = not_zero(1.0 + part / above);
            change = below * above;
            value *= change;
        }
        if (change - 1.0).abs() < f64::EPSILON {
            break;
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::{t_distribution, t_quantile};

    #[test]
    fn quantiles_are_those_of_the_table() {
        // NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2, upper critical values at 0.975.
        for (freedom, printed) in
            [(1.0, 12.706), (2.0, 4.303), (5.0, 2.571), (10.0, 2.228), (30.0, 2.042), (37.0, 2.026), (100.0, 1.984)]
        {
            let quantile = t_quantile(0.975, freedom);
            assert!((quantile - printed).abs() < 5e-4, "{freedom}: {quantile}");
        }
    }

    #[test]
    fn quantiles_are_those_that_can_be_written_down() {
        // With one, two and four degrees of freedom: tan(π(p - 1/2)), and with q = 4p(1-p): (2p - 1)·sqrt(2/q), and
        // 2·sqrt(cos(arccos(√q)/3)/√q - 1) (W. T. Shaw, Journal of Computational Finance 9 (2006), 37-73).
        for p in [0.9_f64, 0.975, 0.995] {
            let (q, pi) = (4.0 * p * (1.0 - p), std::f64::consts::PI);
            let fourth = 2.0 * (libm::cos(libm::acos(q.sqrt()) / 3.0) / q.sqrt() - 1.0).sqrt();
            let known = [(1.0, libm::tan(pi * (p - 0.5))), (2.0, (2.0 * p - 1.0) * (2.0 / q).sqrt()), (4.0, fourth)];
            for (freedom, exact) in known {
                let quantile = t_quantile(p, freedom);
                assert!((quantile / exact - 1.0).abs() < 1e-13, "{freedom}, {p}: {quantile} {exact}");
            }
        }
    }

    #[test]
    fn the_distribution_begins_in_the_middle_and_rises() {
        for freedom in [1.0, 3.0, 17.0, 1000.0] {
            assert!((t_distribution(0.0, freedom) - 0.5).abs() < 1e-15);
            let along: Vec<f64> = (0..50).map(|t| t_distribution(f64::from(t) / 5.0, freedom)).collect();
            assert!(along.windows(2).all(|pair| pair[0] <= pair[1]) && along[49] <= 1.0, "{along:?}");
        }
    }
}
