//! Windows of time: the months or half-years in which each member is observed.

use std::ops::Range;

use chrono::{Datelike, Days, Months, NaiveDate};

use super::{Member, period};
use crate::calendar::Month;
use crate::dictionary::Dictionary;
use crate::spec::{Around, Follow, Timeline};

/// A stretch of days in which a member is observed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Window {
    /// Its place among the [`Windows::labels`].
    pub x: u32,
    /// Its first day.
    pub first: NaiveDate,
    /// Its last day.
    pub last: NaiveDate,
}

impl Window {
    /// Whether it is shorter than any month, as a week is.
    pub fn is_short(&self) -> bool {
        (self.last - self.first).num_days() < 27
    }

    /// Whether it is a month of the calendar.
    pub fn is_month(&self) -> bool {
        let ends = self.last.succ_opt().is_some_and(|next| next.day() == 1);
        self.first.day() == 1 && ends && Month::of(self.first) == Month::of(self.last)
    }

    /// How many months it is observed in: those that it lies in, and one where it is shorter than a month.
    pub fn months(&self) -> u32 {
        if self.is_month() || self.is_short() {
            return 1;
        }
        let calendar = (Month::of(self.last).since(Month::of(self.first)) + 1).max(0).unsigned_abs();
        match self.own_months() {
            Some(own) => own.len().try_into().unwrap_or(calendar),
            None => calendar,
        }
    }

    /// Its months where they are not those of the calendar: each from its first day on, as the year before a day has twelve that begin on
    /// that day of the month. The last is as long as the window.
    pub fn own_months(&self) -> Option<Vec<Self>> {
        let behind = self.last + Days::new(1);
        if self.is_short() || (self.first.day(), behind.day()) == (1, 1) {
            return None;
        }
        let firsts = (0..).map_while(|by| self.first.checked_add_months(Months::new(by)));
        // A month that has no such day ends earlier; what is left of it belongs to the month before.
        let firsts: Vec<NaiveDate> = firsts
            .take_while(|first| first.checked_add_months(Months::new(1)).is_some_and(|next| next <= behind))
            .collect();
        let ends = firsts.iter().skip(1).map(|next| *next - Days::new(1)).chain([self.last]);
        Some(firsts.iter().zip(ends).map(|(first, last)| Self { x: self.x, first: *first, last }).collect())
    }
}

/// The windows of all members.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Windows {
    /// What the windows are called, in order of time.
    pub labels: Vec<String>,
    /// How far each label is from the event or the beginning, where they are counted from one.
    pub distances: Option<Vec<i32>>,
    /// How many of the labels each group has, where the groups end at times of their own.
    pub ends: Vec<(String, usize)>,
    all: Vec<Window>,
    /// Where each member's windows begin and end; none where all have all of them.
    of_member: Option<Vec<(u32, u32)>>,
}

/// Windows of many members. Those who have the same share them: most who came in one month are observed in the same months.
#[derive(Default)]
struct Shared {
    all: Vec<Window>,
    of_member: Vec<(u32, u32)>,
    known: Dictionary<Vec<Window>>,
    /// Where those of each number in the dictionary begin and end.
    bounds: Vec<(u32, u32)>,
    /// Those of the member at hand.
    own: Vec<Window>,
}

impl Shared {
    /// The windows of the next member.
    fn push(&mut self, windows: impl IntoIterator<Item = Window>) {
        self.own.clear();
        self.own.extend(windows);
        let number = self.known.known(self.own.as_slice()).unwrap_or_else(|| {
            let end = |all: &Vec<Window>| u32::try_from(all.len()).expect("there are not so many windows");
            let begin = end(&self.all);
            self.all.extend_from_slice(&self.own);
            self.bounds.push((begin, end(&self.all)));
            self.known.number(self.own.clone())
        });
        self.of_member.push(self.bounds[number as usize]);
    }
}

