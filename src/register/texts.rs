//! Columns of texts under construction: each different text is kept once, and for each row its number, since most columns of a register
//! say few things many times. A text is judged where it stands first.

use polars::prelude::*;

use super::NAMELESS;
use crate::dictionary::{self, Words};

/// Texts that come in row by row.
pub(super) struct TextBuilder {
    known: Words,
    /// Whether each of them was written as it is kept.
    is_plain: bool,
    /// Where that is not so, the spellings that were judged, and the number of the text of each.
    written: Words,
    of_written: Vec<u32>,
    of_rows: Vec<u32>,
}

/// The texts of a column.
#[derive(Clone)]
pub(super) struct Texts {
    /// Each once, in the order in which they are met.
    pub(super) all: dictionary::Texts,
    /// The place of each row's among them; none where it is empty.
    pub(super) of_rows: IdxCa,
}

impl TextBuilder {
    /// With room for so many rows.
    pub(super) fn new(room: usize) -> Self {
        Self {
            known: Words::new(),
            is_plain: true,
            written: Words::new(),
            of_written: Vec::new(),
            of_rows: Vec::with_capacity(room),
        }
    }

    /// Looks ahead for texts as they are written in the rows that come next.
    pub(super) fn fetch<'t>(&self, written: impl Iterator<Item = &'t str>) {
        let words = if self.is_plain { &self.known } else { &self.written };
        words.fetch(written);
    }

    /// Adds a row with a text that was judged before as it is written here; says whether it was.
    pub(super) fn push_known(&mut self, written: &str) -> bool {
        let number = if self.is_plain {
            self.known.known(written)
        } else {
            self.written.known(written).map(|place| self.of_written[place as usize])
        };
        self.of_rows.extend(number);
        number.is_some()
    }

    /// Adds a row with a text, and how it is written; none where it is no text in its file.
    pub(super) fn push(&mut self, text: &str, written: Option<&str>) {
        let number = self.known.number(text);
        self.is_plain &= written == Some(text);
        if let Some(written) = written.filter(|_| !self.is_plain) {
            self.remember(written, number);
        }
        self.of_rows.push(number);
    }

    /// Adds a row without a text.
    pub(super) fn push_nothing(&mut self) {
        self.of_rows.push(NAMELESS);
    }

    /// Adds the rows of another behind its own.
    pub(super) fn append(&mut self, other: Self) {
        let numbers = self.known.numbers(other.known.into_texts().iter());
        let own = |number: u32| numbers.get(number as usize).copied().unwrap_or(NAMELESS);
        self.of_rows.extend(other.of_rows.into_iter().map(own));
        self.is_plain = false;
    }

    fn remember(&mut self, written: &str, number: u32) {
        let place = self.written.number(written) as usize;
        if place == self.of_written.len() {
            self.of_written.push(number);
        }
    }

    /// The finished texts.
    pub(super) fn finish(self) -> Texts {
        let is_whole = !self.of_rows.contains(&NAMELESS);
        let of_rows = if is_whole {
            IdxCa::from_vec(PlSmallStr::EMPTY, self.of_rows)
        } else {
            self.of_rows.into_iter().map(|number| (number != NAMELESS).then_some(number)).collect()
        };
        Texts { all: self.known.into_texts(), of_rows }
    }
}

impl Texts {
    /// A column of what stands for each text; it is kept once, however many rows have it.
    pub(super) fn column<'t>(&self, name: &str, stands: impl Iterator<Item = &'t str>) -> Column {
        let once: StringChunked = stands.map(Some).collect();
        let column = once.with_name(PlSmallStr::from_str(name)).into_column().take(&self.of_rows);
        column.expect("each place is a text's")
    }
}

#[cfg(test)]
mod tests {
    use super::TextBuilder;

    #[test]
    fn a_text_is_kept_once_and_the_rows_say_which() {
        let mut texts = TextBuilder::new(4);
        assert!(!texts.push_known("mor"), "nobody has judged it");
        texts.push("mor", Some("mor"));
        texts.push_nothing();
        texts.push("far", Some("far"));
        assert!(texts.push_known("mor"));
        let texts = texts.finish();
        assert!(texts.all.iter().eq(["mor", "far"]));
        assert_eq!(texts.of_rows.iter().collect::<Vec<_>>(), [Some(0), None, Some(1), Some(0)]);
        let column = texts.column("navn", ["P-1", "P-2"].into_iter());
        let cells: Vec<Option<&str>> = column.str().expect("texts").iter().collect();
        assert_eq!((column.name().as_str(), cells), ("navn", vec![Some("P-1"), None, Some("P-2"), Some("P-1")]));
    }

    /// `0042` may be kept as `42`, and a number 42 of a workbook too: whether the text `42` may stand there is not known from them.
    #[test]
    fn a_text_is_known_as_it_was_written_and_judged() {
        for (text, written) in [("42", Some("0042")), ("42", None)] {
            let mut texts = TextBuilder::new(5);
            texts.push("7", Some("7"));
            texts.push(text, written);
            assert!(!texts.push_known("42"), "{written:?}");
            texts.push("42", Some("42"));
            assert!(texts.push_known("42"), "{written:?}");
            assert_eq!(texts.push_known("0042"), written.is_some());
            let texts = texts.finish();
            assert!(texts.all.iter().eq(["7", "42"]));
            assert_eq!(texts.of_rows.iter().flatten().take(4).collect::<Vec<_>>(), [0, 1, 1, 1]);
        }
    }

    #[test]
    fn rows_behind_others_are_as_if_they_had_been_there() {
        let rows = [Some("mor"), None, Some("far"), Some("mor"), Some("barn"), Some("far"), None, Some("barn")];
        let built = |rows: &[Option<&str>]| {
            let mut texts = TextBuilder::new(0);
            for row in rows {
                match row {
                    Some(text) => texts.push(text, Some(text)),
                    None => texts.push_nothing(),
                }
            }
            texts
        };
        let all = built(&rows).finish();
        for cut in 0..=rows.len() {
            let mut texts = built(&rows[..cut]);
            texts.append(built(&rows[cut..]));
            let texts = texts.finish();
            assert!(texts.all.iter().eq(all.all.iter()), "{cut}");
            assert_eq!(texts.of_rows.iter().collect::<Vec<_>>(), all.of_rows.iter().collect::<Vec<_>>(), "{cut}");
        }
    }

    #[test]
    fn a_column_without_a_text_has_rows() {
        let mut texts = TextBuilder::new(0);
        texts.push_nothing();
        texts.push_nothing();
        let texts = texts.finish();
        assert!(texts.all.is_empty());
        assert_eq!(texts.column("navn", std::iter::empty()).null_count(), 2);
    }
}
