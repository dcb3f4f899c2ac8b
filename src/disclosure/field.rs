//! Whole numbers modulo the prime 2^61 - 1: exact linear algebra without fractions that grow.

/// The prime.
pub(super) const PRIME: u64 = (1 << 61) - 1;

/// The number modulo the prime.
pub(super) fn of(number: i64) -> u64 {
    let rest = number.unsigned_abs() % PRIME;
    if number < 0 { sub(0, rest) } else { rest }
}

pub(super) fn add(a: u64, b: u64) -> u64 {
    let sum = a + b;
    if sum >= PRIME { sum - PRIME } else { sum }
}

pub(super) fn sub(a: u64, b: u64) -> u64 {
    if a >= b { a - b } else { a + PRIME - b }
}

pub(super) fn mul(a: u64, b: u64) -> u64 {
    below(u128::from(a) * u128::from(b))
}

/// A number modulo the prime: 2^61 is 1 there, so that its three parts of so many bits are added up.
#[expect(clippy::cast_possible_truncation, reason = "each part is below 2^61")]
fn below(number: u128) -> u64 {
    let parts = [number, number >> 61, number >> 122].map(|part| part as u64 & PRIME);
    let sum = parts[0] + parts[1] + parts[2];
    let sum = (sum & PRIME) + (sum >> 61);
    if sum >= PRIME { sum - PRIME } else { sum }
}

/// So many products of two numbers below the prime have room in 128 bits.
const ROOM: usize = 64;

/// What a row comes to with so much of each: a sum of products.
pub(super) fn product(row: &[(usize, u64)], of: &[u64]) -> u64 {
    row.chunks(ROOM).fold(0, |sum, some| {
        let products = some.iter().map(|(at, by)| u128::from(*by) * u128::from(of[*at]));
        // There is room for all of them.
        add(sum, below(products.fold(0, u128::wrapping_add)))
    })
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
    use super::{PRIME, add, fraction, inverse, mul, of, product, sub};
    use proptest::prelude::*;

    #[test]
    fn small_fractions_are_found_again() {
        for (numerator, denominator) in [(0, 1), (1, 1), (-1, 1), (2, 3), (-7, 5), (12, 1)] {
            assert_eq!(fraction(mul(of(numerator), inverse(of(denominator))), 64), Some((numerator, denominator)));
        }
        assert_eq!(fraction(PRIME / 2 - 12345, 64), None);
    }

    #[test]
    fn the_greatest_numbers_have_room() {
        let most = PRIME - 1;
        assert_eq!((mul(most, most), product(&[(0, most); 64], &[most])), (1, 64), "-1 times -1");
        assert_eq!([0, 1, -1, i64::MAX, i64::MIN].map(of), [0, 1, PRIME - 1, 3, PRIME - 4]);
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
            prop_assert_eq!(product(&[(0, a); 200], &[b]), mul(200, mul(a, b)));
        }
    }
}