impl Windows {
    /// The windows of `members` on `timeline`. `groups` is each member's label where each group has an end of its own,
    /// with the labels in order; `events` is each member's event month, where the timeline is around one.
    pub fn new(
        timeline: &Timeline,
        members: &[Member],
        groups: Option<(&[Option<String>], &[String])>,
        events: &[Option<Month>],
        as_of: Month,
    ) -> Self {
        match timeline {
            Timeline::StartAndLatest => {
                let each = members.iter().map(|member| {
                    let start = member.start.map(|start| month(0, start));
                    start.into_iter().chain([month(1, member.latest)])
                });
                // The contract's keys for these two months.
                Self::own(vec!["start".to_owned(), "seneste".to_owned()], each)
            }
            Timeline::ProjectMonths => Self::project_months(members, groups),
            Timeline::Weeks(_)
            | Timeline::Months(_)
            | Timeline::Quarters(_)
            | Timeline::HalfYears(_)
            | Timeline::Years(_) => Self::calendar(timeline, as_of),
            Timeline::MonthsAround(around) => Self::around(around, events, 1, Month::plus, as_of),
            Timeline::HalfYearsAround(around) => {
                Self::around(around, events, 6, |month, by| month.half_year_start().plus(6 * by), as_of)
            }
            Timeline::BlocksAround(around, months) => {
                // There is no block 0.
                let place = |by: i32| if by > 0 { by - 1 } else { by };
                Self::around(around, events, *months, |month, by| month.plus(months * place(by)), as_of)
            }
            // The days are the members' own and not months: see `years_before`.
            Timeline::YearsBefore { .. } => Self::years_before(&[], 0),
        }
    }

    /// A member's windows, by the member's place.
    pub fn of(&self, member: usize) -> &[Window] {
        &self.all[self.range(member)]
    }

    /// Where a member's windows stand among all.
    pub fn range(&self, member: usize) -> Range<usize> {
        match &self.of_member {
            None => 0..self.all.len(),
            Some(bounds) => bounds[member].0 as usize..bounds[member].1 as usize,
        }
    }

    /// All windows; those that members share stand there once.
    pub fn all(&self) -> &[Window] {
        &self.all
    }

    /// Each member's windows, for so many members, without those for which `keep` does not hold.
    #[must_use]
    pub fn retain(self, members: usize, keep: impl Fn(usize, &Window) -> bool) -> Self {
        let mut kept = Shared::default();
        for member in 0..members {
            kept.push(self.of(member).iter().filter(|window| keep(member, window)).copied());
        }
        Self { all: kept.all, of_member: Some(kept.of_member), ..self }
    }

    /// Windows of each member's own; those who have the same share them.
    fn own<W: IntoIterator<Item = Window>>(labels: Vec<String>, each: impl Iterator<Item = W>) -> Self {
        let mut shared = Shared::default();
        each.for_each(|windows| shared.push(windows));
        let (all, of_member) = (shared.all, Some(shared.of_member));
        Self { labels, distances: None, ends: Vec::new(), all, of_member }
    }

    /// The windows of a timeline of the calendar, which are the same for all: those of one who has no other time.
    pub fn calendar(timeline: &Timeline, as_of: Month) -> Self {
        match timeline {
            Timeline::Weeks(since) => {
                let weeks = (0u32..).zip(period::weeks(*since, as_of));
                let (labels, all) = weeks.map(|(x, (name, first, last))| (name, Window { x, first, last })).unzip();
                Self { labels, distances: None, ends: Vec::new(), all, of_member: None }
            }
            Timeline::Months(since) => {
                let count = usize::try_from(as_of.since(*since) + 1).unwrap_or(0);
                Self::periods(*since, 1, count, |month| month.to_string())
            }
            Timeline::Quarters(since) => {
                let start = since.quarter_start();
                let count = usize::try_from((as_of.since(start) + 1) / 3).unwrap_or(0);
                Self::periods(start, 3, count, Month::quarter_name)
            }
            Timeline::HalfYears(since) => {
                let start = since.half_year_start();
                let count = usize::try_from((as_of.since(start) + 1) / 6).unwrap_or(0);
                Self::periods(start, 6, count, Month::half_year_name)
            }
            Timeline::Years(since) => {
                let start = since.year_start();
                let count = usize::try_from((as_of.since(start) + 1) / 12).unwrap_or(0);
                Self::periods(start, 12, count, Month::year_name)
            }
            _ => Self::periods(as_of, 1, 0, |month| month.to_string()),
        }
    }

    /// So many windows in a row from a month on, each of so many months.
    fn periods(start: Month, months: i32, count: usize, name: impl Fn(Month) -> String) -> Self {
        let firsts: Vec<Month> = (0..).map(|by| start.plus(months * by)).take(count).collect();
        let all = (0u32..).zip(&firsts).map(|(x, at)| stretch(x, *at, months)).collect();
        let labels = firsts.into_iter().map(name).collect();
        Self { labels, distances: None, ends: Vec::new(), all, of_member: None }
    }

