//! A cell of a row that is made up.

use std::fmt;

use chrono::NaiveDate;

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    /// Nothing.
    Empty,
    /// A text, a month among them.
    Text(String),
    /// A day.
    Day(NaiveDate),
    /// A whole number, a year among them.
    Whole(i64),
    /// A number with so many decimals.
    Number(f64, usize),
    /// Yes or no.
    Truth(bool),
}

impl Cell {
    pub(super) fn is_empty(&self) -> bool {
        *self == Self::Empty
    }
}

/// The cell as frames write it as text: what tells it from others, and what layouts' conditions name.
impl fmt::Display for Cell {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => Ok(()),
            Self::Text(text) => to.write_str(text),
            Self::Day(day) => write!(to, "{day}"),
            Self::Whole(number) => write!(to, "{number}"),
            Self::Number(number, decimals) => write!(to, "{number:.decimals$}"),
            Self::Truth(truth) => write!(to, "{truth}"),
        }
    }
}

/// A row in one text, by which it is told from others.
pub(super) fn whole(row: &[Cell]) -> String {
    row.iter().map(ToString::to_string).collect::<Vec<_>>().join("\u{1f}")
}
