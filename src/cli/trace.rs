//! `sporbar trace`.

use super::arguments::{TraceArguments, TraceFormat};
use super::console::Console;
use super::{Outcome, misunderstood, request};
use crate::audit::journey;
use crate::audit::record::Most;
use crate::audit::trace::{self, Selection};
use crate::diagnostic::{Code, Finding};
use crate::pipeline::{self, Failure, FailureKind, Stage, Watch};
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
    let Some(asked_for) = &arguments.exhibit else { return journey(arguments, console) };
    stages.begin(Stage::Spec);
    // An exhibit that is named by its id is computed alone; which has a printed number is known when all are.
    let material = pipeline::material(&request(&arguments.path, &arguments.report)?)?.for_exhibit(asked_for);
    let prepared = material.prepare(&mut stages)?;
    let sources = prepared.sources.clone();
    let fails = |findings| Failure { kind: FailureKind::of(&findings), findings, sources: sources.clone() };
    stages.begin(Stage::Compute);
    let computed = pipeline::computed(&prepared)?;
    stages.end();
    let id = pipeline::exhibit_named(&prepared, &computed, asked_for).map_err(|finding| fails(finding.into()))?;
    let exhibit = computed.iter().find(|exhibit| exhibit.id == id).expect("every exhibit of the spec is computed");
    let selection =
        Selection { facet: arguments.facet.clone(), series: arguments.series.clone(), x: arguments.x.clone() };
    let record = pipeline::record_of_values(&prepared, &computed, &exhibit.id, &selection);
    let Some(trace) = trace::trace(&record, &exhibit.id, &selection) else {
        let message = format!("no value of `{}` has that key", exhibit.id);
        return Err(fails(Finding::error(Code::NoSuchValue, message).help(keys(exhibit)).into()));
    };
    Ok(match arguments.format {
        TraceFormat::Table => trace::to_text(&trace, arguments.rows, arguments.all).into_bytes(),
        TraceFormat::Csv => trace::to_csv(&trace),
        TraceFormat::Json => trace::to_json(&trace).into_bytes(),
    })
}

/// What happens to a row or to a person.
fn journey(arguments: &TraceArguments, console: &Console) -> Result<Vec<u8>, Failure> {
    let mut stages = console.stages(&arguments.path.display().to_string());
    let prepared = pipeline::prepare(&request(&arguments.path, &arguments.report)?, &mut stages)?;
    stages.begin(Stage::Compute);
    let computed = pipeline::computed(&prepared)?;
    let record = pipeline::wordless_record(&prepared, &computed, Most { left_out: 0, ..Most::ALL });
    let rows = match (&arguments.row, &arguments.person) {
        (Some(row), _) => pipeline::row_named(&record, row).map(|rows| (rows, None)),
        (None, person) => pipeline::rows_of_person(&prepared, &record, person.as_deref().unwrap_or_default()),
    };
    let journey = pipeline::journey(&prepared, &computed, &record, rows.map_err(misunderstood)?)?;
    stages.end();
    Ok(journey::to_text(&journey, arguments.all).into_bytes())
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
