//! Findings as text: for people, with the lines they point at, or as JSON, one object a line.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Range, RangeInclusive};

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde::Serialize;

use super::{Code, Finding, Findings, Place, Severity, Sources};

/// How findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For people, in colour or not.
    Human {
        /// Whether to use ANSI colours.
        colour: bool,
    },
    /// One JSON object a line.
    Json,
}

/// All findings as text in `format`, each ended by a line break.
pub fn render(findings: &Findings, sources: &Sources, format: Format) -> String {
    let naming = Naming::of(findings, sources);
    let mut text = String::new();
    for finding in findings {
        match format {
            Format::Human { colour } => {
                text.push_str(&human(finding, sources, &naming, colour));
                text.push_str("\n\n");
            }
            Format::Json => {
                text.push_str(&json(finding, sources));
                text.push('\n');
            }
        }
    }
    text
}

fn human(finding: &Finding, sources: &Sources, naming: &Naming<'_>, colour: bool) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group = Group::with_title(level.primary_title(finding.message.as_str()).id(finding.code.id()));
    for (number, place) in finding.places.iter().enumerate() {
        group = match place {
            Place::Text { file, span, label } => match sources.get(file) {
                // The line itself would name the person.
                Some(text) if naming.stands_in(file, span, text) => {
                    let (line, column) = line_and_column(text, span.start);
                    group.element(Origin::path(format!("{file}:{line}:{column}")))
                }
                Some(text) => {
                    let kind = if number == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
                    let label = (!label.is_empty()).then_some(label.as_str());
                    group.element(
                        Snippet::source(text).path(file.as_str()).annotation(kind.span(span.clone()).label(label)),
                    )
                }
                None => group.element(Origin::path(file.as_str())),
            },
            Place::Cell { file, row, column } => group.element(Origin::path(cell(file, *row, column.as_deref()))),
        };
    }
    for hint in &finding.help {
        group = group.element(Level::HELP.message(hint.as_str()));
    }
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    renderer.decor_style(DecorStyle::Ascii).render(&[group])
}

/// The lines that would name a person, by the files that they stand in.
struct Naming<'a>(BTreeMap<&'a str, BTreeSet<usize>>);

impl<'a> Naming<'a> {
    /// Those that are told of; a finding that only points at such a line does not show it either.
    fn of(findings: &'a Findings, sources: &Sources) -> Self {
        let mut lines: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
        let naming = findings.iter().filter(|finding| finding.code == Code::PersonalWritten);
        for place in naming.flat_map(|finding| &finding.places) {
            if let Place::Text { file, span, .. } = place
                && let Some(text) = sources.get(file)
            {
                lines.entry(file).or_default().extend(lines_of(span, text));
            }
        }
        Self(lines)
    }

    fn stands_in(&self, file: &str, span: &Range<usize>, text: &str) -> bool {
        self.0.get(file).is_some_and(|lines| lines_of(span, text).any(|line| lines.contains(&line)))
    }
}

/// The numbers of the lines that a stretch of a text touches.
fn lines_of(span: &Range<usize>, text: &str) -> RangeInclusive<usize> {
    let (first, _) = line_and_column(text, span.start);
    let (last, _) = line_and_column(text, span.end.max(span.start));
    first..=last
}

/// `borgere.csv, row 12, column Startdato`
fn cell(file: &str, row: Option<u64>, column: Option<&str>) -> String {
    let mut text = file.to_owned();
    if let Some(row) = row {
        text.push_str(&format!(", row {row}"));
    }
    if let Some(column) = column {
        text.push_str(&format!(", column {column}"));
    }
    text
}

/// The version of the form of a finding as JSON, which `docs/finding.schema.json` describes; it rises with every change.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct JsonFinding<'a> {
    version: u32,
    code: Code,
    severity: Severity,
    message: &'a str,
    places: Vec<JsonPlace<'a>>,
    help: &'a [String],
}

/// `line` and `column` stand for a text, `row` and `field` for an extract.
#[derive(Serialize)]
struct JsonPlace<'a> {
    file: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'a str>,
}

fn json(finding: &Finding, sources: &Sources) -> String {
    let places = finding
        .places
        .iter()
        .map(|place| match place {
            Place::Text { file, span, label } => {
                let at = sources.get(file).map(|text| line_and_column(text, span.start));
                JsonPlace {
                    file,
                    line: at.map(|(line, _)| line),
                    column: at.map(|(_, column)| column),
                    row: None,
                    field: None,
                    label: (!label.is_empty()).then_some(label),
                }
            }
            Place::Cell { file, row, column } => {
                JsonPlace { file, line: None, column: None, row: *row, field: column.as_deref(), label: None }
            }
        })
        .collect();
    let finding = JsonFinding {
        version: VERSION,
        code: finding.code,
        severity: finding.severity,
        message: &finding.message,
        places,
        help: &finding.help,
    };
    serde_json::to_string(&finding).expect("a finding holds only text and numbers")
}

/// Line and column of a byte offset, both counted from 1, the column in characters.
pub fn line_and_column(text: &str, offset: usize) -> (usize, usize) {
    let before = &text[..text.floor_char_boundary(offset)];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}
