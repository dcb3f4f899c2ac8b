//! Pseudonyms stand for what comes from a personal field, and for nothing that only looks like it.

use std::collections::BTreeSet;

use sporbar::register::PseudonymKey;

use crate::support::Project;

const SPEC: &str = "reports/lille/report.toml";
const PEOPLE: &str = "reports/lille/extracts/borgere.csv";

/// The small report with the families `1`, `2` and `3`, and an exhibit more with this measure.
fn with(views: &str, measure: &str) -> Project {
    let project = Project::small();
    project.write(PEOPLE, project.text(PEOPLE).replace("JF-00", ""));
    project.edit(SPEC, "[persons]", &format!("{views}\n[persons]"));
    let exhibit = format!(
        "[[exhibit]]\nid = 'egen'\ntitle = 'Egen'\nmeasure = {measure}\nstat = 'count'\nshow = 'table'\nsource = 'Prøve'\n"
    );
    project.write(SPEC, format!("{}\n{exhibit}", project.text(SPEC)));
    project
}

/// What the observations of the exhibit are called, in order.
fn called(project: &Project) -> Vec<String> {
    let run = project.sporbar(&["trace", &project.report, "egen", "--format", "csv"]).ends(0);
    let mut reader = csv::Reader::from_reader(run.out.as_bytes());
    let mut names: Vec<(usize, String)> = reader
        .records()
        .map(|record| record.expect("a row"))
        .map(|record| (record[4].parse().expect("a place"), record[5].to_owned()))
        .collect();
    names.dedup();
    names.into_iter().map(|(_, name)| name).collect()
}

fn pseudonym(text: &str) -> String {
    PseudonymKey::synthetic_default().mask(text)
}

#[test]
fn what_looks_like_a_familys_number_is_none() {
    // Rows of a view without a key are called by their places.
    let project = with(
        "[views.voksne]\nquery = \"SELECT Rolle FROM projekt WHERE Rolle = 'mor'\"",
        "{ kind = 'rows', of = 'voksne' }",
    );
    assert_eq!(called(&project), ["række 1", "række 2"]);
    // A number that the query makes, or that a key has.
    let project =
        with("", "{ kind = 'sql', query = \"SELECT '2' AS unit, 1 AS value FROM projekt WHERE Rolle = 'far'\" }");
    assert_eq!(called(&project), ["2"]);
    let project = with(
        "[views.roller]\nquery = \"SELECT Rolle, COUNT(*) AS antal FROM projekt GROUP BY Rolle ORDER BY Rolle\"\nkey = ['antal', 'Rolle']",
        "{ kind = 'rows', of = 'roller' }",
    );
    // In the project are two mothers, two children and a father: the mother of 3 December 2018 starts in the status month.
    assert_eq!(called(&project), ["2, barn", "1, far", "2, mor"]);
}

/// What the spec says may be published stands in rows as it stands in the names of observations, and else in neither.
#[test]
fn what_names_no_one_is_told_the_same_way_everywhere() {
    let measure = "{ kind = 'tally', unit = 'family' }\npopulation = 'projekt'";
    let fields = |project: &Project| {
        let run = project.sporbar(&["trace", &project.report, "egen", "--format", "json"]).ends(0);
        let told: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
        let observations = told["values"][0]["observations"].as_array().expect("observations").clone();
        let rows = observations.iter().flat_map(|one| one["rows"].as_array().expect("rows").clone());
        rows.map(|row| row["fields"]["Familie-id"].as_str().expect("a family").to_owned()).collect::<BTreeSet<_>>()
    };
    let project = with("", measure);
    let names: BTreeSet<String> = called(&project).into_iter().collect();
    assert!(names.iter().all(|name| name.starts_with("K-")), "{names:?}");
    assert_eq!(fields(&project), names);
    let project = with("", measure);
    let of = "schema = \"projektregister-borgere\"";
    project.edit(SPEC, of, &format!("{of}, publishable = {{ \"Familie-id\" = \"et løbenummer\" }}"));
    let names: BTreeSet<String> = called(&project).into_iter().collect();
    assert!(!names.is_empty() && names.iter().all(|name| ["1", "2", "3"].contains(&name.as_str())), "{names:?}");
    assert_eq!(fields(&project), names);
}

#[test]
fn a_familys_number_is_never_told() {
    let [one, two] = ["1", "2"].map(pseudonym);
    for measure in [
        "{ kind = 'sql', query = 'SELECT \"Familie-id\" AS unit, 1 AS value FROM projekt GROUP BY \"Familie-id\"' }",
        "{ kind = 'sql', query = 'SELECT f AS unit, 1 AS value FROM (SELECT \"Familie-id\" AS f FROM projekt) AS a GROUP BY f' }",
        "{ kind = 'rows', of = 'familier' }",
    ] {
        let project =
            with("[views.familier]\nquery = \"SELECT family FROM projekt GROUP BY family\"\nkey = ['family']", measure);
        assert_eq!(called(&project), [one.clone(), two.clone()], "{measure}");
    }
    // One that is made of it with something else is a pseudonym as a whole.
    let made = "{ kind = 'sql', query = \"SELECT CONCAT(Rolle, ' ', \\\"Familie-id\\\") AS unit, 1 AS value FROM projekt WHERE Rolle = 'far'\" }";
    assert_eq!(called(&with("", made)), [pseudonym("far 1")]);
    // Of a key with several columns only those that are personal.
    let project = with(
        "[views.voksne]\nquery = \"SELECT family, Rolle FROM projekt WHERE Rolle = 'far'\"\nkey = ['family', 'Rolle']",
        "{ kind = 'rows', of = 'voksne' }",
    );
    assert_eq!(called(&project), [format!("{one}, far")]);
}

#[test]
fn a_person_is_called_the_same_everywhere() {
    let project =
        with("", "{ kind = 'sql', query = \"SELECT person AS unit, 1 AS value FROM projekt WHERE Rolle = 'far'\" }");
    let names = called(&project);
    assert!(names.len() == 1 && names[0].starts_with("P-"), "{names:?}");
    let run =
        project.sporbar(&["query", &project.report, "SELECT person, family FROM projekt WHERE Rolle = 'far'"]).ends(0);
    assert!(run.out.contains(&names[0]) && run.out.contains(&pseudonym("1")), "{}", run.out);
    // A row that is called by its place says whose it is where people read it.
    let project = with("", "{ kind = 'rows', of = 'borgere', where = \"Rolle = 'far'\" }");
    let run = project.sporbar(&["trace", &project.report, "egen"]).ends(0);
    assert!(run.out.contains(&format!("række 3 ({})", names[0])), "{}", run.out);
}
