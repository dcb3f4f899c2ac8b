//! The spec as the engine uses it: typed, each value with its place, every name resolved by `check`.

use std::ops::Range;

use super::over::{Over, Placed};
use super::told::{Is, Told};
use super::units::UnitKind;
use super::valued::{Interval, LeaveOut, Per, Sequence, Valued};
use super::view::View;
use super::{
    Analysis, Calculation, Classes, Disclosure, DrawingSpec, FactSpec, NatureSpec, ParameterSpec, PremiseSpec, Report,
    Shown,
};
use crate::chart::{ChartKind, Tone};
use crate::claim::{Check, Claim};
use crate::diagnostic::{Code, Ranged};
use crate::estimate::Statistic;
use crate::path::FileName;
use crate::value::Stat;

/// A report's spec.
#[derive(Debug, Clone)]
pub struct Spec {
    /// The spec's file as messages name it.
    pub file: String,
    /// Its text, in which places are found.
    pub text: String,
    /// What the report is.
    pub report: Report,
    /// How the people behind the numbers are protected.
    pub disclosure: Disclosure,
    /// The numbers and months that it is made with, in the order stated.
    pub parameters: Vec<ParameterSpec>,
    /// The numbers that its texts carry over from elsewhere, in the order stated.
    pub facts: Vec<FactSpec>,
    /// What numbers and sentences rest on beside the data, in the order stated.
    pub premises: Vec<PremiseSpec>,
    /// The register extracts, in the order stated.
    pub extracts: Vec<Extract>,
    /// Who the report's people are and how their time in the project is told.
    /// None where a report counts other things than people.
    pub persons: Option<Persons>,
    /// Kinds of things that are counted as persons are, each with a table of its own.
    pub units: Vec<UnitKind>,
    /// Who is counted, each after the one it is drawn from.
    pub populations: Vec<Population>,
    /// Cohorts within populations.
    pub groups: Vec<Group>,
    /// What state a person is in, told from spells.
    pub states: Vec<State>,
    /// Yearly calculations over assumptions.
    pub calculations: Vec<Calculation>,
    /// Rows of extracts gathered to series, such as the sessions of a course.
    pub sequences: Vec<Sequence>,
    /// Tables of weeks, months and longer periods.
    pub periods: Vec<super::Periods>,
    /// Tables made by queries, each after those it is made from.
    pub views: Vec<View>,
    /// The tone of each series that has one of its own throughout the report.
    pub tones: Vec<(Ranged<String>, Tone)>,
    /// Figures of words alone.
    pub drawings: Vec<DrawingSpec>,
    /// What the report says.
    pub claims: Vec<Claim>,
    /// What must be so.
    pub checks: Vec<Check>,
    /// The figures and tables, in the order stated.
    pub exhibits: Vec<Exhibit>,
}

/// One of `[extracts]`.
#[derive(Debug, Clone)]
pub struct Extract {
    /// Its name in the spec.
    pub name: Ranged<String>,
    /// Its file in the folder of extracts.
    pub file: Ranged<FileName>,
    /// Its layout in `data-schema/`.
    pub schema: Ranged<FileName>,
    /// Fields that the layout calls personal and that may be published all the same, each with the reason.
    pub publishable: Vec<(Ranged<String>, Ranged<String>)>,
    /// What is allowed of it although it is odd.
    pub allow: Vec<Allowance>,
}

/// One of an extract's `allow`: a finding that is right for it.
#[derive(Debug, Clone)]
pub struct Allowance {
    /// Which.
    pub code: Code,
    /// The same as the spec writes it.
    pub name: Ranged<String>,
    /// Why it is right.
    pub because: String,
}

