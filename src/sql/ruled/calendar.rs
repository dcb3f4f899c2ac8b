//! A table of periods as rows are laid beside it: what it has, where it ends, and what it lacks.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{Refused, Ruling, quoted, whole};
use crate::diagnostic::{Code, Finding, Ranged};
use crate::spec::PeriodKind;
use crate::sql::Table;

/// One period.
#[derive(Debug, Clone)]
pub(super) struct Period {
    pub(super) name: String,
    pub(super) number: i64,
    pub(super) first: NaiveDate,
    pub(super) last: NaiveDate,
}

/// The periods of a table, in the order of their days.
#[derive(Debug)]
pub(super) struct Calendar {
    pub(super) periods: Vec<Period>,
    numbers: BTreeSet<i64>,
    by_name: BTreeMap<String, i64>,
    /// What all of them are called like.
    kind: Option<PeriodKind>,
    /// The last day of the status month, where the rows know it.
    pub(super) status: Option<NaiveDate>,
    /// Whether the last of them is the last that is over at the status month: what comes after it is not known yet.
    pub(super) reaches: bool,
}

/// Where something stands in a calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stands {
    /// Before the first period.
    Before,
    /// In the period of that number.
    In(i64),
    /// After the last.
    After,
    /// Between the periods of these numbers.
    Between(i64, i64),
}

/// How a row's periods are not all in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Lost {
    /// They begin before the first.
    Before,
    /// Some lie between those that are there.
    Between,
    /// They go on after the last, which is not the last that is over.
    After,
}

impl Calendar {
    pub(super) fn first(&self) -> Option<&Period> {
        self.periods.first()
    }

    pub(super) fn last(&self) -> Option<&Period> {
        self.periods.last()
    }

    /// The period that a day lies in.
    pub(super) fn day(&self, day: NaiveDate) -> Stands {
        let behind = self.periods.partition_point(|period| period.first <= day);
        match behind.checked_sub(1).map(|at| &self.periods[at]) {
            None => Stands::Before,
            Some(period) if day <= period.last => Stands::In(period.number),
            Some(before) => match self.periods.get(behind) {
                Some(after) => Stands::Between(before.number, after.number),
                None => Stands::After,
            },
        }
    }

    /// The period of that name; none where the table calls none like it.
    pub(super) fn named(&self, name: &str) -> Option<Stands> {
        if let Some(number) = self.by_name.get(name) {
            return Some(Stands::In(*number));
        }
        // Periods of a calendar are called so that their names have the order of their days.
        self.kind.filter(|kind| kind.calls(name))?;
        let before = self.by_name.range(..name.to_owned()).next_back().map(|(_, number)| *number);
        let after = self.by_name.range(name.to_owned()..).next().map(|(_, number)| *number);
        match (before, after) {
            (Some(before), Some(after)) => Some(Stands::Between(before, after)),
            (None, Some(_)) => Some(Stands::Before),
            (Some(_), None) => Some(Stands::After),
            (None, None) => None,
        }
    }

    /// Whether the table has every period from one number to another.
    pub(super) fn has_all(&self, from: i64, to: i64) -> bool {
        from > to || usize::try_from(to - from).is_ok_and(|more| self.numbers.range(from..=to).count() == more + 1)
    }
}

impl Ruling<'_> {
    /// The periods of a table. Their numbers must follow their days, or no distance could be told.
    pub(super) fn calendar(&self, name: &Ranged<String>) -> Result<Calendar, Refused> {
        for needed in ["period", "number", "first_day", "last_day"] {
            self.is_of_periods(name, needed)?;
        }
        let table = self.table(name)?;
        let of = |column: &str| whole(&quoted(column), &name.span);
        let names = self.sql.texts(&of("period"), &table.frame)?;
        let numbers = self.sql.numbers(&of("number"), &table.frame)?;
        let days = |column: &str| self.sql.days(&of(column), &table.frame);
        let cells = names.into_iter().zip(numbers).zip(days("first_day")?.into_iter().zip(days("last_day")?));
        let mut periods = Vec::new();
        for cells in cells {
            let ((Some(name), Some(number)), (Some(first), Some(last))) = cells else {
                return Err(self
                    .no_calendar(name, "has a period without a name, a number, a first or a last day")
                    .into());
            };
            #[expect(clippy::cast_possible_truncation, reason = "a number of periods")]
            periods.push(Period { name, number: number.round() as i64, first, last });
        }
        periods.sort_by_key(|period| (period.first, period.last));
        if periods.windows(2).any(|two| two[1].number <= two[0].number) {
            return Err(self.no_calendar(name, "has periods whose numbers do not follow their days").into());
        }
        let by_name: BTreeMap<String, i64> =
            periods.iter().map(|period| (period.name.clone(), period.number)).collect();
        if by_name.len() < periods.len() {
            return Err(self.no_calendar(name, "has several periods of one name").into());
        }
        let kind = PeriodKind::NAMES.iter().map(|(_, kind)| *kind);
        let kind = kind.into_iter().find(|kind| by_name.keys().all(|name| kind.calls(name)));
        let status = self.status_day()?;
        let reaches = match periods.last() {
            None => true,
            Some(last) => self.is_last_that_is_over(table, last)? || status.is_some_and(|day| last.last >= day),
        };
        Ok(Calendar {
            numbers: periods.iter().map(|period| period.number).collect(),
            by_name,
            kind,
            status,
            reaches,
            periods,
        })
    }

    /// The same, of which no two share a day: a day lies in one of them.
    pub(super) fn calendar_of_days(&self, name: &Ranged<String>) -> Result<Calendar, Refused> {
        let calendar = self.calendar(name)?;
        if calendar.periods.windows(2).any(|two| two[1].first <= two[0].last) {
            return Err(self.no_calendar(name, "has periods that share days, so that a day lies in several").into());
        }
        Ok(calendar)
    }

    /// Whether the program's own table says that the period is the last that is over.
    fn is_last_that_is_over(&self, table: &Table, last: &Period) -> Result<bool, Finding> {
        if table.columns.named("ago").is_none() {
            return Ok(false);
        }
        let of = |column: &str| whole(&quoted(column), &self.view.place());
        let ago = self.sql.numbers(&of("ago"), &table.frame)?;
        let names = self.sql.texts(&of("period"), &table.frame)?;
        Ok(names.iter().zip(ago).any(|(name, ago)| name.as_ref() == Some(&last.name) && ago == Some(0.0)))
    }

    /// The last day of the status month: the same in every table that has it.
    fn status_day(&self) -> Result<Option<NaiveDate>, Finding> {
        for table in std::iter::once(&self.rows).chain(self.tables) {
            if table.columns.named("as_of_end").is_some() && table.frame.height() > 0 {
                let days = self.sql.days(&whole("as_of_end", &self.view.place()), &table.frame.head(Some(1)))?;
                return Ok(days.first().copied().flatten());
            }
        }
        Ok(None)
    }

    fn no_calendar(&self, name: &Ranged<String>, what: &str) -> Finding {
        self.wrong(
            Code::NotUnique,
            format!("`{}` {what}", name.value),
            &name.span,
            "does not tell one period from all others",
        )
        .help("let each period have a name and a number of its own, numbered in the order of their days")
    }
}
