//! Views are tables that queries make, with the rows behind them; and queries can be asked from the terminal.

use crate::support::Project;

const LILLE: &str = "tests/reports/lille";
const SPEC: &str = "reports/lille/report.toml";
const PEOPLE: &str = "[populations.projekt]";

/// The small report with views, and what more it shows.
pub(super) fn with(views: &str, exhibit: &str) -> Project {
    let project = Project::with(LILLE);
    project.edit(SPEC, PEOPLE, &format!("{views}\n{PEOPLE}"));
    let text = project.text(SPEC);
    project.write(SPEC, format!("{text}\n{exhibit}"));
    project
}

const TWO: &str = r#"
[views.voksne]
query = "SELECT person, family, Rolle FROM projekt WHERE Rolle IN ('mor', 'far')"
key   = ["person"]
[views.familier]
query = "SELECT family, COUNT(*) AS voksne FROM voksne GROUP BY family"
key   = ["family"]
"#;

#[test]
fn a_view_is_a_table_and_its_rows_are_followed() {
    let exhibit = r#"
[[exhibit]]
id      = "familier"
title   = "Familier efter voksne"
measure = { kind = "sql", query = "SELECT family AS unit, 1 AS value, voksne FROM familier ORDER BY voksne" }
series  = { of = "voksne" }
stat    = "count"
show    = "table"
source  = "Projektregisteret"
"#;
    let project = with(TWO, exhibit);
    project.build();
    // Of the families in the project one has two adults and one has one: counted in the file by hand.
    let data = project.text("out/lille/data/familier.csv");
    assert!(data.contains(",1,,count,1,,,") && data.contains(",2,,count,1,,,"), "{data}");
    let run = project.sporbar(&["trace", &project.report, "familier", "--series", "2", "--format", "csv"]).ends(0);
    // The two adults of the first family stand in the second and the third line of the file.
    let lines = |text: &str| text.lines().filter(|line| line.contains("borgere.csv")).count();
    assert_eq!(lines(&run.out), 2, "{}", run.out);
}

#[test]
fn a_definition_rests_on_the_views_it_is_made_from() {
    let exhibit = "[[exhibit]]\nid = 'familier'\ntitle = 'Familier'\nmeasure = { kind = 'sql', query = 'SELECT family AS unit, 1 AS value FROM familier' }\nstat = 'count'\nshow = 'table'\nsource = 'Prøve'\n";
    let spec = with(TWO, exhibit).text(SPEC);
    let hash = |text: &str| sporbar::audit::definitions(text)["familier"].sha256();
    let other = spec.replace("WHERE Rolle IN ('mor', 'far')", "WHERE Rolle = 'mor'");
    assert_ne!(hash(&spec), hash(&other), "a view that is a view's table");
    assert_eq!(hash(&spec), hash(&spec.replace("En lille rapport", "En anden rapport")));
}

