//! Everyone's code: a small number for each person and each unit, the same in all extracts and for the whole build.

use std::collections::BTreeMap;
use std::sync::Arc;

use polars::prelude::*;

use super::{Data, Source};
use crate::diagnostic::{Code, Finding, Ranged};
use crate::dictionary::Words;
use crate::register::{NAMELESS, ROW, Register};
use crate::spec::{Persons, UnitKind, Whom};

/// The code of a row that is about nobody the report knows.
pub const NOBODY: u32 = u32::MAX;

/// Those who are counted in a report by code: the persons in the order in which their extract first names them, and behind them the units of each kind.
#[derive(Debug, Default)]
pub struct People {
    /// Of persons, and of each kind of unit that there is, the names and codes.
    known: BTreeMap<Whom, Known>,
    count: usize,
    /// For each extract by its number, and each of those, the codes of its rows.
    of_extract: BTreeMap<(u16, Whom), Arc<[u32]>>,
}

/// Those of one kind.
#[derive(Debug)]
struct Known {
    /// Their names, each once.
    ids: Column,
    /// The places of the names, as texts.
    places: Words,
    /// The code of the first; those of the others follow in their order.
    first: u32,
    /// The codes by the numbers that the register gives to pseudonyms; [`NOBODY`] for what is none of the names.
    by_number: Vec<u32>,
}

/// Each person has one row in the extract of persons: who has two would be counted twice, and so would all that is theirs. So has each unit in the
/// table of its kind; and a column that says which unit a row is about is a text, as their names are.
///
/// # Errors
/// Someone who has several; no number of a person is told, but the rows are. Or a column that is not there, or names nothing.
pub fn one_row_each(data: Data<'_>) -> Result<(), Finding> {
    for (whom, table) in data.spec.tables() {
        own_row_each(data, whom, table)?;
    }
    data.spec.units.iter().try_for_each(|kind| kind.rows.iter().try_for_each(|row| says_which(data, kind, row)))
}

fn own_row_each(data: Data<'_>, whom: Whom, table: &Persons) -> Result<(), Finding> {
    let source = data.source(&table.extract);
    let frame = &source.extract.frame;
    let ids = frame.column(table.id.as_str()).and_then(|ids| ids.cast(&DataType::String));
    let Some(ids) = ids.as_ref().ok().and_then(|ids| ids.str().ok()) else { return Ok(()) };
    let (section, many) = (data.spec.section(whom), data.spec.counted(whom));
    if ids.null_count() > 0 && whom != Whom::Persons {
        let message = format!(
            "{} rows of `{}` have no name: `{}` is empty",
            ids.null_count(),
            table.extract.value,
            table.id.value
        );
        return Err(Finding::error(Code::EmptyKey, message)
            .at(&data.spec.file, table.id.span.clone(), format!("tells {many} apart"))
            .help(format!("leave such rows out, or let {section} rest on a view that does (WHERE ... IS NOT NULL)")));
    }
    if are_different(data.register, &table.extract.value, table.id.as_str(), ids) {
        return Ok(());
    }
    let mut rows: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, id) in ids.iter().enumerate() {
        if let Some(id) = id {
            rows.entry(id).or_default().push(at);
        }
    }
    let Some(first) = rows.values().find(|rows| rows.len() > 1) else { return Ok(()) };
    let several = rows.values().filter(|rows| rows.len() > 1).count();
    let numbers = frame.column(ROW).and_then(|numbers| numbers.u32()).ok();
    let named: Option<Vec<String>> = first.iter().map(|at| Some(numbers?.get(*at)?.to_string())).collect();
    let such = named.map_or_else(String::new, |named| format!(", such as rows {}", named.join(" and ")));
    let message =
        format!("{several} of {} {many} have more than one row in `{}`{such}", rows.len(), table.extract.value);
    Err(Finding::error(Code::NotUnique, message)
        .at(&data.spec.file, table.id.span.clone(), format!("does not tell the rows of `{section}` apart"))
        .help(format!("take the row out that is not meant; or let `{section}` rest on a view that picks one row for each (DISTINCT ON, QUALIFY)")))
}

/// Whether all who are named in a column of an extract or a view are different.
fn are_different(register: &Register, name: &str, column: &str, names: &StringChunked) -> bool {
    if let Some(numbers) = register.numbers(name, column).filter(|numbers| numbers.len() == names.len()) {
        let mut met = vec![false; register.pseudonyms().len()];
        let mut numbers = numbers.iter().filter(|number| **number != NAMELESS);
        return numbers.all(|number| !std::mem::replace(&mut met[*number as usize], true));
    }
    let mut known = Words::new();
    known.numbers(names.iter().flatten());
    known.len() == names.len() - names.null_count()
}

