//! What decides each thing that is made on the way to a publication, as keys.
//!
//! A key holds more than decides the thing, never less: what is made once too often costs a moment, and what is taken for the
//! same and is not would be wrong.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::audit::{Definition, definitions};
use crate::document::Templates;
use crate::pipeline::Material;
use crate::register::{Files, PseudonymKey};
use crate::reuse::Key;

/// Sections of a spec that no value is computed from.
const NOT_COMPUTED: [&str; 8] = ["exhibit", "claim", "check", "drawing", "report", "facts", "premises", "tones"];
/// Sections whose entries take part only where somebody names them.
const NAMED: [&str; 6] = ["populations", "groups", "views", "sequences", "calculations", "periods"];
/// What of an exhibit is only said of it.
const SAID: [&str; 7] = ["title", "caption", "note", "source", "number", "printed", "premises"];

/// What follows from a spec's text alone.
#[derive(Debug)]
pub(super) struct OfSpec {
    /// All that exhibits are computed from.
    common: Key,
    /// Each exhibit, with what all are computed from and what it names.
    exhibits: Vec<Key>,
    /// What decides each exhibit's values.
    pub(super) definitions: BTreeMap<String, Definition>,
}

impl OfSpec {
    pub(super) fn of(text: &str) -> Self {
        let (root, _) = DeTable::parse_recoverable(text);
        let root = root.get_ref();
        let definitions = definitions(text);
        let entries = Entries::of(root);
        let everywhere = written(root, &[&NOT_COMPUTED[..], &NAMED].concat()) + &entries.of_people;
        let everywhere = entries.named_in(everywhere);
        let exhibits = root.get("exhibit").and_then(|exhibits| exhibits.get_ref().as_array());
        let exhibits = exhibits.into_iter().flatten().map(|exhibit| {
            let table = exhibit.get_ref().as_table();
            let id = table.and_then(|table| table.get("id")?.get_ref().as_str()).unwrap_or_default();
            let definition = definitions.get(id).map(Definition::sha256).unwrap_or_default();
            let own = table.map(|table| written(table, &SAID)).unwrap_or_default();
            let named = entries.named_in(format!("{everywhere}{own}"));
            Key::of("exhibit", [&named, &entries.order, &definition])
        });
        Self { common: Key::of("common", [written(root, &NOT_COMPUTED)]), exhibits: exhibits.collect(), definitions }
    }
}

/// The entries of the sections that take part only by name.
struct Entries {
    all: Vec<Entry>,
    /// All names in their order, by which entries are numbered.
    order: String,
    /// What the views say that stand where extracts do, and what names such views.
    of_people: String,
}

/// An entry that takes part where one of its names stands.
struct Entry {
    /// In small letters; none where it always takes part.
    names: Vec<String>,
    said: String,
}

impl Entries {
    fn of(root: &DeTable<'_>) -> Self {
        // The views that kinds of units rest on are made before anybody is counted.
        let units = root.get("units").map(value_written).unwrap_or_default();
        let mut entries = Self { all: Vec::new(), order: String::new(), of_people: units };
        for section in NAMED {
            let table = root.get(section).and_then(|section| section.get_ref().as_table());
            let mut told: Vec<_> = table.into_iter().flatten().collect();
            told.sort_by_key(|(name, _)| name.span().start);
            for (name, entry) in told {
                let table = entry.get_ref().as_table();
                let begins = format!("{section}.{:?};", name.get_ref());
                let said = format!("{begins}{}", value_written(entry));
                entries.order.push_str(&begins);
                if table.is_some_and(|view| view.contains_key("person")) {
                    entries.of_people.push_str(&said);
                }
                // A group is a column of its population, and of those drawn from it, whoever asks for it.
                let of = table.filter(|_| section == "groups").and_then(|group| group.get("of")?.get_ref().as_str());
                let names: Vec<String> =
                    [Some(&**name.get_ref()), of].into_iter().flatten().map(str::to_lowercase).collect();
                // What is written otherwise in a text, with quotes in it, would not be found there.
                let is_plain = |letter: char| letter.is_alphanumeric() || "_- ".contains(letter);
                let found = names.iter().all(|name| !name.is_empty() && name.chars().all(is_plain));
                entries.all.push(Entry { names: if found { names } else { Vec::new() }, said });
            }
        }
        entries
    }

