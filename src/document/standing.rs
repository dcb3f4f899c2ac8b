//! The standing texts of the designs: headings, heads of tables and paragraphs that are the same in every report, in its language.
//!
//! A template says one by its name, `{{ sig("page-source") }}`; with what it is told of where the text has places for that:
//! `{{ sig("page-a-figure", number=o.number) }}`. A text with markup is said by `opsat`, which lets the markup of the text itself
//! through, and that of arguments which macros wrote. Modules of Typst's own have the same `sig`, in [`PATH`].

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use minijinja::value::Kwargs;
use minijinja::{Environment, Error, Value as Any};

use super::engine::text;
use super::escape::{Slots, literal};
use super::lookup::unknown;
use crate::locale::Language;

/// The messages that designs can say, and what their names begin with.
const FILE: &str = "page";
/// The module by which Typst's own code says them: `#import "/faelles/ord.typ": sig`.
pub(super) const PATH: &str = "faelles/ord.typ";

/// Adds the functions.
pub(crate) fn add(env: &mut Environment<'_>, language: Language, slots: &Arc<Slots>) {
    // Most small texts say none.
    let known = Arc::new(LazyLock::new(move || messages(language)));
    let texts = Arc::clone(&known);
    env.add_function("sig", move |id: &str, arguments: Kwargs| {
        said(&texts, id, &arguments, |value| text(language, value))
    });
    let slots = Arc::clone(slots);
    env.add_function("opsat", move |id: &str, arguments: Kwargs| {
        let set = |value: &Any| match value.as_str().filter(|_| value.is_safe()) {
            Some(markup) => Ok(markup.to_owned()),
            None => Ok(slots.reserve(text(language, value)?)),
        };
        said(&known, id, &arguments, set).map(Any::from_safe_string)
    });
}

/// All of them by their full names; a place for an argument stands as `{name}`.
fn messages(language: Language) -> BTreeMap<String, String> {
    language.all(FILE).into_iter().map(|(name, text)| (format!("{FILE}-{name}"), text)).collect()
}

/// A message with its arguments, each as `write` writes it.
fn said(
    known: &BTreeMap<String, String>,
    id: &str,
    arguments: &Kwargs,
    write: impl Fn(&Any) -> Result<String, Error>,
) -> Result<String, Error> {
    let message = known.get(id).ok_or_else(|| unknown("message", id, "", known.keys().map(String::as_str)))?;
    let mut said = String::with_capacity(message.len());
    let mut rest = message.as_str();
    while let Some((before, behind)) = rest.split_once('{') {
        let Some((name, after)) = behind.split_once('}') else { break };
        said.push_str(before);
        said.push_str(&write(&arguments.get::<Any>(name)?)?);
        rest = after;
    }
    said.push_str(rest);
    arguments.assert_all_used()?;
    Ok(said)
}

/// The module for Typst's own code.
pub(super) fn module(language: Language) -> String {
    let mut module = format!("#let sprog = {}\n#let tekster = (\n", literal(language.code()));
    for (id, text) in messages(language) {
        module.push_str(&format!("  {}: {},\n", literal(&id), literal(&text)));
    }
    module.push_str(
        ")\n#let sig(id, ..om) = om.named().pairs().fold(tekster.at(id), (it, (navn, ord)) => it.replace(\"{\" + navn + \"}\", ord))\n",
    );
    module
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a template says.
    fn rendered(template: &str) -> Result<String, Error> {
        let mut env = Environment::new();
        add(&mut env, Language::default(), &Arc::new(Slots::default()));
        env.render_str(template, ())
    }

    #[test]
    fn a_message_is_said_with_what_it_is_told() {
        assert_eq!(rendered("{{ sig('page-source') }}").expect("a message"), "Kilde:");
        assert_eq!(rendered("{{ sig('page-a-figure', number='3') }}").expect("a message"), "figur\u{a0}3");
    }

    #[test]
    fn what_is_not_there_is_an_error() {
        for template in ["{{ sig('page-sourse') }}", "{{ sig('page-a-figure') }}", "{{ sig('page-source', x='1') }}"] {
            assert!(rendered(template).is_err(), "{template}");
        }
    }

    #[test]
    fn the_module_is_typst() {
        for (_, language) in Language::ALL {
            let module = module(language);
            assert!(typst::syntax::parse(&module).errors_and_warnings().0.is_empty(), "{module}");
        }
    }
}
