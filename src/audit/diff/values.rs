//! The values of an exhibit in two releases, laid beside each other.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::again::Made;
use super::assumptions::{self, Calculated};
use super::cause::{Cause, Causes};
use super::change::{Figure, ObservationChange, Observed, Renamed, ValueChange};
use super::observed::{At, Place, Seen, both};
use super::split::{Ends, Game, Laid, Moved, Parts, Split, Unsplit};
use super::why::{Circumstances, Units, either};
use crate::audit::record::{Exhibit, Recipe, Record, Value};
use crate::estimate::Scale;
use crate::locale::{self, Language, say};
use crate::value::{Calculation, Key, Stat};

/// The keys of an exhibit's values in both releases, by the names that the new one has for its labels, and their places.
type Known = [Vec<(Key, usize)>; 2];

/// The observations of places, laid beside each other once: each value that is told among them needs them.
#[derive(Default)]
struct Kept<'a>(RefCell<BTreeMap<[Option<usize>; 2], Rc<Laid<'a>>>>);

impl<'a> Kept<'a> {
    fn at(&self, places: [Option<usize>; 2], laid: impl FnOnce() -> Laid<'a>) -> Rc<Laid<'a>> {
        self.0.borrow_mut().entry(places).or_insert_with(|| Rc::new(laid())).clone()
    }
}

/// An exhibit in both releases; one of them may lack it.
pub(super) struct Exhibits<'a> {
    pub(super) records: [&'a Record; 2],
    pub(super) sides: [Option<&'a Exhibit>; 2],
    pub(super) circumstances: Circumstances<'a>,
    /// The labels that the new release calls otherwise.
    pub(super) renamed: &'a [Renamed],
}

impl<'a> Exhibits<'a> {
    /// How many values there are in either, and those that differ, the greatest change first.
    pub(super) fn changes(&self) -> (usize, Vec<ValueChange>) {
        let mut known = self.sides.map(|exhibit| exhibit.map(keys).unwrap_or_default());
        known[0].iter_mut().for_each(|(key, _)| self.called_now(key));
        let mut old: BTreeMap<&Key, usize> = known[0].iter().map(|(key, at)| (key, *at)).collect();
        let new: Vec<[Option<usize>; 2]> = known[1].iter().map(|(key, at)| [old.remove(key), Some(*at)]).collect();
        let mut gone: Vec<usize> = old.into_values().collect();
        gone.sort_unstable();
        let all: Vec<[Option<usize>; 2]> = new.into_iter().chain(gone.into_iter().map(|at| [Some(at), None])).collect();
        let moved: Vec<[Option<usize>; 2]> = all.iter().copied().filter(|places| self.differs(*places)).collect();
        if moved.is_empty() {
            return (all.len(), Vec::new());
        }
        let rows = self.circumstances.rows;
        let units = [0, 1].map(|side| Units::of(self.records[side], self.sides[side], side, rows));
        let laid = Kept::default();
        let mut changes: Vec<ValueChange> =
            moved.into_iter().map(|places| self.change(places, &units, &known, &laid)).collect();
        changes.sort_by(|a, b| weight(b).total_cmp(&weight(a)));
        (all.len(), changes)
    }

    /// The key by the names that the new release has for its labels.
    fn called_now(&self, key: &mut Key) {
        for renamed in self.renamed {
            let label = match renamed.axis {
                "facet" => &mut key.facet,
                "series" => &mut key.series,
                _ => &mut key.x,
            };
            if *label == renamed.old {
                label.clone_from(&renamed.new);
            }
        }
    }

    fn value(&self, side: usize, place: Option<usize>) -> Option<&'a Value> {
        self.sides[side]?.head.values.get(place?)
    }

    /// Whether a reader of the data would see another value.
    fn differs(&self, places: [Option<usize>; 2]) -> bool {
        let told = |side: usize| {
            self.value(side, places[side]).map(|value| {
                let bits = |number: Option<f64>| number.map(f64::to_bits);
                (bits(value.value), bits(value.lower), bits(value.upper), value.n, value.suppressed)
            })
        };
        told(0) != told(1)
    }

    fn at(&self, side: usize, place: Option<usize>) -> Option<At<'a>> {
        Some(At { record: self.records[side], exhibit: self.sides[side]?, value: place? })
    }

