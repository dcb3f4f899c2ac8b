//! Whole numbers modulo the prime 2^61 - 1: exact linear algebra without fractions that grow.

/// The prime.
pub(super) const PRIME: u64 = (1 << 61) - 1;

/// The number modulo the prime.
pub(super) fn of(number: i64) -> u64 {
    let rest = i128::from(number).rem_euclid(i128::from(PRIME));
    u64::try_from(rest).unwrap_or_default()
}

pub(super) fn add(a: u64, b: u64) -> u64 {
    let sum = a + b;
    if sum >= PRIME { sum - PRIME } else { sum }
}

pub(super) fn sub(a: u64, b: u64) -> u64 {
    if a >= b { a - b } else { a + PRIME - b }
}

#[expect(clippy::cast_possible_truncation, reason = "both halves are below 2^62")]
pub(super) fn mul(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    let (low, high) = ((product as u64) & PRIME, (product >> 61) as u64);
    add(low, high % PRIME)
}

/// A sum of products, brought below the prime only when it is asked for or grows too great.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sum(u128);

impl Sum {
    /// With one product more, of two numbers below the prime.
    pub(super) fn plus(self, a: u64, b: u64) -> Self {
        let Self(sum) = self;
        // Twice a product of two numbers below 2^61 leaves room for it.
        let sum = if sum >> 126 > 0 { sum % u128::from(PRIME) } else { sum };
        Self(sum + u128::from(a) * u128::from(b))
    }

    /// What it comes to modulo the prime.
    pub(super) fn of_prime(self) -> u64 {
        u64::try_from(self.0 % u128::from(PRIME)).unwrap_or_default()
    }
}

/// The number that gives 1 when it is multiplied by `a`, which is not 0.
pub(super) fn inverse(a: u64) -> u64 {
    let (mut result, mut base, mut exponent) = (1, a, PRIME - 2);
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = mul(result, base);
        }
        base = mul(base, base);
        exponent >>= 1;
    }
    result
}

/// The fraction that is `a`, where its numerator and denominator are at most `most`: there is one at most, as long as twice the square
/// of `most` is below the prime. By the steps of Euclid's algorithm (P. S. Wang, *A p-adic algorithm for univariate partial fractions*,
/// 1981).
pub(super) fn fraction(a: u64, most: i64) -> Option<(i64, i64)> {
    let (mut before, mut rest) = (i128::from(PRIME), i128::from(a));
    let (mut times_before, mut times) = (0i128, 1i128);
    while rest > i128::from(most) {
        let quotient = before / rest;
        (before, rest) = (rest, before - quotient * rest);
        (times_before, times) = (times, times_before - quotient * times);
    }
    let (numerator, denominator) = if times < 0 { (-rest, -times) } else { (rest, times) };
    let (numerator, denominator) = (i64::try_from(numerator).ok()?, i64::try_from(denominator).ok()?);
    (denominator > 0 && denominator <= most).then_some((numerator, denominator))
}

#[cfg(test)]
mod tests {
    use super::{PRIME, Sum, add, fraction, inverse, mul, of, sub};
    use proptest::prelude::*;

    #[test]
    fn small_fractions_are_found_again() {
        for (numerator, denominator) in [(0, 1), (1, 1), (-1, 1), (2, 3), (-7, 5), (12, 1)] {
            assert_eq!(fraction(mul(of(numerator), inverse(of(denominator))), 64), Some((numerator, denominator)));
        }
        assert_eq!(fraction(PRIME / 2 - 12345, 64), None);
    }

    proptest! {
        /// Held against the arithmetic of 128 bits.
        #[test]
        fn arithmetic_is_that_of_the_prime(a in 0..PRIME, b in 0..PRIME) {
            let prime = u128::from(PRIME);
            prop_assert_eq!(u128::from(mul(a, b)), u128::from(a) * u128::from(b) % prime);
            prop_assert_eq!(u128::from(add(a, b)), (u128::from(a) + u128::from(b)) % prime);
            prop_assert_eq!(add(sub(a, b), b), a);
            prop_assert!(a == 0 || mul(a, inverse(a)) == 1);
            let many = (0..100).fold(Sum::default(), |sum, _| sum.plus(a, b));
            prop_assert_eq!(many.of_prime(), mul(100, mul(a, b)));
        }
    }
}
