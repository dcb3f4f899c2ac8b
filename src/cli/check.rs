//! `sporbar check`: all that a build does, but for writing.

use super::arguments::CheckArguments;
use super::console::Console;
use super::{Outcome, request};
use crate::diagnostic::{Findings, several};
use crate::pipeline::{self, Checked, Desk, Unsaved};

/// Checks every report as a build would: spec, extracts, values, claims, charts, templates, prose and pages.
pub(super) fn run(arguments: &CheckArguments, console: &Console) -> Outcome {
    let outcomes = arguments.reports.iter().map(|report| {
        let mut stages = console.stages(&report.display().to_string());
        let checked = request(report, &arguments.report)
            .and_then(|request| pipeline::checked(&request, &Unsaved::default(), &Desk::once(), &mut stages));
        stages.end();
        match checked {
            Ok(Checked { prepared, findings, sources, .. }) => {
                console.findings(&prepared.warnings, &prepared.sources);
                console.findings(&findings, &sources);
                let wrong = |findings: &Findings| console.weighed(findings.clone()).has_errors();
                if wrong(&findings) || wrong(&prepared.warnings) {
                    return Outcome::Found;
                }
                let rows: usize = prepared.register.iter().map(|extract| extract.row_count).sum();
                let exhibits = several(prepared.spec.exhibits.len(), "exhibit");
                let extracts = several(prepared.spec.extracts.len(), "extract");
                let rows = several(rows, "row");
                console.say(&format!(
                    "{}: {exhibits}, {extracts} with {rows}, as of {}: all is well",
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
