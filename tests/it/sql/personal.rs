//! What a layout calls personal decides who is counted, and is never published.

use crate::support::Project;

const LILLE: &str = "tests/reports/lille";
const SPEC: &str = "reports/lille/report.toml";
/// A note that speaks of what the tests take out.
const NOTE: &str = "note       = \"{{ v(series='Voksne', x='I alt') }} voksne har været i projektet.\"\n";
const X: &str = "x          = { \"I alt\" = \"TRUE\", \"Aktive\" = \"active\" }";

fn said(old: &str, new: &str) -> (String, i32) {
    let project = Project::with(LILLE);
    let born = "leaves  = \"Udtrådt\"";
    project.edit(SPEC, born, &format!("{born}\nborn    = \"Fødselsdato\""));
    project.edit(SPEC, NOTE, "");
    project.edit(SPEC, old, new);
    let run = project.sporbar(&["check", &project.report]).run();
    (run.err, run.status)
}

#[test]
fn no_label_is_made_of_a_personal_field() {
    for x in [
        "x = { of = '\"Fødselsdato\"' }",
        "x = { of = 'CAST(\"Fødselsdato\" AS VARCHAR)' }",
        "x = { of = 'EXTRACT(YEAR FROM \"Fødselsdato\")' }",
        "x = { of = 'SUBSTR(\"Familie-id\", 1, 2)' }",
        "x = { of = 'person' }",
        "x = { of = 'family', labels = ['JF-001', 'JF-002', 'JF-003'] }",
        "x = { of = 'COALESCE(CASE WHEN active THEN \"Familie-id\" END, Rolle)' }",
        "x = { of = 'age_at_start' }",
        "x-range = \"TO_CHAR(\\\"Fødselsdato\\\", 'YYYY-MM')\"",
    ] {
        let (said, status) = said(X, x);
        assert!(said.contains("error[personal-published]"), "{x}:\n{said}");
        assert_eq!(status, 2, "{x}");
        assert!(!said.contains("1980"), "no value of it is told: {said}");
    }
}

#[test]
fn nor_through_columns_and_queries() {
    let column = "where = \"start_month < as_of\"\n[populations.projekt.columns]\naar = \"EXTRACT(YEAR FROM \\\"Fødselsdato\\\") + 0\"";
    let project = Project::with(LILLE);
    project.edit(SPEC, "where = \"start_month < as_of\"", column);
    project.edit(SPEC, X, "x = { of = 'aar' }");
    let run = project.sporbar(&["check", &project.report]).run();
    assert!(run.err.contains("error[personal-published]"), "{}", run.err);

    let query = |inner: &str| {
        let project = Project::with(LILLE);
        project.edit(SPEC, NOTE, "");
        let from = "population = \"projekt\"\nmeasure    = { kind = \"tally\" }\nseries     = { \"Voksne\" = \"Rolle IN ('mor', 'far')\", \"Børn\" = \"Rolle = 'barn'\" }\n";
        project.edit(
            SPEC,
            &format!("{from}{X}"),
            &format!("measure = {{ kind = \"sql\", query = '''{inner}''' }}\nx = \"label\""),
        );
        project.sporbar(&["check", &project.report]).run().err
    };
    for inner in [
        "SELECT Rolle AS unit, 1 AS value, \"Fødselsdato\" AS label FROM borgere",
        "SELECT Rolle AS unit, COUNT(*) AS value, MIN(\"Fødselsdato\") AS label FROM borgere GROUP BY Rolle",
        "WITH a AS (SELECT \"Familie-id\" AS f, Rolle FROM borgere) SELECT Rolle AS unit, 1 AS value, UPPER(f) AS label FROM a",
        "SELECT Rolle AS unit, 1 AS value, LAG(\"Familie-id\") OVER (ORDER BY \"Indvisiteret\") AS label FROM borgere",
        "SELECT Rolle AS unit, 1 AS value, Rolle AS label FROM borgere UNION ALL SELECT Rolle, 1, \"Familie-id\" FROM borgere",
    ] {
        let said = query(inner);
        assert!(said.contains("error[personal-published]"), "{inner}:\n{said}");
    }
    let said = query(
        "SELECT Rolle AS unit, 1 AS value, CASE WHEN \"Fødselsdato\" < DATE '2000-01-01' THEN 'før' ELSE 'efter' END AS label FROM borgere",
    );
    assert!(!said.contains("error"), "a declared class: {said}");
}