#[test]
fn a_view_is_held_to_what_it_says_of_its_rows() {
    let uses = "[[exhibit]]\nid = 'v'\ntitle = 'V'\nmeasure = { kind = 'sql', query = 'SELECT Rolle AS unit, 1 AS value FROM v' }\nstat = 'count'\nshow = 'table'\nsource = 'Prøve'\n";
    for (view, code, said) in [
        ("query = 'SELECT Rolle FROM borgere'\nkey = ['Rolle']", "not-unique", "not unique: 2 stand more than once"),
        ("query = 'SELECT Rolle, \"Udtrådt\" FROM borgere'\nkey = ['Udtrådt']", "not-unique", "stand more than once"),
        (
            "query = \"SELECT Rolle FROM borgere WHERE Rolle = 'mor'\"\nkeeps = 'borgere'",
            "view-rows",
            "loses 3 of 6 rows",
        ),
        (
            "query = 'SELECT a.Rolle FROM borgere AS a JOIN borgere AS b ON a.\"Familie-id\" = b.\"Familie-id\"'\nkeeps = 'borgere'",
            "view-rows",
            "doubles 5 of 6 rows",
        ),
        ("query = 'SELECT Rolle FROM borgere'\nkey = ['Role']", "sql-column", "did you mean Rolle?"),
        ("query = 'SELECT Role FROM borgere'", "sql-column", "did you mean Rolle?"),
        ("query = 'SELECT Rolle FROM borgere'\nkeeps = 'borger'", "unknown-name", "did you mean `borgere`?"),
    ] {
        let project = with(&format!("[views.v]\n{view}"), uses);
        let run = project.sporbar(&["check", &project.report]).run();
        assert!(run.err.contains(&format!("error[{code}]")) && run.err.contains(said), "{view}:\n{}", run.err);
        assert_ne!(run.status, 0);
        assert!(!run.err.contains("JF-"), "{}", run.err);
    }
    let project = with("[views.borgere]\nquery = 'SELECT Rolle FROM borgere'", "");
    let run = project.sporbar(&["check", &project.report]).run();
    assert!(run.err.contains("error[double-name]"), "{}", run.err);
    let kept = "[views.v]\nquery = 'SELECT Rolle, \"CPR-nr.\" AS hvem FROM borgere'\nkeeps = 'borgere'\nkey = ['hvem']";
    let project = with(kept, uses);
    project.sporbar(&["check", &project.report]).ends(0);
}

#[test]
fn a_query_is_asked_from_the_terminal() {
    let project = with(TWO, "");
    let ask = |query: &str| project.sporbar(&["query", &project.report, query]);
    let run = ask("SELECT Rolle, COUNT(*) AS antal FROM borgere GROUP BY Rolle ORDER BY antal DESC, Rolle").ends(0);
    let words: Vec<Vec<&str>> = run.out.lines().map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(words[0], ["Rolle", "antal"]);
    assert_eq!(words[1], ["(a", "text)", "(a", "whole", "number)"]);
    // Three mothers, two children and a father stand in the file.
    assert_eq!(words[2..5], [vec!["mor", "3"], vec!["barn", "2"], vec!["far", "1"]]);
    assert!(run.out.contains("\n3 rows\n"), "{}", run.out);

    let run =
        ask("SELECT \"CPR-nr.\", \"Fødselsdato\", \"Familie-id\", age FROM (SELECT *, 1 AS age FROM borgere) AS b")
            .ends(0);
    assert!(!run.out.contains("1980") && !run.out.contains("JF-") && !run.out.contains("010180"), "{}", run.out);
    assert!(run.out.contains("personal"), "{}", run.out);
    let run = ask("SELECT family, voksne FROM familier ORDER BY voksne DESC LIMIT 1").ends(0);
    assert!(run.out.contains("2 ") || run.out.contains(" 2"), "{}", run.out);
    let run = project.sporbar(&["query", &project.report, "SELECT Rolle FROM borgere", "--rows", "2"]).ends(0);
    assert!(run.out.contains("6 rows, the first 2 of them shown"), "{}", run.out);

    let run = ask("SELECT Role FROM borgere").ends(2);
    assert!(
        run.err.contains("error[sql-column]")
            && run.err.contains("query:1:8")
            && run.err.contains("did you mean Rolle?"),
        "{}",
        run.err
    );
    let run = ask("SELECT Rolle FROM borger").ends(2);
    assert!(run.err.contains("did you mean borgere?"), "{}", run.err);
    ask("DROP TABLE borgere").ends(2);
}

#[test]
fn the_order_of_a_query_is_that_of_its_labels() {
    let exhibit = |order: &str| {
        format!(
            "[[exhibit]]\nid = 'roller'\ntitle = 'Roller'\nmeasure = {{ kind = 'sql', query = 'SELECT \"Rolle\" AS rolle, COUNT(*) AS value, \"Rolle\" AS unit FROM borgere GROUP BY \"Rolle\" {order}' }}\nx = 'rolle'\nstat = 'sum'\nshow = 'table'\nsource = 'Prøve'\n"
        )
    };
    for (order, wanted) in [
        ("ORDER BY \"Rolle\"", ["barn", "far", "mor"]),
        ("ORDER BY COUNT(*) DESC", ["mor", "barn", "far"]),
        // Without an order it is that of the file.
        ("", ["mor", "far", "barn"]),
    ] {
        let project = with("", &exhibit(order));
        project.build();
        let data = project.text("out/lille/data/roller.csv");
        let labels: Vec<&str> = data.lines().skip(1).filter_map(|line| line.split(',').nth(2)).collect();
        assert_eq!(labels, wanted, "{order}");
    }
}

