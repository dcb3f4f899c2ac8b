//! Where along the axis a line reaches what is asked of it, such as the time at which a balance comes to zero: a ring on
//! the line, and its words beside it. Behind the axis there is no ring: the words stand at the line's end and an arrow points onwards.

use super::accounted::Says;
use super::canvas::{Area, Canvas, Side, Type};
use super::frame::{Scene, number};
use super::grid::unfit;
use super::model::{Chart, ChartKind};
use super::palette::WHITE;
use super::text::{self, SMALL};
use super::upright::Panel;
use crate::diagnostic::Finding;

/// A place along the axis that a series reaches.
#[derive(Debug, Clone, PartialEq)]
pub struct Reached {
    /// The facet's key.
    pub facet: String,
    /// The series' key.
    pub series: String,
    /// The place: 0 is the first along the axis, and between two places there are fractions.
    pub place: f64,
    /// What is said of it.
    pub words: String,
}

/// The ring's radius.
const RING: f64 = 3.4;
/// Says that the place lies behind the last one of the axis.
const ONWARDS: &str = "\u{a0}→";
/// How far such words reach over the edge of the panel, towards the place they speak of.
const OVER: f64 = 2.0;

/// What makes a chart unfit to show such places.
pub(crate) fn check(chart: &Chart) -> Option<Finding> {
    let fits = chart.reached.is_empty() || matches!(chart.kind, ChartKind::Lines | ChartKind::ColumnsAndLine);
    (!fits).then(|| {
        unfit(format!("a chart of the kind `{}` has no line on which a place could be marked", chart.kind.name()))
            .help("draw the chart as `lines`, or leave the mark out")
    })
}

/// Draws the marks of a panel on its lines, which have a point at every place that has a value.
pub(crate) fn draw(canvas: &mut Canvas<'_>, scene: &Scene<'_>, panel: &Panel<'_>, lines: &[Vec<Option<(f64, f64)>>]) {
    let facet = &scene.grid.facets[panel.facet];
    for reached in scene.chart.reached.iter().filter(|reached| reached.facet == *facet) {
        let Some(series) = scene.grid.series.iter().position(|key| *key == reached.series) else { continue };
        let Some((point, on_line)) = point(&lines[series], reached.place) else { continue };
        let color = scene.number_color(series);
        if on_line {
            canvas.disc(point, RING, scene.tones[series].stroke());
            canvas.disc(point, RING - 1.4, WHITE);
        }
        let look = Type { says: Says::Both, ..number(color, Side::Start) };
        let words = if on_line { reached.words.clone() } else { format!("{}{ONWARDS}", reached.words) };
        let (x, baseline, side) = place(canvas, panel, lines, (point, on_line), &words, look);
        canvas.text_on_paper(&words, x, baseline, Type { side, ..look });
    }
}

/// Where on the line a place is; behind its end, its last point.
fn point(line: &[Option<(f64, f64)>], place: f64) -> Option<((f64, f64), bool)> {
    let before = place.floor().max(0.0) as usize;
    let from = line.get(before).copied().flatten();
    let part = place - before as f64;
    if let Some(from) = from {
        let to = line.get(before + 1).copied().flatten();
        match to {
            Some(to) => return Some(((from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part), true)),
            None if part <= 0.0 => return Some((from, true)),
            None => {}
        }
    }
    line.iter().rev().find_map(|point| *point).map(|point| (point, false))
}

/// A place for the words where they stand on nothing, the nearest first; where there is none, the first.
fn place(
    canvas: &Canvas<'_>,
    panel: &Panel<'_>,
    lines: &[Vec<Option<(f64, f64)>>],
    ((x, y), on_line): ((f64, f64), bool),
    words: &str,
    look: Type,
) -> (f64, f64, Side) {
    let cap = text::cap(SMALL);
    let beside = [(x + RING + 3.0, Side::Start), (x - RING - 3.0, Side::End)];
    // The arrow's tip stands at the panel's edge.
    let beside = if on_line { beside } else { [(panel.area.right + OVER, Side::End); 2] };
    let over = if on_line { 0.0 } else { OVER + 0.1 };
    let away = [cap + 5.0, -5.0, cap + 12.0, -12.0, cap + 21.0, -21.0, cap + 32.0, -32.0];
    let mut places = away.iter().flat_map(|by| beside.map(|(at, side)| (at, y + by, side)));
    let free = places.clone().find(|(at, baseline, side)| {
        let room = Type { side: *side, ..look }.room(words, *at, *baseline);
        let inside = room.left > panel.area.left
            && room.right < panel.area.right + over
            && room.top > panel.area.top
            && room.bottom < panel.area.bottom + panel.footroom;
        let zero = panel.y(0.0);
        let crossed = lines.iter().any(|line| {
            line.windows(2).any(|pair| matches!((pair[0], pair[1]), (Some(a), Some(b)) if room.is_crossed_by(a, b)))
        });
        inside && !crossed && !(room.top < zero && zero < room.bottom) && canvas.is_free(&padded(room))
    });
    free.or_else(|| places.next()).unwrap_or((x, y, Side::Start))
}

fn padded(room: Area) -> Area {
    Area { left: room.left - 1.0, right: room.right + 1.0, ..room }
}
