//! Steps: how many are left, or have ended, as time goes: a curve that stays where it is until something happens, as survival
//! and incidence are drawn. Under it stands how many are still followed.

use super::canvas::{Canvas, Side};
use super::frame::{End, Key, Scene, number};
use super::grid::{HIDDEN, unfit};
use super::interval::{self, Ends, Look};
use super::markers;
use super::model::ValueLabels;
use super::palette::{MUTED, Rgb};
use super::text::{self, BODY, Weight};
use super::upright::{Marks, Naming, Panel};
use crate::diagnostic::Finding;
use crate::value::Nature;

/// The width of a line.
const WIDE: f64 = 1.8;
/// Half the room of a point, by which it is found.
const POINT: f64 = 3.0;
/// Over the axis: the sign for what is hidden.
const OVER: f64 = 2.0;

/// Steps.
pub(crate) struct Steps;

/// The corners of a curve that keeps its height from each place to the next.
pub(crate) fn corners(points: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut path: Vec<(f64, f64)> = Vec::new();
    for (x, y) in points {
        if let Some((_, before)) = path.last().copied() {
            path.push((*x, before));
        }
        path.push((*x, *y));
    }
    path
}

/// Time runs evenly along the axis, so that the places must lie as far from each other as they say.
fn is_even(xs: &[String]) -> bool {
    let numbers: Vec<i64> = xs.iter().filter_map(|x| x.parse().ok()).collect();
    let steps: Vec<i64> = numbers.windows(2).map(|pair| pair[1] - pair[0]).collect();
    numbers.len() < xs.len() || steps.windows(2).all(|pair| pair[0] == pair[1])
}

impl Marks for Steps {
    fn domain(&self, scene: &Scene<'_>) -> (f64, f64) {
        scene.grid.reach(scene.chart).unwrap_or((0.0, 0.0))
    }

    fn naming(&self) -> Naming {
        Naming::Beside(Key::Square)
    }

    fn inset(&self, _scene: &Scene<'_>, _width: f64) -> Option<f64> {
        Some(4.0)
    }

    fn base_in_front(&self) -> bool {
        false
    }

    fn headroom(&self, _scene: &Scene<'_>) -> f64 {
        2.0
    }

    fn end_value_width(&self, scene: &Scene<'_>) -> f64 {
        if scene.chart.value_labels == ValueLabels::None {
            return 0.0;
        }
        let facets = 0..scene.grid.facets.len();
        let all = facets.flat_map(|facet| (0..scene.grid.series.len()).map(move |series| (facet, series)));
        all.map(|(facet, series)| text::width(&last(scene, facet, series), BODY, Weight::SemiBold)).fold(0.0, f64::max)
    }

    fn interval(&self) -> Option<Look> {
        Some(Look::Band)
    }

    fn check(&self, scene: &Scene<'_>, _slot: f64) -> Result<(), Finding> {
        if is_even(&scene.grid.xs) {
            return Ok(());
        }
        Err(unfit("the times along the axis are not equally far from each other, and steps would seem to be").help(
            "let them be, such as x = { first = 0, last = 104, every = 13 }, or draw `points` or `grouped-columns`",
        ))
    }

