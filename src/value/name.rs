//! Names of stats that a spec makes up.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::hash::{Hash, Hasher};
use std::sync::{Mutex, PoisonError};

use crate::estimate::{REGISTRY, Scale, Statistic, named};

/// A name that lives as long as the program, so that a stat can be copied like a number. Two of the same text are the same name.
#[derive(Debug, Clone, Copy)]
pub struct Name {
    text: &'static str,
    means: Option<Means>,
}

/// What the spec says that a name of its own stands for.
#[derive(Debug, Clone, Copy)]
pub struct Means {
    /// The name of the statistic: the program's own or the registry's.
    pub is: &'static str,
    /// What its numbers are, which for what is told of another value is that value's matter too.
    pub scale: Scale,
}

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

    /// The same, standing for this.
    #[must_use]
    pub fn meaning(self, means: Means) -> Self {
        Self { means: Some(means), ..self }
    }

    /// What it stands for, where the spec says so.
    pub fn means(self) -> Option<Means> {
        self.means
    }

    /// The statistic of the registry that it stands for; where nothing is said of it, the one whose name it is, or begins
    /// with: `median_maaneder` is a median.
    pub fn statistic(self) -> Option<&'static Statistic> {
        if let Some(means) = self.means {
            return named(means.is);
        }
        let begins = |statistic: &&&Statistic| {
            self.text.strip_prefix(statistic.name).is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
        };
        REGISTRY.iter().filter(begins).max_by_key(|statistic| statistic.name.len()).copied()
    }

    /// What its numbers are.
    pub fn scale(self) -> Scale {
        let own = self.means.map(|means| means.scale);
        own.or_else(|| self.statistic().map(|statistic| statistic.scale)).unwrap_or(Scale::Own)
    }

    /// The text.
    pub fn text(self) -> &'static str {
        self.text
    }

    fn kept(text: &str) -> Self {
        let mut names = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(text) = names.get(text) {
            return Self { text, means: None };
        }
        let text: &'static str = Box::leak(text.into());
        names.insert(text);
        Self { text, means: None }
    }
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Name {}

impl PartialOrd for Name {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Name {
    fn cmp(&self, other: &Self) -> Ordering {
        self.text.cmp(other.text)
    }
}

impl Hash for Name {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::{Means, Name};
    use crate::estimate::Scale;

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

    #[test]
    fn a_name_is_written_as_what_it_stands_for() {
        let name = Name::word("share_std").expect("a name");
        assert_eq!((name.statistic().map(|of| of.name), name.scale()), (None, Scale::Own));
        let told = name.meaning(Means { is: "standardised_share", scale: Scale::Share });
        assert_eq!((told.statistic().map(|of| of.name), told.scale()), (Some("standardised_share"), Scale::Share));
        assert_eq!(told, name);
    }
}
