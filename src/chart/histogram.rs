//! A histogram: how many fall in each class of a quantity, in columns that touch, as the classes do.

use super::canvas::{Area, Canvas, Side};
use super::certainty;
use super::frame::{End, Scene, number};
use super::grid::unfit;
use super::model::ValueLabels;
use super::palette::{INK, MUTED};
use super::text::{self, SMALL, Weight};
use super::upright::{Marks, Naming, Panel};
use crate::diagnostic::Finding;

/// Between a column and its number.
const LIFT: f64 = 3.0;
/// Half of the hair of paper between two columns.
const HAIR: f64 = 0.3;

/// A histogram.
pub(crate) struct Histogram;

impl Marks for Histogram {
    fn domain(&self, scene: &Scene<'_>) -> (f64, f64) {
        (0.0, scene.grid.bounds().map_or(0.0, |(_, high)| high.max(0.0)))
    }

    fn naming(&self) -> Naming {
        Naming::Inside
    }

    fn inset(&self, _scene: &Scene<'_>, _width: f64) -> Option<f64> {
        None
    }

    fn headroom(&self, scene: &Scene<'_>) -> f64 {
        if scene.chart.value_labels == ValueLabels::None { 0.0 } else { text::cap(SMALL) + LIFT }
    }

    fn check(&self, scene: &Scene<'_>, _slot: f64) -> Result<(), Finding> {
        if scene.grid.series.len() > 1 {
            return Err(unfit("a histogram shows one distribution, and columns of several would cover each other")
                .help(
                    "let the groups stand under each other: axes = { facet = \"series\" }, or draw `grouped-columns`",
                ));
        }
        if scene.grid.values().any(|value| value < 0.0) {
            return Err(unfit("a value is below zero, which a histogram cannot show").help("draw `grouped-columns`"));
        }
        Ok(())
    }

    fn draw(&self, canvas: &mut Canvas<'_>, scene: &Scene<'_>, panel: &Panel<'_>) -> Vec<End> {
        let (grid, zero) = (scene.grid, panel.y(0.0));
        let widest = grid.values().map(|value| text::width(&scene.value(value), SMALL, Weight::SemiBold));
        let numbered = scene.chart.value_labels != ValueLabels::None && widest.fold(0.0, f64::max) + 2.0 <= panel.slot;
        for x in 0..grid.xs.len() {
            let (left, right) = (panel.x(x) - panel.slot / 2.0 + HAIR, panel.x(x) + panel.slot / 2.0 - HAIR);
            let Some(value) = grid.at(panel.facet, 0, x) else {
                canvas.text(grid.nothing(panel.facet, 0, x), panel.x(x), zero - LIFT, number(MUTED, Side::Middle));
                continue;
            };
            let area = Area { left, right, top: panel.y(value), bottom: zero };
            certainty::fill(canvas, area, scene.tones[0].fill(), scene.look(panel.facet, 0, x));
            canvas.zone(grid.place(panel.facet, 0, x), area);
            if numbered {
                canvas.text_on_paper(&scene.value(value), panel.x(x), area.top - LIFT, number(INK, Side::Middle));
            }
        }
        Vec::new()
    }
}
