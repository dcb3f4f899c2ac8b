//! Where a number that is written comes from, carried along with the text it stands in.
//!
//! A number of an exhibit knows the values it is made of ([`Source`]), also when it is their sum or difference. When it is written,
//! the text has its sources around it between characters for private use, so that they outlive being joined to other words,
//! given to macros and kept in variables. Where the text ends up, [`Told::read`] takes them out again: they become links in
//! print and, in the audit book, the way between a sentence and its values. No text keeps the marks.

use std::cmp::Ordering;
use std::ops::Range;
use std::sync::Arc;

use minijinja::value::{DynObject, Object, ObjectRepr};

use super::saying::{Saying, sentence};

/// Opens a mark, parts the sources from the text, and closes it.
const OPEN: char = '\u{e002}';
const MIDDLE: char = '\u{e003}';
const CLOSE: char = '\u{e004}';
/// Parts sources from each other.
const AND: char = '\u{1f}';

/// What a number that is written comes from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// A value of an exhibit, by its place among the exhibit's values.
    Value {
        /// The exhibit's id.
        exhibit: String,
        /// The place.
        place: usize,
    },
    /// How many the values of an exhibit, or some of them, rest on.
    Size(String),
    /// A fact, by its name.
    Fact(String),
    /// A parameter, by its name.
    Parameter(String),
}

impl std::fmt::Display for Source {
    /// As the audit book writes it: `v12@fig-03`, `n@fig-03`, `f@name`, `p@name`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Value { exhibit, place } => write!(f, "v{place}@{exhibit}"),
            Self::Size(exhibit) => write!(f, "n@{exhibit}"),
            Self::Fact(name) => write!(f, "f@{name}"),
            Self::Parameter(name) => write!(f, "p@{name}"),
        }
    }
}

impl Source {
    /// The id of the exhibit that it is of; none where it is a fact or a parameter.
    pub fn exhibit(&self) -> Option<&str> {
        match self {
            Self::Value { exhibit, .. } | Self::Size(exhibit) => Some(exhibit),
            Self::Fact(_) | Self::Parameter(_) => None,
        }
    }

    fn parse(text: &str) -> Option<Self> {
        let (kind, name) = text.split_once('@')?;
        let name = name.to_owned();
        Some(match kind {
            "n" => Self::Size(name),
            "f" => Self::Fact(name),
            "p" => Self::Parameter(name),
            _ => Self::Value { exhibit: name, place: kind.strip_prefix('v')?.parse().ok()? },
        })
    }
}

/// A number in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Its bytes in the text.
    pub at: Range<usize>,
    /// What it comes from.
    pub sources: Vec<Source>,
}

/// A text, and the numbers in it that come from somewhere.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    /// The text as it is read.
    pub text: String,
    /// The numbers, in order.
    pub mentions: Vec<Mention>,
}

impl Told {
    /// Takes the marks out of a text. A character for private use that is no mark's is dropped: nobody can read it.
    pub(crate) fn read(marked: &str) -> Self {
        let mut told = Self::default();
        let mut open: Option<Mention> = None;
        let mut rest = marked;
        while let Some(at) = rest.find([OPEN, MIDDLE, CLOSE]) {
            told.text.push_str(&rest[..at]);
            let mark = rest[at..].chars().next().unwrap_or(CLOSE);
            rest = &rest[at + mark.len_utf8()..];
            if mark == OPEN
                && let Some((sources, behind)) = rest.split_once(MIDDLE)
                && let Some(sources) = sources.split(AND).map(Source::parse).collect::<Option<Vec<_>>>()
                && !sources.iter().any(|source| has_marks(&source.to_string()))
            {
                open = Some(Mention { at: told.text.len()..told.text.len(), sources });
                rest = behind;
            } else if mark == CLOSE
                && let Some(mention) = open.take()
            {
                told.mentions.push(Mention { at: mention.at.start..told.text.len(), ..mention });
            }
        }
        told.text.push_str(rest);
        told
    }

    /// The text with its marks, to be put into another.
    pub(crate) fn marked(&self) -> String {
        let mut marked = String::with_capacity(self.text.len());
        let mut last = 0;
        for mention in &self.mentions {
            marked.push_str(&self.text[last..mention.at.start]);
            marked.push_str(&mark(&self.text[mention.at.clone()], &mention.sources));
            last = mention.at.end;
        }
        marked.push_str(&self.text[last..]);
        marked
    }

