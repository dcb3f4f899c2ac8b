//! The causes that a change is split into.

use std::collections::BTreeSet;

/// Why a number moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// Time went on: days after the earlier status month came in, or a window moved with the status month.
    NewPeriods,
    /// A row says something else of days up to the earlier status month, or came or went although it is about them.
    LateCorrections,
    /// Someone entered or left: the extract of persons, or the population by the passing of time.
    Population,
    /// The spec says otherwise how the value is made.
    Definition,
    /// A row of an assumption says something else.
    Assumption,
    /// No observation differs: the last digits of the same sum.
    Rounding,
    /// Nothing in the two records explains it.
    Unexplained,
}

/// Some causes.
pub type Causes = BTreeSet<Cause>;

impl Cause {
    /// All of them, in the order in which they are listed.
    pub const ALL: [Self; 7] = [
        Self::NewPeriods,
        Self::LateCorrections,
        Self::Population,
        Self::Definition,
        Self::Assumption,
        Self::Rounding,
        Self::Unexplained,
    ];

    /// The cause as data name it.
    pub fn id(self) -> &'static str {
        match self {
            Self::NewPeriods => "new-periods",
            Self::LateCorrections => "late-corrections",
            Self::Population => "population",
            Self::Definition => "definition",
            Self::Assumption => "assumption",
            Self::Rounding => "rounding",
            Self::Unexplained => "unexplained",
        }
    }

    /// The cause as people read it.
    pub fn name(self) -> &'static str {
        match self {
            Self::NewPeriods => "new periods",
            Self::LateCorrections => "late corrections",
            Self::Population => "people entered or left",
            Self::Definition => "changed definition",
            Self::Assumption => "changed assumption",
            Self::Rounding => "rounding",
            Self::Unexplained => "unexplained",
        }
    }
}
