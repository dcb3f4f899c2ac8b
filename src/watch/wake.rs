//! When files may have changed: the system tells, or else it is looked now and then.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use notify::event::EventKind;
use notify::{RecommendedWatcher, RecursiveMode, Watcher};

use crate::pipeline::{DESIGNS, LAYOUTS};

/// A program that saves a file does it in several steps; when nothing has happened for so long, it is done.
const QUIET: Duration = Duration::from_millis(15);
/// So long it is waited between two looks, where the system does not tell.
const TURN: Duration = Duration::from_secs(1);
/// So often it is waited for quiet, where there is none.
const MOST: usize = 10;

/// Whoever tells that files may have changed.
pub(super) struct Wake {
    events: Receiver<()>,
    /// None where the system does not tell.
    watcher: Option<RecommendedWatcher>,
    /// What is listened to.
    folders: Vec<(PathBuf, RecursiveMode)>,
    /// Whether all of them that are there are listened to; else it is looked now and then.
    hears: bool,
}

impl Wake {
    /// Listens for changes of a report, of its project's layouts and designs, and of extracts elsewhere; or looks now and then, where
    /// that is `asked`. Folders are listened to, since editors save by putting another file in a file's place.
    pub(super) fn on(report: &Path, root: &Path, extracts: Option<&Path>, asked: bool) -> Self {
        let (tell, events) = channel();
        let told = move |event: notify::Result<notify::Event>| {
            // That a file was read, which is done here, changes nothing. What cannot be told may be a change.
            if event.map_or(true, |event| !matches!(event.kind, EventKind::Access(_))) {
                // Nobody listens once all ends.
                let _ended = tell.send(());
            }
        };
        let within = [report.to_owned(), root.join(LAYOUTS), root.join(DESIGNS)];
        let within = within.into_iter().chain(extracts.map(Path::to_owned));
        let mut folders: Vec<_> = within.map(|folder| (folder, RecursiveMode::Recursive)).collect();
        // Layouts and designs may be made later.
        folders.push((root.to_owned(), RecursiveMode::NonRecursive));
        let watcher = if asked { None } else { notify::recommended_watcher(told).ok() };
        let mut wake = Self { events, watcher, folders, hears: false };
        wake.listen();
        wake
    }

    /// Listens to the folders that there are now: one that was away for a moment is another than it was.
    fn listen(&mut self) {
        let Some(watcher) = &mut self.watcher else { return };
        let there = self.folders.iter().filter(|(folder, _)| folder.is_dir());
        let heard: Vec<bool> = there.map(|(folder, mode)| watcher.watch(folder, *mode).is_ok()).collect();
        let report_is_there = self.folders.first().is_some_and(|(report, _)| report.is_dir());
        self.hears = report_is_there && heard.iter().all(|heard| *heard);
    }

    /// Waits so long at most; whether files may have changed, and nothing more happens for the moment.
    pub(super) fn wait(&mut self, most: Duration) -> bool {
        match self.events.recv_timeout(most) {
            Ok(()) => {}
            Err(RecvTimeoutError::Timeout) if self.hears => return false,
            Err(_) => std::thread::sleep(TURN),
        }
        for _ in 0..MOST {
            if self.events.recv_timeout(QUIET).is_err() {
                break;
            }
            while self.events.try_recv().is_ok() {}
        }
        self.listen();
        true
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// So long a test waits for a change at most.
    const LONG: Duration = Duration::from_secs(20);

    fn project() -> tempfile::TempDir {
        let root = tempfile::tempdir().expect("a scratch folder");
        fs::create_dir_all(root.path().join("reports/lille")).expect("room");
        root
    }

    #[test]
    fn where_the_system_tells_nothing_is_said_until_something_is_changed() {
        let root = project();
        let report = root.path().join("reports/lille");
        let mut wake = Wake::on(&report, root.path(), None, false);
        assert!(wake.hears);
        assert!(!wake.wait(Duration::from_millis(60)));
        fs::write(report.join("tekst.typ"), "Kort.").expect("room");
        assert!(wake.wait(LONG));
    }

    #[test]
    fn where_the_system_does_not_tell_it_is_looked_every_turn() {
        let root = project();
        let report = root.path().join("reports/lille");
        let mut wake = Wake::on(&report, root.path(), None, true);
        for _ in 0..2 {
            assert!(wake.wait(LONG), "something may have changed");
        }
    }

    #[test]
    fn while_the_folder_is_away_it_is_looked_and_once_it_is_back_the_system_tells() {
        let root = project();
        let (report, away) = (root.path().join("reports/lille"), root.path().join("reports/andet"));
        let mut wake = Wake::on(&report, root.path(), None, false);
        fs::rename(&report, &away).expect("a folder");
        assert!(wake.wait(LONG));
        assert!(!wake.hears);
        fs::rename(&away, &report).expect("a folder");
        assert!(wake.wait(Duration::from_millis(60)));
        assert!(wake.hears);
    }
}
