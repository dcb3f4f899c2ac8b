//! From values to the publication's files: data, charts, PDF and manifest.

use std::collections::BTreeMap;

use super::inputs::manifest;
use super::since::since_file;
use super::{Draft, Failure, FailureKind, Prepared, Stage, Typesetter, Watch, record};
use crate::audit::{self, DrawnChart};
use crate::chart::{self, Chart, Drawing, Flow, Ladder, Reached, ValueFormat};
use crate::cohort::Month;
use crate::diagnostic::{Findings, Sources};
use crate::document::{self, CalculationText, Publication, Reading, TypstSource, WordFigure};
use crate::locale;
use crate::spec::{Analysis, ChartSpec, DrawingSpec, Exhibit, MarkSpec, Measure, Shape, Shown};
use crate::statistic::Computed;
use crate::value::{Stat, Values, to_csv};

/// A publication, whole.
#[derive(Debug, Clone)]
pub struct Published {
    /// Its files: path below the output folder, and bytes.
    pub files: Vec<(String, Vec<u8>)>,
    /// What was typeset.
    source: TypstSource,
    /// What the values do not bear out, and what is odd; the files are whole all the same.
    pub findings: Findings,
    /// The texts that the findings point into.
    pub sources: Sources,
}

/// Draws and typesets the publication of `prepared` that was drafted from the values `computed`.
///
/// # Errors
/// Everything that is wrong with the exhibits' charts and texts, or else with the templates.
pub fn publish(
    prepared: &Prepared,
    computed: &[Computed],
    draft: Draft,
    typesetter: &Typesetter,
    watch: &mut dyn Watch,
) -> Result<Published, Failure> {
    watch.begin(Stage::Charts);
    let Draft { mut publication, mut findings } = draft;
    let drawn = draw_all(prepared, &mut publication).map_err(|found| prepared.fails(found))?;

    watch.begin(Stage::Text);
    let mut sources = prepared.sources.clone();
    let templates = prepared.templates()?;
    templates.add_to(&mut sources);
    let fails = |findings| Failure { sources: sources.clone(), ..prepared.fails(findings) };
    let source = document::render(&publication, templates).map_err(fails)?;

    watch.begin(Stage::Typeset);
    let created = created(prepared.as_of);
    let typeset = match typesetter {
        Typesetter::Library => document::typeset(&source, created),
        Typesetter::Program(program) => document::typeset_with(program, &source, created),
    };
    let typeset = typeset.map_err(fails)?;

    let mut files = vec![("report.pdf".to_owned(), typeset.pdf)];
    for (exhibit, computed) in publication.exhibits.iter().zip(computed) {
        files.push((format!("data/{}.csv", exhibit.id), to_csv(&computed.values)));
        if let Some(svg) = &exhibit.svg {
            files.push((format!("figures/{}.svg", exhibit.id), svg.clone().into_bytes()));
        }
    }
    for drawing in &publication.drawings {
        files.push((format!("figures/{}.svg", drawing.id), drawing.svg.clone().into_bytes()));
    }
    let workbook = audit::workbook(&publication, &prepared.spec, prepared.as_of);
    files.push(("figurdata.xlsx".to_owned(), workbook.map_err(|finding| fails(finding.into()))?));
    watch.begin(Stage::Audit);
    files.extend(audit::book(&record(prepared, computed, &publication), &drawn));
    files.extend(since_file(publication.since.as_ref()));
    files.sort();
    let manifest = manifest(prepared, computed, &files);
    files.push(("manifest.json".to_owned(), manifest.to_json().into_bytes()));
    findings.extend(typeset.warnings);
    Ok(Published { files, source, findings, sources })
}

impl Published {
    /// How the document is laid out, for whoever reads the PDF back.
    ///
    /// # Errors
    /// It cannot be typeset, which it has been.
    pub fn reading(&self, as_of: Month) -> Result<Reading, Failure> {
        document::reading(&self.source, created(as_of)).map_err(|findings| Failure {
            kind: FailureKind::Call,
            findings,
            sources: self.sources.clone(),
        })
    }
}

/// The time that a publication says it was made: the status month's last day, in seconds since 1970.
fn created(as_of: Month) -> i64 {
    as_of.last_day().and_time(chrono::NaiveTime::MIN).and_utc().timestamp()
}

