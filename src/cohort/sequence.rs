//! Sequences: rows of an extract that belong together, in order, as one record each.

use std::collections::BTreeMap;

use polars::prelude::*;

use super::records::Rows;
use super::{Data, Month, RowRef, Sql};
use crate::diagnostic::{Code, Finding};
use crate::spec::Sequence;

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
    let quoted = |name: &crate::spec::Ranged<String>| name.clone().map(|name| format!("\"{name}\""));
    for name in sequence.by.iter().chain([&sequence.order]) {
        let _: Expr = sql.expression(&quoted(name), frame)?;
    }
    let keys: Vec<Vec<Option<String>>> =
        sequence.by.iter().map(|name| sql.texts(&quoted(name), frame)).collect::<Result<_, _>>()?;
    let mut places: BTreeMap<Vec<&Option<String>>, Vec<usize>> = BTreeMap::new();
    for at in 0..frame.height() {
        places.entry(keys.iter().map(|column| &column[at]).collect()).or_default().push(at);
    }
    let mut members: Vec<(Vec<&Option<String>>, Vec<usize>)> = places.into_iter().collect();
    members.sort_by_key(|(_, rows)| rows[0]);

    let told = told(sequence, frame, sql)?;
    let shown = |key: &[&Option<String>]| -> String {
        key.iter().map(|part| part.as_deref().unwrap_or("(tom)")).collect::<Vec<_>>().join(", ")
    };
    let own = |rows: &[usize]| -> Vec<RowRef> { rows.iter().flat_map(|at| all.rows[*at].clone()).collect() };
    Ok(Rows {
        frame: told,
        names: members.iter().map(|(key, _)| shown(key)).collect(),
        rows: members.iter().map(|(_, rows)| own(rows)).collect(),
    })
}

/// The column with a row's place in the extract.
const PLACE: &str = "_place";

/// One row a sequence: what they have in common and what is told of them.
fn told(sequence: &Sequence, frame: &DataFrame, sql: Sql<'_>) -> Result<DataFrame, Finding> {
    let wrong = |span: std::ops::Range<usize>, label: &str| {
        Finding::error(Code::SqlFailed, "this cannot be told of a sequence")
            .at(sql.file, span, label)
            .help("a sequence is told by an aggregate over its rows, such as: FIRST(score), MAX(day), COUNT(*)")
    };
    let mut aggregates = vec![col("as_of").first(), col("as_of_end").first()];
    for (name, text) in &sequence.columns {
        aggregates.push(sql.expression(text, frame)?.alias(name.as_str()));
    }
    let by: Vec<Expr> = sequence.by.iter().map(|name| col(name.as_str())).collect();
    // The groups come in the order of the extract, their rows in the order of the sequence.
    let numbered = (0..).take(frame.height()).collect::<Vec<u32>>();
    let mut frame = frame.clone();
    frame.with_column(Column::new(PLACE.into(), numbered)).expect("there is a number for each row");
    aggregates.push(col(PLACE).min());
    let order = SortMultipleOptions::default().with_maintain_order(true);
    let told = frame.lazy().sort([sequence.order.as_str()], order).group_by_stable(by).agg(aggregates);
    let told = told.sort([PLACE], SortMultipleOptions::default()).collect();
    let told = told.map_err(|_| wrong(sequence.name.span.clone(), "one of its columns fails"))?;
    for (name, text) in &sequence.columns {
        if told.column(name.as_str()).is_ok_and(|column| matches!(column.dtype(), DataType::List(_))) {
            return Err(wrong(text.span.clone(), "this gives a value for each row"));
        }
    }
    Ok(told.drop(PLACE).expect("the column was made above"))
}
