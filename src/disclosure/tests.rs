//! Planted cases, each with an attacker of its own that knows nothing of how the engine works: it goes through every world of
//! small numbers that agrees with what is published.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::exceptions::Exceptions;
use super::facts;
use super::protect::Found;
use super::tally::{ONE, Says, Side, Statement, Tallies};
use crate::spec::Limits;
use crate::value::{Key, Stat};

/// A publication of a few numbers.
#[derive(Default)]
struct Small {
    tallies: Tallies,
}

impl Small {
    /// So many people, each of a family of its own.
    fn of(people: u32) -> Self {
        Self { tallies: Tallies { families: (0..people).map(Some).collect(), ..Tallies::default() } }
    }

    /// What is said of the `counted` among the `base`, each with what it adds.
    fn say(&mut self, stat: Stat, counted: &[(u32, i64)], base: &[u32]) -> usize {
        let at = self.tallies.statements.len();
        let labels = [String::new(), at.to_string(), String::new()];
        let counted: Vec<_> = counted.iter().map(|(unit, amount)| (*unit, amount * ONE)).collect();
        let base: Vec<_> = base.iter().map(|unit| (*unit, ONE)).collect();
        let slot = self.tallies.slots.len();
        self.tallies.slots.push((((0, 0), at, labels.clone(), Side::Counted), Arc::new(counted)));
        self.tallies.slots.push((((0, 0), at, labels.clone(), Side::Base), Arc::new(base)));
        let [facet, series, x] = labels;
        let (says, over) = match stat {
            Stat::Share => (Says::Share, Some(slot + 1)),
            Stat::Mean => (Says::Mean, Some(slot + 1)),
            _ => (Says::Tally, None),
        };
        let key = Key { facet, series, x, stat };
        let statement = Statement {
            release: 0,
            exhibit: 0,
            place: at,
            key,
            stat,
            made_of: false,
            of: None,
            says,
            counted: slot,
            over,
            n: Some(slot + 1),
            said: true,
        };
        self.tallies.statements.push(statement);
        at
    }

    fn count(&mut self, counted: std::ops::Range<u32>, base: std::ops::Range<u32>) -> usize {
        let ones: Vec<_> = counted.map(|unit| (unit, 1)).collect();
        self.say(Stat::Count, &ones, &base.collect::<Vec<_>>())
    }

    /// Which statements' numerators are hidden.
    fn hidden(&self, limits: &Limits) -> BTreeSet<usize> {
        let found = Found::of(limits, &self.tallies, &[], &Exceptions::default());
        assert!(found.done.unprotected.is_empty(), "every first one has its twins: {:?}", found.done);
        let hidden = |statement: &&Statement| found.done.hidden.contains(&found.cells.of_tally[statement.counted]);
        self.tallies.statements.iter().filter(hidden).map(|statement| statement.place).collect()
    }

    fn value(&self, place: usize) -> i64 {
        let slot = self.tallies.statements[place].counted;
        self.tallies.slots[slot].1.iter().map(|(_, amount)| amount / ONE).sum()
    }
}

fn limits(minimum: u32) -> Limits {
    Limits {
        minimum,
        minimum_span: 0..0,
        families: None,
        amounts: Some(10.0),
        unanimous: false,
        differences: true,
        releases: Vec::new(),
        exceptions: Vec::new(),
    }
}

/// The least and the greatest that each hidden number can be, where `equations` hold: every world is gone through.
fn attack(small: &Small, hidden: &BTreeSet<usize>, equations: &[&[(usize, i64)]]) -> BTreeMap<usize, (i64, i64)> {
    let places: Vec<usize> = hidden.iter().copied().collect();
    let top = 40i64;
    let mut bounds: BTreeMap<usize, (i64, i64)> = BTreeMap::new();
    let mut world = vec![1i64; places.len()];
    loop {
        let number = |place: usize| match places.iter().position(|known| *known == place) {
            Some(at) => world[at],
            None => small.value(place),
        };
        if equations.iter().all(|row| row.iter().map(|(place, by)| by * number(*place)).sum::<i64>() == 0) {
            for (at, place) in places.iter().enumerate() {
                let (least, most) = bounds.entry(*place).or_insert((world[at], world[at]));
                (*least, *most) = ((*least).min(world[at]), (*most).max(world[at]));
            }
        }
        let Some(next) = (0..world.len()).find(|at| world[*at] < top) else { return bounds };
        world[..next].fill(1);
        world[next] += 1;
    }
}

