//! A document beside the PDF that it is made with: whether it says all that the PDF reads aloud, in the same order.

use std::ops::Range;

use quick_xml::events::{BytesStart, Event};

use super::reading::{Piece, aloud};

/// The names of what stands under an exhibit, which designs have their own of.
const LABELS: [&str; 3] = ["Kilde:", "Note:", "Anm.:"];
/// What is of an exhibit may stand so many exhibits from where the PDF has it.
const NEAR: usize = 3;
/// What is of a footnote stands behind its paragraph, and so within so many letters.
const BEHIND: usize = 3000;

/// A text without blanks and the signs that keep lines together or apart.
fn bare(text: &str) -> String {
    text.chars()
        .filter(|letter| !letter.is_whitespace() && !matches!(letter, '\u{ad}' | '\u{200b}' | '\u{2060}'))
        .collect()
}

/// What a document says, bare, and where in it exhibits stand: each from its caption to the last of its notes.
struct Written {
    said: String,
    exhibits: Vec<Range<usize>>,
}

/// A paragraph or a table of a document.
#[derive(Default)]
struct Block {
    is_table: bool,
    has_picture: bool,
    style: String,
    text: String,
}

impl Written {
    fn of(document: &str) -> Self {
        let mut written = Self { said: String::new(), exhibits: Vec::new() };
        let mut open: Option<usize> = None;
        for block in blocks(document) {
            let at = written.said.len();
            let begins = block.style == "Caption";
            let goes_on = block.is_table || block.has_picture || block.style == "Note";
            if let Some(begun) = open.filter(|_| begins || !goes_on) {
                written.exhibits.push(begun..at);
                open = None;
            }
            if begins {
                open = Some(at);
            }
            written.said.push_str(&bare(&block.text));
        }
        written.exhibits.extend(open.map(|begun| begun..written.said.len()));
        written
    }

    /// The place behind the exhibits that begin here.
    fn passed(&self, mut at: usize) -> usize {
        while let Some(exhibit) = self.exhibits.iter().find(|exhibit| exhibit.start == at && !exhibit.is_empty()) {
            at = exhibit.end;
        }
        at
    }

    /// Whether an exhibit near a place says it, in whichever letters.
    fn is_in_exhibit(&self, text: &str, at: usize) -> bool {
        // Several may stand below each other here.
        let passed = self.passed(at);
        let here = self.exhibits.iter().filter(|exhibit| (at..passed).contains(&exhibit.start)).count();
        let next = self.exhibits.iter().filter(|exhibit| exhibit.start >= at).take(here + NEAR);
        let last = self.exhibits.iter().rev().filter(|exhibit| exhibit.end <= at).take(NEAR);
        let text = text.to_lowercase();
        next.chain(last).any(|exhibit| self.said[exhibit.clone()].to_lowercase().contains(&text))
    }

    /// Where the words outside the exhibits next say it.
    fn next(&self, text: &str, from: usize) -> Option<usize> {
        let mut places = self.said[from..].match_indices(text).map(|(place, _)| from + place);
        places.find(|place| !self.exhibits.iter().any(|exhibit| exhibit.contains(place)))
    }
}

/// What stands in the body of a document, one behind the other.
fn blocks(document: &str) -> Vec<Block> {
    let mut reader = quick_xml::Reader::from_str(document);
    let (mut blocks, mut block, mut path): (Vec<Block>, Block, Vec<String>) =
        (Vec::new(), Block::default(), Vec::new());
    let see = |block: &mut Block, element: &BytesStart<'_>| match element.name().as_ref() {
        "w:pStyle" if block.style.is_empty() && !block.is_table => {
            let style = element.try_get_attribute("w:val").expect("an attribute").expect("a style");
            block.style = style.value.into_owned();
        }
        "w:drawing" => block.has_picture = true,
        _ => {}
    };
    loop {
        match reader.read_event().expect("XML") {
            Event::Start(element) => {
                path.push(element.name().as_ref().to_owned());
                if path.len() == 3 {
                    block = Block { is_table: element.name().as_ref() == "w:tbl", ..Block::default() };
                }
                see(&mut block, &element);
            }
            Event::Empty(element) => see(&mut block, &element),
            Event::Text(text) if path.last().is_some_and(|name| name == "w:t") => {
                block.text.push_str(&text);
            }
            Event::GeneralRef(name) if path.last().is_some_and(|name| name == "w:t") => {
                let entities = [("lt", '<'), ("gt", '>'), ("amp", '&'), ("quot", '"'), ("apos", '\'')];
                block.text.extend(entities.iter().find(|(entity, _)| **entity == *name).map(|(_, letter)| letter));
            }
            Event::End(_) => {
                path.pop();
                if path.len() == 2 {
                    blocks.push(std::mem::take(&mut block));
                }
            }
            Event::Eof => return blocks,
            _ => {}
        }
    }
}

/// What the PDF reads aloud and the document does not have, or not in the same order. What is of an exhibit may stand in it otherwise,
/// since the document sets it so, but in that exhibit.
pub(super) fn lost(pdf: &[u8], document: &str) -> Vec<String> {
    let written = Written::of(document);
    let has = |piece: &Piece, wanted: &[&str]| piece.roles.iter().any(|role| wanted.contains(&role.as_str()));
    let is_contents = |piece: &Piece| has(piece, &["TOC", "TOCI"]);
    let aloud = aloud(pdf);
    let begin = aloud.iter().position(|piece| has(piece, &["H1", "H2", "H3"])).expect("a heading");
    let (mut at, mut in_table, mut lost) = (0, false, Vec::new());
    for (number, piece) in aloud.iter().enumerate().skip(begin) {
        // Charts are images, and lists of contents are for pages, as are the names over them.
        let names_contents = aloud.get(number + 1).is_some_and(is_contents);
        let text = bare(&piece.text).replace(['•', '‣'], "");
        if is_contents(piece) || names_contents || has(piece, &["Figure"]) || text.is_empty() {
            continue;
        }
        // That a table goes on is said of the page.
        if has(piece, &["Table"]) && text.ends_with(",fortsat") {
            continue;
        }
        // A table with a caption is an exhibit.
        let is_captioned = has(piece, &["Caption"]);
        in_table = has(piece, &["Table"]) && (in_table || is_captioned);
        if (in_table || is_captioned) && written.is_in_exhibit(&text, at) {
            continue;
        }
        let here = [at, written.passed(at)].into_iter().find(|place| {
            written.said[*place..].starts_with(&text) && !written.exhibits.iter().any(|exhibit| exhibit.contains(place))
        });
        let next = written.next(&text, at);
        // A footnote stands behind its paragraph.
        let is_footnote = has(piece, &["Note"]) && next.is_some_and(|next| next < at + BEHIND);
        let is_elsewhere = is_footnote || LABELS.contains(&text.as_str()) || written.is_in_exhibit(&text, at);
        match (here, next) {
            (Some(here), _) => at = here + text.len(),
            _ if is_elsewhere => {}
            (None, Some(next)) => at = next + text.len(),
            (None, None) => lost.push(format!("{:?} {}", piece.roles, piece.text)),
        }
    }
    lost
}
