//! Where a number comes from: a row of an extract.

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
