//! What protecting small numbers costs, and how it grows with the number of values.
//!
//! `cargo bench --bench protect`, with `-- reports/<name> <policy>` for another report. Of its exhibits the first quarter, half, three
//! quarters and all are protected. It prints and asserts nothing: milliseconds differ between machines, so each is also told as a multiple
//! of what the same run took to compute the values, and as growth beside that of the values.
#![allow(clippy::print_stdout, reason = "a bench prints what it measures")]
#![allow(clippy::disallowed_methods, reason = "a bench looks at the clock")]

use std::path::Path;
use std::time::Instant;

use sporbar::diagnostic::{Format, render};
use sporbar::pipeline::{self, Failure, Request, Stage, Watch};

/// Of so many parts each is measured, the first ones together.
const PARTS: usize = 4;

/// How often each is: the fastest run counts, as it was disturbed least.
const RUNS: usize = 3;

struct Nobody;

impl Watch for Nobody {
    fn begin(&mut self, _: Stage) {}
}

fn main() {
    let mut wanted = std::env::args().skip(1).filter(|argument| !argument.starts_with('-'));
    let report = wanted.next().unwrap_or_else(|| "reports/gladsaxe-helhedsindsats".to_owned());
    let policy = wanted.next().unwrap_or_else(|| "suppress".to_owned());
    let report = Path::new(env!("CARGO_MANIFEST_DIR")).join(report);
    println!("{}", report.display());
    println!("  values  hidden  computed  protected  of computed  growth  of values");
    let mut before: Option<Measured> = None;
    for part in 1..=PARTS {
        let runs = (0..RUNS).map(|_| {
            let measured = one((&report, &policy), part);
            measured.unwrap_or_else(|failure| {
                panic!("{}", render(&failure.findings, &failure.sources, Format::Human { colour: false }))
            })
        });
        let now = runs.min_by(|a, b| a.protected.total_cmp(&b.protected)).expect("a run");
        let growth = before
            .as_ref()
            .map(|before| (now.protected / before.protected, now.values as f64 / before.values.max(1) as f64));
        let growth = growth.map_or(String::new(), |(time, values)| format!("{time:>7.2}  {values:>9.2}"));
        let Measured { values, hidden, computed, protected } = now;
        let times = protected / computed;
        println!("{values:>8}{hidden:>8}{computed:>7.0} ms{protected:>8.0} ms{times:>13.2}{growth}");
        before = Some(now);
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
fn one((report, policy): (&Path, &str), part: usize) -> Result<Measured, Failure> {
    let request = Request {
        report: report.to_owned(),
        as_of: None,
        extracts: None,
        disclosure: Some(policy.to_owned()),
        key: None,
    };
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
