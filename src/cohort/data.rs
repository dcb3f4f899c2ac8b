//! The extracts as measures find them: by the spec's name, with their schema.

use super::Made;
use crate::diagnostic::Ranged;
use crate::register::{Extract, Register};
use crate::schema::{Codes, Schema, Schemas};
use crate::spec::{Spec, View};

/// A spec with its extracts.
#[derive(Debug, Clone, Copy)]
pub struct Data<'a> {
    /// The spec.
    pub spec: &'a Spec,
    /// The extracts.
    pub register: &'a Register,
    /// The layouts.
    pub schemas: &'a Schemas,
    /// The views that stand where extracts do.
    pub made: &'a Made,
}

/// One extract with its layout.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// Its place among the spec's extracts.
    pub number: u16,
    /// Its rows.
    pub extract: &'a Extract,
    layout: Layout<'a>,
}

/// What says how rows are to be read.
#[derive(Debug, Clone, Copy)]
enum Layout<'a> {
    Schema(&'a Schema),
    View(&'a View),
}

impl<'a> Data<'a> {
    /// The extract, or the view that stands for one, that the spec calls `name`.
    ///
    /// # Panics
    /// Where there is none, or the view has not been made: the spec's own names are resolved when it is read.
    pub fn source(&self, name: &Ranged<String>) -> Source<'a> {
        let resolved = "the names of a spec are resolved when it is read";
        let place = self.spec.extracts.iter().position(|extract| extract.name.value == name.value);
        let Some(number) = place else {
            let (number, extract) = self.made.get(name.as_str()).expect(resolved);
            let view = self.spec.views.iter().find(|view| view.name.value == name.value).expect(resolved);
            return Source { number, extract, layout: Layout::View(view) };
        };
        let schema = &self.schemas[self.spec.extracts[number].schema.value.as_str()];
        let extract = self.register.get(name.as_str()).expect(resolved);
        Source {
            number: u16::try_from(number).expect("a spec has few extracts"),
            extract,
            layout: Layout::Schema(schema),
        }
    }
}

impl<'a> Source<'a> {
    /// The column that says whom a row is about.
    pub fn person(&self) -> Option<&'a str> {
        match self.layout {
            Layout::Schema(schema) => schema.fields.iter().find(|field| field.person).map(|field| field.name.as_str()),
            Layout::View(view) => view.person.as_ref().map(Ranged::as_str),
        }
    }

    /// The code list of a column in the schema's order, where it has one.
    pub fn codes(&self, column: &str) -> Option<&'a [String]> {
        let Layout::Schema(schema) = self.layout else { return None };
        match &schema.field(column)?.constraints.codes {
            Some(Codes::Text(codes)) => Some(codes),
            _ => None,
        }
    }

    /// The columns that tell a row from all others; none where the schema names none.
    pub fn key(&self) -> Vec<&'a str> {
        match self.layout {
            Layout::Schema(schema) => schema.primary_key.iter().map(String::as_str).collect(),
            Layout::View(view) => view.key.iter().map(Ranged::as_str).collect(),
        }
    }

    /// The columns between which a row's spell runs.
    pub fn spell(&self) -> Option<[&'a str; 2]> {
        match self.layout {
            Layout::Schema(schema) => schema.spell.as_ref().map(|spell| [spell.from.as_str(), spell.to.as_str()]),
            Layout::View(view) => view.spell.as_ref().map(|[from, to]| [from.as_str(), to.as_str()]),
        }
    }
}
