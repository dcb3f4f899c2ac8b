//! Whether anything ties columns of numbers together: elimination modulo a small prime, in blocks (J.-G. Dumas, P. Giorgi and C. Pernet,
//! *Dense linear algebra over word-size prime fields: the FFLAS and FFPACK packages*, 2008).
//!
//! Columns of which none is a sum of others modulo one prime are so altogether. Where one is, that proves nothing, but counts of people
//! hardly ever come to a multiple of such a prime.

use rayon::prelude::*;

/// The greatest prime below 2^23. Numbers are kept within half of it either way, so that a block's products together are whole numbers
/// that a `f64` holds exactly, in whatever order they are added up.
const PRIME: f64 = 8_388_593.0;

/// The same as a whole number.
const WHOLE: i64 = 8_388_593;

/// So many columns are eliminated together.
const BLOCK: usize = 64;

/// So many numbers of a row are worked on together: they stay near the processor.
const STRIP: usize = 64;

/// So many rows are taken at once: the numbers taken from are read and written the fewer times.
const AT_ONCE: usize = 4;

/// A number of that size plus this is rounded to whole ones.
const ROUNDS: f64 = 6_755_399_441_055_744.0;

/// Rows of whole numbers modulo the prime.
pub(super) struct Matrix {
    columns: usize,
    rows: Vec<Vec<f64>>,
}

impl Matrix {
    /// So many rows and columns of nothing.
    pub(super) fn new(rows: usize, columns: usize) -> Self {
        Self { columns, rows: vec![vec![0.0; columns]; rows] }
    }

    /// Adds a number to one of its own, so many times.
    pub(super) fn add(&mut self, (row, column): (usize, usize), number: i64, times: u32) {
        let own = &mut self.rows[row][column];
        *own = rest(*own + rest((number % WHOLE) as f64) * rest(f64::from(times)));
    }

    /// Whether no column is a sum of others.
    pub(super) fn has_independent_columns(mut self) -> bool {
        let mut open = self.rows.as_mut_slice();
        for begin in (0..self.columns).step_by(BLOCK) {
            let block = begin..self.columns.min(begin + BLOCK);
            let count = block.len();
            if !factored(open, block.clone()) {
                return false;
            }
            let (own, below) = open.split_at_mut(count);
            for at in 1..count {
                let (above, row) = own.split_at_mut(at);
                take(&mut row[0], above, block.clone());
            }
            below.par_iter_mut().with_min_len(16).for_each(|row| take(row, own, block.clone()));
            open = below;
        }
        true
    }
}

/// Finds a row for each column of a block, and has it at the front; what each row has of those before it stands in its columns of the
/// block from then on. Whether there is one for each.
fn factored(rows: &mut [Vec<f64>], block: std::ops::Range<usize>) -> bool {
    for (at, column) in block.clone().enumerate() {
        let Some(own) = (at..rows.len()).find(|row| rows[*row][column].abs() > 0.5) else { return false };
        rows.swap(at, own);
        let (above, below) = rows.split_at_mut(at + 1);
        let own = &above[at];
        let scale = inverse(own[column]);
        for row in below {
            let times = rest(row[column] * scale);
            row[column] = times;
            if times.abs() > 0.5 {
                for (number, own) in row[column + 1..block.end].iter_mut().zip(&own[column + 1..block.end]) {
                    *number = rest(*number - times * own);
                }
            }
        }
    }
    true
}

/// Takes from a row, behind a block, what its columns of the block say that it has of the block's rows.
fn take(row: &mut [f64], own: &[Vec<f64>], block: std::ops::Range<usize>) {
    let (of, behind) = row.split_at_mut(block.end);
    let of = &of[block.start..];
    for (at, strip) in behind.chunks_mut(STRIP).enumerate() {
        let begin = block.end + at * STRIP;
        for (own, times) in own.chunks(AT_ONCE).zip(of.chunks(AT_ONCE)) {
            if let ([a, b, c, d], [of_a, of_b, of_c, of_d]) = (own, times) {
                let own = a[begin..].iter().zip(&b[begin..]).zip(&c[begin..]).zip(&d[begin..]);
                for (number, (((a, b), c), d)) in strip.iter_mut().zip(own) {
                    *number -= (of_a * a + of_b * b) + (of_c * c + of_d * d);
                }
            } else {
                for (own, times) in own.iter().zip(times) {
                    for (number, own) in strip.iter_mut().zip(&own[begin..]) {
                        *number -= times * own;
                    }
                }
            }
        }
        for number in strip {
            *number = rest(*number);
        }
    }
}

/// What is left of a whole number modulo the prime, within half of it either way.
fn rest(number: f64) -> f64 {
    let times = (number * (1.0 / PRIME) + ROUNDS) - ROUNDS;
    number - times * PRIME
}

/// The number that gives 1 when it is multiplied by another, which is not nothing: that one's power of the prime less 2.
fn inverse(number: f64) -> f64 {
    let (mut result, mut base, mut exponent) = (1.0, number, 8_388_591u32);
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = rest(result * base);
        }
        base = rest(base * base);
        exponent >>= 1;
    }
    result
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Matrix, inverse, rest};
    use crate::random::Random;

    /// Numbers of columns that follow no order, and so are independent.
    fn mixed(rows: usize, columns: usize, sum: Option<[usize; 3]>) -> Matrix {
        let mut random = Random(7);
        let mut matrix = Matrix::new(rows, columns);
        for row in 0..rows {
            let mut own: Vec<i64> = (0..columns).map(|_| [0, 1, 2][random.below(3)]).collect();
            if let Some([whole, one, other]) = sum {
                own[whole] = own[one] + own[other];
            }
            for (column, number) in own.into_iter().enumerate() {
                matrix.add((row, column), number, 1);
            }
        }
        matrix
    }

    #[test]
    fn columns_are_tied_where_one_is_a_sum_of_others_or_rows_are_fewer() {
        for columns in [1, 63, 64, 65, 200, 400] {
            assert!(mixed(columns + 20, columns, None).has_independent_columns(), "{columns}");
            assert!(!mixed(columns - 1, columns, None).has_independent_columns(), "{columns}");
        }
        for sum in [[0, 1, 2], [2, 70, 199], [199, 3, 140], [64, 63, 65]] {
            assert!(!mixed(300, 200, Some(sum)).has_independent_columns(), "{sum:?}");
        }
        assert!(Matrix::new(3, 0).has_independent_columns(), "nothing is tied to nothing");
    }

    /// A whole number as one.
    #[expect(clippy::cast_possible_truncation, reason = "it is below 2^52")]
    fn whole(number: f64) -> i64 {
        number as i64
    }

    proptest! {
        /// Held against whole numbers.
        #[test]
        fn arithmetic_is_that_of_the_prime(a in -4_194_296i64..4_194_296, b in -4_194_296i64..4_194_296, more in 0i64..(1 << 52)) {
            let prime = 8_388_593;
            let same = |one: f64, other: i64| (whole(one) - other) % prime == 0 && one.abs() <= 4_194_297.0;
            prop_assert!(same(rest(a as f64 * b as f64), a * b));
            prop_assert!(same(rest(more as f64), more));
            prop_assert!(a == 0 || same(rest(inverse(a as f64) * a as f64), 1));
        }
    }
}
