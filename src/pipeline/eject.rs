//! What the program has within it, copied out into a project to be changed; and which of such copies are older than the
//! program's own. What each was copied from is kept beside the project's folders, in [`EJECTED`].

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::project::{DESIGNS, LAYOUTS, is_project, write_new};
use super::write_file;
use crate::audit::sha256;
use crate::diagnostic::{Code, Finding, did_you_mean};
use crate::document::SHARED;
use crate::shipped;

/// The file, in a project's folder, that says what was copied out: paths, each with the SHA-256 of the program's file then.
pub const EJECTED: &str = "ejected.json";

type Record = BTreeMap<String, String>;

/// The project around a folder one stands in: the nearest above it, or the folder itself.
pub fn project_around(folder: &Path) -> PathBuf {
    folder.ancestors().find(|above| is_project(above)).unwrap_or(folder).to_path_buf()
}

/// The names that can be copied out: layouts, designs, and what the designs share.
pub fn ejectable() -> Vec<String> {
    let layouts = shipped::below(LAYOUTS).filter_map(|(file, _)| Some(file.strip_suffix(".json")?.to_owned()));
    let designs = shipped::designs().into_iter().chain([SHARED]).map(str::to_owned);
    let mut names: Vec<String> = layouts.chain(designs).collect();
    names.sort();
    names
}

/// The program's files that a name stands for: a layout, a whole design, or one file such as `faelles/makroer.typ`.
fn named(name: &str) -> Result<Vec<(String, &'static [u8])>, Finding> {
    let layout = format!("{LAYOUTS}/{name}.json");
    let file = format!("{DESIGNS}/{name}");
    if let Some((path, bytes)) =
        [layout, file.clone()].into_iter().find_map(|path| Some((path.clone(), shipped::file(&path)?)))
    {
        return Ok(vec![(path, bytes)]);
    }
    let files: Vec<_> = shipped::below(&file).map(|(below, bytes)| (format!("{file}/{below}"), bytes)).collect();
    if !files.is_empty() {
        return Ok(files);
    }
    let names = ejectable();
    let help = match did_you_mean(name, names.iter().map(String::as_str)) {
        Some(name) => format!("did you mean `{name}`?"),
        None => "`sporbar eject` lists them all".to_owned(),
    };
    Err(Finding::error(Code::UnknownName, format!("the program has no layout, design or template `{name}`")).help(help))
}

/// Copies out what a name stands for into a project; gives the paths written. A file that is there is never replaced.
///
/// # Errors
/// There is nothing of the name, a file is there already, or the disk refuses.
pub fn eject(root: &Path, name: &str) -> Result<Vec<String>, Finding> {
    let files = named(name)?;
    let mut record = record(root)?;
    if let Some((path, _)) = files.iter().find(|(path, _)| root.join(path).symlink_metadata().is_ok()) {
        return Err(Finding::error(Code::OutputUnwritable, format!("`{path}` is there already, and is left as it is"))
            .help("move it away first, or copy out the others one by one"));
    }
    for (path, bytes) in &files {
        write_new(root, path, bytes)?;
        record.insert(path.clone(), sha256(bytes));
    }
    let mut text = serde_json::to_string_pretty(&record).expect("texts can be written as JSON");
    text.push('\n');
    write_file(&root.join(EJECTED), |_| Ok(text.into_bytes()))?;
    Ok(files.into_iter().map(|(path, _)| path).collect())
}

/// What was copied out of the program before.
fn record(root: &Path) -> Result<Record, Finding> {
    let place = root.join(EJECTED);
    let wrong = |why: String| {
        Finding::error(Code::FileUnreadable, format!("it does not say what was copied out of the program: {why}"))
            .in_cell(&place.display().to_string(), None, None)
            .help("bring it back as it was, or move it away: the copies stay, and of them it is then not known how old they are")
    };
    match fs::read(&place) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Record::new()),
        Err(error) => Err(wrong(error.to_string())),
        Ok(bytes) => serde_json::from_slice(&bytes).map_err(|error| wrong(error.to_string())),
    }
}

/// How a project's own file stands to the program's of the same path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Override {
    /// It was copied out of the program as the program still is, and changed.
    Changed,
    /// The program has another than the one it was copied from.
    Older,
    /// It was not copied out, so it is not known which is the newer.
    Unknown,
}

impl Override {
    /// In words.
    pub fn says(self) -> &'static str {
        match self {
            Self::Changed => "is used in the place of the program's",
            Self::Older => "is used in the place of the program's, which has changed since it was copied out",
            Self::Unknown => "is used in the place of the program's; it is not known from which one it was made",
        }
    }
}

/// The project's own files that are used in the place of the program's, where they differ.
///
/// # Errors
/// A file of the project could not be read.
pub fn overrides(root: &Path) -> Result<Vec<(&'static str, Override)>, Finding> {
    let record = record(root)?;
    let mut overrides = Vec::new();
    for (path, shipped) in shipped::FILES {
        let own = match fs::read(root.join(path)) {
            Ok(own) => own,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            Err(error) => {
                return Err(Finding::error(Code::FileUnreadable, format!("it could not be read: {error}"))
                    .in_cell(path, None, None));
            }
        };
        let now = sha256(shipped);
        let how = match record.get(*path) {
            Some(then) if *then != now => Override::Older,
            _ if own == *shipped => continue,
            Some(_) => Override::Changed,
            None => Override::Unknown,
        };
        overrides.push((*path, how));
    }
    Ok(overrides)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_copied_out_is_never_replaced_and_known_when_it_is_older() {
        let scratch = tempfile::tempdir().expect("a scratch folder");
        let root = scratch.path();
        let layout = "data-schema/opus-udgifter.json";
        assert_eq!(eject(root, "opus-udgifter"), Ok(vec![layout.to_owned()]));
        assert_eq!(overrides(root), Ok(vec![]), "a copy as it is says nothing new");
        fs::write(root.join(layout), "{}").expect("it can be changed");
        assert_eq!(overrides(root), Ok(vec![(layout, Override::Changed)]));
        let again = eject(root, "opus-udgifter").expect_err("it is there");
        assert!(again.message.contains("is there already"), "{}", again.message);
        assert_eq!(fs::read(root.join(layout)).ok().as_deref(), Some(b"{}".as_slice()));

        // A record of an earlier program's file.
        fs::write(root.join(EJECTED), format!("{{\"{layout}\": \"0123\"}}")).expect("written");
        assert_eq!(overrides(root), Ok(vec![(layout, Override::Older)]));
        fs::remove_file(root.join(EJECTED)).expect("removed");
        assert_eq!(overrides(root), Ok(vec![(layout, Override::Unknown)]));
        fs::write(root.join(EJECTED), "nonsense").expect("written");
        assert!(overrides(root).is_err() && eject(root, "faelles/alt.typ").is_err(), "the record is not passed over");
    }

    #[test]
    fn a_name_is_a_layout_a_design_or_a_file() {
        let scratch = tempfile::tempdir().expect("a scratch folder");
        let design = eject(scratch.path(), "statusmaaling").expect("a design");
        assert!(design.contains(&"templates/statusmaaling/report.typ".to_owned()), "{design:?}");
        assert!(eject(scratch.path(), "faelles/alt.typ").is_ok());
        let wrong = eject(scratch.path(), "opus-udgift").expect_err("there is none");
        assert!(wrong.message.contains("no layout"), "{}", wrong.message);
        assert!(eject(scratch.path(), "../x").is_err());
    }
}