/// An exhibit that counts the rows of something.
fn counted(of: &str, x: &str) -> String {
    format!(
        "[[exhibit]]\nid = 'roller'\ntitle = 'Roller'\nmeasure = {{ kind = 'rows', of = '{of}' }}\nx = {x}\nstat = 'count'\nshow = 'table'\nsource = 'Prøve'\n"
    )
}

const ROLES: &str = "[views.roller]\nquery = 'SELECT \"CPR-nr.\" AS hvem, Rolle AS rolle FROM borgere'\nkey = ['hvem']";

#[test]
fn the_rows_of_a_view_are_counted_and_labels_stand_in_the_order_that_is_asked_for() {
    // Three mothers, a father and two children stand in the file, a mother first and then the father.
    for (x, wanted) in [
        ("{ column = 'rolle', order = 'as-stated' }", "mor 3, far 1, barn 2"),
        ("{ column = 'rolle', order = 'name', total = 'I alt' }", "barn 2, far 1, mor 3, I alt 6"),
        // Where nothing is said they stand as the code list does that the column has from its extract; without one by name, and never as the
        // rows happen to.
        ("'rolle'", "mor 3, far 1, barn 2"),
        ("{ of = \"CONCAT(rolle, '')\", total = 'I alt' }", "barn 2, far 1, mor 3, I alt 6"),
        ("{ column = 'rolle', order = 'size' }", "mor 3, barn 2, far 1"),
        ("{ column = 'rolle', order = 'value', total = 'I alt' }", "mor 3, barn 2, far 1, I alt 6"),
        ("{ column = 'rolle', order = 'size', top = 1, rest = 'Øvrige', total = 'I alt' }", "mor 3, Øvrige 3, I alt 6"),
        ("{ column = 'rolle', order = 'size', top = 9, rest = 'Øvrige' }", "mor 3, barn 2, far 1, Øvrige 0"),
        (
            "{ column = 'rolle', order = 'size', by = \"CASE rolle WHEN 'far' THEN 9 ELSE 1 END\" }",
            "far 1, mor 3, barn 2",
        ),
        // Three letters have a mother and the father, four a child; a limit is of the class above it.
        ("{ of = 'LENGTH(rolle)', limits = [3, 4, 5] }", "Under 3 0, 3 4, 4 2, 5 og derover 0"),
        ("{ of = 'LENGTH(rolle)', limits = [4], least = 1, total = 'I alt' }", "1-3 4, 4 og derover 2, I alt 6"),
        ("{ of = 'LENGTH(rolle) / 2.0', limits = [1, 2] }", "Under 1 0, 1 til under 2 4, 2 og derover 2"),
        ("{ of = 'LENGTH(rolle) / 2.0', limits = [1, 2], step = 1 }", "Under 1 0, 1 4, 2 og derover 2"),
        ("{ of = 'LENGTH(rolle) * 1000', limits = [4000], thousands = false }", "Under 4000 4, 4000 og derover 2"),
        ("{ of = 'LENGTH(rolle)', limits = [4], labels = ['Kort', 'Lang'] }", "Kort 4, Lang 2"),
        (
            "{ of = \"NULLIF(LENGTH(rolle), 4)\", limits = [3], missing = 'Uoplyst', total = 'I alt' }",
            "Under 3 0, 3 og derover 4, Uoplyst 2, I alt 6",
        ),
        // Nor is one without a text left out: it has a label of its own.
        ("{ of = \"NULLIF(rolle, 'barn')\", missing = 'Uoplyst' }", "far 1, mor 3, Uoplyst 2"),
        // Those of another table, with nobody at some of them.
        (
            "{ column = 'rolle', labels = { of = 'borgere', column = 'Rolle' }, total = 'I alt' }\nwhere = \"rolle = 'far'\"",
            "mor 0, far 1, barn 0, I alt 1",
        ),
        ("{ of = 'LENGTH(rolle) - 3', labels = { first = 0, last = 2 } }", "0 4, 1 2, 2 0"),
    ] {
        let project = with(
            &format!("[periods]\nhalvaar = {{ of = 'half-years', since = '2018-01' }}\n{ROLES}"),
            &counted("roller", x),
        );
        project.build();
        let data = project.text("out/lille/data/roller.csv");
        let cells = data.lines().skip(1).map(|line| line.split(',').collect::<Vec<_>>());
        let said: Vec<String> = cells.map(|cells| format!("{} {}", cells[2], cells[4])).collect();
        assert_eq!(said.join(", "), wanted, "{x}");
    }
}

