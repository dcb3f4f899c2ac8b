//! Comparisons: both sides of one kind, codes that are in the code list, and never one that cannot be true.

use std::ops::Range;

use sqlparser::ast::{BinaryOperator, Expr};

use super::{Typing, Typist, truth};
use crate::diagnostic::{Code, Finding, did_you_mean};
use crate::schema::Codes;
use crate::sql::compute::holds;
use crate::sql::pattern::Pattern;
use crate::sql::tree::{Comparison, Node, Typed};
use crate::sql::{Kind, Value};

impl Typist<'_> {
    /// `a = b`, `a < b` and so on.
    pub(super) fn compare(&self, how: Comparison, left: &Expr, right: &Expr, place: Range<usize>) -> Typing {
        let one = self.expression(left)?;
        let other = self.expression(right)?;
        // 2018-02-01 without quotes is a subtraction.
        for (date, against) in [(right, &one), (left, &other)] {
            if matches!(against.kind, Kind::Day | Kind::Month)
                && let Some(meant) = unquoted(date)
            {
                let here = if std::ptr::eq(date, right) { other.place.clone() } else { one.place.clone() };
                let message = format!("{} is compared with a number", against.kind.in_words());
                let value = i64::from(meant[0]) - i64::from(meant[1]) - i64::from(meant[2]);
                let help = match against.kind {
                    Kind::Month => format!("write '{:04}-{:02}'", meant[0], meant[1]),
                    _ => format!("write DATE '{:04}-{:02}-{:02}'", meant[0], meant[1], meant[2]),
                };
                return Err(self
                    .wrong(Code::SqlType, message, here, format!("is the number {value}: without quotes it subtracts"))
                    .help(help));
            }
        }
        let (one, other) = self.met(one, other, &place)?;
        for (value, against) in [(&other, &one), (&one, &other)] {
            if value.literal().is_some_and(Value::is_nothing) {
                let written = self.written(&against.place);
                let is = if how == Comparison::Unequal { "IS NOT NULL" } else { "IS NULL" };
                return Err(self
                    .wrong(
                        Code::SqlNever,
                        "a comparison with NULL is never true",
                        place,
                        "not known, whatever the value",
                    )
                    .help(format!("write {written} {is}")));
            }
        }
        let equal = matches!(how, Comparison::Equal | Comparison::Unequal);
        self.names_no_one(&one, &other, equal)?;
        self.names_no_one(&other, &one, equal)?;
        self.coded(&one, &other, how, &place)?;
        self.coded(&other, &one, how.turned(), &place)?;
        if let (Some(a), Some(b)) = (one.literal(), other.literal())
            && holds(how, a, b) == Some(false)
        {
            return Err(self.never(place, "both sides are written out"));
        }
        let may_be_empty = one.may_be_empty || other.may_be_empty;
        Ok(truth(Node::Compare(how, Box::new(one), Box::new(other)), may_be_empty, place))
    }

    /// `a IS [NOT] DISTINCT FROM b`: as `<>` and `=`, but an empty value is a value like others.
    pub(super) fn distinct(&self, left: &Expr, right: &Expr, differs: bool, place: Range<usize>) -> Typing {
        let (one, other) = self.met(self.expression(left)?, self.expression(right)?, &place)?;
        for (value, against) in [(&other, &one), (&one, &other)] {
            self.names_no_one(against, value, true)?;
            self.coded(against, value, Comparison::Equal, &place)?;
        }
        Ok(truth(Node::Distinct(Box::new(one), Box::new(other), differs), false, place))
    }

    /// `a [NOT] IN (b, c)`.
    pub(super) fn in_list(&self, one: &Expr, list: &[Expr], is: bool, place: Range<usize>) -> Typing {
        let mut one = self.expression(one)?;
        let mut all = Vec::new();
        for item in list {
            let item = self.expression(item)?;
            if item.literal().is_some_and(Value::is_nothing) {
                return Err(self
                    .wrong(Code::SqlNever, "NULL in a list fits nothing", item.place, "not known, whatever the value")
                    .help(format!("write: {} IS NULL OR ... IN (...)", self.written(&one.place))));
            }
            let here = item.place.clone();
            let (met, item) = self.met(one, item, &here)?;
            one = met;
            self.names_no_one(&one, &item, true)?;
            self.coded(&one, &item, Comparison::Equal, &here)?;
            all.push(item);
        }
        let may_be_empty = one.may_be_empty || all.iter().any(|item| item.may_be_empty);
        Ok(truth(Node::In(Box::new(one), all, is), may_be_empty, place))
    }

    /// `a [NOT] BETWEEN b AND c`.
    pub(super) fn between(&self, one: &Expr, low: &Expr, high: &Expr, is: bool, place: Range<usize>) -> Typing {
        let from = self.compare(Comparison::AtLeast, one, low, place.clone())?;
        let to = self.compare(Comparison::AtMost, one, high, place.clone())?;
        // Both ends the same is one value.
        if let (Node::Compare(_, one, low), Node::Compare(_, _, high)) = (&from.node, &to.node)
            && low == high
        {
            self.names_no_one(one, low, true)?;
        }
        if let (Node::Compare(_, _, low), Node::Compare(_, _, high)) = (&from.node, &to.node)
            && let (Some(low), Some(high)) = (low.literal(), high.literal())
            && holds(Comparison::Greater, low, high) == Some(true)
        {
            return Err(self.never(place, "it begins behind where it ends").help("write the lesser first"));
        }
        let may_be_empty = from.may_be_empty || to.may_be_empty;
        let inside = truth(Node::And(vec![from, to]), may_be_empty, place.clone());
        Ok(if is { inside } else { truth(Node::Not(Box::new(inside)), may_be_empty, place) })
    }

    /// `a [NOT] LIKE 'b%'`.
    pub(super) fn like(&self, one: &Expr, pattern: &Expr, is: bool, any_size: bool, place: Range<usize>) -> Typing {
        let (one, pattern) = (self.expression(one)?, self.expression(pattern)?);
        if !one.kind.is_text() {
            let label = format!("is {}", one.kind.in_words());
            return Err(self
                .wrong(Code::SqlType, "only a text can be like a pattern", one.place, label)
                .help("compare with =, <, or BETWEEN"));
        }
        let Some(letters) = pattern.literal().and_then(Value::letters) else {
            return Err(self
                .wrong(Code::SqlFunction, "a pattern must be written out", pattern.place, "not a text in quotes")
                .help("STARTS_WITH(text, beginning) takes a column"));
        };
        self.names_no_one(&one, &pattern, true)?;
        let Some(like) = Pattern::new(letters, any_size) else {
            return Err(self.wrong(
                Code::SqlSyntax,
                "the pattern ends with a lone backslash",
                pattern.place,
                "this pattern",
            ));
        };
        if let Some(Codes::Text(codes)) = &one.codes
            && !codes.iter().any(|code| like.fits(code))
        {
            let message = format!("no code of {} is like this", self.written(&one.place));
            return Err(self
                .wrong(Code::SqlNever, message, pattern.place, "can never be true")
                .help(format!("the codes are {}", listed(codes))));
        }
        let may_be_empty = one.may_be_empty;
        Ok(truth(Node::Like(Box::new(one), like, is), may_be_empty, place))
    }

    fn never(&self, place: Range<usize>, label: &str) -> Finding {
        self.wrong(Code::SqlNever, "this can never be true", place, label)
    }

    /// Both sides in one kind: a written text becomes the day or the month it is compared with.
    pub(in crate::sql) fn met(
        &self,
        one: Typed,
        other: Typed,
        place: &Range<usize>,
    ) -> Result<(Typed, Typed), Finding> {
        let written = |typed: &Typed| typed.kind == Kind::Text && typed.literal().is_some();
        Ok(match (one.kind, other.kind) {
            (Kind::Day, Kind::Text) if written(&other) => {
                let day = self.as_day(&other)?;
                (one, day)
            }
            (Kind::Text, Kind::Day) if written(&one) => (self.as_day(&one)?, other),
            (Kind::Month, Kind::Text) if written(&other) => {
                let month = self.as_month(&other)?;
                (one, month)
            }
            (Kind::Text, Kind::Month) if written(&one) => (self.as_month(&one)?, other),
            (Kind::Month, kind) if kind.is_number() => return Err(self.number_for_month(&other)),
            (kind, Kind::Month) if kind.is_number() => return Err(self.number_for_month(&one)),
            (a, b) if a.common(b).is_some() => (one, other),
            _ => return Err(self.unlike(&one, &other, place)),
        })
    }

    fn unlike(&self, one: &Typed, other: &Typed, place: &Range<usize>) -> Finding {
        let message = format!("{} is compared with {}", one.kind.in_words(), other.kind.in_words());
        let label = format!("{} and {}", one.kind.in_words(), other.kind.in_words());
        let finding = self.wrong(Code::SqlType, message, place.clone(), label);
        let (text, number) = if one.kind.is_text() { (one, other) } else { (other, one) };
        let is = |a: Kind, b: Kind| (one.kind == a && other.kind == b) || (one.kind == b && other.kind == a);
        if text.kind == Kind::Text && number.kind.is_number() {
            return match (text.literal().and_then(Value::letters), number.literal()) {
                (Some(letters), _) if letters.trim().parse::<f64>().is_ok() => {
                    finding.help(format!("a number stands without quotes: {}", letters.trim()))
                }
                (None, Some(_)) => finding.help(format!("a text stands in quotes: '{}'", self.written(&number.place))),
                _ => finding.help(format!("CAST({} AS NUMERIC) makes a number of it", self.written(&text.place))),
            };
        }
        if is(Kind::Month, Kind::Day) {
            let day = if one.kind == Kind::Day { one } else { other };
            return finding.help(format!("the month of a day is TO_CHAR({}, 'YYYY-MM')", self.written(&day.place)));
        }
        if one.kind == Kind::Truth || other.kind == Kind::Truth {
            let truth = if one.kind == Kind::Truth { one } else { other };
            let name = self.written(&truth.place);
            return finding.help(format!("true or false stands by itself: {name}, or NOT {name}"));
        }
        if one.kind == Kind::Day || other.kind == Kind::Day {
            return finding.help("a day is written as DATE '2018-02-01'");
        }
        finding.help("let both be of one kind, with CAST where they must meet")
    }

    /// Judges what is written against the code list of what it is compared with.
    fn coded(&self, column: &Typed, value: &Typed, how: Comparison, place: &Range<usize>) -> Result<(), Finding> {
        let (Some(codes), Some(written)) = (&column.codes, value.literal()) else { return Ok(()) };
        let known: Vec<Value<'_>> = match codes {
            Codes::Text(codes) => codes.iter().map(|code| Value::text(code.as_str())).collect(),
            Codes::Integer(codes) => codes.iter().map(|code| Value::Whole(*code)).collect(),
        };
        let any = |how: Comparison| known.iter().any(|code| holds(how, code, written) == Some(true));
        let name = self.written(&column.place);
        if matches!(how, Comparison::Equal | Comparison::Unequal) && !any(Comparison::Equal) {
            let shown = written.shown().unwrap_or_default();
            let message = format!("`{shown}` is not in the code list of {name}");
            let finding = self.wrong(Code::SqlNever, message, value.place.clone(), "no row can have it");
            return Err(match codes {
                Codes::Text(codes) => match did_you_mean(&shown, codes.iter().map(String::as_str)) {
                    Some(likely) => finding.help(format!("did you mean '{likely}'?")),
                    None => finding.help(format!("the codes are {}", listed(codes))),
                },
                Codes::Integer(codes) => {
                    let codes: Vec<String> = codes.iter().map(ToString::to_string).collect();
                    finding.help(format!("the codes are {}", codes.join(", ")))
                }
            });
        }
        if !any(how) {
            let codes: Vec<String> = known.iter().filter_map(Value::shown).collect();
            return Err(self.never(place.clone(), "no code is so").help(format!("the codes are {}", codes.join(", "))));
        }
        Ok(())
    }
}

