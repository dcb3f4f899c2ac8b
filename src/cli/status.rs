//! `sporbar status`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::Outcome;
use super::arguments::{ReportArguments, StatusArguments};
use super::console::Console;
use super::{misunderstood, request};
use crate::audit::{MANIFEST_FILE, Manifest, Now, lock_file, stale, unlocked};
use crate::diagnostic::{Code, Finding};
use crate::pipeline::{self, Failure};

/// Tells of every report whether its output is what a build would make now.
pub(super) fn run(arguments: &StatusArguments, console: &Console) -> Outcome {
    let reports = if arguments.reports.is_empty() { all() } else { Ok(arguments.reports.clone()) };
    let reports = match reports {
        Ok(reports) => reports,
        Err(failure) => {
            console.failure(&failure);
            return failure.kind.into();
        }
    };
    let told = tell_overrides(&reports, console);
    let outcomes = reports.iter().map(|report| match one(report, arguments) {
        Ok(told) => {
            console.result(told.text(report).as_bytes());
            if told.reasons.is_empty() { Outcome::Done } else { Outcome::Found }
        }
        Err(failure) => {
            console.failure(&failure);
            failure.kind.into()
        }
    });
    outcomes.max().unwrap_or(Outcome::Done).max(told)
}

/// Tells which files of the reports' projects are used in the place of the program's. That they are is somebody's choice, and
/// no mistake.
fn tell_overrides(reports: &[PathBuf], console: &Console) -> Outcome {
    let roots: BTreeSet<PathBuf> = reports.iter().filter_map(|report| pipeline::project_of(report)).collect();
    let mut outcome = Outcome::Done;
    for root in roots {
        match pipeline::overrides(&root) {
            Ok(overrides) => {
                for (path, how) in overrides {
                    console.result(format!("{path}: {}\n", how.says()).as_bytes());
                }
            }
            Err(finding) => {
                console.failure(&misunderstood(finding));
                outcome = Outcome::Misunderstood;
            }
        }
    }
    outcome
}

/// The reports of the project one stands in.
fn all() -> Result<Vec<PathBuf>, Failure> {
    let entries = fs::read_dir("reports").map(|entries| entries.filter_map(|entry| Some(entry.ok()?.path())));
    let mut reports: Vec<PathBuf> =
        entries.into_iter().flatten().filter(|folder| folder.join("report.toml").is_file()).collect();
    reports.sort();
    if reports.is_empty() {
        let finding = Finding::error(Code::SpecUnreadable, "there are no reports below `reports`");
        return Err(misunderstood(finding.help("call it in a project's folder, or name the reports")));
    }
    Ok(reports)
}

/// How a report stands.
struct Told {
    /// In a word or two.
    word: &'static str,
    /// What is not as it should be.
    reasons: Vec<String>,
}

impl Told {
    fn text(&self, report: &Path) -> String {
        let mut text = format!("{}: {}\n", report.display(), self.word);
        for reason in &self.reasons {
            text.push_str(&format!("  {reason}\n"));
        }
        text
    }
}

fn one(report: &Path, arguments: &StatusArguments) -> Result<Told, Failure> {
    // Nobody's number is read; but with the key one can tell whether an extract is another than the one that was sealed.
    let how = |disclosure| ReportArguments {
        as_of: arguments.as_of,
        extracts: arguments.extracts.clone(),
        disclosure,
        pseudonym_key: None,
    };
    let first = pipeline::standing(&pipeline::material(&request(report, &how(None))?)?)?;
    let place = arguments.out.clone().unwrap_or_else(|| first.usual_out.clone()).join(&first.name);
    let manifest = fs::read_to_string(place.join(MANIFEST_FILE)).map(|text| Manifest::from_json(&text));
    // The output may be by another policy than the spec's first.
    let policy = manifest.as_ref().ok().and_then(|read| read.as_ref().ok()?.parameters.disclosure.clone());
    let standing = match &policy {
        Some(policy) => pipeline::standing(&pipeline::material(&request(report, &how(Some(policy.clone())))?)?)?,
        None => first,
    };
    let file = lock_file(policy.as_deref());
    let lock = pipeline::read_lock(&standing.folder, policy.as_deref()).map_err(misunderstood)?;
    let as_of = standing.as_of.to_string();
    let now =
        Now { program: &standing.program, as_of: &as_of, inputs: &standing.inputs, definitions: &standing.definitions };
    let (mut word, mut reasons) = match manifest {
        Err(_) => ("never built", vec![format!("there is no {}", place.join(MANIFEST_FILE).display())]),
        Ok(Err(error)) => ("stale", vec![format!("{MANIFEST_FILE} is none that this program writes: {error}")]),
        Ok(Ok(manifest)) => {
            let files = pipeline::read_output(&place).map_err(misunderstood)?;
            ("stale", stale(&manifest, &files, now))
        }
    };
    if reasons.is_empty() {
        word = "current";
    }
    let unlocked = lock.map(|lock| unlocked(&lock, now)).unwrap_or_default();
    if !unlocked.is_empty() && word == "current" {
        word = "current, but not as locked";
    }
    reasons.extend(unlocked.into_iter().map(|reason| format!("{file}: {reason}")));
    Ok(Told { word, reasons })
}
