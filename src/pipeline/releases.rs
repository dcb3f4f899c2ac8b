//! Earlier releases of a report, which readers have and can hold beside the one that is built.

use std::collections::BTreeMap;
use std::path::Path;

use super::read_output;
use crate::audit::{MANIFEST_FILE, Manifest};
use crate::calendar::Month;
use crate::diagnostic::{Code, Finding, Findings};
use crate::spec::Spec;

/// An earlier release of the report, as its readers have it.
#[derive(Debug, Clone)]
pub struct Release {
    /// Its status month.
    pub as_of: Month,
    /// Its files.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// The release of a report that stands in a folder: its output, or the folder that holds it under the report's name.
///
/// # Errors
/// It is not one that a build made of this report.
pub fn release(folder: &Path, report: &str) -> Result<Release, Finding> {
    let own = if folder.join(MANIFEST_FILE).is_file() { folder.to_owned() } else { folder.join(report) };
    let at = |finding: Finding| finding.in_cell(&own.display().to_string(), None, None);
    let files = read_output(&own)?;
    let unreadable = |message: String| {
        at(Finding::error(Code::OutputUnreadable, message)).help("name a report's output folder, such as out/my-report")
    };
    let manifest = files.get(MANIFEST_FILE).ok_or_else(|| unreadable(format!("there is no {MANIFEST_FILE}")))?;
    let manifest = Manifest::from_json(&String::from_utf8_lossy(manifest))
        .map_err(|error| unreadable(format!("{MANIFEST_FILE} is none that this program writes: {error}")))?;
    let apart = |message: String, help: &str| at(Finding::error(Code::ReleasesApart, message)).help(help);
    if manifest.report != report {
        let message = format!("this is an output of `{}`, not of `{report}`", manifest.report);
        return Err(apart(message, "name an earlier output of the same report"));
    }
    let as_of = manifest.parameters.as_of.parse().map_err(|_| {
        let message = format!("its status month is `{}`", manifest.parameters.as_of);
        apart(message, "name an output that this program made")
    })?;
    Ok(Release { as_of, files })
}

/// Those that the policy names which the spec uses; `folder` is the report's.
pub(super) fn named(spec: &Spec, folder: &Path, report: &str) -> Result<Vec<Release>, Findings> {
    let mut findings = Findings::new();
    let mut releases = Vec::new();
    for named in spec.disclosure.limits().into_iter().flat_map(|limits| &limits.releases) {
        match release(&folder.join(named.as_str()), report) {
            Ok(release) => releases.push(release),
            Err(finding) => {
                findings.push(finding.at(&spec.file, named.span.clone(), "named here as an earlier release"));
            }
        }
    }
    if findings.is_empty() { Ok(releases) } else { Err(findings) }
}
