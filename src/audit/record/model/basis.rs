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
    /// What stands at the place that it is told from, where it is told from another value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<ToldFrom>,
    /// The places of the lists of those who are observed elsewhere alone, one of each, by reason; none where they would be too many, nobody
    /// is listed, or what is observed are the steps of a calculation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub elsewhere: Option<[usize; 3]>,
}

/// What stands at a place that a value is told from: the places of lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldFrom {
    /// Of those that are counted there.
    pub counted: usize,
    /// Of those that they are counted among.
    pub among: usize,
    /// Of those that a share is taken of, where that is something else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub whole: Option<usize>,
}

/// How the values of a part are made of their observations, so that they can be made again.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Recipe {
    /// What is computed, where the name of the values' stat need not be that: the name of a stat or a statistic.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is: Option<String>,
    /// What they are told of and against, where that are values and not observations.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub against: Option<Against>,
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

/// What a value is told of and against.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Against {
    /// What the value is that it is told of: the name of a stat or a statistic.
    pub of: String,
    /// Whether the places that it is told among stand along the series, and not along x.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub along_series: bool,
    /// Whether it is told only among places of a class of its own.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub within: bool,
    /// How many places along x are taken together, where several are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub places: Option<u32>,
    /// The goal, where the spec sets one that is to be reached from below.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "super::super::exact::option")]
    pub least: Option<f64>,
    /// The same of one that is to be reached from above.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "super::super::exact::option")]
    pub most: Option<f64>,
    /// Whether the observations tell the goal.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub goals: bool,
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
    /// Whether values are made in the same way, but for what is computed. An earlier program's record does not say what kind of
    /// interval there is, nor against what values are told.
    pub fn is_like(&self, other: &Self) -> bool {
        let bare = |recipe: &Self| (recipe.per, recipe.stated, recipe.of_whole, recipe.norm);
        let intervals = self.interval.zip(other.interval);
        let against = self.against.as_ref().zip(other.against.as_ref());
        bare(self) == bare(other)
            && intervals.is_none_or(|(own, other)| own == other)
            && against.is_none_or(|(own, other)| own == other)
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
    /// What statistics take of each beside its number and weight.
    #[serde(default, skip_serializing_if = "Beside::is_nothing")]
    pub beside: Beside,
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

/// What statistics take of observations beside their numbers and weights: what one takes, and nothing else. No text of an extract stands here
/// that is not a label of the exhibit.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Beside {
    /// The second number of each.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub with: Option<Numbers>,
    /// Those of the group whose number is told against the others'.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<Ints>,
    /// What each ended with, where its end is seen: the series that is called so; an empty text where none is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Cells>,
    /// What stands for the class that each is standardised by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub classes: Option<Cells>,
    /// What stands for what each resembles others in, where that is not its unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clusters: Option<Cells>,
    /// What stands for that within which its place is ranked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<Cells>,
    /// The goals that are told: those to be reached from below, and those from above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goals: Option<[Numbers; 2]>,
    /// The ends of the intervals that are stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends: Option<[Numbers; 2]>,
}

impl Beside {
    /// Whether nothing is taken.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
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