#[test]
fn classes_and_statistics_of_it_are_told() {
    for x in [
        "x = { \"Under 18\" = \"age_at_start < 18\", \"18 og over\" = \"age_at_start >= 18\" }",
        "x = { of = \"CASE WHEN age_at_start < 18 THEN 'barn' ELSE 'voksen' END\" }",
        "x = { of = \"DIV(age_at_start, 10)\", labels = [\"0\", \"3\"] }",
    ] {
        let (said, status) = said(X, x);
        assert!(!said.contains("error"), "{x}:\n{said}");
        assert_eq!(status, 0);
    }
    let (told, _) = said("stat       = \"count\"\n", "stat       = \"mean\"\nvalue      = \"age_at_start\"\n");
    assert!(!told.contains("error"), "the mean of several people: {told}");
}

#[test]
fn the_number_of_one_person_is_held_back() {
    // One person came in December: the mean of her age is her age. She was born on 6 April 1983, and was 35.
    let value = "stat       = \"mean\"\nvalue      = \"age_at_start\"\nx          = { \"Alle\" = \"TRUE\", \"December\" = \"start_month = '2018-12'\" }\n";
    let project = Project::with(LILLE);
    project.edit(SPEC, "leaves  = \"Udtrådt\"", "leaves  = \"Udtrådt\"\nborn    = \"Fødselsdato\"");
    project.edit(SPEC, "where = \"start_month < as_of\"", "where = \"start_month <= as_of\"");
    project.edit(SPEC, &format!("{X}\nstat       = \"count\"\n"), value);
    project.edit(SPEC, NOTE, "");
    project.sporbar(&["build", &project.report, "--out", "ud"]).from(&project.path("")).ends(0);
    let data = project.text("ud/lille/data/personer.csv");
    let row = |x: &str| data.lines().find(|line| line.starts_with(&format!(",Voksne,{x},"))).map(str::to_owned);
    assert_eq!(row("December").as_deref(), Some(",Voksne,December,mean,,,,1,suppressed"), "{data}");
    // The four adults were 38, 37, 36 and 35: by hand.
    assert_eq!(row("Alle").as_deref(), Some(",Voksne,Alle,mean,36.5,,,4,"), "{data}");
}

#[test]
fn a_harmless_field_is_allowed_where_the_extract_is_declared_with_the_reason() {
    let x = "x = { of = '\"Familie-id\"', labels = ['JF-001', 'JF-002', 'JF-003'] }";
    let allowed = "schema = \"projektregister-borgere\", publishable = { \"Familie-id\" = \"Et løbenummer, som kun projektet kender\" } }";
    let project = Project::with(LILLE);
    project.edit(SPEC, "schema = \"projektregister-borgere\" }", allowed);
    project.edit(SPEC, X, x);
    let run = project.sporbar(&["check", &project.report]).run();
    assert!(!run.err.contains("personal-published"), "{}", run.err);
    for (field, because, said) in [
        ("Familie-id", "", "nothing says why"),
        ("CPR-nr.", "hvorfor", "a person's number, which is never published"),
        ("Rolle", "hvorfor", "is not personal"),
        ("Familie", "hvorfor", "is not a field"),
    ] {
        let project = Project::with(LILLE);
        let allowed =
            format!("schema = \"projektregister-borgere\", publishable = {{ \"{field}\" = \"{because}\" }} }}");
        project.edit(SPEC, "schema = \"projektregister-borgere\" }", &allowed);
        let run = project.sporbar(&["check", &project.report]).run();
        assert!(run.err.contains(said), "{field}: {}", run.err);
    }
}

/// What a check says of a filter of the population, in both forms.
fn filtered(filter: &str) -> [(String, i32); 2] {
    [&[][..], &["--message-format", "json"]].map(|form| {
        let project = Project::with(LILLE);
        project.edit(SPEC, NOTE, "");
        project.edit(SPEC, "where = \"start_month < as_of\"", &format!("where = '''{filter}'''"));
        let run = project.sporbar(&[&["check", &project.report][..], form].concat()).run();
        (run.err, run.status)
    })
}

