//! Quotes that open and are not closed. The `csv` crate takes everything up to the end of the file for one field then, as
//! it must; a register extract never means that.

use super::encoding::has;

/// Where one stands in a text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    FieldStart,
    Unquoted,
    Quoted,
    /// Behind a quote inside a quoted field: it was the last, or the first of a doubled one.
    AfterQuote,
    /// Behind the closing quote and a space.
    Padding,
}

impl State {
    /// Behind the next byte; none where no quote may be closed there.
    fn behind(self, byte: u8, delimiter: u8) -> Option<Self> {
        let field_ends = byte == delimiter || matches!(byte, b'\n' | b'\r');
        Some(match (self, byte) {
            (Self::Quoted, b'"') => Self::AfterQuote,
            (Self::FieldStart | Self::AfterQuote, b'"') | (Self::Quoted, _) => Self::Quoted,
            (_, _) if field_ends => Self::FieldStart,
            (Self::FieldStart | Self::Unquoted, _) => Self::Unquoted,
            (Self::AfterQuote | Self::Padding, b' ') => Self::Padding,
            (Self::AfterQuote | Self::Padding, _) => return None,
        })
    }
}

/// The place of the quote that opens a field without closing it, or that closes it in the middle.
pub(super) fn unclosed(text: &str, delimiter: u8) -> Option<usize> {
    if !has(text.as_bytes(), b'"') {
        return None;
    }
    let mut state = State::FieldStart;
    let mut opened = 0;
    for (at, byte) in text.bytes().enumerate() {
        if state == State::FieldStart && byte == b'"' {
            opened = at;
        }
        let Some(next) = state.behind(byte, delimiter) else { return Some(opened) };
        state = next;
    }
    (state == State::Quoted).then_some(opened)
}

/// For each of some places, in order, the first behind it at which a line begins that is not inside quotes; or the end. What is behind an
/// LF cuts neither a letter nor the end of a line in two.
pub(super) fn lines_behind(text: &str, delimiter: u8, places: &[usize]) -> Vec<usize> {
    let bytes = text.as_bytes();
    if !has(text.as_bytes(), b'"') {
        let behind = |place: &usize| bytes[*place..].iter().position(|byte| *byte == b'\n').map(|at| place + at + 1);
        return places.iter().map(|place| behind(place).unwrap_or(bytes.len())).collect();
    }
    let (mut state, mut found) = (State::FieldStart, Vec::new());
    let mut places = places.iter().peekable();
    for (at, byte) in bytes.iter().enumerate() {
        if places.peek().is_none() {
            break;
        }
        // Every quote is closed, as has been seen before.
        state = state.behind(*byte, delimiter).unwrap_or(State::Unquoted);
        while *byte == b'\n' && state == State::FieldStart && places.next_if(|place| **place <= at).is_some() {
            found.push(at + 1);
        }
    }
    found.extend(places.map(|_| bytes.len()));
    found
}

#[cfg(test)]
mod tests {
    use super::{lines_behind, unclosed};

    #[test]
    fn quotes_that_are_closed() {
        for text in
            ["a;b\n", "\"a\";b\n", "\"a;\"\"b\"\"\";c", "\"a\nb\";c\r\n\"d\"", "\"\";\"\"", "5\" rør;b", "\"a\" ;b", ""]
        {
            assert_eq!(unclosed(text, b';'), None, "{text:?}");
        }
    }

    #[test]
    fn quotes_that_are_not() {
        for (text, at) in [
            ("a;\"b", 2),
            ("a;\"b\nc;d\n", 2),
            ("a;\"b\nc;\"d\"\n", 2),
            ("\"a\"b;c", 0),
            ("\"a\" b;c", 0),
            ("a;\"\"\"", 2),
        ] {
            assert_eq!(unclosed(text, b';'), Some(at), "{text:?}");
        }
    }

    #[test]
    fn lines_begin_outside_quotes() {
        let text = "a;b\n\"c\n\"\"d\n\";5\" r\nf\n";
        // The line breaks at 6 and 10 are in quotes; the quote behind the 5 is a letter.
        assert_eq!((&text[18..], text.len()), ("f\n", 20));
        assert_eq!(lines_behind(text, b';', &[0, 4, 6, 10, 16, 17, 18]), [4, 18, 18, 18, 18, 18, 20]);
        assert_eq!(lines_behind("a\nb\nc", b';', &[0, 1, 2, 4]), [2, 2, 4, 5]);
        assert!(lines_behind("", b';', &[]).is_empty());
    }
}
