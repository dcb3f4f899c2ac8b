//! What is kept of real rows, and what is not.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::DataFrame;
use proptest::prelude::*;

use super::{Asked, Plan, Real, extracts};
use crate::register::{self, Memory, PseudonymKey, Request};
use crate::schema::{self, Schema};

const MINIMUM: usize = 5;

const LAYOUT: &str = r#"{"fields": [
  {"name": "CPR", "type": "string", "sporbar:person": true, "constraints": {"required": true}},
  {"name": "Bydel", "type": "string", "constraints": {"required": true}},
  {"name": "Ydelse", "type": "string", "constraints": {"required": true}},
  {"name": "Beløb", "type": "integer", "constraints": {"required": true}},
  {"name": "Dag", "type": "date", "constraints": {"required": true}},
  {"name": "Note", "type": "string", "sporbar:personal": true, "constraints": {"required": true}}
]}"#;

/// A real row: whose, district, benefit, amount, day of 2018.
type Row = (usize, String, String, i64, u32);

fn layout() -> Schema {
    schema::parse("x", "x.json", LAYOUT).expect("a layout")
}

fn csv(rows: &[Row]) -> String {
    let lines = rows.iter().map(|(person, district, benefit, amount, day)| {
        let day = chrono::NaiveDate::from_yo_opt(2018, *day).expect("a day");
        format!("6101{:02}-{:04},{district},{benefit},{amount},{day},hemmelig {person}\n", 50 + person % 40, person)
    });
    format!("CPR,Bydel,Ydelse,Beløb,Dag,Note\n{}", lines.collect::<String>())
}

fn read(text: String, schema: &Schema) -> DataFrame {
    let files = Memory::from([("x.csv".to_owned(), text.into_bytes())]);
    let request = [Request { name: "x", file: "x.csv", schema }];
    let (register, findings) = register::read(&request, &PseudonymKey::synthetic_default(), &files);
    assert!(!findings.has_errors(), "{findings:?}");
    register.get("x").expect("an extract").frame.clone()
}

/// What is made of real rows, as lines of cells.
fn made(rows: &[Row], spec: &str, people: usize) -> Vec<Vec<String>> {
    let schema = layout();
    let frame = read(csv(rows), &schema);
    let asked = Asked {
        name: "x",
        file: "x.csv",
        schema: &schema,
        born: None,
        spell: None,
        keys: &[],
        real: Some(Real { frame: &frame }),
    };
    let plan = Plan {
        people,
        seed: 3,
        as_of: "2018-12".parse().expect("a month"),
        moved: 0,
        minimum: MINIMUM,
        spec,
        real: None,
    };
    let (files, _) = extracts(&[asked], &plan).expect("files");
    assert_eq!(extracts(&[asked], &plan).expect("files").0, files, "the same seed, the same bytes");
    let text = String::from_utf8(files[0].1.clone()).expect("UTF-8");
    read(text.clone(), &schema);
    text.lines().skip(1).map(|line| line.trim_end().split(',').map(str::to_owned).collect()).collect()
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let row = (0usize..40, 0u32..12, 0u32..6, -50i64..1000, 1u32..366);
    // The lower a number is, the more often it occurs: some labels are rare.
    let row = row.prop_map(|(person, district, benefit, amount, day)| {
        let (district, benefit) = (district * district / 12, benefit * benefit / 6);
        (person, format!("By{district}"), format!("Yd{benefit}"), amount, day)
    });
    proptest::collection::vec(row, 1..120)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn no_row_is_copied_and_no_rare_value_kept(rows in rows()) {
        let made = made(&rows, "a = \"Bydel = 'By0' AND Ydelse = 'Yd0'\"", 80);
        // Whom each label is about; by hand, not by the program.
        let people = |of: &dyn Fn(&Row) -> String| {
            let mut about: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
            for row in &rows {
                about.entry(of(row)).or_default().insert(row.0);
            }
            about
        };
        let (districts, benefits) = (people(&|row| row.1.clone()), people(&|row| row.2.clone()));
        let both = people(&|row| format!("{} {}", row.1, row.2));
        let whole = people(&|row| format!("{},{},{},{}", row.1, row.2, row.3, row.4));
        for row in &made {
            for (label, known) in [(&row[1], &districts), (&row[2], &benefits)] {
                prop_assert!(known.get(label).is_none_or(|people| people.len() >= MINIMUM), "{label} is rare");
            }
            let pair = format!("{} {}", row[1], row[2]);
            // Where both labels are kept, a pair that is rare may come of chance only beside a label that none is common with.
            let beside_common = both.iter().any(|(other, people)| {
                people.len() >= MINIMUM && other.starts_with(&format!("{} ", row[1]))
            });
            if beside_common {
                prop_assert!(both.get(&pair).is_some_and(|people| people.len() >= MINIMUM), "{pair} is rare");
            }
            let day = chrono::NaiveDate::parse_from_str(&row[4], "%Y-%m-%d").expect("a day");
            let line = format!("{},{},{},{}", row[1], row[2], row[3], chrono::Datelike::ordinal(&day));
            prop_assert!(whole.get(&line).is_none_or(|people| people.len() >= MINIMUM), "{line} is copied");
            prop_assert!(!row[5].contains("hemmelig"), "a text of a person");
        }
    }
}

