//! `data/datapackage.json`: the exhibits' values as a Frictionless Data Package, so that other tools can read and check them.
//!
//! Everything in it is what readers see anyway: it is made of the record's heads, which hold no hidden number, and of the bytes of the
//! files it describes. The form is that of the Frictionless specifications, version 1.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value as Json, json};

use super::manifest::sha256;
use super::record::{ExhibitHead, Record, Report};

/// The file, beside the tables.
pub const PACKAGE_FILE: &str = "data/datapackage.json";

/// What stands in the columns of every table: name, type, and what it is.
const FIELDS: [(&str, &str, &str); 9] = [
    ("facet", "string", "The panel or part of the exhibit; empty where it has none."),
    ("series", "string", "The series; empty where there is one."),
    (
        "x",
        "string",
        "The place along the axis: a category, a month (2018-12), a quarter (2018K4), a half-year (2018H2) or a year; empty where there is none.",
    ),
    (
        "stat",
        "string",
        "What the value says of those counted: count, share (a fraction from 0 to 1), mean, sum and others.",
    ),
    ("value", "number", "The value; empty where there is nothing to say, and where it is hidden."),
    ("lower", "number", "The lower end of the 95 % interval, where there is one."),
    ("upper", "number", "The upper end of the 95 % interval, where there is one."),
    ("n", "integer", "The number of units that the value rests on."),
    ("flag", "string", "`suppressed` where the value is hidden because it would tell of few people."),
];

/// The description of the tables of a report; `files` are those that it publishes.
pub fn data_package(record: &Record, files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let report = &record.report;
    let mut names = BTreeSet::new();
    let bytes: BTreeMap<&str, &Vec<u8>> = files.iter().map(|(path, bytes)| (path.as_str(), bytes)).collect();
    let tables = record.exhibits.iter().filter_map(|exhibit| {
        let path = format!("{}.csv", exhibit.head.id);
        let bytes = bytes.get(format!("data/{path}").as_str())?;
        Some(table(&exhibit.head, &path, name(&exhibit.head.id, &mut names), bytes))
    });
    let tables: Vec<Json> = tables.collect();
    let mut package = json!({
        "profile": "tabular-data-package",
        "name": name(&report.name, &mut BTreeSet::new()),
        "title": report.title,
        "description": described(report),
        "contributors": contributors(report),
        "sporbar:as-of": report.as_of,
        "sporbar:program": report.tool,
        "resources": tables,
    });
    if let Some(licence) = &report.licence {
        package["licenses"] = json!([{ "name": licence, "path": licence_address(licence) }]);
    }
    if !report.original.is_empty() {
        package["sources"] = json!([{ "title": report.original }]);
    }
    written(&package)
}

/// What a report is, in a sentence or two.
pub(super) fn described(report: &Report) -> String {
    let made_up = if report.synthetic { " The data are made up." } else { "" };
    format!("{} for {}, as of {}.{made_up}", report.subtitle, report.client, report.as_of)
}

/// Where a licence that is named by its SPDX identifier can be read.
pub(super) fn licence_address(licence: &str) -> String {
    format!("https://spdx.org/licenses/{licence}.html")
}

/// The JSON as a file's bytes.
pub(super) fn written(json: &Json) -> Vec<u8> {
    let mut text = serde_json::to_string_pretty(json).expect("it holds only texts and numbers");
    text.push('\n');
    text.into_bytes()
}

fn contributors(report: &Report) -> Vec<Json> {
    let publisher = json!({ "title": report.publisher, "role": "publisher" });
    let authors = report.authors.iter().map(|author| json!({ "title": author, "role": "author" }));
    std::iter::once(publisher).chain(authors).collect()
}

fn table(head: &ExhibitHead, path: &str, name: String, bytes: &[u8]) -> Json {
    // What a value is counted in, by what is said.
    let mut units: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for value in head.values.iter().filter(|value| !value.unit.is_empty()) {
        units.entry(&value.stat).or_default().insert(&value.unit);
    }
    let described = [head.caption.as_str(), head.note.as_str()].join("\n").trim().to_owned();
    let fields: Vec<Json> = FIELDS.iter().map(field).collect();
    let mut table = json!({
        "profile": "tabular-data-resource",
        "name": name,
        "path": path,
        "title": head.title,
        "description": described,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": bytes.len(),
        "hash": format!("sha256:{}", sha256(bytes)),
        "dialect": { "delimiter": ",", "quoteChar": "\"", "doubleQuote": true, "header": true },
        "schema": {
            "fields": fields,
            "missingValues": [""],
            "primaryKey": ["facet", "series", "x", "stat"],
        },
    });
    if !head.source.is_empty() {
        table["sources"] = json!([{ "title": head.source }]);
    }
    if !units.is_empty() {
        table["sporbar:units"] = json!(units);
    }
    table
}

fn field((name, kind, what): &(&str, &str, &str)) -> Json {
    let mut field = json!({ "name": name, "type": kind, "description": what });
    let constraints: Map<String, Json> = match *name {
        "stat" => Map::from_iter([("required".to_owned(), json!(true))]),
        "n" => Map::from_iter([("minimum".to_owned(), json!(0))]),
        "flag" => Map::from_iter([("enum".to_owned(), json!(["suppressed"]))]),
        _ => Map::new(),
    };
    if !constraints.is_empty() {
        field["constraints"] = Json::Object(constraints);
    }
    field
}

/// A name of small letters, digits and `-`, as packages want them, that none has yet.
fn name(id: &str, known: &mut BTreeSet<String>) -> String {
    let letters = id.to_lowercase().replace('æ', "ae").replace('ø', "oe").replace('å', "aa");
    let plain: String = letters
        .chars()
        .map(|letter| if letter.is_ascii_alphanumeric() || "-_.".contains(letter) { letter } else { '-' })
        .collect();
    let (mut name, mut number) = (plain.clone(), 1);
    while !known.insert(name.clone()) {
        number += 1;
        name = format!("{plain}-{number}");
    }
    name
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::name;

    #[test]
    fn names_are_plain_and_each_its_own() {
        let mut known = BTreeSet::new();
        let names = ["antal-1", "Små æbler", "smaa-aebler", "SMÅ-æbler"].map(|id| name(id, &mut known));
        assert_eq!(names, ["antal-1", "smaa-aebler", "smaa-aebler-2", "smaa-aebler-3"]);
    }
}
