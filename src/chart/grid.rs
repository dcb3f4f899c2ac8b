//! The values of a chart as a grid of facets, series and places along the axis, checked for what a chart can show.

use std::collections::{BTreeMap, BTreeSet};

use super::columns_line;
use super::interval::{self, Look, MOST_BANDS};
use super::model::{Chart, ChartKind};
use super::reached;
use crate::diagnostic::{Code, Finding, Findings, did_you_mean};
use crate::value::{Nature, Stat, Values};

/// The most series that can be told apart.
const MOST_SERIES: usize = 9;
/// The most rows of bars that have their names beside them.
const MOST_ROWS: usize = 20;
/// Of so many intervals one may be left out of account when the axis is laid.
const FEW: usize = 10;
/// The most small multiples on a page.
const MOST_FACETS: usize = 12;
/// The greatest number that is written out; beyond it the unit should be thousands or millions.
const GREATEST: f64 = 1e12;

/// What stands for a value that readers may not see.
pub(crate) const HIDDEN: &str = "•";

/// What of a cell readers may not see.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Hidden {
    value: bool,
    n: bool,
}

/// What a chart shows, in its order. A cell is none where there is no value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Grid {
    pub(crate) facets: Vec<String>,
    pub(crate) series: Vec<String>,
    pub(crate) xs: Vec<String>,
    cells: Vec<Option<f64>>,
    intervals: Vec<Option<(f64, f64)>>,
    ns: Vec<Option<u64>>,
    natures: Vec<Nature>,
    hidden: Vec<Hidden>,
    places: Vec<Option<usize>>,
}

impl Grid {
    /// The values that the chart asks for, or what makes them unfit for it.
    pub(crate) fn of(chart: &Chart, values: &Values) -> Result<Self, Findings> {
        let is_shown = |stat| stat == chart.stat || chart.also.contains(&stat);
        let numbered: Vec<_> = values.rows.iter().enumerate().filter(|(_, row)| is_shown(row.key.stat)).collect();
        let rows: Vec<_> = numbered.iter().map(|(_, row)| *row).collect();
        let used = |part: fn(&crate::value::Key) -> &str, order: &[String]| -> Vec<String> {
            let there: BTreeSet<&str> = rows.iter().map(|row| part(&row.key)).collect();
            order.iter().filter(|name| there.contains(name.as_str())).cloned().collect()
        };
        let all_series = used(|key| &key.series, &values.series);
        let grid = Self {
            facets: used(|key| &key.facet, &values.facets),
            series: shown(chart, all_series),
            xs: used(|key| &key.x, &values.xs),
            cells: Vec::new(),
            intervals: Vec::new(),
            ns: Vec::new(),
            natures: Vec::new(),
            hidden: Vec::new(),
            places: Vec::new(),
        };
        let mut findings = Findings::new();
        for name in chart.order.iter().chain(chart.tones.keys()).chain(&chart.line) {
            if !values.series.contains(name) {
                let finding = unfit(format!("the chart names the series `{name}`, which the exhibit does not have"));
                findings.push(match did_you_mean(name, values.series.iter().map(String::as_str)) {
                    Some(meant) => finding.help(format!("did you mean `{meant}`?")),
                    None => finding,
                });
            }
        }
        for finding in also(chart, values) {
            findings.push(finding);
        }
        let by_key: BTreeMap<_, _> = numbered
            .iter()
            .map(|(at, row)| ((row.key.facet.as_str(), row.key.series.as_str(), row.key.x.as_str()), (*at, *row)))
            .collect();
        let (mut cells, mut intervals, mut ns) = (Vec::new(), Vec::new(), Vec::new());
        let (mut natures, mut places) = (Vec::new(), Vec::new());
        let mut hidden = Vec::new();
        for facet in &grid.facets {
            for series in &grid.series {
                for x in &grid.xs {
                    let found = by_key.get(&(facet.as_str(), series.as_str(), x.as_str()));
                    let place = found.map(|(at, _)| *at);
                    places.push(place);
                    natures.push(place.and_then(|at| chart.natures.get(at).copied()).unwrap_or_default());
                    let row = found.map(|(_, row)| *row);
                    let value = row.filter(|row| !row.suppressed).and_then(|row| row.value);
                    cells.push(value);
                    intervals.push(value.and(row).and_then(|row| row.lower.zip(row.upper)));
                    ns.push(row.filter(|row| !row.suppressed).and_then(|row| row.n));
                    let of = |row: &&crate::value::Value| Hidden { value: row.suppressed, n: row.hidden_n };
                    hidden.push(row.as_ref().map(of).unwrap_or_default());
                }
            }
        }
        let grid = Self { cells, intervals, ns, natures, hidden, places, ..grid };
        grid.check(chart, &mut findings);
        if findings.is_empty() { Ok(grid) } else { Err(findings) }
    }

