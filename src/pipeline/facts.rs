//! The facts of the spec: what readers are told of them, where the texts say them, and those that no text says.

use crate::diagnostic::{Code, Finding, Findings};
use crate::document::{self, FactText, Publication, Templates};
use crate::spec::{Shown, Spec};

/// The facts as readers see them, with the spec's own texts that say them.
pub(super) fn facts(spec: &Spec) -> Vec<FactText> {
    let mut facts: Vec<FactText> = spec
        .facts
        .iter()
        .map(|fact| FactText {
            name: fact.name.value.clone(),
            value: fact.value,
            unit: fact.unit.clone(),
            of: fact.of.clone(),
            decimals: fact.decimals,
            source: fact.source.clone(),
            said: Vec::new(),
        })
        .collect();
    for (text, place) in texts(spec) {
        for name in document::facts_said_in(text) {
            say(&mut facts, &name, &place);
        }
    }
    facts
}

/// The spec's texts, each with what it is.
fn texts(spec: &Spec) -> Vec<(&str, String)> {
    let mut texts = Vec::new();
    for exhibit in &spec.exhibits {
        let own = [Some(&exhibit.title), Some(&exhibit.caption), exhibit.note.as_ref(), Some(&exhibit.source)];
        let footnotes = match &exhibit.shown {
            Shown::Table(table) => table.footnotes.iter().map(|(_, text)| text).collect(),
            Shown::Chart(_) | Shown::Numbers => Vec::new(),
        };
        let all = own.into_iter().flatten().chain(footnotes);
        texts.extend(all.map(|text| (text.as_str(), exhibit.id.value.clone())));
    }
    texts.extend(spec.claims.iter().map(|claim| (claim.sentence.as_str(), claim.id.clone())));
    for claim in &spec.claims {
        texts.extend(claim.when_suppressed.iter().map(|(instead, _)| (instead.as_str(), claim.id.clone())));
    }
    texts.extend(spec.premises.iter().map(|premise| (premise.text.as_str(), premise.name.value.clone())));
    texts.extend(spec.report.edition.iter().map(|edition| (edition.as_str(), "edition".to_owned())));
    texts
}

/// Adds where the prose says the facts, and finds those that nothing says.
pub(super) fn said(spec: &Spec, templates: &Templates, publication: &mut Publication) -> Findings {
    for (name, file) in document::facts_said(templates) {
        say(&mut publication.facts, &name, &file);
    }
    let mut findings = Findings::new();
    for (fact, told) in spec.facts.iter().zip(&publication.facts).filter(|(_, told)| told.said.is_empty()) {
        findings.push(
            Finding::warning(Code::FactUnused, format!("no text says the fact `{}`", told.name))
                .at(&spec.file, fact.name.span.clone(), "never said")
                .help(format!("say it, {{{{ fact('{}') }}}}, or take it out", told.name)),
        );
    }
    findings
}

fn say(facts: &mut [FactText], name: &str, place: &str) {
    if let Some(fact) = facts.iter_mut().find(|fact| fact.name == name)
        && !fact.said.iter().any(|known| known == place)
    {
        fact.said.push(place.to_owned());
    }
}
