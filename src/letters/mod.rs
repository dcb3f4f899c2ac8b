//! Letters: one normal form for all text that is read, in what encoding bytes are, and where two texts that look alike differ.
//!
//! The same letter can be written as one character or as two: `å`, or `a` and a ring above. Readers see no difference, and a
//! program that does loses rows and finds no names. So every text that is read (specs, layouts, prose, extracts, names of files
//! and columns) is brought into the normal form NFC as it comes in, and compared in it from there on.
//!
//! This room knows nothing of ours.

use std::borrow::Cow;

mod alike;
mod encoding;
mod normal;

pub use alike::{difference, folded, seen, word};
pub use encoding::{Written, recognise};
pub use normal::nfc;

/// The text of a file that must be UTF-8, in the normal form.
///
/// # Errors
/// The encoding that the bytes seem to be in, where they are not UTF-8.
pub fn text(bytes: &[u8]) -> Result<Cow<'_, str>, Written> {
    match std::str::from_utf8(bytes) {
        Ok(text) if !text.contains('\0') => Ok(nfc(text)),
        _ => Err(recognise(bytes)),
    }
}