/// `[persons]`, or the same of a kind of unit.
#[derive(Debug, Clone)]
pub struct Persons {
    /// The extract, or the view, with one row a person.
    pub extract: Ranged<String>,
    /// Its column with the person's number.
    pub id: Ranged<String>,
    /// Its column with the family's name; without it everyone is a family.
    pub family: Option<Ranged<String>>,
    /// Its column with the day the person entered; without it everyone is simply there.
    pub enters: Option<Ranged<String>>,
    /// Its column with the day the person left; without it nobody leaves.
    pub leaves: Option<Ranged<String>>,
    /// Its column with the person's day of birth; without it nothing can be told of age.
    pub born: Option<Ranged<String>>,
}

/// One of `[populations]`.
#[derive(Debug, Clone)]
pub struct Population {
    /// Its name.
    pub name: Ranged<String>,
    /// The population it is drawn from; none for all of `[persons]`, or of a kind of unit.
    pub from: Option<Ranged<String>>,
    /// The kind of unit that it is of; none for what it is drawn from is of.
    pub unit: Option<Ranged<String>>,
    /// Who of them are in it: SQL.
    pub filter: Option<Ranged<String>>,
    /// Columns told of each member, each after those it is made from.
    pub columns: Vec<(Ranged<String>, ColumnRule)>,
}

/// How a column of a population is told.
#[derive(Debug, Clone)]
pub enum ColumnRule {
    /// An SQL expression over the columns there are.
    Sql(Ranged<String>),
    /// An SQL aggregate over the members of each family in the population.
    Family(Ranged<String>),
    /// What a state says of the person.
    State {
        /// The state.
        state: Ranged<String>,
        /// What is told of it.
        tell: Tell,
        /// The labels that count, where the telling takes any.
        labels: Vec<Ranged<String>>,
    },
    /// How many rows of an extract about the person fit.
    Rows(Rows),
}

/// What is told of a person's state from the month of entry to the latest month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tell {
    /// The label in the month of entry.
    AtStart,
    /// The label in the latest month.
    AtLatest,
    /// Whether it has one of the labels in every month.
    EveryMonth,
    /// The first month of the unbroken run of months with one of the labels that ends with the latest month.
    UnbrokenSince,
}

impl Tell {
    /// The names in the spec.
    pub const NAMES: [(&str, Self); 4] = [
        ("at-start", Self::AtStart),
        ("at-latest", Self::AtLatest),
        ("every-month", Self::EveryMonth),
        ("unbroken-since", Self::UnbrokenSince),
    ];
}

/// Rows of an extract about members of a population.
#[derive(Debug, Clone)]
pub struct Rows {
    /// The extract; its schema says whom a row is about.
    pub extract: Ranged<String>,
    /// Which of its rows: SQL over the row's and the person's columns.
    pub filter: Option<Ranged<String>>,
}

/// One of `[groups]`: a column with a label for each member of a population.
#[derive(Debug, Clone)]
pub struct Group {
    /// Its name, and the column's.
    pub name: Ranged<String>,
    /// The population whose members, and those of every population drawn from it, have the column.
    pub of: Ranged<String>,
    /// Label and SQL filter; the first that fits.
    pub labels: Vec<(Ranged<String>, Ranged<String>)>,
}

/// One of `[states]`.
#[derive(Debug, Clone)]
pub struct State {
    /// Its name.
    pub name: Ranged<String>,
    /// The kind of unit that it is of; none for persons, or for what the state is of that it merges.
    pub unit: Option<Ranged<String>>,
    /// How it is told.
    pub rule: StateRule,
    /// What it is called when nothing tells it.
    pub missing: Ranged<String>,
    /// Its labels in order of precedence, which is also the reading order.
    pub order: Vec<Ranged<String>>,
}

/// How a state is told.
#[derive(Debug, Clone)]
pub enum StateRule {
    /// One spell's value, of those that count in the window.
    Spells {
        /// Which spells, and when they count.
        spells: Spells,
        /// The label: SQL over the spell's columns.
        value: Ranged<String>,
        /// Which spell decides when several count, first rule first.
        ties: Vec<Tie>,
    },
    /// The first step that fits.
    FirstOf(Vec<Step>),
    /// Another state's labels, some of them under a common name.
    Merged {
        /// The other state.
        of: Ranged<String>,
        /// New label and the labels it takes in; the others keep their names.
        labels: Vec<(Ranged<String>, Vec<Ranged<String>>)>,
    },
}

