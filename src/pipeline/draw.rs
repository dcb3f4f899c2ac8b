//! The figures of a publication: its charts, drawn from values, and its drawings of words.

use std::collections::BTreeMap;

use super::{Prepared, judge};
use crate::audit::DrawnChart;
use crate::chart::{self, Axes, Chart, Drawing, Flow, Ladder, Reached, ValueFormat};
use crate::diagnostic::{Code, Finding, Findings};
use crate::document::{self, CalculationText, Publication, WordFigure};
use crate::locale::{self, Language, say};
use crate::reuse::{Kept, Key};
use crate::spec::{Analysis, Axis, ChartSpec, DrawingSpec, Exhibit, MarkSpec, Measure, Part, Shape, Shown};
use crate::value::{Nature, Stat, Value, Values};

/// Draws the figures, and tells of those that cannot be drawn, or only otherwise than they were asked for. Their titles are
/// computed by then.
///
/// Where one cannot be drawn an empty one takes its place, so that the rest of the document can be looked at all the same. What
/// was drawn before is not drawn again.
pub(super) fn draw_all(
    prepared: &Prepared,
    publication: &mut Publication,
    kept: &Kept<Drawing>,
) -> (Vec<DrawnChart>, Findings) {
    let language = prepared.spec.report.language;
    let mut findings = Findings::new();
    let mut charts = Vec::new();
    for (exhibit, shown) in prepared.spec.exhibits.iter().zip(&mut publication.exhibits) {
        let Shown::Chart(spec) = &exhibit.shown else { continue };
        let unit = spec.written.as_ref().map_or(1.0, |(_, unit)| *unit);
        let values = shown.values.seen(|values| chart::turned(values, spec.axes, unit));
        let calculations = &publication.calculations;
        let chart = Chart {
            series_notes: ranges(exhibit, calculations, &values.series),
            ..chart(prepared, exhibit, spec, (&values, shown))
        };
        let nothing = shown.values.rows.iter().all(|row| row.value.is_none() && !row.suppressed);
        let hidden = hidden(&shown.values, chart.stat);
        let drawn = match hidden {
            _ if nothing => Ok(chart::empty(language, chart.width_mm)),
            (hidden, all) if hidden > 0 && hidden == all => Ok(chart::all_hidden(language, chart.width_mm)),
            _ => {
                // All that decides a drawing is in what a chart and its values are told by.
                let key = Key::of("chart", [format!("{chart:?}"), format!("{values:?}")]);
                let draw = || chart::all_zero(&chart, &values).map_or_else(|| chart::draw(&chart, &values), Ok);
                kept.or_make(key, draw).map(|drawing| Drawing::clone(&drawing))
            }
        };
        if let Some(finding) = hides_much(prepared, exhibit, hidden).filter(|_| drawn.is_ok()) {
            findings.push(finding);
        }
        let drawing = drawn.unwrap_or_else(|found| {
            for finding in &found {
                findings.push(finding.clone().at(&prepared.spec.file, exhibit.id.span.clone(), "this exhibit"));
            }
            chart::empty(language, chart.width_mm)
        });
        for stray in &drawing.strays {
            let message = format!("the figure shows {stray} which is no number of what it was drawn from");
            let finding = Finding::warning(Code::NumberUnexpected, message)
                .at(&prepared.spec.file, exhibit.id.span.clone(), "this exhibit")
                .help("this is a mistake in Sporbar: please report it, with the exhibit's part of the spec");
            findings.push(finding);
        }
        if let Some(warning) = drawing.otherwise {
            findings.push(warning.at(&prepared.spec.file, exhibit.id.span.clone(), "this exhibit"));
        }
        let (id, svg) = (shown.id.clone(), drawing.svg.clone());
        charts.push(DrawnChart { id, svg, zones: drawing.zones });
        shown.svg = Some(drawing.svg);
        shown.alt = drawing.alt;
    }
    for drawing in &prepared.spec.drawings {
        let drawn = draw_words(language, drawing).unwrap_or_else(|found| {
            for finding in &found {
                findings.push(finding.clone().at(&prepared.spec.file, drawing.id.span.clone(), "this drawing"));
            }
            chart::empty(language, Chart::FULL_WIDTH_MM)
        });
        let (id, title) = (drawing.id.value.clone(), drawing.title.clone());
        let (number, source) = (drawing.number.clone(), drawing.source.clone());
        publication.drawings.push(WordFigure { id, title, number, source, svg: drawn.svg, alt: drawn.alt });
    }
    (charts, findings)
}

