//! Which of the values readers may not see.

use super::{Failure, Prepared, compute};
use crate::cohort::Data;
use crate::disclosure::{self, Protected, Shuffled};
use crate::statistic::Computed;

/// In how many registers whose rows are about other people a relation must hold.
const REGISTERS: u64 = 24;

/// From how many people on some of them will do: as many rows are needed as there are tallies.
const MOST_PEOPLE: usize = 400;

/// What must be hidden of the values, by the policy that the spec uses; nothing, where everything is published.
///
/// # Errors
/// What the policy says that cannot be done.
pub fn protect(prepared: &Prepared, computed: &[Computed]) -> Result<Protected, Failure> {
    if prepared.spec.disclosure.limits().is_none() {
        return Ok(Protected::default());
    }
    let data = prepared.data();
    let extracts = prepared.spec.extracts.iter().map(|extract| extract.name.as_str());
    let mut people: Vec<(String, String)> =
        extracts.filter_map(|name| Some((name.to_owned(), disclosure::identity(data, name)?))).collect();
    // The rows that tell who there is stay, and all others move.
    if let Some(persons) = &prepared.spec.persons {
        people.sort_by_key(|(name, _)| *name != persons.extract.value);
    }
    let shuffled = (1..=REGISTERS).filter_map(|seed| {
        let register = prepared.register.shuffled(&people, MOST_PEOPLE, seed);
        let data = Data { register: &register, ..data };
        // Rows that do not fit those whom they are about now may break a rule of the spec: then they teach nothing.
        let computed = compute(data, prepared.as_of).ok()?;
        Some(Shuffled::of(&computed, data))
    });
    disclosure::protect(data, computed, shuffled.collect()).map_err(|findings| prepared.fails(findings))
}
