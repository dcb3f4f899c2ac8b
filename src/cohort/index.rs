//! For each of many things its row in a table, in as few bytes as the table's rows need: most tables have few rows (the labels of a
//! state, the months of a year), and there may be many millions of things.

use std::sync::Arc;

/// For each thing its row in a table.
#[derive(Debug, Clone)]
pub struct Index(Rows);

#[derive(Debug, Clone)]
enum Rows {
    Bytes(Arc<[u8]>),
    Shorts(Arc<[u16]>),
    Words(Arc<[u32]>),
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

    /// The same of these things alone.
    pub(super) fn taken(&self, things: &[u32]) -> Self {
        let things = things.iter().map(|thing| *thing as usize);
        Self(match &self.0 {
            Rows::Bytes(rows) => Rows::Bytes(things.map(|thing| rows[thing]).collect()),
            Rows::Shorts(rows) => Rows::Shorts(things.map(|thing| rows[thing]).collect()),
            Rows::Words(rows) => Rows::Words(things.map(|thing| rows[thing]).collect()),
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

/// Rows as numbers of a narrower type, of which all of them are.
fn narrowed<T: TryFrom<u32> + Default>(rows: &[u32]) -> Arc<[T]> {
    rows.iter().map(|row| T::try_from(*row).unwrap_or_default()).collect()
}

impl From<Vec<u32>> for Index {
    fn from(rows: Vec<u32>) -> Self {
        // If the greatest is a narrow number, all are.
        let last = rows.iter().copied().max().unwrap_or(0);
        Self(match (u8::try_from(last), u16::try_from(last)) {
            (Ok(_), _) => Rows::Bytes(narrowed(&rows)),
            (_, Ok(_)) => Rows::Shorts(narrowed(&rows)),
            _ => Rows::Words(rows.into()),
        })
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
            let taken = index.taken(&[2, 0]);
            assert_eq!((taken.iter().collect::<Vec<_>>(), taken.width()), (vec![last / 2, last], width));
            assert!(index.is(&index.clone()) && !index.is(&Index::from(rows)));
        }
        assert!(Index::from(Vec::new()).is_empty());
    }
}
