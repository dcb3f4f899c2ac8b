//! What a report names: where each thing is declared, and where the spec, the claims and the prose use it.

use std::ops::Range;

use super::code::{Role, Word};
use super::query;
use super::world::{World, has_code};
use crate::claim::Written;
use crate::document::Named;
use crate::spec;

/// What is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Population,
    Group,
    State,
    Extract,
    View,
    Sequence,
    Unit,
    Calculation,
    Period,
    Parameter,
    Fact,
    Premise,
    Exhibit,
    Drawing,
    Claim,
    Check,
    Column,
}

/// Where each is declared: as a key of a section, or, where the section is a list, by its `id`.
const SECTIONS: [(Kind, &str, bool); 16] = [
    (Kind::Population, "populations", false),
    (Kind::Group, "groups", false),
    (Kind::State, "states", false),
    (Kind::Extract, "extracts", false),
    (Kind::View, "views", false),
    (Kind::Sequence, "sequences", false),
    (Kind::Unit, "units", false),
    (Kind::Calculation, "calculations", false),
    (Kind::Period, "periods", false),
    (Kind::Parameter, "parameters", false),
    (Kind::Fact, "facts", false),
    (Kind::Premise, "premises", false),
    (Kind::Exhibit, "exhibit", true),
    (Kind::Drawing, "drawing", true),
    (Kind::Claim, "claim", true),
    (Kind::Check, "check", true),
];

impl Kind {
    /// The section that declares it.
    pub(super) fn section(self) -> &'static str {
        SECTIONS.iter().find(|(kind, ..)| *kind == self).map_or("columns", |(_, section, _)| section)
    }

    /// As a message calls it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Population => "population",
            Self::Group => "group",
            Self::State => "state",
            Self::Extract => "extract",
            Self::View => "view",
            Self::Sequence => "sequence",
            Self::Unit => "unit",
            Self::Calculation => "calculation",
            Self::Period => "period",
            Self::Parameter => "parameter",
            Self::Fact => "fact",
            Self::Premise => "premise",
            Self::Exhibit => "exhibit",
            Self::Drawing => "drawing",
            Self::Claim => "claim",
            Self::Check => "check",
            Self::Column => "column",
        }
    }

    /// What the spec's reader can mean by a word for what is named.
    pub(super) fn called(what: &str) -> &'static [Self] {
        match what {
            "population" => &[Self::Population],
            "group" => &[Self::Group],
            "state" => &[Self::State],
            "extract" | "extract or view" => &[Self::Extract, Self::View],
            "table" => &[Self::Extract, Self::Population, Self::Sequence, Self::View, Self::Period],
            "sequence" => &[Self::Sequence],
            "unit" => &[Self::Unit],
            "calculation" => &[Self::Calculation],
            "premise" => &[Self::Premise],
            "exhibit" => &[Self::Exhibit],
            "column with known labels" => &[Self::Group, Self::State],
            _ => &[],
        }
    }

    pub(super) fn of_template(named: Named) -> Self {
        match named {
            Named::Exhibit => Self::Exhibit,
            Named::Drawing => Self::Drawing,
            Named::Claim => Self::Claim,
            Named::Fact => Self::Fact,
            Named::Premise => Self::Premise,
        }
    }

    /// Whether SQL can name it.
    pub(super) fn is_of_sql(self) -> bool {
        matches!(
            self,
            Self::Population
                | Self::Group
                | Self::State
                | Self::Extract
                | Self::View
                | Self::Sequence
                | Self::Calculation
                | Self::Period
        )
    }
}

/// A place at which something is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) kind: Kind,
    pub(super) name: String,
    /// The number of the file.
    pub(super) file: usize,
    /// The name's bytes, without quotes.
    pub(super) span: Range<usize>,
    /// Whether it is declared there.
    pub(super) declares: bool,
}

/// Everything that is named in a report, as far as its texts can be read.
#[derive(Debug)]
pub(super) struct Names {
    /// In the order of files and bytes.
    pub(super) places: Vec<Place>,
    /// Whether the spec's own reader could tell where it uses names.
    pub(super) is_whole: bool,
}

impl Names {
    pub(super) fn of(world: &World) -> Self {
        let mut names = Self { places: Vec::new(), is_whole: true };
        names.declared(world);
        names.used_in_spec(world);
        names.used_in_texts(world);
        names.places.sort_by_key(|place| (place.file, place.span.start, place.span.end, place.kind));
        names.places.dedup();
        names
    }

    /// The names of a kind, each with where it is declared first.
    pub(super) fn declared_as(&self, kind: Kind) -> impl Iterator<Item = &Place> {
        let first = move |at: &usize| {
            let place = &self.places[*at];
            let is_it = |other: &Place| other.declares && other.kind == kind && other.name == place.name;
            place.declares && place.kind == kind && !self.places[..*at].iter().any(is_it)
        };
        (0..self.places.len()).filter(first).map(|at| &self.places[at])
    }

