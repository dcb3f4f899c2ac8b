//! The files for other tools: a Frictionless Data Package, and a research object by RO-Crate.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value as Json;
use sha2::{Digest, Sha256};

use crate::support::{Project, repository};

fn json(output: &BTreeMap<String, Vec<u8>>, path: &str) -> Json {
    serde_json::from_slice(&output[path]).expect("JSON")
}

/// Every address that something refers to.
fn references(json: &Json, found: &mut BTreeSet<String>) {
    match json {
        Json::Object(fields) => {
            if let (1, Some(id)) = (fields.len(), fields.get("@id").and_then(Json::as_str)) {
                found.insert(id.to_owned());
            }
            fields.values().for_each(|value| references(value, found));
        }
        Json::Array(all) => all.iter().for_each(|value| references(value, found)),
        _ => {}
    }
}

#[test]
fn the_package_describes_the_tables_as_they_are() {
    let project = Project::small();
    project.edit("reports/lille/report.toml", "as-of ", "licence = \"CC-BY-4.0\"\nas-of ");
    project.build();
    let output = project.output();
    let package = json(&output, "data/datapackage.json");
    assert_eq!(package["licenses"][0]["name"], "CC-BY-4.0");
    let mut described = BTreeSet::new();
    for table in package["resources"].as_array().expect("tables") {
        let path = format!("data/{}", table["path"].as_str().expect("a path"));
        let bytes = &output[&path];
        assert_eq!(table["hash"], format!("sha256:{}", hex::encode(Sha256::digest(bytes))), "{path}");
        assert_eq!(table["bytes"], bytes.len(), "{path}");
        let fields: Vec<&str> = table["schema"]["fields"]
            .as_array()
            .expect("fields")
            .iter()
            .map(|field| field["name"].as_str().expect("a name"))
            .collect();
        let head = String::from_utf8_lossy(bytes).lines().next().expect("a header").to_owned();
        assert_eq!(fields.join(","), head, "{path}");
        described.insert(path);
    }
    let tables: BTreeSet<String> = output.keys().filter(|path| path.strip_suffix(".csv").is_some()).cloned().collect();
    assert_eq!(described, tables);
    project.edit("reports/lille/report.toml", "CC-BY-4.0", "min egen");
    let run = project.sporbar(&["check", "reports/lille"]).ends(2);
    assert!(run.err.contains("this is no licence's identifier"), "{}", run.err);
}

#[test]
fn the_research_object_has_every_file_and_nothing_that_is_not_there() {
    let project = Project::small();
    project.build();
    let output = project.output();
    let object = json(&output, "ro-crate-metadata.json");
    let graph = object["@graph"].as_array().expect("a graph");
    let ids: Vec<&str> = graph.iter().map(|one| one["@id"].as_str().expect("an address")).collect();
    let known: BTreeSet<String> = ids.iter().map(|id| (*id).to_owned()).collect();
    assert_eq!(known.len(), ids.len(), "each stands once");
    let mut referred = BTreeSet::new();
    for one in graph {
        references(one, &mut referred);
    }
    let elsewhere = BTreeSet::from(["https://w3id.org/ro/crate/1.1".to_owned()]);
    assert!(referred.difference(&known).all(|id| elsewhere.contains(id)), "{referred:?}");
    let files: BTreeMap<&str, &Json> = graph
        .iter()
        .filter(|one| one["@type"] == "File")
        .map(|one| (one["@id"].as_str().expect("an address"), one))
        .collect();
    let there: BTreeSet<&str> =
        output.keys().map(String::as_str).filter(|path| *path != "ro-crate-metadata.json").collect();
    assert_eq!(files.keys().copied().collect::<BTreeSet<&str>>(), there);
    for (path, file) in files {
        if path != "manifest.json" {
            assert_eq!(file["sha256"], hex::encode(Sha256::digest(&output[path])), "{path}");
        }
    }
    let root = graph.iter().find(|one| one["@id"] == "./").expect("a root");
    assert_eq!(root["license"]["@id"], "#no-licence");
    let run = graph.iter().find(|one| one["@type"] == "CreateAction").expect("a run");
    let inputs: BTreeSet<&str> =
        run["object"].as_array().expect("inputs").iter().filter_map(|one| one["@id"].as_str()).collect();
    assert!(inputs.contains("#input/extract/borgere.csv") && inputs.contains("#parameter/as-of"), "{inputs:?}");
}

/// The hash of a small extract could be tried out, so nothing that readers get has it where its rows are not published.
#[test]
fn nothing_hidden_has_a_hash() {
    let report = "reports/gladsaxe-helhedsindsats";
    let project = Project::with(report);
    project.sporbar(&["build", report, "--disclosure", "suppress"]).run();
    let output = project.output();
    for path in ["data/datapackage.json", "ro-crate-metadata.json"] {
        let text = String::from_utf8(output[path].clone()).expect("a text");
        for entry in std::fs::read_dir(project.path(&format!("{report}/extracts"))).expect("extracts") {
            let bytes = std::fs::read(entry.expect("an extract").path()).expect("an extract");
            assert!(!text.contains(&hex::encode(Sha256::digest(&bytes))), "{path}");
        }
    }
    let object = json(&output, "ro-crate-metadata.json");
    let extracts: Vec<&Json> =
        object["@graph"].as_array().expect("a graph").iter().filter(|one| one["additionalType"] == "extract").collect();
    assert!(!extracts.is_empty() && extracts.iter().all(|one| one.get("sha256").is_none()), "{extracts:?}");
}

/// Where the validators of the two standards are installed (`pip install frictionless roc-validator`), they accept both files. They are given
/// the terms of the standards, which they would else fetch.
#[test]
fn the_validators_of_the_standards_accept_them() {
    let project = Project::small();
    project.build();
    let folder = project.path("out/lille");
    let calls = [
        ("frictionless", vec!["validate", "data/datapackage.json"]),
        (
            "rocrate-validator",
            vec!["-y", "validate", "--no-paging", "-p", "process-run-crate-0.5", "-l", "required", "."],
        ),
    ];
    for (program, arguments) in calls {
        let mut command = Command::new(program);
        command
            .args(&arguments)
            .current_dir(&folder)
            .env("PYTHONPATH", repository().join("tests/it/standards"))
            .env("PYTHONDONTWRITEBYTECODE", "1");
        let Ok(told) = command.output() else {
            eprintln!("skipped: {program} is not installed");
            continue;
        };
        let said = format!("{}{}", String::from_utf8_lossy(&told.stdout), String::from_utf8_lossy(&told.stderr));
        assert!(told.status.success(), "{program}: {said}");
    }
}
