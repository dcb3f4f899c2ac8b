//! Twins: for a hidden cell two worlds that agree with all that is published, and in which the cell is far apart.
//!
//! Whoever finds the worlds, each is checked here in whole numbers: all relations, all that is known to be at least or at most
//! something. A world that is not found is not there: its cell counts as not protected.

use std::collections::{BTreeMap, BTreeSet};

use super::field;
use super::relations::{Relation, reduce};
use super::simplex::greatest;

/// The greatest coefficient with which a hidden cell may follow from others.
const GREATEST: i64 = 60;

/// Whole numbers for hidden cells, as differences from what they are.
pub(super) type World = BTreeMap<usize, i64>;

/// The two worlds of each cell.
pub(super) type Twins = BTreeMap<usize, (World, World)>;

/// With more free cells than this they are not tried one by one.
const FEW: usize = 12;

/// What an outsider knows of hidden cells: they are tied by relations, and lie between bounds.
#[derive(Debug)]
pub(super) struct Known {
    /// The equations between hidden cells, in small whole numbers.
    relations: Vec<Vec<(usize, i64)>>,
    /// How far each may lie below and above what it is.
    room: BTreeMap<usize, (i64, i64)>,
    /// Pairs of which the first is at most the second, and how far they are apart.
    pairs: Vec<(usize, usize, i64)>,
    /// Each group of cells that are tied to each other, with the cells that may move freely in it.
    groups: Vec<Group>,
    group_of: BTreeMap<usize, usize>,
}

#[derive(Debug, Default)]
struct Group {
    cells: Vec<usize>,
    /// Cells that nothing else of the group decides.
    free: Vec<usize>,
    /// Each cell by how far the free ones move.
    moves: BTreeMap<usize, Vec<f64>>,
    /// The equations with a cell of the group, and the pairs in it.
    relations: Vec<usize>,
    pairs: Vec<(usize, usize, i64)>,
}

impl Known {
    /// `relations` hold between all cells, `room` has the hidden ones.
    pub(super) fn new(
        relations: &[&Relation],
        room: BTreeMap<usize, (i64, i64)>,
        pairs: Vec<(usize, usize, i64)>,
    ) -> Self {
        let rows = relations.iter().filter(|relation| relation.small.is_some()).map(|relation| {
            relation.exact.iter().filter(|(cell, _)| room.contains_key(cell)).copied().collect::<Vec<_>>()
        });
        let reduced = reduce(rows.filter(|row| !row.is_empty()).collect());
        let whole = |relation: &&Relation| -> Option<Vec<(usize, i64)>> {
            let row: Vec<_> =
                relation.small.as_ref()?.iter().filter(|(cell, _)| room.contains_key(cell)).copied().collect();
            (!row.is_empty()).then_some(row)
        };
        let whole: Vec<_> = relations.iter().filter_map(whole).collect();
        let mut known = Self { relations: whole, room, pairs, groups: Vec::new(), group_of: BTreeMap::new() };
        known.group(&reduced);
        known
    }

    /// Cells that a relation or a pair ties to each other, and how they move together.
    fn group(&mut self, reduced: &[Vec<(usize, u64)>]) {
        let cells: Vec<usize> = self.room.keys().copied().collect();
        let pairs = self.pairs.iter().map(|(less, more, _)| vec![*less, *more]);
        let ties = reduced.iter().map(|row| row.iter().map(|(cell, _)| *cell).collect()).chain(pairs);
        for cells in components(&cells, ties) {
            let at = self.groups.len();
            let mut group = Group { cells, ..Group::default() };
            let inside: BTreeSet<usize> = group.cells.iter().copied().collect();
            let rows: Vec<&Vec<(usize, u64)>> = reduced.iter().filter(|row| inside.contains(&row[0].0)).collect();
            let leads: BTreeSet<usize> = rows.iter().filter_map(|row| Some(row.last()?.0)).collect();
            group.free = group.cells.iter().copied().filter(|cell| !leads.contains(cell)).collect();
            let place = |cell: usize| group.free.iter().position(|free| *free == cell);
            for cell in &group.cells {
                let mut moves = vec![0.0; group.free.len()];
                if let Some(own) = place(*cell) {
                    moves[own] = 1.0;
                }
                group.moves.insert(*cell, moves);
            }
            for row in rows {
                let Some(((lead, _), rest)) = row.split_last() else { continue };
                let mut moves = vec![0.0; group.free.len()];
                for (cell, by) in rest {
                    // A coefficient that is not small cannot move with the others in whole numbers: no world is found with it.
                    let (above, below) = field::fraction(*by, GREATEST).unwrap_or((0, 1));
                    if let Some(free) = place(*cell) {
                        moves[free] = -(above as f64) / below as f64;
                    }
                }
                group.moves.insert(*lead, moves);
            }
            let own = |row: &Vec<(usize, i64)>| row.iter().any(|(cell, _)| inside.contains(cell));
            group.relations = (0..self.relations.len()).filter(|at| own(&self.relations[*at])).collect();
            group.pairs = self.pairs.iter().copied().filter(|(less, _, _)| inside.contains(less)).collect();
            for cell in &group.cells {
                self.group_of.insert(*cell, at);
            }
            self.groups.push(group);
        }
    }

