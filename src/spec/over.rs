//! `over` of a measure: the windows of time in which people are observed.

use std::ops::Range;

use super::month;
use super::reader::TableReader;
use crate::calendar::Month;
use crate::diagnostic::{Code, Ranged};

/// The windows of time in which a person is observed.
#[derive(Debug, Clone)]
pub struct Over {
    /// Which windows.
    pub timeline: Timeline,
    /// The group whose labels each have an end of their own; none where all share one.
    pub within: Option<Ranged<String>>,
    /// How old, in whole years, a person must be on a window's first day; none where age is all one.
    pub from_age: Option<Ranged<i32>>,
    /// Where it stands in the spec.
    pub span: Range<usize>,
}

/// Which windows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Timeline {
    /// The month a person entered, and the person's latest month.
    StartAndLatest,
    /// The person's months in the project, as many as all of the population reach.
    ProjectMonths,
    /// ISO weeks from the first of this month on, as many as are over: a week belongs to the month of its Thursday.
    Weeks(Month),
    /// Calendar months from this one to the status month.
    Months(Month),
    /// Quarters from the one with this month, as many as are complete.
    Quarters(Month),
    /// Half-years from the one with this month, as many as are complete.
    HalfYears(Month),
    /// Months so many months from the month of an event; only people whose months from the first to the last of them lie
    /// between `since` and the status month are observed.
    MonthsAround(Around),
    /// The same in half-years from the half-year of the event, all of which must be complete.
    HalfYearsAround(Around),
    /// The same in blocks of so many months: block 1 begins with the event's month, block -1 ends before it.
    BlocksAround(Around, i32),
    /// Calendar years from the one with this month, as many as are complete.
    Years(Month),
    /// One window for each person: the so many years before a day, that day not included.
    YearsBefore {
        /// The day: SQL.
        day: Ranged<String>,
        /// How many years.
        years: i32,
    },
}

impl Timeline {
    /// Whether it is the same for all, whoever they are.
    pub fn is_calendar(&self) -> bool {
        matches!(self, Self::Weeks(_) | Self::Months(_) | Self::Quarters(_) | Self::HalfYears(_) | Self::Years(_))
    }
}

/// Windows around an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Around {
    /// The population's column with the event's month.
    pub column: Ranged<String>,
    /// How far from it, in order.
    pub offsets: Vec<i32>,
    /// The first month that can be observed; none where all can.
    pub since: Option<Month>,
    /// Who is followed.
    pub follow: Follow,
}

/// Who is followed around an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Follow {
    /// Only those who can be observed in all of the windows.
    Whole,
    /// Everyone, in those of the windows in which they can be observed.
    Each,
}

impl Follow {
    /// The names in the spec.
    pub const NAMES: [(&str, Self); 2] = [("whole", Self::Whole), ("each", Self::Each)];
}

/// Rows placed in windows of the calendar.
#[derive(Debug, Clone)]
pub struct Placed {
    /// The row's day or month: SQL.
    pub date: Ranged<String>,
    /// The windows.
    pub over: Over,
}

/// The kinds of timeline, by their names in the spec.
#[derive(Clone, Copy)]
enum OverKind {
    StartAndLatest,
    ProjectMonths,
    Weeks,
    Months,
    Quarters,
    HalfYears,
    Years,
    MonthsAround,
    HalfYearsAround,
    BlocksAround,
    YearsBefore,
}

const OVER: [(&str, OverKind); 11] = [
    ("start-and-latest", OverKind::StartAndLatest),
    ("project-months", OverKind::ProjectMonths),
    ("weeks", OverKind::Weeks),
    ("months", OverKind::Months),
    ("quarters", OverKind::Quarters),
    ("half-years", OverKind::HalfYears),
    ("years", OverKind::Years),
    ("months-around", OverKind::MonthsAround),
    ("half-years-around", OverKind::HalfYearsAround),
    ("blocks-around", OverKind::BlocksAround),
    ("years-before", OverKind::YearsBefore),
];

