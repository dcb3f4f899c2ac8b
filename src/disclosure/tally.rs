//! Tallies: for each published number, how much every unit adds to what it is made of.
//!
//! A count, the `n` of a mean and the numerator of a share are each one tally. Amounts are kept in millionths, so that sums of
//! them are exact.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Earlier;
use super::units::{Identities, People, of_families};
use crate::cohort::Data;
use crate::diagnostic::Ranged;
use crate::observation::{Numbers, Observations, Weights};
use crate::spec::{Is, Part, Per};
use crate::statistic::{Computed, ComputedPart};
use crate::value::{Key, Stat};

/// A whole of what is counted.
pub(super) const ONE: i64 = 1_000_000;

/// How much each unit adds, by the unit's number; those that add nothing are left out.
pub(super) type Vector = Arc<Vec<(u32, i64)>>;

/// What of a value a tally is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    /// What is counted or added up.
    Counted,
    /// What that is counted among, or divided by.
    Base,
    /// What a share is of, where it is not of that.
    Whole,
    /// Something that a statistic is made of.
    Made(usize),
}

/// What a tally is found by, in every register: release and exhibit, part, facet, series, x, and side.
pub(super) type Slot = ((usize, usize), usize, [String; 3], Side);

/// How much each unit adds to each tally of a register.
pub(super) type Slots = BTreeMap<Slot, Vector>;

/// What a value says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Says {
    /// The tally itself.
    Tally,
    /// The tally over another.
    Share,
    /// The same, of amounts.
    Mean,
    /// Something that only the set of units decides.
    OfSet,
}

/// One published value as a statement about tallies.
#[derive(Debug, Clone)]
pub(super) struct Statement {
    /// The release that makes it: 0 is this one, the others are earlier ones, in their order.
    pub(super) release: usize,
    /// The exhibit.
    pub(super) exhibit: usize,
    /// The value's place among the exhibit's.
    pub(super) place: usize,
    /// The key.
    pub(super) key: Key,
    /// The stat, whatever it is called.
    pub(super) stat: Stat,
    /// Whether the value only lets it be reckoned, and does not say it.
    pub(super) made_of: bool,
    /// How many the value says that it is of.
    pub(super) of: Option<f64>,
    /// What it says.
    pub(super) says: Says,
    /// What is counted.
    pub(super) counted: usize,
    /// What it is divided by.
    pub(super) over: Option<usize>,
    /// The tally that its `n` is, where it has one.
    pub(super) n: Option<usize>,
    /// Whether it has anything to say.
    pub(super) said: bool,
}

/// All tallies of a publication.
#[derive(Debug, Default)]
pub(super) struct Tallies {
    /// The tallies' places in the publication, and how much each unit adds.
    pub(super) slots: Vec<(Slot, Vector)>,
    /// The tallies of whatever is measured: money, days, points. All others count something.
    pub(super) amounts: BTreeSet<usize>,
    /// What is said of them.
    pub(super) statements: Vec<Statement>,
    /// The family of each unit.
    pub(super) families: Vec<Option<u32>>,
    /// What each unit is called in the extracts, where it is a person.
    pub(super) names: Vec<Option<String>>,
    /// The exhibits with parts that are about no people.
    pub(super) not_people: Vec<usize>,
    /// The exhibits that say of how many a value is, and the tally that should be it comes to another number: what readers have is not
    /// known then.
    pub(super) unlike: BTreeSet<usize>,
}

impl Tallies {
    /// The tallies of all exhibits that are about people: of this release, and of `earlier` ones.
    pub(super) fn of(computed: &[Computed], earlier: &[&[Computed]], data: Data<'_>) -> Self {
        let identities = Identities::new(data);
        let mut people = People::default();
        let mut tallies = Self::default();
        for (release, computed) in std::iter::once(&computed).chain(earlier).enumerate() {
            for (exhibit, one) in computed.iter().enumerate() {
                let mut first = 0;
                for (at, part) in one.parts.iter().enumerate() {
                    let rows = first..first + part.count;
                    first += part.count;
                    let spec = &data.spec.exhibits[exhibit].parts[at];
                    match people.of_part(part, &identities, data.spec) {
                        Some(units) => {
                            let families = (spec.per == Per::Family).then(|| people.families_of(&part.observations));
                            let units = (units.as_slice(), families.flatten());
                            tallies.part(((release, exhibit), at), (part, spec), units, (one, rows.start));
                        }
                        None if !tallies.not_people.contains(&exhibit) => tallies.not_people.push(exhibit),
                        None => {}
                    }
                }
            }
        }
        tallies.families = people.families().to_vec();
        tallies.names = people.names();
        tallies
    }

