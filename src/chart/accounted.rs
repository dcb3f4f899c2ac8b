//! Whether what a chart shows is what it was given: each number in it is a value, how many values rest on, part of a name, or a tick
//! that stands where it says, and each mark lies where the ticks say that its value is.
//!
//! Input is the chart, its values, and the drawing with what each text was drawn as. Output is what is none of these. The numbers are
//! read back from the drawing's own texts, and the axis is judged by where its ticks stand, so that a mistake in the drawing is seen.

use std::collections::BTreeSet;

use super::format;
use super::grid::Grid;
use super::model::{Chart, ChartKind, Drawing, Zone};
use super::page::escape;
use super::written::formats;
use super::xlabel::XLabels;
use crate::locale::{MINUS, numerals, say};
use crate::value::{Disclosed, Value};

/// What a text is there to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Says {
    /// What something is called.
    Name,
    /// A value.
    Value,
    /// A name with a value.
    Both,
}

/// Of which values a number of N is: those of a facet and of series, at a place along the axis or at all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Counted {
    pub(crate) facet: String,
    pub(crate) series: Vec<String>,
    pub(crate) x: Option<String>,
}

/// What a text was drawn as.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Told {
    Words(Says),
    /// A tick that stands `along` the axis of that number.
    Tick {
        axis: usize,
        along: f64,
    },
    /// How many values rest on.
    N(Counted),
}

/// A text of a drawing.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Label {
    pub(crate) text: String,
    pub(crate) told: Told,
}

/// How far something may lie from its place, in points: coordinates are hundredths, and a hair of paper is left between parts.
const NEAR: f64 = 0.7;
/// The least side of a mark's zone, which is as wide where the mark is thinner.
const THIN: f64 = 5.0;

/// What a drawing of a chart shows that is none of its own.
pub(crate) fn strays(chart: &Chart, values: &Disclosed, drawing: &Drawing) -> Vec<String> {
    let (known, names) = (written(chart, values), names(chart, values));
    let is_name = |number: &String| names.contains(number.as_str());
    let mut strays = Vec::new();
    for Label { text, told } in &drawing.labels {
        let numbers: Vec<String> = numerals(text).into_iter().map(|(_, number)| number).collect();
        let own = match told {
            Told::Words(Says::Name) => numbers.iter().all(is_name),
            Told::Words(Says::Value) => numbers.iter().all(|number| known.contains(number)),
            Told::Words(Says::Both) => numbers.iter().all(|number| known.contains(number) || is_name(number)),
            Told::N(counted) => are_ns(&numbers, counted, chart, values),
            Told::Tick { .. } => numbers.len() == 1,
        };
        if !own {
            strays.push(format!("`{text}`"));
        }
    }
    let drawn: Vec<&str> = texts(&drawing.svg).filter(|text| !text.is_empty()).collect();
    let told: Vec<String> =
        drawing.labels.iter().map(|label| escape(&label.text)).filter(|text| !text.is_empty()).collect();
    if drawn.len() != told.len() {
        strays.push(format!("{} texts, where {} were drawn", drawn.len(), told.len()));
    }
    let pairs = drawn.iter().zip(&told);
    strays.extend(pairs.filter(|(text, told)| **text != told.as_str()).map(|(text, _)| format!("`{text}`")));
    let axes = Axis::all(chart, &drawing.labels);
    for axis in &axes {
        strays.extend(axis.astray.iter().map(|text| format!("the tick `{text}`, which stands elsewhere,")));
    }
    // Of a chart of two measures each has an axis of its own.
    if axes.len() >= if chart.kind == ChartKind::ColumnsAndLine { 2 } else { 1 } {
        for zone in &drawing.zones {
            let Some(row) = values.rows.get(zone.value) else { continue };
            let Some(value) = row.value.filter(|_| !row.suppressed) else { continue };
            if !axes.iter().any(|axis| axis.holds(chart, zone, value)) {
                strays
                    .push(format!("the mark of `{}`, `{}`, beside its place on the axis,", row.key.series, row.key.x));
            }
        }
    }
    strays
}