pub(super) fn over(table: &TableReader<'_>) -> Option<Over> {
    let word = table.text("over");
    let kind = table.opt_choice("over", &OVER);
    let within = table.opt_text("within");
    let from_age = table.opt_integer("from-age");
    let since = |table: &TableReader<'_>| table.text("since").and_then(|text| month(table.notes(), &text));
    let timeline = match kind? {
        OverKind::StartAndLatest => Timeline::StartAndLatest,
        OverKind::ProjectMonths => Timeline::ProjectMonths,
        OverKind::Weeks => Timeline::Weeks(since(table)?),
        OverKind::Months => Timeline::Months(since(table)?),
        OverKind::Quarters => Timeline::Quarters(since(table)?),
        OverKind::HalfYears => Timeline::HalfYears(since(table)?),
        OverKind::Years => Timeline::Years(since(table)?),
        OverKind::MonthsAround => Timeline::MonthsAround(around(table)?),
        OverKind::HalfYearsAround => Timeline::HalfYearsAround(around(table)?),
        OverKind::BlocksAround => {
            let (months, around) = (positive(table, "months"), around(table)?);
            no_zero(table, &around, word.as_ref())?;
            Timeline::BlocksAround(around, months?)
        }
        OverKind::YearsBefore => {
            let (day, years) = (table.text("day"), positive(table, "years"));
            Timeline::YearsBefore { day: day?, years: years? }
        }
    };
    Some(Over { timeline, within, from_age, span: word?.span })
}

/// `around`, and `offsets` or `from` and `to`.
fn around(table: &TableReader<'_>) -> Option<Around> {
    let column = table.text("around");
    let since = table.opt_text("since").map(|text| month(table.notes(), &text));
    let follow = table.opt_choice("follow", &Follow::NAMES).unwrap_or(Follow::Whole);
    let offsets = if table.has("from") || table.has("to") {
        let (from, to) = (bounded(table, "from"), bounded(table, "to"));
        let ends = from.zip(to);
        if let Some((from, to)) = ends.filter(|(from, to)| from > to) {
            let message = format!("`from` of {} is {from}, and `to` is {to}", table.name());
            table.notes().error(
                Code::BadValue,
                table.span(),
                message,
                "no window lies between them",
                "let `from` be the lesser",
            );
            return None;
        }
        ends.map(|(from, to)| (from..=to).collect())
    } else {
        let offsets = table.opt_integers("offsets");
        if !table.has("offsets") {
            table.text("offsets");
        }
        offsets.filter(|offsets| offsets.iter().all(|offset| within(table, "offsets", *offset, &table.span())))
    };
    let since: Option<Month> = match since {
        Some(month) => Some(month?),
        None => None,
    };
    Some(Around { column: column?, offsets: offsets?, since, follow })
}

/// How far from an event, or how long, anything can be: a hundred years in months.
const FARTHEST: i32 = 1200;

/// Whether a number of months, half-years or years is not so large that it must be a slip.
fn within(table: &TableReader<'_>, key: &str, number: i32, span: &Range<usize>) -> bool {
    let within = (-FARTHEST..=FARTHEST).contains(&number);
    if !within {
        let message = format!("`{key}` of {} is {number}, and {FARTHEST} is the most", table.name());
        table.notes().error(Code::BadValue, span.clone(), message, "too far", "see that the number is the one meant");
    }
    within
}

fn bounded(table: &TableReader<'_>, key: &'static str) -> Option<i32> {
    if !table.has(key) {
        table.text(key);
    }
    let number = table.opt_integer(key)?;
    within(table, key, number.value, &number.span).then_some(number.value)
}

fn positive(table: &TableReader<'_>, key: &'static str) -> Option<i32> {
    if !table.has(key) {
        table.text(key);
    }
    let number = table.opt_integer(key)?;
    if number.value < 1 {
        table.notes().error(
            Code::BadValue,
            number.span,
            format!("`{key}` of {} must be 1 or more", table.name()),
            "no length of time",
            "",
        );
        return None;
    }
    within(table, key, number.value, &number.span).then_some(number.value)
}

/// Block 1 begins with the event's month and block -1 ends before it, so there is none between them.
fn no_zero(table: &TableReader<'_>, around: &Around, word: Option<&Ranged<String>>) -> Option<()> {
    if !around.offsets.contains(&0) {
        return Some(());
    }
    table.notes().error(
        Code::BadValue,
        word.map_or_else(|| table.span(), |word| word.span.clone()),
        "there is no block 0",
        "blocks around an event",
        "write offsets = [-2, -1, 1, 2]: block 1 begins with the event's month",
    );
    None
}
