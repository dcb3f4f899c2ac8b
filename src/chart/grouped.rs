//! Grouped columns: the series side by side at each place.

use super::canvas::{Area, Canvas, Side};
use super::certainty;
use super::frame::{End, Key, Scene, number};
use super::interval::{self, Ends, Look};
use super::model::ValueLabels;
use super::palette::{INK, MUTED};
use super::text::{self, SMALL, Weight};
use super::upright::{Marks, Naming, Panel};

/// The part of a place's width that its columns take.
const GROUP: f64 = 0.8;
/// The widest column.
const WIDEST: f64 = 46.0;
/// Between a column and its number.
const LIFT: f64 = 3.0;
/// From the middle of an interval's bar to a number beside it.
const BESIDE: f64 = 5.0;

/// The narrowest column that a dash can stand for.
const DASH: f64 = 6.0;

/// Grouped columns.
pub(crate) struct Grouped;

impl Marks for Grouped {
    fn domain(&self, scene: &Scene<'_>) -> (f64, f64) {
        let (low, high) = scene.grid.reach(scene.chart).unwrap_or((0.0, 0.0));
        (low.min(0.0), high.max(0.0))
    }

    fn naming(&self) -> Naming {
        Naming::Above(Key::Square)
    }

    fn inset(&self, _scene: &Scene<'_>, _width: f64) -> Option<f64> {
        None
    }

    fn headroom(&self, scene: &Scene<'_>) -> f64 {
        if scene.chart.value_labels == ValueLabels::None { 0.0 } else { text::cap(SMALL) + LIFT }
    }

    fn footroom(&self, scene: &Scene<'_>) -> f64 {
        if scene.grid.reach(scene.chart).is_some_and(|(low, _)| low < 0.0) { self.headroom(scene) + 1.0 } else { 0.0 }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, scene: &Scene<'_>, panel: &Panel<'_>) -> Vec<End> {
        let (count, places) = (scene.grid.series.len(), scene.grid.xs.len());
        let pitch = (panel.slot * GROUP / count as f64).min(WIDEST);
        let gap = (pitch * 0.08).min(1.4);
        let zero = panel.y(0.0);
        let widest = scene.grid.values().map(|value| text::width(&scene.value(value), SMALL, Weight::SemiBold));
        let widest = widest.fold(0.0, f64::max);
        let room = if count == 1 { panel.slot } else { pitch };
        let fits = widest + 2.0 <= room;
        // Where there is room the number stands at its column's top also under an interval: above that it would stand at
        // the height of another value.
        let beside = widest + BESIDE + 1.0 <= room / 2.0;
        for x in 0..places {
            let shown = fits
                && match scene.chart.value_labels {
                    ValueLabels::None => false,
                    ValueLabels::Auto | ValueLabels::All => true,
                    ValueLabels::Ends => x == 0 || x + 1 == places,
                };
            for series in 0..count {
                let left = panel.x(x) - pitch * count as f64 / 2.0 + pitch * series as f64;
                let (left, right) = (left + gap / 2.0, left + pitch - gap / 2.0);
                let middle = f64::midpoint(left, right);
                let Some(value) = scene.grid.at(panel.facet, series, x) else {
                    if pitch >= DASH {
                        let sign = scene.grid.nothing(panel.facet, series, x);
                        canvas.text(sign, middle, zero - LIFT, number(MUTED, Side::Middle));
                    }
                    continue;
                };
                let (top, bottom) = (panel.y(value).min(zero), panel.y(value).max(zero));
                let look = scene.look(panel.facet, series, x);
                certainty::fill(canvas, Area { left, right, top, bottom }, scene.tones[series].fill(), look);
                canvas.zone(scene.grid.place(panel.facet, series, x), Area { left, right, top, bottom });
                let ends = scene.grid.interval(panel.facet, series, x).map(|interval| Ends::on(panel, interval));
                if let Some(ends) = ends {
                    interval::bar(canvas, middle, ends, INK);
                }
                if shown {
                    let aside = ends.filter(|_| beside);
                    let (low, high) = ends.filter(|_| !beside).map_or((bottom, top), |ends| (ends.low, ends.high));
                    let baseline =
                        if value < 0.0 { low.max(bottom) + LIFT + text::cap(SMALL) } else { high.min(top) - LIFT };
                    let (at, side) = aside.map_or((middle, Side::Middle), |_| (middle - BESIDE, Side::End));
                    canvas.text_on_paper(&scene.value(value), at, baseline, number(INK, side));
                }
            }
        }
        Vec::new()
    }

    fn interval(&self) -> Option<Look> {
        Some(Look::Bar)
    }
}
