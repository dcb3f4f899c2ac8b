//! What is told against others (a difference, an index, a rank) under a policy that hides: whoever has one end has the other.

use crate::planted::{people, project};
use crate::support::Project;

const SPEC: &str = "reports/lille/report.toml";

/// An exhibit of one table about those who are there, by role.
fn table(id: &str, stats: &str, more: &str) -> String {
    format!(
        "[[exhibit]]\nid = \"{id}\"\ntitle = \"Personer ({id})\"\npopulation = \"projekt\"\nmeasure = {{ kind = \"tally\" }}\n\
         series = {{ \"Aktive\" = \"active\" }}\n\
         x = {{ \"Mødre\" = \"Rolle = 'mor'\", \"Fædre\" = \"Rolle = 'far'\", \"Børn\" = \"Rolle = 'barn'\" }}\n\
         among = \"counted\"\nshow = \"table\"\nsource = \"Projektregisteret\"\n{more}\n[exhibit.stat]\n{stats}\n\n"
    )
}

/// A report of these exhibits, of so many mothers, fathers and children.
fn report(exhibits: &[(&str, String)], groups: [u32; 3]) -> Project {
    let shown = exhibits.iter().fold(String::new(), |text, (id, _)| text + &format!("{{{{ vis('{id}') }}}}\n"));
    let told: String = exhibits.iter().map(|(_, exhibit)| exhibit.as_str()).collect();
    let project = project(&told, &format!("#kapitel([Personerne], indledning: [Kort.])\n{shown}"));
    people(&project, groups, [9, 9, 9]);
    project
}

/// The value of a row of a table, empty where it is hidden.
fn value(project: &Project, id: &str, x: &str, stat: &str) -> String {
    let data = project.text(&format!("out/lille/data/{id}.csv"));
    let start = format!(",Aktive,{x},{stat},");
    let row = data.lines().find(|line| line.starts_with(&start)).unwrap_or_else(|| panic!("{start} of {data}"));
    row[start.len()..].split(',').next().unwrap_or_default().to_owned()
}

const AGAINST: &str = "difference = { is = \"difference\", of = \"count\", from = \"Fædre\" }\n\
                       index = { is = \"index\", of = \"count\", from = \"Fædre\" }\n\
                       rank = { is = \"rank\", of = \"count\" }";

#[test]
fn what_is_told_against_a_hidden_value_is_hidden() {
    let exhibits = [("antal", table("antal", "count = \"count\"", "")), ("mod", table("mod", AGAINST, ""))];
    // Three mothers are few: their difference from the fathers, who are shown, would tell them, and so would their index.
    let project = report(&exhibits, [3, 12, 30]);
    project.sporbar(&["build", "reports/lille"]).ends(0);
    let row = |x: &str| ["difference", "index", "rank"].map(|stat| value(&project, "mod", x, stat));
    assert_eq!(value(&project, "antal", "Mødre", "count"), "");
    assert_eq!(value(&project, "antal", "Fædre", "count"), "12");
    assert_eq!(row("Mødre"), ["", "", ""], "3 - 12, 25 and third");
    // 30 - 12 and 100 * 30 / 12, of two that are shown. A rank is among all three.
    assert_eq!(row("Børn"), ["18", "250", ""]);
    project.sporbar(&["attack", "out/lille"]).ends(0);
    project.sporbar(&["verify", "out/lille"]).ends(0);

    // A mask that leaves the difference is broken by whoever has the fathers.
    for (stat, told) in [("difference", "-9"), ("index", "25"), ("rank", "3")] {
        let path = "out/lille/data/mod.csv";
        let kept = project.text(path);
        let start = format!(",Aktive,Mødre,{stat},");
        let row = kept.lines().find(|line| line.starts_with(&start)).expect("a row");
        project.write(path, kept.replace(row, &format!("{start}{told},,,,")));
        let run = project.sporbar(&["attack", "out/lille"]).ends(1);
        assert!(run.err.contains("error[value-recoverable]"), "{stat}: {}", run.err);
        project.write(path, &kept);
    }
}

#[test]
fn what_is_told_against_shown_values_is_shown_and_alone_it_tells_both() {
    let exhibits = [("mod", table("mod", AGAINST, ""))];
    let project = report(&exhibits, [6, 12, 30]);
    project.sporbar(&["build", "reports/lille"]).ends(0);
    let row = |project: &Project, x: &str| ["difference", "index", "rank"].map(|stat| value(project, "mod", x, stat));
    // By hand: 6 - 12, 100 * 6 / 12, and 30 > 12 > 6.
    assert_eq!(row(&project, "Mødre"), ["-6", "50", "3"]);
    assert_eq!(row(&project, "Børn"), ["18", "250", "1"]);
    // The counts stand nowhere else, and an index of 25 would tell three of twelve all the same.
    people(&project, [3, 12, 30], [9, 9, 9]);
    project.sporbar(&["build", "reports/lille"]).ends(0);
    assert_eq!(row(&project, "Mødre"), ["", "", ""]);
    assert_eq!(row(&project, "Børn"), ["18", "250", ""]);
}

#[test]
fn a_difference_of_medians_is_of_many_on_both_sides() {
    let value_of = "value = { kind = \"years\", from = \"Fødselsdato\", to = \"as_of_end\" }";
    let stats = "median = \"median\"\ndifference = { is = \"difference\", of = \"median\", from = \"Fædre\" }";
    let project = report(&[("alder", table("alder", stats, value_of))], [6, 12, 30]);
    project.sporbar(&["build", "reports/lille"]).ends(0);
    // The median of six is three people's on either side, and told against that of the fathers it would be there again.
    for stat in ["median", "difference"] {
        assert_eq!(value(&project, "alder", "Mødre", stat), "", "{stat}");
        assert_ne!(value(&project, "alder", "Børn", stat), "", "{stat}");
    }
    // Told from the six, no difference is left.
    project.edit(SPEC, "from = \"Fædre\" }", "from = \"Mødre\" }");
    project.sporbar(&["build", "reports/lille"]).ends(0);
    assert_eq!(["Fædre", "Børn"].map(|x| value(&project, "alder", x, "difference")), ["", ""]);
}

#[test]
fn a_value_that_is_one_persons_own_is_found_when_an_output_shows_it() {
    let value_of = "value = { kind = \"years\", from = \"Fødselsdato\", to = \"as_of_end\" }";
    let project = report(&[("alder", table("alder", "median = \"median\"", value_of))], [6, 12, 30]);
    project.sporbar(&["build", "reports/lille"]).ends(0);
    project.sporbar(&["attack", "out/lille"]).ends(0);
    let path = "out/lille/data/alder.csv";
    let kept = project.text(path);
    let row = kept.lines().find(|line| line.starts_with(",Aktive,Mødre,median,")).expect("a row");
    for shown in [",Aktive,Mødre,median,38.5,,,6,", ",Aktive,Mødre,median,,38,39,6,suppressed"] {
        project.write(path, kept.replace(row, shown));
        let run = project.sporbar(&["attack", "out/lille"]).ends(1);
        let said =
            "error[value-recoverable]: `alder` [Aktive, Mødre] median is one person's own value, and is published";
        assert!(run.err.contains(said) && !run.err.contains("38"), "{}", run.err);
    }
}
