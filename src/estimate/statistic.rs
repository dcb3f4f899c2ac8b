//! What a statistic is: the record that each file of this room fills in once.

use super::IntervalKind;

/// What is known of one observation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Seen {
    /// Its number.
    pub value: f64,
    /// What it counts for.
    pub weight: f64,
    /// The number beside its own, where there is one.
    pub other: Option<f64>,
    /// Whether it is of the group whose number is told against the others'.
    pub of_group: bool,
    /// The class that it is standardised by.
    pub cell: u32,
    /// What it ended with; none where the end is not seen.
    pub event: Option<u32>,
    /// The number of what it resembles others in: its person, its office.
    pub unit: u32,
}

impl Seen {
    /// Whether its number says that something is so or not.
    pub fn is_yes_or_no(&self) -> bool {
        self.value == 0.0 || self.value - 1.0 == 0.0
    }
}

impl Default for Seen {
    fn default() -> Self {
        Self { value: 1.0, weight: 1.0, other: None, of_group: false, cell: 0, event: None, unit: 0 }
    }
}

/// The observations at a place, and what the place asks.
#[derive(Debug, Clone, Copy)]
pub struct Sample<'a> {
    /// The observations.
    pub seen: &'a [Seen],
    /// The interval that is asked for.
    pub interval: Option<IntervalKind>,
    /// The number along the axis, where the place has one.
    pub x: Option<f64>,
    /// The number of the event that the series names; none where no observation ended with it.
    pub event: Option<u32>,
}

/// The most numbers that the last step of a formula takes.
const MOST: usize = 6;

/// The numbers that the last step of a formula takes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Inputs {
    numbers: [f64; MOST],
    count: usize,
}

impl Inputs {
    /// These numbers, six at most.
    pub fn of(given: &[f64]) -> Self {
        let mut numbers = [0.0; MOST];
        let count = given.len().min(MOST);
        numbers[..count].copy_from_slice(&given[..count]);
        Self { numbers, count }
    }

    /// The numbers.
    pub fn numbers(&self) -> &[f64] {
        &self.numbers[..self.count]
    }
}

/// What was found of a sample.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Found {
    /// What the last step takes; none where there is nothing to say.
    pub inputs: Option<Inputs>,
    /// The interval, where there is one.
    pub interval: Option<(f64, f64)>,
    /// How many the value rests on, where that is not all of the sample.
    pub n: Option<f64>,
}

impl Found {
    /// These numbers, without an interval.
    pub fn of(inputs: &[f64]) -> Self {
        Self { inputs: Some(Inputs::of(inputs)), ..Self::default() }
    }

    /// The same with an interval whose ends are numbers.
    #[must_use]
    pub fn within(self, interval: Option<(f64, f64)>) -> Self {
        let interval = interval.filter(|(lower, upper)| lower.is_finite() && upper.is_finite());
        Self { interval, ..self }
    }

    /// The same, resting on so many.
    #[must_use]
    pub fn resting_on(self, n: f64) -> Self {
        Self { n: Some(n), ..self }
    }
}

/// Why a statistic cannot be told of a sample: what is wrong with the data, and what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refused {
    /// What is wrong.
    pub what: &'static str,
    /// What to do.
    pub help: &'static str,
}

/// A value, and those that it is told against.
#[derive(Debug, Clone, Copy)]
pub struct Compared<'a> {
    /// The value itself, where there is one.
    pub own: Option<f64>,
    /// The value at the place that it is told from.
    pub from: Option<f64>,
    /// All values along the axis, its own too, the total not.
    pub all: &'a [f64],
    /// The limit that is set, and whether it is reached from below.
    pub goal: Option<(f64, bool)>,
    /// How many places along the axis are taken together, where several are.
    pub places: Option<f64>,
}

