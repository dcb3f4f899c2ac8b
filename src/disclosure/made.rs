//! What a value is made of that is no count, share, mean or sum itself: the tallies that whoever knows the definitions can reckon back
//! to. Whoever reads a difference beside one of its ends has read the other. So such a value counts as if it stated all of them.

use std::collections::{BTreeMap, BTreeSet};

use super::tally::{Divided, Says, Side, Statement, Tallies, Vector, added, millionths};
use crate::diagnostic::Ranged;
use crate::estimate::Need;
use crate::observation::{Numbers, Observations, Weights};
use crate::spec::{Is, Part};
use crate::statistic::{Computed, ComputedPart, Ends};
use crate::value::Stat;

impl Tallies {
    /// States what the values of a part are made of, where they are no tallies themselves.
    pub(super) fn made_of(
        &mut self,
        (at_exhibit, number): ((usize, usize), usize),
        (part, spec): (&ComputedPart, &Part),
        (units, divided): (&[u32], &Divided<'_>),
        (computed, first): (&Computed, usize),
    ) {
        let Some(told) = &spec.told else { return };
        let Is::Statistic(statistic) = told.is else { return };
        // A goal is none of the values that are held against it.
        if statistic.name == "target" {
            return;
        }
        let against = told.against.as_ref().filter(|_| statistic.is_of_values());
        let is = against.map_or(told.is, |against| against.of);
        let values = part.keyed.ends(against, statistic.is_among_all());
        let of = |ends: &Ends| {
            [ends.own].into_iter().chain(ends.from).chain(ends.all.iter().copied()).collect::<BTreeSet<_>>()
        };
        let needed: BTreeSet<usize> = values.iter().flat_map(of).collect();
        let weighed = matches!(part.observations.weights, Weights::Each(_));
        let mut known: BTreeMap<usize, Vec<Number>> = BTreeMap::new();
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        // How many the number at a place says that it is of, where those are not who it is counted among.
        let mut rest_on: BTreeMap<usize, usize> = BTreeMap::new();
        let share_of = spec.share_of.as_ref().map(Ranged::as_str);
        part.keyed.each_place(part.among, share_of, |index, labels, [counted, among], whole| {
            if !needed.contains(&index) {
                return;
            }
            let here = At {
                observations: &part.observations,
                units,
                counted,
                x: labels[2].parse().ok(),
                event: part.observations.events.iter().position(|event| event == labels[1]),
                base: divided.by(among),
                weighed,
                whole,
            };
            let labels = labels.map(str::to_owned);
            let mut add = |Made { side, added, amount }: Made| {
                let at = self.slots.len();
                self.slots.push(((at_exhibit, number, labels.clone(), side), added));
                self.amounts.extend(amount.then_some(at));
                at
            };
            let mut ends = here.ends(is);
            if against.is_some() {
                here.as_printed(is, &mut ends);
            }
            let numbers = ends.into_iter().map(|End { says, stat, counted, over }| Number {
                says,
                stat,
                counted: add(counted),
                over: over.map(&mut add),
            });
            let numbers: Vec<Number> = numbers.collect();
            rest_on.extend(match here.of_how_many(is) {
                Of::Those(those) => Some((index, add(those))),
                Of::TheFirst => numbers.first().map(|first| (index, first.counted)),
                Of::Base => None,
            });
            known.insert(index, numbers);
            if against.is_some() {
                counts.insert(index, add(here.all(9)));
            }
        });
        for (at, ends) in values.iter().enumerate() {
            let place = first + at;
            let Some(row) = computed.values.rows.get(place) else { continue };
            if row.denominator.is_some() {
                // A part of another value rests on what that value rests on, and a place among those of a class on how many they are.
                let rests_on = match (statistic.name, ends.from) {
                    ("change" | "share_of", Some(from)) => counts.get(&from).copied(),
                    _ if against.is_some_and(|against| against.within.is_some()) => counts.get(&ends.own).copied(),
                    _ => rest_on.get(&ends.own).copied(),
                };
                let own = self
                    .statements
                    .iter_mut()
                    .rev()
                    .find(|own| ((own.release, own.exhibit), own.place, own.made_of) == (at_exhibit, place, false));
                if let Some((own, n)) = own.zip(rests_on) {
                    own.n = Some(n);
                }
            }
            if row.value.is_none() {
                continue;
            }
            for Number { says, stat, counted, over } in of(ends).iter().flat_map(|index| &known[index]) {
                self.statements.push(Statement {
                    release: at_exhibit.0,
                    exhibit: at_exhibit.1,
                    place,
                    key: row.key.clone(),
                    stat: *stat,
                    made_of: true,
                    of: None,
                    says: *says,
                    counted: *counted,
                    over: *over,
                    n: None,
                    said: true,
                });
            }
        }
    }
}

/// A number that a value is made of, by its tallies.
struct Number {
    says: Says,
    stat: Stat,
    counted: usize,
    over: Option<usize>,
}

/// A tally, and whether it is of something that is measured.
struct Made {
    side: Side,
    added: Vector,
    amount: bool,
}

/// How many a number says that it is of.
enum Of {
    /// As many as it is counted among.
    Base,
    /// These.
    Those(Made),
    /// Those whom the first of the numbers counts that it is made of.
    TheFirst,
}

/// A number that a value is made of.
struct End {
    says: Says,
    stat: Stat,
    counted: Made,
    over: Option<Made>,
}

/// What stands at a place: the observations that are counted there, whom each is about, and what they are counted among.
struct At<'a> {
    observations: &'a Observations,
    units: &'a [u32],
    counted: &'a [u32],
    /// The number along x, where it is one.
    x: Option<f64>,
    /// The event that the series names, by its place among them, where one ended so.
    event: Option<usize>,
    /// What the observations there are divided by, as a tally.
    base: Vector,
    /// Whether that is of something that is measured.
    weighed: bool,
    /// What a share there is of, where it is not of that.
    whole: Option<&'a [u32]>,
}

