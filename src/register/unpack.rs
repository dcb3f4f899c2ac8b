//! A file that is packed: gzip, or a zip of one file. What is in it is read as if it lay in the folder.

use std::borrow::Cow;
use std::io::{Cursor, Read};

use flate2::read::MultiGzDecoder;
use zip::ZipArchive;
use zip::read::ZipFile;
use zip::result::{ZipError, ZipResult};

/// A file may unpack to this many bytes.
pub(super) const MOST_BYTES: u64 = 2 << 30;

/// What is wrong, and what to do.
type Wrong = (String, &'static str);

/// What is in a gzip, or in a zip of one file; of any other file its own bytes. A workbook is a zip, and is left as it is.
///
/// # Errors
/// The file is damaged, has a password, holds several files, or is too large.
pub fn unpacked(bytes: Cow<'_, [u8]>) -> Result<Cow<'_, [u8]>, Wrong> {
    if bytes.starts_with(b"\x1f\x8b") {
        return all(MultiGzDecoder::new(&*bytes), "gzip").map(Cow::Owned);
    }
    if !bytes.starts_with(b"PK\x03\x04") {
        return Ok(bytes);
    }
    // One that cannot be opened may be a workbook that is damaged: who reads it says so.
    let Ok(mut archive) = ZipArchive::new(Cursor::new(&*bytes)) else { return Ok(bytes) };
    if ["[Content_Types].xml", "mimetype"].iter().any(|part| archive.index_for_name(part).is_some()) {
        return Ok(bytes);
    }
    // What macOS adds beside each file is none of anybody's.
    let files: Vec<usize> = (0..archive.len())
        .filter(|at| {
            archive
                .by_index_raw(*at)
                .is_ok_and(|file| file.is_file() && !file.name().is_ok_and(|name| name.starts_with("__MACOSX/")))
        })
        .collect();
    let [only] = files[..] else {
        let message = format!("the zip has {} files, and an extract is one", files.len());
        return Err((message, "pack each extract by itself, or unpack them into the folder"));
    };
    of_zip(archive.by_index(only)).map(Cow::Owned)
}

fn of_zip<R: Read>(file: ZipResult<ZipFile<'_, R>>) -> Result<Vec<u8>, Wrong> {
    match file {
        Ok(file) => all(file, "zip"),
        Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
            Err(("the zip has a password".to_owned(), "unpack it into the folder, in a place that others cannot read"))
        }
        Err(_) => Err(("the zip is packed in a way that is not read".to_owned(), "unpack it into the folder")),
    }
}

/// All that a packed file holds, with its checksum tested.
fn all(packed: impl Read, kind: &str) -> Result<Vec<u8>, Wrong> {
    let mut content = Vec::new();
    if packed.take(MOST_BYTES + 1).read_to_end(&mut content).is_err() {
        return Err((format!("the {kind} is damaged or not whole"), "fetch it again"));
    }
    if content.len() as u64 > MOST_BYTES {
        let message = format!("the {kind} unpacks to more than the {} GiB that are read", MOST_BYTES >> 30);
        return Err((message, "draw the extract in parts"));
    }
    Ok(content)
}
