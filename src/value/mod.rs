//! Values: the numbers of an exhibit, keyed, with what they rest on.
//!
//! This is what `statistic` makes and what `chart`, `document` and `audit` see. It knows neither frames nor the spec.

mod calculation;
mod csv;
mod name;
mod number;

pub use calculation::Calculation;
pub use csv::to_csv;
pub use name::Name;
pub use number::shortest;

/// How sure an interval is to hold what it is around: the share of all such intervals that do.
pub const CONFIDENCE: f64 = 0.95;

/// What a value says of its observations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stat {
    /// The sum of the observations' values, each 0 or 1: how many.
    Count,
    /// The same over the number of observations: a fraction 0-1.
    Share,
    /// The sum of the observations' values over their number.
    Mean,
    /// The same, where an exhibit has means of several things: the name says of which, such as `mean_alder`.
    MeanOf(Name),
    /// The sum of the observations' values.
    Sum,
    /// How many persons a calculation comes to.
    Persons,
    /// How many whole years of one person a calculation comes to.
    PersonYears,
    /// What has come together from the first year to this one.
    CumulativeSum,
    /// What a calculation expects.
    Expected,
    /// A number as its source states it.
    Value,
    /// The first year at whose end what was paid in has come back.
    PaybackYear,
    /// The time until what was paid in has come back, in years.
    PaybackTime,
    /// The mean change over the standard deviation of the first scores.
    Effect,
    /// The effect less the effect that others have.
    RelativeEffect,
    /// The sum of what amounts of several years are worth in one year.
    PresentValue,
    /// The same, of all years up to and with x.
    CumulativePresentValue,
    /// What an outcome is with all assumptions as they are stated.
    Base,
    /// What it is with one assumption at the low end of its range.
    Low,
    /// What it is with one assumption at the high end of its range.
    High,
    /// How far apart the two are.
    Span,
}

impl Stat {
    /// Those that have a name of their own.
    pub const ALL: [Self; 19] = [
        Self::Count,
        Self::Share,
        Self::Mean,
        Self::Sum,
        Self::Persons,
        Self::PersonYears,
        Self::CumulativeSum,
        Self::Expected,
        Self::Value,
        Self::PaybackYear,
        Self::PaybackTime,
        Self::Effect,
        Self::RelativeEffect,
        Self::PresentValue,
        Self::CumulativePresentValue,
        Self::Base,
        Self::Low,
        Self::High,
        Self::Span,
    ];

    /// Those of a sensitivity: what an outcome is when one assumption at a time is taken at the ends of its range.
    pub const OF_SENSITIVITY: [Self; 4] = [Self::Base, Self::Low, Self::High, Self::Span];

    /// The stat of that name in the spec.
    pub fn from_name(name: &str) -> Option<Self> {
        let own = Self::ALL.into_iter().find(|stat| stat.name() == name);
        own.or_else(|| Name::mean_of(name).map(Self::MeanOf))
    }

    /// The name in the spec and in `data/<id>.csv`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Share => "share",
            Self::Mean => "mean",
            Self::MeanOf(name) => name.text(),
            Self::Sum => "sum",
            Self::Persons => "persons",
            Self::PersonYears => "person_years",
            Self::CumulativeSum => "cumulative_sum",
            Self::Expected => "expected",
            Self::Value => "value",
            Self::PaybackYear => "payback_year",
            Self::PaybackTime => "payback_time",
            Self::Effect => "effect",
            Self::RelativeEffect => "relative_effect",
            Self::PresentValue => "present_value",
            Self::CumulativePresentValue => "cumulative_present_value",
            Self::Base => "base",
            Self::Low => "low",
            Self::High => "high",
            Self::Span => "span",
        }
    }
}

/// What a value is found by; a dimension that the exhibit does not have is empty.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// The small multiple or the group of columns.
    pub facet: String,
    /// The line, the colour, the row.
    pub series: String,
    /// The place along the axis.
    pub x: String,
    /// What is said.
    pub stat: Stat,
}

/// One number of an exhibit.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    /// What it is found by.
    pub key: Key,
    /// The number; none where there is nothing to say (nobody to take a mean of) or where it is suppressed.
    pub value: Option<f64>,
    /// The interval's lower end, where there is an interval.
    pub lower: Option<f64>,
    /// The interval's upper end.
    pub upper: Option<f64>,
    /// What is counted, added up: the numerator of a share or a mean, as it was computed.
    pub numerator: f64,
    /// The denominator, as it was computed: what the units that the value rests on count for. None where nothing is counted,
    /// as in a calculation over assumptions, and where the source does not state it.
    pub denominator: Option<f64>,
    /// The denominator as a number of units, to the nearest whole one.
    pub n: Option<u64>,
    /// The calculation that the value is the result of.
    pub calculation: Calculation,
    /// Whether the value is held back to protect the people behind it.
    pub suppressed: bool,
}

/// The values of an exhibit, in the order of facets, x and series.
#[derive(Debug, Clone, PartialEq)]
pub struct Values {
    /// The facets in reading order; one empty text where the exhibit has none.
    pub facets: Vec<String>,
    /// The series in reading order.
    pub series: Vec<String>,
    /// The places along the axis in order.
    pub xs: Vec<String>,
    /// One a declared key.
    pub rows: Vec<Value>,
}

impl Values {
    /// The value at a key.
    pub fn get(&self, facet: &str, series: &str, x: &str, stat: Stat) -> Option<&Value> {
        self.rows
            .iter()
            .find(|row| row.key.facet == facet && row.key.series == series && row.key.x == x && row.key.stat == stat)
    }
}
