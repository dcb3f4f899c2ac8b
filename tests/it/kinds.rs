//! Kinds of units beside the persons: jobcentres, questionnaires and courses, each counted as what it is.

use crate::pages::blocks;
use crate::support::{Project, repository, rows};

const SPEC: &str = "reports/lille/report.toml";

const EXTRACTS: &str = r#"[extracts]
jobcentre = { file = "jobcentre.csv", schema = "jobcentre" }
kontakter = { file = "kontakter.csv", schema = "kontakter" }
skemaer   = { file = "skemaer.csv", schema = "skemaer" }
svar      = { file = "svar.csv", schema = "svar" }
kurser    = { file = "kurser.csv", schema = "kurser" }
trin      = { file = "trin.csv", schema = "trin" }
"#;

const UNITS: &str = r#"
[units.jobcenter]
noun    = ["et jobcenter", "jobcentre"]
public  = "et jobcenter er en myndighed"
extract = "jobcentre"
id      = "Jobcenter"
enters  = "Åbnet"
rows    = { kontakter = "Jobcenter" }

[units.skema]
noun    = ["et skema", "skemaer"]
protect = "persons"
extract = "skemaer"
id      = "Skemanr"
enters  = "Udfyldt"

[units.kursus]
noun    = ["et kursus", "kurser"]
protect = "persons"
extract = "kurser"
id      = "Kursus"
enters  = "Start"
leaves  = "Slut"

[populations.centre]
unit = "jobcenter"
[populations.centre.columns]
kontakter = { rows = "kontakter" }

[populations.gamle]
from  = "centre"
where = "start_month < '2018-01'"

[populations.besvarede]
unit = "skema"
[populations.besvarede.columns]
antal = { rows = "svar" }

[populations.kursusliste]
unit = "kursus"

[populations.igang]
from  = "kursusliste"
where = "active"

[groups.egn]
of     = "centre"
labels = { "Jylland" = "Region = 'Jylland'", "Sjælland" = "Region = 'Sjælland'" }

[states.trin]
unit    = "kursus"
spells  = "trin"
value   = "Trin"
rule    = "any-day"
ties    = ["latest-start"]
order   = ["Opstart", "Praktik"]
missing = "Intet"

[states.grovt]
of     = "trin"
labels = { "Kursus" = ["Opstart", "Praktik"] }
"#;

/// Exhibits by id: population, measure, and what else is said.
const EXHIBITS: [(&str, &str, &str, &str); 12] = [
    ("centre", "centre", "{ kind = 'tally' }", "x = 'egn'\nstat = 'count'"),
    ("gamle", "gamle", "{ kind = 'tally' }", "x = 'egn'\nstat = 'count'"),
    ("pr-center", "centre", "{ kind = 'tally' }", "value = 'kontakter'\nstat = 'mean'"),
    (
        "timer",
        "centre",
        "{ kind = 'records', of = 'kontakter' }",
        "x = 'egn'\nvalue = 'Timer'\nstat = 'sum'\nunit = 'timer'",
    ),
    (
        "halvaar",
        "centre",
        "{ kind = 'amount', of = 'kontakter', amount = 'Timer', date = 'Dato', over = 'half-years', since = '2018-01' }",
        "x = 'period'\nstat = 'sum'\nunit = 'timer'",
    ),
    ("skemaer", "besvarede", "{ kind = 'tally' }", "stat = 'count'"),
    ("antal", "besvarede", "{ kind = 'tally' }", "value = 'antal'\nstat = 'mean'"),
    ("score", "besvarede", "{ kind = 'tally' }", "value = 'Score'\nstat = 'mean'"),
    (
        "trin",
        "kursusliste",
        "{ kind = 'composition', state = 'trin', over = 'start-and-latest' }",
        "series = 'state'\nx = 'period'\nstat = 'count'",
    ),
    (
        "grovt",
        "kursusliste",
        "{ kind = 'composition', state = 'grovt', over = 'start-and-latest' }",
        "series = 'state'\nx = 'period'\nstat = 'count'",
    ),
    (
        "spells",
        "kursusliste",
        "{ kind = 'level', spells = 'trin', rule = 'any-day', over = 'start-and-latest' }",
        "x = 'period'\nstat = 'mean'",
    ),
    ("vej", "igang", "{ kind = 'disposition' }", "stat = 'count'"),
];

