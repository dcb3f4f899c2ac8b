//! Alt text: what the chart shows, in Danish sentences made from the values.
//!
//! Every number in it is a value (or stands in a key or a name); it draws no conclusion.

use super::format;
use super::grid::Grid;
use super::model::{Chart, ChartKind, ValueFormat};
use super::xlabel::XLabels;
use crate::locale;
use crate::value::Stat;

/// About how many letters a reader listens to.
const LONGEST: usize = 900;

/// The alt text.
pub(crate) fn text(chart: &Chart, grid: &Grid) -> String {
    let words = Words { chart, grid, format: format::of_values(chart, grid), xs: XLabels::of(chart, &grid.xs).long };
    let mut sentences = Vec::new();
    let title = chart.title.trim();
    if !title.is_empty() {
        sentences.push(if title.ends_with(['.', '?', '!']) { title.to_owned() } else { format!("{title}.") });
    }
    sentences.push(words.kind());
    sentences.extend(words.axes());
    sentences.extend(words.missing());
    let mut text = sentences.join(" ");
    let rest = "De øvrige tal står i figurens datafil.";
    let mut left_out = false;
    for sentence in words.values() {
        if text.chars().count() + sentence.chars().count() + rest.chars().count() + 2 > LONGEST {
            left_out = true;
            break;
        }
        text.push(' ');
        text.push_str(&sentence);
    }
    if left_out {
        text.push(' ');
        text.push_str(rest);
    }
    text
}

struct Words<'a> {
    chart: &'a Chart,
    grid: &'a Grid,
    format: ValueFormat,
    xs: Vec<String>,
}

impl Words<'_> {
    fn value(&self, value: f64) -> String {
        format::value(self.format, value)
    }

    /// A value with what it counts: `14 voksne`, `29 %`.
    fn with_unit(&self, value: f64) -> String {
        match (self.chart.stat, self.chart.unit.as_str()) {
            (_, "") | (Stat::Share, _) => self.value(value),
            (_, unit) => format!("{} {unit}", self.value(value)),
        }
    }

    /// `Stablede søjler med serierne A, B og C.`
    fn kind(&self) -> String {
        let kind = match (self.chart.kind, self.grid.xs.len()) {
            (ChartKind::StackedColumns, 1) => "En stablet søjle",
            (ChartKind::StackedColumns, _) => "Stablede søjler",
            (ChartKind::GroupedColumns, _) => "Søjler",
            (ChartKind::Bars, _) => "Vandrette søjler",
            (ChartKind::Lines, _) if self.grid.series.len() > 1 => "Kurver",
            (ChartKind::Lines, _) => "En kurve",
        };
        let names = |keys: &[String], name: &dyn Fn(&str) -> String| -> String {
            list(&keys.iter().map(|key| name(key)).collect::<Vec<_>>())
        };
        let series = names(&self.grid.series, &|key| format::series(self.chart, key).to_owned());
        let mut sentence = kind.to_owned();
        let few = series.chars().count() < 240;
        match self.grid.series.as_slice() {
            [] => {}
            [one] if one.is_empty() => {}
            [_] => sentence.push_str(&format!(" for {series}")),
            _ if few => sentence.push_str(&format!(" for {series}")),
            many => sentence.push_str(&format!(" for {} serier", locale::in_words(many.len() as u64))),
        }
        if self.grid.facets.len() > 1 {
            let facets = names(&self.grid.facets, &|key| format::facet(self.chart, key).to_owned());
            sentence.push_str(&if facets.chars().count() < 160 {
                format!(", i et felt for hver af {facets}")
            } else {
                format!(", i {} felter", locale::in_words(self.grid.facets.len() as u64))
            });
        }
        sentence.push('.');
        sentence
    }

    /// Where the axes go: the places from and to, and the least and the greatest value.
    fn axes(&self) -> Vec<String> {
        let mut sentences = Vec::new();
        if let (Some(first), Some(last), true) = (self.xs.first(), self.xs.last(), self.xs.len() > 1) {
            let title = self.chart.x_title.as_deref().filter(|title| !title.is_empty());
            sentences.push(match title {
                Some(title) => format!("{}: fra {first} til {last}.", format::capitalised(title)),
                None => format!("Den vandrette akse går fra {first} til {last}."),
            });
        }
        let (low, high) = self.grid.values().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(v), h.max(v)));
        let title = format::y_title(self.chart);
        let what = if title.is_empty() { "Værdierne".to_owned() } else { title };
        if low < high && self.value(low) != self.value(high) {
            sentences.push(format!("{what}: fra {} til {}.", self.value(low), self.value(high)));
        }
        sentences
    }

    /// What there is no value for.
    fn missing(&self) -> Option<String> {
        let cells = self.grid.facets.len() * self.grid.series.len() * self.grid.xs.len();
        let known = self.grid.values().count();
        match (known, cells) {
            (0, _) => Some("Der er ingen tal.".to_owned()),
            (known, cells) if known < cells => Some("Hvor der ikke er noget tal, er der intet tegnet.".to_owned()),
            _ => None,
        }
    }

    /// A sentence for each series, or for each facet all of its series.
    fn values(&self) -> Vec<String> {
        let mut sentences = Vec::new();
        for (facet, key) in self.grid.facets.iter().enumerate() {
            for series in 0..self.grid.series.len() {
                if let Some(sentence) = self.series(facet, series) {
                    sentences.push(if key.is_empty() {
                        format!("{}.", format::capitalised(&sentence))
                    } else {
                        format!("{}: {sentence}.", format::facet(self.chart, key))
                    });
                }
            }
        }
        sentences
    }

    /// `Selvforsørgelse går fra 9 til 14 voksne`
    fn series(&self, facet: usize, series: usize) -> Option<String> {
        let (first, last) = (self.grid.first(facet, series)?, self.grid.last(facet, series)?);
        let (start, end) = (self.grid.at(facet, series, first)?, self.grid.at(facet, series, last)?);
        let name = match format::series(self.chart, &self.grid.series[series]) {
            "" => "Værdien",
            name => name,
        };
        // Where not all of the axis is covered, the sentence says which part.
        let whole = first == 0 && last + 1 == self.xs.len();
        let part = match (whole, first == last) {
            (true, _) => String::new(),
            (false, true) => format!(" ({})", self.xs[first]),
            (false, false) => format!(" (fra {} til {})", self.xs[first], self.xs[last]),
        };
        Some(if first == last {
            format!("{name} er {}{part}", self.with_unit(start))
        } else if self.value(start) == self.value(end) {
            format!("{name} begynder og slutter på {}{part}", self.with_unit(start))
        } else {
            format!("{name} går fra {} til {}{part}", self.value(start), self.with_unit(end))
        })
    }
}

/// `A, B og C`
fn list(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [init @ .., last] => format!("{} og {last}", init.join(", ")),
    }
}
