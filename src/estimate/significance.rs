//! Whether a difference between two counts is more than chance gives: exact tests, which hold however few are counted.
//!
//! Both are two-sided: the probability, where there is no difference, of what was seen and of everything that is no more probable.

/// Below this probability a difference is told from chance.
pub const LEVEL: f64 = 0.05;

/// The exact sign test of those who went one way against those who went the other, each person once: the binomial distribution
/// with a half. Of shares of the same people at two times it is `McNemar`'s exact test, on those who changed. None of nobody.
///
/// Q. `McNemar`, *Note on the Sampling Error of the Difference Between Correlated Proportions or Percentages*, Psychometrika 12
/// (1947), 153-157.
pub fn sign_test(one: u64, other: u64) -> Option<f64> {
    let n = one.checked_add(other).filter(|n| *n > 0)?;
    let log_half = n as f64 * libm::log(0.5);
    let log = |k: u64| log_choose(n, k) + log_half;
    let fewer = one.min(other);
    let tail: f64 = (least_that_counts(0, fewer, log)..=fewer).map(|k| libm::exp(log(k))).sum();
    Some((2.0 * tail).min(1.0))
}

/// Fisher's exact test of two shares of different people: `k` of `n` in each group. None where a group is empty or has more
/// in the part than in the whole.
///
/// R. A. Fisher, *Statistical Methods for Research Workers*, 5th ed. (1934), § 21.02.
pub fn fisher_test((k1, n1): (u64, u64), (k2, n2): (u64, u64)) -> Option<f64> {
    if n1 == 0 || n2 == 0 || k1 > n1 || k2 > n2 {
        return None;
    }
    let hits = k1.checked_add(k2)?;
    let all = n1.checked_add(n2)?;
    let log = |k: u64| log_choose(n1, k) + log_choose(n2, hits - k) - log_choose(all, hits);
    let seen = log(k1);
    // Two that are equally probable differ by what computing them does to the last digits.
    let no_more = |k: u64| log(k) <= seen + 1e-7;
    // The probabilities rise to the most probable count and fall from there: what is no more probable lies at both ends.
    let (least, most) = (hits.saturating_sub(n2), hits.min(n1));
    let top = most_probable(n1, hits, all).clamp(least, most);
    let below = first(least, top, |k| !no_more(k));
    let above = first(top.max(below), most, no_more);
    let probability = |k: u64| libm::exp(log(k));
    let mut tail = 0.0;
    if below > least {
        tail += (least_that_counts(least, below - 1, log)..below).map(probability).sum::<f64>();
    }
    if above <= most {
        tail += (above..first(above, most, |k| log(k) < log(above) - NOTHING)).map(probability).sum::<f64>();
    }
    Some(tail.min(1.0))
}

/// How much the logarithm of a probability is below that of another beside which it is nothing.
const NOTHING: f64 = 45.0;

/// Of probabilities that rise up to `last` the first that is anything beside the last one. There are millions below it where people
/// are counted by the billion, and about as many above it as the square root of that.
fn least_that_counts(least: u64, last: u64, log: impl Fn(u64) -> f64) -> u64 {
    let counts = log(last) - NOTHING;
    first(least, last, |k| log(k) >= counts)
}

/// The count of which most hypergeometric draws are: `hits` of `all`, of whom `n` are in the first group.
fn most_probable(n: u64, hits: u64, all: u64) -> u64 {
    let mode = (u128::from(n) + 1) * (u128::from(hits) + 1) / (u128::from(all) + 2);
    u64::try_from(mode).unwrap_or(u64::MAX)
}

/// The first count from `from` to `to` of which this holds, where it holds of all that follow; the one behind `to` where it holds of none.
fn first(from: u64, to: u64, holds: impl Fn(u64) -> bool) -> u64 {
    let (mut low, mut high) = (from, to.saturating_add(1));
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) { high = middle } else { low = middle + 1 }
    }
    low
}

/// A number that counts something, as a count.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is whole, above zero and small enough")]
pub fn whole(number: f64) -> Option<u64> {
    const MOST: f64 = 9_007_199_254_740_992.0;
    (number.fract() == 0.0 && (0.0..MOST).contains(&number)).then_some(number as u64)
}

/// The logarithm of how many ways there are to choose `k` of `n`.
fn log_choose(n: u64, k: u64) -> f64 {
    let log_factorial = |n: u64| libm::lgamma(n as f64 + 1.0);
    log_factorial(n) - log_factorial(k) - log_factorial(n - k)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(p: Option<f64>, wanted: f64) -> bool {
        p.is_some_and(|p| (p - wanted).abs() < 1e-9)
    }

    #[test]
    fn the_sign_test_is_that_of_scipy() {
        // scipy.stats.binomtest(min(a, b), a + b, 0.5).pvalue (1.x, Python 3); 8 to 0 by hand: 2 / 2^8.
        for (one, other, p) in [
            (6, 2, 0.289_062_5),
            (17, 6, 0.034_689_664_840_698_24),
            (15, 5, 0.041_389_465_332_031_25),
            (8, 0, 0.007_812_5),
            (6, 0, 0.031_25),
            (5, 0, 0.062_5),
            (3, 3, 1.0),
            (2, 10, 0.038_574_218_75),
            (2, 9, 0.065_429_687_5),
        ] {
            assert!(near(sign_test(one, other), p), "{one} against {other}: {:?}", sign_test(one, other));
            assert!(near(sign_test(other, one), p));
        }
        // Also where people are counted by the million and the billion.
        for (one, other, p, near) in [
            (499_000, 501_000, 0.045_608_299_865_389_6, 1e-8),
            (4_999_900_000, 5_000_100_000, 0.045_501_343_720_924_78, 1e-4),
        ] {
            let found = sign_test(one, other).expect("a probability");
            assert!((found - p).abs() < near, "{one} against {other}: {found}");
        }
        assert_eq!(sign_test(0, 0), None);
    }

    #[test]
    fn fishers_test_is_that_of_scipy() {
        // scipy.stats.fisher_exact([[k1, n1 - k1], [k2, n2 - k2]]).pvalue.
        for (one, other, p) in [
            ((8, 38), (6, 38), 0.768_252_136_627_468_4),
            ((7, 10), (2, 12), 0.027_421_494_913_754_976),
            ((20, 25), (10, 25), 0.008_578_508_150_469_124),
            ((0, 8), (8, 8), 0.000_155_400_155_400_155_4),
            ((3, 20), (3, 20), 1.0),
            ((120, 400), (150, 400), 0.030_040_806_983_963_01),
            ((1, 45), (9, 45), 0.015_056_877_234_305_866),
        ] {
            assert!(near(fisher_test(one, other), p), "{one:?} against {other:?}: {:?}", fisher_test(one, other));
            assert!(near(fisher_test(other, one), p));
        }
        // By the million; one to the last digits that the logarithms of such factorials have.
        for (one, other, p) in [
            ((50_100, 1_000_000), (49_800, 1_000_000), 0.331_775_443_080_164_5),
            ((500_100, 10_000_000), (49_800, 1_000_000), 0.359_239_500_335_512_33),
            ((500_100, 10_000_000), (50_010, 1_000_000), 1.0),
        ] {
            let found = fisher_test(one, other).expect("a probability");
            assert!((found - p).abs() < 1e-6, "{one:?} against {other:?}: {found}");
        }
        for nonsense in [((0, 0), (1, 2)), ((3, 2), (1, 2))] {
            assert_eq!(fisher_test(nonsense.0, nonsense.1), None);
        }
    }
}
