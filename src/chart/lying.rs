//! Charts whose rows lie under each other with an axis under them: names to the left, marks on the axis, and where a kind
//! has them numbers to the right. Facets stand under each other on one axis, so that rows can be compared down the page.

use super::bars::{Row, rows};
use super::canvas::{Area, Canvas, Side, Type};
use super::certainty;
use super::format;
use super::frame::{self, Key, Legend, Scene, Sheet, number, quiet};
use super::grid::{Grid, unfit};
use super::heading::Heading;
use super::interval::Look;
use super::model::{Chart, Drawing, ValueLabels};
use super::palette::{GRID, INK, MUTED, RULE};
use super::text::{self, BODY, SMALL, Weight};
use crate::diagnostic::{Finding, Findings};

/// Between names and marks, and between these and numbers.
const BETWEEN: f64 = 9.0;
/// The room of a facet's name.
const FACET: f64 = 15.0;
/// The room of the axis' labels.
const AXIS: f64 = 15.0;
/// Between a row's marks and the next row's.
const AIR: f64 = 6.0;
/// The least room between the words of two ticks.
const LETTER: f64 = 3.0;
/// The least room for marks.
const LEAST: f64 = 70.0;

/// A lying axis: where values stand on it, and its ticks with their words.
pub(crate) struct Axis {
    pub(crate) low: f64,
    pub(crate) high: f64,
    /// Whether equal distances are equal ratios.
    pub(crate) logarithmic: bool,
    pub(crate) ticks: Vec<(f64, String)>,
    /// The value that marks are measured from, where an upright line stands.
    pub(crate) base: Option<f64>,
}

impl Axis {
    /// The place of a value between two edges.
    pub(crate) fn x(&self, value: f64, area: &Area) -> f64 {
        let at = |value: f64| if self.logarithmic { libm::log(value) } else { value };
        area.left + (at(value) - at(self.low)) / (at(self.high) - at(self.low)) * area.width()
    }
}

/// What a kind of lying chart adds.
pub(crate) trait Lying {
    /// The axis for the values, or what makes them unfit for it.
    fn axis(&self, scene: &Scene<'_>) -> Result<Axis, Finding>;
    /// Whether a value is a marker on the axis, with its interval as a bar: dots, and nothing that has a length.
    fn marked(&self) -> bool {
        false
    }
    /// The height of a mark.
    fn mark_height(&self) -> f64 {
        11.0
    }
    /// Whether the series of a row share one line.
    fn shared(&self) -> bool {
        false
    }
    /// Whether values stand to the right of the marks.
    fn numbered(&self) -> bool {
        true
    }
    /// What stands to the right of a mark.
    fn beside(&self, scene: &Scene<'_>, cell: (usize, usize, usize)) -> String {
        written(scene, cell)
    }
    /// How it shows intervals, if it does.
    fn interval(&self) -> Option<Look> {
        self.marked().then_some(Look::Bar)
    }
    /// How a series is shown beside its name.
    fn key(&self) -> Key {
        if self.marked() { Key::Marker } else { Key::Square }
    }
    /// Draws the marks of a row.
    fn draw(&self, canvas: &mut Canvas<'_>, scene: &Scene<'_>, place: &Place<'_>);
}

/// Where the marks of a row stand.
pub(crate) struct Place<'a> {
    pub(crate) facet: usize,
    /// Series and place along the exhibit's axis of each mark, from above.
    pub(crate) marks: &'a [(usize, usize)],
    /// From one end of the axis to the other, and the row's height.
    pub(crate) area: Area,
    /// The same for all rows of the facet together.
    pub(crate) panel: Area,
    pub(crate) axis: &'a Axis,
    /// Whether the row is a total.
    pub(crate) total: bool,
    /// The height of a line of marks.
    pub(crate) pitch: f64,
}

impl Place<'_> {
    /// The room of the line that the mark at `at` stands on.
    pub(crate) fn line(&self, at: usize) -> Area {
        let middle = self.middle(at, false);
        Area { top: middle - self.pitch / 2.0, bottom: middle + self.pitch / 2.0, ..self.area }
    }

