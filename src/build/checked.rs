//! All that a build does, but for writing.

use super::{Failure, Prepared, Request, Stage, Typesetter, Unsaved, Watch};
use super::{computed, disclosed, draft, hindsight, material_unsaved, publish};
use crate::diagnostic::{Findings, Sources};
use crate::value;

/// A report that could be made.
#[derive(Debug)]
pub struct Checked {
    /// The report, with what is odd in its spec and extracts.
    pub prepared: Prepared,
    /// What readers may know of its exhibits, by their ids.
    pub values: Vec<(String, value::Disclosed)>,
    /// What the values do not bear out, and what is odd in what is made of them.
    pub findings: Findings,
    /// The texts that those findings point into.
    pub sources: Sources,
}

/// Checks the report that `request` names as a build would: spec, extracts, values, claims, charts, templates, prose and pages;
/// what is not saved yet stands before what is on disk.
///
/// # Errors
/// What stops a build.
pub fn checked(request: &Request, unsaved: &Unsaved, watch: &mut dyn Watch) -> Result<Checked, Failure> {
    watch.begin(Stage::Spec);
    let prepared = material_unsaved(request, unsaved)?.prepare(watch)?;
    watch.begin(Stage::Compute);
    let computed = computed(&prepared)?;
    watch.begin(Stage::Hindsight);
    let hindsight = hindsight(&prepared, &computed);
    watch.begin(Stage::Text);
    let disclosed = disclosed(&prepared, &computed)?;
    let draft = draft(&prepared, &disclosed)?;
    let published = publish(&prepared, &disclosed, draft, &Typesetter::Library, watch)?;
    let values = disclosed.exhibits.into_iter().map(|exhibit| (exhibit.id, exhibit.values)).collect();
    let mut findings = published.findings;
    findings.extend(hindsight);
    Ok(Checked { values, findings, sources: published.sources, prepared })
}
