//! The record of a release: it says what the data say, and it can be read back.

use std::collections::BTreeMap;
use std::io;

use sporbar::audit::Record;
use sporbar::audit::record::{FOLDER, Unreadable};

use crate::support::{Project, rows};

const REPORTS: [&str; 4] =
    ["tests/reports/lille", "tests/reports/effekter", "reports/assens-statusmaaling", "reports/silkeborg-businesscase"];

fn read(output: &BTreeMap<String, Vec<u8>>) -> Result<Record, Unreadable> {
    Record::read(&|path| output.get(path).cloned().ok_or_else(|| io::ErrorKind::NotFound.into()))
}

/// A report that has been built, its output and the record in it.
fn built(report: &str) -> (Project, BTreeMap<String, Vec<u8>>, Record) {
    let project = Project::with(report);
    project.sporbar(&["build", &project.report]).run();
    let output = project.output();
    let record = read(&output).unwrap_or_else(|error| panic!("{report}: {error}"));
    (project, output, record)
}

#[test]
fn the_record_is_read_as_it_was_written() {
    for report in REPORTS {
        let (_, output, record) = built(report);
        let written: BTreeMap<String, Vec<u8>> = record.files().into_iter().collect();
        let there: BTreeMap<String, Vec<u8>> =
            output.into_iter().filter(|(path, _)| path.starts_with(FOLDER)).collect();
        assert!(there == written, "{report}: the record reads back as another");
    }
}

#[test]
fn the_observations_of_every_value_reproduce_it() {
    for report in REPORTS {
        let (_, output, record) = built(report);
        for exhibit in &record.exhibits {
            let id = &exhibit.head.id;
            let data = rows(&output[&format!("data/{id}.csv")]);
            assert_eq!(data.len(), exhibit.head.values.len(), "{report} {id}");
            assert_eq!(data.len(), exhibit.basis.bases.len(), "{report} {id}");
            for (at, value) in exhibit.head.values.iter().enumerate() {
                let key = [&value.facet, &value.series, &value.x, &value.stat].map(String::clone);
                let row = &data[&key];
                assert_eq!([value.value, value.lower, value.upper], row.numbers, "{report} {id} {key:?}");
                assert_eq!(value.n.map_or_else(String::new, |n| n.to_string()), row.n, "{report} {id} {key:?}");
                let (observations, counted) = exhibit.counted(at).expect("a basis");
                let numbers = counted.iter().map(|at| observations.numbers.get(*at as usize).unwrap_or(0.0));
                let (sum, numerator) = (numbers.sum::<f64>(), value.numerator.expect("nothing is held back"));
                assert!((sum - numerator).abs() <= 1e-9 * sum.abs().max(1.0), "{report} {id} {key:?}: {sum}");
                let (_, among) = exhibit.among(at).expect("a basis");
                assert!(counted.iter().all(|at| among.binary_search(at).is_ok()), "{report} {id} {key:?}");
            }
        }
    }
}

#[test]
fn every_observation_is_about_someone_and_points_at_rows_that_are_there() {
    for report in REPORTS {
        let (_, _, record) = built(report);
        for exhibit in &record.exhibits {
            for observations in &exhibit.basis.parts {
                for at in 0..observations.count {
                    let id = &exhibit.head.id;
                    assert!(record.unit(observations, at).is_some(), "{report} {id}: observation {at}");
                    let mut rows = observations.lineage(at).peekable();
                    assert!(rows.peek().is_some(), "{report} {id}: observation {at} rests on nothing");
                    for (extract, row) in rows {
                        let extract = &record.extracts[extract];
                        assert!(extract.place(row).is_some(), "{report} {id}: {} row {row}", extract.head.file);
                    }
                }
            }
        }
    }
}

