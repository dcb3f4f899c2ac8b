//! Sums that readers of the definitions see at once: a number is those of some labels of a table's line together, or two lines come to
//! the same. What several lines come to and nobody printed is a cell of its own, a margin.
//!
//! Most of what ties the numbers of a publication together is of this kind, and to look for it costs little. That nothing else does
//! is another question (`rank`).

use std::collections::{BTreeMap, BTreeSet};

use super::cells::{Cell, Cells};
use super::field::{self, add, mul, sub};
use super::relations::Row;
use super::tally::{Side, Tallies, Vector};
use crate::random::Random;

/// Cells that stand in one line of a table: at all labels of one of its axes, the other labels being the same, or at all of two or three.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Line {
    /// The cells, in order, each once; those that nobody is ever in are left out.
    cells: Vec<usize>,
    /// Along each axis of several, where they stand along more than one: the cells at each label of it.
    at_labels: Vec<Vec<Vec<usize>>>,
}

impl Line {
    fn of(along: usize, slots: &[([&str; 3], usize)]) -> Self {
        let cells: BTreeSet<usize> = slots.iter().map(|(_, cell)| *cell).collect();
        let of_axis = |axis: usize| {
            let mut at_labels: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
            for (labels, cell) in slots {
                at_labels.entry(labels[axis]).or_default().insert(*cell);
            }
            at_labels.into_values().map(Vec::from_iter).collect()
        };
        let axes = (0..3).filter(|axis| along & 1 << axis != 0 && !along.is_power_of_two());
        Self { cells: cells.into_iter().collect(), at_labels: axes.map(of_axis).collect() }
    }

    fn is_of_one_axis(&self) -> bool {
        self.at_labels.is_empty()
    }
}

/// The lines of all tables.
pub(super) fn lines(tallies: &Tallies, cells: &Cells) -> Vec<Line> {
    let mut lines: BTreeMap<_, Vec<([&str; 3], usize)>> = BTreeMap::new();
    for (at, ((exhibit, part, labels, side), _)) in tallies.slots.iter().enumerate() {
        let cell = cells.of_tally[at];
        if cells.all[cell].is_nothing() {
            continue;
        }
        let labels = [0, 1, 2].map(|axis: usize| labels[axis].as_str());
        // Which of the three axes a line goes along: each set of them.
        for along in 1..8usize {
            let fixed = [0, 1, 2].map(|axis| (along & 1 << axis == 0).then(|| labels[axis]));
            lines.entry((*exhibit, *part, side.clone(), along, fixed)).or_default().push((labels, cell));
        }
    }
    let line = |((.., along, _), slots): ((_, usize, Side, usize, _), Vec<_>)| Line::of(along, &slots);
    let different: BTreeSet<Line> = lines.into_iter().map(line).filter(|line| line.cells.len() > 1).collect();
    different.into_iter().collect()
}

/// Adds what several lines come to and nobody printed, as cells of their own: how many answer a question so stands in no table by two
/// questions, and ties all that have it. One such cell says of each line shortly what each line with each other would say at length.
pub(super) fn add_margins(cells: &mut Cells, lines: &[Line]) {
    let prints = Prints::of(cells);
    let mut same: BTreeMap<u64, Vec<&Line>> = BTreeMap::new();
    for line in lines {
        same.entry(prints.sum(&line.cells)).or_default().push(line);
    }
    for cell in &prints.0 {
        same.remove(cell);
    }
    for lines in same.values().filter(|lines| lines.len() > 1) {
        let of_line = lines[0].cells.iter().map(|cell| &cells.all[*cell]);
        let margin = Cell::sum(&of_line.collect::<Vec<_>>());
        cells.all.push(margin);
    }
}

/// The sums that lines come to, for every unit in every register, and the cells that nobody is ever in.
pub(super) fn sums(cells: &Cells, lines: &[Line]) -> Vec<Row> {
    let mut found: BTreeSet<Row> = BTreeSet::new();
    let nothing = (0..cells.all.len()).filter(|cell| cells.all[*cell].is_nothing());
    found.extend(nothing.map(|cell| vec![(cell, 1)]));
    found.extend(alike(cells, lines));
    let registers = Registers::of(cells);
    let mut marks = vec![(0, 0); registers.units];
    for line in lines.iter().filter(|line| line.is_of_one_axis()) {
        found.extend(registers.parts(cells, line, &mut marks));
    }
    found.into_iter().collect()
}

