//! Small programmes whose worlds are known.

use std::collections::BTreeMap;

use super::super::known::{Known, Moves, Room, World};
use super::simplest;
use proptest::prelude::*;

impl Known {
    /// Two worlds in which a cell is far enough apart.
    fn twins(&self, cell: usize, moves: &impl Moves, corners: u64) -> Option<(World, World)> {
        let apart = self.apart(cell);
        let at = |world: &World| world.get(&cell).copied().unwrap_or_default();
        let most = self.world(cell, (0, apart), moves, corners);
        let least = self.world(cell, ((apart - at(&most)).max(0), 0), moves, corners);
        (at(&most) - at(&least) >= apart).then_some((least, most))
    }
}

/// The first so many cells are hidden.
struct Hidden(usize);

impl Moves for Hidden {
    fn cost(&self, cell: usize) -> Option<f64> {
        (cell < self.0).then_some(0.0)
    }
}

fn room(below: i64, above: i64, apart: i64) -> Room {
    Room { below, above, apart, counts: true }
}

#[test]
fn two_cells_of_a_total_of_six_lie_between_one_and_five() {
    // 2 + 4 = 6, each at least 1.
    let known = |least: i64, apart: i64| {
        let rooms = vec![room(2 - least, 100, apart), room(4 - least, 100, apart), room(0, 0, 1)];
        Known::new(rooms, vec![vec![(0, 1), (1, 1), (2, -1)]], Vec::new())
    };
    let (low, high) = known(1, 4).twins(0, &Hidden(2), 12).expect("1 and 5");
    assert_eq!((low[&0], low[&1], high[&0], high[&1]), (-1, 1, 3, -3));
    assert!(known(1, 5).twins(0, &Hidden(2), 12).is_none());
    assert!(known(0, 5).twins(0, &Hidden(2), 12).is_some());
}

#[test]
fn what_is_within_another_bounds_it() {
    // 2 within 4, and both hidden: the first can be 1 to 5 only if the second grows with it.
    let rooms = |more: i64| vec![room(1, 100, 4), room(3, more, 4)];
    assert!(Known::new(rooms(0), Vec::new(), vec![(0, 1, 2)]).twins(0, &Hidden(2), 12).is_none());
    assert!(Known::new(rooms(9), Vec::new(), vec![(0, 1, 2)]).twins(0, &Hidden(2), 12).is_some());
    assert!(Known::new(rooms(0), Vec::new(), Vec::new()).twins(0, &Hidden(2), 12).is_some());
}

#[test]
fn a_cell_is_held_by_what_its_equations_say_of_the_others() {
    // 2 + 4 = 6 and the second is a total of 1 and 3, each at least 1 and the total at least 2: the first is from 1 to 4.
    let rooms =
        |apart: i64| vec![room(1, 100, apart), room(3, 100, 4), room(0, 0, 1), room(0, 100, 1), room(2, 100, 1)];
    let equations = vec![vec![(0, 1), (1, 1), (2, -1)], vec![(1, -1), (3, 1), (4, 1)]];
    let is_held = |apart: i64| Known::new(rooms(apart), equations.clone(), Vec::new()).is_held(0, &Hidden(5));
    assert_eq!([3, 4].map(is_held), [false, true]);
    // Where it is at most another that cannot move, it cannot go up.
    let within = Known::new(vec![room(1, 100, 3), room(0, 0, 1)], Vec::new(), vec![(0, 1, 1)]);
    assert!(within.is_held(0, &Hidden(1)));
}

#[test]
fn the_simplest_fraction_is_found() {
    for (above, below) in [(0, 1), (1, 1), (-1, 1), (2, 3), (-7, 5), (1, 1_000_000), (3, 60)] {
        let found = simplest(above as f64 / below as f64).expect("a fraction");
        assert_eq!(found.0 * below, found.1 * above, "{above} / {below}");
    }
}

