//! The page `docs/sql.md`: every function and aggregate stands on it as it is declared, and every example is run.

use polars::prelude::{Column as FrameColumn, DataFrame};

use super::query::Table;
use super::{Columns, Sql, aggregate, function};
use crate::diagnostic::Ranged;

const PAGE: &str = include_str!("../../docs/sql.md");

/// A row of the page, in which a stroke is no border.
fn line(call: &str, doc: &str, (example, gives): (&str, &str)) -> String {
    let [call, doc, example, gives] = [call, doc, example, gives].map(|cell| cell.replace('|', "\\|"));
    format!("| `{call}` | {doc} | `{example}` | `{gives}` |")
}

#[test]
fn every_function_stands_on_the_page_as_it_is_declared() {
    let functions = function::all().map(|one| line(one.call, one.doc, one.example));
    let special = [
        &function::DATE_PART,
        &function::INTERVAL,
        &function::CAST_TEXT,
        &function::CAST_WHOLE,
        &function::CAST_NUMBER,
        &function::CAST_DAY,
        &function::CAST_TRUTH,
    ];
    let special = special.map(|one| line(one.call, one.doc, one.example));
    let aggregates = aggregate::ALL.iter().map(|one| line(one.call, one.doc, one.example));
    let missing: Vec<String> =
        functions.chain(special).chain(aggregates).filter(|line| !PAGE.lines().any(|known| known == line)).collect();
    assert!(missing.is_empty(), "docs/sql.md lacks:\n{}", missing.join("\n"));
}

#[test]
fn every_example_of_the_page_gives_what_it_says() {
    let frame = DataFrame::new(
        3,
        vec![FrameColumn::new("n".into(), [1_i64, 2, 4]), FrameColumn::new("s".into(), [Some("b"), Some("a"), None])],
    )
    .expect("a table");
    let rows = std::sync::Arc::new(vec![vec![1], vec![2], vec![3]]);
    let table = Table { name: "v".to_owned(), columns: Columns::of_frame(&frame), frame, rows, doubts: Vec::new() };
    let mut run = 0;
    for row in PAGE.lines().filter(|line| line.starts_with("| ")) {
        let row = row.replace("\\|", "\u{1}");
        let cells: Vec<String> =
            row.trim_matches('|').split(" | ").map(|cell| cell.trim().replace('\u{1}', "|")).collect();
        let [_, _, example, gives] = &cells[..] else { continue };
        let (Some(example), Some(gives)) = (code(example), code(gives)) else { continue };
        let query = format!("SELECT {example} AS x FROM v");
        let query = Ranged::new(query.clone(), 0..query.len() + 2);
        let answer = Sql::default().query(&query, std::slice::from_ref(&table));
        let answer = answer.unwrap_or_else(|finding| panic!("{example}: {finding:?}"));
        let column = answer.frame.column("x").expect("the example");
        let cells = super::compute::Cells::of(column).expect("a column of an expression");
        let mut found: Vec<String> =
            (0..answer.frame.height()).map(|at| cells.get(at).shown().unwrap_or_else(|| "NULL".to_owned())).collect();
        found.dedup();
        assert_eq!(found.join(", "), gives, "{example}");
        run += 1;
    }
    assert!(run > 70, "{run} examples");
}

/// What stands between backticks.
fn code(cell: &str) -> Option<&str> {
    cell.strip_prefix('`')?.strip_suffix('`')
}
