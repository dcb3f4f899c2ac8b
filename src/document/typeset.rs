//! Typst source to PDF with the compiler that is part of the program.
//!
//! The PDF is PDF/UA-1 and PDF/A-2a at once. Its identifier and its time are what the `typst` program would write for
//! the same source, and its creator is the program, so that the two typesetters give the same bytes.

use std::ops::Range;

use chrono::{DateTime, Datelike, Months, NaiveDate, Timelike};
use typst::WorldExt;
use typst::diag::{Severity as TypstSeverity, SourceDiagnostic, Warned};
use typst::foundations::{Datetime, Smart};
use typst::syntax::DiagSpan;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use super::creator::signed;
use super::legible::faults;
use super::numerals;
use super::reading::unaccounted;
use super::source::TypstSource;
use super::world::{Parsed, PublicationWorld};
use crate::diagnostic::{Code, Finding, Findings, Place};

/// The PDF standards kept, as the library and the `typst` program name them.
pub(crate) const STANDARDS: [(PdfStandard, &str); 2] = [(PdfStandard::Ua_1, "ua-1"), (PdfStandard::A_2a, "a-2a")];

/// A typeset publication.
#[derive(Debug, Clone)]
pub struct Typeset {
    /// The PDF.
    pub pdf: Vec<u8>,
    /// What the typesetter warned of.
    pub warnings: Findings,
}

/// The time that stands in for the clock: the last day of the as-of month, in seconds since 1970; none where it is not a
/// month. A caller with a `SOURCE_DATE_EPOCH` uses that instead.
pub fn timestamp(as_of: &str) -> Option<i64> {
    let (year, month) = as_of.split_once('-')?;
    let first = NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, 1)?;
    let last = first.checked_add_months(Months::new(1))?.pred_opt()?;
    Some(last.and_hms_opt(0, 0, 0)?.and_utc().timestamp())
}

/// Typesets a rendered publication. `created` is the time written into the PDF, in seconds since 1970.
///
/// # Errors
/// The source cannot be compiled, or the result would not be an accessible, archivable PDF.
pub fn typeset(source: &TypstSource, created: i64) -> Result<Typeset, Findings> {
    let laid = lay_out(source, created, &mut Parsed::default())?;
    let pdf = laid.pdf(source, created)?;
    forget();
    Ok(Typeset { pdf, warnings: laid.warnings })
}

/// The compiler remembers what it has done for the next time; what three builds have not used again, it may forget.
pub fn forget() {
    typst::comemo::evict(3);
}

/// A publication laid out, every page of which can be read.
pub struct Laid {
    pub(super) document: PagedDocument,
    world: PublicationWorld,
    /// What the typesetter warned of.
    pub warnings: Findings,
}

/// Lays out a rendered publication. What was laid out before and is the same is not laid out again.
///
/// # Errors
/// The source cannot be compiled, or its pages cannot be read.
pub fn lay_out(source: &TypstSource, created: i64, parsed: &mut Parsed) -> Result<Laid, Findings> {
    let world = PublicationWorld::again(source, created, parsed);
    let Warned { output, warnings: warned } = typst::compile::<PagedDocument>(&world);
    let mut warnings = source.warnings.clone();
    warnings.extend(findings(source, &world, &warned));
    let document = output.map_err(|errors| findings(source, &world, &errors))?;
    legible(source, &world, &document)?;
    warnings.extend(typed(source, &world, &document));
    Ok(Laid { document, world, warnings })
}

impl Laid {
    /// The PDF. `source` is what was laid out.
    ///
    /// # Errors
    /// It would not be an accessible, archivable PDF.
    pub fn pdf(&self, source: &TypstSource, created: i64) -> Result<Vec<u8>, Findings> {
        let standards = PdfStandards::new(&STANDARDS.map(|(standard, _)| standard))
            .map_err(|error| Finding::error(Code::Typesetting, error.message().to_string()))?;
        let options = PdfOptions {
            ident: Smart::Auto,
            creator: Smart::Auto,
            timestamp: time(created).map(Timestamp::new_utc),
            standards,
            ..PdfOptions::default()
        };
        let pdf = typst_pdf::pdf(&self.document, &options);
        pdf.map(signed).map_err(|errors| findings(source, &self.world, &errors))
    }
}

