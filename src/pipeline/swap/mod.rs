//! Files put in place all at once: the old output stays until the new one is whole, and nothing is lost on the way.
//!
//! A report's output is written into a folder beside its place, and then the two change places in one step. What is replaced
//! is an earlier output of the same report and nothing else, file by file as its manifest names them: whatever else stands
//! there is a finding. Whoever builds into the same folder at the same time waits. A build that is interrupted leaves the
//! old output or the new one in place, and the other beside it; the next build clears that away.

mod disk;
mod file;
mod kept;
mod written;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

pub use disk::{Disk, Real};
pub use file::{write_file, write_file_on};
pub use kept::{Kept, keep_apart, projects_around};

use crate::audit::MANIFEST_FILE;
use crate::diagnostic::{Code, Finding, Findings};
use crate::path::{FileName, FilePath, same_name};
use disk::Held;
use written::{Written, gone};

/// How many files are named that nobody knows.
const NAMED: usize = 3;

/// Writes `files` (path below the folder, bytes) as the folder `out/name`, in the place of the report's earlier output.
///
/// The warnings say what could not be cleared away afterwards.
///
/// # Errors
/// What stands there was not written by a build of this report, or the disk refuses; all is then as it was.
pub fn swap_in(out: &Path, name: &str, files: &[(String, Vec<u8>)]) -> Result<Findings, Finding> {
    swap_in_on(&mut Real, out, name, files)
}

/// The same on another disk than the machine's own.
///
/// # Errors
/// As [`swap_in`].
pub fn swap_in_on(
    disk: &mut dyn Disk,
    out: &Path,
    name: &str,
    files: &[(String, Vec<u8>)],
) -> Result<Findings, Finding> {
    let name = FileName::new(name).map_err(|why| {
        let message = format!("`{}` cannot be the name of an output folder: {why}", name.escape_debug());
        Finding::error(Code::OutputUnwritable, message).help("give the report's folder another name")
    })?;
    let files = paths(files)?;
    folder_and_above(disk, out).map_err(|(path, error)| refused(&path, &error))?;
    let held = Held::folder(out);
    let swap = Swap { place: out.join(&name), beside: beside(out, &name), name };
    swap.may_clear(&held)?;
    swap.clear(disk)?;
    swap.may_replace(&swap.place)?;
    swap.write(disk, &files).and_then(|()| swap.exchange(disk)).inspect_err(|_| {
        // What cannot be cleared away now is by the next build.
        let _ = swap.clear(disk);
    })?;
    Ok(swap.clear(disk).err().map(|finding| warning(finding).into()).unwrap_or_default())
}

/// Where a report's output is written before it is put in place.
pub(super) fn beside(out: &Path, name: &FileName) -> PathBuf {
    out.join(format!(".{name}.sporbar"))
}

/// The files by their paths, none of which leads elsewhere or is another's on some system.
fn paths(files: &[(String, Vec<u8>)]) -> Result<Vec<(FilePath, &[u8])>, Finding> {
    let wrong = |message: String| {
        Finding::error(Code::OutputUnwritable, message).help("this is a mistake in Sporbar: please tell of it")
    };
    if let Some((first, again)) = same_name(files.iter().map(|(path, _)| path.as_str())) {
        return Err(wrong(format!("the output has `{first}` and `{again}`, which are the same file on some systems")));
    }
    let path = |(path, bytes): &'_ (String, Vec<u8>)| -> Result<FilePath, Finding> {
        let _ = bytes;
        FilePath::parse(path).map_err(|why| wrong(format!("`{path}` cannot be a file of the output: {why}")))
    };
    files.iter().map(|file| Ok((path(file)?, file.1.as_slice()))).collect()
}

