//! A reference: an upright line at a place along the axis, with a few words, such as where an effort begins.

use super::canvas::{Area, Canvas, Side, Type};
use super::frame::{Scene, strong};
use super::grid::unfit;
use super::palette::Tone;
use super::text::{self, SMALL, Weight};
use super::upright::Panel;
use crate::diagnostic::{Finding, did_you_mean};

/// Between the line and its words.
const BESIDE: f64 = 3.6;

/// A line at a place.
pub(crate) struct Reference {
    at: usize,
    words: String,
}

impl Reference {
    /// The reference that the chart asks for.
    pub(crate) fn of(scene: &Scene<'_>) -> Result<Option<Self>, Finding> {
        let Some((x, words)) = &scene.chart.mark else { return Ok(None) };
        if let Some(at) = scene.grid.xs.iter().position(|known| known == x) {
            return Ok(Some(Self { at, words: words.clone() }));
        }
        let finding = unfit(format!("the chart marks the place `{x}`, which is not on its axis"));
        Err(match did_you_mean(x, scene.grid.xs.iter().map(String::as_str)) {
            Some(meant) => finding.help(format!("did you mean `{meant}`?")),
            None => finding.help("mark one of the keys along the axis"),
        })
    }

    /// The room its words take above a panel.
    pub(crate) fn height() -> f64 {
        text::cap(SMALL) + 7.0
    }

    /// Draws it from `top` to the panel's foot. Where places are bands, it stands before its place.
    pub(crate) fn draw(&self, canvas: &mut Canvas<'_>, panel: &Panel<'_>, top: f64) {
        let x = if panel.banded { panel.x(self.at) - panel.slot / 2.0 } else { panel.x(self.at) };
        let area = panel.area;
        let color = Tone::Accent.stroke();
        canvas.dashes(&[(x, top), (x, area.bottom)], 0.9, color);
        canvas.keep_free(Area { left: x - 1.0, right: x + 1.0, top, bottom: area.bottom });
        let room = |side: Side| if side == Side::Start { area.right - x - BESIDE } else { x - area.left - BESIDE };
        let wide = text::width(&self.words, SMALL, Weight::SemiBold);
        let side =
            if wide <= room(Side::Start) || room(Side::Start) >= room(Side::End) { Side::Start } else { Side::End };
        let words = text::fit(&self.words, SMALL, Weight::SemiBold, room(side));
        let beside = if side == Side::Start { BESIDE } else { -BESIDE };
        let look: Type = strong(color, side);
        canvas.text(&words, x + beside, top + text::cap(SMALL) + 0.5, look);
    }
}
