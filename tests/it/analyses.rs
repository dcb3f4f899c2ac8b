//! Reports that count other things than people: families, rows, SQL queries and calculations over assumptions.
//!
//! The expected values of whole reports come from another program; the small ones are worked out by hand in the test.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use sporbar::calculation::{Calculations, Piece};
use sporbar::calendar::Month;
use sporbar::diagnostic::{Code, Finding, Findings, Format, Place, render};
use sporbar::pipeline::{Request, Stage, Watch, compute, prepare};
use sporbar::statistic::Computed;
use sporbar::value::{Disclosed, to_csv};
use tempfile::TempDir;

mod disposition;
mod said;
mod sensitivity;

const REPORTS: [&str; 3] = ["silkeborg-businesscase", "roedovre-businesscase", "koebenhavn-udsatte-familier"];

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Someone who looks on and says nothing.
struct Nobody;

impl Watch for Nobody {
    fn begin(&mut self, _: Stage) {}
}

/// A copy of a report that can be changed.
struct Copied {
    folder: TempDir,
}

impl Copied {
    fn of(report: &str) -> Self {
        let folder = tempfile::tempdir().expect("a scratch folder");
        fs::create_dir(folder.path().join("templates")).expect("a folder");
        copy(&repository().join("data-schema"), &folder.path().join("data-schema"));
        copy(&repository().join(report), &folder.path().join("reports/den"));
        Self { folder }
    }

    fn edit(&self, file: &str, change: impl FnOnce(String) -> String) {
        let path = self.folder.path().join("reports/den").join(file);
        let text = fs::read_to_string(&path).expect("the file is there");
        let changed = change(text.clone());
        assert_ne!(text, changed, "{file} does not have what should be changed");
        fs::write(path, changed).expect("the file can be written");
    }

    fn replace(&self, file: &str, old: &str, new: &str) {
        self.edit(file, |text| text.replacen(old, new, 1));
    }

    fn computed(&self) -> Result<Vec<Computed>, Findings> {
        self.computed_at(None)
    }

    fn computed_at(&self, as_of: Option<Month>) -> Result<Vec<Computed>, Findings> {
        let report = self.folder.path().join("reports/den");
        let request = Request { report, as_of, extracts: None, disclosure: None, key: None };
        let prepared = prepare(&request, &mut Nobody).map_err(|failure| failure.findings)?;
        compute(prepared.data(), prepared.as_of)
    }

    /// The values of each exhibit by their keys.
    fn values(&self) -> BTreeMap<String, Rows> {
        let computed = self.computed().unwrap_or_else(|findings| panic!("{findings:?}"));
        computed
            .iter()
            .map(|exhibit| (exhibit.id.clone(), rows(&to_csv(&Disclosed::whole(exhibit.values.clone())))))
            .collect()
    }

    /// What is wrong, and the part of the spec that the first finding points at.
    fn finding(&self) -> (Code, String) {
        let findings = self.computed().expect_err("something is wrong");
        let finding: Finding = findings.iter().next().expect("a finding").clone();
        let spec = fs::read_to_string(self.folder.path().join("reports/den/report.toml")).expect("the spec");
        let pointed = match finding.places.first() {
            Some(Place::Text { span, .. }) => spec[span.clone()].to_owned(),
            Some(Place::Cell { file, row, .. }) => format!("{file} {row:?}"),
            None => String::new(),
        };
        (finding.code, pointed)
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).expect("a copy");
        }
    }
}

/// By key the value, its interval, n and flag as they are written.
type Rows = BTreeMap<Vec<String>, Vec<String>>;

fn rows(csv: &[u8]) -> Rows {
    let mut reader = csv::Reader::from_reader(csv);
    let split = |record: csv::StringRecord| {
        let cells: Vec<String> = record.iter().map(str::to_owned).collect();
        (cells[..4].to_vec(), cells[4..].to_vec())
    };
    reader.records().map(|record| split(record.expect("a row"))).collect()
}

/// Two numbers as written are the same but for the last digits.
fn near(one: &str, other: &str) -> bool {
    match (one.parse::<f64>(), other.parse::<f64>()) {
        (Ok(one), Ok(other)) => (one - other).abs() <= (1e-9 * one.abs().max(other.abs())).max(1e-12),
        _ => one == other,
    }
}

fn assert_same(exhibit: &str, wanted: &Rows, found: &Rows) {
    assert_eq!(wanted.keys().collect::<Vec<_>>(), found.keys().collect::<Vec<_>>(), "the keys of {exhibit}");
    for (key, wanted) in wanted {
        let same = wanted.iter().zip(&found[key]).all(|(wanted, found)| near(wanted, found));
        assert!(same, "{exhibit} {key:?}: {wanted:?} is expected, not {:?}", found[key]);
    }
}