/// 300 people: three of four in the north, where all have the one benefit; elsewhere all have the other.
fn north_and_south() -> Vec<Row> {
    (0..300)
        .map(|person| {
            let north = person % 4 != 0;
            let (district, benefit) = if north { ("Nord", "SU") } else { ("Syd", "Løn") };
            (
                person,
                district.to_owned(),
                benefit.to_owned(),
                i64::try_from(person).expect("small"),
                1 + u32::try_from(person).expect("small"),
            )
        })
        .collect()
}

#[test]
fn labels_occur_as_often_and_go_together_as_the_spec_uses_them() {
    let together = made(&north_and_south(), "a = \"Bydel = 'Nord' AND Ydelse = 'SU'\"", 1000);
    let share = |rows: &[Vec<String>], is: &dyn Fn(&[String]) -> bool| {
        rows.iter().filter(|row| is(row)).count() as f64 / rows.len() as f64
    };
    // 75 %; five standard deviations of 1000 draws are 6.8 points.
    let north = share(&together, &|row| row[1] == "Nord");
    assert!((north - 0.75).abs() < 0.07, "{north}");
    assert!(together.iter().all(|row| (row[1] == "Nord") == (row[2] == "SU")));
    // What the spec never uses together is drawn apart: 3/4 * 1/4 of rows are in the north with wages.
    let apart = made(&north_and_south(), "a = \"Bydel = 'Nord'\"", 1000);
    let mixed = share(&apart, &|row| row[1] == "Nord" && row[2] == "Løn");
    assert!((mixed - 0.1875).abs() < 0.07, "{mixed}");
}

#[test]
fn extremes_are_not_kept_and_the_middle_is() {
    let made = made(&north_and_south(), "", 1000);
    let mut amounts: Vec<i64> = made.iter().map(|row| row[3].parse().expect("a number")).collect();
    amounts.sort_unstable();
    // 0 to 299 in groups of 15: the lowest group's mean is 7, the highest's is 292.
    assert!(amounts[0] >= 7 && *amounts.last().expect("a number") <= 292, "{:?}", (amounts[0], amounts.last()));
    let median = amounts[amounts.len() / 2];
    assert!((140..160).contains(&median), "{median}");
}

