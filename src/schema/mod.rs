//! Schemas: how the extracts of a register are laid out.
//!
//! A schema is a Frictionless Table Schema (v1) as JSON; what the standard lacks stands in `sporbar:` properties, described
//! in `docs/schemas.md`. This room turns the JSON's text into a typed [`Schema`] and finds everything that is wrong with
//! it at once. Nothing in a schema is passed over in silence: a property that Sporbar does not understand is a finding.
//!
//! It must not read extracts, and it touches the disk in one place only, [`load`].

mod date;
mod dialect;
mod extent;
mod field;
mod json;
mod key;
mod known;
mod load;
mod month;
mod month_name;
mod period;
mod read;

use std::collections::BTreeMap;

pub use date::DateFormat;
pub use dialect::{Book, CsvDialect, Dialect, Encoding, LineEnd, Package, SheetDialect};
pub use extent::{Ends, Extent};
pub use field::{BooleanWords, Bound, Codes, Constraints, Field, Kind, NumberFormat, OptionalWhen, PersonForm};
pub use key::Key;
pub use known::{KnownFrom, Moment, Within};
pub use load::{Texts, load, parse_all, read_folder};
pub use month::MonthFormat;
pub use period::Period;
pub use read::{keys, parse};

/// The schemas of a folder by name.
pub type Schemas = BTreeMap<String, Schema>;

/// The layout of a register's extracts.
#[derive(Debug, Clone, PartialEq)]
pub struct Schema {
    /// The file's name without `.json`; specs and foreign keys refer to it.
    pub name: String,
    /// What the extract is, for people.
    pub title: String,
    /// More about it.
    pub description: String,
    /// The layout's version, if it has one.
    pub version: Option<String>,
    /// The kind of file and how it is written.
    pub dialect: Dialect,
    /// The columns in the order declared.
    pub fields: Vec<Field>,
    /// The fields that together tell a row from all others; empty if none do.
    pub primary_key: Vec<String>,
    /// Fields that refer to rows of other extracts.
    pub foreign_keys: Vec<ForeignKey>,
    /// Texts that mean that a cell is empty.
    pub missing_values: Vec<String>,
    /// The fields that a row's spell runs between.
    pub spell: Option<Spell>,
    /// Fields of which all are filled in or none.
    pub together: Vec<Vec<String>>,
    /// From when a row is known, where that is not the start of its spell.
    pub known_from: Option<KnownFrom>,
}

impl Schema {
    /// The field of that name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

/// Fields whose values must stand in another extract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForeignKey {
    /// The fields here.
    pub fields: Vec<String>,
    /// The schema whose extracts are referred to.
    pub schema: String,
    /// The fields there, one for each here.
    pub reference: Vec<String>,
}

/// The two date fields that a spell runs between, both days included; without a value in `to` the spell is ongoing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spell {
    /// The field with the first day.
    pub from: String,
    /// The field with the last day.
    pub to: String,
}
