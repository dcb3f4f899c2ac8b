//! A forest plot: ratios with their intervals on a logarithmic axis, where twice and half are equally far from the line at 1.
//!
//! Source of the form: Lewis & Clarke (2001), Forest plots: trying to see the wood and the trees, BMJ 322.

use super::canvas::Canvas;
use super::format;
use super::frame::Scene;
use super::grid::unfit;
use super::lying::{Axis, Lying, Place};
use super::markers;
use super::model::ValueFormat;
use crate::diagnostic::Finding;

/// A marker's size.
const MARKER: f64 = 3.0;
/// The steps of a logarithmic axis between powers of ten.
const STEPS: [f64; 3] = [1.0, 2.0, 5.0];
/// The most powers of ten that an axis spans: beyond them the marks run together.
const MOST_POWERS: i32 = 6;

/// A forest plot.
pub(crate) struct Forest;

impl Lying for Forest {
    fn axis(&self, scene: &Scene<'_>) -> Result<Axis, Finding> {
        let (low, high) = scene.grid.bounds().unwrap_or((1.0, 1.0));
        if low <= 0.0 {
            return Err(unfit(
                "a value or the end of an interval is not above zero, which a logarithmic axis cannot show",
            )
            .help("a forest plot is for ratios, such as odds ratios; draw differences as `dots` or `points`"));
        }
        let (low, high) = (low.min(1.0), high.max(1.0));
        let powers = |value: f64| libm::floor(libm::log10(value)) as i32;
        if powers(high) - powers(low) > MOST_POWERS {
            return Err(unfit("the values are too far apart for one axis").help("leave the extreme ones to a table"));
        }
        let all: Vec<f64> = (powers(low) - 1..=powers(high) + 1)
            .flat_map(|power| STEPS.map(|step| step * libm::pow(10.0, f64::from(power))))
            .collect();
        let first = all.iter().rposition(|tick| *tick <= low * (1.0 + 1e-9)).unwrap_or(0);
        let last = all.iter().position(|tick| *tick >= high * (1.0 - 1e-9)).unwrap_or(all.len() - 1);
        // Between 1 and 1 there is no axis.
        let (first, last) =
            if first == last { (first.saturating_sub(1), (last + 1).min(all.len() - 1)) } else { (first, last) };
        let ticks: Vec<f64> = all[first..=last].to_vec();
        let language = scene.chart.language;
        let label = |tick: &f64| (*tick, format::tick(language, ValueFormat::Number(0), *tick, *tick));
        Ok(Axis {
            low: ticks[0],
            high: ticks[ticks.len() - 1],
            logarithmic: true,
            ticks: ticks.iter().map(label).collect(),
            base: Some(1.0),
        })
    }

    fn marked(&self) -> bool {
        true
    }

    fn draw(&self, canvas: &mut Canvas<'_>, scene: &Scene<'_>, place: &Place<'_>) {
        for (at, (series, x)) in place.marks.iter().enumerate() {
            let Some(value) = scene.grid.at(place.facet, *series, *x) else { continue };
            let (y, color) = (place.middle(at, false), scene.tones[*series].stroke());
            if let Some((low, high)) = scene.grid.interval(place.facet, *series, *x) {
                let (from, to) = (place.axis.x(low, &place.area), place.axis.x(high, &place.area));
                canvas.line(&[(from, y), (to, y)], 1.2, color);
            }
            let at = (place.axis.x(value, &place.area), y);
            let look = scene.look(place.facet, *series, *x);
            markers::draw_as(canvas, *series, at, MARKER, color, look);
            canvas.zone(scene.grid.place(place.facet, *series, *x), markers::room(at, MARKER + 2.0));
        }
    }
}
