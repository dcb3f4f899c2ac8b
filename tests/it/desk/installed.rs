//! The program has its designs and standard layouts within it; a project's own files stand before them.

use std::fs;

use crate::support::{Project, files, repository, sporbar};

/// A folder with one report in it, and nothing of the repository beside.
fn alone(place: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a scratch folder");
    for (path, bytes) in files(&repository().join("tests/reports/lille")) {
        let place = folder.path().join(place).join(path);
        fs::create_dir_all(place.parent().expect("a folder")).expect("room");
        fs::write(place, bytes).expect("room");
    }
    folder
}

#[test]
fn a_report_outside_the_repository_builds_and_has_the_same_bytes() {
    let project = Project::small();
    project.build();
    for place in ["reports/lille", "somewhere/lille"] {
        let folder = alone(place);
        sporbar(&["build", place]).from(folder.path()).ends(0);
        assert!(files(&folder.path().join("out/lille")) == project.output(), "{place} is built otherwise");
    }
}

#[test]
fn what_was_copied_out_is_used_and_status_tells_when_it_is_older() {
    let folder = alone("reports/lille");
    let call = |arguments: &[&str]| sporbar(arguments).from(folder.path());
    call(&["build", "reports/lille"]).ends(0);
    let listed = call(&["eject"]).ends(0).out;
    assert!(listed.lines().any(|line| line == "projektregister-borgere"), "{listed}");
    call(&["eject", "faelles"]).ends(0);
    call(&["eject", "statusmaaling"]).ends(0);
    call(&["eject", "projektregister-borgere"]).ends(0);
    assert_eq!(call(&["status"]).ends(0).out, "reports/lille: current\n", "copies as they are change nothing");

    let again = call(&["eject", "faelles"]).ends(2);
    assert!(again.err.contains("is there already"), "{}", again.err);

    // The project's own macro is the one that is used.
    let design = folder.path().join("templates/statusmaaling/report.typ");
    let text = fs::read_to_string(&design).expect("the copy");
    fs::write(&design, format!("{text}\n= Egen side\n")).expect("written");
    let status = call(&["status"]).ends(1).out;
    assert!(status.contains("templates/statusmaaling/report.typ: is used in the place of the program's\n"), "{status}");
    assert!(status.contains("stale"), "{status}");
    call(&["build", "reports/lille"]).ends(0);

    // As if an earlier program had given it.
    let record = folder.path().join("ejected.json");
    let told = fs::read_to_string(&record).expect("the record");
    let older =
        told.replace("\"templates/statusmaaling/report.typ\": \"", "\"templates/statusmaaling/report.typ\": \"0");
    fs::write(&record, older).expect("written");
    let status = call(&["status"]).ends(0).out;
    assert!(status.contains("which has changed since it was copied out"), "{status}");
}

#[test]
fn a_design_that_nobody_has_is_a_finding() {
    let folder = alone("reports/lille");
    let spec = folder.path().join("reports/lille/report.toml");
    let text = fs::read_to_string(&spec).expect("the spec").replace("\"statusmaaling\"", "\"statusmaling\"");
    fs::write(&spec, text).expect("written");
    let run = sporbar(&["build", "reports/lille"]).from(folder.path()).ends(2);
    assert!(
        run.err.contains("there is no design `statusmaling`") && run.err.contains("did you mean `statusmaaling`?"),
        "{}",
        run.err
    );
}

#[test]
fn a_layout_that_nothing_has_cannot_be_copied_out() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let run = sporbar(&["eject", "opus-udgift"]).from(folder.path()).ends(2);
    assert!(run.err.contains("did you mean `opus-udgifter`?"), "{}", run.err);
    assert_eq!(files(folder.path()).len(), 0);
}
