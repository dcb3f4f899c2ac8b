//! What the record holds of an extract: what it is, and its rows.

use serde::{Deserialize, Serialize};

use super::super::Ints;

/// An extract: what it is, and its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extract {
    /// What it is.
    pub head: ExtractHead,
    /// All its rows, whether a value rests on them or not.
    pub rows: ExtractRows,
}

/// What an extract is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExtractHead {
    /// Its name in the spec.
    pub name: String,
    /// The file's name.
    pub file: String,
    /// The SHA-256 of the file's bytes, in hexadecimal.
    pub sha256: String,
    /// The schema's name.
    pub schema: String,
    /// The schema's title: what register the extract was drawn from.
    pub register: String,
    /// How many rows it has.
    pub count: usize,
    /// Whether they are too many to be listed: the record then has none of them.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unlisted: bool,
    /// The fields of which the record has the cells, in the schema's order.
    pub fields: Vec<Field>,
    /// What the report takes the extract for.
    #[serde(default)]
    pub role: Role,
    /// What readers call several of the units that its rows are about; empty for people.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub noun: String,
    /// The places among `fields` of those that together tell a row from all others, where the schema names such.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<Vec<usize>>,
    /// The places of the first and the last day of a row's spell, where the schema names them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spell: Option<(usize, usize)>,
    /// The place among `fields` of that which says whom a row is about; none where none does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<usize>,
    /// The names of the fields that are personal and stand nowhere in the record.
    pub withheld: Vec<String>,
    /// The personal fields that the spec says name nobody, and why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub publishable: Vec<(String, String)>,
    /// What is odd about the extract and allowed by the spec: the finding's code, and why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub allowed: Vec<(String, String)>,
}

/// What a report takes an extract for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Its persons, a row each.
    Persons,
    /// Units of a kind, a row each.
    Units,
    /// What a calculation assumes.
    Assumptions,
    /// Anything else.
    #[default]
    Events,
}

/// A field of an extract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// Its name: the column's header.
    pub name: String,
    /// Its name for people.
    pub title: String,
    /// The type of its cells.
    pub kind: FieldKind,
    /// Whether pseudonyms stand for its cells.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub masked: bool,
}

/// The type of a field's cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FieldKind {
    /// Text.
    Text,
    /// A day, `2018-12-31`.
    Date,
    /// A month, `2018-12`.
    Month,
    /// A whole number.
    Integer,
    /// A year.
    Year,
    /// A number, with a decimal point.
    Number,
    /// `true` or `false`.
    Boolean,
}

/// The rows of an extract, column by column.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExtractRows {
    /// Each row's number in its file, ascending.
    pub rows: Ints,
    /// For each field its cells, a row each.
    pub cells: Vec<Cells>,
    /// What stands for the fields that are withheld, a row each: another where one of them is another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sealed: Option<Cells>,
}

/// The cells of a column: each different text once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cells {
    /// The different texts, in the order in which they first stand.
    pub texts: Vec<String>,
    /// For each row 0 where the cell is empty, else 1 + the place of its text.
    pub at: Ints,
}

impl Cells {
    /// The text of a cell by the row's place; none where it is empty.
    pub fn get(&self, row: usize) -> Option<&str> {
        let at = (*self.at.0.get(row)? as usize).checked_sub(1)?;
        self.texts.get(at).map(String::as_str)
    }
}

impl Extract {
    /// The place of the row with that number in the file.
    pub fn place(&self, row: u32) -> Option<usize> {
        self.rows.rows.0.binary_search(&row).ok()
    }

    /// Whom the row at a place is about: a pseudonym.
    pub fn subject(&self, place: usize) -> Option<&str> {
        self.rows.cells.get(self.head.subject?)?.get(place)
    }
}
