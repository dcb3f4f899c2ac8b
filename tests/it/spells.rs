//! Spells of a person that stand twice, or that say different things at once.

use crate::support::Project;

const SPEC: &str = "reports/lille/report.toml";
const BORGERE: &str = "borgere = { file = \"borgere.csv\", schema = \"projektregister-borgere\" }";

/// The small report with spells beside its people (`rows` are `cpr;kategori;fra;til`), and a state of them.
fn checked(rows: &[&str], rule: &str, ties: &str, status: i32) -> String {
    let project = Project::small();
    project.write("reports/lille/extracts/ydelser.csv", format!("cpr;kategori;fra;til\n{}\n", rows.join("\n")));
    let extract = "ydelser = { file = \"ydelser.csv\", schema = \"ydelsesregister-forsoergelse\" }";
    project.edit(SPEC, BORGERE, &format!("{BORGERE}\n{extract}"));
    let state = format!(
        "[states.ydelse]\nspells = \"ydelser\"\nvalue = \"kategori\"\nrule = \"{rule}\"\nties = [{ties}]\n\
         order = [\"Selvforsørget\", \"Aktivitetsparat\"]\nmissing = \"Ukendt\"\n\n[[exhibit]]"
    );
    project.edit(SPEC, "[[exhibit]]", &state);
    project.sporbar(&["check", "reports/lille"]).ends(status).err
}

#[test]
fn a_spell_that_stands_twice_is_told_with_both_rows() {
    let one = "610180-0002;Aktivitetsparat;2018-02-01;2018-03-31";
    let other = "610180-0002;Aktivitetsparat;2018-05-01;";
    let said = checked(&[one, other, one], "month-end", "\"latest-start\"", 0);
    assert!(said.contains("warning[double-block]: row 4 is the same spell as row 2, cell for cell"), "{said}");
    assert!(said.contains("ydelser.csv, row 4"), "{said}");
    // A day that differs makes another spell.
    let said = checked(&[one, other], "month-end", "\"latest-start\"", 0);
    assert!(!said.contains("double-block"), "{said}");
}

#[test]
fn spells_that_say_different_things_at_once_need_a_rule() {
    let undecided = "error[undecided-state]: rows 2 and 3 say different things of the same person";
    let same_start = ["610180-0002;Aktivitetsparat;2018-02-01;", "610180-0002;Selvforsørget;2018-02-01;2018-04-30"];
    let said = checked(&same_start, "month-end", "\"latest-start\"", 2);
    assert!(said.contains(undecided) && said.contains("ydelser.csv, row 3"), "{said}");
    let said = checked(&same_start, "month-end", "\"latest-start\", \"listed-first\"", 0);
    assert!(!said.contains("undecided-state"), "{said}");
    // One behind the other is decided at the end of each month, but not in a window of which both have a day.
    let behind = ["610180-0002;Aktivitetsparat;2018-02-01;2018-02-10", "610180-0002;Selvforsørget;2018-02-11;"];
    assert!(!checked(&behind, "month-end", "", 0).contains("undecided-state"));
    assert!(checked(&behind, "any-day", "", 2).contains(undecided));
    assert!(!checked(&behind, "any-day", "\"latest-start\"", 0).contains("undecided-state"));
    // Of two people each has a spell of its own.
    let two = ["610180-0002;Aktivitetsparat;2018-02-01;", "610182-0001;Selvforsørget;2018-02-01;"];
    assert!(!checked(&two, "month-end", "", 0).contains("undecided-state"));
}
