//! The plan of upright panels: how many stand side by side, how wide they are, and where places lie in them.

use super::frame::{self, Scene};
use super::grid::unfit;
use super::upright::Marks;
use super::xlabel::{Set, XLabels};
use crate::diagnostic::Finding;

/// The least room for panels.
const NARROWEST: f64 = 44.0;
/// Panels narrower than this stand under each other instead.
const COMFORTABLE: f64 = 105.0;
/// The most panels side by side.
const MOST_COLUMNS: usize = 4;

/// From the panel's left edge to the first place, and from place to place.
fn places(insets: Option<(f64, f64)>, count: usize, width: f64) -> (f64, f64) {
    match insets {
        Some((left, right)) if count > 1 => (left, (width - left - right) / (count - 1) as f64),
        _ => (width / count as f64 / 2.0, width / count as f64),
    }
}

/// What stands beside the panels.
pub(crate) struct Margins {
    pub(crate) left: f64,
    pub(crate) right: f64,
    pub(crate) gap: f64,
}

/// How the panels are arranged, and the places in them.
pub(crate) struct Plan {
    pub(crate) columns: usize,
    pub(crate) rows: usize,
    pub(crate) panel_width: f64,
    pub(crate) gap: f64,
    pub(crate) left: f64,
    /// From a panel's left edge to the first place.
    pub(crate) inset: f64,
    /// Between two places.
    pub(crate) slot: f64,
}

impl Plan {
    /// The widest panels that leave room for the margins and for the labels along the axis. The first and the last label
    /// may reach over a panel's edges as far as there is room; where there is too little, the room is made, which narrows
    /// the panels, and so on until it fits.
    pub(crate) fn of(
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
    pub(crate) fn right(&self, width: f64) -> f64 {
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
