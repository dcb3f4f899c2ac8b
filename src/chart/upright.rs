//! Charts with an upright value axis: panels side by side on one scale, in which the kinds draw their marks.

use super::canvas::{Area, Canvas, Side, Type};
use super::format;
use super::frame::{self, End, Key, Legend, Names, Scene, Sheet, quiet};
use super::grid::{Grid, unfit};
use super::interval::{self, Look};
use super::labels;
use super::model::{Chart, Drawing};
use super::nrow::{NRow, Setting};
use super::palette::INK;
use super::reference::Reference;
use super::scale::Scale;
use super::text::{self, BODY, SMALL, Weight};
use super::xlabel::{BEHIND, Set, XLabels};
use crate::diagnostic::{Finding, Findings};

/// Between rows of panels.
const BETWEEN_ROWS: f64 = 10.0;

/// The least room for panels.
const NARROWEST: f64 = 44.0;
/// Panels narrower than this stand under each other instead.
const COMFORTABLE: f64 = 105.0;
/// The most panels side by side.
const MOST_COLUMNS: usize = 4;

/// Where the names of series stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Naming {
    /// Beside the last panel, at the series' ends.
    Beside(Key),
    /// In a row above.
    Above(Key),
    /// Where the kind itself puts them.
    Inside,
}

