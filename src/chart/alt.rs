//! Alt text: what the chart shows, in sentences made from the values.
//!
//! Every number in it is a value (or stands in a key or a name); it draws no conclusion.

use super::columns_line::{self, Measure};
use super::format;
use super::grid::Grid;
use super::interval;
use super::model::{Chart, ChartKind, ValueFormat};
use super::nrow;
use super::reached::Reached;
use super::xlabel::XLabels;
use crate::locale::{self, Language, say};

/// About how many letters a reader listens to.
const LONGEST: usize = 900;
/// The most places along the axis whose values are listed one by one.
const MOST_LISTED: usize = 12;

/// The alt text. Where naming the series first would leave no room to say how they go, they are only counted.
pub(crate) fn text(chart: &Chart, grid: &Grid) -> String {
    let XLabels { long: xs, ordered, .. } = XLabels::of(chart, &grid.xs);
    let measures = if chart.kind == ChartKind::ColumnsAndLine {
        columns_line::measures(chart, grid).into()
    } else {
        vec![Measure { chart: chart.clone(), grid: grid.clone() }]
    };
    let words = Words { chart, grid, measures, xs, ordered };
    let text = words.all(true).or_else(|text| words.all(false).map_err(|_| text)).unwrap_or_else(|text| text);
    format::heard(chart.language, &text)
}

struct Words<'a> {
    chart: &'a Chart,
    grid: &'a Grid,
    /// What the values measure, each with its series.
    measures: Vec<Measure>,
    xs: Vec<String>,
    /// Whether one can say of a series that it goes from its first value to its last.
    ordered: bool,
}

