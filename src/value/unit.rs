//! What numbers count in, and which of them can meet: a share is never added to kroner.

use crate::estimate::Scale;
use crate::value::Stat;

/// What is done with two numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arithmetic {
    /// They are added.
    Plus,
    /// The second is taken from the first.
    Minus,
    /// They are multiplied.
    Times,
    /// The first is divided by the second.
    Over,
}

/// Years, as units are compared and as findings call them, which are English.
const YEARS: &str = "years";

/// What a number counts in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unit {
    /// Nothing is known, or it does not matter: zero is zero of everything.
    Any,
    /// A number that the claim states without a unit.
    Number,
    /// A number that the claim states with a unit of its own: `9 voksne`.
    Named(String),
    /// How many of something.
    Count(Option<String>),
    /// A fraction 0-1 of something.
    Share,
    /// A difference of shares.
    Points,
    /// A mean or a sum of something measured.
    Amount(Option<String>),
}

impl Unit {
    /// What values with this stat count in; `word` is what the exhibit says that it shows.
    pub fn of_stat(stat: Stat, word: Option<&str>) -> Self {
        match stat.name() {
            "share" => Self::Share,
            // Beside amounts in an exhibit's unit there may be the time until they have come back.
            "payback_time" => Self::Amount(Some(YEARS.to_owned())),
            "payback_year" => Self::Amount(None),
            "count" | "persons" => Self::Count(word.map(normal)),
            _ => match stat.scale() {
                Scale::Share => Self::Share,
                Scale::Points => Self::Points,
                Scale::Bare => Self::Number,
                _ => Self::Amount(word.map(normal)),
            },
        }
    }

    /// That of a number that is stated with a unit of its own.
    pub fn named(word: &str) -> Self {
        Self::Named(normal(word))
    }

    /// In words, for a finding.
    pub fn describe(&self) -> String {
        match self {
            Self::Any => "anything".to_owned(),
            Self::Number => "a number without a unit".to_owned(),
            Self::Named(word) => format!("a number of {word}"),
            Self::Count(None) => "a count".to_owned(),
            Self::Count(Some(word)) => format!("a count of {word}"),
            Self::Share => "a share (%)".to_owned(),
            Self::Points => "a difference of shares (pp)".to_owned(),
            Self::Amount(None) => "an amount".to_owned(),
            Self::Amount(Some(word)) => format!("an amount in {word}"),
        }
    }

    /// The unit of two numbers that can be compared; none where they cannot.
    pub fn meet(&self, other: &Self) -> Option<Self> {
        use Unit::{Amount, Any, Count, Named, Number, Points, Share};
        Some(match (self, other) {
            (Any, one) | (one, Any) => one.clone(),
            (Number, Number) => Number,
            (Number, one @ (Named(_) | Count(_) | Amount(_))) | (one @ (Named(_) | Count(_) | Amount(_)), Number) => {
                one.clone()
            }
            (Share, Share) => Share,
            (Points, Points) => Points,
            (Named(a), Named(b)) if a == b => Named(a.clone()),
            (Named(word), Count(of)) | (Count(of), Named(word)) if of.as_ref().is_none_or(|of| of == word) => {
                Count(Some(word.clone()))
            }
            (Named(word), Amount(of)) | (Amount(of), Named(word)) if of.as_ref().is_none_or(|of| of == word) => {
                Amount(Some(word.clone()))
            }
            // Adults and children are counted together, as people are; kroner and measures are not.
            (Count(a), Count(b)) => Count(a.clone().filter(|a| b.as_ref() == Some(a))),
            (Amount(a), Amount(b)) if a.is_none() || b.is_none() || a == b => Amount(a.clone().or_else(|| b.clone())),
            _ => return None,
        })
    }

    /// The unit of a result; none where the numbers cannot be so combined.
    pub fn combine(&self, op: Arithmetic, other: &Self) -> Option<Self> {
        use Unit::{Amount, Any, Count, Named, Number, Points, Share};
        match op {
            Arithmetic::Plus | Arithmetic::Minus => match (self, other) {
                (Share, Share) if op == Arithmetic::Minus => Some(Points),
                (Share, Points) | (Points, Share) => Some(Share),
                _ => self.meet(other),
            },
            Arithmetic::Times => match (self, other) {
                (Any, _) | (_, Any) => Some(Any),
                (Number, one)
                | (one, Number)
                | (Share, one @ (Share | Count(_) | Amount(_) | Named(_)))
                | (one @ (Count(_) | Amount(_) | Named(_)), Share)
                | (Count(_), one @ Amount(_))
                | (one @ Amount(_), Count(_)) => Some(one.clone()),
                _ => None,
            },
            Arithmetic::Over => match (self, other) {
                (Any, _) | (_, Any) => Some(Any),
                (Number, Number) => Some(Share),
                (one, Number) => Some(one.clone()),
                (Amount(word), Count(_)) => Some(Amount(word.clone())),
                (one, other) => one.meet(other).map(|_| Share),
            },
        }
    }
}

/// A unit as it is compared: `kr. pr. barn`, `DKK` and `kroner` are all `kr`, and years are years in every language.
fn normal(word: &str) -> String {
    let first = word.split_whitespace().next().unwrap_or_default().trim_end_matches('.').to_lowercase();
    match first.as_str() {
        "dkk" | "kroner" | "krone" => "kr".to_owned(),
        "år" | "year" => YEARS.to_owned(),
        _ => first,
    }
}

/// A number as a finding shows it, with `digits` decimals at most where it has them.
pub fn shown(value: f64, unit: &Unit, digits: usize) -> String {
    let decimal = |value: f64, digits: usize| {
        let text = format!("{value:.digits$}");
        let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
        if text == "-0" { "0".to_owned() } else { text.to_owned() }
    };
    match unit {
        Unit::Share => format!("{} %", decimal(value * 100.0, digits)),
        Unit::Points => format!("{} pp", decimal(value * 100.0, digits)),
        Unit::Named(word) | Unit::Count(Some(word)) | Unit::Amount(Some(word)) => {
            format!("{} {word}", decimal(value, digits))
        }
        Unit::Any | Unit::Number | Unit::Count(None) | Unit::Amount(None) => decimal(value, digits),
    }
}

#[cfg(test)]
mod tests {
    use super::{Stat, Unit, shown};

    #[test]
    fn years_are_years_in_every_language_and_english_in_findings() {
        let told = Unit::of_stat(Stat::PaybackTime, Some("kr."));
        for word in ["år", "year", "Years", "år pr. barn"] {
            assert_eq!(Unit::named(word).meet(&told), Some(told.clone()), "{word}");
        }
        assert_eq!(told.describe(), "an amount in years");
        assert_eq!(shown(4.5, &Unit::named("år"), 1), "4.5 years");
    }
}