/// Lays a publication out and sees that its pages can be read, whoever typesets it; and which of its numbers come from nowhere.
///
/// # Errors
/// The source cannot be compiled, or text stands on top of other text or leaves its page.
pub(super) fn check_pages(source: &TypstSource, created: i64) -> Result<Findings, Findings> {
    let document = compile(source, created)?;
    let world = PublicationWorld::new(source, created);
    legible(source, &world, &document)?;
    Ok(typed(source, &world, &document))
}

/// The numbers that were laid out and come from nowhere, as those that Typst's own code makes; where the templates' text has them,
/// that has been told.
fn typed(source: &TypstSource, world: &PublicationWorld, document: &PagedDocument) -> Findings {
    let told = |file: &str, range: &Range<usize>| {
        source.warnings.iter().flat_map(|finding| &finding.places).any(|place| match place {
            Place::Text { file: other, span, .. } => {
                other == file && range.start <= span.start && span.end <= range.end
            }
            Place::Cell { .. } => false,
        })
    };
    let mut findings = Findings::new();
    for one in unaccounted(source, document) {
        let at = place(source, world, one.span);
        if at.as_ref().is_some_and(|(file, range)| told(file, range)) {
            continue;
        }
        let message = format!("page {} shows `{}`, which nothing computed or declared", one.page, one.number);
        let mut finding = Finding::warning(Code::TypedNumeral, message).help(numerals::HELP);
        if let Some((file, span)) = at {
            finding = finding.at(&file, span, "");
        }
        findings.push(finding);
    }
    findings.few_alike()
}

fn legible(source: &TypstSource, world: &PublicationWorld, document: &PagedDocument) -> Result<(), Findings> {
    let mut findings = Findings::new();
    for fault in faults(document) {
        let mut finding = Finding::error(Code::PageUnreadable, fault.message);
        let declared = fault.exhibit.and_then(|id| source.declared.get(&id).cloned());
        if let Some((file, span)) = declared.or_else(|| place(source, world, fault.span)) {
            finding = finding.at(&file, span, "");
        }
        if fault.more > 0 {
            finding = finding.help(format!("the same is so of {} more texts there", fault.more));
        }
        findings.push(finding.help(
            "give it more room: shorter names, fewer columns, a table turned or split in two, or text outside of a frame",
        ));
    }
    if findings.is_empty() { Ok(()) } else { Err(findings) }
}

/// Lays a publication out.
///
/// # Errors
/// The source cannot be compiled.
pub(super) fn compile(source: &TypstSource, created: i64) -> Result<PagedDocument, Findings> {
    let world = PublicationWorld::new(source, created);
    typst::compile::<PagedDocument>(&world).output.map_err(|errors| findings(source, &world, &errors))
}

fn time(created: i64) -> Option<Datetime> {
    let time = DateTime::from_timestamp(created, 0)?;
    let part = |part: u32| u8::try_from(part).ok();
    Datetime::from_ymd_hms(
        time.year(),
        part(time.month())?,
        part(time.day())?,
        part(time.hour())?,
        part(time.minute())?,
        part(time.second())?,
    )
}

/// The compiler's messages as findings: at the template's line where it is known, else in the source.
fn findings(source: &TypstSource, world: &PublicationWorld, diagnostics: &[SourceDiagnostic]) -> Findings {
    let mut findings = Findings::new();
    for diagnostic in diagnostics {
        let message = diagnostic.message.to_string();
        let mut finding = match diagnostic.severity {
            TypstSeverity::Error => Finding::error(Code::Typesetting, message),
            TypstSeverity::Warning => Finding::warning(Code::Typesetting, message),
        };
        if let Some((file, span)) = place(source, world, diagnostic.span) {
            finding = finding.at(&file, span, "");
        }
        // What went wrong in a design's module is often caused where the report called it.
        for point in &diagnostic.trace {
            if let Some((file, span)) = place(source, world, point.span) {
                finding = finding.at(&file, span, "called here");
            }
        }
        for hint in &diagnostic.hints {
            finding = finding.help(hint.v.to_string());
        }
        findings.push(finding);
    }
    findings.few_alike()
}

fn place(source: &TypstSource, world: &PublicationWorld, span: impl Into<DiagSpan>) -> Option<(String, Range<usize>)> {
    let span = span.into();
    let path = PublicationWorld::path(span.id()?);
    let range = world.range(span)?;
    source.place(path, range.clone()).or_else(|| Some((path.to_owned(), range)))
}
