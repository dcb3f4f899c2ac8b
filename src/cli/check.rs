//! `sporbar check`: all that a build does, but for writing.

use super::arguments::CheckArguments;
use super::console::Console;
use super::{Outcome, request};
use crate::build::{self, Stage, Typesetter, Watch};
use crate::diagnostic::Findings;

/// Checks every report as a build would: spec, extracts, values, claims, charts, templates, prose and pages.
pub(super) fn run(arguments: &CheckArguments, console: &Console) -> Outcome {
    let outcomes = arguments.reports.iter().map(|report| {
        let mut stages = console.stages(&report.display().to_string());
        let checked = request(report, &arguments.report).and_then(|request| {
            let prepared = build::prepare(&request, &mut stages)?;
            stages.begin(Stage::Compute);
            let computed = build::computed(&prepared)?;
            stages.begin(Stage::Hindsight);
            let hindsight = build::hindsight(&prepared, &computed);
            let disclosed = build::disclosed(&prepared, &computed)?;
            let draft = build::draft(&prepared, &disclosed)?;
            let mut published = build::publish(&prepared, &disclosed, draft, &Typesetter::Library, &mut stages)?;
            published.findings.extend(hindsight);
            Ok((prepared, published))
        });
        stages.end();
        match checked {
            Ok((prepared, published)) => {
                console.findings(&prepared.warnings, &prepared.sources);
                console.findings(&published.findings, &published.sources);
                let wrong = |findings: &Findings| console.weighed(findings.clone()).has_errors();
                if wrong(&published.findings) || wrong(&prepared.warnings) {
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
