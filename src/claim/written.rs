//! A text of the spec with the place of each of its bytes in the file.
//!
//! A finding inside an expression must point at its own bytes of `report.toml`, whatever quotes and escapes the text
//! was written with. The TOML parser has judged the text already: what cannot be followed here keeps the whole place.

use std::ops::Range;

/// A text and where each byte of it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    text: String,
    /// One a byte of the text, and one for its end.
    places: Places,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Places {
    Each(Vec<usize>),
    Whole(Range<usize>),
}

impl Written {
    /// The text that the TOML string at `span` of `source` stands for.
    pub fn in_toml(text: &str, source: &str, span: Range<usize>) -> Self {
        let places = match source.get(span.clone()).and_then(decode) {
            Some((decoded, offsets)) if decoded == text => {
                Places::Each(offsets.into_iter().map(|offset| offset + span.start).collect())
            }
            _ => Places::Whole(span),
        };
        Self { text: text.to_owned(), places }
    }

    /// A text that stands as it is, from `start` on.
    pub fn plain(text: &str, start: usize) -> Self {
        Self { text: text.to_owned(), places: Places::Each((start..=start + text.len()).collect()) }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bytes of the file that a stretch of the text was written with.
    pub fn place(&self, range: &Range<usize>) -> Range<usize> {
        match &self.places {
            Places::Whole(span) => span.clone(),
            Places::Each(places) => {
                let at = |offset: usize| places.get(offset).or(places.last()).copied().unwrap_or_default();
                at(range.start)..at(range.end).max(at(range.start))
            }
        }
    }
}

/// What a TOML string stands for, and the offset of each byte of that in the string as written; none where it is not
/// one that ends.
fn decode(raw: &str) -> Option<(String, Vec<usize>)> {
    let quote = ["\"\"\"", "'''", "\"", "'"].into_iter().find(|quote| raw.starts_with(quote))?;
    let inner = raw.get(quote.len()..raw.len().checked_sub(quote.len())?)?;
    let mut reader =
        Reader { raw, end: quote.len() + inner.len(), at: quote.len(), text: String::new(), offsets: Vec::new() };
    if quote.len() == 3 {
        // A line break right behind the opening quotes is not part of the text.
        for line_break in ["\r\n", "\n"] {
            if inner.starts_with(line_break) {
                reader.at += line_break.len();
                break;
            }
        }
    }
    let escapes = quote.starts_with('"');
    while let Some(letter) = reader.next() {
        if letter == '\\' && escapes {
            reader.escape()?;
        } else {
            reader.push(letter, reader.at - letter.len_utf8());
        }
    }
    reader.offsets.push(reader.end);
    Some((reader.text, reader.offsets))
}

struct Reader<'a> {
    raw: &'a str,
    end: usize,
    at: usize,
    text: String,
    offsets: Vec<usize>,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.raw.get(self.at..self.end)?.chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let letter = self.peek()?;
        self.at += letter.len_utf8();
        Some(letter)
    }

    fn push(&mut self, letter: char, from: usize) {
        self.text.push(letter);
        self.offsets.extend(std::iter::repeat_n(from, letter.len_utf8()));
    }

    /// What stands behind a backslash.
    fn escape(&mut self) -> Option<()> {
        let from = self.at - 1;
        let letter = match self.next()? {
            'b' => '\u{8}',
            't' => '\t',
            'n' => '\n',
            'f' => '\u{c}',
            'r' => '\r',
            'e' => '\u{1b}',
            '"' => '"',
            '\\' => '\\',
            'x' => self.hex(2)?,
            'u' => self.hex(4)?,
            'U' => self.hex(8)?,
            space if space.is_whitespace() => {
                while self.peek().is_some_and(char::is_whitespace) {
                    self.next();
                }
                return Some(());
            }
            _ => return None,
        };
        self.push(letter, from);
        Some(())
    }

    fn hex(&mut self, digits: usize) -> Option<char> {
        let code = self.raw.get(self.at..self.at + digits)?;
        self.at += digits;
        char::from_u32(u32::from_str_radix(code, 16).ok()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The bytes of `source` that `part` of its first string was written with.
    fn written<'a>(source: &'a str, part: &str) -> &'a str {
        let table: toml::Table = toml::from_str(source).expect("valid TOML");
        let text = table["a"].as_str().expect("a text");
        let start = source.find(['"', '\'']).expect("a quote");
        let written = Written::in_toml(text, source, start..source.trim_end().len());
        let at = text.find(part).expect("the part is in the text");
        &source[written.place(&(at..at + part.len()))]
    }

    #[test]
    fn places_survive_quotes_and_escapes() {
        assert_eq!(written("a = 'x > figur[SU]'", "figur[SU]"), "figur[SU]");
        assert_eq!(written(r#"a = "é \"b\" > c""#, "\"b\""), r#"\"b\""#);
        assert_eq!(written(r#"a = "\u00e9 > c""#, "c"), "c");
        assert_eq!(written("a = '''\nx\ny'''", "y"), "y");
        assert_eq!(written("a = \"\"\"\r\nx \\\n   y\"\"\"", "y"), "y");
    }

    #[test]
    fn what_cannot_be_followed_keeps_the_whole_place() {
        let written = Written::in_toml("other", "a = 'text'", 4..10);
        assert_eq!(written.place(&(1..2)), 4..10);
    }
}
