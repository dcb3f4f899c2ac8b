//! What a spec says of what is not there, or where it has no effect: it is told at its place, and not passed over.

use crate::support::{Project, repository, sporbar};

const SPEC: &str = "reports/lille/report.toml";

/// The line and column at which a text stands first in the spec, as findings write them.
fn place(project: &Project, text: &str) -> String {
    let spec = project.text(SPEC);
    let before = &spec[..spec.find(text).expect("it stands in the spec")];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().expect("a line").chars().count() + 1;
    format!("--> {SPEC}:{line}:{column}\n")
}

/// What is said of the small report with a key more in its exhibit, and how the call ends.
fn with(key: &str, ends: i32) -> (Project, String) {
    let project = Project::small();
    project.edit(SPEC, "source     =", &format!("{key}\nsource     ="));
    let said = project.sporbar(&["check", "reports/lille"]).ends(ends).err;
    (project, said)
}

#[test]
fn a_name_for_a_label_that_an_exhibit_does_not_have() {
    let (project, said) = with("names = { \"Børnene\" = \"Drenge og piger\" }", 0);
    assert!(said.contains("warning[unknown-name]: `personer` has no stat, facet, series or x `Børnene`"), "{said}");
    assert!(said.contains(&place(&project, "\"Børnene\"")), "{said}");
    assert!(said.contains("did you mean `Børn`?"), "{said}");
    // Labels, stats, and a month that another status month may have.
    for key in ["\"Børn\"", "\"Aktive\"", "count", "\"2017-03\""] {
        let (_, said) = with(&format!("names = {{ {key} = \"Andet\" }}"), 0);
        assert!(!said.contains("unknown-name"), "{key}: {said}");
    }
}

/// Larger groups take over the names of the smaller ones, which they need not have; their own are asked as all names are.
#[test]
fn a_name_for_a_label_that_larger_groups_do_not_have() {
    let with = |names: &str, own: &str| {
        let project = Project::small();
        let policy = "[disclosure.other.skjul]\npolicy = \"suppress\"\nbecause = \"Aftalt.\"\nminimum = 1\nunanimous = \"show\"\n\
                      differences = \"show\"\n\n[extracts]";
        project.edit(SPEC, "[extracts]", policy);
        let instead = format!("when-suppressed = {{ x = {{ \"Enhver\" = \"TRUE\" }}{own} }}");
        project.edit(SPEC, "source     =", &format!("{names}{instead}\nsource     ="));
        project.sporbar(&["build", "reports/lille", "--disclosure", "skjul"]).ends(0).err
    };
    let taken = "names = { \"Aktive\" = \"I gang\" }\n";
    for (names, own) in
        [(taken, ""), ("", ", names = { \"Enhver\" = \"Alle\" }"), (taken, ", names = { \"Børn\" = \"Unge\" }")]
    {
        let said = with(names, own);
        assert!(!said.contains("unknown-name"), "{names}{own}: {said}");
    }
    let said = with(taken, ", names = { \"Enhvr\" = \"Alle\" }");
    assert!(said.contains("warning[unknown-name]: `personer` has no stat, facet, series or x `Enhvr`"), "{said}");
    assert!(said.contains("did you mean `Enhver`?"), "{said}");
}

#[test]
fn an_exception_at_an_exhibit_that_is_not_there_in_a_policy_that_is_not_used() {
    let other = |exhibit: &str| {
        format!(
            "[disclosure.other.skjul]\npolicy = \"suppress\"\nbecause = \"Aftalt.\"\nminimum = 3\nunanimous = \"show\"\n\
             differences = \"show\"\n[[disclosure.other.skjul.exception]]\nat = '{exhibit}[Børn, Aktive].count'\ndo = \"hide\"\n\
             because = \"Aftalt med dem.\"\n\n[extracts]"
        )
    };
    let project = Project::small();
    project.edit(SPEC, "[extracts]", &other("persone"));
    let said = project.sporbar(&["check", "reports/lille"]).ends(2).err;
    assert!(said.contains("error[unknown-name]: there is no exhibit `persone`"), "{said}");
    assert!(said.contains(&place(&project, "persone[Børn")), "{said}");
    assert!(said.contains("did you mean `personer`?"), "{said}");

    let project = Project::small();
    project.edit(SPEC, "[extracts]", &other("personer"));
    project.sporbar(&["check", "reports/lille"]).ends(0);
}

