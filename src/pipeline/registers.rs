//! Registers in which rows are about other people, or say other things of them: what holds there too follows from the definitions.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use polars::prelude::DataType;

use super::Prepared;
use super::compute::compute_of_others;
use crate::cohort::Data;
use crate::diagnostic::Ranged;
use crate::disclosure::{self, Others, Shuffled};
use crate::parallel;
use crate::register::{About, Extract, Mixing, ROW, Register};
use crate::schema::{KnownFrom, Schema};
use crate::spec::Spec;
use crate::statistic::Computed;

/// In how many registers whose rows are about other people a relation must hold.
const REGISTERS: u64 = 24;

/// In how many registers whose rows also say other things a count must be nothing to be so by definition.
const MIXED: u64 = 12;

/// In no more registers is an equation looked for, however few people there are.
const MOST: usize = 96;

/// From how many people on some of them will do, others in each register: as many rows are needed in all as there are tallies.
const MOST_PEOPLE: usize = 200;

/// Whether the rows of a register say what they say, of other people, or what others say.
#[derive(Debug, Clone, Copy)]
pub(super) enum Which<'a> {
    /// Those from which so many tallies are asked.
    Shuffled(usize),
    /// Where not all people are in each, these are before others.
    Mixed(&'a BTreeSet<String>),
}

/// The registers of a report, computed when they are asked for.
pub(super) struct OfOthers<'a>(pub(super) &'a Prepared);

impl Others for OfOthers<'_> {
    fn shuffled(&self, exhibits: &BTreeSet<usize>, tallies: usize) -> Vec<Shuffled> {
        self.tallies(Which::Shuffled(tallies), exhibits)
    }

    fn mixed(&self, exhibits: &BTreeSet<usize>, people: &BTreeSet<String>) -> Vec<Shuffled> {
        self.tallies(Which::Mixed(people), exhibits)
    }
}

impl OfOthers<'_> {
    /// The tallies of these exhibits in each register.
    fn tallies(&self, which: Which<'_>, exhibits: &BTreeSet<usize>) -> Vec<Shuffled> {
        let Self(prepared) = self;
        let asked = |exhibit: usize| exhibits.contains(&exhibit);
        of_registers(prepared, which, |register| {
            let data = Data { register: &register, ..prepared.data() };
            // Rows that do not fit those whom they are about now may break a rule of the spec: then they teach nothing.
            let compute = |month| compute_of_others(data, month, &asked).ok();
            let computed = compute(prepared.as_of)?;
            let earlier: Option<Vec<_>> = prepared.earlier.iter().map(|release| compute(release.as_of)).collect();
            let earlier = earlier?;
            let earlier: Vec<&[Computed]> = earlier.iter().map(Vec::as_slice).collect();
            Some(Shuffled::of(&computed, &earlier, data))
        })
    }
}

/// What `work` makes of registers in which rows are about other people, several of them at a time.
pub(super) fn of_registers<O: Send>(
    prepared: &Prepared,
    which: Which<'_>,
    work: impl Fn(Register) -> Option<O> + Sync,
) -> Vec<O> {
    let data = prepared.data();
    let extracts = prepared.spec.extracts.iter().map(|extract| extract.name.as_str());
    let mut people: Vec<(String, String)> =
        extracts.filter_map(|name| Some((name.to_owned(), disclosure::identity(data, name)?))).collect();
    // The rows that tell who there is stay, and all others move.
    if let Some(persons) = &prepared.spec.persons {
        people.sort_by_key(|(name, _)| *name != persons.extract.value);
    }
    let about = About::of(&prepared.register, &people);
    // Where one extract alone is about people, or one beside the register of persons, its rows are the same whoever has them: only what
    // they say can be others'.
    let is_alone = people.len() == 1 + usize::from(prepared.spec.persons.is_some() && people.len() == 2);
    let made = |asked: &BTreeSet<String>, mixings: Vec<Mixing<'_>>, seeds: RangeInclusive<u64>| -> Vec<O> {
        let register = |seed: u64| {
            let shuffled = about.shuffled((MOST_PEOPLE, asked), seed);
            if mixings.is_empty() { shuffled } else { shuffled.mixed(&mixings, seed) }
        };
        let seeds: Vec<u64> = seeds.collect();
        parallel::many(&seeds, |seed| work(register(*seed))).into_iter().flatten().collect()
    };
    match which {
        Which::Shuffled(tallies) => {
            let nobody = BTreeSet::new();
            // What columns say of one another, readers know: an equation that rests on it stays one.
            let tied = || mixings(prepared, &people).map(|(mixing, extract)| mixing.tied(extract)).collect();
            let mixed = || made(&nobody, tied(), 1..=enough(tallies, about.people()));
            let mixed = if is_alone { mixed() } else { Vec::new() };
            // Where what others say breaks a rule of the spec in each of them, rows that move whole teach at least something.
            if mixed.is_empty() { made(&nobody, Vec::new(), 1..=REGISTERS) } else { mixed }
        }
        // That none of a few are something may be what columns say of one another by chance.
        Which::Mixed(asked) => {
            let mixings = mixings(prepared, &people).map(|(mixing, _)| mixing).collect();
            made(asked, mixings, REGISTERS + 1..=REGISTERS + MIXED)
        }
    }
}

