//! A flow as in CONSORT: from everyone, step by step, to those who are left, and to how many of them each analysis is of.
//!
//! The rows are the series (or the places along the axis of one series), from the top. Those in the chart's `sums` stand in boxes
//! under each other; what stands between two of them was left out on the way and stands beside it; what comes after the last of
//! them are the ends. That those left out and those left are as many as came is seen to here: a flow that loses somebody is a
//! finding. No box is larger for a greater number, so that a hidden one is not told by its size.

use super::canvas::{Area, Canvas, Side, Type};
use super::format;
use super::frame::{self, Scene, Sheet, number, quiet};
use super::grid::{Grid, unfit};
use super::model::{Chart, Drawing};
use super::palette::{INK, MUTED, Tone, lighten};
use super::text::{self, BODY, SMALL, Weight};
use super::xlabel::XLabels;
use crate::diagnostic::{Finding, Findings};
use crate::locale::say;
use crate::value::Stat;

/// The most ends beside each other.
const MOST_ENDS: usize = 6;
/// The most lines of a name.
const MOST_LINES: usize = 6;
/// How wide the boxes of those who are left are, of the whole.
const MAIN: f64 = 0.4;
/// Between the way down and the boxes beside it.
const ASIDE: f64 = 26.0;
/// Between boxes under each other where nobody is left out.
const DOWN: f64 = 20.0;
/// Above and below a box that stands beside the way.
const AIR: f64 = 9.0;
/// Between ends.
const BETWEEN: f64 = 12.0;
/// Within a box, from its edge to its words.
const PAD: (f64, f64) = (9.0, 7.0);
/// The bar at a box's edge.
const BAR: f64 = 2.6;
/// Between a number and what it counts; between two reasons.
const GAP: (f64, f64) = (7.0, 3.5);
/// An arrow's head: its length and half its height.
const HEAD: (f64, f64) = (4.6, 2.6);
/// The least room for words.
const LEAST: f64 = 48.0;
/// How far a sum may be from its steps, as a part of the greatest: what adding in another order can do.
const NEAR: f64 = 1e-9;

/// A row: its name, its value as it is written, and the value's place among those drawn.
struct Row<'a> {
    key: &'a str,
    name: String,
    value: Option<f64>,
    written: String,
    hidden: bool,
    place: Option<usize>,
}

/// Those who are left, and those who are left out before the next.
struct Stage<'a> {
    left: Row<'a>,
    out: Vec<Row<'a>>,
}

/// The way from the first to the last, and the ends.
struct Way<'a> {
    stages: Vec<Stage<'a>>,
    ends: Vec<Row<'a>>,
}

/// The rows parted into stages, or what makes them unfit.
fn way<'a>(scene: &Scene<'_>, chart: &'a Chart, grid: &'a Grid) -> Result<Way<'a>, Findings> {
    if grid.facets.len() > 1 || (grid.xs.len() > 1 && grid.series.len() > 1) {
        let finding = unfit("a flow is one way, and these values are of several");
        return Err(finding.help("let the steps be the series, and make an exhibit of each facet and place").into());
    }
    let along = grid.xs.len() > 1;
    let (keys, names) = if along {
        (&grid.xs, XLabels::of(chart, &grid.xs).long)
    } else {
        (&grid.series, grid.series.iter().map(|key| format::series(chart, key).to_owned()).collect())
    };
    let is_sum = |key: &String| chart.sums.contains(key);
    let Some(last) = keys.iter().rposition(is_sum).filter(|_| keys.first().is_some_and(is_sum)) else {
        let finding = unfit("a flow begins with all there are, and its first row is not one of the chart's `sums`");
        return Err(finding.help("name in `sums` the rows that say how many are left, from the first on").into());
    };
    let mut way = Way { stages: Vec::new(), ends: Vec::new() };
    for (at, (key, name)) in keys.iter().zip(names).enumerate() {
        let (series, x) = if along { (0, at) } else { (at, 0) };
        let value = grid.at(0, series, x);
        let written = value.map_or_else(|| grid.nothing(0, series, x).to_owned(), |value| scene.value(value));
        let (hidden, place) = (grid.is_hidden(0, series, x), grid.place(0, series, x));
        let row = Row { key, name, value, written, hidden, place };
        if is_sum(key) {
            way.stages.push(Stage { left: row, out: Vec::new() });
        } else if at > last {
            way.ends.push(row);
        } else if let Some(stage) = way.stages.last_mut() {
            stage.out.push(row);
        }
    }
    let mut findings = Findings::new();
    for finding in lost(&way, scene) {
        findings.push(finding);
    }
    if way.ends.len() > MOST_ENDS {
        let message = format!("{} ends of a flow are more than stand beside each other", way.ends.len());
        findings.push(unfit(message).help(format!("let it have at most {MOST_ENDS}")));
    }
    if findings.is_empty() { Ok(way) } else { Err(findings) }
}

