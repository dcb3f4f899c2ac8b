//! Values into Typst: text from outside can never become Typst code.
//!
//! Escaping character by character would have to know every shorthand of the markup, now and in later versions. Instead
//! a value is never put into the text while the template is rendered: [`Slots::reserve`] leaves a mark of private-use
//! characters, and keeps the value aside. When the whole text stands, [`Slots::put`] parses it with Typst's own parser,
//! sees where each mark stands, and puts a *string literal* there: as an expression `#"…";` in markup, as the literal
//! alone in code, as its escaped inside in a string. Then the result is parsed again, and each value must be found as
//! one string of exactly its text. If it is not (a template that writes a value behind a backslash, into a URL or a
//! label), that is a finding at the template's line and nothing is typeset. So the parser that will read the text is
//! the one that vouches for it.

use std::ops::Range;
use std::sync::Mutex;

use typst::syntax::ast;
use typst::syntax::{LinkedNode, SyntaxKind, SyntaxNode, parse};

use super::mention::{self, Source, Told};
use super::saying::{self, Saying};

/// Opens and closes a mark. Templates must not contain them; values may, as they are never in the marked text.
const OPEN: char = '\u{e000}';
const CLOSE: char = '\u{e001}';

/// The values that a template has asked for so far.
#[derive(Debug, Default)]
pub(crate) struct Slots(Mutex<Vec<String>>);

/// A text with its values in place.
#[derive(Debug)]
pub(crate) struct Filled {
    /// The text.
    pub(crate) text: String,
    /// The text as it is read.
    pub(crate) tree: SyntaxNode,
    /// Where each value stands: its range in the marked text, and in this.
    pub(crate) moves: Vec<(Range<usize>, Range<usize>)>,
    /// The values that stand in it, in order, and whether each is prose by itself: among markup, and not in code.
    pub(crate) values: Vec<(String, bool)>,
    /// The numbers among them that come from somewhere, in order.
    pub(crate) said: Vec<Saying>,
}

/// A value that stands where none can.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Misplaced {
    /// The mark's range in the marked text.
    pub(crate) range: Range<usize>,
}

impl Slots {
    /// Keeps a value, and gives the mark that stands for it.
    pub(crate) fn reserve(&self, value: String) -> String {
        let mut values = self.0.lock().expect("no one panics while holding the values");
        values.push(value);
        format!("{OPEN}{}{CLOSE}", values.len() - 1)
    }

    /// Puts the values where their marks are; and which of them stand where none can. `link` says where a number in prose leads.
    pub(crate) fn put(&self, marked: &str, link: &dyn Fn(&[Source]) -> Option<String>) -> (Filled, Vec<Misplaced>) {
        let values = self.0.lock().expect("no one panics while holding the values");
        let values: Vec<Told> = values.iter().map(|value| Told::read(value)).collect();
        let marks = marks(marked, values.len());
        let tree = parse(marked);
        let root = LinkedNode::new(&tree);
        let told = said(&root, &marks, &values);
        let leaves = Leaves::of(root);
        let mut text = String::with_capacity(marked.len() * 5 / 4);
        let mut moves = Vec::with_capacity(marks.len());
        let mut sites = Vec::with_capacity(marks.len());
        let mut last = 0;
        for (range, value) in marks {
            text.push_str(&marked[last..range.start]);
            let start = text.len();
            let site = Site::at(&leaves, range.start);
            let stop = if site == Site::Markup { one_stop(&values[value].text, &marked[range.end..]) } else { 0 };
            let range = range.start..range.end + stop;
            last = range.end;
            for (piece, leads) in pieces(&values[value], site, link) {
                sites.push((site, piece, site.write(piece, leads.as_deref(), &mut text), moves.len()));
            }
            moves.push((range, start..text.len()));
        }
        text.push_str(&marked[last..]);

        let tree = parse(&text);
        let leaves = Leaves::of(LinkedNode::new(&tree));
        let mut wrong: Vec<Misplaced> = Vec::new();
        for (site, piece, at, of) in &sites {
            let misplaced = Misplaced { range: moves[*of].0.clone() };
            if !site.holds(&leaves, &text, at, piece) && !wrong.contains(&misplaced) {
                wrong.push(misplaced);
            }
        }
        let seen = sites.iter().filter(|(site, ..)| *site != Site::Comment);
        let values = seen.map(|(site, piece, ..)| ((*piece).to_owned(), *site == Site::Markup)).collect();
        drop(leaves);
        (Filled { text, tree, moves, values, said: told }, wrong)
    }

