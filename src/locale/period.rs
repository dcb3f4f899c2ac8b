//! Days, weeks, months, quarters and half-years in words, from their keys in data files.

use super::language::{Language, say};

impl Language {
    /// A month `2018-12` in words: `december 2018`; none where it is not a month.
    pub fn month(self, month: &str) -> Option<String> {
        let (year, number) = year_and_month(month)?;
        Some(say!(self, "periods-month", name = self.month_name(number), year = year))
    }

    /// A month `2018-12` as short as on an axis: `dec. 18`; none where it is not a month.
    pub fn month_short(self, key: &str) -> Option<String> {
        let (year, number) = year_and_month(key)?;
        let name = self.month_name(number);
        // May is no longer than its abbreviation would be.
        Some(say!(self, "periods-month-short", number = number, abbreviation = name.get(..3)?, year = year.get(2..)?))
    }

    fn month_name(self, number: u8) -> String {
        say!(self, "periods-month-name", number = number)
    }

    /// A half-year `2018H2` in words: `2. halvår 2018`; none where it is not a half-year.
    pub fn half_year(self, half_year: &str) -> Option<String> {
        let (year, half) = year_and_half(half_year)?;
        Some(say!(self, "periods-half-year", half = half, year = year))
    }

    /// A quarter `2018K4` in words: `4. kvartal 2018`; none where it is not a quarter.
    pub fn quarter(self, key: &str) -> Option<String> {
        let (year, quarter) = year_and_quarter(key)?;
        Some(say!(self, "periods-quarter", quarter = quarter, year = year))
    }

    /// A quarter `2018K4` as short as on an axis: `4. kv. 18`; none where it is not a quarter.
    pub fn quarter_short(self, key: &str) -> Option<String> {
        let (year, quarter) = year_and_quarter(key)?;
        Some(say!(self, "periods-quarter-short", quarter = quarter, year = year.get(2..)?))
    }

    /// A week `2015-W07` or `2015W07` in words: `uge 7 i 2015`; none where it is not a week.
    pub fn week(self, week: &str) -> Option<String> {
        let (year, _) = year_and_week(week)?;
        Some(say!(self, "periods-week", week = self.week_short(week)?, year = year))
    }

    /// A week in short: `uge 7`; none where it is not a week.
    pub fn week_short(self, week: &str) -> Option<String> {
        let (_, number) = year_and_week(week)?;
        Some(say!(self, "periods-week-short", number = number))
    }

    /// A day `2016-04-01` in words: `1. april 2016`; none where it is not a day.
    pub fn day(self, day: &str) -> Option<String> {
        let (month, number) = month_and_day(day)?;
        Some(say!(self, "periods-day", day = number, month = self.month(month)?))
    }

    /// A day, a month, a quarter, a half-year, a week or a year in words; none where it is none of them.
    pub fn period(self, period: &str) -> Option<String> {
        self.day(period)
            .or_else(|| self.month(period))
            .or_else(|| self.quarter(period))
            .or_else(|| self.half_year(period))
            .or_else(|| self.week(period))
            .or_else(|| digits(period, 4).then(|| period.to_owned()))
    }
}

/// Whether a key is one of a day, a month, a quarter, a half-year, a week or a year, in whatever language.
pub fn is_period(key: &str) -> bool {
    let is_day = month_and_day(key).is_some_and(|(month, _)| year_and_month(month).is_some());
    is_day
        || year_and_month(key).is_some()
        || year_and_quarter(key).is_some()
        || year_and_half(key).is_some()
        || year_and_week(key).is_some()
        || digits(key, 4)
}

/// The month and the number of a day `2016-04-01`.
fn month_and_day(day: &str) -> Option<(&str, u8)> {
    let (month, number) = day.rsplit_once('-')?;
    let number = number.parse::<u8>().ok().filter(|day| number.len() == 2 && (1..=31).contains(day))?;
    Some((month, number))
}

