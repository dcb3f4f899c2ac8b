//! Every exhibit of every report against the values that an independent program computed from the same extracts.

use std::fs;

use crate::support::{Project, differences, repository, rows};

/// The reports that have expected values, each a folder of `tests/expected/`.
fn reports() -> Vec<String> {
    let entries = fs::read_dir(repository().join("tests/expected")).expect("a folder of expected values");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn every_exhibit_has_the_expected_values() {
    let mut wrong = Vec::new();
    let mut compared = 0;
    for report in reports() {
        let project = Project::with(&format!("reports/{report}"));
        project.build();
        let output = project.output();
        for entry in fs::read_dir(repository().join("tests/expected").join(&report)).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            let expected = rows(&fs::read(&path).expect("a file"));
            assert!(!expected.is_empty(), "{report}/{name} expects nothing");
            match output.get(&format!("data/{name}")) {
                None => wrong.push(format!("{report}/{name} is missing")),
                Some(bytes) => {
                    wrong.extend(
                        differences(&expected, &rows(bytes)).into_iter().map(|one| format!("{report}/{name}: {one}")),
                    );
                }
            }
            compared += 1;
        }
    }
    assert!(compared >= 26, "only {compared} exhibits were compared");
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
}
