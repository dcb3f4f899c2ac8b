//! For each of many things its row in a table, in as few bytes as the table's rows need: most tables have few rows (the labels of a
//! state, the months of a year), and there may be many millions of things.

use std::sync::Arc;

/// For each thing its row in a table.
#[derive(Debug, Clone)]
pub struct Index(Rows);

#[derive(Debug, Clone)]
enum Rows {
    Bytes(Arc<Vec<u8>>),
    Shorts(Arc<Vec<u16>>),
    Words(Arc<Vec<u32>>),
}

impl Index {
    /// The row of a thing.
    pub fn of(&self, thing: usize) -> u32 {
        match &self.0 {
            Rows::Bytes(rows) => rows[thing].into(),
            Rows::Shorts(rows) => rows[thing].into(),
            Rows::Words(rows) => rows[thing],
        }
    }

    /// How many things there are.
    pub fn len(&self) -> usize {
        match &self.0 {
            Rows::Bytes(rows) => rows.len(),
            Rows::Shorts(rows) => rows.len(),
            Rows::Words(rows) => rows.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The row of each thing, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = u32> + '_ {
        (0..self.len()).map(|thing| self.of(thing))
    }

    /// The rows of so many things, of a table with so many rows: they are never there in more bytes than they need.
    pub(super) fn of_table(table: usize, things: usize, rows: impl Iterator<Item = u32>) -> Self {
        let last = u32::try_from(table.saturating_sub(1)).expect("a table has not so many rows");
        Self(match (u8::try_from(last), u16::try_from(last)) {
            (Ok(_), _) => Rows::Bytes(narrowed(things, rows)),
            (_, Ok(_)) => Rows::Shorts(narrowed(things, rows)),
            _ => Rows::Words(narrowed(things, rows)),
        })
    }

    /// The same of those things alone for which the mask holds, of which there are so many.
    pub(super) fn kept(&self, mask: &[bool], count: usize) -> Self {
        Self(match &self.0 {
            Rows::Bytes(rows) => Rows::Bytes(kept(rows, mask, count)),
            Rows::Shorts(rows) => Rows::Shorts(kept(rows, mask, count)),
            Rows::Words(rows) => Rows::Words(kept(rows, mask, count)),
        })
    }

    /// Whether two are one and the same, and not only alike.
    pub(super) fn is(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Rows::Bytes(one), Rows::Bytes(other)) => Arc::ptr_eq(one, other),
            (Rows::Shorts(one), Rows::Shorts(other)) => Arc::ptr_eq(one, other),
            (Rows::Words(one), Rows::Words(other)) => Arc::ptr_eq(one, other),
            _ => false,
        }
    }

    /// How many bytes the row of a thing takes.
    #[cfg(test)]
    pub(super) fn width(&self) -> usize {
        match &self.0 {
            Rows::Bytes(_) => 1,
            Rows::Shorts(_) => 2,
            Rows::Words(_) => 4,
        }
    }
}

/// So many rows as numbers of a narrower type, of which all of them are.
fn narrowed<T: TryFrom<u32>>(count: usize, rows: impl Iterator<Item = u32>) -> Arc<Vec<T>> {
    let mut all = Vec::with_capacity(count);
    rows.for_each(|row| all.push(T::try_from(row).ok().expect("no row is beyond its table")));
    Arc::new(all)
}

fn kept<T: Copy>(rows: &[T], mask: &[bool], count: usize) -> Arc<Vec<T>> {
    let mut all = Vec::with_capacity(count);
    rows.iter().zip(mask).filter(|(_, keep)| **keep).for_each(|(row, _)| all.push(*row));
    Arc::new(all)
}

impl From<Vec<u32>> for Index {
    fn from(rows: Vec<u32>) -> Self {
        // If the greatest is a narrow number, all are.
        let last = rows.iter().copied().max().unwrap_or(0);
        if u16::try_from(last).is_err() {
            return Self(Rows::Words(Arc::new(rows)));
        }
        Self::of_table(last as usize + 1, rows.len(), rows.into_iter())
    }
}

#[cfg(test)]
mod tests {
    use super::Index;

    #[test]
    fn rows_take_as_few_bytes_as_they_need_and_are_the_same() {
        for (last, width) in [(0u32, 1), (255, 1), (256, 2), (65_535, 2), (65_536, 4), (u32::MAX, 4)] {
            let rows = vec![last, 0, last / 2, last];
            let index = Index::from(rows.clone());
            assert_eq!((index.width(), index.len()), (width, 4), "{last}");
            assert_eq!(index.iter().collect::<Vec<_>>(), rows);
            let kept = index.kept(&[false, true, true, false], 2);
            assert_eq!((kept.iter().collect::<Vec<_>>(), kept.width()), (vec![0, last / 2], width));
            assert!(index.is(&index.clone()) && !index.is(&Index::from(rows.clone())));
            if let Some(table) = usize::try_from(last).ok().filter(|_| last < u32::MAX).map(|last| last + 1) {
                let own = Index::of_table(table, rows.len(), rows.iter().copied());
                assert_eq!((own.iter().collect::<Vec<_>>(), own.width()), (rows, width), "{last}");
            }
        }
        assert!(Index::from(Vec::new()).is_empty() && Index::of_table(0, 0, std::iter::empty()).is_empty());
    }

    #[test]
    #[should_panic(expected = "no row is beyond its table")]
    fn a_row_beyond_its_table_is_no_other_row() {
        Index::of_table(256, 1, std::iter::once(256));
    }
}
