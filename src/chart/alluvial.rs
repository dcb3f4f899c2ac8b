//! Ribbons from where everybody was to where everybody is: the series are the left side, the places along the axis the right one,
//! and each ribbon is as thick as its value. Labels in the chart's `sums` are totals, and are written at their sides.

use super::accounted::Says;
use super::canvas::{Area, Canvas, Side, Type};
use super::format;
use super::frame::{self, Scene, Sheet, number};
use super::grid::{Grid, unfit};
use super::heading::Heading;
use super::model::{Chart, Drawing, ValueLabels};
use super::palette::{INK, lighten};
use super::text::{self, BODY, SMALL, Weight};
use super::xlabel::XLabels;
use crate::diagnostic::Findings;

/// The height of what flows, without the air between the labels.
const FLOW: f64 = 190.0;
/// Between two labels of a side.
const AIR: f64 = 5.0;
/// The width of the bar at the end of ribbons.
const BAR: f64 = 8.0;
/// Between a bar and its name.
const GAP: f64 = 5.0;
/// The room of a facet's name, and what is under a panel.
const FACET: f64 = 15.0;
const UNDER: f64 = 10.0;
/// The least width of the ribbons.
const LEAST: f64 = 90.0;
/// How much of its colour a ribbon has lost.
const LIGHT: f64 = 0.55;
/// So many straight pieces make a curve.
const PIECES: usize = 24;
/// The most lines of a name.
const MOST_LINES: usize = 3;

/// A label of a side: its place in the grid, its name with the number where a total is known, and how much flows there.
struct Node {
    at: usize,
    lines: Vec<String>,
    flow: f64,
}

/// The labels of a side that are no totals.
fn kept(chart: &Chart, names: &[String]) -> Vec<usize> {
    (0..names.len()).filter(|at| !chart.sums.contains(&names[*at])).collect()
}

/// The chart.
pub(crate) fn draw(chart: &Chart, grid: &Grid, alt: String) -> Result<Drawing, Findings> {
    let scene = Scene::of(chart, grid);
    let width = frame::page_width(chart);
    let (from, to) = (kept(chart, &grid.series), kept(chart, &grid.xs));
    if from.len() < 2 || to.len() < 2 {
        return Err(unfit("ribbons lead from several labels to several others")
            .help("let the series say where everybody was, and x where everybody is")
            .into());
    }
    if grid.values().any(|value| value < 0.0) {
        return Err(unfit("a value is below zero, which no ribbon can show").help("draw a `heat` table").into());
    }
    let words = XLabels::of(chart, &grid.xs).long;
    let room = width * 0.24;
    let sides = |facet: usize| -> [Vec<Node>; 2] {
        let flow = |series: usize, x: usize| grid.at(facet, series, x).unwrap_or(0.0);
        let total = |found: Option<f64>, name: &str| match found.filter(|_| chart.value_labels != ValueLabels::None) {
            Some(value) => format!("{name} {}", scene.value(value)),
            None => name.to_owned(),
        };
        let sum_x = grid.xs.iter().position(|x| chart.sums.contains(x));
        let sum_series = grid.series.iter().position(|series| chart.sums.contains(series));
        let wrap = |name: &str| text::wrap(chart.language, name, BODY, Weight::Regular, room);
        let left = from.iter().map(|at| Node {
            at: *at,
            lines: wrap(&total(sum_x.and_then(|x| grid.at(facet, *at, x)), scene.series(*at))),
            flow: to.iter().map(|x| flow(*at, *x)).sum(),
        });
        let right = to.iter().map(|at| Node {
            at: *at,
            lines: wrap(&total(sum_series.and_then(|series| grid.at(facet, series, *at)), &words[*at])),
            flow: from.iter().map(|series| flow(*series, *at)).sum(),
        });
        [left.collect(), right.collect()]
    };
    let panels: Vec<[Vec<Node>; 2]> = (0..grid.facets.len()).map(sides).collect();
    let lines = |side: usize| panels.iter().flat_map(move |panel| &panel[side]).flat_map(|node| &node.lines);
    let wide = |side: usize| lines(side).map(|line| text::width(line, BODY, Weight::Regular)).fold(0.0, f64::max);
    let (left, right) = (wide(0) + GAP, wide(1) + GAP);
    let deep = panels.iter().flatten().flatten().any(|node| node.lines.len() > MOST_LINES);
    if deep || width - left - right - 2.0 * BAR < LEAST {
        return Err(unfit("there is no room for ribbons between their names")
            .help("make the chart wider, or give shorter names in the exhibit's `names`")
            .into());
    }
    let heading = Heading::of(&scene, None, width);
    let facets = grid.facets.len();
    let named = if facets > 1 { FACET } else { 0.0 };
    let usual = if facets > 1 { FLOW * 0.75 } else { FLOW };
    let most = from.len().max(to.len()) as f64;
    let outside = heading.height() + (named + UNDER) * facets as f64;
    let asked = chart.height_mm.map_or(0.0, frame::from_mm);
    let high = ((asked - outside) / facets as f64).max(usual + AIR * (most - 1.0));
    let greatest = panels.iter().map(|panel| panel[0].iter().map(|node| node.flow).sum::<f64>()).fold(0.0, f64::max);
    let scale = if greatest > 0.0 { (high - AIR * (most - 1.0)) / greatest } else { 0.0 };
    Ok(frame::document(&Sheet::of(chart), alt, width, outside + high * facets as f64, |canvas| {
        heading.draw(canvas, &scene, 0.0);
        let mut y = heading.height();
        for (facet, sides) in panels.iter().enumerate() {
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
            let area = Area { left, right: width - right, top: y, bottom: y + high };
            panel(canvas, &scene, facet, sides, area, scale);
            y += high + UNDER;
        }
    }))
}