    /// A rendered text as plain text, for what is escaped later, and the numbers in it.
    pub(crate) fn told(&self, marked: &str) -> Told {
        let values = self.0.lock().expect("no one panics while holding the values");
        let mut text = String::with_capacity(marked.len());
        let mut last = 0;
        for (range, value) in marks(marked, values.len()) {
            text.push_str(&marked[last..range.start]);
            text.push_str(&values[value]);
            last = range.end + one_stop(&mention::plain(&values[value]), &marked[range.end..]);
        }
        text.push_str(&marked[last..]);
        Told::read(&text)
    }
}

/// Whether a template has characters that only marks may have.
pub(crate) fn has_marks(template: &str) -> bool {
    template.contains([OPEN, CLOSE]) || mention::has_marks(template)
}

/// How much of what stands behind a value is its own last point once more: that of `kr.` is the sentence's full stop too. Three
/// points are none.
fn one_stop(value: &str, behind: &str) -> usize {
    let ends = behind
        .strip_prefix('.')
        .is_some_and(|rest| rest.chars().next().is_none_or(|next| next.is_whitespace() || next == ']'));
    usize::from(value.ends_with('.') && ends)
}

/// A value in the pieces it is put in: numbers that lead somewhere, and what is between them.
fn pieces<'a>(
    value: &'a Told,
    site: Site,
    link: &dyn Fn(&[Source]) -> Option<String>,
) -> Vec<(&'a str, Option<String>)> {
    let mut pieces = Vec::new();
    let mut last = 0;
    for mention in value.mentions.iter().filter(|_| site == Site::Markup) {
        if let Some(leads) = link(&mention.sources) {
            pieces.push((&value.text[last..mention.at.start], None));
            pieces.push((&value.text[mention.at.clone()], Some(leads)));
            last = mention.at.end;
        }
    }
    pieces.push((&value.text[last..], None));
    pieces.retain(|(piece, _)| !piece.is_empty());
    // A value that is empty is one, too.
    if pieces.is_empty() { vec![("", None)] } else { pieces }
}

/// The numbers that come from somewhere, each where the text says it.
fn said(root: &LinkedNode<'_>, marks: &[(Range<usize>, usize)], values: &[Told]) -> Vec<Saying> {
    let at = |offset: usize| marks.binary_search_by_key(&offset, |(range, _)| range.start).ok().map(|at| &marks[at]);
    let stretches =
        saying::prose(root, &|offset| at(offset).map(|(range, value)| (values[*value].text.clone(), range.len())));
    let mut told = Vec::new();
    for (range, value) in marks {
        let value = &values[*value];
        for mention in &value.mentions {
            let around = saying::around(&stretches, range.start, &mention.at);
            let (sentence, place) =
                around.unwrap_or_else(|| (saying::sentence(&value.text, &mention.at), String::new()));
            let text = value.text[mention.at.clone()].to_owned();
            told.push(Saying { text, sentence, place, sources: mention.sources.clone() });
        }
    }
    told
}

/// The marks in a text: where, and of which value.
fn marks(marked: &str, known: usize) -> Vec<(Range<usize>, usize)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = marked[from..].find(OPEN).map(|at| at + from) {
        from = start + OPEN.len_utf8();
        let Some(end) = marked[from..].find(CLOSE).map(|at| at + from) else { break };
        if let Some(value) = marked[from..end].parse::<usize>().ok().filter(|value| *value < known) {
            found.push((start..end + CLOSE.len_utf8(), value));
            from = end;
        }
    }
    found
}

/// The leaves of a text in their order: a table has as many marks as leaves in a row, and the tree would look through all of
/// them for each.
struct Leaves<'a>(Vec<LinkedNode<'a>>);