#[test]
fn a_code_list_keeps_its_order_wherever_its_column_comes_to() {
    // The layout lists mother, father, child and the unborn, of whom there are none; a child stands first in the file.
    let ruled = "[views.roller]\nof = 'borgere'\nwhere = '\"CPR-nr.\" IS NOT NULL'";
    let renamed = "[views.roller]\nof = 'borgere'\ncolumns = { rolle = 'Rolle' }";
    let twice = "[views.alle]\nquery = 'SELECT Rolle AS r FROM borgere'\n[views.roller]\nquery = 'SELECT r AS rolle FROM alle UNION ALL SELECT Rolle FROM borgere WHERE Rolle IS NULL'";
    let of_people = "[views.roller]\nquery = 'SELECT person, Rolle AS rolle FROM projekt'";
    let made =
        "[views.roller]\nquery = \"SELECT CASE Rolle WHEN 'barn' THEN 'barn' ELSE 'voksen' END AS rolle FROM borgere\"";
    let records = "[[exhibit]]\nid = 'roller'\ntitle = 'Roller'\npopulation = 'projekt'\nmeasure = { kind = 'MEASURE' }\nx = { column = 'Rolle' }\nstat = 'count'\nshow = 'table'\nsource = 'Prøve'\n";
    let tally = records.replace("MEASURE", "tally");
    let records = records.replace("'MEASURE'", "'records', of = 'borgere'");
    for (views, exhibit, wanted) in [
        (ROLES, counted("roller", "{ column = 'rolle' }"), "mor 3, far 1, barn 2"),
        (ROLES, counted("roller", "{ column = 'rolle', total = 'I alt' }"), "mor 3, far 1, barn 2, I alt 6"),
        (ruled, counted("roller", "{ column = 'Rolle' }"), "mor 3, far 1, barn 2"),
        (renamed, counted("roller", "{ column = 'rolle' }"), "mor 3, far 1, barn 2"),
        (twice, counted("roller", "{ column = 'rolle' }"), "mor 3, far 1, barn 2"),
        (of_people, counted("roller", "{ column = 'rolle' }"), "mor 2, far 1, barn 2"),
        // What a query makes has no list.
        (made, counted("roller", "{ column = 'rolle' }"), "barn 2, voksen 4"),
        ("", tally, "mor 2, far 1, barn 2"),
        ("", records, "mor 2, far 1, barn 2"),
        // What is asked for goes before it.
        (ROLES, counted("roller", "{ column = 'rolle', order = 'name' }"), "barn 2, far 1, mor 3"),
    ] {
        let project = with(views, &exhibit);
        let file = "reports/lille/extracts/borgere.csv";
        let text = project.text(file);
        let (head, rows) = text.split_once('\n').expect("a head");
        let mut turned: Vec<&str> = rows.lines().collect();
        turned.sort_by_key(|row| !row.contains(";barn;"));
        project.write(file, format!("{head}\n{}\n", turned.join("\n")));
        project.build();
        let data = project.text("out/lille/data/roller.csv");
        let cells = data.lines().skip(1).map(|line| line.split(',').collect::<Vec<_>>());
        let said: Vec<String> = cells.map(|cells| format!("{} {}", cells[2], cells[4])).collect();
        assert_eq!(said.join(", "), wanted, "{views}\n{exhibit}");
    }
}