    /// Looks for what no chart, or not this kind of chart, can show.
    fn check(&self, chart: &Chart, findings: &mut Findings) {
        if self.cells.is_empty() {
            findings.push(
                unfit(format!("the exhibit has no values of the stat `{}` to draw", chart.stat.name()))
                    .help("choose one of the stats that the exhibit computes"),
            );
        }
        // Rows have their names beside them.
        let rows = match chart.kind {
            ChartKind::Tornado | ChartKind::Waterfall | ChartKind::Heat => true,
            ChartKind::Forest | ChartKind::Dots | ChartKind::Funnel | ChartKind::Goals | ChartKind::Flow => {
                self.xs.len() == 1
            }
            _ => false,
        };
        let most = if rows { MOST_ROWS } else { MOST_SERIES };
        if self.series.len() > most {
            findings.push(
                unfit(format!("{} series are more than a reader can tell apart in a chart", self.series.len()))
                    .help(format!("join some of them, or list at most {most} in the chart's order")),
            );
        }
        if self.facets.len() > MOST_FACETS {
            findings.push(
                unfit(format!("{} facets are more than a figure has room for", self.facets.len()))
                    .help(format!("split the exhibit into figures of at most {MOST_FACETS}")),
            );
        }
        let ends = self.intervals.iter().flatten().flat_map(|(low, high)| [low, high]);
        if self.cells.iter().flatten().chain(ends).any(|value| !value.is_finite() || value.abs() >= GREATEST) {
            findings.push(
                unfit("a value is too large to be written in a chart").help("give the values in thousands or millions"),
            );
        }
        if chart.kind == ChartKind::StackedColumns && self.cells.iter().flatten().any(|value| *value < 0.0) {
            findings.push(
                unfit("a value is below zero, which a stack cannot show").help("draw grouped columns or lines instead"),
            );
        }
        if interval::look(chart.kind) == Some(Look::Band) && self.has_intervals() && self.series.len() > MOST_BANDS {
            findings.push(
                unfit(format!("the intervals of {} series cover each other", self.series.len()))
                    .help(format!("draw `points`, a facet for each series, or at most {MOST_BANDS} series")),
            );
        }
        let tells_sums = matches!(
            chart.kind,
            ChartKind::Waterfall
                | ChartKind::Dots
                | ChartKind::Forest
                | ChartKind::Heat
                | ChartKind::Alluvial
                | ChartKind::Flow
        );
        if !chart.sums.is_empty() && !tells_sums {
            findings.push(unfit("this kind of chart does not tell sums from other rows").help(
                "take `sums` out, or draw a `waterfall`, `dots`, a `forest`, a `heat` table, an `alluvial` or a `flow`",
            ));
        }
        if chart.kind != ChartKind::Waterfall {
            for sum in chart.sums.iter().filter(|sum| !self.xs.contains(sum) && !self.series.contains(sum)) {
                let finding = unfit(format!("the chart's sum `{sum}` is none of its rows"));
                findings.push(match did_you_mean(sum, self.xs.iter().chain(&self.series).map(String::as_str)) {
                    Some(likely) => finding.help(format!("did you mean `{likely}`?")),
                    None => finding,
                });
            }
        }
        if !chart.zero
            && !matches!(chart.kind, ChartKind::Lines | ChartKind::Points | ChartKind::Dots | ChartKind::Slope)
        {
            findings.push(
                unfit("this kind of chart is read from zero").help(
                    "take `zero` out, or draw `lines`, `points`, `dots` or a `slope`: only they can leave zero out",
                ),
            );
        }
        for finding in columns_line::check(chart, self).into_iter().chain(reached::check(chart)) {
            findings.push(finding);
        }
        let sizes = [Some(chart.width_mm), chart.height_mm];
        if !sizes.into_iter().flatten().all(|size| size.is_finite() && (30.0..=400.0).contains(&size)) {
            findings.push(
                unfit("the chart's width or height is outside 30-400 mm")
                    .help("leave the size out to fill the width of the text"),
            );
        }
    }

