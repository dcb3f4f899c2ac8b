//! The report held against what was known when its status month ended.

use std::collections::{BTreeMap, BTreeSet};

use super::compute::{compute, compute_again};
use super::{Failure, FailureKind, Prepared};
use crate::audit::Definition;
use crate::cohort::{Data, Drawn, Earlier};
use crate::diagnostic::Findings;
use crate::hindsight::{self, Told};
use crate::statistic::Computed;

/// Every value of the report that was computed with hindsight.
pub fn hindsight(prepared: &Prepared, computed: &[Computed]) -> Findings {
    let uses = uses(prepared.definitions());
    let told = Told { data: prepared.data(), as_of: prepared.as_of, computed, uses: &uses };
    let earlier = prepared.views.get().map(|views| Earlier { register: &prepared.register, views });
    let drawn = prepared.cohorts.get().zip(prepared.states.get());
    let drawn = drawn.map(|(cohorts, states)| Drawn { cohorts, states });
    hindsight::hindsight(told, &|spec, register| {
        let data = Data { spec, register, ..prepared.data() };
        match earlier.zip(drawn) {
            Some((earlier, drawn)) => compute_again(data, prepared.as_of, (earlier, drawn, computed)),
            None => compute(data, prepared.as_of).map(|all| all.into_iter().map(Some).collect()),
        }
    })
}

/// Whether no value of the report was computed with hindsight; and in what it could not be looked for.
///
/// # Errors
/// Every value that was.
pub fn without_hindsight(prepared: &Prepared, computed: &[Computed]) -> Result<Findings, Failure> {
    let findings = hindsight(prepared, computed);
    if findings.has_errors() {
        return Err(Failure { kind: FailureKind::Data, ..prepared.fails(findings) });
    }
    Ok(findings)
}

/// The extracts that each exhibit's definition uses.
fn uses(definitions: &BTreeMap<String, Definition>) -> BTreeMap<String, BTreeSet<String>> {
    let extract = |piece: &String| piece.strip_prefix("extracts.").map(str::to_owned);
    definitions
        .iter()
        .map(|(id, definition)| (id.clone(), definition.pieces().keys().filter_map(extract).collect()))
        .collect()
}
