//! `sporbar status`.

use std::fs;
use std::path::{Path, PathBuf};

use super::Outcome;
use super::arguments::StatusArguments;
use super::console::Console;
use super::misunderstood;
use crate::audit::{MANIFEST_FILE, Manifest, Now, stale, unlocked};
use crate::build::{self, Failure, Request};
use crate::diagnostic::{Code, Finding};

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
    outcomes.max().unwrap_or(Outcome::Done)
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
    let request = Request {
        report: report.to_owned(),
        as_of: arguments.as_of,
        extracts: arguments.extracts.clone(),
        disclosure: None,
        // Nobody's number is read.
        key: None,
    };
    let standing = build::standing(&build::material(&request)?)?;
    let lock = build::read_lock(&standing.folder).map_err(misunderstood)?;
    let as_of = standing.as_of.to_string();
    let now =
        Now { program: &standing.program, as_of: &as_of, inputs: &standing.inputs, definitions: &standing.definitions };

    let place = arguments.out.clone().unwrap_or_else(|| standing.usual_out.clone()).join(&standing.name);
    let (mut word, mut reasons) = match fs::read_to_string(place.join(MANIFEST_FILE)) {
        Err(_) => ("never built", vec![format!("there is no {}", place.join(MANIFEST_FILE).display())]),
        Ok(text) => match Manifest::from_json(&text) {
            Err(error) => ("stale", vec![format!("{MANIFEST_FILE} is none that this program writes: {error}")]),
            Ok(manifest) => {
                let files = build::read_output(&place).map_err(misunderstood)?;
                ("stale", stale(&manifest, &files, now))
            }
        },
    };
    if reasons.is_empty() {
        word = "current";
    }
    let unlocked = lock.map(|lock| unlocked(&lock, now)).unwrap_or_default();
    if !unlocked.is_empty() && word == "current" {
        word = "current, but not as locked";
    }
    reasons.extend(unlocked.into_iter().map(|reason| format!("report.lock: {reason}")));
    Ok(Told { word, reasons })
}