/// What a kind of chart adds to the frame.
pub(crate) trait Marks {
    /// The lowest and the highest value that the axis must hold.
    fn domain(&self, scene: &Scene<'_>) -> (f64, f64);
    /// The axis for these values; a kind can end it where it likes.
    fn scale(&self, _scene: &Scene<'_>, scale: Scale) -> Scale {
        scale
    }
    /// Where the series' names stand.
    fn naming(&self) -> Naming;
    /// How far from the panel's edge the first and the last place may lie, where places are points from edge to edge;
    /// none where each place is a band.
    fn inset(&self, scene: &Scene<'_>, width: f64) -> Option<f64>;
    /// Whether the value axis may leave out zero.
    fn free_of_zero(&self) -> bool {
        false
    }
    /// The widest that a panel should be.
    fn widest(&self, _scene: &Scene<'_>) -> f64 {
        f64::INFINITY
    }
    /// Whether the base line lies on the marks, as under columns, or behind them.
    fn base_in_front(&self) -> bool {
        true
    }
    /// Room that numbers need above the highest mark.
    fn headroom(&self, scene: &Scene<'_>) -> f64;
    /// Room that numbers need below the lowest mark.
    fn footroom(&self, _scene: &Scene<'_>) -> f64 {
        0.0
    }
    /// The height of a single panel, where it should not be the usual one.
    fn height(&self, usual: f64) -> f64 {
        usual
    }
    /// The height of what stands above each panel and belongs to it, such as a panel of another measure.
    fn attic(&self, _scene: &Scene<'_>) -> f64 {
        0.0
    }
    /// The widest label of an axis of the kind's own.
    fn tick_width(&self) -> f64 {
        0.0
    }
    /// The widest number that stands at the end of a series.
    fn end_value_width(&self, _scene: &Scene<'_>) -> f64 {
        0.0
    }
    /// Whether its marks can be told apart in places of that width.
    fn check(&self, _scene: &Scene<'_>, _slot: f64) -> Result<(), Finding> {
        Ok(())
    }
    /// How it shows intervals, if it does.
    fn interval(&self) -> Option<Look> {
        None
    }
    /// Draws what lies behind a reference and the marks.
    fn behind(&self, _canvas: &mut Canvas<'_>, _scene: &Scene<'_>, _panel: &Panel<'_>) {}
    /// Draws the marks of a facet, and says where the series end that are still to be named.
    fn draw(&self, canvas: &mut Canvas<'_>, scene: &Scene<'_>, panel: &Panel<'_>) -> Vec<End>;
}

/// A small multiple, or the only one.
pub(crate) struct Panel<'a> {
    /// Where the values are.
    pub(crate) area: Area,
    /// Its place in the grid.
    pub(crate) facet: usize,
    /// The value axis.
    pub(crate) scale: &'a Scale,
    /// Room above it that belongs to it: the words of a reference, the attic, and numbers.
    headroom: f64,
    /// The part of it for the words of a reference.
    reference: f64,
    /// Room below it that belongs to it.
    pub(crate) footroom: f64,
    /// From the panel's left edge to the first place.
    inset: f64,
    /// Between two places.
    pub(crate) slot: f64,
    /// Whether each place is a band.
    pub(crate) banded: bool,
    /// Whether it is the first in its row.
    pub(crate) first: bool,
    /// Whether the series' names stand beside it.
    pub(crate) named: bool,
}

impl Panel<'_> {
    /// The middle of a place along the axis.
    pub(crate) fn x(&self, at: usize) -> f64 {
        self.area.left + self.inset + at as f64 * self.slot
    }

    /// The height of a value.
    pub(crate) fn y(&self, value: f64) -> f64 {
        self.scale.place(value, self.area.bottom, self.area.top)
    }

    /// Where the attic begins.
    pub(crate) fn attic_top(&self) -> f64 {
        self.area.top - self.headroom + self.reference
    }

    /// How far the first place lies from the edge of the panel.
    pub(crate) fn edge(&self) -> f64 {
        self.inset
    }

    /// A panel with the same places and another value axis.
    pub(crate) fn over<'s>(&self, area: Area, scale: &'s Scale) -> Panel<'s> {
        Panel { area, scale, headroom: 0.0, footroom: 0.0, named: false, ..*self }
    }
}

/// From the panel's left edge to the first place, and from place to place.
fn places(insets: Option<(f64, f64)>, count: usize, width: f64) -> (f64, f64) {
    match insets {
        Some((left, right)) if count > 1 => (left, (width - left - right) / (count - 1) as f64),
        _ => (width / count as f64 / 2.0, width / count as f64),
    }
}

/// What stands beside the panels.
struct Margins {
    left: f64,
    right: f64,
    gap: f64,
}

/// How the panels are arranged, and the places in them.
struct Plan {
    columns: usize,
    rows: usize,
    panel_width: f64,
    gap: f64,
    left: f64,
    inset: f64,
    slot: f64,
}

impl Plan {
    /// The widest panels that leave room for the margins and for the labels along the axis. The first and the last label
    /// may reach over a panel's edges as far as there is room; where there is too little, the room is made, which narrows
    /// the panels, and so on until it fits.
    fn of(
        scene: &Scene<'_>,
        marks: &impl Marks,
        xlabels: &XLabels,
        mut margins: Margins,
    ) -> Result<(Self, Set), Finding> {
        let count = scene.grid.xs.len();
        loop {
            let Some(plan) = Self::within(scene, marks, &margins) else {
                return Err(unfit("the names and numbers around the figure leave no room for it")
                    .help("make the chart wider, or its names shorter"));
            };
            let least = marks.inset(scene, plan.panel_width);
            let set = xlabels.set(places(least.map(|inset| (inset, inset)), count, plan.panel_width).1)?;
            let beyond = if plan.columns > 1 { margins.right.min(plan.gap) - 8.0 } else { margins.right - 1.0 };
            let insets = least.map(|least| {
                let most = plan.panel_width / (2 * count) as f64;
                let inset = |beyond: f64| (set.overhang() - beyond).min(most).max(least);
                (inset(4.0), inset(beyond))
            });
            let (inset, slot) = places(insets, count, plan.panel_width);
            let set = xlabels.set(slot)?;
            let over = |inset: f64| (set.overhang() - inset).max(0.0);
            let (before, after) = (over(inset), over(plan.panel_width - inset - slot * (count - 1) as f64));
            let between = if plan.columns > 1 { before + after + 4.0 } else { 0.0 };
            let lacks = [before - margins.left, after - margins.right + 0.5, between - margins.gap];
            if lacks.iter().all(|lacking| *lacking <= 0.01) {
                return Ok((Self { inset, slot, ..plan }, set));
            }
            margins.left += lacks[0].max(0.0);
            margins.right += lacks[1].max(0.0);
            margins.gap += lacks[2].max(0.0);
        }
    }

    /// What is left of the page beside the last panel.
    fn right(&self, width: f64) -> f64 {
        width - self.left - self.columns as f64 * (self.panel_width + self.gap) + self.gap
    }

