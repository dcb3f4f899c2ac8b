//! A publication in English: what templates write, and what the designs print by themselves.

use std::path::Path;

use sporbar::document::{Meta, Publication, SHARED, Templates, TextPlace, render, render_text};
use sporbar::locale::Language;

use super::{REPORT, example, repository};

fn english() -> Language {
    Language::ALL.into_iter().find(|(code, _)| *code == "en").expect("English").1
}

/// The example, told in English.
fn publication(design: &str) -> Publication {
    let mut publication = example();
    publication.meta = Meta { language: english(), design: design.to_owned(), ..publication.meta };
    publication.exhibits.iter_mut().for_each(|exhibit| exhibit.language = english());
    publication
}

#[test]
fn numbers_and_words_are_written_as_english_readers_write_them() {
    for (template, text) in [
        ("{{ v('andele', series='SU', x='start') | pct }}", "7%"),
        ("{{ v('andele', series='SU', x='start') }}", "7%"),
        (
            "{{ aendring(v('andele', series='SU', x='start'), v('andele', series='SU', x='seneste')) | pp }}",
            "9\u{a0}percentage points",
        ),
        ("{{ v('antal', series='Uden', x='1') | antal('person', 'persons') }}", "12\u{a0}persons"),
        ("{{ v('antal', series='Uden', x='3') | antal('person', 'persons', ord=true) }}", "five\u{a0}persons"),
        ("{{ v('andele', series='Beskæftigelse', x='start') | andel }}", "just over one fifth"),
        ("{{ retning(v('antal', series='Uden', x='1'), v('antal', series='Uden', x='2')) }}", "risen"),
        ("{{ udvikling(v('antal', series='Uden', x='2'), v('antal', series='Uden', x='3')) }}", "fallen from 14 to 5"),
        ("{{ forloeb('antal', series='Uden').ord }}", "first risen and then fallen"),
        ("{{ ['a', 'b', 'c'] | opregning }}", "a, b and c"),
        ("{{ '2018-12' | periode }}", "December 2018"),
        ("{{ maaned }}", "December 2018"),
        ("{{ sig('page-a-figure', number='3') }}", "Figure\u{a0}3"),
        ("{{ parameter.rente }}", "3.5%"),
    ] {
        let at = TextPlace { file: "report.toml", start: 0 };
        let rendered = render_text(template, at, None, &publication("proeve"));
        assert_eq!(rendered.unwrap_or_else(|findings| panic!("{template}: {findings:?}")), text, "{template}");
    }
}

/// The messages of the designs in a language, by their names.
fn messages(code: &str) -> Vec<(String, String)> {
    let path = repository().join("src/locale").join(code).join("page.ftl");
    let text = std::fs::read_to_string(path).expect("the messages");
    let message = |line: &str| line.split_once(" = ").map(|(name, text)| (name.to_owned(), text.to_owned()));
    text.lines().filter(|line| line.starts_with("page-")).filter_map(message).collect()
}

#[test]
fn no_design_says_a_danish_word_by_itself() {
    let english: Vec<String> = messages("en").into_iter().map(|(_, text)| text).collect();
    // A place for an argument parts what is said; a short word may be a part of another.
    let danish: Vec<String> = messages("da")
        .into_iter()
        .filter(|(_, text)| !english.contains(text))
        .flat_map(|(_, text)| text.split(['{', '}', '#']).map(|part| part.trim().to_owned()).collect::<Vec<_>>())
        .filter(|part| part.chars().count() > 8 && !part.starts_with('$') && !part.contains("raw("))
        .collect();
    assert!(danish.len() > 80, "{danish:?}");
    for design in ["analyse", "businesscase", "evaluering", "statusmaaling"] {
        let mut templates = Templates::new();
        for (prefix, folder) in [(SHARED, "templates/faelles".to_owned()), (design, format!("templates/{design}"))] {
            templates.read_folder(prefix, &repository().join(&folder), &folder).expect("the templates");
        }
        for file in ["tekst", "sammenfatning", "bundlinje"] {
            let path = format!("{REPORT}/{file}.typ");
            templates.insert(&path, "a.typ", "#kapitel([A chapter])\n{{ se(\"antal\") }}\n");
        }
        let source = render(&publication(design), &templates).unwrap_or_else(|findings| panic!("{findings:?}"));
        let modules = source.files.iter().filter(|(path, _)| Path::new(path).extension().is_some_and(|of| of == "typ"));
        let modules = modules.map(|(_, bytes)| String::from_utf8(bytes.clone()).expect("UTF-8"));
        let texts: Vec<String> = modules.chain([source.main.clone()]).collect();
        let code = |line: &&str| !line.trim_start().starts_with("//");
        let texts = texts.iter().map(|text| text.lines().filter(code).collect::<Vec<_>>().join("\n"));
        for text in texts {
            let said: Vec<&String> = danish.iter().filter(|part| text.contains(part.as_str())).collect();
            assert!(said.is_empty(), "{design}: {said:?}");
        }
        assert!(source.main.contains("Table\u{a0}1"), "{design}");
    }
}
