//! `sporbar bundle`.

use std::path::{Path, PathBuf};

use super::arguments::BundleArguments;
use super::console::Console;
use super::output::read;
use super::{Outcome, misunderstood};
use crate::audit::{bundle, bundle_name, is_bundle, output_changes};
use crate::diagnostic::{Code, Finding, Findings, Sources};
use crate::pipeline::{Failure, FailureKind, keep_apart, projects_around, write_file};

/// Packs every output folder; one that cannot be packed does not keep the others back.
pub(super) fn run(arguments: &BundleArguments, console: &Console) -> Outcome {
    let outcomes = arguments.outputs.iter().map(|output| match one(output, &arguments.to) {
        Ok(place) => {
            console.say(&format!("{} is in {}", output.display(), place.display()));
            Outcome::Done
        }
        Err(failure) => {
            console.failure(&failure);
            failure.kind.into()
        }
    });
    outcomes.max().unwrap_or(Outcome::Done)
}

/// The archive, written whole or not at all.
fn one(output: &Path, to: &Path) -> Result<PathBuf, Failure> {
    let (manifest, files) = read(output)?;
    let mut findings = Findings::new();
    for change in output_changes(&manifest, &files) {
        findings.push(
            Finding::error(Code::OutputDiffers, change)
                .in_cell(&output.display().to_string(), None, None)
                .help("a bundle holds what was built: build the report again"),
        );
    }
    if !findings.is_empty() {
        return Err(Failure { kind: FailureKind::Data, findings, sources: Sources::default() });
    }
    let place = to.join(bundle_name(&manifest));
    keep_apart(to, &projects_around(to), false).map_err(misunderstood)?;
    let archive = bundle(&manifest, &files).map_err(|error| {
        let message = format!("the bundle could not be made: {error}");
        misunderstood(Finding::error(Code::OutputUnwritable, message).in_cell(&place.display().to_string(), None, None))
    })?;
    write_file(&place, |standing| {
        if standing.is_none_or(|bytes| is_bundle(&manifest, &bytes)) {
            return Ok(archive);
        }
        Err(Finding::error(
            Code::OutputUnwritable,
            "the bundle's name is taken by a file that is no bundle of the report",
        )
        .in_cell(&place.display().to_string(), None, None)
        .help("take it away, or put the bundle into another folder with --to"))
    })
    .map_err(misunderstood)?;
    Ok(place)
}
