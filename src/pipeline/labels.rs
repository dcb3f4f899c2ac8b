//! Labels as readers see them: none of an exhibit's looks like another of them, and none is renamed that is not there.

use std::collections::{BTreeMap, BTreeSet};

use super::{Prepared, tones};
use crate::diagnostic::{Code, Finding, Findings, Ranged, did_you_mean};
use crate::document::{self, ExhibitKind, Publication};
use crate::letters;
use crate::locale;
use crate::spec::{Axis, ClassLabels, Exhibit, Part, Spec};

/// Finds labels of one exhibit that readers cannot tell apart.
pub(super) fn alike(spec: &Spec, publication: &Publication) -> Findings {
    let mut findings = Findings::new();
    for (exhibit, shown) in spec.exhibits.iter().zip(&publication.exhibits) {
        for keys in [&shown.values.facets, &shown.values.series, &shown.values.xs] {
            let mut seen: BTreeMap<(Option<&str>, String), &str> = BTreeMap::new();
            for key in keys {
                let name = shown.names.get(key).unwrap_or(key);
                // A chart writes every label with a capital.
                let drawn = shown.kind == ExhibitKind::Figure;
                let name = if drawn { locale::capitalised(name) } else { name.clone() };
                if let Some(other) = seen.insert((group(shown, key), letters::seen(&name)), key) {
                    findings.push(finding(spec, exhibit, shown, (other, key)));
                }
            }
        }
    }
    findings
}

/// Warns of names for what an exhibit does not have: a label misspelt in `names` would keep its own name, and nobody would notice.
/// What an exhibit may yet have is let be: a label that is shown only where something is counted at it, a place in time, and
/// what the exhibit is told in where small numbers are hidden, which takes over its names unless it says its own.
pub(super) fn unknown(prepared: &Prepared, publication: &Publication) -> Findings {
    let spec = &prepared.spec;
    let mut findings = Findings::new();
    for (exhibit, shown) in spec.exhibits.iter().zip(&publication.exhibits).filter(|(own, _)| own.own_names) {
        let values = &shown.values;
        let mut known: BTreeSet<&str> =
            [&values.facets, &values.series, &values.xs].into_iter().flatten().map(String::as_str).collect();
        known.extend(values.rows.iter().map(|row| row.key.stat.name()));
        let both = [Some(exhibit), exhibit.when_suppressed.as_deref()].into_iter().flatten();
        both.flat_map(|own| &own.parts).for_each(|part| declared(part, &mut known));
        known.extend(spec.states.iter().map(|state| state.missing.as_str()));
        known.extend(tones::of_code_lists(prepared));
        if exhibit.when_suppressed.is_some() {
            known.extend(tones::of_states(spec));
        }
        let there = |key: &str| known.contains(key) || locale::is_period(key);
        for (key, _) in exhibit.names.iter().filter(|(key, _)| !there(key.as_str())) {
            let message = format!("`{}` has no stat, facet, series or x `{}`", exhibit.id.value, key.value);
            let finding = Finding::warning(Code::UnknownName, message).at(
                &spec.file,
                key.span.clone(),
                "a name for what is not there",
            );
            findings.push(match did_you_mean(key.as_str(), known.iter().copied()) {
                Some(likely) => finding.help(format!("did you mean `{likely}`?")),
                None => finding.help("take the name out, or write the label as the exhibit has it"),
            });
        }
    }
    findings
}

/// The stats and labels that a part says it has.
fn declared<'p>(part: &'p Part, known: &mut BTreeSet<&'p str>) {
    known.extend(part.stats.iter().map(|stat| stat.name()));
    for axis in [&part.facet, &part.series, &part.x].into_iter().flatten() {
        match axis {
            Axis::Labels(labels) => known.extend(labels.iter().map(|(label, _)| label.as_str())),
            Axis::States(labels) => known.extend(labels.iter().map(Ranged::as_str)),
            Axis::Classes(classes) => {
                known.extend(classes.missing.iter().chain(&classes.total).map(Ranged::as_str));
                if let ClassLabels::Listed(labels) = &classes.labels {
                    known.extend(labels.iter().map(Ranged::as_str));
                }
            }
            Axis::Column(_) | Axis::Range { .. } => {}
        }
    }
}

/// What a label stands under in a table: what is called the same under two heads can be told apart.
fn group<'a>(shown: &'a document::Exhibit, key: &String) -> Option<&'a str> {
    let mut groups = shown.layout.row_groups.iter().chain(&shown.layout.column_groups);
    groups.find(|(_, keys)| keys.contains(key)).map(|(name, _)| name.as_str())
}

fn finding(spec: &Spec, exhibit: &Exhibit, shown: &document::Exhibit, (one, other): (&str, &str)) -> Finding {
    let message = if let Some(difference) = letters::difference(one, other) {
        format!("readers see two labels `{one}`: {difference}")
    } else {
        let name = shown.names.get(other).map_or(other, String::as_str);
        format!("readers see two labels `{name}`: `{one}` and `{other}` are both called so")
    };
    let named = exhibit.names.iter().find(|(key, _)| [one, other].contains(&key.as_str()));
    let span = named.map_or_else(|| exhibit.id.span.clone(), |(_, name)| name.span.clone());
    Finding::warning(Code::DoubleName, message)
        .at(&spec.file, span, "in this exhibit")
        .help("give one of them another name, by `names`")
}
