//! A tornado: what an outcome becomes when one assumption at a time is taken at the ends of its range.
//!
//! Each assumption is a row with two bars from the line of the outcome as stated, the one that moves it most on top. Values of the
//! stats `base`, `low` and `high` are drawn; a row's end without a value (what is never paid back) is a dash.

use super::canvas::{Area, Canvas, Side, Type};
use super::format;
use super::frame::{self, Scene, Sheet, number, quiet};
use super::grid::{Grid, unfit};
use super::model::{Chart, Drawing, ValueFormat};
use super::palette::{INK, MUTED, RULE, Tone, WHITE};
use super::text::{self, BODY, SMALL, Weight};
use crate::diagnostic::Findings;
use crate::locale::{Language, say};
use crate::value::{Stat, Values};

/// The most lines an assumption's name may take.
const MOST_LINES: usize = 4;
/// Between a bar and its number.
const GAP: f64 = 4.0;
/// Between a name and its bars, and half of what is between panels.
const BETWEEN: f64 = 9.0;
/// Between a name and what stands under it.
const UNDER: f64 = 3.4;
/// The height of a bar.
const BAR: f64 = 13.0;
/// The room of a facet's name, and of the line that says what the outcome is as stated.
const LINE: f64 = 14.0;
/// The room of the names of the two ends.
const LEGEND: f64 = 19.0;
/// The least room for the bars of a panel.
const LEAST: f64 = 50.0;
/// The side of a square in the legend.
const SWATCH: f64 = 6.4;
/// What stands where there is no value.
const DASH: &str = "–";
/// The paper kept free on both sides of a number.
const FREE: f64 = 2.6;

/// The two ends of a range: the messages that say what they are called, and their tones.
const ENDS: [(&str, Tone); 2] = [("chart-tornado-low", Tone::Sand), ("chart-tornado-high", Tone::Deep)];

/// The values of a tornado: as stated, and at either end.
pub(crate) struct Tornado {
    base: Grid,
    ends: [Grid; 2],
}

impl Tornado {
    /// The values that the chart shows, or what makes them unfit for it.
    pub(crate) fn of(chart: &Chart, values: &Values) -> Result<Self, Findings> {
        let grid = |stat: Stat| {
            if values.rows.iter().any(|row| row.key.stat == stat) {
                return Grid::of(&Chart { stat, ..chart.clone() }, values);
            }
            Err(unfit(format!("a tornado shows the stat `{}`, which the exhibit does not have", stat.name()))
                .help("let the exhibit say stat = [\"base\", \"low\", \"high\"]")
                .into())
        };
        let tornado = Self { base: grid(Stat::Base)?, ends: [grid(Stat::Low)?, grid(Stat::High)?] };
        if tornado.base.xs.len() > 1 {
            return Err(unfit("a tornado has no axis along which there are several places")
                .help("let the assumptions be the series, and what else differs the facet")
                .into());
        }
        Ok(tornado)
    }

    /// The outcome as stated, which is the same for all assumptions of a facet.
    fn stated(&self, facet: usize) -> Option<f64> {
        (0..self.base.series.len()).find_map(|series| self.base.at(facet, series, 0))
    }

    /// The outcome with an assumption at an end.
    fn end(&self, facet: usize, series: usize, end: usize) -> End {
        let grid = &self.ends[end];
        End { value: grid.at(facet, series, 0), place: grid.place(facet, series, 0) }
    }

    /// The least and the greatest of all that is shown.
    fn bounds(&self) -> (f64, f64) {
        let all = self.ends.iter().chain([&self.base]).flat_map(Grid::values);
        let (low, high) = all.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)));
        if low < high { (low, high) } else { (low - 1.0, high + 1.0) }
    }

    /// How its values are written: as all of them need.
    pub(crate) fn format(&self, chart: &Chart) -> ValueFormat {
        let of_base = format::of_values(chart, &self.base);
        let as_base = self.ends.iter().all(|grid| format::of_values(chart, grid) == of_base);
        if as_base { of_base } else { format::of_values(chart, &self.ends[0]) }
    }

    /// A scene that writes values so.
    fn scene<'a>(&'a self, chart: &'a Chart) -> Scene<'a> {
        let mut scene = Scene::of(chart, &self.base);
        scene.format = self.format(chart);
        scene
    }
}

