//! Pseudonyms in the place of CPR numbers and of other keys, and whom they stand for.

use std::collections::BTreeMap;

use polars::prelude::{Column, IdxCa};

use super::odd;
use super::pseudonym::{Person, PseudonymKey};
use super::sink::Sink;
use super::texts::Texts;
use crate::schema::Field;

/// The people of a table, and whose its rows are.
#[derive(Default)]
pub(super) struct Whose {
    /// Everyone, each once a field.
    pub(super) people: Vec<Person>,
    /// For each field that names people the place of its first person among them, and of each row's person from there.
    pub(super) of_rows: BTreeMap<usize, (u32, IdxCa)>,
    /// What else pseudonyms stand for, each once a field.
    pub(super) keys: Vec<Person>,
    /// For each field of such keys the same as of those that name people.
    pub(super) keys_of_rows: BTreeMap<usize, (u32, IdxCa)>,
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
    let (all, columns, coded) = if let Some(own) = &field.key {
        odd::of_key(at, field, texts, rows, sink);
        (&mut whose.keys, &mut whose.keys_of_rows, texts.coded(|text| key.of_key(&own.of, text)))
    } else if field.person {
        (&mut whose.people, &mut whose.of_rows, texts.coded(|text| key.pseudonym(text)))
    } else {
        return texts.column(&field.name, texts.all.iter().map(AsRef::as_ref));
    };
    let column = texts.column(&field.name, coded.iter().map(|one| one.pseudonym.as_str()));
    let before = u32::try_from(all.len()).expect("no file has so many rows");
    let named = |one: Person| match &field.key {
        Some(own) => Person { cpr: format!("{}\n{}", own.of, one.cpr), ..one },
        None => one,
    };
    all.extend(coded.into_iter().map(named));
    columns.insert(at, (before, texts.of_rows.clone()));
    column
}