    /// The number of the group of cells that a cell is tied to.
    pub(super) fn group_of(&self, cell: usize) -> Option<usize> {
        self.group_of.get(&cell).copied()
    }

    /// Two worlds in which a cell is at least so far apart. `worlds` are tried first, and those that are found are added.
    pub(super) fn twins(&self, cell: usize, apart: i64, worlds: &mut Twins) -> Option<(World, World)> {
        let group = &self.groups[self.group_of(cell)?];
        let far = |least: &World, most: &World| most[&cell].saturating_sub(least[&cell]) >= apart;
        if let Some((least, most)) = worlds.get(&cell) {
            // They were found while less was hidden, and have nothing to say of the rest: that stays as it is.
            let here = |world: &World| -> World {
                group.cells.iter().map(|cell| (*cell, world.get(cell).copied().unwrap_or_default())).collect()
            };
            let (least, most) = (here(least), here(most));
            if self.is_world(group, &least) && self.is_world(group, &most) && far(&least, &most) {
                return Some((least, most));
            }
        }
        let nothing = || group.cells.iter().map(|cell| (*cell, 0)).collect::<World>();
        let found = self.search(group, (cell, apart), (nothing(), nothing()));
        if !far(&found.0, &found.1) {
            return None;
        }
        worlds.insert(cell, found.clone());
        Some(found)
    }

    /// The two worlds furthest apart that the proposers come to.
    fn search(
        &self,
        group: &Group,
        (cell, apart): (usize, i64),
        (mut least, mut most): (World, World),
    ) -> (World, World) {
        let far = |least: &World, most: &World| most[&cell].saturating_sub(least[&cell]) >= apart;
        // One free cell moved alone is often enough, where there are few.
        let few = if group.free.len() > FEW { 0 } else { group.free.len() };
        for (at, step) in (0..few).flat_map(|at| [(at, 1.0), (at, -1.0)]) {
            let along = group.moves[&cell][at] * step;
            if along == 0.0 {
                continue;
            }
            for times in [apart as f64, (apart as f64 / 2.0).ceil(), 1.0] {
                let mut steps = vec![0.0; group.free.len()];
                steps[at] = step * times;
                self.take(group, &steps, cell, (&mut least, &mut most));
            }
            if far(&least, &most) {
                return (least, most);
            }
        }
        let (rows, bounds) = self.programme(group);
        for sign in [1.0, -1.0] {
            let aim: Vec<f64> = group.moves[&cell].iter().map(|by| by * sign).collect();
            if let Some(steps) = greatest(&aim, &rows, &bounds) {
                self.take(group, &steps, cell, (&mut least, &mut most));
                if far(&least, &most) {
                    break;
                }
            }
        }
        (least, most)
    }

