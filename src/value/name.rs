//! Names of stats that a spec makes up.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use crate::estimate::{REGISTRY, Statistic};

/// A name that lives as long as the program, so that a stat can be copied like a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(&'static str);

/// Every name made so far: each text is kept once, however many values it names.
static NAMES: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());

impl Name {
    /// The name of a mean: `mean_` and a word of small letters, digits and underscores.
    pub fn mean_of(text: &str) -> Option<Self> {
        let word = text.strip_prefix("mean_")?;
        let good = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
        (!word.is_empty() && word.chars().all(good)).then(|| Self::kept(text))
    }

    /// A name that a spec makes up: small letters, digits and underscores, a letter first.
    pub fn word(text: &str) -> Option<Self> {
        let good = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
        let named = text.starts_with(|first: char| first.is_ascii_lowercase()) && text.chars().all(good);
        named.then(|| Self::kept(text))
    }

    /// The statistic whose name this is, or begins with: `median_maaneder` is a median.
    pub fn statistic(self) -> Option<&'static Statistic> {
        let begins = |statistic: &&&Statistic| {
            self.0.strip_prefix(statistic.name).is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
        };
        REGISTRY.iter().filter(begins).max_by_key(|statistic| statistic.name.len()).copied()
    }

    /// The text.
    pub fn text(self) -> &'static str {
        self.0
    }

    fn kept(text: &str) -> Self {
        let mut names = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(name) = names.get(text) {
            return Self(name);
        }
        let name: &'static str = Box::leak(text.into());
        names.insert(name);
        Self(name)
    }
}

#[cfg(test)]
mod tests {
    use super::Name;

    #[test]
    fn a_name_is_the_same_wherever_it_is_made() {
        let name = Name::mean_of("mean_alder").expect("a name");
        let made = format!("mean_{}", "alder");
        assert_eq!(Name::mean_of(&made), Some(name));
        assert_eq!(name.text(), "mean_alder");
        assert_ne!(Name::mean_of("mean_laengde"), Some(name));
        for wrong in ["mean", "mean_", "mean_Alder", "mean alder", "count"] {
            assert_eq!(Name::mean_of(wrong), None, "{wrong}");
        }
    }
}