    /// The panels between the margins, places not yet set; none where there is no room for them.
    fn within(scene: &Scene<'_>, marks: &impl Marks, margins: &Margins) -> Option<Self> {
        let Margins { left, right, gap } = *margins;
        let room = frame::page_width(scene.chart) - left - right;
        let facets = scene.grid.facets.len();
        let most = (((room + gap) / (COMFORTABLE + gap)) as usize).clamp(1, MOST_COLUMNS);
        let rows = facets.div_ceil(most);
        let columns = facets.div_ceil(rows);
        let panel_width = ((room - gap * (columns - 1) as f64) / columns as f64).min(marks.widest(scene));
        (room >= NARROWEST).then_some(Self { columns, rows, panel_width, gap, left, inset: 0.0, slot: 0.0 })
    }
}

/// What stands over the panels: the title of the value axis, and what intervals look like.
struct Heading {
    lines: Vec<String>,
    interval: Option<interval::Key>,
    /// Where the key stands, if not on a line of its own.
    beside: Option<f64>,
}

impl Heading {
    fn of(lines: Vec<String>, interval: Option<interval::Key>, room: f64) -> Self {
        let end = lines.last().map(|line| text::width(line, SMALL, Weight::Regular) + 16.0);
        let beside = end.filter(|end| interval.as_ref().is_some_and(|key| end + key.width() <= room));
        Self { lines, interval, beside }
    }

    /// The lines of text, the key's own among them.
    fn count(&self) -> usize {
        self.lines.len() + usize::from(self.interval.is_some() && self.beside.is_none())
    }

