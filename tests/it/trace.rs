//! Tracing: the observations behind a value reproduce it, and point at the right rows.

use std::collections::BTreeMap;
use std::fs;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::support::{Project, rows};

const REPORT: &str = "reports/assens-statusmaaling";

/// The rows of a trace as CSV: header checked, fields by record.
fn traced(project: &Project, arguments: &[&str]) -> Vec<csv::StringRecord> {
    let call = [&["trace", REPORT], arguments, &["--format", "csv"]].concat();
    let run = project.sporbar(&call).ends(0);
    let mut reader = csv::Reader::from_reader(run.out.as_bytes());
    let header = reader.headers().expect("a header").iter().collect::<Vec<_>>().join(",");
    assert_eq!(header, "facet,series,x,stat,observation,unit,counted,number,file,row,decides");
    reader.records().map(|record| record.expect("a row")).collect()
}

#[test]
fn the_observations_of_every_value_reproduce_it() {
    let project = Project::with(REPORT);
    project.build();
    let output = project.output();
    let exhibits: Vec<&str> =
        output.keys().filter_map(|path| path.strip_prefix("data/")?.strip_suffix(".csv")).collect();
    assert!(exhibits.len() >= 26, "only {} exhibits", exhibits.len());
    for exhibit in exhibits {
        let records = traced(&project, &[exhibit]);
        for (key, row) in rows(&output[&format!("data/{exhibit}.csv")]) {
            // A record stands for an extract row; an observation has one at least.
            let own = records.iter().filter(|record| (0..4).all(|at| record[at] == key[at]));
            let observations: BTreeMap<&str, (&str, f64)> =
                own.map(|record| (&record[4], (&record[6], record[7].parse().expect("a number")))).collect();
            let among = observations.len();
            let counted = observations.values().filter(|(counted, _)| *counted == "yes");
            let sum: f64 = counted.map(|(_, number)| number).sum();
            assert_eq!(among.to_string(), row.n, "{exhibit} {key:?}");
            let expected = match key[3].as_str() {
                "count" | "sum" => Some(sum),
                _ => (among > 0).then(|| sum / among as f64),
            };
            match (expected, row.numbers[0]) {
                (Some(a), Some(b)) => {
                    assert!((a - b).abs() <= 1e-9 * b.abs().max(1.0), "{exhibit} {key:?}: {a} and {b}");
                }
                (a, b) => assert_eq!(a, b, "{exhibit} {key:?}"),
            }
        }
    }
}

#[test]
fn a_value_is_followed_to_its_rows_in_the_files() {
    let project = Project::with(REPORT);
    let records = traced(&project, &["fig-17", "--series", "Gruppe 1", "--x", "2018H2"]);
    let bookings: Vec<usize> = records
        .iter()
        .filter(|record| &record[8] == "udgifter.csv")
        .map(|record| record[9].parse().expect("a row"))
        .collect();
    assert!(bookings.len() > 30, "only {} bookings", bookings.len());
    // Every row pointed at is a booking of the right account in the right half-year.
    let bytes = std::fs::read(project.path("reports/assens-statusmaaling/extracts/udgifter.csv")).expect("the extract");
    let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
    let lines: Vec<&str> = text.lines().collect();
    for row in bookings {
        let fields: Vec<&str> = lines[row - 1].split(';').collect();
        assert_eq!(fields[2], "5.28.21", "row {row}");
        let (month, year) = (&fields[1][3..5], &fields[1][6..]);
        assert!(year == "2018" && ("07"..="12").contains(&month), "row {row}: {}", fields[1]);
    }
}

/// A trace as JSON.
fn json(project: &Project, arguments: &[&str]) -> Value {
    let run = project.sporbar(&[&["trace"], arguments, &["--format", "json"]].concat()).ends(0);
    serde_json::from_str(&run.out).expect("JSON")
}

/// The value at a JSON pointer.
fn at<'a>(json: &'a Value, pointer: &str) -> &'a Value {
    json.pointer(pointer).unwrap_or_else(|| panic!("nothing at {pointer} in {json:#}"))
}

