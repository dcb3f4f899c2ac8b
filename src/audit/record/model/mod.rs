//! What the record of a release holds: plain data, as it stands in its files.

mod basis;
mod exhibit;
mod extract;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::locale::Language;

pub use self::basis::{Against, Basis, Beside, Excluded, Numbers, Observations, Per, Recipe, RowsOf, ToldFrom, Units};
pub use self::exhibit::{Exhibit, ExhibitBasis, ExhibitHead, ExhibitKind, Value};
pub use self::extract::{Cells, Extract, ExtractHead, ExtractRows, Field, FieldKind, Role};

/// The record of a release: what the report shows, what each value rests on, and the extracts' rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// What the report is.
    pub report: Report,
    /// The extracts, in the order of the spec; a row is referred to by its extract's place here.
    pub extracts: Vec<Extract>,
    /// The exhibits, in the order of the spec.
    pub exhibits: Vec<Exhibit>,
    /// The sentences that were held against the values.
    pub claims: Vec<Claim>,
    /// The numbers that the report carries over from elsewhere.
    pub facts: Vec<Fact>,
    /// The numbers that the spec sets.
    pub parameters: Vec<Parameter>,
    /// Where the report says its numbers.
    pub said: Vec<Said>,
    /// What its numbers and sentences rest on beside the data.
    pub premises: Vec<Premise>,
    /// What keys are for readers where they are periods: `2018-12` is december 2018.
    pub labels: BTreeMap<String, String>,
}

/// What the report is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Its name: its folder's.
    pub name: String,
    /// Its title.
    pub title: String,
    /// What kind of publication it is.
    pub subtitle: String,
    /// For whom it is made.
    pub client: String,
    /// Who publishes it.
    pub publisher: String,
    /// Who wrote it.
    #[serde(default)]
    pub authors: Vec<String>,
    /// Whether its data are made up.
    #[serde(default)]
    pub synthetic: bool,
    /// The licence that its data are published under, by its SPDX identifier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    /// The publication that it is made after, in a line; empty where it is not.
    #[serde(default)]
    pub original: String,
    /// The language of its words.
    #[serde(default, with = "language", skip_serializing_if = "language::is_default")]
    pub language: Language,
    /// The status month, `2018-12`.
    pub as_of: String,
    /// Whose key the pseudonyms were made with: `synthetic` or `own`.
    pub pseudonym_key: String,
    /// The key's fingerprint, which tells it from other keys: only pseudonyms under one key can be compared.
    pub key_fingerprint: String,
    /// The program's name and version.
    pub tool: String,
    /// Who may read the record.
    #[serde(default, skip_serializing_if = "Audience::is_anyone")]
    pub audience: Audience,
}

/// The language of a record by its code; none stands there where it is the one that is meant where nothing is said.
mod language {
    use serde::de::{Deserialize, Deserializer, Error};
    use serde::ser::Serializer;

    use crate::locale::Language;

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
    pub(super) fn is_default(language: &Language) -> bool {
        *language == Language::default()
    }

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
    pub(super) fn serialize<S: Serializer>(language: &Language, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(language.code())
    }

    pub(super) fn deserialize<'d, D: Deserializer<'d>>(from: D) -> Result<Language, D::Error> {
        let code = String::deserialize(from)?;
        let known = Language::ALL.into_iter().find(|(known, _)| *known == code);
        known.map(|(_, language)| language).ok_or_else(|| D::Error::custom("not a language of the program"))
    }
}

/// Who may read a record.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Audience {
    /// Anyone: nothing in it is about people there are.
    #[default]
    Anyone,
    /// Anyone: it holds what readers see, and no rows of people.
    Public,
    /// Those who may see the rows of people.
    Internal,
}

impl Audience {
    /// Whether it is anyone, with all there is.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
    fn is_anyone(&self) -> bool {
        *self == Self::Anyone
    }
}

/// A sentence that was held against the values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// Its name in the spec.
    pub id: String,
    /// The sentence, computed; empty where it is left out.
    pub sentence: String,
    /// How the report shows it.
    pub showing: Showing,
    /// The names of the premises that it rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub premises: Vec<String>,
}

/// What numbers and sentences rest on beside the data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Premise {
    /// Its name in the spec.
    pub name: String,
    /// The letter that the report refers to it by.
    pub mark: String,
    /// What is assumed, or what the data do not hold.
    pub text: String,
    /// Who says so, and where.
    pub source: String,
    /// Whether no summary may leave it out.
    pub essential: bool,
}

/// A number that the report carries over from elsewhere: nothing here computes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// Its name in the spec.
    pub name: String,
    /// The number as the report writes it.
    pub shown: String,
    /// What it counts in.
    pub unit: String,
    /// What it is the number of; may be empty.
    pub of: String,
    /// Where it is from.
    pub source: String,
    /// Where the report says it: files of its prose, exhibits and sentences by their ids.
    pub said: Vec<String>,
}

/// A number that the spec sets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parameter {
    /// Its name in the spec.
    pub name: String,
    /// The number as the report writes it when nothing else is said, or the text.
    pub shown: String,
    /// What it counts in; may be empty.
    pub unit: String,
    /// Why it is so, or who says it; may be empty.
    pub source: String,
}

/// A number where the report says it: in a sentence, a note, its prose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// The number as it is printed there.
    pub text: String,
    /// The sentence it stands in; empty where it stands alone.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sentence: String,
    /// The heading it stands under; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// The claim whose sentence it is; empty where it is none's.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub claim: String,
    /// The exhibit in whose words it stands; empty where it is none's.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub exhibit: String,
    /// What it is made of: values (`v12@fig-03`, by their places), what an exhibit rests on (`n@fig-03`), facts and parameters
    /// (`f@name`, `p@name`).
    pub of: Vec<String>,
}

/// How the report shows a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Showing {
    /// As it is.
    Plain,
    /// Marked as one that the values do not bear out.
    Marked,
    /// Not at all.
    Omitted,
    /// What it needs is hidden from readers: another sentence stands in its place, or none.
    Hidden,
}

impl Record {
    /// Whom or what an observation is about.
    pub fn unit<'a>(&'a self, observations: &'a Observations, observation: usize) -> Option<&'a str> {
        match &observations.units {
            Units::Named(names) => names.get(observation),
            Units::Subject => {
                let (extract, row) = observations.lineage(observation).next()?;
                let extract = self.extracts.get(extract)?;
                extract.subject(extract.place(row)?)
            }
        }
    }
}