#[test]
fn nobody_is_named_in_a_condition() {
    for filter in [
        "\"Familie-id\" <> 'JF-003'",
        "'JF-003' = \"Familie-id\"",
        "\"Familie-id\" IN ('JF-001', 'JF-003')",
        "\"Familie-id\" IS DISTINCT FROM 'JF-003'",
        "\"Familie-id\" LIKE 'JF-003%'",
        "\"Familie-id\" BETWEEN 'JF-003' AND 'JF-003'",
        "UPPER(\"Familie-id\") = CONCAT('JF-', '003')",
        "\"Familie-id\" = CASE WHEN active THEN 'JF-003' ELSE 'JF-001' END",
        "CASE \"Familie-id\" WHEN 'JF-003' THEN FALSE ELSE TRUE END",
        "STARTS_WITH(\"Familie-id\", 'JF-003')",
        "STRPOS('JF-003 JF-002', \"Familie-id\") = 0",
        "NULLIF(\"Familie-id\", 'JF-003') IS NOT NULL",
        "COALESCE(\"Familie-id\", '') <> 'JF-003'",
        "family = 'JF-003'",
        "person <> 'JF-003'",
        "CAST(RIGHT(\"Familie-id\", 3) AS INTEGER) <> 3",
        "\"Fødselsdato\" <> DATE '1983-04-06'",
        "\"Fødselsdato\" IN ('1983-04-06', '1980-04-06')",
        "\"Fødselsdato\" BETWEEN DATE '1983-04-06' AND DATE '1983-04-06'",
        "TO_CHAR(\"Fødselsdato\", 'YYYY-MM-DD') = '1983-04-06'",
        "CAST(RIGHT(\"Familie-id\", 3) AS INTEGER) = COALESCE(CASE WHEN active THEN 1 END, 3)",
        "\"Fødselsdato\" = COALESCE(\"Udtrådt\", DATE '1983-04-06')",
        // What else is wrong with it does not show it.
        "Rollee = 'mor' AND \"Familie-id\" = 'JF-003'",
        "\"Familie-id\" = 'JF-003' AND LEGNTH(Rolle) > 3",
        "\"Familie-id\" = 'JF-003' AND AND active",
        "Rolle = 'mor' AND (\"Familie-id\" IN ('JF-001', 'JF-003')",
        "\"Familie-id\" LIKE 'JF-003",
    ] {
        for (said, status) in filtered(filter) {
            assert!(said.contains("personal-written"), "{filter}:\n{said}");
            assert_eq!(status, 2, "{filter}");
            assert!(!said.contains("JF-0") && !said.contains("04-06"), "who it is is not told again: {said}");
        }
    }
}

#[test]
fn what_names_no_one_can_be_written() {
    for filter in [
        "Rolle = 'mor' OR Rolle = 'far'",
        "\"Fødselsdato\" < DATE '2000-01-01' OR TRUE",
        "\"Fødselsdato\" <> as_of_end - INTERVAL '18 years'",
        "\"Fødselsdato\" BETWEEN DATE '1980-01-01' AND DATE '1990-01-01'",
        "CAST(RIGHT(\"Familie-id\", 3) AS INTEGER) > 1",
        "EXTRACT(YEAR FROM \"Fødselsdato\") <> 1983",
        "TO_CHAR(\"Fødselsdato\", 'YYYY-MM') <> '1983-04'",
        "\"Familie-id\" <> ''",
        "\"Familie-id\" = family",
        "LENGTH(\"Familie-id\") <> 7",
        "LENGTH(\"Familie-id\") + 1 > 3",
    ] {
        for (said, _) in filtered(filter) {
            assert!(!said.contains("personal-written"), "{filter}:\n{said}");
        }
    }
}

#[test]
fn nobody_is_named_in_classes_states_values_and_queries() {
    let named = "\"Familie-id\" = 'JF-003'";
    let class = format!("x = {{ \"I alt\" = '''{named}''', \"Aktive\" = \"active\" }}");
    let value = format!("{X}\nvalue = '''CASE WHEN {named} THEN 1 ELSE 0 END'''");
    let filter = format!("{X}\nwhere = '''{named}'''");
    for (what, x) in [("class", class), ("value", value), ("filter", filter)] {
        let (said, status) = said(X, &x);
        assert!(said.contains("error[personal-written]"), "{what}:\n{said}");
        assert!(status == 2 && !said.contains("JF-003"), "{what}:\n{said}");
    }
    let project = Project::with(LILLE);
    project.edit(SPEC, NOTE, "");
    let from = "population = \"projekt\"\nmeasure    = { kind = \"tally\" }\nseries     = { \"Voksne\" = \"Rolle IN ('mor', 'far')\", \"Børn\" = \"Rolle = 'barn'\" }\n";
    let query = "SELECT Rolle AS unit, 1 AS value, Rolle AS label FROM (SELECT UPPER(\"Familie-id\") AS f, Rolle FROM borgere) AS a WHERE f = 'JF-003'";
    let measure = format!("measure = {{ kind = \"sql\", query = '''{query}''' }}\nx = \"label\"");
    project.edit(SPEC, &format!("{from}{X}"), &measure);
    let run = project.sporbar(&["check", &project.report]).run();
    assert!(run.err.contains("error[personal-written]") && !run.err.contains("JF-003"), "{}", run.err);
}

