//! What an earlier build wrote into a folder, by the manifest that stands in it.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use serde::Deserialize;

use super::disk::Disk;
use crate::audit::MANIFEST_FILE;
use crate::path::FilePath;

/// What of a manifest says which files are whose; also of one that another version of the program wrote.
#[derive(Deserialize)]
struct Names {
    report: String,
    outputs: Vec<OutputName>,
}

#[derive(Deserialize)]
struct OutputName {
    path: String,
}

/// A folder that a build wrote: whose it is, and which files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Written {
    /// The report.
    pub(super) report: String,
    files: BTreeSet<FilePath>,
}

impl Written {
    /// What the manifest in `folder` says; none where there is none that can be understood.
    pub(super) fn in_folder(folder: &Path) -> Option<Self> {
        Self::by(&fs::read(folder.join(MANIFEST_FILE)).ok()?)
    }

    fn by(manifest: &[u8]) -> Option<Self> {
        let names: Names = serde_json::from_slice(manifest).ok()?;
        let outputs = names.outputs.iter().map(|output| FilePath::parse(&output.path).ok());
        let manifest = FilePath::parse(MANIFEST_FILE).ok();
        Some(Self { report: names.report, files: outputs.chain([manifest]).collect::<Option<_>>()? })
    }

    /// What stands in `folder` and was not written by that build, by its path below it.
    pub(super) fn foreign(&self, folder: &Path) -> io::Result<Vec<String>> {
        let folders: BTreeSet<FilePath> = self.files.iter().flat_map(FilePath::folders).collect();
        let mut foreign = Vec::new();
        let mut next = vec![(folder.to_path_buf(), String::new())];
        while let Some((folder, before)) = next.pop() {
            for entry in fs::read_dir(folder)? {
                let entry = entry?;
                let path = format!("{before}{}", entry.file_name().to_string_lossy());
                let kind = entry.file_type()?;
                let known = FilePath::parse(&path).ok();
                let is = |own: &BTreeSet<FilePath>| known.as_ref().is_some_and(|path| own.contains(path));
                if kind.is_dir() && is(&folders) {
                    next.push((entry.path(), format!("{path}/")));
                } else if !kind.is_file() || !is(&self.files) {
                    foreign.push(path);
                }
            }
        }
        foreign.sort();
        Ok(foreign)
    }

    /// Removes the files of the build from `folder`, and the folder if nothing else is in it. The manifest goes last, so that what
    /// is left when it is interrupted can still be told.
    pub(super) fn remove(&self, disk: &mut dyn Disk, folder: &Path) -> io::Result<()> {
        let manifest = folder.join(MANIFEST_FILE);
        let files = self.files.iter().map(|file| file.below(folder)).filter(|file| *file != manifest);
        for file in files {
            gone(disk.remove_file(&file))?;
        }
        let folders: BTreeSet<FilePath> = self.files.iter().flat_map(FilePath::folders).collect();
        // The innermost first.
        for within in folders.iter().rev() {
            gone(disk.remove_folder(&within.below(folder)))?;
        }
        gone(disk.remove_file(&manifest))?;
        gone(disk.remove_folder(folder))
    }
}

/// What is not there need not be removed.
pub(super) fn gone(removed: io::Result<()>) -> io::Result<()> {
    match removed {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}
