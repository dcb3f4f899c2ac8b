//! What is wrong with SQL is told at its word, before any row is read.

use crate::support::Project;

const LILLE: &str = "tests/reports/lille";
const SPEC: &str = "reports/lille/report.toml";

/// What `check` says of the small report with another filter for its people.
fn said_of(filter: &str) -> String {
    let project = Project::with(LILLE);
    let old = "where = \"start_month < as_of\"";
    project.edit(SPEC, old, &format!("where = '''{filter}'''"));
    let run = project.sporbar(&["check", &project.report]).run();
    run.err
}

/// The line of the message that marks the place: what stands over the carets.
fn marked(said: &str) -> String {
    let lines: Vec<&str> = said.lines().collect();
    let at = lines.iter().position(|line| line.contains('^')).unwrap_or_else(|| panic!("no place in:\n{said}"));
    let (from, to) = (lines[at].find('^').expect("carets"), lines[at].rfind('^').expect("carets"));
    let column = |byte: usize| lines[at][..byte].chars().count();
    lines[at - 1].chars().skip(column(from)).take(column(to) - column(from) + 1).collect()
}

#[test]
fn comparisons_are_typed_by_the_layout() {
    for (filter, code, place, help) in [
        ("Rolle = 'Mor'", "sql-never-true", "'Mor'", "did you mean 'mor'?"),
        ("Rolle IN ('mor', 'fader')", "sql-never-true", "'fader'", "the codes are 'mor', 'far'"),
        ("start_month >= '2018-3'", "sql-type", "'2018-3'", "did you mean '2018-03'?"),
        ("start_month > 2018", "sql-type", "2018", "did you mean '2018-01'?"),
        ("start_month > 2018-03", "sql-type", "2018-03", "write '2018-03'"),
        ("Indvisiteret >= 2018-02-01", "sql-type", "2018-02-01", "write DATE '2018-02-01'"),
        ("Indvisiteret >= '01-02-2018'", "sql-type", "'01-02-2018'", "did you mean DATE '2018-02-01'?"),
        ("Indvisiteret >= '2018-02-30'", "sql-type", "'2018-02-30'", "no such day"),
        ("Indvisiteret >= start_month", "sql-type", "Indvisiteret >= start_month", "TO_CHAR(Indvisiteret, 'YYYY-MM')"),
        ("project_months >= '6'", "sql-type", "project_months >= '6'", "a number stands without quotes: 6"),
        ("active = 1", "sql-type", "active = 1", "true or false stands by itself"),
        ("Rolle > 3", "sql-type", "Rolle > 3", "a text stands in quotes: '3'"),
        ("project_months", "sql-type", "project_months", "compare with something"),
        ("\"Udtrådt\" = NULL", "sql-never-true", "\"Udtrådt\" = NULL", "IS NULL"),
        ("project_months BETWEEN 9 AND 3", "sql-never-true", "project_months BETWEEN 9 AND 3", "the lesser first"),
        ("project_months > 9 AND project_months < 3", "sql-never-true", "project_months < 3", "OR"),
        ("Rolle = 'mor' AND Rolle = 'far'", "sql-never-true", "Rolle = 'far'", "OR"),
        ("Rolle LIKE 'M%'", "sql-never-true", "'M%'", "the codes are 'mor', 'far', 'barn', 'ufødt'"),
        ("Role = 'mor'", "sql-column", "Role", "did you mean Rolle?"),
        ("Rolle = mor", "sql-column", "mor", "a text stands in single quotes: 'mor'"),
        ("YEAR(Indvisiteret) = 2018", "sql-not-offered", "YEAR", "EXTRACT(YEAR FROM day)"),
        ("LENGHT(Rolle) = 3", "sql-not-offered", "LENGHT", "did you mean LENGTH?"),
        ("Indvisiteret < CURRENT_DATE()", "sql-not-offered", "CURRENT_DATE", "as_of_end"),
        ("project_months / 12 > 1", "sql-type", "project_months / 12", "DIV(project_months, 12)"),
        ("Rolle IN (SELECT Rolle FROM borgere)", "sql-not-offered", "", "join"),
        ("COUNT(*) > 1", "sql-not-offered", "COUNT", "column of its own"),
        ("start_month < as_of AND", "sql-syntax", "D", "what stands after WHERE"),
        ("start_month < as_of; DROP", "sql-syntax", ";", "what stands after WHERE"),
        ("start_month < as_of -- altid", "sql-syntax", "-- altid", "behind #"),
        ("Rolle = 'ø", "sql-syntax", "", "single quotes"),
        ("Rolle = \"ø", "sql-syntax", "", "single quotes"),
        ("Antal dage > 3", "sql-syntax", "dage", "double quotes: \"Antal dage\""),
        ("Rolle = €", "sql-syntax", "", ""),
        ("@maaned > start_month", "unknown-name", "@maaned", "[parameters]"),
    ] {
        let said = said_of(filter);
        assert!(said.contains(&format!("error[{code}]")), "{filter}:\n{said}");
        assert!(said.contains(help), "{filter}: {help}\n{said}");
        if !place.is_empty() {
            assert_eq!(marked(&said), place, "{filter}:\n{said}");
        }
    }
}

