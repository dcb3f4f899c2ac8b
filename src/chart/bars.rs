//! Bars: lying columns, for few categories with long names. The numbers stand at the bars' ends, so no axis is needed.

use super::canvas::{Area, Canvas, Side, Type};
use super::certainty;
use super::format;
use super::frame::{self, Key, Legend, Scene, Sheet, number, quiet};
use super::grid::{Grid, unfit};
use super::interval;
use super::model::{Chart, Drawing, ValueLabels};
use super::palette::{GRID, INK, MUTED, RULE};
use super::scale::Scale;
use super::text::{self, BODY, SMALL, Weight};
use super::xlabel::XLabels;
use crate::diagnostic::{Finding, Findings};

/// The most lines a category's name may take.
const MOST_LINES: usize = 4;
/// Between a bar and its number.
const GAP: f64 = 4.0;
/// Between facets, and between a name and its bars.
const BETWEEN: f64 = 9.0;
/// The room of a facet's name above its bars.
const FACET: f64 = 15.0;
/// The highest that rows alone may make the figure, in points: it still stands on a page, with its title and note.
const HIGHEST: f64 = 620.0;
/// The room between rows, and between many rows.
const AIR: [f64; 2] = [7.0, 2.0];
/// The most facets side by side.
const SIDE_BY_SIDE: usize = 3;

/// A category: its name's lines and the bars it has, as series and place in the grid.
pub(crate) struct Row {
    pub(crate) lines: Vec<String>,
    pub(crate) bars: Vec<(usize, usize)>,
}

/// The categories: the places along the axis, or the series where there is but one place.
pub(crate) fn rows(scene: &Scene<'_>, room: f64) -> Result<Vec<Row>, Findings> {
    let grid = scene.grid;
    let wrap = |name: &str| text::wrap(scene.chart.language, name, BODY, Weight::Regular, room);
    let rows: Vec<Row> = if grid.xs.len() == 1 {
        (0..grid.series.len()).map(|at| Row { lines: wrap(scene.series(at)), bars: vec![(at, 0)] }).collect()
    } else {
        let names = XLabels::of(scene.chart, &grid.xs).long;
        let bars = |x| (0..grid.series.len()).map(|series| (series, x)).collect();
        names.iter().enumerate().map(|(x, name)| Row { lines: wrap(name), bars: bars(x) }).collect()
    };
    if rows.iter().any(|row| row.lines.len() > MOST_LINES) {
        return Err(unfit("the name of a category is too long for a chart")
            .help("give a shorter name in the chart's labels")
            .into());
    }
    Ok(rows)
}

/// The heights of the rows and of a block of them with `around`, of which `deep` stand under each other: with air between
/// them, or close where there are many.
fn heights(rows: &[Row], bar: f64, around: f64, (outside, deep): (f64, usize)) -> Result<(Vec<f64>, f64), Finding> {
    for air in AIR {
        let names = |row: &Row| text::height(row.lines.len(), BODY) + f64::min(air, 3.0);
        let heights: Vec<f64> = rows.iter().map(|row| (row.bars.len() as f64 * bar).max(names(row)) + air).collect();
        let block = around + heights.iter().sum::<f64>();
        if outside + block * deep as f64 <= HIGHEST {
            return Ok((heights, block));
        }
    }
    let bars: usize = rows.iter().map(|row| row.bars.len()).sum();
    Err(unfit(format!("{bars} bars under each other are more than a page has room for"))
        .help("join some of them, split the exhibit, or show it as a table"))
}

