//! Whether each number on the pages comes from somewhere, as they are laid out.
//!
//! Input is the laid-out pages and what is known of the numbers that may stand there: texts that the program wrote (values as their
//! templates write them, labels of charts, names in the spec), numbers that a template states and accounts for, and the document's
//! own counting of pages, figures and tables. Output is the numbers that are none of these: somebody typed them, be it in Typst's
//! own code.

use std::collections::BTreeSet;

use typst::layout::{Frame, FrameItem};
use typst::syntax::Span;

use crate::locale::{Language, numerals, say};

/// A run of text on a page, and where its letters come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) text: String,
    /// The first byte of each letter and its place.
    pub(super) spans: Vec<(usize, Span)>,
}

/// What may stand on the pages.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    numbers: BTreeSet<String>,
    /// The numbers of exhibits and headings.
    counted: Vec<String>,
    /// What the document counts: `Figur`, `Side`.
    names: Vec<String>,
}

/// A number that comes from nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unaccounted {
    /// The page, counted from 1.
    pub(super) page: usize,
    pub(super) number: String,
    pub(super) span: Span,
}

impl Known {
    /// The numbers of these texts, and those that exhibits and headings are counted by.
    pub(super) fn of<'a>(language: Language, texts: impl IntoIterator<Item = &'a str>, counted: Vec<String>) -> Self {
        let names = say!(language, "document-counted-by-itself").split_whitespace().map(str::to_owned).collect();
        Self { names, numbers: texts.into_iter().flat_map(numerals).map(|(_, number)| number).collect(), counted }
    }

    /// The numbers of pages of runs that come from nowhere.
    pub(super) fn lack(&self, pages: &[Vec<Run>]) -> Vec<Unaccounted> {
        let mut lacking = Vec::new();
        for (at, runs) in pages.iter().enumerate() {
            for run in runs {
                for (start, number) in numerals(&run.text) {
                    if !(self.numbers.contains(&number) || self.is_counted(&run.text, &number, pages.len())) {
                        let after = run.spans.partition_point(|(from, _)| *from <= start);
                        let span = after.checked_sub(1).map_or_else(Span::detached, |at| run.spans[at].1);
                        lacking.push(Unaccounted { page: at + 1, number, span });
                    }
                }
            }
        }
        lacking
    }

    /// Whether a number is the document's own: of a page, a figure, a table or a heading, standing alone or behind its name.
    fn is_counted(&self, run: &str, number: &str, pages: usize) -> bool {
        let of_page = number.parse::<usize>().is_ok_and(|number| (1..=pages).contains(&number));
        let rest = run.replacen(number, "", 1);
        let words = rest.trim_matches(|letter: char| letter.is_whitespace() || ".:·".contains(letter));
        (of_page || self.counted.iter().any(|counted| counted == number))
            && (words.is_empty() || self.names.iter().any(|name| words.starts_with(name.as_str())))
    }
}

/// The runs of text of a frame, in the order they are laid out.
pub(super) fn runs(frame: &Frame) -> Vec<Run> {
    let mut runs = Vec::new();
    add_runs(frame, &mut runs);
    runs
}

fn add_runs(frame: &Frame, runs: &mut Vec<Run>) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => add_runs(&group.frame, runs),
            FrameItem::Text(run) => {
                let mut spans: Vec<(usize, Span)> =
                    run.glyphs.iter().map(|glyph| (glyph.range().start, glyph.span.0)).collect();
                spans.sort_by_key(|(start, _)| *start);
                runs.push(Run { text: run.text.to_string(), spans });
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_that_nothing_computed_is_told() {
        let page = |texts: &[&str]| {
            texts.iter().map(|text| Run { text: (*text).to_owned(), spans: Vec::new() }).collect::<Vec<_>>()
        };
        let pages = [page(&["40", "trin 4", "1", "2.4", "af 135"]), page(&["Figur\u{a0}1.", "3"])];
        let known = Known::of(Language::default(), ["135", "trin 4"], vec!["1".to_owned(), "2.4".to_owned()]);
        let told: Vec<_> = known.lack(&pages).into_iter().map(|one| (one.page, one.number)).collect();
        assert_eq!(told, [(1, "40".to_owned()), (2, "3".to_owned())]);
    }
}
