//! Letters that no font of the document has: the typesetter finds each where its text ends up, and whoever must mend it asks
//! where it comes from.

use crate::diagnostic::{Code, Finding, Findings, Sources};

/// The typesetter's findings, with one in place of all that are about letters; it points to where the first of them stands in
/// the texts that people write.
pub fn letters_told(found: Findings, sources: &Sources) -> Findings {
    let about: Vec<Option<String>> = found.iter().map(|finding| letter(&finding.message)).collect();
    let Some(first) = about.iter().position(Option::is_some) else { return found };
    let mut letters: Vec<&String> = about.iter().flatten().collect();
    letters.sort();
    letters.dedup();
    let names: Vec<String> = letters.iter().map(|letter| named(letter)).collect();
    let message = match names.as_slice() {
        [one] => format!("no font of the document has the letter {one}"),
        all => format!("no font of the document has the letters {}", all.join(", ")),
    };
    let mut told = Finding::error(Code::LetterMissing, message);
    match letters.iter().find_map(|letter| sources.find(letter)) {
        Some((file, span)) => told = told.at(file, span, "here"),
        None => told.places.extend(found.iter().nth(first).into_iter().flat_map(|finding| finding.places.clone())),
    }
    let told =
        told.help("write it in other letters; what stands so in an extract gets another name for readers, by `names`");
    let others = found.iter().zip(&about).filter(|(_, letter)| letter.is_none()).map(|(finding, _)| finding.clone());
    let mut findings = Findings::from(told);
    others.for_each(|finding| findings.push(finding));
    findings
}

/// The letter that a message of the typesetter's is about.
fn letter(message: &str) -> Option<String> {
    let quoted = message.split_once("the text `\"")?.1.split_once("\"` could not be displayed")?.0;
    let escaped = quoted.strip_prefix("\\u{").and_then(|rest| u32::from_str_radix(rest.strip_suffix('}')?, 16).ok());
    Some(escaped.and_then(char::from_u32).map_or_else(|| quoted.to_owned(), String::from))
}

/// A letter as it is seen, and by its number, as it may look like another or like nothing.
fn named(letter: &str) -> String {
    let numbers: Vec<String> = letter.chars().map(|char| format!("U+{:04X}", u32::from(char))).collect();
    format!("`{letter}` ({})", numbers.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typesetting(letter: &str) -> Finding {
        let message = format!("PDF/UA-1 error: the text `\"{letter}\"` could not be displayed with font `\"Inter\"`");
        Finding::error(Code::Typesetting, message)
    }

    #[test]
    fn all_letters_are_one_finding_at_the_text_that_has_one() {
        let mut found = Findings::from(typesetting("北"));
        found.push(Finding::error(Code::Typesetting, "something else"));
        found.push(typesetting("\\u{200e}"));
        found.push(typesetting("北"));
        let mut sources = Sources::default();
        sources.insert("report.toml", "title = \"til 北\"");
        let told: Vec<_> = letters_told(found, &sources).iter().cloned().collect();
        let messages: Vec<&str> = told.iter().map(|finding| finding.message.as_str()).collect();
        assert_eq!(
            messages,
            ["no font of the document has the letters `\u{200e}` (U+200E), `北` (U+5317)", "something else"]
        );
        assert_eq!(told[0].places.len(), 1);
    }

    #[test]
    fn where_nobody_wrote_it_the_place_is_the_typesetters() {
        let found = Findings::from(typesetting("北").at("tekst.typ", 3..5, ""));
        let told = letters_told(found, &Sources::default());
        assert_eq!(told.iter().next().map(|finding| finding.places.len()), Some(1));
    }
}
