//! Where a number comes from: a row of an extract.

/// A row of an extract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowRef {
    /// The extract's place among the spec's extracts.
    pub extract: u16,
    /// The file's own line, or the sheet's own row, counted from 1.
    pub row: u32,
}
