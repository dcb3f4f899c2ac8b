//! Windows of time: the months or half-years in which each member is observed.

use chrono::NaiveDate;

use super::{Member, Month};
use crate::spec::{Around, Timeline};

/// A stretch of days in which a member is observed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Its place among the [`Windows::labels`].
    pub x: usize,
    /// Its first day.
    pub first: NaiveDate,
    /// Its last day.
    pub last: NaiveDate,
}

impl Window {
    /// Its months, one by one.
    pub fn months(&self) -> impl Iterator<Item = Self> {
        let (first, last, x) = (Month::of(self.first), Month::of(self.last), self.x);
        (0..=last.since(first)).map(move |by| month(x, first.plus(by)))
    }
}

/// The windows of all members.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Windows {
    /// What the windows are called, in order of time.
    pub labels: Vec<String>,
    /// Each member's windows, in the order of the members.
    pub of_member: Vec<Vec<Window>>,
    /// How many of the labels each group has, where the groups end at times of their own.
    pub ends: Vec<(String, usize)>,
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
                let of_member = members.iter().map(|member| vec![month(0, member.start), month(1, member.latest)]);
                // The contract's keys for these two months.
                Self {
                    labels: vec!["start".to_owned(), "seneste".to_owned()],
                    of_member: of_member.collect(),
                    ends: Vec::new(),
                }
            }
            Timeline::ProjectMonths => Self::project_months(members, groups),
            Timeline::Months(since) => {
                let count = usize::try_from(as_of.since(*since) + 1).unwrap_or(0);
                let months: Vec<Month> = (0..).map(|by| since.plus(by)).take(count).collect();
                let windows = months.iter().enumerate().map(|(x, at)| month(x, *at)).collect();
                Self::same_for_all(months.iter().map(Month::to_string).collect(), windows, members)
            }
            Timeline::MonthsAround(around) => Self::around(around, events, 1, |month| month, as_of),
            Timeline::HalfYearsAround(around) => Self::around(around, events, 6, Month::half_year_start, as_of),
            Timeline::HalfYears(since) => {
                let start = since.half_year_start();
                let count = usize::try_from((as_of.since(start) + 1) / 6).unwrap_or(0);
                let halves: Vec<Month> = (0..).map(|by| start.plus(6 * by)).take(count).collect();
                let windows = halves.iter().enumerate().map(|(x, at)| Window {
                    x,
                    first: at.first_day(),
                    last: at.plus(5).last_day(),
                });
                Self::same_for_all(
                    halves.iter().map(|half| half.half_year_name()).collect(),
                    windows.collect(),
                    members,
                )
            }
        }
    }

    /// Only those are observed whose whole stretch from the first to the last offset can be.
    fn around(
        around: &Around,
        events: &[Option<Month>],
        months_each: i32,
        first_of: impl Fn(Month) -> Month,
        as_of: Month,
    ) -> Self {
        let reach = around.offsets.iter().min().copied().zip(around.offsets.iter().max().copied());
        let start = |event: Month, offset: i32| first_of(event).plus(months_each * offset);
        let seen = |event: Month| {
            reach.is_some_and(|(least, most)| {
                start(event, least) >= first_of(around.since) && start(event, most).plus(months_each - 1) <= as_of
            })
        };
        let of_member = events.iter().map(|event| {
            let event = event.filter(|event| seen(*event));
            let windows = around.offsets.iter().enumerate().filter_map(|(x, offset)| {
                let first = start(event?, *offset);
                Some(Window { x, first: first.first_day(), last: first.plus(months_each - 1).last_day() })
            });
            windows.collect()
        });
        Self {
            labels: around.offsets.iter().map(i32::to_string).collect(),
            of_member: of_member.collect(),
            ends: Vec::new(),
        }
    }

    fn same_for_all(labels: Vec<String>, windows: Vec<Window>, members: &[Member]) -> Self {
        Self { labels, of_member: vec![windows; members.len()], ends: Vec::new() }
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
            (0i32..).take(count).zip(0..).map(|(by, x)| month(x, member.start.plus(by))).collect()
        };
        let of_member: Vec<Vec<Window>> = members.iter().enumerate().map(windows).collect();
        let longest = if groups.is_some() { ends.iter().map(|(_, end)| *end).max().unwrap_or(0) } else { common };
        Self { labels: (1..=longest).map(|k| k.to_string()).collect(), of_member, ends }
    }
}

fn month(x: usize, month: Month) -> Window {
    Window { x, first: month.first_day(), last: month.last_day() }
}
