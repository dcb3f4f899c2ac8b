//! Zeros among few that the register of persons alone makes so: they tell something of each of the few, whatever other rows say.

use std::collections::BTreeMap;

use sporbar::pipeline;

use super::{SMALL, people, prepared, project};
use crate::support::Project;

const ROLES: &str = "{ \"Mødre\" = \"Rolle = 'mor'\", \"Fædre\" = \"Rolle = 'far'\", \"Børn\" = \"Rolle = 'barn'\" }";

/// Two exhibits of people by `series`: of each role, and of all.
fn exhibits(series: &str) -> String {
    let of = |id: &str, x: &str| {
        format!(
            "[[exhibit]]\nid = \"{id}\"\ntitle = \"Personer\"\npopulation = \"projekt\"\nmeasure = {{ kind = \"tally\" }}\n\
             series = {series}\n{x}stat = \"count\"\nshow = \"table\"\nsource = \"Projektregisteret\"\n\n"
        )
    };
    of("roller", &format!("x = {ROLES}\n")) + &of("alle", "")
}

/// What is shown of each exhibit by x and series: a number, or nothing where it is hidden.
type Shown = BTreeMap<(String, String, String), Option<f64>>;

/// What a report shows of so many who are there and who have left, whose rows are written anew.
fn shown(series: &str, active: [u32; 3], left: [u32; 3], rewrite: fn(String) -> String) -> Shown {
    let project = report(series, active, left, rewrite);
    let (prepared, computed) = prepared(&project);
    let disclosed = pipeline::disclosed(&prepared, &computed).expect("all is protected");
    let of = |exhibit: &pipeline::DisclosedExhibit| {
        let rows = exhibit.values.rows.iter();
        let rows = rows.map(|row| ((exhibit.id.clone(), row.key.x.clone(), row.key.series.clone()), row.value));
        rows.collect::<Vec<_>>()
    };
    disclosed.exhibits.iter().flat_map(of).collect()
}

/// A report of so many who are there and who have left, whose rows are written anew.
fn report(series: &str, active: [u32; 3], left: [u32; 3], rewrite: fn(String) -> String) -> Project {
    let prose = "#kapitel([Personerne], indledning: [Kort.])\n{{ vis('roller') }} {{ vis('alle') }}\n";
    let project = project(&exhibits(series), prose);
    project.edit(SMALL, "unanimous = \"show\"", "unanimous = \"hide\"");
    people(&project, active, left);
    let register = project.text("reports/lille/extracts/borgere.csv");
    project.write("reports/lille/extracts/borgere.csv", rewrite(register));
    project
}

fn at(shown: &Shown, exhibit: &str, x: &str, series: &str) -> Option<f64> {
    shown[&(exhibit.to_owned(), x.to_owned(), series.to_owned())]
}

/// Whether a number is what the shown ones leave of the total: all others of the series are shown.
fn is_left_over(shown: &Shown, series: &str, but: &str) -> bool {
    let others = ["Mødre", "Fædre", "Børn"].into_iter().filter(|x| *x != but);
    at(shown, "alle", "", series).is_some() && others.into_iter().all(|x| at(shown, "roller", x, series).is_some())
}

#[test]
fn nobody_of_a_few_is_there_any_more() {
    let series = "{ \"Aktive\" = \"active\", \"Udtrådte\" = \"NOT active\", \"Begge\" = \"active AND NOT active\" }";
    let shown = shown(series, [20, 0, 20], [10, 3, 10], |register| register);
    assert_eq!(at(&shown, "roller", "Fædre", "Aktive"), None, "of three fathers none is: {shown:?}");
    assert!(!is_left_over(&shown, "Aktive", "Fædre"), "nor is it told by the others: {shown:?}");
    assert_eq!(at(&shown, "roller", "Fædre", "Udtrådte"), None);
    assert!(!is_left_over(&shown, "Udtrådte", "Fædre"), "{shown:?}");
    // Nobody is both, whoever they are.
    for x in ["Mødre", "Fædre", "Børn"] {
        assert_eq!(at(&shown, "roller", x, "Begge"), Some(0.0), "{x}: {shown:?}");
    }
}

#[test]
fn nobody_of_a_few_is_what_others_are() {
    let series = "{ \"Mænd\" = \"Køn = 'M'\", \"Kvinder\" = \"Køn = 'K'\" }";
    let shown = shown(series, [20, 3, 20], [0, 0, 0], |register| register.replace(";barn;K;", ";barn;M;"));
    assert_eq!(at(&shown, "roller", "Fædre", "Mænd"), None, "all three fathers are women: {shown:?}");
    assert!(!is_left_over(&shown, "Mænd", "Fædre"), "{shown:?}");
}

#[test]
fn a_mask_that_shows_or_leaves_over_such_a_zero_is_broken() {
    let series = "{ \"Aktive\" = \"active\", \"Udtrådte\" = \"NOT active\" }";
    let project = report(series, [20, 0, 20], [10, 3, 10], |register| register);
    project.sporbar(&["build", "reports/lille"]).ends(0);
    project.sporbar(&["attack", "out/lille"]).ends(0);
    let tables = ["out/lille/data/roller.csv", "out/lille/data/alle.csv"].map(|path| (path, project.text(path)));
    // What is said when some rows of those who are there show a number.
    let attacked = |rows: &[(&str, &str)]| {
        for (path, data) in &tables {
            let line = |line: &str| {
                let told = rows.iter().find(|(x, _)| line.starts_with(&format!(",Aktive,{x},count,")));
                told.map_or_else(|| line.to_owned(), |(x, numbers)| format!(",Aktive,{x},count,{numbers}"))
            };
            let lines: Vec<String> = data.lines().map(line).collect();
            project.write(path, lines.join("\n") + "\n");
        }
        let run = project.sporbar(&["attack", "out/lille"]).run();
        assert_eq!(run.status, 1, "{rows:?}: {}{}", run.out, run.err);
        run.err
    };
    let said = attacked(&[("Fædre", "0,,,,")]);
    assert!(said.contains("error[value-recoverable]: `roller` [Aktive, Fædre] count tells of few people"), "{said}");
    // 40 in all, and 20 each of the others.
    let said = attacked(&[("Mødre", "20,,,30,"), ("Børn", "20,,,30,"), ("", "40,,,63,")]);
    assert!(said.contains("`roller` [Aktive, Fædre] count is hidden and can be computed"), "{said}");
}
