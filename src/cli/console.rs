//! What is said to the user: findings and progress on standard error, results on standard output.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "this is where the program speaks")]
#![allow(
    clippy::disallowed_methods,
    reason = "this is where the environment is read and time is measured, to tell of it"
)]

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use super::arguments::{MessageFormat, OutputArguments};
use crate::build::{Failure, Stage, Watch};
use crate::diagnostic::{Findings, Format, Severity, Sources, render};

/// Where and how the program speaks.
#[derive(Debug)]
pub(super) struct Console {
    quiet: bool,
    verbose: bool,
    format: Format,
    progress: bool,
}

impl Console {
    pub(super) fn new(arguments: &OutputArguments) -> Self {
        let terminal = std::io::stderr().is_terminal();
        let colour = terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        let human = arguments.message_format == MessageFormat::Human;
        Self {
            quiet: arguments.quiet,
            verbose: arguments.verbose,
            format: if human { Format::Human { colour } } else { Format::Json },
            progress: terminal && human && !arguments.quiet,
        }
    }

    /// Findings, and how many there were.
    pub(super) fn findings(&self, findings: &Findings, sources: &Sources) {
        let text = render(findings, sources, self.format);
        eprint!("{text}");
        if self.format == Format::Json || findings.is_empty() {
            return;
        }
        let count = |severity: Severity| findings.iter().filter(|finding| finding.severity == severity).count();
        let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
        let many = |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
        match (errors, warnings) {
            (0, warnings) => eprintln!("{}", many(warnings, "warning")),
            (errors, 0) => eprintln!("{}", many(errors, "error")),
            (errors, warnings) => eprintln!("{}, {}", many(errors, "error"), many(warnings, "warning")),
        }
    }

    /// Why a stage stopped.
    pub(super) fn failure(&self, failure: &Failure) {
        self.findings(&failure.findings, &failure.sources);
    }

    /// What was done, for people.
    pub(super) fn say(&self, text: &str) {
        if !self.quiet && self.format != Format::Json {
            eprintln!("{text}");
        }
    }

    /// What only those want to know who ask for it.
    pub(super) fn detail(&self, text: &str) {
        if self.verbose {
            self.say(text);
        }
    }

    /// The result that was asked for. A reader who has seen enough (`| head`) is no mistake.
    #[expect(clippy::unused_self, reason = "all that is said goes through the console")]
    pub(super) fn result(&self, bytes: &[u8]) {
        let mut out = std::io::stdout().lock();
        let _ = out.write_all(bytes).and_then(|()| out.flush());
    }

    /// Progress on a terminal, and the time that each stage takes.
    pub(super) fn stages(&self, report: &str) -> Stages {
        let bar = if self.progress { ProgressBar::new_spinner() } else { ProgressBar::hidden() };
        let style = ProgressStyle::with_template("{spinner} {prefix}: {msg}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
        bar.set_prefix(report.to_owned());
        bar.enable_steady_tick(Duration::from_millis(100));
        Stages { bar, begun: Vec::new() }
    }
}

/// The stages of a build as they pass.
#[derive(Debug)]
pub(super) struct Stages {
    bar: ProgressBar,
    begun: Vec<(Stage, Instant)>,
}

impl Watch for Stages {
    fn begin(&mut self, stage: Stage) {
        self.bar.set_message(stage.name());
        self.begun.push((stage, Instant::now()));
    }
}

impl Stages {
    /// Ends the progress and tells how long each stage took.
    pub(super) fn end(self) -> String {
        let end = Instant::now();
        self.bar.finish_and_clear();
        let ends = self.begun.iter().skip(1).map(|(_, at)| *at).chain([end]);
        let mut text = String::new();
        for ((stage, begin), end) in self.begun.iter().zip(ends) {
            text.push_str(&line(stage.name(), end - *begin));
        }
        let total = self.begun.first().map_or(Duration::ZERO, |(_, begin)| end - *begin);
        text.push_str(&line("in all", total));
        text.trim_end().to_owned()
    }
}

fn line(what: &str, took: Duration) -> String {
    format!("  {what:<20} {:>8.1} ms\n", took.as_secs_f64() * 1000.0)
}
