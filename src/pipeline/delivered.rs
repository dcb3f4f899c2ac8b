//! Whether an extract has all of the time that it is of: a month in the middle that was not delivered tells that nobody had anything.

use chrono::NaiveDate;
use polars::prelude::{DataFrame, DataType};

use crate::calendar::Month;
use crate::diagnostic::{Code, Finding};
use crate::register::{ByDay, Extract};
use crate::schema::{Kind, Schema};

/// So many rows in the month before and the month after make a month with hardly any no chance: where ten are to be expected, none
/// come in one of twenty thousand months.
pub(super) const MANY: u32 = 10;
/// Of what stands on both sides less than one in so many is hardly any.
pub(super) const HARDLY: u32 = 10;
/// Where more months than one in so many lack rows, it was never meant to have some in each: questionnaires go out once a year.
const MOST: usize = 4;

/// The first months in the middle of an extract that lack rows which the months around them have.
pub(super) fn gap(extract: &Extract, time: &Time<'_>) -> Option<Finding> {
    let rows = time.all_rows();
    let gaps = gaps(time.first, &rows);
    let (from, until) = gaps.first().copied()?;
    let more = match gaps.len() - 1 {
        0 => String::new(),
        1 => "; so is 1 more gap".to_owned(),
        more => format!("; so are {more} more gaps"),
    };
    let (lacks, before, after) = (rows[from..until].iter().max()?, rows[from - 1], rows[until]);
    let lacks = if *lacks == 0 { "no row".to_owned() } else { format!("at most {lacks} of the rows") };
    let named = time.named(from, until);
    let message = format!("{lacks} in {named}, and {before} in the month before and {after} in the month after{more}");
    Some(Finding::warning(Code::StaleExtract, message).in_cell(&extract.file, None, Some(time.column)).help(
        "was that time delivered? Draw the extract again; if nothing happened then, allow it in the spec, and say why",
    ))
}

/// The time that an extract is of.
pub(super) struct Time<'s> {
    /// The column that tells it.
    pub(super) column: &'s str,
    /// Its first month.
    pub(super) first: Month,
    /// How many months there are.
    pub(super) months: usize,
    /// The first and the last month of each row, by their places; for a row of no time the first is behind the last.
    spans: Vec<(u32, u32)>,
}

/// The number of the month of a cell that tells none.
const UNTOLD: i32 = i32::MIN;

/// The months of a row of no time.
const NEVER: (u32, u32) = (1, 0);

impl<'s> Time<'s> {
    /// The months of each row: those that its spell lies in, or that its day does.
    pub(super) fn of(extract: &Extract, schema: &'s Schema, as_of: Month) -> Option<Self> {
        let (column, from, to) = if let Some(spell) = &schema.spell {
            let (from, to) = (whole(&extract.frame, schema, &spell.from)?, whole(&extract.frame, schema, &spell.to)?);
            (spell.from.as_str(), from, Some(to))
        } else {
            let is_time = |kind: &Kind| matches!(kind, Kind::Date(_) | Kind::Month(_));
            let field = schema.fields.iter().find(|field| is_time(&field.kind) && !field.personal)?;
            (field.name.as_str(), whole(&extract.frame, schema, &field.name)?, None)
        };
        let as_of = as_of.number();
        // What has not ended, or is planned to, goes on until the status month.
        let until = |row: usize| match to.as_ref().map(|to| to[row]) {
            Some(UNTOLD) => as_of,
            Some(to) => to.min(as_of),
            None => from[row],
        };
        let known = |(row, from): (usize, &i32)| {
            let (from, to) = (*from, until(row));
            (from != UNTOLD && from <= to && from <= as_of).then_some((from, to))
        };
        let spans = || from.iter().enumerate().map(known);
        let first = spans().flatten().map(|(from, _)| from).min()?;
        let last = spans().flatten().map(|(_, to)| to).max()?;
        let place = |month: i32| u32::try_from(month - first).unwrap_or(0);
        let places = |span: Option<(i32, i32)>| span.map_or(NEVER, |(from, to)| (place(from), place(to)));
        let spans = spans().map(places).collect();
        Some(Self { column, first: Month::numbered(first), months: place(last) as usize + 1, spans })
    }

    /// How many rows there are in each month.
    pub(super) fn all_rows(&self) -> Vec<u32> {
        self.rows(std::iter::repeat_n(Some(0), self.spans.len()), 1).pop().unwrap_or_default()
    }

    /// How many rows there are in each month, of each of so many things, where each row is of one or of none.
    pub(super) fn rows(&self, of: impl Iterator<Item = Option<u32>>, many: usize) -> Vec<Vec<u32>> {
        // How many more there are than in the month before.
        let mut more = vec![vec![0i64; self.months + 1]; many];
        for ((from, to), of) in self.spans.iter().zip(of) {
            if let Some(of) = of
                && from <= to
            {
                let more = &mut more[of as usize];
                more[*from as usize] += 1;
                more[*to as usize + 1] -= 1;
            }
        }
        let counted = |more: Vec<i64>| {
            let rows = more.into_iter().scan(0i64, |rows, more| {
                *rows += more;
                u32::try_from(*rows).ok()
            });
            rows.take(self.months).collect()
        };
        more.into_iter().map(counted).collect()
    }