/// Each mother has 1, the father 2 and each child 3: by size, which is the sum, it is the children's 6, the mothers' 3 and the
/// father's 2; by mean the children's 3, the father's 2 and the mothers' 1.
const MEANS: &str = "\nvalue = \"CASE rolle WHEN 'mor' THEN 1 WHEN 'far' THEN 2 ELSE 3 END\"";

#[test]
fn a_ranking_is_by_value_and_no_order_of_rows_changes_it() {
    for (order, wanted) in [("value", "barn 3, far 2, mor 1"), ("size", "barn 3, mor 1, far 2")] {
        let x = format!("{{ column = 'rolle', order = '{order}' }}{MEANS}");
        let exhibit = counted("roller", &x).replace("stat = 'count'", "stat = ['mean', 'median']");
        let project = with(ROLES, &exhibit);
        project.build();
        let data = project.text("out/lille/data/roller.csv");
        let cells = data.lines().skip(1).map(|line| line.split(',').collect::<Vec<_>>());
        let said: Vec<String> =
            cells.filter(|cells| cells[3] == "mean").map(|cells| format!("{} {}", cells[2], cells[4])).collect();
        assert_eq!(said.join(", "), wanted, "{order}");

        // The same people, the last first.
        let file = "reports/lille/extracts/borgere.csv";
        let text = project.text(file);
        let (head, rows) = text.split_once('\n').expect("a head");
        let turned: Vec<&str> = rows.lines().rev().collect();
        project.write(file, format!("{head}\n{}\n", turned.join("\n")));
        project.build();
        assert_eq!(project.text("out/lille/data/roller.csv"), data, "{order}");
    }
}

#[test]
fn a_step_is_told_of_the_step_before_in_a_total_too() {
    // Of the three mothers, the father and the two children the second step keeps the mothers: 3 of 3, 0 of 1, 0 of 2, 3 of 6.
    let x = "{ column = 'rolle', total = 'I alt' }\nseries = { 'Alle' = 'TRUE', 'Mødre' = \"rolle = 'mor'\" }\namong = 'all-at-x'";
    let stat = "stat = { count = 'count', share = { is = 'share_of', of = 'count', steps = 1, along = 'series' } }";
    let project = with(ROLES, &counted("roller", x).replace("stat = 'count'", stat));
    project.build();
    let data = project.text("out/lille/data/roller.csv");
    let cells = data.lines().skip(1).map(|line| line.split(',').collect::<Vec<_>>());
    let told: Vec<String> = cells
        .filter(|cells| cells[3] == "share")
        .map(|cells| format!("{} {} {}", cells[1], cells[2], cells[4]))
        .collect();
    assert_eq!(told, ["Mødre mor 1", "Mødre far 0", "Mødre barn 0", "Mødre I alt 0.5"]);
}

#[test]
fn a_label_stays_where_a_filter_leaves_nobody_at_it() {
    let exhibit = counted("roller", "{ column = 'rolle', order = 'name' }\nwhere = \"rolle = 'far'\"");
    let project = with(ROLES, &exhibit);
    project.build();
    let data = project.text("out/lille/data/roller.csv");
    assert!(data.contains(",barn,count,0,") && data.contains(",far,count,1,"), "{data}");
    let run = project.sporbar(&["trace", &project.report, "roller", "--x", "far", "--format", "csv"]).ends(0);
    // The father stands in the third line of the file.
    assert_eq!(run.out.lines().filter(|line| line.contains("borgere.csv")).count(), 1, "{}", run.out);
    assert!(!run.out.contains("620181"), "{}", run.out);
}

