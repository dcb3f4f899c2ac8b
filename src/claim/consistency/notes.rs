//! The N that readers are told, and the N of the same people elsewhere.

use std::collections::BTreeMap;

use super::{Report, at};
use crate::claim::Exhibit;
use crate::claim::stat::n_of;
use crate::diagnostic::{Code, Finding, Findings};

/// Every `N = 45` in a note must be a number that some value of the exhibit rests on.
pub(super) fn check(report: &Report<'_>, findings: &mut Findings) {
    let Some(note) = report.exhibit.note else { return };
    let mut computed: Vec<u64> = report.exhibit.values.rows.iter().filter_map(n_of).collect();
    computed.sort_unstable();
    computed.dedup();
    if computed.is_empty() {
        return;
    }
    for stated in stated(note) {
        if !computed.contains(&stated) {
            let numbers: Vec<String> = computed.iter().take(8).map(u64::to_string).collect();
            let message = format!(
                "the note of `{}` says N = {stated}, and its values rest on {}",
                report.exhibit.id,
                numbers.join(", ")
            );
            let help = "let the note compute it: `N = {{ n }}`";
            findings.push(report.error(Code::CountMismatch, message).help(help));
        }
    }
}

/// The numbers behind `N =` in a text.
fn stated(note: &str) -> Vec<u64> {
    let mut found = Vec::new();
    for (at, _) in note.match_indices('N') {
        if note[..at].ends_with(char::is_alphanumeric) {
            continue;
        }
        let Some(number) = note[at + 1..].trim_start().strip_prefix('=') else { continue };
        let number = number.trim_start();
        // A point or a comma behind the number ends it; one before three digits parts the thousands.
        let is_parting = |at: usize| number[at + 1..].chars().take_while(char::is_ascii_digit).count() == 3;
        let is_own = |(at, letter): (usize, char)| letter.is_ascii_digit() || (".,".contains(letter) && is_parting(at));
        let own = number.char_indices().take_while(|one| is_own(*one));
        let digits: String = own.map(|(_, letter)| letter).filter(char::is_ascii_digit).collect();
        found.extend(digits.parse::<u64>().ok());
    }
    found
}

/// Where the same people are counted, they are as many.
pub(super) fn check_bases(file: &str, exhibits: &[Exhibit<'_>], findings: &mut Findings) {
    let mut bases: BTreeMap<&str, (u64, String, &Exhibit<'_>)> = BTreeMap::new();
    for exhibit in exhibits {
        for part in &exhibit.parts {
            let Some(base) = part.base.as_deref() else { continue };
            for row in exhibit.values.rows.get(part.rows.clone()).unwrap_or_default() {
                let Some(n) = n_of(row) else { continue };
                let name = at(exhibit.id, &[&row.key.facet, &row.key.series, &row.key.x]);
                let (first, first_name, first_exhibit) = bases.entry(base).or_insert((n, name.clone(), exhibit));
                if *first != n {
                    let message = format!("{name} rests on {n} of {base}, and {first_name} on {first} of the same");
                    let finding = Finding::error(Code::CountMismatch, message)
                        .at(file, exhibit.span.clone(), "this exhibit")
                        .at(file, first_exhibit.span.clone(), "and this one");
                    findings.push(finding);
                    break;
                }
            }
        }
    }
}
