//! Values that tell rows apart: what is grouped, joined and made distinct by.

use super::super::Value;

/// A value that can be told from others and put in an order that no reader sees.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    Nothing,
    Text(String),
    Day(chrono::NaiveDate),
    /// A number, by what it is and not by how it is written: 2 and 2.0 are the same.
    Whole(i64),
    Number(u64),
    Truth(bool),
}

impl Key {
    #[expect(clippy::cast_possible_truncation, reason = "only numbers without decimals that fit are taken")]
    pub(super) fn of(value: &Value<'_>) -> Self {
        match value {
            Value::Nothing => Self::Nothing,
            Value::Text(text) => Self::Text(text.to_string()),
            Value::Day(day) => Self::Day(*day),
            Value::Whole(whole) => Self::Whole(*whole),
            Value::Number(number) if number.fract() == 0.0 && number.abs() < 9e15 => Self::Whole(*number as i64),
            Value::Number(number) => Self::Number(number.to_bits()),
            Value::Truth(truth) => Self::Truth(*truth),
        }
    }
}