/// The outcome at an end of a range.
#[derive(Clone, Copy)]
struct End {
    value: Option<f64>,
    /// Its place among the values drawn.
    place: Option<usize>,
}

/// Where a panel's values stand.
#[derive(Clone, Copy)]
struct Panel {
    facet: usize,
    area: Area,
    low: f64,
    high: f64,
}

impl Panel {
    fn x(&self, value: f64) -> f64 {
        self.area.left + (value - self.low) / (self.high - self.low) * self.area.width()
    }
}

/// A row: the name's lines, and under it how far the assumption goes.
struct Row {
    name: Vec<String>,
    note: Vec<String>,
    height: f64,
}

fn rows(scene: &Scene<'_>, room: f64) -> Result<Vec<Row>, Findings> {
    let row = |series: usize| {
        let name = text::wrap(scene.chart.language, scene.series(series), BODY, Weight::Regular, room);
        let note = scene.chart.series_notes.get(&scene.grid.series[series]);
        let note =
            note.map_or_else(Vec::new, |note| text::wrap(scene.chart.language, note, SMALL, Weight::Regular, room));
        let words = text::height(name.len(), BODY)
            + if note.is_empty() { 0.0 } else { text::height(note.len(), SMALL) + UNDER };
        Row { name, note, height: words.max(BAR) + 9.0 }
    };
    let rows: Vec<Row> = (0..scene.grid.series.len()).map(row).collect();
    if rows.iter().any(|row| row.name.len() > MOST_LINES) {
        return Err(unfit("the name of an assumption is too long for a chart").help("give it a shorter label").into());
    }
    Ok(rows)
}

/// The chart.
pub(crate) fn draw(chart: &Chart, tornado: &Tornado) -> Result<Drawing, Findings> {
    let scene = tornado.scene(chart);
    let width = frame::page_width(chart);
    let rows = rows(&scene, width * 0.3)?;
    let line = |lines: &[String], size: f64| {
        lines.iter().map(|line| text::width(line, size, Weight::Regular)).fold(0.0, f64::max)
    };
    let left = rows.iter().map(|row| line(&row.name, BODY).max(line(&row.note, SMALL))).fold(0.0, f64::max) + BETWEEN;

    let (low, high) = tornado.bounds();
    let numbers = tornado.ends.iter().chain([&tornado.base]).flat_map(Grid::values);
    let label =
        numbers.map(|value| text::width(&scene.value(value), SMALL, Weight::SemiBold)).fold(0.0, f64::max) + GAP;
    let facets = tornado.base.facets.len();
    // Facets stand under each other: lengths can be compared down the page, and each bar has the whole width.
    let room = width - left;
    if room - 2.0 * label < LEAST {
        return Err(unfit("there is no room for bars beside their names and numbers")
            .help("make the chart wider, or give shorter labels")
            .into());
    }
    let title = format::y_title(chart);
    let titled = if title.is_empty() { 0.0 } else { LINE };
    let named = if facets > 1 { LINE } else { 0.0 };
    let block = rows.iter().map(|row| row.height).sum::<f64>();
    let pitch = named + LINE + block + 12.0;
    let height = titled + LEGEND + pitch * facets as f64;
    let alt = alt(chart, tornado);
    Ok(frame::document(&Sheet::of(chart), alt, width, height, |canvas| {
        canvas.text(&title, 0.0, text::cap(SMALL) + 1.0, quiet(Side::Start));
        legend(canvas, chart.language, titled);
        for facet in 0..facets {
            let above = titled + LEGEND + pitch * facet as f64;
            let top = above + named + LINE;
            let mut y = top;
            for row in &rows {
                names(canvas, row, left - BETWEEN, y);
                y += row.height;
            }
            let area = Area { left: left + label, right: width - label, top, bottom: top + block };
            if named > 0.0 {
                let name = text::fit(format::facet(chart, &tornado.base.facets[facet]), BODY, Weight::SemiBold, width);
                let look = Type { size: BODY, ..frame::strong(INK, Side::Start) };
                canvas.text(&name, 0.0, above + text::cap(BODY) + 1.0, look);
            }
            panel(canvas, &scene, tornado, &rows, Panel { facet, area, low, high });
        }
    }))
}

