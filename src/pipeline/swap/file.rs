//! One file put in place all at once: a lock, sign-offs, a bundle.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::disk::{Disk, Held, Real};
use super::{folder_and_above, refused, unwritable};
use crate::diagnostic::Finding;

/// Writes a file in the place of what `may_replace` lets be replaced, which is given the bytes that stand there; `bytes`
/// makes the new ones from them. Nobody else who writes this file does so between the two.
///
/// # Errors
/// What stands there may not be replaced, or the disk refuses; all is then as it was.
pub fn write_file(path: &Path, bytes: impl FnOnce(Option<Vec<u8>>) -> Result<Vec<u8>, Finding>) -> Result<(), Finding> {
    write_file_on(&mut Real, path, bytes)
}

/// The same on another disk than the machine's own.
///
/// # Errors
/// As [`write_file`].
pub fn write_file_on(
    disk: &mut dyn Disk,
    path: &Path,
    bytes: impl FnOnce(Option<Vec<u8>>) -> Result<Vec<u8>, Finding>,
) -> Result<(), Finding> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    folder_and_above(disk, folder).map_err(|(path, error)| refused(&path, &error))?;
    let held = Held::folder(folder);
    let new = bytes(standing(path)?)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = folder.join(format!(".{name}.sporbar"));
    if held.is_certain() && fs::symlink_metadata(&beside).is_ok_and(|found| found.is_file()) {
        // Nobody else writes here now, so it is left from one that was interrupted.
        disk.remove_file(&beside).map_err(|error| refused(&beside, &error))?;
    }
    let written = disk.write(&beside, &new).and_then(|()| {
        disk.settle(std::slice::from_ref(&beside)).map_err(|(_, error)| error)?;
        disk.rename(&beside, path)
    });
    written.map_err(|error| {
        if error.kind() != ErrorKind::AlreadyExists {
            let _ = disk.remove_file(&beside);
        }
        refused(path, &error)
    })
}

/// The bytes that stand at a path; none where nothing does.
fn standing(path: &Path) -> Result<Option<Vec<u8>>, Finding> {
    let found = match fs::symlink_metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        found => found.map_err(|error| refused(path, &error))?,
    };
    let kind = found.file_type();
    if !kind.is_file() {
        let what = if kind.is_dir() { "a folder" } else { "a symbolic link" };
        return Err(unwritable(path, format!("the file's name is taken by {what}")).help("take it away"));
    }
    fs::read(path).map(Some).map_err(|error| refused(path, &error))
}