/// The texts of an SVG as they stand there, with their entities.
fn texts(svg: &str) -> impl Iterator<Item = &str> {
    svg.split("<text ").skip(1).filter_map(|rest| Some(rest.split_once('>')?.1.split_once("</text>")?.0))
}

/// The numbers that values are written as: themselves, the ends of their intervals, and the sums of a stack.
fn written(chart: &Chart, values: &Disclosed) -> BTreeSet<String> {
    let mut texts = Vec::new();
    for (row, format) in values.rows.iter().zip(formats(chart, values)) {
        let Some(format) = format.filter(|_| !row.suppressed) else { continue };
        let own = [row.value, row.lower, row.upper].into_iter().flatten();
        texts.extend(own.map(|value| format::value(chart.language, format, value)));
    }
    if chart.kind == ChartKind::StackedColumns
        && let Ok(grid) = Grid::of(chart, values)
    {
        let places = (0..grid.facets.len()).flat_map(|facet| (0..grid.xs.len()).map(move |x| (facet, x)));
        let format = format::of_values(chart, &grid);
        let totals = places.filter_map(|(facet, x)| grid.total(facet, x));
        texts.extend(totals.map(|total| format::value(chart.language, format, total)));
    }
    // A place that a line reaches is a value of a stat of its own.
    if !chart.reached.is_empty() {
        let shown = values.rows.iter().filter(|row| !row.suppressed);
        texts.extend(shown.filter_map(|row| row.value).map(|value| chart.language.decimal(value, 1)));
    }
    texts.iter().flat_map(|text| numerals(text)).map(|(_, number)| number).collect()
}

/// All that a chart's names say. A name may be cut or broken over lines, so that its numbers are looked for within it.
fn names(chart: &Chart, values: &Disclosed) -> String {
    let mut names: Vec<&str> = vec![&chart.unit, &chart.line_unit, &chart.interval];
    names.extend(chart.y_title.as_deref());
    names.extend(chart.x_title.as_deref());
    names.extend(chart.mark.iter().map(|(_, words)| words.as_str()));
    names.extend(chart.reached.iter().map(|reached| reached.words.as_str()));
    let labels = [&chart.x_labels, &chart.series_labels, &chart.facet_labels, &chart.series_notes];
    names.extend(labels.into_iter().flat_map(|labels| labels.values()).map(String::as_str));
    names.extend([&values.facets, &values.series, &values.xs].into_iter().flatten().map(String::as_str));
    let along = XLabels::of(chart, &values.xs);
    names.extend(along.all().map(String::as_str));
    // What is said of series that are nowhere to be seen.
    names.push("0");
    names.join("\n")
}

/// Whether numbers are how many the values rest on that they are of.
fn are_ns(numbers: &[String], counted: &Counted, chart: &Chart, values: &Disclosed) -> bool {
    let is_own = |row: &&Value| {
        let key = &row.key;
        (key.stat == chart.stat || chart.also.contains(&key.stat))
            && key.facet == counted.facet
            && counted.series.contains(&key.series)
            && counted.x.as_ref().is_none_or(|x| *x == key.x)
            && !row.suppressed
            && !row.hidden_n
    };
    let ns: BTreeSet<u64> = values.rows.iter().filter(is_own).filter_map(|row| row.n).collect();
    let (Some(least), Some(most)) = (ns.first(), ns.last()) else { return numbers.is_empty() };
    let said = |n: &u64| chart.language.decimal(*n as f64, 0);
    // One number holds for all series together, and bars have the least and the greatest of all places.
    if least == most { *numbers == [said(least)] } else { counted.x.is_none() && *numbers == [said(least), said(most)] }
}

/// A value axis, as its ticks tell it.
struct Axis<'a> {
    /// From a number to its place.
    slope: f64,
    start: f64,
    /// How far off the places may be, since ticks are rounded.
    slack: f64,
    /// The ticks that do not stand where the others say.
    astray: Vec<&'a str>,
}

/// A tick: what it says, as a number of the axis, how far that is rounded at most, and where it stands.
struct Tick<'a> {
    text: &'a str,
    number: f64,
    rounded: f64,
    along: f64,
}