    /// Takes the world that comes of moving the free cells, if it is one and is further out than what there is.
    fn take(&self, group: &Group, steps: &[f64], cell: usize, (least, most): (&mut World, &mut World)) {
        let whole: Vec<f64> = steps.iter().map(|step| step.round()).collect();
        let mut world = World::new();
        for (cell, moves) in &group.moves {
            let moved: f64 = moves.iter().zip(&whole).map(|(by, step)| by * step).sum();
            #[expect(
                clippy::cast_possible_truncation,
                reason = "what is not a whole number is no world, as the check finds"
            )]
            world.insert(*cell, moved.round() as i64);
        }
        if !self.is_world(group, &world) {
            return;
        }
        if world[&cell] < least[&cell] {
            *least = world;
        } else if world[&cell] > most[&cell] {
            *most = world;
        }
    }

    /// Whether all that is known holds in it.
    fn is_world(&self, group: &Group, world: &World) -> bool {
        // What is tied to nothing here stays as it is.
        let moved = |cell: &usize| i128::from(world.get(cell).copied().unwrap_or_default());
        let bounded = group.cells.iter().all(|cell| {
            let (below, above) = self.room[cell];
            (-below..=above).contains(&world[cell])
        });
        let related = || {
            let comes_to =
                |at: &usize| self.relations[*at].iter().map(|(cell, by)| moved(cell) * i128::from(*by)).sum::<i128>();
            group.relations.iter().all(|at| comes_to(at) == 0)
        };
        let ordered = || group.pairs.iter().all(|(less, more, apart)| moved(less) - moved(more) <= i128::from(*apart));
        bounded && related() && ordered()
    }

    fn programme(&self, group: &Group) -> (Vec<Vec<f64>>, Vec<f64>) {
        let (mut rows, mut bounds) = (Vec::new(), Vec::new());
        for cell in &group.cells {
            let (below, above) = self.room[cell];
            rows.push(group.moves[cell].clone());
            bounds.push(above as f64);
            rows.push(group.moves[cell].iter().map(|by| -by).collect());
            bounds.push(below as f64);
        }
        for (less, more, apart) in &group.pairs {
            let row = group.moves[less].iter().zip(&group.moves[more]).map(|(a, b)| a - b);
            rows.push(row.collect());
            bounds.push(*apart as f64);
        }
        (rows, bounds)
    }
}

/// The cells in groups of those that are tied to each other, directly or by way of others.
pub(super) fn components(cells: &[usize], ties: impl Iterator<Item = Vec<usize>>) -> Vec<Vec<usize>> {
    let mut leader: BTreeMap<usize, usize> = cells.iter().map(|cell| (*cell, *cell)).collect();
    for tie in ties {
        let mut tie = tie.into_iter();
        let Some(first) = tie.next() else { continue };
        for other in tie {
            let (a, b) = (find(&mut leader, first), find(&mut leader, other));
            leader.insert(a.max(b), a.min(b));
        }
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for cell in cells {
        groups.entry(find(&mut leader, *cell)).or_default().push(*cell);
    }
    groups.into_values().collect()
}

/// Who leads a cell's group.
fn find(leader: &mut BTreeMap<usize, usize>, cell: usize) -> usize {
    let above = leader[&cell];
    if above == cell {
        return cell;
    }
    let top = find(leader, above);
    leader.insert(cell, top);
    top
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Known, Twins};
    use crate::disclosure::field;
    use crate::disclosure::relations::Relation;

    fn relation(row: &[(usize, i64)]) -> Relation {
        Relation { exact: row.iter().map(|(cell, by)| (*cell, field::of(*by))).collect(), small: Some(row.to_vec()) }
    }

    #[test]
    fn two_cells_of_a_total_of_six_lie_between_one_and_five() {
        // 2 + 4 = 6, each at least 1.
        let known = relation(&[(0, 1), (1, 1), (2, -1)]);
        let known = |least: i64| {
            let room = BTreeMap::from([(0, (2 - least, 100)), (1, (4 - least, 100))]);
            Known::new(&[&known], room, Vec::new())
        };
        let (low, high) = known(1).twins(0, 4, &mut Twins::new()).expect("1 and 5");
        assert_eq!((low[&0], low[&1], high[&0], high[&1]), (-1, 1, 3, -3));
        assert!(known(1).twins(0, 5, &mut Twins::new()).is_none());
        assert!(known(0).twins(0, 5, &mut Twins::new()).is_some());
    }

    #[test]
    fn what_is_within_another_bounds_it() {
        // 2 within 4, and both hidden: the first can be 1 to 5 only if the second grows with it.
        let room = BTreeMap::from([(0, (1, 100)), (1, (3, 0))]);
        assert!(Known::new(&[], room.clone(), vec![(0, 1, 2)]).twins(0, 4, &mut Twins::new()).is_none());
        assert!(Known::new(&[], room, Vec::new()).twins(0, 4, &mut Twins::new()).is_some());
    }
}
