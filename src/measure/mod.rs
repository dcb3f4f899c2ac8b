//! The kinds of measure: from the people and their registers to observations.
//!
//! Input: a part of an exhibit, the populations, states and extracts. Output: [`Observations`], one row a counted unit,
//! with the extract rows it came from. A measure only observes: what is said of the observations is `statistic`'s.

mod amount;
mod analysis;
mod calculated;
mod labels;
mod observe;
mod records;
mod refine;
mod rows;
mod sensitivity;
mod sql;
mod tally;
mod totals;

use polars::prelude::{BooleanChunked, DataFrame};

use crate::calculation::Calculations;
use crate::cohort::{Cohorts, Data, Month, RowRef, States};
use crate::value::Stat;

pub use observe::observe;

/// What measures are made from.
#[derive(Debug, Clone, Copy)]
pub struct Sources<'a> {
    /// The spec and its extracts.
    pub data: Data<'a>,
    /// The populations.
    pub cohorts: &'a Cohorts,
    /// The states.
    pub states: &'a States,
    /// The calculations.
    pub calculations: &'a Calculations,
    /// The status month.
    pub as_of: Month,
}

/// A label of a key, in reading order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The key's text.
    pub name: String,
    /// Whether it has values only where something was counted (the label for "not known").
    pub only_if_any: bool,
}

impl Label {
    /// A label that always has values.
    pub fn declared(name: impl Into<String>) -> Self {
        Self { name: name.into(), only_if_any: false }
    }
}

impl Observations {
    /// The labels of a column that keys can be made from.
    pub fn known(&self, column: &str) -> Option<&[Label]> {
        self.labels.iter().find(|(name, _)| name == column).map(|(_, labels)| labels.as_slice())
    }
}

/// What observations count for below the line.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Weights {
    /// Each for one.
    #[default]
    One,
    /// Each for so many; none where the source does not say.
    Each(Vec<Option<f64>>),
}

impl Weights {
    /// What the observation at a place counts for.
    pub fn of(&self, at: usize) -> Option<f64> {
        match self {
            Self::One => Some(1.0),
            Self::Each(weights) => weights[at],
        }
    }
}

/// The observations of a part: one row a counted unit (a person in a month, a family, a person's bookings in a half-year).
#[derive(Debug, Clone, Default)]
pub struct Observations {
    /// What is known of each: the person's columns and those that the measure made (`state`, `period`, `split`,
    /// `before`, `after`, `distance`, `first_day`, `last_day`).
    pub frame: DataFrame,
    /// Who or what each is about: a pseudonym or a family's name.
    pub units: Vec<String>,
    /// The member each is about, by place in the population; of a family the first. Empty where they are not about people.
    pub members: Vec<usize>,
    /// Each one's value: 1 for something counted, an amount, a number of spells; not a number where a calculation comes to
    /// none (what is never paid back).
    pub values: Vec<f64>,
    /// What each counts for below the line.
    pub weights: Weights,
    /// The stat that each is for, where not every stat is told of every observation.
    pub stats: Option<Vec<Stat>>,
    /// The score that each one's value is a change from, where it is one.
    pub baselines: Option<Vec<f64>>,
    /// The extract rows that each rests on, the person's own first.
    pub rows: Vec<Vec<RowRef>>,
    /// The columns that keys can be made from, and their labels in reading order.
    pub labels: Vec<(String, Vec<Label>)>,
    /// How many of the periods each label of a group has, where the groups end at times of their own.
    pub ends: Vec<(String, usize)>,
}

impl Observations {
    /// Leaves only those for which the mask holds.
    pub(crate) fn keep(&mut self, mask: &[bool]) {
        fn only<T>(all: &mut Vec<T>, mask: &[bool]) {
            let mut at = mask.iter();
            all.retain(|_| at.next().is_some_and(|keep| *keep));
        }
        let there: BooleanChunked = mask.iter().copied().map(Some).collect();
        self.frame = self.frame.filter(&there).expect("the mask is as long as the frame");
        only(&mut self.units, mask);
        only(&mut self.members, mask);
        only(&mut self.values, mask);
        only(&mut self.rows, mask);
        if let Weights::Each(weights) = &mut self.weights {
            only(weights, mask);
        }
        if let Some(stats) = &mut self.stats {
            only(stats, mask);
        }
        if let Some(baselines) = &mut self.baselines {
            only(baselines, mask);
        }
    }
}
