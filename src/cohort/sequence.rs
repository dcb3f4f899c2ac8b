//! Sequences: rows of an extract that belong together, in order, as one record each. What is told of one must follow from its order,
//! and not from how its rows stand in the file.

use std::cmp::Reverse;
use std::sync::Arc;

use polars::prelude::*;

use super::records::{Names, Rows};
use super::{Data, Head, RowLists, Sql};
use crate::calendar::Month;
use crate::diagnostic::{Code, Finding, Ranged};
use crate::register::{self, Alike, Groups, ROW};
use crate::spec::Sequence;
use crate::sql::places_of_texts;

/// The sequences in the order in which the extract first tells of them.
pub(super) fn gathered(sequence: &Sequence, data: Data<'_>, as_of: Month, sql: Sql<'_>) -> Result<Rows, Finding> {
    let mut all = Rows::of_extract(&sequence.extract, data, as_of);
    if let Some(filter) = &sequence.filter {
        let mask = sql.mask(filter, &all.frame)?;
        all = all.keep(&mask);
    }
    let frame = &all.frame;
    // A column's name is an expression too; quoted it may have any letters.
    let quoted = |name: &Ranged<String>| name.clone().map(|name| format!("\"{name}\""));
    let head = Head::of(frame);
    for name in sequence.by.iter().chain([&sequence.order]) {
        sql.names(&quoted(name), &head)?;
    }
    let groups = alike(sequence, &all, data);
    let firsts = IdxCa::from_vec(PlSmallStr::EMPTY, groups.firsts.clone());
    let shared = sequence.by.iter().map(Ranged::as_str).chain(["as_of", "as_of_end"]);
    let firsts = frame.select(shared).and_then(|frame| frame.take(&firsts)).expect("the keys were read above");
    let keys: Vec<Vec<Option<String>>> =
        sequence.by.iter().map(|name| sql.texts(&quoted(name), &firsts)).collect::<Result<_, _>>()?;
    for (texts, name) in keys.iter().zip(&sequence.by) {
        let none = groups.of_rows.iter().filter(|group| texts[**group as usize].is_none()).count();
        if none > 0 {
            return Err(of_none(name, none, groups.of_rows.len(), sql));
        }
    }
    let groups = groups.groups();
    let told = told(sequence, (frame, &firsts), &groups, sql)?;
    let mut rows = RowLists::default();
    for group in groups.each() {
        rows.push(group.iter().flat_map(|at| all.rows.of(*at)).copied());
    }
    let shown = |key: Vec<Option<String>>| key.into_iter().map(Option::unwrap_or_default).collect();
    Ok(Rows { frame: told, names: Names::Told(Arc::new(keys.into_iter().map(shown).collect())), rows: Arc::new(rows) })
}

/// The rows that are of one sequence: alike in all columns that it is gathered by.
fn alike(sequence: &Sequence, all: &Rows, data: Data<'_>) -> Alike {
    let height = all.frame.height();
    let of_column = |name: &Ranged<String>| {
        let numbers = data.register.numbers(sequence.extract.as_str(), name.as_str());
        // The pseudonyms of all rows of an extract are numbered; of some rows they are told apart as other texts are.
        match numbers.filter(|numbers| numbers.len() == height) {
            Some(numbers) => Alike::of_numbers(numbers.iter().copied(), data.register.pseudonyms().len()),
            None => register::alike(std::slice::from_ref(all.frame.column(name.as_str()).expect("it was read above"))),
        }
    };
    let columns = sequence.by.iter().map(of_column);
    columns.reduce(|one, other| one.and(&other)).unwrap_or_default()
}

/// One row a sequence: what they have in common, which their first rows say, and what is told of them.
fn told(
    sequence: &Sequence,
    (frame, firsts): (&DataFrame, &DataFrame),
    groups: &Groups,
    sql: Sql<'_>,
) -> Result<DataFrame, Finding> {
    let ranks = ranks(sequence, frame, sql)?;
    // What is empty counts as the greatest, as in a query; the other way round it is the least, and equal ones are turned.
    let mut as_said = groups.clone();
    as_said.reorder(|group| group.sort_unstable_by_key(|at| (ranks[*at].is_none(), ranks[*at], *at)));
    let as_said = as_said.each();
    let is_open = |pair: &[usize]| ranks[pair[1]].is_none() || ranks[pair[0]] == ranks[pair[1]];
    let undecided = as_said.iter().any(|group| group.windows(2).any(is_open));
    let mut otherwise = groups.clone();
    if undecided {
        otherwise.reorder(|group| group.sort_unstable_by_key(|at| (ranks[*at], Reverse(*at))));
    }
    let otherwise = otherwise.each();

    let mut keys: Vec<&str> = sequence.by.iter().map(Ranged::as_str).collect();
    keys.extend(["as_of", "as_of_end"]);
    let mut told = firsts.clone();
    for (name, text) in &sequence.columns {
        let column = sql.grouped(text, frame, &as_said, &keys)?.with_name(name.as_str().into());
        if undecided {
            let other = sql.grouped(text, frame, &otherwise, &keys)?.with_name(name.as_str().into());
            let differ = |at: &usize| column.get(*at).ok() != other.get(*at).ok();
            let first = (0..column.len()).find(differ);
            if let Some(first) = first {
                let number = (0..column.len()).filter(differ).count();
                return Err(not_ordered(sequence, name, number, (as_said[first], &ranks), frame, sql));
            }
        }
        told.with_column(column).expect("there is a value for each sequence");
    }
    Ok(told)
}

