//! What values rest on: observations, the rows behind them, and what was left out.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::super::{Ints, Worked};
use super::Cells;
use crate::audit::Statement;
use crate::estimate::IntervalKind;

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
    /// The places of the lists of those who are observed elsewhere alone, one of each, by reason; none where they would be too many, nobody
    /// is listed, or what is observed are the steps of a calculation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub elsewhere: Option<[usize; 3]>,
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
    /// The kind of interval around them, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "kind")]
    pub interval: Option<IntervalKind>,
}

/// Kinds of intervals by their names.
mod kind {
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

    use crate::estimate::IntervalKind;

    #[expect(clippy::ref_option, clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
    pub(super) fn serialize<S: Serializer>(kind: &Option<IntervalKind>, to: S) -> Result<S::Ok, S::Error> {
        kind.map(IntervalKind::name).serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<IntervalKind>, D::Error> {
        let Some(name) = Option::<String>::deserialize(from)? else { return Ok(None) };
        IntervalKind::named(&name).map(Some).ok_or_else(|| de::Error::custom("no kind of interval"))
    }
}

impl Recipe {
    /// Whether values are made in the same way. An earlier record does not say what kind of interval there is.
    pub fn is_like(&self, other: &Self) -> bool {
        let bare = |recipe: &Self| Self { interval: None, ..*recipe };
        let intervals = self.interval.zip(other.interval);
        bare(self) == bare(other) && intervals.is_none_or(|(own, other)| own == other)
    }
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
    #[serde(with = "super::super::exact::list")]
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
