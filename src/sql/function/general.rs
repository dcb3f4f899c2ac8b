//! Functions of values of every kind, and casts.

use chrono::NaiveDate;

use super::number::TOO_LARGE;
use super::{Computed, Failure, Function, Gives, NOTHING, Taken, text};
use crate::sql::{Kind, Value};

/// The functions of values of every kind.
pub(super) static ALL: &[Function] = &[
    Function {
        name: "NULLIF",
        also: &[],
        takes: &[Taken::Alike, Taken::Alike],
        least: 2,
        more: false,
        gives: Gives::First,
        strict: false,
        compute: |taken| {
            let same = taken[0].order(&taken[1]).is_some_and(std::cmp::Ordering::is_eq);
            if same { NOTHING } else { Ok(taken[0].clone().owned()) }
        },
        call: "NULLIF(a, b)",
        doc: "`a`, but empty where it is `b`",
        example: ("NULLIF('ukendt', 'ukendt')", "NULL"),
    },
    Function {
        name: "GREATEST",
        also: &[],
        takes: &[Taken::Alike],
        least: 1,
        more: true,
        gives: Gives::Common,
        strict: false,
        compute: |taken| extreme(taken, std::cmp::Ordering::is_gt),
        call: "GREATEST(a, b, ...)",
        doc: "the greatest, the last, or true if any is; what is empty is passed over",
        example: ("GREATEST(DATE '2018-01-01', NULL, DATE '2018-03-01')", "2018-03-01"),
    },
    Function {
        name: "LEAST",
        also: &[],
        takes: &[Taken::Alike],
        least: 1,
        more: true,
        gives: Gives::Common,
        strict: false,
        compute: |taken| extreme(taken, std::cmp::Ordering::is_lt),
        call: "LEAST(a, b, ...)",
        doc: "the least, the first, or false if any is",
        example: ("LEAST(3, 1.5, 2)", "1.5"),
    },
];

/// `a || b`.
pub(in crate::sql) static JOINED: Function = Function {
    name: "||",
    also: &[],
    takes: &[Taken::Written, Taken::Written],
    least: 2,
    more: false,
    gives: Gives::Always(Kind::Text),
    strict: true,
    compute: |taken| text(taken.iter().filter_map(Value::shown).collect()),
    call: "a || b",
    doc: "joined; empty where either is",
    example: ("'Trin ' || 4", "Trin 4"),
};

/// `CAST(... AS VARCHAR)`.
pub(in crate::sql) static CAST_TEXT: Function = Function {
    name: "CAST AS VARCHAR",
    also: &[],
    takes: &[Taken::Alike],
    least: 1,
    more: false,
    gives: Gives::Always(Kind::Text),
    strict: true,
    compute: |taken| Ok(taken[0].shown().map_or(Value::Nothing, Value::text)),
    call: "CAST(value AS VARCHAR)",
    doc: "as text; `AS TEXT` too",
    example: ("CAST(DATE '2018-02-01' AS VARCHAR)", "2018-02-01"),
};

/// `CAST(... AS INTEGER)`.
pub(in crate::sql) static CAST_WHOLE: Function = Function {
    name: "CAST AS INTEGER",
    also: &[],
    takes: &[Taken::Alike],
    least: 1,
    more: false,
    gives: Gives::Always(Kind::Whole),
    strict: true,
    compute: |taken| match &taken[0] {
        Value::Truth(truth) => Ok(Value::Whole(i64::from(*truth))),
        Value::Text(letters) => letters.trim().parse().map(Value::Whole).map_err(|_| NOT_A_NUMBER),
        Value::Number(number) => whole(*number),
        other => Ok(other.clone().owned()),
    },
    call: "CAST(value AS INTEGER)",
    doc: "as a whole number of 64 bits; a half goes away from zero; true is 1. `AS BIGINT` too",
    example: ("CAST(2.5 AS INTEGER)", "3"),
};

/// `CAST(... AS DOUBLE PRECISION)`.
pub(in crate::sql) static CAST_NUMBER: Function = Function {
    name: "CAST AS NUMERIC",
    also: &[],
    takes: &[Taken::Alike],
    least: 1,
    more: false,
    gives: Gives::Always(Kind::Number),
    strict: true,
    compute: |taken| match &taken[0] {
        Value::Text(letters) => {
            let number = letters.trim().parse::<f64>().ok().filter(|number| number.is_finite());
            number.map(Value::Number).ok_or(NOT_A_NUMBER)
        }
        other => Ok(other.number().map_or(Value::Nothing, Value::Number)),
    },
    call: "CAST(value AS NUMERIC)",
    doc: "as a number with decimals; `AS DOUBLE PRECISION` too",
    example: ("CAST(7 AS NUMERIC) / 2", "3.5"),
};

/// `CAST(... AS DATE)`.
pub(in crate::sql) static CAST_DAY: Function = Function {
    name: "CAST AS DATE",
    also: &[],
    takes: &[Taken::Alike],
    least: 1,
    more: false,
    gives: Gives::Always(Kind::Day),
    strict: true,
    compute: |taken| match &taken[0] {
        Value::Text(letters) => {
            let form = letters.len() == 10;
            let day = NaiveDate::parse_from_str(letters, "%Y-%m-%d").ok().filter(|_| form);
            day.map(Value::Day).ok_or(Failure("a text is not a day such as 2018-02-01"))
        }
        other => Ok(other.clone().owned()),
    },
    call: "CAST(text AS DATE)",
    doc: "the day that is written as `2018-02-01`; `DATE '2018-02-01'` for one day",
    example: ("CAST('2018-02-01' AS DATE)", "2018-02-01"),
};

/// `CAST(... AS BOOLEAN)`.
pub(in crate::sql) static CAST_TRUTH: Function = Function {
    name: "CAST AS BOOLEAN",
    also: &[],
    takes: &[Taken::Alike],
    least: 1,
    more: false,
    gives: Gives::Always(Kind::Truth),
    strict: true,
    compute: |taken| match &taken[0] {
        Value::Whole(whole) => Ok(Value::Truth(*whole != 0)),
        Value::Text(letters) => match letters.trim().to_ascii_lowercase().as_str() {
            "true" | "t" | "yes" | "y" | "on" | "1" => Ok(Value::Truth(true)),
            "false" | "f" | "no" | "n" | "off" | "0" => Ok(Value::Truth(false)),
            _ => Err(Failure("a text is neither true nor false")),
        },
        other => Ok(other.clone().owned()),
    },
    call: "CAST(value AS BOOLEAN)",
    doc: "as true or false; 0 is false",
    example: ("CAST(0 AS BOOLEAN)", "false"),
};

const NOT_A_NUMBER: Failure = Failure("a text is not a number");

/// The nearest whole number; of two the one further from zero.
#[expect(clippy::cast_possible_truncation, reason = "what does not fit is met before")]
fn whole(number: f64) -> Computed {
    let near = number.round();
    if near.abs() < 9.2e18 { Ok(Value::Whole(near as i64)) } else { Err(TOO_LARGE) }
}

#[expect(clippy::unnecessary_wraps, reason = "it is the end of functions that may fail")]
fn extreme(taken: &[Value<'_>], better: fn(std::cmp::Ordering) -> bool) -> Computed {
    let mut best = &Value::Nothing;
    for value in taken.iter().filter(|value| !value.is_nothing()) {
        if best.is_nothing() || value.order(best).is_some_and(better) {
            best = value;
        }
    }
    Ok(best.clone().owned())
}
