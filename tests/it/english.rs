//! A report in English beside its Danish edition: the same assumptions, the same values by the labels' other names, and nothing said in
//! Danish in all that is published.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use regex::Regex;
use serde_json::Value;

use crate::support::{Project, differences, repository, rows};
use crate::workbook::parts;

const ENGLISH: &str = "reports/roedovre-business-case";
const DANISH: &str = "reports/roedovre-businesscase";

/// What the exhibits of the Danish edition are called in the English one.
const EXHIBITS: [(&str, &str); 7] = [
    ("bundlinje", "key-figures"),
    ("fig-balance", "fig-balance"),
    ("fig-foelsomhed", "fig-sensitivity"),
    ("fig-virkning", "fig-effect"),
    ("tab-1", "tab-1"),
    ("tab-2", "tab-2"),
    ("tab-foelsomhed", "tab-sensitivity"),
];

/// The labels of values, and the words of the assumptions, in both languages.
const LABELS: [(&str, &str); 16] = [
    ("Lav succesrate", "Low success rate"),
    ("Høj succesrate", "High success rate"),
    ("Investering", "Investment"),
    ("Besparelse", "Savings"),
    ("Nettoresultat", "Net result"),
    ("Nutidsværdi", "Present value"),
    ("Tjent hjem efter", "Repaid after"),
    ("Afsluttede forløb", "Completed courses"),
    ("Succesfulde forløb", "Successful courses"),
    ("Færre kontanthjælpsmodtagere", "Fewer on cash benefit"),
    ("Færre børn i familiepleje", "Fewer children in foster care"),
    ("Udskudte støtteforløb", "Support courses postponed"),
    ("Sparede ressourcer pr. år", "Resources saved a year"),
    ("Akkumuleret balance", "Cumulative balance"),
    ("ja", "yes"),
    ("nej", "no"),
];

/// The files of assumptions.
const EXTRACTS: [(&str, &str); 4] = [
    ("besparelser.csv", "savings.csv"),
    ("forloeb.csv", "courses.csv"),
    ("investering.csv", "investment.csv"),
    ("succesrater.csv", "success-rates.csv"),
];

/// Danish words that are no English ones. Among the commonest `at`, `den`, `for`, `i`, `men`, `over` and `under` are both.
const WORDS: &str = "af alle andel antal begge blev blive bliver deres det dette der disse efter eller er flere fordi fra færre \
    gennem gennemsnit går har heraf hver hvert hvis hvor hvordan ikke ingen kan kilde kun med mellem mest mindst måned når og også \
    om opgjort personer procentpoint på samme samlet sidste skal skjult som står tabel til uden ud ved ventede viser vises være værdi år";

/// What is Danish in any language: names, and the title of the publication that the report is made after.
const NAMES: [&str; 2] = ["Invester før det sker", "Rødovre"];

fn english(danish: &str) -> String {
    LABELS.iter().find(|(label, _)| *label == danish).map_or(danish, |(_, label)| label).to_owned()
}

#[test]
fn its_values_are_those_of_the_independent_program() {
    let project = Project::with(ENGLISH);
    project.build();
    let output = project.output();
    let expected = repository().join("tests/expected/roedovre-businesscase");
    let files: BTreeSet<String> = fs::read_dir(&expected)
        .expect("a folder of expected values")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    let known: BTreeSet<String> = EXHIBITS.iter().map(|(danish, _)| format!("{danish}.csv")).collect();
    assert_eq!(files, known);
    let shown = output
        .keys()
        .filter(|path| path.starts_with("data/") && Path::new(path).extension().is_some_and(|of| of == "csv"))
        .count();
    assert_eq!(shown, EXHIBITS.len(), "each exhibit has expected values");
    let mut compared = 0;
    for (danish, id) in EXHIBITS {
        let expected = rows(&fs::read(expected.join(format!("{danish}.csv"))).expect("expected values"));
        let expected: BTreeMap<_, _> =
            expected.into_iter().map(|(key, row)| (key.map(|one| english(&one)), row)).collect();
        let wrong = differences(&expected, &rows(&output[&format!("data/{id}.csv")]));
        assert!(wrong.is_empty(), "{id}:\n{}", wrong.join("\n"));
        compared += expected.len();
    }
    assert_eq!(compared, 174);
}

/// The lines of a file of assumptions without its last column, which says in words where a number is from; decimals with a point.
fn assumptions(path: &Path, delimiter: u8) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_path(path).expect("a file of assumptions");
    let line = |record: csv::StringRecord| {
        let cells = record.iter().take(record.len() - 1);
        cells.map(|cell| if delimiter == b';' { english(&cell.replace(',', ".")) } else { cell.to_owned() }).collect()
    };
    reader.records().map(|record| line(record.expect("a line"))).collect()
}

