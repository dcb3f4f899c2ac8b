//! Whether the pages can be read, as they are laid out: no text on top of another text or on a picture, none beyond its page.
//!
//! The typesetter lays out what it is given: a table that is wider than its page is printed over itself without a word. So
//! the finished pages are looked at, run of text by run of text, by the ink of their letters.

use std::collections::BTreeMap;

use typst::introspection::{Location, Tag};
use typst::layout::{Abs, Frame, FrameItem, Point, Transform};
use typst::syntax::Span;
use typst_layout::PagedDocument;

/// Ink that meets by less than this, in points, is only set tightly: an accent, a slanted letter.
const TIGHT: f64 = 1.0;
/// What may lie beyond the page's edge, in points.
const EDGE: f64 = 0.5;
/// How much of a text is told.
const SHOWN: usize = 40;

/// What makes a page hard to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    /// What is wrong, with the page counted from 1.
    pub(super) message: String,
    /// The exhibit it is in, if any.
    pub(super) exhibit: Option<String>,
    /// Where the text comes from.
    pub(super) span: Span,
    /// How many more there are of the kind.
    pub(super) more: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    OnText,
    OnPicture,
    Beyond,
}

/// A rectangle of a page, in points from its upper left corner.
#[derive(Debug, Clone, Copy)]
struct Area {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

impl Area {
    fn common(&self, other: &Self) -> Self {
        Self {
            left: self.left.max(other.left),
            right: self.right.min(other.right),
            top: self.top.max(other.top),
            bottom: self.bottom.min(other.bottom),
        }
    }

    fn around(&self, other: &Self) -> Self {
        Self {
            left: self.left.min(other.left),
            right: self.right.max(other.right),
            top: self.top.min(other.top),
            bottom: self.bottom.max(other.bottom),
        }
    }
}

/// Something on a page.
struct Inked {
    at: Area,
    /// Its text; none for a picture.
    text: Option<String>,
    exhibit: Option<String>,
    span: Span,
}

/// All that makes the pages hard to read: of each kind the first in each exhibit, and how many more there are.
pub(super) fn faults(document: &PagedDocument) -> Vec<Fault> {
    let mut found: BTreeMap<(Kind, Option<String>), Fault> = BTreeMap::new();
    let mut walk = Walk::default();
    for (number, page) in document.pages().iter().enumerate() {
        walk.frame(&page.frame, Transform::identity());
        let ink = std::mem::take(&mut walk.ink);
        let size = (page.frame.width().to_pt(), page.frame.height().to_pt());
        for (kind, at, message) in on_page(&ink, size) {
            let message = format!("page {}: {message}", number + 1);
            let (exhibit, span) = (ink[at].exhibit.clone(), ink[at].span);
            found.entry((kind, exhibit.clone())).and_modify(|fault| fault.more += 1).or_insert(Fault {
                message,
                exhibit,
                span,
                more: 0,
            });
        }
    }
    found.into_values().collect()
}

/// Where labelled things stand on each page, of those that `is` asks for: the rectangle around each one's ink, from the left and
/// from the top, with its width and height.
pub(super) fn areas(document: &PagedDocument, is: impl Fn(&str) -> bool) -> Vec<BTreeMap<String, [f64; 4]>> {
    let mut walk = Walk::default();
    let pages = document.pages().iter().map(|page| {
        walk.frame(&page.frame, Transform::identity());
        let mut around: BTreeMap<String, Area> = BTreeMap::new();
        for Inked { at, exhibit, .. } in std::mem::take(&mut walk.ink) {
            if let Some(label) = exhibit.filter(|label| is(label)) {
                around.entry(label).and_modify(|whole| *whole = whole.around(&at)).or_insert(at);
            }
        }
        let sized = |Area { left, right, top, bottom }: Area| [left, top, right - left, bottom - top];
        around.into_iter().map(|(label, area)| (label, sized(area))).collect()
    });
    pages.collect()
}

/// What is wrong on a page: the kind, which of its texts or pictures it is about, and in words.
fn on_page(ink: &[Inked], (width, height): (f64, f64)) -> Vec<(Kind, usize, String)> {
    let mut wrong = Vec::new();
    for (at, one) in ink.iter().enumerate() {
        let Area { left, right, top, bottom } = one.at;
        if left < -EDGE || top < -EDGE || right > width + EDGE || bottom > height + EDGE {
            wrong.push((Kind::Beyond, at, format!("{} runs over the page's edge", one.words())));
        }
        for other in &ink[at + 1..] {
            if one.meets(other) {
                let kind = if one.text.is_some() && other.text.is_some() { Kind::OnText } else { Kind::OnPicture };
                wrong.push((kind, at, format!("{} stands on top of {}", other.words(), one.words())));
            }
        }
    }
    wrong
}

impl Inked {
    fn meets(&self, other: &Self) -> bool {
        let both = self.at.common(&other.at);
        both.right - both.left > TIGHT && both.bottom - both.top > TIGHT
    }

