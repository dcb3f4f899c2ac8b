//! Goal bars: what was reached as a bar, and what was to be reached as a stroke across it. Whether a goal is met is said in words
//! beside the bar, where the exhibit has the stat `met`, so that nothing hangs on a colour.

use super::canvas::Canvas;
use super::frame::{self, Scene, tick_labels};
use super::grid::{Grid, hides, unfit};
use super::lying::{Axis, Lying, Place, bar, written};
use super::model::Chart;
use super::palette::{INK, WHITE};
use crate::diagnostic::{Finding, Findings};
use crate::locale::say;
use crate::value::{Calculation, Disclosed, Stat, Value};

/// The stats that tell of a goal.
pub(crate) const TARGET: &str = "target";
const MET: &str = "met";

/// Goal bars.
pub(crate) struct Goals {
    /// The goal of each value.
    targets: Grid,
    /// Whether it is met, where that is told.
    met: Option<Grid>,
    /// Facet, series and x of the values whose goal is at most so much.
    ceilings: Vec<[String; 3]>,
}

impl Goals {
    /// The goals of the values that a chart shows.
    pub(crate) fn of(chart: &Chart, grid: &Grid, values: &Disclosed) -> Result<Self, Findings> {
        let of_stat = |name: &str| {
            let stat = Stat::from_name(name).filter(|stat| values.rows.iter().any(|row| row.key.stat == *stat))?;
            Some(Grid::of(&Chart { stat, ..chart.clone() }, values))
        };
        let Some(targets) = of_stat(TARGET) else {
            return Err(unfit("the exhibit has no goals to draw bars towards")
                .help("add `target` to its stats, and `at-least` or `at-most`, or draw `bars`")
                .into());
        };
        // The last number of whether a goal is met says whether it is to be reached from below.
        let is_ceiling = |row: &&Value| match row.calculation {
            Calculation::Statistic { of, inputs } => of.name == MET && inputs.numbers().get(2) == Some(&0.0),
            _ => false,
        };
        let ceilings = values.rows.iter().filter(is_ceiling);
        let ceilings = ceilings.map(|row| [&row.key.facet, &row.key.series, &row.key.x].map(String::clone)).collect();
        let goals = Self { targets: targets?, met: of_stat(MET).transpose()?, ceilings };
        if grid.hidden().0 > 0 {
            return Err(hides("a value is hidden, and whether its goal is met would tell of it").into());
        }
        Ok(goals)
    }

    /// The place of a cell of the scene in another grid, which may lack some of its labels.
    fn at(grid: &Grid, scene: &Scene<'_>, (facet, series, x): (usize, usize, usize)) -> Option<f64> {
        let place = |names: &[String], name: &String| names.iter().position(|known| known == name);
        let facet = place(&grid.facets, &scene.grid.facets[facet])?;
        let series = place(&grid.series, &scene.grid.series[series])?;
        grid.at(facet, series, place(&grid.xs, &scene.grid.xs[x])?)
    }

    /// What is said of a value's goal: `mål 60 %, nået`, and of one that is not to be passed `loft 500 kr., overskredet`.
    pub(crate) fn said(&self, scene: &Scene<'_>, cell: (usize, usize, usize)) -> Option<String> {
        let language = scene.chart.language;
        let target = scene.value(Self::at(&self.targets, scene, cell)?);
        let met = self.met.as_ref().and_then(|met| Self::at(met, scene, cell));
        let [facet, series, x] = [&scene.grid.facets[cell.0], &scene.grid.series[cell.1], &scene.grid.xs[cell.2]];
        let is_ceiling = self.ceilings.iter().any(|own| [&own[0], &own[1], &own[2]] == [facet, series, x]);
        Some(match met {
            Some(met) if is_ceiling && met > 0.5 => say!(language, "chart-ceiling-kept", target = target),
            Some(_) if is_ceiling => say!(language, "chart-ceiling-passed", target = target),
            Some(met) if met > 0.5 => say!(language, "chart-goal-met", target = target),
            Some(_) => say!(language, "chart-goal-missed", target = target),
            None => say!(language, "chart-goal", target = target),
        })
    }
}

impl Lying for Goals {
    fn axis(&self, scene: &Scene<'_>) -> Result<Axis, Finding> {
        let all = || scene.grid.values().chain(self.targets.values());
        if all().any(|value| value < 0.0) {
            return Err(unfit("a value is below zero, which goal bars cannot show").help("draw `dots` instead"));
        }
        let scale = frame::scale(scene, (0.0, all().fold(0.0, f64::max)), 5, true);
        let ticks = scale.ticks.iter().copied().zip(tick_labels(scene, &scale)).collect();
        Ok(Axis { low: 0.0, high: scale.high, logarithmic: false, ticks, base: Some(0.0) })
    }

    fn beside(&self, scene: &Scene<'_>, cell: (usize, usize, usize)) -> String {
        let value = written(scene, cell);
        match self.said(scene, cell) {
            Some(goal) => format!("{value} ({goal})"),
            None => value,
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, scene: &Scene<'_>, place: &Place<'_>) {
        for (at, (series, x)) in place.marks.iter().enumerate() {
            let own = Place { area: place.line(at), ..*place };
            if let Some(value) = scene.grid.at(place.facet, *series, *x) {
                bar(canvas, scene, &own, (*series, *x), (0.0, value));
            }
            if let Some(target) = Self::at(&self.targets, scene, (place.facet, *series, *x)) {
                let (to, middle) = (place.axis.x(target, &place.area), place.middle(at, false));
                let (top, bottom) = (middle - place.pitch / 2.0 - 1.5, middle + place.pitch / 2.0 + 1.5);
                canvas.line(&[(to, top), (to, bottom)], 3.2, WHITE);
                canvas.line(&[(to, top), (to, bottom)], 1.6, INK);
            }
        }
    }
}
