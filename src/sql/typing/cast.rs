//! Casts, parts of days and lengths of time.

use std::ops::Range;

use sqlparser::ast::{DataType, DateTimeField, Expr, Interval};

use super::literal::literal;
use super::{Typing, Typist};
use crate::diagnostic::{Code, did_you_mean};
use crate::sql::function::{CAST_DAY, CAST_NUMBER, CAST_TEXT, CAST_TRUTH, CAST_WHOLE, DATE_PART, DAY_UNITS, INTERVAL};
use crate::sql::tree::{Node, Typed};
use crate::sql::{Kind, Value};

impl Typist<'_> {
    /// `CAST(x AS type)` and `x::type`.
    pub(super) fn cast(&self, one: &Expr, to: &DataType, place: Range<usize>) -> Typing {
        let one = self.expression(one)?;
        let (function, from): (_, &[Kind]) = match to {
            DataType::Varchar(None) | DataType::CharacterVarying(None) | DataType::Text | DataType::String(None) => {
                (&CAST_TEXT, &[Kind::Text, Kind::Month, Kind::Day, Kind::Whole, Kind::Number, Kind::Truth])
            }
            DataType::Integer(None) | DataType::Int(None) | DataType::BigInt(None) | DataType::Int8(None) => {
                (&CAST_WHOLE, &[Kind::Text, Kind::Whole, Kind::Number, Kind::Truth])
            }
            DataType::DoublePrecision
            | DataType::Double(_)
            | DataType::Float8
            | DataType::Numeric(sqlparser::ast::ExactNumberInfo::None)
            | DataType::Decimal(sqlparser::ast::ExactNumberInfo::None) => {
                (&CAST_NUMBER, &[Kind::Text, Kind::Whole, Kind::Number])
            }
            DataType::Date => (&CAST_DAY, &[Kind::Text, Kind::Day]),
            DataType::Boolean | DataType::Bool => (&CAST_TRUTH, &[Kind::Text, Kind::Whole, Kind::Truth]),
            other => {
                let message = format!("a cast to {other} is not offered in SQL here");
                return Err(self.wrong(Code::SqlFunction, message, place, "not offered").help(
                    "the types are VARCHAR, INTEGER, NUMERIC, DATE and BOOLEAN; ROUND(x, 2) rounds to decimals",
                ));
            }
        };
        if !from.contains(&one.kind) && one.kind != Kind::Nothing {
            let message = format!("{} cannot be cast to {to}", one.kind.in_words());
            let finding = self.wrong(Code::SqlType, message, place, "not offered");
            return Err(match (one.kind, to) {
                (Kind::Month, DataType::Date) => {
                    finding.help(format!("its first day is CAST({} || '-01' AS DATE)", self.written(&one.place)))
                }
                (_, DataType::Date) => finding.help("MAKE_DATE(year, month, day) makes a day of numbers"),
                _ => finding.help("CASE WHEN ... THEN ... ELSE ... END makes one of the other"),
            });
        }
        if *to == DataType::Date && one.kind == Kind::Text && one.literal().is_some() {
            return Ok(Typed { place, ..self.as_day(&one)? });
        }
        let codes = one.codes.clone().filter(|_| one.kind.is_text() && function == &CAST_TEXT);
        let typed = self.called(function, vec![one], place)?;
        Ok(Typed { codes, ..typed })
    }

    /// `EXTRACT(part FROM day)`.
    pub(super) fn extract(&self, part: &str, day: &Expr, place: Range<usize>) -> Typing {
        let day = self.expression(day)?;
        let part = self.unit(part, &place)?;
        self.called(&DATE_PART, vec![literal(Value::text(part), Kind::Text, place.clone()), day], place)
    }

    /// The name of a part of a day.
    pub(super) fn unit(&self, part: &str, place: &Range<usize>) -> Result<String, crate::diagnostic::Finding> {
        let part = part.to_ascii_lowercase();
        if DAY_UNITS.contains(&part.as_str()) {
            return Ok(part);
        }
        let message = format!("a day has no part `{part}` here");
        let finding = self.wrong(Code::SqlFunction, message, place.clone(), "not offered");
        Err(match did_you_mean(&part, DAY_UNITS.iter().copied()) {
            Some(likely) => finding.help(format!("did you mean {}?", likely.to_uppercase())),
            None => finding.help(format!("the parts are {}", DAY_UNITS.join(", ").to_uppercase())),
        })
    }

    /// `day + INTERVAL '3 months'`.
    pub(super) fn interval(&self, day: &Expr, interval: &Interval, back: bool, place: Range<usize>) -> Typing {
        let day = self.expression(day)?;
        let help = "write the length as in INTERVAL '1 year 2 months 3 days'";
        let value = self.expression(&interval.value)?;
        let wrong = |label: &str| {
            let finding = self.wrong(Code::SqlType, "this is not a length of time", value.place.clone(), label);
            Err(finding.help(help))
        };
        let letters = match (value.literal(), interval.leading_field.as_ref()) {
            (Some(Value::Text(text)), None) => text.to_string(),
            (Some(count), Some(unit)) if interval.last_field.is_none() => {
                let unit = match unit {
                    DateTimeField::Year | DateTimeField::Years => "years",
                    DateTimeField::Month | DateTimeField::Months => "months",
                    DateTimeField::Week(None) | DateTimeField::Weeks => "weeks",
                    DateTimeField::Day | DateTimeField::Days => "days",
                    _ => return wrong("years, months, weeks or days"),
                };
                format!("{} {unit}", count.shown().unwrap_or_default())
            }
            _ => return wrong("not written out"),
        };
        let words: Vec<&str> = letters.split_whitespace().collect();
        let (mut months, mut days) = (0_i64, 0_i64);
        for pair in words.chunks(2) {
            let [count, unit] = pair else { return wrong("a number and a unit, and so on") };
            let Ok(count) = count.parse::<i32>() else { return wrong("a whole number, and then a unit") };
            let count = i64::from(if back { -count } else { count });
            match unit.to_ascii_lowercase().trim_end_matches('s') {
                "year" => months += 12 * count,
                "month" | "mon" => months += count,
                "week" => days += 7 * count,
                "day" => days += count,
                _ => return wrong("years, months, weeks or days"),
            }
        }
        if words.is_empty() {
            return wrong("empty");
        }
        let part = |count| literal(Value::Whole(count), Kind::Whole, value.place.clone());
        self.called(&INTERVAL, vec![day, part(months), part(days)], place)
    }

    /// A pattern that gives months gives the kind of them.
    pub(super) fn is_month_pattern(taken: &[Typed]) -> bool {
        taken.get(1).is_some_and(|pattern| match &pattern.node {
            Node::Literal(pattern) => pattern.letters() == Some("YYYY-MM"),
            _ => false,
        })
    }
}