const DATA: [(&str, &str, &str); 6] = [
    (
        "jobcentre",
        "Jobcenter;Region;Åbnet",
        "Nord;Jylland;2010-01-01\nSyd;Jylland;2010-01-01\nØst;Sjælland;2018-07-01\n",
    ),
    (
        "kontakter",
        "CPR-nr.;Jobcenter;Dato;Timer",
        "610180-0002;Nord;2018-02-10;3\n620181-0001;Nord;2018-03-01;5\n630210-4002;Syd;2018-05-05;2\n640382-0004;Syd;2018-06-06;4\n650311-4005;Syd;2018-07-07;6\n660483-0006;Øst;2018-12-10;1\n",
    ),
    (
        "skemaer",
        "Skemanr;CPR-nr.;Udfyldt;Score",
        "007;610180-0002;2018-02-01;10\n8;610180-0002;2018-08-01;14\n9;640382-0004;2018-04-01;21\n",
    ),
    ("svar", "skema;Spm;Point", "7;a;1\n7;b;2\n0008;a;3\n9;a;4\n9;b;4\n"),
    (
        "kurser",
        "Kursus;CPR-nr.;Start;Slut",
        "A;610180-0002;2018-02-01;\nB;620181-0001;2018-03-01;2018-09-15\nC;640382-0004;2018-04-01;\n",
    ),
    (
        "trin",
        "Kursus;Fra;Til;Trin",
        "A;2018-02-01;2018-06-30;Opstart\nA;2018-07-01;;Praktik\nB;2018-03-01;2018-09-15;Opstart\nC;2018-04-01;2018-04-30;Opstart\nC;2018-05-01;;Praktik\n",
    ),
];