impl At<'_> {
    /// Makes of a value that others are told against what it would be if it were printed: a count stands among its base, and what is no
    /// sum is of a set that must not be small.
    fn as_printed(&self, is: Is, ends: &mut Vec<End>) {
        let base = || Made { side: Side::Base, added: self.base.clone(), amount: self.weighed };
        if is == Is::Stat(Stat::Count) {
            for end in ends.iter_mut() {
                end.over = Some(base());
            }
        }
        if ends.is_empty() {
            let stat = match is {
                Is::Stat(stat) => stat,
                Is::Statistic(_) => Stat::Mean,
            };
            let counted = self.sum(0, |_| Some(1.0), false);
            ends.push(End { says: Says::OfSet, stat, counted, over: None });
        }
    }

    fn number(&self, at: u32) -> f64 {
        self.observations.values.of(at as usize)
    }

    fn measured(&self) -> bool {
        !matches!(self.observations.values, Numbers::One)
    }

    fn weight(&self, at: u32) -> f64 {
        self.observations.weights.of(at as usize).unwrap_or(0.0)
    }

    /// What the units add by the observations that are in it.
    fn sum(&self, number: usize, of: impl Fn(u32) -> Option<f64>, amount: bool) -> Made {
        let each = self.counted.iter().filter_map(|at| Some((self.units[*at as usize], millionths(of(*at)?))));
        Made { side: Side::Made(number), added: added(each), amount }
    }

    /// All observations there, whatever they count for.
    fn all(&self, number: usize) -> Made {
        self.sum(number, |_| Some(1.0), false)
    }

    /// How many a number says that it is of: of answers that count for several it is the answers, of pairs those who have both numbers, and
    /// of what is followed those who still are.
    fn of_how_many(&self, is: Is) -> Of {
        let Is::Statistic(statistic) = is else { return Of::Base };
        let beside = |at: u32| self.observations.beside.as_ref().map(|all| all[at as usize]);
        match statistic.name {
            "at_risk" | "survival" | "incidence" => Of::TheFirst,
            "missing" | "standardised_share" | "weighted_share" | "weighted_mean" | "n_eff" => Of::Those(self.all(7)),
            _ if statistic.needs.contains(&Need::With) => {
                let has_both = |at| beside(at).and_then(|beside| beside.with).map(|_| 1.0);
                Of::Those(self.sum(8, has_both, false))
            }
            _ => Of::Base,
        }
    }

    /// What a number is made of that is told of the observations there.
    fn ends(&self, is: Is) -> Vec<End> {
        let counted = || {
            let made = self.sum(0, |at| Some(self.number(at)), self.measured());
            Made { side: Side::Counted, ..made }
        };
        let base = || Made { side: Side::Base, added: self.base.clone(), amount: self.weighed };
        let end = |says, stat, counted, over| vec![End { says, stat, counted, over }];
        let statistic = match is {
            Is::Stat(stat @ (Stat::Count | Stat::Sum)) => return end(Says::Tally, stat, counted(), None),
            Is::Stat(Stat::Share) => {
                let whole = self.whole.map(|whole| {
                    let of = At { counted: whole, base: self.base.clone(), ..*self };
                    Made { side: Side::Whole, ..of.sum(0, |at| Some(self.number(at)), self.measured()) }
                });
                return end(Says::Share, Stat::Share, counted(), Some(whole.unwrap_or_else(base)));
            }
            Is::Stat(Stat::Mean | Stat::MeanOf(_)) => return end(Says::Mean, Stat::Mean, counted(), Some(base())),
            Is::Stat(_) => return Vec::new(),
            Is::Statistic(statistic) => statistic,
        };
        let beside = |at: u32| self.observations.beside.as_ref().map(|all| all[at as usize]);
        let ones = |number: usize, of: &dyn Fn(u32) -> bool| self.sum(number, |at| of(at).then_some(1.0), false);
        match statistic.name {
            "missing" => end(Says::Share, Stat::Share, counted(), Some(ones(1, &|_| true))),
            "at_risk" | "survival" | "incidence" => {
                let Some(x) = self.x else { return Vec::new() };
                let at_risk = end(Says::Tally, Stat::Count, ones(0, &|at| self.number(at) >= x), None);
                at_risk.into_iter().chain(self.ended(statistic.name, x)).collect()
            }
            "ratio" => {
                let with = |at: u32| beside(at).and_then(|beside| beside.with);
                let above = self.sum(0, |at| with(at).map(|_| self.number(at)), true);
                let below = self.sum(1, with, true);
                [above, below].into_iter().flat_map(|sum| end(Says::Tally, Stat::Sum, sum, None)).collect()
            }
            "weighted_share" | "weighted_mean" => {
                let weights = || Some(self.sum(1, |at| Some(self.weight(at)), true));
                let above = self.sum(0, |at| Some(self.weight(at) * self.number(at)), true);
                let above = end(Says::Mean, Stat::Mean, above, weights());
                // Of a share those tell as well of whom it is not so.
                let below = (statistic.name == "weighted_share").then(|| {
                    let below = self.sum(2, |at| Some(self.weight(at) * (1.0 - self.number(at))), true);
                    end(Says::Mean, Stat::Mean, below, weights())
                });
                above.into_iter().chain(below.into_iter().flatten()).collect()
            }
            "standardised_share" => {
                let so = ones(0, &|at| self.number(at) != 0.0);
                end(Says::Share, Stat::Share, so, Some(ones(1, &|_| true)))
            }
            _ if statistic.needs.contains(&Need::Versus) => {
                let is_of = |at: u32, group: bool| beside(at).is_some_and(|beside| beside.of_group == group);
                let yes_or_no = self.counted.iter().all(|at| [0.0, 1.0].contains(&self.number(*at)));
                let (says, stat) = if yes_or_no { (Says::Share, Stat::Share) } else { (Says::Mean, Stat::Mean) };
                let of = |number: usize, group: bool| {
                    let above = self.sum(number, |at| is_of(at, group).then(|| self.number(at)), !yes_or_no);
                    end(says, stat, above, Some(ones(number + 1, &|at| is_of(at, group))))
                };
                of(0, true).into_iter().chain(of(2, false)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// How many have ended by a time, or ended so, of all there are: whoever follows a curve down counts the steps, and where nobody
    /// leaves early the value is just that share. That nobody has at the outset is no news.
    fn ended(&self, name: &str, x: f64) -> Vec<End> {
        let event = |at: u32| self.observations.beside.as_ref().and_then(|all| all[at as usize].event);
        let asked = |event: u32| name == "survival" || self.event == Some(event as usize);
        let ended = |at: u32| (self.number(at) <= x && event(at).is_some_and(asked)).then_some(1.0);
        let counted = self.sum(1, ended, false);
        if name == "at_risk" || (x <= 0.0 && counted.added.is_empty()) {
            return Vec::new();
        }
        let over = Some(self.sum(2, |_| Some(1.0), false));
        vec![End { says: Says::Share, stat: Stat::Share, counted, over }]
    }
}
