//! Values: the numbers of an exhibit, keyed, with what they rest on.
//!
//! This is what `statistic` makes and what `chart`, `document` and `audit` see. It knows neither frames nor the spec; of
//! statistics it knows what `estimate` says of them.

mod calculation;
mod csv;
mod dimension;
mod disclosed;
mod name;
mod nature;
mod number;
mod totals;
mod unit;

pub use calculation::Calculation;
pub use csv::to_csv;
pub use dimension::Dimension;
pub use disclosed::{Disclosed, Veil};
pub use name::{Means, Name};
pub use nature::Nature;
pub use number::shortest;
pub use totals::{doubled, overlap, totals};
pub use unit::{Arithmetic, Unit, shown};

use crate::estimate::{Scale, Statistic};

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
    /// A statistic of the registry, or one that the spec gives a name of its own.
    Other(Name),
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

    /// The stat of that name, whether the program's or a spec's.
    pub fn from_name(name: &str) -> Option<Self> {
        let own = Self::ALL.into_iter().find(|stat| stat.name() == name);
        own.or_else(|| Name::mean_of(name).map(Self::MeanOf)).or_else(|| Name::word(name).map(Self::Other))
    }

    /// The statistic of the registry that the name is that of, or begins with.
    pub fn statistic(self) -> Option<&'static Statistic> {
        let Self::Other(name) = self else { return None };
        name.statistic()
    }

    /// What its numbers are.
    pub fn scale(self) -> Scale {
        match self {
            Self::Count => Scale::Count,
            Self::Share => Scale::Share,
            Self::Other(name) => name.scale(),
            _ => Scale::Own,
        }
    }

    /// Whether it is taken over something: over those that it is counted among, or per person or family where the spec says so.
    pub fn is_quotient(self) -> bool {
        matches!(self, Self::Share | Self::Mean | Self::MeanOf(_))
    }

    /// Whether its numbers are fractions of a whole.
    pub fn is_fraction(self) -> bool {
        self.scale() == Scale::Share
    }

    /// Whether its numbers are fractions of a whole or differences of them, which are written in percent.
    pub fn is_share(self) -> bool {
        matches!(self.scale(), Scale::Share | Scale::Points)
    }

    /// Whether its numbers are numbers of things.
    pub fn is_count(self) -> bool {
        matches!(self.scale(), Scale::Count | Scale::YesOrNo)
    }

    /// The same with numbers of this scale, where it has a name of the spec's own.
    #[must_use]
    pub fn scaled(self, scale: Scale) -> Self {
        match self {
            Self::Other(name) => {
                let is = name.statistic().map_or(name.text(), |statistic| statistic.name);
                Self::Other(name.meaning(Means { is, scale }))
            }
            own => own,
        }
    }

    /// The same, standing for this, where it has a name of the spec's own.
    #[must_use]
    pub fn meaning(self, means: Means) -> Self {
        match self {
            Self::Other(name) => Self::Other(name.meaning(means)),
            own => own,
        }
    }

    /// The name in the spec and in `data/<id>.csv`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Share => "share",
            Self::Mean => "mean",
            Self::MeanOf(name) | Self::Other(name) => name.text(),
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
    /// What is counted, added up: the numerator of a share or a mean, as it was computed; none where it is hidden.
    pub numerator: Option<f64>,
    /// The denominator, as it was computed: what the units that the value rests on count for. None where nothing is counted,
    /// as in a calculation over assumptions, where the source does not state it, and where it is hidden.
    pub denominator: Option<f64>,
    /// The denominator as a number of units, to the nearest whole one.
    pub n: Option<u64>,
    /// The calculation that the value is the result of.
    pub calculation: Calculation,
    /// Whether the value is held back to protect the people behind it.
    pub suppressed: bool,
    /// Whether the number of units is, too.
    pub hidden_n: bool,
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
    /// The value at a key. Values stand by facet, x and series, so it is looked for from where it should stand: near by in
    /// an exhibit of one part, wherever it is in others.
    pub fn get(&self, facet: &str, series: &str, x: &str, stat: Stat) -> Option<&Value> {
        let place = |names: &[String], name: &str| names.iter().position(|known| known == name);
        let at = [place(&self.facets, facet)?, place(&self.xs, x)?, place(&self.series, series)?];
        let sizes = [self.facets.len(), self.xs.len(), self.series.len()];
        let each = (self.rows.len() / sizes.iter().product::<usize>().max(1)).max(1);
        let should = ((at[0] * sizes[1] + at[1]) * sizes[2] + at[2]) * each;
        let (before, behind) = self.rows.split_at(should.min(self.rows.len()));
        let is =
            |row: &&Value| row.key.stat == stat && row.key.series == series && row.key.x == x && row.key.facet == facet;
        // Labels that have values only where something is counted let those behind them move up a little.
        let near = before.len().saturating_sub(64);
        let (far, near) = before.split_at(near);
        near.iter().rev().find(is).or_else(|| behind.iter().find(is)).or_else(|| far.iter().find(is))
    }
}

#[cfg(test)]
mod tests {
    use super::{Key, Stat, Value, Values};

    #[test]
    fn a_value_is_found_wherever_it_stands() {
        let names = |of: &str, count: usize| (0..count).map(|at| format!("{of}{at}")).collect::<Vec<_>>();
        let mut values = Values { facets: names("f", 2), series: names("s", 40), xs: names("x", 5), rows: Vec::new() };
        for stat in [Stat::Count, Stat::Share] {
            for (at, (facet, x)) in
                values.facets.iter().flat_map(|facet| values.xs.iter().map(move |x| (facet, x))).enumerate()
            {
                // Not every series has values everywhere.
                for series in values.series.iter().skip(at % 3) {
                    values.rows.push(Value {
                        key: Key { facet: facet.clone(), series: series.clone(), x: x.clone(), stat },
                        value: None,
                        lower: None,
                        upper: None,
                        numerator: None,
                        denominator: None,
                        n: None,
                        calculation: super::Calculation::Nothing,
                        suppressed: false,
                        hidden_n: false,
                    });
                }
            }
        }
        for row in &values.rows {
            let Key { facet, series, x, stat } = &row.key;
            assert_eq!(values.get(facet, series, x, *stat).map(|found| &found.key), Some(&row.key));
        }
        assert_eq!(values.get("f0", "s0", "x1", Stat::Count), None);
        assert_eq!(values.get("f9", "s0", "x1", Stat::Count), None);
    }
}
