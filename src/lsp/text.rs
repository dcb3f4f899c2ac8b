//! A text as editors see it: lines and characters, where the program counts bytes.

use std::ops::Range;

use lsp_types::Position;

/// A text, and where its lines begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Text {
    text: String,
    lines: Vec<usize>,
}

impl Text {
    pub(super) fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { text, lines }
    }

    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// Where a byte stands. Characters are counted as the protocol does, in units of UTF-16.
    pub(super) fn position(&self, offset: usize) -> Position {
        let offset = self.text.floor_char_boundary(offset);
        let line = self.lines.partition_point(|start| *start <= offset) - 1;
        let before = &self.text[self.lines[line]..offset];
        Position::new(small(line), small(before.encode_utf16().count()))
    }

    pub(super) fn range(&self, span: &Range<usize>) -> lsp_types::Range {
        lsp_types::Range::new(self.position(span.start), self.position(span.end.max(span.start)))
    }

    /// The byte at a place; the end of the line or of the text where the place lies behind it.
    pub(super) fn offset(&self, position: Position) -> usize {
        let line = position.line as usize;
        let Some(start) = self.lines.get(line).copied() else { return self.text.len() };
        let end = self.lines.get(line + 1).map_or(self.text.len(), |next| next - 1);
        let mut units = position.character as usize;
        for (at, letter) in self.text[start..end].char_indices() {
            if units < letter.len_utf16() {
                return start + at;
            }
            units -= letter.len_utf16();
        }
        end
    }
}

/// A number of lines or characters, which the protocol counts in 32 bits.
fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_in_utf_16_and_go_both_ways() {
        let text = Text::new("æ = 1\n𝔸b = 2\n");
        for (offset, line, character) in [(0, 0, 0), (2, 0, 1), (7, 1, 0), (11, 1, 2), (12, 1, 3), (17, 2, 0)] {
            assert_eq!(text.position(offset), Position::new(line, character), "{offset}");
            assert_eq!(text.offset(Position::new(line, character)), offset);
        }
        // Behind the line, behind the text, and within a letter.
        assert_eq!(text.offset(Position::new(0, 99)), 6);
        assert_eq!(text.offset(Position::new(9, 0)), text.as_str().len());
        assert_eq!(text.offset(Position::new(1, 1)), 7);
        assert_eq!(text.position(1), Position::new(0, 0));
    }
}
