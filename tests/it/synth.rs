//! Extracts that are made up, from the call to a report that reads them.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::Project;

/// The files of a folder by name.
fn files(project: &Project, folder: &str) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(project.path(folder)).expect("a folder");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths
        .map(|path| {
            (path.file_name().expect("a name").to_string_lossy().into_owned(), std::fs::read(&path).expect("a file"))
        })
        .collect()
}

/// What `check` finds in files of extracts that were made up, each by its place; and whether it came so far as to tell of the spec.
fn found(project: &Project, how: &[&str], names: &[String]) -> (Vec<String>, bool) {
    // Of the month that they were made for.
    let month: &[&str] = if how[0] == "--as-of" { &how[..2] } else { &[] };
    let run = project.sporbar(&[&["check", project.report.as_str(), "--extracts", "made"], month].concat()).run();
    let places = run.err.lines().filter(|line| line.trim_start().starts_with("--> "));
    let of_extracts = places.filter(|place| names.iter().any(|name| place.contains(name.as_str())));
    (of_extracts.map(str::to_owned).collect(), run.err.contains("/report.toml:"))
}

#[test]
fn a_report_reads_what_is_made_up_in_its_layouts() {
    for report in ["reports/assens-statusmaaling", "reports/gladsaxe-helhedsindsats", "tests/reports/lille"] {
        for how in
            [&["--people", "60"][..], &["--people", "300", "--fit", "--seed", "9"], &["--as-of", "2019-03", "--fit"]]
        {
            let project = Project::with(report);
            project.sporbar(&[&["synth", project.report.as_str(), "--to", "made"], how].concat()).ends(0);
            let names: Vec<String> = files(&project, "made").into_keys().collect();
            let own: Vec<String> = files(&project, &format!("{}/extracts", project.report)).into_keys().collect();
            assert_eq!(names, own, "{report}: every extract, and nothing else");
            let (wrong, came_to_spec) = found(&project, how, &names);
            assert_eq!(wrong, Vec::<String>::new(), "{report} {how:?}");
            // What the spec says of real people does not hold of these: so far it came.
            assert!(came_to_spec || report.ends_with("lille"), "{report} {how:?}");
        }
    }
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_one_others() {
    let project = Project::with("reports/assens-statusmaaling");
    for (folder, seed) in [("a", "5"), ("b", "5"), ("c", "6")] {
        project.sporbar(&["synth", &project.report, "--fit", "--to", folder, "--seed", seed]).ends(0);
    }
    let (a, b, c) = (files(&project, "a"), files(&project, "b"), files(&project, "c"));
    assert!(a == b);
    assert!(a.iter().all(|(name, bytes)| c[name] != *bytes));
}

#[test]
fn nobody_living_is_made_and_nobody_real_is_copied() {
    let project = Project::with("reports/assens-statusmaaling");
    project.sporbar(&["synth", &project.report, "--fit", "--people", "500", "--to", "made"]).ends(0);
    let made = project.text("made/borgere.csv");
    let numbers = |text: &str| -> BTreeSet<String> {
        let first = text.lines().skip(1).filter_map(|line| line.split(';').next());
        first.filter(|number| !number.is_empty()).map(str::to_owned).collect()
    };
    let of_made = numbers(&made);
    assert!(of_made.len() > 300, "{}", of_made.len());
    // 60 is added to the day, as to no living person's own number.
    assert!(of_made.iter().all(|number| number[..2].parse::<u32>().is_ok_and(|day| (61..=91).contains(&day))));
    let real = project.text(&format!("{}/extracts/borgere.csv", project.report));
    assert!(of_made.is_disjoint(&numbers(&real)));
    let behind = |line: &str| line.split_once(';').map(|(_, rest)| rest.to_owned());
    let real: BTreeSet<String> = real.lines().filter_map(behind).collect();
    assert!(made.lines().skip(1).filter_map(behind).all(|line| !real.contains(&line)));
}

#[test]
fn nothing_is_written_over_and_what_cannot_be_asked_is_told() {
    let project = Project::small();
    let before = files(&project, "reports/lille/extracts");
    let run = project.sporbar(&["synth", "reports/lille", "--to", "reports/lille/extracts"]).ends(2);
    assert!(run.err.contains("error[output-unwritable]"), "{}", run.err);
    assert!(files(&project, "reports/lille/extracts") == before);
    let run = project.sporbar(&["synth", "reports/lille", "--to", "made", "--minimum", "9"]).ends(2);
    assert!(run.err.contains("error[call-misunderstood]") && run.err.contains("--fit"), "{}", run.err);
    project.sporbar(&["synth", "reports/lille", "--to", "made", "--people", "0"]).ends(2);
    // Without --fit nothing is read but layouts: neither extracts nor a key need be there.
    std::fs::remove_file(project.path("reports/lille/extracts/borgere.csv")).expect("removed");
    project.edit("reports/lille/report.toml", "synthetic = true", "synthetic = false");
    project.sporbar(&["synth", "reports/lille", "--to", "made"]).ends(0);
    assert_eq!(project.text("made/borgere.csv").lines().count(), 201);
    // A kind of file that the program reads and does not write.
    project.edit(
        "data-schema/projektregister-borgere.json",
        "\"format\": \"csv\",",
        "\"format\": \"ods\", \"sheetName\": \"a\",",
    );
    for gone in [
        "\"encoding\": \"utf-8\",",
        "\"delimiter\": \";\",",
        "\"quoteChar\": \"\\\"\",",
        "\"doubleQuote\": true,",
        "\"lineTerminator\": \"\\n\",",
    ] {
        project.edit("data-schema/projektregister-borgere.json", gone, "");
    }
    let run = project.sporbar(&["synth", "reports/lille", "--to", "other"]).ends(2);
    assert!(run.err.contains("no .ods is written here"), "{}", run.err);
    assert!(!project.path("other").exists());
}
