//! From values to the publication's files: data, charts, PDF and manifest.

use super::{Computed, Failure, Prepared, Stage, Typesetter, Watch, judge};
use crate::audit::{Input, Manifest, Output, Parameters, Program};
use crate::chart::{self, Chart};
use crate::claim::{self, Judged};
use crate::cohort::RowRef;
use crate::diagnostic::{Findings, Sources};
use crate::document::{
    self, ClaimText, ExhibitKind, ExtractUse, Meta, Publication, REPORT, Templates, TextPlace, Tool,
};
use crate::spec::{ChartSpec, Exhibit, Ranged, Shown, Spec};
use crate::value::{Stat, to_csv};

/// The name and version of the program.
const PROGRAM: (&str, &str) = (env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"));

/// What stands in the place of a figure of which no value is there yet, because the status month is too early for it.
const EMPTY: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="720" height="60" viewBox="0 0 720 60">
<text x="0" y="36" font-family="Inter" font-size="15" fill="#5f6b70">Der er endnu ingen tal at vise.</text>
</svg>
"##;

/// A publication, whole.
#[derive(Debug, Clone)]
pub struct Published {
    /// Its files: path below the output folder, and bytes.
    pub files: Vec<(String, Vec<u8>)>,
    /// What the values do not bear out, and what is odd; the files are whole all the same.
    pub findings: Findings,
    /// The texts that the findings point into.
    pub sources: Sources,
}

/// Draws and typesets the publication of `prepared` with the values `computed` from it.
///
/// # Errors
/// Everything that is wrong with the exhibits' charts and texts, or else with the templates.
pub fn publish(
    prepared: &Prepared,
    computed: &[Computed],
    typesetter: &Typesetter,
    watch: &mut dyn Watch,
) -> Result<Published, Failure> {
    let mut publication = publication(prepared, computed);
    fill_texts(&prepared.spec.exhibits, &prepared.spec.file, &mut publication)
        .map_err(|found| prepared.fails(found))?;

    watch.begin(Stage::Charts);
    draw_all(prepared, &mut publication).map_err(|found| prepared.fails(found))?;
    let judged = judge::judge(prepared, computed, &publication).map_err(|found| prepared.fails(found))?;
    publication.claims = claim_texts(&prepared.spec, &judged, &publication).map_err(|found| prepared.fails(found))?;

    watch.begin(Stage::Text);
    let mut sources = prepared.sources.clone();
    let templates = templates(prepared).map_err(|findings| prepared.fails(findings))?;
    templates.add_to(&mut sources);
    let fails = |findings| Failure { sources: sources.clone(), ..prepared.fails(findings) };
    let source = document::render(&publication, &templates).map_err(fails)?;

    watch.begin(Stage::Typeset);
    let created = prepared.as_of.last_day().and_time(chrono::NaiveTime::MIN).and_utc().timestamp();
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
    files.sort();
    let manifest = manifest(prepared, &templates, &files);
    files.push(("manifest.json".to_owned(), manifest.to_json().into_bytes()));
    let mut findings = judged.findings;
    findings.extend(typeset.warnings);
    Ok(Published { files, findings, sources })
}

/// The design's templates and the report's own prose.
fn templates(prepared: &Prepared) -> Result<Templates, Findings> {
    let mut templates = Templates::new();
    let design = prepared.spec.report.template.as_str();
    let shown = format!("templates/{design}");
    templates.read_folder(design, &prepared.root.join(&shown), &shown)?;
    let shown = prepared.folder.display().to_string();
    templates.read_folder(REPORT, &prepared.folder, &shown)?;
    Ok(templates)
}

/// Draws the figures. Their titles are computed by then.
fn draw_all(prepared: &Prepared, publication: &mut Publication) -> Result<(), Findings> {
    let mut findings = Findings::new();
    for (exhibit, shown) in prepared.spec.exhibits.iter().zip(&mut publication.exhibits) {
        let Shown::Chart(spec) = &exhibit.shown else { continue };
        if shown.values.rows.iter().all(|row| row.value.is_none() && !row.suppressed) {
            shown.svg = Some(EMPTY.to_owned());
            "Figuren er tom: der er endnu ingen tal at vise.".clone_into(&mut shown.alt);
            continue;
        }
        match chart::draw(&chart(prepared, exhibit, spec, shown), &shown.values) {
            Ok(drawing) => {
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
    if findings.is_empty() { Ok(()) } else { Err(findings) }
}

/// The chart that the spec asks for.
fn chart(prepared: &Prepared, exhibit: &Exhibit, spec: &ChartSpec, shown: &document::Exhibit) -> Chart {
    let values = &shown.values;
    let stat = exhibit.parts.iter().find_map(|part| part.stats.first().copied()).unwrap_or(Stat::Count);
    let named = |keys: &[String]| {
        let names = exhibit.names.iter().filter(|(key, _)| keys.contains(&key.value));
        names.map(|(key, name)| (key.value.clone(), name.value.clone())).collect()
    };
    let tones = prepared.spec.tones.iter().filter(|(series, _)| values.series.contains(&series.value));
    Chart {
        id: exhibit.id.value.clone(),
        title: shown.title.clone(),
        unit: spec.unit.clone(),
        y_title: spec.y_title.clone(),
        x_title: spec.x_title.clone(),
        x_labels: named(&values.xs),
        series_labels: named(&values.series),
        facet_labels: named(&values.facets),
        order: spec.order.iter().map(|series| series.value.clone()).collect(),
        tones: tones.map(|(series, tone)| (series.value.clone(), *tone)).collect(),
        value_labels: spec.labels,
        height_mm: spec.height,
        ..Chart::new(spec.kind, stat)
    }
}

/// The publication with the spec's texts as they stand there.
fn publication(prepared: &Prepared, computed: &[Computed]) -> Publication {
    let report = &prepared.spec.report;
    let mut counts = [0u32; 2];
    let exhibits = prepared.spec.exhibits.iter().zip(computed).map(|(exhibit, computed)| {
        let kind = match exhibit.shown {
            Shown::Chart(_) => ExhibitKind::Figure,
            Shown::Table => ExhibitKind::Table,
            Shown::Numbers => ExhibitKind::Numbers,
        };
        let count = &mut counts[usize::from(kind != ExhibitKind::Figure)];
        *count += 1;
        document::Exhibit {
            id: exhibit.id.value.clone(),
            kind,
            number: *count,
            title: exhibit.title.value.clone(),
            caption: exhibit.caption.value.clone(),
            note: exhibit.note.as_ref().map(|note| note.value.clone()).unwrap_or_default(),
            source: exhibit.source.value.clone(),
            values: computed.values.clone(),
            svg: None,
            alt: String::new(),
        }
    });
    Publication {
        meta: Meta {
            id: prepared.name.clone(),
            design: report.template.value.clone(),
            title: report.title.value.clone(),
            subtitle: report.subtitle.value.clone(),
            client: report.client.clone(),
            publisher: report.publisher.clone(),
            as_of: prepared.as_of.to_string(),
            lang: "da".to_owned(),
        },
        parameters: std::collections::BTreeMap::new(),
        exhibits: exhibits.collect(),
        claims: Vec::new(),
        extracts: extracts(prepared, computed),
        disclosure: prepared.spec.disclosure.because.clone(),
        pseudonym_key: if prepared.own_key { document::PseudonymKey::Own } else { document::PseudonymKey::Synthetic },
        tool: Tool { name: "Sporbar".to_owned(), version: PROGRAM.1.to_owned() },
    }
}

/// Each extract with how many of its rows some value rests on.
fn extracts(prepared: &Prepared, computed: &[Computed]) -> Vec<ExtractUse> {
    let parts = computed.iter().flat_map(|exhibit| &exhibit.parts);
    let mut used: Vec<RowRef> = parts.flat_map(|part| part.observations.rows.iter().flatten().copied()).collect();
    used.sort_unstable();
    used.dedup();
    let uses =
        prepared.spec.extracts.iter().zip(&prepared.register).enumerate().map(|(number, (spec, extract))| ExtractUse {
            name: extract.name.clone(),
            file: extract.file.clone(),
            register: prepared.schemas[spec.schema.as_str()].title.clone(),
            rows: extract.row_count as u64,
            rows_used: used.iter().filter(|row| usize::from(row.extract) == number).count() as u64,
            sha256: extract.sha256.clone(),
        });
    uses.collect()
}

/// Computes the texts of the exhibits: each is a small template over the publication's values.
fn fill_texts(exhibits: &[Exhibit], file: &str, publication: &mut Publication) -> Result<(), Findings> {
    let mut findings = Findings::new();
    let mut texts = Vec::new();
    for exhibit in exhibits {
        let mut fill = |text: &Ranged<String>| {
            // The text begins behind its opening quote.
            let place = TextPlace { file, start: text.span.start + 1 };
            document::render_text(text.as_str(), place, Some(exhibit.id.as_str()), publication).unwrap_or_else(
                |found| {
                    findings.extend(found);
                    String::new()
                },
            )
        };
        let note = exhibit.note.as_ref().map(&mut fill).unwrap_or_default();
        texts.push([fill(&exhibit.title), fill(&exhibit.caption), note, fill(&exhibit.source)]);
    }
    for (exhibit, [title, caption, note, source]) in publication.exhibits.iter_mut().zip(texts) {
        (exhibit.title, exhibit.caption, exhibit.note, exhibit.source) = (title, caption, note, source);
    }
    if findings.has_errors() { Err(findings) } else { Ok(()) }
}

/// The sentences of the claims, computed, and how each is shown after it has been judged.
fn claim_texts(spec: &Spec, judged: &Judged, publication: &Publication) -> Result<Vec<ClaimText>, Findings> {
    let mut findings = Findings::new();
    let mut texts = Vec::new();
    for (claim, judgement) in spec.claims.iter().zip(&judged.claims) {
        let place = TextPlace { file: &spec.file, start: claim.sentence_start };
        let sentence = document::render_text(&claim.sentence, place, None, publication).unwrap_or_else(|found| {
            findings.extend(found);
            String::new()
        });
        let showing = match judgement.showing() {
            claim::Showing::Plain => document::Showing::Plain,
            claim::Showing::Marked => document::Showing::Marked,
            claim::Showing::Omitted => document::Showing::Omitted,
        };
        texts.push(ClaimText { id: claim.id.clone(), sentence: sentence.trim().to_owned(), showing });
    }
    if findings.has_errors() { Err(findings) } else { Ok(texts) }
}

fn manifest(prepared: &Prepared, templates: &Templates, files: &[(String, Vec<u8>)]) -> Manifest {
    let mut inputs = prepared.inputs.clone();
    for name in templates.names() {
        if let Some(template) = templates.get(name) {
            let kind = if name.starts_with(REPORT) { "text" } else { "template" };
            inputs.push(Input::new(kind, name, template.text.as_bytes()));
        }
    }
    inputs.extend(document::FONTS.iter().map(|(name, bytes)| Input::new("font", *name, bytes)));
    Manifest {
        report: prepared.name.clone(),
        program: Program { name: PROGRAM.0, version: PROGRAM.1, typst: document::typst_version().to_owned() },
        parameters: Parameters {
            as_of: prepared.as_of.to_string(),
            pseudonym_key: if prepared.own_key { "own" } else { "synthetic" },
        },
        inputs,
        outputs: files.iter().map(|(path, bytes)| Output::new(path, bytes)).collect(),
    }
}
