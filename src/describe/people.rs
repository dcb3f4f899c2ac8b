//! Which extract names the people that a new report is about, and whom it leaves out.

use crate::diagnostic::counted;
use std::collections::BTreeSet;

use super::{Column, Described, Drawn};

/// What a column's name says of the household that a person belongs to.
const HOUSEHOLD: [&str; 3] = ["familie", "husstand", "hushold"];

/// The extract with a row for each person and days between which they take part: the one of most people, as whoever is not in it
/// is counted nowhere.
pub(super) fn of_everyone<'a, 'd>(all: &'a [Drawn<'d>]) -> Option<&'a Drawn<'d>> {
    let fits =
        |described: &Described| described.spell.is_some() && described.person().is_some_and(|person| person.unique);
    // Of as many people the first: the order of the files' names.
    all.iter().rev().filter(|drawn| fits(drawn.described)).max_by_key(|drawn| drawn.described.rows)
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
