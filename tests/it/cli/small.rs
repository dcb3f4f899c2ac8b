//! The small report, whose values are counted by hand: what a build writes, as of other months, from other extracts.

use std::collections::BTreeMap;

use crate::support::{Project, rows};

/// The values of the exhibit `personer` that is in `out`.
fn counted(project: &Project, out: &str) -> BTreeMap<[String; 2], f64> {
    let rows = rows(project.text(&format!("{out}/lille/data/personer.csv")).as_bytes());
    rows.into_iter()
        .map(|([facet, series, x, stat], row)| {
            assert_eq!((facet.as_str(), stat.as_str()), ("", "count"));
            ([series, x], row.numbers[0].expect("a count"))
        })
        .collect()
}

/// Adults in all and active, children in all and active.
fn people(numbers: [f64; 4]) -> BTreeMap<[String; 2], f64> {
    let keys = [["Voksne", "I alt"], ["Voksne", "Aktive"], ["Børn", "I alt"], ["Børn", "Aktive"]];
    keys.into_iter().map(|key| key.map(str::to_owned)).zip(numbers).collect()
}

#[test]
fn a_build_writes_document_figures_data_and_manifest() {
    let project = Project::small();
    let run = project.build();
    assert_eq!(run.out, "");
    assert_eq!(run.err, "reports/lille is in out/lille\n");
    let output = project.output();
    for path in ["report.pdf", "figures/personer.svg", "data/personer.csv", "figurdata.xlsx", "manifest.json"] {
        assert!(output.contains_key(path), "{path} is missing");
    }
    assert!(output["report.pdf"].starts_with(b"%PDF-1.7"));
    assert!(output["figures/personer.svg"].starts_with(b"<svg "));
    // Of the family that entered in the status month nobody is counted; one family has left.
    assert_eq!(counted(&project, "out"), people([3.0, 2.0, 2.0, 1.0]));
    assert_eq!(project.outputs(), ["lille"], "nothing stays beside the report's folder");
}

#[test]
fn the_manifest_has_the_hash_of_every_other_file() {
    use sha2::{Digest, Sha256};

    let project = Project::small();
    project.build();
    let mut output = project.output();
    let manifest: serde_json::Value =
        serde_json::from_slice(&output.remove("manifest.json").expect("a manifest")).expect("JSON");
    let hashes = |list: &str, name: &str| -> BTreeMap<String, String> {
        let text = |value: &serde_json::Value| value.as_str().expect("a text").to_owned();
        let list = manifest[list].as_array().expect("a list");
        list.iter().map(|file| (text(&file[name]), text(&file["sha256"]))).collect()
    };
    let hash = |bytes: &[u8]| hex::encode(Sha256::digest(bytes));
    let written: BTreeMap<String, String> = output.iter().map(|(path, bytes)| (path.clone(), hash(bytes))).collect();
    assert_eq!(hashes("outputs", "path"), written);
    let read = hashes("inputs", "name");
    for (name, path) in [
        ("report.toml", "reports/lille/report.toml"),
        ("borgere.csv", "reports/lille/extracts/borgere.csv"),
        ("projektregister-borgere.json", "data-schema/projektregister-borgere.json"),
    ] {
        assert_eq!(read.get(name), Some(&hash(project.text(path).as_bytes())), "{name}");
    }
}

#[test]
fn another_status_month_moves_the_values_and_stands_in_the_manifest() {
    let project = Project::small();
    for (month, numbers) in [
        ("2018-02", [2.0, 2.0, 1.0, 1.0]),
        ("2018-09", [3.0, 3.0, 2.0, 2.0]),
        ("2018-12", [3.0, 2.0, 2.0, 1.0]),
        ("2019-01", [4.0, 3.0, 2.0, 1.0]),
        ("2010-01", [0.0; 4]),
    ] {
        project.sporbar(&["build", "reports/lille", "--as-of", month, "--out", month]).ends(0);
        assert_eq!(counted(&project, month), people(numbers), "as of {month}");
        let manifest: serde_json::Value =
            serde_json::from_str(&project.text(&format!("{month}/lille/manifest.json"))).expect("JSON");
        assert_eq!(manifest["parameters"]["as-of"], month);
    }
    assert!(!project.path("out").exists(), "--out says where");
}

