//! States: what is so of a person in a window, one label at a time.
//!
//! A state's labels have codes: their places in reading order, and behind them the label for nothing, where that is no
//! category of its own. All windows of a person are told in one pass over the person's spells; the rows that tell a window
//! are found again when they are asked for, by the same spells in the same order.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::people::People;
use super::{Data, RowRef, Spell, SpellTable, Sql, Window};
use crate::diagnostic::{Code, Finding, Findings, Ranged};
use crate::parallel;
use crate::spec::{Spec, StateRule, StepTest, Tie, UnitKind, Whom};

/// All states of a spec, ready to be asked.
#[derive(Debug, Default)]
pub struct States {
    people: Arc<People>,
    by_name: BTreeMap<String, Arc<State>>,
}

/// One state with its spells read.
#[derive(Debug)]
pub struct State {
    rule: Rule,
    /// All labels in reading order. The label for nothing is among them only where it is a category of its own.
    labels: Vec<String>,
    missing: String,
}

#[derive(Debug)]
enum Rule {
    /// Each person's spells are ranked: the first that counts decides. For each label of a spell its code.
    Spells {
        spells: SpellTable,
        codes: Vec<u32>,
    },
    FirstOf(Vec<(u32, Test)>),
    /// For each code of the other state the code of this.
    Merged {
        of: Other,
        into: Vec<u32>,
    },
}

#[derive(Debug)]
enum Test {
    Spells(SpellTable),
    /// For each code of the other state whether the step fits.
    State {
        of: Other,
        fits: Vec<bool>,
    },
}

/// A state that another is told by, and its name.
#[derive(Debug)]
struct Other {
    name: String,
    state: Arc<State>,
}

impl State {
    /// The code for nothing.
    fn missing(&self) -> u32 {
        code(self.labels.iter().position(|label| *label == self.missing).unwrap_or(self.labels.len()))
    }

    /// The label of each code.
    pub(super) fn names(&self) -> Vec<&String> {
        let own = self.labels.contains(&self.missing);
        self.labels.iter().chain(Some(&self.missing).filter(|_| !own)).collect()
    }

    fn find(&self, name: &str) -> Option<u32> {
        self.names().iter().position(|label| *label == name).map(code)
    }

    /// The state of a person in each of the windows, as codes.
    pub fn told_in(&self, person: u32, windows: &[Window]) -> Vec<u32> {
        match &self.rule {
            Rule::Spells { spells, codes } => {
                let missing = self.missing();
                let mut found = vec![None; windows.len()];
                spells.spread(person, windows, |spell, at| {
                    found[at].get_or_insert_with(|| spell.label.map_or(missing, |label| codes[usize::from(label)]));
                });
                found.into_iter().map(|code| code.unwrap_or(missing)).collect()
            }
            Rule::FirstOf(steps) => {
                let mut found = vec![None; windows.len()];
                for (label, test) in steps {
                    match test {
                        Test::Spells(spells) => spells.spread(person, windows, |_, at| {
                            found[at].get_or_insert(*label);
                        }),
                        Test::State { of, fits } => {
                            for (found, other) in found.iter_mut().zip(of.state.told_in(person, windows)) {
                                if fits[other as usize] {
                                    found.get_or_insert(*label);
                                }
                            }
                        }
                    }
                }
                found.into_iter().map(|code| code.unwrap_or_else(|| self.missing())).collect()
            }
            Rule::Merged { of, into } => {
                of.state.told_in(person, windows).into_iter().map(|code| into[code as usize]).collect()
            }
        }
    }

    /// The state of a person in one window, as its code.
    pub fn told(&self, person: u32, window: &Window) -> u32 {
        self.told_in(person, std::slice::from_ref(window))[0]
    }

    /// Adds the rows that tell the state of a person in a window; none where nothing tells it.
    pub fn rows(&self, person: u32, window: &Window, rows: &mut Vec<RowRef>) {
        match &self.rule {
            Rule::Spells { spells, .. } => {
                rows.extend(spells.counting(person, window).next().map(|spell| spells.row(spell.row)));
            }
            Rule::FirstOf(steps) => {
                for (_, test) in steps {
                    match test {
                        Test::Spells(spells) => {
                            let before = rows.len();
                            rows.extend(spells.counting(person, window).map(|spell| spells.row(spell.row)));
                            if rows.len() > before {
                                return;
                            }
                        }
                        Test::State { of, fits } => {
                            if fits[of.state.told(person, window) as usize] {
                                return of.state.rows(person, window, rows);
                            }
                        }
                    }
                }
            }
            Rule::Merged { of, .. } => of.state.rows(person, window, rows),
        }
    }
}