#[test]
fn the_reports_agree_with_the_other_program() {
    for report in REPORTS {
        let found = Copied::of(&format!("reports/{report}")).values();
        let mut seen = 0;
        for entry in fs::read_dir(repository().join("tests/expected").join(report)).expect("expected values") {
            let path = entry.expect("an entry").path();
            let id = path.file_stem().expect("a name").to_string_lossy().into_owned();
            assert_same(&id, &rows(&fs::read(&path).expect("expected values")), &found[&id]);
            seen += 1;
        }
        assert_eq!(seen, found.len(), "{report} has exhibits that nothing is expected of");
    }
}

#[test]
fn rows_may_come_in_any_order() {
    for report in REPORTS {
        let copied = Copied::of(&format!("reports/{report}"));
        let before = copied.values();
        for entry in fs::read_dir(copied.folder.path().join("reports/den/extracts")).expect("extracts") {
            let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
            if name.strip_suffix(".csv").is_some() {
                copied.edit(&format!("extracts/{name}"), |text| {
                    let mut lines: Vec<&str> = text.lines().collect();
                    lines[1..].reverse();
                    lines.join("\n") + "\n"
                });
            }
        }
        for (id, found) in copied.values() {
            assert_same(&id, &before[&id], &found);
        }
    }
}

#[test]
fn changing_one_assumption_changes_exactly_the_tables_that_depend_on_it() {
    let all_of_support = [
        "bundlinje",
        "fig-foelsomhed",
        "fig-provenu",
        "tab-besparelse",
        "tab-foelsomhed",
        "tab-mereffekt",
        "tab-provenu",
    ];
    let all_of_savings =
        ["bundlinje", "fig-foelsomhed", "fig-provenu", "tab-besparelse", "tab-foelsomhed", "tab-provenu"];
    let cases: [(&str, &str, &str, &[&str]); 12] = [
        ("parametre.csv", "succesrate;0,3;", "succesrate;0,4;", &all_of_support),
        ("parametre.csv", "succesrate_ellers;0,15;", "succesrate_ellers;0,1;", &all_of_support),
        ("parametre.csv", "andel_foerste_aar;0,5;", "andel_foerste_aar;0,25;", &all_of_support),
        ("parametre.csv", "tilbagefald;0,1;", "tilbagefald;0,2;", &all_of_support),
        ("parametre.csv", "refusion;0,2;", "refusion;0,3;", &all_of_savings),
        ("parametre.csv", "ydelse_pr_maaned;14575;", "ydelse_pr_maaned;15000;", &all_of_savings),
        ("personer.csv", "2021;12;", "2021;13;", &all_of_support),
        (
            "udgifter.csv",
            "Projektleder;2017;1;580000;",
            "Projektleder;2017;1;600000;",
            &["bundlinje", "fig-foelsomhed", "fig-provenu", "tab-foelsomhed", "tab-provenu", "tab-udgifter"],
        ),
        ("besparelser.csv", "Anbringelser;2019;2;", "Anbringelser;2019;3;", &all_of_savings),
        ("indikatorer.csv", ";11,2;", ";11,5;", &["tab-indikatorer"]),
        ("tilknytning.csv", "2016-04-01;Kontanthjælp;nej;36;", "2016-04-01;Kontanthjælp;nej;35;", &["tab-tilknytning"]),
        ("parametre.csv", "Kalenderår", "Et år", &[]),
    ];
    let report = "reports/silkeborg-businesscase";
    let untouched = Copied::of(report);
    let before = untouched.values();
    let computed = untouched.computed().expect("the report is sound");
    for (file, old, new, wanted) in cases {
        let copied = Copied::of(report);
        let text = fs::read_to_string(repository().join(report).join("extracts").join(file)).expect("an extract");
        let line = text.lines().position(|line| line.contains(old)).expect("the row is there") + 1;
        copied.replace(&format!("extracts/{file}"), old, new);
        let after = copied.values();
        let changed: Vec<&str> = before.keys().filter(|id| before[*id] != after[*id]).map(String::as_str).collect();
        assert_eq!(changed, wanted, "{file}: {old} becomes {new}");
        // What a value says it rests on is what it rests on.
        if !wanted.is_empty() {
            let names = fs::read_to_string(repository().join(report).join("report.toml")).expect("the spec");
            let number = extracts(&names).position(|name| name == file).expect("an extract of the spec");
            let rests = computed.iter().filter(|exhibit| {
                let mut parts = exhibit.parts.iter().map(|part| &part.observations);
                parts.any(|part| {
                    all_rows(part).iter().any(|row| usize::from(row.extract) == number && row.row as usize == line)
                })
            });
            let rests: BTreeSet<&str> = rests.map(|exhibit| exhibit.id.as_str()).collect();
            assert_eq!(rests.into_iter().collect::<Vec<_>>(), wanted, "the lineage of line {line} of {file}");
        }
    }
}

