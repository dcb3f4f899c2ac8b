//! Cells: what a reader hands over, whatever kind of file it reads.

use chrono::NaiveDate;

/// A cell as its file has it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Cell<'a> {
    /// Nothing.
    Empty,
    /// A text; all that a CSV file has.
    Text(&'a str),
    /// A whole number.
    Integer(i64),
    /// A number.
    Number(f64),
    /// A truth value.
    Boolean(bool),
    /// A day.
    Date(NaiveDate),
    /// A day with a time of day that is not midnight.
    Moment(NaiveDate),
    /// Something that no field can hold, in words.
    Other(&'static str),
}

impl<'a> Cell<'a> {
    /// The cell of a text. White space around it says nothing in a register extract and is taken off; `missing` are the
    /// texts that mean that a cell is empty.
    pub(super) fn text(text: &'a str, missing: &[String]) -> Self {
        let text = trim(text);
        if text.is_empty() || missing.iter().any(|missing| missing == text) { Self::Empty } else { Self::Text(text) }
    }
}

/// A text without white space around it, the invisible kinds included.
pub(super) fn trim(text: &str) -> &str {
    text.trim_matches(|char: char| char.is_whitespace() || matches!(char, '\u{feff}' | '\u{200b}'))
}
