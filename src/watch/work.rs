//! The work between a change of files and what is shown of it.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Told;
use super::board::{Board, ExhibitPlace, Phase, Shown, ShownPlace, Spot};
use crate::diagnostic::{Code, Finding, Findings, Place, Severity, Sources, line_and_column};
use crate::pipeline::{
    Asked, Checked, Desk, Failure, FailureKind, LAYOUTS, Look, Read, Request, Stage, Unsaved, Watch,
};
use crate::reuse::Key;

/// Nobody is told how far a build is: what it shows is told.
struct Nobody;

impl Watch for Nobody {
    fn begin(&mut self, _: Stage) {}
}

/// Who builds.
pub(super) struct Work {
    request: Request,
    /// The report's folder.
    folder: PathBuf,
    /// The project's.
    root: PathBuf,
    board: Arc<Board>,
    desk: Desk,
    /// What was built last.
    mark: Option<Key>,
}

impl Work {
    pub(super) fn new(request: Request, folder: PathBuf, root: PathBuf, board: Arc<Board>) -> Self {
        Self { request, folder, root, board, desk: Desk::default(), mark: None }
    }

    /// Builds what has changed and shows it; how that went, or nothing where nothing had.
    pub(super) fn round(&mut self) -> Option<Told> {
        let read = Read::of(&self.request, &Unsaved::default());
        if self.mark.replace(read.mark()) == Some(read.mark()) {
            return None;
        }
        self.board.tell(|told| told.phase = Phase::Working);
        let mut pages = None;
        let mut warned = Vec::new();
        let mut look = |look: Look| {
            pages = Some(look.pages.len());
            warned = self.shown(&[(&look.warnings, &look.sources), (&look.findings, &look.sources)]);
            let exhibits = self.exhibits(&look);
            let title = look.title.clone();
            self.board.show(look.laid, |told| {
                (told.pages, told.exhibits, told.title) = (look.pages, exhibits, title);
                (told.phase, told.stale) = (Phase::Pages, false);
                told.findings.clone_from(&warned);
            });
        };
        let asked = Asked { hindsight: true, look: &mut look };
        let work = || self.desk.build(read, asked, &mut Nobody);
        // A mistake of the program loses one build, and says nothing of what it was about: that may be a value of an extract.
        let built = catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(failed()));
        let findings = match &built {
            Ok(Checked { prepared, findings, sources, .. }) => {
                self.shown(&[(&prepared.warnings, &prepared.sources), (findings, sources)])
            }
            Err(failure) => self.shown(&[(&failure.findings, &failure.sources)]),
        };
        let count = |severity: &str| findings.iter().filter(|finding| finding.severity == severity).count();
        let told = Told { pages, errors: count(ERROR), warnings: count(WARNING) };
        match built {
            Ok(Checked { files, .. }) => self.board.publish(files, |told| {
                (told.phase, told.findings) = (Phase::Done, findings);
            }),
            Err(_) => self.board.tell(|told| {
                (told.phase, told.stale) = (Phase::Done, pages.is_none());
                told.findings = findings;
            }),
        }
        Some(told)
    }

    fn exhibits(&self, look: &Look) -> BTreeMap<String, ExhibitPlace> {
        let path = self.folder.join("report.toml");
        let text = look.sources.get(&look.spec).unwrap_or_default();
        let place = |start: usize| {
            let (line, _) = line_and_column(text, start);
            ExhibitPlace { line, link: link(&path, line), spot: Spot { path: path.clone(), line } }
        };
        look.exhibits.iter().map(|(id, span)| (id.clone(), place(span.start))).collect()
    }

    /// Findings as the page shows them, what is wrong before what is odd.
    fn shown(&self, told: &[(&Findings, &Sources)]) -> Vec<Shown> {
        let all = told.iter().flat_map(|(findings, sources)| findings.iter().map(move |finding| (finding, *sources)));
        let mut shown: Vec<Shown> = all.map(|(finding, sources)| self.one(finding, sources)).collect();
        shown.sort_by_key(|finding| finding.severity);
        shown.dedup();
        shown
    }

    fn one(&self, finding: &Finding, sources: &Sources) -> Shown {
        Shown {
            severity: match finding.severity {
                Severity::Error => ERROR,
                Severity::Warning => WARNING,
            },
            code: finding.code.id(),
            message: finding.message.clone(),
            help: finding.help.clone(),
            places: finding.places.iter().map(|place| self.place(place, sources)).collect(),
        }
    }

    fn place(&self, place: &Place, sources: &Sources) -> ShownPlace {
        match place {
            Place::Text { file, span, label } => {
                let text = sources.get(file);
                let line = text.map(|text| line_and_column(text, span.start).0);
                let spot = self.path(file).zip(line).map(|(path, line)| Spot { path, line });
                ShownPlace {
                    file: self.short(file),
                    line,
                    text: text.zip(line).and_then(|(text, line)| text.lines().nth(line - 1)).map(str::to_owned),
                    label: label.clone(),
                    link: spot.as_ref().map(|spot| link(&spot.path, spot.line)),
                    spot,
                }
            }
            Place::Cell { file, row, column } => {
                let line = row.and_then(|row| usize::try_from(row).ok());
                // A layout is a text that one mends; an extract is not.
                let layout = Some(self.root.join(LAYOUTS).join(file)).filter(|path| path.is_file());
                let spot = layout.map(|path| Spot { path, line: line.unwrap_or(1) });
                ShownPlace {
                    file: self.short(file),
                    line,
                    text: None,
                    label: column.clone().unwrap_or_default(),
                    link: spot.as_ref().map(|spot| link(&spot.path, spot.line)),
                    spot,
                }
            }
        }
    }

    /// The file that a finding names; none where it stands in the program itself.
    fn path(&self, file: &str) -> Option<PathBuf> {
        let named = Path::new(file);
        let places = [named.to_owned(), self.root.join(named), self.folder.join(named)];
        places.into_iter().find(|path| path.is_absolute() && path.is_file())
    }

    /// A file's name as one sees it from the project.
    fn short(&self, file: &str) -> String {
        let path = Path::new(file);
        path.strip_prefix(&self.root).unwrap_or(path).display().to_string()
    }
}

const ERROR: &str = "error";
const WARNING: &str = "warning";

/// The address that opens a file at a line in Visual Studio Code and its like.
fn link(path: &Path, line: usize) -> String {
    let mut address = "vscode://file".to_owned();
    let path = path.display().to_string().replace('\\', "/");
    if !path.starts_with('/') {
        address.push('/');
    }
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~:".contains(&byte) {
            address.push(char::from(byte));
        } else {
            address.push_str(&format!("%{byte:02X}"));
        }
    }
    format!("{address}:{line}")
}

fn failed() -> Failure {
    let finding = Finding::error(Code::InternalError, "the program failed")
        .help("this is a mistake in Sporbar, not in the report: `sporbar check` says where");
    Failure { kind: FailureKind::Call, findings: Findings::from(finding), sources: Sources::default() }
}
