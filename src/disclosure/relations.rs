//! Relations between cells: the equations that hold for every unit in every register.
//!
//! A relation that holds in the data by chance is known to nobody. One that follows from the definitions holds in any data,
//! so it must hold as well where each extract's rows have been given to other people. What holds in all registers, unit by
//! unit, is the null space of the matrix with a row for each unit of each register and a column for each cell. It is found
//! exactly, modulo a prime.

use super::cells::Cells;
use super::field::{self, PRIME};

/// The greatest coefficient of a relation that a reader of the definitions would know of.
const GREATEST: i64 = 60;

/// One relation: the coefficients of its cells sum to nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Relation {
    /// Cells and coefficients modulo the prime.
    pub(super) exact: Vec<(usize, u64)>,
    /// The same as small whole numbers; none where they are not.
    pub(super) small: Option<Vec<(usize, i64)>>,
}

/// A row of coefficients by column.
type Row = Vec<(usize, u64)>;

/// The relations that hold in all registers.
pub(super) fn relations(cells: &Cells) -> Vec<Relation> {
    let count = cells.all.len();
    let mut space: Vec<Row> = (0..count).map(|cell| vec![(cell, 1)]).collect();
    let registers = cells.all.first().map_or(0, |cell| cell.vectors.len());
    let mut unit_row = vec![0u64; count];
    for register in 0..registers {
        for row in rows(cells, register) {
            for (cell, amount) in &row {
                unit_row[*cell] = *amount;
            }
            narrow(&mut space, &unit_row);
            for (cell, _) in &row {
                unit_row[*cell] = 0;
            }
        }
    }
    reduce(space).into_iter().map(relation).collect()
}

/// What each unit of a register adds to each cell, each different row once.
fn rows(cells: &Cells, register: usize) -> Vec<Row> {
    let mut rows: std::collections::BTreeMap<u32, Row> = std::collections::BTreeMap::new();
    for (at, cell) in cells.all.iter().enumerate() {
        for (unit, amount) in cell.vectors[register].iter() {
            rows.entry(*unit).or_default().push((at, field::of(*amount)));
        }
    }
    let different: std::collections::BTreeSet<Row> = rows.into_values().collect();
    different.into_iter().collect()
}

/// Leaves of the space only what a unit's row agrees with.
fn narrow(space: &mut Vec<Row>, unit: &[u64]) {
    let products: Vec<u64> = space
        .iter()
        .map(|row| row.iter().fold(0, |sum, (cell, by)| field::add(sum, field::mul(*by, unit[*cell]))))
        .collect();
    let broken = (0..space.len()).filter(|at| products[*at] != 0);
    // The shortest is given up, so that the others stay short.
    let Some(given) = broken.min_by_key(|at| space[*at].len()) else { return };
    let row = std::mem::take(&mut space[given]);
    let scale = field::inverse(products[given]);
    for (at, product) in products.iter().enumerate() {
        if *product != 0 && at != given {
            space[at] = minus(&space[at], &row, field::mul(*product, scale));
        }
    }
    space.remove(given);
}

/// One row less another so many times.
pub(super) fn minus(one: &[(usize, u64)], other: &[(usize, u64)], times: u64) -> Row {
    let mut result = Vec::with_capacity(one.len() + other.len());
    let (mut left, mut right) = (one.iter().peekable(), other.iter().peekable());
    loop {
        match (left.peek(), right.peek()) {
            (Some((a, by)), Some((b, _))) if a < b => {
                result.push((*a, *by));
                left.next();
            }
            (Some((a, by)), Some((b, other))) if a == b => {
                let rest = field::sub(*by, field::mul(*other, times));
                if rest != 0 {
                    result.push((*a, rest));
                }
                left.next();
                right.next();
            }
            (_, Some((b, other))) => {
                let rest = field::sub(0, field::mul(*other, times));
                if rest != 0 {
                    result.push((*b, rest));
                }
                right.next();
            }
            (Some((a, by)), None) => {
                result.push((*a, *by));
                left.next();
            }
            (None, None) => return result,
        }
    }
}

/// The same space with a cell in each row that no other row has.
pub(super) fn reduce(space: Vec<Row>) -> Vec<Row> {
    let mut reduced: Vec<Row> = Vec::new();
    let mut leads: Vec<usize> = Vec::new();
    for mut row in space {
        for (known, lead) in reduced.iter().zip(&leads) {
            if let Some((_, by)) = row.iter().find(|(cell, _)| cell == lead) {
                row = minus(&row, known, *by);
            }
        }
        // The last cell leads: what comes late in a publication is told by what came before.
        let Some((lead, by)) = row.last().copied() else { continue };
        let scale = field::inverse(by);
        for (_, by) in &mut row {
            *by = field::mul(*by, scale);
        }
        for known in &mut reduced {
            if let Some((_, by)) = known.iter().find(|(cell, _)| *cell == lead).copied() {
                *known = minus(known, &row, by);
            }
        }
        reduced.push(row);
        leads.push(lead);
    }
    reduced.sort();
    reduced
}

fn relation(exact: Row) -> Relation {
    let fractions: Option<Vec<(i64, i64)>> =
        exact.iter().map(|(_, by)| field::fraction(*by % PRIME, GREATEST)).collect();
    let small = fractions.and_then(|fractions| {
        let denominator = fractions.iter().try_fold(1i64, |common, (_, below)| {
            Some(common / gcd(common, *below) * below).filter(|common| *common <= GREATEST)
        })?;
        Some(
            exact
                .iter()
                .zip(fractions)
                .map(|((cell, _), (above, below))| (*cell, above * denominator / below))
                .collect(),
        )
    });
    Relation { exact, small }
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a.abs() } else { gcd(b, a % b) }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Relation, relations};
    use crate::disclosure::cells::{Cell, Cells};

    /// Cells of one register, each by what units 0, 1, 2, ... add.
    fn cells(registers: &[&[&[i64]]]) -> Cells {
        let count = registers[0].len();
        let vector = |amounts: &[i64]| {
            let units = (0..).zip(amounts.iter().copied());
            Arc::new(units.filter(|(_, amount)| *amount != 0).collect::<Vec<_>>())
        };
        let all = (0..count)
            .map(|cell| Cell {
                vectors: registers.iter().map(|register| vector(register[cell])).collect(),
                counts: true,
                positive: true,
            })
            .collect();
        Cells { all, of_tally: (0..count).collect() }
    }

    #[test]
    fn a_total_is_its_parts_and_what_holds_once_by_chance_is_dropped() {
        let total: &[i64] = &[1, 1, 1, 1];
        let (a, b): (&[i64], &[i64]) = (&[1, 1, 0, 0], &[0, 0, 1, 1]);
        // By chance the last is the first part, in one register.
        let once = cells(&[&[total, a, b, a]]);
        assert_eq!(relations(&once).len(), 2);
        let twice = cells(&[&[total, a, b, a], &[total, b, a, &[1, 0, 1, 0]]]);
        let found: Vec<_> = relations(&twice).into_iter().map(|Relation { small, .. }| small).collect();
        assert_eq!(found, [Some(vec![(0, -1), (1, 1), (2, 1)])]);
    }
}
