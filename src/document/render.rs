//! A publication and its templates to Typst source; and the small texts of a spec to plain text.
//!
//! What a template can say:
//!
//! | name | is |
//! | --- | --- |
//! | `rapport` | the title, the client and so on, as [`Meta`](super::Meta) has them |
//! | `maaned` | the status month in words |
//! | `parameter` | the parameters, by name |
//! | `opstillinger` | the exhibits in order; `opstilling(id)` is one of them |
//! | `v(id, series, x, facet, stat)` | a value; the sum where `series` is a list; `x` may be `"første"`, `"sidste"`, `"næstsidste"` |
//! | `n(id, ...)` | how many units the values rest on |
//! | `n_of(key, id)` | how many units the values of one series, facet or place along the axis rest on |
//! | `rangering(id, x, ...)` | the series (`navn`, `tal`) by their values, the greatest first |
//! | `hoejest(id, series, ...)` | where (`x`, `tal`) a series is greatest, first of equals |
//! | `serier(id)` | the series, in reading order |
//! | `xs(id, ...)` | the places along the axis that have a value |
//! | `kryds(id, vend)` | the values as a table: groups of columns, and rows |
//! | `udtraek` | the extracts |
//! | `beskyttelse`, `program`, `syntetisk` | the disclosure policy, the tool, whether pseudonyms are made with the open key |

use std::collections::BTreeMap;
use std::sync::Arc;

use minijinja::value::{Kwargs, Serde};
use minijinja::{Error, Value as Any};
use serde::Serialize;

use super::engine::Engine;
use super::escape::Slots;
use super::lookup::{self, Wanted};
use super::number::{Number, OwnN, Unit};
use super::publication::{Exhibit, ExhibitKind, Parameter, PseudonymKey, Publication};
use super::source::{TypstSource, chart_path};
use super::templates::Templates;
use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::locale;

/// Renders a publication with the design it names.
///
/// # Errors
/// A template is missing or not valid, or uses a name or a value that is not there. As many of the mistakes as can be
/// found in one go are named, each at its place in the template.
pub fn render(publication: &Publication, templates: &Templates) -> Result<TypstSource, Findings> {
    let main = format!("{}/report.typ", publication.meta.design);
    if templates.get(&main).is_none() {
        let designs =
            templates.names().filter_map(|name| name.strip_suffix("/report.typ")).collect::<Vec<_>>().join("`, `");
        let message = format!("there is no design `{}`", publication.meta.design);
        return Err(Finding::error(Code::TemplateMissing, message).help(format!("there is `{designs}`")).into());
    }
    let slots = Arc::new(Slots::default());
    let engine = Engine { templates, names: names(publication, None), slots: Arc::clone(&slots) };
    let (marked, spans) = engine.render(&main)?;
    match slots.fill(&marked) {
        Ok(filled) => Ok(TypstSource::new(filled, &spans, publication, templates)),
        Err(misplaced) => {
            let mut findings = Findings::new();
            for wrong in misplaced {
                let message = "a value stands where no text can stand";
                let help = "write it as text of its own: not behind a backslash, nor in a label, a link or raw text";
                let mut finding = Finding::error(Code::TemplateSyntax, message).help(help);
                let span = spans.iter().find(|span| span.output_range().contains(&wrong.range.start));
                if let Some(span) = span {
                    let file = templates.get(span.name()).map_or(span.name(), |template| template.file.as_str());
                    finding = finding.at(file, span.source_range(), "");
                }
                findings.push(finding);
            }
            Err(findings)
        }
    }
}

/// Where a small text stands in the spec.
#[derive(Debug, Clone, Copy)]
pub struct TextPlace<'a> {
    /// The spec's file as the user named it.
    pub file: &'a str,
    /// The byte at which the text begins.
    pub start: usize,
}

/// Renders a caption, a note or a title of the spec to plain text. `own` is the exhibit it belongs to: `n` is its N, and
/// `v` and `n()` mean it when they name no other.
///
/// # Errors
/// The text is not valid, or uses a name or a value that is not there.
pub fn render_text(
    text: &str,
    at: TextPlace<'_>,
    own: Option<&str>,
    publication: &Publication,
) -> Result<String, Findings> {
    // Most texts say nothing that must be computed.
    if !text.contains('{') {
        return Ok(text.to_owned());
    }
    let mut templates = Templates::new();
    templates.insert("text", at.file, text);
    let slots = Arc::new(Slots::default());
    let engine = Engine { templates: &templates, names: names(publication, own), slots: Arc::clone(&slots) };
    match engine.render("text") {
        Ok((marked, _)) => Ok(slots.plain(&marked)),
        Err(findings) => {
            let mut moved = Findings::new();
            for mut finding in findings.iter().cloned() {
                for place in &mut finding.places {
                    if let Place::Text { span, .. } = place {
                        *span = at.start + span.start..at.start + span.end;
                    }
                }
                moved.push(finding);
            }
            Err(moved)
        }
    }
}

