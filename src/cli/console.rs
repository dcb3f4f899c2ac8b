//! What is said to the user: findings and progress on standard error, results on standard output.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "this is where the program speaks")]
#![allow(
    clippy::disallowed_methods,
    reason = "this is where the environment is read and time is measured, to tell of it"
)]

use std::fmt;
use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{MultiProgress, ProgressBar, ProgressFinish, ProgressState, ProgressStyle};

use super::arguments::{MessageFormat, OutputArguments};
use crate::diagnostic::{Findings, Format, Severity, Sources, render, several};
use crate::pipeline::{Failure, FailureKind, Prepared, Stage, Watch};

/// Where and how the program speaks.
#[derive(Debug)]
pub(super) struct Console {
    quiet: bool,
    verbose: bool,
    format: Format,
    /// Where the call makes warnings errors, whether any was told.
    denied: Option<AtomicBool>,
    progress: bool,
    /// The progress of all that goes on, below which nothing else is written.
    bars: MultiProgress,
}

impl Console {
    pub(super) fn new(arguments: &OutputArguments) -> Self {
        let console = Self::of_format(arguments.message_format);
        Self {
            quiet: arguments.quiet,
            verbose: arguments.verbose,
            denied: arguments.deny_warnings.then(AtomicBool::default),
            progress: console.progress && !arguments.quiet,
            ..console
        }
    }

    /// One that is asked for nothing but how findings are written.
    pub(super) fn of_format(format: MessageFormat) -> Self {
        let terminal = std::io::stderr().is_terminal();
        let colour = terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        let human = format == MessageFormat::Human;
        Self {
            quiet: false,
            verbose: false,
            format: if human { Format::Human { colour } } else { Format::Json },
            denied: None,
            progress: terminal && human,
            bars: MultiProgress::new(),
        }
    }

    /// The findings as they weigh in this call.
    pub(super) fn weighed(&self, findings: Findings) -> Findings {
        if self.denied.is_some() { findings.denied() } else { findings }
    }

    /// The report, unless the call denies what is odd about its spec and extracts.
    pub(super) fn allowed(&self, prepared: Prepared) -> Result<Prepared, Failure> {
        self.allow(&prepared.warnings, &prepared.sources)?;
        Ok(prepared)
    }

    /// Fails where the call denies what is odd, and something is.
    pub(super) fn allow(&self, warnings: &Findings, sources: &Sources) -> Result<(), Failure> {
        if self.denied.is_none() || warnings.is_empty() {
            return Ok(());
        }
        Err(Failure { kind: FailureKind::Data, findings: warnings.clone(), sources: sources.clone() })
    }

    /// Whether anything was told that is wrong only because the call says so.
    pub(super) fn has_denied(&self) -> bool {
        self.denied.as_ref().is_some_and(|denied| denied.load(Ordering::Relaxed))
    }

    /// Findings, and how many there were.
    pub(super) fn findings(&self, findings: &Findings, sources: &Sources) {
        let weighed = self.weighed(findings.clone());
        if let Some(denied) = self.denied.as_ref().filter(|_| weighed != *findings) {
            denied.store(true, Ordering::Relaxed);
        }
        let findings = &weighed;
        let mut text = render(findings, sources, self.format);
        if self.format != Format::Json && !findings.is_empty() {
            let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
            text.push_str(&format!("{}\n", counted(errors, findings.len() - errors)));
        }
        self.bars.suspend(|| eprint!("{text}"));
    }

    /// Why a stage stopped.
    pub(super) fn failure(&self, failure: &Failure) {
        self.findings(&failure.findings, &failure.sources);
    }

    /// What was done, for people.
    pub(super) fn say(&self, text: &str) {
        if !self.quiet && self.format != Format::Json {
            self.bars.suspend(|| eprintln!("{text}"));
        }
    }

    /// What only those want to know who ask for it.
    pub(super) fn detail(&self, text: &str) {
        if self.verbose {
            self.say(text);
        }
    }

    /// The result that was asked for. A reader who has seen enough (`| head`) is no mistake.
    pub(super) fn result(&self, bytes: &[u8]) {
        let mut out = std::io::stdout().lock();
        let _ = self.bars.suspend(|| out.write_all(bytes).and_then(|()| out.flush()));
    }