    /// Where something is declared.
    pub(super) fn declaration(&self, kind: Kind, name: &str) -> Option<&Place> {
        self.places.iter().find(|place| place.declares && place.kind == kind && place.name == name)
    }

    /// What is named at a byte of a file.
    pub(super) fn at(&self, file: usize, offset: usize) -> Option<&Place> {
        self.places.iter().find(|place| place.file == file && place.span.start <= offset && offset <= place.span.end)
    }

    fn push(&mut self, kind: Kind, name: &str, (file, span): (usize, Range<usize>), declares: bool) {
        self.places.push(Place { kind, name: name.to_owned(), file, span, declares });
    }

    fn declared(&mut self, world: &World) {
        for key in &world.outline.keys {
            let Some(name) = key.path.last() else { continue };
            let path: Vec<&str> = key.path.iter().map(String::as_str).collect();
            let kind = match path[..] {
                [section, _] => {
                    SECTIONS.iter().find(|(_, known, is_list)| !is_list && *known == section).map(|found| found.0)
                }
                ["populations" | "sequences", _, "columns", _] => Some(Kind::Column),
                _ => None,
            };
            if let Some(kind) = kind {
                self.push(kind, name, (0, inside(world.spec_text(), &key.span)), true);
            }
        }
        for value in &world.outline.values {
            let [section, key] = &value.path[..] else { continue };
            let kind = SECTIONS.iter().find(|(_, known, is_list)| *is_list && key == "id" && known == section);
            if let Some((kind, ..)) = kind {
                self.push(*kind, &value.text, (0, inside(world.spec_text(), &value.span)), true);
            }
        }
    }

    /// The first of these that is declared.
    fn known(&self, kinds: impl IntoIterator<Item = Kind>, name: &str) -> Option<Kind> {
        kinds.into_iter().find(|kind| self.declaration(*kind, name).is_some())
    }

    fn used_in_spec(&mut self, world: &World) {
        let uses = spec::uses(world.spec_text());
        self.is_whole = uses.is_some();
        for one in uses.into_iter().flatten() {
            if let Some(kind) = self.known(Kind::called(&one.what).iter().copied(), &one.name) {
                self.push(kind, &one.name, (0, inside(world.spec_text(), &one.span)), false);
            }
        }
        let parameters: Vec<String> = self.declared_as(Kind::Parameter).map(|place| place.name.clone()).collect();
        // A condition may also be a key, by which something is said of it.
        for key in &world.outline.keys {
            let text = key.path.last().map_or("", String::as_str);
            let written = Written::in_toml(text, world.spec_text(), key.span.clone());
            self.parameters(&parameters, text, &written);
        }
        for value in world.outline.values.iter().filter(|value| value.is_text && !has_code(&value.text)) {
            let written = world.written(value);
            self.parameters(&parameters, &value.text, &written);
            if value.path.last().is_some_and(|key| key == "query") {
                for (name, span) in query::tables(&value.text) {
                    let tables = [Kind::Extract, Kind::Population, Kind::Sequence, Kind::View, Kind::Period];
                    if let Some(kind) = self.known(tables, name) {
                        self.push(kind, name, (0, written.place(&span)), false);
                    }
                }
            }
        }
    }

    /// Parameters in an expression.
    fn parameters(&mut self, known: &[String], sql: &str, written: &Written) {
        for (name, span) in query::parameters(sql) {
            if known.iter().any(|known| known == name) {
                self.push(Kind::Parameter, name, (0, written.place(&span)), false);
            }
        }
    }

    fn used_in_texts(&mut self, world: &World) {
        for value in world.outline.values.iter().filter(|value| value.is_text && has_code(&value.text)) {
            self.words(world, 0, world.said(value));
        }
        for file in 1..world.files.len() {
            self.words(world, file, world.prose(file));
        }
    }

    fn words(&mut self, world: &World, file: usize, words: Vec<Word>) {
        for word in words {
            let kinds = match &word.role {
                Role::Parameter => vec![Kind::Parameter],
                role => world.naming.named(role).into_iter().map(Kind::of_template).collect(),
            };
            if let Some(kind) = self.known(kinds, &word.text) {
                self.push(kind, &word.text, (file, word.span), false);
            }
        }
    }
}

/// The bytes of a key or a text without its quotes.
pub(super) fn inside(text: &str, span: &Range<usize>) -> Range<usize> {
    let raw = text.get(span.clone()).unwrap_or_default();
    let quotes =
        ["\"\"\"", "'''", "\"", "'"].into_iter().find(|quotes| raw.starts_with(quotes) && raw.ends_with(quotes));
    let width = quotes.map_or(0, str::len);
    if raw.len() < 2 * width { span.clone() } else { span.start + width..span.end - width }
}
