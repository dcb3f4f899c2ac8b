//! What a publication says, passage by passage, as it is laid out: for programs that take text and no pages.
//!
//! The typeset document tells where a heading, a list's item or an exhibit begins and ends, and where each line stands; so
//! every design can be read, whatever its macros are called. What is there for the page alone (heads and feet, contents,
//! ornaments) is passed over. How letters look, and tables that are no exhibits, are not carried along.

use std::collections::BTreeMap;

use typst::foundations::NativeElement;
use typst::introspection::{Location, Tag};
use typst::layout::{Frame, FrameItem, Point, Transform};
use typst::model::{EnumItem, FigureElem, HeadingElem, ListItem, OutlineElem, ParElem, TableElem, TermItem};
use typst::pdf::ArtifactElem;
use typst::visualize::ImageKind;
use typst_layout::PagedDocument;

use super::publication::Publication;
use super::source::TypstSource;
use super::typeset::compile;
use crate::diagnostic::Findings;

/// Lines that are further apart than this many times the letters' size are not of one paragraph.
const APART: f64 = 1.53;
/// What stands higher or lower than the line by less is of the line: a raised letter.
const RAISED: f64 = 0.6;
/// A gap that is wider, as a multiple of the size, is a blank.
const BLANK: f64 = 0.14;

/// A stretch of what a publication says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Passage {
    /// A heading: its level from 1, and the text.
    Heading(usize, String),
    /// A paragraph.
    Text(String),
    /// An item of a list with bullets.
    Item(String),
    /// The exhibit with this id.
    Exhibit(String),
    /// The figure of words with this id.
    Drawing(String),
}

/// The passages of a publication, in order; an exhibit where it is first shown.
///
/// # Errors
/// The source cannot be compiled.
pub fn passages(source: &TypstSource, created: i64, publication: &Publication) -> Result<Vec<Passage>, Findings> {
    let document: PagedDocument = compile(source, created)?;
    let drawings = publication.drawings.iter().map(|drawing| (drawing.svg.as_bytes(), drawing.id.as_str()));
    let exhibits = publication.exhibits.iter().map(|exhibit| exhibit.id.as_str()).collect();
    let mut walk = Walk { exhibits, drawings: drawings.collect(), ..Walk::default() };
    for page in document.pages() {
        walk.frame(&page.frame, Transform::identity());
    }
    walk.end_text();
    Ok(walk.passages)
}

/// What is open at a place of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    /// Nothing in it is told.
    PassedOver,
    Heading(usize),
    Paragraph,
    Item,
}

/// The line that is being read.
struct Line {
    baseline: f64,
    end: f64,
    size: f64,
}

/// The way through a document's frames.
#[derive(Default)]
struct Walk<'a> {
    exhibits: Vec<&'a str>,
    drawings: BTreeMap<&'a [u8], &'a str>,
    open: Vec<(Location, Open)>,
    text: String,
    /// What the text is, as it began.
    kind: Option<Open>,
    line: Option<Line>,
    passages: Vec<Passage>,
}

