//! `sporbar trace`.

use super::arguments::{TraceArguments, TraceFormat};
use super::console::Console;
use super::{Outcome, request};
use crate::audit::record::Most;
use crate::audit::trace::{self, Selection};
use crate::build::{self, Failure, FailureKind, Stage, Watch};
use crate::diagnostic::{Code, Finding, did_you_mean};
use crate::statistic::Computed;

/// Shows what the selected values rest on.
pub(super) fn run(arguments: &TraceArguments, console: &Console) -> Outcome {
    match traced(arguments, console) {
        Ok(text) => {
            console.result(&text);
            Outcome::Done
        }
        Err(failure) => {
            console.failure(&failure);
            failure.kind.into()
        }
    }
}

fn traced(arguments: &TraceArguments, console: &Console) -> Result<Vec<u8>, Failure> {
    let mut stages = console.stages(&arguments.path.display().to_string());
    let mut prepared = build::prepare(&request(&arguments.path, &arguments.report)?, &mut stages)?;
    let sources = prepared.sources.clone();
    let fails = |findings| Failure { kind: FailureKind::of(&findings), findings, sources: sources.clone() };
    let ids: Vec<String> = prepared.spec.exhibits.iter().map(|exhibit| exhibit.id.value.as_str().to_owned()).collect();
    if !ids.contains(&arguments.exhibit) {
        let help = match did_you_mean(&arguments.exhibit, ids.iter().map(String::as_str)) {
            Some(id) => format!("did you mean `{id}`?"),
            None => format!("the exhibits are {}", ids.join(", ")),
        };
        let message = format!("the report has no exhibit `{}`", arguments.exhibit);
        return Err(fails(Finding::error(Code::NoSuchValue, message).help(help).into()));
    }
    // Nothing else is computed than what is asked for.
    prepared.spec.exhibits.retain(|exhibit| exhibit.id.value.as_str() == arguments.exhibit);
    stages.begin(Stage::Compute);
    let computed = build::computed(&prepared)?;
    stages.end();
    let exhibit = &computed[0];
    let selection =
        Selection { facet: arguments.facet.clone(), series: arguments.series.clone(), x: arguments.x.clone() };
    let record = build::wordless_record(&prepared, &computed, Most::ALL);
    let Some(trace) = trace::trace(&record, &exhibit.id, &selection) else {
        let message = format!("no value of `{}` has that key", exhibit.id);
        return Err(fails(Finding::error(Code::NoSuchValue, message).help(keys(exhibit)).into()));
    };
    Ok(match arguments.format {
        TraceFormat::Table => trace::to_text(&trace, arguments.rows).into_bytes(),
        TraceFormat::Csv => trace::to_csv(&trace),
        TraceFormat::Json => trace::to_json(&trace).into_bytes(),
    })
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
