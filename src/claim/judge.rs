//! Claims and checks against the values: verdicts, and findings for those that do not hold.

use super::bounds::beyond;
use super::ends::turns_between;
use super::evaluate::{Outcome, evaluate};
use super::fixed::fixed;
use super::predicate::{Held, first};
use super::scan::Wrong;
use super::syntax::Expression;
use super::{Check, Claim, Exhibit, Judged, Judgement, Operand, Policy, Verdict};
use crate::diagnostic::{Code, Finding, Findings};

/// Judges all claims and checks; `file` is what messages call the spec.
///
/// # Errors
/// Everything in them that has no meaning: names that are not there, units that cannot meet. Nothing is judged then.
pub fn judge(file: &str, claims: &[Claim], checks: &[Check], exhibits: &[Exhibit<'_>]) -> Result<Judged, Findings> {
    let mut wrong = Findings::new();
    let mut judged = Judged::default();
    for claim in claims {
        let policy = claim.policy;
        let instead = claim.when_suppressed.is_some();
        let (follows, because) = (claim.follows(), None);
        let one = One { file, what: "claim", id: &claim.id, that: &claim.that, policy, because, instead, follows };
        judged.claims.extend(one.judge(exhibits, &mut judged.findings, &mut wrong));
    }
    for check in checks {
        let because = check.because.as_deref();
        let policy = check.policy;
        let (instead, follows) = (false, false);
        let one = One { file, what: "check", id: &check.id, that: &check.that, policy, because, instead, follows };
        judged.checks.extend(one.judge(exhibits, &mut judged.findings, &mut wrong));
    }
    if wrong.is_empty() { Ok(judged) } else { Err(wrong) }
}

struct One<'a> {
    file: &'a str,
    what: &'a str,
    id: &'a str,
    that: &'a Expression,
    policy: Policy,
    because: Option<&'a str>,
    /// Whether it says what stands in its place where it needs a hidden value.
    instead: bool,
    /// Whether its words follow the values.
    follows: bool,
}

