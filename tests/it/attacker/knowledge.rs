//! What an outsider knows of sums and equal groups: what the definitions of tables say, found as whatever holds throughout an
//! exhibit at every month.

use std::collections::{BTreeMap, BTreeSet};

use super::tables::{Key, Tables};

/// A number that somebody may know: how many are counted at a key, or among how many.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Number {
    Count(Key),
    Base(Key),
}

/// Numbers and how often each is taken: together they come to nothing.
type Sum = Vec<(Number, i64)>;

/// The kinds of sums that a reader of tables knows of. Each is a way to make sums of an exhibit's keys.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// The series of a place are all of its group.
    Parts(String),
    /// All series of a place are counted among the same.
    SameBase(String),
    /// No more are counted than there are to count among.
    Within(String),
    /// One label along an axis (1 facet, 2 series, 3 x) is the sum of the others; of counts, or of bases.
    Total(String, usize, String, bool),
    /// A series of one exhibit is that of another, as exhibit, facet and series; of counts or of bases each.
    Same([String; 3], bool, [String; 3], bool),
}

/// What is known.
#[derive(Debug)]
pub(crate) struct Knowledge {
    kinds: Vec<Kind>,
    /// Numbers that nobody has at some month: what holds of them was not seen to hold.
    unknown: BTreeSet<Number>,
}

/// The least and the greatest that each number can be.
#[derive(Debug)]
pub(crate) struct Bounds(BTreeMap<Number, (i64, i64)>);

impl Bounds {
    pub(crate) fn count(&self, key: &Key) -> Option<(i64, i64)> {
        self.0.get(&Number::Count(key.clone())).copied()
    }

    pub(crate) fn base(&self, key: &Key) -> Option<(i64, i64)> {
        self.0.get(&Number::Base(key.clone())).copied()
    }
}

fn value(tables: &Tables, number: &Number) -> Option<i64> {
    match number {
        Number::Count(key) => tables.row(key).count(),
        Number::Base(key) => tables.row(key).n,
    }
}

impl Knowledge {
    /// What holds throughout all of `truths`.
    pub(crate) fn of(truths: &[Tables]) -> Self {
        let mut kinds: BTreeSet<Kind> = BTreeSet::new();
        let mut series: BTreeSet<[String; 3]> = BTreeSet::new();
        for (key, _) in truths.iter().flat_map(Tables::rows) {
            let [exhibit, facet, of, _] = key;
            kinds.insert(Kind::Parts(exhibit.clone()));
            kinds.insert(Kind::SameBase(exhibit.clone()));
            kinds.insert(Kind::Within(exhibit.clone()));
            for (axis, bases) in (1..4).flat_map(|axis| [(axis, false), (axis, true)]) {
                kinds.insert(Kind::Total(exhibit.clone(), axis, key[axis].clone(), bases));
            }
            series.insert([exhibit, facet, of].map(Clone::clone));
        }
        let kinds = kinds.into_iter().filter(|kind| truths.iter().all(|truth| holds(truth, kind)));
        let mut kinds: Vec<Kind> = kinds
            .filter(|kind| matches!(kind, Kind::Within(_)) || truths.iter().any(|truth| !sums(truth, kind).is_empty()))
            .collect();
        kinds.extend(same(truths, &series));
        let numbers = |truth: &Tables| -> Vec<Number> {
            let both = |(key, _): (&Key, _)| [Number::Count(key.clone()), Number::Base(key.clone())];
            truth.rows().flat_map(both).filter(|number| value(truth, number).is_none()).collect()
        };
        Self { kinds, unknown: truths.iter().flat_map(numbers).collect() }
    }

    /// The least and the greatest that each number can be for whoever sees `seen`.
    pub(crate) fn bounds(&self, seen: &Tables) -> Bounds {
        let mut bounds: BTreeMap<Number, (i64, i64)> = BTreeMap::new();
        let mut pairs = Vec::new();
        for (key, row) in seen.rows() {
            let [count, base] = [Number::Count(key.clone()), Number::Base(key.clone())];
            let known = |number: Option<i64>| number.map_or((0, 1_000_000), |number| (number, number));
            bounds.insert(base.clone(), known(row.n));
            bounds.insert(count.clone(), known(row.count()));
            if self.kinds.contains(&Kind::Within(key[0].clone())) {
                pairs.push((count, base));
            }
        }
        let known = |sum: &Sum| sum.iter().all(|(number, _)| !self.unknown.contains(number));
        let sums: Vec<Sum> = self.kinds.iter().flat_map(|kind| sums(seen, kind)).filter(known).collect();
        // Until nothing is learned any more.
        for _ in 0..200 {
            let before = bounds.clone();
            for (count, base) in &pairs {
                let ((least, most), (low, high)) = (bounds[count], bounds[base]);
                bounds.insert(count.clone(), (least, most.min(high)));
                bounds.insert(base.clone(), (low.max(least), high));
            }
            for sum in &sums {
                narrow(sum, &mut bounds);
            }
            if bounds == before {
                break;
            }
        }
        Bounds(bounds)
    }
}

