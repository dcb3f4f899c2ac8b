//! Observations: what a measure has seen, in flat columns. `measure` makes them, `statistic` tells of them.

mod deciding;
mod lineage;
mod names;

use std::borrow::Cow;
use std::sync::Arc;

use crate::calculation::Step;
use crate::cohort::{Behind, Columns, Population, RowRef, Spread, in_order};
use crate::dictionary::Dictionary;
use crate::value::Stat;
use deciding::Beyond;

pub(crate) use deciding::Before;
pub use lineage::Lineage;
pub use names::Names;

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

/// Numbers of observations.
#[derive(Debug, Clone)]
pub enum Numbers {
    /// Each has a 1: something counted.
    One,
    /// Each its own.
    Each(Vec<f64>),
    /// Each what is told of its row in a table, where an expression over the columns of one table gives them.
    Told(Spread<f64>),
}

impl Default for Numbers {
    fn default() -> Self {
        Self::Each(Vec::new())
    }
}

impl Numbers {
    /// The number of the observation at a place.
    pub fn of(&self, at: usize) -> f64 {
        match self {
            Self::One => 1.0,
            Self::Each(numbers) => numbers[at],
            Self::Told(numbers) => *numbers.of(at),
        }
    }

    /// Leaves only those for which the mask holds.
    fn keep(&mut self, mask: &[bool]) {
        match self {
            Self::One => {}
            Self::Each(numbers) => {
                let mut each = mask.iter();
                numbers.retain(|_| each.next().is_some_and(|keep| *keep));
            }
            Self::Told(numbers) => numbers.keep(mask),
        }
    }
}

/// What observations count for in the denominator.
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

/// How the numbers of a calculation were worked out.
#[derive(Debug, Clone, PartialEq)]
pub struct Worked {
    /// The steps, each behind those that it is made of.
    pub steps: Arc<[Step]>,
    /// The step that each observation is.
    pub of: Vec<usize>,
}

/// Why a member of the population has no observation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    /// There is no row about the member that fits.
    NoRows,
    /// No period of the member's is observed, or all rows are outside of them.
    OutsidePeriods,
    /// The part's filter does not hold.
    Filtered,
    /// There is no number.
    NoNumber,
    /// It is one of those with the greatest sums, which are left out.
    Greatest,
}

/// Who or what observations are about.
#[derive(Debug, Clone)]
pub enum Units {
    /// Members of a population, by the index that says which.
    Members {
        /// The population.
        of: Arc<Population>,
        /// The place of the index among the columns'.
        index: usize,
        /// Whether it is the members' families that are counted; each stands at its first member.
        families: bool,
    },
    /// Things by these names.
    Named(Names),
}

impl Default for Units {
    fn default() -> Self {
        Self::Named(Names::default())
    }
}

/// What statistics ask of an observation beside its number and its weight.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Beside {
    /// A second number.
    pub with: Option<f64>,
    /// Whether it is of the group whose number is told against the others'.
    pub of_group: bool,
    /// What it ended with, by place among the events; none where the end is not seen.
    pub event: Option<u32>,
    /// The class that it is standardised by.
    pub cell: u32,
    /// The number of what it resembles others in.
    pub cluster: u32,
    /// The goal that it tells of, and whether that is reached from below.
    pub goal: Option<(f64, bool)>,
    /// Whom its place is ranked among, by place among the classes.
    pub within: Option<u32>,
    /// The ends of the interval that it states, where it states them.
    pub ends: [Option<f64>; 2],
}

/// The texts that observations are told apart by beside their numbers; each observation has its place among them.
#[derive(Debug, Clone, Default)]
pub struct Classes {
    /// The classes that they are standardised by.
    pub cells: Vec<String>,
    /// What they resemble others in.
    pub clusters: Vec<String>,
    /// What their places are ranked within.
    pub within: Vec<String>,
}

