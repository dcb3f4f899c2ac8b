//! The script for CI, on a small repository: what moved since a commit, as readers see it.

use std::path::Path;
use std::process::{Command, Output};

use crate::support::{Project, repository};

/// Calls a program in the project's folder, with the program under test on the path.
fn call(project: &Project, program: &str, arguments: &[&str]) -> Output {
    let sporbar = Path::new(env!("CARGO_BIN_EXE_sporbar")).parent().expect("a folder");
    let path = format!("{}:/usr/local/bin:/usr/bin:/bin", sporbar.display());
    let key = ("SPORBAR_PSEUDONYM_KEY", "a key that only this test has");
    let mut command = Command::new(program);
    command.args(arguments).current_dir(project.path("")).env_clear().env("PATH", path).env(key.0, key.1);
    for who in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{who}_NAME"), "En evaluator").env(format!("GIT_{who}_EMAIL"), "evaluator@example.org");
    }
    command.output().expect("the program starts")
}

fn git(project: &Project, arguments: &[&str]) {
    let output = call(project, "git", arguments);
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

fn rebuild(project: &Project, before: &str) -> Output {
    let script = repository().join("docs/ci/rebuild");
    call(
        project,
        "sh",
        &[script.to_str().expect("a path in UTF-8"), before, "reports/lille", "reports/report.schema.json"],
    )
}

#[test]
fn what_moved_since_a_commit_is_written_for_the_merge_request() {
    let project = Project::small();
    project.edit("reports/lille/report.toml", "synthetic = true\n", "");
    project.write(".gitignore", "/out\n");
    project.write("reports/report.schema.json", "{}");
    git(&project, &["init", "--quiet"]);
    git(&project, &["commit", "--quiet", "--allow-empty", "-m", "Before"]);
    git(&project, &["add", "."]);
    git(&project, &["commit", "--quiet", "-m", "The report"]);
    let moved = |before: &str| {
        let output = rebuild(&project, before);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        project.text("out/moved.md")
    };
    assert_eq!(moved("HEAD~1"), "`reports/lille` is new.\n\n");

    project.edit(
        "reports/lille/report.toml",
        "series     = { \"Voksne\" = \"Rolle",
        "series     = { \"Voksne\" = \"TRUE OR Rolle",
    );
    let text = moved("HEAD");
    assert!(text.contains("personer") && text.contains("Voksne"), "{text}");
    assert!(!text.contains("P-") && !text.contains("borgere.csv "), "rows of people in\n{text}");

    project.edit("reports/lille/report.toml", "kind = \"tally\"", "kind = \"tallly\"");
    assert_eq!(rebuild(&project, "HEAD").status.code(), Some(2), "a report that does not build");
    let left = call(&project, "git", &["worktree", "list"]);
    assert_eq!(String::from_utf8_lossy(&left.stdout).lines().count(), 1, "a work tree is left behind");
}