    fn recipe(&self, side: usize, place: Option<usize>) -> Option<(usize, &'a Recipe)> {
        let basis = &self.sides[side]?.basis;
        let part = basis.bases.get(place?)?.part;
        Some((part, basis.recipes.get(part)?))
    }

    /// The observations of a place in both releases, laid beside each other; `part` is that of the exhibit.
    fn laid(&self, places: [Option<Place<'a>>; 2], part: usize, units: &[Units<'a>; 2]) -> Laid<'a> {
        let in_both = places.iter().all(Option::is_some);
        let mut laid = Laid { same: Vec::new(), moved: Vec::new(), in_both };
        for both in both(places, self.circumstances.rows) {
            match (&both.old, &both.new) {
                (Some(old), Some(new)) if old.counts_like(new) => laid.same.extend(both.new),
                _ => {
                    let causes = self.circumstances.why(&both, part, units);
                    laid.moved.push((both, causes));
                }
            }
        }
        laid
    }

    /// The places of the values that a value is told among, in both releases: those beside it along x, or along the series.
    fn beside(&self, key: &Key, part: usize, along_series: bool, known: &Known) -> Vec<[Option<usize>; 2]> {
        let on = |other: &Key| {
            let across = if along_series { other.x == key.x } else { other.series == key.series };
            across && other.facet == key.facet && other.stat == key.stat
        };
        let label = |key: &Key| if along_series { key.series.clone() } else { key.x.clone() };
        let mut all: BTreeMap<String, [Option<usize>; 2]> = BTreeMap::new();
        for (side, keys) in known.iter().enumerate() {
            let of_part = |at: usize| self.recipe(side, Some(at)).is_some_and(|(own, _)| own == part);
            for (other, at) in keys.iter().filter(|(other, at)| on(other) && of_part(*at)) {
                all.entry(label(other)).or_default()[side] = Some(*at);
            }
        }
        all.into_values().collect()
    }

    fn change(
        &self,
        places: [Option<usize>; 2],
        units: &[Units<'a>; 2],
        known: &Known,
        kept: &Kept<'a>,
    ) -> ValueChange {
        let [old, new] = [0, 1].map(|side| self.value(side, places[side]));
        let key = new.or(old).and_then(key).expect("a value that differs is there, and the record's stats were read");
        let recipes = [0, 1].map(|side| self.recipe(side, places[side]));
        let part = recipes[1].or(recipes[0]).map_or(0, |(part, _)| part);
        let held_back = [old, new].into_iter().flatten().any(|value| value.suppressed);
        let of_both = |places: [Option<usize>; 2], of: fn(&At<'a>) -> Option<Place<'a>>| {
            [0, 1].map(|side| self.at(side, places[side]).as_ref().and_then(of))
        };
        let own = self.laid(of_both(places, At::own), part, units);
        let numbers = old.and_then(|old| old.value).zip(new.and_then(|new| new.value)).filter(|_| !held_back);
        // Where the observations are too many to stand in a record, what each cause brought cannot be told.
        let unlisted = |side: usize| {
            let part =
                self.sides[side].zip(recipes[side]).and_then(|(exhibit, (part, _))| exhibit.basis.parts.get(part));
            part.is_some_and(|part| part.unlisted)
        };
        let intervals = [old, new].map(|value| value.and_then(|value| value.lower.zip(value.upper)));
        // What is held back has no interval to tell of, nor has what it came from or became.
        let differs = !held_back && old.is_some() && new.is_some() && intervals[0] != intervals[1];
        let both_ends = intervals[0].zip(intervals[1]).filter(|_| differs).map(|(old, new)| [old, new]);
        let calculation = |value: Option<&Value>| value.map(|value| value.calculation).unwrap_or_default();
        let (mut beside, mut from) = (Vec::new(), None);
        let Split { parts, shared, ends } = match (numbers.filter(|_| !unlisted(0) && !unlisted(1)), recipes) {
            (Some(numbers), [Some((_, before)), Some((_, after))]) => {
                let made = [(old, before), (new, after)]
                    .map(|(value, recipe)| Made::of(key.stat, calculation(value), recipe, &key.x));
                if let Some(among) = made.into_iter().find(|made| made.is_among()) {
                    let places = self.beside(&key, part, among.is_along_series(), known);
                    beside = places
                        .into_iter()
                        .map(|at| kept.at(at, || self.laid(of_both(at, At::own), part, units)))
                        .collect();
                }
                let told_from = of_both(places, At::from);
                if told_from.iter().any(Option::is_some) {
                    from = Some(self.laid(told_from, part, units));
                }
                let all = beside.iter().map(|laid: &Rc<Laid<'a>>| &**laid).collect();
                Game { made, own: &own, from: from.as_ref(), all }.split(numbers, both_ends)
            }
            _ => Split::default(),
        };
        let moved = Self::moved(own, from.into_iter().map(Rc::new).chain(beside));
        let unsplit = || Err(if both_ends.is_some() { Unsplit::Unlisted } else { Unsplit::OneSided });
        let ends: Option<Ends> = differs.then(|| ends.unwrap_or_else(unsplit));
        let causes = if held_back && places.iter().all(Option::is_some) {
            // Why it differs says something of it.
            Vec::new()
        } else if parts.is_empty() {
            self.causes(&key, [old, new], &moved)
        } else {
            by_size(&parts)
        };
        let calculated = |side: usize| Calculated::of(self.sides[side]?, places[side]?);
        let assumptions = match (calculated(0), calculated(1)) {
            (Some(old), Some(new)) if !held_back => assumptions::split(old, new),
            _ => Vec::new(),
        };
        let figure = |side: usize, value: &Value| figure(value, self.records[side].report.language);
        ValueChange {
            language: self.records[1].report.language,
            key,
            old: old.map(|value| figure(0, value)),
            new: new.map(|value| figure(1, value)),
            parts,
            shared,
            ends,
            causes,
            assumptions,
            // How many people moved says something of a number that is held back.
            observations: if held_back { Vec::new() } else { moved.iter().map(|moved| self.told(moved)).collect() },
        }
    }

    /// The observations that moved a value: those of its own place, and at the places that it is told of those that its own has not.
    fn moved(own: Laid<'a>, others: impl Iterator<Item = Rc<Laid<'a>>>) -> Vec<Moved<'a>> {
        let name = |(both, _): &Moved<'a>| {
            let rows = [&both.old, &both.new].map(|seen| seen.as_ref().map(|seen| seen.rows.clone()));
            (either(both).map(|seen| seen.unit.clone().into_owned()), rows)
        };
        let mut moved = own.moved;
        let mut told: BTreeSet<_> = moved.iter().map(name).collect();
        for laid in others {
            for one in &laid.moved {
                if told.insert(name(one)) {
                    moved.push(one.clone());
                }
            }
        }
        moved
    }

    /// What can be said of the causes where there is nothing to subtract.
    fn causes(&self, key: &Key, values: [Option<&Value>; 2], moved: &[Moved<'_>]) -> Vec<Cause> {
        if self.sides.iter().any(Option::is_none) {
            return vec![Cause::Definition];
        }
        let mut causes: Causes = moved.iter().flat_map(|(_, causes)| causes.iter().copied()).collect();
        // A place along an axis that only one release has: the axis became longer, or the spec has it otherwise.
        let lacking = usize::from(values[0].is_some());
        let new_x = values.iter().any(Option::is_none)
            && self.sides[lacking].is_some_and(|other| other.head.values.iter().all(|value| value.x != key.x));
        let in_time = self.records[1].report.language.period(&key.x).is_some() || key.x.parse::<i32>().is_ok();
        if new_x && self.circumstances.moved && (in_time || !self.circumstances.redefined) {
            causes = [Cause::NewPeriods].into();
        } else if values.iter().any(Option::is_none) && self.circumstances.redefined {
            causes = [Cause::Definition].into();
        }
        if causes.is_empty() {
            causes.insert(match self.circumstances {
                Circumstances { redefined: true, .. } => Cause::Definition,
                Circumstances { moved: true, .. } => Cause::NewPeriods,
                _ => Cause::Unexplained,
            });
        }
        causes.into_iter().collect()
    }

    fn told(&self, (both, causes): &Moved<'_>) -> ObservationChange {
        let observed = |side: usize, seen: &Seen<'_>| Observed {
            counted: seen.counted,
            number: Some(seen.number).filter(|number| number.is_finite()),
            rows: seen
                .rows
                .iter()
                .filter_map(|(extract, row)| Some((self.records[side].extracts.get(*extract)?.head.file.clone(), *row)))
                .collect(),
        };
        ObservationChange {
            unit: either(both).map(|seen| seen.unit.clone().into_owned()).unwrap_or_default(),
            old: both.old.as_ref().map(|seen| observed(0, seen)),
            new: both.new.as_ref().map(|seen| observed(1, seen)),
            causes: causes.clone(),
        }
    }
}

