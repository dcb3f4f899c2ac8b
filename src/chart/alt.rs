//! Alt text: what the chart shows, in Danish sentences made from the values.
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
use crate::locale;

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
    // Heard, a list of numbers is words; as signs it is none.
    text.replace(&format!("{}%", locale::NBSP), &format!("{}procent", locale::NBSP))
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
        let title = self.chart.title.trim();
        let mut sentences = Vec::new();
        if !title.is_empty() {
            sentences.push(format::ended(title.to_owned()));
        }
        sentences.push(self.kind(by_name));
        sentences.extend(self.axes());
        sentences.extend(self.missing());
        sentences.extend(self.around());
        let mut text = sentences.join(" ");
        let rest = " De øvrige tal står i figurens datafil.";
        let values = self.values();
        let last = values.len().saturating_sub(1);
        for (at, sentence) in values.iter().enumerate() {
            let reserve = if at == last { 0 } else { rest.chars().count() };
            if text.chars().count() + 1 + sentence.chars().count() + reserve > LONGEST {
                return Err(text + rest);
            }
            text.push(' ');
            text.push_str(sentence);
        }
        Ok(text)
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
        let kind = match (self.chart.kind, self.grid.xs.len()) {
            (ChartKind::StackedColumns, 1) => "En stablet søjle",
            (ChartKind::StackedColumns, _) => "Stablede søjler",
            (ChartKind::GroupedColumns | ChartKind::ColumnsAndLine, _) => "Søjler",
            (ChartKind::Points, _) => "Punkter",
            (ChartKind::Bars | ChartKind::Tornado | ChartKind::Waterfall, _) => "Vandrette søjler",
            (ChartKind::Forest, _) => "Punkter på en logaritmisk akse med en streg ved 1,",
            (ChartKind::Dots, _) => "En prik i hver række",
            (ChartKind::Pyramid, _) => "Vandrette søjler ryg mod ryg",
            (ChartKind::Diverging, _) => "Stablede vandrette søjler til begge sider af skalaens midte",
            (ChartKind::Funnel, _) => "En tragt af vandrette søjler",
            (ChartKind::Heat, _) => "En tabel, hvis felter er mørkere, jo større tallet er,",
            (ChartKind::Steps, _) => "Trappekurver",
            (ChartKind::Slope, _) => "Streger fra et tal til et andet",
            (ChartKind::Histogram, _) => "Et histogram",
            (ChartKind::Goals, _) => "Vandrette søjler med en streg ved målet",
            (ChartKind::Alluvial, _) => "Bånd, der er tykkere, jo større tallet er,",
            (ChartKind::Flow, _) => "Kasser med pile",
            (ChartKind::Lines, _) if self.grid.series.len() > 1 => "Kurver",
            (ChartKind::Lines, _) => "En kurve",
        };
        let listed = |keys: &[String], name: fn(&Chart, &str) -> String| -> String {
            list(&keys.iter().map(|key| name(self.chart, key)).collect::<Vec<_>>())
        };
        let named = &self.measures[0].grid.series;
        let series = listed(named, |chart, key| format::series(chart, key).to_owned());
        let count = named.len();
        let mut sentence = kind.to_owned();
        if count == 1 && series.is_empty() {
            // One series without a name is what the title says.
        } else if count == 1 || (by_name && series.chars().count() < 240) {
            sentence += " for ";
            sentence += &series;
        } else {
            sentence += " for ";
            sentence += &locale::in_words(count as u64);
            sentence += " serier";
        }
        if let Some(line) = &self.chart.line {
            sentence += " og over dem en kurve for ";
            sentence += format::series(self.chart, line);
            sentence += " på sin egen akse";
        }
        if self.has_intervals() && !self.chart.interval.is_empty() {
            sentence += " med ";
            sentence += &self.chart.interval;
            if self.grid.is_cut(self.chart) {
                sentence += " (en pil viser, at et interval fortsætter ud over aksen)";
            }
        }
        if self.grid.facets.len() > 1 {
            let facets = listed(&self.grid.facets, |chart, key| format::facet(chart, key).to_owned());
            if facets.chars().count() < 160 {
                sentence += ", i et felt for hver af ";
                sentence += &facets;
            } else {
                sentence += ", i ";
                sentence += &locale::in_words(self.grid.facets.len() as u64);
                sentence += " felter";
            }
        }
        sentence.push('.');
        sentence
    }

    /// Where the axes go: the places from and to, and the least and the greatest value.
    fn axes(&self) -> Vec<String> {
        let mut sentences = Vec::new();
        if let ([first, .., last], true) = (self.xs.as_slice(), self.ordered) {
            let title = self.chart.x_title.as_deref().filter(|title| !title.is_empty());
            sentences.push(match title {
                Some(title) => format!("{}: fra {first} til {last}.", locale::capitalised(title)),
                None => format!("Fra {first} til {last}."),
            });
        }
        // A single series of a measure says it itself, beside another measure.
        let said = |measure: &&Measure| self.measures.len() == 1 || measure.grid.series.len() > 1;
        sentences.extend(self.measures.iter().filter(said).filter_map(Measure::stretch));
        sentences
    }

    /// Says that there is no value at all, or that a line is broken.
    fn missing(&self) -> Option<String> {
        let (hidden, all) = self.grid.hidden();
        if all > 0 && hidden == all {
            return Some("Alle tal er skjult af hensyn til de personer, de handler om.".to_owned());
        }
        if self.grid.values().next().is_none() {
            return Some("Der er ingen tal.".to_owned());
        }
        if hidden == 1 {
            return Some("Et tal er skjult af hensyn til de personer, det handler om.".to_owned());
        }
        if hidden > 0 {
            let many = locale::in_words(hidden as u64);
            return Some(format!(
                "{} tal er skjult af hensyn til de personer, de handler om.",
                locale::capitalised(&many)
            ));
        }
        let broken = |facet: usize, series: usize| {
            let row = self.grid.row(facet, series);
            let known = row.iter().flatten().count();
            let (first, last) = (self.grid.first(facet, series), self.grid.last(facet, series));
            first.zip(last).is_none_or(|(first, last)| last + 1 - first > known)
        };
        let mut pairs = (0..self.grid.facets.len()).flat_map(|f| (0..self.grid.series.len()).map(move |s| (f, s)));
        let some = pairs.any(|(facet, series)| broken(facet, series));
        some.then(|| "Hvor der ikke er noget tal, er intet tegnet.".to_owned())
    }

    /// The reference, and how many the values rest on.
    fn around(&self) -> Vec<String> {
        let mut sentences = Vec::new();
        if let Some((x, words)) = &self.chart.mark {
            let place = self.grid.xs.iter().position(|known| known == x).map_or(x, |at| &self.xs[at]);
            sentences.push(format::ended(format!("En lodret streg ved {place} markerer: {words}")));
        }
        sentences.extend(self.reached());
        let rows = (0..self.grid.facets.len()).flat_map(|f| (0..self.grid.series.len()).map(move |s| (f, s)));
        let bounds =
            nrow::bounds(rows.flat_map(|(facet, series)| self.grid.ns(facet, series).iter().flatten().copied()));
        if let (Some((least, most)), true) = (bounds, nrow::is_shown(self.chart)) {
            let number = |n: u64| locale::decimal(n as f64, 0);
            sentences.push(if least == most {
                format!("N er {}.", number(least))
            } else {
                format!("N er fra {} til {}.", number(least), number(most))
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
            Some(ends) => format!("{said} ({})", format::interval(self.measure(series).format(), ends)),
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
        let name = match format::series(self.chart, &self.grid.series[series]) {
            "" => "Værdien",
            name => name,
        };
        if !self.ordered && self.xs.len() > 1 {
            let known = self.grid.row(facet, series).iter().enumerate().filter_map(|(x, value)| Some((x, (*value)?)));
            let said = |x: usize, value: f64| self.with_interval(self.value(series, value), (facet, series, x));
            let known: Vec<(usize, f64)> = known.collect();
            if known.len() > MOST_LISTED {
                let highest = known.iter().copied().reduce(|most, next| if next.1 > most.1 { next } else { most });
                let place = |(x, value): (usize, f64)| format!("{} ved {}", said(x, value), self.xs[x]);
                let highest = highest.map(place).unwrap_or_default();
                return Some(format!(
                    "{name} er højest med {highest}, og går fra {} til {}",
                    place((first, start)),
                    place((last, end))
                ));
            }
            let listed: Vec<_> =
                known.into_iter().map(|(x, value)| format!("{} {}", self.xs[x], said(x, value))).collect();
            return Some(format!("{name}: {}", list(&listed)));
        }
        // Where not all of the axis is covered, the sentence says which part.
        let whole = first == 0 && last + 1 == self.xs.len();
        let part = match (whole, first == last) {
            (true, _) => String::new(),
            (false, true) => format!(" ({})", self.xs[first]),
            (false, false) => format!(" (fra {} til {})", self.xs[first], self.xs[last]),
        };
        let from = self.with_interval(self.value(series, start), (facet, series, first));
        let to = self.with_interval(self.value(series, end), (facet, series, last));
        let to_unit = self.with_interval(self.with_unit(series, end), (facet, series, last));
        Some(if first == last {
            format!("{name} er {to_unit}{part}")
        } else if from == to {
            format!("{name} begynder og slutter på {to_unit}{part}")
        } else {
            format!("{name} går fra {from} til {to_unit}{part}")
        })
    }
}

impl Measure {
    /// A value of this measure.
    fn value(&self, value: f64) -> String {
        format::value(self.format(), value)
    }

    /// How its values are written.
    fn format(&self) -> ValueFormat {
        format::of_values(&self.chart, &self.grid)
    }

    /// The least and the greatest value.
    fn stretch(&self) -> Option<String> {
        let (low, high) = self.grid.values().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(v), h.max(v)));
        let title = format::y_title(&self.chart);
        let what = if title.is_empty() { "Værdierne".to_owned() } else { title };
        let differ = low < high && self.value(low) != self.value(high);
        differ.then(|| format!("{what}: fra {} til {}.", self.value(low), self.value(high)))
    }
}

/// `A, B og C`, or `A; B, b og C` where a name has a comma of its own.
fn list(names: &[String]) -> String {
    let comma = if names.iter().any(|name| name.contains(", ")) { "; " } else { ", " };
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [init @ .., last] => format!("{} og {last}", init.join(comma)),
    }
}
