//! Relations between cells: the equations that hold for every unit in every register.
//!
//! A relation that holds in the data by chance is known to nobody. One that follows from the definitions holds in any data,
//! so it must hold as well where each extract's rows have been given to other people. What holds in all registers, unit by
//! unit, is the null space of the matrix with a row for each unit of each register and a column for each cell.
//!
//! Most of it stands in the lines of tables and is read there (`lines`). Where it is proven that nothing else holds (`rank`), that is all
//! of it; else the space is found from the rows, exactly, modulo a prime.

use std::collections::{BTreeMap, BTreeSet};

use super::basis::Basis;
use super::cells::Cells;
use super::field::{self, PRIME, product};
use super::lines::{Line, add_margins, sums};
use super::rank::Matrix;
use crate::random::Random;

/// The greatest coefficient of a relation that a reader of the definitions would know of.
const GREATEST: i64 = 60;

/// The same of a relation between few cells: a price may be one.
const GREATEST_OF_FEW: i64 = 1_000_000;

/// So many cells are few.
const FEW: usize = 4;

/// So many units' rows are held against what is left together, and those of each half where not all agree.
const TOGETHER: usize = 32;

/// So many rows more than columns are enough to tell whether these are independent, and so many of them each unit is put into.
const MORE: usize = 64;
const ROWS_OF_ONE: usize = 4;

/// One relation: the coefficients of its cells sum to nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Relation {
    /// Cells and coefficients modulo the prime.
    pub(super) exact: Vec<(usize, u64)>,
    /// The same as small whole numbers.
    pub(super) small: Vec<(usize, i64)>,
}

/// A row of coefficients by column.
pub(super) type Row = Vec<(usize, u64)>;

/// The relations between cells.
#[derive(Debug, Default)]
pub(super) struct Related {
    /// Those in small whole numbers, none of which follows from others.
    pub(super) relations: Vec<Relation>,
    /// How many more there are that cannot be told in such: no definition says them. Where a few rows only make many cells, there
    /// must be some.
    pub(super) odd: usize,
}

/// The relations that hold in all registers. `lines` are those of the tables, `differences` cells with the two of which each is the
/// difference, `alike` two each that readers take for the same.
pub(super) fn relations(
    cells: &mut Cells,
    lines: &[Line],
    differences: &[(usize, usize, usize)],
    alike: &[(usize, usize)],
) -> Related {
    let difference = |(few, greater, lesser): &(usize, usize, usize)| {
        let mut row = vec![(*few, 1), (*lesser, 1), (*greater, field::sub(0, 1))];
        row.sort_unstable();
        row
    };
    let differences: Vec<Row> = differences.iter().map(difference).collect();
    let printed = cells.all.len();
    add_margins(cells, lines);
    let plain = sums(cells, lines).into_iter().chain(differences.iter().cloned());
    let (mut found, mut basis) = shortest(cells, plain.filter_map(relation).collect());
    let mut odd = 0;
    if !is_all(cells, &basis) {
        cells.all.truncate(printed);
        let space = null_space(cells);
        let dimension = space.len();
        let mut all: Vec<Relation> = differences.into_iter().filter_map(relation).collect();
        all.extend(small_forms(cells, space));
        (found, basis) = shortest(cells, all);
        odd = dimension - found.len();
    }
    // What holds by a rule of the world, and not by the definitions, is known all the same.
    let same = alike.iter().filter_map(|(one, other)| {
        let mut row = vec![(*one, 1), (*other, field::sub(0, 1))];
        row.sort_unstable();
        relation(row)
    });
    let same: Vec<Relation> = same.collect();
    found.extend(same.into_iter().filter(|relation| basis.add(&relation.exact)));
    Related { odd, relations: found }
}

/// The shortest first, and none that is a sum of others; and the basis that they are.
fn shortest(cells: &Cells, mut found: Vec<Relation>) -> (Vec<Relation>, Basis) {
    found.sort_by(|a, b| (a.small.len(), &a.small).cmp(&(b.small.len(), &b.small)));
    let mut basis = Basis::of(cells.all.len(), found.iter().map(|relation| &relation.exact));
    found.retain(|relation| basis.add(&relation.exact));
    (found, basis)
}

