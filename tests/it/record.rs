//! The record of a release: it says what the data say, and it can be read back.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use sporbar::audit::Record;
use sporbar::audit::record::{Exhibit, FOLDER, Most, Per, Selection, Unreadable, Value};
use sporbar::audit::{diff, trace};
use sporbar::pipeline::{self, Request, Stage, Watch};
use sporbar::value::Calculation;

use crate::support::{Project, repository, rows};

const REPORTS: [&str; 8] = [
    "tests/reports/lille",
    "tests/reports/effekter",
    "reports/assens-statusmaaling",
    "reports/gladsaxe-helhedsindsats",
    "reports/koebenhavn-udsatte-familier",
    "reports/roedovre-business-case",
    "reports/roedovre-businesscase",
    "reports/silkeborg-businesscase",
];

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
                let (_, counted) = exhibit.counted(at).expect("a basis");
                // What the panel shows is all that it takes: the same steps come to the same digits.
                let again = reckoned(value.calculation);
                assert_eq!(again.map(f64::to_bits), value.value.map(f64::to_bits), "{report} {id} {key:?}");
                let wrong = unlike(&record, exhibit, at, value);
                assert_eq!(wrong, None, "{report} {id} {key:?}: {:?}", value.calculation);
                let (_, among) = exhibit.among(at).expect("a basis");
                assert!(counted.iter().all(|at| among.binary_search(at).is_ok()), "{report} {id} {key:?}");
            }
        }
    }
}

/// What the numbers of a calculation come to, done as the panel writes it.
fn reckoned(calculation: Calculation) -> Option<f64> {
    match calculation {
        Calculation::Nothing => None,
        Calculation::Sum { sum } => Some(sum),
        Calculation::Quotient { numerator, denominator } => Some(numerator / denominator),
        Calculation::Effect { sum, count, deviation, norm } => {
            let effect = sum / count / deviation;
            Some(norm.map_or(effect, |norm| effect - norm))
        }
        Calculation::Span { low, high } => Some((high - low).abs()),
        Calculation::Statistic { of, inputs } => of.value(&inputs),
    }
}

