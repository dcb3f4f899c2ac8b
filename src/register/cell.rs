//! Cells: what a reader hands over, whatever kind of file it reads.

use std::fmt;

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
    /// A number of decimals as it is written, which no float is.
    Decimal(Decimal),
    /// A number that is as large as that its file may have lost the last digits of it.
    Cut,
    /// A truth value.
    Boolean(bool),
    /// A day.
    Date(NaiveDate),
    /// A day with a time of day that is not midnight.
    Moment(NaiveDate),
    /// Something that no field can hold, in words.
    Other(&'static str),
}

/// A number of decimals: its digits, and how many of them are behind the point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Decimal {
    /// The digits, as a whole number.
    pub(super) digits: i128,
    /// How many of the digits are decimals.
    pub(super) scale: usize,
}

impl fmt::Display for Decimal {
    /// As `-1234.5`, with no zeros behind the last decimal that says something.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.digits < 0 { "-" } else { "" };
        let digits = format!("{:0>width$}", self.digits.unsigned_abs(), width = self.scale + 1);
        let (whole, decimals) = digits.split_at(digits.len() - self.scale);
        let decimals = decimals.trim_end_matches('0');
        let point = if decimals.is_empty() { "" } else { "." };
        write!(formatter, "{sign}{whole}{point}{decimals}")
    }
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
    // Nearly every cell begins and ends with a sign that everybody sees.
    let seen = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
    if seen(text.as_bytes().first()) && seen(text.as_bytes().last()) {
        return text;
    }
    text.trim_matches(|char: char| char.is_whitespace() || matches!(char, '\u{feff}' | '\u{200b}'))
}

#[cfg(test)]
mod tests {
    use super::Decimal;

    #[test]
    fn a_decimal_is_written_to_its_last_digit() {
        for (digits, scale, written) in [
            (123_450, 2, "1234.5"),
            (-5, 3, "-0.005"),
            (-700, 2, "-7"),
            (0, 4, "0"),
            (90, 0, "90"),
            (12_345_678_901_234_567_890_123, 3, "12345678901234567890.123"),
        ] {
            assert_eq!(Decimal { digits, scale }.to_string(), written);
        }
    }
}
