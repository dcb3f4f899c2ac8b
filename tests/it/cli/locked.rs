//! The lock beside the spec, builds that are held to it, and what is told of stale output.

use crate::support::Project;

const LOCK: &str = "reports/lille/report.lock";

/// A project with a lock, and an output that is as it says.
fn locked() -> Project {
    let project = Project::small();
    let run = project.sporbar(&["lock", "reports/lille"]).ends(0);
    assert_eq!(run.err, format!("{LOCK} is new\n"));
    project.sporbar(&["build", "reports/lille", "--locked"]).ends(0);
    project
}

#[test]
fn the_lock_is_sorted_lines_of_inputs_and_exhibits() {
    let project = locked();
    let lock = project.text(LOCK);
    let lines: Vec<&str> = lock.lines().collect();
    assert!(lines.is_sorted(), "{lock}");
    let hash = |bytes: &[u8]| {
        use sha2::{Digest, Sha256};
        hex::encode(Sha256::digest(bytes))
    };
    let spec = hash(project.text("reports/lille/report.toml").as_bytes());
    let extract = hash(project.text("reports/lille/extracts/borgere.csv").as_bytes());
    let values = hash(project.text("out/lille/data/personer.csv").as_bytes());
    for line in [
        format!("spec report.toml sha256:{spec}"),
        format!("extract borgere.csv sha256:{extract}"),
        "status-month as-of 2018-12".to_owned(),
    ] {
        assert!(lines.contains(&line.as_str()), "{line}: {lock}");
    }
    let exhibit = lines.iter().find(|line| line.starts_with("exhibit personer definition:")).expect("the exhibit");
    assert!(exhibit.ends_with(&format!(" values:{values}")), "{exhibit}");
    // Again, the same text, and it says so.
    let run = project.sporbar(&["lock", "reports/lille"]).ends(0);
    assert_eq!((run.err, project.text(LOCK)), (format!("{LOCK} is as it was\n"), lock));
}

#[test]
fn a_locked_build_names_every_input_that_differs_and_writes_nothing() {
    let project = locked();
    let before = project.output();
    project.edit("reports/lille/extracts/borgere.csv", "05-01-2018", "05-02-2018");
    project.edit("reports/lille/report.toml", "Personer i projektet", "Personerne");
    project.write("reports/lille/mere.typ", "Mere.");
    project.edit("templates/faelles/data.typ", "page-extracts", "page-data-and-method");
    let run = project.sporbar(&["build", "reports/lille", "--locked"]).ends(1);
    for line in [
        "error[lock-differs]: extract `borgere.csv` has changed since the lock was written",
        "error[lock-differs]: spec `report.toml` has changed since the lock was written",
        "error[lock-differs]: template `faelles/data.typ` has changed since the lock was written",
        "error[lock-differs]: text `rapport/mere.typ` is new since the lock was written",
        "4 errors",
    ] {
        assert!(run.err.contains(line), "{line}: {}", run.err);
    }
    assert!(before == project.output());
    // Without the flag it is built, and a new lock tells what it is otherwise.
    project.build();
    let run = project.sporbar(&["lock", "reports/lille"]).ends(0);
    assert!(run.err.starts_with(&format!("{LOCK} has changed:\n  extract `borgere.csv` has changed\n")), "{}", run.err);
    assert!(run.err.contains("text `rapport/mere.typ` is new"), "{}", run.err);
    project.sporbar(&["build", "reports/lille", "--locked"]).ends(0);
}

#[test]
fn another_status_month_or_other_values_are_not_as_locked() {
    let project = locked();
    let run = project.sporbar(&["build", "reports/lille", "--locked", "--as-of", "2018-06"]).ends(1);
    assert!(run.err.contains("the status month is 2018-06, and the lock's is 2018-12"), "{}", run.err);
    // As if another version of the program had computed something else.
    let lock = project.text(LOCK);
    let at = lock.find("values:").expect("values") + "values:".len();
    project.write(LOCK, format!("{}{}{}", &lock[..at], "0".repeat(64), &lock[at + 64..]));
    let run = project.sporbar(&["build", "reports/lille", "--locked"]).ends(1);
    assert!(run.err.contains("exhibit `personer` is not as locked: it has other values"), "{}", run.err);
}