#[test]
fn its_assumptions_are_those_of_the_danish_edition() {
    for (danish, name) in EXTRACTS {
        let theirs = assumptions(&repository().join(DANISH).join("extracts").join(danish), b';');
        let own = assumptions(&repository().join(ENGLISH).join("extracts").join(name), b',');
        assert!(!own.is_empty());
        assert_eq!(own, theirs, "{name}");
    }
    // What is carried over from the source is as many numbers, each from the same chapter.
    let facts = |report: &str| {
        let text = fs::read_to_string(repository().join(report).join("report.toml")).expect("a spec");
        let spec: toml_1_0::Table = text.parse().expect("TOML");
        let mut facts: Vec<String> = spec["facts"]
            .as_table()
            .expect("facts")
            .values()
            .map(|fact| {
                let source = fact["source"].as_str().expect("a source").replace("kapitel", "chapter");
                let chapter = source.split("chapter ").nth(1).expect("a chapter").chars().next();
                format!("{} {:?} {chapter:?}", fact["value"], fact.get("decimals"))
            })
            .collect();
        facts.sort();
        facts
    };
    assert_eq!(facts(ENGLISH), facts(DANISH));
    assert_eq!(facts(ENGLISH).len(), 21);
}

/// The texts of a JSON document; names of fields are for programs.
fn texts(of: &Value, into: &mut String) {
    match of {
        Value::String(text) => {
            into.push_str(text);
            into.push('\n');
        }
        Value::Array(list) => list.iter().for_each(|one| texts(one, into)),
        Value::Object(fields) => fields.values().for_each(|one| texts(one, into)),
        _ => {}
    }
}

/// What a reader is told by a file of the publication; none for files that are no text.
fn told(path: &str, bytes: &[u8]) -> Option<String> {
    let (_, kind) = path.rsplit_once('.')?;
    let text = || String::from_utf8(bytes.to_vec()).expect("UTF-8");
    let json = |text: &str| {
        let mut told = String::new();
        texts(&serde_json::from_str(text).unwrap_or_else(|error| panic!("{path}: {error}")), &mut told);
        told
    };
    let told = match kind {
        "otf" => return None,
        "pdf" => pdf_extract::extract_text_from_mem(bytes).expect("the PDF's text"),
        "xlsx" => parts(bytes).into_values().collect::<Vec<_>>().join("\n"),
        "json" => json(&text()),
        // A part of the record is a call with one document.
        "js" => match text().trim_end().strip_prefix("sporbar.put(").and_then(|rest| rest.strip_suffix(");")) {
            Some(part) => json(part.split_once(", ").expect("a name and a document").1),
            None => text(),
        },
        _ => text(),
    };
    // Fonts stand in drawings as letters that are no words.
    let font = Regex::new("base64,[A-Za-z0-9+/=]+").expect("a pattern");
    Some(font.replace_all(&told, "").split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The Danish words of a text, each with what stands around it.
fn danish(text: &str) -> Vec<String> {
    let text = NAMES.iter().fold(text.to_owned(), |text, name| text.replace(name, "*"));
    let words: BTreeSet<&str> = WORDS.split_whitespace().collect();
    let word = Regex::new(r"[\p{Alphabetic}\p{Nd}]+").expect("a pattern");
    let found = word.find_iter(&text).filter(|found| {
        let lower = found.as_str().to_lowercase();
        words.contains(lower.as_str()) || lower.contains(['æ', 'ø', 'å'])
    });
    found
        .map(|found| {
            let from = text[..found.start()].char_indices().rev().nth(30).map_or(0, |(at, _)| at);
            let to = text[found.end()..].char_indices().nth(30).map_or(text.len(), |(at, _)| found.end() + at);
            format!("{}: …{}…", found.as_str(), &text[from..to])
        })
        .collect()
}

#[test]
fn nothing_of_it_is_said_in_danish() {
    let project = Project::with(ENGLISH);
    let run = project.build();
    // The three that the publication of 2014 does not bear out, as in the Danish edition, and no word that is taken for a number.
    assert_eq!(run.err.matches("warning[").count(), 3, "{}", run.err);
    assert_eq!(run.err.matches("warning[check-failed]").count(), 3, "{}", run.err);
    let mut read = BTreeSet::new();
    let mut found = Vec::new();
    for (path, bytes) in project.output() {
        let Some(text) = told(&path, &bytes) else { continue };
        assert!(!text.is_empty(), "{path} tells nothing");
        found.extend(danish(&text).into_iter().map(|one| format!("{path}: {one}")));
        read.insert(path.rsplit_once('.').expect("a kind").1.to_owned());
    }
    assert!(found.is_empty(), "{} words are Danish:\n{}", found.len(), found.join("\n"));
    let kinds: BTreeSet<String> = ["css", "csv", "html", "js", "json", "pdf", "svg", "xlsx"].map(str::to_owned).into();
    assert_eq!(read, kinds);
}

#[test]
fn danish_would_be_found() {
    let project = Project::with(DANISH);
    project.build();
    let output = project.output();
    for path in [
        "report.pdf",
        "figurdata.xlsx",
        "figures/fig-balance.svg",
        "data/tab-1.csv",
        "data/datapackage.json",
        "audit/index.html",
        "audit/record/index.js",
        "audit/record/exhibit-fig-balance.js",
        "audit/charts/chart-fig-balance.js",
    ] {
        let found = danish(&told(path, &output[path]).expect("a text"));
        assert!(!found.is_empty(), "{path}");
    }
}
