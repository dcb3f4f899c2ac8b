//! Labels that are one to a reader, and are counted apart.

use super::Prepared;
use crate::cohort::Sql;
use crate::diagnostic::{Code, Finding, Findings};
use crate::letters;
use crate::parallel;
use crate::statistic::{Computed, Spelled, spelled};

/// So many words are named; of more the number is told.
const FEW: usize = 3;

/// Warns of labels found in the data that differ only in how they are written.
pub(super) fn told(prepared: &Prepared, computed: &[Computed]) -> Findings {
    let spec = &prepared.spec;
    let mut findings = Findings::new();
    let exhibits: Vec<_> = spec.exhibits.iter().zip(computed).collect();
    let all = parallel::map(&exhibits, |(exhibit, computed)| {
        spelled(exhibit.parts.iter().zip(&computed.parts), Sql::of(spec))
    });
    for ((exhibit, _), found) in exhibits.iter().zip(all) {
        match found {
            Ok(found) => found.iter().for_each(|one| findings.push(finding(&exhibit.id.value, one, &spec.file))),
            // What cannot be looked at is told, and not taken for nothing.
            Err(finding) => findings.push(finding),
        }
    }
    findings
}

fn finding(id: &str, found: &Spelled, file: &str) -> Finding {
    let listed = |written: &Vec<String>| {
        let quoted: Vec<String> = written.iter().map(|text| format!("`{text}`")).collect();
        quoted.join(" and ")
    };
    let words: Vec<String> = found.words.iter().take(FEW).map(listed).collect();
    let more = found.words.len().checked_sub(FEW).filter(|more| *more > 0);
    let more = more.map_or_else(String::new, |more| format!("; and {more} more"));
    let message =
        format!("{} of `{id}` counts apart what is only written differently: {}{more}", found.axis, words.join("; "));
    let mut finding = Finding::warning(Code::SpelledAlike, message)
        .at(file, found.of.span.clone(), "gives these labels")
        .help(
            "correct them in the register, or write them as one in a view: CASE ... WHEN '...' THEN '...' ELSE ... END",
        )
        .help("where they are different things, say so: the layout's code list (`enum`) has them all");
    if let Some(unseen) = found.words.iter().find_map(|written| letters::difference(&written[0], &written[1])) {
        finding = finding.help(unseen);
    }
    finding
}