#[test]
fn labels_and_rows_that_cannot_be_are_told_of() {
    let periods = "[periods]\nuger = { of = 'weeks', since = '2018-01' }\n[views.v]\nquery = 'SELECT period, year AS rolle FROM uger'";
    for (views, exhibit, code) in [
        (ROLES, counted("roller", "{ column = 'rolle', order = 'size', top = 1 }"), "missing-key"),
        (ROLES, counted("roller", "{ column = 'rolle', rest = 'Øvrige' }"), "missing-key"),
        (ROLES, counted("roller", "{ column = 'rolle', order = 'size', top = 0, rest = 'Øvrige' }"), "bad-value"),
        (ROLES, counted("roller", "{ column = 'rolle', order = 'size', top = 1, rest = 'mor' }"), "double-name"),
        (ROLES, counted("roller", "{ of = 'LENGTH(rolle)', limits = [4, 3] }"), "bad-value"),
        (ROLES, counted("roller", "{ of = 'LENGTH(rolle)', limits = [4, 4] }"), "bad-value"),
        (ROLES, counted("roller", "{ of = 'LENGTH(rolle)', limits = [] }"), "bad-value"),
        (ROLES, counted("roller", "{ of = 'LENGTH(rolle)', limits = [3.5] }"), "bad-value"),
        (ROLES, counted("roller", "{ of = 'LENGTH(rolle)', limits = [4], least = 4 }"), "bad-value"),
        (ROLES, counted("roller", "{ of = 'LENGTH(rolle)', limits = [4], step = 0 }"), "bad-value"),
        (ROLES, counted("roller", "{ of = 'LENGTH(rolle)', limits = [4], least = 1, step = 2 }"), "bad-value"),
        (ROLES, counted("roller", "{ of = 'LENGTH(rolle)', limits = [4], labels = ['Kort'] }"), "bad-value"),
        (ROLES, counted("roller", "{ of = 'LENGTH(rolle)', limits = [4], order = 'name' }"), "unknown-key"),
        (ROLES, counted("roller", "{ of = 'LENGTH(rolle)', limits = 4 }"), "wrong-type"),
        (ROLES, counted("roller", "{ column = 'rolle', limits = [4] }"), "sql-type"),
        (ROLES, counted("roller", "{ of = 'LENGTH(rolle)', limits = [5], least = 4 }"), "undeclared-category"),
        (ROLES, counted("roller", "{ of = 'NULLIF(LENGTH(rolle), 4)', limits = [3] }"), "undeclared-category"),
        (ROLES, counted("roller", "{ of = 'LENGTH(rolle)', limits = [4], total = 'Under 4' }"), "double-name"),
        (ROLES, counted("roller", "{ column = 'rolle', missing = 'I alt', total = 'I alt' }"), "double-name"),
        (ROLES, counted("roller", "{ column = 'role', order = 'size' }"), "sql-column"),
        (ROLES, counted("roller", "{ column = 'rolle', order = 'value', top = 1, rest = 'Øvrige' }"), "bad-value"),
        (ROLES, counted("roller", "{ column = 'rolle', order = 'value' }\nrolling = 2"), "bad-value"),
        (ROLES, counted("roller", "{ column = 'rolle', order = 'name', by = '1' }"), "bad-value"),
        (ROLES, counted("roller", "{ column = 'rolle', labels = { of = 'roler', column = 'rolle' } }"), "unknown-name"),
        (ROLES, counted("roller", "{ column = 'rolle', labels = { of = 'roller', column = 'role' } }"), "sql-column"),
        (ROLES, counted("roller", "{ column = 'rolle', labels = { of = 'roller' } }"), "missing-key"),
        (
            ROLES,
            counted("roller", "{ column = 'rolle', labels = { of = 'roller', column = 'hvem' } }"),
            "personal-published",
        ),
        (
            ROLES,
            counted(
                "roller",
                "{ column = 'rolle', labels = { of = 'roller', column = 'rolle', where = \"rolle = 'mor'\" } }",
            ),
            "undeclared-category",
        ),
        (
            "[views.dage]\nquery = 'SELECT \"CPR-nr.\" AS hvem, \"Indvisiteret\" AS dag FROM borgere'\nkey = ['hvem']",
            counted("dage", "{ column = 'dag', limits = [4] }"),
            "sql-type",
        ),
        (ROLES, counted("rolle", "'rolle'"), "unknown-name"),
        // What the calendar alone says is followed to nothing.
        (periods, counted("v", "'rolle'"), "lineage-lost"),
        ("[periods]\nborgere = { of = 'weeks', since = '2018-01' }", String::new(), "double-name"),
        ("[periods]\nuger = { of = 'week', since = '2018-01' }", String::new(), "bad-value"),
    ] {
        let project = with(views, &exhibit);
        let run = project.sporbar(&["check", &project.report]).run();
        assert!(run.err.contains(&format!("error[{code}]")), "{exhibit}:\n{}", run.err);
    }
}

