//! A rendered publication: Typst source, the files it uses, and where each stretch of it came from.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use minijinja::{OutputSpan, OutputSpanKind};
use typst::syntax::ast;
use typst::syntax::{SyntaxNode, parse};

use super::escape::Filled;
use super::numerals;
use super::premises::LeftOut;
use super::publication::Publication;
use super::saying::Saying;
use super::standing;
use super::templates::Templates;
use crate::diagnostic::Findings;
use crate::locale::Language;

/// The name of the source that is typeset.
pub(crate) const MAIN: &str = "main.typ";

/// Typst source with the files it uses.
#[derive(Debug, Clone)]
pub struct TypstSource {
    /// The language of the publication.
    pub(crate) language: Language,
    /// The source.
    pub main: String,
    /// The files it uses by their path: modules of the design, charts.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The files, as the user knows them, of those that are templates.
    names: BTreeMap<String, String>,
    /// What is doubtful about the templates.
    pub(crate) warnings: Findings,
    /// The texts that the program wrote into the source, and whether each is prose by itself.
    pub(crate) written: Vec<(String, bool)>,
    /// The numbers that the templates state by themselves and account for.
    pub(crate) stated: Vec<String>,
    /// The numbers that the text says and that come from somewhere.
    pub said: Vec<Saying>,
    /// The premises that summaries leave out though what they say rests on them.
    pub left_out: Vec<LeftOut>,
    /// The numbers that readers know the exhibits by.
    pub(crate) exhibits: Vec<String>,
    /// The exhibits that stand in it, by their ids.
    pub shown: BTreeSet<String>,
    origins: Vec<Origin>,
    /// Where the exhibits are declared, by their ids: the file as the user knows it, and the bytes in it.
    pub(crate) declared: BTreeMap<String, (String, Range<usize>)>,
}

/// Where a stretch of the source came from.
#[derive(Debug, Clone)]
struct Origin {
    /// The stretch.
    at: Range<usize>,
    /// The template's file, as the user knows it.
    file: String,
    /// The stretch of the template that wrote it.
    from: Range<usize>,
    /// Whether the one is the other, letter by letter.
    verbatim: bool,
}

impl TypstSource {
    /// The source of a rendered text, with what it uses.
    pub(crate) fn new(filled: Filled, spans: &[OutputSpan], publication: &Publication, templates: &Templates) -> Self {
        let origins = origins(spans, &filled.moves, templates);
        let mut files = BTreeMap::new();
        let mut names = BTreeMap::new();
        let mut modules: BTreeSet<String> = imports(&filled.tree);
        while let Some(name) = modules.pop_first() {
            if name == standing::PATH {
                files.insert(name, standing::module(publication.meta.language).into_bytes());
            } else if let Some(module) = templates.get(&name)
                && names.insert(name.clone(), module.file.clone()).is_none()
            {
                modules.extend(imports(&parse(&module.text)));
                files.insert(name, module.text.clone().into_bytes());
            }
        }
        for exhibit in &publication.exhibits {
            if let Some(svg) = &exhibit.svg {
                files.insert(chart_path(&exhibit.id), svg.clone().into_bytes());
            }
        }
        for drawing in &publication.drawings {
            files.insert(chart_path(&drawing.id), drawing.svg.clone().into_bytes());
        }
        Self {
            language: publication.meta.language,
            exhibits: publication.exhibits.iter().map(|exhibit| exhibit.number.clone()).collect(),
            shown: shown(&filled.tree, publication),
            main: filled.text,
            left_out: Vec::new(),
            written: filled.values,
            said: filled.said,
            stated: numerals::stated_numerals(publication.meta.language, templates),
            warnings: numerals::typed_numerals(publication.meta.language, templates),
            files,
            names,
            origins,
            declared: BTreeMap::new(),
        }
    }

