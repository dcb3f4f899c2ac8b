//! The frame around marks: the SVG document, axis lines and their labels, and the names of series.
//!
//! Nothing here knows what kind of marks stand inside.

use super::accounted::Says;
use super::canvas::{Area, Canvas, Side, Type};
use super::format;
use super::grid::{Grid, HIDDEN, unfit};
use super::interval;
use super::labels;
use super::markers;
use super::model::{Chart, ChartKind, Drawing, ValueFormat};
use super::page::{escape, points};
use super::palette::{self, GRID, INK, MUTED, RULE, Rgb, Tone};
use super::scale::Scale;
use super::text::{self, BODY, SMALL, Weight};
use crate::diagnostic::Finding;
use crate::locale::{Language, say};
use crate::value::Nature;

/// The side of a square that shows a series' colour.
const SWATCH: f64 = 6.4;
/// From the left of a sign to the middle of a marker: the farthest that one reaches.
const MARKER: f64 = 4.0;
/// From a swatch to its name.
const SWATCH_GAP: f64 = 4.6;
/// The most lines a name may take.
const MOST_LINES: usize = 5;

/// Small text that stands back.
pub(crate) fn quiet(side: Side) -> Type {
    Type { size: SMALL, weight: Weight::Regular, color: MUTED, side, says: Says::Name }
}

/// A number in the figure.
pub(crate) fn number(color: Rgb, side: Side) -> Type {
    Type { size: SMALL, weight: Weight::SemiBold, color, side, says: Says::Value }
}

/// Words in the strength of numbers, such as the name of a facet.
pub(crate) fn strong(color: Rgb, side: Side) -> Type {
    Type { says: Says::Name, ..number(color, side) }
}

/// The name of a series.
pub(crate) fn name() -> Type {
    Type { size: BODY, weight: Weight::Regular, color: INK, side: Side::Start, says: Says::Name }
}

/// What marks and frame share.
pub(crate) struct Scene<'a> {
    pub(crate) chart: &'a Chart,
    pub(crate) grid: &'a Grid,
    pub(crate) tones: Vec<Tone>,
    pub(crate) format: ValueFormat,
    /// Whether values of several natures are to be told apart.
    mixed: bool,
}

impl<'a> Scene<'a> {
    pub(crate) fn of(chart: &'a Chart, grid: &'a Grid) -> Self {
        let (tones, format) = (format::tones(chart, grid), format::of_values(chart, grid));
        Self { chart, grid, tones, format, mixed: grid.natures().len() > 1 }
    }

    /// As what the mark of a value is drawn: where all values are of one nature, as if it were observed.
    pub(crate) fn look(&self, facet: usize, series: usize, x: usize) -> Nature {
        if self.mixed { self.grid.nature(facet, series, x) } else { Nature::Observed }
    }

    /// What says what the sign for a hidden value is, where one stands.
    pub(crate) fn key_to_hidden(&self) -> Option<String> {
        (self.grid.hidden().0 > 0).then(|| say!(self.chart.language, "chart-sign-hidden", sign = HIDDEN))
    }

    /// Whether a series has a part that is seen, or one that is hidden, and so has its name beside the colour. In a stack a series
    /// may have none: its colour would be looked for in vain.
    pub(crate) fn is_seen(&self, series: usize) -> bool {
        let facets = 0..self.grid.facets.len();
        let mut cells = facets.flat_map(|facet| (0..self.grid.xs.len()).map(move |x| (facet, x)));
        self.chart.kind != ChartKind::StackedColumns
            || cells.any(|(facet, x)| {
                self.grid.is_hidden(facet, series, x) || self.grid.at(facet, series, x).is_some_and(|part| part > 0.0)
            })
    }

    /// What says of the series that are not seen that they are 0, or that there are no numbers of them.
    pub(crate) fn unseen(&self) -> Vec<String> {
        let unseen = (0..self.grid.series.len()).filter(|series| !self.is_seen(*series));
        let known = |series: usize| (0..self.grid.facets.len()).any(|facet| self.grid.first(facet, series).is_some());
        let (zero, none): (Vec<usize>, Vec<usize>) = unseen.partition(|series| known(*series));
        let language = self.chart.language;
        let named = |series: Vec<usize>| {
            let names: Vec<&str> = series.into_iter().map(|series| self.series(series)).collect();
            (!names.is_empty()).then(|| names.join(", "))
        };
        let zero = named(zero).map(|series| say!(language, "chart-zero-everywhere", series = series));
        let none = named(none).map(|series| say!(language, "chart-no-numbers-of", series = series));
        zero.into_iter().chain(none).collect()
    }

