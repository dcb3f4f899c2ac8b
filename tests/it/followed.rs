//! Every number that a publication prints leads to what it is made of: each that its text writes stands in the book.

use std::collections::BTreeSet;

use serde_json::Value;
use sporbar::pipeline::{self, Request, Stage, Typesetter, Watch};

use crate::support::repository;

struct Nobody;

impl Watch for Nobody {
    fn begin(&mut self, _: Stage) {}
}

/// The numbers in a text: digits with their points, commas and minus.
fn numbers(text: &str) -> Vec<String> {
    let mut numbers = Vec::new();
    let mut now = String::new();
    let letters: Vec<char> = text.chars().collect();
    for (at, letter) in letters.iter().enumerate() {
        let inside = ".,".contains(*letter) && !now.is_empty() && letters.get(at + 1).is_some_and(char::is_ascii_digit);
        let minus = *letter == '\u{2212}' && letters.get(at + 1).is_some_and(char::is_ascii_digit);
        if letter.is_ascii_digit() || inside || minus {
            now.push(*letter);
        } else if !now.is_empty() {
            numbers.push(std::mem::take(&mut now));
        }
    }
    numbers.extend(Some(now).filter(|now| !now.is_empty()));
    numbers
}

/// A text without its dates of a month and a year: they tell when, and are counted from nothing.
fn undated(text: &str) -> String {
    let months = [
        "januar",
        "februar",
        "marts",
        "april",
        "maj",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "december",
    ];
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_year = |word: &str| {
        let word = word.trim_end_matches(['.', ',', ';']);
        word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit())
    };
    let after_month = |at: usize| at > 0 && months.contains(&words[at - 1].to_lowercase().as_str());
    let kept = words.iter().enumerate().filter(|(at, word)| !(is_year(word) && after_month(*at)));
    kept.map(|(_, word)| *word).collect::<Vec<_>>().join(" ")
}

/// All texts of a part of the index.
fn texts(of: &Value, into: &mut Vec<String>) {
    match of {
        Value::String(text) => into.push(text.clone()),
        Value::Array(list) => list.iter().for_each(|one| texts(one, into)),
        Value::Object(fields) => fields.values().for_each(|one| texts(one, into)),
        _ => {}
    }
}

/// A whole number with its points.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let points = |at: usize| if at > 0 && (digits.len() - at).is_multiple_of(3) { "." } else { "" };
    digits.char_indices().flat_map(|(at, digit)| points(at).chars().chain([digit])).collect()
}

/// The numbers that a report's text writes and that lead nowhere, and how many it writes.
fn lost(report: &str) -> (usize, Vec<String>) {
    let request =
        Request { report: repository().join(report), as_of: None, extracts: None, disclosure: None, key: None };
    let prepared = pipeline::prepare(&request, &mut Nobody).expect("a good report");
    let computed = pipeline::compute(prepared.data(), prepared.as_of).expect("good exhibits");
    let disclosed = pipeline::disclosed(&prepared, &computed).expect("a policy that can be followed");
    let draft = pipeline::draft(&prepared, &disclosed).expect("good texts");
    // The appendix repeats rows of assumptions, each with its file and row, and how many rows each file has.
    let appendix = serde_json::to_value((&draft.publication.calculations, &draft.publication.tool)).expect("JSON");
    let rows = draft.publication.extracts.iter().flat_map(|extract| [extract.rows, extract.rows_used]);
    let rows: Vec<String> = rows.flatten().map(grouped).collect();
    let published =
        pipeline::publish(&prepared, &disclosed, draft, &Typesetter::Library, &mut Nobody).expect("a publication");
    let reading = published.reading(prepared.as_of).expect("it has been laid out");
    let index = published.files.iter().find(|(path, _)| path == "audit/record/index.js").expect("the index");
    let text = std::str::from_utf8(&index.1).expect("text");
    let json = text.trim_end().strip_prefix("sporbar.put(\"index\", ").and_then(|rest| rest.strip_suffix(");"));
    let index: Value = serde_json::from_str(json.expect("one call")).expect("JSON");

    // What leads to a value, a fact or a number that the spec sets.
    let list = |name: &str| index[name].as_array().cloned().unwrap_or_default();
    let mut leads: BTreeSet<String> = BTreeSet::new();
    for said in list("said") {
        assert!(said["of"].as_array().is_some_and(|of| !of.is_empty()), "{said}");
        leads.extend(numbers(said["text"].as_str().expect("a text")));
    }
    for exhibit in list("exhibits") {
        for value in exhibit["values"].as_array().expect("values") {
            leads.extend(numbers(value["shown"].as_str().expect("a text")));
        }
    }
    for known in list("facts").iter().chain(&list("parameters")) {
        leads.extend(numbers(known["shown"].as_str().expect("a text")));
    }
    // What is a name and no number: keys, months, sources, what the authors wrote by hand and accounted for.
    let mut names = [reading.stated.clone(), rows, vec!["95".to_owned()]].concat();
    texts(&appendix, &mut names);
    for part in ["report", "extracts", "premises", "labels"] {
        texts(&index[part], &mut names);
    }
    for exhibit in list("exhibits") {
        for part in ["id", "number", "title", "caption", "source", "x_title", "names"] {
            texts(&exhibit[part], &mut names);
        }
        for value in exhibit["values"].as_array().expect("values") {
            for key in ["facet", "series", "x"] {
                texts(&value[key], &mut names);
            }
        }
    }
    for fact in list("facts") {
        texts(&fact["source"], &mut names);
    }
    let names: BTreeSet<String> = names.iter().flat_map(|text| numbers(text)).collect();
    let mut written = 0;
    let mut lost = BTreeSet::new();
    for text in &reading.shown {
        for number in numbers(&undated(text)) {
            written += 1;
            if !leads.contains(&number) && !names.contains(&number) {
                lost.insert(format!("{number} in «{text}»"));
            }
        }
    }
    (written, lost.into_iter().collect())
}

#[test]
fn each_number_that_a_report_says_leads_somewhere() {
    for (report, least) in [
        ("reports/assens-statusmaaling", 300),
        ("reports/gladsaxe-helhedsindsats", 500),
        ("reports/jobcenter-effekt", 100),
        ("reports/koebenhavn-udsatte-familier", 150),
        ("reports/roedovre-businesscase", 150),
        ("reports/silkeborg-businesscase", 200),
    ] {
        let (written, lost) = lost(report);
        assert!(written >= least, "{report}: only {written} numbers");
        assert_eq!(lost, Vec::<String>::new(), "{report}");
    }
}

#[test]
fn numbers_are_read_with_their_signs() {
    assert_eq!(numbers("Fra 1.234,5 kr. i 2018 til \u{2212}0,5 %, jf. 3."), ["1.234,5", "2018", "\u{2212}0,5", "3"]);
    assert_eq!(grouped(1_234_567), "1.234.567");
    assert_eq!(grouped(12), "12");
}