/// The cells of the extracts that are made of layouts alone, by the name of their file: a row each, after the head.
fn made_of(layouts: &[(&str, &str)], people: usize) -> BTreeMap<String, Vec<Vec<String>>> {
    let schemas: Vec<Schema> = layouts
        .iter()
        .map(|(name, fields)| {
            let text = format!(r#"{{"name": "{name}", "fields": [{fields}]}}"#);
            schema::parse(name, &format!("{name}.json"), &text).expect("a layout")
        })
        .collect();
    let files: Vec<String> = layouts.iter().map(|(name, _)| format!("{name}.csv")).collect();
    let asked: Vec<Asked<'_>> = schemas
        .iter()
        .zip(&files)
        .map(|(schema, file)| Asked {
            name: &schema.name,
            file,
            schema,
            born: None,
            spell: None,
            keys: &[],
            real: None,
        })
        .collect();
    let as_of = "2018-12".parse().expect("a month");
    let plan = Plan { people, seed: 3, as_of, moved: 0, minimum: MINIMUM, spec: "", real: None };
    let (made, _) = extracts(&asked, &plan).expect("files");
    let rows = made.into_iter().zip(&schemas).map(|((name, bytes), _)| {
        let text = String::from_utf8(bytes).expect("UTF-8");
        let lines = text.lines().skip(1).map(|line| line.trim_end().split(',').map(str::to_owned).collect());
        (name, lines.collect())
    });
    rows.collect()
}

#[test]
fn keys_of_one_kind_are_of_one_set_whatever_file_they_stand_in() {
    let must = r#""constraints": {"required": true}"#;
    let cases = r#"{"name": "Sagsnr", "sporbar:key": "sag", "constraints": {"required": true, "unique": true, "pattern": "S[0-9]{6}"}},
        {"name": "CPR", "sporbar:person": true, "constraints": {"required": true}}"#;
    let meetings = format!(
        r#"{{"name": "sag", "sporbar:key": "sag", {must}}}, {{"name": "cpr", "sporbar:person": true, {must}}},
           {{"name": "dag", "type": "date", {must}}}"#
    );
    let letters = r#"{"name": "Journal", "sporbar:key": "sag"}, {"name": "Dag", "type": "date", "constraints": {"required": true}}"#;
    let other = format!(r#"{{"name": "Nr", "sporbar:key": "skema", {must}}}"#);
    // The one that has each key once stands last, and is drawn first.
    let layouts = [("breve", letters), ("moeder", meetings.as_str()), ("andre", other.as_str()), ("sager", cases)];
    let made = made_of(&layouts, 40);
    let pairs: BTreeSet<(&String, &String)> = made["sager.csv"].iter().map(|row| (&row[0], &row[1])).collect();
    let keys: BTreeSet<&String> = pairs.iter().map(|(key, _)| *key).collect();
    assert_eq!(keys.len(), made["sager.csv"].len());
    assert!(made["moeder.csv"].len() > 40);
    for row in &made["moeder.csv"] {
        assert!(pairs.contains(&(&row[0], &row[1])), "a case of somebody who has none such: {row:?}");
    }
    let letters: Vec<&String> = made["breve.csv"].iter().map(|row| &row[0]).collect();
    assert!(letters.iter().all(|key| key.is_empty() || keys.contains(*key)));
    assert!(letters.iter().any(|key| key.is_empty()) && letters.iter().any(|key| !key.is_empty()), "as often empty");
    assert!(made["andre.csv"].iter().all(|row| !keys.contains(&row[0])), "keys of another kind are others");
}

#[test]
fn a_key_that_stands_once_in_each_of_two_files_is_met_in_both() {
    let once = r#""sporbar:key": "skema", "constraints": {"required": true, "unique": true}"#;
    let own = format!(r#"{{"name": "Skema", {once}}}, {{"name": "A", "type": "integer"}}"#);
    let theirs = format!(r#"{{"name": "nr", {once}}}, {{"name": "B", "type": "integer"}}"#);
    let made = made_of(&[("foer", &own), ("efter", &theirs)], 200);
    let keys = |file: &str| made[file].iter().map(|row| row[0].clone()).collect::<BTreeSet<_>>();
    assert_eq!(keys("foer.csv").len(), 200);
    assert_eq!(keys("foer.csv"), keys("efter.csv"));
}

#[test]
fn a_key_that_another_field_would_not_take_is_not_put_there() {
    let made = made_of(
        &[
            (
                "a",
                r#"{"name": "Nr", "sporbar:key": "sag", "constraints": {"required": true, "unique": true, "pattern": "[1-9][0-9]{3}"}}"#,
            ),
            ("b", r#"{"name": "Nr", "sporbar:key": "sag", "constraints": {"required": true, "pattern": "X[0-9]{3}"}}"#),
        ],
        20,
    );
    assert!(!made["b.csv"].is_empty() && made["b.csv"].iter().all(|row| row[0].starts_with('X')));
}
