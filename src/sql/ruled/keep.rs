//! One row of each: the least or the latest by some columns.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::{Done, ROWS, Refused, Ruling, quoted};
use crate::diagnostic::{Code, Ranged};
use crate::spec::Keep;

impl Ruling<'_> {
    /// The row that counts of each; where nothing decides between rows that are not the same, nothing is guessed.
    pub(super) fn keep(&mut self, keep: &Keep) -> Done {
        for column in keep.per.iter().chain(deciding(keep)) {
            self.has(column)?;
        }
        self.filled(&keep.per, "a row without it belongs to nothing")?;
        let per: Vec<String> = keep.per.iter().map(|column| quoted(column.as_str())).collect();
        let ranked = self.in_order(deciding(keep), |rows, names| {
            let (latest, least) = names.split_at(keep.latest.len());
            // What is empty is neither the latest nor the least, unless all are.
            let latest = latest.iter().map(|name| format!("{name} DESC NULLS LAST"));
            let least = least.iter().map(|name| format!("{name} NULLS LAST"));
            let sql = format!(
                "SELECT RANK() OVER (PARTITION BY {} ORDER BY {}) AS place FROM {}",
                per.join(", "),
                latest.chain(least).collect::<Vec<_>>().join(", "),
                quoted(ROWS)
            );
            Ok(rows.query(&place(keep), &sql, &[])?)
        })?;
        let first = ranked.texts(ranked.frame.height()).into_iter();
        let first: Vec<bool> =
            first.map(|place| place.first().is_some_and(|place| place.as_deref() == Some("1"))).collect();
        let mask = self.decided(keep, first)?;
        self.only(&mask);
        Ok(())
    }

    /// Of rows that come first together, which say the same, the first in the file counts.
    fn decided(&self, keep: &Keep, mut first: Vec<bool>) -> Result<Vec<bool>, Refused> {
        let keys = self.keys(keep.per.iter().map(Ranged::as_str))?;
        let cells = self.keys(self.rows.columns.iter().map(|column| column.name.as_str()))?;
        let mut of: BTreeMap<&[Option<String>], usize> = BTreeMap::new();
        let mut undecided = BTreeSet::new();
        for at in 0..first.len() {
            if !first[at] {
                continue;
            }
            match of.get(keys[at].as_slice()) {
                Some(known) => {
                    first[at] = false;
                    if cells[*known] != cells[at] {
                        undecided.insert(*known);
                    }
                }
                None => {
                    of.insert(&keys[at], at);
                }
            }
        }
        if undecided.is_empty() {
            return Ok(first);
        }
        let by: Vec<String> = deciding(keep).map(|column| format!("`{}`", column.value)).collect();
        let message = format!(
            "{} of {} have several rows that are equal by {} and say different things",
            undecided.len(),
            of.len(),
            by.join(" and ")
        );
        let finding = self
            .wrong(Code::UndecidedRow, message, &place(keep), "does not decide which row counts")
            .help("name further columns that decide: latest and least may be lists");
        Err(self.refused(finding, undecided))
    }
}

/// The columns that decide, the first of them first.
fn deciding(keep: &Keep) -> impl Iterator<Item = &Ranged<String>> {
    keep.latest.iter().chain(&keep.least)
}

/// Where the spec says what decides.
fn place(keep: &Keep) -> Range<usize> {
    deciding(keep).next().map_or(0..0, |column| column.span.clone())
}
