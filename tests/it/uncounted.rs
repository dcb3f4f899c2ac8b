//! Rows that would count nowhere, or where they do not belong, with nobody told: bookings without a day, keys that are written otherwise,
//! spells outside the stretch of time that is asked about, numbers and truths that are labels. And amounts that add up to something else.

use crate::support::{Project, Run, rows};

const SPEC: &str = "reports/lille/report.toml";

/// The small report with further extracts, each with its fields and rows, and exhibits that the text shows.
fn project(extracts: &[(&str, &str, &str)], exhibits: &[(&str, &str)]) -> Project {
    let project = Project::small();
    let mut declared = "[extracts]\n".to_owned();
    for (name, fields, cells) in extracts {
        let layout = format!(
            r#"{{ "name": "{name}", "title": "{name}", "sporbar:dialect": {{ "format": "csv", "delimiter": ";" }}, "missingValues": [""], {fields} }}"#
        );
        project.write(&format!("data-schema/{name}.json"), layout);
        project.write(&format!("reports/lille/extracts/{name}.csv"), cells);
        declared += &format!("{name} = {{ file = \"{name}.csv\", schema = \"{name}\" }}\n");
    }
    let told = |(id, body): &(&str, &str)| {
        format!("\n[[exhibit]]\nid = \"{id}\"\ntitle = \"Prøve\"\nshow = \"table\"\nsource = \"Registret\"\n{body}\n")
    };
    let spec = project.text(SPEC).replacen("[extracts]\n", &declared, 1);
    project.write(SPEC, spec + &exhibits.iter().map(told).collect::<String>());
    let shown: Vec<String> = exhibits.iter().map(|(id, _)| format!("\n{{{{ vis(\"{id}\") }}}}\n")).collect();
    project.write("reports/lille/tekst.typ", project.text("reports/lille/tekst.typ") + &shown.concat());
    project
}

/// The number of an exhibit at a place.
fn number(project: &Project, id: &str, [series, x, stat]: [&str; 3]) -> Option<f64> {
    rows(&project.output()[&format!("data/{id}.csv")])[&["", series, x, stat].map(str::to_owned)].numbers[0]
}

fn says(run: &Run, parts: &[&str]) {
    assert!(parts.iter().all(|part| run.err.contains(part)), "{parts:?}:\n{}", run.err);
}

const ALWAYS: &str = r#""sporbar:knownFrom": { "always": "Prøve." }"#;
const CPR: &str = r#"{ "name": "CPR", "type": "string", "sporbar:person": true, "sporbar:personal": true, "constraints": { "required": true } }"#;

#[test]
fn bookings_without_a_day_or_an_amount_are_told() {
    let fields = format!(
        r#""fields": [{CPR}, {{ "name": "Dato", "type": "date" }}, {{ "name": "Kr", "type": "number" }}], "sporbar:knownFrom": {{ "field": "Dato" }}"#
    );
    let cells =
        "CPR;Dato;Kr\n610180-0002;2018-11-01;100\n610180-0002;;200\n610180-0002;;300\n610180-0002;2018-12-01;\n";
    let exhibit = |filter: &str| {
        format!(
            "population = \"projekt\"\nmeasure = {{ kind = \"amount\", of = \"posteringer\", amount = \"Kr\", date = \"Dato\", over = \"quarters\", since = \"2018-10\"{filter} }}\nseries = {{ \"Alle\" = \"TRUE\" }}\nx = \"period\"\nstat = \"sum\""
        )
    };
    let told = project(&[("posteringer", &fields, cells)], &[("udgift", &exhibit(""))]);
    says(
        &told.build(),
        &[
            "warning[empty-key]: 2 rows have no `Dato`",
            "posteringer.csv, row 3",
            "warning[empty-key]: 1 row has no `Kr`",
        ],
    );
    let left_out = exhibit(", where = \"Dato IS NOT NULL AND Kr IS NOT NULL\"");
    let silent = project(&[("posteringer", &fields, cells)], &[("udgift", &left_out)]).build();
    assert!(!silent.err.contains("empty-key"), "{}", silent.err);
}

