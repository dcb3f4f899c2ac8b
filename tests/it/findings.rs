//! The explanations of findings: none is missing, and their examples bring about what they are examples of.

use std::collections::BTreeSet;
use std::process::{Command, Stdio};

use sporbar::diagnostic::Code;

use crate::support::{Project, repository, sporbar};

const SMALL: &str = "reports/lille";

/// An example in a section: what it is in, which file, and its lines.
struct Example<'a> {
    kind: &'a str,
    file: Option<&'a str>,
    text: &'a str,
}

/// The first fenced block of a section.
fn example(section: &str) -> Option<Example<'_>> {
    let block = section.split("```").nth(1)?;
    let (opening, text) = block.split_once('\n')?;
    let (kind, file) = opening.split_once(' ').map_or((opening, None), |(kind, file)| (kind, Some(file)));
    Some(Example { kind, file, text })
}

/// Makes the change that a diff describes: its `-` and blank lines must be there, and its `+` and blank lines come.
fn change(project: &Project, path: &str, diff: &str) {
    let lines = |signs: [char; 2]| -> String {
        let own = diff.lines().filter(|line| line.starts_with(signs));
        own.flat_map(|line| [&line[1..], "\n"]).collect()
    };
    project.edit(path, &lines([' ', '-']), &lines([' ', '+']));
}

/// Runs a line of shell, in which `sporbar` is the program; what it says.
fn shell(project: &Project, line: &str) -> String {
    let line = line.replace("sporbar ", &format!("{} ", env!("CARGO_BIN_EXE_sporbar")));
    let mut command = Command::new("sh");
    command.args(["-c", &line]).current_dir(project.path("")).env_clear().env("PATH", "/usr/bin:/bin");
    let output = command.stdin(Stdio::null()).output().expect("a shell");
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn every_code_is_explained_and_no_other() {
    let page = std::fs::read_to_string(repository().join("docs/findings.md")).expect("the page");
    let headings: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix("## ")).collect();
    let codes: Vec<&str> = Code::ALL.iter().map(|code| code.id()).collect();
    assert_eq!(headings, codes, "a section for each code, in the order of src/diagnostic/code.rs");
    for code in Code::ALL {
        let section = code.section();
        assert!(section.contains("\nMend: "), "{code}: how is it mended?");
        assert!(example(section).is_some(), "{code}: no example");
    }
}

#[test]
fn the_examples_bring_about_their_findings() {
    let mut told = BTreeSet::new();
    for code in Code::ALL {
        let Some(Example { kind, file, text }) = example(code.section()) else { continue };
        let report = file.filter(|file| file.starts_with("reports/")).map_or("tests/reports/lille", |file| {
            file.rsplit_once("/extracts").or_else(|| file.rsplit_once('/')).map_or(file, |(report, _)| report)
        });
        if kind == "text" {
            told.insert(code.id());
            continue;
        }
        let project = Project::with(report);
        let mut said = String::new();
        if kind == "diff" {
            let file = file.expect("a diff names its file");
            let whole = file.starts_with("reports/") || file.starts_with("data-schema/");
            change(&project, &if whole { file.to_owned() } else { format!("{SMALL}/{file}") }, text);
        } else {
            assert_eq!(kind, "sh", "{code}");
            said = text.lines().map(|line| shell(&project, line)).collect();
        }
        if kind == "diff" || !text.contains("sporbar ") {
            said = project.sporbar(&["build", &project.report]).run().err;
        }
        assert!(said.contains(&format!("[{code}]")), "the example of {code} says:\n{said}");
    }
    // What only a mistake in the program, a great accident, or an attack on finished output brings about can only be told of.
    assert_eq!(
        told,
        BTreeSet::from([
            "hidden-in-workbook",
            "hidden-shows-through",
            "internal-error",
            "lineage-insufficient",
            "output-unreadable",
            "pseudonym-collision",
            "release-differs-by-few",
            "share-mismatch",
            "small-group-shown",
            "value-recoverable",
            "value-too-close"
        ])
    );
}

#[test]
fn explain_prints_a_section_and_lists_all_without_a_code() {
    let run = sporbar(&["explain", "claim-refuted"]).ends(0);
    assert!(run.out.starts_with("claim-refuted\n\nA claim of the report does not hold"), "{}", run.out);
    assert!(run.out.contains("\n    +that     = \"personer[Børn, I alt] > personer[Voksne, I alt]\"\n"), "{}", run.out);
    assert!(run.out.contains("\nMend: write what the numbers say"), "{}", run.out);
    assert!(!run.out.contains("```") && !run.out.contains("claim-undecidable"), "{}", run.out);
    assert_eq!(sporbar(&["explain", "error[claim-refuted]"]).ends(0).out, run.out);

    let all = sporbar(&["explain"]).ends(0).out;
    let listed: Vec<&str> = all.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(listed, Code::ALL.iter().map(|code| code.id()).collect::<Vec<_>>());
}

#[test]
fn a_code_that_is_none_is_met_with_one_that_is_like_it() {
    let run = sporbar(&["explain", "claim-refused"]).ends(2);
    assert!(run.err.contains("did you mean `claim-refuted`?"), "{}", run.err);
    let run = sporbar(&["explain", "xyz"]).ends(2);
    assert!(run.err.contains("`sporbar explain` lists them all"), "{}", run.err);
}
