//! What a row and those that follow it come to, such as whether a job lasts three months from each.

use std::collections::BTreeMap;

use super::{Done, ROWS, Ruling, quoted};
use crate::diagnostic::{Code, Ranged};
use crate::spec::Next;

impl Ruling<'_> {
    /// Columns with what each row and the next ones of the same come to. A row that too few follow is not there: what they would come to
    /// is not known.
    pub(super) fn next(&mut self, next: &Next) -> Done {
        for column in next.per.iter().chain(&next.by) {
            self.has(column)?;
        }
        self.filled(&next.per, "a row without it belongs to nothing")?;
        self.filled(&next.by, "a row without it stands in no order")?;
        let groups = self.groups(next)?;
        let rows = usize::try_from(next.rows.value).unwrap_or_default();
        let whole: Vec<bool> = groups.iter().map(|group| group.len() == rows).collect();
        let mut columns = Vec::new();
        for (name, sql) in &next.columns {
            self.is_new(name)?;
            columns.push(self.sum(name, sql, (&self.rows.frame, &self.rows.columns), &groups, &[])?);
        }
        let behind = groups.iter().map(|group| super::gather::once(group.iter().flat_map(|at| &self.rows.rows[*at])));
        self.rows.rows = behind.collect::<Vec<_>>().into();
        for (cells, column) in columns {
            self.rows.frame.with_column(cells).expect("the column has a cell for each row");
            self.rows.columns.set(column);
        }
        self.only(&whole);
        Ok(())
    }

    /// For each row the places of it and of those that follow it, as many as there are and are asked for.
    fn groups(&mut self, next: &Next) -> Result<Vec<Vec<usize>>, super::Refused> {
        let per: Vec<String> = next.per.iter().map(|column| quoted(column.as_str())).collect();
        let place = &next.by[0].span;
        let ranked = self.in_order(&next.by, |rows, by| {
            let sql = format!(
                "SELECT RANK() OVER (PARTITION BY {} ORDER BY {}) AS place FROM {}",
                per.join(", "),
                by.join(", "),
                quoted(ROWS)
            );
            Ok(rows.query(place, &sql, &[])?)
        })?;
        let ranks = ranked.texts(ranked.frame.height()).into_iter();
        let ranks: Vec<usize> =
            ranks.map(|cells| cells.first()?.as_deref()?.parse().ok()).map(Option::unwrap_or_default).collect();
        let mut of: BTreeMap<Vec<Option<String>>, BTreeMap<usize, usize>> = BTreeMap::new();
        let keys = self.keys(next.per.iter().map(Ranged::as_str))?;
        let mut undecided = Vec::new();
        for (at, key) in keys.iter().enumerate() {
            if of.entry(key.clone()).or_default().insert(ranks[at], at).is_some() {
                undecided.push(at);
            }
        }
        if !undecided.is_empty() {
            let message = format!("{} rows stand at the same place as another of the same", undecided.len());
            let finding = self
                .wrong(Code::UndecidedRow, message, place, "does not decide which follows which")
                .help("name further columns that decide, or keep one row of each in a view above");
            return Err(self.refused(finding, undecided));
        }
        let rows = usize::try_from(next.rows.value).unwrap_or_default();
        let following = |at: usize| {
            let own = of.get(&keys[at]).into_iter();
            own.flat_map(|own| own.range(ranks[at]..).take(rows).map(|(_, at)| *at)).collect()
        };
        Ok((0..keys.len()).map(following).collect())
    }
}
