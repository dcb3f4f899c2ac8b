//! `sporbar trace`.

use std::fmt::Write as _;

use super::arguments::{TraceArguments, TraceFormat};
use super::console::Console;
use super::{Outcome, request};
use crate::audit::{self, Selection, Traced};
use crate::build::{self, Failure, FailureKind, Stage, Watch};
use crate::diagnostic::{Code, Finding, did_you_mean};
use crate::statistic::Computed;
use crate::value::shortest;

/// Shows the observations behind the selected values.
pub(super) fn run(arguments: &TraceArguments, console: &Console) -> Outcome {
    match traced(arguments, console) {
        Ok(traced) => {
            match arguments.format {
                TraceFormat::Table => console.result(table(&traced).as_bytes()),
                TraceFormat::Csv => console.result(&audit::to_csv(&traced)),
            }
            Outcome::Done
        }
        Err(failure) => {
            console.failure(&failure);
            failure.kind.into()
        }
    }
}

fn traced(arguments: &TraceArguments, console: &Console) -> Result<Vec<Traced>, Failure> {
    let mut stages = console.stages(&arguments.path.display().to_string());
    let prepared = build::prepare(&request(&arguments.path, &arguments.report)?, &mut stages)?;
    stages.begin(Stage::Compute);
    let fails = |findings| Failure { kind: FailureKind::of(&findings), findings, sources: prepared.sources.clone() };
    let computed = build::compute(prepared.data(), prepared.as_of).map_err(fails)?;
    stages.end();
    let ids = || computed.iter().map(|exhibit| exhibit.id.as_str());
    let Some(exhibit) = computed.iter().find(|exhibit| exhibit.id == arguments.exhibit) else {
        let help = match did_you_mean(&arguments.exhibit, ids()) {
            Some(id) => format!("did you mean `{id}`?"),
            None => format!("the exhibits are {}", ids().collect::<Vec<_>>().join(", ")),
        };
        let message = format!("the report has no exhibit `{}`", arguments.exhibit);
        return Err(fails(Finding::error(Code::NoSuchValue, message).help(help).into()));
    };
    let selection =
        Selection { facet: arguments.facet.clone(), series: arguments.series.clone(), x: arguments.x.clone() };
    let files: Vec<String> = prepared.spec.extracts.iter().map(|extract| extract.file.value.clone()).collect();
    let traced = audit::trace(exhibit, &selection, &files);
    if traced.is_empty() {
        let message = format!("no value of `{}` has that key", exhibit.id);
        return Err(fails(Finding::error(Code::NoSuchValue, message).help(keys(exhibit)).into()));
    }
    Ok(traced)
}

/// The keys an exhibit has.
fn keys(exhibit: &Computed) -> String {
    let values = &exhibit.values;
    let dimensions = [("facet", &values.facets), ("series", &values.series), ("x", &values.xs)];
    let has: Vec<String> = dimensions
        .iter()
        .filter(|(_, keys)| keys.iter().any(|key| !key.is_empty()))
        .map(|(name, keys)| format!("--{name} takes {}", keys.join(", ")))
        .collect();
    has.join("; ")
}

/// For each value a heading and its observations, a line each.
fn table(traced: &[Traced]) -> String {
    let mut text = String::new();
    for Traced { value, rows } in traced {
        let key = &value.key;
        let names: Vec<&str> =
            [&key.facet, &key.series, &key.x].into_iter().filter(|name| !name.is_empty()).map(String::as_str).collect();
        let shown = value.value.map_or_else(|| "none".to_owned(), shortest);
        let _ = writeln!(
            text,
            "{} | {} = {shown} (numerator {}, n {})",
            names.join(" | "),
            key.stat.name(),
            shortest(value.numerator),
            value.n.map_or_else(|| "none".to_owned(), |n| n.to_string())
        );
        let width = rows.iter().map(|row| row.unit.chars().count()).max().unwrap_or(0);
        for row in rows {
            let mark = if row.counted { "+" } else { "-" };
            let _ =
                writeln!(text, "  {mark} {:<width$}  {:>12}  {}", row.unit, shortest(row.number), places(&row.sources));
        }
        text.push('\n');
    }
    text.push_str("+ counted in the value   - only among those it is counted among\n");
    text
}

/// `borgere.csv 12; udgifter.csv 45, 46`
fn places(sources: &[(String, u32)]) -> String {
    let mut text = String::new();
    let mut last: Option<&str> = None;
    for (file, row) in sources {
        let _ = match last {
            Some(same) if same == file => write!(text, ", {row}"),
            Some(_) => write!(text, "; {file} {row}"),
            None => write!(text, "{file} {row}"),
        };
        last = Some(file);
    }
    text
}