/// What a template can say.
fn names(publication: &Publication, own: Option<&str>) -> BTreeMap<String, Any> {
    let mut names = BTreeMap::new();
    let mut name = |name: &str, value: Any| names.insert(name.to_owned(), value);
    name("rapport", Any::from(Serde(&publication.meta)));
    name("maaned", Any::from(locale::month(&publication.meta.as_of).unwrap_or_else(|| publication.meta.as_of.clone())));
    name("parameter", parameters(&publication.parameters));
    name("udtraek", Any::from(Serde(&publication.extracts)));
    name("beskyttelse", Any::from(publication.disclosure.as_str()));
    name("program", Any::from(Serde(&publication.tool)));
    name("syntetisk", Any::from(publication.pseudonym_key == PseudonymKey::Synthetic));
    name("opstillinger", publication.exhibits.iter().map(exhibit).collect());

    // The functions outlive this call, so they share a copy; the charts are of no use to them.
    let shared = Arc::new(Publication {
        exhibits: publication.exhibits.iter().map(|exhibit| Exhibit { svg: None, ..exhibit.clone() }).collect(),
        ..publication.clone()
    });
    let own_exhibit = own.and_then(|own| lookup::exhibit(publication, own).ok());
    let own = own.map(str::to_owned);
    let find = move |id: Option<&str>| -> Result<(Arc<Publication>, usize), Error> {
        let id = id.or(own.as_deref()).unwrap_or_default();
        let found = lookup::exhibit(&shared, id)?;
        let at = shared.exhibits.iter().position(|exhibit| exhibit.id == found.id).unwrap_or_default();
        Ok((Arc::clone(&shared), at))
    };
    let look = find.clone();
    name(
        "v",
        Any::from_function(move |id: Option<&str>, wanted: Kwargs| {
            let (publication, at) = look(id)?;
            lookup::value(&publication.exhibits[at], &Wanted::from(&wanted)?).map(Any::from_object)
        }),
    );
    let look = find.clone();
    name(
        "xs",
        Any::from_function(move |id: Option<&str>, wanted: Kwargs| {
            let (publication, at) = look(id)?;
            Ok::<_, Error>(lookup::xs(&publication.exhibits[at], &Wanted::from(&wanted)?))
        }),
    );
    let look = find.clone();
    name(
        "rangering",
        Any::from_function(move |id: Option<&str>, wanted: Kwargs| {
            let (publication, at) = look(id)?;
            let ranked = lookup::ranking(&publication.exhibits[at], &Wanted::from(&wanted)?)?;
            Ok::<_, Error>(ranked.into_iter().map(|(name, number)| named("navn", name, number)).collect::<Any>())
        }),
    );
    let look = find.clone();
    name(
        "hoejest",
        Any::from_function(move |id: Option<&str>, wanted: Kwargs| {
            let (publication, at) = look(id)?;
            let peak = lookup::peak(&publication.exhibits[at], &Wanted::from(&wanted)?)?;
            Ok::<_, Error>(peak.map_or_else(
                || named("x", String::new(), Number::bare(None, Unit::Amount)),
                |(x, number)| named("x", x, number),
            ))
        }),
    );
    let look = find.clone();
    name(
        "serier",
        Any::from_function(move |id: Option<&str>| {
            let (publication, at) = look(id)?;
            Ok::<_, Error>(publication.exhibits[at].values.series.clone())
        }),
    );
    let look = find.clone();
    name(
        "opstilling",
        Any::from_function(move |id: Option<&str>| {
            let (publication, at) = look(id)?;
            Ok::<_, Error>(exhibit(&publication.exhibits[at]))
        }),
    );
    let look = find.clone();
    name(
        "kryds",
        Any::from_function(move |id: Option<&str>, options: Kwargs| {
            let (publication, at) = look(id)?;
            let turned = options.get::<Option<bool>>("vend")?.unwrap_or(false);
            options.assert_all_used()?;
            Ok::<_, Error>(table(&publication.exhibits[at], turned))
        }),
    );
    let of_key = find.clone();
    let count = move |id: Option<&str>, wanted: Kwargs| {
        let (publication, at) = find(id)?;
        lookup::n(&publication.exhibits[at], &Wanted::from(&wanted)?).map(Any::from_object)
    };
    let look = of_key;
    name(
        "n_of",
        Any::from_function(move |key: &str, id: Option<&str>| {
            let (publication, at) = look(id)?;
            lookup::n_of(&publication.exhibits[at], key).map(Any::from_object)
        }),
    );
    // In an exhibit's own texts `n` alone is its N; it is worked out only there, as it may be ambiguous elsewhere.
    let alone = own_exhibit.and_then(|exhibit| lookup::n(exhibit, &Wanted::default()).ok());
    let of = Any::from_function(count);
    name("n", alone.map_or(of.clone(), |number| Any::from_object(OwnN { number, of })));
    names
}