/// The files of a spec's extracts in its order.
fn extracts(spec: &str) -> impl Iterator<Item = &str> {
    spec.lines().filter_map(|line| line.split_once("file = \"")?.1.split('"').next())
}

#[test]
fn a_calculation_explains_itself_with_sources() {
    let report = repository().join("reports/roedovre-businesscase");
    let request = Request { report, as_of: None, extracts: None, disclosure: None, key: None };
    let prepared = prepare(&request, &mut Nobody).expect("the report is sound");
    let calculation = &prepared.spec.calculations[0];
    let calculations = Calculations::read(prepared.data()).expect("the calculation is sound");
    let explained = calculations.explain(calculation, prepared.data()).expect("the sources are there");
    assert_eq!((explained.title.as_str(), explained.years), ("Forventet virkning", (1, 5)));
    let rate = explained.assumptions.iter().find(|one| one.name == "succesrate").expect("the assumption");
    assert_eq!((rate.label.as_str(), rate.unit.as_str()), ("succesrate", "andel"));
    let stated: Vec<_> = rate.stated.iter().map(|rows| (rows.of.as_str(), rows.value.as_str())).collect();
    assert_eq!(stated, [("Lav succesrate", "12,5\u{a0}%"), ("Høj succesrate", "25\u{a0}%")]);
    assert!(rate.stated.iter().all(|rows| rows.source.starts_with("Businesscasen")), "{rate:?}");
    let successful = explained.quantities.iter().find(|one| one.name == "succesfulde").expect("the quantity");
    assert_eq!((successful.label.as_str(), successful.unit.as_str()), ("succesfulde forløb", "forløb"));
    let [first, times, second] = successful.formula.as_slice() else { panic!("{successful:?}") };
    assert_eq!((first, second), (&Piece::Name("afsluttede forløb".into()), &Piece::Name("succesrate".into())));
    assert_eq!(times, &Piece::Text(" · ".into()));

    let calculation = &prepared.spec.calculations[1];
    let explained = calculations.explain(calculation, prepared.data()).expect("the sources are there");
    // The seven rows of the same yearly investment are told as one; lines 2 to 8 of the file state it.
    let invested = &explained.assumptions[0];
    assert_eq!((invested.stated.len(), invested.stated[0].of.as_str()), (1, "1–7"));
    assert_eq!(invested.stated[0].rows.iter().map(|row| row.row).collect::<Vec<_>>(), [2, 3, 4, 5, 6, 7, 8]);
    assert_eq!(invested.stated[0].range, Some(("2.700".into(), "3.300".into())));
    assert_eq!(invested.range.as_deref(), Some("\u{2212}10\u{a0}% til +10\u{a0}%"));
    let saved = &explained.assumptions[1];
    assert_eq!(saved.stated[0].of, "Lav succesrate, 1");
}

#[test]
fn kroner_and_persons_cannot_be_added() {
    let copied = Copied::of("reports/silkeborg-businesscase");
    copied.replace("report.toml", "besparelse_i_alt - udgifter_i_alt", "besparelse_i_alt - mereffekt");
    assert_eq!(copied.finding(), (Code::UnitMismatch, "besparelse_i_alt - mereffekt".to_owned()));
}

#[test]
fn a_quantity_must_come_to_the_unit_it_says() {
    let copied = Copied::of("reports/silkeborg-businesscase");
    copied.replace("report.toml", "\"ydelse * (1 - refusion) * maaneder\"", "\"ydelse * (1 - refusion)\"");
    assert_eq!(copied.finding(), (Code::UnitMismatch, "\"ydelse * (1 - refusion)\"".to_owned()));
}

#[test]
fn a_quantity_may_rest_on_itself_only_in_earlier_years() {
    let copied = Copied::of("reports/silkeborg-businesscase");
    copied.replace("report.toml", "(lag(med_tilbagefald)", "(med_tilbagefald");
    assert_eq!(copied.finding().0, Code::CircularDefinition);
    let copied = Copied::of("reports/silkeborg-businesscase");
    copied.replace("report.toml", "\"cumulate(provenu)\"", "\"cumulate(provnu)\"");
    assert_eq!(copied.finding(), (Code::UnknownName, "provnu".to_owned()));
}