    /// The exhibits that have any.
    pub(super) fn exhibits(&self) -> BTreeSet<usize> {
        self.slots.iter().map(|(((_, exhibit), ..), _)| *exhibit).collect()
    }

    /// Leaves of what earlier releases say only what their readers have.
    pub(super) fn told_by(&mut self, earlier: &[Earlier]) {
        self.statements.retain_mut(|statement| {
            let Some(earlier) = statement.release.checked_sub(1).and_then(|at| earlier.get(at)) else { return true };
            let id = &earlier.computed[statement.exhibit].id;
            let Some(hidden) = earlier.unseen.of(id, statement.place) else { return true };
            if hidden.value {
                (statement.says, statement.over) = (Says::OfSet, None);
            }
            if hidden.n {
                statement.n = None;
            }
            !hidden.value || statement.n.is_some()
        });
    }

    /// Whether the tally that a statement has for its `n` comes to as many as the statement says that it is of.
    pub(super) fn counts_whom_it_says(&self, statement: &Statement) -> bool {
        let tally = statement.n.map(|n| total(&self.slots[n].1) as f64 / ONE as f64);
        // Whole numbers; weights that are added up are rounded.
        tally.zip(statement.of).is_none_or(|(tally, of)| (tally - of).abs() < 0.5)
    }

    fn part(
        &mut self,
        ((release, exhibit), number): ((usize, usize), usize),
        (part, spec): (&ComputedPart, &Part),
        (units, families): (&[u32], Option<Vec<u32>>),
        (computed, first): (&Computed, usize),
    ) {
        let observations = &part.observations;
        let value = |at: usize| match &observations.values {
            Numbers::One => ONE,
            numbers => millionths(numbers.of(at)),
        };
        let measured = !matches!(observations.values, Numbers::One);
        // What is divided by is counted in the unit that the value is told per.
        let per_unit = spec.per != Per::Observation;
        let weighed = !per_unit && matches!(observations.weights, Weights::Each(_));
        let divided = Divided { observations, units, per_unit: !matches!(spec.per, Per::Observation), families };
        let mut bases: BTreeMap<usize, Vector> = BTreeMap::new();
        let mut lists: Vec<(Vector, Vector, Option<Vector>)> = Vec::new();
        let share_of = spec.share_of.as_ref().map(Ranged::as_str);
        part.keyed.each_basis(part.among, share_of, |counted, (base, among), whole| {
            let added = |list: &[u32]| added(list.iter().map(|at| (units[*at as usize], value(*at as usize))));
            let base = bases.entry(base).or_insert_with(|| divided.by(among));
            lists.push((added(counted), base.clone(), whole.map(added)));
        });
        let (stats, before) = (spec.stats.len().max(1), self.statements.len());
        let against = spec.told.as_ref().is_some_and(|told| told.against.is_some());
        for (at, (counted, base, whole)) in lists.into_iter().enumerate() {
            let Some(row) = computed.values.rows.get(first + at * stats) else { continue };
            let labels = [row.key.facet.clone(), row.key.series.clone(), row.key.x.clone()];
            let counted_at = self.slots.len();
            if measured {
                self.amounts.extend([counted_at].into_iter().chain(whole.as_ref().map(|_| counted_at + 2)));
            }
            if weighed {
                self.amounts.insert(counted_at + 1);
            }
            let at_exhibit = (release, exhibit);
            self.slots.push(((at_exhibit, number, labels.clone(), Side::Counted), counted));
            self.slots.push(((at_exhibit, number, labels.clone(), Side::Base), base));
            let whole_at = whole.map(|whole| {
                // The whole is a value of its own at its series; here it stands for what this one is divided by.
                self.slots.push(((at_exhibit, usize::MAX - number, labels, Side::Base), whole));
                counted_at + 2
            });
            for stat in 0..spec.stats.len() {
                let place = first + at * stats + stat;
                let Some(row) = computed.values.rows.get(place) else { continue };
                let n = row.denominator.map(|_| counted_at + 1);
                // What the spec calls otherwise is what it is; of how many something is not known is a count of these.
                let own = match spec.told.as_ref().map(|told| told.is) {
                    Some(Is::Stat(own)) => own,
                    Some(Is::Statistic(statistic)) if statistic.name == "missing" => Stat::Count,
                    Some(Is::Statistic(_)) | None => row.key.stat,
                };
                let (says, over) = match own {
                    Stat::Count | Stat::Sum => (Says::Tally, None),
                    Stat::Share => (Says::Share, Some(whole_at.unwrap_or(counted_at + 1))),
                    Stat::Mean | Stat::MeanOf(_) => (Says::Mean, Some(counted_at + 1)),
                    _ => (Says::OfSet, None),
                };
                let statement = Statement {
                    release,
                    exhibit,
                    place,
                    key: row.key.clone(),
                    stat: own,
                    made_of: false,
                    of: row.denominator,
                    says,
                    counted: counted_at,
                    over,
                    n,
                    // What is told against others is judged by those.
                    said: row.value.is_some() && !against,
                };
                self.statements.push(statement);
            }
        }
        self.made_of(((release, exhibit), number), (part, spec), (units, &divided), (computed, first));
        let mut told = self.statements[before..].iter().filter(|statement| !statement.made_of);
        if !told.all(|statement| self.counts_whom_it_says(statement)) {
            self.unlike.insert(exhibit);
        }
        debug_assert!(of_families(observations) || !units.is_empty() || observations.count() == 0);
    }
}

