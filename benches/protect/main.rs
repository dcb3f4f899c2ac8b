//! What protecting small numbers costs, and how it grows with the number of values and of people.
//!
//! `cargo bench --bench protect`, with `-- reports/<name> <policy>` for another report. Of its exhibits the first quarter, half, three
//! quarters and all are protected. Then all values of a report with as many people, four and sixteen times as many are: with more people
//! fewer values are of few, so what is hidden is told beside it. It prints and asserts nothing: milliseconds differ between machines, so each is also told as a multiple
//! of what the same run took to compute the values, and as growth beside that of the values.
#![allow(clippy::print_stdout, reason = "a bench prints what it measures")]
#![allow(clippy::disallowed_methods, reason = "a bench looks at the clock")]

#[path = "../stages/multiply.rs"]
mod multiply;

use std::path::{Path, PathBuf};
use std::time::Instant;

use sporbar::diagnostic::{Format, render};
use sporbar::pipeline::{self, Failure, Request, Stage, Watch};

/// Of so many parts each is measured, the first ones together.
const PARTS: usize = 4;

/// How often each is: the fastest run counts, as it was disturbed least.
const RUNS: usize = 3;

/// The report whose people are multiplied, and how many times.
const MULTIPLIED: &str = "reports/assens-statusmaaling";
const TIMES: [usize; 3] = [1, 4, 16];

struct Nobody;

impl Watch for Nobody {
    fn begin(&mut self, _: Stage) {}
}

fn main() {
    let mut wanted = std::env::args().skip(1).filter(|argument| !argument.starts_with('-'));
    let report = wanted.next().unwrap_or_else(|| "reports/gladsaxe-helhedsindsats".to_owned());
    let policy = wanted.next().unwrap_or_else(|| "suppress".to_owned());
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let report = root.join(report);
    println!("{}", report.display());
    println!("  values  hidden  computed  protected  of computed  growth  of values");
    let parts = (1..=PARTS).map(|part| fastest(|| one((&report, &policy, None), part)));
    table(parts.map(|now| (now.values, now)));

    let report = root.join(MULTIPLIED);
    let scratch = tempfile::tempdir().expect("a scratch folder");
    println!("{}", report.display());
    println!("  people  hidden  computed  protected  of computed  growth  of people");
    let many = TIMES.iter().map(|times| {
        let extracts = scratch.path().join(times.to_string());
        multiply::folder(&report.join("extracts"), &extracts, *times);
        (*times, fastest(|| one((&report, &policy, Some(extracts.clone())), PARTS)))
    });
    table(many);
}

/// The run that was disturbed least.
fn fastest(run: impl Fn() -> Result<Measured, Failure>) -> Measured {
    let runs = (0..RUNS).map(|_| {
        run().unwrap_or_else(|failure| {
            panic!("{}", render(&failure.findings, &failure.sources, Format::Human { colour: false }))
        })
    });
    runs.min_by(|a, b| a.protected.total_cmp(&b.protected)).expect("a run")
}

/// A line for each, by what grows: by how much the time grew beside it.
fn table(all: impl Iterator<Item = (usize, Measured)>) {
    let mut before: Option<(usize, Measured)> = None;
    for (size, now) in all {
        let growth = before
            .as_ref()
            .map(|(least, before)| (now.protected / before.protected, size as f64 / (*least).max(1) as f64));
        let growth = growth.map_or(String::new(), |(time, size)| format!("{time:>8.2}  {size:>9.2}"));
        let Measured { hidden, computed, protected, .. } = now;
        let times = protected / computed;
        println!("{size:>8}{hidden:>8}{computed:>7.0} ms{protected:>8.0} ms{times:>13.2}{growth}");
        before = Some((size, now));
    }
}

struct Measured {
    values: usize,
    hidden: usize,
    /// Milliseconds.
    computed: f64,
    protected: f64,
}

/// The first so many parts of a report's exhibits.
fn one((report, policy, extracts): (&Path, &str, Option<PathBuf>), part: usize) -> Result<Measured, Failure> {
    let request =
        Request { report: report.to_owned(), as_of: None, extracts, disclosure: Some(policy.to_owned()), key: None };
    let mut prepared = pipeline::prepare(&request, &mut Nobody)?;
    let exhibits = &mut prepared.spec.exhibits;
    exhibits.truncate((exhibits.len() * part).div_ceil(PARTS));
    let begin = Instant::now();
    let exhibits = pipeline::computed(&prepared)?;
    let computed = begin.elapsed().as_secs_f64() * 1000.0;
    let begin = Instant::now();
    let audit = pipeline::protect(&prepared, &exhibits)?.audit;
    let protected = begin.elapsed().as_secs_f64() * 1000.0;
    Ok(Measured { values: audit.values, hidden: audit.hidden(), computed, protected })
}