/// The values of an exhibit as its chart writes them, in their order; none of those that it does not show. What is written in a
/// larger unit than it counts in is told in full everywhere else.
pub(super) fn labels(prepared: &Prepared, exhibit: &Exhibit, shown: &document::Exhibit) -> Vec<Option<String>> {
    let Shown::Chart(spec) = &exhibit.shown else { return Vec::new() };
    if spec.written.is_some() {
        return Vec::new();
    }
    let values = shown.values.seen(|values| chart::turned(values, spec.axes, 1.0));
    let chart = chart(prepared, exhibit, spec, (&values, shown));
    let formats = chart::formats(&chart, &values).into_iter().zip(&shown.values.rows);
    formats.map(|(format, row)| Some(chart::written(prepared.spec.report.language, format?, row.value?))).collect()
}

/// How many values of a stat are hidden, and how many there are with those.
fn hidden(values: &Values, stat: Stat) -> (usize, usize) {
    let own = || values.rows.iter().filter(|row| row.key.stat == stat && (row.suppressed || row.value.is_some()));
    (own().filter(|row| row.suppressed).count(), own().count())
}

/// A warning where more of a figure is hidden than a reader can do without.
fn hides_much(prepared: &Prepared, exhibit: &Exhibit, (hidden, all): (usize, usize)) -> Option<Finding> {
    let message = match hidden {
        _ if 3 * hidden <= all => return None,
        _ if hidden == all => "all values of the chart are hidden".to_owned(),
        _ => format!("{hidden} of {all} values of the chart are hidden"),
    };
    let help = "show it as a table, or make its groups larger: fewer labels, longer periods, no facet";
    let finding = Finding::warning(Code::ChartHidesTooMuch, message);
    Some(finding.at(&prepared.spec.file, exhibit.id.span.clone(), "this exhibit").help(help))
}

/// A figure of words alone.
fn draw_words(language: Language, drawing: &DrawingSpec) -> Result<Drawing, Findings> {
    let (id, title, width_mm) = (drawing.id.value.clone(), drawing.title.clone(), Chart::FULL_WIDTH_MM);
    match &drawing.shape {
        Shape::Ladder(steps) => chart::ladder(&Ladder { language, id, title, steps: steps.clone(), width_mm }),
        Shape::Flow { columns, arrows } => {
            let (columns, arrows) = (columns.clone(), arrows.clone());
            chart::flow(&Flow { language, id, title, columns, arrows, width_mm })
        }
    }
}

