//! `[premises]`: what numbers and sentences rest on beside the data, and must not be read without.

use std::ops::Range;

use super::Spec;
use super::reader::TableReader;
use crate::diagnostic::{Code, Finding, Findings, Ranged, did_you_mean};

/// One of `[premises]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PremiseSpec {
    /// The name by which exhibits and claims say that they rest on it.
    pub name: Ranged<String>,
    /// What is assumed, or what the data do not hold; a small template.
    pub text: Ranged<String>,
    /// Who says so, and where.
    pub source: String,
    /// Whether no summary may leave it out.
    pub essential: bool,
}

/// `[premises]`.
pub(super) fn premises(root: &TableReader<'_>) -> Option<Vec<PremiseSpec>> {
    let premises = root.named_tables("premises").into_iter().map(|(name, table)| {
        let text = table.text("text");
        let source = super::fact::source(&table, "the premise", &name);
        let essential = table.opt_bool("essential").unwrap_or(false);
        table.finish();
        Some(PremiseSpec { name, text: text?, source: source?, essential })
    });
    // Collected twice so that every premise is read, also after one that is wrong.
    premises.collect::<Vec<_>>().into_iter().collect()
}

/// The names of premises that exhibits and claims use and the spec does not state.
pub(super) fn check(spec: &Spec) -> Findings {
    let known = || spec.premises.iter().map(|premise| premise.name.as_str());
    let mut findings = Findings::new();
    for (name, span) in used(spec).filter(|(name, _)| !known().any(|known| known == *name)) {
        let help = match did_you_mean(name, known()) {
            Some(likely) => format!("did you mean `{likely}`?"),
            None => "state it in [premises]".to_owned(),
        };
        let message = format!("there is no premise `{name}`");
        findings.push(
            Finding::error(Code::UnknownName, message).at(&spec.file, span.clone(), "not in [premises]").help(help),
        );
    }
    findings
}

/// A warning for each premise that nothing rests on: it would be printed beside no number.
pub fn idle_premises(spec: &Spec) -> Findings {
    let mut findings = Findings::new();
    for premise in spec.premises.iter().filter(|premise| !used(spec).any(|(name, _)| name == premise.name.value)) {
        let name = &premise.name.value;
        findings.push(
            Finding::warning(Code::PremiseUnused, format!("nothing rests on the premise `{name}`"))
                .at(&spec.file, premise.name.span.clone(), "travels with no number")
                .help(format!("let an exhibit or a claim say that it does: premises = [\"{name}\"]")),
        );
    }
    findings
}

/// Every name of a premise that an exhibit or a claim states.
pub(super) fn used(spec: &Spec) -> impl Iterator<Item = (&str, &Range<usize>)> {
    let exhibits = spec.exhibits.iter().flat_map(|exhibit| &exhibit.premises);
    let claims = spec.claims.iter().flat_map(|claim| &claim.premises);
    exhibits.map(|name| (name.as_str(), &name.span)).chain(claims.map(|(name, span)| (name.as_str(), span)))
}
