//! `sporbar recheck`.

use std::io::Read;

use super::arguments::{IntervalName, NumbersName, RecheckArguments};
use super::console::Console;
use super::{Outcome, misunderstood};
use crate::diagnostic::{Code, Finding, Sources};
use crate::recheck::{Interval, Language, Meant, Rechecked, Role, recheck};

/// Tests the arithmetic of a table.
pub(super) fn run(arguments: &RecheckArguments, console: &Console) -> Outcome {
    match tested(arguments) {
        Ok(told) => {
            console.findings(&told.findings, &Sources::default());
            console.result(summary(&told).as_bytes());
            if told.findings.is_empty() { Outcome::Done } else { Outcome::Found }
        }
        Err(finding) => {
            console.failure(&misunderstood(finding));
            Outcome::Misunderstood
        }
    }
}

fn tested(arguments: &RecheckArguments) -> Result<Rechecked, Finding> {
    let stdin = arguments.table.as_os_str() == "-";
    let file = if stdin { "stdin".to_owned() } else { arguments.table.display().to_string() };
    let mut bytes = Vec::new();
    let read = if stdin {
        std::io::stdin().lock().read_to_end(&mut bytes).map(drop)
    } else {
        std::fs::read(&arguments.table).map(|read| bytes = read)
    };
    read.map_err(|error| {
        Finding::error(Code::TableUnreadable, format!("the table could not be read: {error}"))
            .in_cell(&file, None, None)
            .help("name a file, or - for what is pasted into standard input")
    })?;
    let language = arguments.numbers.map(|name| match name {
        NumbersName::Danish => Language::Danish,
        NumbersName::English => Language::English,
    });
    let interval = arguments.interval.map(|name| match name {
        IntervalName::Wilson => Interval::Wilson,
        IntervalName::Wald => Interval::Wald,
    });
    let (columns, sheet) = (arguments.columns.clone(), arguments.sheet.clone());
    let told = recheck(&file, &bytes, &Meant { language, columns, n: arguments.n, sheet, interval })?;
    if told.of_n + told.totals + told.shares + told.spreads + told.intervals + told.changes == 0 {
        let message = "nothing in the table can be tested: no percentage or mean has an N, and no total has parts";
        return Err(Finding::error(Code::TableUnreadable, message)
            .in_cell(&file, None, None)
            .help("say what the columns are with --column HEAD=ROLE, or the N of all rows with --n N"));
    }
    Ok(told)
}

/// How the columns were taken, and how much was tested, so that nobody takes silence for more than it is.
fn summary(told: &Rechecked) -> String {
    let language = match told.language {
        Language::Danish => "Danish",
        Language::English => "English",
    };
    let mut text = format!("{language} numbers; the columns were taken as\n");
    for (head, role) in &told.columns {
        text.push_str(&format!("  {head}: {}\n", role.name()));
    }
    text.push_str(&format!(
        "tested: {} of their N, {} totals, {} percentages of their counts",
        told.of_n, told.totals, told.shares
    ));
    for (many, what) in
        [(told.spreads, "standard deviations"), (told.intervals, "intervals"), (told.changes, "changes and indexes")]
    {
        if many > 0 {
            text.push_str(&format!(", {many} {what}"));
        }
    }
    for (many, what) in [
        (told.untested, "numbers have no N, or nothing else that they could be held against"),
        (told.unsummed, "totals have a part that is no number, or are no sums"),
    ] {
        if many > 0 {
            text.push_str(&format!("; not tested: {many} {what}"));
        }
    }
    text.push('\n');
    text
}

/// What the option `--column` says.
pub(super) fn column(text: &str) -> Result<(String, Role), String> {
    let roles = || Role::ALL.map(|(name, _)| name).join(", ");
    let (head, name) = text.rsplit_once('=').ok_or_else(|| "it is HEAD=ROLE".to_owned())?;
    let role = Role::named(name).ok_or_else(|| format!("`{name}` is not a role; those are {}", roles()))?;
    Ok((head.to_owned(), role))
}