#[test]
fn every_row_of_an_extract_is_there_with_its_cells() {
    let (project, _, record) = built("tests/reports/lille");
    let text = project.text("reports/lille/extracts/borgere.csv");
    let extract = &record.extracts[0];
    assert_eq!(extract.head.count, text.lines().count() - 1);
    let names: Vec<&str> = extract.head.fields.iter().map(|field| field.name.as_str()).collect();
    assert_eq!(
        names,
        ["CPR-nr.", "Familie-id", "Rolle", "Køn", "Indvisiteret", "Udtrådt", "Udtrædelsesårsag"],
        "the day of birth is personal and tells no rows apart"
    );
    assert_eq!(extract.head.withheld, ["Fødselsdato"]);
    let header: Vec<&str> = text.lines().next().expect("a header").trim_start_matches('\u{feff}').split(';').collect();
    let role = header.iter().position(|name| *name == "Rolle").expect("the column");
    for (place, line) in text.lines().skip(1).enumerate() {
        assert_eq!(extract.rows.rows.0[place] as usize, place + 2);
        assert_eq!(extract.rows.cells[2].get(place), line.split(';').nth(role));
        assert!(extract.subject(place).is_some_and(|subject| subject.starts_with("P-")));
        assert!(extract.rows.cells[1].get(place).is_none_or(|family| family.starts_with("K-")));
    }
}

#[test]
fn a_record_that_is_not_whole_says_which_file() {
    let (_, mut output, _) = built("tests/reports/lille");
    let index = format!("{FOLDER}/index.js");
    let text = String::from_utf8(output[&index].clone()).expect("UTF-8");
    output.insert(index.clone(), text.replace("\"format\":1", "\"format\":99").into_bytes());
    assert_eq!(
        read(&output).expect_err("another form").to_string(),
        "the record has form 99, and this program reads form 1"
    );
    output.insert(index, text.into_bytes());
    let exhibit = format!("{FOLDER}/exhibit-personer.js");
    output.insert(exhibit.clone(), b"alert(1)".to_vec());
    assert_eq!(
        read(&output).expect_err("no record").to_string(),
        format!("{exhibit} is not a part of the record of a release")
    );
    output.remove(&exhibit);
    assert!(read(&output).expect_err("a file is missing").to_string().starts_with(&exhibit));
}

#[test]
fn whoever_is_in_the_extract_is_observed_or_left_out_for_one_reason() {
    let (project, _, record) = built("tests/reports/lille");
    let people = project.text("reports/lille/extracts/borgere.csv").lines().count() - 1;
    let part = &record.exhibits[0].basis.parts[0];
    let mut rows: Vec<u32> = (0..part.count).flat_map(|at| part.lineage(at).map(|(_, row)| row)).collect();
    for reason in &part.excluded {
        assert!(reason.reason.contains("projekt") && reason.code.as_deref() == Some("start_month < as_of"));
        rows.extend(&reason.rows.0);
    }
    rows.sort_unstable();
    assert_eq!(rows, (2..).take(people).collect::<Vec<u32>>());
}

#[test]
fn every_part_is_defined_in_words_with_the_specs_own_expressions() {
    for report in REPORTS {
        let (project, _, record) = built(report);
        let spec = project.text(&format!("{}/report.toml", project.report));
        let tidy = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let spec = tidy(&spec);
        for exhibit in &record.exhibits {
            for part in &exhibit.basis.parts {
                let id = &exhibit.head.id;
                assert!(part.definition.iter().any(|said| said.topic == "Det, der tælles"), "{report} {id}");
                assert!(part.definition.iter().any(|said| said.topic.starts_with("Nævner")), "{report} {id}");
                for said in &part.definition {
                    let code = said.code.as_deref().unwrap_or_default();
                    let own = spec.contains(&tidy(code)) || said.topic.contains("interval") || spec.contains('@');
                    assert!(own, "{report} {id}: {said:?} is not the spec's");
                    assert!(!said.text.contains("  ") && !said.text.contains("« »"), "{report} {id}: {said:?}");
                }
            }
        }
    }
}
