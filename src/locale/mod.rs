//! The languages of publications: everything that is said to readers, and how numbers and periods are written.
//!
//! What is said stands in a folder for each language (`da/`, `en/`) in Fluent's notation, one file for each room that speaks; a
//! language more is a folder and a name in `language`. Rooms say it with `say!`; they are handed the publication's [`Language`].

mod language;
mod number;
mod numerals;
mod period;

pub use language::Language;
pub(crate) use language::say;
pub(crate) use number::ten_to_the;
pub use number::{rounded, small_digits, year};
pub use numerals::numerals;
pub use period::is_period;

/// The space between a number and its unit, which never breaks.
pub const NBSP: char = '\u{a0}';
/// The sign before a number below zero.
pub const MINUS: char = '\u{2212}';

/// The text with a capital first letter.
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The text with a small first letter, unless its first word is all capitals or the name of whom a statistic is named after.
pub fn uncapitalised(text: &str) -> String {
    const NAMES: [&str; 3] = ["Gini", "Pearson", "Spearman"];
    let word = text.split(|letter: char| !letter.is_alphabetic()).next().unwrap_or_default();
    if NAMES.contains(&word.strip_suffix('s').unwrap_or(word)) {
        return text.to_owned();
    }
    let mut letters = text.chars();
    let first = letters.next();
    match first {
        Some(first) if !letters.clone().next().is_some_and(char::is_uppercase) => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_abbreviations_keep_their_capitals() {
        for (text, within) in [
            ("Andel", "andel"),
            ("Ændring", "ændring"),
            ("FIT’s effekt", "FIT’s effekt"),
            ("Pearson", "Pearson"),
            ("Spearmans rho", "Spearmans rho"),
            ("Ginikoefficient", "ginikoefficient"),
        ] {
            assert_eq!(uncapitalised(text), within);
        }
    }
}
