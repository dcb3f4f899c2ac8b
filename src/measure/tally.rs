//! Tallies: each unit once.

use std::sync::Arc;

use super::people::number;
use crate::cohort::{Columns, Population, RowLists};
use crate::observation::{Lineage, Numbers, Observations, Units};
use crate::spec::Unit;

pub(super) fn tally(population: &Arc<Population>, unit: Unit) -> Observations {
    match unit {
        Unit::Person => persons(population),
        Unit::Family => families(population),
    }
}

fn persons(population: &Arc<Population>) -> Observations {
    let rows: RowLists = population.members.iter().map(|member| [member.row]).collect();
    once(population, (0..population.members.len()).map(number).collect(), rows, false)
}

/// A family stands at its first member's place, with that member's columns and all members' rows.
fn families(population: &Arc<Population>) -> Observations {
    let mut of_family: Vec<Vec<usize>> = Vec::new();
    // Families have their numbers in the order of their first members.
    for (at, family) in population.families().into_iter().enumerate() {
        let family = family as usize;
        if family == of_family.len() {
            of_family.push(Vec::new());
        }
        of_family[family].push(at);
    }
    let firsts = of_family.iter().map(|members| number(members[0])).collect();
    let row = |at: &usize| population.members[*at].row;
    let rows = of_family.iter().map(|members| members.iter().map(row).collect::<Vec<_>>()).collect();
    once(population, firsts, rows, true)
}

fn once(population: &Arc<Population>, members: Vec<u32>, rows: RowLists, families: bool) -> Observations {
    let mut columns = Columns::new(members.len());
    let index = columns.index(members);
    columns.lay(population.frame.clone(), Some(index));
    Observations {
        columns,
        units: Units::Members { of: population.clone(), index, families },
        values: Numbers::One,
        lineage: Lineage::kept(rows),
        ..Observations::default()
    }
}
