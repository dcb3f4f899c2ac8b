//! What differs between two releases, as it is told.

use super::cause::{Cause, Causes, Who};
use super::rows::RowChange;
use super::split::{Ends, Parts};
use crate::locale::Language;
use crate::value::Key;

/// What differs between two releases of a report.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// The report's name.
    pub report: String,
    /// What the old release is called: its status month and where it stands.
    pub old: Release,
    /// The new one.
    pub new: Release,
    /// How many values there are in either.
    pub values: usize,
    /// The exhibits that differ, in the order of the new release; those that are gone behind them.
    pub exhibits: Vec<ExhibitChange>,
    /// The claims that differ.
    pub claims: Vec<ClaimChange>,
    /// The rows that differ.
    pub rows: Vec<RowChange>,
}

/// One of the two releases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    /// Its status month.
    pub as_of: String,
    /// The program that built it.
    pub program: String,
}

/// An exhibit of which something differs.
#[derive(Debug, Clone, PartialEq)]
pub struct ExhibitChange {
    /// Its id.
    pub id: String,
    /// Its title, the new one where both have it.
    pub title: String,
    /// Which release has it, where only one has.
    pub only: Option<Only>,
    /// Whom or what it counts, in either release.
    pub who: Who,
    /// The places of the spec that define it otherwise: `populations.boern`.
    pub redefined: Vec<String>,
    /// The labels that are the same under another name.
    pub renamed: Vec<Renamed>,
    /// How many values it has in either release.
    pub values: usize,
    /// Those that differ, the greatest change first.
    pub changes: Vec<ValueChange>,
}

/// What only one of the releases has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Only {
    /// The old one.
    Old,
    /// The new one.
    New,
}

/// A value that differs.
#[derive(Debug, Clone, PartialEq)]
pub struct ValueChange {
    /// The language of the new release, in which its numbers are written.
    pub language: Language,
    /// What it is found by.
    pub key: Key,
    /// In the old release; none where it has no such value.
    pub old: Option<Figure>,
    /// In the new release.
    pub new: Option<Figure>,
    /// What the causes brought, where both releases have a number; they sum to the change.
    pub parts: Parts,
    /// Whether that is nothing but the change shared equally, because what each brought cannot be told.
    pub shared: bool,
    /// What the causes brought to the ends of the interval, where it differs.
    pub ends: Option<Ends>,
    /// All causes: those of `parts`, the greatest first, or what can be said where there is nothing to subtract.
    pub causes: Vec<Cause>,
    /// What each assumption brought, of a value that is calculated in the same way in both releases; the greatest first.
    pub assumptions: Vec<AssumptionChange>,
    /// The observations that differ.
    pub observations: Vec<ObservationChange>,
}

/// An assumption that has another number, and what that brought.
#[derive(Debug, Clone, PartialEq)]
pub struct AssumptionChange {
    /// What readers call it.
    pub label: String,
    /// At how many places (years, labels) it has another number.
    pub places: usize,
    /// The place, where it is one.
    pub place: String,
    /// The number it had, where it is one.
    pub old: Option<f64>,
    /// The number it has, where it is one.
    pub new: Option<f64>,
    /// What the value moved by.
    pub part: f64,
}

/// A label that is called something else in the new release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renamed {
    /// Which of facet, series and x it is of.
    pub axis: &'static str,
    /// What the old release calls it.
    pub old: String,
    /// What the new one does.
    pub new: String,
}

/// A value as a release has it.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// The number.
    pub value: Option<f64>,
    /// The interval's ends.
    pub interval: Option<(f64, f64)>,
    /// What is counted, added up.
    pub numerator: Option<f64>,
    /// The denominator, as it was computed.
    pub denominator: Option<f64>,
    /// The denominator as a number of units.
    pub n: Option<u64>,
    /// Whether it is held back.
    pub suppressed: bool,
    /// As the report writes it when nothing else is said.
    pub shown: String,
    /// The number so rounded.
    pub rounded: Option<f64>,
}

/// An observation behind a value that differs.
#[derive(Debug, Clone, PartialEq)]
pub struct ObservationChange {
    /// Whom or what it is about.
    pub unit: String,
    /// In the old release; none where the value knows nothing of it there.
    pub old: Option<Observed>,
    /// In the new release.
    pub new: Option<Observed>,
    /// Why it differs.
    pub causes: Causes,
}

/// An observation as a release has it.
#[derive(Debug, Clone, PartialEq)]
pub struct Observed {
    /// Whether the value counts it, or only counts among others of which it is one.
    pub counted: bool,
    /// Its number.
    pub number: Option<f64>,
    /// The rows that it rests on: file and row.
    pub rows: Vec<(String, u32)>,
}

/// A claim that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimChange {
    /// Its id.
    pub id: String,
    /// In the old release; none where it has no such claim.
    pub old: Option<Said>,
    /// In the new release.
    pub new: Option<Said>,
}

/// A claim as a release has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Its sentence; empty where it is left out.
    pub sentence: String,
    /// Whether the values bear it out.
    pub holds: bool,
}

impl Difference {
    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.exhibits.is_empty() && self.claims.is_empty() && self.rows.is_empty()
    }

    /// The values that differ, with their exhibit's id.
    pub fn changes(&self) -> impl Iterator<Item = (&str, &ValueChange)> {
        self.exhibits.iter().flat_map(|exhibit| exhibit.changes.iter().map(|change| (exhibit.id.as_str(), change)))
    }
}

/// What became of a value that readers see in one release only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turned {
    /// It is hidden in the new release, and was not in the old one.
    Hidden,
    /// It is shown in the new release, and was hidden in the old one.
    Shown,
}

impl Turned {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Hidden => "hidden now",
            Self::Shown => "shown now",
        }
    }
}

impl ValueChange {
    /// What became of it, where one of two releases that both have it hides it.
    pub fn turned(&self) -> Option<Turned> {
        match (self.old.as_ref()?.suppressed, self.new.as_ref()?.suppressed) {
            (false, true) => Some(Turned::Hidden),
            (true, false) => Some(Turned::Shown),
            _ => None,
        }
    }

    /// The change, where both releases have a number.
    pub fn change(&self) -> Option<f64> {
        Some(self.new.as_ref()?.value? - self.old.as_ref()?.value?)
    }

    /// The change as the report's rounded numbers show it.
    pub fn shown_change(&self) -> Option<f64> {
        Some(self.new.as_ref()?.rounded? - self.old.as_ref()?.rounded?)
    }

    /// What rounding adds to the change: the change that is shown less the change.
    pub fn rounding(&self) -> Option<f64> {
        Some(self.shown_change()? - self.change()?)
    }

    /// Whether the number is the same, and only what it rests on or its interval differs.
    pub fn has_same_number(&self) -> bool {
        let number = |figure: &Figure| (figure.value.map(f64::to_bits), figure.suppressed);
        matches!((&self.old, &self.new), (Some(old), Some(new)) if number(old) == number(new))
    }

    /// Whether readers see no difference, because all of it is in digits that are not shown.
    pub fn is_hidden(&self) -> bool {
        matches!((&self.old, &self.new), (Some(old), Some(new)) if old.shown == new.shown)
    }

    /// The cause that a reader should hear of first.
    pub fn main_cause(&self) -> Cause {
        self.causes.first().copied().unwrap_or(Cause::Unexplained)
    }
}
