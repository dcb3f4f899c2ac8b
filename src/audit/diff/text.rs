//! The difference for people.

use crate::diagnostic;
use std::fmt::Write as _;

use super::cause::Who;
use super::change::{ClaimChange, Difference, ExhibitChange, Only, Said, ValueChange};
use super::rows::RowChange;
use super::tell;

/// How many people are named for each cause of a value.
const MOST_NAMED: usize = 6;
/// How many values of an exhibit are told.
const MOST_VALUES: usize = 60;
/// How many rows of a file are listed.
const MOST_ROWS: usize = 40;

/// The difference as text. Where there is more than one can read, the rest is counted, unless `all` is asked for.
pub fn to_text(difference: &Difference, all: bool) -> String {
    let most = |some: usize| if all { usize::MAX } else { some };
    let (old, new) = (&difference.old, &difference.new);
    let mut text = String::new();
    let months = if old.as_of == new.as_of {
        format!("as of {}, both", new.as_of)
    } else {
        format!("as of {} -> {}", old.as_of, new.as_of)
    };
    let _ = writeln!(text, "{}: {months}\n{}", difference.report, tell::headline(difference));
    if old.program != new.program {
        let _ = writeln!(text, "made with {} and {}", old.program, new.program);
    }
    for exhibit in &difference.exhibits {
        self::exhibit(&mut text, exhibit, most(MOST_VALUES), most(MOST_NAMED));
    }
    claims(&mut text, &difference.claims);
    rows(&mut text, &difference.rows, most(MOST_ROWS));
    text
}

fn exhibit(text: &mut String, exhibit: &ExhibitChange, most: usize, named: usize) {
    let _ = writeln!(text, "\n{}  {}", exhibit.id, exhibit.title);
    match exhibit.only {
        Some(Only::Old) => text.push_str("  only the old release has it\n"),
        Some(Only::New) => text.push_str("  only the new release has it\n"),
        None => {}
    }
    if !exhibit.redefined.is_empty() {
        let _ = writeln!(text, "  its definition changed: {}", exhibit.redefined.join(", "));
    }
    for renamed in &exhibit.renamed {
        let _ = writeln!(text, "  {}", tell::renamed(renamed));
    }
    if exhibit.only.is_some() {
        return;
    }
    let several = tell::several_stats(&exhibit.changes);
    let (changes, flocks) = tell::flocks(&exhibit.changes);
    for flock in flocks {
        let _ = writeln!(text, "  {}", flock.told(&exhibit.who));
    }
    let more = changes.len().saturating_sub(most);
    let names: Vec<String> = changes.iter().take(most).map(|change| tell::name(&change.key, several)).collect();
    let width = names.iter().map(|name| name.chars().count()).max().unwrap_or(0);
    for (change, name) in changes.into_iter().zip(names) {
        value(text, (change, &exhibit.who), &name, width, named);
    }
    if more > 0 {
        let _ = writeln!(text, "  and {} more: --all shows them", diagnostic::several(more, "value"));
    }
    if let Some(same) = tell::same_number(&exhibit.changes) {
        let _ = writeln!(text, "  {same}");
    }
}

fn value(text: &mut String, (change, who): (&ValueChange, &Who), name: &str, width: usize, named: usize) {
    let (old, new) = (change.old.as_ref(), change.new.as_ref());
    let grounds = tell::grounds(change);
    let told = match change.change() {
        Some(_) => format!("  {}", tell::change(change)),
        None => format!(
            "  {}",
            change.turned().map_or_else(|| tell::names(&change.causes, who), |turned| turned.words().to_owned())
        ),
    };
    let _ = writeln!(text, "  {name:<width$}  {} -> {}{told}{grounds}", tell::figure(old), tell::figure(new));
    if let Some(interval) = tell::interval(change) {
        let _ = writeln!(text, "  {:>12}  {interval}", "interval");
        for end in tell::ends(change, who) {
            let _ = writeln!(text, "  {:>12}  {end}", "");
        }
    }
    for cause in &change.causes {
        let Some(part) = change.parts.get(cause) else { continue };
        let people = tell::people(change, *cause, named);
        if *part == 0.0 && people.is_empty() {
            continue;
        }
        let line = format!("{:>12}  {:<22}  {people}", tell::signed(change, *part), cause.name(who));
        let _ = writeln!(text, "  {}", line.trim_end());
    }
    if change.shared {
        let _ = writeln!(text, "  {:>12}  {}", "", tell::SHARED);
    }
    for assumption in &change.assumptions {
        let _ = writeln!(
            text,
            "    {:>12}  {}",
            tell::signed(change, assumption.part),
            tell::assumption(assumption, change.language)
        );
    }
}

fn claims(text: &mut String, claims: &[ClaimChange]) {
    if claims.is_empty() {
        return;
    }
    text.push_str("\nclaims\n");
    let verdict = |said: &Option<Said>| match said {
        None => "not there",
        Some(Said { holds: true, .. }) => "holds",
        Some(Said { holds: false, .. }) => "does not hold",
    };
    for claim in claims {
        let (old, new) = (verdict(&claim.old), verdict(&claim.new));
        let verdict = if old == new { format!("{new}; says it otherwise") } else { format!("{old} -> {new}") };
        let _ = writeln!(text, "  {}  {verdict}", claim.id);
        for (sign, said) in [('-', &claim.old), ('+', &claim.new)] {
            if let Some(said) = said.as_ref().filter(|said| !said.sentence.is_empty()) {
                let _ = writeln!(text, "    {sign} {}", said.sentence);
            }
        }
    }
}

fn rows(text: &mut String, rows: &[RowChange], most: usize) {
    if rows.is_empty() {
        return;
    }
    text.push_str("\nextract rows\n");
    for of_file in rows.chunk_by(|a, b| a.file == b.file) {
        for row in of_file.iter().take(most) {
            let parts = [
                format!("{} {}", row.file, tell::place(row)),
                row.subject.clone().unwrap_or_default(),
                tell::row(row),
                format!("[{}]", tell::names(&row.causes, &row.who)),
            ];
            let _ = writeln!(
                text,
                "  {}",
                parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ")
            );
        }
        if let Some(more) = of_file.len().checked_sub(most).filter(|more| *more > 0) {
            let _ = writeln!(text, "  {} and {more} more: --all shows them", of_file[0].file);
        }
    }
}
