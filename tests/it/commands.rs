//! What the pages tell one to type can be typed: every command that stands in a block of its own is run, here or by the test of its
//! page, and every call within a sentence is one that the program takes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::pages::{blocks, commands, pages, words};
use crate::support::{Project, repository, sporbar};

/// The pages whose commands have a test that knows more of them.
const TESTED: [&str; 4] = ["README.md", "docs/findings.md", "docs/recheck.md", "docs/tutorial.md"];
/// Two releases differ, which a comparison says by its status.
const TELLING: &str = "sporbar diff ";
/// The programs of others that pages show how to call.
const OTHERS: [&str; 1] = ["frictionless "];

fn page(name: &str) -> String {
    fs::read_to_string(repository().join(name)).expect("a page")
}

/// The commands that a page has in blocks, a line that goes on on the next one as one.
fn shown(page: &str) -> Vec<String> {
    let blocks = blocks(page).into_iter().filter(|block| block.language == "sh");
    blocks
        .flat_map(|block| {
            let text = block.text.replace("\\\n", "");
            commands(&text).into_iter().map(str::to_owned).collect::<Vec<_>>()
        })
        .collect()
}

/// Runs what a page shows from the project's folder, as a shell reads it.
fn run(project: &Project, page_name: &str) {
    let program = Path::new(env!("CARGO_BIN_EXE_sporbar")).parent().expect("a folder");
    let path = format!("{}:/usr/bin:/bin", program.display());
    for command in shown(&page(page_name)) {
        let status = i32::from(command.starts_with(TELLING));
        let mut shell = Command::new("sh");
        shell.args(["-c", &command]).current_dir(project.path("")).env_clear().env("PATH", &path);
        let output = shell.output().expect("a shell");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(status), "{page_name}: {command}\n{said}");
    }
}

/// A project in which the report is called as the pages call it, and stands under another policy as well.
fn of_ones_own(report: &str) -> Project {
    let project = Project::with(report);
    fs::rename(project.path(&project.report), project.path("reports/my-report")).expect("room");
    project
}

#[test]
fn what_the_page_on_releases_shows_can_be_typed() {
    let project = of_ones_own("reports/assens-statusmaaling");
    let (own, name) = ("reports/my-report", "reports/assens-statusmaaling");
    project.sporbar(&["build", own]).ends(0);
    // The same report under its own name, as it was, and as it is.
    fs::rename(project.path(own), project.path(name)).expect("room");
    project.sporbar(&["build", name]).ends(0);
    project.sporbar(&["build", name, "--as-of", "2018-09", "--out", "old"]).ends(0);
    fs::rename(project.path(name), project.path(own)).expect("room");
    run(&project, "docs/audit.md");
}

#[test]
fn what_the_other_pages_show_can_be_typed() {
    let project = of_ones_own("tests/reports/lille");
    project.edit(
        "reports/my-report/report.toml",
        "\n[extracts]",
        "\n[disclosure.other.suppress]\npolicy = \"suppress\"\nminimum = 3\nunanimous = \"hide\"\ndifferences = \"hide\"\nbecause = \"Små grupper vises ikke.\"\n\n[extracts]",
    );
    fs::create_dir(project.path("published")).expect("room");
    let earlier =
        ["build", "reports/my-report", "--as-of", "2018-09", "--disclosure", "suppress", "--out", "published"];
    project.sporbar(&earlier).ends(0);
    fs::rename(project.path("published/my-report"), project.path("published/2018-09")).expect("room");
    // By the name of a report that is shipped, a page means any.
    let mut copy = Command::new("cp");
    copy.args(["-r", "reports/my-report", "reports/assens-statusmaaling"]).current_dir(project.path(""));
    assert!(copy.status().expect("a copy").success());
    for name in pages() {
        let is_run_here = !TESTED.contains(&name.as_str()) && name != "docs/audit.md";
        let is_others = |command: &String| OTHERS.iter().any(|other| command.starts_with(other));
        if is_run_here && !shown(&page(&name)).iter().all(is_others) {
            run(&project, &name);
        }
    }
    for made in ["reports/report.schema.json", "out/my-report/report.pdf", "made-up/borgere.csv"] {
        assert!(project.path(made).is_file(), "{made}");
    }
}

/// The calls that stand in a page's sentences, and behind the `$` of a block that only shows them.
fn calls(page: &str) -> Vec<String> {
    let (mut prose, mut calls, mut fenced) = (String::new(), Vec::new(), false);
    for line in page.lines() {
        if line.starts_with("```") {
            fenced = !fenced;
        } else if !fenced {
            prose.push_str(line);
            prose.push(' ');
        } else if let Some(call) = line.strip_prefix("$ sporbar ") {
            calls.push(call.to_owned());
        }
    }
    let spans = prose.split('`').skip(1).step_by(2);
    calls.extend(spans.filter_map(|span| span.strip_prefix("sporbar ")).map(str::to_owned));
    // `COMMAND` stands for any.
    calls.retain(|call| !call.starts_with("COMMAND "));
    calls
}

#[test]
fn every_call_within_a_sentence_is_one_that_the_program_takes() {
    let mut helps: BTreeMap<String, String> = BTreeMap::new();
    let mut seen = 0;
    for name in pages() {
        for call in calls(&page(&name)) {
            let words = words(&call);
            let command = words.first().expect("a command");
            let help =
                helps.entry(command.clone()).or_insert_with(|| sporbar(&[command.as_str(), "--help"]).ends(0).out);
            for flag in words.iter().filter(|word| word.starts_with("--")) {
                let flag = flag.split('=').next().unwrap_or(flag);
                let is_taken = help.split(|char: char| !char.is_alphanumeric() && char != '-').any(|word| word == flag);
                assert!(is_taken, "{name}: `sporbar {call}`: {command} takes no {flag}");
            }
            seen += 1;
        }
    }
    assert!(seen > 40, "only {seen} calls were found");
}
