//! `report.lock`: the hashes of what a report is made from and of what it says, kept beside the spec.
//!
//! The lock is a text that people read in the differences between two versions of a project: one line an input and an
//! exhibit, sorted, so that a line changes only when what it is about does. It tells nothing of the prose's effect: a text or
//! a template that has changed is an input that has, and the exhibits' lines say whether any value has.

use std::collections::BTreeMap;

use super::changes::{Change, Changed, changes, compare};
use super::{ExhibitHashes, Input};

/// The lock's file, beside the spec.
pub const LOCK_FILE: &str = "report.lock";

/// The lock's file for a policy of disclosure that is not the spec's first: what readers see is then something else.
pub fn lock_file(policy: Option<&str>) -> String {
    policy.map_or_else(|| LOCK_FILE.to_owned(), |policy| format!("report.{policy}.lock"))
}

const HEAD: &str = "# Written by `sporbar lock`. `sporbar build --locked` stops when one of these has changed.";

/// What a report is made from and what it says, as hashes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lock {
    /// The status month.
    pub as_of: String,
    /// Every file that is read.
    pub inputs: Vec<Input>,
    /// Every exhibit.
    pub exhibits: Vec<ExhibitHashes>,
}

impl Lock {
    /// The lock's text.
    pub fn to_text(&self) -> String {
        let inputs = self.inputs.iter().map(|input| {
            let how = if input.hmac.is_some() { "hmac" } else { "sha256" };
            format!("{} {} {how}:{}", input.kind, input.name, input.mark())
        });
        let exhibits = self.exhibits.iter().map(|exhibit| {
            let sealed = exhibit.sealed.as_ref().map(|sealed| format!(",sealed:{sealed}")).unwrap_or_default();
            format!("exhibit {} definition:{} values:{}{sealed}", exhibit.id, exhibit.definition, exhibit.values)
        });
        let mut lines: Vec<String> =
            inputs.chain(exhibits).chain([format!("status-month as-of {}", self.as_of), HEAD.to_owned()]).collect();
        lines.sort();
        lines.dedup();
        lines.join("\n") + "\n"
    }

    /// The lock that a text is.
    ///
    /// # Errors
    /// The number of the first line that is not one of a lock's; 0 where the status month is missing.
    pub fn parse(text: &str) -> Result<Self, usize> {
        let mut lock = Self { as_of: String::new(), inputs: Vec::new(), exhibits: Vec::new() };
        for (at, line) in text.lines().enumerate() {
            if !line.trim().is_empty() && !line.starts_with('#') {
                lock.read(line.trim_end()).ok_or(at + 1)?;
            }
        }
        if lock.as_of.is_empty() { Err(0) } else { Ok(lock) }
    }

    /// Whether a text that is no lock was one once: it has nothing in it, or a line of a lock, or is what a merge makes of two.
    pub fn is_of_one(text: &str) -> bool {
        let mut scratch = Self { as_of: String::new(), inputs: Vec::new(), exhibits: Vec::new() };
        let mut one = |line: &str| {
            let line = line.trim_end();
            line.starts_with("<<<<<<<") || line == HEAD || scratch.read(line).is_some()
        };
        text.trim().is_empty() || text.lines().any(&mut one)
    }

    /// Reads a line: a kind, a name that may have blanks in it, and one hash or two.
    fn read(&mut self, line: &str) -> Option<()> {
        let (kind, rest) = line.split_once(' ')?;
        let (rest, last) = rest.rsplit_once(' ')?;
        match kind {
            "exhibit" => {
                let (id, definition) = rest.rsplit_once(' ')?;
                let (values, sealed) = match last.split_once(",sealed:") {
                    Some((values, sealed)) => (values, Some(sealed)),
                    None => (last, None),
                };
                self.exhibits.push(ExhibitHashes {
                    id: id.to_owned(),
                    definition: definition.strip_prefix("definition:")?.to_owned(),
                    values: values.strip_prefix("values:")?.to_owned(),
                    sealed: sealed.map(str::to_owned),
                });
            }
            "status-month" => last.clone_into(&mut self.as_of),
            _ => {
                let sealed = last.strip_prefix("hmac:");
                self.inputs.push(Input {
                    kind: kind.to_owned().into(),
                    name: rest.to_owned(),
                    sha256: if sealed.is_some() { String::new() } else { last.strip_prefix("sha256:")?.to_owned() },
                    hmac: sealed.map(str::to_owned),
                    version: None,
                });
            }
        }
        Some(())
    }

    /// Which inputs are not as the lock has them, `now` being those there are.
    pub fn input_changes(&self, now: &[Input]) -> Vec<Change> {
        changes(&self.inputs, now)
    }

    /// Which exhibits are not as the lock has them, and how, by id.
    pub fn exhibit_changes(&self, now: &[ExhibitHashes]) -> Vec<(String, ExhibitChange)> {
        let list = |exhibits: &[ExhibitHashes], hash: fn(&ExhibitHashes) -> String| -> BTreeMap<String, String> {
            exhibits.iter().map(|exhibit| (exhibit.id.clone(), hash(exhibit))).collect()
        };
        let differ = |hash: fn(&ExhibitHashes) -> String| compare(&list(&self.exhibits, hash), &list(now, hash));
        let values = differ(|exhibit| format!("{} {}", exhibit.values, exhibit.sealed.as_deref().unwrap_or_default()));
        let definitions = differ(|exhibit| exhibit.definition.clone());
        let mut all: BTreeMap<String, ExhibitChange> = BTreeMap::new();
        for (id, what) in definitions {
            let change = match what {
                Changed::Added => ExhibitChange::Added,
                Changed::Gone => ExhibitChange::Gone,
                Changed::Differs | Changed::Unknown => ExhibitChange::Definition,
            };
            all.insert(id, change);
        }
        for (id, _) in values.into_iter().filter(|(_, what)| *what == Changed::Differs) {
            let change = if all.contains_key(&id) { ExhibitChange::Both } else { ExhibitChange::Values };
            all.insert(id, change);
        }
        all.into_iter().collect()
    }
}

/// What has become of an exhibit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExhibitChange {
    /// Its values are others.
    Values,
    /// It is defined otherwise, and its values are the same.
    Definition,
    /// It is defined otherwise, and its values are others.
    Both,
    /// It was not there then.
    Added,
    /// It is not there now.
    Gone,
}

impl std::fmt::Display for ExhibitChange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Values => "has other values",
            Self::Definition => "is defined otherwise, with the same values",
            Self::Both => "is defined otherwise and has other values",
            Self::Added => "is new",
            Self::Gone => "is gone",
        })
    }
}