#[test]
fn a_small_part_of_a_row_takes_another_with_it() {
    // 20 = 3 + 7 + 10, and the total is published.
    let mut small = Small::of(20);
    let parts = [small.count(0..3, 0..20), small.count(3..10, 0..20), small.count(10..20, 0..20)];
    let equation: &[(usize, i64)] = &[(parts[0], 1), (parts[1], 1), (parts[2], 1), (3, -1)];
    let total = small.count(0..20, 0..20);
    assert_eq!(total, 3);
    // Hidden alone, it is 20 - 7 - 10.
    assert_eq!(attack(&small, &BTreeSet::from([parts[0]]), &[equation])[&parts[0]], (3, 3));
    let hidden = small.hidden(&limits(5));
    assert_eq!(hidden, BTreeSet::from([parts[0], parts[1]]), "the smaller of the others goes with it");
    let (least, most) = attack(&small, &hidden, &[equation])[&parts[0]];
    assert!(most - least >= 4);
}

#[test]
fn two_small_ones_of_a_small_sum_are_not_left_to_themselves() {
    // 1 + 1 + 20: both small ones are hidden, and their sum of two says that each is one.
    let mut small = Small::of(22);
    let parts = [small.count(0..1, 0..22), small.count(1..2, 0..22), small.count(2..22, 0..22)];
    let equation: &[(usize, i64)] = &[(parts[0], 1), (parts[1], 1), (parts[2], 1), (3, -1)];
    small.count(0..22, 0..22);
    let naive = BTreeSet::from([parts[0], parts[1]]);
    assert_eq!(attack(&small, &naive, &[equation])[&parts[0]], (1, 1));
    let hidden = small.hidden(&limits(5));
    assert!(hidden.contains(&parts[2]), "{hidden:?}");
    let (least, most) = attack(&small, &hidden, &[equation])[&parts[0]];
    assert!(most - least >= 4);
}

#[test]
fn few_others_are_as_telling_as_few_counted() {
    let mut small = Small::of(45);
    let share: Vec<_> = (0..43).map(|unit| (unit, 1)).collect();
    let all: Vec<u32> = (0..45).collect();
    let place = small.say(Stat::Share, &share, &all);
    assert_eq!(small.hidden(&limits(5)), BTreeSet::from([place]));
}

#[test]
fn the_same_tally_in_two_exhibits_is_hidden_in_both() {
    let mut small = Small::of(30);
    let one = small.count(0..3, 0..30);
    // Said again as a mean of which the same three have something.
    let again = small.say(Stat::Mean, &[(0, 1), (1, 1), (2, 1)], &(0..20).collect::<Vec<_>>());
    let other = small.count(0..9, 0..30);
    let hidden = small.hidden(&limits(5));
    assert!(hidden.contains(&one) && hidden.contains(&again) && !hidden.contains(&other), "{hidden:?}");
}

#[test]
fn two_of_sixteen_with_all_the_money_and_one_with_most_of_it_are_hidden() {
    let base: Vec<u32> = (0..16).collect();
    let mut small = Small::of(16);
    let two = small.say(Stat::Mean, &[(3, 900), (7, 800)], &base);
    let even: Vec<_> = base.iter().map(|unit| (*unit, 100)).collect();
    let fair = small.say(Stat::Mean, &even, &base);
    // 10,000 beside fifteen of whom the greatest has 60 and all others together 420: less than 10 % of it.
    let mut one: Vec<_> = base.iter().map(|unit| (*unit, 30)).collect();
    (one[0].1, one[1].1) = (10_000, 60);
    let dominated = small.say(Stat::Mean, &one, &base);
    let hidden = small.hidden(&limits(5));
    assert_eq!(hidden, BTreeSet::from([two, dominated]));
    assert!(!hidden.contains(&fair));
}

