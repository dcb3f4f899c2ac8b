//! What a policy that hides does not allow, whatever the numbers are. It is asked of the policy and of the exhibits that are used,
//! which a call may choose, and so apart from all that is wrong with a spec under any policy.

use std::ops::Range;

use crate::diagnostic::{Code, Finding, Findings};
use crate::spec::{Axis, ClassLabels, FoundLabels, Is, LabelOrder, Part, Spec};

impl Spec {
    /// What the exhibits would tell of what the chosen policy hides: by the order in which labels stand, by single people's own
    /// numbers.
    pub fn would_tell(&self) -> Findings {
        let mut findings = Findings::new();
        if self.disclosure.limits().is_none() {
            return findings;
        }
        for part in self.exhibits.iter().flat_map(|exhibit| &exhibit.parts) {
            let mut wrong = |span: Range<usize>, message: &str, label: &str, help: &str| {
                findings.push(Finding::error(Code::BadValue, message).at(&self.file, span, label).help(help));
            };
            if let Some(span) = found_by(part, &[LabelOrder::Value, LabelOrder::Size]) {
                let message = "where a label stands would tell of a value that the policy hides";
                let help = "use order = \"name\", or leave the exhibit to a policy that publishes all";
                wrong(span, message, "these labels stand by value or by size", help);
            }
            let against = part.told.as_ref().and_then(|told| told.against.as_ref()).map(|against| against.of);
            let of = part.told.as_ref().map(|told| told.is).into_iter().chain(against);
            // Whose it is nobody can tell by how many there are.
            if let Some(of) = of.filter_map(Is::statistic).find(|of| ["least", "greatest"].contains(&of.name)) {
                let message = format!("`{}` could tell what the policy hides", of.name);
                let help = "take it out, or leave the exhibit to a policy that publishes all";
                wrong(part.span.clone(), &message, "in this part", help);
            }
        }
        findings
    }
}

/// Where labels that are found stand in one of these orders.
pub(super) fn found_by(part: &Part, orders: &[LabelOrder]) -> Option<Range<usize>> {
    [&part.facet, &part.series, &part.x].into_iter().find_map(|axis| match axis {
        Some(Axis::Classes(classes)) => match classes.labels {
            ClassLabels::Found(FoundLabels { order: Some(order), .. }) if orders.contains(&order) => {
                Some(classes.of.span.clone())
            }
            _ => None,
        },
        _ => None,
    })
}
