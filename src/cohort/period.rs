//! Periods: tables of the weeks, months, quarters, half-years or years that are over at the status month.

use chrono::{Datelike, Days, NaiveDate};
use polars::prelude::*;

use crate::calendar::Month;
use crate::spec::{PeriodKind, Periods};

/// A period, and what it belongs to.
struct Period {
    name: String,
    /// Its place in the calendar: one more than that of the period before it.
    number: i64,
    first: NaiveDate,
    last: NaiveDate,
    /// The month that says which quarter, half-year and year it belongs to; a week's is that of its Thursday.
    month: Month,
}

/// The table: a row for each period from that of `since` to the last that is over at the end of the status month.
pub(super) fn table(periods: &Periods, as_of: Month) -> DataFrame {
    let (all, next) = over(periods.since, periods.of, as_of);
    let texts = |of: &dyn Fn(&Period) -> String| all.iter().map(of).collect::<Vec<String>>();
    let days = |of: &dyn Fn(&Period) -> NaiveDate| all.iter().map(of).collect::<Vec<NaiveDate>>();
    // What is not over yet is not whole, nor are the periods that it belongs to.
    let whole = |of: &dyn Fn(Month) -> Month| {
        all.iter().map(|period| of(period.month) != of(next.month)).collect::<Vec<bool>>()
    };
    let years: Vec<i64> = all.iter().map(|period| i64::from(period.month.first_day().year())).collect();
    let columns = vec![
        Column::new("period".into(), texts(&|period| period.name.clone())),
        Column::new("number".into(), all.iter().map(|period| period.number).collect::<Vec<i64>>()),
        Column::new("ago".into(), (0..i64::try_from(all.len()).unwrap_or(0)).rev().collect::<Vec<i64>>()),
        Column::new("first_day".into(), days(&|period| period.first)),
        Column::new("last_day".into(), days(&|period| period.last)),
        Column::new("month".into(), texts(&|period| period.month.to_string())),
        Column::new("quarter".into(), texts(&|period| period.month.quarter_name())),
        Column::new("half_year".into(), texts(&|period| period.month.half_year_start().half_year_name())),
        Column::new("year".into(), years),
        Column::new("whole_quarter".into(), whole(&Month::quarter_start)),
        Column::new("whole_half_year".into(), whole(&Month::half_year_start)),
        Column::new("whole_year".into(), whole(&Month::year_start)),
    ];
    DataFrame::new(all.len(), columns).expect("the columns are of one length")
}

/// The weeks from the first of a month on that are over at the end of the status month: what each is called, its first and its last day.
pub(super) fn weeks(since: Month, as_of: Month) -> impl Iterator<Item = (String, NaiveDate, NaiveDate)> {
    over(since, PeriodKind::Weeks, as_of).0.into_iter().map(|week| (week.name, week.first, week.last))
}

/// The periods from that of the month `since` to the last that is over at the end of the status month, and the one behind it.
fn over(since: Month, of: PeriodKind, as_of: Month) -> (Vec<Period>, Period) {
    let mut all = Vec::new();
    let mut next = first(since, of);
    // A period that begins after the status month is over later still, so this ends.
    while next.last <= as_of.last_day() {
        let behind = behind(&next, of);
        all.push(std::mem::replace(&mut next, behind));
    }
    (all, next)
}

/// The first period: that of the month `since`.
fn first(since: Month, of: PeriodKind) -> Period {
    if let Some(months) = of.months() {
        return of_months(since.plus(-since.number().rem_euclid(months)), of);
    }
    let day = since.first_day();
    let to_thursday = (3 + 7 - u64::from(day.weekday().num_days_from_monday())) % 7;
    week(day + Days::new(to_thursday))
}

fn behind(period: &Period, of: PeriodKind) -> Period {
    match of.months() {
        Some(months) => of_months(period.month.plus(months), of),
        None => week(period.first + Days::new(7 + 3)),
    }
}

fn of_months(month: Month, of: PeriodKind) -> Period {
    let months = of.months().unwrap_or(1);
    let name = match of {
        PeriodKind::Weeks | PeriodKind::Months => month.to_string(),
        PeriodKind::Quarters => month.quarter_name(),
        PeriodKind::HalfYears => month.half_year_name(),
        PeriodKind::Years => month.year_name(),
    };
    let number = i64::from(month.number().div_euclid(months));
    Period { name, number, first: month.first_day(), last: month.plus(months - 1).last_day(), month }
}

fn week(thursday: NaiveDate) -> Period {
    let iso = thursday.iso_week();
    Period {
        name: format!("{:04}W{:02}", iso.year(), iso.week()),
        number: i64::from(thursday.num_days_from_ce()).div_euclid(7),
        first: thursday - Days::new(3),
        last: thursday + Days::new(3),
        month: Month::of(thursday),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Ranged;

    fn of(of: PeriodKind, since: &str, as_of: &str) -> DataFrame {
        let month = |text: &str| text.parse().expect("a month");
        let name = Ranged::new("p".to_owned(), 0..1);
        table(&Periods { name, of, since: month(since) }, month(as_of))
    }

    fn texts(frame: &DataFrame, name: &str) -> Vec<String> {
        let column = frame.column(name).expect("a column").cast(&DataType::String).expect("texts");
        column.str().expect("texts").iter().flatten().map(str::to_owned).collect()
    }

    // The weeks by the calendar: 2015 has a week 53, whose Thursday is 31 December; the last Sunday of 2018 is 30 December.
    #[test]
    fn a_week_belongs_to_its_thursday_and_is_there_when_its_sunday_is_over() {
        let weeks = of(PeriodKind::Weeks, "2015-12", "2016-01");
        assert_eq!(
            texts(&weeks, "period"),
            ["2015W49", "2015W50", "2015W51", "2015W52", "2015W53", "2016W01", "2016W02", "2016W03", "2016W04"]
        );
        assert_eq!(texts(&weeks, "quarter")[4..6], ["2015K4", "2016K1"]);
        assert_eq!(texts(&weeks, "last_day")[4], "2016-01-03");
        assert_eq!(texts(&weeks, "whole_quarter")[4..6], ["true", "false"]);
        let numbers: Vec<i64> = texts(&weeks, "number").iter().map(|text| text.parse().expect("a number")).collect();
        assert!(numbers.windows(2).all(|two| two[1] == two[0] + 1), "{numbers:?}");
        let last = of(PeriodKind::Weeks, "2018-10", "2018-12");
        assert_eq!(texts(&last, "period").last().map(String::as_str), Some("2018W52"));
        // Week 1 of 2019 has its Thursday in January, so that the quarter and the year are whole without it.
        assert!(texts(&last, "whole_year").iter().all(|whole| whole == "true"));
    }

    #[test]
    fn longer_periods_are_there_when_they_are_over() {
        assert_eq!(texts(&of(PeriodKind::Quarters, "2018-02", "2018-11"), "period"), ["2018K1", "2018K2", "2018K3"]);
        assert_eq!(texts(&of(PeriodKind::HalfYears, "2018-02", "2018-11"), "period"), ["2018H1"]);
        assert_eq!(texts(&of(PeriodKind::Months, "2018-10", "2018-11"), "period"), ["2018-10", "2018-11"]);
        assert!(of(PeriodKind::Years, "2018-01", "2018-11").height() == 0);
    }
}