/// The layout of a file with these columns.
fn layout(name: &str, columns: &str) -> String {
    let field = |column: &str| {
        let date = r#""type": "date", "format": "%Y-%m-%d""#;
        let key =
            |of: &str| format!(r#""type": "string", "sporbar:key": "{of}", "sporbar:keyForm": ["no-leading-zeros"]"#);
        let kind = match column {
            "CPR-nr." => r#""type": "string", "sporbar:person": true"#.to_owned(),
            "Skemanr" | "skema" => key("skema"),
            "Kursus" => key("kursus"),
            "Åbnet" | "Dato" | "Udfyldt" | "Start" | "Slut" | "Fra" | "Til" => date.to_owned(),
            "Timer" | "Score" | "Point" => r#""type": "integer""#.to_owned(),
            _ => r#""type": "string""#.to_owned(),
        };
        format!(r#"{{"name": "{column}", {kind}}}"#)
    };
    let fields: Vec<String> = columns.split(';').map(field).collect();
    let known = columns.split(';').find(|column| ["Åbnet", "Dato", "Udfyldt", "Start"].contains(column));
    let spell = match known {
        Some(known) => format!(r#""sporbar:knownFrom": "{known}", "#),
        None if name == "trin" => r#""sporbar:spell": {"from": "Fra", "to": "Til"}, "#.to_owned(),
        None => String::new(),
    };
    format!(
        r#"{{"name": "{name}", "sporbar:dialect": {{"delimiter": ";", "lineTerminator": "\n"}}, {spell}"fields": [{}]}}"#,
        fields.join(", ")
    )
}

fn extract(name: &str) -> String {
    format!("reports/lille/extracts/{name}.csv")
}

/// The small report with three kinds of units and these exhibits.
fn with(wanted: &[&str]) -> Project {
    let project = Project::small();
    for (name, columns, lines) in DATA {
        project.write(&format!("data-schema/{name}.json"), layout(name, columns));
        project.write(&extract(name), format!("{columns}\n{lines}"));
    }
    project.edit(SPEC, "[extracts]\n", EXTRACTS);
    let mut text = project.text(SPEC) + UNITS;
    for (id, population, measure, rest) in EXHIBITS.iter().filter(|(id, ..)| wanted.contains(id)) {
        let population = if population.is_empty() { String::new() } else { format!("population = '{population}'\n") };
        text.push_str(&format!(
            "\n[[exhibit]]\nid = '{id}'\ntitle = 'Om {id}'\n{population}measure = {measure}\n{rest}\nshow = 'table'\nsource = 'Prøve'\n"
        ));
    }
    project.write(SPEC, text);
    project
}

fn all() -> Project {
    with(&EXHIBITS.map(|(id, ..)| id))
}

/// What an exhibit says at keys.
fn said(project: &Project, exhibit: &str, series: &str, x: &str, stat: &str) -> Option<f64> {
    let found = rows(&project.output()[&format!("data/{exhibit}.csv")]);
    let key = ["", series, x, stat].map(str::to_owned);
    found.get(&key).unwrap_or_else(|| panic!("{exhibit} has no {key:?}: {:?}", found.keys())).numbers[0]
}

#[test]
fn each_kind_is_counted_as_what_it_is() {
    let project = all();
    project.build();
    let said = |exhibit: &str, series: &str, x: &str, stat: &str| said(&project, exhibit, series, x, stat);
    // Two jobcentres in Jylland, one in Sjælland, which was opened in July 2018.
    assert_eq!(
        [said("centre", "", "Jylland", "count"), said("centre", "", "Sjælland", "count")],
        [Some(2.0), Some(1.0)]
    );
    assert_eq!([said("gamle", "", "Jylland", "count"), said("gamle", "", "Sjælland", "count")], [Some(2.0), Some(0.0)]);
    // Nord has 2 contacts, Syd 3 and Øst 1; in hours 8, 12 and 1.
    assert_eq!(said("pr-center", "", "", "mean"), Some(2.0));
    assert_eq!([said("timer", "", "Jylland", "sum"), said("timer", "", "Sjælland", "sum")], [Some(20.0), Some(1.0)]);
    // By the end of June Nord 8 and Syd 6; after it Syd 6 and Øst 1.
    let halves = rows(&project.output()["data/halvaar.csv"]);
    assert_eq!(halves.values().map(|row| row.numbers[0]).collect::<Vec<_>>(), [Some(14.0), Some(7.0)]);
    // Three questionnaires of two persons; 7 and 9 have two answers each, 8 has one, however their numbers are written.
    assert_eq!(said("skemaer", "", "", "count"), Some(3.0));
    assert_eq!(said("antal", "", "", "mean"), Some(5.0 / 3.0));
    assert_eq!(said("score", "", "", "mean"), Some(15.0));
    // All courses begin with the first step; B ended with it, and the two others have come to the next.
    for (series, start, latest) in [("Opstart", 3.0, 1.0), ("Praktik", 0.0, 2.0)] {
        let found = rows(&project.output()["data/trin.csv"]);
        let own: Vec<Option<f64>> =
            found.iter().filter(|(key, _)| key[1] == series).map(|(_, row)| row.numbers[0]).collect();
        assert_eq!(own.len(), 2, "{own:?}");
        assert!(own.contains(&Some(start)) && own.contains(&Some(latest)), "{series}: {own:?}");
    }
    let coarse = rows(&project.output()["data/grovt.csv"]);
    let courses: Vec<Option<f64>> =
        coarse.iter().filter(|(key, _)| key[1] == "Kursus").map(|(_, row)| row.numbers[0]).collect();
    assert_eq!(courses, [Some(3.0), Some(3.0)]);
    // One course has ended.
    let way: Vec<(String, Option<f64>)> = rows(&project.output()["data/vej.csv"])
        .into_iter()
        .map(|(key, row)| (key[1].clone(), row.numbers[0]))
        .collect();
    let told = |label: &str, count: f64| way.contains(&(label.to_owned(), Some(count)));
    assert!(told("I alt i udtrækket", 3.0) && told("Udeladt: active", 1.0) && told("igang", 2.0), "{way:?}");
}

#[test]
fn the_example_of_the_documentation_works() {
    let page = std::fs::read_to_string(repository().join("docs/spec.md")).expect("the page");
    let (_, section) = page.split_once("## Kinds of units").expect("the section");
    let example = blocks(section).into_iter().next().expect("an example").text;
    let project = with(&["pr-center", "skemaer"]);
    let text = project.text(SPEC);
    let (before, after) = text.split_once(UNITS).expect("the units");
    project.write(SPEC, format!("{before}{example}{after}"));
    project.build();
    assert_eq!(said(&project, "pr-center", "", "", "mean"), Some(2.0));
    assert_eq!(said(&project, "skemaer", "", "", "count"), Some(3.0));
}

#[test]
fn no_order_of_the_rows_decides() {
    let told = |project: &Project| -> Vec<(String, Vec<u8>)> {
        project.build();
        project.output().into_iter().filter(|(path, _)| path.starts_with("data/") && path.contains(".csv")).collect()
    };
    let (own, turned) = (all(), all());
    for (name, columns, lines) in DATA {
        let lines: Vec<&str> = lines.lines().rev().collect();
        turned.write(&extract(name), format!("{columns}\n{}\n", lines.join("\n")));
    }
    let own = told(&own);
    assert!(own.len() > EXHIBITS.len());
    assert_eq!(own, told(&turned));
}

#[test]
fn readers_are_told_of_units_by_their_own_noun() {
    let project = all();
    let about = |exhibit: &str| project.sporbar(&["trace", &project.report, exhibit, "--format", "json"]).ends(0).out;
    let centres = about("centre");
    assert!(centres.contains("Hvert jobcenter i populationen, én gang."), "{centres}");
    assert!(
        centres.contains("Det er alle jobcentre.")
            && !centres.contains("Hver person")
            && !centres.contains("personerne"),
        "{centres}"
    );
    // What is public is called by its name, and a key by its pseudonym.
    assert!(centres.contains("\"Nord\""), "{centres}");
    let steps = about("trin");
    assert!(steps.contains("Hvert kursus' tilstand «trin» i hver periode."), "{steps}");
    assert!(steps.contains("Måneden, det pågældende kursus trådte ind"), "{steps}");
    assert!(steps.contains("\"K-") && !steps.contains("\"A\""), "{steps}");
    let way = about("vej");
    assert!(way.contains("Hvert kursus i udtrækket, én gang") && way.contains("for hvilke dette ikke gælder"), "{way}");
}

#[test]
fn a_unit_is_followed_to_all_that_it_takes_part_in() {
    let project = all();
    let journey = |name: &str| project.sporbar(&["trace", &project.report, "--person", name]).ends(0).out;
    let nord = journey("Nord");
    for told in ["jobcentre.csv 2", "kontakter.csv 2", "kontakter.csv 3", "+ centre", "+ gamle", "Om timer"] {
        assert!(nord.contains(told), "{told}: {nord}");
    }
    // The persons whom its rows are about are followed by themselves.
    assert!(!nord.contains("kontakter.csv 4") && !nord.contains("projekt") && !nord.contains("besvarede"), "{nord}");
    let east = journey("Øst");
    assert!(east.contains("- gamle: this does not hold"), "{east}");
    let asked =
        project.sporbar(&["query", &project.report, "SELECT unit FROM besvarede WHERE \"Score\" = 10"]).ends(0).out;
    let pseudonym = &asked[asked.find("K-").expect("a pseudonym")..][.."K-7F3A-9CZ1-D4KM".len()];
    let seven = journey(pseudonym);
    for told in ["skemaer.csv 2", "svar.csv 2", "svar.csv 3", "+ besvarede"] {
        assert!(seven.contains(told), "{told}: {seven}");
    }
    assert!(!seven.contains("skemaer.csv 3"), "{seven}");
    // From a row to the populations that it makes a unit of.
    let row = project.sporbar(&["trace", &project.report, "--row", "jobcentre.csv:4"]).ends(0).out;
    assert!(row.contains("+ centre") && row.contains("- gamle") && !row.contains("besvarede"), "{row}");
    let nobody = project.sporbar(&["trace", &project.report, "--person", "Vest"]).run();
    assert!(nobody.status != 0 && nobody.err.contains("no row is about"), "{}", nobody.err);
}

#[test]
fn the_persons_behind_units_are_protected_or_it_is_refused() {
    let hidden = |wanted: &[&str]| {
        let project = with(wanted);
        let policy = "policy = \"suppress\"\nminimum = 3\nunanimous = \"show\"\ndifferences = \"show\"";
        project.edit(SPEC, "policy    = \"publish-all\"", policy);
        // The report's own figure is small, and no matter here.
        project.edit(
            SPEC,
            "chart      = { kind = \"grouped-columns\", unit = \"personer\" }",
            "show       = \"table\"",
        );
        project.edit(SPEC, "note       = \"{{ v(series='Voksne', x='I alt') }} voksne har været i projektet.\"", "");
        project
    };
    // A jobcentre is public, and three questionnaires are of two persons.
    let project = hidden(&["centre", "skemaer"]);
    let run = project.sporbar(&["build", &project.report]).run();
    assert_eq!(run.status, 0, "{}", run.err);
    assert_eq!(said(&project, "centre", "", "Sjælland", "count"), Some(1.0));
    assert_eq!(said(&project, "skemaer", "", "", "count"), None);
    // Of four questionnaires of three persons it is told.
    let project = hidden(&["skemaer"]);
    let more = project.text(&extract("skemaer")) + "10;620181-0001;2018-05-01;3\n";
    project.write(&extract("skemaer"), more);
    project.build();
    assert_eq!(said(&project, "skemaer", "", "", "count"), Some(4.0));
    // Rows about one person each are protected by these, though they are of jobcentres; a number of a jobcentre that is made of many persons is not.
    let project = hidden(&["timer"]);
    project.build();
    assert_eq!(said(&project, "timer", "", "Sjælland", "sum"), None);
    let project = hidden(&["pr-center"]);
    let run = project.sporbar(&["build", &project.report]).run();
    assert!(run.status != 0 && run.err.contains("error[units-unprotected]"), "{}", run.err);
    // As families they are protected by themselves: there are three, and each adds to the mean.
    project.edit(SPEC, "public  = \"et jobcenter er en myndighed\"", "protect = \"units\"");
    let run = project.sporbar(&["build", &project.report]).run();
    assert!(!run.err.contains("units-unprotected"), "{}", run.err);
    // Nobody stands behind a questionnaire whose rows do not say whose it is.
    let project = hidden(&["skemaer"]);
    project.write("data-schema/skemaer.json", layout("skemaer", "Skemanr;Udfyldt;Score"));
    project.write(&extract("skemaer"), "Skemanr;Udfyldt;Score\n7;2018-02-01;10\n8;2018-08-01;14\n");
    let run = project.sporbar(&["build", &project.report]).run();
    assert!(run.status != 0 && run.err.contains("2 of 2 rest on no row that says which person"), "{}", run.err);
}

#[test]
fn what_is_wrong_with_a_kind_is_told() {
    let wrong = |old: &str, new: &str, code: &str, said: &str| {
        let project = all();
        project.edit(SPEC, old, new);
        let run = project.sporbar(&["check", &project.report]).run();
        assert!(run.err.contains(&format!("[{code}]")) && run.err.contains(said), "{new}:\n{}", run.err);
        assert_ne!(run.status, 0, "{new}");
    };
    let centres = "[populations.centre]\nunit = \"jobcenter\"";
    wrong(centres, "[populations.centre]\nunit = \"jobcentr\"", "unknown-name", "did you mean `jobcenter`?");
    wrong("unit    = \"kursus\"", "unit    = \"kurs\"", "unknown-name", "there is no unit `kurs`");
    wrong("from  = \"centre\"", "from  = \"centre\"\nunit = \"skema\"", "bad-value", "which is of units `jobcenter`");
    wrong("\"et jobcenter\", \"jobcentre\"", "\"jobcenter\", \"jobcentre\"", "bad-value", "one with its article");
    wrong("\"et jobcenter\", \"jobcentre\"", "\"et jobcenter\"", "bad-value", "one with its article");
    wrong("noun    = [\"et skema\", \"skemaer\"]\n", "", "missing-key", "does not say `noun`");
    let public = "public  = \"et jobcenter er en myndighed\"\n";
    wrong(public, "", "missing-key", "who is protected behind such units");
    wrong(public, "protect = \"units\"\npublic = \"ja\"\n", "missing-key", "both `protect` and `public`");
    wrong(public, "protect = \"nobody\"\n", "bad-value", "nobody");
    wrong(
        "protect = \"persons\"\nextract = \"kurser\"",
        "public = \"ja\"\nextract = \"kurser\"",
        "bad-value",
        "is personal",
    );
    // A state, rows and families of something else.
    wrong(
        "of     = \"trin\"\nlabels",
        "unit = \"skema\"\nof     = \"trin\"\nlabels",
        "bad-value",
        "is of units `kursus`, and is asked of units `skema`",
    );
    wrong(
        "population = 'kursusliste'\nmeasure = { kind = 'composition', state = 'trin'",
        "population = 'centre'\nmeasure = { kind = 'composition', state = 'trin'",
        "bad-value",
        "is of units `kursus`, and is asked of units `jobcenter`",
    );
    wrong(
        "rows    = { kontakter = \"Jobcenter\" }\n",
        "",
        "bad-value",
        "nothing says which unit `jobcenter` a row of `kontakter` is about",
    );
    wrong(
        "rows    = { kontakter = \"Jobcenter\" }",
        "rows    = { kontakter = \"Timer\" }",
        "unknown-name",
        "not a column with the names of units `jobcenter`",
    );
    wrong(
        "rows    = { kontakter = \"Jobcenter\" }",
        "rows    = { kontakt = \"Jobcenter\" }",
        "unknown-name",
        "did you mean `kontakter`?",
    );
    wrong(
        "antal = { rows = \"svar\" }",
        "antal = { family = \"COUNT(*)\" }",
        "missing-key",
        "which family a unit `skema` is of",
    );
    wrong(
        "measure = { kind = 'tally' }\nx = 'egn'",
        "measure = { kind = 'tally', unit = 'family' }\nx = 'egn'",
        "missing-key",
        "which family a unit `jobcenter` is of",
    );
    wrong(
        "population = 'besvarede'\nmeasure = { kind = 'tally' }\nstat",
        "population = 'besvarede'\nmeasure = { kind = 'tally' }\nx = 'egn'\nstat",
        "bad-value",
        "the group `egn` is of units `jobcenter`, and is asked of units `skema`",
    );
    wrong("enters  = \"Åbnet\"", "enters  = \"Region\"", "unknown-name", "not a column with days");
}

#[test]
fn a_unit_has_one_row_and_rows_find_their_unit() {
    let told = |name: &str, lines: &str| {
        let project = all();
        let (_, columns, _) = DATA.into_iter().find(|(known, ..)| *known == name).expect("a file");
        project.write(&extract(name), format!("{columns}\n{lines}"));
        project.sporbar(&["check", &project.report]).run().err
    };
    let twice = told("jobcentre", "Nord;Jylland;2010-01-01\nNord;Jylland;2011-01-01\nSyd;Jylland;2010-01-01\n");
    assert!(
        twice.contains("error[not-unique]") && twice.contains("1 of 2 units `jobcenter` have more than one row"),
        "{twice}"
    );
    assert!(twice.contains("[units.jobcenter]"), "{twice}");
    let nameless = told("jobcentre", "Nord;Jylland;2010-01-01\n;Jylland;2011-01-01\n");
    assert!(nameless.contains("error[empty-key]") && nameless.contains("`Jobcenter` is empty"), "{nameless}");
    let turned = told("kurser", "A;610180-0002;2018-02-01;2018-01-01\n");
    assert!(turned.contains("spell-ends-before-start") && turned.contains("[units.kursus]"), "{turned}");
    // None of the numbers is that of a questionnaire.
    let others = told("svar", "A7;a;1\nA8;b;2\n");
    assert!(others.contains("warning[nobody-matched]") && others.contains("sporbar:keyForm"), "{others}");
    // Two of them, and three rows about these.
    let others = told("svar", "A7;a;1\nA7;b;2\nB8;b;2\n");
    let said = "none of the 2 units `skema` in it is among the report's units `skema`: no figure about those counts their 3 rows";
    assert!(others.contains(said), "{others}");
    // Nobody says what a course is that is on two steps at once.
    let both = told("trin", "A;2018-02-01;2018-06-30;Opstart\nA;2018-02-01;;Praktik\n");
    assert!(both.contains("error[undecided-state]") && both.contains("of the same unit `kursus`"), "{both}");
}

#[test]
fn rows_whose_unit_is_written_otherwise_are_told() {
    let told = |first: &str, second: &str| {
        let project = all();
        let lines = format!(
            "CPR-nr.;Jobcenter;Dato;Timer\n620181-0001;Nord;2018-03-01;5\n610180-0002;{first};2018-02-10;3\n630210-4002;{second};2018-05-05;2\n"
        );
        project.write(&extract("kontakter"), lines);
        project.sporbar(&["check", &project.report]).run().err
    };
    let otherwise = told("nord", "S YD");
    for said in [
        "warning[alike-texts]: 2 rows count nowhere because `jobcentre` writes `Jobcenter` otherwise: it differs in capitals, blanks or zeros in front",
        "kontakter.csv, row 3",
    ] {
        assert!(otherwise.contains(said), "{said}: {otherwise}");
    }
    // Another town is no other spelling.
    let silent = told("Nord", "Vest");
    assert!(!silent.contains("nowhere"), "{silent}");
}

#[test]
fn units_can_rest_on_a_view_and_no_person_need_be() {
    let project = with(&["centre", "pr-center"]);
    let view = "[views.steder]\nquery = \"SELECT Jobcenter AS navn, MIN(Dato) AS fra, MIN(CASE WHEN Jobcenter = 'Øst' THEN 'Sjælland' ELSE 'Jylland' END) AS Region FROM kontakter GROUP BY Jobcenter\"\nkey = [\"navn\"]\n";
    project.edit(SPEC, "[units.jobcenter]", &format!("{view}\n[units.jobcenter]"));
    project.edit(
        SPEC,
        "extract = \"jobcentre\"\nid      = \"Jobcenter\"\nenters  = \"Åbnet\"",
        "extract = \"steder\"\nid      = \"navn\"\nenters  = \"fra\"",
    );
    project.build();
    assert_eq!(said(&project, "centre", "", "Jylland", "count"), Some(2.0));
    assert_eq!(said(&project, "pr-center", "", "", "mean"), Some(2.0));
    // The rows behind the view are those that make the jobcentre.
    let nord = project.sporbar(&["trace", &project.report, "--person", "Nord"]).ends(0).out;
    assert!(
        nord.contains("kontakter.csv 2") && nord.contains("+ centre") && !nord.contains("kontakter.csv 4"),
        "{nord}"
    );
    // Without persons there are units all the same.
    let text = project.text(SPEC);
    let from = text.find("[persons]").expect("persons");
    let to = text.find("[views.steder]").expect("a view");
    let mut alone = format!("{}{}", &text[..from], &text[to..]);
    alone = alone.replace("[[exhibit]]\nid = 'pr-center'", "[[exhibit]]\nid = 'personer'");
    project.write(SPEC, alone);
    project.build();
    assert_eq!(said(&project, "personer", "", "", "mean"), Some(2.0));
}

#[test]
fn units_without_a_day_of_entry_are_simply_there() {
    let project = with(&["centre", "pr-center", "halvaar", "vej"]);
    project.edit(SPEC, "enters  = \"Åbnet\"\n", "");
    project.edit(SPEC, "enters  = \"Start\"\n", "");
    project.edit(SPEC, "[populations.gamle]\nfrom  = \"centre\"\nwhere = \"start_month < '2018-01'\"\n", "");
    let months = "\n[[exhibit]]\nid = 'maaneder'\ntitle = 'Trin'\npopulation = 'kursusliste'\nmeasure = { kind = 'composition', state = 'trin', over = 'months', since = '2018-01' }\nseries = 'state'\nx = 'period'\nstat = 'count'\nshow = 'table'\nsource = 'Prøve'\n";
    project.write(SPEC, project.text(SPEC) + months);
    project.build();
    let counted = |exhibit: &str, x: &str| said(&project, exhibit, "", x, "count");
    // As many as with a day, of which none of these exhibits asks.
    assert_eq!([counted("centre", "Jylland"), counted("centre", "Sjælland")], [Some(2.0), Some(1.0)]);
    assert_eq!(said(&project, "pr-center", "", "", "mean"), Some(2.0));
    let halves = rows(&project.output()["data/halvaar.csv"]);
    assert_eq!(halves.values().map(|row| row.numbers[0]).collect::<Vec<_>>(), [Some(14.0), Some(7.0)]);
    // A course that has left is no longer active; no day of entry is needed for that.
    let way = rows(&project.output()["data/vej.csv"]);
    let told = |label: &str| way.iter().find(|(key, _)| key[1] == label).map(|(_, row)| row.numbers[0]);
    assert_eq!([told("Udeladt: active"), told("igang")], [Some(Some(1.0)), Some(Some(2.0))], "{way:?}");
    // In every month there are the three: none was on a step in January, A began in February, B and C by April, and of C's the last is the next step.
    let steps = |label: &str, month: &str| said(&project, "maaneder", label, month, "count");
    assert_eq!([steps("Opstart", "2018-01"), steps("Intet", "2018-01")], [Some(0.0), Some(3.0)]);
    assert_eq!([steps("Opstart", "2018-02"), steps("Intet", "2018-02")], [Some(1.0), Some(2.0)]);
    assert_eq!([steps("Praktik", "2018-12"), steps("Intet", "2018-12")], [Some(2.0), Some(1.0)]);
    // What readers are told speaks of no day that there is not.
    let about = project.sporbar(&["trace", &project.report, "centre", "--format", "json"]).ends(0).out;
    assert!(about.contains("en række for hvert jobcenter.") && !about.contains("indtræden"), "{about}");
}

#[test]
fn windows_can_be_weeks() {
    let project = with(&["centre"]);
    let exhibit = |id: &str, population: &str, measure: &str, rest: &str| {
        format!(
            "\n[[exhibit]]\nid = '{id}'\ntitle = 'Uger'\npopulation = '{population}'\nmeasure = {{ {measure}, over = 'weeks', since = '2018-MM' }}\n{rest}\nx = 'period'\nshow = 'table'\nsource = 'Prøve'\n"
        )
    };
    let state = "kind = 'composition', state = 'trin'";
    let spells = "kind = 'level', spells = 'trin', rule = 'any-day'";
    let hours = "kind = 'amount', of = 'kontakter', amount = 'Timer', date = 'Dato'";
    let contacts = "kind = 'records', of = 'kontakter', date = 'Dato'";
    let text = project.text(SPEC)
        + &exhibit("uger", "kursusliste", state, "series = 'state'\nstat = 'count'").replace("MM", "06")
        + &exhibit("trin-i-ugen", "kursusliste", spells, "stat = 'mean'").replace("MM", "06")
        + &exhibit("timer-i-ugen", "centre", hours, "stat = 'sum'\nunit = 'timer'").replace("MM", "12")
        + &exhibit("kontakter-i-ugen", "centre", contacts, "stat = 'count'").replace("MM", "12");
    project.write(SPEC, text);
    project.build();
    // Of June the first week is that of Thursday the 7th; week 26 ends with Sunday the 1st of July, on which A came to the next step; B's course
    // ended on Saturday the 15th of September, in week 37; and week 52 ends with Sunday the 30th of December.
    let found = rows(&project.output()["data/uger.csv"]);
    let weeks: std::collections::BTreeSet<&str> = found.keys().map(|key| key[2].as_str()).collect();
    assert_eq!((weeks.first(), weeks.last(), weeks.len()), (Some(&"2018W23"), Some(&"2018W52"), 30));
    let steps = |week: &str| ["Opstart", "Praktik"].map(|label| said(&project, "uger", label, week, "count"));
    assert_eq!(steps("2018W25"), [Some(2.0), Some(1.0)]);
    assert_eq!(steps("2018W26"), [Some(1.0), Some(2.0)]);
    assert_eq!(steps("2018W37"), [Some(1.0), Some(2.0)]);
    assert_eq!(steps("2018W38"), [Some(0.0), Some(2.0)]);
    assert_eq!(said(&project, "uger", "Intet", "2018W38", "count"), Some(1.0));
    // In week 26 A is on two steps.
    let level = |week: &str| said(&project, "trin-i-ugen", "", week, "mean");
    assert_eq!([level("2018W25"), level("2018W26"), level("2018W38")], [Some(1.0), Some(4.0 / 3.0), Some(2.0 / 3.0)]);
    // The one contact of December is on Monday the 10th.
    for exhibit in ["timer-i-ugen", "kontakter-i-ugen"] {
        let found = rows(&project.output()[&format!("data/{exhibit}.csv")]);
        let told: Vec<(&str, Option<f64>)> = found.iter().map(|(key, row)| (key[2].as_str(), row.numbers[0])).collect();
        assert_eq!(
            told,
            [("2018W49", 0.0), ("2018W50", 1.0), ("2018W51", 0.0), ("2018W52", 0.0)].map(|(x, n)| (x, Some(n)))
        );
    }
    let about = project.sporbar(&["trace", &project.report, "uger", "--format", "json"]).ends(0).out;
    assert!(about.contains("Hver uge (mandag til søndag) fra den første i juni 2018"), "{about}");
    // A month lies in no one week.
    project.edit(
        SPEC,
        "of = 'kontakter', date = 'Dato', over",
        "of = 'kontakter', date = \"TO_CHAR(Dato, 'YYYY-MM')\", over",
    );
    let run = project.sporbar(&["check", &project.report]).run();
    assert!(run.status != 0 && run.err.contains("weeks are of days, and this gives months"), "{}", run.err);
}

#[test]
fn persons_without_a_day_of_entry_are_simply_there() {
    let project = Project::small();
    project.edit(SPEC, "enters  = \"Indvisiteret\"\n", "");
    project.edit(SPEC, "where = \"start_month < as_of\"", "where = \"Rolle IS NOT NULL\"");
    project.build();
    // All four adults, of whom one has left, and the two children, of whom one has.
    let counted = |series: &str, x: &str| said(&project, "personer", series, x, "count");
    assert_eq!([counted("Voksne", "I alt"), counted("Voksne", "Aktive")], [Some(4.0), Some(3.0)]);
    assert_eq!([counted("Børn", "I alt"), counted("Børn", "Aktive")], [Some(2.0), Some(1.0)]);
}

#[test]
fn what_is_told_from_the_day_of_entry_needs_one() {
    let wrong = |exhibits: &[&str], old: &str, new: &str, said: &str| {
        let project = with(exhibits);
        project.edit(SPEC, "enters  = \"Start\"\n", "");
        project.edit(SPEC, old, new);
        let run = project.sporbar(&["check", &project.report]).run();
        assert!(run.err.contains(said), "{new}:\n{}", run.err);
        assert_ne!(run.status, 0, "{new}");
    };
    let entered = "error[missing-key]: nothing tells when units `kursus` entered";
    let list = "[populations.kursusliste]\nunit = \"kursus\"\n";
    wrong(&["trin"], list, list, entered);
    wrong(&["trin"], "over = 'start-and-latest'", "over = 'project-months'", entered);
    wrong(
        &["trin"],
        "{ kind = 'composition', state = 'trin', over = 'start-and-latest' }\nseries = 'state'\nx = 'period'",
        "{ kind = 'transition', state = 'trin' }\nseries = { 'Alle' = \"before = 'Opstart'\" }",
        entered,
    );
    let column = |tell: &str| {
        let told = "[populations.kursusliste.columns]\nfoerst = { state = \"trin\", is = [\"Opstart\"], tell = \"";
        format!("{list}{told}{tell}\" }}\n")
    };
    for tell in ["every-month", "unbroken-since"] {
        wrong(&[], list, &column(tell), entered);
    }
    wrong(&[], list, &format!("{list}where = \"start_month < as_of\"\n"), "start_month");
}

#[test]
fn the_difference_tells_of_units_by_their_own_noun() {
    let project = with(&["gamle", "skemaer"]);
    project.edit(SPEC, "where = \"start_month < '2018-01'\"", "where = \"start_month <= as_of\"");
    // Øst opened in July.
    let told = project.sporbar(&["diff", &project.report, "--as-of", "2018-06", "--as-of", "2018-12"]).ends(1).out;
    assert!(told.contains("+1  «jobcentre» entered or left  1 in: Øst"), "{told}");
    // A questionnaire and a jobcentre more, and a person: each is called what it is.
    project.build();
    std::fs::rename(project.path("out/lille"), project.path("before")).expect("room");
    let more = |name: &str, line: &str| project.write(&extract(name), project.text(&extract(name)) + line);
    more("skemaer", "11;620181-0001;2018-05-01;3\n");
    more("jobcentre", "Vest;Jylland;2010-01-01\n");
    more("borgere", "010585-4001;JF-009;mor;K;01-05-1985;05-01-2018;;\n");
    project.build();
    let told = project.sporbar(&["diff", "before", "out/lille"]).ends(1).out;
    for (file, who) in [("skemaer.csv", "«skemaer»"), ("jobcentre.csv", "«jobcentre»"), ("borgere.csv", "people")] {
        let row = told.lines().find(|line| line.trim_start().starts_with(&format!("{file} row"))).unwrap_or(&told);
        assert!(row.contains(&format!("[{who} entered or left]")), "{row}");
    }
    assert!(told.contains("«skemaer» entered or left  1 in: K-"), "{told}");
    let headline = "people or «jobcentre» or «skemaer» entered or left;";
    assert!(told.contains(headline), "{told}");
    let written = project.sporbar(&["diff", "before", "out/lille", "--format", "md"]).ends(1).out;
    assert!(written.contains("«skemaer» entered or left (1 in: K-"), "{written}");
}

#[test]
fn what_is_made_up_of_units_does_not_end_before_it_begins() {
    let project = with(&["trin"]);
    // The layout says nothing of the two days, and the spec does: of a table of units, and of a view over another extract.
    let view = "[views.aabne]\nof    = \"svarperioder\"\nspell = [\"Fra\", \"Til\"]\nperson = \"CPR-nr.\"\n";
    project.edit(SPEC, "[units.jobcenter]", &format!("{view}\n[units.jobcenter]"));
    project.edit(
        SPEC,
        "[extracts]\n",
        "[extracts]\nsvarperioder = { file = \"svarperioder.csv\", schema = \"svarperioder\" }\n",
    );
    project.write("data-schema/svarperioder.json", layout("svarperioder", "CPR-nr.;Til;Fra"));
    for seed in ["1", "2"] {
        project.sporbar(&["synth", &project.report, "--to", "made", "--people", "80", "--seed", seed]).ends(0);
        for (file, [from, to]) in [("kurser", [2, 3]), ("svarperioder", [2, 1])] {
            let text = project.text(&format!("made/{file}.csv"));
            let lines: Vec<Vec<&str>> = text.lines().skip(1).map(|line| line.split(';').collect()).collect();
            assert!(lines.len() > 20, "{file}: {text}");
            for line in &lines {
                assert!(!line[from].is_empty() && (line[to].is_empty() || line[from] <= line[to]), "{file}: {line:?}");
            }
            assert!(lines.iter().any(|line| line[to].is_empty()), "{file}: none is open");
        }
        std::fs::remove_dir_all(project.path("made")).expect("room");
    }
}

#[test]
fn what_is_drawn_of_units_looks_no_farther_than_the_status_month() {
    let project = with(&["pr-center"]);
    let later = project.text(&extract("kontakter")) + "610180-0002;Nord;2019-01-10;3\n";
    project.write(&extract("kontakter"), later);
    let run = project.sporbar(&["check", &project.report]).run();
    assert!(run.err.contains("hindsight") && run.err.contains("pr-center"), "{}", run.err);
    project.edit(
        SPEC,
        "kontakter = { rows = \"kontakter\" }",
        "kontakter = { rows = \"kontakter\", where = \"Dato <= as_of_end\" }",
    );
    let run = project.sporbar(&["check", &project.report]).run();
    assert!(!run.err.contains("hindsight"), "{}", run.err);
}
