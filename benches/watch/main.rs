//! How long it takes until a change is seen: of the prose, of the spec's words, and of what a value is computed from.
//!
//! `cargo bench --bench watch`, with `-- reports/<name>` for another report. It prints and asserts nothing. Each round changes the
//! report on disk, reads it again and builds on what is kept, as `sporbar watch` does; told are the milliseconds until the pages are
//! seen and until the files are there, the fastest and the median of the rounds, and those of each stage in the median round.
#![allow(clippy::print_stdout, reason = "a bench prints what it measures")]
#![allow(clippy::disallowed_methods, reason = "a bench looks at the clock")]

use std::fs;
use std::path::Path;
use std::time::Instant;

use sporbar::diagnostic::{Format, render};
use sporbar::pipeline::{Asked, Desk, Failure, Read, Request, Stage, Unsaved, Watch};

/// So many changes of each kind are measured.
const ROUNDS: usize = 9;

/// When each stage began.
struct Clock(Vec<(Stage, Instant)>);

impl Watch for Clock {
    fn begin(&mut self, stage: Stage) {
        self.0.push((stage, Instant::now()));
    }
}

/// A round: until the pages are seen, until all is there, and each stage, in milliseconds.
struct Round {
    seen: f64,
    whole: f64,
    stages: Vec<(Stage, f64)>,
}

fn main() {
    let wanted = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let report = root.join(wanted.as_deref().unwrap_or("reports/assens-statusmaaling"));
    let name = report.file_name().expect("a report's name").to_owned();
    let scratch = tempfile::tempdir().expect("a scratch folder");
    for folder in ["data-schema", "templates"] {
        copy(&root.join(folder), &scratch.path().join(folder));
    }
    let own = scratch.path().join("reports").join(name);
    copy(&report, &own);

    let (prose, spec) = (own.join("tekst.typ"), own.join("report.toml"));
    let (text, toml) = (read(&prose), read(&spec));
    let title = between(&toml, "\ntitle", "\"").expect("a title");
    let filter = toml.find("where").map(|at| at + "where".len()).and_then(|at| Some(at + toml[at..].find('"')? + 1));
    let request = Request { report: own.clone(), as_of: None, extracts: None, disclosure: None, key: None };
    let desk = Desk::default();
    let cold = round(&desk, &request);
    println!(
        "{}: {:.0} ms until the pages are seen the first time, {:.0} until all is there",
        report.display(),
        cold.seen,
        cold.whole
    );
    measured(
        "a sentence of the prose",
        &prose,
        |number| format!("{text}\n\nEt ord til, nummer {}.\n", words(number)),
        &desk,
        &request,
    );
    measured(
        "the report's title",
        &spec,
        |number| toml.replacen(&title, &format!("{title} {}", words(number)), 1),
        &desk,
        &request,
    );
    if let Some(at) = filter {
        let (before, behind) = toml.split_at(at);
        // SQL that says the same in other words, so that whatever rests on it is computed again.
        measured(
            "a filter of the spec",
            &spec,
            |number| format!("{before}{number} = {number} AND {behind}"),
            &desk,
            &request,
        );
    }
    println!("\nThe desk keeps {} things.", desk.len());
}

/// A number in letters: digits in prose are a finding.
fn words(number: usize) -> String {
    "abcdefghi".chars().cycle().skip(number).take(4).collect()
}

fn measured(what: &str, file: &Path, text: impl Fn(usize) -> String, desk: &Desk, request: &Request) {
    let before = read(file);
    let mut rounds: Vec<Round> = (0..ROUNDS)
        .map(|number| {
            fs::write(file, text(number)).expect("room");
            round(desk, request)
        })
        .collect();
    fs::write(file, before).expect("room");
    round(desk, request);
    rounds.sort_by(|one, other| one.seen.total_cmp(&other.seen));
    let (fastest, median) = (&rounds[0], &rounds[ROUNDS / 2]);
    println!(
        "\n{what}: seen after {:.0} ms (the fastest {:.0}), all there after {:.0} ms (the fastest {:.0})",
        median.seen, fastest.seen, median.whole, fastest.whole
    );
    for (stage, took) in &median.stages {
        println!("  {:<22}{took:>8.1}", stage.name());
    }
}

fn round(desk: &Desk, request: &Request) -> Round {
    let begun = Instant::now();
    let since = |begun: Instant| begun.elapsed().as_secs_f64() * 1000.0;
    let read = Read::of(request, &Unsaved::default());
    let mut clock = Clock(Vec::new());
    let mut seen = None;
    let asked = Asked { hindsight: true, look: &mut |_| seen = Some(since(begun)) };
    // What cannot be built takes no time that says anything.
    desk.build(read, asked, &mut clock).unwrap_or_else(|failure| panic!("{}", told(&failure)));
    let whole = since(begun);
    let ends = clock.0.iter().skip(1).map(|(_, at)| *at).chain([Instant::now()]);
    let stages = clock.0.iter().zip(ends).map(|((stage, from), to)| (*stage, (to - *from).as_secs_f64() * 1000.0));
    Round { seen: seen.unwrap_or(whole), whole, stages: stages.collect() }
}

fn told(failure: &Failure) -> String {
    render(&failure.findings, &failure.sources, Format::Human { colour: false })
}

/// What stands in quotes behind a key.
fn between(text: &str, key: &str, quote: &str) -> Option<String> {
    Some(text.split_once(key)?.1.split(quote).nth(1)?.to_owned())
}

fn read(file: &Path) -> String {
    fs::read_to_string(file).expect("a file that can be read")
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("room");
    for entry in fs::read_dir(from).expect("a folder").map(|entry| entry.expect("an entry")) {
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy(&from, &to);
        } else {
            fs::copy(from, to).expect("room");
        }
    }
}
