//! Another name for something, wherever the report uses it: only where the reader knows every use, or else not at all.

use std::ops::Range;
use std::path::Path;

use super::check::Nobody;
use super::code::{Role, Word};
use super::complete::PROSE;
use super::grammar::Grammar;
use super::names::{Kind, Names, Place};
use super::outline::{KeyAt, ValueAt};
use super::query;
use super::typed::is_of_name;
use super::world::{World, has_code};
use crate::audit::REVIEW_FILE;
use crate::diagnostic::Findings;
use crate::pipeline::{self, Desk, Request, Unsaved};
use crate::value::Disclosed;

/// Something that is to be named otherwise.
pub(super) struct Renaming<'a> {
    pub(super) world: &'a World,
    pub(super) names: &'a Names,
    pub(super) grammar: &'a Grammar,
    pub(super) kind: Kind,
    pub(super) old: &'a str,
}

impl<'a> Renaming<'a> {
    /// The places at which the name is to be written over; or why it cannot be.
    pub(super) fn places(&self, new: &str) -> Result<Vec<&'a Place>, String> {
        let (kind, word, old) = (self.kind, self.kind.word(), self.old);
        if kind == Kind::Column {
            return Err(format!(
                "`{old}` is a column: SQL names those of extracts and of populations alike, and which one is meant is not known everywhere"
            ));
        }
        if new.is_empty() || !new.chars().all(|letter| letter.is_ascii() && is_of_name(letter)) {
            return Err(format!("`{new}` cannot be a name: use the letters a-z, digits, _ and -"));
        }
        if self.names.declaration(kind, new).is_some() {
            return Err(format!("there is a {word} `{new}` already"));
        }
        if self.names.declaration(kind, old).is_none() {
            return Err(format!("the spec declares no {word} `{old}`"));
        }
        if !self.names.is_whole {
            return Err("the spec cannot be read as it is, so that not every use is known: mend it first".to_owned());
        }
        for place in self.known() {
            let file = &self.world.files[place.file];
            if !file.is_normal || file.text.as_str().get(place.span.clone()) != Some(old) {
                return Err(format!("`{old}` is written with other letters {}", self.at(place.file, place.span.start)));
            }
        }
        if let Some((file, offset)) = self.doubt_in_spec().map(|offset| (0, offset)).or_else(|| self.doubt_in_prose()) {
            let at = self.at(file, offset);
            return Err(format!(
                "`{old}` also stands {at}, and whether the {word} is meant is not known: change it there by hand first"
            ));
        }
        let review = self.world.files[0].path.with_file_name(REVIEW_FILE);
        if kind == Kind::Exhibit
            && std::fs::read_to_string(&review).is_ok_and(|review| review.contains(&format!("\"{old}\"")))
        {
            return Err(format!("`{old}` is signed off under that name in {REVIEW_FILE}"));
        }
        Ok(self.known().collect())
    }

    /// The places that are known to name it.
    fn known(&self) -> impl Iterator<Item = &'a Place> {
        let (kind, old) = (self.kind, self.old);
        self.names.places.iter().filter(move |place| place.kind == kind && place.name == old)
    }

    /// Whether the reader knows what is named there: this, or something else.
    fn is_known(&self, file: usize, span: &Range<usize>) -> bool {
        let overlaps = |place: &Place| place.file == file && place.span.start < span.end && span.start < place.span.end;
        self.names.places.iter().any(overlaps)
    }

    /// `in report.toml, line 12`
    fn at(&self, file: usize, offset: usize) -> String {
        let file = &self.world.files[file];
        let name = file.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        format!("in {name}, line {}", file.text.position(offset).line + 1)
    }

    /// A place of the spec that has the name, and of which the reader does not know what it names.
    fn doubt_in_spec(&self) -> Option<usize> {
        let outline = &self.world.outline;
        let is_doubtful = |key: &&KeyAt| {
            key.path.last().is_some_and(|last| last == self.old)
                && !self.grammar.has(&key.path)
                && !self.is_known(0, &key.span)
        };
        let keys = outline.keys.iter().find(is_doubtful).map(|key| key.span.start);
        keys.or_else(|| {
            outline.values.iter().filter(|value| value.is_text).find_map(|value| self.doubt_in_value(value))
        })
    }

    fn doubt_in_value(&self, value: &ValueAt) -> Option<usize> {
        if has_code(&value.text) {
            let mut words = self.world.said(value).into_iter();
            return words.find(|word| self.is_doubtful(0, word)).map(|word| word.span.start);
        }
        let key = value.path.last().map_or("", String::as_str);
        // What a claim asserts names nothing but exhibits and keys.
        if PROSE.contains(&key) || key == "that" {
            return None;
        }
        if !self.kind.is_of_sql() {
            let is_same = value.text == self.old && !self.is_known(0, &value.span);
            return is_same.then_some(value.span.start);
        }
        let written = self.world.written(value);
        let words = query::words(&value.text).into_iter().filter(|(word, ..)| *word == self.old);
        let mut spans = words.map(|(_, span, _)| written.place(&span));
        spans.find(|span| !self.is_known(0, span)).map(|span| span.start)
    }

    fn doubt_in_prose(&self) -> Option<(usize, usize)> {
        (1..self.world.files.len()).find_map(|file| {
            let text = self.world.files[file].text.as_str();
            let mut words = self.world.prose(file).into_iter();
            let word = words.find(|word| self.is_doubtful(file, word)).map(|word| word.span.start);
            // A label or a file of the publication: `@fig-1`, `<fig-1>`, `figures/fig-1.svg`.
            let mut labels = text.match_indices(self.old).map(|(offset, _)| offset);
            let is_label = |offset: &usize| {
                let end = offset + self.old.len();
                ["@", "<", "figures/", "data/"].iter().any(|ahead| text[..*offset].ends_with(ahead))
                    && !text[end..].starts_with(is_of_name)
                    && !self.is_known(file, &(*offset..end))
            };
            let label = || labels.find(is_label).filter(|_| matches!(self.kind, Kind::Exhibit | Kind::Drawing));
            Some((file, word.or_else(label)?))
        })
    }

    /// Whether a text in code may name it in a way that is not known.
    fn is_doubtful(&self, file: usize, word: &Word) -> bool {
        let may_name = match &word.role {
            Role::Named(argument) => !["series", "x", "facet", "stat"].contains(&argument.as_str()),
            // One that is known to name something else does not name it.
            role => self.world.naming.named(role).is_empty(),
        };
        word.text == self.old && may_name && !self.kind.is_of_sql() && !self.is_known(file, &word.span)
    }
}