    fn behind(&self, canvas: &mut Canvas<'_>, scene: &Scene<'_>, panel: &Panel<'_>) {
        for series in (0..scene.grid.series.len()).rev() {
            band(canvas, scene, panel, series);
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, scene: &Scene<'_>, panel: &Panel<'_>) -> Vec<End> {
        let (grid, mut ends) = (scene.grid, Vec::new());
        // The first series is drawn last, on top of the others.
        for series in (0..grid.series.len()).rev() {
            curve(canvas, scene, panel, series);
        }
        for x in 0..grid.xs.len() {
            for series in 0..grid.series.len() {
                if let Some(value) = grid.at(panel.facet, series, x) {
                    let place = grid.place(panel.facet, series, x);
                    canvas.zone(place, markers::room((panel.x(x), panel.y(value)), POINT));
                }
            }
            if (0..grid.series.len()).any(|series| grid.is_hidden(panel.facet, series, x)) {
                let (look, baseline) = (number(MUTED, Side::Middle), panel.area.bottom - OVER);
                if canvas.is_free(&look.room(HIDDEN, panel.x(x), baseline)) {
                    canvas.text(HIDDEN, panel.x(x), baseline, look);
                }
            }
        }
        let labelled = scene.chart.value_labels != ValueLabels::None;
        for series in 0..grid.series.len() {
            let value = labelled.then(|| last(scene, panel.facet, series));
            let found = grid.last(panel.facet, series).and_then(|x| Some((x, grid.at(panel.facet, series, x)?)));
            ends.push(match found {
                Some((x, at)) => End { series, at: (panel.x(x), panel.y(at)), value, seen: true },
                None => End { series, at: (panel.area.right, panel.area.bottom), value, seen: false },
            });
        }
        ends
    }
}

/// The last value of a series as it is written, or a sign where it has none.
fn last(scene: &Scene<'_>, facet: usize, series: usize) -> String {
    let known = scene.grid.last(facet, series).and_then(|x| scene.grid.at(facet, series, x));
    known.map_or_else(|| scene.grid.nothing(facet, series, 0).to_owned(), |value| scene.value(value))
}

/// The runs of places of a series for which `at` tells something.
fn runs<T>(count: usize, at: impl Fn(usize) -> Option<T>) -> Vec<Vec<(usize, T)>> {
    let mut all: Vec<Vec<(usize, T)>> = Vec::new();
    let mut before = None;
    for x in 0..count {
        let Some(told) = at(x) else { continue };
        match all.last_mut() {
            Some(run) if before.is_some_and(|before: usize| before + 1 == x) => run.push((x, told)),
            _ => all.push(vec![(x, told)]),
        }
        before = Some(x);
    }
    all
}

/// A series' curve; broken where there is no value, and in dashes where it is not observed.
fn curve(canvas: &mut Canvas<'_>, scene: &Scene<'_>, panel: &Panel<'_>, series: usize) {
    let color: Rgb = scene.tones[series].stroke();
    for run in runs(scene.grid.xs.len(), |x| scene.grid.at(panel.facet, series, x)) {
        let points: Vec<(f64, f64)> = run.iter().map(|(x, value)| (panel.x(*x), panel.y(*value))).collect();
        if let [(x, y)] = points[..] {
            canvas.disc((x, y), WIDE, color);
        }
        let unseen = run.iter().any(|(x, _)| scene.look(panel.facet, series, *x) != Nature::Observed);
        if unseen || series % 2 == 1 {
            canvas.dashes(&corners(&points), WIDE, color);
        } else {
            canvas.line(&corners(&points), WIDE, color);
        }
    }
}

/// The intervals of a series as a band that steps with it.
fn band(canvas: &mut Canvas<'_>, scene: &Scene<'_>, panel: &Panel<'_>, series: usize) {
    let color = scene.tones[series].stroke();
    for run in runs(scene.grid.xs.len(), |x| scene.grid.interval(panel.facet, series, x)) {
        let run: Vec<(f64, Ends)> = run.iter().map(|(x, ends)| (panel.x(*x), Ends::on(panel, *ends))).collect();
        let edge = |end: fn(&Ends) -> f64| -> Vec<(f64, f64)> {
            corners(&run.iter().map(|(x, ends)| (*x, end(ends))).collect::<Vec<_>>())
        };
        let (upper, lower) = (edge(|ends| ends.high), edge(|ends| ends.low));
        if run.len() > 1 {
            canvas.veil(&upper.into_iter().chain(lower.into_iter().rev()).collect::<Vec<_>>(), color, interval::VEIL);
            interval::arrows(canvas, &run, color);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_keeps_its_height_until_the_next_place() {
        assert_eq!(
            corners(&[(0.0, 1.0), (4.0, 0.5), (8.0, 0.5)]),
            [(0.0, 1.0), (4.0, 1.0), (4.0, 0.5), (8.0, 0.5), (8.0, 0.5)]
        );
    }

    #[test]
    fn only_even_times_make_steps() {
        let of = |xs: &[&str]| is_even(&xs.iter().map(|x| (*x).to_owned()).collect::<Vec<_>>());
        assert!(of(&["0", "4", "8"]) && of(&["2018-01", "2018-02"]) && of(&["7"]));
        assert!(!of(&["13", "26", "52"]));
    }
}
