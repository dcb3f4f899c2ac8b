//! Draws full of edges: spells that end on the last day of a month, ties, gaps, leap days, reversals, strangers' rows and
//! facts after the status month. Every value at two status months against what an independent program computed.

use std::fs;
use std::path::Path;

use crate::support::{Project, differences, repository, rows};

/// Holds every exhibit of `report`, built from the messy draw at `month`, against the expected values.
fn agrees(report: &str, month: &str, exhibits: usize) {
    let folder = repository().join("tests/messy").join(report);
    let project = Project::with(&format!("reports/{report}"));
    let extracts = folder.join("extracts").display().to_string();
    let call = ["build", &project.report, "--as-of", month, "--extracts", &extracts];
    // A sentence of the report may not hold of other extracts; the values are written all the same.
    let run = project.sporbar(&call).run();
    assert!(run.status <= 1, "{report} {month}\n{}", run.err);
    let output = project.output();
    let expected = files(&folder.join(format!("expected-{month}")));
    assert_eq!(expected.len(), exhibits, "the exhibits that are expected of {report} {month}");
    let mut wrong = Vec::new();
    for (name, bytes) in expected {
        match output.get(&format!("data/{name}")) {
            None => wrong.push(format!("{name} is missing")),
            Some(got) => {
                let found = differences(&rows(&bytes), &rows(got));
                wrong.extend(found.into_iter().map(|one| format!("{name}: {one}")));
            }
        }
    }
    assert!(wrong.is_empty(), "{report} {month}: {} differ:\n{}\n{}", wrong.len(), wrong.join("\n"), run.err);
}

fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder).expect("a folder of expected values").map(|entry| entry.expect("an entry"));
    let read = |entry: fs::DirEntry| {
        let bytes = fs::read(entry.path()).expect("a file of expected values");
        (entry.file_name().to_string_lossy().into_owned(), bytes)
    };
    let mut files: Vec<_> = entries.map(read).collect();
    files.sort();
    files
}

#[test]
fn a_status_report_holds_at_the_end_of_a_year() {
    agrees("assens-statusmaaling", "2018-12", 26);
}

#[test]
fn a_status_report_holds_half_a_year_later() {
    agrees("assens-statusmaaling", "2019-06", 26);
}

#[test]
fn an_evaluation_holds_at_the_end_of_a_year() {
    agrees("gladsaxe-helhedsindsats", "2019-12", GLADSAXE);
}

#[test]
fn an_evaluation_holds_half_a_year_later() {
    agrees("gladsaxe-helhedsindsats", "2020-06", GLADSAXE);
}

#[test]
fn an_evaluation_of_jobcentres_holds_at_the_end_of_a_year() {
    agrees("jobcenter-effekt", "2018-12", JOBCENTRES);
}

#[test]
fn an_evaluation_of_jobcentres_holds_half_a_year_later() {
    agrees("jobcenter-effekt", "2019-06", JOBCENTRES);
}

/// How many exhibits are expected of the evaluation of jobcentres.
const JOBCENTRES: usize = 31;

/// How many exhibits are expected of the evaluation.
const GLADSAXE: usize = 31;
