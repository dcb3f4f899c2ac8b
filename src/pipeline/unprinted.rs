//! Exhibits that are missing in the publication: their figure was taken out of a text by mistake, or never put in.

use crate::diagnostic::{Code, Finding, Findings};
use crate::document::{Source, Templates, TypstSource};
use crate::spec::{Exhibit, Shown, Spec};

/// What texts call to say something of an exhibit without showing it.
const SAYING: [&str; 14] = [
    "arter",
    "fact",
    "foerst",
    "forloeb",
    "hoejest",
    "maerke",
    "n",
    "paastand",
    "rangering",
    "se",
    "serier",
    "siger",
    "v",
    "xs",
];

/// A warning for each exhibit that does not stand in the publication, though the spec does not say so, and an error for each that stands there
/// without a number. A publication that shows none yet is not begun.
///
/// Figures and tables are counted: one that is not there is a hole in the row of numbers, whatever a text says of its values. Of key numbers it is
/// enough that a text says one. What a text would show under a condition is left out on purpose.
pub(super) fn missed(spec: &Spec, source: &TypstSource, templates: &Templates) -> Findings {
    let mut findings = Findings::new();
    if source.shown.is_empty() {
        return findings;
    }
    let stands = |exhibit: &Exhibit| source.shown.contains(exhibit.id.as_str());
    let is_said = |exhibit: &Exhibit| {
        let of = |from: &Source| from.exhibit() == Some(exhibit.id.as_str());
        matches!(exhibit.shown, Shown::Numbers) && source.said.iter().any(|saying| saying.sources.iter().any(of))
    };
    for exhibit in &spec.exhibits {
        let id = &exhibit.id;
        if exhibit.printed && !stands(exhibit) && !is_said(exhibit) && !is_placed(id.as_str(), templates) {
            let message = format!("`{}` does not stand in the publication", id.value);
            let finding = Finding::warning(Code::ExhibitUnused, message);
            findings.push(
                finding
                    .at(&spec.file, id.span.clone(), "no text shows it")
                    .help(format!("show it: {{{{ vis(\"{}\") }}}}", id.value))
                    .help("what is only meant for the data, the workbook and the audit book says so: printed = false"),
            );
        } else if !exhibit.printed && exhibit.number.is_none() && stands(exhibit) {
            let message = format!("`{}` stands in the publication, and the spec says that it is not printed", id.value);
            let finding = Finding::error(Code::ExhibitUnused, message);
            findings.push(
                finding
                    .at(&spec.file, id.span.clone(), "has no number that readers could find it by")
                    .help("take `printed` out, or the text that shows it"),
            );
        }
    }
    findings
}

/// Whether a text names an exhibit in some other way than to say something of it.
fn is_placed(id: &str, templates: &Templates) -> bool {
    let places = |text: &str| {
        [format!("\"{id}\""), format!("'{id}'")].iter().any(|named| {
            text.match_indices(named.as_str()).any(|(at, _)| {
                let calls = text[..at].trim_end().strip_suffix('(').map(|before| {
                    before.rsplit(|letter: char| !letter.is_alphanumeric() && letter != '_').next().unwrap_or_default()
                });
                calls.is_none_or(|name| !SAYING.contains(&name))
            })
        })
    };
    templates.iter().any(|(_, template)| places(&template.text))
}
