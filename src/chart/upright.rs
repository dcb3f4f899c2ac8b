//! Charts with an upright value axis: panels side by side on one scale, in which the kinds draw their marks.

use super::canvas::{Area, Canvas, Side, Type};
use super::certainty;
use super::format;
use super::frame::{self, End, Key, Legend, Names, Scene, Sheet, quiet};
use super::grid::Grid;
use super::heading::Heading;
use super::interval::Look;
use super::labels;
use super::model::{Chart, ChartKind, Drawing};
use super::nrow::{NRow, Setting};
use super::palette::INK;
use super::plan::{Margins, Plan};
use super::reference::Reference;
use super::scale::Scale;
use super::text::{self, BODY, SMALL, Weight};
use super::xlabel::{BEHIND, Set, XLabels};
use crate::diagnostic::{Finding, Findings};

/// Between rows of panels.
const BETWEEN_ROWS: f64 = 10.0;
/// The most of the page's width that names beside several panels take, where they could stand above them.
const WIDE_NAMES: f64 = 0.24;

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
    /// What says of values that readers may see, and that are not drawn, why they are not.
    fn unplaced(&self, _scene: &Scene<'_>) -> Option<String> {
        None
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

/// The chart of a kind.
pub(crate) fn draw(chart: &Chart, grid: &Grid, marks: &impl Marks, alt: String) -> Result<Drawing, Findings> {
    let scene = Scene::of(chart, grid);
    let layout = Layout::of(&scene, marks)?;
    let width = frame::page_width(chart);
    Ok(frame::document(&Sheet::of(chart), alt, width, layout.height, |canvas| {
        if let Some(legend) = &layout.legend {
            legend.draw(canvas, &scene, 0.0, 0.0);
        }
        layout.heading.draw(canvas, &scene, layout.legend_height);
        for row in 0..layout.plan.rows {
            for column in 0..layout.plan.columns {
                if row * layout.plan.columns + column < grid.facets.len() {
                    layout.panel(canvas, &scene, marks, (row, column));
                }
            }
        }
        layout.x_title(canvas, &scene);
    }))
}

/// Everything that is decided before the first mark is drawn.
struct Layout<'a> {
    names: Option<Names>,
    legend: Option<Legend>,
    legend_height: f64,
    heading: Heading,
    /// The row of N, how it is set and how high it is.
    n_row: Option<(NRow, Setting, f64)>,
    reference: Option<Reference>,
    scale: Scale,
    ticks: Vec<String>,
    plan: Plan,
    xlabels: XLabels,
    x_set: Set,
    /// The title of the axis under its labels.
    under: Option<&'a str>,
    /// The title of the axis behind its last label.
    behind: Option<&'a str>,
    /// See [`Panel`].
    headroom: f64,
    footroom: f64,
    over: f64,
    /// What stands above and under each panel.
    above_panel: f64,
    under_panel: f64,
    panel_height: f64,
    height: f64,
}

