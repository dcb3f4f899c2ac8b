//! Lines: how series run along the axis. A place without a value breaks the line.

use super::canvas::{Area, Canvas, Side, Type};
use super::frame::{End, Key, Scene, name, number};
use super::grid::HIDDEN;
use super::interval::{self, Look};
use super::markers;
use super::model::ValueLabels;
use super::palette::MUTED;
use super::reached;
use super::text::{self, BODY, Weight};
use super::upright::{Marks, Naming, Panel};
use crate::value::Nature;

/// Up to so many places every point gets its marker.
const FEW_PLACES: usize = 12;
/// Up to so many points in a panel all get their numbers.
const FEW_NUMBERS: usize = 12;
/// A marker's size.
const MARKER: f64 = 2.5;
/// Points nearer than this lie on each other.
const TOGETHER: f64 = 1.6;
/// Values whose heights differ by more than this are not the same: their numbers stand in their order.
const SAME: f64 = 0.05;

/// How much of the axis a turn stands out from the ends of its line.
const TURN: f64 = 0.08;

/// Over the axis: the sign for what is hidden.
const OVER: f64 = 2.0;

/// Lines.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Lines {
    /// Whether the last number stands at its point as the others do, and not with the series' name.
    last_inside: bool,
}

impl Lines {
    /// Lines whose names and numbers do not stand beside them.
    pub(crate) fn inside() -> Self {
        Self { last_inside: true }
    }
}

/// A series' points, none where there is no value.
type Points = Vec<Option<(f64, f64)>>;

impl Marks for Lines {
    fn domain(&self, scene: &Scene<'_>) -> (f64, f64) {
        scene.grid.reach(scene.chart).unwrap_or((0.0, 0.0))
    }

    fn naming(&self) -> Naming {
        Naming::Beside(Key::Marker)
    }

    fn inset(&self, _scene: &Scene<'_>, _width: f64) -> Option<f64> {
        Some(4.0)
    }

    fn base_in_front(&self) -> bool {
        false
    }

    fn free_of_zero(&self) -> bool {
        true
    }

    fn headroom(&self, scene: &Scene<'_>) -> f64 {
        if scene.chart.value_labels == ValueLabels::None { 0.0 } else { 12.0 }
    }

    fn footroom(&self, scene: &Scene<'_>) -> f64 {
        if scene.grid.reach(scene.chart).is_some_and(|(low, _)| low < 0.0) { self.headroom(scene) + 3.0 } else { 0.0 }
    }

    fn end_value_width(&self, scene: &Scene<'_>) -> f64 {
        if scene.chart.value_labels == ValueLabels::None {
            return 0.0;
        }
        let facets = 0..scene.grid.facets.len();
        let all = facets.flat_map(|facet| (0..scene.grid.series.len()).map(move |series| (facet, series)));
        let last = |(facet, series)| scene.grid.at(facet, series, scene.grid.last(facet, series)?);
        all.map(|at| last(at).map_or_else(|| nothing(scene, at.0, at.1).to_owned(), |value| scene.value(value)))
            .map(|label| text::width(&label, BODY, Weight::SemiBold))
            .fold(0.0, f64::max)
    }

    fn behind(&self, canvas: &mut Canvas<'_>, scene: &Scene<'_>, panel: &Panel<'_>) {
        for series in (0..scene.grid.series.len()).rev() {
            interval::band(canvas, scene, panel, series);
        }
    }

    fn interval(&self) -> Option<Look> {
        Some(Look::Band)
    }

    fn draw(&self, canvas: &mut Canvas<'_>, scene: &Scene<'_>, panel: &Panel<'_>) -> Vec<End> {
        let count = scene.grid.series.len();
        let lines = lines_of(scene, panel, panel.facet);
        let run_together = run_together(scene, panel);
        // The first series is drawn last, on top of the others.
        for series in (0..count).rev() {
            draw_line(canvas, scene, panel.facet, &lines, series);
        }
        for series in (0..count).rev() {
            draw_markers(canvas, scene, panel, &lines, (series, run_together[series]));
            for (x, point) in lines[series].iter().enumerate() {
                let Some(point) = *point else { continue };
                canvas.zone(scene.grid.place(panel.facet, series, x), markers::room(point, MARKER + 1.5));
            }
        }
        hidden(canvas, scene, panel);
        reached::draw(canvas, scene, panel, &lines);
        numbers(canvas, scene, panel, &lines, self.last_inside);
        if self.last_inside {
            return Vec::new();
        }
        let mut ends = Vec::new();
        for series in 0..count {
            let labelled = scene.chart.value_labels != ValueLabels::None;
            let Some(x) = scene.grid.last(panel.facet, series) else {
                let value = labelled.then(|| nothing(scene, panel.facet, series).to_owned());
                ends.push(End { series, at: (panel.area.right, panel.area.bottom), value, seen: false });
                continue;
            };
            let at = lines[series][x].unwrap_or((panel.x(x), panel.area.bottom));
            let value = scene.grid.at(panel.facet, series, x).filter(|_| labelled).map(|value| scene.value(value));
            let early = x + 1 < scene.grid.xs.len();
            if !(early && named_at_its_end(canvas, scene, panel, &lines, (series, at, value.as_deref()))) {
                ends.push(End { series, at: (at.0 + MARKER, at.1), value, seen: true });
            }
        }
        ends
    }
}