    /// A text with all entries that it names, and those that they name. Wherever a name stands as a word, in whatever, it is
    /// taken for naming the entry.
    fn named_in(&self, text: String) -> String {
        let mut left: Vec<&Entry> = self.all.iter().collect();
        let mut unread = searched(&text);
        let mut found = text;
        while !unread.is_empty() {
            let is_named = |entry: &&Entry| entry.names.is_empty() || entry.names.iter().any(|name| has(&unread, name));
            let (named, others): (Vec<_>, Vec<_>) = left.into_iter().partition(is_named);
            let said: String = named.into_iter().map(|entry| entry.said.as_str()).collect();
            found.push_str(&said);
            unread = searched(&said);
            left = others;
        }
        found
    }
}

/// A text of [`written`] as names are looked for in it: what stands for white space is no letter of a word.
fn searched(text: &str) -> String {
    ["\\n", "\\r", "\\t"].into_iter().fold(text.to_lowercase(), |text, escape| text.replace(escape, " "))
}

/// Whether a name stands in a text with no letter of a word on either side.
fn has(text: &str, name: &str) -> bool {
    let goes_on = |letter: Option<char>| letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '_');
    text.match_indices(name)
        .any(|(at, _)| !goes_on(text[..at].chars().next_back()) && !goes_on(text[at + name.len()..].chars().next()))
}

/// A table in one text, in the order of its file, without comments and the file's white space.
fn written(table: &DeTable<'_>, but: &[&str]) -> String {
    let mut entries: Vec<_> = table.iter().filter(|(name, _)| !but.contains(&name.get_ref().as_ref())).collect();
    // The parser has sorted them by name, and the order of labels says something.
    entries.sort_by_key(|(name, _)| name.span().start);
    let entries = entries.into_iter().map(|(name, value)| format!("{:?}={}", name.get_ref(), value_written(value)));
    format!("{{{}}}", entries.collect::<Vec<_>>().join(","))
}

fn value_written(value: &Spanned<DeValue<'_>>) -> String {
    match value.get_ref() {
        DeValue::String(text) => format!("{text:?}"),
        DeValue::Integer(number) => format!("{} base {}", number.as_str(), number.radix()),
        DeValue::Float(number) => number.as_str().to_owned(),
        DeValue::Boolean(truth) => truth.to_string(),
        DeValue::Datetime(time) => time.to_string(),
        DeValue::Array(items) => format!("[{}]", items.iter().map(value_written).collect::<Vec<_>>().join(",")),
        DeValue::Table(table) => written(table, &[]),
    }
}

/// The keys of a report as it stands.
#[derive(Debug)]
pub(super) struct Keys {
    /// Of its extracts and layouts, valid.
    pub(super) basis: Key,
    /// Of all exhibits together.
    pub(super) computed: Key,
    /// Of each exhibit, in the order of the spec.
    pub(super) exhibits: Vec<Key>,
    /// Of what readers may not see.
    pub(super) hidden: Key,
}

impl Keys {
    /// `beside` is of what is read beside the spec.
    pub(super) fn of(material: &Material, beside: Key, spec: &OfSpec) -> Self {
        let computed: Vec<Key> = [beside, spec.common].into_iter().chain(spec.exhibits.iter().copied()).collect();
        let computed = Key::of("computed", &computed);
        let folder = material.folder.display().to_string();
        Self {
            // What is found points into the spec's very text, under the name it is called by.
            basis: Key::of(
                "basis",
                [beside.as_ref(), folder.as_bytes(), material.spec.file.as_bytes(), &material.bytes],
            ),
            exhibits: spec.exhibits.iter().map(|own| Key::of("exhibit computed", [beside, *own])).collect(),
            hidden: Key::of("hidden", [computed]),
            computed,
        }
    }
}

/// Of all that a report is made from.
pub(super) fn whole(material: &Material, beside: Key) -> Key {
    let mut parts = vec![beside.as_ref().to_vec(), material.bytes.clone()];
    parts.push(format!("{:?} {:?}", material.review, material.templates.as_ref().err()).into_bytes());
    for (name, template) in material.templates.iter().flat_map(Templates::iter) {
        parts.push(name.as_bytes().to_vec());
        parts.push(template.bytes.clone());
    }
    Key::of("whole", parts)
}

