//! A dot plot: a dot for each row on one axis, in the rows' own order, which is a ranking where the spec orders labels by
//! value. A row in `sums` is the total: its dot stands out, and a line through it lets the others be read against it.
//!
//! Source of the form: Cleveland (1985), The Elements of Graphing Data.

use super::canvas::Canvas;
use super::frame::{self, Scene, tick_labels};
use super::lying::{Axis, Lying, Place};
use super::markers;
use super::palette::{MUTED, RULE, Tone};
use crate::diagnostic::Finding;

/// A marker's size.
const MARKER: f64 = 3.0;

/// A dot plot.
pub(crate) struct Dots;

impl Lying for Dots {
    fn axis(&self, scene: &Scene<'_>) -> Result<Axis, Finding> {
        let scale = frame::scale(scene, scene.grid.bounds().unwrap_or((0.0, 0.0)), 5, scene.chart.zero);
        let ticks = scale.ticks.iter().copied().zip(tick_labels(scene, &scale)).collect();
        let base = (scale.low <= 0.0 && scale.high >= 0.0).then_some(0.0);
        Ok(Axis { low: scale.low, high: scale.high, logarithmic: false, ticks, base })
    }

    fn marked(&self) -> bool {
        true
    }

    fn draw(&self, canvas: &mut Canvas<'_>, scene: &Scene<'_>, place: &Place<'_>) {
        for (at, (series, x)) in place.marks.iter().enumerate() {
            let Some(value) = scene.grid.at(place.facet, *series, *x) else { continue };
            let dot = (place.axis.x(value, &place.area), place.middle(at, false));
            let tone = if place.total { Tone::Accent } else { scene.tones[*series] };
            if place.total {
                canvas.dashes(&[(dot.0, place.panel.top), (dot.0, place.panel.bottom)], 0.8, tone.stroke());
            }
            let from = place.axis.base.map_or(place.area.left, |base| place.axis.x(base, &place.area));
            canvas.line(&[(from, dot.1), dot], 0.6, RULE);
            if let Some((low, high)) = scene.grid.interval(place.facet, *series, *x) {
                let (low, high) = (place.axis.x(low, &place.area), place.axis.x(high, &place.area));
                canvas.line(&[(low, dot.1), (high, dot.1)], 1.2, MUTED);
            }
            let look = scene.look(place.facet, *series, *x);
            markers::draw_as(canvas, *series, dot, MARKER, tone.stroke(), look);
            canvas.zone(scene.grid.place(place.facet, *series, *x), markers::room(dot, MARKER + 2.0));
        }
    }
}
