//! Diverging bars for answers on a scale: what is against goes to the left and what is for to the right of a line in the
//! middle of the scale, so that rows can be compared by which way they lean. Of an odd number of series the middle one is
//! neutral, and lies half to each side.
//!
//! Source of the form: Heiberger & Robbins (2014), Design of Diverging Stacked Bar Charts for Likert Scales, J. Stat. Softw. 57(5).

use super::canvas::{Canvas, Side};
use super::format;
use super::frame::{Scene, number, tick_labels};
use super::grid::unfit;
use super::lying::{Axis, Lying, Place, bar};
use super::palette::{INK, MUTED};
use super::scale::Scale;
use super::text::{self, SMALL, Weight};
use crate::diagnostic::Finding;
use crate::value::Nature;

/// The most answers: beyond them neighbours would have the same shade.
const MOST_ANSWERS: usize = 7;

/// Diverging bars.
pub(crate) struct Diverging;

/// Where each part of a row begins and ends; parts without a value take no room.
fn parts(scene: &Scene<'_>, facet: usize, x: usize) -> Vec<(f64, f64)> {
    let count = scene.grid.series.len();
    let value = |series: usize| scene.grid.at(facet, series, x).unwrap_or(0.0);
    let against: f64 = (0..count / 2).map(value).sum();
    let neutral = if count % 2 == 1 { value(count / 2) / 2.0 } else { 0.0 };
    let mut from = -(against + neutral);
    (0..count)
        .map(|series| {
            let part = (from, from + value(series));
            from = part.1;
            part
        })
        .collect()
}

impl Lying for Diverging {
    fn axis(&self, scene: &Scene<'_>) -> Result<Axis, Finding> {
        if scene.grid.series.len() < 2 || scene.grid.xs.len() < 2 {
            return Err(unfit("diverging bars set the answers of a scale against each other, over several rows")
                .help("let the answers be the series, from one end of the scale to the other, and the questions x"));
        }
        if scene.grid.series.len() > MOST_ANSWERS {
            return Err(unfit(format!(
                "{} answers are more than diverging bars can tell apart",
                scene.grid.series.len()
            ))
            .help(format!("join some of them: at most {MOST_ANSWERS}")));
        }
        if scene.grid.values().any(|value| value < 0.0) {
            return Err(unfit("a value is below zero, which diverging bars cannot show").help("draw `bars` instead"));
        }
        let places = (0..scene.grid.facets.len()).flat_map(|facet| (0..scene.grid.xs.len()).map(move |x| (facet, x)));
        let ends = places.flat_map(|(facet, x)| parts(scene, facet, x)).flat_map(|(from, to)| [from, to]);
        let (low, high) = ends.fold((0.0_f64, 0.0_f64), |(low, high), end| (low.min(end), high.max(end)));
        let least = format::least_step(scene.chart, scene.format);
        let scale = Scale::round(low, high, 6, least, true);
        let labels =
            tick_labels(scene, &Scale { ticks: scale.ticks.iter().map(|tick| tick.abs()).collect(), ..scale.clone() });
        let ticks = scale.ticks.iter().copied().zip(labels).collect();
        Ok(Axis { low: scale.low, high: scale.high, logarithmic: false, ticks, base: None })
    }

    fn mark_height(&self) -> f64 {
        13.0
    }

    fn shared(&self) -> bool {
        true
    }

    fn numbered(&self) -> bool {
        false
    }

    fn draw(&self, canvas: &mut Canvas<'_>, scene: &Scene<'_>, place: &Place<'_>) {
        let Some((_, x)) = place.marks.first().copied() else { return };
        // Behind the parts: the neutral one lies on it, and its number must not be struck through.
        let zero = place.axis.x(0.0, &place.area);
        canvas.line(&[(zero, place.area.top), (zero, place.area.bottom)], 0.7, MUTED);
        let baseline = place.middle(0, true) + text::cap(SMALL) / 2.0;
        // Where one part is not to be told, the others would show its length: the row has only the sign.
        let hidden = place.marks.iter().find(|(series, x)| scene.grid.is_hidden(place.facet, *series, *x));
        if hidden.is_some() || place.marks.iter().all(|(series, x)| scene.grid.at(place.facet, *series, *x).is_none()) {
            let (series, x) = hidden.or_else(|| place.marks.first()).copied().unwrap_or_default();
            canvas.text(
                scene.grid.nothing(place.facet, series, x),
                place.axis.x(0.0, &place.area),
                baseline,
                number(MUTED, Side::Middle),
            );
            return;
        }
        for (series, (from, to)) in parts(scene, place.facet, x).into_iter().enumerate() {
            let Some(value) = scene.grid.at(place.facet, series, x).filter(|value| *value > 0.0) else { continue };
            bar(canvas, scene, place, (series, x), (from, to));
            let label = scene.value(value);
            let room = place.axis.x(to, &place.area) - place.axis.x(from, &place.area);
            let shown = scene.chart.value_labels != super::ValueLabels::None;
            if shown && text::width(&label, SMALL, Weight::SemiBold) + 4.0 <= room {
                let middle = place.axis.x(f64::midpoint(from, to), &place.area);
                if scene.look(place.facet, series, x) == Nature::Observed {
                    canvas.text(&label, middle, baseline, number(scene.tones[series].on_fill(), Side::Middle));
                } else {
                    canvas.text_on_paper(&label, middle, baseline, number(INK, Side::Middle));
                }
            }
        }
    }
}
