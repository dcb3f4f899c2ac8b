//! Reading an expression letter by letter: words, numbers, signs and keys.

use std::ops::Range;

/// Why an expression cannot be read, and where in its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wrong {
    pub(super) span: Range<usize>,
    pub(super) message: String,
    pub(super) help: String,
}

impl Wrong {
    pub(super) fn new(span: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { span, message: message.into(), help: help.into() }
    }
}

/// A place in the text and what follows it.
pub(super) struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// Goes back to a place that it was at.
    pub(super) fn back_to(&mut self, at: usize) {
        self.at = at;
    }

    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    pub(super) fn slice(&self, range: Range<usize>) -> &'a str {
        &self.text[range]
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn skip_space(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    /// Where the last thing read ended: before the space behind it.
    pub(super) fn end(&self) -> usize {
        self.text[..self.at].trim_end().len()
    }

    /// Takes `sign` if it is next, and the space behind it.
    pub(super) fn take(&mut self, sign: &str) -> bool {
        let found = self.rest().starts_with(sign);
        if found {
            self.at += sign.len();
            self.skip_space();
        }
        found
    }

    /// The word that is next, of letters, digits, `-` and `_`, beginning with a letter; it is not taken.
    pub(super) fn word(&self) -> Option<&'a str> {
        let rest = self.rest();
        rest.chars().next().filter(|first| first.is_alphabetic())?;
        let end = rest.find(|letter: char| !letter.is_alphanumeric() && !"-_".contains(letter)).unwrap_or(rest.len());
        Some(rest[..end].trim_end_matches('-'))
    }

    /// The letters that are next; they are not taken.
    pub(super) fn letters(&self) -> Option<&'a str> {
        let rest = self.rest();
        let end = rest.find(|letter: char| !letter.is_alphabetic()).unwrap_or(rest.len());
        Some(&rest[..end]).filter(|letters| !letters.is_empty())
    }

    /// Takes the words if all of them are next.
    pub(super) fn take_words(&mut self, words: &str) -> bool {
        let before = self.at;
        for wanted in words.split(' ') {
            if self.word() != Some(wanted) {
                self.at = before;
                return false;
            }
            self.skip(wanted.len());
        }
        true
    }

    /// Goes `bytes` on, which must end between letters, and over the space behind.
    pub(super) fn skip(&mut self, bytes: usize) {
        self.at += bytes;
        self.skip_space();
    }

    /// Takes all letters up to the first at which `stop` says so of what follows.
    pub(super) fn take_until(&mut self, stop: impl Fn(&str) -> bool) -> &'a str {
        let start = self.at;
        while let Some(letter) = self.peek() {
            if stop(self.rest()) {
                break;
            }
            self.at += letter.len_utf8();
        }
        &self.text[start..self.at]
    }

    /// What is next, for a message.
    pub(super) fn next_shown(&self) -> (Range<usize>, String) {
        let rest = self.rest();
        if rest.is_empty() {
            return (self.at..self.at, "the end".to_owned());
        }
        let length = match self.word() {
            Some(word) => word.len(),
            None => rest.chars().next().map_or(0, char::len_utf8),
        };
        (self.at..self.at + length, format!("`{}`", &rest[..length]))
    }
}