/// The chart.
pub(crate) fn draw(chart: &Chart, grid: &Grid, alt: String) -> Result<Drawing, Findings> {
    let scene = Scene::of(chart, grid);
    let width = frame::page_width(chart);
    let rows = rows(&scene, width * 0.38)?;
    let names = rows.iter().flat_map(|row| &row.lines).map(|line| text::width(line, BODY, Weight::Regular));
    let left = names.fold(0.0, f64::max) + BETWEEN;

    let (low, high) = grid.bounds().map_or((0.0, 0.0), |(low, high)| (low.min(0.0), high.max(0.0)));
    let labelled = chart.value_labels != ValueLabels::None;
    let scale = frame::scale(&scene, (low, high), 4, true);
    // Without an axis the longest bar may fill the room.
    let scale = if labelled && low < high { Scale { low, high, ..scale } } else { scale };
    let number_width = |sign: f64| {
        let numbers = grid.values().filter(|value| labelled && value * sign >= 0.0);
        numbers.map(|value| text::width(&scene.value(value), SMALL, Weight::SemiBold) + GAP).fold(0.0, f64::max)
    };
    let ticks = frame::tick_labels(&scene, &scale);
    let tick = ticks.iter().map(|label| text::width(label, SMALL, Weight::Regular)).fold(0.0, f64::max);
    // The numbers at the ends of bars, or half of the labels at the ends of the axis.
    let (before, after) = match (labelled, low < 0.0) {
        (true, true) => (number_width(-1.0), number_width(1.0).max(9.0)),
        (true, false) => (0.0, number_width(1.0).max(9.0)),
        (false, _) => (tick / 2.0, (tick / 2.0 + 1.0).max(9.0)),
    };

    let facets = grid.facets.len();
    let columns = facets.div_ceil(facets.div_ceil(SIDE_BY_SIDE));
    let room = width - left - BETWEEN * 2.0 * (columns - 1) as f64;
    let panel_width = room / columns as f64;
    if panel_width - before - after < 24.0 {
        return Err(unfit("there is no room for bars beside their names and numbers")
            .help("make the chart wider, or give shorter names")
            .into());
    }

    let title = format::y_title(chart);
    let mut title_lines =
        if title.is_empty() { Vec::new() } else { text::wrap(chart.language, &title, SMALL, Weight::Regular, width) };
    title_lines.extend(scene.key_to_hidden());
    let sure = interval::Key::of(&scene, interval::look(chart.kind));
    let key = certainty::Key::of(&scene);
    let heading = title_lines.len() + usize::from(key.is_some()) + usize::from(sure.is_some());
    let title_height = if heading == 0 { 0.0 } else { text::height(heading, SMALL) + 8.0 };
    let legend = if grid.xs.len() > 1 { Some(Legend::above(&scene, Key::Square, width)?) } else { None };
    let legend_height = legend.as_ref().map_or(0.0, Legend::height);
    let facet_height = if facets > 1 { FACET } else { 0.0 };
    let axis_height = if labelled { 2.0 } else { 16.0 };
    let bar = if rows.iter().all(|row| row.bars.len() == 1) { 12.5 } else { 10.0 };
    let deep = facets.div_ceil(columns);
    let outside = title_height + legend_height + 10.0 * (deep - 1) as f64;
    let (heights, block) = heights(&rows, bar, facet_height + axis_height, (outside, deep))?;
    let height = outside + block * deep as f64;
    // A chart asked to be higher gets air between its rows.
    let asked = chart.height_mm.map_or(0.0, frame::from_mm);
    let air = ((asked - height) / (deep * rows.len()) as f64).max(0.0);
    let (block, height) = (block + air * rows.len() as f64, height + air * (deep * rows.len()) as f64);
    let heights: Vec<_> = heights.into_iter().map(|height| height + air).collect();

    Ok(frame::document(&Sheet::of(chart), alt, width, height, |canvas| {
        if let Some(legend) = &legend {
            legend.draw(canvas, &scene, 0.0, 0.0);
        }
        let first = legend_height + text::cap(SMALL) + 1.0;
        canvas.lines(&title_lines, 0.0, first, quiet(Side::Start));
        let mut baseline = first + title_lines.len() as f64 * text::leading(SMALL);
        if let Some(key) = &sure {
            key.draw(canvas, &scene, 0.0, baseline);
            baseline += text::leading(SMALL);
        }
        if let Some(key) = &key {
            key.draw(canvas, 0.0, baseline);
        }
        for facet in 0..facets {
            let top = title_height + legend_height + (facet / columns) as f64 * (block + 10.0);
            let start = left + (facet % columns) as f64 * (panel_width + BETWEEN * 2.0);
            let area = Area {
                left: start + before,
                right: start + panel_width - after,
                top: top + facet_height,
                bottom: top + block - axis_height,
            };
            let key = &grid.facets[facet];
            if facets > 1 && !key.is_empty() {
                let look = Type { size: BODY, ..frame::strong(INK, Side::Start) };
                let name = text::fit(format::facet(chart, key), BODY, Weight::SemiBold, panel_width);
                canvas.text(&name, start, top + text::cap(BODY) + 1.0, look);
            }
            if !labelled {
                upright_grid(canvas, &scene, &scale, area);
            }
            let zero = scale.place(0.0, area.left, area.right);
            let mut y = area.top;
            for (row, height) in rows.iter().zip(&heights) {
                let middle = y + height / 2.0;
                if facet % columns == 0 {
                    let baseline = middle - text::height(row.lines.len(), BODY) / 2.0 + text::cap(BODY);
                    canvas.lines(&row.lines, left - BETWEEN, baseline, Type { side: Side::End, ..frame::name() });
                }
                for (at, (series, x)) in row.bars.iter().enumerate() {
                    let top = middle + (at as f64 - row.bars.len() as f64 / 2.0) * bar;
                    let place = Area { left: zero, right: zero, top: top + 0.5, bottom: top + bar - 0.5 };
                    draw_bar(canvas, &scene, (facet, *series, *x), labelled, &scale, (area, place));
                }
                y += height;
            }
            canvas.line(&[(zero, area.top), (zero, area.bottom)], 0.7, RULE);
        }
    }))
}