#[test]
fn all_of_seven_is_told_or_not_as_the_spec_says() {
    let seven: Vec<_> = (0..7).map(|unit| (unit, 1)).collect();
    let mut small = Small::of(30);
    let place = small.say(Stat::Share, &seven, &(0..7).collect::<Vec<_>>());
    assert!(small.hidden(&limits(5)).is_empty());
    // In another register one of them is not counted: that all are follows from no definition.
    let strict = Limits { unanimous: true, ..limits(5) };
    let mut other: BTreeMap<_, _> = small.tallies.slots.iter().cloned().collect();
    other.insert(small.tallies.slots[0].0.clone(), Arc::new((0..6).map(|unit| (unit, ONE)).collect()));
    let found = Found::of(&strict, &small.tallies, &[other], &Exceptions::default());
    assert!(found.done.hidden.contains(&found.cells.of_tally[small.tallies.statements[place].counted]));
}

#[test]
fn one_who_enters_between_two_months_is_not_told_by_the_difference() {
    let mut small = Small::of(40);
    let months = [small.count(0..16, 0..16), small.count(0..17, 0..17)];
    let hidden = small.hidden(&limits(5));
    assert_eq!(hidden.len(), 1, "one of the two goes: {hidden:?}");
    let shown = Limits { differences: false, ..limits(5) };
    assert!(small.hidden(&shown).is_empty());
    assert!(months.iter().any(|month| hidden.contains(month)));
}

#[test]
fn the_greatest_who_is_left_out_is_not_told_by_the_two_sums() {
    // Sixteen people with 100 to 115 and one with 150; the second sum is without that one.
    let amounts: Vec<_> = (0..17).map(|unit| (unit, if unit == 16 { 150 } else { 100 + i64::from(unit) })).collect();
    let everybody: Vec<u32> = (0..17).collect();
    let mut small = Small::of(40);
    let all = small.say(Stat::Sum, &amounts, &everybody);
    let without = small.say(Stat::Sum, &amounts[..16], &everybody);
    let other = small.say(Stat::Sum, &amounts[..10], &everybody);
    let hidden = small.hidden(&limits(5));
    assert!(hidden.contains(&all) != hidden.contains(&without), "one of the two goes: {hidden:?}");
    assert!(!hidden.contains(&other), "{hidden:?}");
    assert!(small.hidden(&Limits { differences: false, ..limits(5) }).is_empty());
}

#[test]
fn a_share_takes_the_denominator_with_it_that_stands_elsewhere() {
    // 9 of 12, and the 12 are the whole of another share of which three are left: 12 of 15.
    let mut small = Small::of(30);
    let part: Vec<_> = (0..9).map(|unit| (unit, 1)).collect();
    let share = small.say(Stat::Share, &part, &(0..12).collect::<Vec<_>>());
    let whole: Vec<_> = (0..12).map(|unit| (unit, 1)).collect();
    let of_whole = small.say(Stat::Share, &whole, &(0..15).collect::<Vec<_>>());
    let found = Found::of(&limits(5), &small.tallies, &[], &Exceptions::default());
    let twelve = found.cells.of_tally[small.tallies.statements[share].over.expect("a base")];
    assert_eq!(twelve, found.cells.of_tally[small.tallies.statements[of_whole].counted], "the same tally");
    assert!(found.done.hidden.contains(&twelve), "three of the fifteen are not among the twelve: {:?}", found.done);
}

#[test]
fn two_small_ones_of_a_base_of_six_are_between_one_and_five() {
    // 2 and 4 of 6: each may be from 1 to 5, and no closer.
    let mut small = Small::of(6);
    let parts = [small.count(0..2, 0..6), small.count(2..6, 0..6)];
    let total = small.count(0..6, 0..6);
    let hidden = small.hidden(&limits(5));
    assert!(parts.iter().all(|part| hidden.contains(part)) && !hidden.contains(&total), "{hidden:?}");
    let equation: &[(usize, i64)] = &[(parts[0], 1), (parts[1], 1), (total, -1)];
    let bounds = attack(&small, &hidden, &[equation]);
    assert_eq!([bounds[&parts[0]], bounds[&parts[1]]], [(1, 5), (1, 5)]);
}