#[test]
fn json_has_definition_observations_fields_and_who_is_not_counted() {
    let project = Project::small();
    let trace = json(&project, &["reports/lille", "personer", "--series", "Børn", "--x", "I alt"]);
    assert_eq!(json!([trace["format"], trace["report"], trace["as-of"]]), json!([1, "lille", "2018-12"]));

    // One extract, all read: its hash is that of the file's bytes, and the day of birth is nowhere.
    let bytes = fs::read(project.path("reports/lille/extracts/borgere.csv")).expect("the extract");
    assert_eq!(at(&trace, "/extracts").as_array().map(Vec::len), Some(1));
    assert_eq!(at(&trace, "/extracts/0/file"), "borgere.csv");
    assert_eq!(at(&trace, "/extracts/0/rows"), 6);
    assert_eq!(at(&trace, "/extracts/0/sha256"), &hex::encode(Sha256::digest(bytes)));
    assert_eq!(at(&trace, "/extracts/0/withheld"), &json!(["Fødselsdato"]));

    // Two children have been in the project, on lines 4 and 6.
    assert_eq!(at(&trace, "/values").as_array().map(Vec::len), Some(1));
    let value = at(&trace, "/values/0");
    let numbers = ["value", "numerator", "n", "denominator", "lower", "upper"].map(|name| value[name].as_f64());
    assert_eq!(numbers, [Some(2.0), Some(2.0), Some(2.0), None, None, None]);
    let observations = value["observations"].as_array().expect("a list");
    let rows: Vec<u64> = observations.iter().filter_map(|own| at(own, "/rows/0/row").as_u64()).collect();
    assert_eq!((observations.len(), rows), (2, vec![4, 6]));
    for observation in observations {
        let fields = at(observation, "/rows/0/fields");
        assert_eq!(observation["counted"], true);
        assert_eq!(observation["unit"], fields["CPR-nr."]);
        assert!(fields["CPR-nr."].as_str().is_some_and(|person| person.starts_with("P-")));
        assert!(fields["Familie-id"].as_str().is_some_and(|family| family.starts_with("K-")));
    }
    let told = |row: usize, name: &str| at(&observations[row], "/rows/0/fields")[name].clone();
    assert_eq!([told(0, "Rolle"), told(0, "Køn"), told(0, "Indvisiteret")], ["barn", "K", "2018-01-05"]);
    assert_eq!([told(1, "Udtrådt"), told(1, "Udtrædelsesårsag")], ["2018-10-20", "Flyttet"]);
    assert_eq!(told(0, "Udtrådt"), Value::Null);

    // The mother on line 7 enters in the status month, so she is not yet in the population.
    let part = at(&trace, "/parts/0");
    assert_eq!(part["excluded"].as_array().map(Vec::len), Some(1));
    assert_eq!(at(part, "/excluded/0/code"), "start_month < as_of");
    assert!(at(part, "/excluded/0/reason").as_str().is_some_and(|reason| reason.contains("«projekt»")));
    assert_eq!(at(part, "/excluded/0/rows").as_array().map(Vec::len), Some(1));
    let left = at(part, "/excluded/0/rows/0");
    assert_eq!((&left["file"], &left["row"]), (&json!("borgere.csv"), &json!(7)));
    assert_eq!(at(left, "/fields/Indvisiteret"), "2018-12-03");
    assert_eq!(left["subject"], left["fields"]["CPR-nr."]);
    let codes: Vec<&str> =
        part["definition"].as_array().expect("a list").iter().filter_map(|said| said["code"].as_str()).collect();
    assert!(codes.contains(&"start_month < as_of") && codes.contains(&"Rolle = 'barn'"), "{codes:?}");
}

