//! People in windows of time: the state they are in, the spells they have.
//!
//! What is seen of each member is gathered in flat columns: whom it is about, in which window, with which label. The columns
//! of persons, periods and labels are laid beside these by number, and never copied.

use std::iter::repeat_n;
use std::sync::Arc;

use polars::prelude::{Column, DataFrame};

use super::Sources;
use crate::cohort::{Columns, NOBODY, Population, RowRef, SpellTable, States, Window, Windows, in_order};
use crate::diagnostic::Ranged;
use crate::observation::{Label, Lineage, Numbers, Observations, Units};
use crate::parallel;
use crate::spec::Timeline;

/// How many members are looked at together on one core.
const TOGETHER: usize = 2048;

/// Observations of members in windows, one for each window of each member and each label that `labels` says.
pub(super) struct Seen {
    population: Arc<Population>,
    windows: Arc<Windows>,
    columns: Columns,
    places: Places,
}

/// The places of the indexes among the columns.
#[derive(Debug, Clone, Copy)]
pub(super) struct Places {
    pub(super) member: usize,
    pub(super) window: usize,
}

impl Places {
    /// The member and the window of an observation.
    pub(super) fn of<'w>(&self, columns: &Columns, windows: &'w Windows, at: usize) -> (usize, &'w Window) {
        let window = columns.at(self.window).of(at) as usize;
        (columns.at(self.member).of(at) as usize, &windows.all()[window])
    }
}

impl Seen {
    /// So many observations for each window of each member.
    pub(super) fn new(population: &Arc<Population>, windows: Windows, each: usize) -> Self {
        let members = 0..population.members.len();
        let count: usize = members.clone().map(|member| windows.range(member).len() * each).sum();
        let mut columns = Columns::new(count);
        let of_member = |member: usize| repeat_n(number(member), windows.range(member).len() * each);
        let member = columns.index_of_table(members.len(), members.clone().flat_map(of_member));
        let of_window = |window: usize| repeat_n(number(window), each);
        let of_windows = members.flat_map(|member| windows.range(member)).flat_map(of_window);
        let window = columns.index_of_table(windows.all().len(), of_windows);
        let xs: Vec<u32> = windows.all().iter().map(|window| window.x).collect();
        // Windows that all share stand in the order of their labels.
        let same = xs.iter().zip(0u32..).all(|(x, at)| *x == at);
        let x = if same {
            window
        } else {
            let of_window = columns.at(window).clone();
            columns.index_of_table(windows.labels.len(), of_window.iter().map(|window| xs[window as usize]))
        };
        columns.lay(population.frame.clone(), Some(member));
        let days = |day: fn(&Window) -> chrono::NaiveDate| windows.all().iter().map(day).collect::<Vec<_>>();
        let days = vec![
            Column::new("first_day".into(), days(|window| window.first)),
            Column::new("last_day".into(), days(|window| window.last)),
        ];
        columns.lay(table(windows.all().len(), days), Some(window));
        let mut periods = vec![Column::new("period".into(), windows.labels.clone())];
        // Windows around an event are called by how far from it they are.
        periods.extend(windows.distances.as_ref().map(|distances| Column::new("distance".into(), distances.clone())));
        columns.lay(table(windows.labels.len(), periods), Some(x));
        let places = Places { member, window };
        Self { population: population.clone(), windows: Arc::new(windows), columns, places }
    }

    /// Lays a label beside each observation.
    pub(super) fn label(&mut self, name: &str, labels: &[Label], of_each: impl Iterator<Item = u32>) -> usize {
        let index = self.columns.index_of_table(labels.len(), of_each);
        let names: Vec<&str> = labels.iter().map(|label| label.name.as_str()).collect();
        self.columns.lay(table(names.len(), vec![Column::new(name.into(), names)]), Some(index));
        index
    }

    /// How many observations there are.
    pub(super) fn count(&self) -> usize {
        self.columns.height()
    }

    /// The windows.
    pub(super) fn windows(&self) -> Arc<Windows> {
        self.windows.clone()
    }

    /// Where the columns say whom and when an observation is about.
    pub(super) fn places(&self) -> Places {
        self.places
    }

    /// What `tell` says of each window of each member, in their order; members are looked at side by side.
    pub(super) fn each_member<T: Send>(
        &self,
        tell: impl Fn(usize, &[Window]) -> Vec<T> + Sync,
    ) -> std::iter::Flatten<std::vec::IntoIter<Vec<T>>> {
        let count = self.population.members.len();
        let starts: Vec<usize> = (0..count).step_by(TOGETHER).collect();
        let stretch = |start: &usize| -> Vec<T> {
            let members = *start..count.min(start + TOGETHER);
            members.flat_map(|member| tell(member, self.windows.of(member))).collect()
        };
        parallel::stretches(&starts, stretch).into_iter().flatten()
    }

    /// The same, of numbers.
    pub(super) fn numbers(&self, tell: impl Fn(usize, &[Window]) -> Vec<f64> + Sync) -> Numbers {
        let mut all = Vec::with_capacity(self.count());
        self.each_member(tell).for_each(|number| all.push(number));
        Numbers::Each(all)
    }