    /// The middle of the line that the mark at `at` stands on.
    pub(crate) fn middle(&self, at: usize, shared: bool) -> f64 {
        let middle = f64::midpoint(self.area.top, self.area.bottom);
        let off = if shared { 0.0 } else { at as f64 - (self.marks.len() - 1) as f64 / 2.0 };
        middle + off * self.pitch
    }
}

/// A value with its interval, as it stands beside its mark.
pub(crate) fn written(scene: &Scene<'_>, (facet, series, x): (usize, usize, usize)) -> String {
    let Some(value) = scene.grid.at(facet, series, x) else { return scene.grid.nothing(facet, series, x).to_owned() };
    let number = scene.value(value);
    match scene.grid.interval(facet, series, x) {
        Some(ends) => format!("{number} ({})", format::interval(scene.chart.language, scene.format, ends)),
        None => number,
    }
}

/// The chart.
pub(crate) fn draw(chart: &Chart, grid: &Grid, kind: &impl Lying, alt: String) -> Result<Drawing, Findings> {
    let scene = Scene::of(chart, grid);
    let width = frame::page_width(chart);
    let axis = kind.axis(&scene)?;
    let rows = rows(&scene, width * 0.36)?;
    let facets = grid.facets.len();
    let total = |row: &Row| {
        row.bars
            .iter()
            .any(|(series, x)| chart.sums.iter().any(|sum| grid.xs[*x] == *sum || grid.series[*series] == *sum))
    };
    let wide = |row: &Row| {
        let weight = if total(row) { Weight::SemiBold } else { Weight::Regular };
        row.lines.iter().map(|line| text::width(line, BODY, weight)).fold(0.0, f64::max)
    };
    let left = rows.iter().map(wide).fold(0.0, f64::max) + BETWEEN;
    let numbered = kind.numbered() && chart.value_labels != ValueLabels::None;
    let cells = |row: &Row| -> Vec<(usize, usize, usize)> {
        (0..facets).flat_map(|facet| row.bars.iter().map(move |(series, x)| (facet, *series, *x))).collect()
    };
    let number_width = |cell| text::width(&kind.beside(&scene, cell), SMALL, Weight::SemiBold);
    let numbers = if numbered { rows.iter().flat_map(&cells).map(number_width).fold(0.0, f64::max) } else { 0.0 };
    let half =
        |tick: Option<&(f64, String)>| tick.map_or(0.0, |(_, label)| text::width(label, SMALL, Weight::Regular) / 2.0);
    let before = (half(axis.ticks.first()) - BETWEEN).max(0.0) + 3.0;
    let after = if numbered { numbers + BETWEEN } else { half(axis.ticks.last()) + 1.0 };
    if width - left - before - after < LEAST {
        return Err(unfit("there is no room for marks beside their names and numbers")
            .help("make the chart wider, or give shorter names")
            .into());
    }
    let several = rows.iter().any(|row| row.bars.len() > 1);
    let legend = if several { Some(Legend::above(&scene, kind.key(), width)?) } else { None };
    let legend_height = legend.as_ref().map_or(0.0, Legend::height);
    let heading = Heading::of(&scene, kind.interval(), width);
    let pitch = kind.mark_height();
    let lines = |row: &Row| if kind.shared() { 1 } else { row.bars.len() };
    let height_of = |row: &Row| (lines(row) as f64 * pitch).max(text::height(row.lines.len(), BODY) + 2.0) + AIR;
    let named = if facets > 1 { FACET } else { 0.0 };
    let block = rows.iter().map(height_of).sum::<f64>();
    let outside = legend_height + heading.height() + facets as f64 * (named + AXIS);
    let height = outside + facets as f64 * block;
    let asked = chart.height_mm.map_or(0.0, frame::from_mm);
    let air = ((asked - height) / (facets * rows.len()) as f64).max(0.0);
    let full = height + air * (facets * rows.len()) as f64;
    Ok(frame::document(&Sheet::of(chart), alt, width, full, |canvas| {
        if let Some(legend) = &legend {
            legend.draw(canvas, &scene, 0.0, 0.0);
        }
        heading.draw(canvas, &scene, legend_height);
        let mut y = legend_height + heading.height();
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
            let bottom = y + block + air * rows.len() as f64;
            let area = Area { left: left + before, right: width - after, top: y, bottom };
            under(canvas, &axis, area);
            for row in &rows {
                let tall = height_of(row) + air;
                let here = Area { top: y, bottom: y + tall, ..area };
                let (middle, total) = (y + tall / 2.0, total(row));
                let first = middle - text::height(row.lines.len(), BODY) / 2.0 + text::cap(BODY);
                let weight = if total { Weight::SemiBold } else { Weight::Regular };
                canvas.lines(&row.lines, left - BETWEEN, first, Type { side: Side::End, weight, ..frame::name() });
                let place = Place { facet, marks: &row.bars, area: here, panel: area, axis: &axis, total, pitch };
                kind.draw(canvas, &scene, &place);
                if numbered {
                    for (at, (series, x)) in row.bars.iter().enumerate() {
                        let known = grid.at(facet, *series, *x).is_some();
                        let look = number(if known { INK } else { MUTED }, Side::End);
                        let baseline = place.middle(at, kind.shared()) + text::cap(SMALL) / 2.0;
                        canvas.text(&kind.beside(&scene, (facet, *series, *x)), width, baseline, look);
                    }
                }
                y += tall;
            }
            y += AXIS;
        }
    }))
}

