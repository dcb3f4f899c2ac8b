//! Charts: from values to a picture and to words for those who cannot see it.
//!
//! Input: a [`Chart`] (what the spec asks for, plain data) and the exhibit's values as readers may know them ([`Disclosed`]). Output: a [`Drawing`], SVG text
//! whose unit is the point and whose text is text, and its alt text; or findings of the code `chart-unfit`. The same
//! input gives the same bytes: no system font, clock or hash order takes part. A chart computes no value of its own
//! (but the heights of a stack), and knows neither frames nor the spec.
//!
//! A kind of chart is one file on top of shared parts. Kinds with an upright value axis (`stacked`, `grouped`, `lines`,
//! `points`, `steps`, `slope`, `histogram`, and `columns_line`, which joins two of them) say what their axis must hold and draw marks in panels that
//! `upright` lays out; kinds with rows on a lying axis (`forest`, `dots`, `pyramid`, `diverging`, `funnel`, `goals`) draw theirs in rows
//! that `lying` lays out; `bars`, `tornado`, `waterfall`, `heat`, `alluvial` and `consort` lay out their own, and so do `ladder` and `flow`, which have words and no values.
//! What stands around marks is a file each: `interval` (bands and bars), `certainty` (what is not observed), `nrow` (how many the values rest on), `reference` (a place marked),
//! `reached` (a place that a line reaches).
//! `accounted` holds what was drawn against the values: each number is a value, an N, a name, or a tick that stands where it says.
//! Shared by all are the `grid` of values, the `scale`, the `frame` (document, axes, names of series), the `palette`, the
//! measuring of `text`, and `labels` that keep clear of each other. `turned` shows an exhibit from another side.

#![allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "lengths in points and counts of series are small"
)]

mod accounted;
mod alluvial;
mod alt;
mod bars;
mod canvas;
mod certainty;
mod columns_line;
mod consort;
mod diverging;
mod dots;
mod empty;
mod flow;
mod forest;
mod format;
mod frame;
mod funnel;
mod goals;
mod grid;
mod grouped;
mod heading;
mod heat;
mod histogram;
mod interval;
mod labels;
mod ladder;
mod lines;
mod lying;
mod markers;
mod model;
mod nextbest;
mod nrow;
mod page;
pub mod palette;
mod plan;
mod points;
mod pyramid;
mod reached;
mod reference;
mod scale;
mod slope;
mod stacked;
mod steps;
mod text;
mod tornado;
mod turned;
mod upright;
mod waterfall;
mod written;
mod xlabel;

pub use empty::{all_hidden, all_zero, empty};
pub use flow::{Flow, FlowColumn, draw as flow};
pub use ladder::{Ladder, Step, draw as ladder};
pub use model::{Chart, ChartKind, Drawing, ValueFormat, ValueLabels, Zone};
pub use palette::Tone;
pub use reached::Reached;
pub use turned::{Axes, turned};
pub use written::{formats, text as written};

use crate::diagnostic::Findings;
use crate::value::Disclosed;

/// The chart as SVG, with its alt text.
///
/// # Errors
/// Findings of the code `chart-unfit` where the values cannot be shown well in this kind of chart, nor in the next best,
/// all at once.
pub fn draw(chart: &Chart, values: &Disclosed) -> Result<Drawing, Findings> {
    judged(chart, values).or_else(|unfit| nextbest::draw(chart, values, unfit, judged))
}

/// The chart in the form that was asked for, and whether its numbers are its own.
fn judged(chart: &Chart, values: &Disclosed) -> Result<Drawing, Findings> {
    let drawing = as_asked(chart, values)?;
    let strays = accounted::strays(chart, values, &drawing);
    Ok(Drawing { strays, ..drawing })
}

/// The chart in the form that was asked for.
fn as_asked(chart: &Chart, values: &Disclosed) -> Result<Drawing, Findings> {
    if chart.kind == ChartKind::Tornado {
        if values.rows.iter().any(|row| row.suppressed) {
            return Err(grid::hides("a bar of a tornado is hidden, and the others would give it away").into());
        }
        return tornado::draw(chart, &tornado::Tornado::of(chart, values)?);
    }
    let grid = grid::Grid::of(chart, values)?;
    if let Some(finding) = grid.hides_too_much(chart) {
        return Err(finding.into());
    }
    let alt = alt::text(chart, &grid);
    match chart.kind {
        ChartKind::StackedColumns => upright::draw(chart, &grid, &stacked::Stacked, alt),
        ChartKind::GroupedColumns => upright::draw(chart, &grid, &grouped::Grouped, alt),
        ChartKind::Lines => upright::draw(chart, &grid, &lines::Lines::default(), alt),
        ChartKind::Points => upright::draw(chart, &grid, &points::Points, alt),
        ChartKind::Bars | ChartKind::Tornado => bars::draw(chart, &grid, alt),
        ChartKind::Waterfall => waterfall::draw(chart, &grid),
        ChartKind::Flow => consort::draw(chart, &grid),
        ChartKind::ColumnsAndLine => columns_line::draw(chart, &grid, alt),
        ChartKind::Forest => lying::draw(chart, &grid, &forest::Forest, alt),
        ChartKind::Dots => lying::draw(chart, &grid, &dots::Dots, alt),
        ChartKind::Pyramid => lying::draw(chart, &grid, &pyramid::Pyramid, alt),
        ChartKind::Diverging => lying::draw(chart, &grid, &diverging::Diverging, alt),
        ChartKind::Funnel => lying::draw(chart, &grid, &funnel::Funnel, alt),
        ChartKind::Heat => heat::draw(chart, &grid, alt),
        ChartKind::Steps => upright::draw(chart, &grid, &steps::Steps, alt),
        ChartKind::Slope => upright::draw(chart, &grid, &slope::Slope, alt),
        ChartKind::Histogram => upright::draw(chart, &grid, &histogram::Histogram, alt),
        ChartKind::Goals => lying::draw(chart, &grid, &goals::Goals::of(chart, &grid, values)?, alt),
        ChartKind::Alluvial => alluvial::draw(chart, &grid, alt),
    }
}

/// What the chart shows, in whole sentences, from the values.
///
/// # Errors
/// As [`draw`], for values that no chart can show.
pub fn alt_text(chart: &Chart, values: &Disclosed) -> Result<String, Findings> {
    if chart.kind == ChartKind::Tornado {
        return Ok(tornado::alt(chart, &tornado::Tornado::of(chart, values)?));
    }
    let grid = grid::Grid::of(chart, values)?;
    if chart.kind == ChartKind::Flow {
        return consort::alt_text(chart, &grid);
    }
    Ok(alt::text(chart, &grid))
}
