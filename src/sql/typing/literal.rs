//! What is written out: texts, numbers, days and months.

use std::ops::Range;

use chrono::NaiveDate;
use sqlparser::ast::{self, DataType, TypedString};

use super::{Typing, Typist, setting};
use crate::diagnostic::{Code, Finding};
use crate::schema::Codes;
use crate::spec::Setting;
use crate::sql::tree::{Node, Typed};
use crate::sql::{Kind, Value};

/// A literal of a kind.
pub(super) fn literal(value: Value<'static>, kind: Kind, place: Range<usize>) -> Typed {
    let may_be_empty = value.is_nothing();
    Typed { node: Node::Literal(value), kind, may_be_empty, personal: None, codes: None, place }
}

/// What the parser read as a value; its place where it is none that is offered.
pub(super) fn of(value: &ast::Value, place: Range<usize>) -> Result<Typed, Range<usize>> {
    Ok(match value {
        ast::Value::Number(digits, false) => {
            if let Ok(whole) = digits.parse::<i64>() {
                return Ok(literal(Value::Whole(whole), Kind::Whole, place));
            }
            let number = digits.parse::<f64>().ok().filter(|number| number.is_finite());
            literal(Value::Number(number.ok_or_else(|| place.clone())?), Kind::Number, place)
        }
        ast::Value::SingleQuotedString(text) => literal(Value::text(text.clone()), Kind::Text, place),
        ast::Value::Boolean(truth) => literal(Value::Truth(*truth), Kind::Truth, place),
        ast::Value::Null => literal(Value::Nothing, Kind::Nothing, place),
        _ => return Err(place),
    })
}

pub(super) fn of_setting(value: &Setting, place: Range<usize>) -> Typed {
    let (value, kind) = setting(value);
    literal(value, kind, place)
}

/// A number that has no decimals, as a whole one.
#[expect(clippy::cast_possible_truncation, reason = "only numbers without decimals that fit are taken")]
pub(super) fn whole(number: f64) -> Option<i64> {
    (number.fract() == 0.0 && number.abs() < 9e15).then_some(number as i64)
}

/// The codes of results that are all written out, or have codes themselves: the only values there are.
pub(super) fn codes_of(results: &[&Typed]) -> Option<Codes> {
    let mut all = Vec::new();
    for result in results {
        match (result.literal(), &result.codes) {
            (Some(Value::Nothing), _) => {}
            (Some(Value::Text(text)), _) => all.push(text.to_string()),
            (None, Some(Codes::Text(codes))) => all.extend(codes.iter().cloned()),
            _ => return None,
        }
    }
    (!all.is_empty()).then_some(Codes::Text(all))
}

/// A month as it is written.
pub(super) fn is_month(text: &str) -> bool {
    let digits = |part: &str, count: usize| part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
    let month = |part: &str| digits(part, 2) && part.parse::<u32>().is_ok_and(|month| (1..=12).contains(&month));
    text.split_once('-').is_some_and(|(year, of)| digits(year, 4) && month(of))
}

/// Whether a text is a day as it is written.
pub(in crate::sql) fn is_day(text: &str) -> bool {
    day(text).is_some()
}

/// A day as it is written.
pub(super) fn day(text: &str) -> Option<NaiveDate> {
    let form = text.len() == 10 && text.bytes().filter(u8::is_ascii_digit).count() == 8;
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|_| form)
}

/// The day that a text was probably meant to be: year, month and day in the two usual orders, by whatever stands between.
fn meant(text: &str) -> Option<NaiveDate> {
    let parts: Vec<&str> = text.split(['-', '.', '/', ' ']).filter(|part| !part.is_empty()).collect();
    let numbers: Vec<u32> = parts.iter().map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let [one, two, three] = numbers[..] else { return None };
    let of = |year: u32, month, day| NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day);
    match (parts[0].len(), parts[2].len()) {
        (4, _) => of(one, two, three),
        (_, 4) => of(three, two, one),
        _ => None,
    }
}

/// The month that a text was probably meant to be.
fn meant_month(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split(['-', '.', '/', ' ', 'M', 'm']).filter(|part| !part.is_empty()).collect();
    let numbers: Vec<u32> = parts.iter().map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let (year, month) = match (&parts[..], &numbers[..]) {
        ([year], [number]) if year.len() == 4 => (*number, 1),
        ([year, _] | [year, _, _], [number, month, ..]) if year.len() == 4 => (*number, *month),
        ([_, year], [month, number]) if year.len() == 4 => (*number, *month),
        ([_, _, year], [_, month, number]) if year.len() == 4 => (*number, *month),
        _ => return None,
    };
    let text = format!("{year:04}-{month:02}");
    is_month(&text).then_some(text)
}

impl Typist<'_> {
    /// `DATE '2018-02-01'`.
    pub(super) fn typed_string(&self, typed: &TypedString) -> Typing {
        let place = self.text.range(typed.value.span);
        let text = match &typed.value.value {
            ast::Value::SingleQuotedString(text) => literal(Value::text(text.clone()), Kind::Text, place.clone()),
            _ => literal(Value::Nothing, Kind::Nothing, place.clone()),
        };
        if typed.data_type == DataType::Date && text.kind == Kind::Text {
            return self.as_day(&text);
        }
        let message = format!("a value of the type {} is not offered in SQL here", typed.data_type);
        Err(self.wrong(Code::SqlFunction, message, place, "not offered").help("days are written as DATE '2018-02-01'"))
    }

    /// A written text as the day it is.
    pub(super) fn as_day(&self, text: &Typed) -> Typing {
        let letters = text.literal().and_then(Value::letters).unwrap_or_default();
        if let Some(day) = day(letters) {
            return Ok(literal(Value::Day(day), Kind::Day, text.place.clone()));
        }
        let finding = self.wrong(Code::SqlType, "this is not a day", text.place.clone(), "not a day as SQL writes it");
        Err(match meant(letters) {
            Some(day) => finding.help(format!("did you mean DATE '{}'?", day.format("%Y-%m-%d"))),
            None if looks_like_a_day(letters) => finding.help("there is no such day in the calendar"),
            None => finding.help("a day is written as DATE '2018-02-01'"),
        })
    }

    /// A written text as the month it is.
    pub(super) fn as_month(&self, text: &Typed) -> Typing {
        let letters = text.literal().and_then(Value::letters).unwrap_or_default();
        if is_month(letters) {
            return Ok(Typed { kind: Kind::Month, ..text.clone() });
        }
        Err(self.not_a_month(letters, text.place.clone()))
    }

    fn not_a_month(&self, letters: &str, place: Range<usize>) -> Finding {
        let finding = self.wrong(Code::SqlType, "this is not a month", place, "months are written as '2018-03'");
        match meant_month(letters) {
            Some(month) => finding.help(format!("did you mean '{month}'?")),
            None => finding.help("write the year and the month's number, such as '2018-03'"),
        }
    }

    /// A number where a month is meant.
    pub(super) fn number_for_month(&self, number: &Typed) -> Finding {
        self.not_a_month(self.written(&number.place), number.place.clone())
    }
}

fn looks_like_a_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split(['-', '.', '/']).collect();
    parts.len() == 3 && parts.iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}
