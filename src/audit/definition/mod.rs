//! What decides an exhibit's values: its definition, and a hash of it that changes when, and only when, the definition does.
//!
//! Input: the text of a spec that has been read without mistakes. Output: for each exhibit the pieces of the spec that its
//! values are made by, each in a form of its own: its own keys, and whatever those name, however indirectly (populations,
//! columns, groups, states, sequences, parameters, quantities and assumptions of calculations, extracts with their schema, persons and
//! disclosure).
//!
//! Not part of it: words and looks ([`PRESENTATION`]), where in the file things stand, comments, white space, how a text is
//! quoted, and the order in which keys stand where that decides nothing. Nor is the status month, which is the call's to
//! set. A key that is new to the language belongs to the definition until it is listed as presentation: a sign-off that lapses
//! too often is a nuisance, one that survives a change is wrong.

mod canonical;
mod pieces;
mod words;

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

pub use pieces::PRESENTATION;

/// What the hash is a hash of, so that another form of canonical text can never give the same one.
const FORM: &str = "sporbar definition 1\n";

/// What decides an exhibit's values.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Definition {
    pieces: BTreeMap<String, String>,
}

impl Definition {
    /// The pieces of the spec by their place in it (`exhibit`, `populations.boern`, `populations.boern.columns.alder`), each
    /// as one line in a form that only what it says decides.
    pub fn pieces(&self) -> &BTreeMap<String, String> {
        &self.pieces
    }

    /// The SHA-256 of all pieces, in hexadecimal.
    pub fn sha256(&self) -> String {
        let mut hash = Sha256::new_with_prefix(FORM);
        for (name, text) in &self.pieces {
            hash.update(format!("{name} = {text}\n"));
        }
        hex::encode(hash.finalize())
    }
}

/// The definition of every exhibit of a spec, by the exhibit's id. Nothing where the text is not a spec.
pub fn definitions(spec: &str) -> BTreeMap<String, Definition> {
    let (root, _) = toml::de::DeTable::parse_recoverable(spec);
    pieces::all(root.get_ref()).into_iter().map(|(id, pieces)| (id, Definition { pieces })).collect()
}