fn code(place: usize) -> u32 {
    u32::try_from(place).expect("a state lists few labels")
}

impl States {
    /// Reads the spells of every state of `spec`.
    ///
    /// # Errors
    /// Expressions that cannot be understood and spells whose label the state does not list, all at once.
    pub fn read(data: Data<'_>) -> Result<Self, Findings> {
        let mut states = Self { people: Arc::new(People::of(data)), by_name: BTreeMap::new() };
        let mut findings = Findings::new();
        // A state may be told by another, which must be read before it. The spec has no circles.
        let mut waiting: Vec<&crate::spec::State> = data.spec.states.iter().collect();
        while !waiting.is_empty() {
            let known = |name: &Ranged<String>| states.by_name.contains_key(name.as_str());
            let (ready, rest): (Vec<_>, Vec<_>) = waiting.into_iter().partition(|state| match &state.rule {
                StateRule::Spells { .. } => true,
                StateRule::FirstOf(steps) => steps.iter().all(|step| match &step.test {
                    StepTest::Spells(_) => true,
                    StepTest::State { of, .. } => known(of),
                }),
                StateRule::Merged { of, .. } => known(of),
            });
            if ready.is_empty() {
                break;
            }
            let read = parallel::map(&ready, |state| states.read_one(state, data));
            for (state, read) in ready.into_iter().zip(read) {
                match read {
                    Ok(told) => {
                        states.by_name.insert(state.name.value.clone(), Arc::new(told));
                    }
                    Err(found) => findings.extend(found),
                }
            }
            waiting = rest;
        }
        if findings.is_empty() { Ok(states) } else { Err(findings) }
    }

    /// Everyone's codes.
    pub fn people(&self) -> &Arc<People> {
        &self.people
    }

    /// The labels of a state in reading order, and the label for nothing, which may be one of them.
    pub fn labels(&self, state: &str) -> (&[String], &str) {
        let told = &self.by_name[state];
        (&told.labels, &told.missing)
    }

    /// The label of each code of a state.
    pub fn names(&self, state: &str) -> Vec<&String> {
        self.by_name[state].names()
    }

    /// A state by its name in the spec.
    ///
    /// # Panics
    /// Where there is none: the spec's own names are resolved when it is read.
    pub fn get(&self, state: &str) -> &Arc<State> {
        &self.by_name[state]
    }

    /// Whether a state of people is what it was by `before`, in all windows that end no later than a day. Of each person the code is
    /// given, and the one of then.
    pub(super) fn is_as(&self, before: &Self, state: &str, people: &[(u32, u32)], day: NaiveDate) -> bool {
        let (Some(own), Some(then)) = (self.by_name.get(state), before.by_name.get(state)) else { return false };
        let alike = |own: &SpellTable, then: &SpellTable, codes: Option<[&Vec<u32>; 2]>| {
            let code = |codes: Option<&'_ Vec<u32>>, label: Option<u16>| Some(codes?[usize::from(label?)]);
            let [of_own, of_then] = codes.map_or([None, None], |codes| codes.map(Some));
            own.counts_like(then)
                && people.iter().all(|(person, earlier)| {
                    let own = own.until(*person, day, |label| code(of_own, label));
                    own.eq(then.until(*earlier, day, |label| code(of_then, label)))
                })
        };
        let same = match (&own.rule, &then.rule) {
            (Rule::Spells { spells, codes }, Rule::Spells { spells: then, codes: of_then }) => {
                alike(spells, then, Some([codes, of_then]))
            }
            (Rule::FirstOf(own), Rule::FirstOf(then)) => {
                own.len() == then.len()
                    && own.iter().zip(then).all(|((label, own), (of_then, then))| {
                        label == of_then
                            && match (own, then) {
                                (Test::Spells(own), Test::Spells(then)) => alike(own, then, None),
                                (Test::State { of, fits }, Test::State { of: of_then, fits: then }) => {
                                    of.name == of_then.name && fits == then && self.is_as(before, &of.name, people, day)
                                }
                                _ => false,
                            }
                    })
            }
            (Rule::Merged { of, into }, Rule::Merged { of: of_then, into: then }) => {
                of.name == of_then.name && into == then && self.is_as(before, &of.name, people, day)
            }
            _ => false,
        };
        same && own.labels == then.labels && own.missing == then.missing
    }