/// The column of `rows` is there and has texts.
fn says_which(
    data: Data<'_>,
    kind: &UnitKind,
    (name, column): &(Ranged<String>, Ranged<String>),
) -> Result<(), Finding> {
    // Where one exhibit alone is computed, extracts that it does not use are not read.
    if data.register.get(name.as_str()).is_none() && data.made.get(name.as_str()).is_none() {
        return Ok(());
    }
    let frame = &data.source(name).extract.frame;
    if frame.column(column.as_str()).is_ok_and(|found| found.dtype() == &DataType::String) {
        return Ok(());
    }
    let message = format!("`{}` is not a column with the names of {}", column.value, kind.units());
    Err(Finding::error(Code::UnknownName, message)
        .at(&data.spec.file, column.span.clone(), format!("not a text of `{}`", name.value))
        .help(
            "name a column as the schema or the view names it; one of numbers is a text in a view: CAST(... AS TEXT)",
        ))
}

impl Known {
    /// Those whom a column names, each where it stands first.
    fn of(column: &Column, first: u32, pseudonyms: &Words) -> Option<Self> {
        let ids = column.drop_nulls();
        let texts = ids.cast(&DataType::String).ok()?;
        let texts = texts.str().ok()?;
        let mut places = Words::new();
        let (own, numbers) = (places.numbers(texts.iter().flatten()), pseudonyms.known_of(texts.iter().flatten()));
        let (mut firsts, mut by_number) = (Vec::new(), vec![NOBODY; pseudonyms.len()]);
        for (at, (place, number)) in (0..).zip(own.into_iter().zip(numbers)) {
            if place as usize == firsts.len() {
                firsts.push(at);
                if let Some(number) = number {
                    by_number[number as usize] = first + place;
                }
            }
        }
        let is_once = firsts.len() == ids.len();
        let ids = if is_once { ids } else { ids.take(&IdxCa::from_vec(PlSmallStr::EMPTY, firsts)).ok()? };
        Some(Self { ids, places, first, by_number })
    }
}

impl People {
    /// The people and units of the spec; nobody where it has none.
    pub fn of(data: Data<'_>) -> Self {
        let mut people = Self::default();
        for (whom, table) in data.spec.tables() {
            let ids = data.source(&table.extract).extract.frame.column(table.id.as_str()).ok();
            let first = u32::try_from(people.count).expect("there are not so many people");
            let Some(known) = ids.and_then(|ids| Known::of(ids, first, data.register.pseudonyms())) else { continue };
            people.count += known.ids.len();
            people.known.insert(whom, known);
        }
        let made = data.spec.views.iter().map(|view| &view.name);
        for name in data.spec.extracts.iter().map(|extract| &extract.name).chain(made) {
            // A view that does not stand for an extract is about nobody here.
            if data.register.get(name.as_str()).is_none() && data.made.get(name.as_str()).is_none() {
                continue;
            }
            let source = data.source(name);
            for (whom, _) in data.spec.tables() {
                let Some(named) = data.about(name, whom) else { continue };
                let Ok(column) = source.extract.frame.column(named) else { continue };
                let numbers = data.register.numbers(name.as_str(), named);
                let by_number = numbers.and_then(|numbers| people.codes_of_numbers(numbers, whom));
                let codes = by_number.unwrap_or_else(|| people.codes(column, whom).into());
                people.of_extract.insert((source.number, whom), codes);
            }
        }
        people
    }

    /// How many there are; codes are below it.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Whom each row of an extract is about; [`NOBODY`] where that is nobody known, or the extract does not say.
    pub fn rows(&self, source: Source<'_>, whom: Whom) -> Arc<[u32]> {
        let known = self.of_extract.get(&(source.number, whom)).cloned();
        known.unwrap_or_else(|| vec![NOBODY; source.extract.frame.height()].into())
    }

    /// For each code the one that the same had by `before`; [`NOBODY`] for who was not known then.
    pub(super) fn by(&self, before: &Self) -> Vec<u32> {
        // Their codes follow each other as they stand here.
        self.known.iter().flat_map(|(whom, known)| before.codes(&known.ids, *whom)).collect()
    }

    /// The code of each name in a column of pseudonyms, whose numbers are given; none where nobody's names are texts.
    fn codes_of_numbers(&self, numbers: &[u32], whom: Whom) -> Option<Arc<[u32]>> {
        let known = self.known.get(&whom).filter(|known| known.ids.dtype() == &DataType::String)?;
        let code = |number: &u32| known.by_number.get(*number as usize).copied().unwrap_or(NOBODY);
        Some(numbers.iter().map(code).collect())
    }

    /// The code of each name in a column.
    pub(super) fn codes(&self, column: &Column, whom: Whom) -> Vec<u32> {
        let nobody = || vec![NOBODY; column.len()];
        // A column that holds other things than their names has nobody's code.
        let Some(known) = self.known.get(&whom).filter(|known| known.ids.dtype() == column.dtype()) else {
            return nobody();
        };
        let Ok(texts) = column.cast(&DataType::String) else { return nobody() };
        let Ok(texts) = texts.str() else { return nobody() };
        let code = |text: &str| known.places.known(text).map_or(NOBODY, |place| known.first + place);
        texts.iter().map(|text| text.map_or(NOBODY, code)).collect()
    }
}
