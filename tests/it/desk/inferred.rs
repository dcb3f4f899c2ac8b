//! The layouts that are guessed for the extracts of the reports here, beside those that people wrote: how many of the guesses are
//! wrong, by kind. The numbers are pinned, so that a change of the guesses shows what it mends and what it spoils.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::{Map, Value};
use sporbar::describe::{self, Described};

use crate::support::repository;

/// What is wrong, by kind: `extract column: what`.
type Wrong = BTreeMap<&'static str, Vec<String>>;

/// An extract of a report with the name of the layout that somebody wrote for it.
struct Extract {
    name: String,
    layout: String,
    described: Described,
}

fn extracts(report: &Path) -> Vec<Extract> {
    let spec: toml::Table =
        toml::from_str(&fs::read_to_string(report.join("report.toml")).expect("a spec")).expect("TOML");
    let report_name = report.file_name().expect("a name").to_string_lossy();
    let text = |line: &toml::Value, key: &str| line[key].as_str().expect("a text").to_owned();
    let lines = spec["extracts"].as_table().expect("extracts").iter().filter(|(_, line)| line.is_table());
    lines
        .map(|(name, line)| {
            let file = text(line, "file");
            let bytes = fs::read(report.join("extracts").join(&file)).expect("an extract");
            let described = describe::describe(&file, &bytes).expect("a table");
            Extract { name: format!("{report_name}/{name}"), layout: text(line, "schema"), described }
        })
        .collect()
}

fn object(text: &str) -> Map<String, Value> {
    serde_json::from_str(text).expect("a JSON object")
}

fn fields(layout: &Map<String, Value>) -> BTreeMap<&str, &Value> {
    let fields = layout["fields"].as_array().expect("fields").iter();
    fields.map(|field| (field["name"].as_str().expect("a name"), field)).collect()
}

/// The references of a layout: its columns, and whose they are.
fn references(layout: &Map<String, Value>) -> BTreeSet<String> {
    let all = layout.get("foreignKeys").and_then(Value::as_array).into_iter().flatten();
    all.map(|key| format!("{} -> {}", key["fields"], key["reference"]["resource"])).collect()
}

/// Adds what differs between the layout that is guessed and the one that somebody wrote.
fn compare(name: &str, guessed: &Map<String, Value>, written: &Map<String, Value>, wrong: &mut Wrong) {
    let mut tell = |kind: &'static str, what: String| wrong.entry(kind).or_default().push(format!("{name} {what}"));
    let (guesses, truths) = (fields(guessed), fields(written));
    for name in guesses.keys().filter(|name| !truths.contains_key(*name)) {
        tell("a column that nobody wrote down", (*name).to_owned());
    }
    for (name, truth) in &truths {
        let Some(guess) = guesses.get(name) else {
            tell("a column that was not found", (*name).to_owned());
            continue;
        };
        let is = |field: &Value, key: &str| field[key].as_bool().unwrap_or_default();
        let must = |field: &Value, key: &str| field["constraints"][key].as_bool().unwrap_or_default();
        let pairs = [
            (
                "a person that was not seen",
                "a person too many",
                is(guess, "sporbar:person"),
                is(truth, "sporbar:person"),
            ),
            (
                "personal, and not marked",
                "marked as personal, and is not",
                is(guess, "sporbar:personal"),
                is(truth, "sporbar:personal"),
            ),
            (
                "required, and not said",
                "said to be required, and need not be",
                must(guess, "required"),
                must(truth, "required"),
            ),
            (
                "unique, and not said",
                "said to be unique, and need not be",
                must(guess, "unique"),
                must(truth, "unique"),
            ),
            (
                "a list of codes, and not said",
                "a list of codes too many",
                guess["constraints"]["enum"].is_array(),
                truth["constraints"]["enum"].is_array(),
            ),
        ];
        for (missing, too_much, guess, truth) in pairs {
            match (guess, truth) {
                (false, true) => tell(missing, (*name).to_owned()),
                (true, false) => tell(too_much, (*name).to_owned()),
                _ => {}
            }
        }
        if guess["type"] != truth["type"] {
            tell("another type", format!("{name}: {} for {}", guess["type"], truth["type"]));
        }
        let form = |field: &Value, key: &str, usual: &str| field[key].as_str().unwrap_or(usual).to_owned();
        for (key, usual) in [("format", "default"), ("decimalChar", "."), ("groupChar", "")] {
            let usual = if key == "format" && truth["type"] == "date" { "%Y-%m-%d" } else { usual };
            let (guess, truth) = (form(guess, key, usual), form(truth, key, usual));
            if guess != truth {
                tell("another form", format!("{name}: {key} {guess:?} for {truth:?}"));
            }
        }
        let codes = |field: &Value| -> BTreeSet<String> {
            field["constraints"]["enum"].as_array().into_iter().flatten().map(ToString::to_string).collect()
        };
        let (guess, truth) = (codes(guess), codes(truth));
        if !guess.is_empty() && !truth.is_empty() && guess != truth {
            tell("other codes", format!("{name}: {} of {}", guess.intersection(&truth).count(), truth.len()));
        }
    }
    for key in ["sporbar:spell", "sporbar:knownFrom"] {
        // A column alone is the short way of naming it.
        let of = |layout: &Map<String, Value>| match layout.get(key) {
            Some(Value::String(field)) => serde_json::json!({ "field": field }),
            other => other.cloned().unwrap_or_default(),
        };
        let (guess, truth) = (of(guessed), of(written));
        if guess != truth {
            tell("when a row is so", format!("{key} {guess} for {truth}"));
        }
    }
    let dialect = |layout: &Map<String, Value>| layout["sporbar:dialect"].clone();
    let (guess, truth) = (dialect(guessed), dialect(written));
    for key in ["format", "encoding", "delimiter", "lineTerminator", "bom", "sheetName"] {
        let is_usual = key == "bom" && truth[key] == false && guess[key].is_null();
        if guess[key] != truth[key] && !truth[key].is_null() && !is_usual {
            tell("another dialect", format!("{key}: {} for {}", guess[key], truth[key]));
        }
    }
    let (guess, truth) = (references(guessed), references(written));
    for key in truth.difference(&guess) {
        tell("a reference that was not seen", key.clone());
    }
    for key in guess.difference(&truth) {
        tell("a reference too many", key.clone());
    }
}

