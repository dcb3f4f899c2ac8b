//! From values to the publication's files: data, charts, PDF and manifest.

use super::disclosed::DISCLOSURE_FILE;
use super::draw::draw_all;
use super::inputs::manifest;
use super::last_look::last_look;
use super::since::since_file;
use super::{
    Disclosed, Draft, Failure, FailureKind, Prepared, Stage, Typesetter, Watch, draft, facts, figures, premises,
    record, unprinted,
};
use crate::audit::{self, DrawnChart, OBJECT_FILE, Output, PACKAGE_FILE, Record};
use crate::calendar::Month;
use crate::chart::Drawing;
use crate::diagnostic::{Findings, Sources};
use crate::document::{self, Publication, Reading, Typeset, TypstSource};
use crate::reuse::Kept;
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

/// A publication in words and charts, before it is typeset.
#[derive(Debug, Clone)]
pub(super) struct Composed {
    publication: Publication,
    drawn: Vec<DrawnChart>,
    /// What is to be typeset.
    pub(super) source: TypstSource,
    /// What the values do not bear out, and what is odd.
    pub(super) findings: Findings,
    /// What cannot be drawn, or only otherwise than it was asked for.
    unfit: Findings,
    /// The texts that the findings point into.
    pub(super) sources: Sources,
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
    let mut composed = compose(prepared, draft, &Kept::default(), watch)?;
    watch.begin(Stage::Typeset);
    let created = created(prepared.as_of);
    // Neither needs the other, and the typesetter works on one core most of the time.
    let (typeset, beside) = std::thread::scope(|scope| {
        let beside = scope.spawn(|| beside(prepared, disclosed, &composed));
        let typeset = match typesetter {
            Typesetter::Library => document::typeset(&composed.source, created),
            Typesetter::Program(program) => document::typeset_with(program, &composed.source, created),
        };
        watch.begin(Stage::Audit);
        (typeset, beside.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    });
    let typeset = composed.typeset(prepared, typeset)?;
    finish(prepared, disclosed, composed, typeset, beside?)
}

/// Draws the charts of a publication, and fills in its text. Charts that are kept are not drawn again.
///
/// # Errors
/// Everything that is wrong with its charts and texts.
pub(super) fn compose(
    prepared: &Prepared,
    draft: Draft,
    kept: &Kept<Drawing>,
    watch: &mut dyn Watch,
) -> Result<Composed, Failure> {
    watch.begin(Stage::Charts);
    let Draft { mut publication, mut findings } = draft;
    let (drawn, unfit) = draw_all(prepared, &mut publication, kept);

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
    let mut lacking = premises::left_out(&prepared.spec, &source.left_out);
    lacking.extend(unprinted::missed(&prepared.spec, &source, templates));
    if lacking.has_errors() {
        return Err(fails(with_unfit(lacking)));
    }
    findings.extend(lacking);
    let exhibits = prepared.spec.exhibits.iter().map(|exhibit| (exhibit.id.as_str(), exhibit.id.span.clone()));
    publication.said.clone_from(&source.said);
    let source = source.declared_at(&prepared.spec.file, exhibits);
    Ok(Composed { publication, drawn, source, findings, unfit, sources })
}

impl Composed {
    /// What came of typesetting it, where that and every chart went well.
    pub(super) fn typeset<T>(&mut self, prepared: &Prepared, typeset: Result<T, Findings>) -> Result<T, Failure> {
        let mut unfit = std::mem::take(&mut self.unfit);
        let fails = |findings| Failure { sources: self.sources.clone(), ..prepared.fails(findings) };
        match typeset {
            Ok(_) if unfit.has_errors() => Err(fails(unfit)),
            Ok(typeset) => {
                self.findings.extend(unfit);
                Ok(typeset)
            }
            Err(found) => {
                unfit.extend(document::letters_told(found, &self.sources));
                Err(fails(unfit))
            }
        }
    }
}

/// What is made of a publication beside its document.
pub(super) struct Beside {
    files: Vec<(String, Vec<u8>)>,
    record: Record,
}

/// The files that stand beside the document, and the record of what they tell.
///
/// # Errors
/// Files that cannot be made.
pub(super) fn beside(prepared: &Prepared, disclosed: &Disclosed<'_>, composed: &Composed) -> Result<Beside, Failure> {
    let Composed { publication, drawn, sources, .. } = composed;
    let fails = |findings| Failure { sources: sources.clone(), ..prepared.fails(findings) };
    let mut files = Vec::new();
    for exhibit in &publication.exhibits {
        files.push((format!("data/{}.csv", exhibit.id), to_csv(&exhibit.values)));
    }
    let figures = figures::drawn(publication);
    files.extend(figures::files(prepared, &figures, prepared.figures).map_err(fails)?);
    let workbook = audit::workbook(publication, &prepared.spec, prepared.as_of);
    files.push(("figurdata.xlsx".to_owned(), workbook.map_err(|finding| fails(finding.into()))?));
    let record = record(prepared, disclosed, publication);
    files.extend(audit::book(&record, drawn));
    Ok(Beside { files, record })
}

/// The files of a publication that has been typeset.
///
/// # Errors
/// Files that would tell of a person.
pub(super) fn finish(
    prepared: &Prepared,
    disclosed: &Disclosed<'_>,
    composed: Composed,
    typeset: Typeset,
    beside: Beside,
) -> Result<Published, Failure> {
    let Composed { publication, source, mut findings, sources, .. } = composed;
    let Beside { files: others, record } = beside;
    let mut files = vec![("report.pdf".to_owned(), typeset.pdf)];
    files.extend(others);
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
pub(super) fn created(as_of: Month) -> i64 {
    as_of.last_day().and_time(chrono::NaiveTime::MIN).and_utc().timestamp()
}