/// The points of all series of a facet, as they would stand in this panel: the scale is common.
fn lines_of(scene: &Scene<'_>, panel: &Panel<'_>, facet: usize) -> Vec<Points> {
    let points = |series| {
        let row = scene.grid.row(facet, series).iter().enumerate();
        row.map(|(x, value)| value.map(|value| (panel.x(x), panel.y(value)))).collect()
    };
    (0..scene.grid.series.len()).map(points).collect()
}

/// For each series whether it runs together with another in any of the panels: it then has its markers in all of them, so that
/// a reader knows it by the same look everywhere.
fn run_together(scene: &Scene<'_>, panel: &Panel<'_>) -> Vec<bool> {
    let all: Vec<Vec<Points>> = (0..scene.grid.facets.len()).map(|facet| lines_of(scene, panel, facet)).collect();
    let count = scene.grid.series.len();
    let together = |series: usize| {
        let others = || (0..count).filter(|other| *other != series);
        all.iter().any(|lines| (0..lines[series].len()).any(|at| shared(lines, series, at, others())))
    };
    (0..count).map(together).collect()
}

/// What stands for a series without any value that is seen.
fn nothing(scene: &Scene<'_>, facet: usize, series: usize) -> &'static str {
    let hidden = (0..scene.grid.xs.len()).find(|x| scene.grid.is_hidden(facet, series, *x));
    scene.grid.nothing(facet, series, hidden.unwrap_or(0))
}

/// A sign at the axis under each place where a line is broken because its value is hidden: at the same height everywhere, and
/// where places stand closer than signs can, under as many as there is room for.
fn hidden(canvas: &mut Canvas<'_>, scene: &Scene<'_>, panel: &Panel<'_>) {
    for x in 0..scene.grid.xs.len() {
        if (0..scene.grid.series.len()).any(|series| scene.grid.is_hidden(panel.facet, series, x)) {
            let (look, baseline) = (number(MUTED, Side::Middle), panel.area.bottom - OVER);
            if canvas.is_free(&look.room(HIDDEN, panel.x(x), baseline)) {
                canvas.text(HIDDEN, panel.x(x), baseline, look);
            }
        }
    }
}

/// The places of the least and the greatest value of a line, where they stand out from both its ends by a part of
/// the axis: the turns that a reader would ask the value of.
fn turns(scene: &Scene<'_>, panel: &Panel<'_>, series: usize) -> Vec<usize> {
    let row = scene.grid.row(panel.facet, series);
    let known: Vec<(usize, f64)> = row.iter().enumerate().filter_map(|(x, value)| Some((x, (*value)?))).collect();
    let (Some(first), Some(last)) = (known.first(), known.last()) else { return Vec::new() };
    if scene.chart.value_labels != ValueLabels::Auto {
        return Vec::new();
    }
    let apart = TURN * (panel.scale.high - panel.scale.low);
    let least = known.iter().min_by(|a, b| a.1.total_cmp(&b.1)).filter(|low| low.1 < first.1.min(last.1) - apart);
    let most = known.iter().min_by(|a, b| b.1.total_cmp(&a.1)).filter(|high| high.1 > first.1.max(last.1) + apart);
    least.into_iter().chain(most).map(|(x, _)| *x).collect()
}

/// Whether two points lie on each other.
fn together(a: (f64, f64), b: (f64, f64)) -> bool {
    (a.0 - b.0).abs() < TOGETHER && (a.1 - b.1).abs() < TOGETHER
}

/// The neighbouring points of a line that are joined.
fn stretches(points: &Points) -> impl Iterator<Item = (usize, (f64, f64), (f64, f64))> + '_ {
    points.windows(2).enumerate().filter_map(|(at, pair)| Some((at, pair[0]?, pair[1]?)))
}

/// Whether the stretch from `at` of a line is hidden by, or hides, the same stretch of another line.
fn shared(lines: &[Points], series: usize, at: usize, others: impl Iterator<Item = usize>) -> bool {
    let (Some(Some(from)), Some(Some(to))) = (lines[series].get(at), lines[series].get(at + 1)) else { return false };
    others.into_iter().any(|other| {
        matches!((lines[other][at], lines[other][at + 1]), (Some(a), Some(b)) if together(*from, a) && together(*to, b))
    })
}