/// Makes a folder and those above it that are not there.
fn folder_and_above(disk: &mut dyn Disk, folder: &Path) -> Result<(), (PathBuf, io::Error)> {
    let missing: Vec<&Path> = folder
        .ancestors()
        .take_while(|above| !above.as_os_str().is_empty() && fs::symlink_metadata(above).is_err())
        .collect();
    for path in missing.into_iter().rev() {
        match disk.create_folder(path) {
            // Another build has made it meanwhile.
            Err(error) if error.kind() == ErrorKind::AlreadyExists && path.is_dir() => {}
            made => made.map_err(|error| (path.to_path_buf(), error))?,
        }
    }
    if folder.is_dir() || folder.as_os_str().is_empty() {
        return Ok(());
    }
    Err((folder.to_path_buf(), ErrorKind::NotADirectory.into()))
}

/// An output on its way to its place.
struct Swap {
    /// Whose it is.
    name: FileName,
    /// Where it is to stand.
    place: PathBuf,
    /// The folder beside it, in which `new` becomes whole, and `old` is while the two change places step by step.
    beside: PathBuf,
}

impl Swap {
    fn new_place(&self) -> PathBuf {
        self.beside.join("new")
    }

    fn old_place(&self) -> PathBuf {
        self.beside.join("old")
    }

    /// Sees that what stands beside the output is an interrupted build's and not another's that is at work.
    fn may_clear(&self, held: &Held) -> Result<(), Finding> {
        if held.is_certain() || fs::symlink_metadata(&self.beside).is_err() {
            return Ok(());
        }
        let message = "another build into this folder is at work, or was interrupted".to_owned();
        let help = "wait for it; if there is none, take that folder away: it holds a copy of the output";
        Err(unwritable(&self.beside, message).help(help))
    }

    /// Clears away what stands beside the output: what builds wrote there, and nothing else. An earlier output that was moved
    /// and is now the only one is put back first.
    fn clear(&self, disk: &mut dyn Disk) -> Result<(), Finding> {
        if fs::symlink_metadata(&self.place).is_err() && self.old_place().is_dir() {
            disk.rename(&self.old_place(), &self.place).map_err(|error| self.moved(&error))?;
        }
        for folder in [self.new_place(), self.old_place()] {
            remove_output(disk, &folder).map_err(|error| refused(&folder, &error))?;
        }
        gone(disk.remove_folder(&self.beside)).map_err(|error| refused(&self.beside, &error))
    }

    /// That the earlier output could not be put back.
    fn moved(&self, error: &io::Error) -> Finding {
        let help =
            format!("the earlier output is whole in {}: the next build puts it back", self.old_place().display());
        unwritable(&self.place, format!("the output could not be written: {error}")).help(help)
    }

    /// Sees that what stands at `place` may be replaced: nothing, or an output of the same report and nothing else.
    fn may_replace(&self, place: &Path) -> Result<(), Finding> {
        let Ok(found) = fs::symlink_metadata(place) else { return Ok(()) };
        let kind = found.file_type();
        if !kind.is_dir() {
            let what = if kind.is_symlink() { "a symbolic link" } else { "a file" };
            let message = format!("the output's name is taken by {what}");
            let help = "take it away, or build into another folder with --out";
            return Err(unwritable(&self.place, message).help(help));
        }
        let is_empty = fs::read_dir(place).and_then(|mut entries| entries.next().transpose());
        if is_empty.map_err(|error| refused(&self.place, &error))?.is_none() {
            return Ok(());
        }
        let help = "nothing was changed; move what is there elsewhere, or build into another folder with --out";
        let Some(written) = Written::in_folder(place) else {
            let message = format!("the folder is no output of a report: it has no {MANIFEST_FILE} of a build");
            return Err(unwritable(&self.place, message).help(help));
        };
        if FileName::new(&written.report).as_ref() != Ok(&self.name) {
            let message = format!("the folder is the output of another report, `{}`", written.report.escape_debug());
            return Err(unwritable(&self.place, message).help(help));
        }
        let foreign = written.foreign(place).map_err(|error| refused(&self.place, &error))?;
        if foreign.is_empty() { Ok(()) } else { Err(self.holds_more(&foreign).help(help)) }
    }

