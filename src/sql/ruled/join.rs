//! What another table says of each row, once.

use std::sync::Arc;

use polars::prelude::Column as FrameColumn;

use super::calendar::Stands;
use super::{Done, ROWS, Refused, Ruling, quoted, whole};
use crate::diagnostic::Code;
use crate::spec::{Join, On, Unmatched};
use crate::sql::{Column, Kind, Table, Wanted};

/// The column that tells whether another table says anything of a row.
const FOUND: &str = "found in the other table";

/// The column with the place of a row.
const PLACE: &str = "the place of the row";

/// The column with the number of the period that the row's day lies in.
const NUMBER: &str = "the number of the period";

impl Ruling<'_> {
    /// Puts the columns of another table beside the rows: none is lost and none doubled.
    pub(super) fn join(&mut self, join: &Join) -> Done {
        let all = self.all_of_a();
        let (on, place, keys) = self.condition(join)?;
        let (other, taken) = self.beside(&join.table, join.take.as_deref(), &keys)?;
        let columns = taken.iter().map(|(name, column)| format!("b.{} AS {}", quoted(column), quoted(name)));
        let columns: Vec<String> =
            columns.chain([format!("b.{}", quoted(FOUND)), format!("a.{}", quoted(PLACE))]).collect();
        let sql = format!(
            "SELECT {all}, {} FROM {} AS a LEFT JOIN {} AS b ON {on}",
            columns.join(", "),
            quoted(ROWS),
            quoted(&other.name)
        );
        let before = self.rows.frame.height();
        self.numbered(PLACE, (0..).take(before).map(Some).collect());
        let mut made = self.query(&place, &sql, &[&marked(other)])?;
        let places = made.frame.drop_in_place(PLACE).expect("it was asked for");
        made.columns.0.retain(|column| column.name != PLACE);
        if made.frame.height() > before {
            let more = made.frame.height() - before;
            let message = format!(
                "`{}` has several rows for one of the view `{}`: {more} more than there are",
                other.name, self.view.name.value
            );
            let finding = self
                .wrong(Code::NotUnique, message, &place, "does not tell each row of the other table from all others")
                .help("name all columns that tell its rows apart, or join a view that has one row of each");
            return Err(self.refused(finding, twice(&places)));
        }
        let found = made.frame.drop_in_place(FOUND).expect("it was asked for").is_not_null();
        let found: Vec<bool> = found.iter().map(|found| found == Some(true)).collect();
        let lost: Vec<usize> = (0..before).filter(|at| !found[*at]).collect();
        if !lost.is_empty() && join.unmatched == Unmatched::Refuse {
            let message = format!(
                "`{}` has no row for {} of {before} rows of the view `{}`",
                other.name,
                lost.len(),
                self.view.name.value
            );
            let finding = self
                .wrong(Code::ViewRows, message, &place, "is not found there")
                .help("see that the other table has them all; or say what becomes of such rows: unmatched = \"keep\" or \"drop\"");
            return Err(self.refused(finding, lost));
        }
        if let On::Same(by) = &join.on
            && !lost.is_empty()
            && !self.judging
        {
            self.doubt(join, by, (other, &lost));
        }
        made.columns.0.retain(|column| column.name != FOUND);
        for (name, column) in &taken {
            // Each row has one there, so that what is never empty there is not here.
            let own = other.columns.named(column).filter(|_| join.unmatched != Unmatched::Keep);
            if let Some((own, known)) = own.zip(made.columns.0.iter_mut().find(|known| known.name == *name)) {
                known.may_be_empty = own.may_be_empty;
            }
        }
        self.become_rows(made);
        if join.unmatched == Unmatched::Drop {
            self.only(&found);
        }
        Ok(())
    }

    /// What must hold of both rows, where the spec says so, and the other table's columns in it.
    fn condition(&mut self, join: &Join) -> Result<(String, std::ops::Range<usize>, Vec<String>), Refused> {
        match &join.on {
            On::Day(day) => {
                let calendar = self.calendar_of_days(&join.table)?;
                let days = if self.rows.columns.named(day.as_str()).is_some() {
                    self.is_day(day)?;
                    self.sql.days(&whole(&quoted(day.as_str()), &day.span), &self.rows.frame)?
                } else {
                    if self.judging {
                        self.sql.check(day, &self.rows.columns, Wanted::Day)?;
                    }
                    self.sql.days(day, &self.rows.frame)?
                };
                let number = |day: Option<_>| match calendar.day(day?) {
                    Stands::In(number) => Some(number),
                    _ => None,
                };
                self.numbered(NUMBER, days.into_iter().map(number).collect());
                Ok((format!("a.{} = b.number", quoted(NUMBER)), day.span.clone(), Vec::new()))
            }
            On::Same(by) => {
                let other = self.table(&join.table)?;
                let mut parts = Vec::new();
                for (own, theirs) in by {
                    self.has_of(own, theirs, other)?;
                    self.has_column(theirs, &other.columns)?;
                    parts.push(format!("a.{} = b.{}", quoted(own.as_str()), quoted(theirs.as_str())));
                }
                let keys = by.iter().map(|(_, theirs)| theirs.value.clone()).collect();
                Ok((parts.join(" AND "), by[0].0.span.clone(), keys))
            }
        }
    }
}

/// The table with a column that is there in each of its rows.
fn marked(other: &Table) -> Table {
    let mut marked = other.clone();
    let found = FrameColumn::new(FOUND.into(), vec![true; other.frame.height()]);
    marked.frame.with_column(found).expect("the column has a cell for each row");
    marked.columns.0.push(Column::new(FOUND, Kind::Truth));
    marked.rows = Arc::clone(&other.rows);
    marked
}

/// The places that stand again behind themselves.
fn twice(places: &FrameColumn) -> Vec<usize> {
    let places: Vec<i64> = places.i64().map(|places| places.iter().flatten().collect()).unwrap_or_default();
    let again = places.windows(2).filter(|two| two[0] == two[1]).filter_map(|two| usize::try_from(two[0]).ok());
    let mut again: Vec<usize> = again.collect();
    again.dedup();
    again
}