    /// A value as it is written in the figure.
    pub(crate) fn value(&self, value: f64) -> String {
        format::value(self.chart.language, self.format, value)
    }

    /// The name of the series at a place in the grid.
    pub(crate) fn series(&self, at: usize) -> &str {
        format::series(self.chart, &self.grid.series[at])
    }

    /// The colour of numbers about a series that stand on paper or on its band.
    pub(crate) fn number_color(&self, series: usize) -> Rgb {
        let mut color = self.tones[series].stroke();
        // A number may stand on its own band, and on another's under it.
        let veils = if self.grid.has_intervals() { 2.0 * interval::VEIL } else { 0.0 };
        let paper = palette::lighten(self.tones[series].stroke(), 1.0 - veils);
        while palette::contrast(color, paper) < 4.5 {
            let darker = |channel: u8| (f64::from(channel) * 0.94) as u8;
            color = (darker(color.0), darker(color.1), darker(color.2));
        }
        color
    }
}

/// How the colour of a series is shown beside its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Key {
    /// A square of the area's colour.
    Square,
    /// The line's marker.
    Marker,
}

impl Key {
    /// Draws it beside a name.
    pub(crate) fn draw(self, canvas: &mut Canvas<'_>, scene: &Scene<'_>, series: usize, left: f64, middle: f64) {
        match self {
            Self::Square => {
                let (top, bottom) = (middle - SWATCH / 2.0, middle + SWATCH / 2.0);
                canvas.fill(Area { left, right: left + SWATCH, top, bottom }, scene.tones[series].fill());
            }
            Self::Marker => {
                markers::draw_bare(canvas, series, (left + MARKER, middle), 2.5, scene.tones[series].stroke());
            }
        }
    }
}

/// A column of names beside a panel: the room it takes, and the names' lines.
pub(crate) struct Names {
    key: Key,
    lines: Vec<Vec<String>>,
    value_width: f64,
    width: f64,
}

/// A series' end, from which its name is led.
pub(crate) struct End {
    pub(crate) series: usize,
    pub(crate) at: (f64, f64),
    /// The number that stands before the name.
    pub(crate) value: Option<String>,
    /// Whether there is a mark that a line could lead to.
    pub(crate) seen: bool,
}

impl Names {
    /// The column for names no wider than `most`, with room for numbers of `value_width` before them.
    pub(crate) fn beside(scene: &Scene<'_>, key: Key, value_width: f64, most: f64) -> Result<Self, Finding> {
        let value_width = if value_width > 0.0 { value_width + 4.0 } else { 0.0 };
        let room = (most - SWATCH - SWATCH_GAP - value_width).max(40.0);
        let count = scene.grid.series.len();
        let lines: Vec<_> = (0..count)
            .map(|at| match count {
                1 => vec![String::new()],
                _ if !scene.is_seen(at) => Vec::new(),
                _ => text::wrap(scene.chart.language, scene.series(at), BODY, Weight::Regular, room),
            })
            .collect();
        if let Some(at) = lines.iter().position(|lines| lines.len() > MOST_LINES) {
            return Err(too_long(scene.series(at)));
        }
        let widest = lines.iter().flatten().map(|line| text::width(line, BODY, Weight::Regular)).fold(0.0, f64::max);
        Ok(Self { key, lines, value_width, width: SWATCH + SWATCH_GAP + value_width + widest })
    }

    /// The width of the column.
    pub(crate) fn width(&self) -> f64 {
        self.width
    }

    /// The height of the column when all names stand close.
    pub(crate) fn least_height(&self) -> f64 {
        (0..self.lines.len()).filter(|at| !self.lines[*at].is_empty()).map(|at| self.height(at)).sum()
    }

    fn height(&self, at: usize) -> f64 {
        text::height(self.lines[at].len(), BODY) + 7.0
    }

