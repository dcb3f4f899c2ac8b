//! A small linear programme: the most that a sum can be where zero is possible.
//!
//! It proposes and is never trusted: what it gives is checked in whole numbers by whoever asked. G. B. Dantzig's simplex
//! method on a dense table, with R. G. Bland's rule, which cannot go round in a circle.

/// Below this a number is taken for nothing.
const NOTHING: f64 = 1e-9;

/// The values between which and with which `aim` is greatest, where each of `rows` at them is at most its `bounds`, none of
/// which is below zero. The values may be of either sign. None where there is no greatest, or it takes too long.
pub(super) fn greatest(aim: &[f64], rows: &[Vec<f64>], bounds: &[f64]) -> Option<Vec<f64>> {
    let (count, height) = (aim.len(), rows.len());
    // Each value is the difference of two that are not below zero.
    let width = 2 * count;
    let mut table: Vec<Vec<f64>> = rows
        .iter()
        .zip(bounds)
        .map(|(row, bound)| row.iter().copied().chain(row.iter().map(|by| -by)).chain([*bound]).collect())
        .collect();
    let mut aims: Vec<f64> = aim.iter().copied().chain(aim.iter().map(|by| -by)).chain([0.0]).collect();
    // Who stands at each row and each column: values first, what is left of the bounds behind them.
    let mut at_row: Vec<usize> = (width..width + height).collect();
    let mut at_column: Vec<usize> = (0..width).collect();
    for _ in 0..20 * (width + height) {
        let enters = (0..width).filter(|column| aims[*column] > NOTHING).min_by_key(|column| at_column[*column]);
        let Some(column) = enters else { break };
        let mut leaves: Option<(usize, f64)> = None;
        for row in 0..height {
            if table[row][column] > NOTHING {
                let ratio = table[row][width] / table[row][column];
                let better = leaves.is_none_or(|(best, least)| {
                    ratio < least - NOTHING || (ratio < least + NOTHING && at_row[row] < at_row[best])
                });
                if better {
                    leaves = Some((row, ratio));
                }
            }
        }
        let (row, _) = leaves?;
        pivot(&mut table, &mut aims, row, column);
        std::mem::swap(&mut at_row[row], &mut at_column[column]);
    }
    let mut values = vec![0.0; count];
    for (row, who) in at_row.iter().enumerate().filter(|(_, who)| **who < width) {
        let sign = if *who < count { 1.0 } else { -1.0 };
        values[*who % count] += sign * table[row][width];
    }
    Some(values)
}

/// Lets what stands at the column take the place of what stands at the row.
fn pivot(table: &mut [Vec<f64>], aims: &mut [f64], row: usize, column: usize) {
    let by = table[row][column];
    for value in &mut table[row] {
        *value /= by;
    }
    table[row][column] = 1.0 / by;
    let own = table[row].clone();
    let others = table.iter_mut().enumerate().filter(|(at, _)| *at != row).map(|(_, other)| other.as_mut_slice());
    for other in others.chain(std::iter::once(aims)) {
        let times = other[column];
        if times.abs() < NOTHING {
            continue;
        }
        for (value, own) in other.iter_mut().zip(&own) {
            *value -= times * own;
        }
        other[column] = -times / by;
    }
}

#[cfg(test)]
mod tests {
    use super::greatest;

    #[test]
    fn the_greatest_is_at_a_corner() {
        // 3x + 2y with x + y <= 4, x + 3y <= 6, x <= 3: worked by hand, 11 at (3, 1).
        let rows = [vec![1.0, 1.0], vec![1.0, 3.0], vec![1.0, 0.0]];
        let found = greatest(&[3.0, 2.0], &rows, &[4.0, 6.0, 3.0]).expect("there is one");
        assert!((found[0] - 3.0).abs() < 1e-9 && (found[1] - 1.0).abs() < 1e-9, "{found:?}");
        // The least of x with x >= -2 is -2.
        let found = greatest(&[-1.0], &[vec![-1.0]], &[2.0]).expect("there is one");
        assert!((found[0] + 2.0).abs() < 1e-9);
        assert!(greatest(&[1.0], &[vec![-1.0]], &[2.0]).is_none(), "it grows without end");
    }
}