/// All that a report reads beside its spec and its words, and how it is called.
pub(super) fn beside(material: &Material, policy: Option<&str>) -> Key {
    let seal = |key: &PseudonymKey| key.seal_bytes(b"whose");
    let mut parts: Vec<Vec<u8>> = vec![
        material.as_of.to_string().into_bytes(),
        // Labels that the program gives, and what rows are called, are in the report's language.
        material.spec.report.language.code().as_bytes().to_vec(),
        format!("{policy:?} {:?}", material.key.as_ref().map(seal)).into_bytes(),
        format!("{:?} {:?}", material.extracts.missing(), material.extracts.names()).into_bytes(),
        format!("{:?} {:?}", material.schemas.1, material.review.as_ref().err()).into_bytes(),
    ];
    parts.push(format!("{:?} {:?}", material.earlier_told(), material.earlier.as_ref().err()).into_bytes());
    for extract in &material.spec.extracts {
        let file = extract.file.value.as_str();
        let bytes = material.extracts.bytes(file).map_err(|error| error.to_string());
        parts.push(format!("{:?} {:?} {:?}", extract.name.value, file, extract.schema.value).into_bytes());
        parts.push(match bytes {
            Ok(bytes) => Key::of("bytes", [&*bytes]).as_ref().to_vec(),
            Err(error) => error.into_bytes(),
        });
    }
    for (name, text) in &material.schemas.0 {
        parts.push(name.clone().into_bytes());
        parts.push(text.clone());
    }
    Key::of("read", parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPEC: &str = r#"
[extracts]
folk = { file = "folk.csv", schema = "folk" }
[persons]
extract = "folk"
[populations.alle]
[populations.voksne]
from = "alle"
where = "alder >= 18"
[populations.aktive_voksne]
from = "voksne"
where = "active"
[populations.sjaeldne]
from = "alle"
[groups.hold]
of = "voksne"
labels = { "A" = "hold = 1", "B" = "TRUE" }
[views.af_sjaeldne]
query = """SELECT 1 AS value
FROM
sjaeldne"""
[[exhibit]]
id = "alle"
population = "alle"
measure = { kind = "tally" }
[[exhibit]]
id = "voksne"
population = "voksne"
measure = { kind = "tally" }
[[exhibit]]
id = "aktive"
title = "Voksne sjaeldne"
population = "aktive_voksne"
measure = { kind = "tally" }
[[exhibit]]
id = "sjaeldne"
measure = { kind = "sql", query = "SELECT * FROM AF_SJAELDNE" }
"#;

    /// The exhibits that must be computed again when `old` has become `new`.
    fn again(old: &str, new: &str) -> Vec<usize> {
        assert!(SPEC.contains(old), "{old}");
        let (before, after) = (OfSpec::of(SPEC), OfSpec::of(&SPEC.replace(old, new)));
        assert_ne!(before.common, after.common, "of all exhibits together each of these changes something");
        (0..4).filter(|at| before.exhibits[*at] != after.exhibits[*at]).collect()
    }

    #[test]
    fn a_population_is_the_matter_of_those_who_name_it_directly_or_through_another() {
        assert_eq!(again("alder >= 18", "alder >= 20"), [1, 2]);
        assert_eq!(again("\"active\"", "\"active AND TRUE\""), [2], "a longer name is another");
        assert_eq!(
            again("[populations.sjaeldne]\nfrom = \"alle\"", "[populations.sjaeldne]\nfrom = \"voksne\""),
            [3],
            "named by a view, which is named in large letters; titles name nobody"
        );
        assert_eq!(again("[populations.alle]", "[populations.alle]\nwhere = \"alder > 0\""), [0, 1, 2, 3]);
    }

    #[test]
    fn a_group_is_the_matter_of_all_who_have_its_column() {
        assert_eq!(again("hold = 1", "hold = 2"), [1, 2]);
    }

    #[test]
    fn whatever_might_name_something_does() {
        // A name that is not written in a text as it is, is taken to be named everywhere.
        let odd = SPEC.replace("[groups.hold]", "[groups.'h\"old']");
        assert_ne!(OfSpec::of(&odd).exhibits[0], OfSpec::of(&odd.replace("hold = 1", "hold = 2")).exhibits[0]);
        // What is entered or leaves is the matter of all.
        assert_eq!(again("[groups.hold]", "[groups.holdet]"), [0, 1, 2, 3]);
        assert_eq!(again("extract = \"folk\"", "extract = \"folket\""), [0, 1, 2, 3]);
    }
}