#[test]
fn a_sum_of_whole_kroner_may_not_be_known_to_within_so_many_kroner_as_people() {
    // Two people get 1000 and 6 kr, five others 2 kr each: 1006 + 10 = 1016. Of something that is at least as much for each,
    // those five and five more get 15 kr. Where both totals stand, the five have from 0 to 15 kr and the two from 1001 to 1016:
    // that is within 1 %, and 10 % either way are 201.2 kr.
    let two = [(0, 1000), (1, 6)];
    let five: Vec<(u32, i64)> = (2..7).map(|unit| (unit, 2)).collect();
    let both: Vec<_> = two.iter().chain(&five).copied().collect();
    let more: Vec<_> = (2..12).map(|unit| (unit, if unit < 7 { 2 } else { 1 })).collect();
    let everybody: Vec<u32> = (0..20).collect();
    let mut small = Small::of(20);
    let few = small.say(Stat::Sum, &two, &everybody);
    let others = small.say(Stat::Sum, &five, &everybody);
    let total = small.say(Stat::Sum, &both, &everybody);
    let bound = small.say(Stat::Sum, &more, &everybody);
    let hidden = small.hidden(&Limits { differences: false, ..limits(5) });
    assert!(hidden.contains(&few), "{hidden:?}");
    assert!(hidden.contains(&total) || (hidden.contains(&others) && hidden.contains(&bound)), "{hidden:?}");
}

#[test]
fn changes_that_come_to_nothing_together_have_a_width_all_the_same() {
    // Four people's scores have changed by +30, -30, +8, -8: few, and their sum is 0. Ten percent either way of the 76 points that
    // they have moved are 15.2, and of the sum nothing.
    let four = [(0, 30), (1, -30), (2, 8), (3, -8)];
    let mut small = Small::of(20);
    small.say(Stat::Sum, &four, &(0..20).collect::<Vec<_>>());
    let found = Found::of(&limits(5), &small.tallies, &[], &Exceptions::default());
    let cell = found.cells.of_tally[0];
    let exceptions = Exceptions::default();
    let second = found.second(&small.tallies, &exceptions);
    assert_eq!(second.apart(cell), 15_200_000);
}

#[test]
fn what_earlier_releases_tell_too_closely_by_themselves_is_not_refused_but_stays_hidden() {
    // Then: six in a group of their own, and twenty others. Now those twenty and three of the six: the three are told to be at most six
    // whatever is hidden now, and ten are the fewest.
    let mut small = Small::of(40);
    small.count(0..6, 0..6);
    small.count(10..30, 10..30);
    for statement in &mut small.tallies.statements {
        statement.release = 1;
    }
    let together: Vec<_> = (0..3).chain(10..30).map(|unit| (unit, 1)).collect();
    let units: Vec<u32> = together.iter().map(|(unit, _)| *unit).collect();
    let now = small.say(Stat::Count, &together, &units);
    let found = Found::of(&limits(10), &small.tallies, &[], &Exceptions::default());
    assert!(found.done.unprotected.is_empty() && found.done.beyond.len() == 1, "{:?}", found.done);
    let cell = found.cells.of_tally[small.tallies.statements[now].counted];
    assert!(found.done.hidden.contains(&cell), "23 - 20 would tell the three: {:?}", found.done);
    // At five the three are protected by hiding as well, and nothing is told too closely.
    let found = Found::of(&limits(4), &small.tallies, &[], &Exceptions::default());
    assert!(found.done.unprotected.is_empty() && found.done.beyond.is_empty(), "{:?}", found.done);
    assert!(found.done.hidden.contains(&cell), "{:?}", found.done);
}