/// The key of a value; none where the record has a stat that this program does not know.
pub(super) fn key(value: &Value) -> Option<Key> {
    Some(Key { facet: value.facet.clone(), series: value.series.clone(), x: value.x.clone(), stat: stat(value)? })
}

/// What a value says; none where this program does not know it.
fn stat(value: &Value) -> Option<Stat> {
    let stat = Stat::from_name(&value.stat)?;
    Some(Scale::named(&value.scale).map_or(stat, |scale| stat.scaled(scale)))
}

/// A number as readers see it, where a value is shown so: with as many decimals.
fn rounded(number: f64, stat: Stat, shown: &str, language: Language) -> f64 {
    let decimals = shown.split_once(&say!(language, "numbers-decimal-mark")).map_or("", |(_, decimals)| decimals);
    let digits = decimals.chars().take_while(char::is_ascii_digit).count();
    locale::rounded(number, digits + if stat.is_share() { 2 } else { 0 })
}

/// The key of each value, and its place among the exhibit's.
fn keys(exhibit: &Exhibit) -> Vec<(Key, usize)> {
    exhibit.head.values.iter().enumerate().filter_map(|(at, value)| Some((key(value)?, at))).collect()
}

fn figure(value: &Value, language: Language) -> Figure {
    let (numerator, denominator) = match (value.calculation, value.calculation.quotient()) {
        (Calculation::Quotient { denominator, .. }, _) => (value.numerator, Some(denominator)),
        // A part of another value is that over this, and not a sum over a number of rows.
        (Calculation::Statistic { .. }, Some((numerator, denominator))) => (Some(numerator), Some(denominator)),
        (Calculation::Statistic { .. }, None) => (None, value.denominator),
        _ => (value.numerator, value.denominator),
    };
    Figure {
        value: value.value,
        interval: value.lower.zip(value.upper),
        numerator,
        denominator,
        n: value.n,
        suppressed: value.suppressed,
        shown: value.shown.clone(),
        rounded: value.value.zip(stat(value)).map(|(number, stat)| rounded(number, stat, &value.shown, language)),
    }
}

fn by_size(parts: &Parts) -> Vec<Cause> {
    let mut causes: Vec<(Cause, f64)> = parts.iter().map(|(cause, part)| (*cause, *part)).collect();
    causes.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
    causes.into_iter().map(|(cause, _)| cause).collect()
}

/// How much a change weighs among those of its exhibit: values that came or went first, then by what readers see of it.
fn weight(change: &ValueChange) -> f64 {
    match (change.shown_change(), change.change()) {
        // In units of the value itself; what is not shown comes last.
        (Some(shown), Some(change)) => shown.abs() + change.abs() * 1e-6,
        _ => f64::INFINITY,
    }
}
