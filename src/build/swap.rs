//! Files put in place all at once: the old output stays until the new one is whole.

use std::fs;
use std::io;
use std::path::Path;

use crate::diagnostic::{Code, Finding};

/// Writes `files` (path below the folder, bytes) as the folder `out/name`, in the place of what was there.
///
/// They are written into a folder beside it, which then takes its name.
///
/// # Errors
/// A finding where the disk refuses; the old output is then as it was.
pub fn swap_in(out: &Path, name: &str, files: &[(String, Vec<u8>)]) -> Result<(), Finding> {
    write(out, name, files).map_err(|error| {
        Finding::error(Code::OutputUnwritable, format!("the output could not be written: {error}"))
            .in_cell(&out.join(name).display().to_string(), None, None)
            .help("earlier output is as it was; see that the folder can be written to and the disk has room")
    })
}

fn write(out: &Path, name: &str, files: &[(String, Vec<u8>)]) -> io::Result<()> {
    fs::create_dir_all(out)?;
    // Removed again when it goes out of scope, unless it has been renamed by then.
    let beside = tempfile::Builder::new().prefix(&format!(".{name}-")).tempdir_in(out)?;
    let (new, old) = (beside.path().join("new"), beside.path().join("old"));
    fs::create_dir(&new)?;
    for (path, bytes) in files {
        let path = new.join(path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, bytes)?;
    }
    let place = out.join(name);
    if place.exists() {
        fs::rename(&place, &old)?;
    }
    fs::rename(&new, &place).or_else(|error| {
        // Put back what was there rather than leave nothing.
        if old.exists() {
            fs::rename(&old, &place)?;
        }
        Err(error)
    })
}
