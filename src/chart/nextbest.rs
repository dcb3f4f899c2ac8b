//! The next best form of a chart that does not fit as it was asked for: lying bars, a row for each series, or a panel each.
//!
//! Room is what a form can lack; nothing that the chart asks for is left out without a word, and what no chart can show
//! truly stays refused. The drawing carries a warning that says what was done and why.

use std::collections::BTreeMap;

use super::interval;
use super::model::{Chart, ChartKind, Drawing};
use super::turned::{Axes, turned};
use crate::diagnostic::{Code, Finding, Findings};
use crate::value::{Dimension, Disclosed, Values};

/// A form to try: how a reader of messages knows it, the chart, and the values as it has them.
type Form = (&'static str, Chart, Disclosed);

/// The chart in the first form that fits, after `asked` did not.
///
/// # Errors
/// What the last of the forms lacks, or `asked` where there is none.
pub(super) fn draw(
    chart: &Chart,
    values: &Disclosed,
    asked: Findings,
    draw: impl Fn(&Chart, &Disclosed) -> Result<Drawing, Findings>,
) -> Result<Drawing, Findings> {
    // What would tell something that is hidden is refused in every form.
    if asked.iter().any(|finding| finding.code != Code::ChartUnfit) {
        return Err(asked);
    }
    let mut last = asked.clone();
    for (form, other, seen) in forms(chart, values) {
        match draw(&other, &seen) {
            Ok(drawing) => return Ok(Drawing { otherwise: told(&asked, form, chart), ..drawing }),
            Err(found) => last = found,
        }
    }
    Err(last)
}

/// That it is drawn in another form, and why.
fn told(asked: &Findings, form: &str, chart: &Chart) -> Option<Finding> {
    let why = asked.iter().next()?.message.clone();
    let without = if chart.n_row { ", without its row of N" } else { "" };
    let finding = Finding::warning(Code::ChartUnfit, format!("{why}, so it is drawn as {form}{without}"));
    Some(finding.help("ask for that form in the exhibit's chart, or give it shorter names or fewer series"))
}

/// The forms that show all that the chart asks for, the nearest first.
fn forms(chart: &Chart, values: &Disclosed) -> Vec<Form> {
    let known = |name: &String| values.series.contains(name);
    let special = chart.mark.is_some() || !chart.reached.is_empty() || !chart.sums.is_empty() || !chart.zero;
    if special || !chart.order.iter().chain(chart.tones.keys()).all(known) {
        return Vec::new();
    }
    let shown = if chart.order.is_empty() { values.series.clone() } else { chart.order.clone() };
    let of_series =
        |at: Axes| values.seen(|values| turned(&Values { series: shown.clone(), ..values.clone() }, at, 1.0));
    match chart.kind {
        ChartKind::GroupedColumns | ChartKind::Bars if interval::look(chart.kind).is_none() || !intervals(values) => {
            let bars = Chart { kind: ChartKind::Bars, n_row: false, ..chart.clone() };
            let rows = Chart {
                x_labels: chart.series_labels.clone(),
                series_labels: chart.x_labels.clone(),
                order: Vec::new(),
                tones: values.xs.iter().filter_map(|x| Some((x.clone(), *chart.tones.get(x)?))).collect(),
                ..bars.clone()
            };
            let mut forms = vec![(
                "lying bars, a row for each series",
                rows,
                of_series(Axes([Dimension::Facet, Dimension::X, Dimension::Series])),
            )];
            if chart.kind != ChartKind::Bars {
                forms.insert(0, ("lying bars", bars, values.clone()));
            }
            forms
        }
        ChartKind::Lines | ChartKind::Points if values.facets.len() <= 1 => {
            let panels = Chart {
                facet_labels: chart.series_labels.clone(),
                series_labels: chart.facet_labels.clone(),
                order: Vec::new(),
                tones: BTreeMap::new(),
                ..chart.clone()
            };
            vec![(
                "small multiples, a panel for each series",
                panels,
                of_series(Axes([Dimension::Series, Dimension::Facet, Dimension::X])),
            )]
        }
        _ => Vec::new(),
    }
}

fn intervals(values: &Disclosed) -> bool {
    values.rows.iter().any(|row| row.lower.is_some())
}