/// Lines that come to the same as a cell does, or as another line; also with cells in it that stand for a line each.
fn alike(cells: &Cells, lines: &[Line]) -> Vec<Row> {
    let prints = Prints::of(cells);
    let mut first: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (cell, print) in prints.0.iter().enumerate().filter(|(cell, _)| !cells.all[*cell].is_nothing()) {
        first.entry(*print).or_insert_with(|| vec![cell]);
    }
    let mut shortest: Vec<&Line> = lines.iter().collect();
    shortest.sort_by_key(|line| line.cells.len());
    let mut found = Vec::new();
    for line in shortest {
        let print = prints.sum(&line.cells);
        for at_labels in &line.at_labels {
            let margins = at_labels.iter().map(|cells| first.get(&prints.sum(cells)).filter(|same| same.len() == 1));
            if let (Some(margins), Some(same)) = (margins.collect::<Option<Vec<_>>>(), first.get(&print)) {
                found.push(less(&margins.into_iter().flatten().copied().collect::<Vec<_>>(), same));
            }
        }
        let same = first.entry(print).or_insert_with(|| line.cells.clone());
        found.push(less(&line.cells, same));
    }
    // A number that stands at two labels is in their margins twice, and in the line once.
    found.retain(|row| !row.is_empty() && prints.come_to_nothing(row));
    found
}

/// A fingerprint of each cell. Two sums that are not the same have the same one once in 2^61 times: what each unit adds is counted so
/// many times, a number that nothing else follows from.
struct Prints(Vec<u64>);

impl Prints {
    fn of(cells: &Cells) -> Self {
        let mut random = Random(1);
        let mut times: Vec<Vec<u64>> = Vec::new();
        let mut print = |vectors: &[Vector]| {
            let mut sum = 0;
            for (register, vector) in vectors.iter().enumerate() {
                if times.len() <= register {
                    times.push(Vec::new());
                }
                let times = &mut times[register];
                for (unit, amount) in vector.iter() {
                    while times.len() <= *unit as usize {
                        times.push(random.number() % field::PRIME);
                    }
                    sum = add(sum, mul(field::of(*amount), times[*unit as usize]));
                }
            }
            sum
        };
        Self(cells.all.iter().map(|cell| print(&cell.vectors)).collect())
    }

    /// Whether so many times some cells come to nothing.
    fn come_to_nothing(&self, row: &Row) -> bool {
        row.iter().fold(0, |sum, (cell, by)| add(sum, mul(*by, self.0[*cell]))) == 0
    }

    /// That of some cells together.
    fn sum(&self, cells: &[usize]) -> u64 {
        cells.iter().fold(0, |sum, cell| add(sum, self.0[*cell]))
    }
}

/// What some cells come to less what others do.
fn less(one: &[usize], other: &[usize]) -> Row {
    let mut row: BTreeMap<usize, u64> = BTreeMap::new();
    for cell in one {
        let by = row.entry(*cell).or_default();
        *by = add(*by, 1);
    }
    for cell in other {
        let by = row.entry(*cell).or_default();
        *by = sub(*by, 1);
    }
    row.into_iter().filter(|(_, by)| *by != 0).collect()
}

/// So many units of a cell tell of most others that they are no part of a line.
const PROBES: usize = 8;

/// The units of all registers, one register's after another's.
struct Registers {
    begins: Vec<usize>,
    units: usize,
    /// How many units each cell has in all of them.
    sizes: Vec<usize>,
    /// Some units of each cell.
    probes: Vec<[usize; PROBES]>,
}

impl Registers {
    fn of(cells: &Cells) -> Self {
        let (begins, units) = cells.units();
        let mut registers = Self { begins, units, sizes: Vec::new(), probes: Vec::new() };
        for cell in 0..cells.all.len() {
            let own: Vec<usize> = registers.each(cells, cell).map(|(at, _)| at).collect();
            registers.sizes.push(own.len());
            registers
                .probes
                .push(std::array::from_fn(|probe| own.get(probe * own.len() / PROBES).copied().unwrap_or(0)));
        }
        registers
    }

    /// What a cell's units add, each at its place among all.
    fn each(&self, cells: &Cells, cell: usize) -> impl Iterator<Item = (usize, i64)> {
        let vectors = cells.all[cell].vectors.iter().zip(&self.begins);
        vectors.flat_map(|(vector, begin)| vector.iter().map(move |(unit, amount)| (begin + *unit as usize, *amount)))
    }