impl<'a> Axis<'a> {
    /// The axes of a chart that have two ticks at least.
    fn all(chart: &Chart, labels: &'a [Label]) -> Vec<Self> {
        let own = |axis: usize| {
            let ticks = labels.iter().filter_map(move |label| match label.told {
                Told::Tick { axis: of, along } if of == axis => Tick::read(chart, &label.text, along),
                _ => None,
            });
            ticks.collect::<Vec<_>>()
        };
        let numbers: BTreeSet<usize> = labels
            .iter()
            .filter_map(|label| if let Told::Tick { axis, .. } = label.told { Some(axis) } else { None })
            .collect();
        numbers.into_iter().filter_map(|axis| Self::of(chart, own(axis))).collect()
    }

    fn of(chart: &Chart, mut ticks: Vec<Tick<'a>>) -> Option<Self> {
        if counts_away(chart) {
            // Such an axis counts from its middle to both sides.
            let middle = ticks.iter().find(|tick| tick.number == 0.0)?.along;
            for tick in ticks.iter_mut().filter(|tick| tick.along < middle) {
                tick.number = -tick.number;
            }
        }
        ticks.sort_by(|a, b| a.along.total_cmp(&b.along));
        let (first, last) = (ticks.first()?, ticks.last()?);
        if ticks.len() < 2 {
            return None;
        }
        let slope = (last.along - first.along) / (last.number - first.number);
        let slack = slope.abs() * first.rounded.max(last.rounded);
        let start = first.along - slope * first.number;
        let is_near = |tick: &&Tick<'a>| {
            let off = (start + slope * tick.number - tick.along).abs();
            off <= slack + slope.abs() * tick.rounded + NEAR
        };
        let astray = ticks.iter().filter(|tick| !is_near(tick)).map(|tick| tick.text).collect();
        Some(Self { slope, start, slack, astray })
    }

    /// Whether a mark lies where its value is, or is as long as its value.
    fn holds(&self, chart: &Chart, zone: &Zone, value: f64) -> bool {
        let (from, to) = if chart.kind.is_upright() {
            (zone.top, zone.top + zone.height)
        } else {
            (zone.left, zone.left + zone.width)
        };
        let place = |value: f64| self.start + self.slope * scaled(chart, value);
        let at = place(value);
        let long = if chart.kind == ChartKind::Forest { f64::NAN } else { (at - place(0.0)).abs() };
        let near = |one: f64, other: f64| (one - other).abs() <= NEAR + self.slack;
        let thin = to - from <= THIN + 0.1 && (long <= THIN + NEAR || near(at.clamp(from, to), at));
        near(at, from) || near(at, to) || near(at, f64::midpoint(from, to)) || near(long, to - from) || thin
    }
}

impl<'a> Tick<'a> {
    fn read(chart: &Chart, text: &'a str, along: f64) -> Option<Self> {
        let (_, written) = numerals(text).into_iter().next()?;
        let mark = say!(chart.language, "numbers-decimal-mark");
        let (whole, decimals) = written.split_once(mark.as_str()).unwrap_or((&written, ""));
        let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
        let sign = if whole.starts_with(MINUS) { "-" } else { "" };
        let plain = format!("{sign}{digits}.{decimals}");
        let part = if text.ends_with('%') { 0.01 } else { 1.0 };
        let number = plain.parse::<f64>().ok()? * part;
        let rounded = 0.5 * part * libm::pow(10.0, -(decimals.len() as f64));
        if chart.kind == ChartKind::Forest {
            return (number > 0.0).then(|| Self { text, number: libm::log(number), rounded: 0.0, along });
        }
        Some(Self { text, number, rounded, along })
    }
}

/// A number as its place on the axis grows with it.
fn scaled(chart: &Chart, value: f64) -> f64 {
    if chart.kind == ChartKind::Forest { libm::log(value) } else { value }
}

