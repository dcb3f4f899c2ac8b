//! What `attack --suggest` proposes, held against what such a report hides when it is built.

use crate::planted::{exhibit, people, project};

const SHOWN: &str = "#kapitel([Personerne], indledning: [Kort.])\n{{ vis('tabel') }}\n";
const SERIES: &str =
    "series = { \"Mødre\" = \"Rolle = 'mor'\", \"Fædre\" = \"Rolle = 'far'\", \"Børn\" = \"Rolle = 'barn'\" }";

#[test]
fn each_proposal_says_what_the_report_would_hide_if_it_were_built_so() {
    let project = project(&exhibit("tabel", "\"count\"", "show = \"table\""), SHOWN);
    // Three are hidden, and with them the 45 that they are counted among. Nobody of those who left is.
    people(&project, [3, 12, 30], [9, 8, 10]);
    project.sporbar(&["build", "reports/lille"]).ends(0);
    let run = project.sporbar(&["attack", "out/lille", "--suggest"]).ends(0);
    let head = "lille: 1 of 6 values are hidden by `suppress`, 1 of them because they tell of few people themselves, 0 besides\n\n\
                tabel: 1 of 6 hidden, 1 first, 0 besides\n";
    assert!(run.out.starts_with(head), "{}", run.out);
    // 15 and 30, 17 and 10: all are five or more, and so is whoever is not counted.
    assert!(
        run.out.contains("\n  series «Mødre» and «Fædre» as one: 0 of 4 hidden, so 1 fewer shown here\n"),
        "{}",
        run.out
    );
    // 12, 20 and 40.
    assert!(run.out.contains("\n  without x: 0 of 3 hidden, so 2 fewer shown here\n"), "{}", run.out);
    // 45 and 27.
    assert!(run.out.contains("\n  without series: 0 of 2 hidden, so 3 fewer shown here\n"), "{}", run.out);
    // The same of the report itself, before anything is built.
    assert_eq!(project.sporbar(&["attack", "reports/lille", "--suggest"]).ends(0).out, run.out);

    let merged =
        "series = { \"Mødre / Fædre\" = \"(Rolle = 'mor') OR (Rolle = 'far')\", \"Børn\" = \"Rolle = 'barn'\" }";
    project.edit("reports/lille/report.toml", SERIES, merged);
    project.sporbar(&["build", "reports/lille"]).ends(0);
    let told: serde_json::Value = serde_json::from_str(&project.text("out/lille/disclosure.json")).expect("JSON");
    assert_eq!((&told["values"], &told["hidden"]), (&4.into(), &0.into()));
}

#[test]
fn months_in_which_few_came_are_proposed_as_quarters() {
    let came = "[[exhibit]]\nid = \"tabel\"\ntitle = \"Kommet\"\npopulation = \"projekt\"\nseries = { \"Alle\" = \"TRUE\" }\n\
                measure = { kind = \"records\", of = \"borgere\", date = '\"Indvisiteret\"', over = \"months\", since = \"2018-01\" }\n\
                x = \"period\"\nstat = \"count\"\nshow = \"table\"\nsource = \"Projektregisteret\"\n";
    let project = project(came, SHOWN);
    let mut rows = "CPR-nr.;Familie-id;Rolle;Køn;Fødselsdato;Indvisiteret;Udtrådt;Udtrædelsesårsag\n".to_owned();
    // Six in each of the first two quarters, fifteen in the third and ten in the fourth, two to five in each month.
    let months = [2, 2, 2, 3, 1, 2, 5, 5, 5, 5, 5];
    let each = (1..).zip(months).flat_map(|(month, people)| std::iter::repeat_n(month, people));
    for (number, month) in each.enumerate() {
        let day = number % 28 + 1;
        rows += &format!("{day:02}0280-{};JF-{number};mor;K;{day:02}-02-1980;05-{month:02}-2018;;\n", 1000 + number);
    }
    project.write("reports/lille/extracts/borgere.csv", rows);
    let run = project.sporbar(&["attack", "reports/lille", "--suggest"]).ends(0);
    assert!(run.out.contains("\n  quarters instead of months: 0 of 4 hidden"), "{}", run.out);
    project.edit("reports/lille/report.toml", "over = \"months\"", "over = \"quarters\"");
    project.sporbar(&["build", "reports/lille"]).ends(0);
    let data = project.text("out/lille/data/tabel.csv");
    let told: Vec<(&str, &str)> = data
        .lines()
        .skip(1)
        .map(|line| line.split(',').collect::<Vec<_>>())
        .map(|fields| (fields[2], fields[4]))
        .collect();
    assert_eq!(told, [("2018K1", "6"), ("2018K2", "6"), ("2018K3", "15"), ("2018K4", "10")]);
}

#[test]
fn what_shows_everything_has_nothing_to_propose() {
    let project = crate::support::Project::small();
    let run = project.sporbar(&["attack", "reports/lille", "--suggest"]).ends(2);
    assert!(run.err.contains("the policy of this output shows everything"), "{}", run.err);
}
