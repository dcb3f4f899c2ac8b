//! `over` of a measure: the windows of time in which people are observed.

use super::reader::TableReader;
use super::{Around, Follow, Over, Ranged, Timeline, month};
use crate::cohort::Month;
use crate::diagnostic::Code;

/// The kinds of timeline, by their names in the spec.
#[derive(Clone, Copy)]
enum OverKind {
    StartAndLatest,
    ProjectMonths,
    Months,
    HalfYears,
    Years,
    MonthsAround,
    HalfYearsAround,
    BlocksAround,
    YearsBefore,
}

const OVER: [(&str, OverKind); 9] = [
    ("start-and-latest", OverKind::StartAndLatest),
    ("project-months", OverKind::ProjectMonths),
    ("months", OverKind::Months),
    ("half-years", OverKind::HalfYears),
    ("years", OverKind::Years),
    ("months-around", OverKind::MonthsAround),
    ("half-years-around", OverKind::HalfYearsAround),
    ("blocks-around", OverKind::BlocksAround),
    ("years-before", OverKind::YearsBefore),
];

/// Whether a timeline is the same for all, whoever they are.
pub(super) fn is_calendar(timeline: &Timeline) -> bool {
    matches!(timeline, Timeline::Months(_) | Timeline::HalfYears(_) | Timeline::Years(_))
}

pub(super) fn over(table: &TableReader<'_>) -> Option<Over> {
    let word = table.text("over");
    let kind = table.opt_choice("over", &OVER);
    let within = table.opt_text("within");
    let from_age = table.opt_integer("from-age");
    let since = |table: &TableReader<'_>| table.text("since").and_then(|text| month(table.notes(), &text));
    let timeline = match kind? {
        OverKind::StartAndLatest => Timeline::StartAndLatest,
        OverKind::ProjectMonths => Timeline::ProjectMonths,
        OverKind::Months => Timeline::Months(since(table)?),
        OverKind::HalfYears => Timeline::HalfYears(since(table)?),
        OverKind::Years => Timeline::Years(since(table)?),
        OverKind::MonthsAround => Timeline::MonthsAround(around(table)?),
        OverKind::HalfYearsAround => Timeline::HalfYearsAround(around(table)?),
        OverKind::BlocksAround => {
            let (months, around) = (positive(table, "months"), around(table)?);
            no_zero(table, &around, &word)?;
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
        let (from, to) = (integer(table, "from"), integer(table, "to"));
        from.zip(to).map(|(from, to)| (from..=to).collect())
    } else {
        let offsets = table.opt_integers("offsets");
        if !table.has("offsets") {
            table.text("offsets");
        }
        offsets
    };
    let since: Option<Month> = match since {
        Some(month) => Some(month?),
        None => None,
    };
    Some(Around { column: column?, offsets: offsets?, since, follow })
}

fn integer(table: &TableReader<'_>, key: &'static str) -> Option<i32> {
    if !table.has(key) {
        table.text(key);
    }
    table.opt_integer(key).map(|number| number.value)
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
    Some(number.value)
}

/// Block 1 begins with the event's month and block -1 ends before it, so there is none between them.
fn no_zero(table: &TableReader<'_>, around: &Around, word: &Option<Ranged<String>>) -> Option<()> {
    if !around.offsets.contains(&0) {
        return Some(());
    }
    table.notes().error(
        Code::BadValue,
        word.as_ref().map_or_else(|| table.span(), |word| word.span.clone()),
        "there is no block 0",
        "blocks around an event",
        "write offsets = [-2, -1, 1, 2]: block 1 begins with the event's month",
    );
    None
}