#[test]
fn a_lock_that_is_missing_or_broken_is_the_calls_mistake() {
    let project = Project::small();
    let run = project.sporbar(&["build", "reports/lille", "--locked"]).ends(2);
    assert!(run.err.contains("error[lock-invalid]: there is no lock\n--> reports/lille/report.lock"), "{}", run.err);
    for (text, told) in [
        ("", "the lock does not say its status month"),
        ("spec report.toml\n", "this is no line of a lock\n--> reports/lille/report.lock, row 1"),
        ("# a\n\nstatus-month as-of 2018-12\nexhibit personer values:1\n", "report.lock, row 4"),
        (
            "status-month as-of 2018-12\n<<<<<<< HEAD\n",
            "two locks were merged and not reconciled\n--> reports/lille/report.lock, row 2",
        ),
    ] {
        project.write(LOCK, text);
        let run = project.sporbar(&["build", "reports/lille", "--locked"]).ends(2);
        assert!(run.err.contains(told), "{told}: {}", run.err);
    }
    // A new one takes its place.
    project.sporbar(&["lock", "reports/lille"]).ends(0);
    project.sporbar(&["build", "reports/lille", "--locked"]).ends(0);
}

#[test]
fn status_tells_why_output_is_stale_input_by_input() {
    let project = Project::small();
    let run = project.sporbar(&["status"]).ends(1);
    assert_eq!(run.out, "reports/lille: never built\n  there is no out/lille/manifest.json\n");
    project.build();
    assert_eq!(project.sporbar(&["status"]).ends(0).out, "reports/lille: current\n");
    project.sporbar(&["lock", "reports/lille"]).ends(0);
    assert_eq!(project.sporbar(&["status", "reports/lille"]).ends(0).out, "reports/lille: current\n");
    let other = project.sporbar(&["status", "--as-of", "2018-06"]).ends(1);
    assert_eq!(
        other.out,
        "reports/lille: stale\n  built as of 2018-12; now it is 2018-06\n  report.lock: locked as of 2018-12; now it is 2018-06\n"
    );

    project.edit("reports/lille/extracts/borgere.csv", "05-01-2018", "05-02-2018");
    project.edit("reports/lille/report.toml", "Rolle = 'barn'", "Rolle IN ('barn', 'ufødt')");
    project.write("reports/lille/mere.typ", "Mere.");
    std::fs::remove_file(project.path("out/lille/figures/personer.svg")).expect("a figure");
    project.edit("out/lille/data/personer.csv", "3", "4");
    project.write("out/lille/noter.txt", "Husk");
    let run = project.sporbar(&["status", "reports/lille"]).ends(1);
    assert_eq!(
        run.out,
        "reports/lille: stale
  extract `borgere.csv` has changed
  spec `report.toml` has changed
  text `rapport/mere.typ` is new
  exhibit `personer` is defined otherwise
  output `data/personer.csv` is not as it was written
  output `figures/personer.svg` is gone
  output `noter.txt` was not written by the build
  report.lock: extract `borgere.csv` has changed
  report.lock: spec `report.toml` has changed
  report.lock: text `rapport/mere.typ` is new
  report.lock: exhibit `personer` is defined otherwise
"
    );
    std::fs::remove_file(project.path("out/lille/noter.txt")).expect("it is there");
    project.build();
    let run = project.sporbar(&["status", "reports/lille"]).ends(1);
    assert!(run.out.starts_with("reports/lille: current, but not as locked\n  report.lock: extract"), "{}", run.out);
}

#[test]
fn status_of_what_cannot_be_read_is_told() {
    let project = Project::small();
    project.build();
    project.write("out/lille/manifest.json", "{}");
    let run = project.sporbar(&["status"]).ends(1);
    assert!(run.out.contains("stale\n  manifest.json is none that this program writes: missing field"), "{}", run.out);
    let elsewhere = project.sporbar(&["status"]).from(&project.path("out")).ends(2);
    assert!(elsewhere.err.contains("there are no reports below `reports`"), "{}", elsewhere.err);
    project.edit("reports/lille/report.toml", "[report]", "[report");
    project.sporbar(&["status"]).ends(2);
}