/// Whether all that holds follows from these: then nothing ties the cells together by which none of these is.
fn is_all(cells: &Cells, basis: &Basis) -> bool {
    let free: Vec<usize> = (0..cells.all.len()).filter(|cell| !basis.tells(*cell)).collect();
    let (begins, units) = cells.units();
    // Where units are many they are put together: each a number of times that nothing else follows from, in several rows.
    let rows = units.min(free.len() + MORE);
    let mut random = Random(0);
    let mut into = |unit: usize| {
        let some = |_| (random.below(rows), (random.number() >> 42) as u32);
        if rows == units { vec![(unit, 1)] } else { (0..ROWS_OF_ONE).map(some).collect() }
    };
    let into: Vec<Vec<(usize, u32)>> = (0..units).map(&mut into).collect();
    let mut matrix = Matrix::new(rows, free.len());
    for (column, cell) in free.iter().enumerate() {
        for (begin, vector) in begins.iter().zip(&cells.all[*cell].vectors) {
            for (unit, amount) in vector.iter() {
                for (row, times) in &into[begin + *unit as usize] {
                    matrix.add((*row, column), *amount, *times);
                }
            }
        }
    }
    matrix.has_independent_columns()
}

/// The rows of a space that are relations in small whole numbers. What is small in one form need not be in another: an odd one may be
/// mixed in.
fn small_forms(cells: &Cells, space: Vec<Row>) -> Vec<Relation> {
    let count = cells.all.len();
    let turned = |row: Row| row.into_iter().rev().map(|(cell, by)| (count - 1 - cell, by)).collect::<Row>();
    let from_the_end = reduce(space.iter().cloned().map(turned).collect());
    let all = space.iter().cloned().chain(from_the_end.into_iter().map(turned)).chain(reduce(space.clone()));
    let mut found: Vec<Relation> = all.filter_map(relation).collect();
    found.retain(|relation| greatest(relation) <= GREATEST || is_borne_out(cells, relation));
    found
}

/// Its greatest coefficient.
fn greatest(relation: &Relation) -> i64 {
    relation.small.iter().map(|(_, by)| by.saturating_abs()).max().unwrap_or(0)
}

/// Whether more hold to a relation than would to some whatever it is: of two people and three cells there is always one. A person's rows
/// that went to another are the same rows.
fn is_borne_out(cells: &Cells, relation: &Relation) -> bool {
    let registers = cells.all.first().map_or(0, |cell| cell.vectors.len());
    let mut different: BTreeSet<Vec<(usize, i64)>> = BTreeSet::new();
    let mut real = 0;
    for register in 0..registers {
        let mut rows: BTreeMap<u32, Vec<(usize, i64)>> = BTreeMap::new();
        for (cell, _) in &relation.small {
            for (unit, amount) in cells.all[*cell].vectors[register].iter() {
                rows.entry(*unit).or_default().push((*cell, *amount));
            }
        }
        real = if register == 0 { rows.len() } else { real };
        different.extend(rows.into_values());
    }
    real.max(different.len()) >= relation.small.len()
}

/// All sums of cells that come to nothing for every unit in every register.
fn null_space(cells: &Cells) -> Vec<Row> {
    let mut space: Vec<Row> = (0..cells.all.len()).map(|cell| vec![(cell, 1)]).collect();
    let registers = cells.all.first().map_or(0, |cell| cell.vectors.len());
    let mut dense = vec![0u64; cells.all.len()];
    // What a unit adds in one register another may in the next: once is enough. The shortest first, so that what is left stays short.
    let mut all: Vec<Row> = (0..registers).flat_map(|register| rows(cells, register)).collect();
    all.sort_unstable_by(|a, b| a.len().cmp(&b.len()).then_with(|| a.cmp(b)));
    all.dedup();
    let mut times = Random(0);
    for some in all.chunks(TOGETHER) {
        hold(&mut space, some, (&mut dense, &mut times));
    }
    space
}

/// Leaves of a space what some rows agree with, one after the other. Most rows agree with all that is left: a sum of rows, each a number
/// of times that nothing else follows from, comes to nothing by chance once in 2^61 times.
fn hold(space: &mut Vec<Row>, rows: &[Row], (dense, times): (&mut [u64], &mut Random)) {
    let of_one = rows.len() == 1;
    for row in rows {
        let times = if of_one { 1 } else { times.number() % PRIME };
        for (cell, amount) in row {
            dense[*cell] = field::add(dense[*cell], field::mul(*amount, times));
        }
    }
    let agree = !of_one && space.iter().all(|row| product(row, dense) == 0);
    if of_one {
        narrow(space, dense);
    }
    for (cell, _) in rows.iter().flatten() {
        dense[*cell] = 0;
    }
    if !agree && !of_one {
        let (first, rest) = rows.split_at(rows.len() / 2);
        hold(space, first, (dense, times));
        hold(space, rest, (dense, times));
    }
}

