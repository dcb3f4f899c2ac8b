//! `sporbar check`.

use super::arguments::CheckArguments;
use super::console::Console;
use super::{Outcome, request};
use crate::build::{self, Stage, Watch};
use crate::diagnostic::Findings;

/// Checks every report: spec, extracts, and what the values bear out of what the report says.
pub(super) fn run(arguments: &CheckArguments, console: &Console) -> Outcome {
    let outcomes = arguments.reports.iter().map(|report| {
        let mut stages = console.stages(&report.display().to_string());
        let checked = request(report, &arguments.report).and_then(|request| {
            let prepared = build::prepare(&request, &mut stages)?;
            stages.begin(Stage::Compute);
            let computed = build::computed(&prepared)?;
            let findings = build::draft(&prepared, &computed)?.findings;
            Ok((prepared, findings))
        });
        stages.end();
        match checked {
            Ok((prepared, findings)) => {
                console.findings(&prepared.warnings, &prepared.sources);
                console.findings(&findings, &prepared.sources);
                let wrong = |findings: &Findings| console.weighed(findings.clone()).has_errors();
                if wrong(&findings) || wrong(&prepared.warnings) {
                    return Outcome::Found;
                }
                let rows: usize = prepared.register.iter().map(|extract| extract.row_count).sum();
                let exhibits = prepared.spec.exhibits.len();
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
