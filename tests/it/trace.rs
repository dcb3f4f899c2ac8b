//! Tracing: the observations behind a value reproduce it, and point at the right rows.

use std::collections::BTreeMap;

use crate::support::{Project, rows};

const REPORT: &str = "reports/assens-statusmaaling";

/// The rows of a trace as CSV: header checked, fields by record.
fn traced(project: &Project, arguments: &[&str]) -> Vec<csv::StringRecord> {
    let call = [&["trace", REPORT], arguments, &["--format", "csv"]].concat();
    let run = project.sporbar(&call).ends(0);
    let mut reader = csv::Reader::from_reader(run.out.as_bytes());
    let header = reader.headers().expect("a header").iter().collect::<Vec<_>>().join(",");
    assert_eq!(header, "facet,series,x,stat,observation,unit,counted,number,file,row");
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

#[test]
fn a_key_that_is_not_there_is_met_with_those_that_are() {
    let project = Project::with(REPORT);
    let run = project.sporbar(&["trace", REPORT, "fig-1"]).ends(2);
    assert!(run.err.contains("did you mean `fig-1"), "{}", run.err);
    let run = project.sporbar(&["trace", REPORT, "fig-05", "--series", "Gruppe 3"]).ends(2);
    assert!(run.err.contains("--series takes Gruppe 1, Gruppe 2"), "{}", run.err);
}