/// A line in unbroken runs; where it lies on one already drawn it is broken into dashes, so that both are seen, and so is
/// it where it leads to what is not observed.
fn draw_line(canvas: &mut Canvas<'_>, scene: &Scene<'_>, facet: usize, lines: &[Points], series: usize) {
    let wide = if lines.len() > 4 { 1.5 } else { 1.9 };
    let color = scene.tones[series].stroke();
    let mut run: Vec<(f64, f64)> = Vec::new();
    let mut run_is_broken = false;
    let mut flush = |run: &mut Vec<(f64, f64)>, dashed: bool| {
        match (run.len() > 1, dashed) {
            (true, true) => canvas.dashes(run, wide, color),
            (true, false) => canvas.line(run, wide, color),
            _ => {}
        }
        run.clear();
    };
    let mut last = None;
    for (at, from, to) in stretches(&lines[series]) {
        let unseen = scene.look(facet, series, at + 1) != Nature::Observed;
        let is_broken = unseen || shared(lines, series, at, series + 1..lines.len());
        if last != Some(at) || is_broken != run_is_broken {
            flush(&mut run, run_is_broken);
            run.push(from);
        }
        run.push(to);
        run_is_broken = is_broken;
        last = Some(at + 1);
    }
    flush(&mut run, run_is_broken);
}

/// The markers of a line: all where there are few or where it runs together with others, else those at its ends and alone.
fn draw_markers(
    canvas: &mut Canvas<'_>,
    scene: &Scene<'_>,
    panel: &Panel<'_>,
    lines: &[Points],
    (series, runs_together): (usize, bool),
) {
    let points = &lines[series];
    let every = points.len() <= FEW_PLACES || runs_together;
    let (first, last) = (points.iter().position(Option::is_some), points.iter().rposition(Option::is_some));
    let turns = turns(scene, panel, series);
    for (at, point) in points.iter().enumerate() {
        let Some(point) = *point else { continue };
        let joined = |near: Option<usize>| near.is_some_and(|near| points.get(near).is_some_and(Option::is_some));
        let alone = !joined(at.checked_sub(1)) && !joined(Some(at + 1));
        if every || alone || Some(at) == first || Some(at) == last || turns.contains(&at) {
            // What lies under others is drawn larger, so that its rim is seen.
            let above = lines[..series].iter().filter(|line| line[at].is_some_and(|other| together(point, other)));
            let size = MARKER * (1.0 + 0.55 * above.count() as f64).min(2.6);
            let look = scene.look(panel.facet, series, at);
            markers::draw_as(canvas, series, point, size, scene.tones[series].stroke(), look);
        }
    }
}

/// The numbers at points: the first of each series and its turns, or all; left out where they would stand on something.
fn numbers(canvas: &mut Canvas<'_>, scene: &Scene<'_>, panel: &Panel<'_>, lines: &[Points], last_inside: bool) {
    let all = match scene.chart.value_labels {
        ValueLabels::None => return,
        ValueLabels::All => true,
        ValueLabels::Auto => lines.len() * scene.grid.xs.len() <= FEW_NUMBERS,
        ValueLabels::Ends => false,
    };
    let mut written: Vec<((f64, f64), String)> = Vec::new();
    for series in 0..lines.len() {
        let Some(first) = scene.grid.first(panel.facet, series) else { continue };
        let last = scene.grid.last(panel.facet, series).unwrap_or(first);
        let turns = turns(scene, panel, series);
        for x in first..=last {
            if !all && x != first && x != last && !turns.contains(&x) {
                continue;
            }
            // The last number stands with the name, if there is one.
            let (Some(point), Some(value)) = (lines[series][x], scene.grid.at(panel.facet, series, x)) else {
                continue;
            };
            let label = scene.value(value);
            let said = written.iter().any(|(at, text)| together(*at, point) && *text == label);
            if (x == last && !last_inside) || said {
                continue;
            }
            let look = number(scene.number_color(series), Side::Middle);
            if let Some((at, baseline, side)) = free_place(canvas, panel, lines, point, &label, look) {
                let look = Type { side, ..look };
                // Paper would cut a hole in a band.
                if scene.grid.has_intervals() {
                    canvas.text(&label, at, baseline, look);
                } else {
                    canvas.text_on_paper(&label, at, baseline, look);
                }
                written.push((point, label));
            }
        }
    }
}