/// Spells of an extract and the moment at which they count.
#[derive(Debug, Clone)]
pub struct Spells {
    /// The extract; its schema says where a spell starts and ends and whose it is.
    pub extract: Ranged<String>,
    /// Which of its rows: SQL.
    pub filter: Option<Ranged<String>>,
    /// When one counts in a window.
    pub rule: ActiveRule,
}

/// When a spell counts in a window of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActiveRule {
    /// It contains the window's last day.
    MonthEnd,
    /// It shares at least a day with the window.
    AnyDay,
}

impl ActiveRule {
    /// The names in the spec.
    pub const NAMES: [(&str, Self); 2] = [("month-end", Self::MonthEnd), ("any-day", Self::AnyDay)];
}

/// Which of several spells decides a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tie {
    /// The one that started last.
    LatestStart,
    /// The one whose label stands first in the state's order.
    ListedFirst,
}

impl Tie {
    /// The names in the spec.
    pub const NAMES: [(&str, Self); 2] = [("latest-start", Self::LatestStart), ("listed-first", Self::ListedFirst)];
}

/// One step of a state that takes the first that fits.
#[derive(Debug, Clone)]
pub struct Step {
    /// The label it gives.
    pub label: Ranged<String>,
    /// What must be so.
    pub test: StepTest,
}

/// What must be so for a step to fit.
#[derive(Debug, Clone)]
pub enum StepTest {
    /// Some such spell counts in the window.
    Spells(Spells),
    /// Another state has one of these labels.
    State {
        /// The other state.
        of: Ranged<String>,
        /// The labels.
        labels: Vec<Ranged<String>>,
    },
}

/// One of `[[exhibit]]`.
#[derive(Debug, Clone)]
pub struct Exhibit {
    /// Its id, which names its files.
    pub id: Ranged<String>,
    /// Where it stands in the spec.
    pub span: Range<usize>,
    /// The number readers know it by, where it is not its place among those of its kind.
    pub number: Option<Ranged<String>>,
    /// Whether it stands in the publication, and not only in the data, the workbook and the audit book.
    pub printed: bool,
    /// What it shows, in a few words.
    pub title: Ranged<String>,
    /// The caption's text.
    pub caption: Ranged<String>,
    /// What the reader must know; a small template.
    pub note: Option<Ranged<String>>,
    /// Where the data come from.
    pub source: Ranged<String>,
    /// What its numbers must not be read without.
    pub premises: Vec<Ranged<String>>,
    /// Why it tells of what became known after the status month, where it means to.
    pub looks_ahead: Option<Ranged<String>>,
    /// What facets, series and x are called for readers, where not by their keys.
    pub names: Vec<(Ranged<String>, Ranged<String>)>,
    /// Whether it says these itself, and does not take them over from the one that it stands in for.
    pub own_names: bool,
    /// What its amounts count in, where no chart says it; may be empty.
    pub unit: String,
    /// The same of those at a key, or of a stat, that count in something else.
    pub units: Vec<(Ranged<String>, Ranged<String>)>,
    /// Whether it stands in for one that is told in smaller groups where nothing is hidden.
    pub larger_groups: bool,
    /// What it is instead where small numbers are hidden: told in larger groups.
    pub when_suppressed: Option<Box<Self>>,
    /// What is computed; an exhibit shows one measure or several together.
    pub parts: Vec<Part>,
    /// How it is shown.
    pub shown: Shown,
}

impl Exhibit {
    /// Whether its labels are steps, of which each is among those of the step before: it is drawn so, or tells a share of that.
    pub fn has_steps(&self) -> bool {
        let is_funnel = matches!(&self.shown, Shown::Chart(chart) if chart.kind == ChartKind::Funnel);
        let mut told = self.parts.iter().filter_map(|part| part.told.as_ref()?.against.as_ref());
        is_funnel || told.any(|against| against.along_series && against.steps.is_some())
    }
}

