//! What is added up at each place in one pass over the observations, on all cores: no list is made for any of them.

use super::effect::Spread;
use super::keys::{Keyed, Place};
use super::lists::Lists;
use super::said::{Grounds, interval};
use super::ways::Ways;
use crate::estimate::{Clusters, Exact, OfUnit};
use crate::observation::{Numbers, Observations, Weights};
use crate::parallel;
use crate::spec::{Among, Interval, Part, Per};
use crate::value::Stat;

/// How many observations are added up together on one core.
const TOGETHER: usize = 1 << 16;

/// What is added up at each place and in each denominator.
pub(super) struct Tallies<'a> {
    keyed: &'a Keyed,
    part: &'a Part,
    /// Whether each observation has a 1.
    ones: bool,
    /// Whether each counts for one.
    unweighted: bool,
    counted: Vec<Counted>,
    denominators: Vec<Denominator>,
    /// The intervals of observations that come in clusters, where they are asked for.
    clusters: Vec<Clusters>,
    /// The observations at each place, where an interval needs them.
    lists: Option<Lists>,
}

/// The observations counted at a place.
#[derive(Clone, Default)]
struct Counted {
    count: usize,
    sum: Exact,
    first_scores: Option<Spread>,
    /// What the outcomes of one thing come to, where several are told beside each other.
    outcomes: [Option<Exact>; 3],
}

/// The observations that values are counted among.
#[derive(Clone, Default)]
struct Denominator {
    count: usize,
    /// How many of them say what they count for.
    stated: usize,
    weights: Exact,
    /// How many different units they are of, where units are counted.
    units: usize,
}

/// What observations that fit the same labels come to.
#[derive(Clone, Default)]
struct Tally {
    sum: Exact,
    /// How many of them say what they count for.
    stated: usize,
    weights: Exact,
}

impl Tally {
    fn add(&mut self, observations: &Observations, at: usize, of: &Tallies<'_>) {
        if !of.ones {
            self.sum.add(observations.values.of(at));
        }
        if let Some(weight) = observations.weights.of(at).filter(|_| !of.unweighted) {
            self.stated += 1;
            self.weights.add(weight);
        }
    }

    fn add_tally(&mut self, other: &Self) {
        self.sum.add_sum(&other.sum);
        self.stated += other.stated;
        self.weights.add_sum(&other.weights);
    }
}

impl<'a> Tallies<'a> {
    pub(super) fn new(keyed: &'a Keyed, observations: &Observations, part: &'a Part) -> Self {
        let mut tallies = Self {
            keyed,
            part,
            ones: matches!(observations.values, Numbers::One),
            unweighted: matches!(observations.weights, Weights::One),
            counted: vec![Counted::default(); keyed.size()],
            denominators: vec![Denominator::default(); keyed.bases(part.among)],
            clusters: Vec::new(),
            lists: None,
        };
        tallies.add_up(observations);
        if let Some(scores) = &observations.baselines {
            tallies.spread(scores);
        }
        if let Some(stats) = &observations.stats {
            tallies.outcomes(observations, stats);
        }
        let families = || observations.family_numbers().unwrap_or_else(|| vec![0; observations.count()]);
        match part.per {
            Per::Observation => {}
            Per::Unit => tallies.units(&observations.unit_numbers()),
            Per::Family => tallies.units(&families()),
        }
        if part.interval == Some(Interval::Cluster) {
            // Where families are what is counted, a family is also what resembles itself.
            let of_label = observations.beside.as_ref().filter(|_| part.beside.cluster.is_some());
            let numbers = match of_label {
                Some(beside) => beside.iter().map(|one| one.cluster).collect(),
                None if part.per == Per::Family => families(),
                None => observations.unit_numbers(),
            };
            tallies.cluster(observations, &numbers);
        }
        if part.interval == Some(Interval::T) {
            tallies.lists = Some(Lists::new(keyed.size(), keyed.count(), |at, put| keyed.each_counted(at, put)));
        }
        tallies
    }

