//! Which field's future an exhibit used, and whose: found by hiding less and less of it.
//!
//! First what was unknown in each field is hidden alone. What is then left of a field that matters is halved again and again
//! ("group testing"), the halves that make no difference are let go, until single rows are left or the trials are used up. One trial
//! tells of all exhibits that the rows may be to blame for, so that many cost no more than one.

use std::collections::BTreeMap;

use super::future::{Unknown, without};
use super::{Compute, Told, of_exhibits};
use crate::spec::Exhibit;
use crate::statistic::{Computed, differences};

/// How many times exhibits are computed at most to narrow down the rows, of all fields together.
const TRIALS: usize = 40;

/// A field whose future an exhibit used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Blamed {
    /// The extract's place in the register.
    pub(super) extract: usize,
    /// The field's place in the layout.
    pub(super) field: usize,
    /// Whether rows were unknown, and not cells.
    pub(super) whole: bool,
    /// The rows, by their places in the frame.
    pub(super) at: Vec<usize>,
}

/// Finds what is to blame.
#[derive(Clone, Copy)]
pub(super) struct Blaming<'a> {
    pub(super) told: Told<'a>,
    pub(super) unknown: &'a [Unknown],
    pub(super) compute: Compute<'a>,
}

impl Blaming<'_> {
    /// For each of the exhibits what is to blame.
    pub(super) fn blamed(self, exhibits: &[&Exhibit]) -> Vec<Vec<Blamed>> {
        let mut found: Vec<Vec<Blamed>> = exhibits.iter().map(|_| Vec::new()).collect();
        if exhibits.is_empty() {
            return found;
        }
        let all: Vec<usize> = (0..exhibits.len()).collect();
        let fields: Vec<&[Unknown]> = self.unknown.chunk_by(|one, next| field(one) == field(next)).collect();
        let mut trials = TRIALS;
        for own in &fields {
            let differing = self.differing(own, exhibits, &all);
            let mut rows: BTreeMap<usize, Vec<Unknown>> = BTreeMap::new();
            self.narrow(own, exhibits, &differing, &mut trials, &mut rows);
            for (number, rows) in rows {
                found[number].push(blame(&rows));
            }
        }
        // Where no field alone makes the difference, each that is needed for it does, and else all of them together.
        for (number, found) in found.iter_mut().enumerate().filter(|(_, found)| found.is_empty()) {
            let own: Vec<&[Unknown]> = fields
                .iter()
                .copied()
                .filter(|own| own.first().is_some_and(|one| self.told.uses(exhibits[number], one)))
                .collect();
            let others = |field: usize| own.iter().enumerate().filter(move |(at, _)| *at != field);
            let needed = |field: &usize| {
                let rest: Vec<Unknown> = others(*field).flat_map(|(_, own)| own.iter().copied()).collect();
                self.differing(&rest, exhibits, &[number]).is_empty()
            };
            let needed: Vec<usize> = (0..own.len()).filter(needed).collect();
            let together = if needed.is_empty() { (0..own.len()).collect() } else { needed };
            found.extend(together.into_iter().map(|at| blame(own[at])));
        }
        found
    }

    /// Those of the exhibits that are others when this is hidden. One that cannot be computed then is.
    fn differing(self, hidden: &[Unknown], exhibits: &[&Exhibit], among: &[usize]) -> Vec<usize> {
        let uses = |number: &usize| hidden.iter().any(|one| self.told.uses(exhibits[*number], one));
        let asked: Vec<usize> = among.iter().copied().filter(uses).collect();
        if asked.is_empty() {
            return asked;
        }
        let data = self.told.data;
        let picked: Vec<&Exhibit> = asked.iter().map(|number| exhibits[*number]).collect();
        match (self.compute)(&of_exhibits(data.spec, &picked), &without(data.register, data.schemas, hidden)) {
            Ok(known) => {
                let differs = |known: &Option<Computed>, number: &usize| {
                    let Some(known) = known else { return false };
                    self.told.of(exhibits[*number]).is_none_or(|own| !differences(own, known).is_empty())
                };
                asked
                    .into_iter()
                    .zip(&known)
                    .filter(|(number, known)| differs(known, number))
                    .map(|(number, _)| number)
                    .collect()
            }
            Err(_) => asked,
        }
    }

    /// Finds the rows of a field that make the difference, as few as the trials allow, for each of the exhibits `among` that
    /// differ when all of them are hidden.
    fn narrow(
        self,
        own: &[Unknown],
        exhibits: &[&Exhibit],
        among: &[usize],
        trials: &mut usize,
        found: &mut BTreeMap<usize, Vec<Unknown>>,
    ) {
        if among.is_empty() {
            return;
        }
        if own.len() < 2 || *trials < 2 {
            for number in among {
                found.entry(*number).or_default().extend(own);
            }
            return;
        }
        *trials -= 2;
        let (first, second) = own.split_at(own.len() / 2);
        let halves = [first, second].map(|half| (half, self.differing(half, exhibits, among)));
        // Where neither half alone makes the difference, both together do.
        for number in among.iter().filter(|number| halves.iter().all(|(_, differing)| !differing.contains(number))) {
            found.entry(*number).or_default().extend(own);
        }
        for (half, differing) in halves {
            self.narrow(half, exhibits, &differing, trials, found);
        }
    }
}

fn field(unknown: &Unknown) -> (usize, usize, bool) {
    (unknown.extract, unknown.field, unknown.whole)
}

/// What of one field is to blame.
fn blame(of_field: &[Unknown]) -> Blamed {
    let one = of_field.first().copied().unwrap_or(Unknown { extract: 0, field: 0, whole: false, at: 0 });
    Blamed {
        extract: one.extract,
        field: one.field,
        whole: one.whole,
        at: of_field.iter().map(|unknown| unknown.at).collect(),
    }
}
