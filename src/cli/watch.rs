//! `sporbar watch`.
#![allow(clippy::disallowed_methods, reason = "this is where the environment is read, and passed on")]

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

use super::arguments::WatchArguments;
use super::console::{Console, counted};
use super::{Outcome, misunderstood, request};
use crate::diagnostic::{Code, Finding};
use crate::pipeline::{Failure, Request};
use crate::watch::{self, Editor, Told, Watching};

/// Shows a report in the browser while it is being written, until one has seen enough.
pub(super) fn run(arguments: &WatchArguments, console: &Console) -> Outcome {
    match shown(arguments, console) {
        Ok(()) => Outcome::Done,
        Err(failure) => {
            console.failure(&failure);
            failure.kind.into()
        }
    }
}

fn shown(arguments: &WatchArguments, console: &Console) -> Result<(), Failure> {
    let name = arguments.path.display().to_string();
    let request = request(&arguments.path, &arguments.report)?;
    // Findings then name files by their whole paths, which an editor can open.
    let report = std::fs::canonicalize(&arguments.path).map_err(|error| {
        let finding = Finding::error(Code::SpecUnreadable, format!("there is no report `{name}`: {error}"));
        misunderstood(finding.help("name a report's folder or its report.toml, such as reports/my-report"))
    })?;
    let editor = std::env::var("VISUAL").map(|visual| Editor::named(&visual)).unwrap_or_default();
    let request = Request { report, ..request };
    let watching = Watching { request, port: arguments.port.unwrap_or(0), poll: arguments.poll, editor };
    let end = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM] {
        flag::register(signal, Arc::clone(&end)).map_err(|error| {
            misunderstood(Finding::error(Code::CallMisunderstood, format!("Ctrl-C cannot be heard: {error}")))
        })?;
    }
    let begun = |address: &str| {
        console.say(&format!("{name} is shown at the address below until you press Ctrl-C; nothing is written"));
        console.result(format!("{address}\n").as_bytes());
    };
    let told = |told: &Told| console.say(&words(&name, *told));
    watch::watch(watching, &end, begun, told).map_err(misunderstood)
}

/// How a round went, in a line.
fn words(name: &str, told: Told) -> String {
    let pages = match told.pages {
        Some(1) => "1 page".to_owned(),
        Some(pages) => format!("{pages} pages"),
        None => "the pages are as they were".to_owned(),
    };
    match (told.errors, told.warnings) {
        (0, 0) => format!("{name}: {pages}"),
        (errors, warnings) => format!("{name}: {pages}, {}", counted(errors, warnings)),
    }
}
