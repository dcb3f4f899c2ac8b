//! A slope chart: what each series was and what it became, as a line between two places, with both numbers.

use super::canvas::{Canvas, Side};
use super::frame::{End, Key, Scene, number};
use super::grid::unfit;
use super::interval::{self, Ends, Look};
use super::labels;
use super::markers;
use super::model::ValueLabels;
use super::text::{self, BODY, SMALL, Weight};
use super::upright::{Marks, Naming, Panel};
use crate::diagnostic::Finding;
use crate::value::Nature;

/// A marker's size.
const MARKER: f64 = 2.7;
/// Between a marker and its number.
const GAP: f64 = 5.0;
/// Wider, lines would be so flat that their slopes could not be told apart.
const WIDEST: f64 = 230.0;

/// Nearer, lines would be so steep that their slopes could not be told apart.
const NARROWEST: f64 = 40.0;

/// A slope chart.
pub(crate) struct Slope;

impl Slope {
    /// The widest number at a place.
    fn number_width(scene: &Scene<'_>, x: usize) -> f64 {
        if scene.chart.value_labels == ValueLabels::None || x >= scene.grid.xs.len() {
            return 0.0;
        }
        let facets = 0..scene.grid.facets.len();
        let all = facets.flat_map(|facet| (0..scene.grid.series.len()).map(move |series| (facet, series)));
        all.map(|(facet, series)| text::width(&said(scene, facet, series, x), BODY, Weight::SemiBold))
            .fold(0.0, f64::max)
    }
}

/// A value as it is written, or a sign where there is none.
fn said(scene: &Scene<'_>, facet: usize, series: usize, x: usize) -> String {
    let known = scene.grid.at(facet, series, x);
    known.map_or_else(|| scene.grid.nothing(facet, series, x).to_owned(), |value| scene.value(value))
}

impl Marks for Slope {
    fn domain(&self, scene: &Scene<'_>) -> (f64, f64) {
        scene.grid.reach(scene.chart).unwrap_or((0.0, 0.0))
    }

    fn naming(&self) -> Naming {
        Naming::Beside(Key::Marker)
    }

    fn inset(&self, scene: &Scene<'_>, _width: f64) -> Option<f64> {
        Some(Self::number_width(scene, 0) + MARKER + GAP + 2.0)
    }

    fn widest(&self, scene: &Scene<'_>) -> f64 {
        WIDEST + 2.0 * Self::number_width(scene, 0)
    }

    fn base_in_front(&self) -> bool {
        false
    }

    fn free_of_zero(&self) -> bool {
        true
    }

    fn headroom(&self, _scene: &Scene<'_>) -> f64 {
        8.0
    }

    fn end_value_width(&self, scene: &Scene<'_>) -> f64 {
        Self::number_width(scene, 1)
    }

    fn interval(&self) -> Option<Look> {
        Some(Look::Bar)
    }

    fn check(&self, scene: &Scene<'_>, slot: f64) -> Result<(), Finding> {
        let places = scene.grid.xs.len();
        if places == 2 && slot < NARROWEST {
            return Err(unfit("there is no room for slopes between their numbers")
                .help("make the chart wider, write the values in a larger unit, or show fewer facets"));
        }
        if places == 2 {
            return Ok(());
        }
        Err(unfit(format!("a slope chart goes from one place to another, and these values have {places}"))
            .help("let x have two labels, such as before and after, or draw `lines`"))
    }

    fn draw(&self, canvas: &mut Canvas<'_>, scene: &Scene<'_>, panel: &Panel<'_>) -> Vec<End> {
        let (grid, count) = (scene.grid, scene.grid.series.len());
        let at = |series: usize, x: usize| Some((panel.x(x), panel.y(grid.at(panel.facet, series, x)?)));
        // The first series is drawn last, on top of the others.
        for series in (0..count).rev() {
            let color = scene.tones[series].stroke();
            if let (Some(from), Some(to)) = (at(series, 0), at(series, 1)) {
                if scene.look(panel.facet, series, 1) == Nature::Observed {
                    canvas.line(&[from, to], 1.8, color);
                } else {
                    canvas.dashes(&[from, to], 1.8, color);
                }
            }
            for x in 0..2 {
                let Some(point) = at(series, x) else { continue };
                if let Some(interval) = grid.interval(panel.facet, series, x) {
                    interval::bar(canvas, point.0, Ends::on(panel, interval), color);
                }
                markers::draw_as(canvas, series, point, MARKER, color, scene.look(panel.facet, series, x));
                canvas.zone(grid.place(panel.facet, series, x), markers::room(point, MARKER + 1.5));
            }
        }
        let labelled = scene.chart.value_labels != ValueLabels::None;
        if labelled {
            let seen =
                |series: &usize| grid.at(panel.facet, *series, 0).is_some() || grid.is_hidden(panel.facet, *series, 0);
            let known: Vec<usize> = (0..count).filter(seen).collect();
            let wants: Vec<f64> =
                known.iter().map(|series| at(*series, 0).map_or(panel.area.bottom, |point| point.1)).collect();
            let heights = vec![text::cap(SMALL) + 3.4; known.len()];
            let centres = labels::spread(&wants, &heights, panel.area.top - 8.0, panel.area.bottom + 4.0);
            for (series, centre) in known.into_iter().zip(centres) {
                let look = number(scene.number_color(series), Side::End);
                let left = panel.x(0) - MARKER - GAP;
                let (text, baseline) = (said(scene, panel.facet, series, 0), centre + text::cap(SMALL) / 2.0);
                // Where many lie close there may be too little room for the last.
                if canvas.is_free(&look.room(&text, left, baseline)) {
                    canvas.text(&text, left, baseline, look);
                }
            }
        }
        let end = |series: usize| {
            let value = labelled.then(|| said(scene, panel.facet, series, 1));
            match at(series, 1) {
                Some((x, y)) => End { series, at: (x + MARKER, y), value, seen: true },
                None => End { series, at: (panel.area.right, panel.area.bottom), value, seen: false },
            }
        };
        (0..count).map(end).collect()
    }
}
