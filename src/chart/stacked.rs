//! Stacked columns: the parts of a whole, place by place.

use super::canvas::{Area, Canvas, Side};
use super::certainty;
use super::format;
use super::frame::{End, Key, Scene, number, quiet};
use super::model::ValueLabels;
use super::palette::{INK, MUTED, WHITE, lighten};
use super::scale::Scale;
use super::text::{self, SMALL, Weight};
use super::upright::{Marks, Naming, Panel};
use crate::locale::{Language, say};
use crate::value::{Nature, Stat};

/// The part of a place's width that its column takes.
const COLUMN: f64 = 0.87;
/// The same where there are few.
const FEW_COLUMN: f64 = 0.6;
/// The widest column.
const WIDEST: f64 = 84.0;
/// So few columns get all their numbers, and those of one time after the other are tied together by ribbons.
const FEW: usize = 4;
/// Above the column: where a sum stands.
const SUM: f64 = 4.0;

/// Stacked columns.
pub(crate) struct Stacked;

/// A part of a column: from which value to which.
struct Part {
    series: usize,
    value: f64,
    from: f64,
    to: f64,
}

/// A column: its parts by series, and what of it is hidden.
struct Column {
    /// None for a series that has no value, and for one whose place would tell a hidden one.
    parts: Vec<Option<Part>>,
    /// From where to where the block of what is hidden reaches.
    block: Option<(f64, f64)>,
}

impl Column {
    /// How high what is drawn of it reaches.
    fn top(&self) -> Option<f64> {
        let tops = self.parts.iter().flatten().map(|part| part.to).chain(self.block.map(|(_, to)| to));
        tops.reduce(f64::max)
    }
}

/// A column's parts. A part stands on all that are below it, so its place tells what they come to: up to the first that is
/// hidden it is counted from below, and after the last that is hidden down from the whole, where that is known. What stands
/// between two hidden ones has no place that may be shown, and is part of their block.
fn column(scene: &Scene<'_>, facet: usize, x: usize) -> Column {
    let (grid, count) = (scene.grid, scene.grid.series.len());
    let hidden = |series: &usize| grid.is_hidden(facet, *series, x);
    let (first, last) = ((0..count).find(hidden).unwrap_or(count), (0..count).rfind(hidden));
    let mut below = 0.0;
    let mut parts: Vec<Option<Part>> = (0..count)
        .map(|series| {
            let value = grid.at(facet, series, x).filter(|_| series < first)?;
            let from = below;
            below += value;
            Some(Part { series, value, from, to: below })
        })
        .collect();
    let (Some(last), Some(whole)) = (last, whole(scene, facet, x)) else { return Column { parts, block: None } };
    let mut above = whole;
    for series in (last + 1..count).rev() {
        let Some(value) = grid.at(facet, series, x) else { continue };
        parts[series] = Some(Part { series, value, from: above - value, to: above });
        above -= value;
    }
    Column { parts, block: Some((below, above)) }
}

/// Whether a value that readers may see has no place that may be shown, and so is not drawn.
fn leaves_out(scene: &Scene<'_>) -> bool {
    let grid = scene.grid;
    let mut places = (0..grid.facets.len()).flat_map(|facet| (0..grid.xs.len()).map(move |x| (facet, x)));
    places.any(|(facet, x)| {
        let parts = column(scene, facet, x).parts;
        parts.iter().enumerate().any(|(series, part)| part.is_none() && grid.at(facet, series, x).is_some())
    })
}

/// Half the width of a column.
fn half_column(count: usize, width: f64) -> f64 {
    let part = if (2..=FEW).contains(&count) { FEW_COLUMN } else { COLUMN };
    (width / count as f64 * part).min(WIDEST) / 2.0
}

/// What a column comes to where a part of it is hidden: all that is shared out, if that is shown. The block of what is hidden is
/// then what is left of it, and says no more than readers could subtract.
fn whole(scene: &Scene<'_>, facet: usize, x: usize) -> Option<f64> {
    let grid = scene.grid;
    let hidden = (0..grid.series.len()).any(|series| grid.is_hidden(facet, series, x));
    if !hidden || !scene.chart.shares_out {
        return None;
    }
    let of = match scene.chart.stat {
        Stat::Share => 1.0,
        Stat::Count => {
            let mut ns = (0..grid.series.len()).filter_map(|series| grid.ns(facet, series)[x]);
            let first = ns.next()?;
            ns.all(|n| n == first).then_some(first as f64)?
        }
        _ => return None,
    };
    Some(of).filter(|of| *of > grid.total(facet, x).unwrap_or(0.0))
}

/// How high a column reaches.
fn reach(scene: &Scene<'_>, facet: usize, x: usize) -> Option<f64> {
    whole(scene, facet, x).or_else(|| scene.grid.total(facet, x))
}

impl Marks for Stacked {
    fn domain(&self, scene: &Scene<'_>) -> (f64, f64) {
        (0.0, totals(scene).fold(0.0, f64::max))
    }