/// Draws the figures. Their titles are computed by then.
fn draw_all(prepared: &Prepared, publication: &mut Publication) -> Result<Vec<DrawnChart>, Findings> {
    let mut findings = Findings::new();
    let mut charts = Vec::new();
    for (exhibit, shown) in prepared.spec.exhibits.iter().zip(&mut publication.exhibits) {
        let Shown::Chart(spec) = &exhibit.shown else { continue };
        let unit = spec.written.as_ref().map_or(1.0, |(_, unit)| *unit);
        let values = chart::turned(&shown.values, spec.axes, unit);
        let calculations = &publication.calculations;
        let chart = Chart {
            series_notes: ranges(exhibit, calculations, &values.series),
            ..chart(prepared, exhibit, spec, (&values, shown))
        };
        let nothing = shown.values.rows.iter().all(|row| row.value.is_none() && !row.suppressed);
        let drawn = if nothing { Ok(chart::empty(&chart)) } else { chart::draw(&chart, &values) };
        match drawn {
            Ok(drawing) => {
                let (id, svg) = (shown.id.clone(), drawing.svg.clone());
                charts.push(DrawnChart { id, svg, zones: drawing.zones });
                shown.svg = Some(drawing.svg);
                shown.alt = drawing.alt;
            }
            Err(found) => {
                for finding in &found {
                    findings.push(finding.clone().at(&prepared.spec.file, exhibit.id.span.clone(), "this exhibit"));
                }
            }
        }
    }
    for drawing in &prepared.spec.drawings {
        match draw_words(drawing) {
            Ok(Drawing { svg, alt, .. }) => {
                let (id, title) = (drawing.id.value.clone(), drawing.title.clone());
                publication.drawings.push(WordFigure { id, title, svg, alt });
            }
            Err(found) => {
                for finding in &found {
                    findings.push(finding.clone().at(&prepared.spec.file, drawing.id.span.clone(), "this drawing"));
                }
            }
        }
    }
    if findings.is_empty() { Ok(charts) } else { Err(findings) }
}

/// A figure of words alone.
fn draw_words(drawing: &DrawingSpec) -> Result<Drawing, Findings> {
    let (id, title, width_mm) = (drawing.id.value.clone(), drawing.title.clone(), Chart::FULL_WIDTH_MM);
    match &drawing.shape {
        Shape::Ladder(steps) => chart::ladder(&Ladder { id, title, steps: steps.clone(), width_mm }),
        Shape::Flow { columns, arrows } => {
            chart::flow(&Flow { id, title, columns: columns.clone(), arrows: arrows.clone(), width_mm })
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
        unit: spec.written.as_ref().map_or(&spec.unit, |(name, _)| name).clone(),
        y_title: spec.y_title.clone(),
        x_title: spec.x_title.clone(),
        x_labels: named(&values.xs),
        series_labels: named(&values.series),
        facet_labels: named(&values.facets),
        order: spec.order.iter().map(|series| series.value.clone()).collect(),
        tones: tones.map(|(series, tone)| (series.value.clone(), *tone)).collect(),
        line: spec.line.as_ref().map(|series| series.value.clone()),
        line_unit: spec.line_unit.clone(),
        format: spec.decimals.map(|decimals| ValueFormat::of(stat, decimals)),
        n_row: spec.n_row,
        mark: match &spec.mark {
            Some(MarkSpec::At(x, text)) => Some((x.clone(), text.clone())),
            _ => None,
        },
        reached: spec.mark.as_ref().map(|mark| reached(mark, shown)).unwrap_or_default(),
        sums: spec.sums.iter().map(|sum| sum.value.clone()).collect(),
        zero: spec.zero,
        value_labels: spec.labels,
        height_mm: spec.height,
        width_mm: spec.width.unwrap_or(Chart::FULL_WIDTH_MM),
        ..Chart::new(spec.kind, stat)
    }
}

/// The places that series reach: a time is counted from the beginning of the first place, whose end is its place on the axis.
fn reached(mark: &MarkSpec, shown: &document::Exhibit) -> Vec<Reached> {
    let MarkSpec::Reached { stat, text, unit } = mark else { return Vec::new() };
    let rows = shown.values.rows.iter().filter(|row| row.key.stat == *stat);
    let timed = rows.filter_map(|row| Some((&row.key, row.value?)));
    timed
        .map(|(key, time)| Reached {
            facet: key.facet.clone(),
            series: key.series.clone(),
            place: time - 1.0,
            words: format!("{text} {}{}{unit}", locale::decimal(time, 1), locale::NBSP),
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
