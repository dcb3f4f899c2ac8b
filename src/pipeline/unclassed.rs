//! Who fits none of an axis's classes.

use super::Prepared;
use crate::cohort::Sql;
use crate::diagnostic::{Code, Finding, Findings};
use crate::parallel;
use crate::spec::Exhibit;
use crate::statistic::{Between, Computed, Unclassed, unclassed};

/// Warns of observations that fit none of the classes of an axis: they are counted nowhere on it, and no reader can see it. Where
/// the spec hides small numbers, no number is told.
pub(super) fn told<'a>(prepared: &'a Prepared, computed: &'a [Computed]) -> Findings {
    let spec = &prepared.spec;
    let sql = Sql::of(spec);
    let mut findings = Findings::new();
    let of_exhibit = |(exhibit, computed): (&'a Exhibit, &'a Computed)| {
        exhibit.parts.iter().zip(&computed.parts).map(move |(part, computed)| (exhibit, part, computed))
    };
    let parts: Vec<_> = spec.exhibits.iter().zip(computed).flat_map(of_exhibit).collect();
    let all = parallel::map(&parts, |(_, part, computed)| unclassed(part, computed, sql));
    for ((exhibit, ..), found) in parts.iter().zip(all) {
        let found = match found {
            Ok(found) => found,
            // What cannot be looked at is told, and not taken for nothing.
            Err(finding) => {
                findings.push(finding);
                continue;
            }
        };
        for one in found {
            let finding = finding(&exhibit.id.value, &one, &spec.file, spec.disclosure.limits().is_some());
            // An exhibit with several stats has the same axes for each.
            if !findings.iter().any(|known| *known == finding) {
                findings.push(finding);
            }
        }
    }
    findings
}

fn finding(id: &str, found: &Unclassed, file: &str, hides: bool) -> Finding {
    let who = if hides {
        "some observations fit".to_owned()
    } else {
        let (units, kind) = found.units;
        let fit = if found.count == 1 { "fits" } else { "fit" };
        let about = if units == found.count { String::new() } else { format!(" (of {units} {kind})") };
        format!("{} of {} observations{about} {fit}", found.count, found.among)
    };
    let place = match &found.place {
        None => String::new(),
        Some(Between::Below(first)) => format!(", most of them below `{first}`"),
        Some(Between::Two(before, behind)) => format!(", most of them between `{before}` and `{behind}`"),
        Some(Between::Above(last)) => format!(", most of them above `{last}`"),
    };
    let place = if found.count == 1 && !hides { place.replace("most of them ", "") } else { place };
    let message = format!("{who} none of the classes of {} in `{id}` by `{}`{place}", found.axis, found.of);
    Finding::warning(Code::InNoClass, message)
        .at(file, found.classes.span.clone(), "these classes")
        .help("let the limits meet and the first and the last class be open, or give the others a label of their own")
        .help("where they are meant to pick, say so: selects = \"why the others are left out\"; or leave the others out with `where`")
}
