//! Pseudonyms stand for what comes from a personal field, and for nothing that only looks like it.

use std::collections::BTreeSet;

use sporbar::register::PseudonymKey;

use crate::support::{Project, rows};

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

/// The small report with cases and their meetings, whose registers write the number of a case each in its own way, and an exhibit of the
/// days of meetings by the kind of case. `meeting` is what the meetings' layout says of the number.
fn cases(meeting: &str, view: &str) -> Project {
    let project = Project::small();
    let layout = |name: &str, fields: &str| {
        format!(
            "{{\"name\": \"{name}\", \"sporbar:dialect\": {{\"delimiter\": \";\", \"lineTerminator\": \"\\n\"}}, \"fields\": [{fields}]}}"
        )
    };
    let form = r#""sporbar:keyForm": ["no-blanks", "no-leading-zeros"], "constraints": {"pattern": "[0-9]{6}"}"#;
    let case = format!(r#"{{"name": "Sagsnr", "sporbar:key": "sag", {form}}}, {{"name": "Art"}}"#);
    let days = r#"{"name": "dage", "type": "integer"}"#;
    project.write("data-schema/sager.json", layout("sager", &case));
    project.write("data-schema/moeder.json", layout("moeder", &format!(r#"{{"name": "sag", {meeting}}}, {days}"#)));
    project.write("reports/lille/extracts/sager.csv", "Sagsnr;Art\n00731942;a\n00 815 047;b\n620931;a\n");
    project.write("reports/lille/extracts/moeder.csv", "sag;dage\n731942;3\n0815047;5\n0731942;1\n999999;2\n");
    let extracts = "[extracts]\nsager = { file = \"sager.csv\", schema = \"sager\" }\nmoeder = { file = \"moeder.csv\", schema = \"moeder\" }\n";
    project.edit(SPEC, "[extracts]\n", extracts);
    project.edit(SPEC, "[persons]", &format!("[views.moedesager]\n{view}\n\n[persons]"));
    let exhibit = "[[exhibit]]\nid = 'egen'\ntitle = 'Egen'\nmeasure = { kind = 'rows', of = 'moedesager', value = 'dage' }\n\
                   x = { column = 'Art', order = 'name' }\nstat = 'sum'\nunit = 'dage'\nshow = 'table'\nsource = 'Prøve'\n";
    project.write(SPEC, format!("{}\n{exhibit}", project.text(SPEC)));
    project
}

const JOINED: &str =
    "of = 'moeder'\njoin = [{ table = 'sager', by = { sag = 'Sagsnr' }, take = ['Art'], unmatched = 'drop' }]";

#[test]
fn a_key_is_the_same_however_it_is_written_and_is_never_told() {
    let project = cases(r#""sporbar:key": "sag", "sporbar:keyForm": ["no-leading-zeros"]"#, JOINED);
    project.build();
    let output = project.output();
    let found = rows(&output["data/egen.csv"]);
    let sum = |x: &str| found[&["", "", x, "sum"].map(str::to_owned)].numbers[0];
    assert_eq!([sum("a"), sum("b")], [Some(4.0), Some(5.0)]);
    let trace = project.sporbar(&["trace", &project.report, "egen", "--format", "json"]).ends(0).out;
    assert!(trace.matches("\"K-").count() >= 3, "{trace}");
    for (name, bytes) in
        output.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).chain([("trace", trace.as_bytes())])
    {
        let text = String::from_utf8_lossy(bytes);
        for key in ["731942", "815047", "815 047", "620931", "999999"] {
            assert!(!text.contains(key), "{key} stands in {name}");
        }
    }
}

#[test]
fn keys_of_two_kinds_and_keys_written_otherwise_are_never_the_same() {
    let lost = |meeting: &str, of: &str| {
        let project = cases(meeting, &JOINED.replace("unmatched = 'drop'", "unmatched = 'refuse'"));
        let run = project.sporbar(&["check", &project.report]).run();
        assert!(run.err.contains("error[view-rows]") && run.err.contains(of), "{}", run.err);
        assert!(!run.err.contains("731942"), "{}", run.err);
    };
    lost(r#""sporbar:key": "møde", "sporbar:keyForm": ["no-leading-zeros"]"#, "for 4 of 4 rows");
    // Nothing is taken off that the layout does not say.
    lost(r#""sporbar:key": "sag""#, "for 3 of 4 rows");
    lost(r#""sporbar:key": "sag", "sporbar:keyForm": ["no-leading-zeros"]"#, "for 1 of 4 rows");
}

#[test]
fn a_key_has_its_form_and_no_order() {
    let said = |meeting: &str, view: &str, code: &str, why: &str| {
        let project = cases(meeting, view);
        let run = project.sporbar(&["check", &project.report]).run();
        assert!(
            (1..=2).contains(&run.status) && run.err.contains(&format!("error[{code}]")) && run.err.contains(why),
            "{}",
            run.err
        );
        assert!(!run.err.contains("815047"), "{}", run.err);
    };
    let form = r#""sporbar:key": "sag", "constraints": {"pattern": "[0-9]{6}"}"#;
    said(form, JOINED, "out-of-range", "the value does not have the form `[0-9]{6}`");
    let key = r#""sporbar:key": "sag", "sporbar:keyForm": ["no-leading-zeros"]"#;
    let first = "of = 'moeder'\nkeep = { per = 'dage', least = 'sag' }\ncolumns = { Art = \"'a'\" }";
    said(key, first, "sql-type", "a pseudonym stands for `sag`, and pseudonyms have no order");
    let project = cases(key, JOINED);
    project.edit(SPEC, "schema = \"moeder\"", "schema = \"moeder\", publishable = { sag = \"et nummer\" }");
    let run = project.sporbar(&["check", &project.report]).ends(2);
    assert!(run.err.contains("is a key that pseudonyms stand for"), "{}", run.err);
}
