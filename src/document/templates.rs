//! Templates by name, with the file each came from.
//!
//! Held in memory, so that rendering stays pure: the edge fills them from disk with [`Templates::read_folder`], tests
//! with [`Templates::insert`]. A name is a path below a prefix: `statusmaaling/report.typ` is the design's,
//! `faelles/makroer.typ` is shared by the designs, and `rapport/tekst.typ` stands in the report's own folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Code, Finding, Findings, Sources};
use crate::letters;

/// The prefix of the templates that stand in the report's own folder.
pub const REPORT: &str = "rapport";

/// The prefix of what the designs have in common.
pub const SHARED: &str = "faelles";

/// A template's text and where it stands.
#[derive(Debug, Clone)]
pub struct Template {
    /// The file as the user knows it, for findings.
    pub file: String,
    /// What it says.
    pub text: String,
}

/// Templates by name.
#[derive(Debug, Clone, Default)]
pub struct Templates(BTreeMap<String, Template>);

impl Templates {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a template, in place of one of the same name.
    pub fn insert(&mut self, name: impl Into<String>, file: impl Into<String>, text: impl Into<String>) {
        self.0.insert(name.into(), Template { file: file.into(), text: text.into() });
    }

    /// Adds every `.typ` file in `folder` and below it, under `prefix`; `shown` is the folder as the user named it.
    ///
    /// # Errors
    /// A file or a folder cannot be read, or is not UTF-8. All of them are named.
    pub fn read_folder(&mut self, prefix: &str, folder: &Path, shown: &str) -> Result<(), Findings> {
        let mut findings = Findings::new();
        let mut files = Vec::new();
        list(folder, &mut files, &mut findings);
        for path in files {
            let below = path.strip_prefix(folder).unwrap_or(&path);
            let below = below.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
            let shown = format!("{shown}/{below}");
            match std::fs::read(&path).map(String::from_utf8) {
                Ok(Ok(text)) => self.insert(format!("{prefix}/{below}"), shown, text),
                Ok(Err(wrong)) => {
                    let written = letters::recognise(wrong.as_bytes());
                    let message = format!("`{shown}` is {}, and not UTF-8", written.name());
                    findings.push(Finding::error(Code::TemplateMissing, message).help("save it as UTF-8"));
                }
                Err(error) => findings.push(unreadable(&shown, &error)),
            }
        }
        if findings.is_empty() { Ok(()) } else { Err(findings) }
    }

    /// The template of a name.
    pub fn get(&self, name: &str) -> Option<&Template> {
        self.0.get(name)
    }

    /// All templates with their names, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Template)> {
        self.0.iter().map(|(name, template)| (name.as_str(), template))
    }

    /// All names, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Adds the texts to those that findings can point into.
    pub fn add_to(&self, sources: &mut Sources) {
        for template in self.0.values() {
            sources.insert(template.file.clone(), template.text.clone());
        }
    }
}

/// The `.typ` files in a folder and below it, in the order of their paths; the extracts and the output are not looked into.
fn list(folder: &Path, files: &mut Vec<PathBuf>, findings: &mut Findings) {
    let entries = match std::fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>) {
        Ok(entries) => entries,
        Err(error) => return findings.push(unreadable(&folder.display().to_string(), &error)),
    };
    let mut paths: Vec<_> = entries.into_iter().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            list(&path, files, findings);
        } else if path.extension().is_some_and(|extension| extension == "typ") {
            files.push(path);
        }
    }
}

fn unreadable(shown: &str, error: &std::io::Error) -> Finding {
    Finding::error(Code::TemplateMissing, format!("`{shown}` cannot be read: {error}"))
        .help("see that the file is there, is UTF-8, and may be read")
}
