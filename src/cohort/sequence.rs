//! Sequences: rows of an extract that belong together, in order, as one record each.

use polars::prelude::*;

use super::records::{Names, Rows};
use super::{Data, Month, RowRef, Sql};
use crate::diagnostic::{Code, Finding};
use crate::register::alike;
use crate::spec::{Ranged, Sequence};

/// The sequences in the order in which the extract first tells of them. Within one, rows that the order holds to be equal
/// stay as the extract has them.
pub(super) fn gathered(sequence: &Sequence, data: Data<'_>, as_of: Month, sql: Sql<'_>) -> Result<Rows, Finding> {
    let mut all = Rows::of_extract(&sequence.extract, data, as_of);
    if let Some(filter) = &sequence.filter {
        let mask = sql.mask(filter, &all.frame)?;
        all = all.keep(&mask);
    }
    let frame = &all.frame;
    // A column's name is an expression too; quoted it may have any letters.
    let quoted = |name: &Ranged<String>| name.clone().map(|name| format!("\"{name}\""));
    for name in sequence.by.iter().chain([&sequence.order]) {
        sql.names(&quoted(name), frame)?;
    }
    let keys: Vec<Vec<Option<String>>> =
        sequence.by.iter().map(|name| sql.texts(&quoted(name), frame)).collect::<Result<_, _>>()?;
    let columns = keys.iter().enumerate().map(|(at, texts)| Column::new(format!("_{at}").into(), texts));
    let groups = alike(columns.collect());
    let told = told(sequence, frame, &groups, sql)?;
    let shown = |key: &Vec<Option<String>>| -> Vec<String> {
        groups.iter().map(|rows| key[rows[0]].as_deref().unwrap_or("(tom)").to_owned()).collect()
    };
    let own = |rows: &Vec<usize>| -> Vec<RowRef> { rows.iter().flat_map(|at| all.rows.of(*at)).copied().collect() };
    Ok(Rows {
        frame: told,
        names: Names::Told(keys.iter().map(shown).collect()),
        rows: groups.iter().map(own).collect(),
    })
}

/// One row a sequence: what they have in common and what is told of them.
fn told(sequence: &Sequence, frame: &DataFrame, groups: &[Vec<usize>], sql: Sql<'_>) -> Result<DataFrame, Finding> {
    let mut order = frame.column(sequence.order.as_str()).expect("the order was read above").clone();
    order.rename(PLACE.into());
    // Where each row stands among all, so that the rows of a sequence can be put in order.
    let numbered: IdxCa = (0..).take(frame.height()).map(Some).collect();
    let sorted = DataFrame::new(frame.height(), vec![order, numbered.with_name("_row".into()).into_column()])
        .and_then(|frame| frame.sort([PLACE], SortMultipleOptions::default().with_maintain_order(true)));
    let sorted = sorted.map_err(|error| unordered(sequence, &error, sql))?;
    let mut place = vec![0_usize; frame.height()];
    let rows = sorted.column("_row").and_then(|rows| rows.idx()).expect("the rows were numbered above");
    for (at, row) in rows.iter().flatten().enumerate() {
        place[row as usize] = at;
    }
    let ordered: Vec<Vec<usize>> = groups
        .iter()
        .map(|group| {
            let mut group = group.clone();
            group.sort_by_key(|at| place[*at]);
            group
        })
        .collect();

    let mut keys: Vec<&str> = sequence.by.iter().map(Ranged::as_str).collect();
    keys.extend(["as_of", "as_of_end"]);
    let firsts: IdxCa = groups.iter().map(|group| IdxSize::try_from(group[0]).ok()).collect();
    let shared = frame.select(keys.iter().copied()).and_then(|frame| frame.take(&firsts));
    let mut told = shared.expect("the keys were read above");
    for (name, text) in &sequence.columns {
        let column = sql.grouped(text, frame, &ordered, &keys)?.with_name(name.as_str().into());
        told.with_column(column).expect("there is a value for each sequence");
    }
    Ok(told)
}

/// The column that rows are put in order by.
const PLACE: &str = "_order";

fn unordered(sequence: &Sequence, error: &PolarsError, sql: Sql<'_>) -> Finding {
    Finding::error(Code::SqlFailed, "the rows of a sequence cannot be put in order")
        .at(sql.file, sequence.order.span.clone(), error.to_string())
        .help("order by a column with days, numbers or texts")
}
