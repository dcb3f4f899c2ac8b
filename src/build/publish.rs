//! From values to the publication's files: data, charts, PDF and manifest.

use super::disclosed::DISCLOSURE_FILE;
use super::draw::draw_all;
use super::inputs::manifest;
use super::last_look::last_look;
use super::since::since_file;
use super::{
    Disclosed, Draft, Failure, FailureKind, Prepared, Stage, Typesetter, Watch, draft, facts, figures, premises, record,
};
use crate::audit::{self, OBJECT_FILE, Output, PACKAGE_FILE};
use crate::cohort::Month;
use crate::diagnostic::{Findings, Sources};
use crate::document::{self, Reading, TypstSource};
use crate::value::to_csv;

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

/// Draws and typesets the publication of `prepared` that was drafted from what is `disclosed`.
///
/// # Errors
/// Everything that is wrong with the exhibits' charts and texts, or else with the templates.
pub fn publish(
    prepared: &Prepared,
    disclosed: &Disclosed<'_>,
    draft: Draft,
    typesetter: &Typesetter,
    watch: &mut dyn Watch,
) -> Result<Published, Failure> {
    watch.begin(Stage::Charts);
    let Draft { mut publication, mut findings } = draft;
    let (drawn, unfit) = draw_all(prepared, &mut publication);

    watch.begin(Stage::Text);
    let mut sources = prepared.sources.clone();
    // A chart that cannot be drawn does not hide what is wrong with the text, nor the other way round.
    let with_unfit = |found| {
        let mut all = unfit.clone();
        all.extend(found);
        all
    };
    let templates =
        prepared.templates().map_err(|failure| Failure { findings: with_unfit(failure.findings), ..failure })?;
    templates.add_to(&mut sources);
    findings.extend(facts::said(&prepared.spec, templates, &mut publication));
    let fails = |findings| Failure { sources: sources.clone(), ..prepared.fails(findings) };
    let source = document::render(&publication, templates).map_err(|found| fails(with_unfit(found)))?;
    let left_out = premises::left_out(&prepared.spec, &source.left_out);
    if left_out.has_errors() {
        return Err(fails(with_unfit(left_out)));
    }
    findings.extend(left_out);
    let exhibits = prepared.spec.exhibits.iter().map(|exhibit| (exhibit.id.as_str(), exhibit.id.span.clone()));
    publication.said.clone_from(&source.said);
    let source = source.declared_at(&prepared.spec.file, exhibits);

    watch.begin(Stage::Typeset);
    let created = created(prepared.as_of);
    let typeset = match typesetter {
        Typesetter::Library => document::typeset(&source, created),
        Typesetter::Program(program) => document::typeset_with(program, &source, created),
    };
    let typeset = typeset.map_err(|found| fails(with_unfit(document::letters_told(found, &sources))))?;
    if unfit.has_errors() {
        return Err(fails(unfit));
    }
    findings.extend(unfit);

    let mut files = vec![("report.pdf".to_owned(), typeset.pdf)];
    for exhibit in &publication.exhibits {
        files.push((format!("data/{}.csv", exhibit.id), to_csv(&exhibit.values)));
    }
    let figures = figures::drawn(&publication);
    files.extend(figures::files(prepared, &figures, prepared.figures).map_err(fails)?);
    let workbook = audit::workbook(&publication, &prepared.spec, prepared.as_of);
    files.push(("figurdata.xlsx".to_owned(), workbook.map_err(|finding| fails(finding.into()))?));
    watch.begin(Stage::Audit);
    let record = record(prepared, disclosed, &publication);
    files.extend(audit::book(&record, &drawn));
    files.push((PACKAGE_FILE.to_owned(), audit::data_package(&record, &files)));
    let summary = disclosed.summary(prepared, false);
    files.extend(summary.map(|summary| (DISCLOSURE_FILE.to_owned(), summary.to_json().into_bytes())));
    files.extend(since_file(publication.since.as_ref()));
    files.sort();
    let mut manifest = manifest(prepared, disclosed, &files);
    let signed = publication.signed.as_deref().unwrap_or_default();
    let object = audit::research_object(&record, &manifest, signed, &prepared.as_of.last_day().to_string());
    manifest.outputs.push(Output::new(OBJECT_FILE, &object));
    files.push((OBJECT_FILE.to_owned(), object));
    files.push(("manifest.json".to_owned(), manifest.to_json().into_bytes()));
    findings.extend(draft::stated(&prepared.spec, typeset.warnings));
    let mut leaks = last_look(prepared.register.people(), &files);
    if prepared.figures.outlines {
        // Letters that are shapes by now cannot be read in the files.
        let drawn = figures::drawn(&publication).into_iter();
        let drawn: Vec<_> = drawn.map(|(id, svg)| (format!("figures/{id}.svg"), svg.as_bytes().to_vec())).collect();
        leaks.extend(last_look(prepared.register.people(), &drawn));
    }
    if !leaks.is_empty() {
        return Err(Failure { kind: FailureKind::Data, findings: leaks, sources });
    }
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
