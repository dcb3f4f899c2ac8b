//! The package that a workbook is: whether it is one and how large, and which rows of a sheet are hidden.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use crate::register::unpack::MOST_BYTES;
use crate::schema::Book;

/// Whether the bytes are an Excel workbook of today's kind, of a size that can be read; else what they are, and what to do.
///
/// # Errors
/// It is something else, is locked, or is too large.
pub fn is_workbook(bytes: &[u8]) -> Result<(), (String, &'static str)> {
    is_book(bytes, Book::Xlsx)
}

/// The same for a kind of workbook.
pub(super) fn is_book(bytes: &[u8], wanted: Book) -> Result<(), (String, &'static str)> {
    let book = kind(bytes)?;
    if book == wanted {
        return Ok(());
    }
    let what = match book {
        Book::Xlsx => "an Excel workbook, .xlsx",
        Book::Xls => "a workbook of the old kind, .xls",
        Book::Ods => "an OpenDocument sheet, .ods",
    };
    Err((
        format!("the file is {what}, and {} was to be read", wanted.name()),
        "correct the layout's `format`, or open the file and save it as the other kind",
    ))
}

/// Which kind of workbook the bytes are.
///
/// # Errors
/// They are none, are locked, or unpack to too much.
pub(super) fn kind(bytes: &[u8]) -> Result<Book, (String, &'static str)> {
    let locked = ("the workbook has a password".to_owned(), "save it without one, in a place that others cannot read");
    if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        // A workbook of today's kind with a password is such a file too, with the name of what is locked in it.
        let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        return if bytes.windows(name.len()).any(|window| window == name) { Err(locked) } else { Ok(Book::Xls) };
    }
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else {
        let is_text = !bytes.is_empty()
            && std::str::from_utf8(&bytes[..bytes.len().min(64)]).is_ok_and(|text| !text.contains('\0'));
        return Err(if is_text {
            (
                "the file is a text and not an Excel workbook".to_owned(),
                "is it a CSV file with another name? Draw the extract again, or correct the schema's `format`",
            )
        } else {
            ("the file is not an Excel workbook".to_owned(), "save it as .xlsx, without a password")
        });
    };
    let mut size = 0u64;
    for at in 0..archive.len() {
        size = size.saturating_add(archive.by_index_raw(at).map_or(0, |file| file.size()));
    }
    if size > MOST_BYTES {
        let message = format!("the workbook unpacks to more than the {} GiB that are read", MOST_BYTES >> 30);
        return Err((message, "draw the extract as CSV or Parquet"));
    }
    let is_ods = archive.index_for_name("xl/workbook.xml").is_none() && archive.index_for_name("mimetype").is_some();
    if is_ods && part(&mut archive, "META-INF/manifest.xml").is_some_and(|list| list.contains("encryption-data")) {
        return Err(locked);
    }
    Ok(if is_ods { Book::Ods } else { Book::Xlsx })
}

/// The rows of a sheet that are hidden, counted from 1. A workbook that is out of order has none: it is read by other means.
pub(super) fn hidden_rows(bytes: &[u8], sheet: &str) -> Vec<u32> {
    hidden(bytes, sheet).unwrap_or_default()
}

fn hidden(bytes: &[u8], sheet: &str) -> Option<Vec<u32>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let path = path_of(&mut archive, sheet)?;
    let xml = part(&mut archive, &path)?;
    if !xml.contains("hidden=") {
        return Some(Vec::new());
    }
    let mut rows = Vec::new();
    let mut last = 0;
    each_element(&xml, |element| {
        if element.local_name().as_ref() == "row" {
            last = attribute(element, "r").and_then(|row| row.parse().ok()).unwrap_or(last + 1);
            if attribute(element, "hidden").is_some_and(|flag| flag == "1" || flag == "true") {
                rows.push(last);
            }
        }
    })?;
    Some(rows)
}

/// The path of a sheet's part in the package.
pub(in crate::register) fn path_of(archive: &mut ZipArchive<Cursor<&[u8]>>, sheet: &str) -> Option<String> {
    let (mut id, mut path) = (None, None);
    each_element(&part(archive, "xl/workbook.xml")?, |element| {
        if element.local_name().as_ref() == "sheet" && attribute(element, "name").is_some_and(|name| name == sheet) {
            id = attribute(element, "id");
        }
    })?;
    let id = id?;
    each_element(&part(archive, "xl/_rels/workbook.xml.rels")?, |element| {
        if attribute(element, "Id").is_some_and(|own| own == id) {
            path = attribute(element, "Target");
        }
    })?;
    let path = path?;
    Some(path.strip_prefix('/').map_or_else(|| format!("xl/{path}"), str::to_owned))
}

pub(in crate::register) fn part(archive: &mut ZipArchive<Cursor<&[u8]>>, path: &str) -> Option<String> {
    let mut text = String::new();
    archive.by_name(path).ok()?.take(MOST_BYTES).read_to_string(&mut text).ok()?;
    Some(text)
}

/// Calls `see` for the start of each element; nothing where the text is not XML.
pub(in crate::register) fn each_element(xml: &str, mut see: impl FnMut(&BytesStart<'_>)) -> Option<()> {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event().ok()? {
            Event::Start(element) | Event::Empty(element) => see(&element),
            Event::Eof => return Some(()),
            _ => {}
        }
    }
}

/// An attribute's value by its name without prefix.
pub(in crate::register) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(quick_xml::escape::unescape(&found.value).ok()?.into_owned())
}