impl One<'_> {
    fn judge(&self, exhibits: &[Exhibit<'_>], findings: &mut Findings, wrong: &mut Findings) -> Option<Judgement> {
        let Outcome { held, wrongs, mut operands } = evaluate(exhibits, self.that.text(), &self.that.root);
        let fixed = fixed(self.that.text(), &self.that.root).or_else(|| beyond(&self.that.root, &operands, exhibits));
        for operand in &mut operands {
            operand.span = self.that.written.place(&operand.span);
        }
        if let Some(mistake) = fixed.filter(|_| held.is_some()) {
            wrong.push(self.mistaken(Code::ClaimMeaning, mistake));
            return None;
        }
        let verdict = if let Some(held) = held {
            verdict(held, &operands, exhibits)
        } else {
            let beyond = self.beyond_larger_groups(&operands, exhibits);
            for (code, mistake) in wrongs.into_iter().filter(|_| beyond.is_none()) {
                wrong.push(self.mistaken(code, mistake));
            }
            beyond?
        };
        let turns_between = turns_between(exhibits, &self.that.root, &operands);
        let (id, policy, follows) = (self.id.to_owned(), self.policy, self.follows);
        let judgement = Judgement { id, verdict, policy, follows, operands, turns_between };
        if let Some(finding) = self.finding(&judgement) {
            findings.push(finding);
        }
        Some(judgement)
    }

    /// The verdict on what has no meaning where an exhibit is told in larger groups: it has one where that is told in full, where
    /// what is wrong with it is found.
    fn beyond_larger_groups(&self, operands: &[Operand], exhibits: &[Exhibit<'_>]) -> Option<Verdict> {
        let larger = |id: &str| exhibits.iter().any(|exhibit| exhibit.id == id && exhibit.values.lacks_labels());
        let operand = operands.iter().find(|operand| larger(&operand.exhibit))?;
        let reason = format!("`{}` is of larger groups: what the {} asks of it is hidden", operand.exhibit, self.what);
        Some(Verdict::NeedsHidden { reasons: vec![reason] })
    }

    fn mistaken(&self, code: Code, mistake: Wrong) -> Finding {
        let place = self.that.written.place(&mistake.span);
        let label = format!("in the {} `{}`", self.what, self.id);
        let finding = Finding::error(code, mistake.message).at(self.file, place, label);
        if mistake.help.is_empty() { finding } else { finding.help(mistake.help) }
    }

    fn finding(&self, judgement: &Judgement) -> Option<Finding> {
        let name = format!("the {} `{}`", self.what, self.id);
        let claimed = self.what == "claim";
        let (mut finding, label, reasons) = match &judgement.verdict {
            Verdict::Holds => return None,
            Verdict::Refuted { reasons } => {
                let code = if claimed { Code::ClaimRefuted } else { Code::CheckFailed };
                let message = format!("{name} does not hold");
                let finding = match self.policy {
                    Policy::Fail => Finding::error(code, message),
                    Policy::Flag | Policy::Omit => Finding::warning(code, message),
                };
                (finding, "the values say otherwise", reasons)
            }
            Verdict::Undecidable { reasons } => {
                let message = format!("{name} can be neither held nor refuted");
                (Finding::warning(Code::ClaimUndecidable, message), "a value is missing", reasons)
            }
            Verdict::NeedsHidden { .. } if self.instead => return None,
            Verdict::NeedsHidden { reasons } => {
                let message = format!("{name} needs a value that readers may not see");
                (Finding::warning(Code::ClaimNeedsHidden, message), "it can be neither held nor refuted", reasons)
            }
        };
        finding = finding.at(self.file, self.that.span(), label);
        for reason in reasons {
            finding = finding.help(reason.clone());
        }
        let told = |operand: &Operand| {
            let name = format!("`{}`", operand.text);
            reasons.iter().any(|reason| reason.contains(&name))
        };
        // A reason has told the number already; what a share is counted from it has not.
        for operand in judgement.operands.iter().filter(|operand| !told(operand) || operand.shown.ends_with(')')) {
            finding = finding.help(format!("`{}` is {}", operand.text, operand.shown));
        }
        if let Some(because) = self.because {
            finding = finding.help(because);
        }
        if claimed && matches!(judgement.verdict, Verdict::NeedsHidden { .. }) {
            let help = "its sentence is left out of the document; say what stands there instead: when-suppressed = \"…\", or \"\"";
            finding = finding.help(help);
        } else if claimed {
            finding = finding.help(match (self.policy, self.follows) {
                (Policy::Omit, _) => "its sentence is left out of the document",
                (Policy::Flag, true) => {
                    "its sentence takes its words from the values and stands unmarked: see that it says what is meant"
                }
                (Policy::Fail, true) => {
                    "its sentence is marked in the document, where its words come to any: change it, or what it asserts"
                }
                (Policy::Fail | Policy::Flag, false) => {
                    "its sentence is marked in the document: change the sentence, or what it asserts"
                }
            });
        }
        Some(finding)
    }
}

fn verdict(held: Held, operands: &[Operand], exhibits: &[Exhibit<'_>]) -> Verdict {
    match held.so {
        Some(true) => Verdict::Holds,
        Some(false) => Verdict::Refuted { reasons: first(held.why) },
        None if operands.iter().any(|operand| rests_on_hidden(operand, exhibits)) => {
            Verdict::NeedsHidden { reasons: first(held.why) }
        }
        None => Verdict::Undecidable { reasons: first(held.why) },
    }
}

/// Whether a value that is named is hidden from readers, itself or the number of units that it rests on.
fn rests_on_hidden(operand: &Operand, exhibits: &[Exhibit<'_>]) -> bool {
    let exhibit = exhibits.iter().find(|exhibit| exhibit.id == operand.exhibit);
    // A label that it lacks is hidden in a larger group.
    if operand.values.is_empty() && exhibit.is_some_and(|exhibit| exhibit.values.lacks_labels()) {
        return true;
    }
    let rows = exhibit.into_iter().flat_map(|exhibit| &exhibit.values.rows);
    let mut hidden = rows.filter(|row| row.suppressed || row.hidden_n);
    let missing = |key| operand.values.iter().any(|(own, value)| own == key && value.is_none());
    hidden.any(|row| missing(&row.key))
}
