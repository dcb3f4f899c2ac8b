//! Signing off exhibits: bound to values and definition, and to nothing else.

use crate::support::{Project, Run};

const SPEC: &str = "reports/lille/report.toml";
const REVIEW: &str = "reports/lille/review.toml";

fn approve(project: &Project, more: &[&str]) -> Run {
    project.sporbar(&[&["approve", "reports/lille", "personer"], more].concat()).ends(0)
}

/// What the list says of the one exhibit, after another build; with the exit status that it must end with.
fn review(project: &Project, status: i32, more: &[&str]) -> String {
    project.sporbar(&["build", "reports/lille"]).run();
    let run = project.sporbar(&[&["review", "out/lille"], more].concat()).ends(status);
    assert!(run.out.starts_with("exhibit"), "{}", run.out);
    run.out.lines().skip(1).map(|line| format!("{line}\n")).collect::<Vec<_>>().concat()
}

#[test]
fn a_sign_off_holds_until_the_values_or_the_definition_change() {
    let project = Project::small();
    assert_eq!(review(&project, 0, &[]), "personer  not approved\n");
    assert_eq!(review(&project, 1, &["--complete"]), "personer  not approved\n");
    let run = approve(&project, &["--by", "Anna Jensen", "--date", "2019-02-01", "--note", "talt i hånden"]);
    assert_eq!(run.err, "1 exhibit signed off by Anna Jensen in reports/lille/review.toml\n");
    let approved = "personer  approved  Anna Jensen  2019-02-01  talt i hånden\n";
    assert_eq!(review(&project, 0, &["--complete"]), approved);

    // Words, looks and the order of keys may change.
    project.edit(SPEC, "\"Personer i projektet\"", "\"Personerne\"");
    project.edit(SPEC, "grouped-columns\", unit", "bars\", unit");
    project.edit("reports/lille/tekst.typ", "[Kort.]", "[Længere.]");
    assert_eq!(review(&project, 0, &["--complete"]), approved);

    // Another definition with the same values.
    let text = project.text(SPEC);
    project.edit(SPEC, "Rolle = 'barn'", "Rolle IN ('barn')");
    let lapsed = |what: &str| format!("personer  lapsed: {what}  Anna Jensen  2019-02-01  talt i hånden\n");
    assert_eq!(review(&project, 1, &[]), lapsed("the definition has changed"));
    project.write(SPEC, text);
    assert_eq!(review(&project, 0, &[]), approved, "it holds again when the change is taken back");

    // Other values by the same definition.
    project.edit(
        "reports/lille/extracts/borgere.csv",
        "JF-003;mor;K;06-04-1983;03-12-2018",
        "JF-003;mor;K;06-04-1983;03-11-2018",
    );
    assert_eq!(review(&project, 1, &[]), lapsed("the values have changed"));
    project.edit(SPEC, "Rolle = 'barn'", "Rolle IN ('barn')");
    assert_eq!(review(&project, 1, &[]), lapsed("the values and the definition have changed"));
    // The same reviewer signs off what there is now.
    approve(&project, &["--by", "Anna Jensen"]);
    assert_eq!(review(&project, 0, &["--complete"]), "personer  approved  Anna Jensen\n");
}

#[test]
fn several_sign_off_and_the_file_is_the_same_in_whatever_order() {
    let text = |names: [&str; 2]| {
        let project = Project::small();
        for name in names {
            approve(&project, &["--by", name]);
        }
        assert_eq!(review(&project, 0, &["--complete"]), "personer  approved  Anna\npersoner  approved  Bo \"B\"\n");
        project.text(REVIEW)
    };
    let one = text(["Anna", "Bo \"B\""]);
    assert_eq!(one, text(["Bo \"B\"", "Anna"]));
    assert!(one.contains("\n[\"personer\".\"Anna\"]\ndefinition = \""), "{one}");
    assert!(!one.contains("date"), "no day is recorded that was not given: {one}");

    let project = Project::small();
    let run = project.sporbar(&["approve", "reports/lille", "--all", "--by", "Anna"]).ends(0);
    assert!(run.err.starts_with("1 exhibit signed off by Anna"), "{}", run.err);
}

#[test]
fn what_cannot_be_signed_off_is_not_recorded() {
    let project = Project::small();
    let run = project.sporbar(&["approve", "reports/lille", "person", "--by", "Anna"]).ends(2);
    assert!(run.err.contains("did you mean `personer`?"), "{}", run.err);
    let run = project.sporbar(&["approve", "reports/lille", "personer", "--by", "  "]).ends(2);
    assert!(run.err.contains("a sign-off needs a name"), "{}", run.err);
    project.sporbar(&["approve", "reports/lille", "personer"]).ends(2);
    project.sporbar(&["approve", "reports/lille", "--by", "Anna"]).ends(2);
    project.sporbar(&["approve", "reports/lille", "personer", "--by", "Anna", "--date", "i dag"]).ends(2);
    // An invalid extract has no values to sign off.
    let text = project.text("reports/lille/extracts/borgere.csv");
    project.edit("reports/lille/extracts/borgere.csv", ";far;", ";onkel;");
    project.sporbar(&["approve", "reports/lille", "personer", "--by", "Anna"]).ends(1);
    assert!(!project.path(REVIEW).exists());
    project.write("reports/lille/extracts/borgere.csv", text);

    // Of an exhibit that is gone the sign-off is told of, and not thrown away.
    approve(&project, &["--by", "Anna"]);
    project.edit(SPEC, "id         = \"personer\"", "id         = \"folk\"");
    project.edit("reports/lille/tekst.typ", "personer", "folk");
    assert_eq!(review(&project, 1, &[]), "folk      not approved\npersoner  lapsed: the exhibit is gone  Anna\n");

    project.write(REVIEW, "godkendt = 'ja'");
    let run = project.sporbar(&["review", "out/lille"]).ends(2);
    assert!(run.err.contains("error[review-invalid]") && run.err.contains("reports/lille/review.toml"), "{}", run.err);
    let run = project.sporbar(&["review", "out/ingen"]).ends(2);
    assert!(run.err.contains("error[output-unreadable]"), "{}", run.err);
}