    fn words(&self) -> String {
        match &self.text {
            None => "a picture".to_owned(),
            Some(text) if text.chars().count() > SHOWN => {
                format!("`{}...`", text.chars().take(SHOWN).collect::<String>())
            }
            Some(text) => format!("`{text}`"),
        }
    }
}

/// The way through a document's frames: which labelled things are open, and what has been met on the page.
#[derive(Default)]
struct Walk {
    open: Vec<(Location, String)>,
    /// What is seen of the frame, where it is clipped.
    seen: Option<Area>,
    ink: Vec<Inked>,
}

impl Walk {
    fn frame(&mut self, frame: &Frame, to_page: Transform) {
        for (position, item) in frame.items() {
            let here = to_page.pre_concat(Transform::translate(position.x, position.y));
            match item {
                FrameItem::Group(group) => {
                    let within = here.pre_concat(group.transform);
                    let seen = self.seen;
                    if group.clip.is_some() {
                        let shown = bounds((Point::zero(), group.frame.size().to_point()), within);
                        self.seen = Some(seen.map_or(shown, |seen| seen.common(&shown)));
                    }
                    self.frame(&group.frame, within);
                    self.seen = seen;
                }
                FrameItem::Text(run) if !run.text.trim().is_empty() => {
                    let ink = run.bbox();
                    let span = run.glyphs.first().map_or(Span::detached(), |glyph| glyph.span.0);
                    self.add(here, (ink.min, ink.max), Some(run.text.to_string()), span);
                }
                FrameItem::Image(_, size, span) => {
                    self.add(here, (Point::zero(), size.to_point()), None, *span);
                }
                FrameItem::Tag(Tag::Start(element, _)) => {
                    if let (Some(location), Some(label)) = (element.location(), element.label()) {
                        self.open.push((location, label.resolve().as_str().to_owned()));
                    }
                }
                FrameItem::Tag(Tag::End(location, ..)) => self.open.retain(|(open, _)| open != location),
                _ => {}
            }
        }
    }

    fn add(&mut self, here: Transform, corners: (Point, Point), text: Option<String>, span: Span) {
        let whole = bounds(corners, here);
        let at = self.seen.map_or(whole, |seen| seen.common(&whole));
        // A run of blanks alone has no ink, and what is clipped away shows none.
        if [at.left, at.right, at.top, at.bottom].iter().all(|edge| edge.is_finite())
            && at.left < at.right
            && at.top < at.bottom
        {
            let exhibit = self.open.last().map(|(_, label)| label.clone());
            self.ink.push(Inked { at, text, exhibit, span });
        }
    }
}

/// The rectangle, straight on the page, around one that is drawn through `here`.
fn bounds((min, max): (Point, Point), here: Transform) -> Area {
    let corners = [(min.x, min.y), (max.x, min.y), (min.x, max.y), (max.x, max.y)];
    let corners = corners.map(|(x, y)| Point::new(x, y).transform(here));
    let least = |of: fn(&Point) -> Abs| corners.iter().map(|corner| of(corner).to_pt()).fold(f64::MAX, f64::min);
    let most = |of: fn(&Point) -> Abs| corners.iter().map(|corner| of(corner).to_pt()).fold(f64::MIN, f64::max);
    let (left, right) = (least(|point| point.x), most(|point| point.x));
    Area { left, right, top: least(|point| point.y), bottom: most(|point| point.y) }
}
