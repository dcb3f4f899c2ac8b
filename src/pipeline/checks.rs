//! What the values must be, whoever may see them: checks of the spec and of any report, on all values, hidden ones too.
//!
//! What comes of it is for those who build the report. Still it names no number that is hidden: a log may be read by others.

use super::judge::parts;
use super::{DisclosedExhibit, Prepared};
use crate::claim::{self, Judgement, Policy, Verdict};
use crate::diagnostic::{Code, Finding, Findings, Severity};
use crate::spec::Exhibit;
use crate::statistic::Computed;
use crate::value;

const HELP: &str = "its numbers are hidden from readers and are not told here: look at them with `sporbar trace`";

/// What is found in values of which some are hidden. What the visible ones show by themselves is told elsewhere.
pub(super) fn behind(prepared: &Prepared, computed: &[Computed], shown: &[DisclosedExhibit]) -> Findings {
    let spec = &prepared.spec;
    let whole: Vec<value::Disclosed> =
        computed.iter().map(|exhibit| value::Disclosed::whole(exhibit.values.clone())).collect();
    let seen = |of: &[&value::Disclosed]| -> Vec<Findings> {
        let exhibits = spec.exhibits.iter().zip(shown).zip(of).map(|((exhibit, shown), values)| {
            vec![claim::Exhibit {
                parts: parts(exhibit, shown),
                span: exhibit.span.clone(),
                ..claim::Exhibit::new(&shown.id, values)
            }]
        });
        exhibits.map(|exhibit| claim::consistency(&spec.file, &exhibit).findings).collect()
    };
    let all = seen(&whole.iter().collect::<Vec<_>>());
    let visible = seen(&shown.iter().map(|exhibit| &exhibit.values).collect::<Vec<_>>());
    let mut findings = checks(prepared, &whole, shown);
    for ((all, visible), exhibit) in all.into_iter().zip(visible).zip(&spec.exhibits) {
        for finding in all.iter().filter(|finding| !visible.iter().any(|known| known == *finding)) {
            findings.push(hushed(finding.severity, finding.code, exhibit, prepared));
        }
    }
    findings.few_alike()
}

/// A finding about hidden values of an exhibit.
fn hushed(severity: Severity, code: Code, exhibit: &Exhibit, prepared: &Prepared) -> Finding {
    let message = format!("values of `{}` that are hidden do not agree with what they rest on", exhibit.id.value);
    let finding =
        if severity == Severity::Error { Finding::error(code, message) } else { Finding::warning(code, message) };
    finding.at(&prepared.spec.file, exhibit.span.clone(), "this exhibit").help(HELP)
}

/// The declared checks, each on all values. That one has no meaning is told where claims are judged.
fn checks(prepared: &Prepared, whole: &[value::Disclosed], shown: &[DisclosedExhibit]) -> Findings {
    let spec = &prepared.spec;
    let exhibits: Vec<claim::Exhibit<'_>> =
        shown.iter().zip(whole).map(|(shown, values)| claim::Exhibit::new(&shown.id, values)).collect();
    let mut findings = Findings::new();
    for check in &spec.checks {
        let Ok(judged) = claim::judge(&spec.file, &[], std::slice::from_ref(check), &exhibits) else { continue };
        let hidden = judged.checks.iter().any(|judgement| rests_on_hidden(judgement, shown));
        if !hidden {
            findings.extend(judged.findings);
            continue;
        }
        for judgement in judged.checks.iter().filter(|judgement| judgement.verdict != Verdict::Holds) {
            let refuted = matches!(judgement.verdict, Verdict::Refuted { .. });
            let (code, what) = if refuted {
                (Code::CheckFailed, "does not hold")
            } else {
                (Code::ClaimUndecidable, "can be neither held nor refuted")
            };
            let message = format!("the check `{}` {what}", check.id);
            let fails = refuted && check.policy == Policy::Fail;
            let finding = if fails { Finding::error(code, message) } else { Finding::warning(code, message) };
            findings.push(finding.at(&spec.file, check.span.clone(), "this check").help(HELP));
        }
    }
    findings
}

fn rests_on_hidden(judgement: &Judgement, shown: &[DisclosedExhibit]) -> bool {
    judgement.operands.iter().any(|operand| {
        let exhibit = shown.iter().find(|exhibit| exhibit.id == operand.exhibit);
        let rows = exhibit.into_iter().flat_map(|exhibit| &exhibit.values.rows);
        let hidden: Vec<_> = rows.filter(|row| row.suppressed || row.hidden_n).map(|row| &row.key).collect();
        operand.values.iter().any(|(key, _)| hidden.contains(&key))
    })
}