/// The year and the number of a month `2018-12`. A label such as `1-2` is no month: all digits of both must be there.
fn year_and_month(month: &str) -> Option<(&str, u8)> {
    let (year, number) = month.split_once('-')?;
    let number = number.parse::<u8>().ok().filter(|month| digits(number, 2) && (1..=12).contains(month))?;
    digits(year, 4).then_some((year, number))
}

fn year_and_quarter(key: &str) -> Option<(&str, &str)> {
    key.split_once('K').filter(|(year, quarter)| digits(year, 4) && matches!(*quarter, "1" | "2" | "3" | "4"))
}

fn year_and_half(key: &str) -> Option<(&str, &str)> {
    key.split_once('H').filter(|(year, half)| digits(year, 4) && matches!(*half, "1" | "2"))
}

fn year_and_week(week: &str) -> Option<(&str, u8)> {
    let (year, number) = week.split_once("-W").or_else(|| week.split_once('W'))?;
    let number = number.parse::<u8>().ok().filter(|week| digits(number, 2) && (1..=53).contains(week))?;
    digits(year, 4).then_some((year, number))
}

/// Whether a text is so many digits.
fn digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    const DANISH: Language = Language::ALL[0].1;
    const ENGLISH: Language = Language::ALL[1].1;

    #[test]
    fn periods_in_danish() {
        assert_eq!(DANISH.month("2018-12").as_deref(), Some("december 2018"));
        assert_eq!(DANISH.month_short("2018-12").as_deref(), Some("dec.\u{a0}18"));
        assert_eq!(DANISH.month_short("2017-05").as_deref(), Some("maj\u{a0}17"));
        assert_eq!(DANISH.half_year("2018H2").as_deref(), Some("2. halvår 2018"));
        assert_eq!(DANISH.quarter_short("2018K4").as_deref(), Some("4.\u{a0}kv. 18"));
        assert_eq!(DANISH.week("2018W07").as_deref(), Some("uge\u{a0}7 i 2018"));
        assert_eq!(DANISH.week("2015-W07").as_deref(), Some("uge\u{a0}7 i 2015"));
        assert_eq!(DANISH.period("2018K4").as_deref(), Some("4. kvartal 2018"));
        assert_eq!(DANISH.period("2018").as_deref(), Some("2018"));
        assert_eq!(DANISH.period("2016-04-01").as_deref(), Some("1.\u{a0}april 2016"));
    }

    #[test]
    fn periods_in_english() {
        let written = ["2018-12", "2018H2", "2018K4", "2018W07", "2016-04-01", "2018"].map(|key| ENGLISH.period(key));
        let words = ["December 2018", "H2 2018", "Q4 2018", "week\u{a0}7 of 2018", "1\u{a0}April 2016", "2018"];
        assert_eq!(written.map(Option::unwrap_or_default), words);
        assert_eq!(ENGLISH.month_short("2017-05").as_deref(), Some("May\u{a0}17"));
    }

    #[test]
    fn a_period_is_one_in_every_language() {
        for key in ["2018-12", "2018H2", "2018K4", "2018W07", "2016-04-01", "2018", "18-05", "2018-13", "1-2-03", "A"] {
            for (_, language) in Language::ALL {
                assert_eq!(is_period(key), language.period(key).is_some(), "{key}");
            }
        }
    }

    #[test]
    fn what_looks_nearly_like_a_period_is_none() {
        // Labels that have a hyphen in them.
        assert_eq!(
            ["1-2", "0-4", "2018-1", "25-34", "18-05", "5.68"].map(|key| DANISH.period(key)),
            [const { None }; 6]
        );
        assert_eq!(
            ["18H1", "2018H3", "15W07", "2015W54", "2018-13"].map(|key| DANISH.period(key)),
            [const { None }; 5]
        );
        assert_eq!(["2018K5", "18K1", "K1"].map(|key| DANISH.quarter(key)), [const { None }; 3]);
        assert_eq!(["2015-W54", "2015-W7"].map(|key| DANISH.week_short(key)), [const { None }; 2]);
        assert_eq!((DANISH.month_short("2017"), DANISH.day("2016-04-32")), (None, None));
    }
}