    /// A stack whose sum is the same everywhere ends at that sum: the axis then says how many there are.
    fn scale(&self, scene: &Scene<'_>, scale: Scale) -> Scale {
        let (least, most) = totals(scene).fold((f64::INFINITY, 0.0f64), |(l, m), total| (l.min(total), m.max(total)));
        if most > 0.0 && most - least <= 1e-6 * most {
            scale.ending_at(most, format::least_step(scene.chart, scene.format))
        } else {
            scale
        }
    }

    fn naming(&self) -> Naming {
        Naming::Beside(Key::Square)
    }

    fn inset(&self, scene: &Scene<'_>, width: f64) -> Option<f64> {
        let count = scene.grid.xs.len();
        (2..=FEW).contains(&count).then(|| half_column(count, width) + 3.0)
    }

    fn widest(&self, scene: &Scene<'_>) -> f64 {
        if scene.grid.xs.len() == 1 { WIDEST + 30.0 } else { f64::INFINITY }
    }

    fn unplaced(&self, scene: &Scene<'_>) -> Option<String> {
        leaves_out(scene).then(|| say!(scene.chart.language, "chart-unplaced"))
    }

    fn headroom(&self, scene: &Scene<'_>) -> f64 {
        let grid = scene.grid;
        let known = |facet, x| (0..grid.series.len()).filter(|series| grid.at(facet, *series, x).is_some()).count();
        let partly = |facet, x| (1..grid.series.len()).contains(&known(facet, x));
        let dashes = (0..grid.facets.len()).any(|facet| (0..grid.xs.len()).any(|x| partly(facet, x)));
        if scene.chart.totals || dashes { text::cap(SMALL) + SUM } else { 0.0 }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, scene: &Scene<'_>, panel: &Panel<'_>) -> Vec<End> {
        let count = scene.grid.xs.len();
        let half = half_column(count, panel.area.width());
        let columns: Vec<_> = (0..count).map(|x| column(scene, panel.facet, x)).collect();
        // A ribbon says that the same people are somewhere else a while later; between two places or groups it would be untrue.
        if scene.chart.in_time && (2..=FEW).contains(&count) {
            for x in 0..count - 1 {
                ribbons(
                    canvas,
                    scene,
                    panel,
                    (&columns[x].parts, &columns[x + 1].parts),
                    (panel.x(x) + half, panel.x(x + 1) - half),
                );
            }
        }
        let shown = |x: usize| match scene.chart.value_labels {
            ValueLabels::None => false,
            ValueLabels::All => true,
            ValueLabels::Auto => count <= FEW || x == 0 || x + 1 == count,
            ValueLabels::Ends => x == 0 || x + 1 == count,
        };
        let widest = numbered_width(scene, shown);
        for (x, column) in columns.iter().enumerate() {
            for part in column.parts.iter().flatten() {
                let area = Area {
                    left: panel.x(x) - half,
                    right: panel.x(x) + half,
                    top: panel.y(part.to),
                    bottom: panel.y(part.from),
                };
                draw_part(canvas, scene, (panel.facet, x, part), area, shown(x) && widest + 2.0 <= half * 2.0);
                // A part without height has no place to point at.
                if area.height() >= 0.05 {
                    canvas.zone(scene.grid.place(panel.facet, part.series, x), area);
                }
            }
            if let Some((from, to)) = column.block {
                let (left, right) = (panel.x(x) - half, panel.x(x) + half);
                hidden_block(
                    canvas,
                    scene.chart.language,
                    Area { left, right, top: panel.y(to), bottom: panel.y(from) },
                );
            }
            above(canvas, scene, panel, x, column);
        }
        ends(scene, panel, &columns, half)
    }
}

fn totals<'a>(scene: &'a Scene<'_>) -> impl Iterator<Item = f64> + 'a {
    let facets = 0..scene.grid.facets.len();
    facets.flat_map(move |facet| (0..scene.grid.xs.len()).filter_map(move |x| reach(scene, facet, x)))
}

/// One part, with a hair of paper above it, and its number where there is room.
fn draw_part(
    canvas: &mut Canvas<'_>,
    scene: &Scene<'_>,
    (facet, x, part): (usize, usize, &Part),
    area: Area,
    shown: bool,
) {
    if area.height() < 0.05 {
        return;
    }
    let tone = scene.tones[part.series];
    let look = scene.look(facet, part.series, x);
    let hair = if part.from == 0.0 { 0.0 } else { (area.height() * 0.25).min(0.6) };
    certainty::fill(canvas, Area { bottom: area.bottom - hair, ..area }, tone.fill(), look);
    let label = scene.value(part.value);
    if shown && area.height() >= text::cap(SMALL) + 2.2 {
        let baseline = f64::midpoint(area.top, area.bottom) + text::cap(SMALL) / 2.0;
        let middle = f64::midpoint(area.left, area.right);
        if look == Nature::Observed {
            canvas.text(&label, middle, baseline, number(tone.on_fill(), Side::Middle));
        } else {
            canvas.text_on_paper(&label, middle, baseline, number(INK, Side::Middle));
        }
    }
}

