//! The observations behind a value in two releases, laid beside each other.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::rows::{RowId, Rows};
use crate::audit::record::{Exhibit, Observations, Record};
use crate::value::Stat;

/// An observation as a value sees it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Seen<'a> {
    /// Whom or what it is about, by the name that both releases have for it.
    pub(super) unit: Cow<'a, str>,
    /// Its family, where families are counted.
    pub(super) family: Option<&'a str>,
    /// Its number; not a number where it has none.
    pub(super) number: f64,
    /// What it counts for below the line.
    pub(super) weight: Option<f64>,
    /// The score that its number is a change from.
    pub(super) baseline: Option<f64>,
    /// The stat that it is an outcome of, where several outcomes stand beside each other.
    pub(super) stat: Option<Stat>,
    /// Whether it is counted.
    pub(super) counted: bool,
    /// Whether it is among those that the value is counted among.
    pub(super) among: bool,
    /// Whether it is part of what a share is taken of, where that is something else.
    pub(super) whole: bool,
    /// The rows that it rests on, its own first.
    pub(super) rows: Vec<RowId>,
}

impl Seen<'_> {
    /// Whether a value sees two observations alike.
    pub(super) fn counts_like(&self, other: &Self) -> bool {
        let bits = |seen: &Self| {
            (
                seen.number.to_bits(),
                seen.weight.map(f64::to_bits),
                seen.baseline.map(f64::to_bits),
                seen.family.map(str::to_owned),
            )
        };
        (self.counted, self.among, self.whole) == (other.counted, other.among, other.whole) && bits(self) == bits(other)
    }
}

/// An observation in both releases; one of them may lack it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Both<'a> {
    pub(super) old: Option<Seen<'a>>,
    pub(super) new: Option<Seen<'a>>,
}

/// One side of a comparison: a value of an exhibit in a release.
#[derive(Debug, Clone, Copy)]
pub(super) struct At<'a> {
    pub(super) record: &'a Record,
    pub(super) exhibit: &'a Exhibit,
    pub(super) value: usize,
}

impl<'a> At<'a> {
    fn part(&self) -> Option<&'a Observations> {
        let basis = self.exhibit.basis.bases.get(self.value)?;
        self.exhibit.basis.parts.get(basis.part)
    }

    /// The observations, as the release with the number `side` calls them.
    fn seen(&self, side: usize, rows: &Rows) -> Vec<Seen<'a>> {
        let (Some(basis), Some(part)) = (self.exhibit.basis.bases.get(self.value), self.part()) else {
            return Vec::new();
        };
        let list = |at: usize| self.exhibit.basis.lists.get(at).map_or(&[][..], |list| list.0.as_slice());
        let (counted, among) = (list(basis.counted), list(basis.among));
        let whole = basis.whole.map_or(&[][..], list);
        let all: BTreeSet<u32> = counted.iter().chain(among).chain(whole).copied().collect();
        let seen = |at: u32| {
            let place = at as usize;
            let own: Vec<RowId> = part.lineage(place).collect();
            let there = |list: &[u32]| list.binary_search(&at).is_ok();
            Seen {
                unit: unit(self.record, part, place, side, rows),
                family: part.families.as_ref().and_then(|families| families.get(place)),
                number: part.numbers.get(place).unwrap_or(f64::NAN),
                weight: part.weights.as_ref().map_or(Some(1.0), |weights| weights.get(place)),
                baseline: part.baselines.as_ref().and_then(|scores| scores.get(place)),
                stat: part.stats.as_ref().and_then(|stats| Stat::from_name(stats.get(place)?)),
                counted: there(counted),
                among: there(among),
                whole: there(whole),
                rows: own,
            }
        };
        all.into_iter().map(seen).collect()
    }
}