/// A bar and its number; a sign where there is no value, or none to be seen.
fn draw_bar(
    canvas: &mut Canvas<'_>,
    scene: &Scene<'_>,
    (facet, series, x): (usize, usize, usize),
    labelled: bool,
    scale: &Scale,
    (area, place): (Area, Area),
) {
    let baseline = f64::midpoint(place.top, place.bottom) + text::cap(SMALL) / 2.0;
    let Some(value) = scene.grid.at(facet, series, x) else {
        canvas.text(scene.grid.nothing(facet, series, x), place.right + GAP, baseline, number(MUTED, Side::Start));
        return;
    };
    let end = scale.place(value, area.left, area.right);
    let (left, right) = (place.left.min(end), place.right.max(end));
    let bar = Area { left, right, ..place };
    certainty::fill(canvas, bar, scene.tones[series].fill(), scene.look(facet, series, x));
    canvas.zone(scene.grid.place(facet, series, x), bar);
    let ends = scene.grid.interval(facet, series, x);
    let ends = ends.map(|(low, high)| [low, high].map(|end| scale.place(end, area.left, area.right)));
    if let Some([low, high]) = ends {
        interval::lying(canvas, f64::midpoint(bar.top, bar.bottom), (low, high), INK);
    }
    if labelled {
        let [low, high] = ends.unwrap_or([left, right]);
        let (x, side) =
            if value < 0.0 { (low.min(left) - GAP, Side::End) } else { (high.max(right) + GAP, Side::Start) };
        canvas.text(&scene.value(value), x, baseline, number(INK, side));
    }
}

/// The ticks as upright lines, for bars without numbers.
fn upright_grid(canvas: &mut Canvas<'_>, scene: &Scene<'_>, scale: &Scale, area: Area) {
    canvas.axis();
    for (tick, label) in scale.ticks.iter().zip(frame::tick_labels(scene, scale)) {
        let x = scale.place(*tick, area.left, area.right);
        canvas.line(&[(x, area.top), (x, area.bottom)], 0.5, GRID);
        let look = quiet(Side::Middle);
        let baseline = area.bottom + 6.0 + text::cap(SMALL);
        if canvas.is_free(&look.room(&label, x, baseline)) {
            canvas.tick(&label, (x, baseline), look, x);
        }
    }
}
