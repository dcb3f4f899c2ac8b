//! States and sequences: the labels of the one, the columns of the other.

use super::Scope;
use super::people::of_known;
use crate::diagnostic::{Code, Finding, Ranged, did_you_mean};
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
                        match &step.test {
                            StepTest::Spells(spells) => drop(self.spells(spells)),
                            StepTest::State { of, labels } => self.of_state(of, labels),
                        }
                    }
                }
                StateRule::Merged { of, labels } => {
                    for (_, taken) in labels {
                        self.of_state(of, taken);
                    }
                }
            }
        }
    }

    /// Judges which spells are meant; their columns.
    pub(super) fn spells(&mut self, spells: &Spells) -> Option<Columns> {
        let columns = self.extract(&spells.extract)?;
        self.filters(&spells.filter, &columns);
        Some(columns)
    }

    /// Judges labels that something asks of a state: one that it never has would be met by nobody.
    pub(super) fn of_state(&mut self, state: &Ranged<String>, asked: &[Ranged<String>]) {
        let known = self.state_labels(state.as_str());
        for label in asked.iter().filter(|label| !known.is_empty() && !known.contains(&label.value)) {
            let help = match did_you_mean(label.as_str(), known.iter().map(String::as_str)) {
                Some(likely) => format!("did you mean `{likely}`?"),
                None => format!("its labels are {}", known.join(", ")),
            };
            let message = format!("the state `{}` has no label `{}`", state.value, label.value);
            let finding = Finding::error(Code::UnknownName, message)
                .at(&self.spec.file, label.span.clone(), "not a label of the state")
                .help(help);
            self.findings.push(finding);
        }
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
