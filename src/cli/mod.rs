//! The command line: the only place that prints, reads the environment and looks at the clock.
//!
//! Exit status: 0 done, warnings told; 1 the work was done and found something wrong; 2 it could not be done: the call or the
//! spec could not be understood, or the machine refused.

mod arguments;
mod attack;
mod build;
mod bundle;
mod check;
mod console;
mod describe;
mod diff;
mod doctor;
mod eject;
mod explain;
mod export;
mod fmt;
mod lock;
mod lsp;
mod new;
mod output;
mod query;
mod recheck;
mod review;
mod schema;
mod shell;
mod side_by_side;
mod status;
mod suggest;
mod synth;
mod table;
mod trace;
mod usage;
mod verify;
mod watch;

use std::process::ExitCode;

use crate::diagnostic::{Code, Finding};
use crate::pipeline::{Failure, FailureKind, Request};
use crate::register::PseudonymKey;
use arguments::{Command, ReportArguments};
use console::Console;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// All is well.
    Done,
    /// The work was done, and something is wrong.
    Found,
    /// It could not be done: the call or the spec could not be understood, or the machine refused.
    Misunderstood,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Done => 0,
            Outcome::Found => 1,
            Outcome::Misunderstood => 2,
        })
    }
}

impl From<FailureKind> for Outcome {
    fn from(kind: FailureKind) -> Self {
        match kind {
            FailureKind::Call => Self::Misunderstood,
            FailureKind::Data => Self::Found,
        }
    }
}

/// Runs the program with the arguments of the process.
pub fn main() -> ExitCode {
    let arguments = match arguments::parsed() {
        Ok(arguments) => arguments,
        Err(told) => return usage::tell(&told).into(),
    };
    let console = Console::new(&arguments.output);
    side_by_side::remember_panics();
    let run = || match &arguments.command {
        Command::Build(build) => build::run(build, &console),
        Command::Check(check) => check::run(check, &console),
        Command::Lock(lock) => lock::run(lock, &console),
        Command::Status(status) => status::run(status, &console),
        Command::Verify(verify) => verify::run(verify, &console),
        Command::Attack(attack) => attack::run(attack, &console),
        Command::Bundle(bundle) => bundle::run(bundle, &console),
        Command::Export(arguments) => export::run(arguments, &console),
        Command::Approve(approve) => review::approve(approve, &console),
        Command::Review(arguments) => review::review(arguments, &console),
        Command::Trace(trace) => trace::run(trace, &console),
        Command::Query(query) => query::run(query, &console),
        Command::Recheck(table) => recheck::run(table, &console),
        Command::Diff(diff) => diff::run(diff, &console),
        Command::Explain(explain) => explain::run(explain, &console),
        Command::Eject(eject) => eject::run(eject, &console),
        Command::New(new) => new::run(new, &console),
        Command::Synth(arguments) => synth::run(arguments, &console),
        Command::Describe(describe) => describe::run(describe, &console),
        Command::Fmt(arguments) => fmt::run(arguments, &console),
        Command::Doctor(arguments) => doctor::run(arguments, &console),
        Command::Schema(arguments) => schema::run(arguments, &console),
        Command::Lsp(arguments) => lsp::run(arguments, &console),
        Command::Watch(arguments) => watch::run(arguments, &console),
        Command::Completions(arguments) => shell::completions(arguments, &console),
        Command::Man(arguments) => shell::man(arguments, &console),
    };
    let outcome = side_by_side::guarded(run).unwrap_or_else(|failure| {
        console.failure(&failure);
        failure.kind.into()
    });
    // A warning that the call denies is something wrong.
    if console.has_denied() { outcome.max(Outcome::Found) } else { outcome }.into()
}

/// What a call asks for, with the key for pseudonyms from the file or the environment variable that the user keeps it in.
#[allow(clippy::disallowed_methods, reason = "this is where the environment is read, and passed on")]
fn request(report: &std::path::Path, arguments: &ReportArguments) -> Result<Request, Failure> {
    let bytes = match (&arguments.pseudonym_key, std::env::var_os("SPORBAR_PSEUDONYM_KEY")) {
        (Some(path), _) => Some(std::fs::read(path).map_err(|error| {
            let file = path.display().to_string();
            let message = format!("the key for pseudonyms could not be read: {error}");
            misunderstood(Finding::error(Code::PseudonymKey, message).in_cell(&file, None, None))
        })?),
        (None, Some(text)) => Some(text.into_encoded_bytes()),
        (None, None) => None,
    };
    let key = bytes.map(|bytes| PseudonymKey::new(&bytes)).transpose().map_err(misunderstood)?;
    Ok(Request {
        report: report.to_owned(),
        as_of: arguments.as_of,
        extracts: arguments.extracts.clone(),
        disclosure: arguments.disclosure.clone(),
        key,
    })
}

/// The folder one stands in.
#[allow(
    clippy::disallowed_methods,
    reason = "only what is asked for by name is written, into the project one stands in"
)]
fn here() -> Result<std::path::PathBuf, Failure> {
    std::env::current_dir().map_err(|error| {
        misunderstood(Finding::error(
            Code::CallMisunderstood,
            format!("the folder one stands in is not there: {error}"),
        ))
    })
}

fn misunderstood(finding: Finding) -> Failure {
    Failure { kind: FailureKind::Call, findings: finding.into(), sources: crate::diagnostic::Sources::default() }
}