    fn read_one(&self, state: &crate::spec::State, data: Data<'_>) -> Result<State, Findings> {
        let sql = Sql::of(data.spec);
        let order: Vec<String> = state.order.iter().map(|label| label.value.clone()).collect();
        let missing = state.missing.value.clone();
        let whose = (&*self.people, data.spec.whom_of_state(state));
        match &state.rule {
            StateRule::Spells { spells, value, ties } => {
                let table = SpellTable::read(spells, Some(value), data, whose, sql)?;
                unlisted(state, data.spec, &table, value)?;
                let codes: Vec<u32> = table
                    .labels()
                    .filter_map(|(label, _)| order.iter().position(|known| known == label))
                    .map(code)
                    .collect();
                let place = |label: Option<u16>| label.map_or(u32::MAX, |label| codes[usize::from(label)]);
                // Each decides once; a tie that is named again decides nothing more.
                let second = ties.first().and_then(|first| ties.iter().find(|tie| *tie != first));
                let deciding = [ties.first(), second];
                let rank = |spell: &Spell| {
                    let key = |tie: &Tie| match tie {
                        Tie::LatestStart => (Reverse(Some(spell.from)), 0),
                        Tie::ListedFirst => (Reverse(None), place(spell.label)),
                    };
                    [deciding[0].map(key), deciding[1].map(key)]
                };
                // The row decides last, and only between spells of the same label.
                let ranked = table.ranked(|spell| (rank(spell), spell.row));
                undecided(state, data.spec, &ranked, &self.people, rank)?;
                Ok(State { rule: Rule::Spells { spells: ranked, codes }, labels: order, missing })
            }
            StateRule::FirstOf(steps) => self.first_of(steps, missing, (data, whose.1), sql),
            StateRule::Merged { of, labels } => {
                let source = &self.by_name[of.as_str()];
                let other = Other { name: of.value.clone(), state: source.clone() };
                let taken: BTreeMap<&str, &str> = labels
                    .iter()
                    .flat_map(|(label, taken)| taken.iter().map(|taken| (taken.as_str(), label.as_str())))
                    .collect();
                let name = |label: &String| taken.get(label.as_str()).map_or(label.clone(), |into| (*into).to_owned());
                let mut own = State { rule: Rule::FirstOf(Vec::new()), labels: order, missing: name(&source.missing) };
                for label in source.labels.iter().map(name) {
                    if !own.labels.contains(&label) {
                        own.labels.push(label);
                    }
                }
                let every = "each label of the other state is one of this";
                let into = source.names().into_iter().map(|label| own.find(&name(label)).expect(every)).collect();
                Ok(State { rule: Rule::Merged { of: other, into }, ..own })
            }
        }
    }

