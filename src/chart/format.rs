//! Values and names as they are written in a chart.

use super::model::{Chart, ValueFormat};
use super::palette::{self, Tone};
use super::{ChartKind, grid::Grid};
use crate::locale;
use crate::value::Stat;

/// How the chart's values are written: as asked for, else by the stat and the size of the values.
pub(crate) fn of_values(chart: &Chart, grid: &Grid) -> ValueFormat {
    chart.format.unwrap_or_else(|| match chart.stat {
        stat if stat.is_share() => ValueFormat::Percent(0),
        stat if stat.is_count() => ValueFormat::Number(0),
        _ if grid.values().all(|value| value.fract() == 0.0) => ValueFormat::Number(0),
        _ => {
            let greatest = grid.values().fold(0.0, |most: f64, value| most.max(value.abs()));
            ValueFormat::Number(locale::small_digits(greatest).unwrap_or(usize::from(greatest < 100.0)))
        }
    })
}

/// A value.
pub(crate) fn value(format: ValueFormat, value: f64) -> String {
    match format {
        ValueFormat::Percent(digits) => locale::percent(value, digits),
        ValueFormat::Number(digits) => locale::decimal(value, digits),
    }
}

/// An interval: `59–78 %`; with a word between its ends where one of them has a sign.
pub(crate) fn interval(format: ValueFormat, (low, high): (f64, f64)) -> String {
    locale::interval(low, &value(format, low), &value(format, high))
}

/// A tick, with as many decimals as the step between ticks needs.
pub(crate) fn tick(format: ValueFormat, value: f64, step: f64) -> String {
    match format {
        ValueFormat::Percent(_) => locale::percent(value, decimals(step * 100.0)),
        ValueFormat::Number(_) => locale::decimal(value, decimals(step)),
    }
}

/// The decimals that a round step needs.
fn decimals(step: f64) -> usize {
    (-libm::log10(step * (1.0 + 1e-9)).floor()).clamp(0.0, 9.0) as usize
}

/// The least step between ticks: none of part of a person.
pub(crate) fn least_step(chart: &Chart, format: ValueFormat) -> f64 {
    match (chart.stat, format) {
        (Stat::Count, _) | (_, ValueFormat::Number(0)) => 1.0,
        (_, ValueFormat::Percent(_)) => 0.01,
        _ => 1e-6,
    }
}

/// The title of the value axis.
pub(crate) fn y_title(chart: &Chart) -> String {
    match (&chart.y_title, chart.stat) {
        (Some(title), _) => title.clone(),
        (None, _) if chart.unit.is_empty() => String::new(),
        (None, Stat::Count) => format!("Antal {}", chart.unit),
        (None, Stat::Share) if chart.unit.starts_with("af ") => format!("Andel {}", chart.unit),
        (None, Stat::Share) => format!("Andel af {}", chart.unit),
        (None, _) => locale::capitalised(&chart.unit),
    }
}

/// The sentence with its stop, if it has none: it may end with `kr.`.
pub(crate) fn ended(sentence: String) -> String {
    if sentence.ends_with(['.', '?', '!']) { sentence } else { sentence + "." }
}

/// The name of a series.
pub(crate) fn series<'a>(chart: &'a Chart, key: &'a str) -> &'a str {
    chart.series_labels.get(key).map_or(key, String::as_str)
}

/// The name of a facet.
pub(crate) fn facet<'a>(chart: &'a Chart, key: &'a str) -> &'a str {
    chart.facet_labels.get(key).map_or(key, String::as_str)
}

/// The tones of the series, in the order of the grid.
pub(crate) fn tones(chart: &Chart, grid: &Grid) -> Vec<Tone> {
    let count = grid.series.len();
    let defaults = match chart.kind {
        ChartKind::StackedColumns => palette::for_stack(count),
        ChartKind::Bars | ChartKind::Dots | ChartKind::Forest | ChartKind::Funnel | ChartKind::Goals
            if grid.xs.len() == 1 =>
        {
            vec![Tone::Deep; count]
        }
        ChartKind::Diverging => palette::for_scale(count),
        ChartKind::Bars | ChartKind::GroupedColumns => palette::for_columns(count),
        _ => palette::for_sides(count),
    };
    let tone = |(series, default): (&String, Tone)| chart.tones.get(series).copied().unwrap_or(default);
    grid.series.iter().zip(defaults).map(tone).collect()
}
