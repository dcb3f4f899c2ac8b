//! What an extract that nobody has described is likely to be: its dialect, its columns' types, its keys and spells, and what in
//! it tells of a person.
//!
//! Everything is a guess, and carries its evidence: in how many of how many rows it holds. Nothing of what stands in a
//! column that may tell of a person leaves this room; a guess that somebody should look at is marked. The room reads bytes
//! from memory and writes nothing.

mod accepted;
mod beside;
mod column;
mod extent;
mod key;
mod layout;
mod people;
mod personal;
mod raw;
mod scale;
mod spec;
mod time;
mod told;
mod units;
mod whole;
mod whose;

pub use accepted::accepted;
pub use layout::{Reference, layout};
pub use people::left_out;
pub use spec::{Drawn, latest_month, prose, spec};
pub use told::told;
pub use units::units;

use crate::diagnostic::Finding;
use crate::schema::Dialect;

/// An extract as it is guessed to be.
#[derive(Debug, Clone, PartialEq)]
pub struct Described {
    /// The file's name.
    pub file: String,
    /// What kind of file it is and how it is written.
    pub dialect: Dialect,
    /// How many rows it has.
    pub rows: usize,
    /// Its columns, in the file's order.
    pub columns: Vec<Column>,
    /// The columns that a row's spell runs between, with in how many rows it does not end before it begins.
    pub spell: Option<(String, String, Evidence)>,
    /// What somebody should look at, in Danish, for the one who knows the extract.
    pub doubts: Vec<String>,
}

impl Described {
    /// The column of that name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// Whether all CPR numbers in it are replacement numbers (the day with 60 added), which no living person has.
    pub fn has_only_replacement_numbers(&self) -> bool {
        let people = self.columns.iter().filter(|column| column.guess == Guess::Person);
        people.flat_map(|column| column.values.iter().flatten()).all(|number| number.as_str() >= "6")
    }

    /// The column with the CPR numbers of those it is about.
    pub fn person(&self) -> Option<&Column> {
        self.columns.iter().find(|column| column.guess == Guess::Person)
    }
}

/// In how many of how many rows a guess holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Evidence {
    /// Those in which it holds.
    pub holds: usize,
    /// Those that were looked at.
    pub of: usize,
}

/// What the cells of a column are guessed to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Guess {
    /// CPR numbers.
    Person,
    /// Days, in the notation of `strftime`.
    Day(String),
    /// Months, in the notation of `strftime`.
    Month(String),
    /// Years.
    Year,
    /// Whole numbers.
    Integer,
    /// Numbers.
    Number {
        /// What stands before the decimals.
        decimal: char,
        /// What stands between thousands.
        group: Option<char>,
        /// Whether a minus stands behind.
        trailing_minus: bool,
    },
    /// Truth as the file itself has it.
    Boolean,
    /// Text.
    Text,
}

/// A column as it is guessed to be.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its name in the header.
    pub name: String,
    /// What its cells are.
    pub guess: Guess,
    /// In how many of the filled-in cells they are that.
    pub evidence: Evidence,
    /// How many cells are filled in.
    pub filled: usize,
    /// Whether no value stands twice, in a column that may be a key.
    pub unique: bool,
    /// The values there are, where few repeat and none may tell of a person.
    pub codes: Vec<String>,
    /// The least and the greatest number of a scale.
    pub scale: Option<(i64, i64)>,
    /// Why it may tell of a person.
    pub personal: Option<&'static str>,
    /// Whether every cell is filled in.
    pub required: bool,
    /// The first and the last day, month or year, as `2018-12-31`, of a column that does not tell of a person.
    pub span: Option<(String, String)>,
    /// The values, for whoever looks for references between extracts; they stay in this room.
    values: Vec<Option<String>>,
}

/// What a file's bytes are likely to be.
///
/// # Errors
/// The file is none that can be read as a table.
pub fn describe(file: &str, bytes: &[u8]) -> Result<Described, Finding> {
    let raw = raw::read(file, bytes)?;
    let rows = raw.rows;
    let mut doubts = raw.doubts;
    let mut columns: Vec<Column> = Vec::new();
    for (place, (name, cells)) in raw.columns.into_iter().enumerate() {
        let (column, doubt) = column::guess(name, &cells, raw.lists.get(&place));
        doubts.extend(doubt.map(|doubt| format!("{}: {doubt}", column.name)));
        columns.push(column);
    }
    personal::mark(&mut columns, &mut doubts);
    doubts.extend(columns.iter().filter_map(key::suggested));
    scale::mark(&mut columns, &mut doubts);
    let spell = whole::spell(&columns);
    Ok(Described { file: file.to_owned(), dialect: raw.dialect, rows, columns, spell, doubts })
}

/// The columns of extracts that refer to another's key, with in how many filled-in rows they do; only those that always do.
pub fn references(all: &[(&str, &Described)]) -> Vec<Reference> {
    whole::references(all)
}
