//! Intervals: how sure a value is, as a band along a line or as a bar through a mark, and the key that says so.
//!
//! Input: the intervals in the grid. They are drawn where they are, never cut at 0 or 100 %. Kinds whose marks leave no
//! place for them (stacks, cells, ribbons) do not draw them.
//!
//! A value of two people can have an interval of several times the axis. Where a few such would press all the rest together, the axis does
//! not follow them ([`Grid::reach`](super::grid::Grid::reach)): they end at its edge in an arrow, as in a forest plot whose intervals are
//! clipped, the key says so, and the data has their ends.

use super::canvas::{Canvas, Side};
use super::frame::{Scene, quiet};
use super::model::{Chart, ChartKind};
use super::palette::{INK, MUTED, Rgb, WHITE};
use super::text::{self, SMALL, Weight};
use super::upright::Panel;
use crate::locale::say;

/// How much of its colour a band has.
pub(crate) const VEIL: f64 = 0.17;
/// The most bands that can be told apart where they lie over each other.
pub(crate) const MOST_BANDS: usize = 4;
/// Half the width of the ends of a bar.
const END: f64 = 2.6;
/// Half the width of the arrow of an interval that goes on beyond the axis, and its length.
const ARROW: (f64, f64) = (2.8, 4.6);
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

/// Whether a kind draws intervals up and down its axis. Those that lie have the ends written beside them.
pub(crate) fn is_upright(kind: ChartKind) -> bool {
    matches!(
        kind,
        ChartKind::Lines
            | ChartKind::Steps
            | ChartKind::GroupedColumns
            | ChartKind::Points
            | ChartKind::Slope
            | ChartKind::ColumnsAndLine
    )
}

/// The ends of an interval as they are drawn, and whether it goes on beyond them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ends {
    pub(crate) low: f64,
    pub(crate) high: f64,
    beyond: (bool, bool),
}

impl Ends {
    /// Those of an interval on a panel's axis.
    pub(crate) fn on(panel: &Panel<'_>, (low, high): (f64, f64)) -> Self {
        let axis = panel.scale;
        let slack = 1e-9 * (axis.high - axis.low);
        Self {
            low: panel.y(low.clamp(axis.low, axis.high)),
            high: panel.y(high.clamp(axis.low, axis.high)),
            beyond: (low < axis.low - slack, high > axis.high + slack),
        }
    }

    /// Those of the key, which stands on no axis.
    fn of_key(low: f64, high: f64) -> Self {
        Self { low, high, beyond: (false, false) }
    }

    /// Where it goes on, and which way: up is less.
    fn arrows(self) -> impl Iterator<Item = (f64, f64)> {
        let low = self.beyond.0.then_some((self.low, 1.0));
        low.into_iter().chain(self.beyond.1.then_some((self.high, -1.0)))
    }
}

/// An arrow whose point is at an edge of the axis.
fn arrow(canvas: &mut Canvas<'_>, x: f64, (edge, way): (f64, f64), color: Rgb) {
    let foot = edge - way * ARROW.1;
    canvas.polygon(&[(x, edge), (x - ARROW.0, foot), (x + ARROW.0, foot)], color);
}

/// The arrows of a band: one over the middle of each stretch that goes on beyond the axis.
pub(crate) fn arrows(canvas: &mut Canvas<'_>, run: &[(f64, Ends)], color: Rgb) {
    for upwards in [false, true] {
        let is_beyond = |(_, ends): &(f64, Ends)| if upwards { ends.beyond.1 } else { ends.beyond.0 };
        for stretch in run.split(|place| !is_beyond(place)) {
            let (Some((from, ends)), Some((to, _))) = (stretch.first(), stretch.last()) else { continue };
            let tip = if upwards { (ends.high, -1.0) } else { (ends.low, 1.0) };
            arrow(canvas, f64::midpoint(*from, *to), tip, color);
        }
    }
}

/// A series' band over each run of places with intervals; a place alone gets a bar.
pub(crate) fn band(canvas: &mut Canvas<'_>, scene: &Scene<'_>, panel: &Panel<'_>, series: usize) {
    let color = scene.tones[series].stroke();
    let mut run: Vec<(f64, Ends)> = Vec::new();
    for x in 0..=scene.grid.xs.len() {
        let here = (x < scene.grid.xs.len()).then(|| scene.grid.interval(panel.facet, series, x)).flatten();
        if let Some(interval) = here {
            run.push((panel.x(x), Ends::on(panel, interval)));
            continue;
        }
        if let [(x, ends)] = run[..] {
            bar(canvas, x, ends, color);
        } else if !run.is_empty() {
            let upper = run.iter().map(|(x, ends)| (*x, ends.high));
            let lower = run.iter().rev().map(|(x, ends)| (*x, ends.low));
            canvas.veil(&upper.chain(lower).collect::<Vec<_>>(), color, VEIL);
            arrows(canvas, &run, color);
        }
        run.clear();
    }
}

/// A bar with ends, on a rim of paper that frees it from a column behind it.
pub(crate) fn bar(canvas: &mut Canvas<'_>, x: f64, ends: Ends, color: Rgb) {
    let Ends { low, high, beyond } = ends;
    for (wide, paint) in [(2.4, WHITE), (1.0, color)] {
        canvas.line(&[(x, low), (x, high)], wide, paint);
        for (y, _) in [(low, beyond.0), (high, beyond.1)].into_iter().filter(|(_, beyond)| !beyond) {
            let rim = if paint == WHITE { 0.7 } else { 0.0 };
            canvas.line(&[(x - END - rim, y), (x + END + rim, y)], wide, paint);
        }
    }
    for tip in ends.arrows() {
        arrow(canvas, x, tip, color);
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
        let Chart { language, interval, .. } = scene.chart;
        let label = if scene.grid.is_cut(scene.chart) {
            say!(language, "chart-interval-cut", interval = interval.as_str())
        } else {
            interval.clone()
        };
        Some(Self { look, label })
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
            Look::Bar => bar(canvas, left + KEY.0 / 2.0, Ends::of_key(bottom, top), if alone { INK } else { MUTED }),
        }
        canvas.text(&self.label, right + KEY_GAP, baseline, quiet(Side::Start));
    }
}
