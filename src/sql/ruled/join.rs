//! What another table says of each row, once.

use std::sync::Arc;

use polars::prelude::Column as FrameColumn;

use super::{ROWS, Ruling, quoted};
use crate::diagnostic::{Code, Finding};
use crate::spec::{Join, On, Ranged, Unmatched};
use crate::sql::{Column, Kind, Table};

/// The column that tells whether another table says anything of a row.
const FOUND: &str = "found in the other table";

impl Ruling<'_> {
    /// Puts the columns of another table beside the rows: none is lost and none doubled.
    pub(super) fn join(&mut self, join: &Join) -> Result<(), Finding> {
        let other = self.table(&join.table)?;
        let (on, place, keys) = self.condition(join)?;
        let taken = self.taken(join, other, &keys)?;
        let columns = taken.iter().map(|(name, column)| format!("b.{} AS {}", quoted(column), quoted(name)));
        let columns: Vec<String> = columns.chain([format!("b.{}", quoted(FOUND))]).collect();
        let sql = format!(
            "SELECT {}, {} FROM {} AS a LEFT JOIN {} AS b ON {on}",
            self.all_of_a(),
            columns.join(", "),
            quoted(ROWS),
            quoted(&other.name)
        );
        let before = self.rows.frame.height();
        let mut made = self.query(&place, &sql, &[&marked(other)])?;
        if made.frame.height() > before {
            let more = made.frame.height() - before;
            let message = format!(
                "`{}` has several rows for one of the view `{}`: {more} more than there are",
                other.name, self.view.name.value
            );
            return Err(self
                .wrong(Code::NotUnique, message, &place, "does not tell each row of the other table from all others")
                .help("name all columns that tell its rows apart, or join a view that has one row of each"));
        }
        let lost = made.frame.column(FOUND).map_or(0, FrameColumn::null_count);
        if lost > 0 && join.unmatched == Unmatched::Refuse {
            let message = format!(
                "`{}` has no row for {lost} of {before} rows of the view `{}`",
                other.name, self.view.name.value
            );
            return Err(self
                .wrong(Code::ViewRows, message, &place, "is not found there")
                .help("see that the other table has them all; or say what becomes of such rows: unmatched = \"keep\" or \"drop\""));
        }
        let found = made.frame.drop_in_place(FOUND).ok().map(|found| found.is_not_null());
        made.columns.0.retain(|column| column.name != FOUND);
        for (name, column) in &taken {
            // Each row has one there, so that what is never empty there is not here.
            let own = other.columns.named(column).filter(|_| join.unmatched != Unmatched::Keep);
            if let Some((own, known)) = own.zip(made.columns.0.iter_mut().find(|known| known.name == *name)) {
                known.may_be_empty = own.may_be_empty;
            }
        }
        self.become_rows(made);
        if let Some(found) = found.filter(|_| join.unmatched == Unmatched::Drop) {
            let mask: Vec<bool> = found.iter().map(|found| found == Some(true)).collect();
            self.only(&mask);
        }
        Ok(())
    }

    /// What must hold of both rows, where the spec says so, and the other table's columns in it.
    fn condition(&self, join: &Join) -> Result<(String, std::ops::Range<usize>, Vec<String>), Finding> {
        match &join.on {
            On::Day(day) => {
                self.is_day(day)?;
                for needed in ["first_day", "last_day"] {
                    self.is_of_periods(&join.table, needed)?;
                }
                let name = quoted(day.as_str());
                let on = format!("a.{name} >= b.first_day AND a.{name} <= b.last_day");
                Ok((on, day.span.clone(), Vec::new()))
            }
            On::Same(by) => {
                let other = self.table(&join.table)?;
                let mut parts = Vec::new();
                for (own, theirs) in by {
                    self.has(own)?;
                    self.has_column(theirs, &other.columns)?;
                    parts.push(format!("a.{} = b.{}", quoted(own.as_str()), quoted(theirs.as_str())));
                }
                let keys = by.iter().map(|(_, theirs)| theirs.value.clone()).collect();
                Ok((parts.join(" AND "), by[0].0.span.clone(), keys))
            }
        }
    }

    /// The other table's columns that are taken, each with its name here.
    fn taken(&self, join: &Join, other: &Table, keys: &[String]) -> Result<Vec<(String, String)>, Finding> {
        if let Some(take) = &join.take {
            for (_, column) in take {
                self.has_column(column, &other.columns)?;
            }
        }
        let all = || {
            let own = other.columns.iter().map(|column| column.name.clone());
            let own = own.filter(|name| !keys.contains(name) && !["as_of", "as_of_end"].contains(&name.as_str()));
            own.map(|name| (name.clone(), name)).collect()
        };
        let named = |take: &Vec<(Ranged<String>, Ranged<String>)>| {
            take.iter().map(|(name, column)| (name.value.clone(), column.value.clone())).collect()
        };
        let taken: Vec<(String, String)> = join.take.as_ref().map_or_else(all, named);
        match taken.iter().find(|(name, _)| self.rows.columns.named(name).is_some()) {
            None => Ok(taken),
            Some((twice, _)) => {
                let message = format!("the rows have a column `{twice}` already, and `{}` has one too", other.name);
                Err(self
                    .wrong(Code::DoubleName, message, &join.table.span, "gives a column of the same name")
                    .help("say what is taken, and what it is called here: take = { name = \"their column\" }"))
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
