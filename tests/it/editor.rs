//! What editors know of the spec and of layouts: the schemas that the program ships are what its readers ask for, and every spec and layout here
//! fits them.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use serde_json::Value;
use sporbar::keys::{Keys, json_schema};
use sporbar::{schema, spec};

use crate::pages::blocks;
use crate::support::{Project, repository, sporbar};

/// The files of folders, by their ending.
fn files(folders: &[&str], ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open: Vec<PathBuf> = folders.iter().map(|folder| repository().join(folder)).collect();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).expect("a folder").map(|entry| entry.expect("a file").path()) {
            if entry.is_dir() && !entry.ends_with("out") {
                open.push(entry);
            } else if entry.to_string_lossy().ends_with(ending) {
                found.push(entry);
            }
        }
    }
    found.sort();
    found
}

fn specs() -> Vec<String> {
    let specs = files(&["reports", "tests/reports"], ".toml");
    specs.iter().map(|file| fs::read_to_string(file).expect("a spec")).collect()
}

fn layouts() -> Vec<String> {
    files(&["data-schema"], ".json").iter().map(|file| fs::read_to_string(file).expect("a layout")).collect()
}

/// What the documentation says of keys, by page, heading of the table's section, and key.
fn told() -> BTreeMap<(String, String, String), String> {
    let mut told = BTreeMap::new();
    for page in files(&["docs"], ".md") {
        let name = page.file_stem().expect("a name").to_string_lossy().into_owned();
        let (mut section, mut is_keys) = (String::new(), false);
        for line in fs::read_to_string(&page).expect("a page").lines() {
            if line.starts_with('#') {
                line.trim_start_matches('#').trim().clone_into(&mut section);
            }
            is_keys = line.starts_with("| key") || is_keys && line.starts_with('|');
            let mut cells = line.trim_matches('|').split(" | ");
            if let (true, Some(keys), Some(says)) = (is_keys, cells.next(), cells.last()) {
                for key in keys.split('`').skip(1).step_by(2) {
                    told.insert((name.clone(), section.clone(), key.to_owned()), plain(says));
                }
            }
        }
    }
    told
}

/// A cell of a page without its links.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text.trim();
    while let Some((before, link)) = rest.split_once('[') {
        plain.push_str(before);
        let parts = link.split_once("](").and_then(|(words, behind)| Some((words, behind.split_once(')')?.1)));
        let (words, behind) = parts.unwrap_or(("[", link));
        plain.push_str(words);
        rest = behind;
    }
    plain + rest
}

/// Which section of the documentation tells of a place.
fn section(place: &str) -> Option<(&'static str, &'static str)> {
    let place = place.replace("/when-suppressed", "");
    Some(match place.as_str() {
        "report" => ("spec", "The report"),
        "facts{}" => ("spec", "Facts"),
        "exhibit[]" => ("spec", "Exhibits"),
        "exhibit[]/chart" => ("spec", "Charts"),
        "exhibit[]/table" => ("spec", "Tables"),
        "claim[]" => ("claims", "Claims and checks"),
        _ => return None,
    })
}

fn report_schema() -> Value {
    let mut keys = Keys::default();
    for text in specs() {
        keys.extend(spec::keys(&text));
    }
    for page in files(&["docs"], ".md") {
        for block in blocks(&fs::read_to_string(page).expect("a page")) {
            if block.language == "toml" {
                keys.extend(spec::keys(&block.text));
            }
        }
    }
    let told = told();
    let explained = |place: &str, key: &str| {
        let (page, heading) = section(place)?;
        told.get(&(page.to_owned(), heading.to_owned(), key.to_owned())).cloned()
    };
    json_schema(&keys, "A report's spec (report.toml)", &explained)
}

fn layout_schema() -> Value {
    let mut keys = Keys::default();
    for text in layouts() {
        keys.extend(schema::keys(&text));
    }
    // Kinds of files and fields that no standard layout has.
    for dialect in ["csv", "xls", "ods"] {
        keys.extend(schema::keys(&format!(
            r#"{{ "sporbar:dialect": {{ "format": "{dialect}" }}, "foreignKeys": [{{ "reference": {{}} }}], "sporbar:spell": {{}}, "fields": [
                {{ "name": "a", "type": "boolean", "constraints": {{}}, "sporbar:optionalWhen": {{}} }},
                {{ "name": "b", "type": "number", "constraints": {{}} }}, {{ "name": "c", "type": "date", "constraints": {{}} }}] }}"#
        )));
    }
    let told = told();
    let explained = |place: &str, key: &str| {
        let key = key.to_owned();
        (place == "sporbar:dialect")
            .then(|| told.get(&("schemas".to_owned(), "`sporbar:dialect` (schema)".to_owned(), key)))?
            .cloned()
    };
    json_schema(&keys, "The layout of an extract (data-schema/*.json)", &explained)
}

/// The text of a schema as it is shipped.
fn text(schema: &Value) -> String {
    serde_json::to_string_pretty(schema).expect("JSON") + "\n"
}

#[test]
fn the_shipped_schemas_are_what_the_readers_ask_for() {
    for (name, schema) in [("report", report_schema()), ("layout", layout_schema())] {
        let path = repository().join(format!("src/keys/{name}.schema.json"));
        let (made, kept) = (text(&schema), fs::read_to_string(&path).unwrap_or_default());
        // Made anew by `INSTA_UPDATE=always cargo test --test it editor`, as snapshots are.
        if made != kept && std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
            fs::write(&path, &made).expect("the schema");
        } else {
            assert!(made == kept, "{}: the readers ask for something else; make it anew", path.display());
        }
        let run = sporbar(&["schema", name]).ends(0);
        assert_eq!(run.out, kept);
    }
}

