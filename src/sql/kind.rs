//! What an expression gives: the kind of its values, and the values.

use std::borrow::Cow;
use std::cmp::Ordering;

use chrono::NaiveDate;
use polars::prelude::DataType;

use super::order;

/// The kind of an expression's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// A month, `2018-03`, kept as text.
    Month,
    /// A day.
    Day,
    /// A whole number of 64 bits.
    Whole,
    /// A number with decimals.
    Number,
    /// True or false.
    Truth,
    /// Nothing but NULL.
    Nothing,
}

impl Kind {
    /// As findings call it.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Text => "a text",
            Self::Month => "a month",
            Self::Day => "a day",
            Self::Whole => "a whole number",
            Self::Number => "a number",
            Self::Truth => "true or false",
            Self::Nothing => "nothing but NULL",
        }
    }

    /// Whether it is written in letters.
    pub fn is_text(self) -> bool {
        matches!(self, Self::Text | Self::Month)
    }

    /// Whether it can be computed with.
    pub fn is_number(self) -> bool {
        matches!(self, Self::Whole | Self::Number)
    }

    /// The kind that values of both can be had in; none where they do not belong together.
    pub fn common(self, other: Self) -> Option<Self> {
        match (self, other) {
            (same, also) if same == also => Some(same),
            (Self::Nothing, kind) | (kind, Self::Nothing) => Some(kind),
            (one, also) if one.is_number() && also.is_number() => Some(Self::Number),
            (one, also) if one.is_text() && also.is_text() => Some(Self::Text),
            _ => None,
        }
    }

    /// The kind of a frame's column. What a month is cannot be seen from its type.
    pub fn of(kind: &DataType) -> Option<Self> {
        match kind {
            DataType::String => Some(Self::Text),
            DataType::Date => Some(Self::Day),
            DataType::Boolean => Some(Self::Truth),
            DataType::Null => Some(Self::Nothing),
            kind if kind.is_integer() => Some(Self::Whole),
            kind if kind.is_float() => Some(Self::Number),
            _ => None,
        }
    }
}

/// One value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    /// NULL: an empty cell, or what is not known.
    Nothing,
    /// Text, and months.
    Text(Cow<'a, str>),
    /// A day.
    Day(NaiveDate),
    /// A whole number.
    Whole(i64),
    /// A number with decimals.
    Number(f64),
    /// True or false.
    Truth(bool),
}

impl<'a> Value<'a> {
    /// A text.
    pub fn text(text: impl Into<Cow<'a, str>>) -> Self {
        Self::Text(text.into())
    }

    /// Whether it is NULL.
    pub fn is_nothing(&self) -> bool {
        matches!(self, Self::Nothing)
    }

    /// As a number with decimals, where it is a number.
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Whole(whole) => Some(*whole as f64),
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// As a whole number, where it is one.
    pub fn whole(&self) -> Option<i64> {
        if let Self::Whole(whole) = self { Some(*whole) } else { None }
    }

    /// Its letters, where it is a text.
    pub fn letters(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The day, where it is one.
    pub fn day(&self) -> Option<NaiveDate> {
        if let Self::Day(day) = self { Some(*day) } else { None }
    }

    /// True or false, where it is one of them.
    pub fn truth(&self) -> Option<bool> {
        if let Self::Truth(truth) = self { Some(*truth) } else { None }
    }

    /// The value on its own feet.
    pub fn owned(self) -> Value<'static> {
        match self {
            Self::Nothing => Value::Nothing,
            Self::Text(text) => Value::Text(Cow::Owned(text.into_owned())),
            Self::Day(day) => Value::Day(day),
            Self::Whole(whole) => Value::Whole(whole),
            Self::Number(number) => Value::Number(number),
            Self::Truth(truth) => Value::Truth(truth),
        }
    }

    /// Which of two values comes first; none where one is NULL. Texts stand as Danish readers expect, false before true.
    pub fn order(&self, other: &Value<'_>) -> Option<Ordering> {
        match (self, other) {
            (Self::Nothing, _) | (_, Value::Nothing) => None,
            (Self::Text(one), Value::Text(other)) => Some(order::texts(one, other)),
            (Self::Day(one), Value::Day(other)) => Some(one.cmp(other)),
            (Self::Truth(one), Value::Truth(other)) => Some(one.cmp(other)),
            (Self::Whole(one), Value::Whole(other)) => Some(one.cmp(other)),
            (one, other) => {
                // Below zero and zero are the same number, however it is written.
                let (one, other) = (one.number()? + 0.0, other.number()? + 0.0);
                Some(one.total_cmp(&other))
            }
        }
    }

    /// As text: what a cast to text gives.
    pub fn shown(&self) -> Option<String> {
        Some(match self {
            Self::Nothing => return None,
            Self::Text(text) => text.to_string(),
            Self::Day(day) => day.to_string(),
            Self::Whole(whole) => whole.to_string(),
            Self::Number(number) => (number + 0.0).to_string(),
            Self::Truth(truth) => truth.to_string(),
        })
    }
}
