//! Exhibits by what people call them: the id of the spec, or the number that is printed.

use super::disclosed::wordless;
use super::{Prepared, draft};
use crate::diagnostic::{Code, Finding, did_you_mean};
use crate::document::{Exhibit, ExhibitKind};
use crate::locale::Language;
use crate::statistic::Computed;

/// The messages that say what exhibits of a kind are called in print, and short for it.
const KINDS: [(ExhibitKind, &str, &str); 3] = [
    (ExhibitKind::Figure, "page-figure", "document-names-of-a-figure"),
    (ExhibitKind::Table, "page-table", "document-names-of-a-table"),
    (ExhibitKind::Numbers, "page-signed-figures", "document-names-of-key-figures"),
];

/// The id of the exhibit that is called `named`: its id, or its number as it is printed, such as `Figur 1` or `4.2`.
///
/// # Errors
/// There is none, or more than one.
pub fn exhibit_named(prepared: &Prepared, computed: &[Computed], named: &str) -> Result<String, Finding> {
    let exhibits = draft::publication(prepared, &wordless(prepared, computed)).exhibits;
    found(prepared.spec.report.language, &exhibits, named)
}

fn found(language: Language, exhibits: &[Exhibit], named: &str) -> Result<String, Finding> {
    if exhibits.iter().any(|exhibit| exhibit.id == named) {
        return Ok(named.to_owned());
    }
    let (kind, number) = printed(language, named);
    let numbered: Vec<&Exhibit> = exhibits
        .iter()
        .filter(|exhibit| {
            !number.is_empty() && exhibit.number == number && kind.is_none_or(|kind| kind == exhibit.kind)
        })
        .collect();
    match numbered.as_slice() {
        [exhibit] => return Ok(exhibit.id.clone()),
        [] => {}
        several => {
            let told: Vec<String> = several.iter().map(|exhibit| called(exhibit)).collect();
            let message = format!("several exhibits have the number `{number}`");
            return Err(Finding::error(Code::NoSuchValue, message).help(format!("name one: {}", told.join(", "))));
        }
    }
    let help = match did_you_mean(named, exhibits.iter().map(|exhibit| exhibit.id.as_str())) {
        Some(id) => format!("did you mean `{id}`?"),
        None => format!("the exhibits are {}", exhibits.iter().map(called).collect::<Vec<_>>().join(", ")),
    };
    Err(Finding::error(Code::NoSuchValue, format!("the report has no exhibit `{}`", named.escape_debug())).help(help))
}

/// `fig-01 (Figur 1)`
fn called(exhibit: &Exhibit) -> String {
    if exhibit.number.is_empty() {
        return exhibit.id.clone();
    }
    let word = KINDS.iter().find(|(kind, ..)| *kind == exhibit.kind);
    let word = word.map(|(_, word, _)| exhibit.language.say(word, &[])).unwrap_or_default();
    format!("{} ({word} {})", exhibit.id, exhibit.number)
}

/// The kind and the number that a text names as it would be printed.
fn printed(language: Language, named: &str) -> (Option<ExhibitKind>, String) {
    let words: Vec<String> = named.to_lowercase().split_whitespace().map(str::to_owned).collect();
    let (before, number) = match words.as_slice() {
        [number] => ("", number),
        [word, number] => (word.as_str(), number),
        _ => return (None, String::new()),
    };
    let number = number.trim_end_matches(['.', ':']).to_owned();
    if before.is_empty() {
        return (None, number);
    }
    let is_it = |words: &str| language.say(words, &[]).split_whitespace().any(|word| word == before);
    let kind = KINDS.iter().find(|(.., words)| is_it(words)).map(|(kind, ..)| *kind);
    // Another word is no kind of exhibit, whatever number stands behind it.
    if kind.is_some() { (kind, number) } else { (None, String::new()) }
}
