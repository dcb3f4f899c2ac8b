//! What the record of a release holds: plain data, as it stands in its files.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Ints, Worked};
use crate::audit::Statement;
use crate::value::Calculation;

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

/// An extract: what it is, and its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extract {
    /// What it is.
    pub head: ExtractHead,
    /// All its rows, whether a value rests on them or not.
    pub rows: ExtractRows,
}

/// What an extract is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExtractHead {
    /// Its name in the spec.
    pub name: String,
    /// The file's name.
    pub file: String,
    /// The SHA-256 of the file's bytes, in hexadecimal.
    pub sha256: String,
    /// The schema's name.
    pub schema: String,
    /// The schema's title: what register the extract was drawn from.
    pub register: String,
    /// How many rows it has.
    pub count: usize,
    /// Whether they are too many to be listed: the record then has none of them.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unlisted: bool,
    /// The fields of which the record has the cells, in the schema's order.
    pub fields: Vec<Field>,
    /// What the report takes the extract for.
    #[serde(default)]
    pub role: Role,
    /// The places among `fields` of those that together tell a row from all others, where the schema names such.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<Vec<usize>>,
    /// The places of the first and the last day of a row's spell, where the schema names them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spell: Option<(usize, usize)>,
    /// The place among `fields` of that which says whom a row is about; none where none does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<usize>,
    /// The names of the fields that are personal and stand nowhere in the record.
    pub withheld: Vec<String>,
    /// The personal fields that the spec says name nobody, and why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub publishable: Vec<(String, String)>,
    /// What is odd about the extract and allowed by the spec: the finding's code, and why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub allowed: Vec<(String, String)>,
}

/// What a report takes an extract for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Its persons, a row each.
    Persons,
    /// What a calculation assumes.
    Assumptions,
    /// Anything else.
    #[default]
    Events,
}

/// A field of an extract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// Its name: the column's header.
    pub name: String,
    /// Its name for people.
    pub title: String,
    /// The type of its cells.
    pub kind: FieldKind,
    /// Whether pseudonyms stand for its cells.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub masked: bool,
}

/// The type of a field's cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FieldKind {
    /// Text.
    Text,
    /// A day, `2018-12-31`.
    Date,
    /// A month, `2018-12`.
    Month,
    /// A whole number.
    Integer,
    /// A year.
    Year,
    /// A number, with a decimal point.
    Number,
    /// `true` or `false`.
    Boolean,
}

/// The rows of an extract, column by column.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExtractRows {
    /// Each row's number in its file, ascending.
    pub rows: Ints,
    /// For each field its cells, a row each.
    pub cells: Vec<Cells>,
    /// What stands for the fields that are withheld, a row each: another where one of them is another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sealed: Option<Cells>,
}

/// The cells of a column: each different text once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cells {
    /// The different texts, in the order in which they first stand.
    pub texts: Vec<String>,
    /// For each row 0 where the cell is empty, else 1 + the place of its text.
    pub at: Ints,
}

impl Cells {
    /// The text of a cell by the row's place; none where it is empty.
    pub fn get(&self, row: usize) -> Option<&str> {
        let at = (*self.at.0.get(row)? as usize).checked_sub(1)?;
        self.texts.get(at).map(String::as_str)
    }
}

impl Extract {
    /// The place of the row with that number in the file.
    pub fn place(&self, row: u32) -> Option<usize> {
        self.rows.rows.0.binary_search(&row).ok()
    }

    /// Whom the row at a place is about: a pseudonym.
    pub fn subject(&self, place: usize) -> Option<&str> {
        self.rows.cells.get(self.head.subject?)?.get(place)
    }
}

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
    /// The number; none where there is nothing to say or where it is held back.
    #[serde(with = "super::exact::option")]
    pub value: Option<f64>,
    /// The interval's lower end.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "super::exact::option")]
    pub lower: Option<f64>,
    /// The interval's upper end.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "super::exact::option")]
    pub upper: Option<f64>,
    /// What is counted, added up; none where the value is held back.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "super::exact::option")]
    pub numerator: Option<f64>,
    /// The denominator, as it was computed; none where nothing is counted and where the value is held back.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "super::exact::option")]
    pub denominator: Option<f64>,
    /// The calculation that the value is the result of; nothing where the value is held back.
    #[serde(
        default,
        skip_serializing_if = "super::exact::calculation::is_nothing",
        with = "super::exact::calculation"
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

/// What one value rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    /// The place of the part whose observations they are.
    pub part: usize,
    /// The place of the list of those that are counted.
    pub counted: usize,
    /// The place of the list of those that they are counted among.
    pub among: usize,
    /// The place of the list of those that a share is taken of, where that is something else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub whole: Option<usize>,
}

