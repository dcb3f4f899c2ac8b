//! The languages of publications: everything that is said to readers, and how numbers and periods are written.
//!
//! What is said stands in a folder for each language (`da/`, `en/`) in Fluent's notation, one file for each room that speaks; a
//! language more is a folder and a line in `language`. Rooms say it with [`say`]; they are handed the publication's [`Language`].

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
/// What is said of numbers that are hidden.
pub const HIDDEN: &str = "Skjult af hensyn til de personer, tallet handler om.";

macro_rules! danish {
    ($($name:ident($($argument:ident: $kind:ty),*) -> $out:ty;)*) => {
        $(#[doc = "In Danish."] pub fn $name($($argument: $kind),*) -> $out { Language::default().$name($($argument),*) })*
    };
}
danish! {
    decimal(value: f64, digits: usize) -> String;
    percent(share: f64, digits: usize) -> String;
    interval(low: f64, from: &str, to: &str) -> String;
    percentage_points(difference: f64, digits: usize) -> String;
    yes_or_no(value: f64) -> String;
    kroner(amount: f64) -> String;
    millions(amount: f64, digits: usize) -> String;
    unit(unit: &str) -> String;
    listed(words: &[String]) -> String;
    in_words(number: u64) -> String;
    hedges(sentence: &str) -> bool;
    tells_development(sentence: &str) -> bool;
    month(month: &str) -> Option<String>;
    month_short(month: &str) -> Option<String>;
    half_year(key: &str) -> Option<String>;
    quarter(key: &str) -> Option<String>;
    quarter_short(key: &str) -> Option<String>;
    week(key: &str) -> Option<String>;
    week_short(key: &str) -> Option<String>;
    day(key: &str) -> Option<String>;
    period(key: &str) -> Option<String>;
}

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
