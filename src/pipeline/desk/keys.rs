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
const NOT_COMPUTED: [&str; 4] = ["exhibit", "claim", "check", "drawing"];
/// What of an exhibit is only said of it.
const SAID: [&str; 7] = ["title", "caption", "note", "source", "number", "printed", "premises"];

/// What follows from a spec's text alone.
#[derive(Debug)]
pub(super) struct OfSpec {
    /// All that it says, however it is written.
    all: Key,
    /// What all exhibits are computed from.
    common: Key,
    /// Each exhibit, with what it names.
    exhibits: Vec<Key>,
    /// What decides each exhibit's values.
    pub(super) definitions: BTreeMap<String, Definition>,
}

impl OfSpec {
    pub(super) fn of(text: &str) -> Self {
        let (root, _) = DeTable::parse_recoverable(text);
        let root = root.get_ref();
        let definitions = definitions(text);
        let exhibits = root.get("exhibit").and_then(|exhibits| exhibits.get_ref().as_array());
        let exhibits = exhibits.into_iter().flatten().map(|exhibit| {
            let table = exhibit.get_ref().as_table();
            let id = table.and_then(|table| table.get("id")?.get_ref().as_str()).unwrap_or_default();
            let definition = definitions.get(id).map(Definition::sha256).unwrap_or_default();
            Key::of("exhibit", [table.map(|table| written(table, &SAID)).unwrap_or_default(), definition])
        });
        Self {
            all: Key::of("spec", [written(root, &[])]),
            common: Key::of("common", [written(root, &NOT_COMPUTED)]),
            exhibits: exhibits.collect(),
            definitions,
        }
    }
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
            exhibits: spec
                .exhibits
                .iter()
                .map(|own| Key::of("exhibit computed", [beside, spec.common, *own]))
                .collect(),
            hidden: Key::of("hidden", [computed, spec.all]),
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