/// A check of an exhibit that is made by this query.
fn queried(query: &str) -> (String, i32) {
    let project = Project::with(LILLE);
    project.edit(SPEC, NOTE, "");
    let from = "population = \"projekt\"\nmeasure    = { kind = \"tally\" }\nseries     = { \"Voksne\" = \"Rolle IN ('mor', 'far')\", \"Børn\" = \"Rolle = 'barn'\" }\n";
    let measure = format!("measure = {{ kind = \"sql\", query = '''{query}''' }}\nx = \"label\"");
    project.edit(SPEC, &format!("{from}{X}"), &measure);
    let run = project.sporbar(&["check", &project.report]).run();
    (run.err, run.status)
}

#[test]
fn nobody_is_named_in_a_list_of_names_that_a_query_makes() {
    let list = "(SELECT 'JF-003' AS f UNION ALL SELECT 'JF-001')";
    let upper = format!("(SELECT UPPER(f) AS f FROM {list} AS a)");
    let first = "SELECT Rolle AS unit, 1 AS value, Rolle AS label FROM borgere AS b";
    for join in [
        format!("JOIN {list} AS n ON n.f = b.\"Familie-id\""),
        format!("JOIN {upper} AS n ON b.\"Familie-id\" = n.f"),
        format!("CROSS JOIN {list} AS n WHERE STARTS_WITH(b.\"Familie-id\", n.f)"),
        "JOIN (SELECT 'JF-003' AS \"Familie-id\") AS n USING (\"Familie-id\")".to_owned(),
        "JOIN (SELECT DATE '1983-04-06' AS d) AS n ON n.d = b.\"Fødselsdato\"".to_owned(),
    ] {
        let (said, status) = queried(&format!("{first} {join}"));
        assert!(said.contains("error[personal-written]") && status == 2, "{join}:\n{said}");
        assert!(!said.contains("JF-0") && !said.contains("04-06"), "{join}:\n{said}");
    }
    // Gathered to groups it is the same list.
    for list in [
        "(SELECT f FROM (SELECT 'JF-003' AS f UNION ALL SELECT 'JF-001') AS a GROUP BY f)",
        "(SELECT MIN(f) AS f FROM (SELECT 'JF-003' AS f UNION ALL SELECT 'JF-001') AS a)",
        "(SELECT UPPER(MIN(f)) AS f FROM (SELECT 'JF-003' AS f) AS a GROUP BY LENGTH(f))",
        "(SELECT FIRST_VALUE(f) OVER (ORDER BY f) AS f FROM (SELECT 'JF-003' AS f) AS a)",
    ] {
        let (said, status) = queried(&format!("{first} JOIN {list} AS n ON n.f = b.\"Familie-id\""));
        assert!(said.contains("error[personal-written]") && status == 2, "{list}:\n{said}");
        assert!(!said.contains("JF-0"), "{list}:\n{said}");
    }
    // A list of classes names no one.
    let roles = "JOIN (SELECT 'mor' AS r UNION ALL SELECT 'far') AS n ON n.r = b.Rolle";
    let (said, _) = queried(&format!("{first} {roles}"));
    assert!(!said.contains("personal-written"), "{said}");
}

/// What else is wrong with a query stops before its conditions are judged, and is told with a line that would show them.
#[test]
fn nobody_is_named_in_a_query_that_is_wrong() {
    let first = "SELECT Rolle AS unit, 1 AS value, Rolle AS label FROM borgere AS b";
    for query in [
        "SELECT Rollee AS unit, 1 AS value, Rolle AS label FROM borgere WHERE \"Familie-id\" = 'JF-003'".to_owned(),
        "SELECT Rolle AS unit FROM borgerer WHERE \"Familie-id\" IN ('JF-001', 'JF-003')".to_owned(),
        format!("{first} WHERE b.\"Familie-id\" LIKE 'JF-003%' GROUP BY"),
        format!("{first} JOIN fejl ON 'JF-003' = b.\"Familie-id\""),
        format!("{first} WHERE UPPER(b.\"Familie-id\") <> 'JF-003' AND RANDOM() > 0.5"),
        format!("{first} WHERE b.\"Fødselsdato\" = DATE '1983-04-06' LIMIT x"),
    ] {
        let (said, status) = queried(&query);
        assert!(said.contains("error[personal-written]") && status == 2, "{query}:\n{said}");
        assert!(!said.contains("JF-0") && !said.contains("04-06"), "{query}:\n{said}");
    }
    for query in [
        format!("{first} WHERE b.Rolle = 'mor' AND \"Familie-id\" IS NOT NULL AND Køn = 'K' AND RANDOM() > 0.5"),
        "SELECT Rollee AS unit, \"Familie-id\" AS value, 'alle' AS label FROM borgere".to_owned(),
    ] {
        let (said, status) = queried(&query);
        assert!(!said.contains("personal-written") && status == 2, "{query}:\n{said}");
    }
}
