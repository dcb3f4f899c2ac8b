//! What a file that people write may hold: its keys by place, as its reader asks for them, and the JSON Schema of that.
//!
//! A reader asks for every key that a place can have, whether it is there or not. What it has asked while it read files that use all of
//! its grammar is that grammar; so that editors complete what the reader understands, and no list is kept beside it.

mod json_schema;

use std::collections::{BTreeMap, BTreeSet};

pub use json_schema::{Explained, json_schema};

/// The JSON Schema of a report's spec; a test holds it against what the reader asks for.
pub const REPORT: &str = include_str!("report.schema.json");

/// The JSON Schema of a layout.
pub const LAYOUT: &str = include_str!("layout.schema.json");

/// What a value can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A text.
    Text,
    /// True or false.
    Truth,
    /// A number.
    Number,
    /// A whole number.
    Whole,
    /// A table with keys of its own.
    Table,
    /// A list of texts.
    Texts,
    /// A list of whole numbers.
    Wholes,
    /// A list of numbers.
    Numbers,
    /// A list of tables.
    Tables,
    /// A table with free keys, whose values are tables.
    NamedTables,
    /// The same, whose values are texts.
    NamedTexts,
    /// The same, whose values are lists of texts.
    NamedLists,
    /// The same, whose values are whole numbers.
    NamedWholes,
}

/// What is known of a key.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Key {
    /// What its value can be, and the words that it takes as that, where it takes only some.
    pub kinds: BTreeMap<Kind, BTreeSet<String>>,
}

impl Key {
    /// Notes what its value can be.
    pub fn can_be(&mut self, kind: Kind) -> &mut BTreeSet<String> {
        self.kinds.entry(kind).or_default()
    }
}

/// Keys by place: `exhibit[]/chart` are the keys of `chart` in each `[[exhibit]]`, `states{}` those of each table in `[states]`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Keys(BTreeMap<String, BTreeMap<String, Key>>);

impl Keys {
    /// Notes that a key was asked for.
    pub fn asked(&mut self, place: &str, key: &str) -> &mut Key {
        // A place is asked for many keys, so that its name is mostly there.
        if !self.0.contains_key(place) {
            self.0.insert(place.to_owned(), BTreeMap::new());
        }
        let keys = self.0.get_mut(place).expect("it has just been put there");
        if !keys.contains_key(key) {
            keys.insert(key.to_owned(), Key::default());
        }
        keys.get_mut(key).expect("it has just been put there")
    }

    /// Takes in what was asked while another file was read.
    pub fn extend(&mut self, other: Self) {
        for (place, keys) in other.0 {
            for (name, key) in keys {
                let own = self.asked(&place, &name);
                for (kind, words) in key.kinds {
                    own.can_be(kind).extend(words);
                }
            }
        }
    }

    /// The keys of a place.
    pub fn at(&self, place: &str) -> Option<&BTreeMap<String, Key>> {
        self.0.get(place)
    }
}

/// The place of a table at a key of a place, or of each table in a list or under free names there.
pub fn below(place: &str, key: &str, kind: Kind) -> String {
    let joint = if place.is_empty() { "" } else { "/" };
    let ending = match kind {
        Kind::Tables => "[]",
        Kind::NamedTables => "{}",
        _ => "",
    };
    format!("{place}{joint}{key}{ending}")
}
