//! Periods as registers write them in a cell: `2018`, `2018-12`, `2018W07`, `2018K1`, `2018H1`, `2018F`, `2018/19`.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

/// A stretch of days, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub first: NaiveDate,
    /// The last day.
    pub last: NaiveDate,
}

impl Period {
    /// The period that a text tells, if it tells one: a day, an ISO week (`W` or `U`), a month, a quarter (`Q` or `K`), a half-year (`H`), a
    /// term (`F` of spring, to the end of July; `E` of autumn), a school year (`2018/19`, from August) or a year.
    pub fn read(text: &str) -> Option<Self> {
        let (year, rest) = text.split_at_checked(4)?;
        let year = number(year)?;
        if rest.is_empty() {
            return Self::year(year);
        }
        if let Some(next) = rest.strip_prefix('/') {
            let follows = match next.len() {
                2 => number(next)? == (year + 1) % 100,
                4 => number(next)? == year + 1,
                _ => false,
            };
            return if follows { Self::months(year, 8, 12) } else { None };
        }
        let rest = rest.strip_prefix('-').unwrap_or(rest);
        let (sign, count) = rest.split_at_checked(1)?;
        match (sign, count.len()) {
            ("W" | "U", 2) => Self::week(year, number(count)?),
            ("M", 2) => Self::month(year, number(count)?),
            ("Q" | "K", 1) => Self::quarter(year, number(count)?),
            ("H", 1) => match number(count)? {
                half @ 1..=2 => Self::months(year, half * 6 - 5, 6),
                _ => None,
            },
            ("F", 0) => Self::months(year, 1, 7),
            ("E", 0) => Self::months(year, 8, 5),
            // Without the hyphen it would be any six digits.
            _ if text.as_bytes().get(4) != Some(&b'-') => None,
            _ if rest.len() == 2 => Self::month(year, number(rest)?),
            _ => {
                let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|_| text.len() == 10)?;
                Some(Self { first: day, last: day })
            }
        }
    }

    /// Of which kind the period is that a text tells, and its number among those of its kind: the one after it has the next. None of a day:
    /// registers have no rows of many of these.
    pub fn numbered(text: &str) -> Option<(char, i64)> {
        let period = Self::read(text)?;
        let (year, rest) = text.split_at_checked(4)?;
        let year: i64 = year.parse().ok()?;
        let month = i64::from(period.first.month0());
        Some(match rest.trim_start_matches('-').chars().next() {
            None => ('Y', year),
            Some('/') => ('/', year),
            Some('W' | 'U') => ('W', i64::from(period.first.num_days_from_ce()) / 7),
            Some('Q' | 'K') => ('Q', 4 * year + month / 3),
            Some('H') => ('H', 2 * year + month / 6),
            // A spring begins in January, an autumn in August.
            Some('F' | 'E') => ('F', 2 * year + month / 7),
            Some(_) if period.first == period.last => return None,
            Some(_) => ('M', 12 * year + month),
        })
    }

    /// A year.
    pub fn year(year: u32) -> Option<Self> {
        Self::months(year, 1, 12)
    }

    /// A month of a year.
    pub fn month(year: u32, month: u32) -> Option<Self> {
        Self::months(year, month, 1)
    }

    /// A quarter of a year.
    pub fn quarter(year: u32, quarter: u32) -> Option<Self> {
        (1..=4).contains(&quarter).then(|| Self::months(year, quarter * 3 - 2, 3)).flatten()
    }

    /// An ISO week, Monday to Sunday.
    pub fn week(year: u32, week: u32) -> Option<Self> {
        let first = NaiveDate::from_isoywd_opt(calendar(year)?, week, Weekday::Mon)?;
        Some(Self { first, last: first.checked_add_days(Days::new(6))? })
    }

    /// So many months from one on.
    fn months(year: u32, month: u32, count: u32) -> Option<Self> {
        let first = NaiveDate::from_ymd_opt(calendar(year)?, month, 1)?;
        Some(Self { first, last: first.checked_add_months(Months::new(count))?.pred_opt()? })
    }
}

/// A year that a register can tell of: other numbers are no years.
fn calendar(year: u32) -> Option<i32> {
    (1900..=2100).contains(&year).then(|| i32::try_from(year).ok()).flatten()
}

/// A text of digits alone as a number.
fn number(text: &str) -> Option<u32> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Option<String> {
        Period::read(text).map(|period| format!("{} {}", period.first, period.last))
    }

    // The weeks by the calendar: 2015 has a week 53, and week 1 of 2019 begins on the last day of 2018.
    #[test]
    fn registers_write_periods_in_many_ways() {
        for (text, days) in [
            ("2018", "2018-01-01 2018-12-31"),
            ("2016-02", "2016-02-01 2016-02-29"),
            ("2016M02", "2016-02-01 2016-02-29"),
            ("2016-02-09", "2016-02-09 2016-02-09"),
            ("2015W53", "2015-12-28 2016-01-03"),
            ("2015-W27", "2015-06-29 2015-07-05"),
            ("2019U01", "2018-12-31 2019-01-06"),
            ("2018K1", "2018-01-01 2018-03-31"),
            ("2018-Q4", "2018-10-01 2018-12-31"),
            ("2018H2", "2018-07-01 2018-12-31"),
            ("2018F", "2018-01-01 2018-07-31"),
            ("2018E", "2018-08-01 2018-12-31"),
            ("2018/19", "2018-08-01 2019-07-31"),
            ("1999/2000", "1999-08-01 2000-07-31"),
        ] {
            assert_eq!(told(text).as_deref(), Some(days), "{text}");
        }
    }

    #[test]
    fn each_period_has_the_number_behind_the_one_before_it() {
        for follow in [
            &["2018", "2019", "2020"][..],
            &["2017-11", "2017M12", "2018-01"],
            &["2018K3", "2018-Q4", "2019K1"],
            &["2018H2", "2019H1"],
            &["2018F", "2018E", "2019F"],
            &["2017/18", "2018/2019"],
            &["2015W52", "2015U53", "2016-W01"],
        ] {
            for two in follow.windows(2) {
                let (one, next) = (Period::numbered(two[0]).expect("a period"), Period::numbered(two[1]).expect("one"));
                assert_eq!((one.0, one.1 + 1), next, "{two:?}");
            }
        }
        assert_eq!(["2018-02-03", "2018x", "I alt"].map(Period::numbered), [None; 3]);
    }

    #[test]
    fn what_is_no_period_is_none() {
        for text in [
            "",
            "1",
            "12",
            "1879x",
            "201802",
            "2018-13",
            "2018-00",
            "2018W00",
            "2016W53",
            "2018K5",
            "2018K0",
            "2018H3",
            "2018/20",
            "2018/1",
            "2018-19",
            "2018-02-30",
            "2018-2-3",
            "1800",
            "9999",
            "9999W99",
            "+018",
            "2018Æ",
            "æøå2018",
            "2018F1",
        ] {
            assert_eq!(told(text), None, "{text}");
        }
    }
}
