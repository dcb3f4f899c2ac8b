//! What a publication's pages say, as they are laid out, and where its numbers come from: for whoever reads the PDF back.

use typst::foundations::NativeElement;
use typst::introspection::Introspector;
use typst::layout::{Frame, FrameItem};
use typst::model::HeadingElem;
use typst::visualize::ImageKind;
use typst_layout::PagedDocument;

use super::accounted::{self, Known, Unaccounted};
use super::source::TypstSource;
use super::typeset::compile;
use crate::diagnostic::Findings;
use crate::locale::{MINUS, NBSP};

/// What stands on the pages of a publication.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// The pages.
    pub pages: Vec<Page>,
    /// Those of the texts that the program wrote into the document that readers are to see: prose, and numbers with their unit. What is given to a design's code may also be a
    /// name, a width, or what a chart shows, told to those who do not see it.
    pub shown: Vec<String>,
    /// The numbers that templates state by themselves and account for: names, and those that a comment allows.
    pub stated: Vec<String>,
    /// The numbers on the pages, counted from 1, that nothing computed or declared.
    pub unaccounted: Vec<(usize, String)>,
}

/// What stands on a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// Its runs of text, in the order they are laid out.
    pub runs: Vec<String>,
    /// The texts in its charts.
    pub labels: Vec<String>,
}

/// Lays a publication out, and tells what stands on its pages.
///
/// # Errors
/// The source cannot be compiled.
pub fn reading(source: &TypstSource, created: i64) -> Result<Reading, Findings> {
    let document: PagedDocument = compile(source, created)?;
    let is_number = |text: &str| {
        text.starts_with(|letter: char| letter.is_ascii_digit() || letter == MINUS) && text.contains([',', NBSP])
    };
    let shown = source.written.iter().filter(|(text, prose)| *prose || is_number(text)).map(|(text, _)| text.clone());
    Ok(Reading {
        pages: document.pages().iter().map(|laid| words(&laid.frame)).collect(),
        shown: shown.collect(),
        stated: source.stated.clone(),
        unaccounted: unaccounted(source, &document).into_iter().map(|one| (one.page, one.number)).collect(),
    })
}

/// The numbers of a laid-out publication that come from nowhere.
pub(super) fn unaccounted(source: &TypstSource, document: &PagedDocument) -> Vec<Unaccounted> {
    let charts = source.files.values().filter(|bytes| bytes.starts_with(b"<svg"));
    let labels: Vec<String> = charts.flat_map(|bytes| labels(bytes)).collect();
    let written = source.written.iter().map(|(text, _)| text);
    let texts = written.chain(&labels).chain(&source.stated).map(String::as_str);
    let counted = source.exhibits.iter().cloned().chain(headings(document)).collect();
    let pages: Vec<_> = document.pages().iter().map(|laid| accounted::runs(&laid.frame)).collect();
    Known::of(source.language, texts, counted).lack(&pages)
}

fn headings(document: &PagedDocument) -> Vec<String> {
    let headings = document.introspector().query(&HeadingElem::ELEM.select());
    let numbers = headings.iter().filter_map(|heading| heading.to_packed::<HeadingElem>()?.numbers.clone());
    numbers.map(|number| number.trim_end_matches('.').to_owned()).filter(|number| !number.is_empty()).collect()
}

/// What stands on a page.
pub(super) fn words(frame: &Frame) -> Page {
    let mut page = Page::default();
    runs(frame, &mut page);
    page
}

fn runs(frame: &Frame, page: &mut Page) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => runs(&group.frame, page),
            FrameItem::Text(run) => page.runs.push(run.text.to_string()),
            FrameItem::Image(image, ..) => {
                if let ImageKind::Svg(svg) = image.kind() {
                    page.labels.extend(labels(svg.data()));
                }
            }
            _ => {}
        }
    }
}

/// The texts that an SVG shows.
fn labels(svg: &[u8]) -> Vec<String> {
    let svg = String::from_utf8_lossy(svg);
    let elements = svg.split("<text").skip(1).filter_map(|rest| rest.split_once('>')?.1.split_once("</text>"));
    elements.map(|(content, _)| plain(content)).collect()
}

/// A stretch of SVG without its tags, its entities as what they stand for.
fn plain(content: &str) -> String {
    let mut text = String::new();
    for (at, stretch) in content.split('<').enumerate() {
        let shown = if at == 0 { stretch } else { stretch.split_once('>').map_or("", |(_, shown)| shown) };
        text.push_str(shown);
    }
    // The ampersand last, so that what it escapes is not read again.
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&apos;", "'"), ("&amp;", "&")]
        .into_iter()
        .fold(text, |text, (entity, letter)| text.replace(entity, letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_what_an_svg_shows() {
        let svg =
            b"<svg><title>1</title><text x=\"2\">3\xc2\xa0%</text>\n<text><tspan>4</tspan> &amp;lt; 5</text></svg>";
        assert_eq!(labels(svg), ["3\u{a0}%", "4 &lt; 5"]);
    }
}