/// Whom or what an observation is about, by the name that the old release has for it: where a thing is called by its row's
/// number, the number of that row in the old file.
pub(super) fn unit<'a>(
    record: &'a Record,
    part: &'a Observations,
    at: usize,
    side: usize,
    rows: &Rows,
) -> Cow<'a, str> {
    let name = record.unit(part, at).unwrap_or_default();
    let Some(own) = part.lineage(at).next() else { return name.into() };
    let Some(stem) = name.strip_suffix(&own.1.to_string()).filter(|stem| stem.ends_with("række ")) else {
        return name.into();
    };
    if side == 0 {
        return name.into();
    }
    match rows.twin(own) {
        Some((_, row)) => format!("{stem}{row}").into(),
        // No row of the old release has such a number.
        None => format!("{stem}{} (ny)", own.1).into(),
    }
}

/// Lays the observations behind a value in two releases beside each other, by whom they are about and by the rows that they
/// rest on.
pub(super) fn both<'a>(old: Option<At<'a>>, new: Option<At<'a>>, rows: &Rows) -> Vec<Both<'a>> {
    let old = old.map(|at| at.seen(0, rows)).unwrap_or_default();
    let new = new.map(|at| at.seen(1, rows)).unwrap_or_default();
    let mut units: BTreeMap<(String, Option<Stat>), [Vec<Seen<'a>>; 2]> = BTreeMap::new();
    for (side, all) in [old, new].into_iter().enumerate() {
        for seen in all {
            units.entry((seen.unit.clone().into_owned(), seen.stat)).or_default()[side].push(seen);
        }
    }
    units.into_values().flat_map(|[old, new]| of_unit(old, new, rows)).collect()
}

/// What the value sees of an observation, and the rows it rests on by the old release's names.
type Likeness = (u64, Option<u64>, Option<u64>, [bool; 3], Vec<Option<RowId>>);

fn of_unit<'a>(mut old: Vec<Seen<'a>>, mut new: Vec<Seen<'a>>, rows: &Rows) -> Vec<Both<'a>> {
    if old.len() == 1 && new.len() == 1 {
        return vec![Both { old: old.pop(), new: new.pop() }];
    }
    let names = |seen: &Seen<'_>, side: usize| -> Vec<Option<RowId>> {
        seen.rows.iter().map(|row| if side == 0 { Some(*row) } else { rows.twin(*row) }).collect()
    };
    let likeness = |seen: &Seen<'_>, side: usize| -> Likeness {
        let flags = [seen.counted, seen.among, seen.whole];
        let [weight, baseline] = [seen.weight, seen.baseline].map(|number| number.map(f64::to_bits));
        (seen.number.to_bits(), weight, baseline, flags, names(seen, side))
    };
    // First those that are the same, then those that rest on the same rows, the most of them first.
    let mut known: BTreeMap<Likeness, Vec<usize>> = BTreeMap::new();
    for (at, seen) in old.iter().enumerate().rev() {
        known.entry(likeness(seen, 0)).or_default().push(at);
    }
    let mut twin_of_new: Vec<Option<usize>> =
        new.iter().map(|seen| known.get_mut(&likeness(seen, 1)).and_then(Vec::pop)).collect();
    let mut taken: BTreeSet<usize> = twin_of_new.iter().flatten().copied().collect();
    let rest: Vec<usize> = (0..old.len()).filter(|at| !taken.contains(at)).collect();
    let mut pairs: Vec<(usize, usize, usize)> = Vec::new();
    for (at, seen) in new.iter().enumerate().filter(|(at, _)| twin_of_new[*at].is_none()) {
        let own = names(seen, 1);
        for before in &rest {
            let shared = old[*before].rows.iter().filter(|row| own.contains(&Some(**row))).count();
            if shared > 0 {
                pairs.push((usize::MAX - shared, *before, at));
            }
        }
    }
    pairs.sort_unstable();
    for (_, before, after) in pairs {
        if twin_of_new[after].is_none() && taken.insert(before) {
            twin_of_new[after] = Some(before);
        }
    }
    let mut old: Vec<Option<Seen<'a>>> = old.into_iter().map(Some).collect();
    let mut both: Vec<Both<'a>> = new
        .into_iter()
        .zip(twin_of_new)
        .map(|(seen, twin)| Both { old: twin.and_then(|at| old[at].take()), new: Some(seen) })
        .collect();
    both.extend(old.into_iter().flatten().map(|seen| Both { old: Some(seen), new: None }));
    both
}