/// One measure of an exhibit and its keys.
#[derive(Debug, Clone)]
pub struct Part {
    /// Where it stands in the spec.
    pub span: Range<usize>,
    /// Who is counted; none where the measure is not of people.
    pub population: Option<Ranged<String>>,
    /// What is observed of them.
    pub measure: Measure,
    /// Which of the observations: SQL over their columns.
    pub filter: Option<Ranged<String>>,
    /// Each observation's value, where it is not the measure's own.
    pub value: Option<Valued>,
    /// How many units each observation stands for, where it is not one: SQL.
    pub weight: Option<Ranged<String>>,
    /// The score that each observation's change is from: SQL.
    pub baseline: Option<Ranged<String>>,
    /// The effect that others have, which a relative effect is told from.
    pub norm: Option<Ranged<f64>>,
    /// The small multiples.
    pub facet: Option<Axis>,
    /// The lines, colours, rows.
    pub series: Option<Axis>,
    /// The places along the axis.
    pub x: Option<Axis>,
    /// Why its labels overlap, so that a total is not the sum of the labels beside it.
    pub overlap: Option<Ranged<String>>,
    /// Why its classes leave some out, where they pick and do not share everyone out.
    pub selects: Option<Ranged<String>>,
    /// The units that are left out, where some are.
    pub leave_out: Option<LeaveOut>,
    /// Which of its values are observed, estimated or forecast; all are observed where nothing is said.
    pub nature: Option<NatureSpec>,
    /// What is said of the observations.
    pub stats: Vec<Stat>,
    /// What that is, where it is told under a name of its own or is a statistic of the registry; `stats` then is its name
    /// alone.
    pub told: Option<Told>,
    /// Whether the same numbers are told beside a count as what they are: a mean, a sum, a median.
    pub measured: bool,
    /// What statistics ask of each observation beside its number.
    pub beside: Beside,
    /// How many places along x are taken together, each with those before it.
    pub rolling: Option<Ranged<i32>>,
    /// Where it is said that each place along x takes in all before it; none where it does not.
    pub cumulated: Option<Range<usize>>,
    /// Where it is said what is told.
    pub stat_at: Range<usize>,
    /// What a value is counted among.
    pub among: Among,
    /// The series whose value at the same facet and x a share is taken of, where not of `among`.
    pub share_of: Option<Ranged<String>>,
    /// What a mean is taken per.
    pub per: Per,
    /// The kind of interval around shares and means; none where there is none.
    pub interval: Option<Interval>,
}

impl Part {
    /// Whether families are counted, or divided by, or left out.
    pub fn counts_families(&self) -> bool {
        let left_out = self.leave_out.as_ref().is_some_and(|leave_out| leave_out.families);
        matches!(self.measure, Measure::Tally { unit: Unit::Family }) || self.per == Per::Family || left_out
    }

    /// What is computed of the observations, also where only what is told of that is shown.
    pub fn tells(&self) -> Vec<Is> {
        match &self.told {
            Some(told) => [told.is].into_iter().chain(told.against.as_ref().map(|against| against.of)).collect(),
            None => self.stats.iter().copied().map(Is::Stat).collect(),
        }
    }

    /// Whether it makes a difference what is counted below the line: a sum, or a share of another series, is taken over nothing.
    pub fn has_quotient(&self) -> bool {
        let over = |is: &Is| matches!(is, Is::Stat(stat) if stat.is_quotient());
        self.tells().iter().any(over) && self.share_of.is_none() && self.among != Among::Stated
    }

    /// The statistic of the registry that is told, where it is one.
    pub fn statistic(&self) -> Option<&'static Statistic> {
        self.told.as_ref()?.statistic()
    }
}

