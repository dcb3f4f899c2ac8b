//! The observations behind a value in two releases, laid beside each other.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::rows::{RowId, Rows};
use crate::audit::record::{self, Cells, Exhibit, Numbers, Observations, Record};
use crate::locale::say;
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
    /// What a statistic takes of it beside these.
    pub(super) beside: Beside<'a>,
    /// Whether it is counted.
    pub(super) counted: bool,
    /// Whether it is among those that the value is counted among.
    pub(super) among: bool,
    /// Whether it is part of what a share is taken of, where that is something else.
    pub(super) whole: bool,
    /// The rows that it rests on, its own first.
    pub(super) rows: Vec<RowId>,
}

/// What a statistic takes of an observation beside its number and weight, as far as both releases have it on record.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Beside<'a> {
    /// Its second number.
    pub(super) other: Option<f64>,
    /// Whether it is of the group whose number is told against the others'.
    pub(super) of_group: bool,
    /// Whether it ended as the value's series is called; none where its end is not seen.
    pub(super) ended: Option<bool>,
    /// What stands for the class that it is standardised by.
    pub(super) class: Option<&'a str>,
    /// What stands for what it resembles others in, where that is not its unit.
    pub(super) cluster: Option<&'a str>,
    /// What stands for that within which its place is ranked.
    pub(super) within: Option<&'a str>,
    /// The goal that it tells of, and whether that is reached from below.
    pub(super) goal: Option<(f64, bool)>,
    /// The ends of the interval that it states.
    pub(super) ends: [Option<f64>; 2],
}

/// The numbers of an observation to the last bit, and what is told of it beside them.
type Bits<'a> = ([Option<u64>; 7], [Option<bool>; 3], [Option<&'a str>; 3]);

impl<'a> Seen<'a> {
    fn bits(&self) -> Bits<'a> {
        let Beside { other, of_group, ended, class, cluster, within, goal, ends: [lower, upper] } = self.beside;
        let (goal, least) = goal.unzip();
        let numbers = [Some(self.number), self.weight, self.baseline, other, goal, lower, upper];
        (numbers.map(|number| number.map(f64::to_bits)), [Some(of_group), ended, least], [class, cluster, within])
    }

    /// Whether a value sees two observations alike.
    pub(super) fn counts_like(&self, other: &Self) -> bool {
        (self.counted, self.among, self.whole) == (other.counted, other.among, other.whole)
            && self.family == other.family
            && self.bits() == other.bits()
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

/// The observations of a value at its own place, or at one that it is told from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    record: &'a Record,
    part: &'a Observations,
    /// What the value's series is called there.
    series: &'a str,
    counted: &'a [u32],
    among: &'a [u32],
    whole: &'a [u32],
}

impl<'a> At<'a> {
    fn place(&self, counted: usize, among: usize, whole: Option<usize>) -> Option<Place<'a>> {
        let list = |at: usize| self.exhibit.basis.lists.get(at).map_or(&[][..], |list| list.0.as_slice());
        Some(Place {
            record: self.record,
            part: self.exhibit.basis.parts.get(self.exhibit.basis.bases.get(self.value)?.part)?,
            series: self.exhibit.head.values.get(self.value)?.series.as_str(),
            counted: list(counted),
            among: list(among),
            whole: whole.map_or(&[][..], list),
        })
    }

    /// The value's own place.
    pub(super) fn own(&self) -> Option<Place<'a>> {
        let basis = self.exhibit.basis.bases.get(self.value)?;
        self.place(basis.counted, basis.among, basis.whole)
    }

    /// The place that it is told from, where it is told from one.
    pub(super) fn from(&self) -> Option<Place<'a>> {
        let from = self.exhibit.basis.bases.get(self.value)?.from?;
        self.place(from.counted, from.among, from.whole)
    }
}