impl Words<'_> {
    /// All that is said; as an error what there is room for, if that is not all.
    fn all(&self, by_name: bool) -> Result<String, String> {
        let mut sentences: Vec<String> = format::opening(&self.chart.title).into_iter().collect();
        sentences.push(self.kind(by_name));
        sentences.extend(self.axes());
        sentences.extend(self.missing());
        sentences.extend(self.around());
        let mut text = sentences.join(" ");
        let rest = format!(" {}", say!(self.language(), "chart-rest-in-data"));
        let values = self.values();
        let last = values.len().saturating_sub(1);
        for (at, sentence) in values.iter().enumerate() {
            let reserve = if at == last { 0 } else { rest.chars().count() };
            if text.chars().count() + 1 + sentence.chars().count() + reserve > LONGEST {
                return Err(text + &rest);
            }
            text.push(' ');
            text.push_str(sentence);
        }
        Ok(text)
    }

    fn language(&self) -> Language {
        self.chart.language
    }

    /// The measure that a series belongs to.
    fn measure(&self, series: usize) -> &Measure {
        let name = &self.grid.series[series];
        self.measures.iter().find(|measure| measure.grid.series.contains(name)).unwrap_or(&self.measures[0])
    }

    /// A value of a series.
    fn value(&self, series: usize, value: f64) -> String {
        self.measure(series).value(value)
    }

    /// A value with what it counts: `14 voksne`, `29 %`. One of something is left without, as the unit is a plural, and so
    /// are small multiples, where it would be said too often.
    fn with_unit(&self, series: usize, value: f64) -> String {
        let Chart { unit, .. } = &self.measure(series).chart;
        let text = self.value(series, value);
        let bare = self.chart.stat.is_share() || self.grid.facets.len() > 1 || text == "1";
        if bare || unit.is_empty() { text } else { format!("{text} {unit}") }
    }

    /// `Stablede søjler med serierne A, B og C.`
    fn kind(&self, by_name: bool) -> String {
        let language = self.language();
        let listed = |keys: &[String], name: fn(&Chart, &str) -> String| -> String {
            list(language, &keys.iter().map(|key| name(self.chart, key)).collect::<Vec<_>>())
        };
        let mut said = language.say(self.says(), &[]);
        let named = &self.measures[0].grid.series;
        let series = listed(named, |chart, key| format::series(chart, key).to_owned());
        let count = named.len();
        if count == 1 && series.is_empty() {
            // One series without a name is what the title says.
            said.truncate(said.trim_end_matches(',').len());
        } else if count == 1 || (by_name && series.chars().count() < 240) {
            said = say!(language, "chart-of-series", chart = said, series = series);
        } else {
            let count = language.in_words(count as u64);
            said = say!(language, "chart-of-many-series", chart = said, count = count);
        }
        if let Some(line) = &self.chart.line {
            let series = format::series(self.chart, line);
            said = say!(language, "chart-with-line", chart = said, series = series);
        }
        let interval = self.chart.interval.as_str();
        if self.has_intervals() && !interval.is_empty() {
            said = if self.grid.is_cut(self.chart) {
                say!(language, "chart-with-interval-cut", chart = said, interval = interval)
            } else {
                say!(language, "chart-with-interval", chart = said, interval = interval)
            };
        }
        if self.grid.facets.len() > 1 {
            let facets = listed(&self.grid.facets, |chart, key| format::facet(chart, key).to_owned());
            said = if facets.chars().count() < 160 {
                say!(language, "chart-panel-for-each", chart = said, facets = facets)
            } else {
                let count = language.in_words(self.grid.facets.len() as u64);
                say!(language, "chart-in-panels", chart = said, count = count)
            };
        }
        said + "."
    }

    /// The message that says what kind of chart it is.
    fn says(&self) -> &'static str {
        match (self.chart.kind, self.grid.xs.len()) {
            (ChartKind::StackedColumns, 1) => "chart-stacked-column",
            (ChartKind::StackedColumns, _) => "chart-stacked-columns",
            (ChartKind::GroupedColumns | ChartKind::ColumnsAndLine, _) => "chart-columns",
            (ChartKind::Points, _) => "chart-points",
            (ChartKind::Bars | ChartKind::Tornado | ChartKind::Waterfall, _) => "chart-bars",
            (ChartKind::Forest, _) => "chart-forest",
            (ChartKind::Dots, _) => "chart-dots",
            (ChartKind::Pyramid, _) => "chart-pyramid",
            (ChartKind::Diverging, _) => "chart-diverging",
            (ChartKind::Funnel, _) => "chart-funnel",
            (ChartKind::Heat, _) => "chart-heat",
            (ChartKind::Steps, _) => "chart-steps",
            (ChartKind::Slope, _) => "chart-slope",
            (ChartKind::Histogram, _) => "chart-histogram",
            (ChartKind::Goals, _) => "chart-goals",
            (ChartKind::Alluvial, _) => "chart-alluvial",
            (ChartKind::Flow, _) => "chart-boxes",
            (ChartKind::Lines, _) if self.grid.series.len() > 1 => "chart-lines",
            (ChartKind::Lines, _) => "chart-line",
        }
    }

    /// Where the axes go: the places from and to, and the least and the greatest value.
    fn axes(&self) -> Vec<String> {
        let mut sentences = Vec::new();
        if let ([first, .., last], true) = (self.xs.as_slice(), self.ordered) {
            let title = self.chart.x_title.as_deref().filter(|title| !title.is_empty());
            let (language, from, to) = (self.language(), first.as_str(), last.as_str());
            sentences.push(match title.map(locale::capitalised) {
                Some(title) => say!(language, "chart-named-from-to", name = title, from = from, to = to),
                None => say!(language, "chart-from-to", from = from, to = to),
            });
        }
        // A single series of a measure says it itself, beside another measure.
        let said = |measure: &&Measure| self.measures.len() == 1 || measure.grid.series.len() > 1;
        sentences.extend(self.measures.iter().filter(said).filter_map(Measure::stretch));
        sentences
    }

    /// Says that there is no value at all, or that a line is broken.
    fn missing(&self) -> Option<String> {
        let language = self.language();
        let (hidden, all) = self.grid.hidden();
        if all > 0 && hidden == all {
            return Some(say!(language, "chart-all-hidden"));
        }
        if self.grid.values().next().is_none() {
            return Some(say!(language, "chart-no-numbers"));
        }
        if hidden == 1 {
            return Some(say!(language, "chart-one-hidden"));
        }
        if hidden > 0 {
            let count = locale::capitalised(&language.in_words(hidden as u64));
            return Some(say!(language, "chart-some-hidden", count = count));
        }
        let broken = |facet: usize, series: usize| {
            let row = self.grid.row(facet, series);
            let known = row.iter().flatten().count();
            let (first, last) = (self.grid.first(facet, series), self.grid.last(facet, series));
            first.zip(last).is_none_or(|(first, last)| last + 1 - first > known)
        };
        let mut pairs = (0..self.grid.facets.len()).flat_map(|f| (0..self.grid.series.len()).map(move |s| (f, s)));
        let some = pairs.any(|(facet, series)| broken(facet, series));
        some.then(|| say!(language, "chart-gaps"))
    }

    /// The reference, and how many the values rest on.
    fn around(&self) -> Vec<String> {
        let mut sentences = Vec::new();
        let language = self.language();
        if let Some((x, words)) = &self.chart.mark {
            let place = self.grid.xs.iter().position(|known| known == x).map_or(x, |at| &self.xs[at]);
            let (place, words) = (place.as_str(), words.as_str());
            sentences.push(format::ended(say!(language, "chart-marked", place = place, words = words)));
        }
        sentences.extend(self.reached());
        let rows = (0..self.grid.facets.len()).flat_map(|f| (0..self.grid.series.len()).map(move |s| (f, s)));
        let bounds =
            nrow::bounds(rows.flat_map(|(facet, series)| self.grid.ns(facet, series).iter().flatten().copied()));
        if let (Some((least, most)), true) = (bounds, nrow::is_shown(self.chart)) {
            let number = |n: u64| language.decimal(n as f64, 0);
            sentences.push(if least == most {
                say!(language, "chart-n", n = number(least))
            } else {
                say!(language, "chart-n-from-to", from = number(least), to = number(most))
            });
        }
        sentences
    }

    /// What lines reach, and where.
    fn reached(&self) -> Option<String> {
        let named = |reached: &Reached| {
            let series = format::series(self.chart, &reached.series);
            let facet = format::facet(self.chart, &reached.facet);
            let names: Vec<&str> = [facet, series].into_iter().filter(|name| !name.is_empty()).collect();
            if names.is_empty() { reached.words.clone() } else { format!("{}: {}", names.join(", "), reached.words) }
        };
        let said: Vec<String> = self.chart.reached.iter().map(named).collect();
        (!said.is_empty()).then(|| format::ended(said.join("; ")))
    }

    /// Whether the intervals are drawn.
    fn has_intervals(&self) -> bool {
        self.grid.has_intervals() && interval::look(self.chart.kind).is_some()
    }

    /// What is said of a value, with its interval behind it.
    fn with_interval(&self, said: String, (facet, series, x): (usize, usize, usize)) -> String {
        match self.grid.interval(facet, series, x).filter(|_| self.has_intervals()) {
            Some(ends) => {
                format!("{said} ({})", format::interval(self.language(), self.measure(series).format(), ends))
            }
            None => said,
        }
    }

    /// A sentence for each series, or for each facet one of all its series.
    fn values(&self) -> Vec<String> {
        let series = |facet| (0..self.grid.series.len()).filter_map(move |series| self.series(facet, series));
        let facets = self.grid.facets.iter().enumerate();
        facets
            .flat_map(|(facet, key)| -> Vec<String> {
                if key.is_empty() {
                    series(facet).map(|clause| format::ended(locale::capitalised(&clause))).collect()
                } else {
                    let clauses: Vec<_> = series(facet).collect();
                    let name = format::facet(self.chart, key);
                    if clauses.is_empty() {
                        Vec::new()
                    } else {
                        vec![format::ended(format!("{name}: {}", clauses.join("; ")))]
                    }
                }
            })
            .collect()
    }

    /// `Selvforsørgelse går fra 9 til 14 voksne`
    fn series(&self, facet: usize, series: usize) -> Option<String> {
        let (first, last) = (self.grid.first(facet, series)?, self.grid.last(facet, series)?);
        let (start, end) = (self.grid.at(facet, series, first)?, self.grid.at(facet, series, last)?);
        let language = self.language();
        let name = match format::series(self.chart, &self.grid.series[series]) {
            "" => say!(language, "chart-the-value"),
            name => name.to_owned(),
        };
        if !self.ordered && self.xs.len() > 1 {
            let known = self.grid.row(facet, series).iter().enumerate().filter_map(|(x, value)| Some((x, (*value)?)));
            let said = |x: usize, value: f64| self.with_interval(self.value(series, value), (facet, series, x));
            let known: Vec<(usize, f64)> = known.collect();
            if known.len() > MOST_LISTED {
                let highest = known.iter().copied().reduce(|most, next| if next.1 > most.1 { next } else { most });
                let place = |(x, value): (usize, f64)| {
                    say!(language, "chart-value-at", value = said(x, value), place = self.xs[x].as_str())
                };
                let highest = highest.map(place).unwrap_or_default();
                let (from, to) = (place((first, start)), place((last, end)));
                return Some(say!(
                    language,
                    "chart-highest-and-ends",
                    series = name,
                    highest = highest,
                    from = from,
                    to = to
                ));
            }
            let listed: Vec<_> =
                known.into_iter().map(|(x, value)| format!("{} {}", self.xs[x], said(x, value))).collect();
            return Some(format!("{name}: {}", list(language, &listed)));
        }
        // Where not all of the axis is covered, the sentence says which part.
        let whole = first == 0 && last + 1 == self.xs.len();
        let (at_first, at_last) = (self.xs[first].as_str(), self.xs[last].as_str());
        let part = |value: String| match (whole, first == last) {
            (true, _) => value,
            (false, true) => say!(language, "chart-value-only-at", value = value, place = at_first),
            (false, false) => say!(language, "chart-value-within", value = value, from = at_first, to = at_last),
        };
        let from = self.with_interval(self.value(series, start), (facet, series, first));
        let to = self.with_interval(self.value(series, end), (facet, series, last));
        let value = part(self.with_interval(self.with_unit(series, end), (facet, series, last)));
        Some(if first == last {
            say!(language, "chart-is", series = name, value = value)
        } else if from == to {
            say!(language, "chart-begins-and-ends", series = name, value = value)
        } else {
            say!(language, "chart-goes", series = name, from = from, to = value)
        })
    }
}

impl Measure {
    /// A value of this measure.
    fn value(&self, value: f64) -> String {
        format::value(self.chart.language, self.format(), value)
    }

    /// How its values are written.
    fn format(&self) -> ValueFormat {
        format::of_values(&self.chart, &self.grid)
    }

    /// The least and the greatest value.
    fn stretch(&self) -> Option<String> {
        let (low, high) = self.grid.values().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(v), h.max(v)));
        let (language, title) = (self.chart.language, format::y_title(&self.chart));
        let what = if title.is_empty() { say!(language, "chart-the-values") } else { title };
        let (from, to) = (self.value(low), self.value(high));
        (low < high && from != to).then(|| say!(language, "chart-named-from-to", name = what, from = from, to = to))
    }
}

/// `A, B og C`, or `A; B, b og C` where a name has a comma of its own.
fn list(language: Language, names: &[String]) -> String {
    match names {
        [init @ .., last] if !init.is_empty() && names.iter().any(|name| name.contains(", ")) => {
            say!(language, "chart-listed-last", first = init.join("; "), last = last.as_str())
        }
        _ => language.listed(names),
    }
}