/// How the values of a part are made of their observations, so that they can be made again.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Recipe {
    /// The denominator of shares and means.
    pub per: Per,
    /// Whether the source states the values, so that nothing is computed.
    pub stated: bool,
    /// Whether shares are taken of what another series comes to.
    pub of_whole: bool,
    /// The effect that others have.
    pub norm: f64,
}

/// The denominator of shares and means.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Per {
    /// What the observations count for.
    #[default]
    Observation,
    /// The different units.
    Unit,
    /// Their different families.
    Family,
}

/// The observations of a part.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Observations {
    /// How many there are.
    pub count: usize,
    /// Whether they are too many to be listed: the record then has none of them, and not who is excluded.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unlisted: bool,
    /// Whom or what each is about.
    pub units: Units,
    /// The family of each, where values are per family.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub families: Option<Cells>,
    /// Each one's number.
    pub numbers: Numbers,
    /// What each counts for in the denominator; none where each counts for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weights: Option<Numbers>,
    /// The score that each one's number is a change from, where it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baselines: Option<Numbers>,
    /// The name of the stat that each is an outcome of, where values of several outcomes stand beside each other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stats: Option<Cells>,
    /// The rows that they rest on, by extract; the extract with the row that an observation is made from first.
    pub rows: Vec<RowsOf>,
    /// The rows beside these that decided that whom each is about is counted at all, by extract.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub membership: Vec<RowsOf>,
    /// The rows that decided together which units are among the greatest, which are left out, by extract: one list each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ranked: Vec<RowsOf>,
    /// How their numbers were worked out, where a calculation gives them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worked: Option<Worked>,
    /// How the values that rest on them are made, in words.
    pub definition: Vec<Statement>,
    /// Who is not among them, by reason.
    pub excluded: Vec<Excluded>,
}

/// Rows that no observation of a part is made from, for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Excluded {
    /// The reason in words.
    pub reason: String,
    /// The condition that is not met, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The extract's place.
    pub extract: usize,
    /// The numbers of the rows in its file.
    pub rows: Ints,
}

/// Whom or what observations are about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Units {
    /// The subject of the first row of each.
    Subject,
    /// Names of their own.
    Named(Cells),
}

impl Default for Units {
    fn default() -> Self {
        Self::Named(Cells::default())
    }
}

/// Numbers of observations: each different one once; one that is none is empty.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Numbers {
    /// The different numbers, in the order in which they first stand.
    #[serde(with = "super::exact::list")]
    pub values: Vec<f64>,
    /// For each observation 0 where it has none, else 1 + the place of its number.
    pub at: Ints,
}

impl Numbers {
    /// The numbers in short.
    pub fn of(numbers: impl IntoIterator<Item = Option<f64>>) -> Self {
        let mut known = BTreeMap::new();
        let mut values = Vec::new();
        let places = numbers.into_iter().map(|number| {
            let Some(number) = number.filter(|number| number.is_finite()) else { return 0 };
            *known.entry(number.to_bits()).or_insert_with(|| {
                values.push(number);
                values.len()
            })
        });
        let at = Ints::of(places);
        Self { values, at }
    }

    /// The number of an observation by its place.
    pub fn get(&self, observation: usize) -> Option<f64> {
        let at = (*self.at.0.get(observation)? as usize).checked_sub(1)?;
        self.values.get(at).copied()
    }
}

/// The rows of one extract that observations rest on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowsOf {
    /// The extract's place.
    pub extract: usize,
    /// For each observation where its rows end.
    pub ends: Ints,
    /// The numbers of the rows in the extract's file.
    pub rows: Ints,
}

impl RowsOf {
    /// The rows of an observation by its place.
    pub fn of(&self, observation: usize) -> &[u32] {
        let end = |at: usize| self.ends.0.get(at).map_or(0, |end| *end as usize);
        let start = observation.checked_sub(1).map_or(0, end);
        self.rows.0.get(start..end(observation)).unwrap_or_default()
    }
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

impl Observations {
    /// Every row that an observation rests on: extracts' places and rows, the one that it is made from first.
    pub fn lineage(&self, observation: usize) -> impl Iterator<Item = (usize, u32)> {
        self.rows.iter().flat_map(move |of| of.of(observation).iter().map(|row| (of.extract, *row)))
    }

    /// Every row beside these that decided that whom an observation is about is counted at all.
    pub fn membership(&self, observation: usize) -> impl Iterator<Item = (usize, u32)> {
        self.membership.iter().flat_map(move |of| of.of(observation).iter().map(|row| (of.extract, *row)))
    }

    /// Every row that decided with the others which units are among the greatest, which are left out.
    pub fn ranked(&self) -> impl Iterator<Item = (usize, u32)> {
        self.ranked.iter().flat_map(|of| of.of(0).iter().map(|row| (of.extract, *row)))
    }
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
