//! A project: the folder around reports. Its own layouts and templates stand before those that the program has within it.

use std::path::{Path, PathBuf};

use super::{Unsaved, write_file};
use crate::diagnostic::{Code, Finding, Findings, did_you_mean};
use crate::document::{REPORT, SHARED, Templates};
use crate::path::FileName;
use crate::schema::{self, Schemas, Texts};
use crate::shipped;

/// The folder of a project's own layouts.
pub const LAYOUTS: &str = "data-schema";
/// The folder of a project's own designs.
pub const DESIGNS: &str = "templates";

/// Whether a folder is a project: it has layouts of its own, or reports.
pub fn is_project(folder: &Path) -> bool {
    folder.join(LAYOUTS).is_dir() || has_reports(folder)
}

fn has_reports(folder: &Path) -> bool {
    let entries = std::fs::read_dir(folder.join("reports"));
    entries.into_iter().flatten().flatten().any(|entry| entry.path().join("report.toml").is_file())
}

/// The project around a report's folder, a whole path: the nearest folder above with layouts of its own, or else with reports;
/// one that stands by itself has its project around it.
pub(super) fn around(report: &Path) -> PathBuf {
    let nearest = |is: fn(&Path) -> bool| report.ancestors().find(|above| is(above));
    let found = nearest(|above| above.join(LAYOUTS).is_dir()).or_else(|| nearest(has_reports));
    found.or(report.parent()).unwrap_or(report).to_path_buf()
}

/// The project around a report, which is named as in a call; none where there is no such report.
pub fn project_of(report: &Path) -> Option<PathBuf> {
    let whole = std::fs::canonicalize(report).ok()?;
    Some(around(if whole.is_dir() { &whole } else { whole.parent()? }))
}

/// All layouts there are, by their files' names: the program's, and in their places the project's own.
pub(super) fn layouts(root: &Path, unsaved: &Unsaved) -> (Texts, Findings) {
    let mut texts: Texts = shipped::below(LAYOUTS).map(|(name, bytes)| (name.to_owned(), bytes.to_vec())).collect();
    let folder = root.join(LAYOUTS);
    if !folder.exists() {
        return (texts, Findings::new());
    }
    let (own, findings) = schema::read_folder(&folder);
    texts.extend(own);
    let unsaved = unsaved.below(&folder, "json").into_iter().filter(|(file, _)| !file.contains('/'));
    texts.extend(unsaved.map(|(file, text)| (file, text.as_bytes().to_vec())));
    (texts, findings)
}

/// What the designs share, a design's own templates, and a report's prose.
pub(super) fn templates(design: &str, root: &Path, report: &Path, unsaved: &Unsaved) -> Result<Templates, Findings> {
    let mut templates = Templates::new();
    let mut findings = Findings::new();
    for part in [SHARED, design] {
        let shown = format!("{DESIGNS}/{part}");
        let mut shipped = false;
        for (name, bytes) in shipped::below(&shown) {
            templates.insert(format!("{part}/{name}"), format!("{shown}/{name}"), String::from_utf8_lossy(bytes));
            shipped = true;
        }
        let own = root.join(&shown);
        if own.exists() {
            findings.extend(templates.read_folder(part, &own, &shown).err().unwrap_or_default());
            for (below, text) in unsaved.below(&own, "typ") {
                templates.insert_written(format!("{part}/{below}"), format!("{shown}/{below}"), text);
            }
        } else if !shipped {
            findings.push(no_design(part));
        }
    }
    let shown = report.display().to_string();
    findings.extend(templates.read_folder(REPORT, report, &shown).err().unwrap_or_default());
    for (below, text) in unsaved.below(report, "typ") {
        templates.insert_written(format!("{REPORT}/{below}"), format!("{shown}/{below}"), text);
    }
    if findings.is_empty() { Ok(templates) } else { Err(findings) }
}

/// The prose of a report and the templates of its design, and all layouts, as far as they can be read.
pub fn texts_around(report: &Path, design: &str, unsaved: &Unsaved) -> (Templates, Schemas) {
    let root = std::fs::canonicalize(report).map_or_else(|_| report.to_owned(), |whole| around(&whole));
    let (layouts, _) = layouts(&root, unsaved);
    let design = if FileName::new(design).is_ok() { design } else { SHARED };
    let read = |design| templates(design, &root, report, unsaved).ok();
    (read(design).or_else(|| read(SHARED)).unwrap_or_default(), schema::parse_all(&layouts).0)
}

/// Writes a file of a project that is not there yet, and the folders it stands in.
///
/// # Errors
/// There is something at the place already, or the disk refuses.
pub(super) fn write_new(root: &Path, path: &str, bytes: &[u8]) -> Result<(), Finding> {
    let place = root.join(path);
    if place.symlink_metadata().is_ok() {
        return Err(taken(path));
    }
    place.parent().map_or(Ok(()), std::fs::create_dir_all).map_err(|error| {
        Finding::error(Code::OutputUnwritable, format!("the folder of `{path}` could not be made: {error}"))
    })?;
    write_file(&place, |standing| if standing.is_none() { Ok(bytes.to_vec()) } else { Err(taken(path)) })
}

/// Writes files of a project none of which is there yet.
///
/// # Errors
/// There is something at one of the places already, and nothing is written; or the disk refuses.
pub fn write_all_new(root: &Path, files: &[(String, Vec<u8>)]) -> Result<(), Finding> {
    if let Some((path, _)) = files.iter().find(|(path, _)| root.join(path).symlink_metadata().is_ok()) {
        return Err(taken(path));
    }
    files.iter().try_for_each(|(path, bytes)| write_new(root, path, bytes))
}

fn taken(path: &str) -> Finding {
    Finding::error(Code::OutputUnwritable, format!("`{path}` is there already, and is left as it is"))
        .help("move it away first, or choose another name")
}

fn no_design(name: &str) -> Finding {
    let designs = shipped::designs();
    let help = match did_you_mean(name, designs.iter().copied()) {
        Some(design) => format!("did you mean `{design}`?"),
        None => format!("the program has {}; a project's own stand in {DESIGNS}/", designs.join(", ")),
    };
    Finding::error(Code::TemplateMissing, format!("there is no design `{name}`")).help(help)
}
