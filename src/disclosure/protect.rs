//! From the exhibits to the mask.

use super::{Audit, Hidden, Mask, Rule, Why};
use crate::diagnostic::Findings;
use crate::spec::Spec;
use crate::statistic::Computed;

/// What readers may not see, and what is told of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Protected {
    /// What is hidden.
    pub mask: Mask,
    /// What that rests on.
    pub audit: Audit,
}

/// What must be hidden of the exhibits' values, by the policy that the spec uses.
///
/// # Errors
/// What the policy says that cannot be done.
pub fn protect(spec: &Spec, computed: &[Computed]) -> Result<Protected, Findings> {
    let mut mask = Mask::default();
    let Some(limits) = spec.disclosure.limits() else { return Ok(Protected::default()) };
    for exhibit in computed {
        let few = |number: f64| number > 0.0 && number < f64::from(limits.minimum);
        for (place, row) in exhibit.values.rows.iter().enumerate() {
            let (value, n) = (row.numerator.is_some_and(few), row.denominator.is_some_and(few));
            if value || n {
                mask.hide(&exhibit.id, place, Hidden { why: Why::First(Rule::FewCounted), value: true, n });
            }
        }
    }
    let audit = Audit::of(&mask, computed.iter().map(|exhibit| exhibit.values.rows.len()).sum());
    Ok(Protected { mask, audit })
}
