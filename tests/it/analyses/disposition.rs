//! Dispositions: everyone of the extract, by the condition that left them out.

use std::fmt::Write as _;
use std::fs;

use proptest::prelude::*;
use sporbar::diagnostic::Code;

use super::{Copied, repository};
use crate::support::Project;

const SMALL: &str = "tests/reports/lille";
const BORGERE: &str = "extracts/borgere.csv";

/// The example of the documentation.
fn documented() -> String {
    let page = fs::read_to_string(repository().join("docs/spec-analyses.md")).expect("the documentation");
    let section = page.split("## `disposition`").nth(1).expect("the section");
    let example = section.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).expect("an example");
    format!("\n{example}")
}

/// The small report with the documentation's example.
fn small() -> Copied {
    let copied = Copied::of(SMALL);
    copied.edit("report.toml", |text| text + &documented());
    copied
}

/// The steps with how many there are at each, as they stand in the exhibit.
fn steps(copied: &Copied) -> Vec<(String, usize)> {
    let computed = copied.computed().unwrap_or_else(|findings| panic!("{findings:?}"));
    let values = &computed.iter().find(|exhibit| exhibit.id == "frafald").expect("the exhibit").values;
    let rows = values.rows.iter().filter(|row| row.key.stat == sporbar::value::Stat::Count);
    let count = |number: f64| format!("{number}").parse::<usize>().expect("a whole number");
    let found: Vec<_> = rows.map(|row| (row.key.series.clone(), count(row.value.expect("a count")))).collect();
    assert_eq!(found.iter().map(|(series, _)| series).collect::<Vec<_>>(), values.series.iter().collect::<Vec<_>>());
    found
}

#[test]
fn counted_by_hand() {
    // Six people. The mother of JF-003 begins in the status month; the two of JF-002 have left in October; of the three of
    // JF-001 one is a child.
    let wanted = [
        ("I alt i udtrækket", 6),
        ("Udeladt: begyndt i statusmåneden eller senere", 1),
        ("I projektet", 5),
        ("Udeladt: har forladt projektet", 2),
        ("Udeladt: børn", 1),
        ("Aktive voksne", 2),
    ];
    assert_eq!(steps(&small()), wanted.map(|(label, count)| (label.to_owned(), count)));
}

#[test]
fn without_names_conditions_stand_as_they_are_written() {
    let copied = small();
    copied.edit("report.toml", |text| {
        let (before, rest) = text.split_once(", steps = {").expect("the names");
        format!("{before} }}\n{}", rest.split_once("} }\n").expect("their end").1)
    });
    let labels: Vec<String> = steps(&copied).into_iter().map(|(label, _)| label).collect();
    let wanted = [
        "I alt i udtrækket",
        "Udeladt: start_month < as_of",
        "projekt",
        "Udeladt: active",
        "Udeladt: Rolle IN ('mor', 'far')",
        "aktive_voksne",
    ];
    assert_eq!(labels, wanted);
}

#[test]
fn unknown_is_left_out_at_the_condition_that_cannot_be_told() {
    // Who has not left has no month of leaving, so that nobody knows whether it is later than another.
    let copied = small();
    copied.edit("report.toml", |text| {
        text.replace("active AND Rolle", "exit_month > '2018-01' AND Rolle")
            .replace("\"active\" = ", "\"exit_month > '2018-01'\" = ")
    });
    let counts: Vec<usize> = steps(&copied).into_iter().map(|(_, count)| count).collect();
    // The three of JF-001 are left out; of JF-002 one is a child.
    assert_eq!(counts, [6, 1, 5, 3, 1, 1]);
}

#[test]
fn a_condition_nobody_asks_is_met_with_the_likeliest() {
    let copied = small();
    copied.replace("report.toml", "\"start_month < as_of\" = ", "\"start_month <= as_of\" = ");
    assert_eq!(copied.finding(), (Code::UnknownName, "\"start_month <= as_of\"".to_owned()));
}

#[test]
fn a_condition_that_is_wrong_is_told_alone_and_before_the_step_that_names_it() {
    // The condition was changed, and is wrong now; the step still names it as it was.
    let copied = small();
    copied.replace("report.toml", "where = \"start_month < as_of\"", "where = \"start_mnth < as_of\"");
    assert_eq!(copied.finding(), (Code::SqlColumn, "start_mnth".to_owned()));
    // One that is right but for its name in the steps is told of the step.
    let copied = small();
    copied.replace("report.toml", "where = \"start_month < as_of\"", "where = \"start_month <= as_of\"");
    assert_eq!(copied.finding(), (Code::UnknownName, "\"start_month < as_of\"".to_owned()));
}

