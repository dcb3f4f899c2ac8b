//! Where a table begins and ends in its file, as its layout says; and what is passed over.

use super::cell::trim;
use super::sink::Sink;
use crate::diagnostic::Code;
use crate::schema::{Ends, Extent};

/// The names of columns from the rows of a head. In a row above the last an empty cell belongs to the name left of it, as where
/// `2018` stands once above two columns; a name's parts are joined from above.
pub fn join<'c, T: AsRef<str> + 'c>(rows: &'c [Vec<T>], between: &str) -> Vec<String> {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut names: Vec<Vec<&'c str>> = vec![Vec::new(); width];
    for (at, row) in rows.iter().enumerate() {
        let is_last = at + 1 == rows.len();
        let mut left = "";
        for (column, parts) in names.iter_mut().enumerate() {
            let own = trim(row.get(column).map_or("", AsRef::as_ref));
            if !own.is_empty() || is_last {
                left = own;
            }
            if !left.is_empty() {
                parts.push(left);
            }
        }
    }
    names.into_iter().map(|parts| parts.join(between)).collect()
}

/// Watches the rows below the head for the table's end, and keeps what is passed over behind it.
pub(super) struct End<'e> {
    ends: &'e Ends,
    /// How many cells a whole row has.
    width: usize,
    /// The first row that is passed over, and the last.
    over: Option<(u64, u64)>,
    ended: bool,
}

impl<'e> End<'e> {
    pub(super) fn new(extent: &'e Extent, names: &[&str]) -> Self {
        let width = names.iter().filter(|name| !name.is_empty()).count();
        Self { ends: &extent.ends, width, over: None, ended: false }
    }

    /// A row in which nothing is filled in.
    pub(super) fn blank(&mut self) {
        self.ended |= *self.ends == Ends::BlankRow;
    }

    /// Whether a row is no longer one of the table's: `first` is its first filled-in cell, if that is a text; `filled` how many are.
    /// A row behind the end with more than half of the columns filled in is an error: the layout would drop it unseen.
    pub(super) fn is_over(
        &mut self,
        row: u64,
        first: Option<&str>,
        filled: impl FnOnce() -> usize,
        sink: &mut Sink<'_>,
    ) -> bool {
        let mut is_named = false;
        if let (Ends::Before(texts), Some(first)) = (self.ends, first) {
            is_named = texts.iter().any(|text| trim(first).starts_with(text.as_str()));
            self.ended |= is_named;
        }
        if !self.ended {
            return false;
        }
        let filled = filled();
        // A row that the layout names may be a total, and as full as the rest.
        let is_full = filled == self.width && filled == 2 || filled * 2 > self.width && filled > 2;
        if !is_named && is_full {
            sink.error(Code::RowsBelow, Some(row), None, || {
                (
                    "a row that looks like one of the table's own stands below its end".to_owned(),
                    "is it a row of the table? Correct `ends` in the layout; a second table goes into a file or sheet of its own"
                        .to_owned(),
                )
            });
        }
        self.over = Some((self.over.map_or(row, |(from, _)| from), row));
        true
    }

    /// Says what was passed over.
    pub(super) fn tell(self, sink: &mut Sink<'_>) {
        let Some((from, to)) = self.over else { return };
        sink.warning(Code::PassedOver, Some(from), None, || {
            let (rows, are) =
                if from == to { (format!("row {from} stands"), "is") } else { (format!("rows {from} to {to} stand"), "are") };
            (
                format!("{rows} below the table and {are} not read, as the layout says"),
                "see that none of it is data; if so, allow it where the extract is declared: allow = { passed-over = \"why\" }".to_owned(),
            )
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stands_above_all_its_columns_and_a_name_of_one_row_stands_alone() {
        let rows = [vec!["Kommune", "2018", "", "2019"], vec!["", "Antal", "Pct.", "Antal", "Pct."]];
        assert_eq!(join(&rows, " "), ["Kommune", "2018 Antal", "2018 Pct.", "2019 Antal", "2019 Pct."]);
        assert_eq!(join(&[vec!["a", "", "c"]], " "), ["a", "", "c"], "a head of one row is what it is");
    }
}
