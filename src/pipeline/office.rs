//! From values to a document or slides for others to go on writing in: the same words, charts and tables as the publication's.

use super::draw::draw_all;
use super::figures::undrawable;
use super::last_look::last_look;
use super::publish::created;
use super::{Draft, Failure, FailureKind, Prepared, Stage, Watch, facts, premises};
use crate::diagnostic::{Code, Finding, Findings, Sources};
use crate::document::{self, Passage};
use crate::office::{Format, Unwritten, office};
use crate::reuse::Kept;

/// A publication for office programs.
#[derive(Debug, Clone)]
pub struct Exported {
    /// In each form that was asked for, the file's name and its bytes.
    pub files: Vec<(String, Vec<u8>)>,
    /// What the values do not bear out, and what is odd about them; the files are whole all the same.
    pub findings: Findings,
    /// The texts that the findings point into.
    pub sources: Sources,
    /// What the drawings show that only the publication's pages have; a document tells so in their places.
    pub untaken: Vec<String>,
}

/// Draws the publication of `prepared` that was drafted from what is disclosed, and writes it in each of the forms.
///
/// # Errors
/// Everything that is wrong with the exhibits' charts and texts, or else with the templates.
pub fn export(
    prepared: &Prepared,
    draft: Draft,
    formats: &[Format],
    watch: &mut dyn Watch,
) -> Result<Exported, Failure> {
    watch.begin(Stage::Charts);
    let Draft { mut publication, mut findings } = draft;
    let (_, unfit) = draw_all(prepared, &mut publication, &Kept::default());
    watch.begin(Stage::Text);
    let mut sources = prepared.sources.clone();
    let templates = prepared.templates()?;
    templates.add_to(&mut sources);
    findings.extend(facts::said(&prepared.spec, templates, &mut publication));
    let fails = |found: Findings| {
        let mut all = unfit.clone();
        all.extend(found);
        Failure { sources: sources.clone(), ..prepared.fails(all) }
    };
    let source = document::render(&publication, templates).map_err(fails)?;
    let left_out = premises::left_out(&prepared.spec, &source.left_out);
    if left_out.has_errors() || unfit.has_errors() {
        return Err(fails(left_out));
    }
    findings.extend(left_out);
    watch.begin(Stage::Typeset);
    let passages = document::passages(&source, created(prepared.as_of), &publication).map_err(fails)?;
    let day = prepared.as_of.last_day().to_string();
    let mut files = Vec::new();
    for format in formats {
        let bytes = office(*format, &publication, &passages, &day).map_err(|unwritten| match unwritten {
            Unwritten::Figure(id, why) => fails(undrawable(prepared, &id, &why.0).into()),
            Unwritten::Package(why) => {
                fails(Finding::error(Code::OutputUnwritable, format!("the file could not be packed: {why}")).into())
            }
        })?;
        files.push((format!("{}-{}.{}", prepared.name, prepared.as_of, format.extension()), bytes));
    }
    let leaks = last_look(prepared.register.people(), &files);
    if !leaks.is_empty() {
        return Err(Failure { kind: FailureKind::Data, findings: leaks, sources });
    }
    findings.extend(unfit);
    let shows = |passage: Passage| if let Passage::Untaken(shows) = passage { Some(shows) } else { None };
    let untaken =
        if formats.contains(&Format::Docx) { passages.into_iter().filter_map(shows).collect() } else { Vec::new() };
    Ok(Exported { files, findings, sources, untaken })
}