/// Where those left out and those left are not as many as came, or where an end is of more than there are left.
fn lost(way: &Way<'_>, scene: &Scene<'_>) -> Vec<Finding> {
    let greatest = way.stages.iter().filter_map(|stage| stage.left.value).fold(1.0, f64::max);
    let near = |one: f64, other: f64| (one - other).abs() <= NEAR * greatest;
    let mut findings = Vec::new();
    for pair in way.stages.windows(2) {
        let [from, to] = pair else { continue };
        let out: Option<f64> = from.out.iter().map(|row| row.value).sum();
        let (Some(came), Some(out), Some(left)) = (from.left.value, out, to.left.value) else { continue };
        if !near(came - out, left) {
            let message = format!(
                "the flow loses somebody: of the {} in `{}` {} are left out, and `{}` is {}",
                scene.value(came),
                from.left.key,
                scene.value(out),
                to.left.key,
                scene.value(left)
            );
            findings
                .push(unfit(message).help("let the rows between two `sums` be all that were left out between them"));
        }
    }
    let last = way.stages.last().map(|stage| &stage.left);
    for end in &way.ends {
        let Some((last, left, value)) = last.and_then(|last| Some((last, last.value?, end.value?))) else { continue };
        if value > left && !near(value, left) {
            let (value, left) = (scene.value(value), scene.value(left));
            let message = format!("the flow ends in `{}` with {value}, of {left} in `{}`", end.key, last.key);
            findings.push(unfit(message).help("what comes after the last of `sums` is of those who are left there"));
        }
    }
    findings
}

/// A box with its lines of words, and the number in it.
struct Boxed<'r> {
    area: Area,
    lines: Vec<String>,
    row: &'r Row<'r>,
}

/// A box of those left out: what all their names begin with, and each of them from its first baseline.
struct Aside<'r> {
    area: Area,
    head: Option<String>,
    /// Where the reasons begin, behind the numbers.
    words: f64,
    reasons: Vec<(f64, Vec<String>, &'r Row<'r>)>,
}

/// Where everything stands.
struct Layout<'r> {
    left: Vec<Boxed<'r>>,
    out: Vec<Option<Aside<'r>>>,
    ends: Vec<Boxed<'r>>,
    height: f64,
}

/// The chart.
pub(crate) fn draw(chart: &Chart, grid: &Grid) -> Result<Drawing, Findings> {
    let scene = Scene::of(chart, grid);
    let way = way(&scene, chart, grid)?;
    let key = scene.key_to_hidden();
    let top = if key.is_some() { text::height(1, SMALL) + 8.0 } else { 0.0 };
    let layout = layout(chart, &way, frame::page_width(chart), top)?;
    Ok(frame::document(&Sheet::of(chart), alt(chart, &way), frame::page_width(chart), layout.height, |canvas| {
        if let Some(key) = &key {
            canvas.text(key, 0.0, text::cap(SMALL) + 1.0, quiet(Side::Start));
        }
        for (at, main) in layout.left.iter().enumerate() {
            draw_box(canvas, main, Tone::Deep, chart.stat);
            let middle = f64::midpoint(main.area.left, main.area.right);
            if let Some(next) = layout.left.get(at + 1) {
                arrow(canvas, &[(middle, main.area.bottom), (middle, next.area.top - 1.5)]);
            }
            if let Some(Some(aside)) = layout.out.get(at) {
                let high = f64::midpoint(aside.area.top, aside.area.bottom);
                arrow(canvas, &[(middle, high), (aside.area.left - 1.5, high)]);
                draw_aside(canvas, aside);
            }
        }
        for end in &layout.ends {
            draw_box(canvas, end, Tone::Teal, chart.stat);
        }
        if let Some(last) = layout.left.last() {
            branch(canvas, last.area, &layout.ends);
        }
    }))
}

/// What stands before a number in a box.
fn marked(row: &Row<'_>, stat: Stat) -> String {
    if stat.is_count() { format!("N = {}", row.written) } else { row.written.clone() }
}

