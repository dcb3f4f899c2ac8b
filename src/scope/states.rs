//! States and sequences: the labels of the one, the columns of the other.

use super::Scope;
use super::people::of_known;
use crate::diagnostic::Ranged;
use crate::spec::{Sequence, Spells, StateRule, StepTest};
use crate::sql::{Column, Columns, Kind, Wanted};

impl Scope<'_> {
    /// Judges the filters and labels of all states.
    pub(super) fn states(&mut self) {
        for state in &self.spec.states {
            match &state.rule {
                StateRule::Spells { spells, value, .. } => {
                    let columns = self.spells(spells);
                    // The labels are listed, so that each is a class that someone declared.
                    if let Some(columns) = columns {
                        self.judge(value, &columns, Wanted::Any);
                    }
                }
                StateRule::FirstOf(steps) => {
                    for step in steps {
                        if let StepTest::Spells(spells) = &step.test {
                            self.spells(spells);
                        }
                    }
                }
                StateRule::Merged { .. } => {}
            }
        }
    }

    /// Judges which spells are meant; their columns.
    pub(super) fn spells(&mut self, spells: &Spells) -> Option<Columns> {
        let columns = self.extract(&spells.extract)?;
        self.filters(&spells.filter, &columns);
        Some(columns)
    }

    /// All labels that a state can have.
    pub(super) fn state_labels(&self, name: &str) -> Vec<String> {
        self.labels_within(name, self.spec.states.len())
    }

    /// A state may be made of another, but of no more than there are.
    fn labels_within(&self, name: &str, depth: usize) -> Vec<String> {
        let Some(state) = self.spec.states.iter().find(|state| state.name.value == name) else { return Vec::new() };
        let mut labels: Vec<String> = state.order.iter().map(|label| label.value.clone()).collect();
        match &state.rule {
            StateRule::Spells { .. } => {}
            StateRule::FirstOf(steps) => labels.extend(steps.iter().map(|step| step.label.value.clone())),
            StateRule::Merged { of, labels: into } => {
                let others = if depth == 0 { Vec::new() } else { self.labels_within(of.as_str(), depth - 1) };
                labels.extend(others.into_iter().map(|label| {
                    let taken = into.iter().find(|(_, taken)| taken.iter().any(|taken| taken.value == label));
                    taken.map_or(label, |(into, _)| into.value.clone())
                }));
            }
        }
        if !state.missing.value.is_empty() {
            labels.push(state.missing.value.clone());
        }
        let mut seen = std::collections::BTreeSet::new();
        labels.retain(|label| seen.insert(label.clone()));
        labels
    }

    /// Judges all sequences.
    pub(super) fn sequences(&mut self) {
        for sequence in &self.spec.sequences {
            let Some(columns) = self.dated(&sequence.extract) else { continue };
            self.filters(&sequence.filter, &columns);
            for name in sequence.by.iter().chain([&sequence.order]) {
                self.named(name, &columns);
            }
            for (_, text) in &sequence.columns {
                let judged = self.sql.check_grouped(text, &columns, &keys(sequence));
                self.noted(judged);
            }
        }
    }

    /// The columns of a sequence's records; what is wrong with them has been noted.
    pub(super) fn records_of(&self, sequence: &Sequence) -> Option<Columns> {
        let rows = self.dated(&sequence.extract)?;
        let mut columns = Columns::default();
        for name in &sequence.by {
            columns.set(rows.named(name.as_str())?.clone());
        }
        columns.set(Column::new("as_of", Kind::Month));
        columns.set(Column::new("as_of_end", Kind::Day));
        for (name, text) in &sequence.columns {
            let known = self.sql.check_grouped(text, &rows, &keys(sequence)).ok();
            columns.set(
                known.map_or_else(|| Column::new(name.as_str(), Kind::Nothing), |known| of_known(name.as_str(), known)),
            );
        }
        Some(columns)
    }
}

fn keys(sequence: &Sequence) -> Vec<&str> {
    sequence.by.iter().map(Ranged::as_str).chain(["as_of", "as_of_end"]).collect()
}
