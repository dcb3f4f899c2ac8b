//! Output that stands as the same call would make it again, known by what it was made from: so a build of what has not changed
//! ends at once.
//!
//! A build that had nothing to tell leaves one line beside its output: a hash of all that decides its bytes and of the bytes
//! themselves. It is sealed with the key for pseudonyms where the extracts may not be told of, since they could be guessed
//! from a plain hash.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::Material;
use super::inputs::Told;
use super::swap::{beside, read_output, write_file};
use crate::audit::{MANIFEST_FILE, sha256};
use crate::diagnostic::{Code, Finding};
use crate::document;
use crate::path::FileName;
use crate::register::{Files, PseudonymKey};

/// How the line begins.
const BEGINS: &str = "sporbar built ";

/// All that decides the bytes of a build's output, and what it has to tell.
#[derive(Debug)]
pub struct Cause {
    name: FileName,
    /// A line for each thing.
    text: String,
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
        let inputs = self.inputs_told(&Told::Plain);
        lines.extend(inputs.iter().map(|input| format!("{} {:?} {}", input.kind, input.name, input.mark())));
        let own = if self.spec.disclosure.publishes_rows() { None } else { key };
        Some(Cause { name: FileName::new(&self.name).ok()?, text: lines.join("\n"), key: own })
    }
}

impl Cause {
    /// Whether the output below `out` is what this would make again.
    pub fn stands(&self, out: &Path) -> bool {
        let folder = out.join(&self.name);
        let Ok(line) = fs::read_to_string(self.place(out)) else { return false };
        let Some(mark) = line.strip_prefix(BEGINS).map(str::trim_end) else { return false };
        // What an interrupted build left beside it is for the next one to clear away.
        let is_left = beside(out, &self.name).symlink_metadata().is_ok();
        if is_left || !folder.join(MANIFEST_FILE).is_file() {
            return false;
        }
        read_output(&folder)
            .is_ok_and(|files| self.mark(files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()))) == mark)
    }

    /// Remembers that this made `files` below `out`. Where that cannot be, the next build is one from the beginning.
    pub fn made(&self, out: &Path, files: &[(String, Vec<u8>)]) {
        let mark = self.mark(files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())));
        let place = self.place(out);
        let _ = write_file(&place, |standing| match standing {
            Some(bytes) if !bytes.starts_with(BEGINS.as_bytes()) => {
                let taken = Finding::error(Code::OutputUnwritable, "the file's name is taken by another file");
                Err(taken.in_cell(&place.display().to_string(), None, None))
            }
            _ => Ok(format!("{BEGINS}{mark}\n").into_bytes()),
        });
    }

    fn place(&self, out: &Path) -> PathBuf {
        out.join(format!(".{}.built", self.name.as_str()))
    }

    fn mark<'f>(&self, files: impl Iterator<Item = (&'f str, &'f [u8])>) -> String {
        let files: BTreeMap<&str, String> = files.map(|(path, bytes)| (path, sha256(bytes))).collect();
        let files = files.iter().map(|(path, hash)| format!("\noutput {path:?} {hash}"));
        let text = files.fold(self.text.clone(), |text, line| text + &line);
        match &self.key {
            Some(key) => key.seal_bytes(text.as_bytes()),
            None => sha256(text.as_bytes()),
        }
    }
}
