//! Columns and a line: two measures in one figure, each in a panel of its own over one shared axis.
//!
//! Not two axes on one panel: there the place where the line meets the columns, and which of them seems to rise more, is
//! made by the choice of the two scales and says nothing of the values, yet it is what a reader sees first; and a number
//! must be led to one of two axes by its colour alone. In two panels the times still stand under each other, but no height
//! in one can be read against a height in the other. Both axes start at zero, each panel is titled with its measure in its
//! colour, and the numbers stand at their marks. The line's panel is the shallow one above, so that the columns keep the
//! height that lengths need to be compared.
//!
//! Input: a chart whose `line` names one of its series. The columns are those of `grouped`, the line is one of `lines`.

use super::canvas::{Area, Canvas, Side, Type};
use super::format;
use super::frame::{self, End, Key, Legend, Scene, quiet, strong};
use super::grid::{Grid, unfit};
use super::grouped::Grouped;
use super::interval::Look;
use super::lines::Lines;
use super::model::{Chart, ChartKind, Drawing};
use super::palette::{Rgb, Tone};
use super::scale::Scale;
use super::text::{self, SMALL, Weight};
use super::upright::{self, Marks, Naming, Panel};
use crate::diagnostic::{Finding, Findings};

/// The height of the line's panel, and the same in small multiples.
const SHALLOW: (f64, f64) = (58.0, 40.0);
/// The part of the usual height that is left to the columns.
const COLUMNS: f64 = 0.74;
/// Between the line's panel and the title of the columns.
const BETWEEN: f64 = 15.0;
/// Under a title.
const UNDER_TITLE: f64 = 8.0;
/// Above the line: room for its numbers.
const NUMBERS: f64 = 10.0;

/// The chart of one of the measures, with its part of the values.
pub(crate) struct Measure {
    pub(crate) chart: Chart,
    pub(crate) grid: Grid,
}

/// The two measures, the columns first: each a chart as it would be without the other.
pub(crate) fn measures(chart: &Chart, grid: &Grid) -> [Measure; 2] {
    let is_line = |series: &str| chart.line.as_deref() == Some(series);
    let columns = Chart { kind: ChartKind::GroupedColumns, line: None, ..chart.clone() };
    let line = Chart {
        kind: ChartKind::Lines,
        unit: chart.line_unit.clone(),
        format: chart.line_format,
        y_title: None,
        line: None,
        zero: true,
        ..chart.clone()
    };
    [
        Measure { chart: columns, grid: grid.only(|series| !is_line(series)) },
        Measure { chart: line, grid: grid.only(is_line) },
    ]
}

/// What of its series makes a chart unfit for this kind.
pub(crate) fn check(chart: &Chart, grid: &Grid) -> Vec<Finding> {
    let help = "name the series that is drawn as the line in the chart's `line`";
    match (chart.kind, &chart.line) {
        (ChartKind::ColumnsAndLine, None) => vec![unfit("the chart does not say which series is the line").help(help)],
        (ChartKind::ColumnsAndLine, Some(line)) if grid.series.iter().all(|series| series == line) => {
            vec![unfit("the chart has no series besides its line").help("draw it as `lines`")]
        }
        (ChartKind::ColumnsAndLine, _) | (_, None) => Vec::new(),
        (kind, Some(_)) => vec![
            unfit(format!("a chart of the kind `{}` has no line of its own", kind.name()))
                .help("draw the chart as `columns-and-line`, or leave `line` out"),
        ],
    }
}

/// The chart.
pub(crate) fn draw(chart: &Chart, grid: &Grid, alt: String) -> Result<Drawing, Findings> {
    let [columns, line] = measures(chart, grid);
    let mut scene = Scene::of(&line.chart, &line.grid);
    if let (Some(tone), Some(series)) = (scene.tones.first_mut(), line.grid.series.first()) {
        *tone = chart.tones.get(series).copied().unwrap_or(Tone::Accent);
    }
    let scale = frame::scale(&scene, Lines::inside().domain(&scene), 2, true);
    let below = Scene::of(&columns.chart, &columns.grid);
    let width = frame::page_width(chart);
    let both = ColumnsAndLine {
        titles: [title(&scene, width), title(&below, width)],
        legend: Legend::above(&below, Key::Square, width)?,
        ticks: frame::tick_labels(&scene, &scale),
        scale,
        scene,
    };
    // The titles stand in the panels.
    let untitled = Chart { y_title: Some(String::new()), ..columns.chart.clone() };
    upright::draw(&untitled, &columns.grid, &both, alt)
}

