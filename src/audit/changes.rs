//! What has become of files whose hashes were written down: which of them differ now, which have come, which are gone.

use std::collections::BTreeMap;
use std::fmt;

use super::Input;

/// A file that is not as it was.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// Its kind: `spec`, `text`, `template`, `schema`, `extract`, `font` or `review`.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// What has become of it.
    pub what: Changed,
}

/// What has become of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Changed {
    /// It has other bytes.
    Differs,
    /// It was not there then.
    Added,
    /// It is not there now.
    Gone,
    /// It was sealed, and without the key for pseudonyms nobody can tell.
    Unknown,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.what {
            Changed::Differs => "has changed",
            Changed::Added => "is new",
            Changed::Gone => "is gone",
            Changed::Unknown => "is sealed, and can be compared only with the key for pseudonyms",
        };
        write!(f, "{} `{}` {what}", self.kind, self.name)
    }
}

/// What differs between the files `then` and those `now`, by kind and name.
pub fn changes(then: &[Input], now: &[Input]) -> Vec<Change> {
    let by_name = |files: &[Input]| -> BTreeMap<(String, String), String> {
        files.iter().map(|file| ((file.kind.to_string(), file.name.clone()), file.mark().to_owned())).collect()
    };
    compare(&by_name(then), &by_name(now)).into_iter().map(|((kind, name), what)| Change { kind, name, what }).collect()
}

/// The keys at which two lists differ, and how, in order.
pub(super) fn compare<K: Ord + Clone>(then: &BTreeMap<K, String>, now: &BTreeMap<K, String>) -> Vec<(K, Changed)> {
    let mut changes: Vec<(K, Changed)> = then
        .iter()
        .filter_map(|(key, hash)| match now.get(key) {
            None => Some((key.clone(), Changed::Gone)),
            Some(other) if other.is_empty() != hash.is_empty() => Some((key.clone(), Changed::Unknown)),
            Some(other) if other != hash => Some((key.clone(), Changed::Differs)),
            Some(_) => None,
        })
        .chain(now.keys().filter(|key| !then.contains_key(key)).map(|key| (key.clone(), Changed::Added)))
        .collect();
    changes.sort();
    changes
}