#[test]
fn what_no_hiding_widens_is_told_no_more_closely_than_earlier_releases_do() {
    // Four people have had three visits and two letters each: the letters are two for every three visits. By earlier releases nine of
    // those visits are three people's, and thirteen are all that there are with one of somebody else. So there are 9 or 12 visits and none
    // between: the proof in fractions does not go so far, and worlds as far apart as they should be there are none.
    let four = |each: i64| (0..4).map(|unit| (unit, each)).collect::<Vec<_>>();
    let everybody: Vec<u32> = (0..20).collect();
    let mut small = Small::of(20);
    small.say(Stat::Sum, &four(3)[..3], &everybody);
    small.say(Stat::Sum, &[four(3), vec![(9, 1)]].concat(), &everybody);
    for statement in &mut small.tallies.statements {
        statement.release = 1;
    }
    let visits = small.say(Stat::Sum, &four(3), &everybody);
    let letters = small.say(Stat::Sum, &four(2), &everybody);
    let limits = Limits { differences: false, ..limits(5) };
    let exceptions = Exceptions::default();
    let found = Found::of(&limits, &small.tallies, &[], &exceptions);
    let cell = |place: usize| found.cells.of_tally[small.tallies.statements[place].counted];
    assert!(found.done.unprotected.is_empty(), "nobody is refused for what was told before: {:?}", found.done);
    assert!([visits, letters].iter().all(|place| found.done.hidden.contains(&cell(*place))), "{:?}", found.done);
    let judged = |hidden: &[usize]| {
        let hidden = hidden.iter().map(|place| cell(*place)).collect();
        found.second(&small.tallies, &exceptions).judge(&found.first(), hidden, &found.done.worlds)
    };
    let done = judged(&[visits, letters]);
    assert!(done.unprotected.is_empty() && done.beyond.contains(&cell(visits)), "{done:?}");
    // Eight letters say that there were twelve visits.
    assert!(judged(&[visits]).unprotected.contains(&cell(visits)));
}

#[test]
fn what_one_extract_counts_and_another_counts_among_is_one_number_to_readers() {
    // Of 30 people 3, 7 and 20 are in an effort at three times, by one extract. By another those are whom something is counted among.
    // In other registers the two have nothing to do with each other.
    let mut small = Small::of(60);
    let groups = [0..3, 3..10, 10..30];
    let counted: Vec<usize> = groups.iter().map(|group| small.count(group.clone(), 0..60)).collect();
    let among: Vec<usize> = groups.iter().map(|group| small.count(group.start..group.end - 1, group.clone())).collect();
    // Their sum takes another number with the three.
    small.count(0..30, 0..60);
    let mut shuffled: BTreeMap<_, _> = small.tallies.slots.iter().cloned().collect();
    for (at, place) in counted.iter().chain(&among).enumerate() {
        let numerator = small.tallies.statements[*place].counted;
        for slot in [numerator, numerator + 1] {
            let ((_, exhibit), part, labels, _) = &mut small.tallies.slots[slot].0;
            (*exhibit, *part, labels[1], labels[2]) = (usize::from(at > 2), 0, String::new(), (at % 3).to_string());
            let (slot, units) = small.tallies.slots[slot].clone();
            let moved = units.iter().map(|(unit, by)| ((unit + 7 * u32::from(at > 2)) % 60, *by));
            let moved: BTreeMap<u32, i64> = moved.collect();
            shuffled.insert(slot, Arc::new(moved.into_iter().collect()));
        }
    }
    let limits = Limits { differences: false, ..limits(5) };
    let found = Found::of(&limits, &small.tallies, &[shuffled], &Exceptions::default());
    assert!(found.done.unprotected.is_empty(), "{:?}", found.done);
    for (counted, among) in counted.iter().zip(&among) {
        let [number, base] = [small.tallies.statements[*counted].counted, small.tallies.statements[*among].counted + 1]
            .map(|tally| found.cells.of_tally[tally]);
        assert_ne!(number, base, "no definition makes them one");
        let is_hidden = [number, base].map(|cell| found.done.hidden.contains(&cell));
        assert_eq!(is_hidden[0], is_hidden[1], "whoever sees the one has the other: {:?}", found.done);
    }
    let three = found.cells.of_tally[small.tallies.statements[counted[0]].counted];
    let besides = found.done.hidden.iter().filter(|cell| !found.first().contains(cell)).count();
    assert!(found.done.hidden.contains(&three) && besides > 0, "three and another: {:?}", found.done);
}

