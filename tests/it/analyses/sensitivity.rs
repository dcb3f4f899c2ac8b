//! Sensitivity: each assumption varied within its range, and what the outcome then is.

use std::fs;

use super::{Copied, Rows, near, repository};
use sporbar::diagnostic::Code;
use sporbar::pipeline::FailureKind;

const SILKEBORG: &str = "reports/silkeborg-businesscase";
const ROEDOVRE: &str = "reports/roedovre-businesscase";

fn at(rows: &Rows, key: [&str; 3]) -> String {
    let [facet, series, stat] = key;
    rows[&[facet, series, "", stat].map(str::to_owned).to_vec()][0].clone()
}

/// The assumptions as they stand, from the first row on.
fn order(copied: &Copied, id: &str) -> Vec<String> {
    let computed = copied.computed().unwrap_or_else(|findings| panic!("{findings:?}"));
    computed.into_iter().find(|exhibit| exhibit.id == id).expect("the exhibit").values.series
}

#[test]
fn worked_by_hand() {
    // Savings 900 + 2100 + 3500 + 4900 + 3 * 6600 = 31200, investments 7 * 3000 = 21000.
    let rows = &Copied::of(ROEDOVRE).values()["fig-foelsomhed"];
    let wanted = [
        ("Besparelse", [("base", "10200"), ("low", "3960"), ("high", "16440"), ("span", "12480")]),
        ("Investering", [("base", "10200"), ("low", "12300"), ("high", "8100"), ("span", "4200")]),
    ];
    for (series, stats) in wanted {
        for (stat, value) in stats {
            let found = at(rows, ["Høj succesrate", series, stat]);
            assert!(near(value, &found), "{series} {stat}: {found}");
        }
    }
}

#[test]
fn what_matters_most_stands_first() {
    assert_eq!(order(&Copied::of(ROEDOVRE), "fig-foelsomhed"), ["Besparelse", "Investering"]);
    let copied = Copied::of(ROEDOVRE);
    copied.replace("report.toml", "beloeb_1000 * 0.9", "beloeb_1000 * 0.5");
    assert_eq!(order(&copied, "fig-foelsomhed"), ["Investering", "Besparelse"]);
}

#[test]
fn an_assumption_at_an_end_is_the_assumption_changed_in_its_file() {
    let before = Copied::of(SILKEBORG).values();
    let cases = [
        ("parametre.csv", "succesrate;0,3;", "succesrate;0,24;", "Succesrate med indsatsen", "low"),
        ("parametre.csv", "succesrate;0,3;", "succesrate;0,36;", "Succesrate med indsatsen", "high"),
        ("parametre.csv", "succesrate_ellers;0,15;", "succesrate_ellers;0,18;", "Succesrate uden indsatsen", "high"),
        ("parametre.csv", "tilbagefald;0,1;", "tilbagefald;0,05;", "Tilbagefald pr. år", "low"),
        ("parametre.csv", "andel_foerste_aar;0,5;", "andel_foerste_aar;0,75;", "Andel af det første år", "high"),
        ("parametre.csv", "ydelse_pr_maaned;14575;", "ydelse_pr_maaned;10931,25;", "Ydelse pr. måned", "low"),
        ("parametre.csv", "refusion;0,2;", "refusion;0,3;", "Statens refusion", "high"),
    ];
    for (file, old, new, series, stat) in cases {
        let copied = Copied::of(SILKEBORG);
        copied.replace(&format!("extracts/{file}"), old, new);
        let after = copied.values();
        let outcome = |id, facet| {
            let varied = at(&before[id], [facet, series, stat]);
            // Whatever is varied now, the outcome as stated is what the other had at its end.
            let stated = match id {
                "fig-foelsomhed" => at(&after[id], [facet, series, "base"]),
                _ => payback(&after["tab-provenu"]),
            };
            assert!(near(&varied, &stated), "{series} {stat}: {varied} varied, {stated} changed");
        };
        outcome("fig-foelsomhed", "");
        outcome("tab-foelsomhed", "Tjent hjem efter (år)");
    }
}

