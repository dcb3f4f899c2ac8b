//! A label under another name is told as renamed, and not as gone and new.

use serde_json::{Value as Json, json};

use super::{assert_explained, change, changes, list};
use crate::support::Project;

const SPEC: &str = "reports/lille/report.toml";

fn difference(project: &Project) -> Json {
    let run = project.sporbar(&["diff", "out/lille", "reports/lille", "--format", "json"]).ends(1);
    super::json(&run)
}

/// The small report with its adults called otherwise.
fn called(name: &str) -> Project {
    let project = Project::small();
    project.build();
    project.edit(SPEC, "\"Voksne\" = \"Rolle", &format!("\"{name}\" = \"Rolle"));
    project.edit(SPEC, "series='Voksne'", &format!("series='{name}'"));
    project
}

#[test]
fn a_series_that_counts_the_same_is_renamed() {
    let project = called("Forældre");
    let told = difference(&project);
    let exhibit = &list(&told["exhibits"])[0];
    assert_eq!(exhibit["renamed"], json!([{ "axis": "series", "old": "Voksne", "new": "Forældre" }]));
    assert!(changes(&told).is_empty(), "{told}");
    let run = project.sporbar(&["diff", "out/lille", "reports/lille"]).ends(1);
    assert!(run.out.contains("the series `Forældre` was called `Voksne`"), "{}", run.out);
}

/// A father less of the two mothers and him: still the same series, with its change told under the new name.
#[test]
fn what_moved_since_is_told_under_the_new_name() {
    let project = called("Forældre");
    project.edit(
        "reports/lille/extracts/borgere.csv",
        "620181-0001;JF-001;far;M;02-01-1981;05-01-2018",
        "620181-0001;JF-001;far;M;02-01-1981;05-12-2018",
    );
    let told = difference(&project);
    assert_explained(&told);
    assert_eq!(list(&list(&told["exhibits"])[0]["renamed"]).len(), 1);
    assert_eq!(change(&told, "personer", "Forældre", "I alt")["change"], -1.0);
}

/// One of three is not the same under another name.
#[test]
fn a_series_of_others_is_gone_and_new() {
    let project = Project::small();
    project.build();
    project.edit(SPEC, "\"Voksne\" = \"Rolle IN ('mor', 'far')\", ", "\"Fædre\" = \"Rolle = 'far'\", ");
    project.edit(SPEC, "{{ v(series='Voksne', x='I alt') }} voksne", "Voksne");
    let told = difference(&project);
    assert_eq!(list(&list(&told["exhibits"])[0]["renamed"]), &[] as &[Json]);
    assert!(changes(&told).iter().any(|(_, change)| change["series"] == "Voksne" && change["new"].is_null()));
}