/// The codes as SQL writes them, as many as can be read.
fn listed(codes: &[String]) -> String {
    const SHOWN: usize = 12;
    let mut shown: Vec<String> = codes.iter().take(SHOWN).map(|code| format!("'{code}'")).collect();
    if codes.len() > SHOWN {
        shown.push(format!("and {} more", codes.len() - SHOWN));
    }
    shown.join(", ")
}

/// Year, month and day of `2018-02-01` without quotes, or year and month (and day 1) of `2018-02`.
fn unquoted(expression: &Expr) -> Option<[u32; 3]> {
    let number = |expression: &Expr| match expression {
        Expr::Value(value) => match &value.value {
            sqlparser::ast::Value::Number(digits, false) => digits.parse::<u32>().ok(),
            _ => None,
        },
        _ => None,
    };
    let minus = |expression: &Expr| match expression {
        Expr::BinaryOp { left, op: BinaryOperator::Minus, right } => Some((left.clone(), right.clone())),
        _ => None,
    };
    let (left, right) = minus(expression)?;
    let last = number(&right)?;
    let parts = match minus(&left) {
        Some((year, month)) => [number(&year)?, number(&month)?, last],
        None => [number(&left)?, last, 1],
    };
    ((1000..3000).contains(&parts[0]) && (1..=12).contains(&parts[1]) && (1..=31).contains(&parts[2])).then_some(parts)
}
