//! What has changed since another release, as the page about it tells: plain data, without anybody's pseudonym.

use serde::{Deserialize, Serialize};

/// What has changed since another release.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Since {
    /// The other release's status month, `2018-09`.
    pub month: String,
    /// How many values there are in either release.
    pub values: usize,
    /// How many of them only one has, or have another number.
    pub changed: usize,
    /// How many of those look the same to a reader.
    pub hidden: usize,
    /// The main causes, the most frequent first.
    pub causes: Vec<CauseCount>,
    /// The greatest change of each exhibit where it weighs most, in the order of the exhibits.
    pub greatest: Vec<Greatest>,
    /// Sentences that the values bore out and bear out no longer, as they were.
    pub lost: Vec<String>,
    /// Sentences that they did not bear out and do now.
    pub regained: Vec<String>,
    /// How many other sentences say something else.
    pub reworded: usize,
    /// Rows of old periods that say something else, by file.
    pub corrections: Vec<Corrections>,
    /// The ids of exhibits whose definition changed.
    pub redefined: Vec<String>,
    /// The ids of exhibits that the other release does not have.
    pub added: Vec<String>,
    /// The titles of exhibits that only the other release has.
    pub removed: Vec<String>,
}

/// How many values have a main cause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CauseCount {
    /// The cause, as `sporbar diff --format json` names it.
    pub cause: String,
    /// How many values.
    pub count: usize,
}

/// The greatest change of an exhibit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Greatest {
    /// The exhibit's id.
    pub exhibit: String,
    /// What the value is found by: facet, series and x, those that there are.
    pub names: Vec<String>,
    /// The value in the other release, as the report writes it.
    pub old: String,
    /// The value now.
    pub new: String,
    /// The change with its sign.
    pub change: String,
    /// What each cause brought, the greatest first.
    pub parts: Vec<PartOfChange>,
}

/// What a cause brought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartOfChange {
    /// The cause.
    pub cause: String,
    /// With its sign.
    pub part: String,
}

/// Corrected rows of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Corrections {
    /// The file.
    pub file: String,
    /// How many of its rows.
    pub rows: usize,
}
