//! Whether rendered text is Typst at all, before anything is made of it.
//!
//! A bracket that one file of prose leaves open swallows all that follows, and what is said of the rest then is about the
//! bracket. So each file of the report's own is read by itself first, and only what is wrong with it is told, once.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use minijinja::{OutputSpan, OutputSpanKind};
use typst::syntax::{LinkedNode, SyntaxKind, SyntaxNode, parse};

use super::escape::{Filled, Slots};
use super::source::moved;
use super::templates::{REPORT, Templates};
use crate::diagnostic::{Code, Finding, Findings};

/// The first mistake of each of the report's files that is no Typst by itself; of the whole where all of them are.
pub(super) fn mistakes(
    marked: &str,
    filled: &Filled,
    spans: &[OutputSpan],
    slots: &Slots,
    templates: &Templates,
) -> Findings {
    let mut stretches: BTreeMap<&str, Range<usize>> = BTreeMap::new();
    for span in spans.iter().filter(|span| span.name().starts_with(REPORT)) {
        let at = span.output_range();
        let stretch = stretches.entry(span.name()).or_insert_with(|| at.clone());
        *stretch = stretch.start.min(at.start)..stretch.end.max(at.end);
    }
    // A file that another includes is the cause of what is wrong with both.
    let mut stretches: Vec<Range<usize>> = stretches.into_values().collect();
    stretches.sort_by_key(|stretch| (stretch.len(), stretch.start));
    if are_typst(filled, &stretches) {
        return Findings::new();
    }
    let mut causes: Vec<(Range<usize>, String)> = Vec::new();
    for stretch in stretches {
        if let Some(mistake) = first(marked, stretch.clone(), slots)
            && !causes.iter().any(|(at, _)| stretch.contains(&at.start))
        {
            causes.push(mistake);
        }
    }
    if causes.is_empty() {
        causes.extend(first(marked, 0..marked.len(), slots));
    }
    causes.sort_by_key(|(at, _)| at.start);
    let findings = causes.into_iter().map(|(at, message)| {
        let finding = Finding::error(Code::TemplateSyntax, format!("this is not Typst: {message}"));
        (finding.help("mend this first: what stands behind it could not be read"), at)
    });
    placed(findings, spans, templates)
}

/// Whether the whole is Typst, and each of these stretches of the marked text as it stands in it; so it is nearly always, and no more has
/// to be looked at.
fn are_typst(filled: &Filled, stretches: &[Range<usize>]) -> bool {
    let is_read = |tree: &SyntaxNode| tree.errors_and_warnings().0.is_empty();
    let place = |offset: usize| moved(&filled.moves, offset);
    // A value that has taken the point behind it may end behind its stretch.
    let text = |stretch: &Range<usize>| filled.text.get(place(stretch.start)..place(stretch.end));
    is_read(&filled.tree) && stretches.iter().all(|stretch| text(stretch).is_some_and(|text| is_read(&parse(text))))
}

/// Findings at the template's places that wrote those stretches of the marked text. What a macro wrote wrong is told once, at the
/// first place that calls it and at the macro itself, however many call it.
pub(super) fn placed(
    findings: impl IntoIterator<Item = (Finding, Range<usize>)>,
    spans: &[OutputSpan],
    templates: &Templates,
) -> Findings {
    let mut told = BTreeSet::new();
    let mut placed = Findings::new();
    for (mut finding, at) in findings {
        if let Some((file, place)) = place(&at, spans, templates) {
            let by = called(&at, spans, templates);
            finding = finding.at(&file, place, "");
            if let Some((file, macro_place)) = by {
                if !told.insert((finding.message.clone(), file.clone(), macro_place.start)) {
                    continue;
                }
                finding = finding.at(&file, macro_place, "by what this macro writes");
            }
        }
        placed.push(finding);
    }
    placed
}

/// The name of the macro that wrote a stretch of the marked text, in the template that has it.
fn called(at: &Range<usize>, spans: &[OutputSpan], templates: &Templates) -> Option<(String, Range<usize>)> {
    let span = writer(at, spans).filter(|span| span.kind() != OutputSpanKind::Raw)?;
    let call = templates.get(span.name())?.text.get(span.source_range())?;
    let start = call.find(|letter: char| letter.is_alphabetic())?;
    let name = call[start..].split(|letter: char| !letter.is_alphanumeric() && letter != '_').next()?;
    let defined = format!("macro {name}(");
    templates.iter().find_map(|(_, template)| {
        let start = template.text.find(&defined)? + "macro ".len();
        Some((template.file.clone(), start..start + name.len()))
    })
}

/// What wrote a stretch of the marked text. A mistake at the very end of the text is behind the last stretch.
fn writer<'a>(at: &Range<usize>, spans: &'a [OutputSpan]) -> Option<&'a OutputSpan> {
    spans.iter().find(|span| span.output_range().contains(&at.start)).or(spans.last())
}

/// The first mistake in a stretch of the marked text, read by itself: where in the marked text, and what is wrong.
fn first(marked: &str, stretch: Range<usize>, slots: &Slots) -> Option<(Range<usize>, String)> {
    let (filled, _) = slots.put(&marked[stretch.clone()], &|_| None);
    let tree = parse(&filled.text);
    let (errors, _) = tree.errors_and_warnings();
    let message = errors.first()?.message.to_string();
    let at = first_error(&LinkedNode::new(&tree))?;
    let back = |offset: usize| {
        let before = filled.moves.partition_point(|(_, to)| to.end <= offset);
        let (from, to) = before.checked_sub(1).map_or((0, 0), |at| (filled.moves[at].0.end, filled.moves[at].1.end));
        let inside = filled.moves.get(before).filter(|(_, to)| to.start <= offset);
        stretch.start + inside.map_or(from + (offset - to), |(from, _)| from.start)
    };
    Some((back(at.start)..back(at.end).max(back(at.start) + 1), message))
}

fn first_error(node: &LinkedNode<'_>) -> Option<Range<usize>> {
    if node.kind() == SyntaxKind::Error {
        return Some(node.range());
    }
    node.children().find_map(|child| first_error(&child))
}

/// The template's place that wrote a stretch of the marked text.
fn place(at: &Range<usize>, spans: &[OutputSpan], templates: &Templates) -> Option<(String, Range<usize>)> {
    let span = writer(at, spans)?;
    let file = templates.get(span.name()).map_or_else(|| span.name().to_owned(), |template| template.file.clone());
    let (written, from) = (span.output_range(), span.source_range());
    if span.kind() != OutputSpanKind::Raw {
        return Some((file, from));
    }
    let start = (from.start + (at.start - written.start)).min(from.end);
    Some((file, start..(start + at.len()).min(from.end).max(start)))
}
