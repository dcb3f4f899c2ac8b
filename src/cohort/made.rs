//! What is made of extracts before anybody is counted, once for all who use it.
//!
//! Views that stand where extracts do: persons, spells, bookings and rows about people. They are made of extracts, sequences,
//! periods and each other alone. A row of theirs has a number as a row of an extract has, and stands for the rows that it was
//! made of wherever lineage is told. And the sequences, each gathered when somebody first asks for it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use polars::prelude::Column;

use super::{Cohorts, Data, RowLists, RowRef, Rows, Sql, query};
use crate::calendar::Month;
use crate::diagnostic::{Code, Finding, Findings, Ranged};
use crate::register::{Extract, ROW};
use crate::spec::{Spec, View};
use crate::sql::Table;

/// The views of a spec that stand where extracts do, and its sequences. It is of the spec, the extracts and the month that it was
/// made for, and used with no others.
#[derive(Debug, Clone, Default)]
pub struct Made {
    extracts: Vec<(u16, Extract)>,
    behind: Behind,
    /// Each of the spec's sequences, once somebody has asked for it; none where nothing is kept.
    sequences: Arc<[Gathered]>,
}

/// A sequence once it is gathered, and of its rows those that somebody has picked by a filter: the parts of an exhibit pick the same.
#[derive(Debug, Default)]
struct Gathered {
    all: OnceLock<Result<Arc<Rows>, Finding>>,
    picked: Mutex<BTreeMap<String, Arc<Rows>>>,
}

/// The extract rows behind the rows of views, by the number that a view has behind the spec's extracts.
#[derive(Debug, Clone, Default)]
pub struct Behind(Arc<BTreeMap<u16, RowLists>>);

impl Behind {
    /// Whether no row stands for others.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Puts for each row of a view, from a place on, the rows behind it; in the order in which they first stand, each once.
    pub fn expand(&self, rows: &mut Vec<RowRef>, from: usize) {
        if self.0.is_empty() || !rows[from..].iter().any(|row| self.0.contains_key(&row.extract)) {
            return;
        }
        let (mut seen, mut all) = (BTreeSet::new(), Vec::new());
        for row in rows.drain(from..) {
            match (self.0.get(&row.extract), usize::try_from(row.row)) {
                (Some(lists), Ok(number)) => {
                    all.extend(lists.of(number - 1).iter().filter(|row| seen.insert(**row)));
                }
                _ if seen.insert(row) => all.push(row),
                _ => {}
            }
        }
        rows.extend(all);
    }

    /// The rows behind one.
    pub fn of(&self, row: RowRef) -> Vec<RowRef> {
        let mut rows = vec![row];
        self.expand(&mut rows, 0);
        rows
    }
}

/// The number of a view where it stands as an extract: behind all extracts, by its place among the views.
pub(super) fn number(spec: &Spec, name: &str) -> Option<u16> {
    let place = spec.views.iter().position(|view| view.name.value == name)?;
    u16::try_from(spec.extracts.len() + place).ok()
}

impl Made {
    /// Makes the views that say whom their rows are about, and those that `[units]` rests on.
    ///
    /// # Errors
    /// A finding where one cannot be understood, its rows are not what it says, or it rests on populations, which are
    /// drawn later.
    pub fn of(data: Data<'_>, as_of: Month) -> Result<Self, Findings> {
        let spec = data.spec;
        let sequences: Arc<[Gathered]> = spec.sequences.iter().map(|_| Gathered::default()).collect();
        // What was made of other rows is of no use here.
        let made = Self { sequences, ..Self::default() };
        let wanted: Vec<&View> = spec.views.iter().filter(|view| spec.stands(view)).collect();
        if wanted.is_empty() {
            return Ok(made);
        }
        // Others may rest on populations, and are made when these are there.
        let needed = Sql::of(spec).views_of_people(spec);
        let views = spec.views.iter().filter(|view| needed.contains(view.name.as_str())).cloned().collect();
        let alone = Spec { views, ..spec.clone() };
        let tables = query::views(Data { spec: &alone, made: &made, ..data }, &Cohorts::default(), as_of, None)?;
        let (mut extracts, mut behind) = (Vec::new(), BTreeMap::new());
        for view in wanted {
            let table = tables.iter().find(|table| table.name == view.name.value).expect("all views are made");
            let number = number(spec, view.name.as_str()).expect("it is one of the views");
            extracts.push((number, extract(view, table, data)?));
            let lists = table.rows.iter().map(|rows| rows.iter().map(|row| RowRef::unpacked(*row)));
            behind.insert(number, lists.collect::<RowLists>());
        }
        Ok(Self { extracts, behind: Behind(Arc::new(behind)), ..made })
    }

    /// The sequence at a place of the spec: gathered now, or as it was when somebody asked before.
    pub(super) fn sequence(
        &self,
        place: usize,
        gather: impl FnOnce() -> Result<Rows, Finding>,
    ) -> Result<Arc<Rows>, Finding> {
        let gather = || gather().map(Arc::new);
        match self.sequences.get(place) {
            Some(kept) => kept.all.get_or_init(gather).clone(),
            None => gather(),
        }
    }