fn layout<'r>(chart: &Chart, way: &'r Way<'r>, width: f64, top: f64) -> Result<Layout<'r>, Findings> {
    let Chart { stat, language, .. } = *chart;
    let mut findings = Findings::new();
    let mut wrap = |words: &str, size: f64, room: f64| {
        let lines = text::wrap(language, words, size, Weight::Regular, room.max(1.0));
        if room < LEAST || lines.len() > MOST_LINES {
            let finding = unfit(format!("there is no room in the flow for «{words}»"));
            findings.push(finding.help("give a shorter name in the exhibit's `names`, or make the chart wider"));
        }
        lines
    };
    let main = width * MAIN;
    let beside = (main + ASIDE, width);
    let mut y = top;
    let mut layout = Layout { left: Vec::new(), out: Vec::new(), ends: Vec::new(), height: 0.0 };
    let tall = |lines: usize| text::height(lines + 1, BODY) + 2.0 * PAD.1;
    for (at, stage) in way.stages.iter().enumerate() {
        let lines = wrap(&stage.left.name, BODY, main - 2.0 * PAD.0 - BAR);
        let area = Area { left: 0.0, right: main, top: y, bottom: y + tall(lines.len()) };
        layout.left.push(Boxed { area, lines, row: &stage.left });
        y = area.bottom;
        let last = at + 1 == way.stages.len();
        if stage.out.is_empty() {
            layout.out.push(None);
            y += if last { 0.0 } else { DOWN };
            continue;
        }
        let wide = |row: &Row<'_>| text::width(&row.written, SMALL, Weight::SemiBold);
        let numbers = stage.out.iter().map(wide).fold(0.0, f64::max);
        let words = beside.0 + BAR + PAD.0 + numbers + GAP.0;
        let shared = shared(&stage.out);
        let first = y + AIR + PAD.1 + text::cap(SMALL);
        let mut baseline = first + if shared.is_some() { text::leading(SMALL) + GAP.1 } else { 0.0 };
        let mut reasons = Vec::new();
        for row in &stage.out {
            let name = shared.map_or(row.name.as_str(), |shared| row.name[shared.len()..].trim_start());
            let lines = wrap(name, SMALL, beside.1 - PAD.0 - words);
            let down = lines.len() as f64 * text::leading(SMALL) + GAP.1;
            reasons.push((baseline, lines, row));
            baseline += down;
        }
        let bottom = baseline - text::leading(SMALL) - GAP.1 + PAD.1;
        let area = Area { left: beside.0, right: beside.1, top: y + AIR, bottom };
        let head = shared.map(|shared| shared.trim_end_matches(':').to_owned());
        layout.out.push(Some(Aside { area, head, words, reasons }));
        y = bottom + AIR;
    }
    if !way.ends.is_empty() {
        y += 2.0 * DOWN;
        let count = way.ends.len() as f64;
        let wide = (width - BETWEEN * (count - 1.0)) / count;
        // A single end stands under the others.
        let wide = if way.ends.len() == 1 { main } else { wide };
        let lines: Vec<_> = way.ends.iter().map(|end| wrap(&end.name, BODY, wide - 2.0 * PAD.0 - BAR)).collect();
        let high = tall(lines.iter().map(Vec::len).max().unwrap_or(1));
        for (at, (row, lines)) in way.ends.iter().zip(lines).enumerate() {
            let left = at as f64 * (wide + BETWEEN);
            let area = Area { left, right: left + wide, top: y, bottom: y + high };
            layout.ends.push(Boxed { area, lines, row });
        }
        y += high;
    }
    let written = |boxed: &Boxed<'_>| {
        let room = boxed.area.width() - 2.0 * PAD.0 - BAR;
        text::width(&marked(boxed.row, stat), BODY, Weight::SemiBold) <= room
    };
    if findings.is_empty() && !layout.left.iter().chain(&layout.ends).all(written) {
        let finding = unfit("there is no room in the flow for its numbers");
        findings.push(finding.help("give the values in thousands or millions, or make the chart wider"));
    }
    layout.height = y + 1.0;
    if findings.is_empty() { Ok(layout) } else { Err(findings) }
}