    /// The cells that are some of a line's together, where no unit is in two of these. `marks` are empty before and after.
    fn parts(&self, cells: &Cells, line: &Line, marks: &mut [(u32, i64)]) -> Vec<Row> {
        let mut is_shared_out = true;
        for (number, cell) in (1..).zip(&line.cells) {
            for (at, amount) in self.each(cells, *cell) {
                is_shared_out &= marks[at].0 == 0;
                marks[at] = (number, amount);
            }
        }
        let mut found = Vec::new();
        if is_shared_out {
            let may = |cell: &usize| self.probes[*cell].iter().all(|at| marks[*at].0 != 0);
            let others = (0..cells.all.len()).filter(|cell| may(cell) && line.cells.binary_search(cell).is_err());
            found.extend(others.filter_map(|cell| self.part(cells, cell, line, marks)));
        }
        for (at, _) in line.cells.iter().flat_map(|cell| self.each(cells, *cell)) {
            marks[at] = (0, 0);
        }
        found
    }

    /// The cells of a line, whose units are marked, that a cell is together.
    fn part(&self, cells: &Cells, cell: usize, line: &Line, marks: &[(u32, i64)]) -> Option<Row> {
        let own = self.sizes[cell];
        let mut parts: Vec<u32> = Vec::new();
        let mut all = 0;
        for (at, amount) in self.each(cells, cell) {
            let (part, whole) = marks[at];
            if part == 0 || whole != amount {
                return None;
            }
            if !parts.contains(&part) {
                parts.push(part);
                // All of each of them must be in it.
                all += self.sizes[line.cells[part as usize - 1]];
                if all > own {
                    return None;
                }
            }
        }
        let parts: Vec<usize> = parts.into_iter().map(|number| line.cells[number as usize - 1]).collect();
        (!parts.is_empty() && all == own).then(|| less(&parts, &[cell]))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::lines;
    use crate::disclosure::cells::Cells;
    use crate::disclosure::relations::relations;
    use crate::disclosure::tally::{ONE, Side, Slots, Tallies, Vector};
    use crate::random::Random;

    const QUESTIONS: usize = 5;
    const ANSWERS: usize = 3;

    /// The tables by two of what people answered each question, one table an exhibit; and the first once more, with a label that stands
    /// there twice.
    fn tables(people: u32, seed: u64) -> Slots {
        let mut random = Random(seed);
        let mut slots = Slots::new();
        for person in 0..people {
            let said: Vec<usize> = (0..QUESTIONS).map(|_| random.below(ANSWERS)).collect();
            let mut count = |exhibit: usize, series: String, x: String| {
                let slot = ((0, exhibit), 0, [String::new(), series, x], Side::Counted);
                let vector: &mut Vector = slots.entry(slot).or_default();
                std::sync::Arc::make_mut(vector).push((person, ONE));
            };
            for one in 0..QUESTIONS {
                for other in 0..one {
                    count(one * QUESTIONS + other, said[one].to_string(), said[other].to_string());
                }
            }
            count(0, said[1].to_string(), said[0].to_string());
            if said[0] == 0 {
                count(0, said[1].to_string(), "0 again".to_owned());
            }
        }
        slots
    }

    #[test]
    fn tables_by_two_are_tied_by_how_many_answer_each_question_so_and_by_nothing_else() {
        let tallies = Tallies { slots: tables(60, 1).into_iter().collect(), ..Tallies::default() };
        let others: Vec<Slots> = (2..12).map(|seed| tables(60, seed)).collect();
        let mut cells = Cells::new(&tallies, &others);
        let pairs = QUESTIONS * (QUESTIONS - 1) / 2;
        let printed = pairs * ANSWERS * ANSWERS;
        assert_eq!(cells.all.len(), printed);
        let lines = lines(&tallies, &cells);
        let related = relations(&mut cells, &lines, &[], &[]);
        // How many there are, how many say each answer but the last of a question, and how many say two such answers of two questions is
        // free (the parameters of a log-linear model with all interactions of two: S. E. Fienberg, The Analysis of Cross-Classified
        // Categorical Data, 1980); all else follows.
        let free = 1 + QUESTIONS * (ANSWERS - 1) + pairs * (ANSWERS - 1) * (ANSWERS - 1);
        let margins = cells.all.len() - printed;
        assert_eq!(margins, 1 + QUESTIONS * ANSWERS, "how many there are, and how many say each answer");
        assert_eq!((related.relations.len(), related.odd), (printed + margins - free, 0));
        for relation in &related.relations {
            for register in 0..=others.len() {
                let mut sums: BTreeMap<u32, i64> = BTreeMap::new();
                for (cell, by) in &relation.small {
                    for (unit, amount) in cells.all[*cell].vectors[register].iter() {
                        *sums.entry(*unit).or_default() += by * amount;
                    }
                }
                assert!(sums.values().all(|sum| *sum == 0), "{relation:?} does not hold in register {register}");
            }
        }
        let longest = related.relations.iter().map(|relation| relation.small.len()).max();
        assert_eq!(longest, Some(ANSWERS + 1), "a sum of one line and what it comes to");
    }
}
