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
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.value
    }
}