/// Sees that a report with other names says the same: the same values and the same findings, but for the name.
pub(super) fn same(
    folder: &Path,
    request: &Request,
    before: &Unsaved,
    after: &Unsaved,
    names: (&str, &str),
) -> Result<(), String> {
    let request = Request { report: folder.to_owned(), ..request.clone() };
    let desk = Desk::default();
    let said = |unsaved: &Unsaved| match pipeline::checked(&request, unsaved, &desk, &mut Nobody) {
        Ok(checked) => (Some(values(&checked.values, names)), told(&checked.findings, names)),
        Err(failure) => (None, told(&failure.findings, names)),
    };
    let (old, new) = (said(before), said(after));
    if old == new {
        return Ok(());
    }
    let more = new.1.iter().find(|finding| !old.1.contains(finding));
    Err(match more {
        Some(finding) => format!("the report would not be the same: {finding}"),
        None => "the report would not say the same".to_owned(),
    })
}

/// Findings in which the new name is the old one, whatever has either.
fn told(findings: &Findings, (old, new): (&str, &str)) -> Vec<String> {
    let said = findings.iter().map(|finding| format!("{}: {}", finding.code.id(), finding.message.replace(new, old)));
    let mut told: Vec<String> = said.collect();
    told.sort();
    told
}

/// Values in which the new name is the old one.
fn values(values: &[(String, Disclosed)], (old, new): (&str, &str)) -> Vec<(String, Disclosed)> {
    let named = |id: &str| if id == new { old.to_owned() } else { id.to_owned() };
    values.iter().map(|(id, values)| (named(id), values.clone())).collect()
}
