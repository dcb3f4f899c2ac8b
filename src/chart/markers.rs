//! Markers: a shape for each series, so that lines keep apart without colour.

use std::f64::consts::TAU;

use super::canvas::{Area, Canvas};
use super::palette::{Rgb, WHITE};
use crate::value::Nature;

/// The corners of a shape around the origin, y downwards, about as large as a circle of radius 1; none is a circle.
fn corners(shape: usize) -> Vec<(f64, f64)> {
    let regular = |count: usize, size: f64, turn: f64| -> Vec<(f64, f64)> {
        (0..count)
            .map(|at| {
                let angle = TAU * (at as f64 / count as f64 + turn);
                (size * libm::cos(angle), size * libm::sin(angle))
            })
            .collect()
    };
    let star = |points: usize, inner: f64, size: f64, turn: f64| -> Vec<(f64, f64)> {
        (0..points * 2)
            .map(|at| {
                let angle = TAU * (at as f64 / (points * 2) as f64 + turn);
                let reach = if at % 2 == 0 { size } else { size * inner };
                (reach * libm::cos(angle), reach * libm::sin(angle))
            })
            .collect()
    };
    match shape {
        0 => Vec::new(),
        1 => regular(4, 1.25, 0.125),
        2 => regular(4, 1.4, 0.0),
        3 => regular(3, 1.45, -0.25),
        4 => regular(3, 1.45, 0.25),
        5 => star(4, 0.42, 1.6, 0.0),
        6 => star(4, 0.42, 1.6, 0.125),
        7 => star(5, 0.45, 1.6, -0.25),
        _ => regular(6, 1.25, 0.0),
    }
}

/// The marker of the series at `shape`, with a rim of paper that frees it from what lies under it.
pub(crate) fn draw(canvas: &mut Canvas<'_>, shape: usize, at: (f64, f64), radius: f64, color: Rgb) {
    draw_bare(canvas, shape, at, radius + 0.9, WHITE);
    draw_bare(canvas, shape, at, radius, color);
}

/// The marker of a value that is as sure as `look`: hollow where the value is not observed.
pub(crate) fn draw_as(canvas: &mut Canvas<'_>, shape: usize, at: (f64, f64), radius: f64, color: Rgb, look: Nature) {
    draw(canvas, shape, at, radius, color);
    if look != Nature::Observed {
        draw_bare(canvas, shape, at, radius * 0.55, WHITE);
    }
}

/// The room around a marker.
pub(crate) fn room((x, y): (f64, f64), radius: f64) -> Area {
    Area { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius }
}

/// The marker without its rim, to stand on paper.
pub(crate) fn draw_bare(canvas: &mut Canvas<'_>, shape: usize, at: (f64, f64), radius: f64, color: Rgb) {
    let outline = corners(shape);
    if outline.is_empty() {
        canvas.disc(at, radius, color);
    } else {
        let placed: Vec<_> = outline.iter().map(|(x, y)| (at.0 + x * radius, at.1 + y * radius)).collect();
        canvas.polygon(&placed, color);
    }
}
