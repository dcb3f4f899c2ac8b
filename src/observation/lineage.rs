//! The rows that observations rest on: kept where a measure reads them anyway, and else found again when someone asks, by
//! the same code that observed.

use std::fmt;
use std::sync::Arc;

use crate::cohort::{Columns, RowLists, RowRef};

/// What adds the rows of the observation at a place; it finds its way by the columns' indexes.
type Find = Arc<dyn Fn(&Columns, usize, &mut Vec<RowRef>) + Send + Sync>;

/// The extract rows that each observation rests on.
#[derive(Clone)]
pub struct Lineage {
    own: Own,
    /// The index that says each observation's member, and what is told of each member beside.
    told: Option<(usize, Arc<RowLists>)>,
}

#[derive(Clone)]
enum Own {
    Kept(Arc<RowLists>),
    Found(Find),
}

impl Default for Lineage {
    fn default() -> Self {
        Self::kept(RowLists::default())
    }
}

impl fmt::Debug for Lineage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.own {
            Own::Kept(lists) => f.debug_tuple("Kept").field(&lists.len()).finish(),
            Own::Found(_) => f.write_str("Found"),
        }
    }
}

impl Lineage {
    /// A list for each observation.
    pub fn kept(lists: RowLists) -> Self {
        Self::shared(Arc::new(lists))
    }

    /// The same, where others have the lists too.
    pub fn shared(lists: Arc<RowLists>) -> Self {
        Self { own: Own::Kept(lists), told: None }
    }

    /// Rows that are found when they are asked for.
    pub fn found(find: impl Fn(&Columns, usize, &mut Vec<RowRef>) + Send + Sync + 'static) -> Self {
        Self { own: Own::Found(Arc::new(find)), told: None }
    }

    /// The same, with rows that are told of the members; the index says whose an observation is.
    pub fn with_told(&mut self, index: usize, of_member: RowLists) {
        self.told = Some((index, Arc::new(of_member)));
    }

    /// Adds the rows of the observation at a place.
    pub fn add(&self, columns: &Columns, at: usize, rows: &mut Vec<RowRef>) {
        let from = rows.len();
        self.add_own(columns, at, rows);
        if let Some((index, told)) = &self.told {
            for row in told.of(columns.at(*index).of(at) as usize) {
                if !rows[from..].contains(row) {
                    rows.push(*row);
                }
            }
        }
    }

    /// Adds the rows of the observation at a place, without those that are told of its member's columns.
    pub fn add_own(&self, columns: &Columns, at: usize, rows: &mut Vec<RowRef>) {
        match &self.own {
            Own::Kept(lists) => rows.extend_from_slice(lists.of(at)),
            Own::Found(find) => find(columns, at, rows),
        }
    }

    /// Leaves only the observations for which the mask holds.
    pub fn keep(&mut self, mask: &[bool]) {
        if let Own::Kept(lists) = &mut self.own {
            *lists = Arc::new(lists.keep(mask));
        }
    }
}