    /// Names the series whose ends are given, at `left`, as near to their ends as they can stand.
    pub(crate) fn draw(&self, canvas: &mut Canvas<'_>, scene: &Scene<'_>, ends: &[End], left: f64, room: (f64, f64)) {
        let ends: Vec<&End> = ends.iter().filter(|end| !self.lines[end.series].is_empty()).collect();
        let wants: Vec<_> = ends.iter().map(|end| end.at.1).collect();
        let heights: Vec<_> = ends.iter().map(|end| self.height(end.series)).collect();
        let centres = labels::spread(&wants, &heights, room.0, room.1);
        let is_led = |end: &End, centre: f64| end.seen && ((centre - end.at.1).abs() > 4.0 || left - end.at.0 > 30.0);
        // A marker beside a name at its line's own end would say it twice.
        let keyed =
            self.key == Key::Square || ends.iter().copied().zip(&centres).any(|(end, centre)| is_led(end, *centre));
        for (end, centre) in ends.iter().zip(centres) {
            let lines = &self.lines[end.series];
            let mut x = left;
            if is_led(end, centre) {
                lead(canvas, end.at, (left - 2.5, centre));
            }
            if keyed {
                self.key.draw(canvas, scene, end.series, left, centre);
                x += SWATCH + SWATCH_GAP;
            }
            if let Some(value) = &end.value {
                let look = Type { size: BODY, ..number(scene.number_color(end.series), Side::End) };
                canvas.text(value, x + self.value_width - 4.0, centre + text::cap(BODY) / 2.0, look);
            }
            x += self.value_width;
            let baseline = centre - text::height(lines.len(), BODY) / 2.0 + text::cap(BODY);
            canvas.lines(lines, x, baseline, name());
        }
    }
}

/// A thin line from a series' end to its name.
fn lead(canvas: &mut Canvas<'_>, from: (f64, f64), to: (f64, f64)) {
    let bend = (from.0 + 3.0).min(to.0 - 2.0);
    canvas.line(&[(from.0 + 1.0, from.1), (bend, from.1), to], 0.45, RULE);
}

/// The names of series in rows above the panels.
pub(crate) struct Legend {
    key: Key,
    /// The names of each row: their series, lines and places.
    rows: Vec<Vec<(usize, Vec<String>, f64)>>,
}

impl Legend {
    /// The names in rows no wider than `room`; no rows where one series needs no name.
    pub(crate) fn above(scene: &Scene<'_>, key: Key, room: f64) -> Result<Self, Finding> {
        let mut rows: Vec<Vec<(usize, Vec<String>, f64)>> = Vec::new();
        let mut x = 0.0;
        if scene.grid.series.len() > 1 {
            for at in (0..scene.grid.series.len()).filter(|at| scene.is_seen(*at)) {
                let lines = text::wrap(
                    scene.chart.language,
                    scene.series(at),
                    BODY,
                    Weight::Regular,
                    room - SWATCH - SWATCH_GAP,
                );
                let widest = lines.iter().map(|line| text::width(line, BODY, Weight::Regular)).fold(0.0, f64::max);
                let wide = SWATCH + SWATCH_GAP + widest;
                if wide > room || lines.len() > MOST_LINES {
                    return Err(too_long(scene.series(at)));
                }
                if rows.is_empty() || x + wide > room {
                    rows.push(Vec::new());
                    x = 0.0;
                }
                if let Some(row) = rows.last_mut() {
                    row.push((at, lines, x));
                }
                x += wide + 14.0;
            }
        }
        Ok(Self { key, rows })
    }

    /// The height of the rows with the room under them.
    pub(crate) fn height(&self) -> f64 {
        if self.rows.is_empty() { 0.0 } else { self.rows.iter().map(|row| row_height(row)).sum::<f64>() + 5.0 }
    }

    /// Whether all names stand in one row.
    pub(crate) fn is_one_row(&self) -> bool {
        self.rows.len() == 1
    }

    /// Draws the rows from `top`.
    pub(crate) fn draw(&self, canvas: &mut Canvas<'_>, scene: &Scene<'_>, left: f64, top: f64) {
        let mut top = top;
        for row in &self.rows {
            let middle = top + text::cap(BODY) / 2.0 + 0.8;
            for (series, lines, x) in row {
                self.key.draw(canvas, scene, *series, left + x, middle);
                canvas.lines(lines, left + x + SWATCH + SWATCH_GAP, middle + text::cap(BODY) / 2.0, name());
            }
            top += row_height(row);
        }
    }
}

/// The height of a row of names, of which the longest may take several lines.
fn row_height(row: &[(usize, Vec<String>, f64)]) -> f64 {
    let deepest = row.iter().map(|(_, lines, _)| lines.len()).max().unwrap_or(1);
    12.0 + (deepest - 1) as f64 * text::leading(BODY)
}

fn too_long(label: &str) -> Finding {
    let start: String = label.chars().take(40).collect();
    unfit(format!("the name of the series `{start}...` is too long for a chart"))
        .help("give a shorter name in the chart's series labels")
}