#[test]
fn a_broken_view_is_told_of_once() {
    let views = "[views.a]\nquery = 'SELECT Role FROM borgere'\n[views.b]\nquery = 'SELECT * FROM a'\n[views.c]\nquery = 'SELECT x.Rolle AS rolle FROM b AS x CROSS JOIN borgere AS y'";
    let exhibit = counted("c", "{ column = 'rolle', labels = { of = 'b', column = 'rolle' } }");
    let run = with(views, &exhibit).sporbar(&["check", "reports/lille"]).ends(2);
    assert!(run.err.matches("error[").count() == 1 && run.err.contains("did you mean Rolle?"), "{}", run.err);
}

#[test]
fn a_person_is_the_same_with_and_without_a_hyphen() {
    let project = Project::with(LILLE);
    let layout = "data-schema/projektregister-borgere.json";
    let schema = project.text(layout);
    let digits = schema
        .replacen("\"sporbar:person\": true,", "\"sporbar:person\": true, \"sporbar:personForm\": \"ddmmyyxxxx\",", 1)
        .replace("[0-9]{6}-[0-9]{4}", "[0-9]{6}-?[0-9]{4}")
        .replace("\"projektregister-borgere\"", "\"uden\"");
    assert_ne!(schema, digits);
    project.write("data-schema/uden.json", digits);
    let file = "reports/lille/extracts/borgere.csv";
    let text = project.text(file);
    let digits = |line: &str| if line.starts_with('6') { line.replacen('-', "", 1) } else { line.to_owned() };
    let without: Vec<String> = text.lines().map(digits).collect();
    project.write("reports/lille/extracts/uden.csv", without.join("\n"));
    project.edit(SPEC, "[persons]", "uden = { file = 'uden.csv', schema = 'uden' }\n\n[persons]");
    let same = "SELECT COUNT(*) AS antal FROM borgere AS b JOIN uden AS u ON u.\"CPR-nr.\" = b.\"CPR-nr.\"";
    let run = project.sporbar(&["query", &project.report, same]).ends(0);
    assert!(run.out.lines().any(|line| line.trim() == "6"), "{}", run.out);
    // The other form is told of, without the number.
    project.write("reports/lille/extracts/uden.csv", text);
    let run = project.sporbar(&["check", &project.report]).ends(1);
    assert!(run.err.contains("error[cpr-form]") && !run.err.contains("610180"), "{}", run.err);
}

#[test]
fn a_total_is_not_held_to_the_sum_of_labels_that_overlap() {
    // The father counts at both labels and once in the total: 3001 and 2001 beside 5001.
    let exhibit = "[[exhibit]]\nid = 'roller'\ntitle = 'Roller'\nmeasure = { kind = 'rows', of = 'roller', value = \"CASE WHEN rolle = 'far' THEN 1 ELSE 1000 END\" }\nx = { 'Voksne' = \"rolle IN ('mor', 'far')\", 'Andre end mor' = \"rolle IN ('far', 'barn')\", 'I alt' = 'TRUE' }\nstat = 'sum'\nshow = 'table'\nsource = 'Prøve'\n";
    let check = |more: &str| {
        let project = with(ROLES, &format!("{exhibit}{more}"));
        project.sporbar(&["check", &project.report]).ends(0).err
    };
    assert!(check("").contains("warning[total-mismatch]"));
    let said = check("overlap = 'Faderen står begge steder.'\n");
    assert!(!said.contains("total-mismatch"), "{said}");
}
