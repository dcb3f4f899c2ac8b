//! `[periods]`: tables of the weeks, months, quarters, half-years or years of a report.

use chrono::{NaiveDate, Weekday};

use super::month;
use super::reader::TableReader;
use crate::calendar::Month;
use crate::diagnostic::Ranged;

/// One of `[periods]`.
#[derive(Debug, Clone)]
pub struct Periods {
    /// Its name: that of a table in queries.
    pub name: Ranged<String>,
    /// What its rows are.
    pub of: PeriodKind,
    /// A month of the first of them; the last is the last that is over at the status month.
    pub since: Month,
}

/// What the rows of a table of periods are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PeriodKind {
    /// ISO weeks: Monday to Sunday, each of the month, quarter and year of its Thursday.
    Weeks,
    /// Months.
    Months,
    /// Quarters.
    Quarters,
    /// Half-years.
    HalfYears,
    /// Years.
    Years,
}

impl PeriodKind {
    /// The names in the spec.
    pub const NAMES: [(&str, Self); 5] = [
        ("weeks", Self::Weeks),
        ("months", Self::Months),
        ("quarters", Self::Quarters),
        ("half-years", Self::HalfYears),
        ("years", Self::Years),
    ];

    /// Whether a text is what one of this kind is called.
    pub fn calls(self, text: &str) -> bool {
        // The year, and the number of so many digits behind the mark.
        let parts = |mark: char, length: usize| {
            let (year, number) = text.split_once(mark)?;
            Some((digits(year, 4)?, digits(number, length)?))
        };
        let up_to =
            |most: u32, parts: Option<(u32, u32)>| parts.is_some_and(|(_, number)| (1..=most).contains(&number));
        match self {
            Self::Weeks => parts('W', 2).is_some_and(|(year, week)| {
                i32::try_from(year).is_ok_and(|year| NaiveDate::from_isoywd_opt(year, week, Weekday::Thu).is_some())
            }),
            Self::Months => text.parse::<Month>().is_ok(),
            Self::Quarters => up_to(4, parts('K', 1)),
            Self::HalfYears => up_to(2, parts('H', 1)),
            Self::Years => digits(text, 4).is_some(),
        }
    }

    /// How many months one has; none for weeks.
    pub fn months(self) -> Option<i32> {
        match self {
            Self::Weeks => None,
            Self::Months => Some(1),
            Self::Quarters => Some(3),
            Self::HalfYears => Some(6),
            Self::Years => Some(12),
        }
    }
}

/// The number that so many digits are.
fn digits(text: &str, length: usize) -> Option<u32> {
    (text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

/// `[periods]`.
pub(super) fn periods(root: &TableReader<'_>) -> Option<Vec<Periods>> {
    let periods = root.named_tables("periods").into_iter().map(|(name, table)| {
        let of = table.choice("of", &PeriodKind::NAMES);
        let since = table.text("since").and_then(|text| month(table.notes(), &text));
        table.finish();
        Some(Periods { name, of: of?, since: since? })
    });
    periods.collect::<Vec<_>>().into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_knows_what_its_periods_are_called() {
        let called = |text: &str| -> Vec<&str> {
            PeriodKind::NAMES.iter().filter(|(_, kind)| kind.calls(text)).map(|(name, _)| *name).collect()
        };
        // 2015 and 2020 have 53 weeks, 2018 has 52.
        for (text, kind) in [
            ("2018W07", "weeks"),
            ("2015W53", "weeks"),
            ("2018-02", "months"),
            ("2018K4", "quarters"),
            ("2018H2", "half-years"),
            ("2018", "years"),
        ] {
            assert_eq!(called(text), [kind], "{text}");
        }
        for text in
            ["2018W53", "2018W7", "2018w07", "2018-13", "2018K5", "2018K0", "2018H3", "18", "", "2018-02-01", "K2018"]
        {
            assert!(called(text).is_empty(), "{text}");
        }
    }
}
