//! Points: a point with its interval for each series and place, for few places such as before and after.
//!
//! Unlike columns, points do not make the distance to zero the thing seen, so the interval carries the figure.

use super::canvas::{Canvas, Side, Type};
use super::frame::{End, Key, Scene, number};
use super::grid::unfit;
use super::interval::{self, Ends, Look};
use super::markers;
use super::model::ValueLabels;
use super::palette::MUTED;
use super::text::{self, SMALL, Weight};
use super::upright::{Marks, Naming, Panel};
use crate::diagnostic::Finding;

/// The part of a place's width that its points take.
const GROUP: f64 = 0.72;
/// The widest place, so that few points still stand together.
const WIDEST: f64 = 150.0;
/// A marker's size.
const MARKER: f64 = 3.0;
/// From a point to its number.
const BESIDE: f64 = 6.0;
/// From an interval's end to a number above it.
const LIFT: f64 = 3.4;

/// Points.
pub(crate) struct Points;

impl Marks for Points {
    fn domain(&self, scene: &Scene<'_>) -> (f64, f64) {
        scene.grid.reach(scene.chart).unwrap_or((0.0, 0.0))
    }

    fn naming(&self) -> Naming {
        Naming::Above(Key::Marker)
    }

    fn inset(&self, _scene: &Scene<'_>, _width: f64) -> Option<f64> {
        None
    }

    fn widest(&self, scene: &Scene<'_>) -> f64 {
        let points = scene.grid.xs.len() * scene.grid.series.len();
        (WIDEST * scene.grid.xs.len() as f64).max(52.0 * points as f64)
    }

    fn base_in_front(&self) -> bool {
        false
    }

    fn free_of_zero(&self) -> bool {
        true
    }

    fn headroom(&self, scene: &Scene<'_>) -> f64 {
        if scene.chart.value_labels == ValueLabels::None { 3.0 } else { text::cap(SMALL) + LIFT + 1.0 }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, scene: &Scene<'_>, panel: &Panel<'_>) -> Vec<End> {
        let (count, places) = (scene.grid.series.len(), scene.grid.xs.len());
        let pitch = pitch(scene, panel.slot);
        let widths = scene.grid.values().map(|value| text::width(&scene.value(value), SMALL, Weight::SemiBold));
        let widest = widths.fold(0.0, f64::max);
        for x in 0..places {
            let shown = match scene.chart.value_labels {
                ValueLabels::None => false,
                ValueLabels::Auto | ValueLabels::All => true,
                ValueLabels::Ends => x == 0 || x + 1 == places,
            };
            for series in 0..count {
                let at = panel.x(x) + (series as f64 - (count - 1) as f64 / 2.0) * pitch;
                let Some(value) = scene.grid.at(panel.facet, series, x) else {
                    let sign = scene.grid.nothing(panel.facet, series, x);
                    canvas.text(sign, at, panel.area.bottom - LIFT, number(MUTED, Side::Middle));
                    continue;
                };
                let y = panel.y(value);
                let ends = scene.grid.interval(panel.facet, series, x).map(|interval| Ends::on(panel, interval));
                if let Some(ends) = ends {
                    interval::bar(canvas, at, ends, scene.tones[series].stroke());
                }
                let high = ends.map_or(y, |ends| ends.high);
                let look = scene.look(panel.facet, series, x);
                markers::draw_as(canvas, series, (at, y), MARKER, scene.tones[series].stroke(), look);
                canvas.zone(scene.grid.place(panel.facet, series, x), markers::room((at, y), MARKER + 2.0));
                if !shown {
                    continue;
                }
                let look = number(scene.number_color(series), Side::Start);
                let label = scene.value(value);
                if BESIDE + widest + MARKER + 2.0 <= pitch.min(panel.slot / 2.0) {
                    canvas.text_on_paper(&label, at + BESIDE, y + text::cap(SMALL) / 2.0, look);
                } else if widest + 2.0 <= pitch {
                    let look = Type { side: Side::Middle, ..look };
                    canvas.text_on_paper(&label, at, high.min(y - MARKER) - LIFT, look);
                }
            }
        }
        Vec::new()
    }

    fn check(&self, scene: &Scene<'_>, slot: f64) -> Result<(), Finding> {
        if pitch(scene, slot) >= 2.0 * MARKER + 1.0 {
            return Ok(());
        }
        Err(unfit("the points would stand on each other").help("draw `lines`, or fewer series or places"))
    }

    fn interval(&self) -> Option<Look> {
        Some(Look::Bar)
    }
}

/// From one point of a place to the next.
fn pitch(scene: &Scene<'_>, slot: f64) -> f64 {
    slot * GROUP / scene.grid.series.len() as f64
}