/// The chart that the spec asks for.
fn chart(
    prepared: &Prepared,
    exhibit: &Exhibit,
    spec: &ChartSpec,
    (values, shown): (&Values, &document::Exhibit),
) -> Chart {
    let stat = exhibit.parts.iter().find_map(|part| part.stats.first().copied()).unwrap_or(Stat::Count);
    let named = |keys: &[String]| {
        let names = exhibit.names.iter().filter(|(key, _)| keys.contains(&key.value));
        names.map(|(key, name)| (key.value.clone(), name.value.clone())).collect()
    };
    let tones = prepared.spec.tones.iter().filter(|(series, _)| values.series.contains(&series.value));
    Chart {
        id: exhibit.id.value.clone(),
        title: shown.title.clone(),
        also: spec.also.clone(),
        unit: spec.written.as_ref().map_or(&spec.unit, |(name, _)| name).clone(),
        y_title: spec.y_title.clone(),
        x_title: spec.x_title.clone(),
        x_labels: named(&values.xs),
        series_labels: named(&values.series),
        facet_labels: named(&values.facets),
        order: spec.order.iter().map(|series| series.value.clone()).collect(),
        natures: natures_of(shown),
        tones: tones.map(|(series, tone)| (series.value.clone(), *tone)).collect(),
        line: spec.line.as_ref().map(|series| series.value.clone()),
        // A line in the chart's own unit is written in what the chart is written in.
        line_unit: match &spec.written {
            Some((name, _)) if spec.line_unit == spec.unit => name.clone(),
            _ => spec.line_unit.clone(),
        },
        format: spec.decimals.map(|decimals| ValueFormat::of(stat, decimals)),
        n_row: spec.n_row,
        shares_out: exhibit.parts.iter().all(judge::shared_out),
        in_time: spec.axes == Axes::default() && exhibit.parts.iter().all(in_time),
        mark: match &spec.mark {
            Some(MarkSpec::At(x, text)) => Some((x.clone(), text.clone())),
            _ => None,
        },
        reached: spec.mark.as_ref().map(|mark| reached(prepared.spec.report.language, mark, shown)).unwrap_or_default(),
        sums: spec.sums.iter().map(|sum| sum.value.clone()).collect(),
        zero: spec.zero,
        value_labels: spec.labels,
        height_mm: spec.height,
        width_mm: spec.width.unwrap_or(Chart::FULL_WIDTH_MM),
        ..Chart::new(spec.kind, stat, prepared.spec.report.language)
    }
}

/// Whether the places along the axis are the windows of observations, or months or years.
fn in_time(part: &Part) -> bool {
    match &part.x {
        Some(Axis::Column(name)) => name.value == "period",
        Some(Axis::Range { .. }) => true,
        Some(Axis::States(_) | Axis::Labels(_) | Axis::Classes(_)) | None => false,
    }
}

/// What the exhibit's values are, in their order, which turning its axes keeps.
fn natures_of(shown: &document::Exhibit) -> Vec<Nature> {
    let of = |row: &Value| shown.natures.get(&row.key).copied().unwrap_or_default();
    shown.values.rows.iter().map(of).collect()
}

/// The places that series reach: a time is counted from the beginning of the first place, whose end is its place on the axis.
fn reached(language: Language, mark: &MarkSpec, shown: &document::Exhibit) -> Vec<Reached> {
    let MarkSpec::Reached { stat, text, unit } = mark else { return Vec::new() };
    let rows = shown.values.rows.iter().filter(|row| row.key.stat == *stat);
    let timed = rows.filter_map(|row| Some((&row.key, row.value?)));
    timed
        .map(|(key, time)| Reached {
            facet: key.facet.clone(),
            series: key.series.clone(),
            place: time - 1.0,
            words: say!(
                language,
                "chart-reached",
                words = text.as_str(),
                time = language.decimal(time, 1),
                unit = unit.as_str()
            ),
        })
        .collect()
}

/// How far each assumption goes that the exhibit varies, by the name of its series.
fn ranges(exhibit: &Exhibit, calculations: &[CalculationText], series: &[String]) -> BTreeMap<String, String> {
    let varied = exhibit.parts.iter().filter_map(|part| match &part.measure {
        Measure::Analysis(Analysis::Sensitivity(varied)) => Some(varied.calculation.as_str()),
        _ => None,
    });
    let found = varied.filter_map(|name| calculations.iter().find(|calculation| calculation.name == name));
    let ranged = found.flat_map(|calculation| calculation.assumptions.iter().filter(|one| !one.range.is_empty()));
    let notes = ranged.map(|one| (locale::capitalised(&one.label), one.range.clone()));
    notes.filter(|(name, _)| series.contains(name)).collect()
}
