//! Where extracts come from.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;
use std::path::{Component, Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::letters;

/// Gives the bytes of files by name.
pub trait Files: Sync {
    /// The bytes of a file.
    ///
    /// # Errors
    /// [`io::ErrorKind::NotFound`] if there is no such file; other kinds if it cannot be read.
    fn bytes(&self, file: &str) -> io::Result<Cow<'_, [u8]>>;

    /// The SHA-256 of a file, in hexadecimal, whose bytes have been read.
    fn sha256(&self, _: &str, bytes: &[u8]) -> String {
        hex::encode(Sha256::digest(bytes))
    }

    /// The names of the files there are, in order; used to guess what was meant by one that is not there.
    fn names(&self) -> Vec<String>;
}

/// A folder on disk.
#[derive(Debug, Clone)]
pub struct Folder(pub PathBuf);

impl Files for Folder {
    /// A file that lies outside the folder, or is a link to one that does, is refused as [`io::ErrorKind::PermissionDenied`].
    fn bytes(&self, file: &str) -> io::Result<Cow<'_, [u8]>> {
        let inside = Path::new(file).components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
        if !inside {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        let (folder, whole) = (std::fs::canonicalize(&self.0)?, std::fs::canonicalize(self.find(file))?);
        if !whole.starts_with(folder) {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        if !whole.is_file() {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        std::fs::read(whole).map(Cow::Owned)
    }

    fn names(&self) -> Vec<String> {
        let Ok(entries) = std::fs::read_dir(&self.0) else { return Vec::new() };
        let mut names: Vec<String> = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
        names.sort();
        names
    }
}

impl Folder {
    /// The path of a file. A disk may keep a letter of its name as two characters, and the spec as one.
    fn find(&self, file: &str) -> PathBuf {
        let path = self.0.join(file);
        if path.exists() || Path::new(file).components().count() != 1 {
            return path;
        }
        let wanted = letters::nfc(file);
        let same = self.names().into_iter().find(|name| letters::nfc(name) == wanted);
        same.map_or(path, |name| self.0.join(name))
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
