//! The pages of a publication as pictures, and where its exhibits stand on them: for whoever shows it while it is being written.

use std::collections::BTreeMap;

use typst::utils::hash128;
use typst_svg::SvgOptions;

use super::legible::areas;
use super::reading::{Page, words};
use super::source::TypstSource;
use super::typeset::Laid;

/// A page that can be shown. All sizes are in points.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct PageShown {
    /// What is the same for two pages that look the same.
    pub mark: String,
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// The exhibits on it, by their ids: the rectangle of each, from the left and from the top, its width and its height.
    pub exhibits: BTreeMap<String, [f64; 4]>,
}

impl Laid {
    /// The pages, in order. `source` is what was laid out.
    pub fn pages(&self, source: &TypstSource) -> Vec<PageShown> {
        let mut areas = areas(&self.document, |label| source.declared.contains_key(label));
        let pages = self.document.pages().iter().enumerate();
        let shown = pages.map(|(number, page)| PageShown {
            mark: format!("{:032x}", hash128(page)),
            width: page.frame.width().to_pt(),
            height: page.frame.height().to_pt(),
            exhibits: std::mem::take(&mut areas[number]),
        });
        shown.collect()
    }

    /// What stands on each page, as text under a name for it.
    pub fn texts(&self) -> Vec<(String, Vec<u8>)> {
        let pages = self.document.pages().iter().enumerate().map(|(number, page)| {
            let Page { runs, labels } = words(&page.frame);
            (format!("page {}", number + 1), format!("{}\n{}", runs.join(" "), labels.join("\n")).into_bytes())
        });
        pages.collect()
    }

    /// The picture of a page, counted from 0: SVG whose letters are shapes.
    pub fn picture(&self, page: usize) -> Option<String> {
        Some(typst_svg::svg(self.document.pages().get(page)?, &SvgOptions::default()))
    }
}