/// What the colours mean.
fn legend(canvas: &mut Canvas<'_>, language: Language, top: f64) {
    let mut x = 0.0;
    let middle = top + text::cap(BODY) / 2.0 + 2.0;
    for (name, tone) in ENDS {
        let name = language.say(name, &[]);
        let (upper, lower) = (middle - SWATCH / 2.0, middle + SWATCH / 2.0);
        canvas.fill(Area { left: x, right: x + SWATCH, top: upper, bottom: lower }, tone.fill());
        canvas.text(&name, x + SWATCH + 4.6, middle + text::cap(BODY) / 2.0, frame::name());
        x += SWATCH + 4.6 + text::width(&name, BODY, Weight::Regular) + 14.0;
    }
}

/// A row's name, and under it how far the assumption goes.
fn names(canvas: &mut Canvas<'_>, row: &Row, right: f64, top: f64) {
    let note = if row.note.is_empty() { 0.0 } else { text::height(row.note.len(), SMALL) + UNDER };
    let words = text::height(row.name.len(), BODY) + note;
    let first = top + (row.height - words) / 2.0;
    canvas.lines(&row.name, right, first + text::cap(BODY), Type { side: Side::End, ..frame::name() });
    let under = first + text::height(row.name.len(), BODY) + UNDER + text::cap(SMALL);
    canvas.lines(&row.note, right, under, quiet(Side::End));
}

/// The bars of a facet, and the line that they go out from.
fn panel(canvas: &mut Canvas<'_>, scene: &Scene<'_>, tornado: &Tornado, rows: &[Row], panel: Panel) {
    let area = panel.area;
    let stated = tornado.stated(panel.facet);
    if panel.low < 0.0 && panel.high > 0.0 && stated != Some(0.0) {
        let zero = panel.x(0.0);
        canvas.line(&[(zero, area.top), (zero, area.bottom + 2.0)], 0.5, RULE);
        canvas.axis();
        canvas.tick("0", (zero, area.bottom + 4.0 + text::cap(SMALL)), quiet(Side::Middle), zero);
    }
    let mut top = area.top;
    for (series, row) in rows.iter().enumerate() {
        let middle = top + row.height / 2.0;
        let ends = [0, 1].map(|end| tornado.end(panel.facet, series, end));
        bars(canvas, scene, (stated, ends), middle, panel);
        top += row.height;
    }
    let base = stated.map_or_else(|| DASH.to_owned(), |value| scene.value(value));
    let words = say!(scene.chart.language, "chart-as-stated", value = base);
    let half = text::width(&words, SMALL, Weight::SemiBold) / 2.0;
    let line = stated.map_or(f64::midpoint(area.left, area.right), |value| panel.x(value));
    let most = scene.chart.width_mm * 72.0 / 25.4 - half;
    let x = line.min(most).max(half);
    canvas.text(&words, x, area.top - LINE + text::cap(SMALL) + 1.0, number(INK, Side::Middle));
    if stated.is_some() {
        canvas.line(&[(line, area.top - 3.0), (line, area.bottom)], 0.9, INK);
    }
}

