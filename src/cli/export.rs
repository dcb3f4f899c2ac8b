//! `sporbar export`.

use std::path::{Path, PathBuf};

use super::arguments::ExportArguments;
use super::console::{Console, Stages};
use super::{Outcome, misunderstood, request};
use crate::diagnostic::{Code, Finding, Findings, Severity, Sources};
use crate::office::is_untouched;
use crate::pipeline::{self, Failure, Stage, Watch};

/// Writes every report in the forms that are asked for; one that cannot be written does not keep the others back.
pub(super) fn run(arguments: &ExportArguments, console: &Console) -> Outcome {
    let outcomes = arguments.reports.iter().map(|report| {
        let mut stages = console.stages(&report.display().to_string());
        let written = one(report, arguments, console, &mut stages);
        stages.end();
        match written {
            Ok(written) => tell(report, &written, console),
            Err(failure) => {
                console.failure(&failure);
                failure.kind.into()
            }
        }
    });
    outcomes.max().unwrap_or(Outcome::Done)
}

/// What was written, and what is to be told of it.
struct Written {
    places: Vec<PathBuf>,
    warnings: (Findings, Sources),
    findings: (Findings, Sources),
    /// What the drawings show that the document only tells of.
    untaken: Vec<String>,
}

fn one(report: &Path, arguments: &ExportArguments, console: &Console, stages: &mut Stages) -> Result<Written, Failure> {
    let request = request(report, &arguments.report)?;
    stages.begin(Stage::Spec);
    let material = pipeline::material(&request)?;
    let out = arguments.out.clone().unwrap_or_else(|| material.usual_out());
    material.may_write(&out)?;
    let name = material.name.clone();
    let prepared = console.allowed(material.prepare(stages)?)?;
    stages.begin(Stage::Compute);
    let computed = pipeline::computed(&prepared)?;
    let disclosed = pipeline::disclosed(&prepared, &computed)?;
    let draft = pipeline::draft(&prepared, &disclosed)?;
    let exported = pipeline::export(&prepared, draft, &arguments.formats(), stages)?;
    stages.begin(Stage::Write);
    let mut places = Vec::new();
    for (file, bytes) in exported.files {
        let place = out.join(file);
        write(&place, &name, bytes).map_err(misunderstood)?;
        places.push(place);
    }
    Ok(Written {
        places,
        warnings: (prepared.warnings, prepared.sources),
        findings: (console.weighed(exported.findings), exported.sources),
        untaken: exported.untaken,
    })
}

/// Writes the file in the place of nothing, or of an earlier one that nobody has gone on writing in.
fn write(place: &Path, report: &str, bytes: Vec<u8>) -> Result<(), Finding> {
    pipeline::write_file(place, |standing| {
        if standing.is_none_or(|standing| is_untouched(report, &standing)) {
            return Ok(bytes);
        }
        let message =
            "somebody has changed the file since it was exported, or it is another's, and it was left as it is";
        let finding = Finding::error(Code::OutputUnwritable, message).in_cell(&place.display().to_string(), None, None);
        Err(finding.help("give it another name, or export into another folder with --out"))
    })
}

fn tell(report: &Path, written: &Written, console: &Console) -> Outcome {
    let ((warnings, of_warnings), (findings, of_findings)) = (&written.warnings, &written.findings);
    console.findings(warnings, of_warnings);
    console.findings(findings, of_findings);
    for place in &written.places {
        console.say(&format!("{} is in {}", report.display(), place.display()));
    }
    for shows in &written.untaken {
        console.say(&format!(
            "{}: a drawing of the pages is not in the document, which says so: {shows}",
            report.display()
        ));
    }
    let is_wrong = findings.iter().any(|finding| finding.severity == Severity::Error);
    if is_wrong { Outcome::Found } else { Outcome::Done }
}
