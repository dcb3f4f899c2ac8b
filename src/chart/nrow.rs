//! The row of N: how many the values rest on, quietly under the axis, so that a change in who is observed is seen.
//!
//! Where a number can stand under each place it does; else bars from zero on one scale, with the least and the greatest
//! number. Series that rest on different numbers get a row each.

use super::accounted::Counted;
use super::canvas::{Area, Canvas, Side};
use super::frame::{Key, Scene, page_width, quiet};
use super::grid::{HIDDEN, unfit};
use super::model::{Chart, ChartKind};
use super::palette::Tone;
use super::plan::Plan;
use super::text::{self, SMALL, Weight};
use super::upright::Panel;
use crate::diagnostic::Finding;
use crate::locale::{Language, NBSP, say};

/// The height of the bars.
const BAR: f64 = 12.0;
/// Under a row of bars or numbers.
const UNDER: f64 = 5.0;
/// From the sign of a series to its number.
const KEY: f64 = 10.0;
/// The widest bar.
const WIDEST: f64 = 14.0;
/// The room between two numbers.
const BETWEEN: f64 = 8.0;

/// The rows.
pub(crate) struct NRow {
    language: Language,
    /// The series of each row; none where one row holds for all.
    rows: Vec<Option<usize>>,
    /// The sign of a series.
    key: Key,
    /// The greatest number.
    most: u64,
}

/// How the rows are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Setting {
    /// A number under each place.
    Numbers,
    /// Bars, with their numbers beside them or on a line above them.
    Bars { beside: bool },
    /// How many are still followed, under the places that have their label: a word, and a row for each series.
    Followed,
}

/// `N = 38–90`
fn stretch(language: Language, least: u64, most: u64) -> String {
    let number = |n: u64| language.decimal(n as f64, 0);
    if least == most {
        format!("N{NBSP}={NBSP}{}", number(least))
    } else {
        format!("N{NBSP}={NBSP}{}–{}", number(least), number(most))
    }
}

/// How wide words are at most that have other digits in the places of theirs: a smaller number may be wider than a greater.
fn at_most(words: &str) -> f64 {
    let with =
        |digit: char| -> String { words.chars().map(|one| if one.is_ascii_digit() { digit } else { one }).collect() };
    ('0'..='9').map(|digit| text::width(&with(digit), SMALL, Weight::Regular)).fold(0.0, f64::max)
}

/// The least and the greatest number that the values rest on.
pub(crate) fn bounds(ns: impl Iterator<Item = u64>) -> Option<(u64, u64)> {
    ns.fold(None, |known, n| Some(known.map_or((n, n), |(l, m): (u64, u64)| (l.min(n), m.max(n)))))
}

/// Whether the chart has the row: it needs an axis to stand under.
pub(crate) fn is_shown(chart: &Chart) -> bool {
    chart.n_row && chart.kind.is_upright()
}

impl NRow {
    /// The rows that the chart asks for.
    pub(crate) fn of(scene: &Scene<'_>, key: Key) -> Option<Self> {
        let grid = scene.grid;
        if !is_shown(scene.chart) {
            return None;
        }
        let (facets, series, xs) = (grid.facets.len(), grid.series.len(), grid.xs.len());
        let (_, most) =
            bounds((0..facets).flat_map(|f| (0..series).flat_map(move |s| grid.ns(f, s).iter().flatten().copied())))?;
        let alike = |facet: usize, x: usize| {
            let ns = (0..series).filter_map(|series| grid.ns(facet, series)[x]);
            bounds(ns).is_none_or(|(least, most)| least == most)
        };
        let one = (0..facets).all(|facet| (0..xs).all(|x| alike(facet, x)));
        let language = scene.chart.language;
        Some(Self { language, rows: if one { vec![None] } else { (0..series).map(Some).collect() }, key, most })
    }

    /// The number at a place in a row.
    fn n(&self, scene: &Scene<'_>, facet: usize, row: usize, x: usize) -> Option<u64> {
        match self.rows[row] {
            Some(series) => scene.grid.ns(facet, series)[x],
            None => (0..scene.grid.series.len()).find_map(|series| scene.grid.ns(facet, series)[x]),
        }
    }