/// The value axis for what reaches from `low` to `high`, with about `wanted` steps.
pub(crate) fn scale(scene: &Scene<'_>, (low, high): (f64, f64), wanted: usize, from_zero: bool) -> Scale {
    let scale = Scale::round(low, high, wanted, format::least_step(scene.chart, scene.format), from_zero);
    // A value or a stack beyond is no share of one whole, and then the axis says so.
    let is_part = |value: f64| (-1e-9..=1.0 + 1e-9).contains(&value);
    let stacked = scene.chart.kind == ChartKind::StackedColumns;
    let are_parts = if stacked { is_part(high) } else { scene.grid.values().all(is_part) };
    if scene.chart.stat.is_fraction() && are_parts { scale.of_shares(low, high) } else { scale }
}

/// The labels of the ticks.
pub(crate) fn tick_labels(scene: &Scene<'_>, scale: &Scale) -> Vec<String> {
    scale.ticks.iter().map(|tick| format::tick(scene.chart.language, scene.format, *tick, scale.step)).collect()
}

/// Horizontal lines at the ticks, the one at zero darker, and their labels where asked for.
pub(crate) fn horizontal_grid(canvas: &mut Canvas<'_>, area: Area, scale: &Scale, labels: Option<&[String]>) {
    if labels.is_some() {
        canvas.axis();
    }
    // From above: where there is no room for two labels, the upper one stays.
    for (at, tick) in scale.ticks.iter().enumerate().rev() {
        let y = scale.place(*tick, area.bottom, area.top);
        if *tick != 0.0 {
            canvas.line(&[(area.left, y), (area.right, y)], 0.5, GRID);
        }
        if let Some(labels) = labels {
            let (x, baseline, look) = (area.left - 6.0, y + text::cap(SMALL) / 2.0, quiet(Side::End));
            if canvas.is_free(&look.room(&labels[at], x, baseline)) {
                canvas.tick(&labels[at], (x, baseline), look, y);
            }
        }
    }
}

/// The line that values are measured from, drawn last so that it stands on the marks.
pub(crate) fn base_line(canvas: &mut Canvas<'_>, area: Area, scale: &Scale) {
    if scale.low <= 0.0 && scale.high >= 0.0 {
        let y = scale.place(0.0, area.bottom, area.top);
        canvas.line(&[(area.left, y), (area.right, y)], 0.7, RULE);
    }
}

/// A chart's width in points.
pub(crate) fn page_width(chart: &Chart) -> f64 {
    from_mm(chart.width_mm)
}

/// Millimetres as points.
pub(crate) fn from_mm(mm: f64) -> f64 {
    mm * 72.0 / 25.4
}

/// What the document says of itself.
pub(crate) struct Sheet<'a> {
    pub(crate) language: Language,
    pub(crate) id: &'a str,
    pub(crate) title: &'a str,
    pub(crate) width_mm: f64,
}

impl<'a> Sheet<'a> {
    pub(crate) fn of(chart: &'a Chart) -> Self {
        Self { language: chart.language, id: &chart.id, title: &chart.title, width_mm: chart.width_mm }
    }
}

/// The whole document around what `inside` draws.
pub(crate) fn document(
    sheet: &Sheet<'_>,
    alt: String,
    width: f64,
    height: f64,
    inside: impl FnOnce(&mut Canvas<'_>),
) -> Drawing {
    let mut body = String::new();
    let mut canvas = Canvas::new(&mut body, width, height);
    inside(&mut canvas);
    let (zones, labels) = canvas.noted();
    let id: String = sheet.id.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' }).collect();
    let id = if id.starts_with(|c: char| c.is_ascii_alphabetic()) { id } else { format!("chart-{id}") };
    let height_mm = (height * 25.4 / 72.0 * 100.0).round() / 100.0;
    let hundredths = |value: f64| points((value * 100.0).round() as i64);
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}mm\" height=\"{}mm\" viewBox=\"0 0 {} {}\" role=\"img\" \
         aria-labelledby=\"{id}-title {id}-desc\" xml:lang=\"{}\" font-family=\"Inter, sans-serif\">\n\
         <title id=\"{id}-title\">{}</title>\n<desc id=\"{id}-desc\">{}</desc>\n{body}</svg>\n",
        hundredths(sheet.width_mm),
        hundredths(height_mm),
        hundredths(width),
        hundredths(height),
        sheet.language.code(),
        escape(sheet.title),
        escape(&alt),
    );
    Drawing { svg, alt, width_mm: sheet.width_mm, height_mm, zones, otherwise: None, labels, strays: Vec::new() }
}