#[test]
fn what_a_disposition_cannot_be_is_told() {
    let with = |old: &str, new: &str| {
        let copied = small();
        copied.edit("report.toml", |text| {
            let (before, own) = text.rsplit_once("[[exhibit]]").expect("the exhibit");
            format!("{before}[[exhibit]]{}", own.replacen(old, new, 1))
        });
        copied.finding().0
    };
    assert_eq!(with("stat       = \"count\"", "stat = \"mean\""), Code::BadValue);
    assert_eq!(with("stat       = \"count\"", "stat = \"count\"\nseries = { \"Alle\" = \"TRUE\" }"), Code::BadValue);
    assert_eq!(with("stat       = \"count\"", "stat = \"count\"\nvalue = \"2\""), Code::BadValue);
    assert_eq!(with("population = \"aktive_voksne\"\n", ""), Code::MissingKey);
    assert_eq!(with("population = \"aktive_voksne\"", "population = \"aktive\""), Code::UnknownName);
    assert_eq!(with("\"I projektet\"", "\"Aktive voksne\""), Code::DoubleName);
}

/// The small report with a flow that ends in those who are mothers and fathers, and in both.
fn with_ends() -> Copied {
    let copied = small();
    copied.edit("report.toml", |text| {
        let ends = "\"aktive_voksne\" = \"Aktive voksne\" }, ends = { moedre = \"Mødre\", foraeldre = \"Forældre\" } }";
        let populations = "[populations.moedre]\nfrom = \"foraeldre\"\nwhere = \"Rolle = 'mor'\"\n\
                           [populations.foraeldre]\nfrom = \"aktive_voksne\"\n";
        text.replace("\"aktive_voksne\" = \"Aktive voksne\" } }", ends) + populations
    });
    copied
}

#[test]
fn ends_are_how_many_of_those_left_each_population_has() {
    // Of the two who are left in JF-001 one is the mother.
    let found = steps(&with_ends());
    assert_eq!(
        found[5..],
        [("Aktive voksne", 2), ("Mødre", 1), ("Forældre", 2)].map(|(label, n)| (label.to_owned(), n))
    );
    let elsewhere = with_ends();
    elsewhere.replace("report.toml", "{ moedre = ", "{ projekt = ");
    assert_eq!(elsewhere.finding(), (Code::UnknownName, "projekt".to_owned()));
    let unknown = with_ends();
    unknown.replace("report.toml", "{ moedre = ", "{ modre = ");
    assert_eq!(unknown.finding(), (Code::UnknownName, "modre".to_owned()));
}

#[test]
fn a_number_hidden_elsewhere_is_not_told_by_who_was_left_out() {
    // Forty people, of whom three are children: as many as all less the adults.
    let project = Project::small();
    let mut file = "CPR-nr.;Familie-id;Rolle;Køn;Fødselsdato;Indvisiteret;Udtrådt;Udtrædelsesårsag\n".to_owned();
    for at in 0..40 {
        let role = if at < 3 { "barn" } else { "mor" };
        writeln!(file, "{:02}0180-{:04};JF-{at};{role};K;01-01-1980;01-01-2018;;", 61 + at % 30, at + 1)
            .expect("a text");
    }
    project.write("reports/lille/extracts/borgere.csv", file);
    let because = "because   = \"Ingen levende personer indgår.\"\n";
    let hides = format!(
        "{because}[disclosure.other.skjul]\npolicy = \"suppress\"\nbecause = \"Aftalt.\"\nminimum = 5\n\
                         unanimous = \"show\"\ndifferences = \"show\"\n"
    );
    let way = "\n[[exhibit]]\nid = \"vej\"\ntitle = \"Vejen\"\npopulation = \"projekt\"\nmeasure = { kind = \"disposition\" }\n\
               stat = \"count\"\nchart = { kind = \"flow\", unit = \"personer\" }\nsource = \"Projektregisteret\"\n";
    let spec = project.text("reports/lille/report.toml").replace(because, &hides) + way;
    project.write("reports/lille/report.toml", spec);
    project.write("reports/lille/tekst.typ", "#kapitel([Personerne], indledning: [Kort.])\n{{ vis(\"personer\") }}\n");
    project.edit(
        "reports/lille/report.toml",
        "{{ v(series='Voksne', x='I alt') }} voksne har været i projektet.",
        "Alle.",
    );
    project.sporbar(&["build", "reports/lille", "--disclosure", "skjul"]).ends(0);
    let shown = |exhibit: &str, start: &str| {
        let data = project.text(&format!("out/lille/data/{exhibit}.csv"));
        let row = data.lines().find(|line| line.starts_with(start)).unwrap_or_else(|| panic!("{start} in {data}"));
        !row.ends_with("suppressed")
    };
    assert!(!shown("personer", ",Børn,I alt,"));
    assert!(
        !(shown("personer", ",Voksne,I alt,") && (shown("vej", ",projekt,") || shown("vej", ",I alt i udtrækket,")))
    );
}

