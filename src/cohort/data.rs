//! The extracts as measures find them: by the spec's name, with their schema.

use crate::register::{Extract, Register};
use crate::schema::{Codes, Schema, Schemas, Spell};
use crate::spec::{Ranged, Spec};

/// A spec with its extracts.
#[derive(Debug, Clone, Copy)]
pub struct Data<'a> {
    /// The spec.
    pub spec: &'a Spec,
    /// The extracts.
    pub register: &'a Register,
    /// The layouts.
    pub schemas: &'a Schemas,
}

/// One extract with its layout.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// Its place among the spec's extracts.
    pub number: u16,
    /// Its rows.
    pub extract: &'a Extract,
    schema: &'a Schema,
}

impl<'a> Data<'a> {
    /// The extract that the spec calls `name`.
    ///
    /// # Panics
    /// Where the spec has no such extract: the spec's own names are resolved when it is read.
    pub fn source(&self, name: &Ranged<String>) -> Source<'a> {
        let resolved = "the names of a spec are resolved when it is read";
        let number = self.spec.extracts.iter().position(|extract| extract.name.value == name.value).expect(resolved);
        let schema = &self.schemas[self.spec.extracts[number].schema.value.as_str()];
        let extract = self.register.get(name.as_str()).expect(resolved);
        Source { number: u16::try_from(number).expect("a spec has few extracts"), extract, schema }
    }
}

impl<'a> Source<'a> {
    /// The column that says whom a row is about.
    pub fn person(&self) -> Option<&'a str> {
        self.schema.fields.iter().find(|field| field.person).map(|field| field.name.as_str())
    }

    /// The code list of a column in the schema's order, where it has one.
    pub fn codes(&self, column: &str) -> Option<&'a [String]> {
        match &self.schema.field(column)?.constraints.codes {
            Some(Codes::Text(codes)) => Some(codes),
            _ => None,
        }
    }

    /// The columns that tell a row from all others; none where the schema names none.
    pub fn key(&self) -> &'a [String] {
        &self.schema.primary_key
    }

    /// The columns between which a row's spell runs.
    pub fn spell(&self) -> Option<&'a Spell> {
        self.schema.spell.as_ref()
    }
}