/// The column that rows are put in order by.
const PLACE: &str = "_order";

/// Where each row stands in the order, the same number for equal ones; none where it is empty.
fn ranks(sequence: &Sequence, frame: &DataFrame, sql: Sql<'_>) -> Result<Vec<Option<u32>>, Finding> {
    let mut order = frame.column(sequence.order.as_str()).expect("the order was read above").clone();
    if order.dtype().is_string() {
        let texts = sql.texts(&sequence.order.clone().map(|name| format!("\"{name}\"")), frame)?;
        let places = places_of_texts(&texts).ok_or_else(|| no_order(sequence, sql))?;
        order = Column::new(PLACE.into(), places);
    }
    if order.dtype() == &DataType::Date {
        let days = order.date().expect("it is a column of days").physical().clone();
        // The days in their order as numbers that are never below zero.
        return Ok(days.iter().map(|day| day.map(|day| day.cast_unsigned() ^ (1 << 31))).collect());
    }
    order.rename(PLACE.into());
    // Where each row stands among all, so that the rows of a sequence can be put in order.
    let numbered: IdxCa = (0..).take(frame.height()).map(Some).collect();
    let sorted = DataFrame::new(frame.height(), vec![order, numbered.with_name("_row".into()).into_column()])
        .and_then(|frame| frame.sort([PLACE], SortMultipleOptions::default().with_maintain_order(true)));
    let sorted = sorted.map_err(|error| unordered(sequence, &error, sql))?;
    let rows = sorted.column("_row").and_then(|rows| rows.idx()).expect("the rows were numbered above");
    let values = sorted.column(PLACE).expect("the rows were put in order by it");
    let mut ranks = vec![None; frame.height()];
    let (mut rank, mut last) = (0, AnyValue::Null);
    for (at, row) in rows.iter().flatten().enumerate() {
        let value = values.get(at).unwrap_or(AnyValue::Null);
        if value.is_null() {
            continue;
        }
        if value != last {
            rank += 1;
            last = value;
        }
        ranks[row as usize] = Some(rank);
    }
    Ok(ranks)
}

/// Rows that belong to nothing: together they would be one sequence of things that have nothing in common.
fn of_none(name: &Ranged<String>, none: usize, all: usize, sql: Sql<'_>) -> Finding {
    let message = format!("{none} of {all} rows have no `{}`", name.value);
    Finding::error(Code::UndeclaredCategory, message)
        .at(sql.file, name.span.clone(), "they would be one sequence together")
        .help("leave them out where it is seen: where = \"... IS NOT NULL\"")
}

/// What is told of sequences would be another if the file had its rows in another order.
fn not_ordered(
    sequence: &Sequence,
    column: &Ranged<String>,
    number: usize,
    (rows, ranks): (&[usize], &[Option<u32>]),
    frame: &DataFrame,
    sql: Sql<'_>,
) -> Finding {
    let empty = rows.iter().find(|at| ranks[**at].is_none());
    let equal = rows.windows(2).find(|pair| ranks[pair[0]] == ranks[pair[1]]).map(<[usize]>::to_vec);
    let at = equal.or_else(|| empty.map(|at| vec![*at])).unwrap_or_default();
    let numbers = frame.column(ROW).and_then(|numbers| numbers.u32()).ok();
    let named: Vec<String> = at.iter().filter_map(|at| Some(numbers?.get(*at)?.to_string())).collect();
    let what = if at.len() > 1 { "stands the same in rows" } else { "is empty in row" };
    let message = format!(
        "`{}` of {number} sequences rests on rows that have no order: `{}` {what} {} of `{}`",
        column.value,
        sequence.order.value,
        named.join(" and "),
        sequence.extract.value
    );
    Finding::error(Code::SqlFailed, message)
        .at(sql.file, sequence.order.span.clone(), "does not tell which of them comes first")
        .help("order by a column that does; or leave out with `where` the rows that are not meant")
}

/// The letters of a text say nothing of which row is the first.
fn no_order(sequence: &Sequence, sql: Sql<'_>) -> Finding {
    Finding::error(Code::SqlType, format!("`{}` holds texts that have no order", sequence.order.value))
        .at(sql.file, sequence.order.span.clone(), "does not say what comes first")
        .help("name a day, a number or a period such as 2018-03 or 2018E; or number them in a column of a view: CASE WHEN ... THEN 1 WHEN ... THEN 2 END")
}

fn unordered(sequence: &Sequence, error: &PolarsError, sql: Sql<'_>) -> Finding {
    Finding::error(Code::SqlFailed, "the rows of a sequence cannot be put in order")
        .at(sql.file, sequence.order.span.clone(), error.to_string())
        .help("order by a column with days, numbers or texts")
}
