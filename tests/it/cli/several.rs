//! Several reports in one call: all are built, whatever becomes of one, and told of in the order of the call.

use crate::support::Project;

/// A project with three reports: `lille`, a copy with an invalid extract, and a copy with a mistake in its spec.
fn three() -> Project {
    let project = Project::small();
    for name in ["daarlig", "forkert"] {
        std::fs::create_dir_all(project.path(&format!("reports/{name}/extracts"))).expect("a folder");
        for file in ["report.toml", "tekst.typ", "extracts/borgere.csv"] {
            project.write(&format!("reports/{name}/{file}"), project.text(&format!("reports/lille/{file}")));
        }
    }
    project.edit("reports/daarlig/extracts/borgere.csv", "far", "fader");
    project.edit("reports/forkert/report.toml", "kind = \"tally\"", "kind = \"taelling\"");
    project
}

#[test]
fn one_that_fails_does_not_keep_the_others_back() {
    let project = three();
    for jobs in ["1", "3"] {
        let out = format!("out-{jobs}");
        let call = ["build", "reports/forkert", "reports/daarlig", "reports/lille", "--out", &out, "--jobs", jobs];
        let run = project.sporbar(&call).ends(2);
        assert_eq!(run.out, "");
        let places: Vec<usize> = ["\nerror[bad-value]", "reports/daarlig:\n", "\nerror[not-in-code-list]", "\nreport "]
            .iter()
            .map(|text| run.err.find(text).unwrap_or_else(|| panic!("{text} in {}", run.err)))
            .collect();
        assert!(places.is_sorted(), "{places:?}: {}", run.err);
        let summary: Vec<&str> = run.err.lines().rev().take(4).collect();
        let summary: Vec<Vec<&str>> = summary.into_iter().rev().map(|line| line.split("  ").collect()).collect();
        let rows: Vec<Vec<&str>> = summary
            .iter()
            .map(|row| row.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect())
            .collect();
        let built = format!("{out}/lille");
        assert_eq!(
            rows,
            [
                ["report", "outcome", "findings", "place"],
                ["reports/forkert", "not built", "1 error", "as it was"],
                ["reports/daarlig", "not built", "1 error", "as it was"],
                ["reports/lille", "built", "none", &built],
            ]
        );
        assert!(project.path(&format!("{built}/report.pdf")).exists());
    }
}

#[test]
fn the_same_bytes_come_of_one_call_and_of_several() {
    let project = three();
    project.sporbar(&["build", "reports/lille"]).ends(0);
    let alone = project.output();
    let run = project.sporbar(&["build", "reports/daarlig", "reports/lille", "reports/forkert", "--quiet"]).ends(2);
    assert!(!run.err.contains("outcome"), "quiet: {}", run.err);
    assert!(alone == project.output());
}

#[test]
fn times_are_told_only_when_asked_for() {
    let project = Project::small();
    let call = ["build", "reports/lille", "reports/lille", "--jobs", "1"];
    let run = project.sporbar(&call).ends(0);
    assert!(!run.err.contains(" ms"), "{}", run.err);
    let timed = project.sporbar(&[&call[..], &["--timings"]].concat()).ends(0);
    assert_eq!(timed.err.matches(" ms\n").count(), 2, "{}", timed.err);
}