    /// Of which values the number at a place in a row is, or those of all its places.
    fn counted(&self, scene: &Scene<'_>, facet: usize, row: usize, x: Option<usize>) -> Counted {
        Counted {
            facet: scene.grid.facets[facet].clone(),
            series: self.rows[row].map_or_else(|| scene.grid.series.clone(), |at| vec![scene.grid.series[at].clone()]),
            x: x.map(|at| scene.grid.xs[at].clone()),
        }
    }

    /// Whether the number at a place in a row is hidden.
    fn hides(&self, scene: &Scene<'_>, facet: usize, row: usize, x: usize) -> bool {
        match self.rows[row] {
            Some(series) => scene.grid.is_n_hidden(facet, series, x),
            None => (0..scene.grid.series.len()).any(|series| scene.grid.is_n_hidden(facet, series, x)),
        }
    }

    /// What stands before the numbers of a row.
    fn before(&self) -> f64 {
        if self.rows.len() > 1 { KEY } else { 0.0 }
    }

    /// Whether numbers can stand under places so far apart, where half a number can stand beyond the first and the last.
    pub(crate) fn numbers_fit(&self, slot: f64, beyond: f64) -> bool {
        let wide = self.before() + at_most(&stretch(self.language, self.most, self.most));
        wide + BETWEEN <= slot && wide / 2.0 <= beyond
    }

    /// How it is set in panels of a plan; `beside` says that room was left beside the only one.
    pub(crate) fn setting(&self, scene: &Scene<'_>, plan: &Plan, beside: bool) -> Result<Setting, Finding> {
        if scene.chart.kind == ChartKind::Steps {
            return Ok(Setting::Followed);
        }
        let width = page_width(scene.chart);
        let beyond =
            plan.inset + if plan.columns > 1 { plan.gap / 2.0 - 2.0 } else { plan.left.min(plan.right(width)) };
        if self.numbers_fit(plan.slot, beyond) {
            return Ok(Setting::Numbers);
        }
        if !beside && self.width() > plan.panel_width {
            return Err(unfit("there is no room for the numbers under the figure")
                .help("make the chart wider, or leave the row of N out"));
        }
        Ok(Setting::Bars { beside })
    }

    /// What stands beside bars, at its widest.
    pub(crate) fn width(&self) -> f64 {
        self.before() + at_most(&stretch(self.language, self.most.saturating_sub(1), self.most))
    }

    /// The height of the rows.
    pub(crate) fn height(&self, setting: Setting) -> f64 {
        let row = match setting {
            Setting::Followed => {
                return (self.rows.len() + 1) as f64 * (text::cap(SMALL) + UNDER) + 3.0;
            }
            Setting::Numbers => text::cap(SMALL) + UNDER,
            Setting::Bars { beside: true } => BAR + UNDER,
            Setting::Bars { beside: false } => BAR + UNDER + text::cap(SMALL) + 3.0,
        };
        self.rows.len() as f64 * row + 3.0
    }