/// What values are divided by: observations, or those they are about, or families.
pub(super) struct Divided<'a> {
    observations: &'a Observations,
    units: &'a [u32],
    per_unit: bool,
    /// The family of each observation as a unit, where families are what is divided by.
    families: Option<Vec<u32>>,
}

impl Divided<'_> {
    /// The tally of what these observations are.
    pub(super) fn by(&self, among: &[u32]) -> Vector {
        if let Some(families) = &self.families {
            return added_once(among.iter().map(|at| families[*at as usize]));
        }
        let unit = |at: &u32| self.units[*at as usize];
        if self.per_unit {
            return added_once(among.iter().map(unit));
        }
        let weight = |at: &u32| match &self.observations.weights {
            Weights::One => ONE,
            Weights::Each(weights) => weights[*at as usize].map_or(0, millionths),
        };
        added(among.iter().map(|at| (unit(at), weight(at))))
    }
}

/// What each unit adds in all.
pub(super) fn added(each: impl Iterator<Item = (u32, i64)>) -> Vector {
    let mut sums: BTreeMap<u32, i64> = BTreeMap::new();
    for (unit, amount) in each {
        let sum = sums.entry(unit).or_default();
        *sum = sum.saturating_add(amount);
    }
    Arc::new(sums.into_iter().filter(|(_, sum)| *sum != 0).collect())
}

/// Each unit once.
fn added_once(units: impl Iterator<Item = u32>) -> Vector {
    let once: BTreeSet<u32> = units.collect();
    Arc::new(once.into_iter().map(|unit| (unit, ONE)).collect())
}

/// A number in millionths; what is no number adds nothing.
#[expect(
    clippy::cast_possible_truncation,
    reason = "amounts of people are far below 2^63 millionths, and others are cut off there"
)]
pub(super) fn millionths(number: f64) -> i64 {
    if number.is_nan() { 0 } else { (number * 1e6).round() as i64 }
}

/// What all units add.
pub(super) fn total(vector: &[(u32, i64)]) -> i64 {
    vector.iter().fold(0i64, |sum, (_, amount)| sum.saturating_add(*amount))
}

/// What is in `one` beyond `other`, unit by unit.
pub(super) fn less(one: &[(u32, i64)], other: &[(u32, i64)]) -> Vec<(u32, i64)> {
    let mut rest = Vec::new();
    let (mut left, mut right) = (one.iter().copied().peekable(), other.iter().copied().peekable());
    while let Some(first) = [left.peek(), right.peek()].into_iter().flatten().map(|(unit, _)| *unit).min() {
        let of = |side: &mut std::iter::Peekable<_>| {
            side.next_if(|(unit, _): &(u32, i64)| *unit == first).map_or(0, |(_, amount)| amount)
        };
        let amount = of(&mut left) - of(&mut right);
        if amount != 0 {
            rest.push((first, amount));
        }
    }
    rest
}