/// A key and the number at it.
fn named(key: &'static str, text: String, number: Number) -> Any {
    Any::from(BTreeMap::from([(key, Any::from(text)), ("tal", Any::from_object(number))]))
}

/// Parameters by name; numbers as ours, so that they are written as the values are.
fn parameters(parameters: &BTreeMap<String, Parameter>) -> Any {
    parameters
        .iter()
        .map(|(name, parameter)| {
            let value = match parameter {
                Parameter::Number(number) if number.fract() == 0.0 => {
                    Any::from_object(Number::bare(Some(*number), Unit::Count))
                }
                Parameter::Number(number) => Any::from_object(Number::bare(Some(*number), Unit::Amount)),
                Parameter::Text(text) => Any::from(text.as_str()),
            };
            (name.clone(), value)
        })
        .collect::<BTreeMap<_, _>>()
        .into()
}

/// An exhibit as a template sees it.
fn exhibit(exhibit: &Exhibit) -> Any {
    #[derive(Serialize)]
    struct Seen<'a> {
        id: &'a str,
        kind: ExhibitKind,
        number: String,
        title: &'a str,
        caption: &'a str,
        note: &'a str,
        source: &'a str,
        alt: &'a str,
        chart: String,
    }
    Any::from(Serde(Seen {
        id: &exhibit.id,
        kind: exhibit.kind,
        number: exhibit.number.to_string(),
        title: &exhibit.title,
        caption: &exhibit.caption,
        note: &exhibit.note,
        source: &exhibit.source,
        alt: &exhibit.alt,
        chart: format!("/{}", chart_path(&exhibit.id)),
    }))
}

/// The values as a table: `grupper` (a name and its columns) and `raekker` (a name and a cell a column). Series are rows
/// and places along the axis columns, or turned; facets are groups of columns; several stats are columns of their own.
fn table(exhibit: &Exhibit, turned: bool) -> Any {
    let values = &exhibit.values;
    let mut stats = Vec::new();
    for row in &values.rows {
        if !stats.contains(&row.key.stat) {
            stats.push(row.key.stat);
        }
    }
    let (down, across) = if turned { (&values.xs, &values.series) } else { (&values.series, &values.xs) };
    let several = stats.len() > 1;
    let columns: Vec<_> = across.iter().flat_map(|across| stats.iter().map(move |stat| (across, *stat))).collect();
    let label = |across: &str, stat: crate::value::Stat| match (several, across.is_empty()) {
        (true, true) => stat.name().to_owned(),
        (true, false) => format!("{across}, {}", stat.name()),
        (false, _) => across.to_owned(),
    };
    let groups: Any = values
        .facets
        .iter()
        .map(|facet| {
            let columns: Any = columns.iter().map(|(across, stat)| Any::from(label(across, *stat))).collect();
            Any::from(BTreeMap::from([("navn", Any::from(facet.as_str())), ("kolonner", columns)]))
        })
        .collect();
    let rows: Any = down
        .iter()
        .map(|down| {
            let cells: Any = values
                .facets
                .iter()
                .flat_map(|facet| columns.iter().map(move |(across, stat)| (facet, across, stat)))
                .map(|(facet, across, stat)| {
                    let (series, x) = if turned { (*across, down) } else { (down, *across) };
                    match values.get(facet, series, x, *stat) {
                        Some(value) => Any::from_object(Number::of(value)),
                        None => Any::from_object(Number::bare(None, Unit::of(*stat))),
                    }
                })
                .collect();
            Any::from(BTreeMap::from([("navn", Any::from(down.as_str())), ("celler", cells)]))
        })
        .collect();
    Any::from(BTreeMap::from([("grupper", groups), ("raekker", rows)]))
}