    /// Progress on a terminal, with what is left of the time where that can be known, and the time that each stage takes.
    pub(super) fn stages(&self, report: &str) -> Stages {
        let bar = if self.progress { self.bars.add(ProgressBar::new_spinner()) } else { ProgressBar::hidden() };
        let bar = bar.with_finish(ProgressFinish::AndClear);
        let end: Arc<Mutex<Option<Instant>>> = Arc::default();
        let expected = Arc::clone(&end);
        let left = move |_: &ProgressState, line: &mut dyn fmt::Write| {
            let end = *expected.lock().unwrap_or_else(PoisonError::into_inner);
            let left = end.map(|end| end.saturating_duration_since(Instant::now())).unwrap_or_default();
            // A line that cannot be written is not there to be read.
            let _ = line.write_str(&about(left));
        };
        let style = ProgressStyle::with_template("{spinner} {prefix}: {msg}{left}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()).with_key("left", left));
        bar.set_prefix(report.to_owned());
        bar.enable_steady_tick(Duration::from_millis(100));
        Stages { bar, begun: Vec::new(), before: Vec::new(), end }
    }
}

/// The stages of a build as they pass.
#[derive(Debug)]
pub(super) struct Stages {
    bar: ProgressBar,
    begun: Vec<(Stage, Instant)>,
    /// How long each stage took before; nothing where that is not known.
    before: Vec<(String, Duration)>,
    /// When all will be done.
    end: Arc<Mutex<Option<Instant>>>,
}

impl Watch for Stages {
    fn begin(&mut self, stage: Stage) {
        let now = Instant::now();
        *self.end.lock().unwrap_or_else(PoisonError::into_inner) =
            left(&self.before, stage.name()).map(|left| now + left);
        self.bar.set_message(stage.name());
        self.begun.push((stage, now));
    }
}

impl Stages {
    /// Says how long each stage took the last time, from which it is estimated how long this time takes.
    pub(super) fn expect(&mut self, before: Vec<(String, Duration)>) {
        self.before = before;
    }

    /// How long each stage took until now.
    pub(super) fn took(&self) -> Vec<(&'static str, Duration)> {
        let ends = self.begun.iter().skip(1).map(|(_, at)| *at).chain([Instant::now()]);
        // One that is begun twice is told once.
        let mut stages: Vec<(&'static str, Duration)> = Vec::new();
        for ((stage, begin), end) in self.begun.iter().zip(ends) {
            let took = end - *begin;
            match stages.iter_mut().find(|(name, _)| *name == stage.name()) {
                Some((_, all)) => *all += took,
                None => stages.push((stage.name(), took)),
            }
        }
        stages
    }

    /// Ends the progress and tells how long each stage took.
    pub(super) fn end(self) -> Timings {
        let stages = self.took();
        self.bar.finish_and_clear();
        Timings { stages }
    }
}

/// How long it takes from the beginning of a stage to the end, as it took before.
fn left(before: &[(String, Duration)], stage: &str) -> Option<Duration> {
    let at = before.iter().position(|(name, _)| name == stage)?;
    Some(before[at..].iter().map(|(_, took)| *took).sum())
}

/// What is left of the time, in words; nothing where it is next to nothing, or longer than it was.
fn about(left: Duration) -> String {
    match left.as_secs() {
        0 => String::new(),
        seconds @ 1..=90 => format!(", about {seconds} s left"),
        seconds => format!(", about {} min left", (seconds + 30) / 60),
    }
}

/// How long each stage took.
#[derive(Debug, Default)]
pub(super) struct Timings {
    stages: Vec<(&'static str, Duration)>,
}

impl Timings {
    /// The whole time.
    pub(super) fn total(&self) -> String {
        milliseconds(self.stages.iter().map(|(_, took)| *took).sum())
    }

    /// A line a stage, and one for all.
    pub(super) fn lines(&self) -> String {
        let line = |what: &str, took: &str| format!("  {what:<20} {took:>11}\n");
        let stages = self.stages.iter().map(|(stage, took)| line(stage, &milliseconds(*took)));
        let lines: String = stages.chain([line("in all", &self.total())]).collect();
        lines.trim_end().to_owned()
    }
}

fn milliseconds(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}

/// How many findings there are, in words: `1 error, 2 warnings`.
pub(super) fn counted(errors: usize, warnings: usize) -> String {
    match (errors, warnings) {
        (0, warnings) => several(warnings, "warning"),
        (errors, 0) => several(errors, "error"),
        (errors, warnings) => format!("{}, {}", several(errors, "error"), several(warnings, "warning")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_is_what_the_stages_to_come_took() {
        let before =
            [("a", 400), ("b", 2_000), ("c", 700)].map(|(name, took)| (name.to_owned(), Duration::from_millis(took)));
        assert_eq!(left(&before, "b"), Some(Duration::from_millis(2_700)));
        assert_eq!(left(&before, "d"), None, "a stage that was not there");
        assert_eq!(left(&[], "a"), None, "the first build");
        let said = |seconds| about(Duration::from_millis(seconds));
        assert_eq!(
            [said(999), said(2_700), said(90_000), said(100_000)],
            ["", ", about 2 s left", ", about 90 s left", ", about 2 min left"]
        );
    }
}
