//! `sporbar describe`.

use std::path::Path;

use super::arguments::DescribeArguments;
use super::console::Console;
use super::{Outcome, misunderstood};
use crate::describe::{self, Described, Drawn, units};
use crate::diagnostic::{Code, Finding, Findings, Sources};
use crate::pipeline::Failure;
use crate::schema;
use crate::shipped;

/// Tells what extracts are likely to be, and sees that the program reads them so.
pub(super) fn run(arguments: &DescribeArguments, console: &Console) -> Outcome {
    let mut all: Vec<Described> = Vec::new();
    let outcomes = arguments.files.iter().map(|path| match one(path) {
        Ok((described, text, findings)) => {
            all.push(described);
            console.result(text.as_bytes());
            console.findings(&findings, &Sources::default());
            if findings.has_errors() { Outcome::Found } else { Outcome::Done }
        }
        Err(failure) => {
            console.failure(&failure);
            failure.kind.into()
        }
    });
    let outcome = outcomes.max().unwrap_or(Outcome::Done);
    // What is so of several together.
    let names: Vec<String> = (0..all.len()).map(|at| at.to_string()).collect();
    let drawn = all.iter().zip(&names).map(|(described, name)| Drawn { name, layout: name, known: None, described });
    for doubt in units(&drawn.collect::<Vec<_>>()) {
        console.result(format!("tjek: {doubt}: er det noget, der kan tælles ([units])?\n").as_bytes());
    }
    outcome
}

fn one(path: &Path) -> Result<(Described, String, Findings), Failure> {
    let (described, bytes) = read(path)?;
    let findings = refused(&described, &bytes, "udtræk", &describe::layout(&described, "udtræk", &[]))?;
    let mut text = describe::told(&described);
    for known in known(&described, &bytes) {
        text.push_str(&format!("  standardlayoutet `{known}` læser det også\n"));
    }
    Ok((described, text, findings))
}

/// A file and what it is likely to be.
pub(super) fn read(path: &Path) -> Result<(Described, Vec<u8>), Failure> {
    let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let bytes = std::fs::read(path).map_err(|error| {
        let message = format!("the file could not be read: {error}");
        misunderstood(Finding::error(Code::FileUnreadable, message).in_cell(&path.display().to_string(), None, None))
    })?;
    let described = describe::describe(&file, &bytes).map_err(misunderstood)?;
    Ok((described, bytes))
}

/// What the program finds in the extract when it reads it by a layout that was guessed.
pub(super) fn refused(described: &Described, bytes: &[u8], name: &str, layout: &str) -> Result<Findings, Failure> {
    let schema = schema::parse(name, &format!("{name}.json"), layout).map_err(|findings| Failure {
        kind: crate::pipeline::FailureKind::Call,
        findings,
        sources: Sources::default(),
    })?;
    Ok(describe::accepted(&described.file, bytes, &schema))
}

/// The standard layouts that have the extract's columns, and read it without an error.
pub(super) fn known(described: &Described, bytes: &[u8]) -> Vec<String> {
    let texts = shipped::below("data-schema").map(|(name, bytes)| (name.to_owned(), bytes.to_vec())).collect();
    let (schemas, _) = schema::parse_all(&texts);
    let fits = schemas.into_values().filter(|schema| {
        let same = schema.fields.len() == described.columns.len()
            && schema.fields.iter().all(|field| described.column(&field.name).is_some());
        same && !describe::accepted(&described.file, bytes, schema).has_errors()
    });
    fits.map(|schema| schema.name).collect()
}
