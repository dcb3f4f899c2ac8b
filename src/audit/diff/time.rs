//! What days a row is about, told from its cells.

use chrono::{NaiveDate, Weekday};

use crate::audit::record::{Extract, FieldKind};
use crate::calendar::Month;

/// The first day of the day, week, month, half-year or year that a cell names; none where it names no time.
pub(super) fn first_day(kind: FieldKind, text: &str) -> Option<NaiveDate> {
    let month = |text: &str| text.parse::<Month>().ok().map(Month::first_day);
    match kind {
        FieldKind::Date => text.parse().ok(),
        FieldKind::Month => month(text),
        FieldKind::Year => NaiveDate::from_ymd_opt(text.parse().ok()?, 1, 1),
        FieldKind::Text => month(text).or_else(|| week(text)).or_else(|| half_year(text)),
        FieldKind::Integer | FieldKind::Number | FieldKind::Boolean => None,
    }
}

/// The Monday of a week `2018-W07`.
fn week(text: &str) -> Option<NaiveDate> {
    let (year, week) = text.split_once("-W").filter(|(year, week)| year.len() == 4 && week.len() == 2)?;
    NaiveDate::from_isoywd_opt(year.parse().ok()?, week.parse().ok()?, Weekday::Mon)
}

/// The first day of a half-year `2018H2`.
fn half_year(text: &str) -> Option<NaiveDate> {
    let (year, half) = text.split_once('H').filter(|(year, _)| year.len() == 4)?;
    let month = match half {
        "1" => 1,
        "2" => 7,
        _ => return None,
    };
    NaiveDate::from_ymd_opt(year.parse().ok()?, month, 1)
}

/// The first day that a row is about: a spell's first, else the earliest that a cell names; none where no cell does.
pub(super) fn begins(extract: &Extract, place: usize) -> Option<NaiveDate> {
    let day = |field: usize| {
        let kind = extract.head.fields.get(field)?.kind;
        first_day(kind, extract.rows.cells.get(field)?.get(place)?)
    };
    let spell = extract.head.spell.and_then(|(from, _)| day(from));
    spell.or_else(|| (0..extract.head.fields.len()).filter_map(day).min())
}

/// The last day of the last month that both releases cover: what lies behind it is new to one of them.
pub(super) fn horizon(old: Month, new: Month) -> NaiveDate {
    old.min(new).last_day()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_name_days_weeks_months_half_years_and_years() {
        let day = |text: &str| text.parse::<NaiveDate>().ok();
        assert_eq!(first_day(FieldKind::Date, "2018-10-17"), day("2018-10-17"));
        assert_eq!(first_day(FieldKind::Month, "2018-10"), day("2018-10-01"));
        assert_eq!(first_day(FieldKind::Year, "2018"), day("2018-01-01"));
        assert_eq!(first_day(FieldKind::Text, "2018-W01"), day("2018-01-01"));
        assert_eq!(first_day(FieldKind::Text, "2018H2"), day("2018-07-01"));
        for text in ["SU", "", "2018", "12H2", "2018H3", "2018-W60"] {
            assert_eq!(first_day(FieldKind::Text, text), None, "{text}");
        }
        assert_eq!(first_day(FieldKind::Integer, "2018"), None);
    }
}
