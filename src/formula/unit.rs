//! Units: what a quantity is measured in, and what comes of multiplying and dividing.

use std::collections::BTreeMap;
use std::fmt;

/// The word for a plain number: a share, a factor.
const PLAIN: &str = "share";

/// What a quantity is measured in: a product of words, each to a power. Words mean nothing beyond being the same or not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unit(BTreeMap<String, i32>);

impl Unit {
    /// Reads `kr`, `persons*years` or `kr/persons/months`; `share` is a plain number. None where it is no unit.
    pub fn parse(text: &str) -> Option<Self> {
        let mut unit = Self::default();
        let mut power = 1;
        for (at, part) in text.split_inclusive(['*', '/']).enumerate() {
            let word = part.trim_end_matches(['*', '/']).trim();
            let good = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.');
            if word.is_empty() || !word.starts_with(char::is_alphabetic) || !word.chars().all(good) {
                return None;
            }
            if at == 0 || word != PLAIN {
                unit.multiply_word(word, power);
            }
            power = if part.ends_with('/') { -1 } else { 1 };
        }
        let ends_open = text.trim_end().ends_with(['*', '/']);
        (!ends_open && !text.trim().is_empty()).then_some(unit)
    }

    fn multiply_word(&mut self, word: &str, power: i32) {
        if word == PLAIN {
            return;
        }
        let sum = self.0.entry(word.to_owned()).or_insert(0);
        *sum += power;
        if *sum == 0 {
            self.0.remove(word);
        }
    }

    /// The unit of a product.
    #[must_use]
    pub fn times(&self, other: &Self) -> Self {
        let mut unit = self.clone();
        for (word, power) in &other.0 {
            unit.multiply_word(word, *power);
        }
        unit
    }

    /// The unit of a quotient.
    #[must_use]
    pub fn over(&self, other: &Self) -> Self {
        let mut unit = self.clone();
        for (word, power) in &other.0 {
            unit.multiply_word(word, -power);
        }
        unit
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = |sign: i32| {
            self.0
                .iter()
                .filter(move |(_, power)| power.signum() == sign)
                .flat_map(move |(word, power)| std::iter::repeat_n(word.as_str(), power.unsigned_abs() as usize))
        };
        let above: Vec<&str> = words(1).collect();
        f.write_str(&if above.is_empty() { PLAIN.to_owned() } else { above.join("*") })?;
        words(-1).try_for_each(|word| write!(f, "/{word}"))
    }
}

#[cfg(test)]
mod tests {
    use super::Unit;

    fn unit(text: &str) -> Unit {
        Unit::parse(text).unwrap_or_else(|| panic!("{text} is a unit"))
    }

    #[test]
    fn units_multiply_and_divide() {
        let monthly = unit("kr/persons/months");
        let yearly = monthly.times(&unit("months/years"));
        assert_eq!(yearly, unit("kr/years/persons"));
        assert_eq!(yearly.times(&unit("persons*years")), unit("kr"));
        assert_eq!(unit("persons").over(&unit("persons")), unit("share"));
    }

    #[test]
    fn they_are_written_as_they_are_read() {
        for text in ["share", "kr", "persons*years", "kr/months/persons", "share/years"] {
            assert_eq!(unit(text).to_string(), text);
        }
    }

    #[test]
    fn what_is_no_unit_is_none() {
        for text in ["", "kr/", "*kr", "kr//years", "1/years", "kr years"] {
            assert_eq!(Unit::parse(text), None, "{text}");
        }
    }
}