    /// What the months from a place and until another are called.
    pub(super) fn named(&self, from: usize, until: usize) -> String {
        let month = |at: usize| self.first.plus(i32::try_from(at).unwrap_or(0));
        if until == from + 1 { month(from).to_string() } else { format!("{} to {}", month(from), month(until - 1)) }
    }
}

/// The number of the month of each row's cell, or [`UNTOLD`]; none where the column holds neither days nor months.
fn whole(frame: &DataFrame, schema: &Schema, name: &str) -> Option<Vec<i32>> {
    let column = frame.column(name).ok()?;
    match schema.field(name)?.kind {
        Kind::Date(_) => {
            let days = column.cast(&DataType::Int32).ok()?;
            let days = days.i32().ok()?;
            let number = |day: i32| NaiveDate::from_epoch_days(day).map_or(UNTOLD, |day| Month::of(day).number());
            let months = ByDay::of(days.iter().flatten(), number);
            Some(days.iter().map(|day| day.map_or(UNTOLD, |day| months.get(day))).collect())
        }
        Kind::Month(_) => {
            let number = |month: &str| month.parse().map_or(UNTOLD, Month::number);
            Some(column.str().ok()?.iter().map(|month| month.map_or(UNTOLD, number)).collect())
        }
        _ => None,
    }
}

/// Where rows are lacking that stand on both sides: from a month, and until another.
pub(super) fn gaps(first: Month, rows: &[u32]) -> Vec<(usize, usize)> {
    let mut gaps = Vec::new();
    let mut at = 1;
    while at < rows.len() {
        let before = rows[at - 1];
        if before < MANY || rows[at] * HARDLY > before {
            at += 1;
            continue;
        }
        let Some(until) = (at..rows.len()).find(|after| rows[*after] * HARDLY > before) else { break };
        if rows[until] >= MANY && rows[at..until].iter().all(|lacks| lacks * HARDLY <= rows[until]) {
            gaps.push((at, until));
        }
        at = until;
    }
    let lacking: usize = rows.iter().filter(|rows| **rows == 0).count();
    gaps.retain(|(from, until)| !(*from..*until).all(|at| is_yearly(first, rows, at)));
    if lacking * MOST > rows.len() { Vec::new() } else { gaps }
}

/// Whether a month of the year has hardly any row in any year, of two at least: what is closed in July.
pub(super) fn is_yearly(first: Month, rows: &[u32], at: usize) -> bool {
    let number = first.plus(i32::try_from(at).unwrap_or(0)).number().rem_euclid(12);
    let of_year = |place: &usize| first.plus(i32::try_from(*place).unwrap_or(0)).number().rem_euclid(12) == number;
    let mut same = (0..rows.len()).filter(of_year).map(|place| rows[place]).peekable();
    let years = same.clone().count();
    years > 1 && same.all(|rows| rows < MANY)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(rows: &[u32]) -> Vec<(usize, usize)> {
        gaps(Month::numbered(12 * 2023), rows)
    }

    #[test]
    fn a_month_that_was_not_delivered_stands_between_two_with_many() {
        assert_eq!(of(&[13, 13, 13, 13, 0, 13, 13]), [(4, 5)]);
        assert_eq!(of(&[30, 30, 30, 0, 0, 30, 30, 30, 3, 40]), [(3, 5), (8, 9)]);
        // Few come anyhow; it begins and ends; it dwindles.
        for fine in
            [&[4, 5, 0, 6, 5][..], &[0, 0, 0, 20, 20, 20, 20, 20, 20, 0], &[40, 20, 10, 5, 2, 1, 0], &[13, 2, 13]]
        {
            assert!(of(fine).is_empty(), "{fine:?}");
        }
    }

    #[test]
    fn what_comes_once_in_a_while_has_no_gaps() {
        // A questionnaire each May; a school that is closed each July, and one year that lacks a June as well.
        let mut waves = [0; 37];
        for at in [4, 16, 28] {
            waves[at] = 200;
        }
        assert!(of(&waves[4..29]).is_empty());
        let mut school = vec![100; 36];
        for at in [6, 18, 30] {
            school[at] = 0;
        }
        assert!(of(&school).is_empty());
        school[17] = 0;
        assert_eq!(of(&school), [(17, 19)]);
        assert!(of(&[]).is_empty());
    }

    #[test]
    fn a_whole_year_in_the_middle_is_told() {
        let mut years = vec![20; 48];
        years[12..24].fill(0);
        assert_eq!(of(&years), [(12, 24)]);
    }
}
