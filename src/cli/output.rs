//! A report's output folder, read back.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::misunderstood;
use crate::audit::{MANIFEST_FILE, Manifest};
use crate::diagnostic::{Code, Finding};
use crate::pipeline::{self, Failure, Release};

/// The manifest in an output folder, and all files that stand there.
///
/// # Errors
/// The folder is not one that a build made.
pub(super) fn read(output: &Path) -> Result<(Manifest, BTreeMap<String, Vec<u8>>), Failure> {
    let files = pipeline::read_output(output).map_err(misunderstood)?;
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

/// The earlier releases of a report that readers have: their output folders, or the folders that hold them.
///
/// # Errors
/// One of them is not one that a build made.
pub(super) fn earlier(folders: &[PathBuf], report: &str) -> Result<Vec<Release>, Failure> {
    folders.iter().map(|folder| pipeline::release(folder, report).map_err(misunderstood)).collect()
}

/// The folder of the report of that name: among the project's reports, here or above the output.
///
/// # Errors
/// It is nowhere there.
pub(super) fn find(output: &Path, name: &str) -> Result<PathBuf, Failure> {
    let whole = output.canonicalize().unwrap_or_default();
    let mut places =
        std::iter::once(Path::new("")).chain(whole.ancestors()).map(|above| above.join("reports").join(name));
    places.find(|place| place.join("report.toml").is_file()).ok_or_else(|| {
        let finding = Finding::error(Code::SpecUnreadable, format!("the report `{name}` was not found"));
        let finding = finding.in_cell(&output.display().to_string(), None, None);
        misunderstood(finding.help("name its folder with --report"))
    })
}