/// How many registers of so many people have twice as many different rows as there are tallies: with fewer rows than tallies there
/// are equations that no definition says.
fn enough(tallies: usize, people: usize) -> u64 {
    let enough = (2 * tallies).div_ceil(people.clamp(1, MOST_PEOPLE)).min(MOST);
    u64::try_from(enough).unwrap_or(REGISTERS).max(REGISTERS)
}

/// How the extracts about people are mixed. Who they are and which family they are of stays.
fn mixings<'a>(
    prepared: &'a Prepared,
    people: &'a [(String, String)],
) -> impl Iterator<Item = (Mixing<'a>, &'a Extract)> {
    people.iter().filter_map(|(name, who)| {
        let extract = prepared.register.get(name)?;
        let schema = prepared.schemas.get(extract.schema.as_str())?;
        Some((mixing(&prepared.spec, (extract, schema), who), extract))
    })
}

fn mixing<'a>(spec: &'a Spec, (extract, schema): (&'a Extract, &'a Schema), who: &'a str) -> Mixing<'a> {
    let tables: Vec<_> =
        spec.tables().map(|(_, table)| table).filter(|table| table.extract.value == extract.name).collect();
    let of = |columns: Vec<Option<&'a Ranged<String>>>| columns.into_iter().flatten().map(|name| name.value.as_str());
    let mut keep: Vec<&str> =
        tables.iter().flat_map(|table| of(vec![Some(&table.id), table.family.as_ref()])).collect();
    let mut together: Vec<Vec<&str>> =
        schema.together.iter().map(|fields| fields.iter().map(String::as_str).collect()).collect();
    let spell = schema.spell.iter().flat_map(|spell| [spell.from.as_str(), spell.to.as_str()]);
    let known = schema.known_from.iter().filter_map(|known| match known {
        KnownFrom::Day(moment) => Some(moment.fields()),
        KnownFrom::Always(_) => None,
    });
    let mut days: Vec<&str> = spell.chain(known.flatten()).collect();
    days.extend(tables.iter().flat_map(|table| of(vec![table.enters.as_ref(), table.leaves.as_ref()])));
    let columns = || extract.frame.columns().iter().map(|column| (column.name().as_str(), column.dtype()));
    if tables.is_empty() && !extract.has_one_row_each(who) {
        // One's spells may not overlap, and are known no earlier than they begin.
        keep.append(&mut days);
        keep.extend(columns().filter(|(_, kind)| **kind == DataType::Date).map(|(name, _)| name));
    }
    together.push(days);
    // A sum that stands beside its parts stays their sum.
    let is_coded = |name: &str| schema.field(name).is_some_and(|field| field.constraints.codes.is_some());
    let numbers = columns().filter(|(name, kind)| *name != ROW && kind.is_numeric() && !is_coded(name));
    together.push(numbers.map(|(name, _)| name).collect());
    // What stays stays, and what belongs to two groups moves with the first.
    let mut seen: BTreeSet<&str> = keep.iter().copied().chain([who]).collect();
    for block in &mut together {
        block.retain(|name| seen.insert(name));
    }
    together.retain(|block| !block.is_empty());
    Mixing { extract: &extract.name, who, keep, together }
}