    fn holds_more(&self, foreign: &[String]) -> Finding {
        let named: Vec<String> = foreign.iter().take(NAMED).map(|path| format!("`{}`", path.escape_debug())).collect();
        let more = foreign.len().saturating_sub(NAMED);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        unwritable(&self.place, format!("the folder has what no build wrote: {}{more}", named.join(", ")))
    }

    /// Writes the new output beside its place. The manifest goes first, so that what is there is known by it.
    fn write(&self, disk: &mut dyn Disk, files: &[(FilePath, &[u8])]) -> Result<(), Finding> {
        let new = self.new_place();
        for folder in [&self.beside, &new] {
            disk.create_folder(folder).map_err(|error| refused(folder, &error))?;
        }
        let manifest = |path: &FilePath| path.to_string() == MANIFEST_FILE;
        let (first, rest): (Vec<_>, Vec<_>) = files.iter().partition(|(path, _)| manifest(path));
        let mut made = BTreeSet::new();
        for (path, bytes) in first.into_iter().chain(rest) {
            for folder in path.folders() {
                let place = folder.below(&new);
                if made.insert(folder) {
                    disk.create_folder(&place).map_err(|error| refused(&place, &error))?;
                }
            }
            // A person looks for the file at the place where it is to be.
            disk.write(&path.below(&new), bytes).map_err(|error| refused(&path.below(&self.place), &error))?;
        }
        let written: Vec<PathBuf> = files.iter().map(|(path, _)| path.below(&new)).collect();
        disk.settle(&written).map_err(|(path, error)| refused(&path, &error))
    }

    /// Lets the new output and what stands in its place change places.
    fn exchange(&self, disk: &mut dyn Disk) -> Result<(), Finding> {
        let (new, old) = (self.new_place(), self.old_place());
        let refused = |error: io::Error| refused(&self.place, &error);
        if fs::symlink_metadata(&self.place).is_err() {
            return disk.rename(&new, &self.place).map_err(refused);
        }
        let in_one_step = match disk.exchange(&new, &self.place) {
            Ok(()) => true,
            Err(error) if error.kind() == ErrorKind::Unsupported => {
                disk.rename(&self.place, &old).map_err(refused)?;
                disk.rename(&new, &self.place).or_else(|error| {
                    disk.rename(&old, &self.place).map_err(|error| self.moved(&error))?;
                    Err(refused(error))
                })?;
                false
            }
            Err(error) => return Err(refused(error)),
        };
        // Someone may have put a file there since it was looked at.
        self.may_replace(if in_one_step { &new } else { &old }).inspect_err(|_| {
            let _ = if in_one_step {
                disk.exchange(&new, &self.place)
            } else {
                disk.rename(&self.place, &new).and_then(|()| disk.rename(&old, &self.place))
            };
        })
    }
}

/// Removes an output, whole or not, and nothing that a build did not write.
fn remove_output(disk: &mut dyn Disk, folder: &Path) -> io::Result<()> {
    if let Some(written) = Written::in_folder(folder) {
        return written.remove(disk, folder);
    }
    // Where the first file, the manifest, is not whole, there is no other: a folder with more in it is not removed.
    let Ok(entries) = fs::read_dir(folder) else { return Ok(()) };
    let names: Vec<_> = entries.map(|entry| entry.map(|entry| entry.file_name())).collect::<Result<_, _>>()?;
    if names == [MANIFEST_FILE] {
        gone(disk.remove_file(&folder.join(MANIFEST_FILE)))?;
    }
    gone(disk.remove_folder(folder))
}

fn unwritable(path: &Path, message: String) -> Finding {
    Finding::error(Code::OutputUnwritable, message).in_cell(&path.display().to_string(), None, None)
}

/// What the disk has refused.
fn refused(path: &Path, error: &io::Error) -> Finding {
    unwritable(path, format!("the output could not be written: {error}"))
        .help("earlier output is as it was; see that the folder can be written to and the disk has room")
}

/// That something is left behind, after the work was done.
fn warning(finding: Finding) -> Finding {
    let left = Finding::warning(finding.code, "the output is in place, and what was there before could not be removed");
    Finding { places: finding.places, ..left }.help(finding.message).help("the next build removes it")
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