/// People that a view tells of are left out for the same reasons, and told by the rows behind the view's.
#[test]
fn who_is_not_counted_is_told_of_a_view_of_people_too() {
    let project = Project::small();
    let excluded = |project: &Project| at(&json(project, &["reports/lille", "personer"]), "/parts/0/excluded").clone();
    let own = excluded(&project);
    assert_eq!(at(&own, "/0/rows/0/row"), 7);
    let spec = project.text("reports/lille/report.toml");
    let view = "
[views.folk]
query  = \"SELECT \\\"CPR-nr.\\\", \\\"Familie-id\\\", Rolle, Indvisiteret, Udtrådt FROM borgere\"
keeps  = \"borgere\"
person = \"CPR-nr.\"
";
    project.write("reports/lille/report.toml", spec.replace("extract = \"borgere\"", "extract = \"folk\"") + view);
    assert_eq!(excluded(&project), own);
}

/// A row that a view of people has not is left out of all, and told so: with the condition where a rule states it.
#[test]
fn whom_a_view_of_people_drops_is_told_by_name_of_the_view() {
    let spec =
        Project::small().text("reports/lille/report.toml").replace("extract = \"borgere\"", "extract = \"folk\"");
    let with = |view: &str| {
        let project = Project::small();
        project.write("reports/lille/report.toml", format!("{spec}\n{view}\nperson = \"CPR-nr.\"\n"));
        project
    };
    // The mother in row 7 came in December.
    let condition = "Indvisiteret < DATE '2018-12-01'";
    let query = format!("[views.folk]\nquery = \"SELECT * FROM borgere WHERE {condition}\"");
    let ruled = format!("[views.folk]\nof = \"borgere\"\nwhere = \"{condition}\"");
    // A rule over a column that another view makes is not asked of rows that are not there.
    let made = format!(
        "[views.datoer]\nof = \"borgere\"\ncolumns = {{ tidlig = \"{condition}\" }}\n\n[views.folk]\nof = \"datoer\"\nwhere = \"tidlig\""
    );
    let plain = "Ikke med i visningen «folk»";
    let because = "Ikke med i visningen «folk», fordi dette ikke gælder";
    for (view, reason, code) in [(&query, plain, None), (&ruled, because, Some(condition)), (&made, plain, None)] {
        let project = with(view);
        let excluded = at(&json(&project, &["reports/lille", "personer"]), "/parts/0/excluded").clone();
        assert_eq!(excluded.as_array().map(Vec::len), Some(1), "{view}: {excluded:#}");
        assert_eq!((at(&excluded, "/0/reason"), at(&excluded, "/0/rows/0/row")), (&json!(reason), &json!(7)), "{view}");
        assert_eq!(excluded[0]["code"].as_str(), code, "{view}: {excluded:#}");
        let told = project.sporbar(&["trace", "reports/lille", "--row", "borgere.csv:7"]).ends(0).out;
        assert!(told.contains(&format!("- {reason}")), "{view}: {told}");
        assert!(told.contains(". projekt: no row of folk, from which it is drawn"), "{view}: {told}");
        assert!(code.is_none_or(|code| told.contains(code)), "{view}: {told}");
        // Whom the view has, it drops not.
        let other = project.sporbar(&["trace", "reports/lille", "--row", "borgere.csv:2"]).ends(0).out;
        assert!(!other.contains("visningen"), "{view}: {other}");
    }
}

