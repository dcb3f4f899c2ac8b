//! The causes that a change is split into.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;

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

    /// The cause as people read it; `who` are those of whom it tells ([`Who`]).
    pub fn name(self, who: &Who) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::NewPeriods => "new periods",
            Self::LateCorrections => "late corrections",
            Self::Population => return Cow::Owned(format!("{who} entered or left")),
            Self::Definition => "changed definition",
            Self::Assumption => "changed assumption",
            Self::Rounding => "rounding",
            Self::Unexplained => "unexplained",
        })
    }
}

/// Whom a release tells of: people, or units by what readers call them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Who(BTreeSet<String>);

impl Who {
    /// Those of these nouns, of which an empty one is people's.
    pub fn of(nouns: impl IntoIterator<Item = String>) -> Self {
        Self(nouns.into_iter().collect())
    }

    /// Those of all of them.
    pub fn all<'w>(all: impl IntoIterator<Item = &'w Self>) -> Self {
        // Nobody in particular is people.
        let of = |who: &'w Self| if who.0.is_empty() { vec![String::new()] } else { who.0.iter().cloned().collect() };
        Self::of(all.into_iter().flat_map(of))
    }
}

impl fmt::Display for Who {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("people");
        }
        for (at, noun) in self.0.iter().enumerate() {
            f.write_str(if at == 0 { "" } else { " or " })?;
            if noun.is_empty() { f.write_str("people")? } else { write!(f, "«{noun}»")? }
        }
        Ok(())
    }
}
