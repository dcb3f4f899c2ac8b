//! Functions of days.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::{Computed, Failure, Function, Gives, Taken, text};
use crate::sql::{Kind, Value};

/// The parts of a day that can be taken out, and the units that days can be cut to.
pub(in crate::sql) const UNITS: &[&str] =
    &["year", "quarter", "month", "week", "day", "isoyear", "dow", "isodow", "doy", "decade", "century"];

const NOT_A_DAY: Failure = Failure("there is no such day");

/// `EXTRACT` and `DATE_PART`.
pub(in crate::sql) static DATE_PART: Function = Function {
    name: "DATE_PART",
    also: &[],
    takes: &[Taken::Text, Taken::Day],
    least: 2,
    more: false,
    gives: Gives::Always(Kind::Whole),
    strict: true,
    compute: date_part,
    call: "EXTRACT(part FROM day)",
    doc: "`YEAR`, `QUARTER`, `MONTH`, `DAY`, `WEEK` (of the ISO calendar, with `ISOYEAR`), `ISODOW` (Monday is 1), `DOW` (Sunday is 0), `DOY`, `DECADE`, `CENTURY`: a whole number; `DATE_PART('week', day)` is the same",
    example: ("EXTRACT(WEEK FROM DATE '2021-01-03')", "53"),
};

/// A day and a length of time: months, then days.
pub(in crate::sql) static INTERVAL: Function = Function {
    name: "+ INTERVAL",
    also: &[],
    takes: &[Taken::Day, Taken::Whole, Taken::Whole],
    least: 3,
    more: false,
    gives: Gives::Always(Kind::Day),
    strict: true,
    compute: moved,
    call: "day + INTERVAL '1 year 2 months 3 days'",
    doc: "so much later; a month has no day that it does not have: the 31st of January and one month is the last of February. `day + 7` and `day - 7` move by days, and one day minus another is how many days lie between them",
    example: ("DATE '2020-01-31' + INTERVAL '1 month'", "2020-02-29"),
};

/// The functions of days.
pub(super) static ALL: &[Function] = &[
    Function {
        name: "DATE_TRUNC",
        also: &[],
        takes: &[Taken::Text, Taken::Day],
        least: 2,
        more: false,
        gives: Gives::Always(Kind::Day),
        strict: true,
        compute: truncated,
        call: "DATE_TRUNC('unit', day)",
        doc: "the first day of its `year`, `quarter`, `month` or `week` (which begins on Monday)",
        example: ("DATE_TRUNC('quarter', DATE '2018-08-15')", "2018-07-01"),
    },
    Function {
        name: "TO_CHAR",
        also: &[],
        takes: &[Taken::Day, Taken::Text],
        least: 2,
        more: false,
        gives: Gives::Always(Kind::Text),
        strict: true,
        compute: |taken| written(taken[0].day(), taken[1].letters()),
        call: "TO_CHAR(day, 'pattern')",
        doc: "written by a pattern of `YYYY`, `MM`, `DD`, `Q`, `IYYY`, `IW`, `DDD` and signs; letters stand in double quotes. `'YYYY-MM'` gives a month",
        example: ("TO_CHAR(DATE '2018-12-31', 'IYYY-\"W\"IW')", "2019-W01"),
    },
    Function {
        name: "TO_DATE",
        also: &[],
        takes: &[Taken::Text, Taken::Text],
        least: 2,
        more: false,
        gives: Gives::Always(Kind::Day),
        strict: true,
        compute: |taken| read(taken[0].letters(), taken[1].letters()),
        call: "TO_DATE(text, 'pattern')",
        doc: "read by a pattern with `YYYY`, `MM` and `DD`, each in all its digits",
        example: ("TO_DATE('01-02-2018', 'DD-MM-YYYY')", "2018-02-01"),
    },
    Function {
        name: "DATE",
        also: &[],
        takes: &[Taken::Text],
        least: 1,
        more: false,
        gives: Gives::Always(Kind::Day),
        strict: true,
        compute: |taken| (super::CAST_DAY.compute)(taken),
        call: "DATE(text)",
        doc: "the day that is written as `2018-02-01`, as `CAST(text AS DATE)` gives it",
        example: ("DATE(CONCAT('2018-02', '-01'))", "2018-02-01"),
    },
    Function {
        name: "MAKE_DATE",
        also: &[],
        takes: &[Taken::Whole, Taken::Whole, Taken::Whole],
        least: 3,
        more: false,
        gives: Gives::Always(Kind::Day),
        strict: true,
        compute: |taken| {
            let part = |at: usize| taken[at].whole().unwrap_or_default();
            let part_of_day = |at: usize| u32::try_from(part(at)).ok();
            let year = i32::try_from(part(0)).ok();
            let day = year.zip(part_of_day(1)).zip(part_of_day(2));
            day.and_then(|((year, month), day)| NaiveDate::from_ymd_opt(year, month, day))
                .map(Value::Day)
                .ok_or(NOT_A_DAY)
        },
        call: "MAKE_DATE(year, month, day)",
        doc: "that day",
        example: ("MAKE_DATE(2020, 2, 29)", "2020-02-29"),
    },
];

/// What is said where a unit is written that is none.
const NOT_A_UNIT: Failure = Failure("there is no such part of a day");