#[test]
fn labels_that_are_empty() {
    const FILTER: &str = " = \"Rolle = 'barn'\"";
    for (old, new, at, message) in [
        ("\"Børn\"", "\"\"", format!("\"\"{FILTER}"), "`series` of number 1 of `exhibit` has an empty name"),
        ("\"Børn\"", "\" \"", format!("\" \"{FILTER}"), "`series` of number 1 of `exhibit` has an empty name"),
        (
            "source     =",
            "names = { \"Børn\" = \"\" }\nsource     =",
            "\"\" }\nsource".to_owned(),
            "`names` of number 1 of `exhibit` has an empty text",
        ),
        (
            "source     =",
            "names = { \"\" = \"Børn\" }\nsource     =",
            "\"\" = \"Børn\"".to_owned(),
            "`names` of number 1 of `exhibit` has an empty name",
        ),
        (
            "x          = { \"I alt\" = \"TRUE\", \"Aktive\" = \"active\" }",
            "x          = { of = \"Rolle\", labels = [\"mor\", \"\"] }",
            "\"\"]".to_owned(),
            "has an empty text",
        ),
        (
            "x          = { \"I alt\" = \"TRUE\", \"Aktive\" = \"active\" }",
            "x          = { of = \"Rolle\", labels = [\"mor\"], missing = \"\" }",
            "\"\" }\nstat".to_owned(),
            "has an empty text",
        ),
    ] {
        let project = Project::small();
        project.edit(SPEC, old, new);
        let said = project.sporbar(&["check", "reports/lille"]).ends(2).err;
        assert!(said.contains("error[bad-value]") && said.contains(message), "{new}: {said}");
        assert!(said.contains(&place(&project, &at)), "{new}: {said}");
        assert!(said.contains("write what readers are to see, or take it out"), "{new}: {said}");
    }
}

#[test]
fn overlap_and_selects_where_they_have_no_effect() {
    with("selects = \"De andre er med i en anden figur.\"", 0);
    // A total and two labels that overlap: without the total nothing is the sum of anything.
    let project = Project::small();
    project.edit(
        SPEC,
        "\"Aktive\" = \"active\" }",
        "\"Aktive\" = \"active\", \"Begyndt\" = \"TRUE\" }\noverlap = \"De står begge steder.\"",
    );
    project.sporbar(&["check", "reports/lille"]).ends(0);
    let x = "x          = { \"I alt\" = \"TRUE\", \"Aktive\" = \"active\" }";
    let series = "series     = { \"Voksne\" = \"Rolle IN ('mor', 'far')\", \"Børn\" = \"Rolle = 'barn'\" }";
    for (key, axes, help) in [
        ("overlap", (x, "x          = { \"Aktive\" = \"active\", \"Andre\" = \"NOT active\" }"), "a total (`I alt`)"),
        ("selects", (x, "x          = \"alder\""), "a table of labels"),
    ] {
        let project = Project::small();
        project.edit(SPEC, "note       = \"{{ v(series='Voksne', x='I alt') }} voksne har været i projektet.\"\n", "");
        project.edit(SPEC, axes.0, axes.1);
        if key == "selects" {
            project.edit(SPEC, series, "series     = \"alder\"");
            project.edit(SPEC, axes.1, "");
            let group = "[groups.alder]\nof = \"projekt\"\nlabels = { \"Voksne\" = \"Rolle <> 'barn'\", \"Børn\" = \"Rolle = 'barn'\" }\n\n";
            project.edit(SPEC, "[[exhibit]]", &format!("{group}[[exhibit]]"));
        }
        project.edit(SPEC, "source     =", &format!("{key} = \"fordi\"\nsource     ="));
        let said = project.sporbar(&["check", "reports/lille"]).ends(2).err;
        assert!(said.contains(&format!("error[bad-value]: nothing here uses `{key}`")), "{said}");
        assert!(said.contains(&place(&project, "\"fordi\"")) && said.contains(help), "{said}");
    }
}

#[test]
fn looking_ahead_where_no_extract_tells_of_any_time() {
    let key = "looks-ahead = \"den viser, hvem der er på vej\"";
    // The small report's people have days of entry, which may lie ahead.
    let (_, said) = with(key, 0);
    assert!(!said.contains("looks-ahead"), "{said}");

    let project = Project::small();
    project.write("data-schema/bog.json", r#"{"fields": [{"name": "navn", "type": "string"}]}"#);
    project.write("reports/lille/extracts/bog.csv", "navn\nA\nB\n");
    project.edit(SPEC, "[extracts]\n", "[extracts]\nbog = { file = \"bog.csv\", schema = \"bog\" }\n");
    let exhibit = format!(
        "\n[[exhibit]]\nid = \"navne\"\ntitle = \"Navne\"\nmeasure = {{ kind = \"rows\", of = \"bog\" }}\n\
         x = {{ \"Alle\" = \"TRUE\" }}\nstat = \"count\"\nshow = \"table\"\nsource = \"Bog\"\n{key}\n"
    );
    project.write(SPEC, format!("{}{exhibit}", project.text(SPEC)));
    let said = project.sporbar(&["check", "reports/lille"]).ends(0).err;
    assert!(said.contains("warning[bad-value]: nothing here uses `looks-ahead`"), "{said}");
    assert!(said.contains(&place(&project, "\"den viser")) && said.contains("became known"), "{said}");
}

/// Categories, decimals and midnights in Copenhagen: a file that a build reads is described too.
#[test]
fn a_parquet_file_with_categories_and_time_zones_is_described() {
    let file = repository().join("tests/data/typer.parquet");
    let said = sporbar(&["describe", file.to_str().expect("a path")]).run();
    assert!(!said.err.contains("internal-error"), "{}", said.err);
    let of = |column: &str| said.out.lines().find(|line| line.trim_start().starts_with(column)).unwrap_or_default();
    assert!(of("rolle").contains("tekst"), "{}", said.out);
    assert!(of("zone").contains("dag") && !of("zone").contains("tekst"), "{}", said.out);
}
