//! The three dimensions of an exhibit's keys.

use super::{Key, Values};

/// One of the dimensions that values are found by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dimension {
    /// The small multiples, the groups of columns.
    Facet,
    /// The lines, the colours, the rows.
    Series,
    /// The places along the axis.
    X,
}

impl Dimension {
    /// All of them, in the order of a key.
    pub const ALL: [Self; 3] = [Self::Facet, Self::Series, Self::X];

    /// The name in the spec.
    pub fn name(self) -> &'static str {
        match self {
            Self::Facet => "facet",
            Self::Series => "series",
            Self::X => "x",
        }
    }

    /// What a key has there.
    pub fn of(self, key: &Key) -> &str {
        match self {
            Self::Facet => &key.facet,
            Self::Series => &key.series,
            Self::X => &key.x,
        }
    }

    /// The labels that values have there, in reading order.
    pub fn labels(self, values: &Values) -> &[String] {
        match self {
            Self::Facet => &values.facets,
            Self::Series => &values.series,
            Self::X => &values.xs,
        }
    }
}