/// The two bars of a row. Where both ends lie on the same side, each has half of the height.
fn bars(
    canvas: &mut Canvas<'_>,
    scene: &Scene<'_>,
    (stated, ends): (Option<f64>, [End; 2]),
    middle: f64,
    panel: Panel,
) {
    let from = stated.unwrap_or(f64::midpoint(panel.low, panel.high));
    let start = panel.x(from);
    let moved = |end: usize| ends[end].value.filter(|value| stated.is_none() || differs(*value, from));
    let rises = |end: usize| moved(end).map(|value| value > from);
    let same_side = rises(0).is_some() && rises(0) == rises(1);
    for (at, (_, tone)) in ENDS.iter().enumerate() {
        let (upper, lower) = match (same_side, at) {
            (false, _) => (middle - BAR / 2.0, middle + BAR / 2.0),
            (true, 0) => (middle - BAR / 2.0, middle),
            (true, _) => (middle, middle + BAR / 2.0),
        };
        let baseline = f64::midpoint(upper, lower) + text::cap(SMALL) / 2.0;
        let Some(value) = moved(at) else {
            // What never comes stands as a dash on the side that the other end leaves free.
            if ends[at].value.is_none() {
                let other = rises(1 - at).unwrap_or(at == 0);
                let (x, side) = if other { (start - GAP, Side::End) } else { (start + GAP, Side::Start) };
                canvas.text(DASH, x, baseline, number(MUTED, side));
            }
            continue;
        };
        let end = panel.x(value);
        let rising = value > from;
        let (left, right) = if stated.is_some() { (start.min(end), start.max(end)) } else { (end - 2.0, end + 2.0) };
        let area = Area { left, right, top: upper, bottom: lower };
        canvas.fill(area, tone.fill());
        canvas.zone(ends[at].place, area);
        let (x, side) = if rising { (end.max(start) + GAP, Side::Start) } else { (end.min(start) - GAP, Side::End) };
        let (label, look) = (scene.value(value), number(INK, side));
        // The line at zero ends well before a number that it would touch.
        let room = look.room(&label, x, baseline);
        canvas.fill(Area { left: room.left - FREE, right: room.right + FREE, ..room }, WHITE);
        canvas.text_on_paper(&label, x, baseline, look);
    }
}

/// Whether two values are more than rounding apart.
fn differs(one: f64, other: f64) -> bool {
    (one - other).abs() > 1e-9 * one.abs().max(other.abs())
}

/// What the chart shows, in sentences made from the values.
pub(crate) fn alt(chart: &Chart, tornado: &Tornado) -> String {
    let (scene, language) = (tornado.scene(chart), chart.language);
    let value = |value: Option<f64>| match value {
        Some(value) if chart.unit.is_empty() || chart.stat.is_share() => scene.value(value),
        Some(value) => format!("{} {}", scene.value(value), chart.unit),
        None => say!(language, "chart-without-value"),
    };
    let mut sentences: Vec<String> = format::opening(&chart.title).into_iter().collect();
    sentences.push(say!(language, "chart-tornado-opening"));
    for (facet, key) in tornado.base.facets.iter().enumerate() {
        let name = if key.is_empty() { String::new() } else { format!("{}: ", format::facet(chart, key)) };
        let stated = say!(language, "chart-tornado-stated", value = value(tornado.stated(facet)));
        sentences.push(format::ended(format!("{name}{stated}")));
        for series in 0..tornado.base.series.len() {
            let [low, high] = [0, 1].map(|end| value(tornado.end(facet, series, end).value));
            let note = chart.series_notes.get(&tornado.base.series[series]);
            let name = scene.series(series);
            let name = note.map_or_else(|| name.to_owned(), |note| format!("{name} ({note})"));
            let moves = say!(language, "chart-tornado-moves", assumption = name, low = low, high = high);
            sentences.push(format::ended(moves));
        }
    }
    sentences.join(" ")
}