impl<'a> Place<'a> {
    /// The observations, as the release with the number `side` calls them; of what statistics take of them what stands in both records.
    fn seen(&self, side: usize, rows: &Rows, known: Known) -> Vec<Seen<'a>> {
        let (part, record) = (self.part, self.record);
        let all: BTreeSet<u32> = self.counted.iter().chain(self.among).chain(self.whole).copied().collect();
        let seen = |at: u32| {
            let place = at as usize;
            let there = |list: &[u32]| list.binary_search(&at).is_ok();
            Seen {
                unit: unit(record, part, place, side, rows),
                family: part.families.as_ref().and_then(|families| families.get(place)),
                number: part.numbers.get(place).unwrap_or(f64::NAN),
                weight: part.weights.as_ref().map_or(Some(1.0), |weights| weights.get(place)),
                baseline: part.baselines.as_ref().and_then(|scores| scores.get(place)),
                stat: part.stats.as_ref().and_then(|stats| Stat::from_name(stats.get(place)?)),
                beside: self.beside(at, known),
                counted: there(self.counted),
                among: there(self.among),
                whole: there(self.whole),
                rows: part.lineage(place).collect(),
            }
        };
        all.into_iter().map(seen).collect()
    }

    fn beside(&self, at: u32, known: Known) -> Beside<'a> {
        let (of, place) = (&self.part.beside, at as usize);
        let cell = |known: bool, cells: &'a Option<Cells>| cells.as_ref().filter(|_| known)?.get(place);
        let both = |known: bool, both: &Option<[Numbers; 2]>| {
            both.as_ref().filter(|_| known).map_or([None; 2], |both| both.each_ref().map(|numbers| numbers.get(place)))
        };
        let [least, most] = both(known.goals, &of.goals);
        Beside {
            other: of.with.as_ref().filter(|_| known.with).and_then(|with| with.get(place)),
            of_group: known.group && of.group.as_ref().is_some_and(|group| group.0.binary_search(&at).is_ok()),
            ended: cell(known.ended, &of.ended).map(|end| end == self.series),
            class: cell(known.classes, &of.classes),
            cluster: cell(known.clusters, &of.clusters),
            within: cell(known.within, &of.within),
            goal: least.map(|goal| (goal, true)).or(most.map(|goal| (goal, false))),
            ends: both(known.ends, &of.ends),
        }
    }
}

/// Which of what statistics take of observations stands in the records that are compared: what an earlier program did not record
/// is no difference.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is about a column of its own, and they come in all combinations"
)]
#[derive(Debug, Clone, Copy)]
struct Known {
    with: bool,
    group: bool,
    ended: bool,
    classes: bool,
    clusters: bool,
    within: bool,
    goals: bool,
    ends: bool,
}

impl Known {
    fn of(places: [Option<Place<'_>>; 2]) -> Self {
        let parts: Vec<&record::Beside> = places.iter().flatten().map(|place| &place.part.beside).collect();
        let all = |has: fn(&record::Beside) -> bool| parts.iter().all(|part| has(part));
        Self {
            with: all(|of| of.with.is_some()),
            group: all(|of| of.group.is_some()),
            ended: all(|of| of.ended.is_some()),
            classes: all(|of| of.classes.is_some()),
            clusters: all(|of| of.clusters.is_some()),
            within: all(|of| of.within.is_some()),
            goals: all(|of| of.goals.is_some()),
            ends: all(|of| of.ends.is_some()),
        }
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
    let Some(own) = part.lineage(at).next().filter(|_| side == 1) else { return name.into() };
    // What has not the number of its row in its name is not called by it.
    let number = own.1.to_string();
    let called = || say!(record.report.language, "record-row", row = number.as_str());
    let Some(stem) = name.contains(&number).then(called).and_then(|called| name.strip_suffix(&called)) else {
        return name.into();
    };
    let called = |row: u32| say!(rows.language, "record-row", row = row.to_string());
    match rows.twin(own) {
        Some((_, row)) => format!("{stem}{}", called(row)).into(),
        // No row of the old release has such a number.
        None => format!("{stem}{}", say!(rows.language, "diff-new-row", row = called(own.1))).into(),
    }
}

/// Lays the observations behind a value in two releases beside each other, by whom they are about and by the rows that they
/// rest on.
pub(super) fn both<'a>(places: [Option<Place<'a>>; 2], rows: &Rows) -> Vec<Both<'a>> {
    let known = Known::of(places);
    let [old, new] = [0, 1].map(|side| places[side].map(|place| place.seen(side, rows, known)).unwrap_or_default());
    let mut units: BTreeMap<(String, Option<Stat>), [Vec<Seen<'a>>; 2]> = BTreeMap::new();
    for (side, all) in [old, new].into_iter().enumerate() {
        for seen in all {
            units.entry((seen.unit.clone().into_owned(), seen.stat)).or_default()[side].push(seen);
        }
    }
    units.into_values().flat_map(|[old, new]| of_unit(old, new, rows)).collect()
}

/// What the value sees of an observation, and the rows it rests on by the old release's names.
type Likeness<'a> = (Bits<'a>, [bool; 3], Vec<Option<RowId>>);

fn of_unit<'a>(mut old: Vec<Seen<'a>>, mut new: Vec<Seen<'a>>, rows: &Rows) -> Vec<Both<'a>> {
    if old.len() == 1 && new.len() == 1 {
        return vec![Both { old: old.pop(), new: new.pop() }];
    }
    let names = |seen: &Seen<'_>, side: usize| -> Vec<Option<RowId>> {
        seen.rows.iter().map(|row| if side == 0 { Some(*row) } else { rows.twin(*row) }).collect()
    };
    let likeness = |seen: &Seen<'a>, side: usize| -> Likeness<'a> {
        (seen.bits(), [seen.counted, seen.among, seen.whole], names(seen, side))
    };
    // First those that are the same, then those that rest on the same rows, the most of them first.
    let mut known: BTreeMap<Likeness<'a>, Vec<usize>> = BTreeMap::new();
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
