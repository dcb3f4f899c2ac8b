//! `sporbar query`.

use super::arguments::QueryArguments;
use super::console::Console;
use super::table::table;
use super::{Outcome, request};
use crate::pipeline::{self, Failure, Prepared, Watch};
use crate::sql::Answer;

/// Shows what a query gives.
pub(super) fn run(arguments: &QueryArguments, console: &Console) -> Outcome {
    match asked(arguments, console) {
        Ok(text) => {
            console.result(text.as_bytes());
            Outcome::Done
        }
        Err(failure) => {
            console.failure(&failure);
            failure.kind.into()
        }
    }
}

fn asked(arguments: &QueryArguments, console: &Console) -> Result<String, Failure> {
    let mut stages = console.stages(&arguments.path.display().to_string());
    let prepared = pipeline::prepare(&request(&arguments.path, &arguments.report)?, &mut stages)?;
    stages.begin(pipeline::Stage::Compute);
    let answer = pipeline::asked(&prepared, &arguments.query)?;
    stages.end();
    Ok(shown(&answer, &prepared, arguments.rows))
}

/// The columns with what they hold, the first rows, and how many there are. What is made of a personal field is shown as a
/// pseudonym, the same for the same value.
fn shown(answer: &Answer, prepared: &Prepared, rows: usize) -> String {
    let names = answer.columns.iter().map(|column| column.name.clone()).collect();
    let kinds = answer.columns.iter().map(|column| {
        let personal = if column.personal.is_some() { ", personal" } else { "" };
        format!("({}{personal})", column.kind.in_words())
    });
    let people = prepared.register.pseudonyms();
    let mut lines = vec![names, kinds.collect()];
    for row in answer.texts(rows) {
        let cells = row.into_iter().zip(answer.columns.iter()).map(|(cell, column)| match (cell, &column.personal) {
            (None, _) => String::new(),
            (Some(text), None) => text,
            // People are called by their pseudonyms already, the same that `trace` tells.
            (Some(text), Some(_)) if people.has(&text) => text,
            (Some(text), Some(_)) => prepared.key.mask(&text),
        });
        lines.push(cells.collect());
    }
    let height = answer.frame.height();
    let more =
        if height > rows { format!(", the first {rows} of them shown; --rows N shows more") } else { String::new() };
    format!("{}\n{height} rows{more}\n", table(&lines))
}
