//! A funnel: steps of which each is among those of the step before, as bars around one middle, so that what falls away is
//! seen on both sides. The steps are the rows, from the first to the last.

use super::canvas::{Canvas, Side};
use super::frame::{Scene, number};
use super::grid::unfit;
use super::lying::{Axis, Lying, Place, bar};
use super::palette::MUTED;
use super::text::{self, SMALL};
use crate::diagnostic::Finding;

/// A funnel.
pub(crate) struct Funnel;

impl Lying for Funnel {
    fn axis(&self, scene: &Scene<'_>) -> Result<Axis, Finding> {
        let grid = scene.grid;
        if grid.series.len() > 1 && grid.xs.len() > 1 {
            return Err(unfit("a funnel is one row of steps, and these values are several")
                .help("let the steps be the series or the places along the axis, and what else differs the facet"));
        }
        let by_x = grid.xs.len() > 1;
        for facet in 0..grid.facets.len() {
            let steps = if by_x { grid.xs.len() } else { grid.series.len() };
            let at = |step: usize| if by_x { grid.at(facet, 0, step) } else { grid.at(facet, step, 0) };
            let known: Vec<f64> = (0..steps).filter_map(at).collect();
            if let Some(pair) = known.windows(2).find(|pair| pair[1] > pair[0] || pair[1] < 0.0) {
                let say = |value: f64| scene.value(value);
                return Err(unfit(format!("a step of {} follows one of {}", say(pair[1]), say(pair[0]))).help(
                    "each step of a funnel is among those of the step before: put them in order, or draw `bars`",
                ));
            }
        }
        let high = grid.values().fold(0.0, f64::max);
        let end = if high > 0.0 { high / 2.0 } else { 0.5 };
        Ok(Axis { low: -end, high: end, logarithmic: false, ticks: Vec::new(), base: None })
    }

    fn mark_height(&self) -> f64 {
        17.0
    }

    fn draw(&self, canvas: &mut Canvas<'_>, scene: &Scene<'_>, place: &Place<'_>) {
        for (series, x) in place.marks {
            let Some(value) = scene.grid.at(place.facet, *series, *x) else {
                let baseline = place.middle(0, true) + text::cap(SMALL) / 2.0;
                let sign = scene.grid.nothing(place.facet, *series, *x);
                canvas.text(sign, place.axis.x(0.0, &place.area), baseline, number(MUTED, Side::Middle));
                continue;
            };
            bar(canvas, scene, place, (*series, *x), (-value / 2.0, value / 2.0));
        }
    }
}
