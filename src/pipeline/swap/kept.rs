//! Folders that hold what people wrote: nothing is written into them, nor into a folder that holds them.

use std::fs;
use std::path::{Component, Path, PathBuf};

use crate::diagnostic::{Code, Finding};
use crate::path::folded;
use crate::pipeline::project::is_project;

/// A folder that is kept as it is, with what it is to those who read messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// What it is.
    pub what: String,
    /// Where it is.
    pub path: PathBuf,
}

impl Kept {
    /// A folder, and what it is.
    pub fn new(what: impl Into<String>, path: impl Into<PathBuf>) -> Self {
        Self { what: what.into(), path: path.into() }
    }

    /// The folders of a project that people write in.
    pub fn of_project(root: &Path) -> Vec<Self> {
        ["reports", "data-schema", "templates"]
            .map(|name| Self::new(format!("the project's {name}/"), root.join(name)))
            .into()
    }
}

/// The folders that are kept of the projects around a place.
pub fn projects_around(place: &Path) -> Vec<Kept> {
    let place = resolved(place);
    place.ancestors().filter(|above| is_project(above)).flat_map(Kept::of_project).collect()
}

/// Sees that a folder that is to be written into is none of those that are kept, nor within one; with `or_above`, that it
/// holds none of them either.
///
/// # Errors
/// Which of them it meets.
pub fn keep_apart(folder: &Path, kept: &[Kept], or_above: bool) -> Result<(), Finding> {
    let whole = resolved(folder);
    for Kept { what, path } in kept {
        let path = resolved(path);
        let how = match (is_within(&whole, &path), or_above && is_within(&path, &whole)) {
            (true, true) => "is",
            (true, false) => "lies in",
            (false, true) => "holds",
            (false, false) => continue,
        };
        let message = format!("output may not be written there: the folder {how} {what}");
        return Err(Finding::error(Code::OutputUnwritable, message)
            .in_cell(&folder.display().to_string(), None, None)
            .help("name a folder that holds nothing but output, such as out"));
    }
    Ok(())
}

/// A path without links and steps back; what of it is not there yet stands behind what is.
fn resolved(path: &Path) -> PathBuf {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    let mut missing: Vec<Component<'_>> = Vec::new();
    let mut there = path;
    let mut whole = loop {
        match fs::canonicalize(there) {
            Ok(whole) => break whole,
            Err(_) => match (there.parent(), there.components().next_back()) {
                (Some(parent), Some(last)) => {
                    missing.push(last);
                    there = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
                }
                _ => break there.to_path_buf(),
            },
        }
    };
    for step in missing.into_iter().rev() {
        match step {
            Component::ParentDir => drop(whole.pop()),
            Component::CurDir => {}
            step => whole.push(step),
        }
    }
    whole
}

/// Whether a path is a folder or lies in it, also where the folder has another name there, or names do not tell capitals from
/// small letters.
fn is_within(path: &Path, folder: &Path) -> bool {
    let steps = |path: &Path| -> Vec<String> {
        path.components().map(|step| folded(&step.as_os_str().to_string_lossy())).collect()
    };
    steps(path).starts_with(&steps(folder))
        || identity(folder).is_some_and(|folder| path.ancestors().any(|above| identity(above) == Some(folder)))
}

/// What a folder is to the disk, by whatever name it is reached.
#[cfg(unix)]
fn identity(path: &Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(path).ok().map(|found| (found.dev(), found.ino()))
}

#[cfg(not(unix))]
fn identity(_path: &Path) -> Option<(u64, u64)> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A project with a report, and what is told of output into a folder of it.
    fn told(folder: &str) -> Option<String> {
        let scratch = tempfile::tempdir().expect("a scratch folder");
        let root = scratch.path();
        for path in ["reports/r/extracts", "data-schema", "templates", "out", "elsewhere/out"] {
            fs::create_dir_all(root.join(path)).expect("room");
        }
        #[cfg(unix)]
        std::os::unix::fs::symlink(root.join("reports"), root.join("link")).expect("room");
        let mut kept = Kept::of_project(root);
        kept.push(Kept::new("the report's folder", root.join("elsewhere/report")));
        let finding = keep_apart(&root.join(folder), &kept, true).err()?;
        Some(finding.message.replace("output may not be written there: the folder ", ""))
    }

    #[test]
    fn output_stays_away_from_what_people_wrote() {
        let reports = |how: &str| Some(format!("{how} the project's reports/"));
        assert_eq!(told("out"), None);
        assert_eq!(told("new/folder"), None);
        assert_eq!(told("elsewhere/out"), None);
        assert_eq!(told("reportsx"), None);
        assert_eq!(told("reports"), reports("is"));
        assert_eq!(told("reports/"), reports("is"));
        assert_eq!(told("reports/r"), reports("lies in"));
        assert_eq!(told("reports/r/extracts/new"), reports("lies in"));
        assert_eq!(told("out/../reports"), reports("is"));
        assert_eq!(told("not-there/../reports/x"), reports("lies in"));
        assert_eq!(told("./reports/."), reports("is"));
        assert_eq!(told("Reports"), reports("is"));
        assert_eq!(told("REPORTS/x"), reports("lies in"));
        assert_eq!(told(""), reports("holds"));
        assert_eq!(told(".."), reports("holds"));
        assert_eq!(told("data-schema/x"), Some("lies in the project's data-schema/".to_owned()));
        assert_eq!(told("templates"), Some("is the project's templates/".to_owned()));
        assert_eq!(told("elsewhere"), Some("holds the report's folder".to_owned()));
        if cfg!(unix) {
            assert_eq!(told("link"), reports("is"));
            assert_eq!(told("link/new"), reports("lies in"));
        }
    }
}
