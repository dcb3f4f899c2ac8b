//! Values that are made of others: whoever reads one beside one of its ends has read the other. And counts under names of their own,
//! families that are counted as families here and divided by there.

use crate::planted::{exhibit, people, project};
use crate::support::Project;

const SHOWN: &str = "#kapitel([Personerne], indledning: [Kort.])\n{{ vis('tabel') }}\n";

/// A table with these statistics of three mothers, twelve fathers and thirty children who are there, and of as many who have left as are
/// enough.
fn table(stats: &str) -> Project {
    let exhibit = exhibit("tabel", stats, "show = \"table\"");
    let project = project(&exhibit, SHOWN);
    people(&project, [3, 12, 30], [9, 8, 10]);
    project
}

/// Series, x, statistic, value and flag of each row.
fn rows(project: &Project) -> Vec<[String; 5]> {
    let data = project.text("out/lille/data/tabel.csv");
    let row = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        [1, 2, 3, 4, 8].map(|at| cells[at].to_owned())
    };
    data.lines().skip(1).map(row).collect()
}

#[test]
fn a_count_under_a_name_of_its_own_is_a_count() {
    let project = table("{ antal = \"count\" }");
    project.sporbar(&["build", "reports/lille"]).ends(0);
    // The three are hidden, and the 45 that they are counted among, which would tell them beside the others.
    let is_shown = |row: &[String; 5]| row[2] == "antal" && !row[3].is_empty();
    let shown: Vec<String> = rows(&project).into_iter().filter(is_shown).map(|row| row[3].clone()).collect();
    assert_eq!(shown, ["12", "30", "9", "8", "10"]);
    project.sporbar(&["attack", "out/lille"]).ends(0);
    // 45 less 30 and 12 are 3.
    let path = "out/lille/data/tabel.csv";
    project.edit(path, ",Mødre,Aktive,antal,,,,,suppressed", ",Mødre,Aktive,antal,,,,45,suppressed");
    let run = project.sporbar(&["attack", "out/lille"]).ends(1);
    let said =
        "error[value-recoverable]: `tabel` [Mødre, Aktive] antal is hidden and can be computed from what is published";
    assert!(run.err.contains(said), "{}", run.err);
}

/// Whether somebody is there still, mothers against the others, as odds and as a difference of shares.
fn against_the_others(mothers: [u32; 2]) -> Vec<[String; 5]> {
    let exhibit = "[[exhibit]]\nid = \"tabel\"\ntitle = \"Personer\"\npopulation = \"projekt\"\n\
                   measure = { kind = \"tally\" }\nseries = { \"Alle\" = \"TRUE\" }\nx = { \"I alt\" = \"TRUE\" }\n\
                   value = \"active\"\nversus = \"Rolle = 'mor'\"\nstat = [\"odds_ratio\", \"risk_difference\"]\n\
                   show = \"table\"\nsource = \"Projektregisteret\"\n\n";
    let project = project(exhibit, SHOWN);
    people(&project, [mothers[0], 12, 30], [mothers[1], 8, 10]);
    project.sporbar(&["build", "reports/lille"]).ends(0);
    rows(&project)
}

#[test]
fn a_group_is_told_against_the_others_where_both_their_numbers_may_be() {
    // 13 of 22 against 42 of 60: 13 * 18 / (9 * 42) = 0.619, and 13/22 - 42/60 = -0.109.
    let told = against_the_others([13, 9]);
    assert!(told[0][3].starts_with("0.61904") && told[1][3].starts_with("-0.10909"), "{told:?}");
    // Of 3 of 12 neither can be told, though 72 are compared.
    let told = against_the_others([3, 9]);
    assert!(told.iter().all(|row| row[3].is_empty() && row[4] == "suppressed"), "{told:?}");
}

