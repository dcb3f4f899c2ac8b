//! The README keeps what it promises: its commands run, and their output is what stands there.

use std::fs;

use crate::pages::{blocks, commands, shows, words};
use crate::support::{Project, repository};

const REPORT: &str = "reports/assens-statusmaaling";
/// How the README calls the program without installing it.
const CARGO_RUN: &str = "cargo run --release -- ";

fn readme() -> String {
    fs::read_to_string(repository().join("README.md")).expect("the README")
}

#[test]
fn every_command_runs_and_gives_what_is_shown() {
    let readme = readme();
    let project = Project::with(REPORT);
    let steps = fs::read_to_string(repository().join(".ci/run")).expect("the checks");
    let blocks = blocks(&readme);
    let mut ran = 0;
    for (number, block) in blocks.iter().enumerate() {
        if block.language != "sh" {
            continue;
        }
        let mut output = String::new();
        for command in commands(&block.text) {
            if command.starts_with("cargo ") {
                assert!(steps.lines().any(|line| line.contains(command)), "the checks do not run `{command}`");
            }
            let call = command.strip_prefix(CARGO_RUN).or_else(|| command.strip_prefix("sporbar "));
            if let Some(call) = call {
                let words = words(call);
                // A comparison says by its status that there is something to tell.
                let status = i32::from(words[0] == "diff");
                let run = project.sporbar(&words.iter().map(String::as_str).collect::<Vec<_>>()).ends(status);
                output = if run.out.is_empty() { run.err } else { run.out };
                ran += 1;
            } else if !command.starts_with("cargo ") {
                assert!(repository().join(command).is_file(), "there is no `{command}` to run");
            }
        }
        if let Some(next) = blocks.get(number + 1)
            && next.language == "text"
        {
            assert!(
                shows(&next.text, &output),
                "the README shows\n{}\nbut `{}` gives\n{output}",
                next.text,
                block.text
            );
        }
    }
    assert!(ran >= 3, "the README has too few commands");
    for path in ["report.pdf", "manifest.json"] {
        assert!(project.output().contains_key(path), "{path} was not built");
    }
}
