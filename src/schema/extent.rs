//! Where in its file a table begins and ends: offices write titles above their tables, heads of two rows, and notes below.

use super::json::{Object, Reader};

/// Where a table begins and ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extent {
    /// The rows of the head, counted from 1, one below the other.
    pub header_rows: Vec<u32>,
    /// What stands between the parts of a name that are in different rows.
    pub header_join: String,
    /// What the table ends at.
    pub ends: Ends,
}

/// What a table ends at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ends {
    /// The end of the file.
    File,
    /// The first row in which nothing is filled in.
    BlankRow,
    /// The first row whose first filled-in cell begins with one of these.
    Before(Vec<String>),
}

impl Default for Extent {
    fn default() -> Self {
        Self { header_rows: vec![1], header_join: " ".to_owned(), ends: Ends::File }
    }
}

impl Extent {
    /// The first row of the head.
    pub fn first(&self) -> u32 {
        self.header_rows.first().copied().unwrap_or(1)
    }

    /// The last row of the head; the table's rows are below it.
    pub fn last(&self) -> u32 {
        self.header_rows.last().copied().unwrap_or(1)
    }

    pub(super) fn read(reader: &mut Reader, object: &mut Object<'_>) -> Self {
        let mut extent = Self::default();
        if let Some(rows) = object.value("headerRows") {
            let rows: Option<Vec<u32>> = rows.as_array().and_then(|rows| {
                rows.iter().map(|row| u32::try_from(row.as_u64()?).ok().filter(|row| *row > 0)).collect()
            });
            match rows {
                Some(rows) if !rows.is_empty() && rows.windows(2).all(|pair| pair[1] == pair[0] + 1) => {
                    extent.header_rows = rows;
                }
                _ => reader.wrong(
                    None,
                    "`headerRows` is not the numbers of rows that stand one below the other",
                    "write the head's row, such as `[1]`, or its rows, such as `[3, 4]`",
                ),
            }
        }
        if let Some(join) = object.text(reader, "headerJoin") {
            extent.header_join = join;
        }
        match object.value("ends") {
            None => {}
            Some(value) if value.as_str() == Some("blank-row") => extent.ends = Ends::BlankRow,
            Some(value) => {
                let texts: Option<Vec<String>> = value.as_array().and_then(|texts| {
                    texts
                        .iter()
                        .map(|text| Some(text.as_str()?.trim().to_owned()).filter(|text| !text.is_empty()))
                        .collect()
                });
                match texts {
                    Some(texts) if !texts.is_empty() => extent.ends = Ends::Before(texts),
                    _ => reader.wrong(
                        None,
                        "`ends` is not what a table can end at",
                        "write `\"blank-row\"`, or what the first row below the table begins with, such as `[\"Kilde:\"]`",
                    ),
                }
            }
        }
        extent
    }
}
