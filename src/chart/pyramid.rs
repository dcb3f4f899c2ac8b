//! A population pyramid: two groups back to back, class by class, on one axis that counts away from the middle.

use super::canvas::{Canvas, Side};
use super::format;
use super::frame::{Scene, number};
use super::grid::unfit;
use super::lying::{Axis, Lying, Place, bar};
use super::palette::{INK, MUTED};
use super::scale::Scale;
use super::text::{self, SMALL, Weight};
use crate::diagnostic::Finding;

/// Between a bar and its number.
const GAP: f64 = 3.6;

/// A population pyramid.
pub(crate) struct Pyramid;

impl Lying for Pyramid {
    fn axis(&self, scene: &Scene<'_>) -> Result<Axis, Finding> {
        if scene.grid.series.len() != 2 || scene.grid.xs.len() < 2 {
            return Err(unfit("a pyramid sets two series against each other, over several classes")
                .help("let the two groups be the series and the classes x, or draw `bars`"));
        }
        if scene.grid.values().any(|value| value < 0.0) {
            return Err(unfit("a value is below zero, which a pyramid cannot show").help("draw `bars` instead"));
        }
        let high = scene.grid.values().fold(0.0, f64::max);
        let least = format::least_step(scene.chart, scene.format);
        let scale = Scale::round(0.0, high, 3, least, true);
        // Room for the longest bar's number.
        let widest = scene.grid.values().map(|value| text::width(&scene.value(value), SMALL, Weight::SemiBold));
        let room = widest.fold(0.0, f64::max) / 130.0 * scale.high;
        let tick = |tick: f64| (tick, format::tick(scene.chart.language, scene.format, tick.abs(), scale.step));
        let ways = scale.ticks.iter().rev().map(|at| -at).filter(|at| *at < 0.0).chain(scale.ticks.iter().copied());
        let end = scale.high + room;
        Ok(Axis { low: -end, high: end, logarithmic: false, ticks: ways.map(tick).collect(), base: Some(0.0) })
    }

    fn mark_height(&self) -> f64 {
        12.0
    }

    fn shared(&self) -> bool {
        true
    }

    fn numbered(&self) -> bool {
        false
    }

    fn draw(&self, canvas: &mut Canvas<'_>, scene: &Scene<'_>, place: &Place<'_>) {
        for (at, (series, x)) in place.marks.iter().enumerate() {
            let way = if at == 0 { -1.0 } else { 1.0 };
            let side = if at == 0 { Side::End } else { Side::Start };
            let value = scene.grid.at(place.facet, *series, *x);
            let end = place.axis.x(way * value.unwrap_or(0.0), &place.area) + way * GAP;
            let baseline = place.middle(0, true) + text::cap(SMALL) / 2.0;
            let Some(value) = value else {
                canvas.text(scene.grid.nothing(place.facet, *series, *x), end, baseline, number(MUTED, side));
                continue;
            };
            bar(canvas, scene, place, (*series, *x), (0.0, way * value));
            if scene.chart.value_labels != super::ValueLabels::None {
                let (text, look) = (scene.value(value), number(INK, side));
                let room = look.room(&text, end, baseline);
                if room.left >= place.area.left - 1.0 && room.right <= place.area.right + 1.0 {
                    canvas.text_on_paper(&text, end, baseline, look);
                    continue;
                }
                // Beyond the longest bars there may be too little room; within them there is some.
                let (zero, tip) = (place.axis.x(0.0, &place.area), end - 2.0 * way * GAP);
                if (tip - zero).abs() > room.width() {
                    let inside = if at == 0 { Side::Start } else { Side::End };
                    canvas.text(&text, tip, baseline, number(scene.tones[*series].on_fill(), inside));
                }
            }
        }
    }
}