/// The observations of a part: one for each counted unit (a person in a month, a family, a person's bookings in a half-year).
#[derive(Debug, Clone, Default)]
pub struct Observations {
    /// What is known of each: the person's columns and those that the measure made (`state`, `period`, `split`,
    /// `before`, `after`, `distance`, `first_day`, `last_day`).
    pub columns: Columns,
    /// Who or what each is about.
    pub units: Units,
    /// Each one's value: 1 for something counted, an amount, a number of spells; not a number where a calculation comes to
    /// none (what is never paid back).
    pub values: Numbers,
    /// What each counts for in the denominator.
    pub weights: Weights,
    /// The stat that each is for, where not every stat is told of every observation.
    pub stats: Option<Vec<Stat>>,
    /// The score that each one's value is a change from, where it is one.
    pub baselines: Option<Vec<f64>>,
    /// What statistics ask of each beside its number, where one asks.
    pub beside: Option<Vec<Beside>>,
    /// The events that observations end with, in order.
    pub events: Vec<String>,
    /// What else statistics tell observations apart by, in order.
    pub classes: Classes,
    /// How each was worked out, where a calculation gives them.
    pub worked: Option<Worked>,
    /// The extract rows that each rests on, the person's own first.
    pub lineage: Lineage,
    /// The columns that keys can be made from, and their labels in reading order.
    pub labels: Vec<(String, Vec<Label>)>,
    /// The code lists of columns whose labels are found among the observations.
    pub lists: Vec<(String, Vec<String>)>,
    /// The columns that tell which group a person is of: not everyone need be of one.
    pub groups: Vec<String>,
    /// The members who were left out, by their places in the population, each for the first reason there was.
    pub left: Vec<(Left, Vec<usize>)>,
    /// For each member whether there is still an observation; empty before anyone was left out.
    pub(super) seen: Vec<bool>,
    /// How many observations there were when that was noted.
    pub(super) noted: usize,
    /// Observations of the same members that decided which are there, where rows did.
    pub(super) beyond: Option<Arc<Beyond>>,
    /// The observations among which the greatest were found, which are left out.
    pub(super) ranked: Option<Arc<Self>>,
    /// The extract rows behind rows of views.
    pub behind: Behind,
    /// How many of the periods each label of a group has, where the groups end at times of their own.
    pub ends: Vec<(String, usize)>,
}

impl Observations {
    /// How many there are.
    pub fn count(&self) -> usize {
        self.columns.height()
    }

    /// The labels of a column that keys can be made from.
    pub fn known(&self, column: &str) -> Option<&[Label]> {
        self.labels.iter().find(|(name, _)| name == column).map(|(_, labels)| labels.as_slice())
    }

    /// The code list of a column.
    pub fn list(&self, column: &str) -> Option<&[String]> {
        self.lists.iter().find(|(name, _)| name == column).map(|(_, list)| list.as_slice())
    }

    /// The member that an observation is about, by place in the population; of a family the first. None where it is not
    /// about people.
    pub fn member(&self, at: usize) -> Option<usize> {
        match &self.units {
            Units::Members { index, .. } => Some(self.columns.at(*index).of(at) as usize),
            Units::Named(_) => None,
        }
    }

    /// Notes who has no observation any more, and why. Families are told of by their members.
    pub(super) fn note_left(&mut self, why: Left) {
        let Units::Members { of, index, families: false } = &self.units else { return };
        // Who has one is the same as long as none has gone.
        if !self.seen.is_empty() && self.noted == self.count() {
            return;
        }
        self.noted = self.count();
        let mut now = vec![false; of.members.len()];
        for member in self.columns.at(*index).iter() {
            now[member as usize] = true;
        }
        let was = |at: &usize| self.seen.get(*at).copied().unwrap_or(true);
        let lost: Vec<usize> = (0..now.len()).filter(|at| was(at) && !now[*at]).collect();
        if !lost.is_empty() {
            self.left.push((why, lost));
        }
        self.seen = now;
    }

    /// Adds the rows that decided that whom an observation is about is counted at all, those it rests on anyway left out.
    pub fn add_membership(&self, at: usize, rows: &mut Vec<RowRef>) {
        let (Units::Members { of, families, .. }, Some(member)) = (&self.units, self.member(at)) else { return };
        let mut decided = Vec::new();
        let mut add = |member: usize| {
            decided.extend_from_slice(of.membership.of(member));
            if let Some(beyond) = &self.beyond {
                beyond.add(member, &mut decided);
            }
        };
        if *families {
            of.household(member).iter().copied().for_each(add);
        } else {
            add(member);
        }
        if decided.is_empty() {
            return;
        }
        self.behind.expand(&mut decided, 0);
        in_order(&mut decided, 0);
        let mut own = Vec::new();
        self.add_rows(at, &mut own);
        rows.extend(decided.into_iter().filter(|row| !own.contains(row)));
    }

