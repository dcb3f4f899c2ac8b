//! From bytes to text, and signs that the bytes are in another encoding than the schema says.

use std::borrow::Cow;

use super::sink::Sink;
use crate::diagnostic::Code;
use crate::letters::{self, Written};
use crate::schema::{CsvDialect, Encoding};

const BOM: &[u8] = b"\xef\xbb\xbf";
/// Bytes that Windows-1252 gives no character.
const UNDEFINED: [u8; 5] = [0x81, 0x8d, 0x8f, 0x90, 0x9d];

/// What becomes of `æøåÆØÅé§` in UTF-8 when a program takes it for Windows-1252, and what it writes for bytes it cannot read.
const LOST: [&str; 9] = ["Ã¦", "Ã¸", "Ã¥", "Ã†", "Ã˜", "Ã…", "Ã©", "Â§", "\u{fffd}"];

/// So many bytes are looked at together.
const STRETCH: usize = 1 << 12;

/// The text of a file. Where the encoding is another than the schema says, that is reported and the text is the one that
/// was probably meant, so that the rest of the file can still be checked.
pub(super) fn decode<'a>(bytes: &'a [u8], dialect: &CsvDialect, sink: &mut Sink<'_>) -> Option<Cow<'a, str>> {
    let is_utf16 = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") || is_wide(bytes);
    if is_utf16 && dialect.encoding == Encoding::Utf16 {
        return utf16(bytes, dialect, sink);
    }
    if is_utf16 {
        wrong(sink, None, dialect, &format!("the file is {}", Written::Utf16.name()), again(dialect));
        return None;
    }
    let (bytes, has_bom) = match bytes.strip_prefix(BOM) {
        Some(rest) => (rest, true),
        None => (bytes, false),
    };
    if has(bytes, 0) {
        let help = "it is no text file; is it a workbook or a database?";
        sink.error(Code::FileUnreadable, line(bytes, bytes.iter().position(|byte| *byte == 0)), None, || {
            ("the file has a byte that no text has".to_owned(), help.to_owned())
        });
        return None;
    }
    match dialect.encoding {
        Encoding::Utf8 => {
            if has_bom && !dialect.bom {
                sink.warning(Code::WrongEncoding, None, None, || {
                    (
                        "the file starts with a byte order mark that the schema does not speak of".to_owned(),
                        "nothing is lost; write `\"bom\": true` in the schema if the register always does so"
                            .to_owned(),
                    )
                });
            }
            Some(utf8(bytes, dialect, sink))
        }
        Encoding::Windows1252 if has_bom => {
            wrong(
                sink,
                None,
                dialect,
                "the file starts with the mark of UTF-8",
                "have it drawn as before, or correct the schema",
            );
            Some(utf8(bytes, dialect, sink))
        }
        Encoding::Windows1252 => Some(windows_1252(bytes, dialect, sink)),
        Encoding::Utf16 => {
            wrong(sink, None, dialect, "the file is not UTF-16", again(dialect));
            let is_utf8 = std::str::from_utf8(bytes).is_ok();
            Some(if is_utf8 { String::from_utf8_lossy(bytes) } else { letters::recognise(bytes).decode(bytes) })
        }
    }
}

fn utf16<'a>(bytes: &'a [u8], dialect: &CsvDialect, sink: &mut Sink<'_>) -> Option<Cow<'a, str>> {
    let text = Written::Utf16.decode(bytes);
    let broken = text.find(['\0', '\u{fffd}']);
    if let Some(at) = broken {
        let help = "it was cut short or put together of several: draw it again";
        wrong(sink, line(text.as_bytes(), Some(at)), dialect, "the line has bytes that are no character", help);
    }
    broken.is_none().then_some(text)
}

fn utf8<'a>(bytes: &'a [u8], dialect: &CsvDialect, sink: &mut Sink<'_>) -> Cow<'a, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => {
            if let Some(at) = first_lost(text) {
                let help = "a program has read it in another encoding and saved it: draw the file again";
                wrong(sink, line(bytes, Some(at)), dialect, "the line has letters that were lost on the way", help);
            }
            Cow::Borrowed(text)
        }
        Err(error) => {
            let line = line(bytes, Some(error.valid_up_to()));
            // Lines that are UTF-8 say nothing of those that are not.
            let lines = || bytes.split_inclusive(|byte| matches!(byte, b'\n' | b'\r'));
            let broken: Vec<u8> =
                lines().filter(|line| std::str::from_utf8(line).is_err()).flatten().copied().collect();
            match letters::recognise(&broken) {
                Written::Windows1252 => {
                    let what = "the line has a byte that is not UTF-8; the file seems to be Windows-1252 (\"ANSI\" in Windows)";
                    wrong(sink, line, dialect, what, again(dialect));
                    Cow::Owned(line_by_line(bytes))
                }
                other => {
                    wrong(sink, line, dialect, &format!("the file seems to be {}", other.name()), again(dialect));
                    other.decode(bytes)
                }
            }
        }
    }
}

/// Where the first letters stand that were lost on the way.
fn first_lost(text: &str) -> Option<usize> {
    // All of `LOST` begin with one of these pairs of bytes, and nearly no file has any: one look is enough for most.
    // All pairs of a stretch are looked at together, which is faster than to stop at the first.
    let begins = |one: u8, next: u8| matches!((one, next), (0xc3, 0x82 | 0x83) | (0xef, 0xbf));
    let bytes = text.as_bytes();
    let mut stretches = (0..bytes.len()).step_by(STRETCH).map(|from| &bytes[from..bytes.len().min(from + STRETCH + 1)]);
    if !stretches.any(|bytes| bytes.iter().zip(&bytes[1..]).fold(false, |any, (one, next)| any | begins(*one, *next))) {
        return None;
    }
    LOST.iter().filter_map(|lost| text.find(lost)).min()
}

