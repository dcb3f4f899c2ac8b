//! What an `OpenDocument` sheet says of its cells beside their values: which are merged, and which rows are hidden.

use std::io::Cursor;

use calamine::Dimensions;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::package::{attribute, part};

/// A sheet has no more rows than this, and no more regions are kept.
const MOST: u32 = 1_048_576;

/// The merged regions and the hidden rows, these from 1; nothing where the file is out of order.
pub(super) fn merged_and_hidden(bytes: &[u8], sheet: &str) -> Option<(Vec<Dimensions>, Vec<u32>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let xml = part(&mut archive, "content.xml")?;
    let mut reader = Reader::from_str(&xml);
    let (mut merged, mut hidden) = (Vec::new(), Vec::new());
    let (mut is_ours, mut row, mut next_row, mut column) = (false, 0u32, 0u32, 0u32);
    // A sheet may stand within a cell of another; what is in it is not of the sheet.
    let mut depth = 0u32;
    loop {
        let (element, is_whole) = match reader.read_event().ok()? {
            Event::Start(element) => (element, false),
            Event::Empty(element) => (element, true),
            Event::End(element) => {
                if element.local_name().as_ref() == "table" {
                    depth = depth.saturating_sub(1);
                    is_ours &= depth > 0;
                }
                continue;
            }
            Event::Eof => return Some((merged, hidden)),
            _ => continue,
        };
        let name = element.local_name();
        if name.as_ref() == "table" && !is_whole {
            depth += 1;
            if depth == 1 {
                is_ours = attribute(&element, "name").is_some_and(|own| own == sheet);
                (row, next_row) = (0, 0);
            }
        } else if is_ours && depth == 1 && name.as_ref() == "table-row" {
            let times = count(&element, "number-rows-repeated");
            (row, column) = (next_row, 0);
            next_row = row.saturating_add(times);
            if attribute(&element, "visibility").is_some_and(|own| own == "collapse" || own == "filter") {
                hidden.extend((row..next_row.min(MOST)).map(|row| row + 1));
            }
        } else if is_ours && depth == 1 && matches!(name.as_ref(), "table-cell" | "covered-table-cell") {
            let (columns, rows) = (count(&element, "number-columns-spanned"), count(&element, "number-rows-spanned"));
            if columns > 1 || rows > 1 {
                let end = (row.saturating_add(rows - 1), column.saturating_add(columns - 1));
                merged.push(Dimensions { start: (row, column), end });
            }
            column = column.saturating_add(count(&element, "number-columns-repeated"));
        }
    }
}

/// The number at an attribute, at least 1.
fn count(element: &BytesStart<'_>, name: &str) -> u32 {
    attribute(element, name).and_then(|text| text.parse().ok()).unwrap_or(1).max(1)
}
