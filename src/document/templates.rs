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
    /// What it says, its lines ended by a line feed.
    pub text: String,
    /// The file's own bytes, for whoever asks whether it has changed.
    pub bytes: Vec<u8>,
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
        let text = text.into();
        let bytes = text.clone().into_bytes();
        self.0.insert(name.into(), Template { file: file.into(), text, bytes });
    }

    /// The same, of a text as an editor has it.
    pub fn insert_written(&mut self, name: impl Into<String>, file: impl Into<String>, text: &str) {
        let bytes = text.as_bytes().to_vec();
        let text = cleaned(&letters::nfc(text));
        self.0.insert(name.into(), Template { file: file.into(), text, bytes });
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
            let file = format!("{shown}/{below}");
            match std::fs::read(&path) {
                Ok(bytes) => match read(&bytes) {
                    Ok(text) => drop(self.0.insert(format!("{prefix}/{below}"), Template { file, text, bytes })),
                    Err(why) => findings
                        .push(Finding::error(Code::TemplateMissing, format!("`{file}` cannot be read: {why}")).help(
                            "save it as UTF-8; editors call the choice Encoding, and Windows' own UTF-8 will do",
                        )),
                },
                Err(error) => findings.push(unreadable(&file, &error)),
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

/// The text of a file as it is used: without the mark that some editors put in front, and with line ends of one kind.
fn read(bytes: &[u8]) -> Result<String, String> {
    match letters::text(bytes) {
        Ok(text) => Ok(cleaned(&text)),
        Err(written) => {
            let right = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), |_| 0);
            let line = bytes[..right].split(|byte| *byte == b'\n').count();
            Err(format!("it is {}, and not UTF-8, from line {line} on", written.name()))
        }
    }
}

/// A text without a mark in front, its lines ended by a line feed.
fn cleaned(text: &str) -> String {
    text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n")
}

fn unreadable(shown: &str, error: &std::io::Error) -> Finding {
    Finding::error(Code::TemplateMissing, format!("`{shown}` cannot be read: {error}"))
        .help("see that the file is there and may be read")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_whatever_editor_saved_them_or_it_is_said_why_not() {
        assert_eq!(read("\u{feff}Én\r\nto\rtre\n".as_bytes()).as_deref(), Ok("Én\nto\ntre\n"));
        let ansi = read(b"En\nto \xe6ble\n").expect_err("it is ANSI");
        assert!(ansi.contains("from line 2 on") && ansi.contains("ANSI"), "{ansi}");
        assert!(read(b"\xff\xfeE\0").is_err_and(|why| why.contains("UTF-16")));
    }
}
