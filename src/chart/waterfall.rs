//! A waterfall: how a sum comes together, step by step, from what adds to it and what takes from it.
//!
//! Each step is a lying bar that begins where the one above it ended; a sum is a bar from zero. The rows are the places along
//! the axis, or the series where there is but one place, in their order. A sum that is not what the steps come to is a finding:
//! the figure would show a hole.

use super::canvas::{Area, Canvas, Side, Type};
use super::certainty;
use super::format;
use super::frame::{self, Scene, Sheet, number, quiet};
use super::grid::{Grid, unfit};
use super::model::{Chart, Drawing};
use super::palette::{INK, MUTED, RULE, Tone};
use super::scale::Scale;
use super::text::{self, BODY, SMALL, Weight};
use super::xlabel::XLabels;
use crate::diagnostic::{Finding, Findings, did_you_mean};
use crate::locale::{Language, MINUS, say};
use crate::value::Nature;

/// The most rows.
const MOST_ROWS: usize = 20;
/// The most lines a row's name may take.
const MOST_LINES: usize = 4;
/// Between a bar and its number.
const GAP: f64 = 4.0;
/// Between a name and the bars.
const BETWEEN: f64 = 9.0;
/// The height of a bar, and what is between rows at least.
const BAR: (f64, f64) = (12.5, 7.0);
/// The room of the title, and of the names of the colours.
const LINE: (f64, f64) = (14.0, 19.0);
/// The least room for bars.
const LEAST: f64 = 60.0;
/// The side of a square in the legend.
const SWATCH: f64 = 6.4;
/// How far a sum may be from its steps, as a part of the greatest of them: what adding in another order can do.
const NEAR: f64 = 1e-9;

/// What a row does, with the message that names it and its tone in the legend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Up,
    Down,
    Sum,
}