    /// The observations. `own` are the labels that the measure made; `rows` adds the rows beside the member's own.
    pub(super) fn observations(
        self,
        values: Numbers,
        own: Vec<(String, Vec<Label>)>,
        rows: impl Fn(&Columns, usize, &mut Vec<RowRef>) + Send + Sync + 'static,
    ) -> Observations {
        let mut labels = vec![("period".to_owned(), self.windows.labels.iter().map(Label::declared).collect())];
        labels.extend(own);
        let (population, member) = (self.population.clone(), self.places.member);
        Observations {
            units: Units::Members { of: self.population, index: member, families: false },
            values,
            lineage: Lineage::found(move |columns, at, into| {
                into.push(population.members[columns.at(member).of(at) as usize].row);
                rows(columns, at, into);
            }),
            labels,
            ends: self.windows.ends.clone(),
            columns: self.columns,
            ..Observations::default()
        }
    }
}

pub(super) fn number(place: usize) -> u32 {
    u32::try_from(place).ok().filter(|number| *number < NOBODY).expect("there are not so many observations")
}

fn table(height: usize, columns: Vec<Column>) -> DataFrame {
    DataFrame::new(height, columns).expect("the columns are of one length and of different names")
}

/// A state's labels in reading order; what it is called when nothing tells it has values only where it is not zero.
fn state_labels(state: &str, states: &States) -> Vec<Label> {
    let (listed, missing) = states.labels(state);
    let mut labels: Vec<Label> = listed.iter().map(Label::declared).collect();
    if !listed.iter().any(|label| label == missing) {
        labels.push(Label { name: missing.to_owned(), only_if_any: true });
    }
    labels
}

/// Each member's state in each window, and further states beside it, each in a column of its own.
pub(super) fn composition(
    state: &Ranged<String>,
    also: &[Ranged<String>],
    population: &Arc<Population>,
    windows: Windows,
    sources: &Sources<'_>,
) -> Observations {
    let mut seen = Seen::new(population, windows, 1);
    let mut own = Vec::new();
    let all: Vec<String> = std::iter::once(state).chain(also).map(|state| state.value.clone()).collect();
    for (at, state) in all.iter().enumerate() {
        let told = sources.states.get(state);
        let codes = seen.each_member(|member, windows| told.told_in(population.members[member].person, windows));
        let labels = state_labels(state, sources.states);
        // The column of the first is called what it is, whichever state it is.
        let name = if at == 0 { "state" } else { state };
        seen.label(name, &labels, codes);
        own.push((name.to_owned(), labels));
    }
    let states: Vec<_> = all.iter().map(|state| sources.states.get(state).clone()).collect();
    let (windows, places, of) = (seen.windows(), seen.places(), population.clone());
    seen.observations(Numbers::One, own, move |columns, at, rows| {
        let (member, window) = places.of(columns, &windows, at);
        let from = rows.len();
        for state in &states {
            state.rows(of.members[member].person, window, rows);
        }
        if states.len() > 1 {
            in_order(rows, from);
        }
    })
}

/// How many spells of each member count in each month of each window, on average over its months.
pub(super) fn level(table: SpellTable, population: &Arc<Population>, windows: Windows) -> Observations {
    let seen = Seen::new(population, windows, 1);
    let values = seen.numbers(|member, windows| {
        let person = population.members[member].person;
        let mut rows = Vec::new();
        let level = |window: &Window| {
            rows.clear();
            let counted = table.months(person, window, &mut rows);
            f64::from(counted) / f64::from(window.months().max(1))
        };
        windows.iter().map(level).collect()
    });
    let (windows, places, of) = (seen.windows(), seen.places(), population.clone());
    seen.observations(values, Vec::new(), move |columns, at, rows| {
        let (member, window) = places.of(columns, &windows, at);
        let from = rows.len();
        table.months(of.members[member].person, window, rows);
        in_order(rows, from);
    })
}

/// Each member once, with the state in the first and in the latest month.
pub(super) fn transition(state: &str, population: &Arc<Population>, sources: &Sources<'_>) -> Observations {
    let members = &population.members;
    let windows = Arc::new(Windows::new(&Timeline::StartAndLatest, members, None, &[], sources.as_of));
    let told = |at: usize| -> Vec<u32> {
        let one = |(place, member): (usize, &crate::cohort::Member)| {
            sources.states.get(state).told(member.person, &windows.of(place)[at])
        };
        members.iter().enumerate().map(one).collect()
    };
    let (before, after) = (told(0), told(1));
    let names = sources.states.names(state);
    let (listed, _) = sources.states.labels(state);
    let rank = |codes: &[u32]| -> Vec<Option<u32>> {
        codes.iter().map(|code| Some(*code).filter(|code| (*code as usize) < listed.len())).collect()
    };
    let label = |codes: &[u32]| -> Vec<&str> { codes.iter().map(|code| names[*code as usize].as_str()).collect() };
    let own = vec![
        Column::new("before_rank".into(), rank(&before)),
        Column::new("after_rank".into(), rank(&after)),
        Column::new("before".into(), label(&before)),
        Column::new("after".into(), label(&after)),
    ];
    let mut columns = Columns::new(members.len());
    let index = columns.index((0..members.len()).map(number).collect());
    columns.lay(population.frame.clone(), Some(index));
    columns.lay(table(members.len(), own), Some(index));
    let (state, of) = (sources.states.get(state).clone(), population.clone());
    Observations {
        columns,
        units: Units::Members { of: population.clone(), index, families: false },
        values: Numbers::One,
        lineage: Lineage::found(move |columns, at, rows| {
            let place = columns.at(index).of(at) as usize;
            let member = &of.members[place];
            rows.push(member.row);
            windows.of(place).iter().for_each(|window| state.rows(member.person, window, rows));
        }),
        ..Observations::default()
    }
}