/// Of one value it is told who is in others and not in it: the child in row 6 has left, so that of those who are there still one is counted; the
/// adults are counted as adults.
#[test]
fn of_each_value_it_is_told_who_is_in_others_alone() {
    let project = Project::small();
    let trace = json(&project, &["reports/lille", "personer"]);
    let rows_of = |units: &Value| -> Vec<u64> {
        let all = at(&trace, "/values").as_array().expect("values");
        let observations = all.iter().flat_map(|value| value["observations"].as_array().expect("a list"));
        let named = |unit: &Value| observations.clone().find(|own| own["unit"] == *unit).expect("it is observed");
        let mut rows: Vec<u64> = units
            .as_array()
            .expect("units")
            .iter()
            .filter_map(|unit| at(named(unit), "/rows/0/row").as_u64())
            .collect();
        rows.sort_unstable();
        rows
    };
    let series = "Ikke med her, men talt i en anden serie samme sted";
    let place = "Ikke med her, men talt andre steder i opstillingen";
    let mut told = 0;
    for value in at(&trace, "/values").as_array().expect("values") {
        let of: Vec<(&str, Vec<u64>)> = value["elsewhere"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|one| (one["reason"].as_str().expect("a text"), rows_of(&one["units"])))
            .collect();
        let expected = match (value["series"].as_str(), value["x"].as_str()) {
            (Some("Børn"), Some("I alt")) => vec![(series, vec![2, 3, 5])],
            (Some("Børn"), Some("Aktive")) => vec![(series, vec![2, 3]), (place, vec![5, 6])],
            (Some("Voksne"), Some("I alt")) => vec![(series, vec![4, 6])],
            (Some("Voksne"), Some("Aktive")) => vec![(series, vec![4]), (place, vec![5, 6])],
            other => panic!("{other:?}"),
        };
        assert_eq!(of, expected, "{} {}", value["series"], value["x"]);
        told += 1;
    }
    assert_eq!(told, 4);
    let text =
        project.sporbar(&["trace", "reports/lille", "personer", "--series", "Børn", "--x", "Aktive"]).ends(0).out;
    let lines: Vec<&str> = text.lines().filter(|line| line.contains("Ikke med her")).collect();
    assert_eq!(lines, [format!("  {series}: 2"), format!("  {place}: 2")], "{text}");
}

#[test]
fn nothing_that_is_traced_is_personal() {
    let project = Project::small();
    let extract = project.text("reports/lille/extracts/borgere.csv");
    for form in [&["--format", "json"][..], &["--format", "csv"], &["--rows"], &[]] {
        let out = project.sporbar(&[&["trace", "reports/lille", "personer"], form].concat()).ends(0).out;
        for line in extract.lines().skip(1) {
            let fields: Vec<&str> = line.split(';').collect();
            let (cpr, family, born) = (fields[0], fields[1], fields[4]);
            let iso = format!("{}-{}-{}", &born[6..], &born[3..5], &born[..2]);
            for secret in [cpr, &cpr.replace('-', ""), &cpr[..6], family, born, &iso] {
                assert!(!out.contains(secret), "{form:?} shows {secret}");
            }
        }
    }
}

#[test]
fn a_share_has_its_denominator_its_interval_and_those_it_is_taken_among() {
    let project = Project::small();
    let spec = "reports/lille/report.toml";
    project.edit(spec, "stat       = \"count\"", "stat = \"share\"\ninterval = \"wilson\"");
    project.edit(spec, "among      = \"counted\"", "among = \"x\"");
    let call = ["reports/lille", "personer", "--series", "Børn", "--x", "I alt"];
    let trace = json(&project, &call);
    let value = at(&trace, "/values/0");
    // Two of five; Wilson's interval of that is 11.76 % to 76.93 %.
    assert_eq!([&value["numerator"], &value["denominator"], &value["value"]], [2.0, 5.0, 0.4]);
    let near = |name: &str, wanted: f64| (value[name].as_f64().expect("a number") - wanted).abs() < 5e-5;
    assert!(near("lower", 0.1176) && near("upper", 0.7693), "{value:#}");
    let counted = |wanted: bool| -> Vec<u64> {
        let all = value["observations"].as_array().expect("a list").iter();
        all.filter(|own| own["counted"] == wanted).filter_map(|own| at(own, "/rows/0/row").as_u64()).collect()
    };
    assert_eq!((counted(true), counted(false)), (vec![4, 6], vec![2, 3, 5]));
    let table = project.sporbar(&[&["trace"], &call[..]].concat()).ends(0).out;
    assert!(table.contains("share = 0.4 (numerator 2, denominator 5, 95 % interval 0.117"), "{table}");
}

