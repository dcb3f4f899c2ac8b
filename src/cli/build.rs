//! `sporbar build`.

use std::path::Path;

use super::arguments::{BuildArguments, TypesetterName};
use super::console::{Console, Stages};
use super::{Outcome, request};
use crate::build::{self, Failure, FailureKind, Prepared, Stage, Typesetter, Watch};

/// Builds every report; one that fails does not keep the others back.
pub(super) fn run(arguments: &BuildArguments, console: &Console) -> Outcome {
    let outcomes = arguments.reports.iter().map(|report| {
        let mut stages = console.stages(&report.display().to_string());
        let built = one(report, arguments, console, &mut stages);
        let timings = stages.end();
        match built {
            Ok((place, outcome)) => {
                console.say(&format!("{} is in {place}", report.display()));
                if arguments.timings {
                    console.say(&timings);
                }
                outcome
            }
            Err(failure) => {
                console.failure(&failure);
                failure.kind.into()
            }
        }
    });
    outcomes.max().unwrap_or(Outcome::Done)
}

/// Builds a report: its output folder, and whether its values bear out what it says.
fn one(
    report: &Path,
    arguments: &BuildArguments,
    console: &Console,
    stages: &mut Stages,
) -> Result<(String, Outcome), Failure> {
    let prepared = build::prepare(&request(report, &arguments.report)?, stages)?;
    console.findings(&prepared.warnings, &prepared.sources);
    stages.begin(Stage::Compute);
    let fails = |prepared: &Prepared, findings| Failure {
        kind: FailureKind::of(&findings),
        findings,
        sources: prepared.sources.clone(),
    };
    let computed = build::compute(prepared.data(), prepared.as_of).map_err(|found| fails(&prepared, found))?;
    let typesetter = match arguments.typesetter {
        TypesetterName::Library => Typesetter::Library,
        TypesetterName::Cli => Typesetter::Program("typst".into()),
    };
    let draft = build::draft(&prepared, &computed)?;
    let published = build::publish(&prepared, &computed, draft, &typesetter, stages)?;
    stages.begin(Stage::Write);
    build::swap_in(&arguments.out, &prepared.name, &published.files).map_err(|found| fails(&prepared, found.into()))?;
    let place = arguments.out.join(&prepared.name);
    for (path, bytes) in &published.files {
        console.detail(&format!("  {} ({} bytes)", place.join(path).display(), bytes.len()));
    }
    console.findings(&published.findings, &published.sources);
    let outcome = if published.findings.has_errors() { Outcome::Found } else { Outcome::Done };
    Ok((place.display().to_string(), outcome))
}