/// Whether an axis counts away from its middle.
fn counts_away(chart: &Chart) -> bool {
    matches!(chart.kind, ChartKind::Pyramid | ChartKind::Diverging)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::draw;
    use crate::locale::Language;
    use crate::value::{Calculation, Key, Stat, Values};

    /// Two series over three years, each resting on a number of its own.
    fn values() -> Disclosed {
        let row = |series: &str, x: &str, value: f64, n: u64| Value {
            key: Key { facet: String::new(), series: series.to_owned(), x: x.to_owned(), stat: Stat::Mean },
            value: Some(value),
            lower: None,
            upper: None,
            numerator: None,
            denominator: None,
            n: Some(n),
            calculation: Calculation::Nothing,
            suppressed: false,
            hidden_n: false,
        };
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let rows = vec![
            row("Voksne", "2016", 12.5, 41),
            row("Voksne", "2017", 17.5, 43),
            row("Voksne", "2018", 31.5, 47),
            row("Børn", "2016", 5.5, 61),
            row("Børn", "2017", 7.5, 67),
            row("Børn", "2018", 9.5, 71),
        ];
        let (series, xs) = (names(&["Voksne", "Børn"]), names(&["2016", "2017", "2018"]));
        Disclosed::whole(Values { facets: vec![String::new()], series, xs, rows })
    }

    fn drawn(kind: ChartKind) -> (Chart, Drawing) {
        let chart = Chart { n_row: true, unit: "dage".to_owned(), ..Chart::new(kind, Stat::Mean, Language::default()) };
        let drawing = draw(&chart, &values()).expect("a chart that can be drawn");
        (chart, drawing)
    }

    /// What is told when the text of a label is changed where it was drawn and in the picture.
    fn changed(kind: ChartKind, from: &str, to: &str) -> Vec<String> {
        let (chart, mut drawing) = drawn(kind);
        let svg = drawing.svg.replacen(&format!(">{from}</text>"), &format!(">{to}</text>"), 1);
        assert_ne!(svg, drawing.svg, "{from} is not in the picture");
        drawing.svg = svg;
        let label = drawing.labels.iter_mut().find(|label| label.text == from).expect("it is drawn");
        to.clone_into(&mut label.text);
        strays(&chart, &values(), &drawing)
    }

    #[test]
    fn a_chart_shows_nothing_but_what_it_was_drawn_from() {
        for kind in [ChartKind::Lines, ChartKind::Points, ChartKind::GroupedColumns, ChartKind::Bars, ChartKind::Dots] {
            assert_eq!(drawn(kind).1.strays, Vec::<String>::new(), "{kind:?}");
        }
    }

    #[test]
    fn an_n_that_is_changed_is_told() {
        assert_eq!(changed(ChartKind::GroupedColumns, "N\u{a0}=\u{a0}43", "N\u{a0}=\u{a0}34"), ["`N\u{a0}=\u{a0}34`"]);
        // It is the N of another place.
        assert_eq!(changed(ChartKind::GroupedColumns, "N\u{a0}=\u{a0}43", "N\u{a0}=\u{a0}41"), ["`N\u{a0}=\u{a0}41`"]);
        let (chart, mut drawing) = drawn(ChartKind::GroupedColumns);
        drawing.svg = drawing.svg.replacen(">N\u{a0}=\u{a0}43<", ">N\u{a0}=\u{a0}34<", 1);
        assert_eq!(strays(&chart, &values(), &drawing), ["`N\u{a0}=\u{a0}34`"], "in the picture alone");
    }

    #[test]
    fn a_value_or_a_name_that_is_changed_is_told() {
        assert_eq!(changed(ChartKind::GroupedColumns, "31,5", "13,5"), ["`13,5`"]);
        assert_eq!(changed(ChartKind::GroupedColumns, "2017", "1917"), ["`1917`"]);
    }

    #[test]
    fn a_tick_that_is_changed_is_told_by_where_it_stands() {
        for kind in [ChartKind::Lines, ChartKind::Dots] {
            assert_eq!(changed(kind, "20", "25"), ["the tick `25`, which stands elsewhere,"], "{kind:?}");
        }
        // The last one says how far the axis reaches: with another all others, and all marks, stand elsewhere.
        let told = changed(ChartKind::Dots, "35", "80");
        assert!(told.len() > 2, "{told:?}");
    }

    #[test]
    fn a_mark_beside_its_place_is_told() {
        let (chart, mut drawing) = drawn(ChartKind::Dots);
        drawing.zones[0].left += 12.0;
        assert_eq!(
            strays(&chart, &values(), &drawing),
            ["the mark of `Voksne`, `2016`, beside its place on the axis,"]
        );
    }
}
