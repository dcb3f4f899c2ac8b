//! The difference for a merge request: a table an exhibit, folded up.

use crate::diagnostic;
use std::fmt::Write as _;

use super::cause::Who;
use super::change::{ClaimChange, Difference, ExhibitChange, Only, Said, ValueChange};
use super::rows::RowChange;
use super::tell;

/// How many people are named for each cause of a value.
const MOST_NAMED: usize = 3;
/// How many values of an exhibit are told.
const MOST_VALUES: usize = 100;
/// How many rows are listed.
const MOST_ROWS: usize = 100;

/// The difference as Markdown text. Where there is more than one can read, the rest is counted, unless `all` is asked for.
pub fn to_markdown(difference: &Difference, all: bool) -> String {
    let most = |some: usize| if all { usize::MAX } else { some };
    let (old, new) = (&difference.old, &difference.new);
    let mut text = String::new();
    let _ = writeln!(text, "### {}: {} → {}\n", escaped(&difference.report), old.as_of, new.as_of);
    let _ = writeln!(text, "{}.\n", tell::headline(difference));
    if old.program != new.program {
        let _ = writeln!(text, "Made with {} and {}.\n", old.program, new.program);
    }
    claims(&mut text, &difference.claims);
    for exhibit in &difference.exhibits {
        self::exhibit(&mut text, exhibit, most(MOST_VALUES), most(MOST_NAMED));
    }
    rows(&mut text, &difference.rows, most(MOST_ROWS));
    text
}

/// Text that Markdown and HTML take as it stands, in a table too.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\n' => out.push(' '),
            '|' | '*' | '_' | '`' | '[' | ']' | '\\' | '#' | '~' => {
                out.push('\\');
                out.push(letter);
            }
            _ => out.push(letter),
        }
    }
    out
}

fn folded(text: &mut String, summary: &str, within: &str) {
    let _ = writeln!(text, "<details><summary>{summary}</summary>\n\n{within}\n</details>\n");
}

fn exhibit(text: &mut String, exhibit: &ExhibitChange, most: usize, named: usize) {
    let mut within = String::new();
    if !exhibit.redefined.is_empty() {
        let pieces: Vec<String> = exhibit.redefined.iter().map(|piece| escaped(piece)).collect();
        let _ = writeln!(within, "The definition changed: {}.\n", pieces.join(", "));
    }
    for renamed in &exhibit.renamed {
        let _ = writeln!(within, "{}.\n", escaped(&tell::renamed(renamed)));
    }
    let changed = match exhibit.only {
        Some(Only::Old) => "only in the old release".to_owned(),
        Some(Only::New) => "only in the new release".to_owned(),
        None => {
            let changed = exhibit.changes.iter().filter(|change| !change.has_same_number()).count();
            format!("{changed} of {}", diagnostic::several(exhibit.values, "value"))
        }
    };
    let (changes, flocks) = tell::flocks(&exhibit.changes);
    if exhibit.only.is_none() {
        for flock in flocks {
            let _ = writeln!(within, "{}.\n", escaped(&flock.told(&exhibit.who)));
        }
    }
    if exhibit.only.is_none() && !changes.is_empty() {
        within.push_str("| value | old | new | change | causes |\n| --- | ---: | ---: | ---: | --- |\n");
        let several = tell::several_stats(&exhibit.changes);
        let more = changes.len().saturating_sub(most);
        for change in changes.into_iter().take(most) {
            let cells = [
                tell::name(&change.key, several),
                tell::figure(change.old.as_ref()),
                tell::figure(change.new.as_ref()),
                change.turned().map_or_else(|| tell::change(change), |turned| turned.words().to_owned()),
                causes(change, &exhibit.who, named),
            ];
            let cells = cells.map(|cell| escaped(&cell));
            let _ = writeln!(within, "| {} |", cells.join(" | "));
        }
        if more > 0 {
            let _ = writeln!(within, "\n… and {} more; `--all` shows them.", diagnostic::several(more, "value"));
        }
    }
    if let Some(same) = tell::same_number(&exhibit.changes).filter(|_| exhibit.only.is_none()) {
        let _ = writeln!(within, "\n{same}.");
    }
    folded(text, &format!("<b>{}</b> {} ({changed})", escaped(&exhibit.id), escaped(&exhibit.title)), &within);
}

/// `+3,2 pp new periods (2 counted now: P-…)`.
fn causes(change: &ValueChange, who: &Who, named: usize) -> String {
    // Why a number can be shown or not says something of it.
    if change.turned().is_some() {
        return String::new();
    }
    let one = |cause: &super::Cause| {
        let part = change.parts.get(cause).map(|part| format!("{} ", tell::signed(change, *part)));
        let people = tell::people(change, *cause, named);
        if change.parts.get(cause) == Some(&0.0) && people.is_empty() {
            return None;
        }
        let people = if people.is_empty() { people } else { format!(" ({people})") };
        Some(format!("{}{}{people}", part.unwrap_or_default(), cause.name(who)))
    };
    let interval = tell::interval(change).map(|interval| {
        let ends = tell::ends(change, who).join("; ");
        format!("interval {interval} ({ends})")
    });
    let assumptions = change.assumptions.iter().map(|assumption| {
        format!("{} {}", tell::signed(change, assumption.part), tell::assumption(assumption, change.language))
    });
    let shared = change.shared.then(|| tell::SHARED.to_owned());
    let all = change.causes.iter().filter_map(one).chain(shared).chain(interval).chain(assumptions);
    all.collect::<Vec<_>>().join("; ")
}

fn claims(text: &mut String, claims: &[ClaimChange]) {
    if claims.is_empty() {
        return;
    }
    let told = |said: &Option<Said>| match said {
        None => "–".to_owned(),
        Some(Said { sentence, .. }) if sentence.is_empty() => "left out".to_owned(),
        Some(Said { sentence, holds: true }) => escaped(sentence),
        Some(Said { sentence, holds: false }) => format!("**does not hold:** {}", escaped(sentence)),
    };
    text.push_str("| claim | old | new |\n| --- | --- | --- |\n");
    for claim in claims {
        let _ = writeln!(text, "| {} | {} | {} |", escaped(&claim.id), told(&claim.old), told(&claim.new));
    }
    text.push('\n');
}

fn rows(text: &mut String, rows: &[RowChange], most: usize) {
    if rows.is_empty() {
        return;
    }
    let mut within = String::from("| row | about | what differs | cause |\n| --- | --- | --- | --- |\n");
    for row in rows.iter().take(most) {
        let cells = [
            format!("{} {}", row.file, tell::place(row)),
            row.subject.clone().unwrap_or_default(),
            tell::row(row),
            tell::names(&row.causes, &row.who),
        ];
        let _ = writeln!(within, "| {} |", cells.map(|cell| escaped(&cell)).join(" | "));
    }
    if let Some(more) = rows.len().checked_sub(most).filter(|more| *more > 0) {
        let _ = writeln!(within, "\n… and {more} more; `--all` shows them.");
    }
    folded(text, &diagnostic::several(rows.len(), "extract row"), &within);
}
