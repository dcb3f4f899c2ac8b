//! What can stand where one is typing.

use std::ops::Range;

use super::code::Role;
use super::grammar::Grammar;
use super::names::{Kind, Names, inside};
use super::outline::ValueAt;
use super::typed::{self, Typed};
use super::world::{World, has_code, statistics};
use crate::document::Named;
use crate::locale::Language;
use crate::spec;
use crate::value::Disclosed;

/// Something that can stand at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Offer {
    /// What is written.
    pub(super) text: String,
    /// What it is.
    pub(super) detail: String,
    /// More about it.
    pub(super) says: String,
}

/// What is offered, and the bytes that it takes the place of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Offers {
    pub(super) offers: Vec<Offer>,
    pub(super) instead_of: Range<usize>,
}

/// All that is known for completing.
pub(super) struct Known<'a> {
    pub(super) world: &'a World,
    pub(super) names: &'a Names,
    pub(super) grammar: &'a Grammar,
    /// The exhibits' values, as far as they have been computed.
    pub(super) values: &'a [(String, Disclosed)],
    /// The last text of the spec that could be read.
    pub(super) readable: &'a str,
}

/// The keys under which names stand, for a spec that cannot be read while one is typing.
const NAMING: [(&str, &[Kind]); 9] = [
    ("population", &[Kind::Population]),
    ("from", &[Kind::Population]),
    ("state", &[Kind::State]),
    ("also", &[Kind::State]),
    ("extract", &[Kind::Extract, Kind::View]),
    ("spells", &[Kind::Extract, Kind::View]),
    ("rows", &[Kind::Extract, Kind::View]),
    ("within", &[Kind::Group]),
    ("premises", &[Kind::Premise]),
];

/// The sections whose `unit` is one of `[units]`.
const OF_UNITS: [&str; 2] = ["populations", "states"];

/// Keys whose texts are for readers, and hold no SQL.
pub(super) const PROSE: [&str; 19] = [
    "title",
    "subtitle",
    "client",
    "publisher",
    "caption",
    "note",
    "source",
    "text",
    "because",
    "unit",
    "unit-title",
    "alt",
    "sentence",
    "when-suppressed",
    "authors",
    "edition",
    "axis-title",
    "file",
    "schema",
];

