//! Calendar months, the half-years and years made of them, and ages in whole years.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Days, NaiveDate};

/// A calendar month; the first of the year 0 where nothing else is said.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    /// Months since the year 0.
    number: i32,
}

impl Month {
    /// The month that a day lies in.
    pub fn of(day: NaiveDate) -> Self {
        Self { number: 12 * day.year() + day.month0().cast_signed() }
    }

    /// The month of that number: months since the year 0.
    pub fn numbered(number: i32) -> Self {
        Self { number }
    }

    /// Months since the year 0.
    pub fn number(self) -> i32 {
        self.number
    }

    /// The month so many months later, or earlier where negative.
    #[must_use]
    pub fn plus(self, months: i32) -> Self {
        Self { number: self.number + months }
    }

    /// Month difference: 12*(y2-y1)+(m2-m1).
    pub fn since(self, earlier: Self) -> i32 {
        self.number - earlier.number
    }

    /// Its first day.
    pub fn first_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year(), self.in_year() + 1, 1).expect("months are made from dates or years 0-9999")
    }

    /// Its last day.
    pub fn last_day(self) -> NaiveDate {
        self.plus(1).first_day() - Days::new(1)
    }

    /// The first month of its quarter.
    #[must_use]
    pub fn quarter_start(self) -> Self {
        self.plus(-(self.in_year().cast_signed() % 3))
    }

    /// The quarter that begins with this month, or has it: `2018K4`.
    pub fn quarter_name(self) -> String {
        format!("{:04}K{}", self.year(), self.in_year() / 3 + 1)
    }

    /// The first month of its half-year.
    #[must_use]
    pub fn half_year_start(self) -> Self {
        self.plus(-(self.in_year().cast_signed() % 6))
    }

    /// The half-year that begins with this month: `2018H2`.
    pub fn half_year_name(self) -> String {
        format!("{:04}H{}", self.year(), self.in_year() / 6 + 1)
    }

    /// The January of its year.
    #[must_use]
    pub fn year_start(self) -> Self {
        self.plus(-self.in_year().cast_signed())
    }

    /// Its year: `2018`.
    pub fn year_name(self) -> String {
        format!("{:04}", self.year())
    }

    fn year(self) -> i32 {
        self.number.div_euclid(12)
    }

    /// 0 for January.
    fn in_year(self) -> u32 {
        self.number.rem_euclid(12).unsigned_abs()
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.in_year() + 1)
    }
}

/// Completed years from a day of birth to a day. Someone born on 29 February is a year older on 1 March in other years.
pub fn whole_years(born: NaiveDate, on: NaiveDate) -> i32 {
    let before_birthday = (on.month(), on.day()) < (born.month(), born.day());
    on.year() - born.year() - i32::from(before_birthday)
}

/// What is wrong with the text of a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAMonth;

impl fmt::Display for NotAMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a month: write the year and the month's number, such as 2018-12")
    }
}

impl std::error::Error for NotAMonth {}

impl FromStr for Month {
    type Err = NotAMonth;

    fn from_str(text: &str) -> Result<Self, NotAMonth> {
        let (year, month) = text.split_once('-').ok_or(NotAMonth)?;
        let digits = |text: &str, length| text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(year, 4) || !digits(month, 2) {
            return Err(NotAMonth);
        }
        let year: i32 = year.parse().map_err(|_| NotAMonth)?;
        let month: i32 = month.parse().map_err(|_| NotAMonth)?;
        if (1..=12).contains(&month) { Ok(Self { number: 12 * year + month - 1 }) } else { Err(NotAMonth) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn month(text: &str) -> Month {
        text.parse().expect("a month")
    }

    #[test]
    fn months_are_told_from_text() {
        assert_eq!(month("2018-12").to_string(), "2018-12");
        for wrong in ["2018", "2018-13", "2018-00", "18-12", "2018-1", "2018-+1", "2018-12-01", ""] {
            assert_eq!(wrong.parse::<Month>(), Err(NotAMonth), "{wrong}");
        }
    }

    #[test]
    fn months_have_days_and_half_years() {
        assert_eq!(month("2016-02").last_day(), NaiveDate::from_ymd_opt(2016, 2, 29).expect("a day"));
        assert_eq!(month("2017-08").half_year_start(), month("2017-07"));
        assert_eq!(month("2017-06").half_year_start().half_year_name(), "2017H1");
        assert_eq!(month("2019-01").since(month("2017-11")), 14);
    }

    #[test]
    fn years_are_completed_on_the_birthday() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        let age = |born: &str, on: &str| whole_years(day(born), day(on));
        assert_eq!(age("2000-05-17", "2018-05-16"), 17);
        assert_eq!(age("2000-05-17", "2018-05-17"), 18);
        assert_eq!(age("2000-02-29", "2018-02-28"), 17);
        assert_eq!(age("2000-02-29", "2018-03-01"), 18);
        assert_eq!(age("2000-02-29", "2020-02-29"), 20);
        assert_eq!(age("2018-03-01", "2018-02-01"), -1);
    }

    proptest! {
        #[test]
        fn a_later_month_begins_the_day_after(year in 1900..2100, at in 0..12, by in -600..600) {
            let start = month(&format!("{year:04}-{:02}", at + 1));
            let later = start.plus(by);
            prop_assert_eq!(later.since(start), by);
            prop_assert_eq!(later.to_string().parse::<Month>(), Ok(later));
            prop_assert_eq!(later.last_day() + Days::new(1), later.plus(1).first_day());
            prop_assert_eq!(Month::of(later.last_day()), later);
        }
    }
}
