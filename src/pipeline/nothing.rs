//! Exhibits that count nothing: a filter that nobody fits, a status month before anything happened, an extract of other people.

use crate::diagnostic::{Code, Finding, Findings};
use crate::document::Publication;
use crate::estimate::Need;
use crate::spec::{Exhibit, Part, Spec};
use crate::value::Value;

const UNMET: &str = "see whether its filters can be met by the extracts at this status month";
const EMPTY: &str = "see whether those that it is told of are there: both groups of a comparison, more than one number of a spread, and \
    numbers that are not all empty";

/// Warns of exhibits that rest on nothing or say nothing, as far as readers may know.
pub(super) fn counted(spec: &Spec, publication: &Publication) -> Findings {
    let mut findings = Findings::new();
    for (exhibit, shown) in spec.exhibits.iter().zip(&publication.exhibits) {
        let rows = &shown.values.rows;
        let id = &exhibit.id.value;
        let (message, help) = if rows.is_empty() {
            (format!("`{id}` has no value to show"), UNMET.to_owned())
        } else if rows.iter().all(|row| row.n == Some(0) && !row.suppressed) {
            (format!("`{id}` counts nothing: all its values rest on nobody"), UNMET.to_owned())
        } else if !exhibit.printed {
            // No reader sees that it is empty; a claim that rests on it says so itself.
            continue;
        } else if rows.iter().all(|row| row.value.is_none() && !row.suppressed) {
            (
                format!("`{id}` says nothing: all its values are empty, though there is something to count"),
                EMPTY.to_owned(),
            )
        } else if let Some(stat) = without_a_group(exhibit, rows) {
            let message = format!("`{id}` says nothing by `{stat}`: all those values are empty");
            (message, "one of the two groups that `versus` holds against each other has nobody: see whether it is in the extract".to_owned())
        } else {
            continue;
        };
        findings.push(
            Finding::warning(Code::NothingCounted, message)
                .at(&spec.file, exhibit.id.span.clone(), "this exhibit")
                .help(help),
        );
    }
    findings
}

/// A statistic that holds two groups against each other and has no value at all.
fn without_a_group(exhibit: &Exhibit, rows: &[Value]) -> Option<&'static str> {
    let versus = |part: &&Part| part.statistic().is_some_and(|statistic| statistic.needs.contains(&Need::Versus));
    let mut names = exhibit.parts.iter().filter(versus).flat_map(|part| &part.stats).map(|stat| stat.name());
    names.find(|name| {
        let mut own = rows.iter().filter(|row| row.key.stat.name() == *name).peekable();
        own.peek().is_some() && own.all(|row| row.value.is_none() && !row.suppressed)
    })
}