/// One block for all that is hidden of a column, with its word where there is room.
fn hidden_block(canvas: &mut Canvas<'_>, language: Language, area: Area) {
    if area.height() < 0.05 {
        return;
    }
    let hair = (area.height() * 0.25).min(0.6);
    let area = Area { bottom: area.bottom - hair, ..area };
    canvas.fill(area, lighten(MUTED, 0.88));
    canvas.hatch(area, 0.5, lighten(MUTED, 0.45));
    let (wide, high) = (area.width(), area.height());
    let word = say!(language, "chart-hidden");
    let room = text::width(&word, SMALL, Weight::Regular) + 4.0;
    if room <= wide && high >= text::cap(SMALL) + 3.0 {
        let baseline = f64::midpoint(area.top, area.bottom) + text::cap(SMALL) / 2.0;
        canvas.text_on_paper(&word, f64::midpoint(area.left, area.right), baseline, quiet(Side::Middle));
    }
}

/// The width of the widest number in the columns that are to have numbers: all of them get theirs, or none.
fn numbered_width(scene: &Scene<'_>, shown: impl Fn(usize) -> bool) -> f64 {
    let grid = scene.grid;
    let mut widest = 0.0f64;
    for x in (0..grid.xs.len()).filter(|x| shown(*x)) {
        for facet in 0..grid.facets.len() {
            for value in (0..grid.series.len()).filter_map(|series| grid.at(facet, series, x)) {
                widest = widest.max(text::width(&scene.value(value), SMALL, Weight::SemiBold));
            }
        }
    }
    widest
}

/// What stands above a column: its sum where asked for or where that is 0, and a dash where a part of it is not known.
fn above(canvas: &mut Canvas<'_>, scene: &Scene<'_>, panel: &Panel<'_>, x: usize, column: &Column) {
    let hides = (0..scene.grid.series.len()).find(|series| scene.grid.is_hidden(panel.facet, *series, x));
    let Some(total) = column.top().or_else(|| hides.map(|_| 0.0)) else { return };
    let baseline = panel.y(total) - SUM + 0.5;
    let whole = column.parts.iter().all(Option::is_some);
    // A block says itself that something is hidden.
    if column.block.is_some() {
        return;
    }
    let sign = hides.map_or("–", |series| scene.grid.nothing(panel.facet, series, x));
    let label = if whole { scene.value(total) } else { sign.to_owned() };
    // A column of nothing would look as if it had been forgotten.
    let nothing = total == 0.0 && scene.chart.value_labels != ValueLabels::None;
    if !scene.chart.totals && whole && !nothing {
        return;
    }
    // Moved in from the panel's edges, and left out where it would stand on another.
    let half = text::width(&label, SMALL, Weight::SemiBold) / 2.0;
    let (first, last) = (panel.area.left - 3.0 + half, panel.area.right + 1.0 - half);
    let look = number(if whole { INK } else { MUTED }, Side::Middle);
    let middle = panel.x(x).max(first).min(last);
    if first <= last && canvas.is_free(&look.room(&label, middle, baseline)) {
        canvas.text_on_paper(&label, middle, baseline, look);
    }
}

/// Light bands from the parts of one column to those of the next, so that the eye can follow each.
fn ribbons(
    canvas: &mut Canvas<'_>,
    scene: &Scene<'_>,
    panel: &Panel<'_>,
    (before, after): (&[Option<Part>], &[Option<Part>]),
    (left, right): (f64, f64),
) {
    let (left, right) = (left + 1.2, right - 1.2);
    for (from, to) in before.iter().zip(after) {
        let (Some(from), Some(to)) = (from, to) else { continue };
        let (start, end) = ((panel.y(from.from), panel.y(from.to)), (panel.y(to.from), panel.y(to.to)));
        let color = lighten(scene.tones[from.series].fill(), 0.8);
        canvas.polygon(&[(left, start.0), (left, start.1), (right, end.1), (right, end.0)], color);
        if from.from > 0.0 || to.from > 0.0 {
            canvas.line(&[(left, start.0), (right, end.0)], 0.6, WHITE);
        }
    }
}

/// Where the series end: the middles of the parts of the last column that has any.
fn ends(scene: &Scene<'_>, panel: &Panel<'_>, columns: &[Column], half: f64) -> Vec<End> {
    let Some(x) = columns.iter().rposition(|column| column.top().is_some()) else {
        let at = (panel.area.right, panel.area.bottom);
        return (0..scene.grid.series.len()).rev().map(|series| End { series, at, value: None, seen: false }).collect();
    };
    let Column { parts, block } = &columns[x];
    let block = block.map(|(from, to)| f64::midpoint(from, to));
    let mut below = 0.0;
    let mut ends: Vec<_> = parts
        .iter()
        .enumerate()
        .map(|(series, part)| {
            let hidden = block.filter(|_| scene.grid.is_hidden(panel.facet, series, x));
            let middle = part.as_ref().map_or(hidden.unwrap_or(below), |part| f64::midpoint(part.from, part.to));
            below = part.as_ref().map_or(middle, |part| part.to);
            let seen = part.as_ref().is_some_and(|part| part.value > 0.0);
            End { series, at: (panel.x(x) + half, panel.y(middle)), value: None, seen }
        })
        .collect();
    // The topmost first, so that names of parts without height keep the order of the stack.
    ends.reverse();
    ends
}