#[test]
fn totals_tell_of_units_that_are_written_otherwise() {
    let course = r#"{ "name": "Kursus", "type": "string", "constraints": { "required": true } }"#;
    let courses = format!(r#""fields": [{course}], {ALWAYS}"#);
    let entries = format!(r#""fields": [{course}, {{ "name": "Antal", "type": "integer" }}], {ALWAYS}"#);
    let exhibit = "measure = { kind = \"totals\", per = \"kurser\", by = \"Kursus\", of = \"tal\", value = \"Antal\" }\nx = { column = \"Kursus\", order = \"name\" }\nstat = \"sum\"";
    let built = |cells: &str| {
        let extracts = [("kurser", courses.as_str(), "Kursus\nK01\nK02\nK03\n"), ("tal", entries.as_str(), cells)];
        let project = project(&extracts, &[("kursustal", exhibit)]);
        let run = project.build();
        assert_eq!(number(&project, "kursustal", ["", "K01", "sum"]), Some(5.0));
        run
    };
    says(
        &built("Kursus;Antal\nK01;5\nk02;7\nK 03;9\nK99;100\n"),
        &["warning[alike-texts]: 2 rows count nowhere because `kurser` writes `Kursus` otherwise", "tal.csv, row 3"],
    );
    // Rows of other units are left out, as they are meant to be.
    let silent = built("Kursus;Antal\nK01;5\nK99;100\n");
    assert!(!silent.err.contains("alike-texts"), "{}", silent.err);
}

#[test]
fn a_level_in_the_year_before_a_day_looks_at_no_day_outside_it() {
    // The mother of the second family entered on 10 March 2018: her year before has twelve months from the 10th to the 9th.
    let entered = "640382-0004";
    let fields = format!(
        r#""fields": [{CPR}, {{ "name": "Fra", "type": "date" }}, {{ "name": "Til", "type": "date" }}], "sporbar:spell": {{ "from": "Fra", "to": "Til" }}"#
    );
    let exhibit = |rule: &str| {
        format!(
            "population = \"projekt\"\nmeasure = {{ kind = \"level\", spells = \"forloeb\", rule = \"{rule}\", over = \"years-before\", day = \"Indvisiteret\", years = 1 }}\nwhere = \"start_month = '2018-03'\"\nseries = {{ \"Alle\" = \"TRUE\" }}\nstat = \"sum\""
        )
    };
    let level = |rule: &str, spells: &str| {
        let cells = format!("CPR;Fra;Til\n{}", spells.replace("CPR", entered));
        let project = project(&[("forloeb", &fields, &cells)], &[("niveau", &exhibit(rule))]);
        project.build();
        number(&project, "niveau", ["Alle", "", "sum"])
    };
    // A day of the year counts in one month of twelve; the day before it and the day of entry in none.
    assert_eq!(level("any-day", "CPR;2017-05-20;2017-05-20\n"), Some(1.0 / 12.0));
    for rule in ["any-day", "month-end"] {
        assert_eq!(level(rule, "CPR;2017-03-01;2017-03-09\nCPR;2018-03-10;2018-12-31\n"), Some(0.0), "{rule}");
        assert_eq!(level(rule, "CPR;2017-03-09;2018-03-10\n"), Some(1.0), "{rule}");
    }
}

#[test]
fn numbers_with_decimals_are_labels_as_they_are_texts() {
    let fields = format!(
        r#""fields": [{{ "name": "Trin", "type": "number" }}, {{ "name": "Kr", "type": "number" }}], {ALWAYS}"#
    );
    let exhibit = "measure = { kind = \"rows\", of = \"trin\", value = \"Kr\" }\nx = { column = \"Trin\", total = \"I alt\" }\nstat = \"sum\"";
    let project = project(&[("trin", &fields, "Trin;Kr\n10;1\n0.5;2\n2;4\n-1;8\n2;16\n")], &[("efter-trin", exhibit)]);
    project.build();
    let text = String::from_utf8(project.output()["data/efter-trin.csv"].clone()).expect("text");
    let told: Vec<(&str, &str)> = text
        .lines()
        .skip(1)
        .map(|line| line.split(',').collect::<Vec<_>>())
        .map(|cells| (cells[2], cells[4]))
        .collect();
    assert_eq!(told, [("-1", "8"), ("0.5", "2"), ("2", "20"), ("10", "1"), ("I alt", "31")]);
}

#[test]
fn amounts_are_added_up_as_they_are_written() {
    let fields = format!(r#""fields": [{{ "name": "Kr", "type": "number" }}], {ALWAYS}"#);
    let exhibit = "measure = { kind = \"rows\", of = \"satser\", value = \"Kr\" }\nseries = { \"Alle\" = \"TRUE\" }\nstat = [\"sum\", \"mean\"]";
    let query = "measure = { kind = \"rows\", of = \"sammen\", value = \"kr\" }\nseries = { \"Alle\" = \"TRUE\" }\nstat = \"sum\"";
    let cells = format!("Kr\n{}", "1.005\n".repeat(200));
    let project = project(&[("satser", &fields, &cells)], &[("satser", exhibit), ("sammen", query)]);
    project.edit(
        SPEC,
        "[persons]\n",
        "[views.sammen]\nquery = \"SELECT 'a' AS navn, SUM(Kr) AS kr FROM satser\"\nkey = [\"navn\"]\n\n[persons]\n",
    );
    project.build();
    // By hand: 200 times 1.005 is 201, and so it is in SQL. The number nearest to 1.005 lies below it.
    assert_eq!(number(&project, "satser", ["Alle", "", "sum"]), Some(201.0));
    assert_eq!(number(&project, "satser", ["Alle", "", "mean"]), Some(1.005));
    assert_eq!(number(&project, "sammen", ["Alle", "", "sum"]), Some(201.0));
}

#[test]
fn what_holds_and_what_does_not_are_labels_in_the_readers_language() {
    let fields = format!(
        r#""fields": [{{ "name": "Betalt", "type": "boolean", "trueValues": ["1"], "falseValues": ["0"] }}, {{ "name": "Kr", "type": "number" }}], {ALWAYS}"#
    );
    let of = |x: &str| {
        format!("measure = {{ kind = \"rows\", of = \"regninger\", value = \"Kr\" }}\nx = {x}\nstat = \"sum\"")
    };
    let exhibits = [
        ("kolonne", of("\"Betalt\"")),
        ("betingelse", of("{ of = \"Kr > 4\", total = \"I alt\" }")),
        ("skrevet", of("{ of = \"Betalt\", labels = [\"true\", \"false\"] }")),
    ];
    let exhibits: Vec<(&str, &str)> = exhibits.iter().map(|(id, body)| (*id, body.as_str())).collect();
    let project = project(&[("regninger", &fields, "Betalt;Kr\n0;5\n1;10\n1;2\n")], &exhibits);
    let told = |id: &str| -> Vec<(String, String)> {
        let text = project.text(&format!("out/lille/data/{id}.csv"));
        let cells = text.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
        cells.map(|cells| (cells[2].clone(), cells[4].clone())).collect()
    };
    let pairs = |of: &[(&str, &str)]| -> Vec<(String, String)> {
        of.iter().map(|(x, value)| ((*x).to_owned(), (*value).to_owned())).collect()
    };
    for (locale, yes, no) in [("da", "ja", "nej"), ("en", "yes", "no")] {
        project.edit(SPEC, "locale    = \"da\"", &format!("locale    = \"{locale}\""));
        project.sporbar(&["build", &project.report]).ends(0);
        // 10 + 2 are paid and 5 are not; 5 + 10 are above 4 and 2 is not.
        assert_eq!(told("kolonne"), pairs(&[(yes, "12"), (no, "5")]), "{locale}");
        assert_eq!(told("betingelse"), pairs(&[(yes, "15"), (no, "2"), ("I alt", "17")]), "{locale}");
        assert_eq!(told("skrevet"), pairs(&[("true", "12"), ("false", "5")]), "{locale}");
    }
}

#[test]
fn a_text_that_the_design_takes_from_the_report_is_named() {
    let project = Project::small();
    project.edit(SPEC, "\"statusmaaling\"", "\"analyse\"");
    let run = project.sporbar(&["check", &project.report]).run();
    says(&run, &["template-missing", "write `sammenfatning.typ` beside its report.toml"]);
}