    fn add_up(&mut self, observations: &Observations) {
        let count = self.keyed.count();
        let Some(ways) = Ways::of(self.keyed.all_fits(), count) else {
            for at in 0..count {
                let mut one = Tally::default();
                one.add(observations, at, self);
                self.put(at, 1, &one);
            }
            return;
        };
        let mut all = vec![Tally::default(); ways.count()];
        // Where each counts for one, to know how many there are says everything.
        if !(self.ones && self.unweighted) {
            let together = TOGETHER.max(16 * ways.count());
            let starts: Vec<usize> = (0..count).step_by(together).collect();
            let stretch = |start: &usize| {
                let mut own = vec![Tally::default(); ways.count()];
                (*start..count.min(start + together)).for_each(|at| own[ways.way(at)].add(observations, at, self));
                own
            };
            for own in &parallel::stretches(&starts, stretch) {
                all.iter_mut().zip(own).for_each(|(all, own)| all.add_tally(own));
            }
        }
        for ((at, number), tally) in ways.each().zip(&all) {
            self.put(at, number, tally);
        }
    }

    /// Adds so many observations that fit as the one at a place does, and what they come to.
    fn put(&mut self, at: usize, number: usize, tally: &Tally) {
        let (keyed, among) = (self.keyed, self.part.among);
        keyed.each_counted(at, |place| {
            let counted = &mut self.counted[place];
            counted.count += number;
            if !self.ones {
                counted.sum.add_sum(&tally.sum);
            }
        });
        keyed.each_base(at, among, |base| {
            let denominator = &mut self.denominators[base];
            denominator.count += number;
            denominator.stated += if self.unweighted { number } else { tally.stated };
            if !self.unweighted {
                denominator.weights.add_sum(&tally.weights);
            }
        });
    }

    fn spread(&mut self, scores: &[f64]) {
        let keyed = self.keyed;
        for (at, score) in scores.iter().enumerate() {
            keyed.each_counted(at, |place| self.counted[place].first_scores.get_or_insert_default().count(*score));
        }
        let means: Vec<f64> =
            self.counted.iter().map(|counted| counted.first_scores.as_ref().map_or(0.0, Spread::mean)).collect();
        for (at, score) in scores.iter().enumerate() {
            keyed.each_counted(at, |place| {
                let scores = self.counted[place].first_scores.get_or_insert_default();
                scores.square(*score, means[place]);
            });
        }
    }

    fn outcomes(&mut self, observations: &Observations, stats: &[Stat]) {
        for (at, stat) in stats.iter().enumerate() {
            let Some(outcome) = [Stat::Base, Stat::Low, Stat::High].iter().position(|one| one == stat) else {
                continue;
            };
            self.keyed.each_counted(at, |place| {
                let sum = self.counted[place].outcomes[outcome].get_or_insert_default();
                sum.add(observations.values.of(at));
            });
        }
    }

    /// Counts the different units of each denominator, unit by unit.
    fn units(&mut self, numbers: &[u32]) {
        let mut last: Vec<Option<u32>> = vec![None; self.denominators.len()];
        for at in by_unit(numbers) {
            let unit = Some(numbers[at as usize]);
            self.keyed.each_base(at as usize, self.part.among, |base| {
                if last[base] != unit {
                    last[base] = unit;
                    self.denominators[base].units += 1;
                }
            });
        }
    }

    /// The sum of what is counted at a place.
    fn sum(&self, place: usize) -> f64 {
        let counted = &self.counted[place];
        if self.ones { counted.count as f64 } else { counted.sum.value() }
    }

