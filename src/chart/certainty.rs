//! How sure the values of a chart are: what is estimated is hatched, what is forecast stands in a broken outline, and lines
//! to either are broken, with a word where the observed ends.
//!
//! Where all values are of one nature there is nothing to tell apart: marks are drawn whole, and the heading says what
//! they all are.

use super::canvas::{Area, Canvas, Side};
use super::frame::{Scene, quiet};
use super::palette::{MUTED, Rgb, lighten};
use super::text::{self, SMALL, Weight};
use super::upright::Panel;
use crate::locale::{Language, say};
use crate::value::Nature;

/// How much lighter than its tone the ground of a hatched mark and of an outlined one is.
const GROUND: (f64, f64) = (0.62, 0.86);
/// The key's width and half its height.
const KEY: (f64, f64) = (10.0, 3.4);
/// From a key to its words, and from these to the next key.
const GAPS: (f64, f64) = (4.6, 12.0);
/// Between the line where the observed ends and its word.
const BESIDE: f64 = 3.6;

/// The word for values that are not observed.
fn word(language: Language, nature: Nature) -> String {
    match nature {
        Nature::Observed => say!(language, "chart-observed"),
        Nature::Estimated => say!(language, "chart-estimated"),
        Nature::Forecast => say!(language, "chart-forecast"),
    }
}

/// Fills the mark of a value as sure as it is.
pub(crate) fn fill(canvas: &mut Canvas<'_>, area: Area, color: Rgb, nature: Nature) {
    match nature {
        Nature::Observed => canvas.fill(area, color),
        Nature::Estimated => {
            canvas.fill(area, lighten(color, GROUND.0));
            canvas.hatch(area, 0.9, color);
        }
        Nature::Forecast => {
            canvas.fill(area, lighten(color, GROUND.1));
            let inner = area.shrunk(0.5);
            let (left, right, top, bottom) = (inner.left, inner.right, inner.top, inner.bottom);
            canvas.dashes(&[(left, top), (right, top), (right, bottom), (left, bottom), (left, top)], 1.0, color);
        }
    }
}

/// What stands in the heading of a chart: a sign and a word for each nature, or what all values are.
pub(crate) struct Key {
    language: Language,
    /// The natures told apart; one alone is that of all values.
    natures: Vec<Nature>,
    mixed: bool,
}

impl Key {
    /// The key of a chart that shows values that are not observed.
    pub(crate) fn of(scene: &Scene<'_>) -> Option<Self> {
        let all = scene.grid.natures();
        let natures: Vec<Nature> = all.iter().copied().filter(|nature| *nature != Nature::Observed).collect();
        let language = scene.chart.language;
        (!natures.is_empty()).then_some(Self { language, natures, mixed: all.len() > 1 })
    }

    fn words(&self, nature: Nature) -> String {
        match nature {
            _ if self.mixed => word(self.language, nature),
            Nature::Estimated => say!(self.language, "chart-all-estimated"),
            Nature::Observed | Nature::Forecast => say!(self.language, "chart-all-forecast"),
        }
    }

    /// Draws it at `left` on a line of small text.
    pub(crate) fn draw(&self, canvas: &mut Canvas<'_>, left: f64, baseline: f64) {
        let middle = baseline - text::cap(SMALL) / 2.0;
        let mut x = left;
        for nature in &self.natures {
            if self.mixed {
                let area = Area { left: x, right: x + KEY.0, top: middle - KEY.1, bottom: middle + KEY.1 };
                fill(canvas, area, MUTED, *nature);
                x += KEY.0 + GAPS.0;
            }
            let words = self.words(*nature);
            canvas.text(&words, x, baseline, quiet(Side::Start));
            x += text::width(&words, SMALL, Weight::Regular) + GAPS.1;
        }
    }
}

/// The first place of a facet from which on no series is observed, while all before are; none where the natures do not
/// part so.
fn parting(scene: &Scene<'_>, facet: usize) -> Option<(usize, Nature)> {
    let least = |x: usize| (0..scene.grid.series.len()).map(|series| scene.grid.nature(facet, series, x)).min();
    let most = |x: usize| (0..scene.grid.series.len()).map(|series| scene.grid.nature(facet, series, x)).max();
    let places = scene.grid.xs.len();
    let first = (0..places).find(|x| most(*x) > Some(Nature::Observed))?;
    let parts = first > 0 && (first..places).all(|x| least(x) > Some(Nature::Observed));
    parts.then(|| least(first).map(|nature| (first, nature))).flatten()
}

/// Whether a facet has a place where the observed ends.
pub(crate) fn parts(scene: &Scene<'_>) -> bool {
    (0..scene.grid.facets.len()).any(|facet| parting(scene, facet).is_some())
}

/// The room its word takes above a panel.
pub(crate) fn height() -> f64 {
    text::cap(SMALL) + 7.0
}

/// Draws the line where the observed ends, from `top` to the panel's foot, and the word for what comes after.
pub(crate) fn break_line(canvas: &mut Canvas<'_>, scene: &Scene<'_>, panel: &Panel<'_>, top: f64) {
    let Some((first, nature)) = parting(scene, panel.facet) else { return };
    let x = panel.x(first) - panel.slot / 2.0;
    canvas.dashes(&[(x, top), (x, panel.area.bottom)], 0.6, MUTED);
    let words = word(scene.chart.language, nature);
    let wide = text::width(&words, SMALL, Weight::Regular);
    let (at, side) =
        if x + BESIDE + wide <= panel.area.right { (x + BESIDE, Side::Start) } else { (x - BESIDE, Side::End) };
    canvas.text(&words, at, top + text::cap(SMALL) + 0.5, quiet(side));
}