/// What all names begin with, up to a colon: it is said once.
fn shared<'n>(rows: &'n [Row<'_>]) -> Option<&'n str> {
    let first = rows.first()?;
    let shared = &first.name[..=first.name.find(": ")?];
    rows.iter().all(|row| row.name.strip_prefix(shared).is_some_and(|rest| !rest.trim().is_empty())).then_some(shared)
}

fn frame_of(canvas: &mut Canvas<'_>, area: Area, tone: Tone) {
    canvas.fill(area, lighten(tone.stroke(), 0.9));
    canvas.fill(Area { right: area.left + BAR, ..area }, tone.stroke());
}

fn draw_box(canvas: &mut Canvas<'_>, boxed: &Boxed<'_>, tone: Tone, stat: Stat) {
    let Boxed { area, lines, row } = boxed;
    frame_of(canvas, *area, tone);
    canvas.zone(row.place, *area);
    let left = area.left + BAR + PAD.0;
    let baseline = area.top + PAD.1 + text::cap(BODY);
    canvas.lines(lines, left, baseline, frame::name());
    let under = baseline + lines.len() as f64 * text::leading(BODY);
    canvas.text(&marked(row, stat), left, under, Type { size: BODY, ..number(INK, Side::Start) });
}

fn draw_aside(canvas: &mut Canvas<'_>, aside: &Aside<'_>) {
    frame_of(canvas, aside.area, Tone::Silver);
    if let Some(head) = &aside.head {
        let baseline = aside.area.top + PAD.1 + text::cap(SMALL);
        canvas.text(head, aside.area.left + BAR + PAD.0, baseline, frame::strong(MUTED, Side::Start));
    }
    for (baseline, lines, row) in &aside.reasons {
        let bottom = baseline + (lines.len() - 1) as f64 * text::leading(SMALL) + 2.0;
        canvas.zone(row.place, Area { top: baseline - text::cap(SMALL) - 1.0, bottom, ..aside.area });
        canvas.text(&row.written, aside.words - GAP.0, *baseline, number(INK, Side::End));
        canvas.lines(lines, aside.words, *baseline, Type { size: SMALL, ..frame::name() });
    }
}

/// A broken line of upright and level stretches with a head at its end.
fn arrow(canvas: &mut Canvas<'_>, path: &[(f64, f64)]) {
    let [.., before, tip] = path else { return };
    let (dx, dy) = ((tip.0 - before.0).signum(), (tip.1 - before.1).signum());
    let upright = (tip.0 - before.0).abs() < (tip.1 - before.1).abs();
    let (neck, half) = if upright {
        ((tip.0, tip.1 - dy * HEAD.0), (HEAD.1, 0.0))
    } else {
        ((tip.0 - dx * HEAD.0, tip.1), (0.0, HEAD.1))
    };
    let mut line = path.to_vec();
    line.pop();
    line.push(neck);
    canvas.line(&line, 0.9, MUTED);
    canvas.polygon(&[*tip, (neck.0 - half.0, neck.1 - half.1), (neck.0 + half.0, neck.1 + half.1)], MUTED);
}

/// From the last of those who are left to every end.
fn branch(canvas: &mut Canvas<'_>, from: Area, ends: &[Boxed<'_>]) {
    let start = f64::midpoint(from.left, from.right);
    for end in ends {
        let (to, high) = (f64::midpoint(end.area.left, end.area.right), f64::midpoint(from.bottom, end.area.top));
        let tip = (to, end.area.top - 1.5);
        if (to - start).abs() < 0.01 {
            arrow(canvas, &[(start, from.bottom), tip]);
        } else {
            arrow(canvas, &[(start, from.bottom), (start, high), (to, high), tip]);
        }
    }
}

/// The way in words.
pub(crate) fn alt_text(chart: &Chart, grid: &Grid) -> Result<String, Findings> {
    Ok(alt(chart, &way(&Scene::of(chart, grid), chart, grid)?))
}

fn alt(chart: &Chart, way: &Way<'_>) -> String {
    let language = chart.language;
    let amount = |row: &Row<'_>| match row.value {
        _ if row.hidden => say!(language, "chart-flow-hidden"),
        None => say!(language, "chart-flow-nothing"),
        // One of something is left without, as the unit is a plural.
        Some(_) if chart.unit.is_empty() || row.written == "1" => row.written.clone(),
        Some(_) => format!("{} {}", row.written, chart.unit),
    };
    let said = |rows: &[Row<'_>], from: usize| {
        let each: Vec<String> =
            rows.iter().map(|row| format!("{} {}", row.name[from..].trim_start(), amount(row))).collect();
        each.join("; ")
    };
    let mut sentences: Vec<String> = format::opening(&chart.title).into_iter().collect();
    sentences.push(say!(language, "chart-flow-opening"));
    for Stage { left, out } in &way.stages {
        sentences.push(format::ended(format!("{}: {}", left.name, amount(left))));
        if !out.is_empty() {
            sentences.push(format::ended(match shared(out) {
                Some(shared) => format!("{shared} {}", said(out, shared.len())),
                None => say!(language, "chart-flow-left-out", rows = said(out, 0)),
            }));
        }
    }
    if !way.ends.is_empty() {
        sentences.push(format::ended(say!(language, "chart-flow-ends", rows = said(&way.ends, 0))));
    }
    format::heard(language, &sentences.join(" "))
}
