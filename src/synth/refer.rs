//! What rows take from rows of other extracts, so that tables that are joined have something in common: references that a layout
//! states, and keys of one kind, which are the same thing in whatever file they stand.

use std::collections::BTreeMap;

use regex::Regex;

use super::cell::Cell;
use super::chance::Chance;
use super::draw::{Drawn, TRIES};
use super::guess::once;
use crate::schema::{Field, Key, Schema};

/// Fields that take what stands in a row of another extract.
pub(super) struct Reference<'d> {
    /// The places of the fields.
    here: Vec<usize>,
    /// What may stand in them together.
    rows: Vec<Vec<&'d Cell>>,
    /// Whether one of them may have a value once only.
    once: bool,
    /// Whether the layout states it, so that it must hold; else the first of the fields is a key.
    stated: bool,
}

/// What the references of an extract's layout come to, given what has been drawn.
pub(super) fn references<'d>(schema: &Schema, before: &'d [Drawn<'_>]) -> Vec<Reference<'d>> {
    let mut references: Vec<Reference<'d>> = Vec::new();
    for key in &schema.foreign_keys {
        let Some(other) = before.iter().find(|drawn| drawn.schema.name == key.schema) else { continue };
        let here: Option<Vec<usize>> = key.fields.iter().map(|name| place(schema, name)).collect();
        let there: Option<Vec<usize>> = key.reference.iter().map(|name| place(other.schema, name)).collect();
        if let (Some(here), Some(there)) = (here, there) {
            references.push(Reference::of(schema, here, other.cells(&there), true));
        }
    }
    let stated: Vec<usize> = references.iter().flat_map(|reference| reference.here.clone()).collect();
    for (at, field) in schema.fields.iter().enumerate().filter(|(at, _)| !stated.contains(at)) {
        if let Some(key) = &field.key
            && let Some((other, there)) = home(key, before)
        {
            let (mut here, mut beside) = (vec![at], vec![there]);
            // Who has the key there has it here, where both files say who, and alike.
            if let (Some(own), Some(theirs)) = (person(schema), person(other.schema))
                && schema.fields[own].person_form == other.schema.fields[theirs].person_form
            {
                here.push(own);
                beside.push(theirs);
            }
            let mut rows = other.cells(&beside);
            let fits = fitting(field, key, other.schema.fields[there].key.as_ref());
            rows.retain(|row| fits(&row[0].to_string()));
            if !rows.is_empty() {
                references.push(Reference::of(schema, here, rows, false));
            }
        }
    }
    references
}

/// Whether an extract has keys of a kind that others take theirs from: each key stands there once.
pub(super) fn is_home(schema: &Schema, of: &str) -> bool {
    schema.fields.iter().any(|field| field.key.as_ref().is_some_and(|key| key.of == of) && once(schema, field))
}

/// Where keys of a kind stand once each, or else stand at all.
fn home<'b, 'd>(key: &Key, before: &'b [Drawn<'d>]) -> Option<(&'b Drawn<'d>, usize)> {
    let mut all: Vec<(&Drawn<'d>, usize)> = Vec::new();
    for drawn in before {
        let fields = drawn.schema.fields.iter().enumerate();
        let alike = fields.filter(|(_, field)| field.key.as_ref().is_some_and(|other| other.of == key.of));
        all.extend(alike.map(|(at, _)| (drawn, at)));
    }
    let single = all.iter().find(|(drawn, at)| once(drawn.schema, &drawn.schema.fields[*at]));
    single.or(all.first()).copied()
}

/// Whether a field takes a key as it stands in another file, and reads the same in it.
fn fitting(field: &Field, key: &Key, theirs: Option<&Key>) -> impl Fn(&str) -> bool {
    let limits = &field.constraints;
    let whole = |pattern: &String| Regex::new(&format!("^(?:{pattern})$")).ok();
    let (pattern, least, most) = (limits.pattern.as_ref().and_then(whole), limits.min_length, limits.max_length);
    let (own, theirs) = (key.clone(), theirs.cloned());
    move |text| {
        let normal = own.normal(text);
        let length = normal.chars().count();
        theirs.as_ref().is_none_or(|theirs| theirs.normal(text) == normal)
            && pattern.as_ref().is_none_or(|pattern| pattern.is_match(&normal))
            && least.is_none_or(|least| length >= least)
            && most.is_none_or(|most| length <= most)
    }
}

fn place(schema: &Schema, name: &str) -> Option<usize> {
    schema.fields.iter().position(|field| field.name == name)
}

fn person(schema: &Schema) -> Option<usize> {
    schema.fields.iter().position(|field| field.person)
}

impl<'d> Reference<'d> {
    fn of(schema: &Schema, here: Vec<usize>, rows: Vec<Vec<&'d Cell>>, stated: bool) -> Self {
        let once = here.iter().any(|at| once(schema, &schema.fields[*at]));
        Self { here, rows, once, stated }
    }

    /// Fills in what the layout states, and the person whom a key is of; a key is `given`, for a cell that may be empty too. None
    /// where what is filled in already leaves no room for what must hold.
    pub(super) fn take(
        &self,
        (number, attempt): (usize, usize),
        row: &mut [Option<Cell>],
        given: &mut BTreeMap<usize, Cell>,
        chance: &mut Chance,
    ) -> Option<()> {
        let fits = |at: &usize| {
            let cells = self.here.iter().zip(&self.rows[*at]);
            { cells }.all(|(here, cell)| row[*here].as_ref().is_none_or(|own| own == *cell))
        };
        let all = self.rows.len();
        let found = match all {
            0 => None,
            // One after the other each is met.
            _ if self.once => (0..all).map(|step| (number + attempt + step) % all).find(fits),
            _ => (0..TRIES).map(|_| chance.below(all)).find(fits),
        };
        let found = found.or_else(|| (0..all).find(fits).filter(|_| self.stated));
        if self.stated {
            for (here, cell) in self.here.iter().zip(&self.rows[found?]) {
                row[*here] = Some((*cell).clone());
            }
            return Some(());
        }
        // Of somebody who has none there, any will do.
        let cells = &self.rows[found.unwrap_or_else(|| chance.below(all))];
        given.insert(self.here[0], cells[0].clone());
        if let (Some(at), Some(cell), Some(_)) = (self.here.get(1), cells.get(1), found) {
            row[*at] = Some((*cell).clone());
        }
        Some(())
    }
}
