//! Zeros among few that are so by what the few are, and not by definition.
//!
//! Nobody of a place is there any more: the register of persons alone says so, and in every register in which rows are about other
//! people it is so, too. Where rows also say other things it is not. Such a zero tells something of each of the few that it is counted
//! among, so it is hidden, with what would give it away by those equations that hold in these registers as well. All else was protected
//! before by all equations, and stays hidden.

use std::collections::{BTreeMap, BTreeSet};

use super::Why;
use super::cells::Cells;
use super::exceptions::Exceptions;
use super::protect::Found;
use super::tally::{ONE, Says, Slots, Statement, Tallies, Vector};

/// What is known of such zeros, where there are any, and in how many registers in which rows say other things they were looked at;
/// nothing is hidden yet. These registers are only asked for where a number among few is nothing in all that are `shuffled`, with the
/// names of the few. Where none of them can be computed it is not known which zeros are definitions, nor what tells them: each is taken to be one that nothing tells.
pub(super) fn found(
    ordinary: &Found,
    (tallies, exceptions): (&Tallies, &Exceptions),
    shuffled: &[Slots],
    mixed: &dyn Fn(&BTreeSet<String>) -> Vec<Slots>,
) -> Option<(Found, usize)> {
    let among_few = |statement: &&Statement| {
        let own = &ordinary.cells.all[ordinary.cells.of_tally[statement.counted]];
        let at = (statement.exhibit, statement.place);
        statement.release == 0 && statement.says != Says::OfSet && own.is_nothing() && !exceptions.show.contains(&at)
    };
    let statements = tallies.statements.iter().zip(&ordinary.rules);
    let told: Vec<_> = statements
        .filter(|(statement, _)| among_few(statement))
        .filter_map(|(statement, rule)| Some((statement, (*rule)?)))
        .collect();
    if told.is_empty() {
        return None;
    }
    let mut mixed = mixed(&people(told.iter().filter_map(|(statement, _)| statement.over.or(statement.n)), tallies));
    let count = mixed.len();
    if mixed.is_empty() {
        mixed.push(each_by_itself(told.iter().map(|(statement, _)| statement.counted), tallies));
    }
    let registers: Vec<_> = shuffled.iter().cloned().chain(mixed).collect();
    let cells = Cells::new(tallies, &registers);
    let mut why: BTreeMap<usize, Why> = BTreeMap::new();
    for (statement, rule) in told {
        let cell = cells.of_tally[statement.counted];
        if !cells.all[cell].is_nothing() {
            why.entry(cell).or_insert(Why::First(rule));
        }
    }
    let found = |why| Found::with(&ordinary.limits, tallies, cells, (why, ordinary.rules.clone()), Vec::new());
    (!why.is_empty()).then(|| (found(why), count))
}

/// The people of some tallies, and of the families that are in them.
fn people(among: impl Iterator<Item = usize>, tallies: &Tallies) -> BTreeSet<String> {
    let mut units: BTreeSet<usize> = BTreeSet::new();
    let mut families: BTreeSet<u32> = BTreeSet::new();
    for unit in among.flat_map(|tally| tallies.slots[tally].1.iter()).map(|(unit, _)| *unit as usize) {
        units.insert(unit);
        let is_family = tallies.names.get(unit).is_none_or(Option::is_none);
        families.extend(tallies.families[unit].filter(|_| is_family));
    }
    let is_of =
        |unit: &usize| units.contains(unit) || tallies.families[*unit].is_some_and(|own| families.contains(&own));
    (0..tallies.names.len()).filter(is_of).filter_map(|unit| tallies.names[unit].clone()).collect()
}

/// A register in which each of some tallies counts somebody who is counted nowhere else.
fn each_by_itself(counted: impl Iterator<Item = usize>, tallies: &Tallies) -> Slots {
    let somebody = |(at, tally): (u32, usize)| (tallies.slots[tally].0.clone(), Vector::new(vec![(at, ONE)]));
    (0..).zip(counted).map(somebody).collect()
}

impl Found {
    /// Hides such zeros, and what must be besides them and all that is hidden for other reasons.
    pub(super) fn hide_besides(&mut self, ordinary: &Self, tallies: &Tallies, exceptions: &Exceptions) {
        let hidden = (0..self.cells.of_tally.len()).filter(|tally| ordinary.is_hidden(*tally));
        let before = hidden.map(|tally| self.cells.of_tally[tally]).collect();
        self.hide(tallies, exceptions, &before);
    }
}