/// Every how many ticks have words, so that each can be told from the next; all where there is room.
fn apart(axis: &Axis, area: &Area) -> usize {
    let half = |label: &str| text::width(label, SMALL, Weight::Regular) / 2.0;
    let fits = |every: &usize| {
        let shown: Vec<&(f64, String)> = axis.ticks.iter().step_by(*every).collect();
        shown.windows(2).all(|two| {
            let between = (axis.x(two[1].0, area) - axis.x(two[0].0, area)).abs();
            between >= half(&two[0].1) + half(&two[1].1) + LETTER
        })
    };
    (1..axis.ticks.len()).find(fits).unwrap_or(1)
}

/// Ticks as upright lines with their words under them, and the line that marks are measured from.
fn under(canvas: &mut Canvas<'_>, axis: &Axis, area: Area) {
    canvas.axis();
    let every = apart(axis, &area);
    for (at, (tick, label)) in axis.ticks.iter().enumerate() {
        let x = axis.x(*tick, &area);
        canvas.line(&[(x, area.top), (x, area.bottom)], 0.5, GRID);
        let (look, baseline) = (quiet(Side::Middle), area.bottom + 4.0 + text::cap(SMALL));
        if at % every == 0 && canvas.is_free(&look.room(label, x, baseline)) {
            canvas.tick(label, (x, baseline), look, x);
        }
    }
    if let Some(base) = axis.base {
        let x = axis.x(base, &area);
        canvas.line(&[(x, area.top), (x, area.bottom)], 0.8, RULE);
    }
}

/// A bar between two values on the row's line.
pub(crate) fn bar(
    canvas: &mut Canvas<'_>,
    scene: &Scene<'_>,
    place: &Place<'_>,
    (series, x): (usize, usize),
    (from, to): (f64, f64),
) {
    let (start, end) = (place.axis.x(from, &place.area), place.axis.x(to, &place.area));
    let middle = place.middle(0, true);
    let area = Area {
        left: start.min(end),
        right: start.max(end),
        top: middle - place.pitch / 2.0,
        bottom: middle + place.pitch / 2.0,
    };
    let look = scene.look(place.facet, series, x);
    certainty::fill(canvas, area, scene.tones[series].fill(), look);
    canvas.zone(scene.grid.place(place.facet, series, x), area);
}