    /// Who or what an observation is about: a pseudonym, a family's name or another.
    pub fn unit(&self, at: usize) -> Cow<'_, str> {
        match (&self.units, self.member(at)) {
            (Units::Members { of, families: true, .. }, Some(member)) => of.family(member).into(),
            (Units::Members { of, .. }, Some(member)) => of.name(member).into(),
            (Units::Named(names), _) => names.of(at),
            (Units::Members { .. }, None) => Cow::default(),
        }
    }

    /// The texts that the names of units are made of, a text a column. Of members it is the person's or the family's name alone.
    pub fn unit_names(&self) -> Vec<Vec<&str>> {
        match &self.units {
            Units::Members { of, families, .. } => {
                let name = |member| if *families { of.family(member) } else { of.name(member) };
                (0..of.members.len()).map(|member| vec![name(member)]).collect()
            }
            Units::Named(names) => (0..names.count()).map(|at| names.parts(at).collect()).collect(),
        }
    }

    /// For each observation the place of its unit among these.
    pub fn unit_places(&self) -> Vec<u32> {
        match &self.units {
            Units::Members { index, .. } => self.columns.at(*index).iter().collect(),
            Units::Named(names) => (0..).take(names.count()).collect(),
        }
    }

    /// A number for the unit of each, the same for observations of one unit.
    pub fn unit_numbers(&self) -> Vec<u32> {
        match &self.units {
            Units::Members { of, index, families } => {
                let of_member = if *families { of.families() } else { of.persons() };
                self.columns.at(*index).iter().map(|member| of_member[member as usize]).collect()
            }
            Units::Named(names) => numbered((0..names.count()).map(|at| names.of(at))),
        }
    }

    /// A number for the family of each, the same for observations of one family; none where they are not about people in
    /// families.
    pub fn family_numbers(&self) -> Option<Vec<u32>> {
        if let Units::Members { of, index, .. } = &self.units {
            let of_member = of.families();
            return Some(self.columns.at(*index).iter().map(|member| of_member[member as usize]).collect());
        }
        let told = self.columns.texts("family")?;
        Some(numbered((0..self.count()).map(|at| Cow::from(told.of(at).as_deref().unwrap_or_default()))))
    }

    /// How many are about people without a family.
    pub(super) fn without_family(&self) -> usize {
        match &self.units {
            Units::Members { of, .. } => {
                let members = (0..self.count()).filter_map(|at| self.member(at));
                members.filter(|member| of.family(*member).is_empty()).count()
            }
            Units::Named(_) => {
                let Some(told) = self.columns.texts("family") else { return 0 };
                (0..self.count()).filter(|at| told.of(*at).as_deref().unwrap_or_default().is_empty()).count()
            }
        }
    }

    /// The name of the family of each; none where they are not about people in families.
    pub fn families(&self) -> Option<Vec<String>> {
        let told = self.columns.texts("family")?;
        Some((0..self.count()).map(|at| told.of(at).clone().unwrap_or_default()).collect())
    }

    /// Adds the extract rows that an observation rests on, the person's own first.
    pub fn add_rows(&self, at: usize, rows: &mut Vec<RowRef>) {
        let from = rows.len();
        self.lineage.add(&self.columns, at, rows);
        self.behind.expand(rows, from);
    }

    /// The extract rows that an observation rests on, the person's own first.
    pub fn rows(&self, at: usize) -> Vec<RowRef> {
        let mut rows = Vec::new();
        self.add_rows(at, &mut rows);
        rows
    }

    /// The same without those that are told of its member's columns.
    pub fn own_rows(&self, at: usize) -> Vec<RowRef> {
        let mut rows = Vec::new();
        self.lineage.add_own(&self.columns, at, &mut rows);
        self.behind.expand(&mut rows, 0);
        rows
    }

    /// Leaves only those for which the mask holds.
    pub(crate) fn keep(&mut self, mask: &[bool]) {
        fn only<T>(all: &mut Vec<T>, mask: &[bool]) {
            let mut at = mask.iter();
            all.retain(|_| at.next().is_some_and(|keep| *keep));
        }
        if mask.iter().all(|keep| *keep) {
            return;
        }
        self.columns.keep(mask);
        self.lineage.keep(mask);
        if let Units::Named(names) = &mut self.units {
            names.keep(mask);
        }
        self.values.keep(mask);
        if let Weights::Each(weights) = &mut self.weights {
            only(weights, mask);
        }
        if let Some(stats) = &mut self.stats {
            only(stats, mask);
        }
        if let Some(baselines) = &mut self.baselines {
            only(baselines, mask);
        }
        if let Some(worked) = &mut self.worked {
            only(&mut worked.of, mask);
        }
        if let Some(beside) = &mut self.beside {
            only(beside, mask);
        }
    }
}

/// Each text's number, the same for equal ones.
fn numbered<'a>(texts: impl Iterator<Item = Cow<'a, str>>) -> Vec<u32> {
    let mut known = Dictionary::new();
    texts.map(|text| known.number(text)).collect()
}
