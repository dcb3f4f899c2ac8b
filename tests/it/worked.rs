//! Every number of every calculation is worked out again from the cells of the rows that state its assumptions, step by step, by code
//! that shares nothing with the program's own.

use std::collections::BTreeMap;

use sporbar::audit::record::{Most, Record, Step, Term, Worked};
use sporbar::pipeline::{self, Request, Stage, Watch};
use sporbar::register::PseudonymKey;
use sporbar::spec::Spec;

use crate::support::{repository, sporbar};

struct Unwatched;

impl Watch for Unwatched {
    fn begin(&mut self, _: Stage) {}
}

/// What columns are multiplied for a row's value, by what readers call the assumption; none where the expression says more.
fn columns(spec: &Spec) -> BTreeMap<String, Option<Vec<String>>> {
    let mut all = BTreeMap::new();
    for calculation in &spec.calculations {
        for input in &calculation.inputs {
            let factors: Vec<String> =
                input.value.value.split('*').map(|factor| factor.trim().trim_matches('"').to_owned()).collect();
            let plain = |name: &String| name.chars().all(|letter| letter.is_alphanumeric() || " _-.".contains(letter));
            let label = calculation.label(input.name.as_str()).to_owned();
            // Two of one label cannot be told apart here.
            let known = factors.iter().all(plain).then_some(factors);
            all.entry(label)
                .and_modify(|other| {
                    if *other != known {
                        *other = None;
                    }
                })
                .or_insert(known);
        }
    }
    all
}

/// What the rows of a step state in all.
fn stated(record: &Record, step: &Step, columns: &[String]) -> Option<f64> {
    let Some(extract) = step.extract else { return Some(0.0) };
    let extract = &record.extracts[extract];
    let mut sum = 0.0;
    for row in &step.rows.0 {
        let place = extract.place(*row).expect("a row of the extract");
        let mut product = 1.0;
        for column in columns {
            let at = extract.head.fields.iter().position(|field| field.name == *column)?;
            product *= extract.rows.cells[at].get(place)?.parse::<f64>().ok()?;
        }
        sum += product;
    }
    Some(sum)
}

/// What a term comes to: sums by adding, present values by powers, payback by walking month by month of the definition.
fn again(term: &Term, of: &dyn Fn(usize) -> f64) -> f64 {
    let (doing, parts) = match term {
        Term::Number(number) => return number.unwrap_or(f64::NAN),
        Term::Step(at) => return of(*at),
        Term::Of(doing, parts) => (doing.as_str(), parts),
    };
    let parts: Vec<f64> = parts.iter().map(|part| again(part, of)).collect();
    match (doing, parts.as_slice()) {
        ("negative", [one]) => -one,
        ("plus", [one, other]) => one + other,
        ("minus", [one, other]) => one - other,
        ("times", [one, other]) => one * other,
        ("over", [one, other]) => one / other,
        ("sum", all) => all.iter().sum(),
        ("present-value", [flows @ .., rate]) => {
            (1i32..).zip(flows).map(|(year, flow)| flow / (1.0 + rate).powi(year)).sum()
        }
        ("payback-year", [first, flows @ ..]) => payback(flows).map_or(f64::NAN, |(year, _)| first + year),
        ("payback-time", flows) => payback(flows).map_or(f64::NAN, |(_, time)| time),
        (other, parts) => panic!("{other} of {} parts", parts.len()),
    }
}

/// How many years after the first the balance is no longer below zero at the end, and the time until then on the straight line; behind
/// the last year its amount goes on.
fn payback(flows: &[f64]) -> Option<(f64, f64)> {
    let mut balance = 0.0;
    for year in 0..100_000 {
        let flow = *flows.get(year).or(flows.last())?;
        let before = balance;
        balance += flow;
        if balance >= -1e-9 {
            let year = year as f64;
            return Some((year, if year == 0.0 { 0.0 } else { year - before / flow }));
        }
    }
    None
}

fn near(one: f64, other: f64) -> bool {
    (one.is_nan() && other.is_nan()) || (one - other).abs() <= 1e-9 * one.abs().max(1.0)
}

