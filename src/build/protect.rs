//! Which of the values readers may not see, and what they can tell of those all the same.

use std::collections::BTreeMap;

use super::{Failure, Prepared, compute};
use crate::cohort::Data;
use crate::diagnostic::{Code, Finding, Findings};
use crate::disclosure::{self, Audit, Hidden, Mask, Protected, Shuffled, Why};
use crate::statistic::Computed;
use crate::value::shortest;

/// In how many registers whose rows are about other people a relation must hold.
const REGISTERS: u64 = 24;

/// From how many people on some of them will do, others in each register: as many rows are needed in all as there are tallies.
const MOST_PEOPLE: usize = 200;

/// What must be hidden of the values, by the policy that the spec uses; nothing, where everything is published.
///
/// # Errors
/// What the policy says that cannot be done.
pub fn protect(prepared: &Prepared, computed: &[Computed]) -> Result<Protected, Failure> {
    if prepared.spec.disclosure.limits().is_none() {
        return Ok(Protected::default());
    }
    disclosure::protect(prepared.data(), computed, shuffled(prepared)).map_err(|findings| prepared.fails(findings))
}

/// What someone who has the files of an output, those of `earlier` ones, and the definitions can tell of few people, by the limits of
/// the policy that the spec uses.
///
/// # Errors
/// What the policy says that cannot be done, or a table of values that cannot be read.
pub fn attack(
    prepared: &Prepared,
    computed: &[Computed],
    files: &BTreeMap<String, Vec<u8>>,
    earlier: &[BTreeMap<String, Vec<u8>>],
) -> Result<(Audit, Findings), Failure> {
    let mut mask = Mask::default();
    for exhibit in computed {
        let seen = seen(files, &exhibit.id).map_err(|finding| prepared.fails(finding.into()))?;
        let before: Vec<Seen> = earlier
            .iter()
            .map(|files| seen_in(files, &exhibit.id).map_err(|finding| prepared.fails(finding.into())))
            .collect::<Result<_, _>>()?;
        for (place, row) in exhibit.values.rows.iter().enumerate() {
            let key = [&row.key.facet, &row.key.series, &row.key.x].map(String::clone);
            let key = (key, row.key.stat.name().to_owned());
            // What the folder does not have in its tables may stand elsewhere.
            let Some(shown) = seen.get(&key) else { continue };
            let n = row.n.map(|n| n.to_string());
            let value = row.value.map(shortest);
            let old = |of: fn(&Shown) -> &Option<String>, now: &Option<String>| {
                now.is_some() && before.iter().any(|seen| seen.get(&key).is_some_and(|shown| of(shown) == now))
            };
            let value_hidden = shown.suppressed && !old(|shown| &shown.value, &value);
            let n_hidden = n.is_some() && shown.n.is_none() && !old(|shown| &shown.n, &n);
            if value_hidden || n_hidden {
                let hidden = Hidden { why: Why::Besides, value: value_hidden, n: n_hidden };
                mask.hide(&exhibit.id, place, hidden);
            }
        }
    }
    disclosure::attack(prepared.data(), computed, shuffled(prepared), &mask)
        .map_err(|findings| prepared.fails(findings))
}

/// What a table of values shows at a key.
struct Shown {
    value: Option<String>,
    n: Option<String>,
    suppressed: bool,
}

/// The rows of a table of values by facet, series, x and statistic.
type Seen = BTreeMap<([String; 3], String), Shown>;

/// The table of an exhibit in an output; an earlier one need not have it.
fn seen_in(files: &BTreeMap<String, Vec<u8>>, exhibit: &str) -> Result<Seen, Finding> {
    if files.contains_key(&table(exhibit)) { seen(files, exhibit) } else { Ok(Seen::new()) }
}

fn table(exhibit: &str) -> String {
    format!("data/{exhibit}.csv")
}

fn seen(files: &BTreeMap<String, Vec<u8>>, exhibit: &str) -> Result<Seen, Finding> {
    let path = table(exhibit);
    let fails = |message: &str| {
        Finding::error(Code::OutputUnreadable, format!("`{path}` {message}")).help("build the report again")
    };
    let bytes = files.get(&path).ok_or_else(|| fails("is not there"))?;
    let mut seen = Seen::new();
    for record in csv::Reader::from_reader(bytes.as_slice()).records() {
        let record = record.map_err(|_| fails("is no table of values"))?;
        let [facet, series, x, stat, value, _, _, n, flag] = record.iter().collect::<Vec<_>>()[..] else {
            return Err(fails("is no table of values"));
        };
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let key = ([facet, series, x].map(str::to_owned), stat.to_owned());
        seen.insert(key, Shown { value: some(value), n: some(n), suppressed: flag == "suppressed" });
    }
    Ok(seen)
}

/// The tallies of registers in which rows are about other people.
fn shuffled(prepared: &Prepared) -> Vec<Shuffled> {
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
    shuffled.collect()
}