/// A place for a short text above or below a point, where neither text nor line is.
fn free_place(
    canvas: &Canvas<'_>,
    panel: &Panel<'_>,
    lines: &[Points],
    (x, y): (f64, f64),
    label: &str,
    look: Type,
) -> Option<(f64, f64, Side)> {
    let (above, below) = (y - MARKER - 3.4, y + MARKER + 3.4 + text::cap(look.size));
    // A number between two points that are near each other would be read as that of the wrong one.
    let near = |way: f64| {
        let others = lines.iter().flatten().flatten().filter(|other| (other.0 - x).abs() < TOGETHER);
        let mut apart = others.map(|other| (other.1 - y) * way);
        apart.any(|apart| apart > SAME && apart < text::cap(look.size) + 2.0 * (MARKER + 3.4))
    };
    let (over, under) = (near(-1.0), near(1.0));
    let places = [
        (x, above, Side::Middle),
        (x, below, Side::Middle),
        (x - MARKER, above, Side::Start),
        (x - MARKER, below, Side::Start),
        (x + MARKER, above, Side::End),
        (x + MARKER, below, Side::End),
        (x, above - 4.0, Side::Middle),
        (x, below + 4.0, Side::Middle),
        // Beside an upright line through the point: above a peak, below a valley.
        (x + MARKER + 1.6, above, Side::Start),
        (x - MARKER - 1.6, above, Side::End),
        (x + MARKER + 1.6, below, Side::Start),
        (x - MARKER - 1.6, below, Side::End),
    ];
    let free_from = |least: f64| {
        places.into_iter().find(|(at, baseline, side)| {
            if if *baseline < y { over } else { under } {
                return false;
            }
            let room = Type { side: *side, ..look }.room(label, *at, *baseline);
            let high_enough =
                room.top > panel.area.top - 11.0 && room.bottom < panel.area.bottom + panel.footroom - 1.0;
            let zero = panel.y(0.0);
            let on_zero = room.top < zero && zero < room.bottom;
            let over = if panel.named { 3.0 } else { 0.0 };
            let inside = high_enough && !on_zero && room.left > least && room.right < panel.area.right + over;
            inside && canvas.is_free(&room) && !touches_a_line(lines, &room)
        })
    };
    // Left of the panel the number of a first point would be read as one of the axis' own: only where there is no other room.
    free_from(panel.area.left).or_else(|| free_from(0.0))
}

fn touches_a_line(lines: &[Points], room: &Area) -> bool {
    let freed = Area { left: room.left - 0.5, right: room.right + 0.5, top: room.top - 1.0, bottom: room.bottom + 0.4 };
    let point = |at: (f64, f64)| freed.is_crossed_by((at.0 - MARKER, at.1), (at.0 + MARKER, at.1));
    lines.iter().any(|line| {
        stretches(line).any(|(_, from, to)| freed.is_crossed_by(from, to)) || line.iter().flatten().any(|at| point(*at))
    })
}

/// Names a series that ends before the others at its own end, where that is free.
fn named_at_its_end(
    canvas: &mut Canvas<'_>,
    scene: &Scene<'_>,
    panel: &Panel<'_>,
    lines: &[Points],
    (series, at, value): (usize, (f64, f64), Option<&str>),
) -> bool {
    if !panel.named {
        return false;
    }
    let title = if lines.len() > 1 { scene.series(series) } else { "" };
    let bold = Type { size: BODY, ..number(scene.number_color(series), Side::Start) };
    let value = value.unwrap_or("");
    let value_width = if value.is_empty() { 0.0 } else { text::width(value, BODY, Weight::SemiBold) + 4.0 };
    let wide = value_width + text::width(title, BODY, Weight::Regular);
    let baselines = [at.1 - MARKER - 4.0, at.1 + MARKER + 4.0 + text::cap(BODY), at.1 - MARKER - 12.0];
    let lefts = [at.0 - wide / 2.0, at.0 - wide + MARKER, at.0 - MARKER];
    let over_and_under = lefts.into_iter().flat_map(|left| baselines.map(|baseline| (left, baseline)));
    // Where something stands at the end, as a reference line does, there is room behind it: the line itself goes no further.
    let behind = (at.0 + MARKER + 4.0, at.1 + text::cap(BODY) / 2.0);
    for (left, baseline) in over_and_under.chain([behind]) {
        let room = Area { right: left + wide, ..bold.room(value, left, baseline) };
        let inside = room.left >= panel.area.left
            && room.right <= panel.area.right
            && room.top > panel.area.top - 11.0
            && room.bottom < panel.area.bottom - 1.0;
        if inside && canvas.is_free(&room) && !touches_a_line(lines, &room) {
            canvas.text(value, left, baseline, bold);
            canvas.text(title, left + value_width, baseline, name());
            return true;
        }
    }
    false
}
