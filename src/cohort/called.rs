//! What rows without a name of their own are called.

use std::fmt::Display;

/// A message about a row, said of many rows: only the number in it differs.
pub struct CalledByRow {
    before: String,
    behind: String,
}

impl CalledByRow {
    /// The message that `say` gives for a row's number.
    pub fn new(say: impl FnOnce(&str) -> String) -> Self {
        // A letter for private use, which no message has.
        const ROW: &str = "\u{e000}";
        let said = say(ROW);
        let (before, behind) = said.split_once(ROW).unwrap_or((&said, ""));
        Self { before: before.to_owned(), behind: behind.to_owned() }
    }

    /// What a row is called.
    pub fn of(&self, row: impl Display) -> String {
        format!("{}{row}{}", self.before, self.behind)
    }
}

#[cfg(test)]
mod tests {
    use super::CalledByRow;

    #[test]
    fn the_number_stands_where_the_message_has_it() {
        let called = CalledByRow::new(|row| format!("row {row} of a.csv"));
        assert_eq!([called.of(7), called.of(1234)], ["row 7 of a.csv", "row 1234 of a.csv"]);
    }
}
