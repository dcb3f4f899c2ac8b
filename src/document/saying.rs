//! Where the publication says its numbers: the sentence around each, and the heading it stands under.
//!
//! Typst's own parser reads the text in which marks still stand for values; what it calls text is prose, and all else ends a
//! stretch of it. So nothing is told that a reader does not see.

use std::ops::Range;

use typst::syntax::{LinkedNode, SyntaxKind};

use super::mention::Source;

/// More than this of a sentence is not told, in letters before and after the number.
const MOST: usize = 220;

/// A number where the publication says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saying {
    /// The number as it is written there.
    pub text: String,
    /// The sentence it stands in.
    pub sentence: String,
    /// The heading it stands under, or the name of the text; may be empty.
    pub place: String,
    /// What it comes from.
    pub sources: Vec<Source>,
}

/// A stretch of prose, and the marks in it.
#[derive(Debug, Default)]
pub(crate) struct Stretch {
    /// As it is read.
    text: String,
    /// Where each mark of the source stands in it: its byte in the source, and its value's first byte here.
    marks: Vec<(usize, usize)>,
    /// The heading it stands under.
    heading: String,
}

/// The prose of a source in order. `value` gives the text of the mark at a place, and the bytes it takes there.
pub(crate) fn prose(root: &LinkedNode<'_>, value: &dyn Fn(usize) -> Option<(String, usize)>) -> Vec<Stretch> {
    let mut reader = Reader { value, done: Vec::new(), now: Stretch::default(), heading: String::new() };
    reader.walk(root, false);
    reader.end(false);
    reader.done
}

struct Reader<'a> {
    value: &'a dyn Fn(usize) -> Option<(String, usize)>,
    done: Vec<Stretch>,
    now: Stretch,
    heading: String,
}

impl Reader<'_> {
    fn walk(&mut self, node: &LinkedNode<'_>, within: bool) {
        // What a function is given first in brackets, as in `#chapter([Title])`, heads what comes after it.
        let heads = node.kind() == SyntaxKind::ContentBlock
            && node.parent_kind() == Some(SyntaxKind::Args)
            && node.prev_sibling_kind() == Some(SyntaxKind::LeftParen);
        let is_heading = node.kind() == SyntaxKind::Heading || heads;
        if is_heading {
            self.end(false);
        }
        if node.children().len() > 0 {
            for child in node.children() {
                self.walk(&child, within || is_heading);
            }
        } else {
            self.leaf(node, within);
        }
        if is_heading {
            self.end(true);
        }
    }

    fn leaf(&mut self, leaf: &LinkedNode<'_>, within: bool) {
        let text = leaf.get().leaf_text().as_str();
        match leaf.kind() {
            SyntaxKind::Text => self.text(text, leaf.offset()),
            SyntaxKind::Space | SyntaxKind::Linebreak => self.now.text.push(' '),
            SyntaxKind::SmartQuote => self.now.text.push_str(text),
            SyntaxKind::Escape => self.now.text.push_str(&text[1..]),
            SyntaxKind::Shorthand => self.now.text.push(if text == "~" { ' ' } else { '–' }),
            // A heading is one stretch, whatever stands in it.
            _ if within => {}
            SyntaxKind::Parbreak
            | SyntaxKind::LeftBracket
            | SyntaxKind::RightBracket
            | SyntaxKind::ListMarker
            | SyntaxKind::EnumMarker
            | SyntaxKind::TermMarker => self.end(false),
            _ => {}
        }
    }

    fn text(&mut self, text: &str, offset: usize) {
        let mut at = 0;
        while at < text.len() {
            if let Some((value, length)) = (self.value)(offset + at) {
                self.now.marks.push((offset + at, self.now.text.len()));
                self.now.text.push_str(&value);
                at += length;
            } else {
                let letter = text[at..].chars().next().unwrap_or(' ');
                self.now.text.push(letter);
                at += letter.len_utf8();
            }
        }
    }

    fn end(&mut self, heading: bool) {
        let stretch = std::mem::take(&mut self.now);
        if heading {
            let heading = words(&stretch.text);
            if !heading.is_empty() {
                self.heading = heading;
            }
        }
        if !stretch.marks.is_empty() {
            self.done.push(Stretch { heading: self.heading.clone(), ..stretch });
        }
    }
}

