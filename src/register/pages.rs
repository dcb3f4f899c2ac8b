//! Whether what the pages of a Parquet file say of themselves can be so.
//!
//! The library asks for memory on the word of a page's header, and no program can go on when the system refuses it. So
//! every header is read before any page is decoded, and held against the column, the rows and the file that it is a part of.

use std::io::Cursor;

use polars_io::SerReader;
use polars_io::prelude::ParquetReader;
use polars_parquet_format::thrift::protocol::TCompactInputProtocol;
use polars_parquet_format::{PageHeader, PageType};

/// A file may say that it has this many rows; what it says decides how much memory is asked for.
pub(super) const MOST_ROWS: usize = 200_000_000;

/// So many rows are believed of any file, and of a longer one so many for each byte: a column whose cells are all alike takes
/// less than a bit a row, but no register is nothing else.
const BELIEVED_ROWS: usize = 1_000_000;
const ROWS_PER_BYTE: usize = 64;

/// No method of compression that Parquet has makes a page so many times smaller.
const SMALLEST: usize = 32_768;

/// The names and statistics of one page take no more than this.
const LONGEST_HEADER: usize = 1 << 20;

/// What a file says of its size.
pub(super) enum Sizes {
    /// Its parts agree with each other and with the file.
    Agree,
    /// They do not: the file is damaged.
    Disagree,
    /// There are more rows than are read.
    TooMany,
}

/// What the file says of its sizes, in its metadata and in the header of each page.
pub(super) fn sizes(bytes: &[u8]) -> Sizes {
    let mut reader = ParquetReader::new(Cursor::new(bytes));
    let Ok(metadata) = reader.get_metadata() else { return Sizes::Disagree };
    if metadata.num_rows > MOST_ROWS {
        return Sizes::TooMany;
    }
    let mut rows = 0usize;
    for group in &metadata.row_groups {
        let Some(sum) = rows.checked_add(group.num_rows()) else { return Sizes::Disagree };
        rows = sum;
        let agree = group.parquet_columns().iter().all(|column| {
            let range = column.byte_range();
            let (Ok(from), Ok(to)) = (usize::try_from(range.start), usize::try_from(range.end)) else { return false };
            // In a column of lists a row has any number of values; such a column is refused later, by its type.
            let flat = column.descriptor().descriptor.max_rep_level == 0;
            let values = usize::try_from(column.num_values()).ok();
            let values = values.filter(|values| if flat { *values == group.num_rows() } else { *values <= MOST_ROWS });
            match (bytes.get(from..to), values, usize::try_from(column.uncompressed_size())) {
                (Some(chunk), Some(values), Ok(size)) => pages_agree(chunk, values, size),
                _ => false,
            }
        });
        if !agree {
            return Sizes::Disagree;
        }
    }
    let believed = bytes.len().saturating_mul(ROWS_PER_BYTE).max(BELIEVED_ROWS);
    if rows == metadata.num_rows && rows <= believed { Sizes::Agree } else { Sizes::Disagree }
}

/// Whether the pages of one column have the values and the size that the column says, and no more than their bytes can hold.
fn pages_agree(mut chunk: &[u8], values: usize, size: usize) -> bool {
    let (mut seen, mut unpacked) = (0usize, 0usize);
    // The library looks for a dictionary also where there are no values.
    let mut begun = false;
    while seen < values || (!begun && !chunk.is_empty()) {
        begun = true;
        let Some(header) = header(&mut chunk) else { return false };
        let (Ok(packed), Ok(whole)) =
            (usize::try_from(header.compressed_page_size), usize::try_from(header.uncompressed_page_size))
        else {
            return false;
        };
        unpacked = unpacked.saturating_add(whole);
        if packed > chunk.len() || unpacked > size || whole > packed.saturating_mul(SMALLEST) {
            return false;
        }
        chunk = &chunk[packed..];
        let Some(count) = values_of(&header) else { return false };
        match header.type_ {
            PageType::DATA_PAGE | PageType::DATA_PAGE_V2 => seen = seen.saturating_add(count),
            // Each entry of a dictionary takes a byte or more.
            _ if count > whole => return false,
            _ => {}
        }
    }
    seen == values
}

/// The next page's header.
fn header(chunk: &mut &[u8]) -> Option<PageHeader> {
    PageHeader::read_from_in_protocol(&mut TCompactInputProtocol::new(chunk, LONGEST_HEADER)).ok()
}

/// How many values a page says that it has.
fn values_of(header: &PageHeader) -> Option<usize> {
    let count = match header.type_ {
        PageType::DATA_PAGE => header.data_page_header.as_ref()?.num_values,
        PageType::DATA_PAGE_V2 => {
            let page = header.data_page_header_v2.as_ref()?;
            // The levels stand before the values, unpacked.
            let levels = page.definition_levels_byte_length.checked_add(page.repetition_levels_byte_length)?;
            let within = page.definition_levels_byte_length >= 0
                && page.repetition_levels_byte_length >= 0
                && levels <= header.compressed_page_size.min(header.uncompressed_page_size)
                && (0..=page.num_values).contains(&page.num_nulls)
                && (0..=page.num_values).contains(&page.num_rows);
            if !within {
                return None;
            }
            page.num_values
        }
        PageType::DICTIONARY_PAGE => header.dictionary_page_header.as_ref()?.num_values,
        _ => 0,
    };
    usize::try_from(count).ok()
}
