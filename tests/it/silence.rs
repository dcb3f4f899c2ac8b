//! What went wrong without a word: somebody's own number among statistics, a number of a person in a message, a row of a table that does
//! not say what it tells, two labels that readers see alike, a full stop twice.

use crate::support::{Project, files};

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

/// A count is no percentage, whatever the spec calls it; nor is what is computed in thousands of kroner in millions.
#[test]
fn a_unit_that_the_values_cannot_be_in_is_told() {
    for unit in ["%", "pct.", "kr.", "mio. kr."] {
        let project = Project::small();
        project.edit(SPEC, "unit = \"personer\"", &format!("unit = \"{unit}\""));
        let run = project.sporbar(&["check", "reports/lille"]).ends(2);
        let told = format!("error[bad-value]: `personer` says that its values are in `{unit}`, and they count things");
        assert!(run.err.contains(&told), "{}", run.err);
    }
    let report = "reports/roedovre-businesscase";
    for (unit, status) in [("mio. kr.", 2), ("kr.", 2), ("%", 2), ("1.000 kr.", 0)] {
        let project = Project::with(report);
        let spec = format!("{report}/report.toml");
        let text = project.text(&spec);
        assert!(text.contains("unit = \"tusind kr.\""), "the spec says what its figures are in");
        project.write(&spec, text.replace("unit = \"tusind kr.\"", &format!("unit = \"{unit}\"")));
        let run = project.sporbar(&["check", report]).run();
        let told = format!("says that its values are in `{unit}`, and ");
        assert_eq!(run.err.contains(&told), status == 2, "{unit}: {}", run.err);
        if status == 2 {
            assert_eq!(run.status, 2, "{}", run.err);
        }
    }
}

/// Forty rows about nobody's number, with these five values in a column whose name tells nothing.
fn forty(values: [&str; 5]) -> String {
    let rows = (0..40).map(|at| format!("{};{};{at}\n", values[at % 5], ["dag", "nat"][at % 2]));
    std::iter::once("Kolonne3;Type;Antal\n".to_owned()).chain(rows).collect()
}

#[test]
fn names_under_a_name_that_tells_nothing_are_not_written_down() {
    for (values, why) in [
        (["Anne", "Søren Hansen", "Fatima", "Quuxa", "Blurpa"], "personhenførbar (værdierne ligner navne på personer)"),
        (
            ["Lærkevej 1", "Nygade 2, st.", "Ryesgade 33 B", "Nordre", "Søndre"],
            "personhenførbar (værdierne ligner adresser)",
        ),
        (["Team Mette", "Nordre", "Søndre", "Østre", "Vestre"], "tjek: Kolonne3: 1 af værdierne ligner navne"),
    ] {
        let project = Project::small();
        std::fs::create_dir_all(project.path("ind")).expect("a folder");
        project.write("ind/liste.csv", forty(values));
        let run = project.sporbar(&["describe", "ind/liste.csv"]).ends(0);
        assert!(run.out.contains(why) && run.out.contains(": dag, nat"), "{}", run.out);
        let begun = project.sporbar(&["new", "begyndt", "--from", "ind", "--as-of", "2018-12"]).ends(0);
        let mut all = format!("{}{}{}", run.out, begun.out, begun.err);
        for (path, bytes) in files(&project.path("")) {
            if !path.ends_with("liste.csv") {
                all.push_str(&String::from_utf8_lossy(&bytes));
            }
        }
        // Where people are named, small numbers are hidden, whether there are CPR numbers or not.
        let hides = project.text("reports/begyndt/report.toml").contains("policy      = \"suppress\"");
        assert_eq!(hides, why.contains("personhenførbar"));
        for value in values {
            assert!(!all.contains(value), "{value}: {all}");
        }
    }
}