impl<'a> Layout<'a> {
    fn of(scene: &Scene<'a>, marks: &impl Marks) -> Result<Self, Findings> {
        let Scene { chart, grid, .. } = *scene;
        let width = frame::page_width(chart);
        let facets = grid.facets.len();
        let xlabels = XLabels::of(chart, &grid.xs);

        // Names first: what they take of the width decides the rest.
        let (names, legend) = named(scene, marks, width)?;
        let legend_height = legend.as_ref().map_or(0.0, Legend::height);
        let key = match marks.naming() {
            Naming::Beside(key) | Naming::Above(key) => key,
            Naming::Inside => Key::Square,
        };
        let n_row = NRow::of(scene, key);
        let reference = Reference::of(scene)?;
        let heading = Heading::telling(scene, marks.interval(), marks.unplaced(scene).as_deref(), width);

        // The least height of a panel; with it the axis, and with that the width of its labels.
        let wished = marks.height(usual_height(facets));
        let (low, high) = marks.domain(scene);
        let likely = chart.height_mm.map_or(wished, |mm| (frame::from_mm(mm) - 50.0).clamp(50.0, 300.0));
        let steps = (likely / 38.0) as usize;
        let from_zero = chart.zero || !marks.free_of_zero();
        let scale = marks.scale(scene, frame::scale(scene, (low, high), steps, from_zero));
        let free = (scale.high - high) / (scale.high - scale.low) * wished;
        let parted = certainty::parts(scene);
        let over = if reference.is_some() { Reference::height() } else { 0.0 }
            + if parted { certainty::height() } else { 0.0 };
        let headroom = (marks.headroom(scene) - free).max(0.0) + marks.attic(scene) + over;
        let above_panel = headroom + if facets > 1 { 19.0 } else { 7.0 };
        let ticks = frame::tick_labels(scene, &scale);
        let widest = ticks.iter().map(|label| text::width(label, SMALL, Weight::Regular));
        let left = widest.fold(marks.tick_width(), f64::max) + 7.0;

        // One panel has room beside it for what its axis counts, and for the numbers of a row of bars.
        let x_title = chart.x_title.as_deref().filter(|title| !title.is_empty());
        let behind = x_title.filter(|title| facets == 1 && xlabels.takes_behind(title));
        // The markers of an inner line may reach over the edge.
        let bare = if marks.naming() == Naming::Inside { 3.5 } else { 1.0 };
        // Numbers at the ends of lines whose names stand above still need their room.
        let ends = marks.end_value_width(scene);
        let bare = if ends > 0.0 { ends + 6.0 } else { bare };
        let right = names.as_ref().map_or(bare, |names| names.width() + 10.0);
        let mut right = right.max(behind.map_or(0.0, |title| xlabels.reach(title)));
        let likely_slot = (width - left - right).min(marks.widest(scene)) / grid.xs.len() as f64 * 0.9;
        let beside = n_row.as_ref().filter(|_| chart.kind != ChartKind::Steps);
        let beside = beside.filter(|row| facets == 1 && !row.numbers_fit(likely_slot, f64::INFINITY));
        right = right.max(beside.map_or(0.0, |row| row.width() + 8.0));
        let value_width = marks.end_value_width(scene);
        let gap = if value_width > 0.0 { value_width + 14.0 } else { 16.0 };
        let (plan, x_set) = Plan::of(scene, marks, &xlabels, Margins { left, right, gap })?;
        marks.check(scene, plan.slot)?;
        let setting = n_row.as_ref().map(|row| row.setting(scene, &plan, beside.is_some())).transpose()?;
        let n_row = n_row.zip(setting).map(|(row, setting)| {
            let height = row.height(setting);
            (row, setting, height)
        });

        let free = (low - scale.low) / (scale.high - scale.low) * wished;
        let footroom = (marks.footroom(scene) - free).max(0.0);
        let labels_height = x_set.height().map_or(3.0, |height| 6.0 + height + 4.0);
        // The title of the axis stands under its labels; rows of panels share one at the foot.
        let under = x_title.filter(|_| behind.is_none());
        let title_room = if under.is_some() { text::leading(SMALL) + 3.0 } else { 0.0 };
        let (in_panel, foot) = if plan.rows == 1 { (title_room, 0.0) } else { (0.0, title_room) };
        let row_height = n_row.as_ref().map_or(0.0, |row| row.2);
        let under_panel = footroom + labels_height + in_panel + row_height;

        let rows = plan.rows as f64;
        let outside = heading.height() + legend_height + foot + rows * (above_panel + under_panel);
        let asked = chart.height_mm.map(|mm| ((frame::from_mm(mm) - outside) / rows).max(50.0));
        let panel_height = asked.unwrap_or(wished).max(names.as_ref().map_or(0.0, Names::least_height));
        let height = outside + rows * (panel_height + BETWEEN_ROWS) - BETWEEN_ROWS + 1.0;
        Ok(Self {
            names,
            legend,
            legend_height,
            heading,
            n_row,
            reference,
            scale,
            ticks,
            plan,
            xlabels,
            x_set,
            under,
            behind,
            headroom,
            footroom,
            over,
            above_panel,
            under_panel,
            panel_height,
            height,
        })
    }

    /// Draws the panel in a row and a column, with what stands around it.
    fn panel(&self, canvas: &mut Canvas<'_>, scene: &Scene<'_>, marks: &impl Marks, (row, column): (usize, usize)) {
        let plan = &self.plan;
        let facet = row * plan.columns + column;
        let pitch = self.above_panel + self.panel_height + self.under_panel + BETWEEN_ROWS;
        let top = self.heading.height() + self.legend_height + row as f64 * pitch + self.above_panel;
        let left = plan.left + column as f64 * (plan.panel_width + plan.gap);
        let area = Area { left, right: left + plan.panel_width, top, bottom: top + self.panel_height };
        let is_last = column + 1 == plan.columns || facet + 1 == scene.grid.facets.len();
        let panel = Panel {
            area,
            facet,
            scale: &self.scale,
            headroom: self.headroom,
            footroom: self.footroom,
            reference: self.over,
            banded: marks.inset(scene, plan.panel_width).is_none(),
            inset: plan.inset,
            slot: plan.slot,
            first: column == 0,
            named: is_last,
        };
        let ends = self.inside(canvas, scene, &panel, marks);
        if let Some((row, setting, height)) = &self.n_row {
            let labelled = |x: usize| self.x_set.lines.get(x).is_some_and(|lines| !lines.is_empty());
            row.draw(canvas, scene, &panel, area.bottom + self.under_panel - height, *setting, labelled);
        }
        match &self.names {
            Some(names) if is_last => {
                names.draw(canvas, scene, &ends, area.right + 10.0, (area.top - 9.0, area.bottom + 4.0));
            }
            _ => end_values(canvas, scene, &ends, area),
        }
    }