impl<'a> Leaves<'a> {
    fn of(root: LinkedNode<'a>) -> Self {
        let mut leaves = Vec::new();
        let mut ahead = vec![root];
        while let Some(node) = ahead.pop() {
            if node.children().len() == 0 {
                leaves.push(node);
            } else {
                ahead.extend(node.children().rev());
            }
        }
        leaves.retain(|leaf| !leaf.range().is_empty());
        Self(leaves)
    }

    /// The leaf that the byte belongs to.
    fn at(&self, offset: usize) -> Option<&LinkedNode<'a>> {
        self.0.get(self.0.partition_point(|leaf| leaf.range().end <= offset))
    }
}

/// What a mark stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Site {
    /// Text among markup.
    Markup,
    /// A string literal.
    Text,
    /// A comment, which shows nothing.
    Comment,
    /// Anything else: code or mathematics, where a string literal is an expression; or a place where none can stand.
    Code,
}

impl Site {
    fn at(leaves: &Leaves<'_>, offset: usize) -> Self {
        let Some(leaf) = leaves.at(offset) else { return Self::Code };
        match (leaf.kind(), leaf.parent_kind()) {
            (SyntaxKind::Text, Some(SyntaxKind::Markup)) => Self::Markup,
            (SyntaxKind::Str, _) => Self::Text,
            (SyntaxKind::LineComment | SyntaxKind::BlockComment, _) => Self::Comment,
            _ => Self::Code,
        }
    }

    /// Writes a value, or a piece of one, and gives where it stands. `leads` is where it is a link to.
    fn write(self, value: &str, leads: Option<&str>, text: &mut String) -> Range<usize> {
        if let Some(leads) = leads.filter(|_| self == Self::Markup) {
            text.push_str("#link(\"");
            escape(leads, text);
            text.push_str("\")[");
            let at = self.write(value, None, text);
            text.push_str("];");
            return at;
        }
        let start = text.len();
        match self {
            // The semicolon ends the expression: without it, `.x` or `(` behind the value would be part of it.
            Self::Markup => {
                text.push_str("#\"");
                escape(value, text);
                text.push_str("\";");
            }
            Self::Code => {
                text.push('"');
                escape(value, text);
                text.push('"');
            }
            Self::Text => escape(value, text),
            Self::Comment => {}
        }
        start..text.len()
    }

    /// Whether the parsed text has the value where it was put, as a string and nothing else.
    fn holds(self, leaves: &Leaves<'_>, text: &str, range: &Range<usize>, value: &str) -> bool {
        let literal = match self {
            Self::Comment => return true,
            Self::Markup => range.start + 1..range.end - 1,
            Self::Code | Self::Text => range.clone(),
        };
        let at = if self == Self::Text && literal.is_empty() { literal.start.saturating_sub(1) } else { literal.start };
        let Some(leaf) = leaves.at(at) else { return false };
        let Some(string) = leaf.get().cast::<ast::Str<'_>>() else { return false };
        match self {
            // A backslash of the template's own must not swallow the value's first letter.
            Self::Text => {
                let slashes = text[..literal.start].chars().rev().take_while(|letter| *letter == '\\').count();
                leaf.range().start < literal.start && literal.end < leaf.range().end && slashes.is_multiple_of(2)
            }
            // In markup the hash must be the one that opens this expression.
            Self::Markup => {
                leaf.range() == literal
                    && string.get() == value
                    && leaf
                        .prev_leaf()
                        .is_some_and(|hash| hash.kind() == SyntaxKind::Hash && hash.offset() == range.start)
                    && &text[literal.end..range.end] == ";"
            }
            _ => leaf.range() == literal && string.get() == value,
        }
    }
}

/// A text as a string literal.
pub(super) fn literal(value: &str) -> String {
    let mut text = String::from("\"");
    escape(value, &mut text);
    text.push('"');
    text
}

/// The inside of a string literal.
fn escape(value: &str, text: &mut String) {
    for letter in value.chars() {
        match letter {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            letter if letter.is_control() || is_separator(letter) => {
                text.push_str(&format!("\\u{{{:x}}}", u32::from(letter)));
            }
            letter => text.push(letter),
        }
    }
}

/// The line breaks of Unicode, which would make the text and the template count lines differently.
fn is_separator(letter: char) -> bool {
    matches!(letter, '\u{85}' | '\u{2028}' | '\u{2029}')
}
