//! What went wrong without a word: somebody's own number among statistics, a number of a person in a message, a row of a table that does
//! not say what it tells, two labels that readers see alike, a full stop twice.

use crate::support::Project;

const SPEC: &str = "reports/lille/report.toml";
const TEXT: &str = "reports/lille/tekst.typ";

/// The small report with the ages of its people.
fn ages(stats: &str) -> Project {
    let project = Project::small();
    let exhibit = format!(
        "\n[[exhibit]]\nid = \"alder\"\ntitle = \"Alder\"\npopulation = \"projekt\"\nmeasure = {{ kind = \"tally\" }}\nx = {{ \"I alt\" = \"TRUE\" }}\n\
         value = {{ kind = \"years\", from = \"\\\"Fødselsdato\\\"\", to = \"Indvisiteret\" }}\nstat = {stats}\namong = \"counted\"\nshow = \"table\"\nsource = \"Projektregisteret\"\n"
    );
    let spec = project.text(SPEC);
    project.write(SPEC, format!("{spec}{exhibit}"));
    let text = project.text(TEXT);
    project.write(TEXT, format!("{text}\n{{{{ vis(\"alder\") }}}}\n"));
    project
}

#[test]
fn the_least_and_the_greatest_of_a_personal_field_are_somebodys() {
    for stat in ["least", "greatest"] {
        let run = ages(&format!("[\"{stat}\"]")).sporbar(&["check", "reports/lille"]).ends(2);
        let told = format!(
            "error[personal-published]: `{stat}` of the personal field `Fødselsdato` would be the number of one person"
        );
        assert!(run.err.contains(&told), "{}", run.err);
    }
}

#[test]
fn a_quantile_of_a_personal_field_among_few_is_held_back() {
    let project = ages("[\"mean\", \"median\"]");
    project.build();
    let data = project.text("out/lille/data/alder.csv");
    let line =
        |stat: &str| data.lines().find(|line| line.contains(stat)).unwrap_or_else(|| panic!("{data}")).to_owned();
    assert!(line("median").ends_with("suppressed"), "{data}");
    assert!(!line("mean").ends_with("suppressed"), "{data}");
}

#[test]
fn whom_a_call_names_is_not_repeated() {
    let project = Project::small();
    for name in ["610180-0002", "Anne Jensen"] {
        let run = project.sporbar(&["trace", "reports/lille", "--person", name]).ends(2);
        assert!(!(run.err.contains(name) || run.out.contains(name)), "{}{}", run.err, run.out);
    }
}

#[test]
fn what_is_drawn_alike_is_told() {
    let project = Project::small();
    project.edit(SPEC, "\"Aktive\" =", "\"i alt\" =");
    let run = project.sporbar(&["check", "reports/lille"]).ends(0);
    assert!(run.err.contains("warning[double-name]"), "{}", run.err);
}

#[test]
fn a_sentence_has_one_full_stop() {
    let project = Project::small();
    let text = project.text(TEXT);
    let facts = "\n[facts]\npris = { value = 700, unit = \"kr.\", source = \"X, s. 1\" }\n";
    project.edit(SPEC, "[extracts]", &format!("{facts}\n[extracts]"));
    project.write(TEXT, format!("{text}\nPrisen var {{{{ fact(\"pris\") }}}}. Den står fast.\n"));
    project.build();
    let pdf = pdf_extract::extract_text(project.path("out/lille/report.pdf")).expect("the PDF's text");
    let read = pdf.split_whitespace().collect::<Vec<_>>().join(" ").replace(" .", ".");
    assert!(read.contains("700 kr. Den står fast"), "{read}");
}
