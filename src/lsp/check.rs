//! The checker: a thread that checks reports as they are being written, and tells the editor of what it finds.
//!
//! What has been typed while a report is checked is checked next, and only the last of it.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use lsp_server::{Message, Notification};
use lsp_types::notification::{Notification as _, PublishDiagnostics};
use lsp_types::{Diagnostic, PublishDiagnosticsParams};

use super::{tell, uri};
use crate::diagnostic::{Code, Finding, Findings, Sources};
use crate::pipeline::{self, Desk, Failure, FailureKind, Request, Stage, Unsaved, Watch};
use crate::value::Disclosed;

/// How long it is waited for the next letter.
const PAUSE: Duration = Duration::from_millis(150);

/// The values of reports' exhibits when they could last be computed, by the reports' folders.
pub(super) type Values = Arc<Mutex<BTreeMap<PathBuf, Arc<Vec<(String, Disclosed)>>>>>;

/// A report to be checked, and what is not saved.
pub(super) struct Job {
    pub(super) folder: PathBuf,
    pub(super) unsaved: Unsaved,
}

/// The thread that checks, which ends when it is dropped.
pub(super) struct Checker {
    jobs: Option<Sender<Job>>,
    thread: Option<JoinHandle<()>>,
}

impl Checker {
    /// Begins it: what it finds goes to the editor by `tell`, and values are left in `values`.
    pub(super) fn start(request: Request, tell: impl Fn(Message) + Send + 'static, values: Values) -> Self {
        let (jobs, waiting) = channel();
        let thread = std::thread::spawn(move || {
            let mut checking = Checking {
                request,
                desk: Arc::default(),
                tell: Box::new(tell),
                values,
                shown: BTreeMap::new(),
                unready: BTreeSet::new(),
            };
            while let Some(jobs) = next(&waiting) {
                for job in jobs.values() {
                    checking.check(job);
                }
            }
        });
        Self { jobs: Some(jobs), thread: Some(thread) }
    }

    /// Has a report checked.
    pub(super) fn check(&self, job: Job) {
        if let Some(jobs) = &self.jobs {
            // It has ended only where the editor has gone.
            let _gone = jobs.send(job);
        }
    }
}

impl Drop for Checker {
    fn drop(&mut self) {
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            let _ended = thread.join();
        }
    }
}

/// What is to be checked once nothing has been typed for a while: each report as it is by then.
fn next(waiting: &Receiver<Job>) -> Option<BTreeMap<PathBuf, Job>> {
    let first = waiting.recv().ok()?;
    let mut jobs = BTreeMap::from([(first.folder.clone(), first)]);
    loop {
        match waiting.recv_timeout(PAUSE) {
            Ok(job) => drop(jobs.insert(job.folder.clone(), job)),
            Err(RecvTimeoutError::Timeout) => return Some(jobs),
            // The editor has gone.
            Err(RecvTimeoutError::Disconnected) => return None,
        }
    }
}

struct Checking {
    request: Request,
    /// What is known of the reports from when they were last checked.
    desk: Arc<Desk>,
    tell: Box<dyn Fn(Message)>,
    values: Values,
    /// The files of each report in which something is shown.
    shown: BTreeMap<PathBuf, BTreeSet<PathBuf>>,
    /// The reports whose spec or extracts were wrong when they were last checked.
    unready: BTreeSet<PathBuf>,
}

/// Nobody is told how far a check is.
pub(super) struct Nobody;

impl Watch for Nobody {
    fn begin(&mut self, _: Stage) {}
}

/// Whoever wants to know when a report's spec and extracts have been read and are right.
struct Ready<'a> {
    was_not: bool,
    is: bool,
    tell: Box<dyn FnMut() + 'a>,
}

impl Watch for Ready<'_> {
    fn begin(&mut self, stage: Stage) {
        if stage == Stage::Compute {
            self.is = true;
            if self.was_not {
                (self.tell)();
            }
        }
    }
}

impl Checking {
    fn check(&mut self, job: &Job) {
        let request = Request { report: job.folder.clone(), ..self.request.clone() };
        let desk = Arc::clone(&self.desk);
        // Computing may take long: that spec and extracts are mended by now is shown before.
        let mut ready = Ready {
            was_not: self.unready.contains(&job.folder),
            is: false,
            tell: Box::new(|| self.show(&job.folder, BTreeMap::new())),
        };
        let work = || pipeline::checked(&request, &job.unsaved, &desk, &mut ready);
        // A mistake of the program loses one check, and says nothing of what it was about: that may be a value of an extract.
        let checked = catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(failed()));
        let is_ready = ready.is;
        drop(ready);
        if is_ready {
            self.unready.remove(&job.folder);
        } else {
            self.unready.insert(job.folder.clone());
        }
        let root = pipeline::project_of(&job.folder).unwrap_or_else(|| job.folder.clone());
        let told = match &checked {
            Ok(checked) => {
                let values = Arc::new(checked.values.clone());
                self.values.lock().unwrap_or_else(PoisonError::into_inner).insert(job.folder.clone(), values);
                let odd = (&checked.prepared.warnings, &checked.prepared.sources);
                tell::diagnostics(&job.folder, &root, &[odd, (&checked.findings, &checked.sources)])
            }
            Err(failure) => tell::diagnostics(&job.folder, &root, &[(&failure.findings, &failure.sources)]),
        };
        self.show(&job.folder, told);
    }

    /// Shows what was found, in every file of the report in which something is, or was.
    fn show(&mut self, folder: &Path, mut told: BTreeMap<PathBuf, Vec<Diagnostic>>) {
        let now: BTreeSet<PathBuf> = told.keys().cloned().collect();
        let before = self.shown.insert(folder.to_owned(), now.clone()).unwrap_or_default();
        // The spec is always told of, so that one knows that it was looked at.
        let all: BTreeSet<PathBuf> = { before.into_iter().chain(now).chain([folder.join("report.toml")]) }.collect();
        for path in all {
            let diagnostics = told.remove(&path).unwrap_or_default();
            if let Some(uri) = uri::of(&path) {
                let parameters = PublishDiagnosticsParams { uri, diagnostics, version: None };
                (self.tell)(Message::Notification(Notification::new(
                    PublishDiagnostics::METHOD.to_owned(),
                    parameters,
                )));
            }
        }
    }
}

fn failed() -> Failure {
    let finding = Finding::error(Code::InternalError, "the program failed")
        .help("this is a mistake in Sporbar, not in the report: `sporbar check` says where");
    Failure { kind: FailureKind::Call, findings: Findings::from(finding), sources: Sources::default() }
}
