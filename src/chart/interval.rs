//! Intervals: how sure a value is, as a band along a line or as a bar through a mark, and the key that says so.
//!
//! Input: the intervals in the grid. They are drawn where they are, never cut at 0 or 100 %. Kinds whose marks leave no
//! place for them (stacks, cells, ribbons) do not draw them.

use super::canvas::{Canvas, Side};
use super::frame::{Scene, quiet};
use super::model::ChartKind;
use super::palette::{INK, MUTED, Rgb, WHITE};
use super::text::{self, SMALL, Weight};
use super::upright::Panel;

/// How much of its colour a band has.
pub(crate) const VEIL: f64 = 0.17;
/// The most bands that can be told apart where they lie over each other.
pub(crate) const MOST_BANDS: usize = 4;
/// Half the width of the ends of a bar.
const END: f64 = 2.6;
/// The key's width and half its height.
const KEY: (f64, f64) = (12.0, 3.4);
/// From the key to its words.
const KEY_GAP: f64 = 4.6;

/// How a kind shows intervals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    /// As a light band along the line.
    Band,
    /// As a bar with ends.
    Bar,
}

/// How a kind of chart shows intervals; none where it does not.
pub(crate) fn look(kind: ChartKind) -> Option<Look> {
    match kind {
        ChartKind::Lines | ChartKind::Steps => Some(Look::Band),
        ChartKind::GroupedColumns
        | ChartKind::Points
        | ChartKind::Slope
        | ChartKind::Bars
        | ChartKind::ColumnsAndLine
        | ChartKind::Forest
        | ChartKind::Dots => Some(Look::Bar),
        ChartKind::StackedColumns
        | ChartKind::Tornado
        | ChartKind::Waterfall
        | ChartKind::Pyramid
        | ChartKind::Diverging
        | ChartKind::Funnel
        | ChartKind::Heat
        | ChartKind::Histogram
        | ChartKind::Goals
        | ChartKind::Alluvial
        | ChartKind::Flow => None,
    }
}

/// A series' band over each run of places with intervals; a place alone gets a bar.
pub(crate) fn band(canvas: &mut Canvas<'_>, scene: &Scene<'_>, panel: &Panel<'_>, series: usize) {
    let color = scene.tones[series].stroke();
    let mut run: Vec<(f64, (f64, f64))> = Vec::new();
    for x in 0..=scene.grid.xs.len() {
        let here = (x < scene.grid.xs.len()).then(|| scene.grid.interval(panel.facet, series, x)).flatten();
        if let Some((low, high)) = here {
            run.push((panel.x(x), (panel.y(low), panel.y(high))));
            continue;
        }
        if let [(x, (low, high))] = run[..] {
            bar(canvas, x, (low, high), color);
        } else if !run.is_empty() {
            let upper = run.iter().map(|(x, (_, high))| (*x, *high));
            let lower = run.iter().rev().map(|(x, (low, _))| (*x, *low));
            canvas.veil(&upper.chain(lower).collect::<Vec<_>>(), color, VEIL);
        }
        run.clear();
    }
}

/// A bar with ends, on a rim of paper that frees it from a column behind it.
pub(crate) fn bar(canvas: &mut Canvas<'_>, x: f64, (low, high): (f64, f64), color: Rgb) {
    for (wide, paint) in [(2.4, WHITE), (1.0, color)] {
        canvas.line(&[(x, low), (x, high)], wide, paint);
        for y in [low, high] {
            let rim = if paint == WHITE { 0.7 } else { 0.0 };
            canvas.line(&[(x - END - rim, y), (x + END + rim, y)], wide, paint);
        }
    }
}

/// The same along a lying bar.
pub(crate) fn lying(canvas: &mut Canvas<'_>, y: f64, (low, high): (f64, f64), color: Rgb) {
    for (wide, paint) in [(2.4, WHITE), (1.0, color)] {
        canvas.line(&[(low, y), (high, y)], wide, paint);
        for x in [low, high] {
            let rim = if paint == WHITE { 0.7 } else { 0.0 };
            canvas.line(&[(x, y - END - rim), (x, y + END + rim)], wide, paint);
        }
    }
}

/// The sign that says what bands or bars are.
pub(crate) struct Key {
    look: Look,
    label: String,
}

impl Key {
    /// The key of a chart that shows intervals.
    pub(crate) fn of(scene: &Scene<'_>, look: Option<Look>) -> Option<Self> {
        let look = look.filter(|_| scene.grid.has_intervals())?;
        Some(Self { look, label: scene.chart.interval.clone() })
    }

    pub(crate) fn width(&self) -> f64 {
        KEY.0 + KEY_GAP + text::width(&self.label, SMALL, Weight::Regular)
    }

    /// Draws it at `left` on a line of small text.
    pub(crate) fn draw(&self, canvas: &mut Canvas<'_>, scene: &Scene<'_>, left: f64, baseline: f64) {
        let (middle, right) = (baseline - text::cap(SMALL) / 2.0, left + KEY.0);
        // Several series have their own colours.
        let alone = scene.grid.series.len() == 1;
        let (top, bottom) = (middle - KEY.1, middle + KEY.1);
        match self.look {
            Look::Band => {
                let color = if alone { scene.tones[0].stroke() } else { MUTED };
                canvas.veil(&[(left, top), (right, top), (right, bottom), (left, bottom)], color, VEIL);
                canvas.line(&[(left, middle), (right, middle)], 1.4, color);
            }
            Look::Bar => bar(canvas, left + KEY.0 / 2.0, (bottom, top), if alone { INK } else { MUTED }),
        }
        canvas.text(&self.label, right + KEY_GAP, baseline, quiet(Side::Start));
    }
}
