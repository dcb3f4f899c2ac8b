//! The quality log: printed where a report asks for it, as its sign-offs stand, and nothing to a report that does not.

use crate::support::Project;

const SPEC: &str = "reports/lille/report.toml";
const REVIEW: &str = "reports/lille/review.toml";
const HEADING: &str = "Kvalitetslog";

/// The small report, which asks for the log.
fn asking() -> Project {
    let project = Project::small();
    project.edit(SPEC, "as-of     = ", "quality-log = true\nas-of     = ");
    project
}

fn approve(project: &Project, more: &[&str]) {
    project.sporbar(&[&["approve", "reports/lille", "personer"], more].concat()).ends(0);
}

/// The text of the publication that is built now, with single spaces.
fn text(project: &Project) -> String {
    project.build();
    project.sporbar(&["verify", "out/lille"]).ends(0);
    let pdf = &project.output()["report.pdf"];
    let text = pdf_extract::extract_text_from_mem(pdf).expect("the PDF's text");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The log in that text.
fn log(project: &Project) -> String {
    let text = text(project);
    let from = text.rfind(HEADING).unwrap_or_else(|| panic!("there is no log: {text}"));
    let end = text[from..].find("Bygget med").expect("the colophon stands below");
    text[from..from + end].to_owned()
}

/// The kinds and names of the inputs that the manifest has of sign-offs.
fn inputs(project: &Project) -> usize {
    let manifest: serde_json::Value = serde_json::from_str(&project.text("out/lille/manifest.json")).expect("JSON");
    let inputs = manifest["inputs"].as_array().expect("a list");
    inputs.iter().filter(|input| input["kind"] == "review" && input["name"] == "review.toml").count()
}

#[test]
fn the_log_says_how_each_sign_off_stands() {
    let project = asking();
    let nobody = log(&project);
    assert!(nobody.contains("Ikke godkendt") && nobody.contains("Personer i projektet"), "{nobody}");
    assert!(!nobody.contains("Bortfaldet"), "{nobody}");
    assert_eq!(inputs(&project), 0);

    approve(&project, &["--by", "Anna Jensen", "--date", "2019-02-01", "--note", "talt i hånden"]);
    let run = project.sporbar(&["status"]).ends(1);
    assert!(run.out.contains("review `review.toml` is new"), "{}", run.out);
    let approved = log(&project);
    for said in ["Figur 1", "Personer i projektet", "Anna Jensen", "1. februar 2019", "talt i hånden", "Godkendt"] {
        assert!(approved.contains(said), "{said}: {approved}");
    }
    assert!(!approved.contains("Ikke godkendt") && !approved.contains("Bortfaldet"), "{approved}");
    assert_eq!(inputs(&project), 1);

    // Another definition with the same values; then other values, too, which a second reviewer signs off.
    project.edit(SPEC, "Rolle = 'barn'", "Rolle IN ('barn')");
    assert!(log(&project).contains("Bortfaldet: opgørelsen er ændret"));
    let row = "JF-003;mor;K;06-04-1983;03-12-2018";
    project.edit("reports/lille/extracts/borgere.csv", row, &row.replace("03-12", "03-11"));
    approve(&project, &["--by", "Bo Holm"]);
    let both = log(&project);
    assert!(both.contains("Bortfaldet: tal og opgørelse er ændret"), "{both}");
    let (anna, bo) = (both.find("Anna Jensen").expect("her row"), both.find("Bo Holm").expect("his row"));
    assert!(anna < bo && both[bo..].contains("Godkendt"), "{both}");
    project.edit(SPEC, "Rolle IN ('barn')", "Rolle = 'barn'");
    assert!(log(&project).contains("Bortfaldet: tallene er ændret"));

    // Of an exhibit that is gone the sign-off stands last.
    project.edit(SPEC, "id         = \"personer\"", "id         = \"folk\"");
    project.edit("reports/lille/tekst.typ", "personer", "folk");
    let gone = log(&project);
    let last = gone.find("Bortfaldet: opstillingen er udgået").expect("the sign-off of what is gone");
    assert!(gone.find("Ikke godkendt").expect("the new exhibit") < last, "{gone}");
}

#[test]
fn sign_offs_are_inputs_of_the_reports_that_print_them_and_of_no_others() {
    let project = asking();
    approve(&project, &["--by", "Anna"]);
    project.build();
    project.sporbar(&["lock", "reports/lille"]).ends(0);
    assert!(project.text("reports/lille/report.lock").contains("\nreview review.toml sha256:"));
    project.sporbar(&["status"]).ends(0);
    project.sporbar(&["build", "reports/lille", "--locked"]).ends(0);
    approve(&project, &["--by", "Bo"]);
    let changed = "review `review.toml` has changed";
    let told = [&["status"][..], &["verify", "out/lille"], &["build", "reports/lille", "--locked"]].map(|call| {
        let run = project.sporbar(call).ends(1);
        run.out + &run.err
    });
    assert!(told.iter().all(|told| told.contains(changed)), "{told:?}");
    project.write(REVIEW, "godkendt = 'ja'");
    let run = project.sporbar(&["build", "reports/lille"]).ends(2);
    assert!(run.err.contains("error[review-invalid]") && run.err.contains(REVIEW), "{}", run.err);

    // A report that does not print them is the same with and without, to the byte; whatever they are.
    let project = Project::small();
    assert!(!text(&project).contains(HEADING));
    let before = project.output();
    approve(&project, &["--by", "Anna"]);
    project.sporbar(&["status"]).ends(0);
    project.sporbar(&["verify", "out/lille"]).ends(0);
    project.build();
    assert!(before == project.output(), "a sign-off that is not printed changes the output");
    project.write(REVIEW, "godkendt = 'ja'");
    project.build();
    assert!(before == project.output());
    project.edit(SPEC, "as-of     = ", "quality-log = 'ja'\nas-of     = ");
    let run = project.sporbar(&["check", "reports/lille"]).ends(2);
    assert!(run.err.contains("quality-log"), "{}", run.err);
}

#[test]
fn names_and_notes_are_text_and_never_code() {
    let project = asking();
    let hostile = "#panic(\"navn\") {{ 1/0 }} *b* _k_ @c <d> \\ // [x] = y";
    approve(&project, &["--by", hostile, "--note", "#read(\"a\")\n= Overskrift\u{7}\n]) $x$ \";#panic()"]);
    // Written by hand, a day can be any text.
    let text = project.text(REVIEW);
    project.write(REVIEW, text.replace("note = ", "date = \"#panic() {{ v }} 3. uge\"\nnote = "));
    let log = log(&project).replace(' ', "");
    for said in [hostile, "#read(\"a\") = Overskrift ]) $x$ \";#panic()", "#panic() {{ v }} 3. uge", "Godkendt"] {
        assert!(log.contains(&said.replace(' ', "")), "{said}: {log}");
    }
}
