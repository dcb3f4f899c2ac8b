//! A publication and its templates to Typst source; and the small texts of a spec to plain text.
//!
//! What a template can say:
//!
//! | name | is |
//! | --- | --- |
//! | `rapport` | the title, the client and so on, as [`Meta`](super::Meta) has them |
//! | `maaned` | the status month in words |
//! | `parameter`, `parametre` | the parameters, by name; and as a list (`navn`, `vaerdi`, `enhed`, `kilde`) |
//! | `opstillinger` | the exhibits in order; `opstilling(id)` is one of them |
//! | `v(id, series, x, facet, stat)` | a value; the sum where `series` or `x` is a list; `x` may be `"første"`, `"sidste"`, `"næstsidste"` |
//! | `n(id, ...)` | how many units the values rest on |
//! | `n_of(key, id)` | how many units the values of one series, facet or place along the axis rest on |
//! | `rangering(id, x, ...)` | the series (`navn`, `tal`) by their values, the greatest first |
//! | `hoejest(id, series, ...)` | where (`x`, `tal`) a series is greatest, first of equals |
//! | `forloeb(id, series, ...)` | how a series has developed from place to place: `vej` (`op`, `ned`, `top`, `bund`, `svinger`, `stille`, `ukendt`), the words for it (`ord`), and its `foerste`, `sidste`, `hoejest` and `lavest` place (`x`, `tal`) |
//! | `arter(id)` | which numbers of an exhibit are not observed: `art` (`skønnet`, `ventet`), whether `alle` are, and at which labels (`ved`); `arter_sagt(id)` says it in sentences |
//! | `serier(id)` | the series, in reading order |
//! | `xs(id, ...)` | the places along the axis that have a value |
//! | `kryds(id, vend, sum)` | the values as a table, laid out as the spec says, or as the arguments do: heads of columns, and rows |
//! | `siger(id)`, `siger_alle(ids)` | the sentence of a claim, of several; nothing where it is left out |
//! | `paastand(id)` | a claim's computed `sentence`, and how it is `showing`: `plain`, `marked` or `omitted`; `skjult` where it needs a number that readers may not see |
//! | `foerst(id, mindst, ...)` | where (`x`, `tal`) a series is first at least `mindst`, and how many places stand before it (`foer`) |
//! | `fact(name)` | a number that is carried over from elsewhere, as its source writes it |
//! | `fakta` | all of them, as a list ([`FactText`](super::FactText)) |
//! | `premisser` | what numbers and sentences rest on, a list ([`PremiseText`](super::PremiseText)); `premis(name)` is one, and prints it |
//! | `premisser_mrk(id)`, `premisser_ved(id)` | those of an exhibit or a claim: to refer to; to print |
//! | `premisser_her()` | those that what has been said in this summary rests on, and that it has not printed: to print |
//! | `sammenfatning_fra(name)`, `sammenfatning_til()` | where a summary begins and ends: what it rests on must be printed between them |
//! | `sikkerhed` | how sure intervals are: `95 %` |
//! | `beregninger` | the calculations over assumptions: their assumptions with sources, their formulas in words |
//! | `udtraek` | the extracts |
//! | `siden` | what has changed since another release, as [`Since`](super::Since) has it; false where that was not asked for |
//! | `godkendelser` | who has signed off which exhibit, a list of [`SignedExhibit`](super::SignedExhibit); false where the report does not print it |
//! | `skjulte` | what a hiding policy hides, as [`Protection`](super::Protection) has it; false where everything is published |
//! | `sig(message, ...)` | a standing text of the designs in the language of the report; `opsat(message, ...)` where it has markup |
//! | `beskyttelse`, `program`, `syntetisk` | the disclosure policy, the tool, whether pseudonyms are made with the open key |

use std::collections::BTreeMap;
use std::sync::Arc;

use minijinja::Value as Any;
use minijinja::value::{Object, Serde};