/// Each number of a sum lies where the others leave it room.
fn narrow(sum: &Sum, bounds: &mut BTreeMap<Number, (i64, i64)>) {
    let reach = |(number, by): &(Number, i64), bounds: &BTreeMap<Number, (i64, i64)>| {
        let (least, most) = bounds[number];
        if *by > 0 { (least * by, most * by) } else { (most * by, least * by) }
    };
    for at in 0..sum.len() {
        let others = sum.iter().enumerate().filter(|(other, _)| *other != at);
        let (low, high) = others.fold((0, 0), |(low, high), (_, term)| {
            let (least, most) = reach(term, bounds);
            (low + least, high + most)
        });
        // All coefficients are 1 or -1.
        let (number, by) = &sum[at];
        let (low, high) = if *by > 0 { (-high, -low) } else { (low, high) };
        let (least, most) = bounds[number];
        bounds.insert(number.clone(), (least.max(low), most.min(high)));
    }
}

/// Whether all sums of a kind hold, where their numbers are there.
fn holds(truth: &Tables, kind: &Kind) -> bool {
    if let Kind::Within(exhibit) = kind {
        let mut rows = truth.rows().filter(|(key, _)| key[0] == *exhibit);
        return rows.all(|(_, row)| row.count().zip(row.n).is_none_or(|(count, n)| count <= n));
    }
    sums(truth, kind).iter().all(|sum| {
        let terms: Option<Vec<i64>> = sum.iter().map(|(number, by)| Some(value(truth, number)? * by)).collect();
        terms.is_none_or(|terms| terms.iter().sum::<i64>() == 0)
    })
}

fn keys_of<'a>(tables: &'a Tables, exhibit: &'a str) -> impl Iterator<Item = &'a Key> {
    tables.rows().map(|(key, _)| key).filter(move |key| key[0] == exhibit)
}

/// The sums of a kind that the tables' keys make.
fn sums(tables: &Tables, kind: &Kind) -> Vec<Sum> {
    match kind {
        Kind::Within(_) => Vec::new(),
        Kind::Parts(exhibit) | Kind::SameBase(exhibit) => {
            let mut places: BTreeMap<[&String; 2], Vec<&Key>> = BTreeMap::new();
            for key in keys_of(tables, exhibit) {
                places.entry([&key[1], &key[3]]).or_default().push(key);
            }
            let parts = matches!(kind, Kind::Parts(_));
            let sum = |keys: Vec<&Key>| -> Vec<Sum> {
                let base = |key: &Key| Number::Base(key.clone());
                if parts {
                    let whole = (base(keys[0]), -1);
                    return vec![keys.iter().map(|key| (Number::Count((*key).clone()), 1)).chain([whole]).collect()];
                }
                keys.windows(2).map(|pair| vec![(base(pair[0]), 1), (base(pair[1]), -1)]).collect()
            };
            places.into_values().filter(|keys| keys.len() > 1).flat_map(sum).collect()
        }
        Kind::Total(exhibit, axis, total, bases) => {
            let mut places: BTreeMap<Key, Vec<&Key>> = BTreeMap::new();
            for key in keys_of(tables, exhibit) {
                let mut place = key.clone();
                place[*axis].clear();
                places.entry(place).or_default().push(key);
            }
            let number = |key: &Key| if *bases { Number::Base(key.clone()) } else { Number::Count(key.clone()) };
            let sum = |keys: Vec<&Key>| -> Sum {
                keys.iter().map(|key| (number(key), if key[*axis] == *total { -1 } else { 1 })).collect()
            };
            let whole = |keys: &Vec<&Key>| keys.len() > 2 && keys.iter().any(|key| key[*axis] == *total);
            places.into_values().filter(whole).map(sum).collect()
        }
        Kind::Same(one, of_one, other, of_other) => {
            let number = |[exhibit, facet, series]: &[String; 3], x: &String, base: bool| {
                let key = [exhibit, facet, series, x].map(Clone::clone);
                if base { Number::Base(key) } else { Number::Count(key) }
            };
            let xs = keys_of(tables, &one[0]).filter(|key| key[..3] == one[..]).map(|key| &key[3]);
            let both = xs.filter(|x| keys_of(tables, &other[0]).any(|key| key[..3] == other[..] && key[3] == **x));
            both.map(|x| vec![(number(one, x, *of_one), 1), (number(other, x, *of_other), -1)]).collect()
        }
    }
}

/// A number for each month and x.
type Said = Vec<(usize, String, i64)>;

/// The series that say the same at every x and month, at three at least and not always the same.
fn same(truths: &[Tables], series: &BTreeSet<[String; 3]>) -> Vec<Kind> {
    // What each says at every month and x.
    let mut said: BTreeMap<Said, Vec<([String; 3], bool)>> = BTreeMap::new();
    for one in series {
        for base in [false, true] {
            let mut all = Vec::new();
            for (month, truth) in truths.iter().enumerate() {
                for (key, row) in truth.rows().filter(|(key, _)| key[..3] == one[..]) {
                    let number = if base { row.n } else { row.count() };
                    all.extend(number.map(|number| (month, key[3].clone(), number)));
                }
            }
            let different: BTreeSet<i64> = all.iter().map(|(_, _, number)| *number).collect();
            let xs: BTreeSet<&String> = all.iter().map(|(_, x, _)| x).collect();
            if different.len() > 2 && xs.len() > 2 {
                said.entry(all).or_default().push((one.clone(), base));
            }
        }
    }
    let pairs = said.into_values().flat_map(|alike| {
        let pair =
            |pair: &[([String; 3], bool)]| Kind::Same(pair[0].0.clone(), pair[0].1, pair[1].0.clone(), pair[1].1);
        alike.windows(2).map(pair).collect::<Vec<_>>()
    });
    pairs.collect()
}