#[test]
fn every_step_is_followed_to_its_people_and_comes_of_them_alone() {
    let project = Project::small();
    let spec = project.text("reports/lille/report.toml") + &documented();
    // Whether a family has someone who is there is told by the rows of all its members.
    let told = "[populations.projekt]\ncolumns = { familie_aktiv = { family = \"BOOL_OR(active)\" } }\n";
    let spec = spec.replace("[populations.projekt]\n", told).replace("active AND Rolle", "familie_aktiv AND Rolle");
    project.write("reports/lille/report.toml", spec.replace("\"active\" = ", "\"familie_aktiv\" = "));
    project.sporbar(&["build", "reports/lille"]).ends(0);
    let said = project.sporbar(&["verify", "out/lille", "--lineage"]).ends(0);
    assert!(said.err.contains("values come of the rows that they name"), "{}{}", said.out, said.err);
    let call = ["trace", "reports/lille", "frafald", "--series", "Udeladt: har forladt projektet", "--format", "csv"];
    let traced = project.sporbar(&call).ends(0).out;
    let mut reader = csv::Reader::from_reader(traced.as_bytes());
    let records = reader.records().map(|record| record.expect("a row"));
    let mut rows: Vec<String> =
        records.filter(|record| &record[6] == "yes").map(|record| record[9].to_owned()).collect();
    rows.sort();
    rows.dedup();
    assert_eq!(rows, ["5", "6"], "{traced}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Who comes in at a step goes out at it or is left; the last are the population, as a tally counts it.
    #[test]
    fn nobody_is_lost_on_the_way(people in proptest::collection::vec((0..3usize, 0..16u32, proptest::option::of(0..16u32)), 1..14)) {
        let copied = small();
        let month = |months: u32| format!("15-{:02}-{}", months % 12 + 1, 2018 + months / 12);
        let mut file = "CPR-nr.;Familie-id;Rolle;Køn;Fødselsdato;Indvisiteret;Udtrådt;Udtrædelsesårsag\n".to_owned();
        let mut wanted = [people.len(), 0, 0, 0, 0, 0];
        for (at, (role, from, months)) in people.iter().enumerate() {
            let until = months.map(|months| from + months);
            let left = until.map_or_else(|| ";".to_owned(), |until| format!("{};Flyttet", month(until)));
            let role = ["mor", "far", "barn"][*role];
            let cpr = format!("{:02}0180-{:04}", 61 + at, at + 1);
            writeln!(file, "{cpr};JF-{at};{role};K;01-01-1980;{};{left}", month(*from)).expect("a text");
            // The status month is the twelfth.
            let step = match (*from < 11, until.is_none_or(|until| until > 11), role != "barn") {
                (false, ..) => 1,
                (true, false, _) => 3,
                (true, true, false) => 4,
                (true, true, true) => 5,
            };
            wanted[step] += 1;
            wanted[2] += usize::from(step > 2);
        }
        fs::write(copied.folder.path().join("reports/den").join(BORGERE), file).expect("a file");
        copied.edit("report.toml", |text| text + "
[[exhibit]]
id         = \"alle\"
title      = \"Aktive voksne\"
population = \"aktive_voksne\"
measure    = { kind = \"tally\" }
stat       = \"count\"
series     = { \"Alle\" = \"TRUE\" }
show       = \"table\"
source     = \"Projektregisteret\"
");
        let found: Vec<usize> = steps(&copied).into_iter().map(|(_, count)| count).collect();
        prop_assert_eq!(&found, &wanted);
        prop_assert_eq!(found[0], found[1] + found[2]);
        prop_assert_eq!(found[2], found[3] + found[4] + found[5]);
        let tally = copied.values()["alle"].values().next().map(|row| row[0].clone());
        prop_assert_eq!(tally, Some(found[5].to_string()));
    }
}