/// How to have a file in the schema's encoding.
fn again(dialect: &CsvDialect) -> &'static str {
    match dialect.encoding {
        Encoding::Utf8 => {
            "draw the extract as UTF-8 (in Excel: save as `CSV UTF-8`, not as `CSV (Macintosh)` or `CSV (MS-DOS)`), or correct the schema"
        }
        Encoding::Windows1252 => {
            "draw the extract as Windows-1252 (in Excel: save as `CSV`, not as `CSV (Macintosh)` or `CSV (MS-DOS)`), or correct the schema"
        }
        Encoding::Utf16 => "draw the extract as UTF-16 (in Excel: save as `Unicode text`), or correct the schema",
    }
}

/// Whether every second byte is none, as of a text with two bytes a letter.
fn is_wide(bytes: &[u8]) -> bool {
    let zeros = bytes.iter().take(200).filter(|byte| **byte == 0).count();
    bytes.len() >= 8 && zeros * 5 > bytes.len().min(200) * 2
}

/// The text of a file whose lines are in different encodings.
fn line_by_line(bytes: &[u8]) -> String {
    let line = |line: &'_ [u8]| match std::str::from_utf8(line) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(line).0.into_owned(),
    };
    bytes.split_inclusive(|byte| matches!(byte, b'\n' | b'\r')).map(line).collect()
}

fn windows_1252<'a>(bytes: &'a [u8], dialect: &CsvDialect, sink: &mut Sink<'_>) -> Cow<'a, str> {
    let plain = bytes.is_ascii();
    if !plain && let Ok(text) = std::str::from_utf8(bytes) {
        let first = bytes.iter().position(|byte| !byte.is_ascii());
        wrong(
            sink,
            line(bytes, first),
            dialect,
            "the file is UTF-8",
            "save it as Windows-1252 (ANSI), or correct the schema",
        );
        return Cow::Borrowed(text);
    }
    let recognised = if plain { Written::Windows1252 } else { letters::recognise(bytes) };
    if recognised != Written::Windows1252 {
        let first = bytes.iter().position(|byte| !byte.is_ascii());
        wrong(
            sink,
            line(bytes, first),
            dialect,
            &format!("the file seems to be {}", recognised.name()),
            again(dialect),
        );
        return recognised.decode(bytes);
    }
    if !plain {
        let undefined = bytes.iter().position(|byte| UNDEFINED.contains(byte));
        if undefined.is_some() {
            let help = "draw the file again, or correct the schema";
            wrong(sink, line(bytes, undefined), dialect, "the line has a byte that is no character", help);
        } else if let Some(at) = mojibake(bytes) {
            let help = "two files in different encodings have been put together: draw it again";
            wrong(sink, line(bytes, Some(at)), dialect, "the line has a letter in UTF-8 where others are not", help);
            return Cow::Owned(line_by_line(bytes));
        }
    }
    encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0
}

/// Where a letter such as `æ` stands in UTF-8 among others that do not. In Windows-1252 its bytes are `Ã` or `Â` and a
/// sign, which no Danish text has.
fn mojibake(bytes: &[u8]) -> Option<usize> {
    bytes.windows(2).position(|pair| matches!(pair, [0xc2 | 0xc3, 0x80..=0xbf]))
}

fn wrong(sink: &mut Sink<'_>, line: Option<u64>, dialect: &CsvDialect, what: &str, help: &str) {
    sink.error(Code::WrongEncoding, line, None, || {
        (format!("{what}; the schema says {}", dialect.encoding.name()), help.to_owned())
    });
}

/// The line, from 1, in which a byte stands.
fn line(bytes: &[u8], at: Option<usize>) -> Option<u64> {
    let before = bytes.get(..at?)?;
    Some(1 + breaks(before))
}

/// How many lines end in a text: with LF, with CRLF, or with CR alone.
pub(super) fn breaks(bytes: &[u8]) -> u64 {
    let mut ends = count(bytes, b'\n');
    if has(bytes, b'\r') {
        let is_alone = |(one, next): &(&u8, &u8)| **one == b'\r' && **next != b'\n';
        let alone = bytes.iter().zip(&bytes[1..]).filter(is_alone).count() + usize::from(bytes.ends_with(b"\r"));
        ends += alone as u64;
    }
    ends
}

/// How often a byte stands among others.
pub(super) fn count(bytes: &[u8], wanted: u8) -> u64 {
    // So few are counted in one byte, and many of them side by side.
    let few = |bytes: &[u8]| bytes.iter().fold(0u8, |count, byte| count.wrapping_add(u8::from(*byte == wanted)));
    bytes.chunks(usize::from(u8::MAX)).map(|bytes| u64::from(few(bytes))).sum()
}

/// Whether a byte stands among others. Those of a stretch are all looked at together, which is faster than to stop at the first.
pub(super) fn has(bytes: &[u8], wanted: u8) -> bool {
    bytes.chunks(STRETCH).any(|bytes| bytes.iter().fold(0, |any, byte| any | u8::from(*byte == wanted)) != 0)
}
