//! Claims and checks against values that other programs computed, or that publications print; and what a report finds of
//! the disagreements that the publications have.

mod consistent;
mod differs;
mod grammar;
mod parts;
mod report;
mod worded;
mod wrong;

use std::fs;

use sporbar::claim::{Check, Exhibit, Expression, Judged, Judgement, Policy, Verdict, Written, judge};
use sporbar::diagnostic::{Findings, Severity};
use sporbar::value::{Calculation, Disclosed, Key, Stat, Value, Values};

use crate::support::repository;

/// A value by its keys, what is counted and among how many.
fn value(keys: [&str; 3], stat: Stat, numerator: f64, n: u64) -> Value {
    let [facet, series, x] = keys.map(str::to_owned);
    let number = match stat {
        Stat::Count | Stat::Sum => Some(numerator),
        _ => (n > 0).then(|| numerator / n as f64),
    };
    Value {
        key: Key { facet, series, x, stat },
        value: number,
        lower: None,
        upper: None,
        numerator: Some(numerator),
        denominator: Some(n as f64),
        n: Some(n),
        calculation: Calculation::default(),
        suppressed: false,
        hidden_n: false,
    }
}

/// Values with their dimensions in the order in which they come.
fn values(rows: Vec<Value>) -> Disclosed {
    let keys = |of: fn(&Key) -> &String| {
        let mut keys: Vec<String> = Vec::new();
        for row in &rows {
            if !keys.contains(of(&row.key)) {
                keys.push(of(&row.key).clone());
            }
        }
        keys
    };
    let (facets, series, xs) = (keys(|key| &key.facet), keys(|key| &key.series), keys(|key| &key.x));
    Disclosed::whole(Values { facets, series, xs, rows })
}

/// The exhibits of a report as an independent program computed them.
fn expected(report: &str) -> Vec<(String, Disclosed)> {
    let folder = repository().join("tests/expected").join(report);
    let mut exhibits: Vec<(String, Disclosed)> = fs::read_dir(folder)
        .expect("a folder of expected values")
        .map(|entry| {
            let path = entry.expect("an entry").path();
            let id = path.file_stem().expect("a name").to_string_lossy().into_owned();
            (id, read(&fs::read_to_string(&path).expect("a file")))
        })
        .collect();
    exhibits.sort_by(|a, b| a.0.cmp(&b.0));
    exhibits
}

fn read(text: &str) -> Disclosed {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows = reader.records().map(|record| {
        let record = record.expect("a row");
        let stat = Stat::from_name(&record[3]).expect("a stat");
        let number: Option<f64> = record[4].parse().ok();
        let n: u64 = record[7].parse().expect("a number of units");
        let counted = number.unwrap_or_default();
        let numerator = match stat {
            Stat::Count | Stat::Sum => counted,
            Stat::Share => (counted * n as f64).round(),
            _ => counted * n as f64,
        };
        Value { value: number, ..value([&record[0], &record[1], &record[2]], stat, numerator, n) }
    });
    values(rows.collect())
}

fn seen(exhibits: &[(String, Disclosed)]) -> Vec<Exhibit<'_>> {
    exhibits.iter().map(|(id, values)| Exhibit::new(id, values)).collect()
}

fn expression(text: &str) -> Expression {
    Expression::parse(Written::plain(text, 0)).unwrap_or_else(|mistake| panic!("{text}\n{mistake:?}"))
}

/// What comes of one expression, declared as a check.
fn judged(text: &str, exhibits: &[Exhibit<'_>], policy: Policy) -> Result<Judged, Findings> {
    let that = expression(text);
    judge("report.toml", &[], &[Check { id: "det".to_owned(), span: 0..0, that, because: None, policy }], exhibits)
}

fn verdict(text: &str, exhibits: &[Exhibit<'_>]) -> Verdict {
    match judged(text, exhibits, Policy::Fail) {
        Ok(mut judged) => judged.checks.remove(0).verdict,
        Err(findings) => panic!("{text}\n{}", messages(&findings)),
    }
}

fn messages(findings: &Findings) -> String {
    let texts = findings
        .iter()
        .map(|finding| format!("{}: {}\n  {}\n", finding.code, finding.message, finding.help.join("\n  ")));
    texts.collect::<Vec<String>>().concat()
}

/// The reasons why an expression is refuted.
fn refuted(text: &str, exhibits: &[Exhibit<'_>]) -> String {
    match verdict(text, exhibits) {
        Verdict::Refuted { reasons } => reasons.join("\n"),
        other => panic!("{text} is {other:?}"),
    }
}

fn errors(findings: &Findings) -> usize {
    findings.iter().filter(|finding| finding.severity == Severity::Error).count()
}

fn holds(judgement: &Judgement) -> bool {
    judgement.verdict == Verdict::Holds
}
