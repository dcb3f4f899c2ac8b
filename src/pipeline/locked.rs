//! `report.lock`: written from a report as it is, and held against it again.

use std::fs;
use std::path::{Path, PathBuf};

use super::inputs::standing;
use super::swap::write_file;
use super::{Disclosed, Failure, FailureKind, Material, Prepared};
use crate::audit::{Lock, lock_file};
use crate::diagnostic::{Code, Finding, Findings, Sources};
use crate::path::FileName;

/// The lock of a report as it is.
///
/// # Errors
/// Templates that cannot be read.
pub fn lock(prepared: &Prepared, disclosed: &Disclosed<'_>) -> Result<Lock, Failure> {
    prepared.templates()?;
    let (inputs, exhibits) = (prepared.inputs.clone(), disclosed.hashes.clone());
    Ok(Lock { as_of: prepared.as_of.to_string(), inputs, exhibits })
}

/// Writes a report's lock under a policy into its folder, in the place of the one before, which comes back if it can be read.
///
/// # Errors
/// What stands there is no lock, or the disk refuses; it is then as it was. Or the policy's name is none that a file can have.
pub fn write_lock(folder: &Path, policy: Option<&str>, lock: &Lock) -> Result<Option<Lock>, Finding> {
    let path = place(folder, policy)?;
    let mut before = None;
    write_file(&path, |standing| {
        let text = standing.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
        before = Lock::parse(&text).ok();
        // One that cannot be read, as between two branches that are merged, is replaced all the same.
        if before.is_none() && !Lock::is_of_one(&text) {
            let help = "take it away if it is not needed; nothing was changed";
            return Err(Finding::error(Code::OutputUnwritable, "the file's name is taken by what is no lock")
                .in_cell(&path.display().to_string(), None, None)
                .help(help));
        }
        Ok(lock.to_text().into_bytes())
    })?;
    Ok(before)
}

/// Where the lock of a policy stands.
fn place(folder: &Path, policy: Option<&str>) -> Result<PathBuf, Finding> {
    let file = FileName::new(&lock_file(policy)).map_err(|wrong| {
        let message = format!("the policy `{}` cannot have a lock: {wrong}", policy.unwrap_or_default());
        Finding::error(Code::BadValue, message).help("give it a name of letters and digits")
    })?;
    Ok(folder.join(file.as_str()))
}

/// The lock in a report's folder under a policy; none where there is none.
///
/// # Errors
/// It cannot be read.
pub fn read_lock(folder: &Path, policy: Option<&str>) -> Result<Option<Lock>, Finding> {
    let path = place(folder, policy)?;
    let file = path.display().to_string();
    let invalid = |message: String, row: Option<u64>| {
        Finding::error(Code::LockInvalid, message)
            .in_cell(&file, row, None)
            .help("take the lock from the project's history again, or write a new one with `sporbar lock`")
    };
    match fs::read_to_string(&path) {
        Ok(text) => Lock::parse(&text).map(Some).map_err(|line| match line {
            0 => invalid("the lock does not say its status month".to_owned(), None),
            line => {
                let merged = ["<<<<<<<", "=======", ">>>>>>>"];
                let is = |text: &str| merged.iter().any(|mark| text.starts_with(mark));
                let what = if text.lines().nth(line - 1).is_some_and(is) {
                    "two locks were merged and not reconciled"
                } else {
                    "this is no line of a lock"
                };
                invalid(what.to_owned(), Some(line as u64))
            }
        }),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(invalid(format!("the lock could not be read: {error}"), None)),
    }
}

/// The lock of a report, if the report is made from what it says. What is built from `material` afterwards is what was held
/// against the lock.
///
/// # Errors
/// There is no lock, or an input is not as it says; every one of them is named.
pub fn locked(material: &Material) -> Result<Lock, Failure> {
    let standing = standing(material)?;
    let policy = material.spec.disclosure.other_name();
    let file = standing.folder.join(lock_file(policy.as_deref())).display().to_string();
    let fails = |kind, findings| Failure { kind, findings, sources: Sources::default() };
    let Some(lock) =
        read_lock(&standing.folder, policy.as_deref()).map_err(|finding| fails(FailureKind::Call, finding.into()))?
    else {
        let missing = Finding::error(Code::LockInvalid, "there is no lock")
            .in_cell(&file, None, None)
            .help("write one with `sporbar lock`, and keep it beside the spec");
        return Err(fails(FailureKind::Call, missing.into()));
    };
    let mut findings = Findings::new();
    if lock.as_of != standing.as_of.to_string() {
        let message = format!("the status month is {}, and the lock's is {}", standing.as_of, lock.as_of);
        findings.push(differs(&file, message));
    }
    for change in lock.input_changes(&standing.inputs) {
        findings.push(differs(&file, format!("{change} since the lock was written")));
    }
    if findings.is_empty() { Ok(lock) } else { Err(fails(FailureKind::Data, findings)) }
}

/// Whether the values are the lock's; they can differ though no input does, when the program computes otherwise.
///
/// # Errors
/// Every exhibit that is not as the lock has it.
pub fn values_as_locked(lock: &Lock, prepared: &Prepared, disclosed: &Disclosed<'_>) -> Result<(), Failure> {
    let policy = prepared.spec.disclosure.other_name();
    let file = prepared.folder.join(lock_file(policy.as_deref())).display().to_string();
    let mut findings = Findings::new();
    for (id, change) in lock.exhibit_changes(&disclosed.hashes) {
        findings.push(differs(&file, format!("exhibit `{id}` is not as locked: it {change}")));
    }
    if findings.is_empty() { Ok(()) } else { Err(Failure { kind: FailureKind::Data, ..prepared.fails(findings) }) }
}

fn differs(file: &str, message: String) -> Finding {
    Finding::error(Code::LockDiffers, message)
        .in_cell(file, None, None)
        .help("if that is as it should be, write the lock anew with `sporbar lock`")
}