#[test]
fn the_schema_of_a_report_has_what_the_documentation_names() {
    let schema = report_schema();
    let exhibit = &schema["properties"]["exhibit"]["items"]["properties"];
    let keys: Vec<&str> =
        ["id", "title", "note", "population", "series", "x", "stat", "chart", "table", "when-suppressed"].to_vec();
    for key in keys {
        assert!(exhibit.get(key).is_some(), "{key}");
    }
    let has = |value: &Value, text: &str| value.to_string().contains(text);
    assert!(
        has(&exhibit["chart"], "\"stacked-columns\"") && has(&exhibit["chart"], "\"heat\""),
        "the kinds are listed"
    );
    assert!(exhibit["note"]["description"].as_str().expect("a description").starts_with("what the reader must know"));
    assert!(has(&schema["properties"]["report"]["properties"]["as-of"], "the status month"));
}

/// What a value breaks of a schema of the kind that we write: a type, a word, or a key that is not named.
fn broken(schema: &Value, value: &Value, at: &str) -> Vec<String> {
    if let Some(any) = schema.get("anyOf").and_then(Value::as_array) {
        let all: Vec<Vec<String>> = any.iter().map(|schema| broken(schema, value, at)).collect();
        return all.into_iter().min_by_key(Vec::len).unwrap_or_default();
    }
    if let Some(words) = schema.get("enum").and_then(Value::as_array) {
        return if words.contains(value) { vec![] } else { vec![format!("{at}: {value} is not listed")] };
    }
    let fits = match schema.get("type").and_then(Value::as_str) {
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        Some("boolean") => value.is_boolean(),
        Some("integer") => value.is_i64(),
        Some("number") => value.is_number(),
        _ => true,
    };
    if !fits {
        return vec![format!("{at}: {value} is no {}", schema["type"])];
    }
    let mut wrong = Vec::new();
    for (key, value) in value.as_object().into_iter().flatten() {
        let at = format!("{at}/{key}");
        let own = schema.get("properties").map(|properties| properties.get(key));
        match (own, schema.get("additionalProperties")) {
            (Some(Some(schema)), _) | (_, Some(schema)) => wrong.extend(broken(schema, value, &at)),
            (Some(None), None) => wrong.push(format!("{at}: no such key")),
            (None, None) => {}
        }
    }
    if let (Some(items), Some(list)) = (schema.get("items"), value.as_array()) {
        wrong.extend(list.iter().flat_map(|item| broken(items, item, at)));
    }
    wrong
}

#[test]
fn every_spec_and_layout_here_fits_its_schema_and_a_slip_does_not() {
    let schema = report_schema();
    for text in specs() {
        let value: toml::Value = toml::from_str(&text).expect("TOML");
        let value = serde_json::to_value(value).expect("JSON");
        assert_eq!(broken(&schema, &value, ""), Vec::<String>::new());
        let slip = text.replacen("title", "titel", 1);
        let value = serde_json::to_value(toml::from_str::<toml::Value>(&slip).expect("TOML")).expect("JSON");
        assert_eq!(broken(&schema, &value, ""), ["/report/titel: no such key"]);
    }
    let schema = layout_schema();
    for text in layouts() {
        let value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(broken(&schema, &value, ""), Vec::<String>::new());
    }
}

#[test]
fn every_spec_here_is_in_its_form_and_is_read_by_a_reader_of_toml_1_0() {
    for text in specs() {
        assert!(sporbar::form::formed(&text).as_ref() == Some(&text), "`sporbar fmt` would change {}", &text[..60]);
        assert!(toml_1_0::from_str::<toml_1_0::Table>(&text).is_ok());
    }
}

#[test]
fn fmt_writes_the_form_and_says_what_is_not_in_it() {
    let project = Project::small();
    let (file, report) = ("reports/lille/report.toml", "reports/lille");
    let text = project.text(file);
    project.sporbar(&["fmt", "--check", report]).ends(0);
    project.edit(file, "borgere = { file = \"borgere.csv\",", "borgere = {\n  file = \"borgere.csv\", # her\n");
    let newer = project.text(file);
    let run = project.sporbar(&["fmt", "--check", report]).ends(1);
    assert!(run.err.contains("report.toml is not in its form"), "{}", run.err);
    assert_eq!(project.text(file), newer, "nothing is written");
    project.sporbar(&["check", report]).ends(0);
    project.sporbar(&["fmt", report]).ends(0);
    assert_eq!(project.text(file), text.replace("borgere = {", "# her\nborgere = {"));
    project.edit(file, "[extracts]", "[extracts");
    let run = project.sporbar(&["fmt", report]).ends(2);
    assert!(run.err.contains("the spec is not TOML"), "{}", run.err);
}

#[test]
fn doctor_tells_what_must_be_mended() {
    let project = Project::small();
    let run = project.sporbar(&["doctor"]).ends(0);
    assert!(run.out.contains("ok  project  1 report in"), "{}", run.out);
    assert!(run.out.contains("ok  folder   can be written to"), "{}", run.out);
    let run = project.sporbar(&["doctor", "nowhere"]).ends(1);
    assert!(run.out.contains("!!  project  nowhere is not there"), "{}", run.out);
    assert_eq!(project.sporbar(&["doctor"]).ends(0).out.lines().count(), 7);
}