    /// The numbers in it, each with its sentence.
    pub fn said(&self) -> impl Iterator<Item = Saying> {
        self.mentions.iter().map(|mention| Saying {
            text: self.text[mention.at.clone()].to_owned(),
            sentence: sentence(&self.text, &mention.at),
            place: String::new(),
            sources: mention.sources.clone(),
        })
    }

    /// The same text without the blanks around it.
    pub(crate) fn trimmed(&self) -> Self {
        let begin = self.text.len() - self.text.trim_start().len();
        let text = self.text.trim().to_owned();
        let within = |at: usize| at.saturating_sub(begin).min(text.len());
        let mentions = self.mentions.iter();
        let mentions =
            mentions.map(|one| Mention { at: within(one.at.start)..within(one.at.end), sources: one.sources.clone() });
        Self { mentions: mentions.collect(), text }
    }
}

/// A text with its sources around it; the text alone where it has none.
pub(crate) fn mark(text: &str, sources: &[Source]) -> String {
    if sources.is_empty() {
        return text.to_owned();
    }
    let sources: Vec<String> = sources.iter().map(Source::to_string).collect();
    format!("{OPEN}{}{MIDDLE}{text}{CLOSE}", sources.join(&AND.to_string()))
}

/// A text as it is read, without the marks in it.
pub(crate) fn plain(text: &str) -> String {
    if has_marks(text) { Told::read(text).text } else { text.to_owned() }
}

/// Whether a text has characters that only marks may have.
pub(crate) fn has_marks(text: &str) -> bool {
    text.contains([OPEN, MIDDLE, CLOSE])
}

/// What `change` makes of a text, of which it changes the beginning: behind the mark, where one opens there.
pub(crate) fn beginning(text: &str, change: impl Fn(&str) -> String) -> String {
    match text.strip_prefix(OPEN).and_then(|rest| rest.split_once(MIDDLE)) {
        Some((sources, rest)) => format!("{OPEN}{sources}{MIDDLE}{}", change(rest)),
        None => change(text),
    }
}

/// A number as a filter has written it. Two that read alike are equal, whatever they come from.
#[derive(Debug)]
pub(crate) struct Written(pub(crate) String);

impl Object for Written {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn custom_cmp(self: &Arc<Self>, other: &DynObject) -> Option<Ordering> {
        let other = other.downcast_ref::<Self>()?;
        Some(plain(&self.0).cmp(&plain(&other.0)))
    }

    fn render(self: &Arc<Self>, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Adds the sources of one number to those of another, each once.
pub(crate) fn joined<'a>(all: impl IntoIterator<Item = &'a [Source]>) -> Vec<Source> {
    let mut joined: Vec<Source> = Vec::new();
    for source in all.into_iter().flatten() {
        if !joined.contains(source) {
            joined.push(source.clone());
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(place: usize) -> Source {
        Source::Value { exhibit: "antal".to_owned(), place }
    }

    #[test]
    fn a_text_keeps_where_its_numbers_come_from_and_no_marks() {
        let sources = [value(12), value(3)];
        let marked =
            format!("Fra {} til {}.", mark("1,0", &sources), mark("31", &[Source::Size("antal@1".to_owned())]));
        let told = Told::read(&marked);
        assert_eq!(told.text, "Fra 1,0 til 31.");
        let numbers: Vec<_> = told.mentions.iter().map(|one| &told.text[one.at.clone()]).collect();
        assert_eq!(numbers, ["1,0", "31"]);
        assert_eq!(told.mentions[0].sources, sources);
        assert_eq!(told.mentions[1].sources, [Source::Size("antal@1".to_owned())]);
        assert_eq!(told.marked(), marked);
    }

    #[test]
    fn marks_that_nobody_made_are_dropped() {
        let told = Told::read("a\u{e002}b\u{e004}c\u{e003}");
        assert_eq!((told.text.as_str(), told.mentions.len()), ("abc", 0));
    }

    #[test]
    fn blanks_around_a_text_do_not_move_its_numbers() {
        let told = Told::read(&format!("\n {} kr. ", mark("7", &[value(0)]))).trimmed();
        assert_eq!((told.text.as_str(), told.mentions[0].at.clone()), ("7 kr.", 0..1));
    }

    #[test]
    fn numbers_that_read_alike_are_equal() {
        let [one, other] = [1, 2].map(|place| minijinja::Value::from_object(Written(mark("9", &[value(place)]))));
        assert_eq!(one, other);
        assert_ne!(one, minijinja::Value::from_object(Written("8".to_owned())));
    }
}
