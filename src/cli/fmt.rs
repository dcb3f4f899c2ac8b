//! `sporbar fmt`.

use std::path::{Path, PathBuf};

use super::Outcome;
use super::arguments::FormatArguments;
use super::console::Console;
use crate::diagnostic::{Code, Finding};
use crate::form::formed;
use crate::pipeline::write_file;

/// Writes every spec in its form, or says which are not in it.
pub(super) fn run(arguments: &FormatArguments, console: &Console) -> Outcome {
    let outcomes = arguments.reports.iter().map(|report| match one(report, arguments.check, console) {
        Ok(outcome) => outcome,
        Err(finding) => {
            let failure = super::misunderstood(finding);
            console.failure(&failure);
            failure.kind.into()
        }
    });
    outcomes.max().unwrap_or(Outcome::Done)
}

fn one(report: &Path, check: bool, console: &Console) -> Result<Outcome, Finding> {
    let path: PathBuf = if report.is_dir() { report.join("report.toml") } else { report.to_owned() };
    let file = path.display().to_string();
    let wrong = |message: String, help: &str| {
        Finding::error(Code::SpecUnreadable, message).in_cell(&file, None, None).help(help)
    };
    let text = std::fs::read_to_string(&path).map_err(|error| {
        wrong(format!("the spec could not be read: {error}"), "name a report's folder or its report.toml, in UTF-8")
    })?;
    let formed = formed(&text)
        .ok_or_else(|| wrong("the spec is not TOML".to_owned(), "`sporbar check` tells what is wrong, and where"))?;
    if formed == text {
        return Ok(Outcome::Done);
    }
    if check {
        console.say(&format!("{file} is not in its form; `sporbar fmt` writes it so"));
        return Ok(Outcome::Found);
    }
    write_file(&path, |standing| {
        // Somebody may have saved it meanwhile.
        if standing.as_deref() == Some(text.as_bytes()) {
            Ok(formed.clone().into_bytes())
        } else {
            Err(wrong("the spec changed while it was read; it is left as it is".to_owned(), "format it again"))
        }
    })?;
    console.say(&format!("wrote {file}"));
    Ok(Outcome::Done)
}