#[test]
fn a_statistic_of_few_people_that_somebody_shows_is_found() {
    // How long half of three have been there is no tally, and tells of one of them.
    let value = "value = { kind = \"years\", from = \"Indvisiteret\", to = \"as_of_end\" }\nshow = \"table\"";
    let project = project(&exhibit("tabel", "\"median\"", value), SHOWN);
    people(&project, [3, 12, 30], [12, 13, 14]);
    project.sporbar(&["build", "reports/lille"]).ends(0);
    project.sporbar(&["attack", "out/lille"]).ends(0);
    let row = rows(&project).into_iter().find(|row| row[0] == "Mødre" && row[1] == "Aktive").expect("a row");
    assert_eq!(row[3..], ["", "suppressed"]);
    let data = project.text("out/lille/data/tabel.csv");
    let line = data.lines().find(|line| line.starts_with(",Mødre,Aktive,median,")).expect("a row");
    project.write("out/lille/data/tabel.csv", data.replace(line, ",Mødre,Aktive,median,0.9,,,,"));
    let run = project.sporbar(&["attack", "out/lille"]).ends(1);
    let said = "error[value-recoverable]: `tabel` [Mødre, Aktive] median tells of few people, and is published";
    assert!(run.err.contains(said), "{}", run.err);
}

/// Two exhibits: how many families there are of each kind, and in all; and how many persons a family of a kind has, per family.
fn families(kinds: &str) -> String {
    let count = "[[exhibit]]\nid = \"familier\"\ntitle = \"Familier\"\npopulation = \"projekt\"\n\
                 measure = { kind = \"tally\", unit = \"family\" }\nseries = { \"Alle\" = \"TRUE\" }\n";
    let per = "[[exhibit]]\nid = \"personer-i\"\ntitle = \"Personer i hver familie\"\npopulation = \"projekt\"\n\
               measure = { kind = \"tally\" }\nseries = { \"Alle\" = \"TRUE\" }\n";
    let with_total = kinds.replace(" }", ", \"I alt\" = \"TRUE\" }");
    let end = "show = \"table\"\nsource = \"Projektregisteret\"\n\n";
    format!(
        "{count}x = {with_total}\nstat = \"count\"\namong = \"counted\"\n{end}\
         {per}x = {kinds}\nstat = \"mean\"\nper = \"family\"\namong = \"counted\"\n{end}"
    )
}

#[test]
fn a_family_is_the_same_whether_it_is_counted_or_divided_by() {
    // Four families are of women and seven of men: the total of eleven and the seven that a mean is divided by tell the four.
    let kinds = "{ \"Moderne\" = \"Køn = 'K'\", \"Andre\" = \"Køn = 'M'\" }";
    let text = "#kapitel([Personerne], indledning: [Kort.])\n{{ vis('familier') }} {{ vis('personer-i') }}\n";
    let project = project(&families(kinds), text);
    let mut rows = "CPR-nr.;Familie-id;Rolle;Køn;Fødselsdato;Indvisiteret;Udtrådt;Udtrædelsesårsag\n".to_owned();
    // Two members each, of one sex, so that a family is of one kind.
    for number in 0..22 {
        let (family, day, sex) = (number / 2, number + 1, if number < 8 { "K" } else { "M" });
        rows += &format!("{day:02}0180-{};JF-{family};mor;{sex};{day:02}-01-1980;05-01-2018;;\n", 1000 + number);
    }
    project.write("reports/lille/extracts/borgere.csv", rows);
    project.sporbar(&["build", "reports/lille"]).ends(0);
    let cells = |file: &str, x: &str| {
        let data = project.text(&format!("out/lille/data/{file}.csv"));
        let line = data.lines().find(|line| line.split(',').nth(2) == Some(x)).expect("a row").to_owned();
        let cells: Vec<String> = line.split(',').map(str::to_owned).collect();
        (cells[4].clone(), cells[7].clone())
    };
    assert_eq!(cells("familier", "Moderne").0, "", "four families");
    let total = cells("familier", "I alt");
    let others = [cells("familier", "Andre").0, cells("personer-i", "Andre").1];
    // 11 less 7.
    assert!(total.0.is_empty() && total.1.is_empty() || others.iter().all(String::is_empty), "{total:?} {others:?}");
    project.sporbar(&["attack", "out/lille"]).ends(0);
}
