//! A heat table: a cell for each series and place, the darker the greater its value, with the number in it. From one state to
//! another it is a transition matrix. Rows and columns in the chart's `sums` are totals, which have no shade. Facets stand under each other in one range of shades.

use super::canvas::{Area, Canvas, Side, Type};
use super::format;
use super::frame::{self, Scene, Sheet, number, quiet};
use super::grid::{Grid, unfit};
use super::heading::Heading;
use super::model::{Chart, Drawing};
use super::palette::{GRID, INK, MUTED, Rgb, Tone, WHITE, contrast, lighten};
use super::text::{self, BODY, SMALL, Weight};
use super::xlabel::XLabels;
use crate::diagnostic::Findings;

/// The most lines of a name.
const MOST_LINES: usize = 4;
/// The height of a cell, and the least room beside its number.
const CELL: (f64, f64) = (17.0, 5.0);
/// Between names and cells.
const BETWEEN: f64 = 8.0;
/// The room of a facet's name, and what is under a panel.
const FACET: f64 = 15.0;
const UNDER: f64 = 8.0;
/// How light the lightest shade is.
const LIGHTEST: f64 = 0.92;

/// The chart.
pub(crate) fn draw(chart: &Chart, grid: &Grid, alt: String) -> Result<Drawing, Findings> {
    let scene = Scene::of(chart, grid);
    let width = frame::page_width(chart);
    let wrap = |name: &str, room: f64| text::wrap(chart.language, name, BODY, Weight::Regular, room);
    let names: Vec<Vec<String>> =
        (0..grid.series.len()).map(|series| wrap(scene.series(series), width * 0.34)).collect();
    let left =
        names.iter().flatten().map(|line| text::width(line, BODY, Weight::Regular)).fold(0.0, f64::max) + BETWEEN;
    let cell = (width - left) / grid.xs.len() as f64;
    let heads: Vec<Vec<String>> = XLabels::of(chart, &grid.xs)
        .long
        .iter()
        .map(|name| text::wrap(chart.language, name, SMALL, Weight::Regular, (cell - 3.0).max(1.0)))
        .collect();
    let too_wide = |lines: &Vec<String>, room: f64, size: f64| {
        lines.len() > MOST_LINES || lines.iter().any(|line| text::width(line, size, Weight::Regular) > room)
    };
    if names.iter().any(|lines| too_wide(lines, width * 0.34, BODY))
        || heads.iter().any(|lines| too_wide(lines, cell, SMALL))
    {
        return Err(unfit("the name of a row or a column is too long for a heat table")
            .help("give it a shorter name in the exhibit's `names`, or show the exhibit as a table")
            .into());
    }
    let widest =
        grid.values().map(|value| text::width(&scene.value(value), SMALL, Weight::SemiBold)).fold(0.0, f64::max);
    if widest + CELL.1 > cell {
        return Err(unfit("the numbers have no room in the cells of a heat table")
            .help("show fewer columns, write the values with fewer decimals, or show the exhibit as a table")
            .into());
    }
    let is_total =
        |series: usize, x: usize| chart.sums.iter().any(|sum| *sum == grid.series[series] || *sum == grid.xs[x]);
    let mut cells: Vec<f64> = Vec::new();
    for facet in 0..grid.facets.len() {
        for series in 0..grid.series.len() {
            cells
                .extend((0..grid.xs.len()).filter(|x| !is_total(series, *x)).filter_map(|x| grid.at(facet, series, x)));
        }
    }
    let (low, high) =
        cells.into_iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), value| (l.min(value), h.max(value)));
    let shade = |value: f64, total: bool| -> Rgb {
        if total {
            return WHITE;
        }
        let part = if high > low { (value - low) / (high - low) } else { 0.5 };
        lighten(Tone::Deep.fill(), LIGHTEST * (1.0 - part))
    };
    let heading = Heading::of(&scene, None, width);
    let head = heads.iter().map(Vec::len).max().unwrap_or(0);
    let head_height = if head == 0 { 0.0 } else { text::height(head, SMALL) + 5.0 };
    let facets = grid.facets.len();
    let named = if facets > 1 { FACET } else { 0.0 };
    let heights: Vec<f64> = names.iter().map(|lines| CELL.0.max(text::height(lines.len(), BODY) + 5.0)).collect();
    let block = named + head_height + heights.iter().sum::<f64>();
    let height = heading.height() + block * facets as f64 + UNDER * (facets - 1) as f64 + 1.0;
    let asked = chart.height_mm.map_or(0.0, frame::from_mm);
    let air = ((asked - height) / (facets * names.len()) as f64).max(0.0);
    let full = height + air * (facets * names.len()) as f64;
    Ok(frame::document(&Sheet::of(chart), alt, width, full, |canvas| {
        heading.draw(canvas, &scene, 0.0);
        let mut y = heading.height();
        for facet in 0..facets {
            if named > 0.0 {
                let name = text::fit(format::facet(chart, &grid.facets[facet]), BODY, Weight::SemiBold, width);
                canvas.text(
                    &name,
                    0.0,
                    y + text::cap(BODY) + 1.0,
                    Type { size: BODY, ..frame::strong(INK, Side::Start) },
                );
                y += named;
            }
            for (x, lines) in heads.iter().enumerate() {
                let first = y + head_height - 5.0 - text::height(lines.len(), SMALL) + text::cap(SMALL);
                canvas.lines(lines, left + (x as f64 + 0.5) * cell, first, quiet(Side::Middle));
            }
            y += head_height;
            for (series, lines) in names.iter().enumerate() {
                let tall = heights[series] + air;
                let first = y + tall / 2.0 - text::height(lines.len(), BODY) / 2.0 + text::cap(BODY);
                canvas.lines(lines, left - BETWEEN, first, Type { side: Side::End, ..frame::name() });
                for x in 0..grid.xs.len() {
                    let start = left + x as f64 * cell;
                    let area =
                        Area { left: start + 0.5, right: start + cell - 0.5, top: y + 0.5, bottom: y + tall - 0.5 };
                    one(canvas, &scene, (facet, series, x), area, |value| shade(value, is_total(series, x)));
                }
                y += tall;
            }
            y += UNDER;
        }
    }))
}

/// A cell and its number.
fn one(
    canvas: &mut Canvas<'_>,
    scene: &Scene<'_>,
    (facet, series, x): (usize, usize, usize),
    area: Area,
    shade: impl Fn(f64) -> Rgb,
) {
    let (middle, baseline) =
        (f64::midpoint(area.left, area.right), f64::midpoint(area.top, area.bottom) + text::cap(SMALL) / 2.0);
    let Some(value) = scene.grid.at(facet, series, x) else {
        canvas.line(&[(area.left, area.bottom), (area.right, area.bottom)], 0.5, GRID);
        canvas.text(scene.grid.nothing(facet, series, x), middle, baseline, number(MUTED, Side::Middle));
        return;
    };
    let ground = shade(value);
    canvas.fill(area, ground);
    if ground == WHITE {
        canvas.line(&[(area.left, area.bottom), (area.right, area.bottom)], 0.5, GRID);
    }
    canvas.zone(scene.grid.place(facet, series, x), area);
    let color = if contrast(ground, WHITE) >= contrast(ground, INK) { WHITE } else { INK };
    canvas.text(&scene.value(value), middle, baseline, number(color, Side::Middle));
}