#[test]
fn what_drops_empty_cells_unasked_must_say_what_it_means() {
    for filter in [
        "\"Udtrædelsesårsag\" <> 'Flyttet'",
        "\"Udtrædelsesårsag\" NOT IN ('Flyttet', 'Sygdom')",
        "NOT \"Udtrædelsesårsag\" = 'Flyttet'",
        "\"Udtrædelsesårsag\" NOT LIKE 'F%'",
        "active OR \"Udtrædelsesårsag\" <> 'Flyttet'",
        "\"Udtrådt\" NOT BETWEEN DATE '2018-01-01' AND DATE '2018-06-30'",
    ] {
        let said = said_of(filter);
        assert!(said.contains("error[sql-empty-dropped]"), "{filter}:\n{said}");
    }
    // The help is SQL that can be taken as it stands.
    for (filter, keep) in [
        (
            "\"Udtrædelsesårsag\" NOT IN ('Flyttet', 'Sygdom')",
            "(\"Udtrædelsesårsag\" NOT IN ('Flyttet', 'Sygdom') OR Udtrædelsesårsag IS NULL)",
        ),
        ("(\"Udtrædelsesårsag\") <> ('Flyttet')", "\"Udtrædelsesårsag\" IS DISTINCT FROM 'Flyttet'"),
    ] {
        let said = said_of(filter);
        assert!(said.contains(&format!("to keep them: {keep}")), "{filter}:\n{said}");
    }
    for filter in [
        "\"Udtrædelsesårsag\" IS DISTINCT FROM 'Flyttet'",
        "\"Udtrædelsesårsag\" <> 'Flyttet' OR \"Udtrædelsesårsag\" IS NULL",
        "\"Udtrædelsesårsag\" IS NOT NULL AND \"Udtrædelsesårsag\" <> 'Flyttet'",
        "COALESCE(\"Udtrædelsesårsag\", 'Sygdom') <> 'Flyttet'",
        "\"Udtrædelsesårsag\" LIKE 'F%' AND \"Udtrædelsesårsag\" <> 'Flyttet'",
        "Rolle <> 'ufødt' AND NOT active",
        "\"Udtrådt\" > DATE '2018-01-01'",
    ] {
        let said = said_of(filter);
        assert!(!said.contains("error"), "{filter}:\n{said}");
    }
}

#[test]
fn what_is_too_long_or_too_deep_is_met_before_the_stack_is() {
    let sum = vec!["project_months"; 20_000].join(" + ");
    let deep = format!("{}start_month{} < as_of", "(".repeat(5_000), ")".repeat(5_000));
    let nots = format!("{}active", "NOT ".repeat(5_000));
    let cases = format!("{}1{} = 1", "CASE WHEN active THEN 1 ELSE ".repeat(3_000), " END".repeat(3_000));
    let minus = format!("{}1 = 1", "- ".repeat(5_000));
    for filter in [format!("{sum} > 1"), deep, nots, cases, minus, vec!["active"; 3_000].join(" OR ")] {
        let said = said_of(&filter);
        assert!(said.contains("error[sql-too-long]"), "{filter:.60}:\n{said:.2000}");
    }
    // What people write is far from that.
    let list: Vec<String> = (0..2_000).map(|number| number.to_string()).collect();
    let said = said_of(&format!("project_months IN ({})", list.join(", ")));
    assert!(!said.contains("error"), "{said}");
    let said = said_of(&format!("{} > 1", vec!["project_months"; 150].join(" + ")));
    assert!(!said.contains("error"), "{said}");
}

#[test]
fn a_row_that_fails_is_told_without_its_values() {
    let said = said_of("12 % project_months = 0");
    assert!(said.contains("error[sql-failed]") && said.contains("divided by zero"), "{said}");
    assert_eq!(marked(&said), "12 % project_months", "{said}");
    let said = said_of("CAST(\"Familie-id\" AS INTEGER) > 1");
    assert!(said.contains("a text is not a number") && !said.contains("JF-"), "{said}");
    // A branch that is not taken cannot fail.
    let said = said_of("CASE WHEN project_months = 0 THEN FALSE ELSE 12 % project_months = 0 END");
    assert!(!said.contains("error"), "{said}");
}