/// What each unit of a register adds to each cell, each different row once.
fn rows(cells: &Cells, register: usize) -> Vec<Row> {
    let of = |at: usize| cells.all[at].vectors[register].iter();
    // The rows of all units, one after the other: first how long each is, then where it begins.
    let mut begins: Vec<usize> = Vec::new();
    for (unit, _) in (0..cells.all.len()).flat_map(of) {
        let unit = *unit as usize;
        if begins.len() < unit + 2 {
            begins.resize(unit + 2, 0);
        }
        begins[unit + 1] += 1;
    }
    for at in 1..begins.len() {
        begins[at] += begins[at - 1];
    }
    let mut ends = begins.clone();
    let mut all = vec![(0, 0); begins.last().copied().unwrap_or_default()];
    for at in 0..cells.all.len() {
        for (unit, amount) in of(at) {
            let end = &mut ends[*unit as usize];
            all[*end] = (at, *amount);
            *end += 1;
        }
    }
    let each = begins.windows(2).map(|ends| &all[ends[0]..ends[1]]).filter(|row| !row.is_empty());
    let mut different: Vec<&[(usize, i64)]> = each.collect();
    different.sort_unstable_by(|a, b| a.len().cmp(&b.len()).then_with(|| a.cmp(b)));
    different.dedup();
    let exact = |row: &[(usize, i64)]| row.iter().map(|(cell, amount)| (*cell, field::of(*amount))).collect();
    different.into_iter().map(exact).collect()
}

/// Leaves of the space only what a unit's row agrees with.
fn narrow(space: &mut Vec<Row>, unit: &[u64]) {
    let products: Vec<u64> = space.iter().map(|row| product(row, unit)).collect();
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

/// The relation in small whole numbers, if it is one.
fn relation(exact: Row) -> Option<Relation> {
    let most = if exact.len() <= FEW { GREATEST_OF_FEW } else { GREATEST };
    let fractions: Vec<(i64, i64)> =
        exact.iter().map(|(_, by)| field::fraction(*by % PRIME, most)).collect::<Option<_>>()?;
    let common = fractions.iter().try_fold(1i64, |common, (_, below)| {
        Some(common / gcd(common, *below) * below).filter(|common| *common <= most)
    })?;
    let small = exact.iter().zip(fractions).map(|((cell, _), (above, below))| (*cell, above * (common / below)));
    let small = small.collect();
    Some(Relation { exact, small })
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
                amount: false,
                positive: true,
            })
            .collect();
        Cells { all, of_tally: (0..count).collect() }
    }

    #[test]
    fn what_few_people_make_hold_with_odd_numbers_is_chance_and_a_price_is_none() {
        // Two people and three sums: 3 * 347 - 796 * 15 + 21 * 519 = 0 and 3 * 340 - 796 * 15 + 21 * 520 = 0, whatever anybody means by it.
        let mut by_chance = cells(&[&[&[347, 340], &[15, 15], &[519, 520]]]);
        let found = relations(&mut by_chance, &[], &[], &[]);
        assert_eq!((found.relations.len(), found.odd), (0, 1));
        // What three people and more pay is 1,234 for each visit.
        let mut price = cells(&[&[&[1, 2, 1], &[1234, 2468, 1234]]]);
        assert_eq!(relations(&mut price, &[], &[], &[]).relations.len(), 1);
    }

    #[test]
    fn a_total_is_its_parts_and_what_holds_once_by_chance_is_dropped() {
        let total: &[i64] = &[1, 1, 1, 1];
        let (a, b): (&[i64], &[i64]) = (&[1, 1, 0, 0], &[0, 0, 1, 1]);
        // By chance the last is the first part, in one register.
        let mut once = cells(&[&[total, a, b, a]]);
        assert_eq!(relations(&mut once, &[], &[], &[]).relations.len(), 2);
        let mut twice = cells(&[&[total, a, b, a], &[total, b, a, &[1, 0, 1, 0]]]);
        let found: Vec<_> =
            relations(&mut twice, &[], &[], &[]).relations.into_iter().map(|Relation { small, .. }| small).collect();
        assert!(found == [vec![(0, -1), (1, 1), (2, 1)]] || found == [vec![(0, 1), (1, -1), (2, -1)]], "{found:?}");
    }
}
