//! What those may see who may see everything: all values, and the rows behind them.

use super::disclosed::{DISCLOSURE_FILE, whole};
use super::draw::draw_all;
use super::inputs::manifest;
use super::last_look::last_look;
use super::{Disclosed, Failure, FailureKind, Prepared, Stage, Watch, draft, record};
use crate::audit::{self, Input};
use crate::reuse::Kept;
use crate::statistic::Computed;
use crate::value::to_csv;

/// The files of the full audit book, every page of which says that it is internal, all values as data, and what was hidden of them
/// in what is `disclosed`, and why.
///
/// # Errors
/// Texts and charts that cannot be made of all values.
pub fn internal(
    prepared: &Prepared,
    computed: &[Computed],
    disclosed: &Disclosed<'_>,
    watch: &mut dyn Watch,
) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    watch.begin(Stage::Audit);
    let all = whole(prepared, computed);
    let mut publication = draft(prepared, &all)?.publication;
    let (drawn, unfit) = draw_all(prepared, &mut publication, &Kept::default());
    if unfit.has_errors() {
        return Err(prepared.fails(unfit));
    }
    let mut files = audit::book(&record(prepared, &all, &publication), &drawn);
    files.extend(all.exhibits.iter().map(|exhibit| (format!("data/{}.csv", exhibit.id), to_csv(&exhibit.values))));
    let summary = disclosed.summary(prepared, true);
    files.extend(summary.map(|summary| (DISCLOSURE_FILE.to_owned(), summary.to_json().into_bytes())));
    files.sort();
    let mut manifest = manifest(prepared, &all, &files);
    // An earlier release that the publication was compared with is no part of this.
    manifest.inputs.retain(|input| input.kind != Input::RELEASE);
    files.push((audit::MANIFEST_FILE.to_owned(), manifest.to_json().into_bytes()));
    let leaks = last_look(prepared.register.people(), &files);
    if !leaks.is_empty() {
        return Err(Failure { kind: FailureKind::Data, ..prepared.fails(leaks) });
    }
    Ok(files)
}