/// The upper edges of a side's labels: around the panel's middle, with air between them.
fn tops(nodes: &[Node], area: Area, scale: f64) -> Vec<f64> {
    let all: f64 = nodes.iter().map(|node| node.flow * scale).sum::<f64>() + AIR * (nodes.len() - 1) as f64;
    let mut y = area.top + (area.height() - all) / 2.0;
    nodes
        .iter()
        .map(|node| {
            let top = y;
            y += node.flow * scale + AIR;
            top
        })
        .collect()
}

/// One panel: ribbons, the bars they lead between, and the names.
fn panel(canvas: &mut Canvas<'_>, scene: &Scene<'_>, facet: usize, sides: &[Vec<Node>; 2], area: Area, scale: f64) {
    let [from, to] = sides;
    let (left, right) = (tops(from, area, scale), tops(to, area, scale));
    let mut arrived = right.clone();
    for (node, top) in from.iter().zip(&left) {
        let mut leaves = *top;
        let color = scene.tones[node.at].fill();
        for (other, arrives) in to.iter().zip(&mut arrived) {
            let Some(value) = scene.grid.at(facet, node.at, other.at) else { continue };
            let thick = value * scale;
            let start = (area.left + BAR, leaves);
            if thick > 0.0 {
                ribbon(canvas, start, (area.right - BAR, *arrives), thick, lighten(color, LIGHT));
                let end = (start.0 + 22.0).min(area.right - BAR);
                let zone = Area { left: area.left, right: end, top: leaves, bottom: leaves + thick };
                canvas.zone(scene.grid.place(facet, node.at, other.at), zone);
            }
            if thick >= text::cap(SMALL) + 2.0 && scene.chart.value_labels != ValueLabels::None {
                let baseline = leaves + thick / 2.0 + text::cap(SMALL) / 2.0;
                canvas.text(&scene.value(value), start.0 + 3.0, baseline, number(INK, Side::Start));
            }
            leaves += thick;
            *arrives += thick;
        }
        let bar = Area { left: area.left, right: area.left + BAR, top: *top, bottom: top + node.flow * scale };
        canvas.fill(bar, color);
        name(canvas, node, (area.left - GAP, f64::midpoint(bar.top, bar.bottom)), Side::End);
    }
    for (node, top) in to.iter().zip(&right) {
        let bar = Area { left: area.right - BAR, right: area.right, top: *top, bottom: top + node.flow * scale };
        canvas.fill(bar, INK);
        name(canvas, node, (area.right + GAP, f64::midpoint(bar.top, bar.bottom)), Side::Start);
    }
}

/// The name of a label beside its bar, where no other stands.
fn name(canvas: &mut Canvas<'_>, node: &Node, (x, middle): (f64, f64), side: Side) {
    let look = Type { side, says: Says::Both, ..frame::name() };
    let high = text::height(node.lines.len(), BODY);
    let mut first = middle - high / 2.0 + text::cap(BODY);
    // Labels where hardly anybody is lie so close that their names must make way.
    while node.lines.iter().any(|line| !canvas.is_free(&look.room(line, x, first))) {
        first += 1.0;
    }
    canvas.lines(&node.lines, x, first, look);
}

/// A band that leaves and arrives level.
fn ribbon(canvas: &mut Canvas<'_>, from: (f64, f64), to: (f64, f64), thick: f64, color: super::palette::Rgb) {
    let edge = |at: usize| {
        let part = at as f64 / PIECES as f64;
        let eased = part * part * (3.0 - 2.0 * part);
        (from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * eased)
    };
    let upper = (0..=PIECES).map(edge);
    let lower = (0..=PIECES).rev().map(edge).map(|(x, y)| (x, y + thick));
    canvas.polygon(&upper.chain(lower).collect::<Vec<_>>(), color);
}