/// A text with single blanks.
fn words(text: &str) -> String {
    text.split([' ', '\n', '\t', '\r']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The sentence around bytes of the value of the mark at a place, and the heading it stands under; none where the value is no prose.
pub(crate) fn around(stretches: &[Stretch], mark: usize, within: &Range<usize>) -> Option<(String, String)> {
    let after = stretches.partition_point(|stretch| stretch.marks.last().is_some_and(|(at, _)| *at < mark));
    let stretch = stretches.get(after)?;
    let (_, start) = stretch.marks.iter().find(|(at, _)| *at == mark)?;
    Some((sentence(&stretch.text, &(start + within.start..start + within.end)), stretch.heading.clone()))
}

/// The sentence of a text that bytes of it stand in.
pub(crate) fn sentence(text: &str, number: &Range<usize>) -> String {
    let ends: Vec<usize> = text
        .char_indices()
        .filter(|(at, letter)| {
            let mut next = text[at + letter.len_utf8()..].chars();
            let ended = ".?!".contains(*letter) && next.next().is_some_and(char::is_whitespace);
            let begins = next.find(|letter| !letter.is_whitespace());
            ended && begins.is_none_or(|letter| letter.is_uppercase() || letter.is_ascii_digit())
        })
        .map(|(at, letter)| at + letter.len_utf8())
        .collect();
    let begin = ends.iter().rev().find(|end| **end <= number.start).copied().unwrap_or(0);
    let end = ends.iter().find(|end| **end >= number.end).copied().unwrap_or(text.len());
    let before: Vec<char> = text[begin..number.start].chars().collect();
    let behind: Vec<char> = text[number.end..end].chars().collect();
    let cut = |left: bool| if left { "…" } else { "" };
    let told = format!(
        "{}{}{}{}{}",
        cut(before.len() > MOST),
        before[before.len().saturating_sub(MOST)..].iter().collect::<String>(),
        &text[number.clone()],
        behind[..behind.len().min(MOST)].iter().collect::<String>(),
        cut(behind.len() > MOST),
    );
    words(&told)
}

#[cfg(test)]
mod tests {
    use typst::syntax::parse;

    use super::*;

    #[test]
    fn a_sentence_ends_where_the_next_begins() {
        let text = "Det var 4. kvartal. Udgiften er 39.300 kr. pr. barn. Den er faldet.";
        let at = text.find("39.300").unwrap_or(0);
        assert_eq!(sentence(text, &(at..at + 6)), "Udgiften er 39.300 kr. pr. barn.");
        assert_eq!(sentence("7", &(0..1)), "7");
    }

    #[test]
    fn a_number_is_told_with_its_sentence_and_heading() {
        let source = "= Økonomien\n\nFørst dette. Så *kun* ¤ barn.\nOg mere.\n\n#fund([Et], x: [a])[¤ voksne]\n";
        let tree = parse(source);
        let value = |at: usize| source[at..].starts_with('¤').then(|| ("én".to_owned(), '¤'.len_utf8()));
        let stretches = prose(&LinkedNode::new(&tree), &value);
        let places: Vec<usize> = source.match_indices('¤').map(|(at, _)| at).collect();
        let told = |place: usize| around(&stretches, places[place], &(0.."én".len()));
        assert_eq!(told(0), Some(("Så kun én barn.".to_owned(), "Økonomien".to_owned())));
        assert_eq!(told(1), Some(("én voksne".to_owned(), "Et".to_owned())));
    }
}
