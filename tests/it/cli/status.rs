//! Exit statuses: 0 done; 1 something is wrong with the data; 2 the call or the spec could not be understood. Whatever is
//! wrong, earlier output stays as it was.

use crate::support::{Call, Project, sporbar};

/// A built project, and what was built.
fn built() -> Project {
    let project = Project::small();
    project.build();
    project
}

/// Makes the call, which must end with `status`, say `code` and leave the output as it is.
fn fails(project: &Project, call: Call, status: i32, code: &str) {
    let before = project.output();
    let run = call.ends(status);
    assert!(run.err.contains(code), "no {code} in:\n{}", run.err);
    assert_eq!(run.out, "");
    assert!(project.output() == before, "the earlier output was touched");
    assert_eq!(project.outputs(), ["lille"], "something was left beside the earlier output");
}

#[test]
fn an_invalid_extract_is_1() {
    for (old, new, code) in [
        (";far;", ";onkel;", "error[not-in-code-list]"),
        ("01-01-1980", "31-02-1980", "error[cell-type]"),
        ("Familie-id", "Familie", "error[missing-column]"),
        ("620181-0001;JF-001", "620181-0001", "error[ragged-row]"),
        ("Køn", "K\u{0}n", "error["),
    ] {
        let project = built();
        project.edit("reports/lille/extracts/borgere.csv", old, new);
        fails(&project, project.sporbar(&["build", "reports/lille"]), 1, code);
        fails(&project, project.sporbar(&["check", "reports/lille"]), 1, code);
        fails(&project, project.sporbar(&["trace", "reports/lille", "personer"]), 1, code);
    }
}

#[test]
fn a_missing_extract_is_1() {
    let project = built();
    std::fs::remove_file(project.path("reports/lille/extracts/borgere.csv")).expect("it is there");
    fails(&project, project.sporbar(&["build", "reports/lille"]), 1, "error[missing-file]");
    // A folder that the call names is the call's.
    fails(&project, project.sporbar(&["build", "reports/lille", "--extracts", "nowhere"]), 2, "error[missing-file]");
}

#[test]
fn a_spec_that_cannot_be_understood_is_2() {
    for (old, new, code) in [
        ("[persons]", "[persons", "error[toml-syntax]"),
        ("kind = \"tally\"", "kind = \"tallly\"", "error[bad-value]"),
        ("population = \"projekt\"", "population = \"projektet\"", "error[unknown-name]"),
        ("projektregister-borgere", "projektregister", "error[unknown-name]"),
        ("start_month < as_of", "start_month < < as_of", "error[sql-"),
        ("start_month < as_of", "begyndelse < as_of", "error[sql-"),
        ("series='Voksne'", "series='Voksen'", "error[template-undefined]"),
        ("series='Voksne', x=", "series='Voksne' x=", "error[template-syntax]"),
    ] {
        let project = built();
        project.edit("reports/lille/report.toml", old, new);
        fails(&project, project.sporbar(&["build", "reports/lille"]), 2, code);
    }
}

#[test]
fn prose_that_cannot_be_understood_is_2() {
    for (new, code) in [
        ("{{ vis(\"persner\") }}", "error[template-undefined]"),
        ("{{ vis(\"personer\" }}", "error[template-syntax]"),
        ("{{ ingenting }}", "error[template-undefined]"),
        ("#let x = (1", "error[template-syntax]"),
    ] {
        let project = built();
        project.edit("reports/lille/tekst.typ", "{{ vis(\"personer\") }}", new);
        fails(&project, project.sporbar(&["build", "reports/lille"]), 2, code);
    }
}

#[test]
fn a_report_that_is_not_there_is_2() {
    let project = built();
    for report in ["reports/nowhere", "reports", "reports/lille/extracts", "reports/lille/extracts/borgere.csv"] {
        fails(&project, project.sporbar(&["build", report]), 2, "error[");
    }
}

#[test]
fn a_report_without_layouts_of_its_own_has_the_programs() {
    let project = built();
    std::fs::rename(project.path("data-schema"), project.path("schemas")).expect("it is there");
    project.sporbar(&["build", "reports/lille"]).ends(0);
}

