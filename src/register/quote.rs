//! Quotes that open and are not closed. The `csv` crate takes everything up to the end of the file for one field then, as
//! it must; a register extract never means that.

/// The place of the quote that opens a field without closing it, or that closes it in the middle.
pub(super) fn unclosed(text: &str, delimiter: u8) -> Option<usize> {
    enum State {
        FieldStart,
        Unquoted,
        Quoted,
        /// Behind a quote inside a quoted field: it was the last, or the first of a doubled one.
        AfterQuote,
        /// Behind the closing quote and a space.
        Padding,
    }
    if !text.contains('"') {
        return None;
    }
    let mut state = State::FieldStart;
    let mut opened = 0;
    for (at, byte) in text.bytes().enumerate() {
        let field_ends = byte == delimiter || matches!(byte, b'\n' | b'\r');
        state = match (state, byte) {
            (State::FieldStart, b'"') => {
                opened = at;
                State::Quoted
            }
            (State::Quoted, b'"') => State::AfterQuote,
            (State::AfterQuote, b'"') | (State::Quoted, _) => State::Quoted,
            (_, _) if field_ends => State::FieldStart,
            (State::FieldStart | State::Unquoted, _) => State::Unquoted,
            (State::AfterQuote | State::Padding, b' ') => State::Padding,
            (State::AfterQuote | State::Padding, _) => return Some(opened),
        };
    }
    matches!(state, State::Quoted).then_some(opened)
}

#[cfg(test)]
mod tests {
    use super::unclosed;

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
}