    /// What makes a chart of what is left no chart: a sum that is drawn from its steps gives a hidden one away.
    pub(crate) fn hides_too_much(&self, chart: &Chart) -> Option<Finding> {
        let hides_step = chart.kind == ChartKind::Waterfall && self.hidden().0 > 0;
        let hides_ribbon = chart.kind == ChartKind::Alluvial && self.hidden().0 > 0;
        hides_step
            .then(|| hides("a step of a waterfall is hidden, and the others would give it away"))
            .or_else(|| hides_ribbon.then(|| hides("a ribbon is hidden, and the gap between the others would tell it")))
    }

    /// The grid of some of the series.
    pub(crate) fn only(&self, wanted: impl Fn(&str) -> bool) -> Self {
        let kept: Vec<usize> = (0..self.series.len()).filter(|at| wanted(&self.series[*at])).collect();
        let starts = (0..self.facets.len()).flat_map(|facet| kept.iter().map(move |at| self.start(facet, *at)));
        let cells: Vec<usize> = starts.flat_map(|start| start..start + self.xs.len()).collect();
        Self {
            facets: self.facets.clone(),
            series: kept.iter().map(|at| self.series[*at].clone()).collect(),
            xs: self.xs.clone(),
            cells: cells.iter().map(|at| self.cells[*at]).collect(),
            intervals: cells.iter().map(|at| self.intervals[*at]).collect(),
            ns: cells.iter().map(|at| self.ns[*at]).collect(),
            natures: cells.iter().map(|at| self.natures[*at]).collect(),
            hidden: cells.iter().map(|at| self.hidden[*at]).collect(),
            places: cells.iter().map(|at| self.places[*at]).collect(),
        }
    }

    /// The value of a series at a place.
    pub(crate) fn at(&self, facet: usize, series: usize, x: usize) -> Option<f64> {
        self.cells[self.start(facet, series) + x]
    }

    /// Whether there is a value that readers may not see.
    pub(crate) fn is_hidden(&self, facet: usize, series: usize, x: usize) -> bool {
        self.hidden[self.start(facet, series) + x].value
    }

    /// Whether readers may not see how many a value rests on.
    pub(crate) fn is_n_hidden(&self, facet: usize, series: usize, x: usize) -> bool {
        self.hidden[self.start(facet, series) + x].n
    }

    /// How many values are hidden, and how many there are with those.
    pub(crate) fn hidden(&self) -> (usize, usize) {
        let hidden = self.hidden.iter().filter(|hidden| hidden.value).count();
        (hidden, hidden + self.values().count())
    }