    /// One window for each member: the so many years before the member's day. The year before 29 February begins on 28.
    pub fn years_before(days: &[Option<NaiveDate>], years: u32) -> Self {
        let window = |day: NaiveDate| {
            let first = day.checked_sub_months(Months::new(12 * years))?;
            Some(Window { x: 0, first, last: day - Days::new(1) })
        };
        Self::own(vec![String::new()], days.iter().map(|day| day.and_then(window)))
    }

    /// The windows at the offsets from each event, the first month of each told by `start`. Those are observed whose whole
    /// stretch from the first to the last offset can be, or each in the windows that can be.
    fn around(
        around: &Around,
        events: &[Option<Month>],
        months_each: i32,
        start: impl Fn(Month, i32) -> Month,
        as_of: Month,
    ) -> Self {
        let earliest = around.since.map(|since| start(since, 0));
        let seen = |event: Month, offset: i32| {
            let first = start(event, offset);
            earliest.is_none_or(|earliest| first >= earliest) && first.plus(months_each - 1) <= as_of
        };
        let whole = around.follow == Follow::Whole;
        let of_member = events.iter().map(|event| {
            let event = event.filter(|event| !whole || around.offsets.iter().all(|offset| seen(*event, *offset)));
            let windows = (0u32..).zip(&around.offsets).filter_map(|(x, offset)| {
                let event = event.filter(|event| seen(*event, *offset))?;
                Some(stretch(x, start(event, *offset), months_each))
            });
            windows.collect::<Vec<_>>()
        });
        let windows = Self::own(around.offsets.iter().map(i32::to_string).collect(), of_member);
        Self { distances: Some(around.offsets.clone()), ..windows }
    }

    /// As many project months as every member (of the group) reaches by the status month, whether still there or not.
    fn project_months(members: &[Member], groups: Option<(&[Option<String>], &[String])>) -> Self {
        let reached = |of: &dyn Fn(usize) -> bool| -> usize {
            let least = members.iter().enumerate().filter(|(at, _)| of(*at)).map(|(_, member)| member.reached).min();
            usize::try_from(least.unwrap_or(0)).unwrap_or(0)
        };
        let ends: Vec<(String, usize)> = match groups {
            None => Vec::new(),
            Some((of_member, labels)) => {
                let end = |label: &String| reached(&|at| of_member[at].as_ref() == Some(label));
                labels.iter().map(|label| (label.clone(), end(label))).collect()
            }
        };
        let of_group = |at: usize| -> usize {
            let label = groups.and_then(|(of_member, _)| of_member[at].as_ref());
            ends.iter().find(|(name, _)| Some(name) == label).map_or(0, |(_, end)| *end)
        };
        let common = reached(&|_| true);
        let windows = |(at, member): (usize, &Member)| {
            let count = if groups.is_some() { of_group(at) } else { common };
            let own =
                member.start.map(|start| (0i32..).take(count).zip(0u32..).map(move |(by, x)| month(x, start.plus(by))));
            own.into_iter().flatten()
        };
        let longest = if groups.is_some() { ends.iter().map(|(_, end)| *end).max().unwrap_or(0) } else { common };
        let numbers: Vec<i32> = (1..).take(longest).collect();
        let all = Self::own(numbers.iter().map(i32::to_string).collect(), members.iter().enumerate().map(windows));
        Self { distances: Some(numbers), ends, ..all }
    }
}

fn month(x: u32, month: Month) -> Window {
    stretch(x, month, 1)
}

