//! Which of the published numbers are hidden, and why.

use std::collections::BTreeMap;

/// Which published numbers are hidden: by exhibit, and by the value's place among the exhibit's values.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mask(BTreeMap<(String, usize), Hidden>);

/// What of a value is hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hidden {
    /// Why.
    pub why: Why,
    /// Whether the value is, and with it its numerator and its interval.
    pub value: bool,
    /// Whether the number of units is that it rests on.
    pub n: bool,
}

/// Why something is hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// It tells of few people itself.
    First(Rule),
    /// Others could be computed from it.
    Besides,
    /// The spec says so.
    ByException,
}

/// The rule by which a number tells of few people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// Few people are counted.
    FewCounted,
    /// Few people of those it is counted among are not counted.
    FewOthers,
    /// It is counted among few people.
    FewAmong,
    /// Few families are behind it.
    FewFamilies,
    /// Everyone or no one is counted, which tells something of each.
    Unanimous,
    /// Few people have anything to add to a sum.
    FewContribute,
    /// One person's amount is most of a sum.
    Dominated,
    /// A statistic of too few people for what it says.
    FewForStatistic,
}

impl Rule {
    /// All, in the order in which they are told.
    pub const ALL: [Self; 8] = [
        Self::FewCounted,
        Self::FewOthers,
        Self::FewAmong,
        Self::FewFamilies,
        Self::Unanimous,
        Self::FewContribute,
        Self::Dominated,
        Self::FewForStatistic,
    ];

    /// The rule in a few words.
    pub fn words(self) -> &'static str {
        match self {
            Self::FewCounted => "few counted",
            Self::FewOthers => "few others",
            Self::FewAmong => "among few",
            Self::FewFamilies => "of few families",
            Self::Unanimous => "all or none",
            Self::FewContribute => "few contribute",
            Self::Dominated => "one is most of it",
            Self::FewForStatistic => "few for what it says",
        }
    }
}

impl Mask {
    /// What is hidden of the value at a place among an exhibit's values.
    pub fn of(&self, exhibit: &str, place: usize) -> Option<&Hidden> {
        self.0.get(&(exhibit.to_owned(), place))
    }

    /// Whether nothing is hidden.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Everything hidden, by exhibit and place.
    pub fn iter(&self) -> impl Iterator<Item = (&str, usize, &Hidden)> {
        self.0.iter().map(|((exhibit, place), hidden)| (exhibit.as_str(), *place, hidden))
    }

    /// Hides a value, or more of one.
    pub fn hide(&mut self, exhibit: &str, place: usize, hidden: Hidden) {
        let known = self.0.entry((exhibit.to_owned(), place)).or_insert(hidden);
        let why = known.why.min(hidden.why);
        *known = Hidden { why, value: known.value || hidden.value, n: known.n || hidden.n };
    }
}
