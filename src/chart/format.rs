//! Values and names as they are written in a chart.

use super::model::{Chart, ValueFormat};
use super::palette::{self, Tone};
use super::{ChartKind, grid::Grid};
use crate::locale::{self, Language, say};
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
pub(crate) fn value(language: Language, format: ValueFormat, value: f64) -> String {
    match format {
        ValueFormat::Percent(digits) => language.percent(value, digits),
        ValueFormat::Number(digits) => language.decimal(value, digits),
    }
}

/// An interval: `59–78 %`; with a word between its ends where one of them has a sign.
pub(crate) fn interval(language: Language, format: ValueFormat, (low, high): (f64, f64)) -> String {
    language.interval(low, &value(language, format, low), &value(language, format, high))
}

/// A tick, with as many decimals as the step between ticks needs.
pub(crate) fn tick(language: Language, format: ValueFormat, value: f64, step: f64) -> String {
    match format {
        ValueFormat::Percent(_) => language.percent(value, decimals(step * 100.0)),
        ValueFormat::Number(_) => language.decimal(value, decimals(step)),
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
    let (language, unit) = (chart.language, chart.unit.as_str());
    match (&chart.y_title, chart.stat) {
        (Some(title), _) => title.clone(),
        (None, _) if unit.is_empty() => String::new(),
        (None, Stat::Count) => say!(language, "chart-axis-count", unit = unit),
        (None, Stat::Share) => {
            let of = say!(language, "chart-of");
            match unit.strip_prefix(&of).filter(|whole| whole.starts_with(' ')) {
                Some(_) => say!(language, "chart-axis-share", of = unit),
                None => say!(language, "chart-axis-share-of", whole = unit),
            }
        }
        (None, _) => locale::capitalised(unit),
    }
}

/// The title as the sentence that an alt text begins with; none where there is none.
pub(crate) fn opening(title: &str) -> Option<String> {
    let title = title.trim();
    (!title.is_empty()).then(|| ended(title.to_owned()))
}

/// A text as it is heard: there a list of numbers is words, and as signs it is none.
pub(crate) fn heard(language: Language, text: &str) -> String {
    text.replace(&say!(language, "numbers-percent-sign"), &say!(language, "chart-percent-heard"))
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