    fn first_of(
        &self,
        steps: &[crate::spec::Step],
        missing: String,
        (data, whom): (Data<'_>, Whom),
        sql: Sql<'_>,
    ) -> Result<State, Findings> {
        let whose = (&*self.people, whom);
        let mut labels: Vec<String> = steps.iter().map(|step| step.label.value.clone()).collect();
        labels.dedup();
        // What nothing tells may be a category that steps tell too.
        if !labels.contains(&missing) {
            labels.push(missing.clone());
        }
        let mut findings = Findings::new();
        let mut read = Vec::new();
        for step in steps {
            let test = match &step.test {
                StepTest::Spells(spells) => SpellTable::read(spells, None, data, whose, sql).map(Test::Spells),
                StepTest::State { of, labels } => {
                    let fits = |name: &&String| labels.iter().any(|label| label.value == **name);
                    let state = self.by_name[of.as_str()].clone();
                    let fits = state.names().iter().map(fits).collect();
                    Ok(Test::State { of: Other { name: of.value.clone(), state }, fits })
                }
            };
            let label = labels.iter().position(|label| *label == step.label.value).map_or(0, code);
            match test {
                Ok(test) => read.push((label, test)),
                Err(finding) => findings.push(finding),
            }
        }
        if findings.is_empty() { Ok(State { rule: Rule::FirstOf(read), labels, missing }) } else { Err(findings) }
    }
}

/// A spell whose label the state does not list would be counted nowhere, so it is an error of the extract.
fn unlisted(
    state: &crate::spec::State,
    spec: &Spec,
    spells: &SpellTable,
    value: &Ranged<String>,
) -> Result<(), Findings> {
    let listed = |label: &str| state.order.iter().any(|known| known.as_str() == label);
    let Some((_, row)) = spells.labels().find(|(label, _)| !listed(label)) else { return Ok(()) };
    let finding = Finding::error(
        Code::UndeclaredCategory,
        format!("a spell has a label that the state `{}` does not list", state.name.value),
    )
    .at(&spec.file, value.span.clone(), "gives the label");
    Err(in_row(finding, spec, row).help("list the label in `order`, or correct the extract").into())
}

/// Two spells of a person that count together and say different things are an error where no tie of the state decides between them: the
/// order of the rows would.
fn undecided<K: Ord>(
    state: &crate::spec::State,
    spec: &Spec,
    ranked: &SpellTable,
    people: &People,
    rank: impl Fn(&Spell) -> K,
) -> Result<(), Findings> {
    let of_person = |person: usize| {
        let spells = ranked.of(u32::try_from(person).ok()?);
        spells
            .chunk_by(|one, other| rank(one) == rank(other))
            .find_map(|alike| differing(alike, |one, other| ranked.count_together(one, other)))
    };
    let mut found = (0..people.count()).filter_map(of_person);
    let Some((first, other)) = found.next() else { return Ok(()) };
    let (row, more) = (ranked.row(other), found.count());
    let whom = spec.whom_of_state(state);
    let one = spec.kind(whom).map_or_else(|| "person".to_owned(), UnitKind::unit);
    let more = if more == 0 { String::new() } else { format!("; so it is of {more} more {}", spec.counted(whom)) };
    // Rows of a view stand in no file: it is named instead.
    let view = spec.extracts.get(usize::from(row.extract)).is_none().then_some(&state.rule);
    let of = match view {
        Some(StateRule::Spells { spells, .. }) => format!(" of `{}`", spells.extract.value),
        _ => String::new(),
    };
    let finding = Finding::error(
        Code::UndecidedState,
        format!(
            "rows {first} and {other}{of} say different things of the same {one}, and nothing decides between them{more}"
        ),
    )
    .at(&spec.file, state.name.span.clone(), "one of them would be left out because of where it stands");
    Err(in_row(finding, spec, row)
        .help("say in `ties` which decides: with `listed-first` last, the order of the labels does")
        .into())
}

/// Two spells that count together and have different labels, as they stand. One after the other is held against the spell that lasts
/// longest of those begun before it, and the longest of another label: if it meets none of the two, it meets none.
fn differing(spells: &[Spell], together: impl Fn(&Spell, &Spell) -> bool) -> Option<(u32, u32)> {
    let mut begun: Vec<usize> = (0..spells.len()).collect();
    begun.sort_by_key(|at| spells[*at].from);
    let lasts = |at: usize| spells[at].to.map_or((1, None), |to| (0, Some(to)));
    let mut longest: [Option<usize>; 2] = [None, None];
    for at in begun {
        let is_other = |known: usize| spells[known].label != spells[at].label;
        let met =
            longest.into_iter().flatten().find(|known| is_other(*known) && together(&spells[*known], &spells[at]));
        if let Some(known) = met {
            return Some((spells[at.min(known)].row, spells[at.max(known)].row));
        }
        longest = match longest {
            [Some(first), second] if lasts(first) >= lasts(at) => {
                let second = second.filter(|second| !is_other(first) || lasts(*second) >= lasts(at));
                [Some(first), if is_other(first) { second.or(Some(at)) } else { second }]
            }
            [Some(first), second] => [Some(at), if is_other(first) { Some(first) } else { second }],
            [None, _] => [Some(at), None],
        };
    }
    None
}

/// A finding with the file and the row that it is about; the rows of a view stand in no file.
fn in_row(finding: Finding, spec: &Spec, row: RowRef) -> Finding {
    match spec.extracts.get(usize::from(row.extract)) {
        Some(extract) => finding.in_cell(extract.file.value.as_str(), Some(u64::from(row.row)), None),
        None => finding,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{NaiveDate, Spell, differing};

    fn together(one: &Spell, other: &Spell) -> bool {
        one.to.is_none_or(|to| to >= other.from) && other.to.is_none_or(|to| to >= one.from)
    }

    proptest! {
        /// Every pair tried, as slowly as it is: where one differs, one is found, and what is found differs.
        #[test]
        fn spells_that_differ_are_found_wherever_they_stand(
            spells in prop::collection::vec((0..20i32, prop::option::of(0..8i32), 0..3u16), 0..9)
        ) {
            let day = |day: i32| NaiveDate::from_epoch_days(18_000 + day).expect("a day");
            let spells: Vec<Spell> = (0..).zip(&spells).map(|(row, (from, length, label))| Spell {
                from: day(*from), to: length.map(|length| day(from + length)), label: Some(*label), row,
            }).collect();
            let differ = |one: &Spell, other: &Spell| one.label != other.label && together(one, other);
            let any = spells.iter().any(|one| spells.iter().any(|other| differ(one, other)));
            let found = differing(&spells, together);
            prop_assert_eq!(found.is_some(), any);
            if let Some((one, other)) = found {
                prop_assert!(one < other && differ(&spells[one as usize], &spells[other as usize]));
            }
        }
    }
}