    /// What stands where there is no value.
    pub(crate) fn nothing(&self, facet: usize, series: usize, x: usize) -> &'static str {
        if self.is_hidden(facet, series, x) { HIDDEN } else { "–" }
    }

    /// The place of a value among those that the chart was made of.
    pub(crate) fn place(&self, facet: usize, series: usize, x: usize) -> Option<usize> {
        self.places[self.start(facet, series) + x]
    }

    /// The places of all its values among those that the chart was made of.
    pub(crate) fn places(&self) -> impl Iterator<Item = usize> {
        self.places.iter().flatten().copied()
    }

    /// What the value of a series at a place is: observed, estimated or forecast.
    pub(crate) fn nature(&self, facet: usize, series: usize, x: usize) -> Nature {
        self.natures[self.start(facet, series) + x]
    }

    /// The natures of the values there are.
    pub(crate) fn natures(&self) -> BTreeSet<Nature> {
        self.cells.iter().zip(&self.natures).filter(|(value, _)| value.is_some()).map(|(_, nature)| *nature).collect()
    }

    /// The values of a series along the axis.
    pub(crate) fn row(&self, facet: usize, series: usize) -> &[Option<f64>] {
        let start = self.start(facet, series);
        &self.cells[start..start + self.xs.len()]
    }

    /// Where the row of a series begins.
    fn start(&self, facet: usize, series: usize) -> usize {
        (facet * self.series.len() + series) * self.xs.len()
    }

    /// The interval of a value, where it has one.
    pub(crate) fn interval(&self, facet: usize, series: usize, x: usize) -> Option<(f64, f64)> {
        self.intervals[self.start(facet, series) + x]
    }

    /// Whether any value has an interval.
    pub(crate) fn has_intervals(&self) -> bool {
        self.intervals.iter().any(Option::is_some)
    }

    /// How many the values of a series rest on; none where there is no row, or where it is not to be told.
    pub(crate) fn ns(&self, facet: usize, series: usize) -> &[Option<u64>] {
        let start = self.start(facet, series);
        &self.ns[start..start + self.xs.len()]
    }

    /// The least and the greatest of the values and of their intervals' ends.
    pub(crate) fn bounds(&self) -> Option<(f64, f64)> {
        let ends = self.intervals.iter().flatten().flat_map(|(low, high)| [*low, *high]);
        let all = self.values().chain(ends);
        all.fold(None, |known, value| {
            Some(known.map_or((value, value), |(l, h): (f64, f64)| (l.min(value), h.max(value))))
        })
    }

    /// What an upright axis holds: the values and their intervals, but for the few intervals, at most one in [`FEW`], that alone would
    /// make it twice as long. They rest on next to nobody, and would press all the rest together.
    pub(crate) fn reach(&self, chart: &Chart) -> Option<(f64, f64)> {
        let (low, high) = self.bounds()?;
        let (least, greatest) = self.values().fold((high, low), |(l, h), value| (l.min(value), h.max(value)));
        let beyond = |(from, to): &(f64, f64)| (least - from).max(to - greatest).max(0.0);
        let mut intervals: Vec<(f64, f64)> = self.intervals.iter().flatten().copied().collect();
        intervals.sort_by(|a, b| beyond(a).total_cmp(&beyond(b)));
        intervals.truncate(intervals.len() - intervals.len() / FEW);
        let near = intervals.into_iter().fold((least, greatest), |(l, h), (from, to)| (l.min(from), h.max(to)));
        let length = |(low, high): (f64, f64)| {
            if chart.zero { high.max(0.0) - low.min(0.0) } else { high - low }
        };
        Some(if length((low, high)) < 2.0 * length(near) { (low, high) } else { near })
    }

    /// Whether an interval goes on beyond an axis that holds its [`reach`](Self::reach).
    pub(crate) fn is_cut(&self, chart: &Chart) -> bool {
        interval::is_upright(chart.kind) && self.reach(chart) != self.bounds()
    }

    /// All values there are.
    pub(crate) fn values(&self) -> impl Iterator<Item = f64> + '_ {
        self.cells.iter().flatten().copied()
    }

    /// The sum of the series at a place; none where no series has a value.
    pub(crate) fn total(&self, facet: usize, x: usize) -> Option<f64> {
        let parts = (0..self.series.len()).filter_map(|series| self.at(facet, series, x));
        parts.fold(None, |sum, part| Some(sum.unwrap_or(0.0) + part))
    }

    /// The last place where a series has a value.
    pub(crate) fn last(&self, facet: usize, series: usize) -> Option<usize> {
        self.row(facet, series).iter().rposition(Option::is_some)
    }

    /// The first place where a series has a value.
    pub(crate) fn first(&self, facet: usize, series: usize) -> Option<usize> {
        self.row(facet, series).iter().position(Option::is_some)
    }
}

/// What is wrong with the further stats of a chart: one that the exhibit does not have, or whose values stand where another's do.
fn also(chart: &Chart, values: &Values) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (at, stat) in chart.also.iter().enumerate() {
        let of = |stat: Stat| values.rows.iter().map(|row| &row.key).filter(move |key| key.stat == stat);
        if of(*stat).next().is_none() {
            findings.push(
                unfit(format!("the exhibit has no values of the stat `{}` to draw", stat.name()))
                    .help("choose stats that the exhibit computes"),
            );
        }
        let before = chart.also[..at].iter().chain([&chart.stat]);
        let place = |key: &crate::value::Key| (key.facet.clone(), key.series.clone(), key.x.clone());
        let taken: BTreeSet<_> = before.flat_map(|stat| of(*stat)).map(place).collect();
        if of(*stat).any(|key| taken.contains(&place(key))) {
            findings.push(
                unfit(format!("`{}` and another stat of the chart have values at the same place", stat.name()))
                    .help("give the stat a series of its own: { is = ..., series = { \"Gennemsnit\" = \"TRUE\" } }"),
            );
        }
    }
    findings
}

/// The series that the chart shows, of all that there are.
fn shown(chart: &Chart, all: Vec<String>) -> Vec<String> {
    if chart.order.is_empty() {
        return all;
    }
    let line = chart.line.iter().filter(|line| !chart.order.contains(line));
    chart.order.iter().chain(line).cloned().collect()
}

/// A finding about a chart of which too much is hidden.
pub(crate) fn hides(message: &str) -> Finding {
    Finding::error(Code::ChartHidesTooMuch, message)
        .help("show it as a table, or make its groups larger: fewer labels, longer periods, no facet")
}

/// A finding about a chart.
pub(crate) fn unfit(message: impl Into<String>) -> Finding {
    Finding::error(Code::ChartUnfit, message)
}
