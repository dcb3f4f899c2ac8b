//! Exhibits that count nothing: a filter that nobody fits, a status month before anything happened, an extract of other people.

use crate::diagnostic::{Code, Finding, Findings};
use crate::document::Publication;
use crate::spec::Spec;

/// Warns of exhibits that rest on nothing, as far as readers may know.
pub(super) fn counted(spec: &Spec, publication: &Publication) -> Findings {
    let mut findings = Findings::new();
    for (exhibit, shown) in spec.exhibits.iter().zip(&publication.exhibits) {
        let rows = &shown.values.rows;
        if rows.iter().all(|row| row.n == Some(0) && !row.suppressed) {
            let message = if rows.is_empty() {
                format!("`{}` has no value to show", exhibit.id.value)
            } else {
                format!("`{}` counts nothing: all its values rest on nobody", exhibit.id.value)
            };
            findings.push(
                Finding::warning(Code::NothingCounted, message)
                    .at(&spec.file, exhibit.id.span.clone(), "this exhibit")
                    .help("see whether its filters can be met by the extracts at this status month"),
            );
        }
    }
    findings
}
