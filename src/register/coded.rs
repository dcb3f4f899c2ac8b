//! Pseudonyms in the place of CPR numbers and of other keys, and whom they stand for.

use std::collections::BTreeMap;

use polars::prelude::{Column, IdxCa};

use super::odd;
use super::pseudonym::{Persons, PseudonymKey};
use super::sink::Sink;
use super::texts::Texts;
use crate::schema::Field;

/// The people of a table, and whose its rows are.
#[derive(Default)]
pub(super) struct Whose {
    /// Everyone, each once a field.
    pub(super) people: Persons,
    /// For each field that names people the place of its first person among them, and of each row's person from there.
    pub(super) of_rows: BTreeMap<usize, (u32, IdxCa)>,
    /// What else pseudonyms stand for, each once a field.
    pub(super) keys: Persons,
    /// For each field of such keys the same as of those that name people.
    pub(super) keys_of_rows: BTreeMap<usize, (u32, IdxCa)>,
}

impl Whose {
    /// Adds those of other fields of the same table.
    pub(super) fn append(&mut self, other: Self) {
        let those = |before: usize, columns: BTreeMap<usize, (u32, IdxCa)>| {
            let before = u32::try_from(before).expect("no file has so many rows");
            columns.into_iter().map(move |(at, (first, rows))| (at, (before + first, rows)))
        };
        self.of_rows.extend(those(self.people.len(), other.of_rows));
        self.keys_of_rows.extend(those(self.keys.len(), other.keys_of_rows));
        self.people.append(other.people);
        self.keys.append(other.keys);
    }
}

/// A column of texts as all may see it: with pseudonyms where the field asks for them.
pub(super) fn column(
    at: usize,
    field: &Field,
    texts: &Texts,
    rows: &[u32],
    (key, whose): (&PseudonymKey, &mut Whose),
    sink: &mut Sink<'_>,
) -> Column {
    let (all, columns) = if field.key.is_some() {
        odd::of_key(at, field, texts, rows, sink);
        (&mut whose.keys, &mut whose.keys_of_rows)
    } else if field.person {
        (&mut whose.people, &mut whose.of_rows)
    } else {
        return texts.column(&field.name, texts.all.iter());
    };
    let before = all.len();
    for text in texts.all.iter() {
        match &field.key {
            Some(own) => all.push(&format!("{}\n{text}", own.of), &key.of_key(&own.of, text)),
            None => all.push(text, &key.pseudonym(text)),
        }
    }
    let column = texts.column(&field.name, all.pseudonyms().iter().skip(before));
    let before = u32::try_from(before).expect("no file has so many rows");
    columns.insert(at, (before, texts.of_rows.clone()));
    column
}
