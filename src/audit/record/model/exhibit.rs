//! What the record holds of an exhibit: what it shows, and what that rests on.

use serde::{Deserialize, Serialize};

use super::super::Ints;
use super::{Basis, Observations, Recipe};
use crate::value::Calculation;

/// An exhibit: what it shows, and what that rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct Exhibit {
    /// What it shows.
    pub head: ExhibitHead,
    /// What each of its values rests on.
    pub basis: ExhibitBasis,
}

/// What an exhibit shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExhibitHead {
    /// The name it is referred to by.
    pub id: String,
    /// How it is shown.
    pub kind: ExhibitKind,
    /// The number that readers know it by: running within its kind, or as the spec states it.
    pub number: String,
    /// The topic, a few words.
    pub title: String,
    /// The caption.
    pub caption: String,
    /// The note; may be empty.
    pub note: String,
    /// Where the data come from; may be empty.
    pub source: String,
    /// Whom or what it counts, where that is not people alone: what readers call several units of each kind, empty for people.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub counted: Vec<String>,
    /// The names of the premises that its numbers rest on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub premises: Vec<String>,
    /// What decides its values: the pieces of the spec by their place in it.
    #[serde(default)]
    pub definition: std::collections::BTreeMap<String, String>,
    /// What stands along the axis; may be empty.
    pub x_title: String,
    /// What facets, series and x are called for readers, where not by their keys.
    pub names: Vec<(String, String)>,
    /// The heads that the publication sets over rows of its table, each with the keys below it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub row_groups: Vec<(String, Vec<String>)>,
    /// What its chart writes its values in, where that is another unit than theirs: how many of theirs it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub written_in: Option<f64>,
    /// The values, in the order of the exhibit's data.
    pub values: Vec<Value>,
}

/// How an exhibit is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ExhibitKind {
    /// A chart.
    Figure,
    /// A table.
    Table,
    /// A few large numbers.
    Numbers,
}

/// A value of an exhibit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Value {
    /// The small multiple; empty where the exhibit has none, as with the next two.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub facet: String,
    /// The line, the colour, the row.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub series: String,
    /// The place along the axis.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub x: String,
    /// What is said: the stat's name.
    pub stat: String,
    /// What its numbers are, where the name alone does not tell it, as of a share that the spec calls by a word of its own.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub scale: String,
    /// The number; none where there is nothing to say or where it is held back.
    #[serde(with = "super::super::exact::option")]
    pub value: Option<f64>,
    /// The interval's lower end.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "super::super::exact::option")]
    pub lower: Option<f64>,
    /// The interval's upper end.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "super::super::exact::option")]
    pub upper: Option<f64>,
    /// What is counted, added up; none where the value is held back.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "super::super::exact::option")]
    pub numerator: Option<f64>,
    /// The denominator, as it was computed; none where nothing is counted and where the value is held back.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "super::super::exact::option")]
    pub denominator: Option<f64>,
    /// The calculation that the value is the result of; nothing where the value is held back.
    #[serde(
        default,
        skip_serializing_if = "super::super::exact::calculation::is_nothing",
        with = "super::super::exact::calculation"
    )]
    pub calculation: Calculation,
    /// How many units the value rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub n: Option<u64>,
    /// Whether it is held back to protect the people behind it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub suppressed: bool,
    /// Whether it is `estimated` or a `forecast`; empty where it is observed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub nature: String,
    /// The number as the exhibit prints it, or as the report writes it when nothing else is said.
    pub shown: String,
    /// What it counts, as it is said after the number: `voksne`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
}

/// What the values of an exhibit rest on.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ExhibitBasis {
    /// The observations, for each part of the exhibit.
    pub parts: Vec<Observations>,
    /// How the values of each part are made of them.
    pub recipes: Vec<Recipe>,
    /// For each value, in the order of the exhibit's: its observations.
    pub bases: Vec<Basis>,
    /// Lists of observations by their places in their part, each list once.
    pub lists: Vec<Ints>,
}

impl Exhibit {
    /// The observations that the value at a place counts, by their places in the part, and the part.
    pub fn counted(&self, value: usize) -> Option<(&Observations, &[u32])> {
        let basis = self.basis.bases.get(value)?;
        Some((self.basis.parts.get(basis.part)?, &self.basis.lists.get(basis.counted)?.0))
    }

    /// The observations that the value at a place is counted among, and the part.
    pub fn among(&self, value: usize) -> Option<(&Observations, &[u32])> {
        let basis = self.basis.bases.get(value)?;
        Some((self.basis.parts.get(basis.part)?, &self.basis.lists.get(basis.among)?.0))
    }
}