/// A number of a calculation that does not come out of the observations listed with the value, with what does.
fn unlike(record: &Record, exhibit: &Exhibit, at: usize, value: &Value) -> Option<(f64, f64)> {
    let (basis, parts) = (exhibit.basis.bases[at], &exhibit.basis.parts);
    let (part, recipe) = (&parts[basis.part], &exhibit.basis.recipes[basis.part]);
    let list = |at: usize| exhibit.basis.lists[at].0.iter().map(|at| *at as usize);
    let number = |at: usize| part.numbers.get(at).unwrap_or(0.0);
    let of_stat = |stat: &str| -> f64 {
        let own = list(basis.counted).filter(|at| part.stats.as_ref().is_none_or(|stats| stats.get(*at) == Some(stat)));
        own.map(number).sum()
    };
    let different = |names: Vec<Option<&str>>| names.into_iter().collect::<BTreeSet<_>>().len() as f64;
    let among = || list(basis.among);
    let below = match (basis.whole, recipe.per) {
        (Some(whole), _) if value.stat == "share" => list(whole).map(number).sum(),
        (_, Per::Observation) => {
            among().map(|at| part.weights.as_ref().map_or(1.0, |all| all.get(at).unwrap_or(0.0))).sum()
        }
        (_, Per::Unit) => different(among().map(|at| record.unit(part, at)).collect()),
        (_, Per::Family) => different(among().map(|at| part.families.as_ref().and_then(|all| all.get(at))).collect()),
    };
    let pairs = match value.calculation {
        // Each statistic is held against its source beside its formula.
        Calculation::Nothing | Calculation::Statistic { .. } => vec![],
        Calculation::Sum { sum } => vec![(sum, of_stat(&value.stat))],
        Calculation::Quotient { numerator, denominator } => {
            vec![(numerator, list(basis.counted).map(number).sum()), (denominator, below)]
        }
        Calculation::Effect { sum, count, deviation, norm } => {
            let scores = part.baselines.as_ref().expect("first scores");
            let scores: Vec<f64> = list(basis.counted).filter_map(|at| scores.get(at)).collect();
            let mean = scores.iter().sum::<f64>() / count;
            let variance = scores.iter().map(|score| (score - mean).powi(2)).sum::<f64>() / (count - 1.0);
            vec![
                (sum, list(basis.counted).map(number).sum()),
                (count, scores.len() as f64),
                (deviation, variance.sqrt()),
                (norm.unwrap_or(0.0), norm.map_or(0.0, |_| recipe.norm)),
            ]
        }
        Calculation::Span { low, high } => vec![(low, of_stat("low")), (high, of_stat("high"))],
    };
    let scale = list(basis.counted).map(|at| number(at).abs()).sum::<f64>().max(1.0);
    pairs.into_iter().find(|(said, is)| (said - is).abs() > 1e-9 * scale.max(is.abs()))
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
    output.insert(index.clone(), text.replace("\"format\":2", "\"format\":99").into_bytes());
    assert_eq!(
        read(&output).expect_err("another form").to_string(),
        "the record has form 99, and this program reads form 2"
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
        // Quotes within a text in quotes are written with a backslash.
        let spec = tidy(&spec.replace("\\\"", "\""));
        for exhibit in &record.exhibits {
            for part in &exhibit.basis.parts {
                let id = &exhibit.head.id;
                let is_english = spec.contains("locale = \"en\"");
                let counted = if is_english { "What is counted" } else { "Det, der tælles" };
                let denominator = if is_english { "Denominator" } else { "Nævner" };
                assert!(part.definition.iter().any(|said| said.topic == counted), "{report} {id}");
                assert!(part.definition.iter().any(|said| said.topic.starts_with(denominator)), "{report} {id}");
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

struct Unwatched;

impl Watch for Unwatched {
    fn begin(&mut self, _: Stage) {}
}

fn request(report: &str, month: Option<&str>) -> Request {
    let as_of = month.map(|month| month.parse().expect("a month"));
    Request { report: repository().join(report), as_of, extracts: None, disclosure: None, key: None }
}

/// The record of the small report at a month, with no more listed than that.
fn listing(month: &str, most: Most) -> Record {
    let request = request("tests/reports/lille", Some(month));
    let prepared = pipeline::prepare(&request, &mut Unwatched).expect("a report that can be read");
    let computed = pipeline::computed(&prepared).expect("values");
    pipeline::wordless_record(&prepared, &computed, most)
}

/// A trace reads the extracts of its exhibit alone, and lists what its values rest on alone: it tells the same as if all had been
/// read and listed.
#[test]
fn a_value_is_traced_alike_by_itself_and_among_all_others() {
    for report in ["tests/reports/lille", "tests/reports/effekter", "reports/silkeborg-businesscase"] {
        let prepared = pipeline::prepare(&request(report, None), &mut Unwatched).expect("a report that can be read");
        let computed = pipeline::computed(&prepared).expect("values");
        let whole = pipeline::wordless_record(&prepared, &computed, Most::ALL);
        for exhibit in &whole.exhibits {
            let id = &exhibit.head.id;
            let material = pipeline::material(&request(report, None)).expect("a spec").for_exhibit(id);
            let alone = material.prepare(&mut Unwatched).expect("the exhibit's own extracts");
            let values = pipeline::computed(&alone).expect("the exhibit's values");
            assert_eq!(values.len(), 1, "{report}: nothing but {id} is computed");
            let last = exhibit.head.values.len().saturating_sub(1);
            for value in [0, last / 2, last].map(|at| &exhibit.head.values[at]) {
                let selection = Selection {
                    facet: Some(value.facet.clone()),
                    series: Some(value.series.clone()),
                    x: Some(value.x.clone()),
                };
                let own = pipeline::record_of_values(&alone, &values, id, &selection);
                let told = |record| trace::to_json(&trace::trace(record, id, &selection).expect("the value"));
                assert_eq!(told(&own), told(&whole), "{report}: {id} {selection:?}");
            }
        }
    }
}

#[test]
fn what_is_too_much_to_list_is_counted_and_every_value_is_there_all_the_same() {
    let whole = listing("2018-12", Most::ALL);
    let part = &whole.exhibits[0].basis.parts[0];
    // As many as there are is not too many.
    let (rows, left_out) = (whole.extracts[0].head.count, part.count * whole.exhibits[0].head.values.len());
    assert_eq!(listing("2018-12", Most { observations: part.count, rows, left_out }), whole);
    let short = listing("2018-12", Most { observations: part.count - 1, rows: rows - 1, left_out });
    let (exhibit, extract) = (&short.exhibits[0], &short.extracts[0]);
    assert_eq!(exhibit.head, whole.exhibits[0].head, "every value");
    assert_eq!(exhibit.basis.bases.len(), exhibit.head.values.len());
    let own = &exhibit.basis.parts[0];
    assert!(own.unlisted && own.count == part.count && own.definition == part.definition);
    assert!(own.rows.is_empty() && own.excluded.is_empty() && exhibit.counted(0).expect("a basis").1.is_empty());
    assert!(extract.head.unlisted && extract.head.count == whole.extracts[0].head.count);
    assert!(extract.rows.rows.0.is_empty() && extract.rows.cells.iter().all(|cells| cells.texts.is_empty()));
    let files: BTreeMap<String, Vec<u8>> = short.files().into_iter().collect();
    assert_eq!(read(&files).expect("a record"), short);
    let text = String::from_utf8(files.into_values().flatten().collect()).expect("UTF-8");
    assert!(!text.contains("P-"), "nobody stands in a record that lists nobody");
}

/// Who is in other values alone is told of none where it would be too much for all; all else is.
#[test]
fn who_is_left_out_of_each_value_is_listed_up_to_a_bound() {
    let mut whole = listing("2018-12", Most::ALL);
    let told = whole.exhibits[0].basis.bases.iter().filter(|basis| basis.elsewhere.is_some()).count();
    assert_eq!(told, whole.exhibits[0].head.values.len());
    let most = whole.exhibits[0].basis.parts[0].count * told - 1;
    let short = listing("2018-12", Most { left_out: most, ..Most::ALL });
    let basis = &mut whole.exhibits[0].basis;
    basis.bases.iter_mut().for_each(|basis| basis.elsewhere = None);
    let lists = short.exhibits[0].basis.lists.len();
    assert!(lists < basis.lists.len(), "nothing was left out of the record");
    basis.lists.truncate(lists);
    assert_eq!(short, whole);
}

#[test]
fn releases_that_list_too_little_to_say_why_do_not_say_why() {
    let most = Most { observations: 1, rows: 1, left_out: 0 };
    let difference = diff::diff(&listing("2018-06", most), &listing("2018-12", most)).expect("two releases");
    assert!(difference.rows.is_empty());
    let changes: Vec<_> = difference.changes().map(|(_, change)| change).collect();
    assert!(!changes.is_empty(), "the numbers differ");
    for change in changes {
        assert!(change.parts.is_empty() && change.observations.is_empty(), "{change:?}");
        // The status month moved: that much is known.
        assert_eq!(change.causes, [diff::Cause::NewPeriods], "{change:?}");
    }
}