/// What a statistic is computed from.
#[derive(Debug, Clone, Copy)]
pub enum Gather {
    /// The observations at a place.
    Sample(fn(&Sample<'_>) -> Result<Found, Refused>),
    /// A value at a place and another one: the numbers of the last step.
    Values(fn(&Compared<'_>) -> Option<Inputs>),
    /// A value's place among all along the axis: the same, and it rests on each of them.
    Among(fn(&Compared<'_>) -> Option<Inputs>),
}

/// What a part of the spec must say so that a statistic can be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// `with`: a second number of each observation.
    With,
    /// `versus`: which observations are of the group that is told against the others.
    Versus,
    /// `event`: what each observation ended with.
    Event,
    /// `cell`: the class that it is standardised by.
    Cell,
    /// `weight`: what each counts for.
    Weight,
    /// An x whose labels are numbers.
    Along,
    /// `from`: the label that a value is told from.
    From,
    /// `steps`: how many places back along the axis.
    Steps,
    /// `at-least` or `at-most`: the goal.
    Goal,
    /// `rolling`: how many places along x are taken together.
    Rolling,
}

/// What a statistic's numbers are, which decides how they are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// A fraction of a whole, written in percent.
    Share,
    /// A number of things.
    Count,
    /// A number in what the observations are measured in.
    Own,
    /// A number without a unit.
    Bare,
    /// What the value is that it is told of.
    Same,
    /// How far two such values are apart: of shares percentage points.
    Apart,
    /// A difference of two fractions of a whole, in percentage points.
    Points,
    /// 1 or 0, which is written as yes or no.
    YesOrNo,
}

impl Scale {
    /// All of them by names, as records have them.
    const NAMES: [(&str, Self); 8] = [
        ("share", Self::Share),
        ("count", Self::Count),
        ("own", Self::Own),
        ("bare", Self::Bare),
        ("same", Self::Same),
        ("apart", Self::Apart),
        ("points", Self::Points),
        ("yes-or-no", Self::YesOrNo),
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, scale)| *scale == self).map_or("", |(name, _)| name)
    }

    /// That of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(known, _)| *known == name).map(|(_, scale)| *scale)
    }

    /// The scale of what is told of values of another: that itself, unless it takes after them.
    #[must_use]
    pub fn told_of(self, of: Self) -> Self {
        match (self, of) {
            (Self::Same, of) => of,
            (Self::Apart, Self::Share) => Self::Points,
            (Self::Apart, _) => Self::Own,
            (own, _) => own,
        }
    }
}

/// A formula, as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Formula {
    /// Signs and letters, the same in all languages.
    Signs(&'static str),
    /// The message that has it: there are words in it.
    Said(&'static str),
}

impl Formula {
    /// The formula, its words said by `say`.
    pub fn said(self, say: impl FnOnce(&'static str) -> String) -> String {
        match self {
            Self::Signs(signs) => signs.to_owned(),
            Self::Said(message) => say(message),
        }
    }
}

/// A statistic. Its words are messages, said where they are shown in the language of who reads them.
#[derive(Debug)]
pub struct Statistic {
    /// Its name in the spec and in `data/<id>.csv`.
    pub name: &'static str,
    /// The head of its column.
    pub title: &'static str,
    /// What it is.
    pub says: &'static str,
    /// The last step, in the letters of `inputs`.
    pub formula: Formula,
    /// What the numbers of the last step are.
    pub inputs: &'static [&'static str],
    /// Where the formula is from.
    pub source: &'static str,
    /// What its numbers are.
    pub scale: Scale,
    /// What the part must say.
    pub needs: &'static [Need],
    /// The intervals that it can have.
    pub intervals: &'static [IntervalKind],
    /// How the numbers of the last step are found.
    pub gather: Gather,
    /// The last step.
    pub reckon: fn(&[f64]) -> f64,
}

impl Statistic {
    /// Whether it is told of a value against others, and not of observations.
    pub fn is_of_values(&self) -> bool {
        matches!(self.gather, Gather::Values(_) | Gather::Among(_))
    }

    /// Whether it rests on all values along the axis.
    pub fn is_among_all(&self) -> bool {
        matches!(self.gather, Gather::Among(_))
    }

    /// What it says of observations; nothing where the last step gives no number, and no interval around nothing.
    ///
    /// # Errors
    /// What makes it meaningless of these observations.
    pub fn of_sample(&self, sample: &Sample<'_>) -> Result<Found, Refused> {
        let Gather::Sample(gather) = self.gather else { return Ok(Found::default()) };
        let found = gather(sample)?;
        let inputs = found.inputs.filter(|inputs| self.value(inputs).is_some());
        Ok(Found { inputs, interval: found.interval.filter(|_| inputs.is_some()), ..found })
    }

    /// What it says of a value against others: the numbers of the last step, where that gives a number.
    pub fn of_values(&self, compared: &Compared<'_>) -> Option<Inputs> {
        let (Gather::Values(gather) | Gather::Among(gather)) = self.gather else { return None };
        gather(compared).filter(|inputs| self.value(inputs).is_some())
    }

    /// The value that the last step gives; none where that is no number.
    pub fn value(&self, inputs: &Inputs) -> Option<f64> {
        Some((self.reckon)(inputs.numbers())).filter(|value| value.is_finite())
    }
}

impl PartialEq for Statistic {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

#[cfg(test)]
pub(super) mod testing {
    use super::{Found, Gather, IntervalKind, Refused, Sample, Seen, Statistic};

    /// Observations with these numbers.
    pub(in super::super) fn of(values: &[f64]) -> Vec<Seen> {
        values.iter().map(|value| Seen { value: *value, ..Seen::default() }).collect()
    }

    /// What is found of observations.
    pub(in super::super) fn found(
        statistic: &Statistic,
        seen: &[Seen],
        interval: Option<IntervalKind>,
        x: Option<f64>,
    ) -> Result<Found, Refused> {
        let Gather::Sample(gather) = statistic.gather else { return Ok(Found::default()) };
        gather(&Sample { seen, interval, x, event: Some(0) })
    }

    /// The value that a statistic has of observations.
    pub(in super::super) fn value(statistic: &Statistic, seen: &[Seen]) -> Option<f64> {
        found(statistic, seen, None, None)
            .expect("the sample is good")
            .inputs
            .and_then(|inputs| statistic.value(&inputs))
    }
}
