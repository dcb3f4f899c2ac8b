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

/// The day that is written with all its digits, as `2018-02-01`; none where it is no day, or written otherwise.
fn in_full(letters: &str) -> Option<NaiveDate> {
    let [year @ .., b'-', month, of_month, b'-', day, of_day] = letters.as_bytes() else { return None };
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0u16, |number, digit| {
            Some(number * 10 + u16::from(digit.is_ascii_digit().then(|| digit - b'0')?))
        })
    };
    let year = Some(year).filter(|year| year.len() == 4).and_then(number)?;
    let (month, day) = (number(&[*month, *of_month])?, number(&[*day, *of_day])?);
    NaiveDate::from_ymd_opt(year.into(), month.into(), day.into())
}

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
            // Nearly every day is written in full; what is not is read as slowly as a format is.
            let form = letters.len() == 10;
            let otherwise = || NaiveDate::parse_from_str(letters, "%Y-%m-%d").ok().filter(|_| form);
            let day = in_full(letters).or_else(otherwise);
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

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::in_full;

    /// Every day of four centuries, and none that the calendar does not have.
    #[test]
    fn days_in_full_are_those_of_the_calendar() {
        for year in 1800..2200 {
            for (month, day) in (0..14).flat_map(|month| (0..33).map(move |day| (month, day))) {
                let written = format!("{year:04}-{month:02}-{day:02}");
                assert_eq!(in_full(&written), NaiveDate::from_ymd_opt(year, month, day), "{written}");
            }
        }
        for other in ["", "2018-02", "2018-2-01", "+018-02-01", "2018-02-01 ", "02018-02-01", "2018/02/01", "2018-0å-1"]
        {
            assert_eq!(in_full(other), None, "{other}");
        }
    }
}
