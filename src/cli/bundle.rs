//! `sporbar bundle`.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::arguments::BundleArguments;
use super::console::Console;
use super::output::read;
use super::{Outcome, misunderstood};
use crate::audit::{bundle, bundle_name, output_changes};
use crate::build::{Failure, FailureKind};
use crate::diagnostic::{Code, Finding, Findings, Sources};

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
    let write = || -> std::io::Result<()> {
        let bytes = bundle(&manifest, &files)?;
        std::fs::create_dir_all(to)?;
        let mut beside = tempfile::Builder::new().prefix(".bundle-").tempfile_in(to)?;
        beside.write_all(&bytes)?;
        beside.persist(&place)?;
        Ok(())
    };
    write().map_err(|error| {
        let message = format!("the bundle could not be written: {error}");
        let file = place.display().to_string();
        misunderstood(Finding::error(Code::OutputUnwritable, message).in_cell(&file, None, None))
    })?;
    Ok(place)
}