#[test]
fn an_assumption_that_is_not_given_or_given_twice_is_a_finding() {
    let copied = Copied::of("reports/silkeborg-businesscase");
    copied.edit("extracts/parametre.csv", |text| {
        text.lines().filter(|line| !line.starts_with("refusion")).fold(String::new(), |all, line| all + line + "\n")
    });
    assert_eq!(copied.finding().0, Code::MissingAssumption);
    let copied = Copied::of("reports/roedovre-businesscase");
    copied.replace("extracts/succesrater.csv", "0,25;nej", "0,25;ja");
    assert_eq!(copied.finding().0, Code::NotUnique, "two scenarios cannot both be the ground");
    let copied = Copied::of("reports/silkeborg-businesscase");
    copied.replace("extracts/personer.csv", "2019;", "2029;");
    assert_eq!(copied.finding().0, Code::MissingAssumption, "years with a gap");
}

#[test]
fn a_level_is_held_only_from_where_it_is_given() {
    let copied = Copied::of("reports/roedovre-businesscase");
    copied.edit("extracts/besparelser.csv", |text| text.replace("Lav succesrate;3;2500", "Lav succesrate;9;2500"));
    let values = copied.values();
    let at = |year: &str| {
        values["tab-2"][&["Lav succesrate", "Sparede ressourcer pr. år", year, "sum"].map(str::to_owned).to_vec()][0]
            .clone()
    };
    assert_eq!(
        (at("3"), at("4"), at("7")),
        ("1500".into(), "3300".into(), "4300".into()),
        "year 9 is none of the years"
    );
    copied.edit("extracts/besparelser.csv", |text| text.replace("Lav succesrate;1;700", "Lav succesrate;8;700"));
    assert_eq!(copied.finding(), (Code::MissingAssumption, "\"sparet\"".to_owned()));
}

#[test]
fn a_present_value_discounts_each_year_from_its_end() {
    let copied = Copied::of("reports/silkeborg-businesscase");
    copied.edit("extracts/parametre.csv", |text| text + "rente;0,04;andel;Skøn\n");
    copied.edit("report.toml", |text| {
        let rate = "[calculations.case.inputs]\nrente = { of = \"parametre\", where = \"parameter = 'rente'\", value = \"vaerdi\", unit = \"share\" }";
        let value = "[calculations.case.quantities]\nnutid = { is = \"present_value(provenu, rente)\", unit = \"kr\" }";
        text.replacen("[calculations.case.inputs]", rate, 1).replacen("[calculations.case.quantities]", value, 1)
            + r#"
[[exhibit]]
id      = "tal-nutid"
title   = "Nutidsværdi"
measure = { kind = "calculation", of = "case", show = { "Nutidsværdi" = "nutid" } }
stat    = "sum"
show    = "table"
source  = "Kommunens forudsætninger"
"#
    });
    let found = copied.values()["tal-nutid"].values().next().expect("a value")[0].parse::<f64>().expect("a number");
    let yearly = [-1_479_680.0, -400_040.0, 448_303.6, 1_009_312.84, 1_514_221.156];
    let wanted: f64 = yearly.iter().zip(1..).map(|(net, year)| net / 1.04_f64.powi(year)).sum();
    assert!((found - wanted).abs() < 1e-6, "{found} is not {wanted}");
}

#[test]
fn a_payback_that_never_comes_is_empty() {
    let copied = Copied::of("reports/roedovre-businesscase");
    copied.edit("extracts/besparelser.csv", |text| text.replace("Lav succesrate;5;4300", "Lav succesrate;5;3000"));
    let values = copied.values();
    let at =
        |stat: &str| values["fig-balance"][&["", "Lav succesrate", "", stat].map(str::to_owned).to_vec()][0].clone();
    assert_eq!((at("payback_year"), at("payback_time")), (String::new(), String::new()));
}

#[test]
fn a_query_whose_observations_come_from_nowhere_is_a_finding() {
    let copied = Copied::of("reports/koebenhavn-udsatte-familier");
    copied.replace("report.toml", "FROM faser AS f CROSS JOIN gevinst AS g", "FROM (SELECT 'x' AS fase, 1 AS familier) AS f, (SELECT 'y' AS omraade, 2.5 AS gevinst_mio, 1 AS familier) AS g");
    assert_eq!(copied.finding().0, Code::LineageLost);
    let copied = Copied::of("reports/koebenhavn-udsatte-familier");
    copied.replace("report.toml", "f.fase AS fase, g", "f._rows AS _rows, g");
    assert_eq!(copied.finding(), (Code::SqlColumn, "_rows".to_owned()), "the program carries the rows");
}

