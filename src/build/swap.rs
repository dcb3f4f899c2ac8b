//! Files put in place all at once: the old output stays until the new one is whole.

use std::collections::BTreeMap;
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

/// What stands in an output folder: path below it, with `/`, and bytes.
///
/// # Errors
/// A finding where the folder or a file in it cannot be read.
pub fn read_output(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>, Finding> {
    let mut files = BTreeMap::new();
    let mut folders = vec![(folder.to_path_buf(), String::new())];
    let mut read = || -> io::Result<()> {
        while let Some((folder, before)) = folders.pop() {
            for entry in fs::read_dir(folder)? {
                let entry = entry?;
                let name = format!("{before}{}", entry.file_name().to_string_lossy());
                if entry.file_type()?.is_dir() {
                    folders.push((entry.path(), format!("{name}/")));
                } else {
                    files.insert(name, fs::read(entry.path())?);
                }
            }
        }
        Ok(())
    };
    read().map_err(|error| {
        Finding::error(Code::OutputUnreadable, format!("the output could not be read: {error}"))
            .in_cell(&folder.display().to_string(), None, None)
            .help("name a report's output folder, such as out/my-report")
    })?;
    Ok(files)
}