impl Known<'_> {
    /// What can stand at a byte of a file.
    pub(super) fn offers(&self, file: usize, offset: usize) -> Offers {
        let text = self.world.files[file].text.as_str();
        if file > 0 {
            return self.in_code(&text[..offset], offset);
        }
        match self.world.outline.value_at(offset) {
            Some(value) if value.is_text => self.in_text(value, offset),
            _ => self.in_table(text, offset),
        }
    }

    fn of_kinds(&self, kinds: &[Kind]) -> Vec<Offer> {
        let offer = |kind: Kind| {
            self.names.declared_as(kind).map(move |place| Offer {
                text: place.name.clone(),
                detail: kind.word().to_owned(),
                says: self.title(kind, &place.name).unwrap_or_default(),
            })
        };
        kinds.iter().flat_map(|kind| offer(*kind)).collect()
    }

    /// The title of an exhibit or a drawing.
    pub(super) fn title(&self, kind: Kind, id: &str) -> Option<String> {
        let is_id = |value: &&ValueAt| value.path == [kind.section(), "id"] && value.text == id;
        let found = self.world.outline.values.iter().find(is_id)?;
        self.world.beside(&found.path, found.instance, "title").map(str::to_owned)
    }

    /// Within the quotes of one of the spec's texts.
    fn in_text(&self, value: &ValueAt, offset: usize) -> Offers {
        let text = self.world.spec_text();
        let inner = inside(text, &value.span);
        let before = &text[inner.start.min(offset)..offset];
        let key = value.path.last().map_or("", String::as_str);
        if typed::is_open(before) {
            return self.in_code(before, offset);
        }
        let whole = |offers: Vec<Offer>| Offers { offers, instead_of: inner.clone() };
        if key == "that" {
            return self.in_claim(before, offset);
        }
        if let Some((_, name)) =
            before.rsplit_once('@').filter(|(_, name)| !name.contains(|letter: char| !typed::is_of_name(letter)))
        {
            return Offers { offers: self.of_kinds(&[Kind::Parameter]), instead_of: offset - name.len()..offset };
        }
        let words = self.words(&value.path);
        if !words.is_empty() {
            return whole(words);
        }
        let uses = spec::uses(text).unwrap_or_default();
        let used = uses.iter().find(|one| inside(text, &one.span) == inner);
        let kinds = used.map(|one| Kind::called(&one.what)).filter(|kinds| !kinds.is_empty());
        // Elsewhere a `unit` is a word for readers.
        let is_unit =
            key == "unit" && matches!(&value.path[..], [section, _, _] if OF_UNITS.contains(&section.as_str()));
        let of_key = || match NAMING.iter().find(|(known, _)| *known == key) {
            Some((_, kinds)) => Some(*kinds),
            None => is_unit.then_some(&[Kind::Unit][..]),
        };
        if let Some(kinds) = kinds.or_else(of_key) {
            return whole(self.of_kinds(kinds));
        }
        if PROSE.contains(&key) || has_code(&value.text) {
            return Offers::default();
        }
        self.in_sql(value, before, offset)
    }

    /// The words that the value at a path takes.
    fn words(&self, path: &[String]) -> Vec<Offer> {
        let offer = |word: &str| Offer { text: word.to_owned(), detail: String::new(), says: String::new() };
        self.grammar.words(path).into_iter().map(offer).collect()
    }

    /// Columns and tables.
    fn in_sql(&self, value: &ValueAt, before: &str, offset: usize) -> Offers {
        let begun = typed::name_at_end(before);
        let instead_of = offset - begun.len()..offset;
        let mut offers: Vec<Offer> = Vec::new();
        let is_query = value.path.last().is_some_and(|key| key == "query");
        let Ok(spec) = spec::parse("", self.readable) else { return Offers { offers, instead_of } };
        let near = self.near(value);
        let mut tables = self.world.tables(&spec);
        tables.sort_by_key(|table| near.as_deref() != Some(table.name.as_str()));
        for table in &tables {
            if is_query {
                offers.push(Offer { text: table.name.clone(), detail: "table".to_owned(), says: String::new() });
            }
            for column in &table.columns.0 {
                let plain = column.name.chars().all(|letter| letter.is_alphanumeric() || letter == '_');
                let text =
                    if plain { column.name.clone() } else { format!("\"{}\"", column.name.replace('"', "\"\"")) };
                if !offers.iter().any(|known| known.text == text) {
                    let detail = format!("{} of {}", column.kind.in_words(), table.name);
                    offers.push(Offer { text, detail, says: String::new() });
                }
            }
        }
        Offers { offers, instead_of }
    }

    /// The table that an expression is mostly about: the population that it tells of, or that its exhibit counts.
    pub(super) fn near(&self, value: &ValueAt) -> Option<String> {
        match &value.path[..] {
            [section, name, ..] if section == "populations" || section == "sequences" => Some(name.clone()),
            path => {
                let keys = ["population", "extract", "spells", "of"];
                keys.iter().find_map(|key| self.world.beside(path, value.instance, key)).map(str::to_owned)
            }
        }
    }

    /// Where a key, a value without quotes, or a header is being typed.
    fn in_table(&self, text: &str, offset: usize) -> Offers {
        let line = &text[text[..offset].rfind('\n').map_or(0, |at| at + 1)..offset];
        let begun = typed::key_at_end(line);
        let instead_of = offset - begun.len()..offset;
        let key =
            |(key, says): (&str, &str)| Offer { text: key.to_owned(), detail: "key".to_owned(), says: says.to_owned() };
        let trimmed = line.trim_start();
        if let Some(header) = trimmed.strip_prefix('[').filter(|header| !header.contains(']')) {
            let above: Vec<String> =
                header.trim_start_matches('[').split('.').map(|part| part.trim().to_owned()).collect();
            let offers = self.grammar.keys(&above[..above.len() - 1]).into_iter().map(key).collect();
            return Offers { offers, instead_of };
        }
        let (table, _) = self.world.outline.table_at(offset);
        let mut path = table.to_vec();
        let statement = line[..line.len() - begun.len()].rsplit(['{', ',']).next().unwrap_or_default().trim();
        if let Some(name) = statement.strip_suffix('=') {
            path.extend(name.split('.').map(|part| part.trim().trim_matches(['"', '\'']).to_owned()));
            let mut offers = self.words(&path);
            for offer in &mut offers {
                offer.text = format!("\"{}\"", offer.text);
            }
            if self.grammar.is_truth(&path) {
                offers.extend(["true", "false"].map(|text| Offer {
                    text: text.to_owned(),
                    detail: String::new(),
                    says: String::new(),
                }));
            }
            return Offers { offers, instead_of };
        }
        path.extend(statement.split('.').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned));
        Offers { offers: self.grammar.keys(&path).into_iter().map(key).collect(), instead_of }
    }

    /// In a template's code, of which only what stands before is looked at.
    fn in_code(&self, before: &str, offset: usize) -> Offers {
        let Some(Typed { begun, place }) = typed::code(before) else { return Offers::default() };
        let instead_of = offset - begun.len()..offset;
        let offers = match place {
            typed::Place::Parameter => self.of_kinds(&[Kind::Parameter]),
            typed::Place::Argument { function, at } => {
                let named = self.world.naming.named(&Role::Argument(function, at));
                let kinds: Vec<Kind> = named.into_iter().map(Kind::of_template).collect();
                self.of_kinds(&kinds)
            }
            typed::Place::Named { function, name, first } => {
                let named = self.world.naming.named(&Role::Argument(function, 0));
                match first.filter(|_| named.contains(&Named::Exhibit)) {
                    Some(id) => self.keys_of(&id, &name),
                    None => Vec::new(),
                }
            }
        };
        Offers { offers, instead_of }
    }

    /// The keys of an exhibit's values in one of their dimensions.
    fn keys_of(&self, id: &str, dimension: &str) -> Vec<Offer> {
        if dimension == "stat" {
            return statistics_of(
                self.world.language(),
                self.values.iter().find(|(known, _)| known == id).map(|(_, values)| values),
            );
        }
        let Some((_, values)) = self.values.iter().find(|(known, _)| known == id) else { return Vec::new() };
        let keys = match dimension {
            "series" => &values.series,
            "x" => &values.xs,
            "facet" => &values.facets,
            _ => return Vec::new(),
        };
        let offer =
            |key: &String| Offer { text: key.clone(), detail: format!("{dimension} of {id}"), says: String::new() };
        keys.iter().filter(|key| !key.is_empty()).map(offer).collect()
    }

    /// In what a claim asserts.
    fn in_claim(&self, before: &str, offset: usize) -> Offers {
        let open = before.rfind('[').filter(|at| !before[*at..].contains(']'));
        if let Some(open) = open {
            let id = typed::name_at_end(&before[..open]);
            let begun = before[open + 1..].rsplit([',', '+']).next().unwrap_or_default().trim_start();
            let mut offers = Vec::new();
            for dimension in ["facet", "series", "x"] {
                offers.extend(self.keys_of(id, dimension));
            }
            return Offers { offers, instead_of: offset - begun.len()..offset };
        }
        let begun = typed::name_at_end(before);
        let ahead = &before[..before.len() - begun.len()];
        let instead_of = offset - begun.len()..offset;
        if let Some(ahead) = ahead.strip_suffix('.') {
            let id = typed::name_at_end(ahead.rsplit_once('[').map_or(ahead, |(id, _)| id));
            let mut offers = statistics_of(
                self.world.language(),
                self.values.iter().find(|(known, _)| known == id).map(|(_, values)| values),
            );
            offers.push(Offer { text: "n".to_owned(), detail: "how many it rests on".to_owned(), says: String::new() });
            return Offers { offers, instead_of };
        }
        Offers { offers: self.of_kinds(&[Kind::Exhibit]), instead_of }
    }
}

/// The statistics that values have, or all there are where no values are known.
fn statistics_of(language: Language, values: Option<&Disclosed>) -> Vec<Offer> {
    let has = |name: &str| values.is_none_or(|values| values.rows.iter().any(|row| row.key.stat.name() == name));
    let all = statistics(language).into_iter().filter(|(name, _)| has(name));
    all.map(|(name, says)| Offer { text: name.to_owned(), detail: "statistic".to_owned(), says }).collect()
}
