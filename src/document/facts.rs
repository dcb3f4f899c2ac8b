//! Which facts a text says: the names in its calls of `fact('…')`, read and not run, so that a sentence that is left out
//! this month still counts as one that says its facts.

use super::numerals::tags;
use super::templates::{REPORT, Templates};

/// The function's name, before its bracket.
const FUNCTION: &str = "fact";

/// The facts that a text says, each once, in the order in which it first says them.
pub fn facts_said_in(text: &str) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    for tag in tags(text).into_iter().map(|range| &text[range]).filter(|tag| !tag.starts_with("{#")) {
        for (at, _) in tag.match_indices(FUNCTION) {
            let whole = !tag[..at].ends_with(|before: char| before.is_alphanumeric() || "_.".contains(before));
            let named = tag[at + FUNCTION.len()..].trim_start().strip_prefix('(').and_then(|rest| {
                let rest = rest.trim_start();
                let quote = rest.chars().next().filter(|first| "'\"".contains(*first))?;
                rest[1..].split_once(quote).map(|(name, _)| name)
            });
            if let Some(name) = named.filter(|name| whole && !said.iter().any(|known| known == name)) {
                said.push(name.to_owned());
            }
        }
    }
    said
}

/// The facts that the report's prose says, and in which of its files.
pub fn facts_said(templates: &Templates) -> Vec<(String, String)> {
    let prose = templates.names().filter(|name| name.starts_with(REPORT)).filter_map(|name| templates.get(name));
    let name = |file: &str| file.rsplit(['/', '\\']).next().unwrap_or(file).to_owned();
    prose
        .flat_map(|template| {
            let file = name(&template.file);
            facts_said_in(&template.text).into_iter().map(move |fact| (fact, file.clone()))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::facts_said_in;

    #[test]
    fn calls_are_read_whatever_their_quotes_and_filters() {
        let text =
            "fact('no') {{ fact('a') }} og {{ forskel(fact( \"b\" ), v('fig')) | antal }}{% if fact('a') is over(2) %}";
        assert_eq!(facts_said_in(text), ["a", "b"]);
    }

    #[test]
    fn comments_and_other_names_are_no_calls() {
        assert!(
            facts_said_in("{# fact('a') #}{{ artefact('b') }}{{ x.fact('c') }}{{ fact }}{{ fact(name) }}").is_empty()
        );
    }
}
