//! The extracts as measures find them: by the spec's name, with their schema.

use super::Made;
use crate::diagnostic::{Code, Finding, Ranged};
use crate::register::{Extract, Register};
use crate::schema::{Codes, Schema, Schemas};
use crate::spec::{Spec, View, Whom};

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

    /// The layout of the extract with those who are counted; none where that is a view.
    pub fn layout(&self, whom: Whom) -> Option<&'a Schema> {
        let table = self.spec.table(whom)?;
        let extract = self.spec.extracts.iter().find(|extract| extract.name.value == table.extract.value)?;
        self.schemas.get(extract.schema.value.as_str())
    }

    /// The column of an extract, or of a view that stands for one, that says whom a row is about, for those that `whom` is.
    pub fn about(&self, name: &Ranged<String>, whom: Whom) -> Option<&'a str> {
        let kind = self.spec.kind(whom);
        let stated = kind.and_then(|kind| {
            let own = (kind.table.extract.value == name.value).then_some(&kind.table.id);
            own.or_else(|| kind.rows.iter().find(|(of, _)| of.value == name.value).map(|(_, column)| column))
        });
        let person = || if whom == Whom::Persons { self.source(name).person() } else { None };
        stated.map(Ranged::as_str).or_else(person).or_else(|| self.of_key(name, whom))
    }

    /// That nothing says whom a row of an extract is about.
    pub fn says_not(&self, name: &Ranged<String>, whom: Whom) -> Finding {
        let Some(kind) = self.spec.kind(whom) else {
            return Finding::error(Code::BadValue, format!("`{}` does not say whom a row is about", name.value))
                .at(&self.spec.file, name.span.clone(), "not an extract about persons")
                .help("its schema must say whose a row is (sporbar:person), a view `person`");
        };
        let message = format!("nothing says which {} a row of `{}` is about", kind.unit(), name.value);
        Finding::error(Code::BadValue, message)
            .at(&self.spec.file, name.span.clone(), format!("not an extract about {}", kind.units()))
            .help(format!(
                "name the column in [units.{}]: rows = {{ \"{}\" = \"...\" }}; or let the layouts of both say the same `sporbar:key` of one field",
                kind.name.value, name.value
            ))
    }

    /// The only field of an extract with keys of the kind that tells who is counted: such a key is the same thing wherever it stands.
    fn of_key(&self, name: &Ranged<String>, whom: Whom) -> Option<&'a str> {
        let schema = |name: &Ranged<String>| {
            let extract = self.spec.extracts.iter().find(|extract| extract.name.value == name.value)?;
            self.schemas.get(extract.schema.value.as_str())
        };
        let table = self.spec.table(whom)?;
        let key = &schema(&table.extract)?.field(table.id.as_str())?.key.as_ref()?.of;
        let is = |field: &&crate::schema::Field| field.key.as_ref().is_some_and(|known| known.of == *key);
        let mut fields = schema(name)?.fields.iter().filter(is);
        let only = fields.next()?;
        fields.next().is_none().then_some(only.name.as_str())
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
