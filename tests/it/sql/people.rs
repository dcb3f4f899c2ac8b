//! Views that stand where extracts do: who is counted, spells, bookings and rows about people.

use std::collections::BTreeMap;

use crate::support::Project;

const LILLE: &str = "tests/reports/lille";
const SPEC: &str = "reports/lille/report.toml";
const EXTRACT: &str = "[persons]\nextract = \"borgere\"";

/// A report whose people are those of a view.
fn of_view(view: &str) -> Project {
    let project = Project::with(LILLE);
    project.edit(SPEC, EXTRACT, &format!("[views.folk]\n{view}\n[persons]\nextract = \"folk\""));
    project
}

/// A real report in which views that only repeat the extracts about people stand in their place.
fn through_views() -> Project {
    let project = Project::with("reports/assens-statusmaaling");
    let spec = "reports/assens-statusmaaling/report.toml";
    let mut text = project.text(spec);
    let mut views = String::new();
    for (name, person, spell) in [
        ("borgere", "CPR-nr.", Some(["Indvisiteret", "Udtrådt"])),
        ("forsoergelse", "CPR-nr.", Some(["Startdato", "Slutdato"])),
        ("foranstaltninger", "Barn CPR", Some(["Iværksat", "Ophørt"])),
        ("boernesager", "Barn CPR", Some(["Oprettet", "Lukket"])),
        ("udgifter", "Registrant", None),
    ] {
        let spell = spell.map(|[from, to]| format!("spell = [\"{from}\", \"{to}\"]\n")).unwrap_or_default();
        views.push_str(&format!(
            "[views.v_{name}]\nquery = \"SELECT * FROM {name}\"\nkeeps = \"{name}\"\nperson = \"{person}\"\n{spell}"
        ));
        for key in ["extract = ", "spells  = ", "spells = ", "rows = "] {
            text = text.replace(&format!("{key}\"{name}\""), &format!("{key}\"v_{name}\""));
        }
        for kind in ["amount", "records"] {
            let measure = |of: &str| format!("kind = \"{kind}\", of = \"{of}\"");
            text = text.replace(&measure(name), &measure(&format!("v_{name}")));
        }
    }
    project.write(spec, text.replacen("[persons]", &format!("{views}[persons]"), 1));
    project
}

#[test]
fn values_and_the_rows_behind_them_are_those_of_the_extracts() {
    let told = |project: &Project| -> BTreeMap<String, String> {
        project.build();
        let output = project.output();
        let data: BTreeMap<String, String> = output
            .into_iter()
            .filter(|(path, _)| path.starts_with("data/") && path.split('.').next_back() == Some("csv"))
            .map(|(path, bytes)| (path, String::from_utf8_lossy(&bytes).into_owned()))
            .collect();
        let traced = ["fig-01", "fig-17"].map(|exhibit| {
            let run = project.sporbar(&["trace", &project.report, exhibit, "--format", "csv"]).ends(0);
            (exhibit.to_owned(), run.out)
        });
        data.into_iter().chain(traced).collect()
    };
    let (own, views) = (told(&Project::with("reports/assens-statusmaaling")), told(&through_views()));
    assert!(own.len() > 25, "only {} files", own.len());
    for (name, text) in &own {
        assert!(text == &views[name], "{name} differs");
    }
}

#[test]
fn who_is_counted_can_be_found_by_a_query() {
    // Of the mothers in the file, two are in the project before the status month; none has a family or an exit here.
    let project = of_view(
        "query = \"SELECT \\\"CPR-nr.\\\", Rolle, Indvisiteret FROM borgere WHERE Rolle = 'mor'\"\nkey = [\"CPR-nr.\"]\nperson = \"CPR-nr.\"",
    );
    project.edit(SPEC, "family  = \"Familie-id\"\n", "");
    project.edit(SPEC, "leaves  = \"Udtrådt\"\n", "");
    project.build();
    let data = project.text("out/lille/data/personer.csv");
    assert!(data.contains(",Voksne,I alt,count,2,") && data.contains(",Voksne,Aktive,count,2,"), "{data}");
    let run = project.sporbar(&["trace", &project.report, "personer", "--series", "Voksne", "--format", "csv"]).ends(0);
    let lines = |row: &str| run.out.lines().filter(|line| line.contains(&format!("borgere.csv,{row},"))).count();
    assert!(lines("2") > 0 && lines("5") > 0 && lines("3") == 0, "{}", run.out);
}

#[test]
fn a_view_that_cannot_stand_for_an_extract_is_told_of() {
    const ALL: &str = "query = 'SELECT * FROM borgere'";
    for (view, code, said) in [
        (ALL.to_owned(), "missing-key", "does not say whom a row is about"),
        (format!("{ALL}\nperson = 'CPR-nr'"), "sql-column", "did you mean"),
        (
            "query = 'SELECT * FROM projekt'\nperson = 'CPR-nr.'".to_owned(),
            "circular-definition",
            "rests on the population `projekt`",
        ),
        (format!("{ALL}\nspell = ['Indvisiteret', 'Udtrådt']"), "bad-value", "a spell is somebody's"),
        (format!("{ALL}\nperson = 'CPR-nr.'\nspell = ['Indvisiteret']"), "bad-value", "between two columns"),
        (format!("{ALL}\nperson = 'CPR-nr.'\nspell = ['Udtrådt', 'Indvisiteret']"), "empty-key", "has no beginning"),
    ] {
        let project = of_view(&view);
        let run = project.sporbar(&["check", &project.report]).run();
        assert!(run.err.contains(&format!("error[{code}]")) && run.err.contains(said), "{view}:\n{}", run.err);
        assert_ne!(run.status, 0);
    }
    // Who leaves before coming is told of in a view as in an extract.
    let turned = "query = 'SELECT \"CPR-nr.\", \"Familie-id\", Rolle, \"Udtrådt\" AS \"Indvisiteret\", Indvisiteret AS \"Udtrådt\" FROM borgere WHERE \"Udtrådt\" IS NOT NULL'\nperson = 'CPR-nr.'";
    let project = of_view(turned);
    let run = project.sporbar(&["check", &project.report]).run();
    assert!(run.err.contains("error[spell-ends-before-start]"), "{}", run.err);
}