    /// Rows of the sequence at a place of the spec that a filter picks: picked now, or as somebody did before.
    pub(super) fn picked(
        &self,
        place: usize,
        filter: Option<&Ranged<String>>,
        pick: impl FnOnce() -> Result<Arc<Rows>, Finding>,
    ) -> Result<Arc<Rows>, Finding> {
        let (Some(kept), Some(filter)) = (self.sequences.get(place), filter) else { return pick() };
        let known = || kept.picked.lock().unwrap_or_else(PoisonError::into_inner);
        let before = known().get(filter.as_str()).cloned();
        if let Some(before) = before {
            return Ok(before);
        }
        // Nobody waits meanwhile: who picks the same gets the same.
        let rows = pick()?;
        Ok(known().entry(filter.value.clone()).or_insert(rows).clone())
    }

    /// The view of that name as an extract, with its number.
    pub fn get(&self, name: &str) -> Option<(u16, &Extract)> {
        self.extracts.iter().find(|(_, extract)| extract.name == name).map(|(number, extract)| (*number, extract))
    }

    /// The extract rows behind the views' rows.
    pub fn behind(&self) -> &Behind {
        &self.behind
    }
}

/// A view as an extract, whose rows are numbered from 1.
fn extract(view: &View, table: &Table, data: Data<'_>) -> Result<Extract, Finding> {
    let height = table.frame.height();
    let file = format!("views.{}", view.name.value);
    for name in view.person.iter().chain(view.spell.iter().flatten()) {
        if table.frame.column(name.as_str()).is_err() {
            return Err(Finding::error(Code::UnknownName, format!("the view gives no column `{}`", name.value))
                .at(&data.spec.file, name.span.clone(), "not a column of its query")
                .help("name a column as the query gives it"));
        }
    }
    if let Some([from, _]) = &view.spell {
        let begins = Sql::of(data.spec).texts(&quoted(from), &table.frame)?;
        if let Some(row) = begins.iter().position(Option::is_none) {
            let message = format!("a spell of the view `{}` has no beginning", view.name.value);
            return Err(Finding::error(Code::EmptyKey, message)
                .at(&data.spec.file, from.span.clone(), "is empty in a row")
                .help(format!("leave such rows out (WHERE ... IS NOT NULL); it is row {} of the view", row + 1)));
        }
    }
    // The status month stands beside the rows of every extract anyway.
    let mut frame = table.frame.drop_many(["as_of", "as_of_end"]);
    let rows: Vec<u32> = (1..).take(height).collect();
    frame.with_column(Column::new(ROW.into(), rows)).expect("the numbers are as many as the rows");
    Ok(Extract {
        name: view.name.value.clone(),
        file,
        schema: String::new(),
        sha256: String::new(),
        row_count: height,
        frame,
    })
}

/// The name of a column as SQL.
fn quoted(name: &Ranged<String>) -> Ranged<String> {
    name.clone().map(|name| format!("\"{}\"", name.replace('"', "\"\"")))
}

#[cfg(test)]
mod tests {
    use super::super::Names;
    use super::*;

    #[test]
    fn a_sequence_is_gathered_when_somebody_asks_and_not_again() {
        let made = Made { sequences: Arc::from([Gathered::default()]), ..Made::default() };
        let rows = |frame| Rows { frame, names: Names::Told(Arc::default()), rows: Arc::default() };
        let first = made.sequence(0, || Ok(rows(polars::prelude::DataFrame::empty_with_height(3)))).expect("rows");
        let again = made.sequence(0, || unreachable!("it is there")).expect("the same rows");
        assert!(Arc::ptr_eq(&first, &again) && first.frame.height() == 3);
        let filter = Ranged::new("n > 1".to_owned(), 0..5);
        let some = made.picked(0, Some(&filter), || made.sequence(0, || unreachable!("it is there"))).expect("rows");
        let others = made.picked(0, Some(&filter), || unreachable!("they are picked")).expect("the same rows");
        assert!(Arc::ptr_eq(&some, &others));
        let unkept = Made::default().sequence(0, || Ok(rows(polars::prelude::DataFrame::empty_with_height(1))));
        assert_eq!(unkept.expect("rows").frame.height(), 1, "where nothing is kept each asks for himself");
    }

    #[test]
    fn a_row_of_a_view_stands_for_the_rows_behind_it() {
        let row = |extract, row| RowRef { extract, row };
        let lists: RowLists = [vec![row(0, 5), row(1, 2)], vec![row(0, 5)]].into_iter().collect();
        let behind = Behind(Arc::new(BTreeMap::from([(3, lists)])));
        let mut rows = vec![row(3, 9), row(3, 2), row(2, 7), row(3, 1)];
        behind.expand(&mut rows, 1);
        assert_eq!(rows, [row(3, 9), row(0, 5), row(2, 7), row(1, 2)], "only from the place on, each once");
        assert_eq!(behind.of(row(2, 1)), [row(2, 1)], "an extract's row stands for itself");
    }
}
