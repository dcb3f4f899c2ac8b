//! Which extract names the people that a new report is about, and whom it leaves out.

use crate::diagnostic::counted;
use std::collections::BTreeSet;

use super::{Column, Described, Drawn, Guess};

/// What a column's name says of the household that a person belongs to.
const HOUSEHOLD: [&str; 3] = ["familie", "husstand", "hushold"];

/// The extract with a row for each person and days between which they take part, or, where none has both, a day from which: the one of
/// most people, as whoever is not in it is counted nowhere.
pub(super) fn of_everyone<'a, 'd>(all: &'a [Drawn<'d>]) -> Option<&'a Drawn<'d>> {
    let most = |fits: fn(&Described) -> bool| {
        let is_one_a_row = |described: &Described| described.person().is_some_and(|person| person.unique);
        // Of as many people the first: the order of the files' names.
        let fitting = all.iter().rev().filter(|drawn| is_one_a_row(drawn.described) && fits(drawn.described));
        fitting.max_by_key(|drawn| drawn.described.rows)
    };
    most(|described| described.spell.is_some()).or_else(|| most(|described| stay(described).is_some()))
}

/// The columns with the day on which a person comes, and that on which the person goes.
pub(super) fn stay(described: &Described) -> Option<(&str, Option<&str>)> {
    if let Some((enters, leaves, _)) = &described.spell {
        return Some((enters.as_str(), Some(leaves.as_str())));
    }
    let is_known = |column: &&Column| column.required && column.personal.is_none();
    let mut days = described.columns.iter().filter(|column| matches!(column.guess, Guess::Day(_)));
    Some((days.find(is_known)?.name.as_str(), None))
}

/// What somebody should look at, in Danish: how many people each extract tells of that are not in the one that names the people.
pub fn left_out(all: &[Drawn<'_>]) -> Vec<String> {
    let Some(persons) = of_everyone(all) else { return Vec::new() };
    let named = numbers(persons.described);
    let missing = |drawn: &Drawn<'_>| {
        let theirs = numbers(drawn.described);
        let gone = theirs.difference(&named).count();
        (gone > 0).then(|| {
            format!(
                "{gone} af {} i {} står ikke i {}, og tælles ingen steder med",
                counted(theirs.len(), "person", "personer"),
                drawn.described.file,
                persons.described.file
            )
        })
    };
    all.iter().filter_map(missing).collect()
}

/// The column with the household of each person.
pub(super) fn household(described: &Described) -> Option<&Column> {
    described.columns.iter().find(|column| {
        let name = column.name.to_lowercase();
        HOUSEHOLD.iter().any(|word| name.contains(word))
    })
}

/// The CPR numbers in an extract, written alike: with and without a hyphen they are one person's.
fn numbers(described: &Described) -> BTreeSet<String> {
    let cells = described.person().into_iter().flat_map(|column| column.values.iter().flatten());
    cells.map(|cell| cell.chars().filter(char::is_ascii_alphanumeric).collect()).collect()
}