/// So many months from a month on.
fn stretch(x: u32, first: Month, months: i32) -> Window {
    Window { x, first: first.first_day(), last: first.plus(months - 1).last_day() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn around(offsets: Vec<i32>, follow: Follow) -> Around {
        let column = crate::diagnostic::Ranged::new("start_month".to_owned(), 0..0);
        Around { column, offsets, since: None, follow }
    }

    fn windows(timeline: &Timeline, event: &str, as_of: &str) -> Vec<(String, String)> {
        let month = |text: &str| text.parse::<Month>().expect("a month");
        let windows = Windows::new(timeline, &[], None, &[Some(month(event))], month(as_of));
        let told = |window: &Window| (windows.labels[window.x as usize].clone(), Month::of(window.first).to_string());
        windows.of(0).iter().map(told).collect()
    }

    #[test]
    fn people_are_followed_as_long_as_they_can_be() {
        let each = Timeline::MonthsAround(around(vec![-1, 0, 1, 2], Follow::Each));
        let seen = windows(&each, "2019-11", "2019-12");
        assert_eq!(seen.last(), Some(&("1".to_owned(), "2019-12".to_owned())));
        assert_eq!(seen.len(), 3);
        let whole = Timeline::MonthsAround(around(vec![-1, 0, 1, 2], Follow::Whole));
        assert!(windows(&whole, "2019-11", "2019-12").is_empty());
    }

    #[test]
    fn quarters_are_there_when_they_are_over_from_the_one_with_a_month_on() {
        let quarters = Timeline::Quarters("2018-02".parse().expect("a month"));
        let first = |label: &str, month: &str| (label.to_owned(), month.to_owned());
        let three = [first("2018K1", "2018-01"), first("2018K2", "2018-04"), first("2018K3", "2018-07")];
        assert_eq!(windows(&quarters, "2018-01", "2018-11"), three);
        assert_eq!(windows(&quarters, "2018-01", "2018-12")[3], first("2018K4", "2018-10"));
    }

    #[test]
    fn block_one_begins_with_the_event_and_is_seen_when_it_is_whole() {
        let blocks = Timeline::BlocksAround(around(vec![-2, -1, 1, 2], Follow::Each), 6);
        let first = |label: &str, month: &str| (label.to_owned(), month.to_owned());
        let before = [first("-2", "2018-01"), first("-1", "2018-07")];
        assert_eq!(windows(&blocks, "2019-01", "2019-05"), before);
        assert_eq!(windows(&blocks, "2019-01", "2019-06")[2], first("1", "2019-01"));
        assert_eq!(windows(&blocks, "2019-01", "2019-12")[3], first("2", "2019-07"));
    }

    #[test]
    fn members_with_the_same_windows_share_them() {
        let around = Timeline::MonthsAround(around(vec![-1, 0, 1], Follow::Each));
        let month = |text: &str| text.parse::<Month>().expect("a month");
        let events = ["2019-03", "2019-11", "2019-03", "2019-11", "2019-03"].map(|text| Some(month(text)));
        let windows = Windows::new(&around, &[], None, &events, month("2019-11"));
        assert_eq!(windows.all().len(), 3 + 2, "as many as there are of two different months, and not of five people");
        assert_eq!((windows.range(0), windows.range(2), windows.range(4)), (0..3, 0..3, 0..3));
        assert_eq!((windows.of(1), windows.of(1).len()), (windows.of(3), 2));
        assert_eq!(windows.of(1)[0].first, day("2019-10-01"));
        let later = windows.retain(5, |member, window| member != 2 && window.x > 0);
        assert_eq!((later.all().len(), later.of(0).len(), later.of(2).len(), later.of(4)), (3, 2, 0, later.of(0)));
    }

    #[test]
    fn the_year_before_a_leap_day_begins_on_28_february() {
        let windows = Windows::years_before(&[Some(day("2020-02-29")), Some(day("2019-01-16"))], 1);
        let ends = |at: usize| (windows.of(at)[0].first, windows.of(at)[0].last);
        assert_eq!(ends(0), (day("2019-02-28"), day("2020-02-28")));
        assert_eq!(ends(1), (day("2018-01-16"), day("2019-01-15")));
    }

    // By the calendar.
    #[test]
    fn the_months_of_a_year_before_a_day_begin_on_that_day() {
        let months = |day_before: &str| {
            let windows = Windows::years_before(&[Some(day(day_before))], 1);
            let window = windows.of(0)[0];
            let own = window.own_months().unwrap_or_default();
            assert!(own.windows(2).all(|two| two[0].last + Days::new(1) == two[1].first), "{own:?}");
            (window.months(), own.first().map(|month| month.last), own.last().map(|month| (month.first, month.last)))
        };
        let told = |first: &str, last: (&str, &str)| (12, Some(day(first)), Some((day(last.0), day(last.1))));
        assert_eq!(months("2020-03-15"), told("2019-04-14", ("2020-02-15", "2020-03-14")));
        assert_eq!(months("2020-02-29"), told("2019-03-27", ("2020-01-28", "2020-02-28")));
        assert_eq!(months("2021-03-31"), told("2020-04-29", ("2021-02-28", "2021-03-30")));
        // From the first of a month on they are those of the calendar.
        assert_eq!(months("2020-03-01"), (12, None, None));
    }

    #[test]
    fn years_are_shown_when_they_are_over() {
        let years = Timeline::Years("2017-01".parse().expect("a month"));
        let labels = |as_of: &str| Windows::new(&years, &[], None, &[], as_of.parse().expect("a month")).labels;
        assert_eq!(labels("2019-06"), ["2017", "2018"]);
        assert_eq!(labels("2019-12"), ["2017", "2018", "2019"]);
    }
}
