//! A report as the editor has it: its spec and its prose, saved or not.

use std::path::{Path, PathBuf};

use super::code::{Naming, Word, words};
use super::outline::{Outline, ValueAt};
use super::text::Text;
use crate::claim::Written;
use crate::document::REPORT;
use crate::estimate::{REGISTRY, Statistic};
use crate::letters::nfc;
use crate::locale::Language;
use crate::pipeline::{Unsaved, texts_around};
use crate::schema::Schemas;
use crate::scope;
use crate::spec::Spec;
use crate::sql::Table;
use crate::value::Stat;

/// A report's texts.
#[derive(Debug)]
pub(super) struct World {
    /// The spec first, and the files of prose.
    pub(super) files: Vec<File>,
    /// What stands where in the spec.
    pub(super) outline: Outline,
    /// What functions and macros name.
    pub(super) naming: Naming,
    schemas: Schemas,
}

/// A file of a report.
#[derive(Debug)]
pub(super) struct File {
    /// Where it is.
    pub(super) path: PathBuf,
    /// What it says.
    pub(super) text: Text,
    /// Whether its letters are in the form in which the program reads them, so that places in it are places in the file.
    pub(super) is_normal: bool,
}

impl File {
    fn new(path: PathBuf, text: &str) -> Self {
        let normal = nfc(text);
        Self { path, is_normal: normal == text, text: Text::new(normal) }
    }
}

impl World {
    /// The report in a folder; none where it has no spec.
    pub(super) fn read(folder: &Path, unsaved: &Unsaved) -> Option<Self> {
        let read = |path: &Path| match unsaved.get(path) {
            Some(text) => Some(text.to_owned()),
            None => String::from_utf8(std::fs::read(path).ok()?).ok(),
        };
        let path = folder.join("report.toml");
        let spec = File::new(path.clone(), &read(&path)?);
        let outline = Outline::of(spec.text.as_str());
        let design = outline.values.iter().find(|value| value.path == ["report", "template"]);
        let (templates, schemas) = texts_around(folder, design.map_or("", |design| &design.text), unsaved);
        let naming = Naming::of(templates.iter().map(|(_, template)| template.text.as_str()));
        let mut files = vec![spec];
        for (name, template) in templates.iter() {
            if let Some(below) = name.strip_prefix(REPORT).and_then(|below| below.strip_prefix('/')) {
                let text = String::from_utf8_lossy(&template.bytes);
                files.push(File::new(folder.join(below), &text));
            }
        }
        Some(Self { files, outline, naming, schemas })
    }

    /// The number of a file of the report.
    pub(super) fn file(&self, path: &Path) -> Option<usize> {
        self.files.iter().position(|file| file.path == path)
    }

    /// The spec's text.
    pub(super) fn spec_text(&self) -> &str {
        self.files[0].text.as_str()
    }

    /// The language of the report, as far as its spec can be read.
    pub(super) fn language(&self) -> Language {
        let stated = self.outline.values.iter().find(|value| value.path == ["report", "locale"]);
        let known = Language::ALL.into_iter().find(|(code, _)| stated.is_some_and(|value| value.text == *code));
        known.map(|(_, language)| language).unwrap_or_default()
    }

    /// The tables that the spec's SQL can use, with their columns.
    pub(super) fn tables(&self, spec: &Spec) -> Vec<Table> {
        scope::tables(spec, &self.schemas)
    }

    /// The words of a file of prose.
    pub(super) fn prose(&self, file: usize) -> Vec<Word> {
        words(self.files[file].text.as_str())
    }

    /// One of the spec's texts, with where each of its letters stands.
    pub(super) fn written(&self, value: &ValueAt) -> Written {
        Written::in_toml(&value.text, self.spec_text(), value.span.clone())
    }

    /// The words in the code of one of the spec's texts, by their places in the spec.
    pub(super) fn said(&self, value: &ValueAt) -> Vec<Word> {
        let written = self.written(value);
        let placed = |word: Word| Word { span: written.place(&word.span), ..word };
        words(&value.text).into_iter().map(placed).collect()
    }

    /// The value of a key beside another in the same table of a list: the `population` of an exhibit.
    pub(super) fn beside(&self, value_path: &[String], instance: usize, key: &str) -> Option<&str> {
        let above = &value_path[..value_path.len().saturating_sub(1)];
        let depths = (0..=above.len()).rev();
        let mut near = depths.filter_map(|depth| {
            let is_it = |value: &&ValueAt| {
                value.instance == instance
                    && value.path.len() == depth + 1
                    && value.path[..depth] == above[..depth]
                    && value.path[depth] == key
            };
            self.outline.values.iter().find(is_it)
        });
        near.next().map(|value| value.text.as_str())
    }
}

/// Whether a text of the spec has code in it, as sentences have.
pub(super) fn has_code(text: &str) -> bool {
    text.contains("{{") || text.contains("{%")
}

/// The statistics that texts and claims can take of an exhibit, and what each is, in the words of the report's readers.
pub(super) fn statistics(language: Language) -> Vec<(&'static str, String)> {
    let own = Stat::ALL.into_iter().filter(|stat| stat.statistic().is_none()).map(|stat| (stat.name(), String::new()));
    let says = |statistic: &Statistic| language.say(statistic.says, &[]);
    own.chain(REGISTRY.iter().map(|statistic| (statistic.name, says(statistic)))).collect()
}
