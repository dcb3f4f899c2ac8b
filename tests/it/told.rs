//! What is wrong and would go unseen is told: each of these would print a number that looks right.

use crate::support::Project;

/// The small report with another exhibit; its text calls for neither.
fn with(exhibit: &str) -> Project {
    let project = Project::small();
    let spec = project.text("reports/lille/report.toml");
    let exhibit =
        format!("{spec}\n[[exhibit]]\nid = \"e\"\ntitle = \"E\"\nshow = \"table\"\nsource = \"S\"\n{exhibit}\n");
    project.write("reports/lille/report.toml", exhibit);
    project
}

/// A check of the project finds `wanted` and ends with `status`.
fn is_told(project: &Project, status: i32, wanted: &[&str]) {
    let run = project.sporbar(&["check", &project.report]).ends(status);
    for part in wanted {
        assert!(run.err.contains(part), "no `{part}` in\n{}", run.err);
    }
}

/// Two rows of one person would be two people, and all that is theirs would count twice.
#[test]
fn a_person_on_two_rows_of_the_extract_of_persons() {
    let project = Project::small();
    project.edit("data-schema/projektregister-borgere.json", "\"unique\": true", "\"unique\": false");
    project.sporbar(&["check", &project.report]).ends(0);
    let path = "reports/lille/extracts/borgere.csv";
    let again = format!("{}\n610180-0002;JF-003;mor;K;01-01-1980;05-01-2018;;\n", project.text(path).trim_end());
    project.write(path, again);
    is_told(&project, 1, &["error[not-unique]: 1 of 6 people have more than one row", "such as rows 2 and 8"]);
}

/// Of those in neither group nothing is known: they are not the others.
#[test]
fn a_group_that_is_not_known_of_all() {
    let rows = "measure = { kind = \"rows\", of = \"borgere\" }\nvalue = \"1\"\nstat = \"mean_difference\"\n";
    let versus = |sql: &str| with(&format!("{rows}versus = \"{sql}\""));
    is_told(
        &versus("CASE WHEN Rolle = 'mor' THEN TRUE WHEN Rolle = 'far' THEN FALSE END"),
        1,
        &["error[undeclared-category]: 2 of 6 observations have none of this"],
    );
    versus("Rolle = 'mor'").sporbar(&["check", "reports/lille"]).ends(0);
}

#[test]
fn weights_that_are_empty_or_below_zero() {
    let query = |weight: &str| {
        with(&format!(
            "measure = {{ kind = \"sql\", query = \"SELECT Rolle AS unit, 1 AS value, {weight} AS weight FROM borgere\" }}\nstat = \"mean\""
        ))
    };
    is_told(&query("CASE WHEN Rolle = 'mor' THEN 1 END"), 2, &["`weight` is empty in 3 rows that have a value"]);
    is_told(&query("CASE WHEN Rolle = 'mor' THEN 1 ELSE -1 END"), 2, &["`weight` is below zero in 3 rows"]);
    query("CASE WHEN Rolle = 'mor' THEN 1 ELSE 2 END").sporbar(&["check", "reports/lille"]).ends(0);
}

/// A share of amounts is no more than one, and no less than nothing, though an amount stands beside it.
#[test]
fn a_share_of_more_than_there_is() {
    let of = |value: &str| {
        with(&format!(
            "measure = {{ kind = \"rows\", of = \"borgere\", value = \"{value}\" }}\nx = {{ \"Mødre\" = \"Rolle = 'mor'\", \"Alle\" = \"TRUE\" }}\namong = \"facet\"\nstat = [\"sum\", \"share\"]"
        ))
    };
    is_told(
        &of("CASE WHEN Rolle = 'mor' THEN 3 ELSE -1 END"),
        1,
        &["error[impossible-value]", "is a share of 150 % and part of a whole"],
    );
}
