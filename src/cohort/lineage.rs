//! Where a number comes from: rows of extracts.

/// A row of an extract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowRef {
    /// The extract's place among the spec's extracts.
    pub extract: u16,
    /// The file's own line, or the sheet's own row, counted from 1.
    pub row: u32,
}

impl RowRef {
    /// The row as one number, as queries carry it.
    pub(crate) fn packed(self) -> u64 {
        u64::from(self.extract) << 32 | u64::from(self.row)
    }

    /// The row that a number means.
    pub(crate) fn unpacked(number: u64) -> Self {
        let extract = u16::try_from(number >> 32).expect("the number was made of a row");
        Self { extract, row: u32::try_from(number & 0xFFFF_FFFF).expect("32 bits are left") }
    }
}

/// A list of rows for each of many things, one list behind the other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RowLists {
    /// Where each list ends.
    ends: Vec<usize>,
    rows: Vec<RowRef>,
}

impl RowLists {
    /// So many empty lists.
    pub fn empty(count: usize) -> Self {
        Self { ends: vec![0; count], rows: Vec::new() }
    }

    /// How many lists there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Adds a list.
    pub fn push(&mut self, rows: impl IntoIterator<Item = RowRef>) {
        self.rows.extend(rows);
        self.ends.push(self.rows.len());
    }

    /// Adds a list of what `fill` puts behind the rows that are there.
    pub fn push_with(&mut self, fill: impl FnOnce(&mut Vec<RowRef>)) {
        fill(&mut self.rows);
        self.ends.push(self.rows.len());
    }

    /// Adds the lists of another behind these.
    pub fn append(&mut self, other: &Self) {
        let before = self.rows.len();
        self.rows.extend_from_slice(&other.rows);
        self.ends.extend(other.ends.iter().map(|end| before + end));
    }

    /// The list at a place.
    pub fn of(&self, at: usize) -> &[RowRef] {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.rows[start..self.ends[at]]
    }

    /// All lists in order.
    pub fn iter(&self) -> impl Iterator<Item = &[RowRef]> {
        (0..self.len()).map(|at| self.of(at))
    }

    /// Each list with what the list at its place in `other` has, in order.
    #[must_use]
    pub fn with(&self, other: &Self) -> Self {
        let mut both = Self::default();
        for (own, other) in self.iter().zip(other.iter()) {
            both.push_with(|rows| {
                let from = rows.len();
                rows.extend_from_slice(own);
                rows.extend_from_slice(other);
                in_order(rows, from);
            });
        }
        both
    }

    /// Only the lists for which the mask holds.
    #[must_use]
    pub fn keep(&self, mask: &[bool]) -> Self {
        let mut kept = Self::default();
        for (rows, _) in self.iter().zip(mask).filter(|(_, keep)| **keep) {
            kept.push(rows.iter().copied());
        }
        kept
    }
}

impl<L: IntoIterator<Item = RowRef>> FromIterator<L> for RowLists {
    fn from_iter<I: IntoIterator<Item = L>>(lists: I) -> Self {
        let mut all = Self::default();
        for list in lists {
            all.push(list);
        }
        all
    }
}

/// Sorts the rows from a place on, each once.
pub fn in_order(rows: &mut Vec<RowRef>, from: usize) {
    rows[from..].sort_unstable();
    let (mut kept, mut last) = (from, None);
    for at in from..rows.len() {
        if last != Some(rows[at]) {
            last = Some(rows[at]);
            rows[kept] = rows[at];
            kept += 1;
        }
    }
    rows.truncate(kept);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(extract: u16, row: u32) -> RowRef {
        RowRef { extract, row }
    }

    #[test]
    fn lists_are_kept_apart() {
        let lists: RowLists = [vec![row(0, 2)], vec![], vec![row(1, 5), row(0, 9)]].into_iter().collect();
        assert_eq!((lists.len(), lists.of(0), lists.of(1)), (3, &[row(0, 2)][..], &[][..]));
        assert_eq!(lists.keep(&[false, true, true]).of(1), [row(1, 5), row(0, 9)]);
        let mut both = lists.keep(&[true, true, false]);
        both.append(&lists.keep(&[false, false, true]));
        assert_eq!(both, lists);
    }

    #[test]
    fn only_the_rows_behind_are_put_in_order() {
        let mut rows = vec![row(3, 1), row(1, 7), row(0, 2), row(1, 7), row(0, 1)];
        in_order(&mut rows, 1);
        assert_eq!(rows, [row(3, 1), row(0, 1), row(0, 2), row(1, 7)]);
    }
}
