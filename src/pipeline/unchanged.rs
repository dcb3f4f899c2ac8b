//! Output that stands as the same call would make it again, known by what it was made from: so a build of what has not changed
//! ends at once.
//!
//! A build leaves three lines beside its output: a hash of all that decides its bytes, of the bytes themselves and of what it had
//! to tell; what it had to tell, to be told again; and how long each stage took, by which the next build estimates. Where the extracts may not be told of, the hash is sealed with the key for
//! pseudonyms, since they could be guessed from a plain one, and nothing that was told is kept, since it is about them: a build
//! that had something to tell leaves no lines then, and is made again, and tells it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::Material;
use super::inputs::Told;
use super::swap::{beside, read_output, write_file};
use crate::audit::{MANIFEST_FILE, sha256};
use crate::diagnostic::{Code, Finding, Findings, Sources};
use crate::document;
use crate::path::FileName;
use crate::register::{Files, PseudonymKey};

/// How the line begins.
const BEGINS: &str = "sporbar built ";

/// What a build had to tell.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// What is odd about the spec and the extracts.
    pub warnings: Findings,
    /// What is wrong with what the report says, or odd about its document.
    pub findings: Findings,
}

impl Said {
    fn is_nothing(&self) -> bool {
        self.warnings.is_empty() && self.findings.is_empty()
    }
}

/// All that decides the bytes of a build's output, and what it has to tell.
#[derive(Debug)]
pub struct Cause {
    name: FileName,
    /// A line for each thing.
    text: String,
    /// How the call names the report: what is told names files so.
    called: String,
    /// What seals it; none where a plain hash may be told.
    key: Option<PseudonymKey>,
}

impl Material {
    /// What decides the bytes of a build of this, called with `options` that have a say in it.
    ///
    /// There is none where earlier releases have a say, which are no files of the report's; where a file could not be read, or where the extracts may not be told of and there is no key to seal
    /// them with: such a report is always built.
    pub fn cause(&self, options: &[&str]) -> Option<Cause> {
        if self.spec.disclosure.limits().is_some_and(|limits| !limits.releases.is_empty()) {
            return None;
        }
        let synthetic = self.spec.disclosure.synthetic.then(PseudonymKey::synthetic_default);
        let key = self.key.clone().or(synthetic);
        if !self.is_whole() || key.is_none() && !self.spec.disclosure.publishes_rows() {
            return None;
        }
        let mut lines = vec![
            // Of one version there are many programs, while it is worked on.
            format!("program {} {}", env!("CARGO_PKG_VERSION"), env!("SPORBAR_SOURCES")),
            format!("typst {}", document::typst_version()),
            format!("as of {}", self.as_of),
            format!("policy {}", self.spec.disclosure.other_name().unwrap_or_default()),
            format!("key {}", key.as_ref().map(|key| key.seal_bytes(b"whose")).unwrap_or_default()),
        ];
        lines.extend(self.extracts.names().iter().map(|name| format!("stands among the extracts {name:?}")));
        lines.extend(options.iter().map(|option| format!("option {option}")));
        lines.extend(self.earlier_told().iter().map(|release| format!("beside the release {release}")));
        let inputs = self.inputs_told(&Told::Plain);
        lines.extend(inputs.iter().map(|input| format!("{} {:?} {}", input.kind, input.name, input.mark())));
        let own = if self.spec.disclosure.publishes_rows() { None } else { key };
        let called = format!("{} {}", self.folder.display(), self.root.display());
        Some(Cause { name: FileName::new(&self.name).ok()?, text: lines.join("\n"), called, key: own })
    }

    /// The texts that all findings of a build of this point into.
    pub fn texts(&self) -> Sources {
        let mut sources = self.sources.clone();
        if let Ok(templates) = &self.templates {
            templates.add_to(&mut sources);
        }
        sources
    }
}

impl Cause {
    /// What a build of this told, if the output below `out` is what it would make again.
    pub fn stands(&self, out: &Path) -> Option<Said> {
        let folder = out.join(&self.name);
        let text = fs::read_to_string(place(out, &self.name)).ok()?;
        let mut lines = text.strip_prefix(BEGINS)?.lines();
        let (mark, said) = (lines.next()?, lines.next()?);
        // What an interrupted build left beside it is for the next one to clear away.
        let is_left = beside(out, &self.name).symlink_metadata().is_ok();
        if is_left || !folder.join(MANIFEST_FILE).is_file() {
            return None;
        }
        let files = read_output(&folder).ok()?;
        let files = files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()));
        if self.mark(files, said) != mark {
            return None;
        }
        let (called, said): (String, Said) = serde_json::from_str(said).ok()?;
        // Called by another name, it names its files otherwise.
        (called == self.called || said.is_nothing()).then_some(said)
    }

    /// Remembers that this made `files` below `out`, what it told, and how long its stages took. Where that cannot be, the next
    /// build is one from the beginning.
    pub fn made(&self, out: &Path, files: &[(String, Vec<u8>)], said: &Said, took: &[(&'static str, Duration)]) {
        if self.key.is_some() && !said.is_nothing() {
            return;
        }
        let took: Vec<(&str, u128)> = took.iter().map(|(stage, took)| (*stage, took.as_millis())).collect();
        let said = serde_json::to_string(&(&self.called, said));
        let (Ok(said), Ok(took)) = (said, serde_json::to_string(&took)) else { return };
        let mark = self.mark(files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())), &said);
        let text = format!("{BEGINS}{mark}\n{said}\n{took}\n");
        let place = place(out, &self.name);
        let _ = write_file(&place, |standing| match standing {
            Some(bytes) if !bytes.starts_with(BEGINS.as_bytes()) => {
                let taken = Finding::error(Code::OutputUnwritable, "the file's name is taken by another file");
                Err(taken.in_cell(&place.display().to_string(), None, None))
            }
            _ => Ok(text.into_bytes()),
        });
    }

    /// Whether what a build hides is told only by the build itself.
    pub fn is_confidential(&self) -> bool {
        self.key.is_some()
    }

    fn mark<'f>(&self, files: impl Iterator<Item = (&'f str, &'f [u8])>, said: &str) -> String {
        let files: BTreeMap<&str, String> = files.map(|(path, bytes)| (path, sha256(bytes))).collect();
        let files = files.iter().map(|(path, hash)| format!("\noutput {path:?} {hash}"));
        let text =
            files.fold(self.text.clone(), |text, line| text + &line) + &format!("\nsaid {}", sha256(said.as_bytes()));
        match &self.key {
            Some(key) => key.seal_bytes(text.as_bytes()),
            None => sha256(text.as_bytes()),
        }
    }
}

/// Where a build of that name below `out` leaves its lines.
fn place(out: &Path, name: &FileName) -> PathBuf {
    out.join(format!(".{}.built", name.as_str()))
}

/// How long the stages of the last build of a report below `out` took; nothing where that is not known.
pub fn took(out: &Path, name: &str) -> Vec<(String, Duration)> {
    let text = FileName::new(name).ok().and_then(|name| fs::read_to_string(place(out, &name)).ok());
    let line = text.as_deref().and_then(|text| text.strip_prefix(BEGINS)?.lines().nth(2));
    let took: Vec<(String, u64)> = line.and_then(|line| serde_json::from_str(line).ok()).unwrap_or_default();
    took.into_iter().map(|(stage, took)| (stage, Duration::from_millis(took))).collect()
}
