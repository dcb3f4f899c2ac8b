//! Files as somebody is writing them: their texts in an editor, which the disk does not have yet.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

/// Texts that stand before those on disk, by their files' real paths.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unsaved(BTreeMap<PathBuf, String>);

impl Unsaved {
    /// Takes in the text of a file, which need not be on disk.
    pub fn insert(&mut self, path: &Path, text: impl Into<String>) {
        self.0.insert(real(path), text.into());
    }

    /// Forgets a file's text: what is on disk holds.
    pub fn remove(&mut self, path: &Path) {
        self.0.remove(&real(path));
    }

    /// A file's text.
    pub fn get(&self, path: &Path) -> Option<&str> {
        self.0.get(&real(path)).map(String::as_str)
    }

    /// A file's bytes: its text here, or else what is on disk.
    pub(super) fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        // Most calls have no text that is not on disk.
        match (!self.0.is_empty()).then(|| self.get(path)).flatten() {
            Some(text) => Ok(text.as_bytes().to_vec()),
            None => std::fs::read(path),
        }
    }

    /// The texts of files with an ending in a folder and below it: the path from there, its parts joined by `/`, and the text.
    pub(super) fn below(&self, folder: &Path, ending: &str) -> Vec<(String, &str)> {
        let folder = real(folder);
        let below = self.0.iter().filter_map(|(path, text)| {
            let path =
                path.strip_prefix(&folder).ok().filter(|path| path.extension().is_some_and(|end| end == ending))?;
            let parts = path.components().map(|part| part.as_os_str().to_string_lossy());
            Some((parts.collect::<Vec<_>>().join("/"), text.as_str()))
        });
        below.collect()
    }
}

/// A path without links, so that a file is one however it is named; of a file that is not there yet, its folder's.
fn real(path: &Path) -> PathBuf {
    std::fs::canonicalize(path).unwrap_or_else(|_| {
        let folder = path.parent().and_then(|folder| std::fs::canonicalize(folder).ok());
        folder.zip(path.file_name()).map_or_else(|| path.to_owned(), |(folder, name)| folder.join(name))
    })
}
