//! Where extracts come from.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;

/// Gives the bytes of files by name.
pub trait Files: Sync {
    /// The bytes of a file.
    ///
    /// # Errors
    /// [`io::ErrorKind::NotFound`] if there is no such file; other kinds if it cannot be read.
    fn bytes(&self, file: &str) -> io::Result<Cow<'_, [u8]>>;

    /// The names of the files there are, in order; used to guess what was meant by one that is not there.
    fn names(&self) -> Vec<String>;
}

/// A folder on disk.
#[derive(Debug, Clone)]
pub struct Folder(pub PathBuf);

impl Files for Folder {
    fn bytes(&self, file: &str) -> io::Result<Cow<'_, [u8]>> {
        std::fs::read(self.0.join(file)).map(Cow::Owned)
    }

    fn names(&self) -> Vec<String> {
        let Ok(entries) = std::fs::read_dir(&self.0) else { return Vec::new() };
        let mut names: Vec<String> = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
        names.sort();
        names
    }
}

/// Files in memory.
pub type Memory = BTreeMap<String, Vec<u8>>;

impl Files for Memory {
    fn bytes(&self, file: &str) -> io::Result<Cow<'_, [u8]>> {
        self.get(file).map(|bytes| Cow::Borrowed(bytes.as_slice())).ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn names(&self) -> Vec<String> {
        self.keys().cloned().collect()
    }
}