#[test]
fn a_mistake_in_a_query_is_pointed_at() {
    let copied = Copied::of("reports/koebenhavn-udsatte-familier");
    copied.replace("report.toml", "g.gevinst_mio / g.familier AS value", "g.gevinst_miO / g.familier AS value");
    assert_eq!(copied.finding().0, Code::SqlColumn);
    let copied = Copied::of("reports/koebenhavn-udsatte-familier");
    copied.replace("report.toml", "FROM faser AS f CROSS JOIN gevinst", "FROM faser AS f CROS JOIN gevinst");
    assert_eq!(copied.finding(), (Code::SqlSyntax, "CROS".to_owned()));
    // The place is told as an editor has it: the line of the spec, not of the query.
    let report = copied.folder.path().join("reports/den");
    let request = Request { report: report.clone(), as_of: None, extracts: None, disclosure: None, key: None };
    let failure = prepare(&request, &mut Nobody).expect_err("the query is broken");
    let shown = render(&failure.findings, &failure.sources, Format::Human { colour: false });
    let spec = fs::read_to_string(report.join("report.toml")).expect("the spec");
    let broken = |line: &str| line.find("CROS JOIN").map(|at| line[..at].chars().count() + 1);
    let (line, column) = spec.lines().zip(1..).find_map(|(text, line)| Some((line, broken(text)?))).expect("the line");
    assert!(shown.contains(&format!("report.toml:{line}:{column}\n")), "{shown} is not at {line}:{column}");
}

#[test]
fn what_is_in_no_class_is_a_finding_and_what_is_ignored_is_none() {
    let report = "reports/koebenhavn-udsatte-familier";
    let before = Copied::of(report).values();
    let copied = Copied::of(report);
    // The same service again, a family outside the target group, and one that does not exist; weeks of another year.
    copied.edit("extracts/ydelser.csv", |text| {
        text + "100512;BUF;Tandpleje\n100512;BUF;Tandpleje\n999999999;KFF;Fritidspas\n"
    });
    copied.edit("extracts/beskaeftigelse_uge.csv", |text| text + "ja;2015-W53;796;700\nnej;2014-W01;10;1\n");
    let after = copied.values();
    for (id, wanted) in &before {
        assert_same(id, wanted, &after[id]);
    }
    let copied = Copied::of(report);
    copied.replace("report.toml", "labels = [\"3\", \"4\", \"5\"], total", "labels = [\"3\", \"4\"], total");
    assert_eq!(copied.finding().0, Code::UndeclaredCategory);
}

#[test]
fn weeks_follow_the_status_month() {
    let copied = Copied::of("reports/koebenhavn-udsatte-familier");
    copied.edit("extracts/beskaeftigelse_uge.csv", |text| text + "ja;2014-W07;8;2\n");
    let computed = copied.computed_at("2014-12".parse().ok()).expect("the report is sound");
    let exhibit = computed.iter().find(|exhibit| exhibit.id == "fig-beskaeftigelse").expect("the exhibit");
    let found = rows(&to_csv(&Disclosed::whole(exhibit.values.clone())));
    let key = |week: &str| ["", "Udsatte familier", week, "share"].map(str::to_owned).to_vec();
    assert_eq!(found.len(), 104);
    assert_eq!(found[&key("2014-W07")][0], "0.25");
    assert_eq!(found[&key("2014-W08")], ["", "", "", "0", ""], "no share of nobody");
}

#[test]
fn a_query_can_use_populations_and_keeps_what_was_told_of_their_members() {
    let copied = Copied::of("tests/reports/lille");
    copied.edit("report.toml", |text| {
        text + r#"
[[exhibit]]
id      = "familier"
title   = "Familier"
series  = { of = "stoerrelse", total = "I alt" }
stat    = "count"
show    = "table"
source  = "Projektregisteret"
[exhibit.measure]
kind  = "sql"
query = """
SELECT family AS unit, COUNT(*) AS stoerrelse, 1 AS value
FROM projekt GROUP BY family
"""
"#
    });
    let computed = copied.computed().unwrap_or_else(|findings| panic!("{findings:?}"));
    let (people, families) = (&computed[0].parts[0].observations, &computed[1].parts[0].observations);
    assert_eq!(all_rows(people), all_rows(families), "every person's row is behind a family");
    assert!(families.count() < people.count());
}

/// All rows that observations rest on.
fn all_rows(observations: &sporbar::observation::Observations) -> BTreeSet<sporbar::cohort::RowRef> {
    (0..observations.count()).flat_map(|at| observations.rows(at)).collect()
}
