//! The book of a report in English.

use sporbar::locale::Language;

use super::Opened;
use crate::support::Project;

fn opened() -> Opened {
    let project = Project::with("tests/reports/lille");
    project.edit("reports/lille/report.toml", "\"da\"", "\"en\"");
    Opened::of(project)
}

#[test]
#[ignore = "needs a browser: .ci/run starts one"]
fn every_page_is_in_english() {
    let opened = opened();
    let browser = &opened.browser;
    // What Danish readers are told in so many words; what is short may stand in the report's own texts too.
    let danish = Language::default().all("book");
    let danish: Vec<&String> = danish.values().filter(|said| said.len() > 8 && !said.contains('{')).collect();
    assert!(danish.len() > 100, "there is something to look for: {}", danish.len());
    assert_eq!(browser.text("return document.documentElement.lang"), "en");
    for (link, says) in [
        ("", "or search for a number."),
        ("#nope", "There is no figure or table named \u{201c}nope\u{201d}."),
        ("#/nope", "There is no page named \u{201c}nope\u{201d}."),
        ("#/udtraek", "Register extracts"),
        ("#/udtraek/borgere/3", "row 3"),
        ("#/udtraek/borgere/999", "The extract has no row 999."),
        ("#/saetninger", "The sentences of the report"),
        ("#/fakta", "Numbers from other sources"),
        ("#/parametre", "Set numbers"),
        ("#/forudsaetninger", "Assumptions"),
        ("#/soeg/", "Write a number as it stands in the report, or a word."),
        ("#/soeg/zzzz", "Nothing found."),
        ("#/soeg/personer", "Figures and tables ("),
        ("#personer", "Choose a number to see what it is computed from."),
        ("#personer/Voksne/Aktive", "How it is defined"),
    ] {
        opened.go(link);
        let says = serde_json::to_string(says).expect("a text");
        browser.wait(&format!("return document.body.innerText.includes({says})"));
        let page = browser.text("return document.documentElement.outerHTML.replace(/<script.*?<\\/script>/g, '')");
        let found: Vec<&&String> = danish.iter().filter(|said| page.contains(said.as_str())).collect();
        assert!(found.is_empty(), "{link} says in Danish {found:?}");
        let title = browser.text("return document.title");
        assert!(title.ends_with("Audit book"), "{title}");
    }
    opened.all_is_well();
}

#[test]
#[ignore = "needs a browser: .ci/run starts one"]
fn numbers_are_understood_as_english_readers_write_them() {
    let opened = opened();
    let browser = &opened.browser;
    for (text, size, digits, percent, scale) in [
        ("48%", "48", "0", "true", "1"),
        ("48.3 per cent", "48.3", "1", "true", "1"),
        ("39,300", "39300", "0", "false", "1"),
        ("DKK 1,234,567", "1234567", "0", "false", "1"),
        ("0.48", "0.48", "2", "false", "1"),
        ("0,48", "0.48", "2", "false", "1"),
        ("\u{2212}3", "-3", "0", "false", "1"),
        ("DKK 1.2 million", "1.2", "1", "false", "1000000"),
    ] {
        let found = browser.text(&format!(
            "const n = sporbar.search.number('{text}'); return [n.size, n.digits, n.percent, n.scale].join()"
        ));
        assert_eq!(found, [size, digits, percent, scale].join(","), "{text}");
    }
    for (script, said) in [
        ("sporbar.words.every(-1234567.25)", "\u{2212}1,234,567.25"),
        ("sporbar.words.full(0.48333, 'share')", "48.333%"),
        ("sporbar.words.rows(1)", "1 row"),
        ("sporbar.words.rows(12345)", "12,345 rows"),
    ] {
        assert_eq!(browser.text(&format!("return {script}")), said, "{script}");
    }
}
