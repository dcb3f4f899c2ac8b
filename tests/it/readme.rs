//! The README keeps what it promises: its commands run, their output is what stands there, and its links lead somewhere.

use std::fs;

use crate::support::{Project, repository};

const REPORT: &str = "reports/assens-statusmaaling";
/// How the README calls the program without installing it.
const CARGO_RUN: &str = "cargo run --release -- ";

fn readme() -> String {
    fs::read_to_string(repository().join("README.md")).expect("the README")
}

/// The fenced blocks: language, and text.
fn blocks(markdown: &str) -> Vec<(String, String)> {
    let mut blocks = Vec::new();
    let mut lines = markdown.lines();
    while let Some(line) = lines.next() {
        if let Some(language) = line.strip_prefix("```") {
            let text: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            blocks.push((language.to_owned(), text.join("\n")));
        }
    }
    blocks
}

/// The commands of a block, a line each, without comments.
fn commands(block: &str) -> Vec<&str> {
    let commands = block.lines().map(|line| line.split(" #").next().unwrap_or(line).trim());
    commands.filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
}

/// The words of a command; quotes keep words together.
fn words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for letter in command.chars() {
        match letter {
            '\'' | '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            letter => words.last_mut().expect("there is always a word").push(letter),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Whether `output` is what `shown` says; a line `…` stands for any lines.
fn shows(shown: &str, output: &str) -> bool {
    let mut rest: Vec<&str> = output.trim_end().lines().collect();
    let mut skip = false;
    for line in shown.trim_end().lines() {
        if line.trim() == "…" {
            skip = true;
            continue;
        }
        match rest.iter().position(|other| *other == line) {
            Some(at) if at == 0 || skip => drop(rest.drain(..=at)),
            _ => return false,
        }
        skip = false;
    }
    rest.is_empty() || skip
}

#[test]
fn every_command_runs_and_gives_what_is_shown() {
    let readme = readme();
    let project = Project::with(REPORT);
    let steps = fs::read_to_string(repository().join(".ci/run")).expect("the checks");
    let blocks = blocks(&readme);
    let mut ran = 0;
    for (number, (language, text)) in blocks.iter().enumerate() {
        if language != "sh" {
            continue;
        }
        let mut output = String::new();
        for command in commands(text) {
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
        if let Some((language, shown)) = blocks.get(number + 1)
            && language == "text"
        {
            assert!(shows(shown, &output), "the README shows\n{shown}\nbut `{text}` gives\n{output}");
        }
    }
    assert!(ran >= 3, "the README has too few commands");
    for path in ["report.pdf", "manifest.json"] {
        assert!(project.output().contains_key(path), "{path} was not built");
    }
}

#[test]
fn every_file_that_is_linked_to_is_there() {
    for page in ["README.md", "docs/architecture.md"] {
        let text = fs::read_to_string(repository().join(page)).expect(page);
        let folder = repository().join(page);
        let folder = folder.parent().expect("a folder");
        let mut links = 0;
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let path = link.split('#').next().expect("a path");
            if !path.is_empty() && !path.starts_with("https://") {
                assert!(folder.join(path).exists(), "{page} links to {path}, which is not there");
                links += 1;
            }
        }
        assert!(links > 3, "{page} has too few links");
    }
}

#[test]
fn what_is_shown_is_compared_line_by_line() {
    assert!(shows("a\n…\nc", "a\nb\nc\n"));
    assert!(shows("a\n  …", "a\nb"));
    assert!(!shows("a\nc", "a\nb\nc"));
    assert!(!shows("a", "a\nb"));
    assert!(!shows("a\n…\nd", "a\nb\nc"));
    assert_eq!(words("trace r 'Gruppe 1' --x=1"), ["trace", "r", "Gruppe 1", "--x=1"]);
    assert_eq!(commands("# a\nb # c\n\nd"), ["b", "d"]);
}