/// The time until the cumulated balance is 0, from the table of it.
fn payback(rows: &Rows) -> String {
    let balance: Vec<f64> = ["2017", "2018", "2019", "2020", "2021"]
        .map(|year| rows[&["", "Provenu", year, "cumulative_sum"].map(str::to_owned).to_vec()][0].parse().expect("one"))
        .to_vec();
    let last = balance[4] - balance[3];
    let (mut before, mut time) = (0.0, 0.0);
    for year in 0.. {
        let next = balance.get(year).copied().unwrap_or(before + last);
        if next >= 0.0 {
            time += -before / (next - before);
            break;
        }
        (before, time) = (next, time + 1.0);
    }
    time.to_string()
}

#[test]
fn what_is_never_reached_is_empty_and_matters_most() {
    let copied = Copied::of(ROEDOVRE);
    // At half of the savings the low scenario never earns its investment back.
    copied.replace("report.toml", "low = \"beloeb_1000 * 0.8\"", "low = \"beloeb_1000 * 0.5\"");
    copied.replace("report.toml", "low = \"beloeb_1000 * 0.9\"", "low = \"beloeb_1000 * 0.01\"");
    let values = copied.values();
    let low = |stat| at(&values["tab-foelsomhed"], ["Lav succesrate", "Besparelse", stat]);
    assert_eq!((low("low"), low("span")), (String::new(), String::new()));
    assert!(!low("high").is_empty());
    assert_eq!(order(&copied, "tab-foelsomhed"), ["Besparelse", "Investering"], "never is farther than any year");
}

#[test]
fn ranges_may_stand_in_the_files_and_rows_without_one_are_not_varied() {
    let copied = Copied::of(SILKEBORG);
    let schema = copied.folder.path().join("data-schema/businesscase-parametre.json");
    let text = fs::read_to_string(&schema).expect("the schema");
    let field =
        |name| format!("{{\"name\": \"{name}\", \"type\": \"number\", \"decimalChar\": \",\", \"bareNumber\": true}}");
    let fields = format!("\"fields\": [{}, {},", field("lav"), field("hoej"));
    fs::write(&schema, text.replacen("\"fields\": [", &fields, 1)).expect("the schema can be written");
    copied.edit("extracts/parametre.csv", |text| {
        let ends = |line: &str| match line.split(';').next() {
            Some("parameter") => ";lav;hoej",
            Some("succesrate") => ";0,25;0,4",
            Some("tilbagefald") => ";0;0,2",
            _ => ";;",
        };
        text.lines().fold(String::new(), |all, line| all + line + ends(line) + "\n")
    });
    copied.edit("report.toml", |text| {
        text.replace("low = \"vaerdi * 0.8\", high = \"vaerdi * 1.2\"", "low = \"lav\", high = \"hoej\"")
            .replace("low = \"vaerdi * 0.5\", high = \"vaerdi * 1.5\"", "low = \"lav\", high = \"hoej\"")
    });
    let series = order(&copied, "fig-foelsomhed");
    assert!(!series.contains(&"Succesrate uden indsatsen".to_owned()), "{series:?}");
    assert!(!series.contains(&"Andel af det første år".to_owned()), "{series:?}");
    let changed = Copied::of(SILKEBORG);
    changed.replace("extracts/parametre.csv", "succesrate;0,3;", "succesrate;0,4;");
    let stated = at(&changed.values()["fig-foelsomhed"], ["", "Statens refusion", "base"]);
    let varied = at(&copied.values()["fig-foelsomhed"], ["", "Succesrate med indsatsen", "high"]);
    assert!(near(&stated, &varied), "{stated} changed, {varied} varied");
    // What the row states must lie within.
    copied.replace("extracts/parametre.csv", "succesrate;0,3;", "succesrate;0,41;");
    let findings = copied.computed().expect_err("outside the range");
    assert_eq!(FailureKind::of(&findings), FailureKind::Data);
    assert_eq!(copied.finding(), (Code::AssumptionRange, "parametre.csv Some(2)".to_owned()));
    copied.replace("extracts/parametre.csv", ";0,25;0,4", ";0,25;");
    assert_eq!(copied.finding().0, Code::AssumptionRange, "one end only");
    copied.replace("extracts/parametre.csv", ";0,25;", ";lidt;0,4");
    assert_eq!(copied.finding().0, Code::CellType, "no number");
}

