//! The tables that a query of the spec can use: extracts, populations, sequences and views, each row with what it came from.

use std::sync::Arc;

use polars::prelude::{DataFrame, PlSmallStr};

use super::again::{Again, Earlier};
use super::records::{Rows, dated};
use super::{Cohorts, Data, RowRef, Sql, period, view};
use crate::calendar::Month;
use crate::diagnostic::{Finding, Ranged};
use crate::register::ROW;
use crate::schema::Codes;
use crate::spec::{Rows as Wanted, View};
use crate::sql::{Columns, Table};

/// The tables of a spec that `query` speaks of, by their names. An extract keeps its name to itself, then a population, then a
/// sequence, then a view.
///
/// `views` are those that are made already; others are made here.
///
/// # Errors
/// A finding where a sequence or a view cannot be understood, or a view's rows are not what it says.
pub fn tables(
    query: &str,
    data: Data<'_>,
    cohorts: &Cohorts,
    as_of: Month,
    views: &[Table],
) -> Result<Vec<Table>, Finding> {
    tables_again(query, data, cohorts, as_of, (views, None))
}

/// The same; a view that would be the same as an earlier one is not made again.
fn tables_again(
    query: &str,
    data: Data<'_>,
    cohorts: &Cohorts,
    as_of: Month,
    (views, earlier): (&[Table], Option<Earlier<'_>>),
) -> Result<Vec<Table>, Finding> {
    let mut again = earlier.map(|earlier| Again::of(earlier, data));
    let mut tables: Vec<Table> = Vec::new();
    let no_codes = |_: &str| None;
    let mut add = |name: &str, frame: DataFrame, rows: Vec<Vec<u64>>, codes: &dyn Fn(&str) -> Option<Codes>| {
        if !tables.iter().any(|table| table.name == name) {
            let frame = dated(frame, as_of);
            tables.push(Table {
                name: name.to_owned(),
                columns: Columns::of_frame(&frame).with_codes(codes),
                frame,
                rows: Arc::new(rows),
                doubts: Vec::new(),
            });
        }
    };
    // What is not spoken of need not be made; a word too many does no harm. A view speaks of what it is made from.
    let mut words = query.to_owned();
    let known = |view: &View| views.iter().find(|table| table.name == view.name.value);
    for view in data.spec.views.iter().rev() {
        if known(view).is_none() && words.contains(view.name.as_str()) {
            words.push(' ');
            words.push_str(&view.speaks_of());
        }
    }
    let spoken_of = |name: &str| words.contains(name);
    for extract in data.spec.extracts.iter().filter(|extract| spoken_of(extract.name.as_str())) {
        let Rows { frame, rows, .. } = Rows::of_extract(&extract.name, data, as_of);
        let schema = data.schemas.get(extract.schema.value.as_str());
        let codes = |name: &str| schema?.field(name)?.constraints.codes.clone();
        add(extract.name.as_str(), frame, rows.iter().map(packed).collect(), &codes);
    }
    for (name, population) in cohorts.iter().filter(|(name, _)| spoken_of(name)) {
        let told = population.told.all(population.members.len());
        let members = population.members.iter().zip(told.iter()).zip(population.membership.iter());
        let behind = |rows: Vec<RowRef>| {
            let mut rows = rows;
            data.made.behind().expand(&mut rows, 0);
            packed(&rows)
        };
        let rows = members.map(|((member, told), decided)| behind([told, decided, &[member.row]].concat())).collect();
        // What the program knows members by is its own.
        let names = population.frame.get_column_names().into_iter().map(PlSmallStr::as_str);
        let names: Vec<&str> = names.filter(|name| name.starts_with('_') && *name != ROW).collect();
        let schema = data.layout(population.whom);
        // A column that is told of members has its own labels.
        let codes = |name: &str| {
            let field = schema?.field(name).filter(|_| !population.told.has(name))?;
            field.constraints.codes.clone()
        };
        add(name, population.frame.drop_many(names), rows, &codes);
    }
    for sequence in data.spec.sequences.iter().filter(|sequence| spoken_of(sequence.name.as_str())) {
        let wanted = Wanted { extract: sequence.name.clone(), filter: None::<Ranged<String>> };
        let made = Rows::read(&wanted, data, as_of, Sql::of(data.spec))?;
        add(sequence.name.as_str(), made.frame.clone(), made.rows.iter().map(packed).collect(), &no_codes);
    }
    for periods in data.spec.periods.iter().filter(|periods| spoken_of(periods.name.as_str())) {
        let frame = period::table(periods, as_of);
        // The calendar comes from no row.
        let rows = vec![Vec::new(); frame.height()];
        add(periods.name.as_str(), frame, rows, &no_codes);
    }
    for view in data.spec.views.iter().filter(|view| spoken_of(view.name.as_str())) {
        let table = match known(view) {
            Some(table) => table.clone(),
            None => {
                if let Some(table) = again.as_ref().and_then(|again| again.same(view)) {
                    table.clone()
                } else {
                    let table = view::made(view, &tables, data)?;
                    if let Some(again) = &mut again {
                        again.note(&table);
                    }
                    table
                }
            }
        };
        tables.push(table);
    }
    Ok(tables)
}

/// All views of a spec, each made once, in the spec's order. Those that would be the same as `earlier` are taken from there.
///
/// # Errors
/// A finding where one cannot be understood, or its rows are not what it says.
pub fn views(
    data: Data<'_>,
    cohorts: &Cohorts,
    as_of: Month,
    earlier: Option<Earlier<'_>>,
) -> Result<Vec<Table>, Finding> {
    let names: Vec<&str> = data.spec.views.iter().map(|view| view.name.as_str()).collect();
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let mut all = tables_again(&names.join(" "), data, cohorts, as_of, (&[], earlier))?;
    Ok(all.split_off(all.len() - names.len()))
}

/// Rows as queries carry them: in order, each once.
fn packed(rows: &[RowRef]) -> Vec<u64> {
    let mut rows: Vec<u64> = rows.iter().map(|row| row.packed()).collect();
    rows.sort_unstable();
    rows.dedup();
    rows
}
