//! What is shown: the last pages that could be laid out, the book of the last build that ended well, and what is wrong now.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde::Serialize;

use crate::document::{Laid, PageShown};

/// A place in a file that can be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) path: PathBuf,
    pub(super) line: usize,
}

/// A finding as the page shows it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Shown {
    pub(super) severity: &'static str,
    pub(super) code: &'static str,
    pub(super) message: String,
    pub(super) help: Vec<String>,
    pub(super) places: Vec<ShownPlace>,
}

/// A place of a finding: a line of a text that can be opened, or words for where else it is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct ShownPlace {
    /// The file, short.
    pub(super) file: String,
    pub(super) line: Option<usize>,
    /// The line as it stands.
    pub(super) text: Option<String>,
    pub(super) label: String,
    /// Where to open it.
    #[serde(skip)]
    pub(super) spot: Option<Spot>,
    /// The address that opens it in an editor that has addresses.
    pub(super) link: Option<String>,
}

/// An exhibit's place in the spec.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct ExhibitPlace {
    pub(super) line: usize,
    #[serde(skip)]
    pub(super) spot: Spot,
    pub(super) link: String,
}

/// How far the work is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Phase {
    /// Something has changed, and nothing new is shown yet.
    #[default]
    Working,
    /// The pages are those of the files; the book is not yet.
    Pages,
    /// All that is shown is of the files as they are, or as far as they could be built.
    Done,
}

/// All that the page is told.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub(super) struct Told {
    pub(super) phase: Phase,
    pub(super) title: String,
    pub(super) pages: Vec<PageShown>,
    /// Whether the pages are of an earlier state of the files, because the present one cannot be laid out.
    pub(super) stale: bool,
    pub(super) exhibits: BTreeMap<String, ExhibitPlace>,
    pub(super) findings: Vec<Shown>,
    /// Counts the books there have been; 0 while there is none.
    pub(super) book: u64,
    /// Whether the server opens files itself.
    pub(super) opens: bool,
}

#[derive(Default)]
struct Standing {
    /// Counts the changes.
    version: u64,
    told: Told,
    laid: Option<Arc<Laid>>,
    files: BTreeMap<String, Vec<u8>>,
}

/// What is shown, for those who work on it and those who show it.
#[derive(Default)]
pub(super) struct Board {
    standing: Mutex<Standing>,
    changed: Condvar,
}

impl Board {
    /// Changes what the page is told.
    pub(super) fn tell(&self, change: impl FnOnce(&mut Told)) {
        self.change(|standing| change(&mut standing.told));
    }

    /// Shows other pages.
    pub(super) fn show(&self, laid: Arc<Laid>, change: impl FnOnce(&mut Told)) {
        self.change(|standing| {
            standing.laid = Some(laid);
            change(&mut standing.told);
        });
    }

    /// Shows another book.
    pub(super) fn publish(&self, files: Vec<(String, Vec<u8>)>, change: impl FnOnce(&mut Told)) {
        self.change(|standing| {
            standing.files = files.into_iter().collect();
            standing.told.book += 1;
            change(&mut standing.told);
        });
    }

    fn change(&self, change: impl FnOnce(&mut Standing)) {
        let mut standing = self.standing();
        let before = standing.told.clone();
        change(&mut standing);
        if standing.told != before {
            standing.version += 1;
            self.changed.notify_all();
        }
    }

    /// What the page is told, once it is another version than the one that is known; none after so long.
    pub(super) fn next(&self, known: u64, most: Duration) -> Option<(u64, Told)> {
        let standing = self.standing();
        let waited = self.changed.wait_timeout_while(standing, most, |standing| standing.version == known);
        let (standing, _) = waited.unwrap_or_else(PoisonError::into_inner);
        (standing.version != known).then(|| (standing.version, standing.told.clone()))
    }

    /// What the page is told now.
    pub(super) fn told(&self) -> Told {
        self.standing().told.clone()
    }

    /// The picture of a page, as long as it is the one of that mark.
    pub(super) fn picture(&self, page: usize, mark: &str) -> Option<String> {
        let laid = {
            let standing = self.standing();
            standing.told.pages.get(page).filter(|page| page.mark == mark)?;
            Arc::clone(standing.laid.as_ref()?)
        };
        // Drawn while nobody is kept waiting for the board.
        laid.picture(page)
    }

    /// A file of the publication.
    pub(super) fn file(&self, path: &str) -> Option<Vec<u8>> {
        self.standing().files.get(path).cloned()
    }

    fn standing(&self) -> MutexGuard<'_, Standing> {
        self.standing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
