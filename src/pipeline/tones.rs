//! Tones that nothing wears: a label misspelt in `[tones]` would get a tone by its order, and nobody would notice.

use std::collections::BTreeSet;

use super::Prepared;
use crate::diagnostic::{Code, Finding, Findings, Ranged, did_you_mean};
use crate::document::Publication;
use crate::schema::Codes;
use crate::spec::{Spec, StateRule};

/// Warns of tones for labels that neither an exhibit, a state nor a code list has.
pub(super) fn unworn(prepared: &Prepared, publication: &Publication) -> Findings {
    let spec = &prepared.spec;
    let mut labels: BTreeSet<&str> = BTreeSet::new();
    for exhibit in &publication.exhibits {
        let values = &exhibit.values;
        labels.extend([&values.facets, &values.series, &values.xs].into_iter().flatten().map(String::as_str));
    }
    // Also those that no exhibit has now: where small numbers are hidden, others show it in larger groups.
    labels.extend(of_states(spec));
    labels.extend(of_code_lists(prepared));
    let mut findings = Findings::new();
    for (label, _) in spec.tones.iter().filter(|(label, _)| !labels.contains(label.as_str())) {
        let finding = Finding::warning(Code::UnknownName, format!("nothing has the label `{}`", label.value)).at(
            &spec.file,
            label.span.clone(),
            "a tone that nothing wears",
        );
        findings.push(match did_you_mean(label.as_str(), labels.iter().copied()) {
            Some(likely) => finding.help(format!("did you mean `{likely}`?")),
            None => finding.help("take the tone out, or write the label as the exhibits have it"),
        });
    }
    findings
}

/// The labels that the spec gives its states.
pub(super) fn of_states(spec: &Spec) -> BTreeSet<&str> {
    let mut labels: BTreeSet<&str> = BTreeSet::new();
    for state in &spec.states {
        labels.extend(state.order.iter().chain([&state.missing]).map(Ranged::as_str));
        match &state.rule {
            StateRule::Merged { labels: merged, .. } => labels.extend(merged.iter().map(|(label, _)| label.as_str())),
            StateRule::FirstOf(steps) => labels.extend(steps.iter().map(|step| step.label.as_str())),
            StateRule::Spells { .. } => {}
        }
    }
    labels
}

/// The codes that the layouts list, each of which may be a label.
pub(super) fn of_code_lists(prepared: &Prepared) -> BTreeSet<&str> {
    let mut labels: BTreeSet<&str> = BTreeSet::new();
    for field in prepared.schemas.values().flat_map(|schema| &schema.fields) {
        if let Some(Codes::Text(codes)) = &field.constraints.codes {
            labels.extend(codes.iter().map(String::as_str));
        }
    }
    labels
}