    /// Adds up the residuals of each unit: its numbers less the mean for each that they are taken over, whether observations,
    /// what these count for, or the unit itself. What is in a denominator and not counted is a 0 of the share.
    fn cluster(&mut self, observations: &Observations, numbers: &[u32]) {
        let (keyed, among) = (self.keyed, self.part.among);
        let by_observation = self.part.per == Per::Observation;
        let weight = |at: usize| observations.weights.of(at).unwrap_or(0.0);
        let mut clusters = vec![Clusters::new(0.0, 0.0); self.counted.len()];
        let mut of_base: Vec<Vec<usize>> = vec![Vec::new(); self.denominators.len()];
        for place in keyed.places() {
            let (at, base) = (keyed.index(place), keyed.base(place, among));
            clusters[at] = Clusters::new(self.sum(at), self.over(&self.denominators[base]));
            of_base[base].push(at);
        }
        let order = by_unit(numbers);
        let unit = |at: &u32| numbers[*at as usize];
        // Each stretch begins with a unit.
        let begins = |from: &usize| *from == 0 || unit(&order[*from]) != unit(&order[*from - 1]);
        let begin = |from: usize| (from..order.len()).find(begins).unwrap_or(order.len());
        let starts: Vec<usize> = (0..order.len()).step_by(TOGETHER).map(begin).chain([order.len()]).collect();
        let stretch = |ends: &[usize]| {
            let mut clusters = clusters.clone();
            // What the unit at hand has: what is in each denominator, and of those counted the same and their residuals.
            let mut among_unit: Vec<Option<f64>> = vec![None; self.denominators.len()];
            let mut of_place: Vec<OfUnit> = vec![OfUnit::default(); self.counted.len()];
            let mut touched = Vec::new();
            for own in order[ends[0]..ends[1]].chunk_by(|one, other| unit(one) == unit(other)) {
                for at in own.iter().map(|at| *at as usize) {
                    keyed.each_base(at, among, |base| {
                        let before = among_unit[base].unwrap_or_else(|| {
                            touched.push(base);
                            0.0
                        });
                        among_unit[base] = Some(if by_observation { before + weight(at) } else { 1.0 });
                    });
                    keyed.each_counted(at, |place| {
                        let own = if by_observation { weight(at) } else { 0.0 };
                        clusters[place].count(&mut of_place[place], observations.values.of(at), own);
                    });
                }
                for base in touched.drain(..) {
                    let all = among_unit[base].take().unwrap_or(0.0);
                    for place in &of_base[base] {
                        let unit = std::mem::take(&mut of_place[*place]);
                        clusters[*place].add(unit, all);
                    }
                }
            }
            clusters
        };
        let starts: Vec<&[usize]> = starts.windows(2).collect();
        for own in &parallel::stretches(&starts, |ends| stretch(ends)) {
            clusters.iter_mut().zip(own).for_each(|(all, own)| all.add_units(own));
        }
        self.clusters = clusters;
    }

    /// Whether anything is counted at a place.
    pub(super) fn any(&self, place: Place) -> bool {
        self.counted[self.keyed.index(place)].count > 0
    }

    /// The denominator of a place: the different units, or what the observations count for. None where nothing is counted, or
    /// the source does not say.
    pub(super) fn denominator(&self, place: Place) -> Option<f64> {
        let of = &self.denominators[self.keyed.base(place, self.part.among)];
        let says = of.count == 0 || of.stated > 0;
        (self.part.among != Among::Nothing && says).then(|| self.over(of))
    }

    fn over(&self, of: &Denominator) -> f64 {
        match self.part.per {
            Per::Unit | Per::Family => of.units as f64,
            Per::Observation if self.unweighted => of.count as f64,
            Per::Observation => of.weights.value(),
        }
    }

    /// What a value at a place rests on, as numbers; `whole` is the series that shares are taken of.
    pub(super) fn grounds(&self, place: Place, whole: Option<usize>) -> Grounds {
        let at = self.keyed.index(place);
        let counted = &self.counted[at];
        Grounds {
            counted: counted.count,
            numerator: self.sum(at),
            denominator: self.over(&self.denominators[self.keyed.base(place, self.part.among)]),
            whole: whole.map(|whole| self.sum(self.keyed.index([place[0], whole, place[2]]))),
            deviation: counted.first_scores.as_ref().and_then(Spread::deviation),
            outcomes: counted.outcomes.each_ref().map(|sum| sum.as_ref().map(Exact::value)),
            stated: self.part.among == Among::Stated,
            norm: self.part.norm.as_ref().map_or(0.0, |norm| norm.value),
        }
    }

    /// The interval around what `stat` says at a place, where one is asked for.
    pub(super) fn interval(&self, place: Place, stat: Stat, observations: &Observations) -> Option<(f64, f64)> {
        let at = self.keyed.index(place);
        let own = || self.lists.as_ref().map_or(&[][..], |lists| lists.of(at)).iter();
        interval(
            (self.part.interval?, stat),
            (self.sum(at), self.denominator(place)),
            || self.clusters.get(at).cloned(),
            || own().map(|at| observations.values.of(*at as usize)).collect(),
        )
    }
}

/// The observations unit by unit; those of one unit stay in their order.
fn by_unit(numbers: &[u32]) -> Vec<u32> {
    let mut order: Vec<u32> = (0u32..).take(numbers.len()).collect();
    if !numbers.is_sorted() {
        order.sort_by_key(|at| numbers[*at as usize]);
    }
    order
}
