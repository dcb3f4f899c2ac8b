//! A value that remembers where in the spec it stands.

use std::ops::Range;

/// A value of the spec and the bytes it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranged<T> {
    /// The value.
    pub value: T,
    /// Its place in the spec's text.
    pub span: Range<usize>,
}

impl<T> Ranged<T> {
    /// `value`, read from `span`.
    pub fn new(value: T, span: Range<usize>) -> Self {
        Self { value, span }
    }

    /// The same place with a value made from this one.
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Ranged<U> {
        Ranged { value: make(self.value), span: self.span }
    }
}

impl Ranged<String> {
    /// The place in the spec of a part of the text; of the whole text where the part cannot be told, because the text was
    /// written with escapes.
    pub fn part(&self, part: Range<usize>) -> Range<usize> {
        // What stands around the text: quotes, three of them, and a line's end behind the three that is not of the text.
        let opening = match self.span.len().checked_sub(self.value.len()) {
            Some(2) => 1,
            Some(6) => 3,
            Some(7) => 4,
            Some(8) => 5,
            _ => return self.span.clone(),
        };
        let start = self.span.start + opening;
        if part.end > self.value.len() { self.span.clone() } else { start + part.start..start + part.end }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.value
    }
}