    fn height(&self) -> f64 {
        if self.count() == 0 { 0.0 } else { text::height(self.count(), SMALL) + 5.0 }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, scene: &Scene<'_>, top: f64) {
        let first = top + text::cap(SMALL) + 1.0;
        canvas.lines(&self.lines, 0.0, first, quiet(Side::Start));
        if let Some(key) = &self.interval {
            key.draw(
                canvas,
                scene,
                self.beside.unwrap_or(0.0),
                first + (self.count() - 1) as f64 * text::leading(SMALL),
            );
        }
    }
}

/// The chart of a kind.
pub(crate) fn draw(chart: &Chart, grid: &Grid, marks: &impl Marks, alt: String) -> Result<Drawing, Findings> {
    let scene = Scene::of(chart, grid);
    let width = frame::page_width(chart);
    let (low, high) = marks.domain(&scene);
    let facets = grid.facets.len();
    let xlabels = XLabels::of(chart, &grid.xs);

    // Names first: what they take of the width decides the rest.
    let value_width = marks.end_value_width(&scene);
    let names = match marks.naming() {
        Naming::Beside(key) if grid.series.len() > 1 || value_width > 0.0 => {
            Some(Names::beside(&scene, key, value_width, width * if facets > 1 { 0.29 } else { 0.34 })?)
        }
        _ => None,
    };
    let legend = match marks.naming() {
        Naming::Above(key) | Naming::Beside(key) if names.is_none() => Some(Legend::above(&scene, key, width)?),
        _ => None,
    };
    let legend_height = legend.as_ref().map_or(0.0, Legend::height);
    let key = match marks.naming() {
        Naming::Beside(key) | Naming::Above(key) => key,
        Naming::Inside => Key::Square,
    };
    let n_row = NRow::of(&scene, key);
    let reference = Reference::of(&scene)?;
    // The markers of an inner line may reach over the edge.
    let bare = if marks.naming() == Naming::Inside { 3.5 } else { 1.0 };
    let right = names.as_ref().map_or(bare, |names| names.width() + 10.0);
    let gap = if value_width > 0.0 { value_width + 14.0 } else { 16.0 };

    // The least height of a panel; with it the axis, and with that the width of its labels.
    let titles = format::y_title(chart);
    let title_lines = if titles.is_empty() { Vec::new() } else { text::wrap(&titles, SMALL, Weight::Regular, width) };
    let interval = interval::Key::of(&scene, marks.interval());
    let heading = Heading::of(title_lines, interval, width);
    let title_height = heading.height();
    let wished = if facets > 4 {
        82.0
    } else if facets > 1 {
        132.0
    } else {
        176.0
    };
    let wished = marks.height(wished);
    let likely = chart.height_mm.map_or(wished, |mm| (frame::from_mm(mm) - 50.0).clamp(50.0, 300.0));
    let steps = (likely / 38.0) as usize;
    let least = format::least_step(chart, scene.format);
    let scale = marks.scale(&scene, Scale::round(low, high, steps, least, chart.zero || !marks.free_of_zero()));
    let free = (scale.high - high) / (scale.high - scale.low) * wished;
    let headroom = (marks.headroom(&scene) - free).max(0.0) + marks.attic(&scene);
    let over = if reference.is_some() { Reference::height() } else { 0.0 };
    let headroom = headroom + over;
    let above_panel = headroom + if facets > 1 { 19.0 } else { 7.0 };
    let ticks = frame::tick_labels(&scene, &scale);
    let widest =
        ticks.iter().map(|label| text::width(label, SMALL, Weight::Regular)).fold(marks.tick_width(), f64::max);
    let left = widest + 7.0;
    // One panel has room beside it for what its axis counts, and for the numbers of a row of bars.
    let x_title = chart.x_title.as_deref().filter(|title| !title.is_empty());
    let behind = x_title.filter(|title| facets == 1 && xlabels.takes_behind(title));
    let mut right = right.max(behind.map_or(0.0, |title| xlabels.reach(title)));
    let likely_slot = (width - left - right).min(marks.widest(&scene)) / grid.xs.len() as f64 * 0.9;
    let beside = facets == 1 && n_row.as_ref().is_some_and(|row| !row.numbers_fit(likely_slot, f64::INFINITY));
    if let (true, Some(row)) = (beside, &n_row) {
        right = right.max(row.width() + 8.0);
    }
    let (plan, x_set) = Plan::of(&scene, marks, &xlabels, Margins { left, right, gap })?;
    marks.check(&scene, plan.slot)?;
    let beyond = plan.inset + if plan.columns > 1 { plan.gap / 2.0 - 2.0 } else { plan.left.min(plan.right(width)) };
    let setting = match &n_row {
        Some(row) if row.numbers_fit(plan.slot, beyond) => Setting::Numbers,
        Some(row) if !beside && row.width() > plan.panel_width => {
            return Err(unfit("there is no room for the numbers under the figure")
                .help("make the chart wider, or leave the row of N out")
                .into());
        }
        _ => Setting::Bars { beside },
    };
    let free = (low - scale.low) / (scale.high - scale.low) * wished;
    let footroom = (marks.footroom(&scene) - free).max(0.0);
    let labels_height = if x_set.deepest() == 0 { 3.0 } else { 6.0 + text::height(x_set.deepest(), SMALL) + 4.0 };
    // The title of the axis stands under its labels; rows of panels share one at the foot.
    let under = x_title.filter(|_| behind.is_none());
    let title_room = if under.is_some() { text::leading(SMALL) + 3.0 } else { 0.0 };
    let (in_panel, foot) = if plan.rows == 1 { (title_room, 0.0) } else { (0.0, title_room) };
    let row_height = n_row.as_ref().map_or(0.0, |row| row.height(setting));
    let under_panel = footroom + labels_height + in_panel + row_height;

    let outside = title_height + legend_height + foot + plan.rows as f64 * (above_panel + under_panel);
    let asked = chart.height_mm.map_or(0.0, |mm| (frame::from_mm(mm) - outside) / plan.rows as f64);
    let panel_height = if chart.height_mm.is_some() { asked.max(50.0) } else { wished };
    let panel_height = panel_height.max(names.as_ref().map_or(0.0, Names::least_height));
    let height = outside + plan.rows as f64 * (panel_height + BETWEEN_ROWS) - BETWEEN_ROWS + 1.0;

    Ok(frame::document(&Sheet::of(chart), alt, width, height, |canvas| {
        if let Some(legend) = &legend {
            legend.draw(canvas, &scene, 0.0, 0.0);
        }
        heading.draw(canvas, &scene, legend_height);
        let mut top = title_height + legend_height;
        for row in 0..plan.rows {
            for column in 0..plan.columns {
                let facet = row * plan.columns + column;
                if facet >= facets {
                    break;
                }
                let left = plan.left + column as f64 * (plan.panel_width + plan.gap);
                let area = Area {
                    left,
                    right: left + plan.panel_width,
                    top: top + above_panel,
                    bottom: top + above_panel + panel_height,
                };
                let is_last = column + 1 == plan.columns || facet + 1 == facets;
                let panel = Panel {
                    area,
                    facet,
                    scale: &scale,
                    headroom,
                    footroom,
                    reference: over,
                    banded: marks.inset(&scene, plan.panel_width).is_none(),
                    inset: plan.inset,
                    slot: plan.slot,
                    first: column == 0,
                    named: is_last,
                };
                let ends = draw_panel(
                    canvas,
                    &scene,
                    &panel,
                    marks,
                    (column == 0).then_some(&ticks[..]),
                    &x_set,
                    reference.as_ref(),
                );
                if let Some(row) = &n_row {
                    row.draw(canvas, &scene, &panel, area.bottom + under_panel - row_height, setting);
                }
                match &names {
                    Some(names) if is_last => {
                        names.draw(canvas, &scene, &ends, area.right + 10.0, (area.top - 9.0, area.bottom + 4.0));
                    }
                    _ => end_values(canvas, &scene, &ends, area),
                }
            }
            top += above_panel + panel_height + under_panel + BETWEEN_ROWS;
        }
        if let Some(title) = under {
            let middle = plan.left + (plan.columns as f64 * (plan.panel_width + plan.gap) - plan.gap) / 2.0;
            let baseline = if plan.rows == 1 { height - 4.0 - row_height } else { height - 3.0 };
            canvas.text(title, middle, baseline, quiet(Side::Middle));
        }
        if let Some(title) = behind {
            let x = plan.left + plan.inset + plan.slot * (grid.xs.len() - 1) as f64 + xlabels.half() + BEHIND;
            let baseline = height - 1.0 - under_panel + footroom + 6.0 + text::cap(SMALL);
            canvas.text(title, x, baseline, quiet(Side::Start));
        }
    }))
}

/// One panel: grid, marks, base line, labels under it and the facet's name above it.
fn draw_panel(
    canvas: &mut Canvas<'_>,
    scene: &Scene<'_>,
    panel: &Panel<'_>,
    marks: &impl Marks,
    ticks: Option<&[String]>,
    x_set: &Set,
    reference: Option<&Reference>,
) -> Vec<End> {
    let area = panel.area;
    frame::horizontal_grid(canvas, area, panel.scale, ticks);
    let facet = &scene.grid.facets[panel.facet];
    if !facet.is_empty() {
        let look = Type { size: BODY, ..frame::number(INK, Side::Start) };
        let baseline = area.top - panel.headroom - 8.5;
        let name = text::fit(format::facet(scene.chart, facet), BODY, Weight::SemiBold, area.width());
        canvas.text(&name, area.left, baseline, look);
    }
    for (at, lines) in x_set.lines.iter().enumerate() {
        canvas.lines(lines, panel.x(at), area.bottom + panel.footroom + 6.0 + text::cap(SMALL), quiet(Side::Middle));
    }
    if !marks.base_in_front() {
        frame::base_line(canvas, area, panel.scale);
    }
    marks.behind(canvas, scene, panel);
    if let Some(reference) = reference {
        reference.draw(canvas, panel, area.top - panel.headroom);
    }
    let ends = marks.draw(canvas, scene, panel);
    if marks.base_in_front() {
        frame::base_line(canvas, area, panel.scale);
    }
    ends
}

/// The numbers at the ends of series in a panel without names.
fn end_values(canvas: &mut Canvas<'_>, scene: &Scene<'_>, ends: &[End], area: Area) {
    let valued: Vec<_> = ends.iter().filter_map(|end| Some((end, end.value.as_ref()?))).collect();
    let wants: Vec<_> = valued.iter().map(|(end, _)| end.at.1).collect();
    let heights = vec![text::cap(SMALL) + 3.4; valued.len()];
    let centres = labels::spread(&wants, &heights, area.top - 4.0, area.bottom + 4.0);
    for ((end, value), centre) in valued.into_iter().zip(centres) {
        let look = frame::number(scene.number_color(end.series), Side::Start);
        canvas.text(value, area.right + 5.0, centre + text::cap(SMALL) / 2.0, look);
    }
}
