//! The report's values computed again from the rows they name.

use std::collections::{BTreeMap, BTreeSet};

use super::{Prepared, compute};
use crate::audit::Definition;
use crate::cohort::Data;
use crate::statistic::Computed;
use crate::sufficiency::{self, Told, Tried};

/// Computes values of the report, at most so many of an exhibit, again from the rows that each names.
pub fn sufficiency(prepared: &Prepared, computed: &[Computed], most: usize) -> Tried {
    let uses = uses(prepared.definitions());
    let told = Told { data: prepared.data(), computed, uses: &uses };
    sufficiency::sufficiency(told, most, &|spec, register| {
        compute(Data { spec, register, ..prepared.data() }, prepared.as_of)
    })
}

/// The views and calculations that each exhibit's definition uses.
fn uses(definitions: &BTreeMap<String, Definition>) -> BTreeMap<String, BTreeSet<String>> {
    // `views.name`, and of a calculation also what is below its name.
    let name = |piece: &String| -> String { piece.splitn(3, '.').take(2).collect::<Vec<_>>().join(".") };
    definitions.iter().map(|(id, own)| (id.clone(), own.pieces().keys().map(name).collect())).collect()
}