impl Way {
    const ALL: [(Self, &'static str); 3] =
        [(Self::Up, "chart-waterfall-up"), (Self::Down, "chart-waterfall-down"), (Self::Sum, "chart-waterfall-sum")];

    fn tone(self) -> Tone {
        match self {
            Self::Up => Tone::Teal,
            Self::Down => Tone::Accent,
            Self::Sum => Tone::Deep,
        }
    }
}

/// A row: a step or a sum.
struct Row {
    name: String,
    value: Option<f64>,
    /// The value's place among those drawn.
    place: Option<usize>,
    /// As what its bar is drawn.
    look: Nature,
    sum: bool,
    /// Where its bar begins and ends.
    from: f64,
    to: f64,
}

impl Row {
    fn way(&self) -> Way {
        match (self.sum, self.to < self.from) {
            (true, _) => Way::Sum,
            (false, true) => Way::Down,
            (false, false) => Way::Up,
        }
    }

    /// The row's number as it is written: a step with its sign.
    fn written(&self, scene: &Scene<'_>) -> String {
        let Some(value) = self.value else { return "–".to_owned() };
        let text = scene.value(value);
        if self.sum || value <= 0.0 { text } else { format!("+{text}") }
    }
}

/// The rows with their places, or what makes them unfit.
fn rows(scene: &Scene<'_>) -> Result<Vec<Row>, Findings> {
    let Scene { chart, grid, .. } = *scene;
    if grid.facets.len() > 1 || (grid.xs.len() > 1 && grid.series.len() > 1) {
        let finding = unfit("a waterfall is one sum, and these values are of several");
        return Err(finding.help("let the steps be the series, or the places along the axis of one series").into());
    }
    let keys = if grid.xs.len() > 1 { &grid.xs } else { &grid.series };
    let mut findings = Findings::new();
    if keys.len() > MOST_ROWS {
        findings
            .push(unfit(format!("{} steps are more than a reader can follow", keys.len())).help("join some of them"));
    }
    for sum in chart.sums.iter().filter(|sum| !keys.contains(sum)) {
        let finding = unfit(format!("the waterfall's sum `{sum}` is none of its rows"));
        findings.push(match did_you_mean(sum, keys.iter().map(String::as_str)) {
            Some(likely) => finding.help(format!("did you mean `{likely}`?")),
            None => finding,
        });
    }
    let names: Vec<String> = if grid.xs.len() > 1 {
        XLabels::of(chart, &grid.xs).long
    } else {
        grid.series.iter().map(|key| format::series(chart, key).to_owned()).collect()
    };
    let (mut rows, mut so_far, mut whole, mut greatest) = (Vec::new(), 0.0_f64, true, 0.0_f64);
    for (at, (key, name)) in keys.iter().zip(names).enumerate() {
        let (series, x) = if grid.xs.len() > 1 { (0, at) } else { (at, 0) };
        let (value, place) = (grid.at(0, series, x), grid.place(0, series, x));
        let sum = chart.sums.contains(key);
        greatest = value.map_or(greatest, |value| greatest.max(value.abs()));
        let (from, to) = match (sum, value) {
            (true, Some(value)) => {
                if whole && (value - so_far).abs() > NEAR * greatest.max(1.0) {
                    findings.push(hole(chart, grid, key, (value, so_far)));
                }
                whole = true;
                (0.0, value)
            }
            (true, None) => (0.0, so_far),
            (false, Some(value)) => (so_far, so_far + value),
            (false, None) => (so_far, so_far),
        };
        // What a step without a value would have added is not known, so that no sum behind it can be held to it.
        whole &= value.is_some();
        so_far = to;
        let look = scene.look(0, series, x);
        rows.push(Row { name, value, place, look, sum, from, to });
    }
    if findings.is_empty() { Ok(rows) } else { Err(findings) }
}

fn hole(chart: &Chart, grid: &Grid, key: &str, (sum, steps): (f64, f64)) -> Finding {
    let said = |value: f64| format::value(chart.language, format::of_values(chart, grid), value);
    unfit(format!("the sum `{key}` is {}, but the steps before it come to {}", said(sum), said(steps)))
        .help("let the steps be all that the sum is made of, in a row for the rest if need be")
}

/// The chart.
pub(crate) fn draw(chart: &Chart, grid: &Grid) -> Result<Drawing, Findings> {
    let scene = Scene::of(chart, grid);
    let rows = rows(&scene)?;
    let width = frame::page_width(chart);
    let names: Vec<Vec<String>> =
        rows.iter().map(|row| text::wrap(chart.language, &row.name, BODY, Weight::Regular, width * 0.34)).collect();
    if names.iter().any(|lines| lines.len() > MOST_LINES) {
        let finding = unfit("the name of a step is too long for a chart");
        return Err(finding.help("give a shorter name in the exhibit's `names`").into());
    }
    let widest = names.iter().flatten().map(|line| text::width(line, BODY, Weight::Regular)).fold(0.0, f64::max);
    let left = widest + BETWEEN;
    let ends = rows.iter().flat_map(|row| [row.from, row.to]);
    let (low, high) = ends.fold((0.0_f64, 0.0_f64), |(low, high), end| (low.min(end), high.max(end)));
    let high = if low < high { high } else { low + 1.0 };
    let (before, after) = beside(&rows, &scene, (low, high), width - left);
    if width - left - before - after < LEAST {
        let finding = unfit("there is no room for bars beside their names and numbers");
        return Err(finding.help("make the chart wider, or give shorter names").into());
    }
    let scale = Scale { low, high, ..Scale::round(low, high, 4, 0.0, true) };
    let title = format::y_title(chart);
    let title =
        if title.is_empty() { Vec::new() } else { text::wrap(chart.language, &title, SMALL, Weight::Regular, width) };
    let key = certainty::Key::of(&scene);
    let heading = title.len() + usize::from(key.is_some());
    let titled = if heading == 0 { 0.0 } else { LINE.0 + text::height(heading, SMALL) - text::height(1, SMALL) };
    let heights: Vec<f64> =
        names.iter().map(|lines| BAR.0.max(text::height(lines.len(), BODY) + 3.0) + BAR.1).collect();
    let top = titled + LINE.1;
    let height = top + heights.iter().sum::<f64>() + 2.0;
    let asked = chart.height_mm.map_or(0.0, frame::from_mm);
    let air = ((asked - height) / rows.len() as f64).max(0.0);
    let area = Area { left: left + before, right: width - after, top, bottom: top };
    let x = |value: f64| scale.place(value, area.left, area.right);
    let alt = alt(chart, &scene, &rows);
    Ok(frame::document(&Sheet::of(chart), alt, width, height + air * rows.len() as f64, |canvas| {
        canvas.lines(&title, 0.0, text::cap(SMALL) + 1.0, quiet(Side::Start));
        if let Some(key) = &key {
            key.draw(canvas, 0.0, text::cap(SMALL) + 1.0 + title.len() as f64 * text::leading(SMALL));
        }
        legend(canvas, chart.language, &rows, titled);
        let mut y = top;
        let mut reached: Option<f64> = None;
        for ((row, lines), height) in rows.iter().zip(&names).zip(&heights) {
            let middle = y + (height + air) / 2.0;
            let baseline = middle - text::height(lines.len(), BODY) / 2.0 + text::cap(BODY);
            canvas.lines(lines, left - BETWEEN, baseline, Type { side: Side::End, ..frame::name() });
            // From the end of the bar above to where this one begins.
            if let Some(above) = reached {
                let at = x(if row.sum { row.to } else { row.from });
                canvas.line(&[(at, above), (at, middle - BAR.0 / 2.0)], 0.6, MUTED);
            }
            bar(canvas, row, (x(row.from), x(row.to)), middle, &scene);
            reached = Some(middle + BAR.0 / 2.0);
            y += height + air;
        }
        canvas.line(&[(x(0.0), top), (x(0.0), y - 1.0)], 0.7, RULE);
    }))
}

/// The room that numbers need before the lowest place and behind the highest: most stand where other bars leave room.
fn beside(rows: &[Row], scene: &Scene<'_>, (low, high): (f64, f64), room: f64) -> (f64, f64) {
    let wide = |row: &Row| text::width(&row.written(scene), SMALL, Weight::SemiBold) + GAP + 1.0;
    let widest = rows.iter().map(wide).fold(0.0, f64::max);
    // At least so wide will the bars' own room be.
    let least = (room - 2.0 * widest).max(0.0) / (high - low);
    let needed = |before: bool| {
        let lacking = rows.iter().filter(|row| stands_before(row) == before).map(|row| {
            let beyond = if before { row.from.min(row.to) - low } else { high - row.from.max(row.to) };
            wide(row) - beyond * least
        });
        lacking.fold(0.0, f64::max)
    };
    (needed(true), needed(false))
}

/// Whether a row's number stands before its bar: on the side that the bar goes to.
fn stands_before(row: &Row) -> bool {
    row.to < row.from
}

/// What the colours that there are mean.
fn legend(canvas: &mut Canvas<'_>, language: Language, rows: &[Row], top: f64) {
    let middle = top + text::cap(BODY) / 2.0 + 2.0;
    let mut x = 0.0;
    for (way, name) in Way::ALL.into_iter().filter(|(way, _)| rows.iter().any(|row| row.way() == *way)) {
        let name = language.say(name, &[]);
        let (upper, lower) = (middle - SWATCH / 2.0, middle + SWATCH / 2.0);
        canvas.fill(Area { left: x, right: x + SWATCH, top: upper, bottom: lower }, way.tone().fill());
        canvas.text(&name, x + SWATCH + 4.6, middle + text::cap(BODY) / 2.0, frame::name());
        x += SWATCH + 4.6 + text::width(&name, BODY, Weight::Regular) + 14.0;
    }
}

fn bar(canvas: &mut Canvas<'_>, row: &Row, (from, to): (f64, f64), middle: f64, scene: &Scene<'_>) {
    let (left, right) = (from.min(to), from.max(to));
    let area = Area { left, right, top: middle - BAR.0 / 2.0, bottom: middle + BAR.0 / 2.0 };
    canvas.zone(row.place, area);
    if right - left > 0.01 {
        certainty::fill(canvas, area, row.way().tone().fill(), row.look);
    } else {
        // What adds nothing is a mark where it stands.
        canvas.line(&[(left, area.top), (left, area.bottom)], 1.0, MUTED);
    }
    let color = if row.value.is_some() { INK } else { MUTED };
    let baseline = middle + text::cap(SMALL) / 2.0;
    let (x, side) = if stands_before(row) { (left - GAP, Side::End) } else { (right + GAP, Side::Start) };
    canvas.text_on_paper(&row.written(scene), x, baseline, number(color, side));
}

/// The steps in words, in their order.
fn alt(chart: &Chart, scene: &Scene<'_>, rows: &[Row]) -> String {
    let amount = |value: f64| {
        let text = scene.value(value.abs());
        if chart.unit.is_empty() { text } else { format!("{text} {}", chart.unit) }
    };
    let language = chart.language;
    let mut sentences: Vec<String> = format::opening(&chart.title).into_iter().collect();
    sentences.push(say!(language, "chart-waterfall-opening"));
    for row in rows {
        let name = row.name.as_str();
        sentences.push(format::ended(match (row.sum, row.value) {
            (_, None) => say!(language, "chart-has-no-number", row = name),
            (true, Some(value)) => {
                let sign = if value < 0.0 { MINUS.to_string() } else { String::new() };
                say!(language, "chart-is-sum", row = name, amount = sign + &amount(value))
            }
            (false, Some(value)) if value < 0.0 => say!(language, "chart-takes", row = name, amount = amount(value)),
            (false, Some(value)) if value > 0.0 => say!(language, "chart-adds", row = name, amount = amount(value)),
            (false, Some(_)) => say!(language, "chart-moves-nothing", row = name),
        }));
    }
    sentences.join(" ")
}