#[test]
fn extracts_are_read_from_another_folder() {
    let project = Project::small();
    let extract = project.text("reports/lille/extracts/borgere.csv");
    let without_last = extract.trim_end().rsplit_once('\n').expect("more than a line").0;
    let without_second = without_last.replace("620181-0001;JF-001;far;M;02-01-1981;05-01-2018;;\n", "");
    std::fs::create_dir(project.path("elsewhere")).expect("room");
    project.write("elsewhere/borgere.csv", without_second);
    project.sporbar(&["build", "reports/lille", "--extracts", "elsewhere"]).ends(0);
    assert_eq!(counted(&project, "out"), people([2.0, 1.0, 2.0, 1.0]));
}

#[test]
fn trace_lists_the_rows_behind_a_value() {
    let project = Project::small();
    let run = project.sporbar(&["trace", "reports/lille", "personer", "--series", "Børn", "--format", "csv"]).ends(0);
    assert_eq!(run.err, "");
    let mut reader = csv::Reader::from_reader(run.out.as_bytes());
    let header = reader.headers().expect("a header").clone();
    let field = |record: &csv::StringRecord, name: &str| {
        record[header.iter().position(|known| known == name).expect("a column of that name")].to_owned()
    };
    let rows: Vec<(String, String, String)> = reader
        .records()
        .map(|record| record.expect("a row"))
        .map(|record| {
            (field(&record, "x"), field(&record, "counted"), field(&record, "file") + " " + &field(&record, "row"))
        })
        .collect();
    // The children stand on lines 4 and 6 of the extract; the second has left.
    let row = |x: &str, place: &str| (x.to_owned(), "yes".to_owned(), place.to_owned());
    assert_eq!(rows, [row("I alt", "borgere.csv 4"), row("I alt", "borgere.csv 6"), row("Aktive", "borgere.csv 4")]);

    let table = project.sporbar(&["trace", "reports/lille", "personer", "--series", "Børn"]).ends(0);
    insta::assert_snapshot!("trace-as-a-table", table.out);
}

#[test]
fn a_key_of_ones_own_gives_other_pseudonyms_and_the_same_values() {
    let project = Project::small();
    let trace = ["trace", "reports/lille", "personer", "--format", "csv"];
    let public = project.sporbar(&trace).ends(0).out;
    let own = project.sporbar(&trace).with("SPORBAR_PSEUDONYM_KEY", "a very secret key indeed").ends(0).out;
    project.write("key", "a very secret key indeed\n");
    let filed = project.sporbar(&[&trace[..], &["--pseudonym-key", "key"]].concat()).ends(0).out;
    assert_eq!(own, filed);
    let split = |text: &str| -> (Vec<String>, Vec<String>) {
        let unit = text.split(',').position(|name| name == "unit").expect("a column for the unit");
        let fields = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<_>>();
        text.lines().map(fields).map(|mut fields| (fields.remove(unit), fields.join(","))).unzip()
    };
    let ((public_people, public_rest), (own_people, own_rest)) = (split(&public), split(&own));
    assert_eq!(public_rest, own_rest);
    assert!(public_people.iter().zip(&own_people).skip(1).all(|(public, own)| public != own));
    for text in [public, own] {
        assert!(!text.contains("10180"), "a CPR number is in the trace");
    }
}

#[test]
fn a_report_is_named_by_its_folder_or_its_spec_from_anywhere() {
    let project = Project::small();
    project.build();
    let first = project.output();
    let (folder, spec) = (project.path("reports/lille"), project.path("reports/lille/report.toml"));
    for (place, name) in
        [("reports/lille", "."), ("reports", "lille/"), ("data-schema", "../reports/lille/report.toml")]
    {
        let out = project.path("out");
        let out = out.to_str().expect("a path in UTF-8");
        project.sporbar(&["build", name, "--out", out]).from(&project.path(place)).ends(0);
        assert!(project.output() == first, "{name} from {place} gives other bytes");
    }
    for path in [folder, spec] {
        project.sporbar(&["build", path.to_str().expect("a path in UTF-8")]).ends(0);
        assert!(project.output() == first, "{} gives other bytes", path.display());
    }
}