fn date_part(taken: &[Value<'_>]) -> Computed {
    let (Some(unit), Some(day)) = (taken[0].letters(), taken[1].day()) else { return Ok(Value::Nothing) };
    let year = i64::from(day.year());
    Ok(Value::Whole(match unit.to_ascii_lowercase().as_str() {
        "year" => year,
        "quarter" => i64::from(day.month0() / 3 + 1),
        "month" => i64::from(day.month()),
        "week" => i64::from(day.iso_week().week()),
        "day" => i64::from(day.day()),
        "isoyear" => i64::from(day.iso_week().year()),
        "dow" => i64::from(day.weekday().num_days_from_sunday()),
        "isodow" => i64::from(day.weekday().number_from_monday()),
        "doy" => i64::from(day.ordinal()),
        "decade" => year.div_euclid(10),
        "century" => (year + 99).div_euclid(100),
        _ => return Err(NOT_A_UNIT),
    }))
}

fn truncated(taken: &[Value<'_>]) -> Computed {
    let (Some(unit), Some(day)) = (taken[0].letters(), taken[1].day()) else { return Ok(Value::Nothing) };
    let first = |month: u32| NaiveDate::from_ymd_opt(day.year(), month, 1);
    let cut = match unit.to_ascii_lowercase().as_str() {
        "year" => first(1),
        "quarter" => first(day.month0() / 3 * 3 + 1),
        "month" => first(day.month()),
        "week" => day.checked_sub_days(Days::new(u64::from(day.weekday().num_days_from_monday()))),
        "day" => Some(day),
        _ => return Err(NOT_A_UNIT),
    };
    cut.map(Value::Day).ok_or(NOT_A_DAY)
}

fn moved(taken: &[Value<'_>]) -> Computed {
    let (Some(day), Some(months), Some(days)) = (taken[0].day(), taken[1].whole(), taken[2].whole()) else {
        return Ok(Value::Nothing);
    };
    let by = u32::try_from(months.unsigned_abs()).map_err(|_| NOT_A_DAY)?;
    let moved =
        if months < 0 { day.checked_sub_months(Months::new(by)) } else { day.checked_add_months(Months::new(by)) };
    moved.and_then(|day| later(day, days)).map(Value::Day).ok_or(NOT_A_DAY)
}

/// The day so many days later, or earlier.
pub(in crate::sql) fn later(day: NaiveDate, days: i64) -> Option<NaiveDate> {
    let by = Days::new(days.unsigned_abs());
    if days < 0 { day.checked_sub_days(by) } else { day.checked_add_days(by) }
}

const NOT_A_PATTERN: Failure = Failure("the pattern of a day is not one of those that are offered");

fn written(day: Option<NaiveDate>, pattern: Option<&str>) -> Computed {
    let (Some(day), Some(mut rest)) = (day, pattern) else { return Ok(Value::Nothing) };
    let mut made = String::new();
    while let Some(first) = rest.chars().next() {
        if first == '"' {
            let (quoted, behind) = rest[1..].split_once('"').ok_or(NOT_A_PATTERN)?;
            made.push_str(quoted);
            rest = behind;
        } else if first.is_alphabetic() {
            let (length, part) = if let Some(length) = begins(rest, "IYYY") {
                (length, format!("{:04}", day.iso_week().year()))
            } else if let Some(length) = begins(rest, "YYYY") {
                (length, format!("{:04}", day.year()))
            } else if let Some(length) = begins(rest, "IW") {
                (length, format!("{:02}", day.iso_week().week()))
            } else if let Some(length) = begins(rest, "MM") {
                (length, format!("{:02}", day.month()))
            } else if let Some(length) = begins(rest, "DDD") {
                (length, format!("{:03}", day.ordinal()))
            } else if let Some(length) = begins(rest, "DD") {
                (length, format!("{:02}", day.day()))
            } else if let Some(length) = begins(rest, "Q") {
                (length, (day.month0() / 3 + 1).to_string())
            } else {
                return Err(NOT_A_PATTERN);
            };
            made.push_str(&part);
            rest = &rest[length..];
        } else {
            made.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    text(made)
}

/// The length of what a pattern begins with, where that is `part`.
fn begins(pattern: &str, part: &str) -> Option<usize> {
    pattern.starts_with(part).then_some(part.len())
}

fn read(text: Option<&str>, pattern: Option<&str>) -> Computed {
    const NOT_READ: Failure = Failure("a text is not a day in that pattern");
    let (Some(mut text), Some(mut pattern)) = (text, pattern) else { return Ok(Value::Nothing) };
    let (mut year, mut month, mut day) = (None, None, None);
    while let Some(first) = pattern.chars().next() {
        let (slot, digits) = if pattern.starts_with("YYYY") {
            (&mut year, 4)
        } else if pattern.starts_with("MM") {
            (&mut month, 2)
        } else if pattern.starts_with("DD") && !pattern.starts_with("DDD") {
            (&mut day, 2)
        } else if first.is_alphabetic() {
            return Err(NOT_A_PATTERN);
        } else {
            text = text.strip_prefix(first).ok_or(NOT_READ)?;
            pattern = &pattern[first.len_utf8()..];
            continue;
        };
        let number = text.get(..digits).filter(|number| number.bytes().all(|byte| byte.is_ascii_digit()));
        *slot = Some(number.and_then(|number| number.parse::<u32>().ok()).ok_or(NOT_READ)?);
        text = &text[digits..];
        pattern = &pattern[digits..];
    }
    let (Some(year), Some(month), Some(day)) = (year, month, day) else { return Err(NOT_A_PATTERN) };
    let day = i32::try_from(year).ok().and_then(|year| NaiveDate::from_ymd_opt(year, month, day));
    day.filter(|_| text.is_empty()).map(Value::Day).ok_or(NOT_READ)
}
