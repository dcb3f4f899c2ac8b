//! Findings as editors show them: each at its place in a file, what to do behind what is wrong.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use lsp_types::{
    Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location, NumberOrString, Position, Range,
};

use super::text::Text;
use super::uri;
use crate::diagnostic::{Finding, Findings, Place, Severity, Sources};

/// The findings of a report in `folder`, by the files that they are shown in.
pub(super) fn diagnostics(
    folder: &Path,
    root: &Path,
    told: &[(&Findings, &Sources)],
) -> BTreeMap<PathBuf, Vec<Diagnostic>> {
    let mut all: BTreeMap<PathBuf, Vec<Diagnostic>> = BTreeMap::new();
    let spec = folder.join("report.toml");
    for (findings, sources) in told {
        for finding in &(*findings).clone().once() {
            let at = |place: &Place| located(place, sources, folder, root);
            let first = finding.places.iter().find_map(at);
            let (path, range) = first.clone().unwrap_or_else(|| (spec.clone(), at_extract(finding, sources, &spec)));
            let others = finding.places.iter().filter_map(|place| Some((place, at(place)?)));
            let others = others.filter(|(_, place)| Some(place) != first.as_ref());
            let related = others.filter_map(|(place, (path, range))| {
                let label = match place {
                    Place::Text { label, .. } => label.clone(),
                    Place::Cell { .. } => String::new(),
                };
                Some(DiagnosticRelatedInformation { location: Location::new(uri::of(&path)?, range), message: label })
            });
            let related: Vec<_> = related.collect();
            all.entry(path).or_default().push(Diagnostic {
                range,
                severity: Some(match finding.severity {
                    Severity::Error => DiagnosticSeverity::ERROR,
                    Severity::Warning => DiagnosticSeverity::WARNING,
                }),
                code: Some(NumberOrString::String(finding.code.id().to_owned())),
                source: Some("sporbar".to_owned()),
                message: message(finding),
                related_information: (!related.is_empty()).then_some(related),
                ..Diagnostic::default()
            });
        }
    }
    all
}

/// What is wrong, in which cell of an extract where it is in one, and what to do.
fn message(finding: &Finding) -> String {
    let mut text = finding.message.clone();
    for place in &finding.places {
        match place {
            Place::Cell { file, row, column } => {
                text.push_str(&format!("\n{file}"));
                text.extend(row.map(|row| format!(", row {row}")));
                text.extend(column.as_ref().map(|column| format!(", column {column}")));
            }
            Place::Text { label, .. } if !label.is_empty() => text.push_str(&format!("\n{label}")),
            Place::Text { .. } => {}
        }
    }
    for help in &finding.help {
        text.push_str(&format!("\nhelp: {help}"));
    }
    text
}

/// The file and the range of a place in a text; none of a place in an extract, which no editor has open.
fn located(place: &Place, sources: &Sources, folder: &Path, root: &Path) -> Option<(PathBuf, Range)> {
    match place {
        Place::Text { file, span, .. } => {
            let text = Text::new(sources.get(file)?);
            let named = Path::new(file);
            let path = [named.to_owned(), root.join(named), folder.join(named)]
                .into_iter()
                .find(|path| path.is_absolute() && path.exists());
            // What stands in the program itself is told at the spec.
            Some(path.map_or_else(|| (folder.join("report.toml"), top()), |path| (path, text.range(span))))
        }
        Place::Cell { file, row, .. } if Path::new(file).extension().is_some_and(|end| end == "json") => {
            let path = root.join(crate::pipeline::LAYOUTS).join(file);
            let line = row.and_then(|row| u32::try_from(row.saturating_sub(1)).ok()).unwrap_or(0);
            path.exists().then(|| (path, Range::new(Position::new(line, 0), Position::new(line, 0))))
        }
        Place::Cell { .. } => None,
    }
}

/// Where the spec names the extract that a finding is about; its top where it does not.
fn at_extract(finding: &Finding, sources: &Sources, spec: &Path) -> Range {
    let text = sources.get(&spec.display().to_string()).map(Text::new);
    let cells = finding.places.iter().filter_map(|place| match place {
        Place::Cell { file, .. } => Some(file),
        Place::Text { .. } => None,
    });
    let found = cells.filter_map(|file| {
        let text = text.as_ref()?;
        let start = text.as_str().find(&format!("\"{file}\""))?;
        Some(text.range(&(start..start + file.len() + 2)))
    });
    { found }.next().unwrap_or_else(top)
}

fn top() -> Range {
    Range::new(Position::new(0, 0), Position::new(0, 0))
}
