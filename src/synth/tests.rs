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
    let asked = Asked { name: "x", file: "x.csv", schema: &schema, born: None, real: Some(Real { frame: &frame }) };
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