/// The least and the most that the first cell can be off, by going through all worlds within so far.
fn all_worlds(known: &Known, cells: usize, far: i64) -> (i64, i64) {
    let mut ends = (0, 0);
    let mut world = vec![-far; cells];
    loop {
        let moved: World = world.iter().copied().enumerate().filter(|(_, by)| *by != 0).collect();
        if known.is_world(&moved, &Hidden(cells)) {
            ends = (ends.0.min(world[0]), ends.1.max(world[0]));
        }
        let Some(next) = (0..cells).find(|at| world[*at] < far) else { return ends };
        world[..next].fill(-far);
        world[next] += 1;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// What is proven holds in every world there is, and where worlds are no matter of whole numbers it is as close as can be.
    #[test]
    fn what_is_proven_of_a_cell_holds_in_every_world(
        bounds in proptest::collection::vec((0i64..4, 0i64..4), 4),
        equations in proptest::collection::vec(proptest::collection::vec(-1i64..=2, 4), 0..3),
        pairs in proptest::collection::vec((0usize..4, 0usize..4, 0i64..3), 0..3),
    ) {
        let rooms = bounds.iter().map(|(below, above)| room(*below, *above, 1)).collect();
        let row = |by: &Vec<i64>| by.iter().copied().enumerate().filter(|(_, by)| *by != 0).collect::<Vec<_>>();
        let unit = equations.iter().flatten().all(|by| *by < 2) && equations.len() < 2 && pairs.is_empty();
        let equations = equations.iter().map(row).collect();
        let pairs = pairs.into_iter().filter(|(less, more, _)| less != more).collect();
        let known = Known::new(rooms, equations, pairs);
        let (least, most) = all_worlds(&known, 4, 3);
        let within = |within: i64| known.lies_within(0, within, &Hidden(4));
        prop_assert!(!within(most - least - 1), "it is from {least} to {most}");
        prop_assert!(!unit || within(most - least), "it is from {least} to {most}");
        // What its own equations prove is less, and holds as well.
        let mut known = known;
        for apart in 1..=most - least {
            known.settle(0, apart);
            prop_assert!(!known.is_held(0, &Hidden(4)), "it is from {least} to {most}, and not held within {apart}");
        }
    }
}

#[test]
fn a_cell_that_is_not_found_is_not_proven_to_be_close() {
    // Twice the first is three times the second, and the second may move by two at most: the first by three, in whole numbers.
    let known = Known::new(vec![room(0, 2, 2), room(0, 100, 2)], vec![vec![(0, 2), (1, -3)]], Vec::new());
    assert!(known.world(0, (0, 2), &Hidden(2), 12).is_empty());
    assert!(!known.lies_within(0, 1, &Hidden(2)), "that the fractions between are no worlds is not what is proven");
    let known = Known::new(vec![room(0, 1, 2), room(0, 100, 2)], vec![vec![(0, 2), (1, -3)]], Vec::new());
    assert!(known.lies_within(0, 1, &Hidden(2)));
    // Of another cell that may not move nothing is asked.
    assert!(known.lies_within(1, 0, &Hidden(0)));
    let _: BTreeMap<usize, i64> = known.world(1, (0, 1), &Hidden(0), 12);
}

#[test]
fn worlds_are_in_whole_numbers() {
    // Twice the first is three times the second: it can move by three, and not by two.
    let rooms = vec![room(0, 2, 2), room(0, 100, 2)];
    let known = Known::new(rooms.clone(), vec![vec![(0, 2), (1, -3)]], Vec::new());
    assert!(known.twins(0, &Hidden(2), 12).is_none());
    let known = Known::new(vec![room(0, 100, 2); 2], vec![vec![(0, 2), (1, -3)]], Vec::new());
    assert!(known.twins(0, &Hidden(2), 12).is_some(), "in great steps it may go further");
    assert!(Known::new(rooms, vec![vec![(0, 1), (1, -1)]], Vec::new()).twins(0, &Hidden(2), 12).is_some());
}
