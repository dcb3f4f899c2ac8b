//! A build of what has not changed is none: what stands is left as it is, and whatever could make other bytes makes it anew.

use std::time::SystemTime;

use crate::support::Project;

const UNCHANGED: &str = "unchanged since it was built";

fn written(project: &Project) -> SystemTime {
    let manifest = std::fs::metadata(project.path("out/lille/manifest.json")).expect("a manifest");
    manifest.modified().expect("a time")
}

#[test]
fn what_stands_is_left_and_told_of() {
    let project = Project::small();
    let first = project.build();
    assert!(!first.err.contains(UNCHANGED), "{}", first.err);
    let (bytes, time) = (project.output(), written(&project));
    let second = project.build();
    assert!(second.err.contains(UNCHANGED), "{}", second.err);
    assert_eq!(written(&project), time);
    let forced = project.sporbar(&["build", &project.report, "--force"]).ends(0);
    assert!(!forced.err.contains(UNCHANGED), "{}", forced.err);
    assert!(project.output() == bytes, "built again, the bytes are the same");
    assert_ne!(written(&project), time);
}

#[test]
fn every_change_is_built() {
    let changes = [
        ("reports/lille/report.toml", "# en bemærkning\n"),
        ("reports/lille/tekst.typ", "// en bemærkning\n"),
        ("reports/lille/extracts/borgere.csv", "\n"),
        ("data-schema/projektregister-borgere.json", "\n"),
    ];
    let project = Project::small();
    project.build();
    for (path, more) in changes {
        project.write(path, project.text(path) + more);
        let run = project.sporbar(&["build", &project.report]).ends(0);
        assert!(!run.err.contains(UNCHANGED), "{path}: {}", run.err);
        let run = project.build();
        assert!(run.err.contains(UNCHANGED), "{path}: {}", run.err);
    }
}

#[test]
fn another_call_is_another_build() {
    let project = Project::small();
    project.build();
    std::fs::write(project.path("key"), "a key of the user's own that is long enough to be one").expect("a key");
    for option in [["--as-of", "2018-02"], ["--pseudonym-key", "key"], ["--typesetter", "library"]] {
        let call = ["build", &project.report, option[0], option[1]];
        let run = project.sporbar(&call).ends(0);
        assert_eq!(run.err.contains(UNCHANGED), option[0] == "--typesetter", "{option:?}: {}", run.err);
        project.sporbar(&["build", &project.report, "--force"]).ends(0);
    }
    let hindsight = project.sporbar(&["build", &project.report, "--hindsight"]).ends(0);
    assert!(!hindsight.err.contains(UNCHANGED), "what was not asked before is not known: {}", hindsight.err);
}

#[test]
fn output_that_somebody_changed_is_made_anew() {
    let project = Project::small();
    project.build();
    let bytes = project.output();
    for path in ["report.pdf", "manifest.json"] {
        let place = format!("out/lille/{path}");
        project.write(&place, [project.output()[path].as_slice(), b" "].concat());
        let run = project.build();
        assert!(!run.err.contains(UNCHANGED), "{path}: {}", run.err);
        assert!(project.output() == bytes, "{path} is as it was built");
        std::fs::remove_file(project.path(&place)).expect("a file that was there");
        let run = project.sporbar(&["build", &project.report]);
        // Without its manifest nobody knows whose the folder is.
        let run = run.ends(if path == "manifest.json" { 2 } else { 0 });
        assert!(!run.err.contains(UNCHANGED), "{path}: {}", run.err);
    }
}

#[test]
fn what_has_something_to_tell_tells_it_again() {
    let project = Project::small();
    project.write("reports/lille/tekst.typ", project.text("reports/lille/tekst.typ") + "\nDer er 4711 borgere.\n");
    let first = project.sporbar(&["build", &project.report]).ends(0);
    assert!(first.err.contains("warning[") && first.err.contains("4711"), "{}", first.err);
    let time = written(&project);
    let again = project.sporbar(&["build", &project.report]).ends(0);
    assert_eq!(first.err.trim_end().to_owned() + ", " + UNCHANGED, again.err.trim_end());
    assert_eq!(written(&project), time);
    let denied = project.sporbar(&["build", "--deny-warnings", &project.report]).ends(1);
    assert!(denied.err.contains("error[") && denied.err.contains("4711"), "{}", denied.err);
    // Named otherwise, its files have other names in what is told.
    let otherwise = project.sporbar(&["build", &format!("./{}", project.report)]).ends(0);
    assert!(otherwise.err.contains("./reports/lille/tekst.typ"), "{}", otherwise.err);
}

#[test]
fn a_claim_that_does_not_hold_is_an_error_each_time() {
    let project = Project::small();
    let claim =
        "\n[[claim]]\nid = \"for-mange\"\nthat = \"personer[Voksne, I alt] > 4711\"\nsentence = \"Det er mange.\"\n";
    project.write("reports/lille/report.toml", project.text("reports/lille/report.toml") + claim);
    let first = project.sporbar(&["build", &project.report]).ends(1);
    let again = project.sporbar(&["build", &project.report]).ends(1);
    assert!(again.err.contains(UNCHANGED) && again.err.contains("error["), "{}\n{}", first.err, again.err);
}

#[test]
fn of_extracts_that_may_not_be_told_of_there_is_no_plain_hash() {
    let project = Project::small();
    project.build();
    // By the last line the next build estimates.
    assert!(project.text("out/.lille.built").lines().nth(2).is_some_and(|took| took.contains("typeset the PDF")));
    std::fs::remove_file(project.path("out/.lille.built")).expect("a file that is there");
    project.edit("reports/lille/report.toml", "synthetic = true", "synthetic = false");
    std::fs::write(project.path("key"), "a key of the user's own that is long enough to be one").expect("a key");
    let (call, other) =
        (["build", &project.report, "--pseudonym-key", "key"], "another key that is long enough to be one");
    project.sporbar(&call).ends(0);
    let sealed = project.text("out/.lille.built");
    let (bytes, first) = (project.output(), sealed.clone());
    std::fs::write(project.path("key"), other).expect("a key");
    project.sporbar(&call).ends(0);
    assert_ne!(project.text("out/.lille.built"), first, "only who has the key can make the seal");
    assert!(bytes.keys().eq(project.output().keys()));
    let again = project.sporbar(&call).ends(0);
    assert!(again.err.contains(UNCHANGED) && again.err.contains("--force"), "{}", again.err);
    // What was told is about them, and not kept: it is told by whoever builds again.
    project.edit("reports/lille/tekst.typ", "[Kort.]", "[De er 4711.]");
    let first = project.sporbar(&call).ends(0);
    assert!(first.err.contains("4711"), "{}", first.err);
    assert!(!project.text("out/.lille.built").contains("4711"), "what was told is not kept");
    let again = project.sporbar(&call).ends(0);
    assert!(again.err.contains("4711") && !again.err.contains(UNCHANGED), "{}", again.err);
}
