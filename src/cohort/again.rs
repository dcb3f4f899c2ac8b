//! Views that would be the same as they were made of another register: those that are made of nothing that differs.
//!
//! What a view is made of are the extracts, the periods and the other views that its query speaks of. Periods are of the calendar alone.
//! An extract differs if its frame does, and a view if it was made again and came out otherwise. Of populations and sequences nothing is
//! known here, so that a view that speaks of one is always made.

use std::collections::BTreeSet;

use super::Data;
use crate::register::Register;
use crate::spec::{Spec, View};
use crate::sql::Table;

/// The views of a spec as they were made of another register, for the same month.
#[derive(Clone, Copy)]
pub struct Earlier<'a> {
    /// That register.
    pub register: &'a Register,
    /// All views of it.
    pub views: &'a [Table],
}

/// What of the earlier views still holds.
pub(super) struct Again<'a> {
    views: &'a [Table],
    /// The names of what differs, or may.
    other: BTreeSet<String>,
}

impl<'a> Again<'a> {
    /// Nothing is made again yet.
    pub(super) fn of(earlier: Earlier<'a>, data: Data<'_>) -> Self {
        let extracts = earlier.register.iter().zip(data.register);
        let differ = extracts.filter(|(old, new)| old.name != new.name || !old.frame.equals_missing(&new.frame));
        let extracts = differ.map(|(_, new)| new.name.clone());
        let Spec { populations, sequences, .. } = data.spec;
        let populations = populations.iter().map(|population| population.name.value.clone());
        let sequences = sequences.iter().map(|sequence| sequence.name.value.clone());
        Self { views: earlier.views, other: extracts.chain(populations).chain(sequences).collect() }
    }

    /// The view as it was, where it would be the same.
    pub(super) fn same(&self, view: &View) -> Option<&'a Table> {
        // A word that is no name but looks like one only has the view made.
        let words = view.speaks_of();
        let speaks_of = |name: &String| words.contains(name.as_str());
        let keeps = view.keeps.as_ref().is_some_and(|keeps| self.other.contains(keeps.as_str()));
        let other = keeps || self.other.iter().any(speaks_of);
        self.views.iter().find(|table| !other && table.name == view.name.value)
    }

    /// A view has been made: it differs if its rows do, or what they came from.
    pub(super) fn note(&mut self, made: &Table) {
        let was = self.views.iter().find(|table| table.name == made.name);
        let same = was.is_some_and(|was| was.frame.equals_missing(&made.frame) && was.rows == made.rows);
        if !same {
            self.other.insert(made.name.clone());
        }
    }
}
