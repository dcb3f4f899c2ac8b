//! Intervals that the rows of a query state themselves.

use super::views::with;

/// Three mothers, a father and two children, each role a row with the ends `ned` and `op`.
fn exhibit(ned: &str, op: &str, more: &str) -> String {
    let group = if more.contains("hver") { "Rolle, \"CPR-nr.\"" } else { "Rolle" };
    let more = if more.contains("hver") { "" } else { more };
    let more = if more.contains("stat") { more.to_owned() } else { format!("stat = 'mean'\n{more}") };
    let more =
        if more.contains("interval") { more } else { format!("interval = {{ lower = 'ned', upper = 'op' }}\n{more}") };
    let more = if more.contains("among") { more } else { format!("among = 'counted'\n{more}") };
    format!(
        "[[exhibit]]\nid = 'roller'\ntitle = 'Roller'\nx = {{ of = 'rolle', labels = ['mor', 'far', 'barn', 'ingen'] }}\nshow = 'table'\nsource = 'Prøve'\n{more}[exhibit.measure]\nkind = 'sql'\nquery = '''SELECT Rolle AS unit, Rolle AS rolle, COUNT(*) AS value, {ned} AS ned, {op} AS op FROM borgere GROUP BY {group}'''\n"
    )
}

#[test]
fn a_row_states_the_interval_of_its_value() {
    for (stat, upper) in [("mean", "COUNT(*) + 2"), ("sum", "COUNT(*) + 2"), ("value", "COUNT(*) + 2")] {
        let project = with("", &exhibit("COUNT(*) - 0.5", upper, &format!("stat = '{stat}'\n")));
        project.build();
        let data = project.text("out/lille/data/roller.csv");
        let mut lines = data.lines();
        let head: Vec<&str> = lines.next().expect("a head").split(',').collect();
        let place = |name: &str| head.iter().position(|known| *known == name).expect(name);
        let (x, value, lower, upper) = (place("x"), place("value"), place("lower"), place("upper"));
        let cells = lines.map(|line| line.split(',').collect::<Vec<_>>());
        let told: Vec<String> =
            cells.map(|cells| format!("{} {} {} {}", cells[x], cells[value], cells[lower], cells[upper])).collect();
        // Where there is no row there is no interval, also where a sum is 0.
        let none = if stat == "sum" { "ingen 0  " } else { "ingen   " };
        assert_eq!(told, ["mor 3 2.5 5", "far 1 0.5 3", "barn 2 1.5 4", none], "{stat}");
        let page = project.text("out/lille/audit/record/exhibit-roller.js");
        assert!(page.contains("selv angiver"), "the book does not say where the interval is from");
    }
    // A row with neither end has none.
    let project = with("", &exhibit("NULLIF(COUNT(*), 1)", "NULLIF(COUNT(*), 1)", ""));
    project.build();
    let data = project.text("out/lille/data/roller.csv");
    assert!(data.contains("far,mean,1,,,") && data.contains("mor,mean,3,3,3,"), "{data}");
}

#[test]
fn an_interval_that_is_not_its_values_is_told() {
    let good = ("COUNT(*) - 1", "COUNT(*) + 1");
    for (ned, op, more, code, words) in [
        ("COUNT(*) + 1", "COUNT(*) + 2", "", "impossible-value", "above the value itself"),
        ("COUNT(*) - 2", "COUNT(*) - 1", "", "impossible-value", "below the value itself"),
        ("NULLIF(COUNT(*), 3)", "COUNT(*) + 1", "", "impossible-value", "1 of 3 observations have no `lower`"),
        ("COUNT(*) - 1", "NULLIF(COUNT(*), 3)", "", "impossible-value", "1 of 3 observations have no `upper`"),
        (good.0, good.1, "hver", "bad-value", "3 rows stand at"),
        (good.0, good.1, "among = 'facet'\n", "bad-value", "that row's number alone"),
        (good.0, good.1, "stat = 'median'\n", "bad-value", "nothing here uses `interval`"),
        (good.0, good.1, "stat = 'count'\n", "bad-value", "nothing that this interval could be around"),
        (good.0, good.1, "interval = { lower = 'ned' }\n", "missing-key", "does not say `upper`"),
        (good.0, good.1, "interval = { lower = 'rolle', upper = 'op' }\n", "sql-type", "rolle"),
        (good.0, good.1, "interval = { lower = 'ne', upper = 'op' }\n", "sql-column", "ne"),
        (good.0, good.1, "interval = { lower = 'ned', upper = 'op', level = 90 }\n", "unknown-key", "level"),
    ] {
        let project = with("", &exhibit(ned, op, more));
        let run = project.sporbar(&["check", &project.report]).run();
        assert!(run.err.contains(&format!("error[{code}]")) && run.err.contains(words), "{more}{ned}:\n{}", run.err);
    }
    // Columns that are called so and that nobody takes.
    let untaken = exhibit("1", "2", "interval = 't'\n").replace("AS ned", "AS lower").replace("AS op", "AS upper");
    let project = with("", &untaken);
    let run = project.sporbar(&["check", &project.report]).run();
    assert!(run.err.contains("the query gives `lower`, and nothing takes it"), "{}", run.err);
}
