//! `sporbar lock`.

use std::path::Path;

use super::arguments::LockArguments;
use super::console::Console;
use super::{Outcome, misunderstood, request};
use crate::audit::{Lock, lock_file};
use crate::pipeline::{self, Failure, Stage, Watch};

/// Writes every report's lock; one that cannot be does not keep the others back.
pub(super) fn run(arguments: &LockArguments, console: &Console) -> Outcome {
    let outcomes = arguments.reports.iter().map(|report| match one(report, arguments, console) {
        Ok(()) => Outcome::Done,
        Err(failure) => {
            console.failure(&failure);
            failure.kind.into()
        }
    });
    outcomes.max().unwrap_or(Outcome::Done)
}

fn one(report: &Path, arguments: &LockArguments, console: &Console) -> Result<(), Failure> {
    let mut stages = console.stages(&report.display().to_string());
    let computed = request(report, &arguments.report).and_then(|request| {
        let prepared = pipeline::prepare(&request, &mut stages)?;
        let prepared = console.allowed(prepared)?;
        stages.begin(Stage::Compute);
        let computed = pipeline::computed(&prepared)?;
        let disclosed = pipeline::disclosed(&prepared, &computed)?;
        Ok((pipeline::lock(&prepared, &disclosed)?, prepared))
    });
    stages.end();
    let (lock, prepared) = computed?;
    console.findings(&prepared.warnings, &prepared.sources);
    let policy = prepared.spec.disclosure.other_name();
    let place = prepared.folder.join(lock_file(policy.as_deref()));
    let before = pipeline::write_lock(&prepared.folder, policy.as_deref(), &lock).map_err(misunderstood)?;
    let changes = before.map(|before| changed(&before, &lock));
    console.say(&match changes.as_deref() {
        None => format!("{} is new", place.display()),
        Some([]) => format!("{} is as it was", place.display()),
        Some(changes) => format!("{} has changed:\n  {}", place.display(), changes.join("\n  ")),
    });
    Ok(())
}

/// What differs between two locks, a line each.
fn changed(before: &Lock, now: &Lock) -> Vec<String> {
    let mut changes: Vec<String> = before.input_changes(&now.inputs).iter().map(ToString::to_string).collect();
    if before.as_of != now.as_of {
        changes.push(format!("the status month was {} and is {}", before.as_of, now.as_of));
    }
    let exhibits = before.exhibit_changes(&now.exhibits);
    changes.extend(exhibits.iter().map(|(id, change)| format!("exhibit `{id}` {change}")));
    changes
}
