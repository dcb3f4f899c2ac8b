//! What the program says: help with examples, findings for people and for programs, and nothing where it should be quiet.

use crate::support::{Project, sporbar};

/// A spec with mistakes of many kinds, in all its sections.
const MISTAKES: &str = r#"[report]
title     = "En lille rapport"
subtitle  = "Til prøve"
client    = "Ingen Kommune"
publisher = "Sporbar"
as-of     = "2018-13"
locale    = "da"
template  = "statusmaaling"
tittel    = "skrevet forkert"

[disclosure]
policy    = "publish-everything"
synthetic = true
because   = "Ingen levende personer indgår."

[extracts]
borgere = { file = "borgere.csv", schema = "projektregister-borgere" }

[persons]
extract = "borgere"
enters  = "Indtrådt"
family  = "Familie-id"
leaves  = "Udtrådt"

[populations.projekt]
where = "start_month < as_of"

[[exhibit]]
id         = "personer"
title      = 3
population = "projekt"
measure    = { kind = "tally" }
series     = { "Voksne" = "Rolle IN ('mor', 'far')" }
stat       = "count"
show       = "tabel"
source     = "Projektregisteret"
"#;

/// The commands, as the help groups them; each has a snapshot of its own help.
const COMMANDS: [&str; 26] = [
    "new",
    "describe",
    "eject",
    "synth",
    "watch",
    "check",
    "fmt",
    "query",
    "lsp",
    "explain",
    "build",
    "lock",
    "status",
    "trace",
    "diff",
    "recheck",
    "verify",
    "attack",
    "review",
    "approve",
    "bundle",
    "export",
    "doctor",
    "schema",
    "completions",
    "man",
];

#[test]
fn help_tells_how_to_call_and_shows_examples() {
    let of_commands = COMMANDS.iter().map(|command| vec![*command, "--help"]);
    for arguments in std::iter::once(vec!["--help"]).chain(of_commands) {
        let run = sporbar(&arguments).ends(0);
        assert!(run.out.contains("Examples:\n  sporbar "), "{arguments:?} has no examples");
        assert_eq!(run.err, "");
        insta::assert_snapshot!(arguments.join("-").replace("--", ""), run.out);
    }
}

#[test]
fn every_command_in_the_help_has_a_snapshot() {
    let help = sporbar(&["--help"]).ends(0).out;
    let groups =
        help.split("<COMMAND>\n\n").nth(1).expect("groups of commands").split("Options:\n").next().expect("their end");
    // What a line has no room for stands further in.
    let lines = groups.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let commands: Vec<&str> = lines.filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(commands, COMMANDS);
}

#[test]
fn all_mistakes_in_a_spec_are_told_at_once_with_line_and_column() {
    let project = Project::small();
    project.write("reports/lille/report.toml", MISTAKES);
    let human = project.sporbar(&["build", "reports/lille"]).ends(2);
    assert_eq!(human.out, "");
    insta::assert_snapshot!("spec-mistakes-human", human.err);
    let json = project.sporbar(&["build", "reports/lille", "--message-format", "json"]).ends(2);
    assert_eq!(json.out, "");
    insta::assert_snapshot!("spec-mistakes-json", json.err);

    // Where each mistake stands in the text above, counted there.
    let found: Vec<(String, u64, u64)> = json
        .err
        .lines()
        .map(|line| {
            let finding: serde_json::Value = serde_json::from_str(line).expect("a JSON object a line");
            let place = &finding["places"][0];
            let number = |name: &str| place[name].as_u64().expect("a number");
            (finding["code"].as_str().expect("a code").to_owned(), number("line"), number("column"))
        })
        .collect();
    for (code, line, column) in [
        ("bad-value", 6, 13),
        ("unknown-key", 9, 1),
        ("bad-value", 12, 13),
        ("missing-key", 19, 1),
        ("wrong-type", 30, 14),
        ("bad-value", 35, 14),
    ] {
        assert!(found.contains(&(code.to_owned(), line, column)), "no {code} at {line}:{column} in {found:?}");
    }
    assert!(!project.path("out").exists(), "nothing is written for a spec that was not understood");
}