use super::compared;
use super::engine::Engine;
use super::escape::Slots;
use super::functions::{self, exhibit};
use super::links;
use super::lookup;
use super::mention::{Source, Told};
use super::number::{Number, Unit};
use super::premises::Owed;
use super::publication::{Parameter, ParameterValue, PseudonymKey, Publication};
use super::source::TypstSource;
use super::syntax;
use super::templates::Templates;
use super::veil::Asked;
use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::locale::Language;
use crate::value::{self, CONFIDENCE};

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
    let texts: Vec<_> = templates
        .iter()
        .map(|(_, template)| (template.text.as_str(), TextPlace { file: &template.file, start: 0 }))
        .collect();
    let compared = compared::findings(&texts);
    if !compared.is_empty() {
        return Err(compared);
    }
    let slots = Arc::new(Slots::default());
    let owed = Arc::new(Owed::default());
    let asked = Arc::new(Asked::default());
    let names = names(publication, None, false, (&owed, &asked));
    let engine = Engine {
        language: publication.meta.language,
        templates,
        names,
        slots: Arc::clone(&slots),
        asked,
        lenient: false,
    };
    let (marked, spans) = engine.render(&main)?;
    let (filled, misplaced) = slots.put(&marked, &|sources| links::link(publication, sources));
    let mistakes = syntax::mistakes(&marked, &filled, &spans, &slots, templates);
    if !mistakes.is_empty() {
        return Err(mistakes);
    }
    if misplaced.is_empty() {
        let mut source = TypstSource::new(filled, &spans, publication, templates);
        source.left_out = owed.left_out();
        return Ok(source);
    }
    let findings = misplaced.into_iter().map(|wrong| {
        let message = "a value stands where no text can stand";
        let help = "write it as text of its own: not behind a backslash, nor in a label, a link or raw text";
        (Finding::error(Code::TemplateSyntax, message).help(help), wrong.range)
    });
    Err(syntax::placed(findings, &spans, templates).few_alike())
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
    rendered(text, at, own, publication, false).map(|(told, _)| told.text)
}

/// The same with the numbers in it.
///
/// # Errors
/// As [`render_text`].
pub fn render_told(
    text: &str,
    at: TextPlace<'_>,
    own: Option<&str>,
    publication: &Publication,
) -> Result<Told, Findings> {
    rendered(text, at, own, publication, false).map(|(told, _)| told)
}

/// The same for a sentence of its own, with the premises of the numbers that it says.
///
/// # Errors
/// As [`render_text`].
pub fn render_sentence(
    text: &str,
    at: TextPlace<'_>,
    publication: &Publication,
) -> Result<(Told, Vec<String>), Findings> {
    rendered(text, at, None, publication, false)
}

/// Finds what a text of the spec names that the report does not have, though there may be nothing to say yet: a month that
/// is not reached, or the last of no months, is no mistake.
///
/// # Errors
/// The text is not valid, or names what is not there whatever the data are.
pub fn check_text(text: &str, at: TextPlace<'_>, own: Option<&str>, publication: &Publication) -> Result<(), Findings> {
    rendered(text, at, own, publication, true).map(|_| ())
}

