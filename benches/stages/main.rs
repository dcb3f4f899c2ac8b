//! How the time of a build is spread over its stages, and how it grows with the number of people.
//!
//! `cargo bench --bench stages`, with `-- reports/<name>` for another report and `-- reports/<name> <policy>` for what protecting small
//! numbers costs: that is a part of computing. It prints and asserts nothing: milliseconds
//! differ between machines, so each stage is also told as a multiple of what the same run took to read the report's own
//! extracts, and as growth where there are ten and a hundred times as many people.
#![allow(clippy::print_stdout, reason = "a bench prints what it measures")]
#![allow(clippy::disallowed_methods, reason = "a bench looks at the clock")]

mod multiply;

use std::path::{Path, PathBuf};
use std::time::Instant;

use sporbar::diagnostic::{Format, render};
use sporbar::pipeline::{self, Failure, Request, Stage, Typesetter, Watch};

/// How many times as many people, and how often each is measured: the fastest run counts, as it was disturbed least.
const SIZES: [(usize, usize); 3] = [(1, 9), (10, 5), (100, 2)];

/// When each stage began.
struct Clock(Vec<(Stage, Instant)>);

impl Watch for Clock {
    fn begin(&mut self, stage: Stage) {
        // A stage that goes on is told once.
        if self.0.last().is_none_or(|(last, _)| *last != stage) {
            self.0.push((stage, Instant::now()));
        }
    }
}

fn main() {
    let mut wanted = std::env::args().skip(1).filter(|argument| !argument.starts_with('-'));
    let (wanted, policy) = (wanted.next(), wanted.next());
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let report = root.join(wanted.as_deref().unwrap_or("reports/assens-statusmaaling"));
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let measured: Vec<Vec<(Stage, f64)>> = SIZES
        .iter()
        .map(|(times, runs)| {
            let extracts = scratch.path().join(times.to_string());
            multiply::folder(&report.join("extracts"), &extracts, *times);
            fastest((0..*runs).map(|_| one(&report, &extracts, policy.as_ref())).collect())
        })
        .collect();
    print(&report, &measured);
}

/// The milliseconds that each stage of a build took.
fn one(report: &Path, extracts: &Path, policy: Option<&String>) -> Vec<(Stage, f64)> {
    let mut clock = Clock(Vec::new());
    if let Err(failure) = whole((report.to_owned(), extracts.to_owned(), policy.cloned()), &mut clock) {
        panic!("{}", render(&failure.findings, &failure.sources, Format::Human { colour: false }));
    }
    let ends = clock.0.iter().skip(1).map(|(_, at)| *at).chain([Instant::now()]);
    clock.0.iter().zip(ends).map(|((stage, begin), end)| (*stage, (end - *begin).as_secs_f64() * 1000.0)).collect()
}

/// A build, but for writing the files.
fn whole((report, extracts, disclosure): (PathBuf, PathBuf, Option<String>), clock: &mut Clock) -> Result<(), Failure> {
    let prepared =
        pipeline::prepare(&Request { report, as_of: None, extracts: Some(extracts), disclosure, key: None }, clock)?;
    clock.begin(Stage::Compute);
    let computed = pipeline::compute(prepared.data(), prepared.as_of).map_err(|findings| Failure {
        kind: pipeline::FailureKind::Call,
        findings,
        sources: prepared.sources.clone(),
    })?;
    let disclosed = pipeline::disclosed(&prepared, &computed)?;
    let draft = pipeline::draft(&prepared, &disclosed)?;
    pipeline::publish(&prepared, &disclosed, draft, &Typesetter::Library, clock).map(drop)
}

/// Each stage's fastest time.
fn fastest(runs: Vec<Vec<(Stage, f64)>>) -> Vec<(Stage, f64)> {
    let better = |best: Vec<(Stage, f64)>, run: Vec<(Stage, f64)>| {
        best.into_iter().zip(run).map(|((stage, a), (_, b))| (stage, a.min(b))).collect()
    };
    runs.into_iter().reduce(better).expect("at least one run")
}

fn print(report: &Path, measured: &[Vec<(Stage, f64)>]) {
    let name = report.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let own = &measured[0];
    let reading = own.iter().find(|(stage, _)| *stage == Stage::Register).map_or(f64::NAN, |(_, took)| *took);
    println!("{name}: the fastest of {} runs; reading the extracts takes 1.00\n", SIZES[0].1);
    print!("{:<22}{:>10}{:>10}", "stage", "ms", "reading");
    SIZES[1..].iter().for_each(|(times, _)| print!("{:>13}", format!("{times}x people")));
    println!();
    let total: Vec<f64> = measured.iter().map(|run| run.iter().map(|(_, took)| took).sum()).collect();
    for (at, (stage, took)) in own.iter().enumerate() {
        line(stage.name(), *took, reading, measured[1..].iter().map(|run| run[at].1));
    }
    line("in all", total[0], reading, total[1..].iter().copied());
    println!(
        "\nThe columns to the right tell how many times as long each stage takes with so many times as many people."
    );
}

fn line(name: &str, took: f64, reading: f64, larger: impl Iterator<Item = f64>) {
    print!("{name:<22}{took:>10.1}{:>10.2}", took / reading);
    larger.for_each(|larger| print!("{:>13}", format!("{:.1}x", larger / took)));
    println!();
}