impl Walk<'_> {
    fn frame(&mut self, frame: &Frame, to_page: Transform) {
        for (position, item) in frame.items() {
            let here = to_page.pre_concat(Transform::translate(position.x, position.y));
            match item {
                FrameItem::Group(group) => self.frame(&group.frame, here.pre_concat(group.transform)),
                FrameItem::Text(run) => {
                    let at = Point::zero().transform(here);
                    self.run(&run.text, (at.x.to_pt(), at.y.to_pt()), run.size.to_pt(), run.width().to_pt());
                }
                FrameItem::Image(image, ..) => {
                    if let ImageKind::Svg(svg) = image.kind()
                        && let Some(id) = self.drawings.get(svg.data().as_slice())
                        && !self.is_passed_over()
                    {
                        let drawing = Passage::Drawing((*id).to_owned());
                        self.add(drawing);
                    }
                }
                FrameItem::Tag(Tag::Start(element, _)) => self.begin(element),
                FrameItem::Tag(Tag::End(location, ..)) => {
                    if let Some(at) = self.open.iter().position(|(open, _)| open == location) {
                        self.end_text();
                        self.open.remove(at);
                    }
                }
                _ => {}
            }
        }
    }

    fn begin(&mut self, element: &typst::foundations::Content) {
        let label = element.label().map(|label| label.resolve().as_str().to_owned());
        let shown = label.filter(|label| self.exhibits.contains(&label.as_str()) && !self.is_passed_over());
        if let Some(id) = &shown {
            self.add(Passage::Exhibit(id.clone()));
        }
        let is_one_of = |kinds: &[typst::foundations::Element]| kinds.contains(&element.elem());
        let apart = [ArtifactElem::ELEM, OutlineElem::ELEM, TableElem::ELEM];
        let open = if is_one_of(&apart) || (shown.is_some() && is_one_of(&[FigureElem::ELEM])) {
            Open::PassedOver
        } else if let Some(heading) = element.to_packed::<HeadingElem>() {
            Open::Heading(heading.resolve_level(typst::foundations::StyleChain::default()).get())
        } else if is_one_of(&[ListItem::ELEM]) {
            Open::Item
        } else if is_one_of(&[ParElem::ELEM, EnumItem::ELEM, TermItem::ELEM]) {
            Open::Paragraph
        } else {
            return;
        };
        if let Some(location) = element.location() {
            self.end_text();
            self.open.push((location, open));
        }
    }

    fn is_passed_over(&self) -> bool {
        self.open.iter().any(|(_, open)| *open == Open::PassedOver)
    }

    /// What the text at this place is: of a heading or an item, whatever stands within that.
    fn kind(&self) -> Option<Open> {
        let kinds = || self.open.iter().map(|(_, open)| *open);
        kinds().find(|open| !matches!(open, Open::Paragraph)).or_else(|| kinds().next_back())
    }

    fn run(&mut self, text: &str, (x, y): (f64, f64), size: f64, width: f64) {
        if self.is_passed_over() {
            return;
        }
        let kind = self.kind();
        if let Some(line) = &self.line {
            let down = y - line.baseline;
            if down.abs() <= RAISED * line.size.max(size) {
                let blank = x - line.end > BLANK * size;
                self.word(blank);
            } else if kind.is_none() && !(0.0..=APART * size).contains(&down) {
                self.end_text();
            } else {
                self.word(!is_broken(&self.text, text));
            }
        }
        if self.text.is_empty() {
            self.kind = kind;
        }
        self.text.push_str(text);
        // A raised letter does not move the line.
        let baseline = match &self.line {
            Some(line) if (y - line.baseline).abs() <= RAISED * line.size.max(size) && size < line.size => {
                line.baseline
            }
            _ => y,
        };
        self.line = Some(Line { baseline, end: x + width, size });
    }

    /// A blank before the next word, where there is to be one and is none.
    fn word(&mut self, blank: bool) {
        if blank && !self.text.is_empty() && !self.text.ends_with(char::is_whitespace) {
            self.text.push(' ');
        }
    }

    fn add(&mut self, passage: Passage) {
        self.end_text();
        if !matches!(passage, Passage::Exhibit(_) | Passage::Drawing(_)) || !self.passages.contains(&passage) {
            self.passages.push(passage);
        }
    }

    fn end_text(&mut self) {
        self.line = None;
        // What keeps a line from breaking is of no use elsewhere.
        let text = std::mem::take(&mut self.text).replace(['\u{2060}', '\u{200b}'], "");
        let text = text.split([' ', '\n', '\t']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        let item = text.strip_prefix(['•', '‣', '–']).map(str::trim_start);
        let passage = match (self.kind.take(), item) {
            _ if text.is_empty() => return,
            (Some(Open::Heading(level)), _) => Passage::Heading(level, text),
            (Some(Open::Item), Some("")) => return,
            (Some(Open::Item), item) => Passage::Item(item.unwrap_or(&text).to_owned()),
            _ => Passage::Text(text),
        };
        self.passages.push(passage);
    }
}

/// Whether a word is broken at the end of a line behind its hyphen, as in `job-` `center`; `børne-` stands alone before `og`.
fn is_broken(before: &str, next: &str) -> bool {
    let alone = ["og", "eller", "samt"].contains(&next.split(' ').next().unwrap_or_default());
    before.ends_with('-') && !before.ends_with(" -") && !alone
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hyphen_at_the_end_of_a_line_is_the_words_or_stands_for_one() {
        assert!(is_broken("et job-", "center er"));
        assert!(!is_broken("børne-", "og ungesager"));
        assert!(!is_broken("et tal -", "to tal"));
    }
}