#[test]
fn what_is_guessed_wrong_is_counted() {
    let mut wrong = Wrong::new();
    let (mut layouts, mut columns) = (0, 0);
    let reports = fs::read_dir(repository().join("reports")).expect("the reports").flatten();
    for report in reports.map(|report| report.path()).filter(|path| path.is_dir()) {
        let extracts = extracts(&report);
        let named: Vec<(&str, &Described)> =
            extracts.iter().map(|extract| (extract.layout.as_str(), &extract.described)).collect();
        let references = describe::references(&named);
        for Extract { name, layout, described } in &extracts {
            let guessed = object(&describe::layout(described, layout, &references));
            let place = repository().join("data-schema").join(format!("{layout}.json"));
            let written = object(&fs::read_to_string(place).expect("a layout"));
            compare(name, &guessed, &written, &mut wrong);
            layouts += 1;
            columns += described.columns.len();
        }
    }
    for places in wrong.values_mut() {
        places.sort();
    }
    let counted: Vec<(&str, usize)> = wrong.iter().map(|(kind, places)| (*kind, places.len())).collect();
    let told: Vec<String> = wrong.iter().map(|(kind, places)| format!("{kind}:\n  {}", places.join("\n  "))).collect();
    assert_eq!(
        (layouts, columns, counted.as_slice()),
        (LAYOUTS, COLUMNS, WRONG),
        "what is guessed wrong is other than it was:\n{}",
        told.join("\n")
    );
}

const LAYOUTS: usize = 51;
const COLUMNS: usize = 256;
const WRONG: &[(&str, usize)] = &[
    // The largest sheet of a workbook is read; somebody reads another of it, too.
    ("a column that nobody wrote down", 6),
    ("a column that was not found", 1),
    ("a list of codes too many", 25),
    ("a list of codes, and not said", 5),
    // They hold in the extracts; the layouts do not promise them.
    ("a reference too many", 6),
    ("another dialect", 1),
    ("another form", 13),
    ("another type", 25),
    ("marked as personal, and is not", 15),
    ("personal, and not marked", 14),
    ("said to be required, and need not be", 8),
    ("said to be unique, and need not be", 5),
    ("unique, and not said", 2),
    ("when a row is so", 11),
];
