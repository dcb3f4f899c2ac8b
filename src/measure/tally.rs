//! Tallies: each unit once.

use std::collections::BTreeMap;

use polars::prelude::IdxCa;

use super::Observations;
use crate::cohort::Population;
use crate::spec::Unit;

pub(super) fn tally(population: &Population, unit: Unit) -> Observations {
    match unit {
        Unit::Person => persons(population),
        Unit::Family => families(population),
    }
}

fn persons(population: &Population) -> Observations {
    let members = &population.members;
    Observations {
        frame: population.frame.clone(),
        units: members.iter().map(|member| member.id.clone()).collect(),
        members: (0..members.len()).collect(),
        values: vec![1.0; members.len()],
        rows: members.iter().map(|member| vec![member.row]).collect(),
        ..Observations::default()
    }
}

/// A family stands at its first member's place, with that member's columns and all members' rows.
fn families(population: &Population) -> Observations {
    let members = &population.members;
    let mut of_family: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, member) in members.iter().enumerate() {
        of_family.entry(&member.family).or_default().push(at);
    }
    let mut families: Vec<(&str, Vec<usize>)> = of_family.into_iter().collect();
    families.sort_by_key(|(_, at)| at[0]);
    let firsts: IdxCa = families.iter().map(|(_, at)| u32::try_from(at[0]).ok()).collect();
    Observations {
        frame: population.frame.take(&firsts).expect("the places are the frame's own"),
        units: families.iter().map(|(family, _)| (*family).to_owned()).collect(),
        members: families.iter().map(|(_, at)| at[0]).collect(),
        values: vec![1.0; families.len()],
        rows: families.iter().map(|(_, at)| at.iter().map(|at| members[*at].row).collect()).collect(),
        ..Observations::default()
    }
}