#[test]
fn a_spec_that_is_not_toml_is_told_with_its_place() {
    let project = Project::small();
    project.edit("reports/lille/report.toml", "title     = \"En lille rapport\"", "title     = En lille rapport");
    let run = project.sporbar(&["check", "reports/lille"]).ends(2);
    assert!(run.err.starts_with("error[toml-syntax]"), "{}", run.err);
    assert!(run.err.contains("--> reports/lille/report.toml:4:"), "{}", run.err);
}

#[test]
fn findings_in_an_extract_name_row_and_column_but_not_the_value_of_a_person() {
    let project = Project::small();
    project.edit("reports/lille/extracts/borgere.csv", "640382-0004", "640382-00x4");
    project.edit("reports/lille/extracts/borgere.csv", ";far;", ";onkel;");
    let run = project.sporbar(&["build", "reports/lille"]).ends(1);
    insta::assert_snapshot!("broken-extract", run.err);
    assert!(run.err.contains("borgere.csv, row 3, column Rolle"), "{}", run.err);
    assert!(run.err.contains("borgere.csv, row 5, column CPR-nr."), "{}", run.err);
    assert!(!run.err.contains("640382"), "a CPR number is in the message");
}

#[test]
fn quiet_says_nothing_when_all_is_well_and_still_tells_what_is_wrong() {
    let project = Project::small();
    for arguments in [&["-q", "build", "reports/lille"][..], &["check", "reports/lille", "--quiet"]] {
        let run = project.sporbar(arguments).ends(0);
        assert_eq!((run.out.as_str(), run.err.as_str()), ("", ""));
    }
    project.edit("reports/lille/extracts/borgere.csv", ";far;", ";onkel;");
    let run = project.sporbar(&["-q", "build", "reports/lille"]).ends(1);
    assert!(run.err.contains("not-in-code-list"), "{}", run.err);
}

#[test]
fn verbose_names_the_files_and_timings_the_stages() {
    let project = Project::small();
    let run = project.sporbar(&["build", "reports/lille", "-v"]).ends(0);
    for path in project.output().keys() {
        assert!(run.err.contains(&format!("out/lille/{path} (")), "{path} is not named:\n{}", run.err);
    }
    let run = project.sporbar(&["build", "reports/lille", "--timings", "--force"]).ends(0);
    for stage in ["read the spec", "read the extracts", "compute the exhibits", "typeset the PDF", "in all"] {
        assert!(run.err.contains(stage), "no time for {stage}:\n{}", run.err);
    }
}

#[test]
fn json_messages_are_nothing_but_json() {
    let project = Project::small();
    let run = project.sporbar(&["build", "reports/lille", "--message-format", "json", "-v"]).ends(0);
    assert_eq!((run.out.as_str(), run.err.as_str()), ("", ""));
}

#[test]
fn there_are_no_escape_codes_where_nobody_reads_them() {
    let project = Project::small();
    let wrong = Project::small();
    wrong.edit("reports/lille/extracts/borgere.csv", ";far;", ";onkel;");
    let report = "reports/lille";
    for (name, value) in [("NO_COLOR", "1"), ("TERM", "xterm-256color")] {
        let runs = [
            project.sporbar(&["build", report]).with(name, value).ends(0),
            project.sporbar(&["check", report]).with(name, value).ends(0),
            project.sporbar(&["trace", report, "personer"]).with(name, value).ends(0),
            project.sporbar(&["build", report, "--help"]).with(name, value).ends(0),
            project.sporbar(&["build", report, "--no-such-option"]).with(name, value).ends(2),
            wrong.sporbar(&["build", report]).with(name, value).ends(1),
        ];
        for run in runs {
            assert!(!run.out.contains('\u{1b}') && !run.err.contains('\u{1b}'), "{run:?}");
        }
    }
}
