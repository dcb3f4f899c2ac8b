//! The change of a calculated value split by the assumptions that moved it.
//!
//! The new release's formulas are worked out with some assumptions as they were and the others as they are. What an assumption
//! brings is what the value moves by when it takes its new number, on average over all orders ([`super::split`]). Formulas that
//! were written otherwise, or reach over other years, are a changed definition and not split.

use std::collections::{BTreeMap, BTreeSet};

use super::change::AssumptionChange;
use super::split::{MOST_PLAYERS, is_noise, shares};
use crate::audit::record::{Exhibit, Step, Term, Worked};
use crate::estimate::sum;

/// A calculation's value in a release: its steps, and those that it is the sum of.
#[derive(Debug, Clone)]
pub(super) struct Calculated<'a> {
    worked: &'a Worked,
    wanted: Vec<usize>,
    value: f64,
}

impl<'a> Calculated<'a> {
    /// The value in that place of the exhibit, where it is what a calculation comes to, in all years if not in one.
    pub(super) fn of(exhibit: &'a Exhibit, value: usize) -> Option<Self> {
        let basis = exhibit.basis.bases.get(value)?;
        let worked = exhibit.basis.parts.get(basis.part)?.worked.as_ref()?;
        let counted = &exhibit.basis.lists.get(basis.counted)?.0;
        let wanted: Option<Vec<usize>> =
            counted.iter().map(|at| Some(*worked.of.0.get(*at as usize)? as usize)).collect();
        Some(Self { worked, wanted: wanted?, value: exhibit.head.values.get(value)?.value? })
    }
}

/// What each assumption brought, the greatest first; nothing where the value is not calculated in the same way in both releases, or
/// more assumptions changed than can be told apart.
pub(super) fn split(old: Calculated<'_>, new: Calculated<'_>) -> Vec<AssumptionChange> {
    let mut twins = Twins { steps: [&old.worked.steps, &new.worked.steps], of_new: BTreeMap::new() };
    let alike = old.wanted.len() == new.wanted.len()
        && old.wanted.iter().zip(&new.wanted).all(|(before, after)| twins.meet(*before, *after).is_some());
    if alike { twins.split(&old, &new).unwrap_or_default() } else { Vec::new() }
}

/// The steps of two releases that are the same assumption or quantity.
struct Twins<'a> {
    steps: [&'a [Step]; 2],
    /// The old step of each new one that was met.
    of_new: BTreeMap<usize, usize>,
}

impl<'a> Twins<'a> {
    /// Goes down two steps side by side; none where they are not worked out in the same way.
    fn meet(&mut self, old: usize, new: usize) -> Option<()> {
        if let Some(known) = self.of_new.get(&new) {
            return (*known == old).then_some(());
        }
        let [before, after] = [self.steps[0].get(old)?, self.steps[1].get(new)?];
        if before.label != after.label || before.place != after.place {
            return None;
        }
        match (&before.term, &after.term) {
            (None, None) => {}
            (Some(before), Some(after)) => self.meet_terms(before, after)?,
            _ => return None,
        }
        self.of_new.insert(new, old);
        Some(())
    }

    fn meet_terms(&mut self, old: &Term, new: &Term) -> Option<()> {
        match (old, new) {
            (Term::Number(before), Term::Number(after)) => {
                (before.map(f64::to_bits) == after.map(f64::to_bits)).then_some(())
            }
            (Term::Step(before), Term::Step(after)) => self.meet(*before, *after),
            (Term::Of(before, old), Term::Of(after, new)) if before == after && old.len() == new.len() => {
                old.iter().zip(new).try_for_each(|(before, after)| self.meet_terms(before, after).ok_or(())).ok()
            }
            _ => None,
        }
    }

    fn split(&self, old: &Calculated<'_>, new: &Calculated<'_>) -> Option<Vec<AssumptionChange>> {
        let changed = self.changed();
        let players: Vec<&str> =
            changed.iter().map(|(label, ..)| *label).collect::<BTreeSet<_>>().into_iter().collect();
        if players.is_empty() || players.len() > MOST_PLAYERS {
            return None;
        }
        let values: Vec<Option<f64>> =
            (0..1usize << players.len()).map(|at_work| self.value(&new.wanted, &players, at_work)).collect();
        // What the records say must come out again, or the split would be of something else.
        let is_so = |value: &Option<f64>, said: f64| value.is_some_and(|value| is_noise(value - said, value, said));
        if !is_so(values.first()?, old.value) || !is_so(values.last()?, new.value) {
            return None;
        }
        let parts = shares(players.len(), &values);
        let told = |(label, part): (&str, f64)| {
            let places: Vec<_> = changed.iter().filter(|(of, ..)| *of == label).collect();
            let only = match places.as_slice() {
                [(_, place, old, new)] => Some(((*place).to_owned(), *old, *new)),
                _ => None,
            };
            let (place, old, new) = only.unwrap_or_default();
            AssumptionChange { label: label.to_owned(), places: places.len(), place, old, new, part }
        };
        let mut told: Vec<AssumptionChange> = players.into_iter().zip(parts).map(told).collect();
        told.sort_by(|one, other| other.part.abs().total_cmp(&one.part.abs()));
        Some(told)
    }

    /// The assumptions that have another number: label, place, the old number and the new one.
    fn changed(&self) -> Vec<(&'a str, &'a str, Option<f64>, Option<f64>)> {
        let [old_steps, new_steps] = self.steps;
        let pairs = self.of_new.iter().map(|(new, old)| (&old_steps[*old], &new_steps[*new]));
        let leaves = pairs.filter(|(_, new)| new.term.is_none());
        let moved = leaves.filter(|(old, new)| old.value.map(f64::to_bits) != new.value.map(f64::to_bits));
        moved.map(|(old, new)| (new.label.as_str(), new.place.as_str(), old.value, new.value)).collect()
    }

    /// The value with the assumptions new whose bits are set.
    fn value(&self, wanted: &[usize], players: &[&str], at_work: usize) -> Option<f64> {
        let mut values: BTreeMap<usize, f64> = BTreeMap::new();
        // Each step stands behind those that it is made of.
        for (new, old) in &self.of_new {
            let step = &self.steps[1][*new];
            let value = if let Some(term) = &step.term {
                term.with(&|at| values.get(&at).copied())?
            } else {
                let player = players.iter().position(|label| *label == step.label);
                let is_new = player.is_none_or(|player| at_work >> player & 1 == 1);
                if is_new { step.value? } else { self.steps[0][*old].value? }
            };
            values.insert(*new, value);
        }
        wanted.iter().map(|at| values.get(at).copied()).collect::<Option<Vec<f64>>>().map(sum)
    }
}