#[test]
fn a_call_that_cannot_be_understood_is_2() {
    let project = built();
    for arguments in [
        &["build"][..],
        &["bild", "reports/lille"],
        &["build", "reports/lille", "--as-off", "2018-12"],
        &["build", "reports/lille", "--as-of", "2018-13"],
        &["build", "reports/lille", "--as-of", "2018-00"],
        &["build", "reports/lille", "--as-of", "december"],
        &["build", "reports/lille", "--as-of", "2018-1"],
        &["build", "reports/lille", "--as-of", ""],
        &["build", "reports/lille", "--typesetter", "word"],
        &["build", "reports/lille", "-q", "-v"],
        &["trace", "reports/lille"],
    ] {
        fails(&project, project.sporbar(arguments), 2, "error[call-misunderstood]: ");
    }
    assert!(sporbar(&[]).ends(2).err.contains("Usage: sporbar"));
}

#[test]
fn an_exhibit_or_a_key_that_is_not_there_is_2_and_the_nearest_is_named() {
    let project = built();
    let trace = ["trace", "reports/lille"];
    let call = |more: &[&str]| project.sporbar(&[&trace[..], more].concat());
    fails(&project, call(&["person"]), 2, "did you mean `personer`?");
    fails(&project, call(&["fig-99"]), 2, "the exhibits are personer");
    fails(&project, call(&["personer", "--series", "Unge"]), 2, "--series takes Voksne, Børn");
}

#[test]
fn data_without_a_key_for_pseudonyms_is_2_unless_it_is_synthetic() {
    let project = built();
    project.edit("reports/lille/report.toml", "synthetic = true", "synthetic = false");
    fails(&project, project.sporbar(&["build", "reports/lille"]), 2, "error[pseudonym-key]");
    let short = project.sporbar(&["build", "reports/lille"]).with("SPORBAR_PSEUDONYM_KEY", "short");
    fails(&project, short, 2, "error[pseudonym-key]");
    let nowhere = project.sporbar(&["build", "reports/lille", "--pseudonym-key", "nowhere"]);
    fails(&project, nowhere, 2, "error[pseudonym-key]");
    project.sporbar(&["build", "reports/lille"]).with("SPORBAR_PSEUDONYM_KEY", "a very secret key indeed").ends(0);
}

/// A claim on the small report: there are three adults and two children.
fn claim(that: &str, policy: &str) -> String {
    format!("\n[[claim]]\nid = \"voksne\"\nthat = '{that}'\nsentence = 'Der er flest voksne.'\npolicy = \"{policy}\"\n")
}

#[test]
fn a_claim_that_does_not_hold_is_1_and_the_output_is_written_all_the_same() {
    let holds = "personer[Voksne, I alt] > personer[Børn, I alt]";
    let not = "personer[Voksne, I alt] < personer[Børn, I alt]";
    for (that, policy, status, said) in
        [(holds, "fail", 0, ""), (not, "fail", 1, "error["), (not, "flag", 0, "warning["), (not, "omit", 0, "warning[")]
    {
        let project = Project::small();
        let spec = project.text("reports/lille/report.toml") + &claim(that, policy);
        project.write("reports/lille/report.toml", spec);
        let run = project.sporbar(&["build", "reports/lille", "-q"]).ends(status);
        assert!(if said.is_empty() { run.err.is_empty() } else { run.err.starts_with(said) }, "{}", run.err);
        for path in ["report.pdf", "figures/personer.svg", "data/personer.csv", "manifest.json"] {
            assert!(project.output().contains_key(path), "{path} is missing");
        }
    }
}

#[test]
fn a_claim_that_cannot_be_understood_is_2() {
    for that in ["personer[Voksne, I alt] >", "personer[Voksen, I alt] > 1", "personr[Voksne, I alt] > 1", ""] {
        let project = built();
        let spec = project.text("reports/lille/report.toml") + &claim(that, "fail");
        project.write("reports/lille/report.toml", spec);
        fails(&project, project.sporbar(&["build", "reports/lille"]), 2, "error[");
    }
}

#[test]
fn output_that_cannot_be_written_is_2() {
    let project = built();
    let spec = project.text("reports/lille/report.toml");
    let call = project.sporbar(&["build", "reports/lille", "--out", "reports/lille/report.toml"]);
    fails(&project, call, 2, "error[output-unwritable]");
    assert_eq!(project.text("reports/lille/report.toml"), spec);
}

#[test]
fn a_typesetter_that_is_not_there_is_2() {
    let project = built();
    let call = project.sporbar(&["build", "reports/lille", "--typesetter", "cli"]).with("PATH", "/nowhere");
    fails(&project, call, 2, "error[typesetter-version]");
}