#[test]
fn what_two_extracts_tell_alike_is_one_number_to_readers() {
    // 30 = 3 + 7 + 20 by one extract, and the same people by another: in other registers the two have nothing to do with each other.
    let mut small = Small::of(30);
    let groups = [0..3, 3..10, 10..30];
    let one: Vec<usize> = groups.iter().map(|group| small.count(group.clone(), 0..30)).collect();
    let other: Vec<usize> = groups.iter().map(|group| small.count(group.clone(), 0..30)).collect();
    // The seven are told most often by the second, so that of its own accord it would hide the twenty.
    let again = [small.count(3..10, 0..30), small.count(3..10, 0..30)];
    // All thirty are told so often that they are not what is hidden.
    for _ in 0..3 {
        small.count(0..30, 0..30);
    }
    let mut shuffled: BTreeMap<_, _> = small.tallies.slots.iter().skip(16).cloned().collect();
    for (at, place) in one.iter().chain(&other).chain(&again).enumerate() {
        let counted = small.tallies.statements[*place].counted;
        for slot in [counted, counted + 1] {
            let ((_, exhibit), part, labels, _) = &mut small.tallies.slots[slot].0;
            *part = if at > 5 { at } else { 0 };
            (*exhibit, labels[2]) = (usize::from(at > 2), if at > 5 { 1 } else { at % 3 }.to_string());
            labels[1] = if at > 5 { at.to_string() } else { String::new() };
            let (slot, units) = small.tallies.slots[slot].clone();
            // The second extract's rows are about others, each about the next but five.
            let moved = units.iter().map(|(unit, by)| ((unit + 5 * u32::from(at > 2)) % 30, *by));
            let moved: BTreeMap<u32, i64> = moved.collect();
            shuffled.insert(slot, Arc::new(moved.into_iter().collect()));
        }
    }
    let found = Found::of(&limits(5), &small.tallies, &[shuffled], &Exceptions::default());
    assert!(found.done.unprotected.is_empty(), "{:?}", found.done);
    let is_hidden =
        |place: &usize| found.done.hidden.contains(&found.cells.of_tally[small.tallies.statements[*place].counted]);
    let [one, other] = [one, other].map(|places| places.iter().map(is_hidden).collect::<Vec<_>>());
    assert!(one[0] && (one[1] || one[2]), "three and another: {one:?}");
    assert_eq!(one, other, "whoever sees the one of a pair has the other");
}

#[test]
fn numbers_that_are_the_same_people_once_are_not_the_same_to_readers() {
    // Three of thirty are in two exhibits at one label, and at another they differ: nobody can tell that the hidden ones agree.
    let known = |other: std::ops::Range<u32>| {
        let mut small = Small::of(30);
        let places =
            [small.count(0..3, 0..30), small.count(3..12, 0..30), small.count(0..3, 0..30), small.count(other, 0..30)];
        let mut shuffled: BTreeMap<_, _> = BTreeMap::new();
        for (at, place) in (0_u32..).zip(&places) {
            let counted = small.tallies.statements[*place].counted;
            let ((_, exhibit), part, labels, _) = &mut small.tallies.slots[counted].0;
            (*exhibit, *part) = (usize::from(at >= 2), 0);
            *labels = [String::new(), String::new(), (at % 2).to_string()];
            let (slot, units) = small.tallies.slots[counted].clone();
            shuffled.insert(slot, Arc::new(units.iter().map(|(unit, by)| (unit + at, *by)).collect()));
        }
        let found = Found::known(&limits(5), &small.tallies, &[shuffled], &Exceptions::default());
        let cell = |place: usize| found.cells.of_tally[small.tallies.statements[places[place]].counted];
        let tied = vec![(cell(0), 1), (cell(2), -1)];
        found.related.relations.iter().any(|relation| relation.small == tied)
    };
    assert!(!known(3..13));
    assert!(known(3..12), "where all that is shown agrees, what is hidden does");
}