fn rendered(
    text: &str,
    at: TextPlace<'_>,
    own: Option<&str>,
    publication: &Publication,
    lenient: bool,
) -> Result<(Told, Vec<String>), Findings> {
    // Most texts say nothing that must be computed.
    if !text.contains('{') {
        return Ok((Told { text: text.to_owned(), mentions: Vec::new() }, Vec::new()));
    }
    let compared = compared::findings(&[(text, at)]);
    if !compared.is_empty() {
        return Err(compared);
    }
    let mut templates = Templates::new();
    templates.insert("text", at.file, text);
    let slots = Arc::new(Slots::default());
    let owed = Arc::new(Owed::default());
    let asked = Arc::new(Asked::default());
    let names = names(publication, own, lenient, (&owed, &asked));
    let engine = Engine {
        language: publication.meta.language,
        templates: &templates,
        names,
        slots: Arc::clone(&slots),
        asked,
        lenient,
    };
    match engine.render("text") {
        Ok((marked, _)) => Ok((slots.told(&marked), owed.due())),
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
fn names(
    publication: &Publication,
    own: Option<&str>,
    lenient: bool,
    watched: (&Arc<Owed>, &Arc<Asked>),
) -> BTreeMap<String, Any> {
    let mut names = BTreeMap::new();
    let mut name = |name: &str, value: Any| names.insert(name.to_owned(), value);
    name("rapport", Any::from(Serde(&publication.meta)));
    let (language, as_of) = (publication.meta.language, &publication.meta.as_of);
    name("maaned", Any::from(language.month(as_of).unwrap_or_else(|| as_of.clone())));
    name("parameter", Any::from_object(ByName(parameters(language, &publication.parameters))));
    name("parametre", parameter_list(language, &publication.parameters));
    name("fakta", Any::from(Serde(&publication.facts)));
    name("premisser", Any::from(Serde(&publication.premises)));
    name("beregninger", Any::from(Serde(&publication.calculations)));
    name("udtraek", Any::from(Serde(&publication.extracts)));
    name("beskyttelse", Any::from(publication.disclosure.as_str()));
    name(
        "skjulte",
        publication.protection.as_ref().map_or_else(|| Any::from(false), |protection| Any::from(Serde(protection))),
    );
    name("program", Any::from(Serde(&publication.tool)));
    name("syntetisk", Any::from(publication.pseudonym_key == PseudonymKey::Synthetic));
    name("siden", publication.since.as_ref().map_or_else(|| Any::from(false), |since| Any::from(Serde(since))));
    name(
        "godkendelser",
        publication.signed.as_ref().map_or_else(|| Any::from(false), |signed| Any::from(Serde(signed))),
    );
    name("opstillinger", publication.exhibits.iter().map(exhibit).collect());

    name("sikkerhed", Any::from_object(Number::bare(language, Some(CONFIDENCE), Unit::Stated { share: true })));

    functions::add(&mut names, publication, own, lenient, watched);
    names
}

/// Parameters by name; numbers as ours, so that they are written as the values are.
fn parameters(language: Language, parameters: &[Parameter]) -> BTreeMap<String, Any> {
    let set = |parameter: &Parameter| match &parameter.value {
        ParameterValue::Number(number) => {
            let share = parameter.unit == "%";
            let number = Number::bare(language, Some(*number), Unit::Stated { share });
            let named = !share && !parameter.unit.is_empty();
            let number = if named { number.counting(value::Unit::named(&parameter.unit)) } else { number };
            Any::from_object(number.made_of(vec![Source::Parameter(parameter.name.clone())]))
        }
        ParameterValue::Text(text) => Any::from(text.as_str()),
    };
    parameters.iter().map(|parameter| (parameter.name.clone(), set(parameter))).collect()
}

/// The parameters by name; one that is not there is met with the likeliest.
#[derive(Debug)]
struct ByName(BTreeMap<String, Any>);

impl Object for ByName {
    fn get_value(self: &Arc<Self>, name: &Any) -> Option<Any> {
        let name = name.as_str()?;
        let known = self.0.keys().map(String::as_str);
        Some(self.0.get(name).cloned().unwrap_or_else(|| lookup::unknown("parameter", name, "", known).into()))
    }
}

/// The parameters as a list: `navn`, `vaerdi`, `enhed` and `kilde` of each.
fn parameter_list(language: Language, parameters: &[Parameter]) -> Any {
    let set = self::parameters(language, parameters);
    let one = |parameter: &Parameter| {
        // The unit of a share stands in the number.
        let unit = if parameter.unit == "%" { "" } else { parameter.unit.as_str() };
        Any::from(BTreeMap::from([
            ("navn", Any::from(parameter.name.as_str())),
            ("vaerdi", set[&parameter.name].clone()),
            ("enhed", Any::from(unit)),
            ("kilde", Any::from(parameter.source.as_str())),
        ]))
    };
    parameters.iter().map(one).collect()
}
