//! `sporbar check`.

use super::arguments::CheckArguments;
use super::console::Console;
use super::{Outcome, request};
use crate::build::{self, Failure, FailureKind, Stage, Watch};

/// Checks every report: spec, extracts and, since filters show what they are worth on data only, the values.
pub(super) fn run(arguments: &CheckArguments, console: &Console) -> Outcome {
    let outcomes = arguments.reports.iter().map(|report| {
        let mut stages = console.stages(&report.display().to_string());
        let checked = request(report, &arguments.report).and_then(|request| {
            let prepared = build::prepare(&request, &mut stages)?;
            stages.begin(Stage::Compute);
            let computed = build::compute(prepared.data(), prepared.as_of).map_err(|findings| Failure {
                kind: FailureKind::of(&findings),
                findings,
                sources: prepared.sources.clone(),
            })?;
            Ok((prepared, computed))
        });
        stages.end();
        match checked {
            Ok((prepared, computed)) => {
                console.findings(&prepared.warnings, &prepared.sources);
                let rows: usize = prepared.register.iter().map(|extract| extract.row_count).sum();
                let exhibits = computed.len();
                let extracts = prepared.spec.extracts.len();
                console.say(&format!(
                    "{}: {exhibits} exhibits, {extracts} extracts with {rows} rows, as of {}: all is well",
                    report.display(),
                    prepared.as_of,
                ));
                Outcome::Done
            }
            Err(failure) => {
                console.failure(&failure);
                failure.kind.into()
            }
        }
    });
    outcomes.max().unwrap_or(Outcome::Done)
}