#[test]
fn an_n_whose_tally_is_of_others_is_met() {
    let mut small = Small::of(30);
    let place = small.count(0..10, 0..20);
    let mut like = |of: Option<f64>, n: Option<usize>| {
        let statement = &mut small.tallies.statements[place];
        (statement.of, statement.n) = (of, n);
        let statement = statement.clone();
        small.tallies.counts_whom_it_says(&statement)
    };
    // The ten who are counted are the first tally, the twenty that they are counted among the second.
    assert!(like(Some(20.0), Some(1)) && like(Some(10.0), Some(0)) && like(Some(19.999_999), Some(1)));
    assert!(!like(Some(19.0), Some(1)) && !like(Some(20.0), Some(0)));
    assert!(like(None, Some(1)) && like(Some(20.0), None), "nothing is said of how many it is");
}

#[test]
fn few_families_are_few_however_many_they_are() {
    let mut small = Small::of(30);
    // The first eight are of two families.
    for unit in 0..8 {
        small.tallies.families[unit] = Some(100 + u32::from(unit > 3));
    }
    let eight = small.count(0..8, 0..30);
    let others = small.count(8..16, 0..30);
    let hidden = small.hidden(&Limits { families: Some(3), ..limits(5) });
    assert!(hidden.contains(&eight) && !hidden.contains(&others), "{hidden:?}");
    assert!(small.hidden(&limits(5)).is_empty());
}

#[test]
fn the_same_comes_out_each_time() {
    let mut small = Small::of(60);
    for at in 0..12 {
        small.count(at * 4..at * 4 + 1 + at, 0..60);
    }
    assert_eq!(small.hidden(&limits(5)), small.hidden(&limits(5)));
}

#[test]
fn a_zero_among_few_that_is_a_fact_is_not_what_the_others_leave_of_the_total() {
    // None of three, 10 of 20 and 20 of 30 make 30 of 53.
    let ones = |units: std::ops::Range<u32>| units.map(|unit| (unit, 1)).collect::<Vec<_>>();
    let mut small = Small::of(53);
    let none = small.count(0..0, 0..3);
    let others = [small.count(3..13, 3..23), small.count(23..43, 23..53)];
    small.say(Stat::Count, &[ones(3..13), ones(23..43)].concat(), &(0..53).collect::<Vec<_>>());
    let limits = Limits { unanimous: true, ..limits(5) };
    let exceptions = Exceptions::default();
    let ordinary = Found::of(&limits, &small.tallies, &[], &exceptions);
    let hidden = |mixed: &[[Vec<(u32, i64)>; 4]]| {
        // All are counted among the same as before.
        let register = |counted: &[Vec<(u32, i64)>; 4]| {
            let mut slots: BTreeMap<_, _> = small.tallies.slots.iter().cloned().collect();
            for (place, counted) in counted.iter().enumerate() {
                let slot = small.tallies.slots[small.tallies.statements[place].counted].0.clone();
                slots.insert(slot, Arc::new(counted.iter().map(|(unit, by)| (*unit, by * ONE)).collect()));
            }
            slots
        };
        let registers: Vec<_> = mixed.iter().map(register).collect();
        let found = facts::found(&ordinary, (&small.tallies, &exceptions), &[], &|_| registers.clone());
        let (mut found, count) = found.expect("a zero among few");
        assert_eq!(count, mixed.len());
        found.hide_besides(&ordinary, &small.tallies, &exceptions);
        assert!(found.done.unprotected.is_empty(), "{:?}", found.done);
        let hides = |place: &usize| found.is_hidden(small.tallies.statements[*place].counted);
        (0..4).filter(hides).collect::<BTreeSet<_>>()
    };
    let parts = [ones(0..1), ones(3..9), ones(23..30)];
    let all = parts.concat();
    let [none_then, some, others_then] = parts;
    let mixed = [none_then, some, others_then, all];
    let seen = hidden(&[mixed]);
    assert!(seen.contains(&none) && others.iter().any(|other| seen.contains(other)), "{seen:?}");
    // Of which it is not known what tells them, they alone are hidden.
    assert_eq!(hidden(&[]), BTreeSet::from([none]));
    // A zero in all registers is one by definition.
    let slots: BTreeMap<_, _> = small.tallies.slots.iter().cloned().collect();
    let found = facts::found(&ordinary, (&small.tallies, &exceptions), &[], &|_| vec![slots.clone()]);
    assert!(found.is_none());
}