    /// Draws the rows of a panel from `top`.
    pub(crate) fn draw(
        &self,
        canvas: &mut Canvas<'_>,
        scene: &Scene<'_>,
        panel: &Panel<'_>,
        top: f64,
        setting: Setting,
        labelled: impl Fn(usize) -> bool,
    ) {
        let mut y = top + 3.0;
        if setting == Setting::Followed {
            canvas.text(
                &say!(self.language, "chart-followed"),
                panel.area.left,
                y + text::cap(SMALL),
                quiet(Side::Start),
            );
            y += text::cap(SMALL) + UNDER;
        }
        for row in 0..self.rows.len() {
            let ns: Vec<Option<u64>> = (0..scene.grid.xs.len()).map(|x| self.n(scene, panel.facet, row, x)).collect();
            match setting {
                Setting::Followed => {
                    let baseline = y + text::cap(SMALL);
                    self.followed(canvas, scene, panel, (row, baseline), &ns, &labelled);
                    y += text::cap(SMALL) + UNDER;
                }
                Setting::Numbers => {
                    let baseline = y + text::cap(SMALL);
                    for (x, n) in ns.iter().enumerate() {
                        let words = match n {
                            Some(n) => stretch(self.language, *n, *n),
                            None if self.hides(scene, panel.facet, row, x) => format!("N{NBSP}={NBSP}{HIDDEN}"),
                            None => continue,
                        };
                        let wide = self.before() + text::width(&words, SMALL, Weight::Regular);
                        let counted = self.counted(scene, panel.facet, row, Some(x));
                        self.words(canvas, scene, row, &words, (panel.x(x) - wide / 2.0, baseline), counted);
                    }
                    y += text::cap(SMALL) + UNDER;
                }
                Setting::Bars { beside } => {
                    let Some((least, most)) = bounds(ns.iter().flatten().copied()) else {
                        y += self.height(setting) / self.rows.len() as f64;
                        continue;
                    };
                    let words = stretch(self.language, least, most);
                    let at = if beside {
                        (panel.area.right + 6.0, y + BAR - 2.0)
                    } else {
                        y += text::cap(SMALL) + 3.0;
                        (panel.area.left, y - 3.0)
                    };
                    let counted = self.counted(scene, panel.facet, row, None);
                    self.words(canvas, scene, row, &words, at, counted);
                    let half = (panel.slot * 0.36).min(WIDEST / 2.0).min(panel.edge());
                    for (x, n) in ns.iter().enumerate() {
                        let Some(n) = n else {
                            if self.hides(scene, panel.facet, row, x) {
                                canvas.text(HIDDEN, panel.x(x), y + BAR, quiet(Side::Middle));
                            }
                            continue;
                        };
                        let high = BAR * *n as f64 / self.most.max(1) as f64;
                        let (left, right) = (panel.x(x) - half, panel.x(x) + half);
                        canvas.fill(Area { left, right, top: y + BAR - high, bottom: y + BAR }, Tone::Stone.fill());
                    }
                    y += BAR + UNDER;
                }
            }
        }
    }

    /// How many are still followed at each place that has its label, as far as there is room.
    fn followed(
        &self,
        canvas: &mut Canvas<'_>,
        scene: &Scene<'_>,
        panel: &Panel<'_>,
        (row, baseline): (usize, f64),
        ns: &[Option<u64>],
        labelled: impl Fn(usize) -> bool,
    ) {
        let look = quiet(Side::Middle);
        for (x, n) in ns.iter().enumerate().filter(|(x, _)| labelled(*x)) {
            let words = match n {
                Some(n) => self.language.decimal(*n as f64, 0),
                None if self.hides(scene, panel.facet, row, x) => HIDDEN.to_owned(),
                None => continue,
            };
            let room = look.room(&words, panel.x(x), baseline);
            if canvas.is_free(&Area { left: room.left - 2.0, right: room.right + 2.0, ..room }) {
                canvas.n(&words, (panel.x(x), baseline), look, self.counted(scene, panel.facet, row, Some(x)));
            }
        }
        if let (Some(series), true) = (self.rows[row], self.rows.len() > 1) {
            let left = panel.area.left - KEY - 12.0;
            self.key.draw(canvas, scene, series, left, baseline - text::cap(SMALL) / 2.0);
        }
    }

    /// The words of a row, with the sign of its series where there are several rows.
    fn words(
        &self,
        canvas: &mut Canvas<'_>,
        scene: &Scene<'_>,
        row: usize,
        words: &str,
        (left, baseline): (f64, f64),
        counted: Counted,
    ) {
        if let (Some(series), true) = (self.rows[row], self.rows.len() > 1) {
            self.key.draw(canvas, scene, series, left, baseline - text::cap(SMALL) / 2.0);
        }
        canvas.n(words, (left + self.before(), baseline), quiet(Side::Start), counted);
    }
}
