//! What kind of number a value is: seen, reckoned from what was seen, or expected.

/// Whether a value was observed. Of numbers that are taken together, the least certain decides.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Nature {
    /// It has happened and was counted or booked.
    #[default]
    Observed,
    /// It has happened, or may have, and somebody has judged how much it is.
    Estimated,
    /// It has not happened yet.
    Forecast,
}

impl Nature {
    /// All of them, with their names in the spec.
    pub const NAMES: [(&str, Self); 3] =
        [("observed", Self::Observed), ("estimated", Self::Estimated), ("forecast", Self::Forecast)];

    /// The name in the spec.
    pub fn name(self) -> &'static str {
        match self {
            Self::Observed => "observed",
            Self::Estimated => "estimated",
            Self::Forecast => "forecast",
        }
    }
}
