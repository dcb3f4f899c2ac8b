//! A report's output folder, read back.

use std::collections::BTreeMap;
use std::path::Path;

use super::misunderstood;
use crate::audit::{MANIFEST_FILE, Manifest};
use crate::build::{self, Failure};
use crate::diagnostic::{Code, Finding};

/// The manifest in an output folder, and all files that stand there.
///
/// # Errors
/// The folder is not one that a build made.
pub(super) fn read(output: &Path) -> Result<(Manifest, BTreeMap<String, Vec<u8>>), Failure> {
    let files = build::read_output(output).map_err(misunderstood)?;
    let fails = |message: String| {
        let finding = Finding::error(Code::OutputUnreadable, message)
            .in_cell(&output.display().to_string(), None, None)
            .help("name a report's output folder, such as out/my-report");
        misunderstood(finding)
    };
    let Some(manifest) = files.get(MANIFEST_FILE) else {
        return Err(fails(format!("there is no {MANIFEST_FILE}")));
    };
    let text = String::from_utf8_lossy(manifest);
    let manifest = Manifest::from_json(&text)
        .map_err(|error| fails(format!("{MANIFEST_FILE} is none that this program writes: {error}")))?;
    Ok((manifest, files))
}