#[test]
fn the_terminal_defines_a_value_in_the_words_of_the_audit_book() {
    let project = Project::small();
    project.build();
    let book = String::from_utf8(project.output()["audit/record/exhibit-personer.js"].clone()).expect("UTF-8");
    let trace = json(&project, &["reports/lille", "personer"]);
    let table = project.sporbar(&["trace", "reports/lille", "personer"]).ends(0).out;
    let told = at(&trace, "/parts/0/definition").as_array().expect("a list");
    let reasons = at(&trace, "/parts/0/excluded").as_array().expect("a list");
    assert!(told.len() > 5);
    let texts = told.iter().map(|said| &said["text"]).chain(reasons.iter().map(|why| &why["reason"]));
    for text in texts {
        assert!(book.contains(&text.to_string()), "the book does not say {text}");
        assert!(table.contains(text.as_str().expect("a text")), "the table does not say {text}");
    }
}

#[test]
fn of_many_that_are_not_counted_some_are_named_in_the_table_and_all_in_json() {
    let project = Project::small();
    let extract = "reports/lille/extracts/borgere.csv";
    // Twelve more enter in the status month; with the mother on line 7 they are thirteen.
    let one = |at: u32| format!("01018{0}-{at:04};JF-1{at:02};mor;K;01-01-198{0};03-12-2018;;", at % 10);
    let more: Vec<String> = (0..12).map(one).collect();
    project.write(extract, format!("{}\n{}\n", project.text(extract).trim_end(), more.join("\n")));
    let table = project.sporbar(&["trace", "reports/lille", "personer"]).ends(0).out;
    assert!(table.contains("    and 3 more: --all shows them\n"), "{table}");
    let trace = json(&project, &["reports/lille", "personer"]);
    let rows = at(&trace, "/parts/0/excluded/0/rows").as_array().expect("a list");
    let rows: Vec<u64> = rows.iter().filter_map(|row| row["row"].as_u64()).collect();
    assert_eq!(rows, (7..=19).collect::<Vec<_>>());
}

#[test]
fn values_can_be_followed_while_a_text_is_still_wrong() {
    let project = Project::small();
    project.edit("reports/lille/report.toml", "v(series='Voksne', x='I alt')", "v(series='Ingen', x='I alt')");
    project.sporbar(&["check", "reports/lille"]).ends(2);
    let trace = json(&project, &["reports/lille", "personer", "--series", "Voksne", "--x", "I alt"]);
    assert_eq!(at(&trace, "/values/0/value"), 3.0);
}

#[test]
fn a_calculated_value_is_followed_to_its_assumptions() {
    let project = Project::with("reports/silkeborg-businesscase");
    let trace = json(&project, &[&project.report, "tab-mereffekt", "--series", "Mereffekt", "--x", "2018"]);
    assert_eq!(at(&trace, "/values").as_array().map(Vec::len), Some(1));
    assert_eq!(at(&trace, "/values/0/n"), &Value::Null, "nothing is counted");
    let rows = at(&trace, "/values/0/observations/0/rows").as_array().expect("a list");
    let rows: Vec<(&str, u64)> =
        rows.iter().map(|row| (row["file"].as_str().expect("a file"), row["row"].as_u64().expect("a row"))).collect();
    // Line 3 of personer.csv is 2018; lines 2 and 3 of parametre.csv are the two success rates.
    assert_eq!(rows, [("personer.csv", 3), ("parametre.csv", 2), ("parametre.csv", 3)]);
}

#[test]
fn a_key_that_is_not_there_is_met_with_those_that_are() {
    let project = Project::with(REPORT);
    let run = project.sporbar(&["trace", REPORT, "fig-1"]).ends(2);
    assert!(run.err.contains("did you mean `fig-01`?"), "{}", run.err);
    let run = project.sporbar(&["trace", REPORT, "fig-05", "--series", "Gruppe 3"]).ends(2);
    assert!(run.err.contains("--series takes Gruppe 1, Gruppe 2"), "{}", run.err);
}
