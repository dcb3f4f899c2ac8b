//! Extracts that are made up, in a report's own layouts: to develop a report, to show it, to try it with many rows.
//!
//! People have numbers that nobody living can have. Rows are drawn from a `model`: guessed from the layout alone,
//! or fitted to real rows, of which then no more is kept than `fit` says. All rules of a layout hold, so that a report reads
//! what is made as it reads what is real. The same seed gives the same bytes.
//!
//! It is no more than that: how columns go together that the spec never uses together, and how a person's rows follow from each
//! other, is not learnt, and no mathematical bound is claimed for what the labels and means that are kept tell.

mod cell;
mod chance;
mod draw;
mod fit;
mod guess;
mod model;
mod pairs;
mod pattern;
mod person;
mod refer;
mod write;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::DataFrame;

use crate::calendar::Month;
use crate::diagnostic::Findings;
use crate::register::People;
use crate::schema::Schema;
use chance::Chance;
use draw::{Drawing, Drawn};
use refer::is_home;

/// How many days a month has, where days are moved by months.
const DAYS_A_MONTH: f64 = 30.4375;

/// What is to be made.
#[derive(Debug, Clone, Copy)]
pub struct Plan<'a> {
    /// How many people.
    pub people: usize,
    /// What chance follows from.
    pub seed: u64,
    /// The status month.
    pub as_of: Month,
    /// How many months it is later than that of the real extracts.
    pub moved: i32,
    /// The fewest people behind anything that is kept of real rows.
    pub minimum: usize,
    /// The spec's text: what it names together is kept together.
    pub spec: &'a str,
    /// The real people, none of whom is made.
    pub real: Option<&'a People>,
}

/// An extract to make.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// What the spec calls it.
    pub name: &'a str,
    /// The file's name.
    pub file: &'a str,
    /// How it is laid out.
    pub schema: &'a Schema,
    /// The column with the day of birth, where the spec says so.
    pub born: Option<&'a str>,
    /// The columns that the spec takes to tell each row from all others, such as a view's key and what a join is by.
    pub keys: &'a [Vec<String>],
    /// The columns with the first and the last day, where the spec says so and the layout does not.
    pub spell: Option<[&'a str; 2]>,
    /// The real rows, where what is made is to be like them.
    pub real: Option<Real<'a>>,
}

/// The real rows of an extract.
#[derive(Debug, Clone, Copy)]
pub struct Real<'a> {
    /// Typed, with pseudonyms.
    pub frame: &'a DataFrame,
}

/// An extract that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// What the spec calls it.
    pub name: String,
    /// How many rows it has.
    pub rows: usize,
    /// How many were to be: a layout's rules may leave no room for more.
    pub wanted: usize,
}

/// A file's name, and its bytes.
pub type File = (String, Vec<u8>);

/// The files of all extracts, by name, and what each extract has.
///
/// # Errors
/// The layouts that cannot be written.
pub fn extracts(asked: &[Asked<'_>], plan: &Plan<'_>) -> Result<(Vec<File>, Vec<Made>), Findings> {
    let people = person::people(plan.people, plan.as_of.last_day(), plan.real, &mut Chance::new(plan.seed, "people"));
    let numbers: BTreeMap<&str, usize> =
        people.iter().enumerate().map(|(at, person)| (person.number.as_str(), at)).collect();
    // As many people as the widest of the real extracts tells of.
    let fitted: Vec<Option<fit::Rows<'_>>> =
        asked.iter().map(|one| one.real.map(|real| fit::Rows::of(real, one.schema, plan.minimum))).collect();
    let tells_of_people = |one: &Asked<'_>| one.schema.fields.iter().any(|field| field.personal);
    let real_people = fitted.iter().zip(asked).filter(|(_, one)| tells_of_people(one));
    let real_people = real_people.filter_map(|(rows, _)| rows.as_ref().map(fit::Rows::people)).max().unwrap_or(0);

    let mut drawn: Vec<Drawn<'_>> = Vec::new();
    let (mut tables, mut made) = (vec![None; asked.len()], vec![None; asked.len()]);
    for at in order(asked) {
        let one = &asked[at];
        let mut model = guess::model(one, plan);
        let mut rare = BTreeSet::new();
        if let (Some(rows), Some(real)) = (&fitted[at], &one.real) {
            fit::fit(&mut model, one, rows, &pairs::pairs(plan.spec, one.schema));
            rare = rows.rare(one);
            model.rows = if tells_of_people(one) && real_people > 0 {
                (real.frame.height() * plan.people).div_ceil(real_people)
            } else {
                real.frame.height()
            };
        }
        let references = refer::references(one.schema, &drawn);
        let drawing = Drawing {
            asked: one,
            plan,
            model: &model,
            people: &people,
            numbers: &numbers,
            references: &references,
            real: &rare,
        };
        let rows = drawing.rows(&mut Chance::new(plan.seed, one.name));
        made[at] = Some(Made { name: one.name.to_owned(), rows: rows.len(), wanted: model.rows });
        tables[at] = Some(rows.clone());
        drawn.push(Drawn { schema: one.schema, rows });
    }
    let tables: Vec<_> = asked.iter().zip(tables.into_iter().flatten()).collect();
    let mut files = write::files(&tables)?;
    files.sort();
    Ok((files, made.into_iter().flatten().collect()))
}

/// The extracts in the order in which they can be made: one that others refer to, or take keys of some kind from, before them.
fn order(asked: &[Asked<'_>]) -> Vec<usize> {
    let mut order: Vec<usize> = Vec::new();
    while order.len() < asked.len() {
        let waits = |at: usize| {
            let own = asked[at].schema;
            let needs = |other: &Schema| {
                let refers = own.foreign_keys.iter().any(|key| key.schema == other.name);
                let mut keys = own.fields.iter().filter_map(|field| field.key.as_ref());
                refers || keys.any(|key| is_home(other, &key.of) && !is_home(own, &key.of))
            };
            (0..asked.len()).any(|other| other != at && !order.contains(&other) && needs(asked[other].schema))
        };
        let open: Vec<usize> = (0..asked.len()).filter(|at| !order.contains(at)).collect();
        // Where extracts refer to each other in a ring, the first of them refers to nothing.
        let next = open.iter().copied().find(|at| !waits(*at)).unwrap_or(open[0]);
        order.push(next);
    }
    order
}