/// What statistics ask of each observation beside its number: SQL.
#[derive(Debug, Clone, Default)]
pub struct Beside {
    /// A second number.
    pub with: Option<Ranged<String>>,
    /// Whether it is of the group whose number is told against the others'.
    pub versus: Option<Ranged<String>>,
    /// What it ended with; empty where the end is not seen.
    pub event: Option<Ranged<String>>,
    /// The class that it is standardised by.
    pub cell: Option<Ranged<String>>,
    /// What it resembles others in, where that is not its unit.
    pub cluster: Option<Ranged<String>>,
    /// The ends of the interval that it states around its number.
    pub ends: Option<[Ranged<String>; 2]>,
}

/// How a key is made.
#[derive(Debug, Clone)]
pub enum Axis {
    /// From a column whose labels are known: a group, a state, the period, the split.
    Column(Ranged<String>),
    /// From the state, by these of its labels in this reading order.
    States(Vec<Ranged<String>>),
    /// From labels with SQL filters over the observations; an observation counts at every label it fits.
    Labels(Vec<(Ranged<String>, Ranged<String>)>),
    /// From the text that an SQL expression gives for each observation.
    Classes(Box<Classes>),
    /// From an SQL expression that gives a month or a year: every one from the first to the last observed.
    Range {
        /// The month or year: SQL.
        of: Ranged<String>,
        /// The last one that is shown, where that is not the last observed: SQL.
        until: Option<Ranged<String>>,
    },
}

/// What a value is counted among: whose number is `n`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Among {
    /// All observations at the same facet and x; the series share them out.
    X,
    /// All observations of the same facet and series; the x pick from them.
    Series,
    /// Only those counted at the value itself.
    Counted,
    /// All observations at the same facet and x, where the series pick from them or overlap.
    AllAtX,
    /// All observations of the same facet.
    Facet,
    /// The source states the value and what it was counted among.
    Stated,
    /// Nothing is counted: `n` is empty.
    Nothing,
}

impl Among {
    /// The names in the spec.
    pub const NAMES: [(&str, Self); 7] = [
        ("x", Self::X),
        ("series", Self::Series),
        ("counted", Self::Counted),
        ("all-at-x", Self::AllAtX),
        ("facet", Self::Facet),
        ("stated", Self::Stated),
        ("nothing", Self::Nothing),
    ];
}

/// What is observed.
#[derive(Debug, Clone)]
pub enum Measure {
    /// Each unit once.
    Tally {
        /// Who is a unit.
        unit: Unit,
    },
    /// Each person's state in each window.
    Composition {
        /// The state.
        state: Ranged<String>,
        /// Further states, each told in a column of its name.
        also: Vec<Ranged<String>>,
        /// The windows.
        over: Over,
    },
    /// Each person's state in the first and the latest month.
    Transition {
        /// The state.
        state: Ranged<String>,
    },
    /// How many spells each person has in each window: the mean over its months.
    Level {
        /// The spells.
        spells: Spells,
        /// The windows.
        over: Over,
    },
    /// Each row of an extract about a member, once; without a population each row, or each sequence of rows.
    Records {
        /// The rows.
        rows: Rows,
        /// The windows that rows are placed in, where they are.
        placed: Option<Placed>,
    },
    /// The sum of each person's bookings in each window.
    Amount {
        /// The bookings.
        bookings: Bookings,
        /// The windows.
        over: Over,
    },
    /// Something else than people.
    Analysis(Analysis),
}

/// Who is counted in a tally.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// A person.
    Person,
    /// A family with at least one member in the population.
    Family,
}

impl Unit {
    /// The names in the spec.
    pub const NAMES: [(&str, Self); 2] = [("person", Self::Person), ("family", Self::Family)];
}

/// Bookings of an extract.
#[derive(Debug, Clone)]
pub struct Bookings {
    /// The extract; its schema says whom a booking is about.
    pub extract: Ranged<String>,
    /// The column with the amount.
    pub amount: Ranged<String>,
    /// The column with the day.
    pub date: Ranged<String>,
    /// Which of its rows: SQL.
    pub filter: Option<Ranged<String>>,
    /// Parts shown apart, each with an SQL filter over the bookings; none for all together.
    pub split: Vec<(Ranged<String>, Ranged<String>)>,
}
