//! Rows that a key says nothing of are not lost without a word.

use crate::support::{Project, rows};

/// Two of the six in the extract have a cause of leaving; four have none.
const EXHIBIT: &str = r#"
[[exhibit]]
id      = "aarsager"
title   = "Hvorfor de er udtrådt"
measure = { kind = "rows", of = "borgere" }
series  = SERIES
among   = "all-at-x"
stat    = ["count", "share"]
show    = "table"
source  = "Projektregisteret"
"#;

fn with(series: &str) -> Project {
    let project = Project::small();
    let spec = project.text("reports/lille/report.toml");
    project.write("reports/lille/report.toml", format!("{spec}{}", EXHIBIT.replace("SERIES", series)));
    project
}

#[test]
fn a_key_that_is_empty_is_an_error_with_its_place() {
    let project = with("\"Udtrædelsesårsag\"");
    let run = project.sporbar(&["build", &project.report]).ends(1);
    for said in [
        "undeclared-category",
        "4 of 6 observations have no `Udtrædelsesårsag`",
        "borgere.csv, row 2",
        "COALESCE",
        "IS NOT NULL",
    ] {
        assert!(run.err.contains(said), "{said}:\n{}", run.err);
    }
    assert!(!project.path("out/lille").exists(), "nothing is written");
}

#[test]
fn an_empty_key_that_is_given_a_label_is_counted_there() {
    let project = with("{ of = \"COALESCE(\\\"Udtrædelsesårsag\\\", 'Uoplyst')\" }");
    project.build();
    let found = rows(&project.output()["data/aarsager.csv"]);
    let of = |series: &str, stat: &str| {
        let key = ["", series, "", stat].map(str::to_owned);
        found[&key].numbers[0]
    };
    assert_eq!((of("Flyttet", "count"), of("Uoplyst", "count")), (Some(2.0), Some(4.0)));
    assert_eq!((of("Flyttet", "share"), of("Uoplyst", "share")), (Some(2.0 / 6.0), Some(4.0 / 6.0)));
}
