//! What differs between two releases of a report, and why.
//!
//! Input: the records of two releases. Output: a [`Difference`]: every value that differs with the change split into its
//! causes, the observations behind it, the claims and the extracts' rows. Where the records come from, an output folder or a
//! build that was not written down, makes no difference. The method stands in `docs/audit.md`.
//!
//! Nothing is hidden: what the records do not explain is called [`Cause::Unexplained`].

mod again;
mod assumptions;
#[cfg(test)]
mod cases;
mod cause;
mod change;
mod json;
mod markdown;
mod observed;
mod renamed;
mod rows;
mod split;
mod tell;
#[cfg(test)]
mod tests;
mod text;
mod time;
mod values;
mod why;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

pub use cause::{Cause, Causes, Who};
pub use change::{
    AssumptionChange, ClaimChange, Difference, ExhibitChange, Figure, ObservationChange, Observed, Only, Release,
    Renamed, Said, Turned, ValueChange,
};
pub use json::to_json;
pub use markdown::to_markdown;
pub use rows::{FieldChange, RowChange};
pub use split::{Ends, Parts, Unsplit};
pub use tell::signed_in as signed;
pub use text::to_text;

use super::record::{Claim, Exhibit, Record, Showing};
use crate::calendar::Month;
use rows::Rows;
use values::Exhibits;
use why::Circumstances;

/// Why two releases cannot be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Incomparable {
    /// They are of different reports.
    Reports(String, String),
    /// Their pseudonyms were made with different keys, so nobody can be found again.
    Keys,
    /// A record states something that this program does not understand.
    Unknown(String),
}

impl fmt::Display for Incomparable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Reports(old, new) => write!(f, "these are two reports, `{old}` and `{new}`"),
            Self::Keys => f.write_str("the pseudonyms of the two releases were made with different keys"),
            Self::Unknown(what) => write!(f, "the record has {what}, which this program does not know"),
        }
    }
}

impl std::error::Error for Incomparable {}

/// What differs between two releases, and why.
///
/// # Errors
/// Two releases that cannot be compared.
pub fn diff(old: &Record, new: &Record) -> Result<Difference, Incomparable> {
    if old.report.name != new.report.name {
        return Err(Incomparable::Reports(old.report.name.clone(), new.report.name.clone()));
    }
    if old.report.key_fingerprint != new.report.key_fingerprint {
        return Err(Incomparable::Keys);
    }
    let [before, after] = [month(old)?, month(new)?];
    for value in [old, new].iter().flat_map(|record| &record.exhibits).flat_map(|exhibit| &exhibit.head.values) {
        if values::key(value).is_none() {
            return Err(Incomparable::Unknown(format!("the stat `{}`", value.stat)));
        }
    }
    let rows = Rows::match_up(old, new, time::horizon(before, after));
    let mut difference = Difference {
        report: new.report.name.clone(),
        old: release(old),
        new: release(new),
        values: 0,
        exhibits: Vec::new(),
        claims: claims(&old.claims, &new.claims),
        rows: Vec::new(),
    };
    for exhibits in pairs(old, new) {
        let redefined = redefined(exhibits);
        let circumstances = Circumstances { rows: &rows, moved: before != after, redefined: !redefined.is_empty() };
        // Only where the spec says it otherwise can a label have another name.
        let renamed = match exhibits {
            [Some(before), Some(after)] if !redefined.is_empty() => {
                renamed::renamed([old, new], [before, after], &rows)
            }
            _ => Vec::new(),
        };
        let exhibits_of = Exhibits { records: [old, new], sides: exhibits, circumstances, renamed: &renamed };
        let (values, changes) = exhibits_of.changes();
        difference.values += values;
        let only = match exhibits {
            [Some(_), None] => Some(Only::Old),
            [None, Some(_)] => Some(Only::New),
            _ => None,
        };
        let Some(head) = exhibits[1].or(exhibits[0]).map(|exhibit| &exhibit.head) else { continue };
        if only.is_some() || !redefined.is_empty() || !changes.is_empty() {
            let (id, title) = (head.id.clone(), head.title.clone());
            let counted = |exhibit: &Exhibit| match &exhibit.head.counted[..] {
                [] => vec![String::new()],
                nouns => nouns.to_vec(),
            };
            let who = Who::of(exhibits.into_iter().flatten().flat_map(counted));
            difference.exhibits.push(ExhibitChange { id, title, only, who, redefined, renamed, values, changes });
        }
    }
    difference.rows = rows.changes;
    Ok(difference)
}

fn month(record: &Record) -> Result<Month, Incomparable> {
    let text = &record.report.as_of;
    text.parse().map_err(|_| Incomparable::Unknown(format!("the status month `{text}`")))
}

fn release(record: &Record) -> Release {
    Release { as_of: record.report.as_of.clone(), program: record.report.tool.clone() }
}

/// The exhibits of the new release with those of the old, then those that only the old one has.
fn pairs<'a>(old: &'a Record, new: &'a Record) -> Vec<[Option<&'a Exhibit>; 2]> {
    let find = |record: &'a Record, id: &str| record.exhibits.iter().find(|exhibit| exhibit.head.id == id);
    let both = new.exhibits.iter().map(|exhibit| [find(old, &exhibit.head.id), Some(exhibit)]);
    let gone = old.exhibits.iter().filter(|exhibit| find(new, &exhibit.head.id).is_none());
    both.chain(gone.map(|exhibit| [Some(exhibit), None])).collect()
}

/// The pieces of the definition that differ, where both releases have the exhibit.
fn redefined(exhibits: [Option<&Exhibit>; 2]) -> Vec<String> {
    let [Some(old), Some(new)] = exhibits else { return Vec::new() };
    let (old, new) = (&old.head.definition, &new.head.definition);
    let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    names.into_iter().filter(|name| old.get(*name) != new.get(*name)).cloned().collect()
}

fn claims(old: &[Claim], new: &[Claim]) -> Vec<ClaimChange> {
    let said = |claim: &Claim| Said { sentence: claim.sentence.clone(), holds: claim.showing == Showing::Plain };
    let [before, after] = [old, new]
        .map(|claims| claims.iter().map(|claim| (claim.id.as_str(), said(claim))).collect::<BTreeMap<&str, Said>>());
    let order = new.iter().chain(old.iter().filter(|claim| !after.contains_key(claim.id.as_str())));
    // What readers may not see bears a sentence no less than before: that it is not said tells nothing of it.
    let hidden = |id: &str| old.iter().chain(new).any(|claim| claim.id == id && claim.showing == Showing::Hidden);
    order
        .map(|claim| claim.id.as_str())
        .filter(|id| !hidden(id))
        .filter(|id| before.get(id) != after.get(id))
        .map(|id| ClaimChange { id: id.to_owned(), old: before.get(id).cloned(), new: after.get(id).cloned() })
        .collect()
}