/// Works all steps out again; how many assumptions and quantities there were.
fn holds(
    record: &Record,
    worked: &Worked,
    columns: &BTreeMap<String, Option<Vec<String>>>,
    of: &str,
) -> (usize, usize) {
    let (mut assumptions, mut quantities) = (0, 0);
    let mut values: Vec<f64> = Vec::new();
    for step in &worked.steps {
        let said = step.value.unwrap_or(f64::NAN);
        let value = match &step.term {
            Some(term) => {
                quantities += 1;
                again(term, &|at| values[at])
            }
            None => match &columns[&step.label] {
                None => said,
                Some(columns) => {
                    assumptions += 1;
                    stated(record, step, columns).unwrap_or_else(|| panic!("{of}: {step:?} states no number"))
                }
            },
        };
        assert!(near(value, said), "{of}: {step:?} is {value}");
        values.push(value);
    }
    (assumptions, quantities)
}

#[test]
fn every_number_of_a_calculation_is_worked_out_again() {
    let mut counts = (0, 0, 0);
    for report in ["gladsaxe-helhedsindsats", "roedovre-businesscase", "silkeborg-businesscase"] {
        let key = Some(PseudonymKey::synthetic_default());
        let folder = repository().join("reports").join(report);
        let request = Request { report: folder, as_of: None, extracts: None, disclosure: None, key };
        let prepared = pipeline::prepare(&request, &mut Unwatched).expect("a report that can be read");
        let computed = pipeline::computed(&prepared).expect("values");
        let record = pipeline::wordless_record(&prepared, &computed, Most::ALL);
        let columns = columns(&prepared.spec);
        for exhibit in &record.exhibits {
            for part in &exhibit.basis.parts {
                let Some(worked) = &part.worked else { continue };
                let of = format!("{report} {}", exhibit.head.id);
                let (assumptions, quantities) = holds(&record, worked, &columns, &of);
                counts = (counts.0 + assumptions, counts.1 + quantities, counts.2 + part.count);
                assert_eq!(worked.of.0.len(), part.count, "{of}");
                for (place, step) in worked.of.0.iter().enumerate() {
                    let step = &worked.steps[*step as usize];
                    assert_eq!(part.numbers.get(place), step.value, "{of}: {step:?}");
                    // What it rests on are the rows of the assumptions behind it, and no others.
                    let mut behind = Vec::new();
                    rows_behind(worked, step, &mut behind);
                    behind.sort_unstable();
                    behind.dedup();
                    let mut named: Vec<(usize, u32)> = part.lineage(place).collect();
                    named.sort_unstable();
                    assert_eq!(named, behind, "{of}: {step:?}");
                }
            }
        }
    }
    let (assumptions, quantities, observations) = counts;
    assert!(assumptions > 100 && quantities > 200 && observations > 100, "{counts:?}");
}

fn rows_behind(worked: &Worked, step: &Step, rows: &mut Vec<(usize, u32)>) {
    fn steps(term: &Term, found: &mut Vec<usize>) {
        match term {
            Term::Number(_) => {}
            Term::Step(at) => found.push(*at),
            Term::Of(_, parts) => parts.iter().for_each(|part| steps(part, found)),
        }
    }
    if let Some(extract) = step.extract {
        rows.extend(step.rows.0.iter().map(|row| (extract, *row)));
    }
    let mut found = Vec::new();
    step.term.iter().for_each(|term| steps(term, &mut found));
    for at in found {
        rows_behind(worked, &worked.steps[at], rows);
    }
}

/// In the terminal the formula stands in words and in numbers, and below it the assumptions with the rows that state them: in 2018 twelve
/// finish (row 3 of the persons), at a rate of 0.3 (row 2 of the parameters) where it would have been 0.15 (row 3).
#[test]
fn trace_shows_how_a_number_was_worked_out() {
    let report = repository().join("reports/silkeborg-businesscase");
    let call = ["trace", report.to_str().expect("a path"), "tab-mereffekt", "--series", "Mereffekt", "--x", "2018"];
    let run = sporbar(&call).ends(0);
    for part in [
        "= 12 * (0.3 - 0.15) / 0.3",
        " = 12   personer.csv 3\n",
        " = 0.3   parametre.csv 2\n",
        " = 0.15   parametre.csv 3\n",
    ] {
        assert!(run.out.contains(part), "{part}\n{}", run.out);
    }
    let json = sporbar(&[&call[..], &["--format", "json"]].concat()).ends(0).out;
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let at = json["values"][0]["observations"][0]["step"].as_u64().and_then(|at| usize::try_from(at).ok());
    let step = &json["parts"][0]["steps"][at.expect("a step")];
    assert!((step["value"].as_f64().expect("a number") - 6.0).abs() < 1e-9, "{step}");
    assert_eq!(step["term"]["of"][0], "over", "{step}");
}