#[test]
fn what_cannot_be_varied_is_pointed_at() {
    let ask = "show = { \"Samlet provenu\" = \"samlet_provenu\" } }";
    let cases: [(&str, &str, Code, &str); 9] = [
        (
            "\"vaerdi * 0.8\", high = \"vaerdi * 1.2\"",
            "\"vaerdi * 1.1\", high = \"vaerdi * 1.2\"",
            Code::AssumptionRange,
            "parametre.csv Some(2)",
        ),
        (
            "\"vaerdi * 0.8\", high = \"vaerdi * 1.2\"",
            "\"vaerdi * 1.2\", high = \"vaerdi * 0.8\"",
            Code::AssumptionRange,
            "parametre.csv Some(2)",
        ),
        ("\"vaerdi * 0.8\"", "\"kilde\"", Code::SqlType, "kilde"),
        ("succesrate        = { low", "succesrat         = { low", Code::UnknownName, "succesrat"),
        (
            ask,
            "show = { \"Samlet provenu\" = \"samlet_provenu\" }, vary = [\"maanedr\"] }",
            Code::UnknownName,
            "\"maanedr\"",
        ),
        (
            ask,
            "show = { \"Samlet provenu\" = \"samlet_provenu\" }, vary = [\"maaneder\"] }",
            Code::AssumptionRange,
            "\"maaneder\"",
        ),
        (ask, "show = { \"Samlet provenu\" = \"provenu\" } }", Code::BadValue, "\"provenu\""),
        (
            ask,
            "show = { \"Kroner\" = \"samlet_provenu\", \"År\" = \"tjent_hjem\" } }",
            Code::UnitMismatch,
            "\"tjent_hjem\"",
        ),
        (ask, "show = { \"Samlet provenu\" = \"samlet_provnu\" } }", Code::UnknownName, "\"samlet_provnu\""),
    ];
    for (old, new, code, pointed) in cases {
        let copied = Copied::of(SILKEBORG);
        copied.replace("report.toml", old, new);
        assert_eq!(copied.finding(), (code, pointed.to_owned()), "{new}");
    }
    let copied = Copied::of(SILKEBORG);
    copied.replace("report.toml", "stat    = [\"base\", \"low\", \"high\", \"span\"]", "stat    = \"sum\"");
    assert_eq!(copied.finding().0, Code::BadValue, "a sensitivity is no sum");
    let copied = Copied::of(SILKEBORG);
    copied.replace("report.toml", "stat    = \"persons\"", "stat    = \"low\"");
    assert_eq!(copied.finding().0, Code::BadValue, "only a sensitivity has ends");
}

#[test]
fn the_rows_behind_an_end_are_those_of_its_assumptions() {
    let copied = Copied::of(SILKEBORG);
    let computed = copied.computed().expect("the report is sound");
    let exhibit = computed.iter().find(|exhibit| exhibit.id == "fig-foelsomhed").expect("the exhibit");
    let observations = &exhibit.parts[0].observations;
    let own = (0..observations.count()).find(|at| observations.unit(*at) == "Samlet provenu: Tilbagefald pr. år lav");
    let rows = observations.rows(own.expect("the observation"));
    let spec = fs::read_to_string(repository().join(SILKEBORG).join("report.toml")).expect("the spec");
    let number = super::extracts(&spec).position(|file| file == "parametre.csv").expect("an extract");
    // Line 4 of parametre.csv is the one of those who fall back.
    assert!(rows.iter().any(|row| usize::from(row.extract) == number && row.row == 4), "{rows:?}");
}