/// A panel's title, in the colour of its one series.
struct Title {
    lines: Vec<String>,
    look: Type,
}

impl Title {
    fn height(&self) -> f64 {
        if self.lines.is_empty() { 0.0 } else { text::height(self.lines.len(), SMALL) + UNDER_TITLE }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, top: f64) {
        canvas.lines(&self.lines, 0.0, top + text::cap(SMALL), self.look);
    }
}

/// The measure's name and unit where it is one series, else what its series have in common.
fn title(scene: &Scene<'_>, width: f64) -> Title {
    let unit = scene.chart.y_title.clone().unwrap_or_else(|| scene.chart.unit.clone());
    let (words, look) = match scene.grid.series.as_slice() {
        [_] if !scene.series(0).is_empty() => {
            let name = scene.series(0);
            let known = unit.is_empty() || name.to_lowercase() == unit.to_lowercase();
            let words = if known { name.to_owned() } else { format!("{name}, {unit}") };
            (words, colored(scene.number_color(0)))
        }
        [_] => (format::y_title(scene.chart), colored(scene.number_color(0))),
        _ => (format::y_title(scene.chart), quiet(Side::Start)),
    };
    let lines =
        if words.is_empty() { Vec::new() } else { text::wrap(scene.chart.language, &words, SMALL, look.weight, width) };
    Title { lines, look }
}

fn colored(color: Rgb) -> Type {
    strong(color, Side::Start)
}

/// Columns with the line's panel on top of theirs.
struct ColumnsAndLine<'a> {
    /// The line's part.
    scene: Scene<'a>,
    scale: Scale,
    ticks: Vec<String>,
    /// The line's title and the columns'.
    titles: [Title; 2],
    /// The columns' names, where they are several.
    legend: Legend,
}

impl ColumnsAndLine<'_> {
    /// The height of the line's panel.
    fn shallow(&self) -> f64 {
        if self.scene.grid.facets.len() > 1 { SHALLOW.1 } else { SHALLOW.0 }
    }

    /// The line's panel above a panel of columns.
    fn line_area(&self, panel: &Panel<'_>) -> Area {
        let top = panel.attic_top() + self.titles[0].height() + NUMBERS;
        Area { top, bottom: top + self.shallow(), ..panel.area }
    }
}

impl Marks for ColumnsAndLine<'_> {
    fn domain(&self, scene: &Scene<'_>) -> (f64, f64) {
        Grouped.domain(scene)
    }

    fn naming(&self) -> Naming {
        Naming::Inside
    }

    fn inset(&self, scene: &Scene<'_>, width: f64) -> Option<f64> {
        Grouped.inset(scene, width)
    }

    fn height(&self, usual: f64) -> f64 {
        usual * COLUMNS
    }

    fn headroom(&self, scene: &Scene<'_>) -> f64 {
        Grouped.headroom(scene)
    }

    fn footroom(&self, scene: &Scene<'_>) -> f64 {
        Grouped.footroom(scene)
    }

    fn attic(&self, _scene: &Scene<'_>) -> f64 {
        let titles: f64 = self.titles.iter().map(Title::height).sum();
        titles + NUMBERS + self.shallow() + BETWEEN + self.legend.height()
    }

    fn tick_width(&self) -> f64 {
        self.ticks.iter().map(|label| text::width(label, SMALL, Weight::Regular)).fold(0.0, f64::max)
    }

    fn behind(&self, canvas: &mut Canvas<'_>, _scene: &Scene<'_>, panel: &Panel<'_>) {
        let area = self.line_area(panel);
        frame::horizontal_grid(canvas, area, &self.scale, panel.first.then_some(&self.ticks[..]));
        frame::base_line(canvas, area, &self.scale);
        Lines::inside().behind(canvas, &self.scene, &panel.over(area, &self.scale));
    }

    fn interval(&self) -> Option<Look> {
        Some(if self.scene.grid.has_intervals() { Look::Band } else { Look::Bar })
    }

    fn draw(&self, canvas: &mut Canvas<'_>, scene: &Scene<'_>, panel: &Panel<'_>) -> Vec<End> {
        let top = panel.attic_top();
        let [title, below] = &self.titles;
        let area = self.line_area(panel);
        let under = area.bottom + BETWEEN;
        if panel.first {
            title.draw(canvas, top);
            below.draw(canvas, under);
            self.legend.draw(canvas, scene, 0.0, under + below.height());
        }
        Lines::inside().draw(canvas, &self.scene, &panel.over(area, &self.scale));
        Grouped.draw(canvas, scene, panel)
    }
}
