//! States: what is so of a person in a window, one label at a time.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::{Data, RowRef, Spell, SpellTable, Sql, Window};
use crate::diagnostic::{Code, Finding, Findings};
use crate::spec::{Ranged, Spec, State, StateRule, StepTest, Tie};

/// A person's state in a window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// The state's label.
    pub label: String,
    /// The rows that tell it; none where nothing does.
    pub rows: Vec<RowRef>,
}

/// All states of a spec, ready to be asked.
#[derive(Debug, Default)]
pub struct States {
    by_name: BTreeMap<String, Told>,
}

/// One state with its spells read.
#[derive(Debug)]
struct Told {
    rule: Rule,
    missing: String,
    /// All labels in reading order. The label for nothing is among them only where it is a category of its own.
    labels: Vec<String>,
}

#[derive(Debug)]
enum Rule {
    Spells { spells: SpellTable, ties: Vec<Tie>, order: Vec<String> },
    FirstOf(Vec<(String, Test)>),
    Merged { of: String, into: BTreeMap<String, String> },
}

#[derive(Debug)]
enum Test {
    Spells(SpellTable),
    State { of: String, labels: BTreeSet<String> },
}

impl States {
    /// Reads the spells of every state of `spec`.
    ///
    /// # Errors
    /// Expressions that cannot be understood and spells whose label the state does not list, all at once.
    pub fn read(data: Data<'_>) -> Result<Self, Findings> {
        let spec = data.spec;
        let sql = Sql::of(spec);
        let mut states = Self::default();
        let mut findings = Findings::new();
        for state in &spec.states {
            match told(state, data, sql) {
                Ok(told) => {
                    states.by_name.insert(state.name.value.clone(), told);
                }
                Err(found) => findings.extend(found),
            }
        }
        if !findings.is_empty() {
            return Err(findings);
        }
        states.read_labels(spec);
        Ok(states)
    }

    /// Merged states take the order of the one they are made of; a round for each, as one may be made of another.
    fn read_labels(&mut self, spec: &Spec) {
        for _ in &spec.states {
            for state in &spec.states {
                let Some(Told { rule: Rule::Merged { of, into }, .. }) = self.by_name.get(state.name.as_str()) else {
                    continue;
                };
                let source = &self.by_name[of];
                let name = |label: &String| into.get(label).unwrap_or(label).clone();
                let missing = name(&source.missing);
                let mut labels: Vec<String> = state.order.iter().map(|label| label.value.clone()).collect();
                for label in source.labels.iter().map(name) {
                    if !labels.contains(&label) {
                        labels.push(label);
                    }
                }
                if let Some(told) = self.by_name.get_mut(state.name.as_str()) {
                    told.labels = labels;
                    told.missing = missing;
                }
            }
        }
    }

    /// The labels of a state in reading order, and the label for nothing, which may be one of them.
    pub fn labels(&self, state: &str) -> (&[String], &str) {
        let told = &self.by_name[state];
        (&told.labels, &told.missing)
    }

    /// The state of a person in a window.
    pub fn status(&self, state: &str, person: &str, window: &Window) -> Status {
        let told = &self.by_name[state];
        let nothing = || Status { label: told.missing.clone(), rows: Vec::new() };
        match &told.rule {
            Rule::Spells { spells, ties, order } => {
                let place = |spell: &Spell| order.iter().position(|label| Some(label) == spell.label.as_ref());
                let deciding = spells.counting(person, window).min_by_key(|spell| {
                    // The row decides last, so that the choice never rests on chance.
                    let ties: Vec<(Reverse<_>, usize)> = ties
                        .iter()
                        .map(|tie| match tie {
                            Tie::LatestStart => (Reverse(Some(spell.from)), 0),
                            Tie::ListedFirst => (Reverse(None), place(spell).unwrap_or(usize::MAX)),
                        })
                        .collect();
                    (ties, spell.row)
                });
                deciding.map_or_else(nothing, |spell| Status {
                    label: spell.label.clone().unwrap_or_else(|| told.missing.clone()),
                    rows: vec![spell.row],
                })
            }
            Rule::FirstOf(steps) => {
                for (label, test) in steps {
                    let rows = match test {
                        Test::Spells(spells) => {
                            let rows: Vec<RowRef> = spells.counting(person, window).map(|spell| spell.row).collect();
                            (!rows.is_empty()).then_some(rows)
                        }
                        Test::State { of, labels } => {
                            let status = self.status(of, person, window);
                            labels.contains(&status.label).then_some(status.rows)
                        }
                    };
                    if let Some(rows) = rows {
                        return Status { label: label.clone(), rows };
                    }
                }
                nothing()
            }
            Rule::Merged { of, into } => {
                let status = self.status(of, person, window);
                Status { label: into.get(&status.label).cloned().unwrap_or(status.label), rows: status.rows }
            }
        }
    }
}

fn told(state: &State, data: Data<'_>, sql: Sql<'_>) -> Result<Told, Findings> {
    let order: Vec<String> = state.order.iter().map(|label| label.value.clone()).collect();
    let missing = state.missing.value.clone();
    match &state.rule {
        StateRule::Spells { spells, value, ties } => {
            let table = SpellTable::read(spells, Some(value), data, sql)?;
            unlisted(state, data.spec, &table, value)?;
            let rule = Rule::Spells { spells: table, ties: ties.clone(), order: order.clone() };
            Ok(Told { rule, missing, labels: order })
        }
        StateRule::FirstOf(steps) => {
            let mut findings = Findings::new();
            let mut read = Vec::new();
            for step in steps {
                let test = match &step.test {
                    StepTest::Spells(spells) => SpellTable::read(spells, None, data, sql).map(Test::Spells),
                    StepTest::State { of, labels } => {
                        let labels = labels.iter().map(|label| label.value.clone()).collect();
                        Ok(Test::State { of: of.value.clone(), labels })
                    }
                };
                match test {
                    Ok(test) => read.push((step.label.value.clone(), test)),
                    Err(finding) => findings.push(finding),
                }
            }
            if !findings.is_empty() {
                return Err(findings);
            }
            let mut labels: Vec<String> = read.iter().map(|(label, _)| label.clone()).collect();
            labels.dedup();
            // What nothing tells may be a category that steps tell too.
            if !labels.contains(&missing) {
                labels.push(missing.clone());
            }
            Ok(Told { rule: Rule::FirstOf(read), missing, labels })
        }
        StateRule::Merged { of, labels } => {
            let into = labels
                .iter()
                .flat_map(|(label, taken)| taken.iter().map(|taken| (taken.value.clone(), label.value.clone())));
            Ok(Told { rule: Rule::Merged { of: of.value.clone(), into: into.collect() }, missing, labels: order })
        }
    }
}

/// A spell whose label the state does not list would be counted nowhere, so it is an error of the extract.
fn unlisted(state: &State, spec: &Spec, spells: &SpellTable, value: &Ranged<String>) -> Result<(), Findings> {
    let listed = |label: &str| state.order.iter().any(|known| known.as_str() == label);
    let strange = spells.iter().find(|spell| spell.label.as_deref().is_some_and(|label| !listed(label)));
    let Some(spell) = strange else { return Ok(()) };
    let file = &spec.extracts[usize::from(spell.row.extract)].file.value;
    Err(Finding::error(
        Code::UndeclaredCategory,
        format!("a spell has a label that the state `{}` does not list", state.name.value),
    )
    .at(&spec.file, value.span.clone(), "gives the label")
    .in_cell(file.as_str(), Some(u64::from(spell.row.row)), None)
    .help("list the label in `order`, or correct the extract")
    .into())
}