    /// One panel: grid, marks, base line, labels under it and the facet's name above it.
    fn inside(&self, canvas: &mut Canvas<'_>, scene: &Scene<'_>, panel: &Panel<'_>, marks: &impl Marks) -> Vec<End> {
        let area = panel.area;
        frame::horizontal_grid(canvas, area, panel.scale, panel.first.then_some(&self.ticks[..]));
        let facet = &scene.grid.facets[panel.facet];
        if !facet.is_empty() {
            let look = Type { size: BODY, ..frame::strong(INK, Side::Start) };
            let baseline = area.top - panel.headroom - 8.5;
            let name = text::fit(format::facet(scene.chart, facet), BODY, Weight::SemiBold, area.width());
            canvas.text(&name, area.left, baseline, look);
        }
        let baseline = area.bottom + panel.footroom + 6.0 + text::cap(SMALL);
        for (at, lines) in self.x_set.lines.iter().enumerate() {
            if self.x_set.on_end {
                let (x, top) = (panel.x(at) + text::cap(SMALL) / 2.0, baseline - text::cap(SMALL));
                for line in lines {
                    canvas.text_on_end(line, x, top, quiet(Side::End));
                }
            } else {
                canvas.lines(lines, panel.x(at), baseline, quiet(Side::Middle));
            }
        }
        if !marks.base_in_front() {
            frame::base_line(canvas, area, panel.scale);
        }
        marks.behind(canvas, scene, panel);
        let mut top = area.top - panel.headroom;
        if let Some(reference) = &self.reference {
            reference.draw(canvas, panel, top);
            top += Reference::height();
        }
        certainty::break_line(canvas, scene, panel, top);
        let ends = marks.draw(canvas, scene, panel);
        if marks.base_in_front() {
            frame::base_line(canvas, area, panel.scale);
        }
        ends
    }

    /// The title of the axis that the panels share.
    fn x_title(&self, canvas: &mut Canvas<'_>, scene: &Scene<'_>) {
        let Self { plan, height, .. } = self;
        if let Some(title) = self.under {
            let middle = plan.left + (plan.columns as f64 * (plan.panel_width + plan.gap) - plan.gap) / 2.0;
            let row_height = self.n_row.as_ref().map_or(0.0, |row| row.2);
            let baseline = if plan.rows == 1 { height - 4.0 - row_height } else { height - 3.0 };
            canvas.text(title, middle, baseline, quiet(Side::Middle));
        }
        if let Some(title) = self.behind {
            let last = plan.left + plan.inset + plan.slot * (scene.grid.xs.len() - 1) as f64;
            let baseline = height - 1.0 - self.under_panel + self.footroom + 6.0 + text::cap(SMALL);
            canvas.text(title, last + self.xlabels.half() + BEHIND, baseline, quiet(Side::Start));
        }
    }
}

/// The height of a panel among so many.
fn usual_height(facets: usize) -> f64 {
    match facets {
        0 | 1 => 176.0,
        2..=4 => 132.0,
        _ => 82.0,
    }
}

/// The names of series, beside the last panel or in rows above.
fn named(scene: &Scene<'_>, marks: &impl Marks, width: f64) -> Result<(Option<Names>, Option<Legend>), Finding> {
    let value_width = marks.end_value_width(scene);
    match marks.naming() {
        Naming::Beside(key) if scene.grid.series.len() > 1 || value_width > 0.0 => {
            let most = width * if scene.grid.facets.len() > 1 { 0.29 } else { 0.34 };
            match Names::beside(scene, key, value_width, most) {
                // Beside several panels long names take the room that the panels need; above them they stand in a row.
                Ok(names) if scene.grid.facets.len() > 1 && names.width() > WIDE_NAMES * width => {
                    match Legend::above(scene, key, width) {
                        Ok(legend) if legend.is_one_row() => Ok((None, Some(legend))),
                        _ => Ok((Some(names), None)),
                    }
                }
                Ok(names) => Ok((Some(names), None)),
                // Above the panels there is more room for long names.
                Err(_) => Ok((None, Some(Legend::above(scene, key, width)?))),
            }
        }
        Naming::Above(key) | Naming::Beside(key) => Ok((None, Some(Legend::above(scene, key, width)?))),
        Naming::Inside => Ok((None, None)),
    }
}

/// The numbers at the ends of series in a panel without names.
fn end_values(canvas: &mut Canvas<'_>, scene: &Scene<'_>, ends: &[End], area: Area) {
    let valued: Vec<_> = ends.iter().filter_map(|end| Some((end, end.value.as_ref()?))).collect();
    let wants: Vec<_> = valued.iter().map(|(end, _)| end.at.1).collect();
    let heights = vec![text::cap(SMALL) + 3.4; valued.len()];
    let centres = labels::spread(&wants, &heights, area.top - 4.0, area.bottom + 4.0);
    for ((end, value), centre) in valued.into_iter().zip(centres) {
        let look = frame::number(scene.number_color(end.series), Side::Start);
        let (x, baseline) = (area.right + 5.0, centre + text::cap(SMALL) / 2.0);
        // A name along the axis may reach over the panel's edge, and under it is the axis' own.
        if centre <= area.bottom + 6.0 && canvas.is_free(&look.room(value, x, baseline)) {
            canvas.text(value, x, baseline, look);
        }
    }
}