    /// The same source, which knows where its exhibits are declared: what is wrong with one is told there.
    #[must_use]
    pub fn declared_at<'a>(mut self, file: &str, exhibits: impl Iterator<Item = (&'a str, Range<usize>)>) -> Self {
        self.declared = exhibits.map(|(id, span)| (id.to_owned(), (file.to_owned(), span))).collect();
        self
    }

    /// The place that a stretch of one of the files came from: the file as the user knows it, and the bytes in it.
    pub(crate) fn place(&self, path: &str, range: Range<usize>) -> Option<(String, Range<usize>)> {
        if path != MAIN {
            return self.names.get(path).map(|file| (file.clone(), range));
        }
        let after = self.origins.partition_point(|origin| origin.at.end <= range.start);
        let origin = self.origins.get(after).filter(|origin| origin.at.start <= range.start)?;
        if !origin.verbatim {
            return Some((origin.file.clone(), origin.from.clone()));
        }
        let start = origin.from.start + (range.start - origin.at.start);
        let end = (start + range.len()).min(origin.from.end);
        Some((origin.file.clone(), start..end.max(start)))
    }
}

/// The path under which a template finds an exhibit's chart.
pub(crate) fn chart_path(id: &str) -> String {
    let safe = |letter: char| if letter.is_alphanumeric() || "-_".contains(letter) { letter } else { '_' };
    format!("figures/{}.svg", id.chars().map(safe).collect::<String>())
}

/// The modules that a source imports or includes by a fixed path.
fn imports(root: &SyntaxNode) -> BTreeSet<String> {
    fn walk(node: &SyntaxNode, found: &mut BTreeSet<String>) {
        let path = match node.cast::<ast::Expr<'_>>() {
            Some(ast::Expr::ModuleImport(import)) => Some(import.source()),
            Some(ast::Expr::ModuleInclude(include)) => Some(include.source()),
            _ => None,
        };
        if let Some(ast::Expr::Str(path)) = path {
            found.insert(path.get().trim_start_matches('/').to_owned());
        }
        for child in node.children() {
            walk(child, found);
        }
    }
    let mut found = BTreeSet::new();
    walk(root, &mut found);
    found
}

/// The exhibits that a source sets: those whose id a function is given as `id`, as `#figur(id: "fig-01", …)`, or that have a label there.
/// What only refers to one, as `#link(label("fig-01"))`, does not set it.
fn shown(root: &SyntaxNode, publication: &Publication) -> BTreeSet<String> {
    fn walk(node: &SyntaxNode, found: &mut BTreeSet<String>) {
        if let Some(named) = node.cast::<ast::Named<'_>>()
            && named.name().as_str() == "id"
            && let ast::Expr::Str(id) = named.expr()
        {
            found.insert(id.get().to_string());
        } else if let Some(label) = node.cast::<ast::Label<'_>>() {
            found.insert(label.get().to_owned());
        }
        for child in node.children() {
            walk(child, found);
        }
    }
    let mut found = BTreeSet::new();
    walk(root, &mut found);
    found.retain(|id| publication.exhibits.iter().any(|exhibit| exhibit.id == *id));
    found
}

/// Where each stretch came from: the engine's account of its output, moved as the values were put in.
fn origins(spans: &[OutputSpan], moves: &[(Range<usize>, Range<usize>)], templates: &Templates) -> Vec<Origin> {
    let mut origins = Vec::with_capacity(spans.len());
    for span in spans {
        let file = templates.get(span.name()).map_or_else(|| span.name().to_owned(), |template| template.file.clone());
        let (start, end) = (moved(moves, span.output_range().start), moved(moves, span.output_range().end));
        let verbatim = span.kind() == OutputSpanKind::Raw;
        origins.push(Origin { at: start..end, file, from: span.source_range(), verbatim });
    }
    origins
}

/// Where an offset of the marked text stands in the filled one.
pub(super) fn moved(moves: &[(Range<usize>, Range<usize>)], offset: usize) -> usize {
    let before = moves.partition_point(|(from, _)| from.end <= offset);
    match before.checked_sub(1).map(|at| &moves[at]) {
        Some((from, to)) => to.end + (offset - from.end),
        None => offset,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_are_found_wherever_they_are_named() {
        let root = parse("#import \"/faelles/alt.typ\": *\n#f[#include \"a.typ\"]");
        assert_eq!(imports(&root), ["faelles/alt.typ", "a.typ"].map(str::to_owned).into());
    }
}
