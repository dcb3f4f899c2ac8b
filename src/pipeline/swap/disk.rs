//! What is done to a disk, one step a call.

use std::fs::{self, File};
use std::io::{self, Write};
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};

/// How many files are settled at once.
const AT_ONCE: usize = 32;

/// Does the steps that change a disk. Tests put one in the place of [`Real`] that is full, or stops, at any of them.
pub trait Disk {
    /// Makes a folder that is not there.
    ///
    /// # Errors
    /// It is there, or cannot be made.
    fn create_folder(&mut self, path: &Path) -> io::Result<()>;

    /// Writes a file that is not there.
    ///
    /// # Errors
    /// It is there, or there is no room.
    fn write(&mut self, path: &Path, bytes: &[u8]) -> io::Result<()>;

    /// Sees that what was written is on the disk, where it outlives the machine.
    ///
    /// # Errors
    /// The first file that it could not be seen of, and why: some disks tell first now that they are full.
    fn settle(&mut self, files: &[PathBuf]) -> Result<(), (PathBuf, io::Error)>;

    /// Gives a file or a folder another name.
    ///
    /// # Errors
    /// It cannot be done; a folder that has something in it is never replaced.
    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()>;

    /// Lets two folders change places in one step, so that there is none in which one of them has no name.
    ///
    /// # Errors
    /// [`io::ErrorKind::Unsupported`] where the system or the disk does not know how; others where it cannot be done.
    fn exchange(&mut self, one: &Path, other: &Path) -> io::Result<()>;

    /// Removes a file.
    ///
    /// # Errors
    /// It cannot be done.
    fn remove_file(&mut self, path: &Path) -> io::Result<()>;

    /// Removes a folder that has nothing in it.
    ///
    /// # Errors
    /// It cannot be done, or there is something in it.
    fn remove_folder(&mut self, path: &Path) -> io::Result<()>;
}

/// The machine's own disk.
#[derive(Debug, Clone, Copy, Default)]
pub struct Real;

impl Disk for Real {
    fn create_folder(&mut self, path: &Path) -> io::Result<()> {
        fs::create_dir(path)
    }

    fn write(&mut self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = File::options().write(true).create_new(true).open(path)?;
        file.write_all(bytes)
    }

    fn settle(&mut self, files: &[PathBuf]) -> Result<(), (PathBuf, io::Error)> {
        let settle = |path: &PathBuf| {
            File::options()
                .write(true)
                .open(path)
                .and_then(|file| file.sync_all())
                .map_err(|error| (path.clone(), error))
        };
        // A disk settles many at once in little more time than one.
        let share = files.len().div_ceil(AT_ONCE).max(1);
        std::thread::scope(|scope| {
            let shares: Vec<_> =
                files.chunks(share).map(|share| scope.spawn(move || share.iter().try_for_each(settle))).collect();
            let settled = shares.into_iter().map(|share| share.join().unwrap_or_else(|panic| resume_unwind(panic)));
            settled.collect()
        })
    }

    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    #[cfg(any(target_os = "linux", target_os = "macos"))]
    fn exchange(&mut self, one: &Path, other: &Path) -> io::Result<()> {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        use rustix::io::Errno;

        renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE).map_err(|error| match error {
            Errno::INVAL | Errno::NOSYS | Errno::NOTSUP => io::ErrorKind::Unsupported.into(),
            error => error.into(),
        })
    }

    #[cfg(not(any(target_os = "linux", target_os = "macos")))]
    fn exchange(&mut self, _one: &Path, _other: &Path) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    fn remove_file(&mut self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn remove_folder(&mut self, path: &Path) -> io::Result<()> {
        fs::remove_dir(path)
    }
}

/// A folder that nobody else writes to meanwhile, as long as this lives; where the system can tell.
#[derive(Debug)]
pub(super) struct Held(Option<File>);

impl Held {
    /// Waits until nobody else holds the folder.
    pub(super) fn folder(path: &Path) -> Self {
        // The folder itself is locked, so that no file is left behind; some systems cannot, and go without.
        Self(File::open(path).ok().filter(|folder| folder.lock().is_ok()))
    }

    /// Whether it is certain that nobody else writes.
    pub(super) fn is_certain(&self) -> bool {
        self.0.is_some()
    }
}
