//! From a part of an exhibit to its observations, whatever the measure.

use polars::prelude::{Column, DataFrame, IdxCa};

use super::{Label, Observations, Sources, amount, analysis, records, refine, tally};
use crate::cohort::{Month, Population, RowRef, SpellTable, Sql, Window, Windows, whole_years};
use crate::diagnostic::Finding;
use crate::spec::{Axis, Measure, Over, Part, Ranged, Timeline, Valued};

/// An observation of a member in a window, before its columns are gathered.
pub(super) struct Made {
    /// The member's place in the population.
    pub member: usize,
    /// The window.
    pub window: Window,
    /// The label's place among the measure's own (states or parts of a split).
    pub label: usize,
    /// The observation's value.
    pub value: f64,
    /// The rows beside the member's own.
    pub rows: Vec<RowRef>,
}

/// Observes what `part` measures.
///
/// # Errors
/// A finding where an expression of the part cannot be understood.
pub fn observe(part: &Part, sources: &Sources<'_>) -> Result<Observations, Finding> {
    let resolved = "the spec's names are resolved";
    let sql = Sql::of(sources.data.spec);
    let population = part.population.as_ref().map(|name| sources.cohorts.get(name.as_str()).expect(resolved));
    let mut observations = match (&part.measure, population) {
        (Measure::Analysis(measure), _) => analysis::observe(measure, part, sources)?,
        (Measure::Records { rows, placed }, population) => {
            records::records(rows, placed.as_ref(), population, sources)?
        }
        (measure, Some(population)) => of_people(measure, population, sources)?,
        // The spec has none but records and analyses without a population.
        (_, None) => Observations::default(),
    };
    refine::refine(part, &mut observations, sql)?;
    if let Some(population) = population {
        add_told(part, population, &mut observations, sql)?;
    }
    for group in &sources.data.spec.groups {
        let labels = group.labels.iter().map(|(label, _)| Label::declared(label.as_str())).collect();
        observations.labels.push((group.name.value.clone(), labels));
    }
    Ok(observations)
}

fn of_people(measure: &Measure, population: &Population, sources: &Sources<'_>) -> Result<Observations, Finding> {
    Ok(match measure {
        Measure::Tally { unit } => tally::tally(population, *unit),
        Measure::Composition { state, also, over } => {
            let windows = windows(over, population, sources)?;
            let (labels, made) = composition(state.as_str(), population, &windows, sources);
            with_states(also, windows, made, labels, population, sources)
        }
        Measure::Transition { state } => transition(state.as_str(), population, sources),
        Measure::Level { spells, over } => {
            let table = SpellTable::read(spells, None, sources.data, Sql::of(sources.data.spec))?;
            let windows = windows(over, population, sources)?;
            let made = level(&table, population, &windows);
            gather(population, windows, made, None)
        }
        Measure::Amount { bookings, over } => {
            let windows = windows(over, population, sources)?;
            let made = amount::amounts(bookings, sources, &population.members, &windows)?;
            let labels: Vec<Label> = bookings.split.iter().map(|(label, _)| Label::declared(label.as_str())).collect();
            let split = (!labels.is_empty()).then_some(("split", labels));
            gather(population, windows, made, split)
        }
        Measure::Records { .. } | Measure::Analysis(_) => Observations::default(),
    })
}

/// Where a key or a value is told by a column that was told of the members, the rows that tell it belong to the observation.
fn add_told(
    part: &Part,
    population: &Population,
    observations: &mut Observations,
    sql: Sql<'_>,
) -> Result<(), Finding> {
    let mut expressions: Vec<&Ranged<String>> = part.filter.iter().collect();
    for axis in [&part.facet, &part.series, &part.x].into_iter().flatten() {
        match axis {
            Axis::Labels(labels) => expressions.extend(labels.iter().map(|(_, filter)| filter)),
            Axis::Range { of, .. } => expressions.push(of),
            Axis::Classes(classes) => expressions.push(&classes.of),
            Axis::Column(_) | Axis::States(_) => {}
        }
    }
    if let Some(Valued::Sql(value)) = &part.value {
        expressions.push(value);
    }
    let mut columns = Vec::new();
    for expression in expressions {
        columns.extend(sql.names(expression, &observations.frame)?);
    }
    let told = population.told.of_columns(&columns, population.members.len());
    for (rows, member) in observations.rows.iter_mut().zip(&observations.members) {
        rows.extend(told[*member].iter().filter(|row| !rows.contains(row)).copied().collect::<Vec<_>>());
    }
    Ok(())
}

fn windows(over: &Over, population: &Population, sources: &Sources<'_>) -> Result<Windows, Finding> {
    let mut windows = all_windows(over, population, sources)?;
    if let Some(age) = &over.from_age {
        old_enough(&mut windows, age.value, population, sources)?;
    }
    Ok(windows)
}

/// Leaves the windows on whose first day the person is so old.
fn old_enough(windows: &mut Windows, age: i32, population: &Population, sources: &Sources<'_>) -> Result<(), Finding> {
    let sql = Sql::of(sources.data.spec);
    let Some(born) = sources.data.spec.persons.as_ref().and_then(|persons| persons.born.as_ref()) else {
        return Ok(());
    };
    let born = sql.days(&quoted(born), &population.frame)?;
    for (windows, born) in windows.of_member.iter_mut().zip(born) {
        windows.retain(|window| born.is_some_and(|born| whole_years(born, window.first) >= age));
    }
    Ok(())
}

/// A column's name as an expression; quoted it may have any letters.
fn quoted(column: &Ranged<String>) -> Ranged<String> {
    column.clone().map(|name| format!("\"{name}\""))
}

fn all_windows(over: &Over, population: &Population, sources: &Sources<'_>) -> Result<Windows, Finding> {
    let events = match &over.timeline {
        Timeline::MonthsAround(around) | Timeline::HalfYearsAround(around) | Timeline::BlocksAround(around, _) => {
            events(&around.column, population, sources)?
        }
        Timeline::YearsBefore { day, years } => {
            let days = Sql::of(sources.data.spec).days(day, &population.frame)?;
            return Ok(Windows::years_before(&days, years.unsigned_abs()));
        }
        _ => Vec::new(),
    };
    let group = over.within.as_ref().and_then(|within| {
        let group = sources.data.spec.groups.iter().find(|group| group.name.value == within.value)?;
        let column = population.frame.column(within.as_str()).ok()?.str().ok()?;
        let of_member: Vec<Option<String>> = column.iter().map(|label| label.map(str::to_owned)).collect();
        let labels: Vec<String> = group.labels.iter().map(|(label, _)| label.value.clone()).collect();
        Some((of_member, labels))
    });
    let group = group.as_ref().map(|(of_member, labels)| (of_member.as_slice(), labels.as_slice()));
    Ok(Windows::new(&over.timeline, &population.members, group, &events, sources.as_of))
}

/// Each member's event month, from a column with months as text.
fn events(
    column: &Ranged<String>,
    population: &Population,
    sources: &Sources<'_>,
) -> Result<Vec<Option<Month>>, Finding> {
    let sql = Sql::of(sources.data.spec);
    let texts = sql.texts(&quoted(column), &population.frame)?;
    Ok(texts.into_iter().map(|text| text.and_then(|text| text.parse().ok())).collect())
}

/// A state's labels in reading order; what it is called when nothing tells it has values only where it is not zero.
fn state_labels(state: &str, sources: &Sources<'_>) -> Vec<Label> {
    let (listed, missing) = sources.states.labels(state);
    let mut labels: Vec<Label> = listed.iter().map(Label::declared).collect();
    if !listed.iter().any(|label| label == missing) {
        labels.push(Label { name: missing.to_owned(), only_if_any: true });
    }
    labels
}

/// Each member's state in each window.
fn composition(
    state: &str,
    population: &Population,
    windows: &Windows,
    sources: &Sources<'_>,
) -> (Vec<Label>, Vec<Made>) {
    let labels = state_labels(state, sources);
    let mut made = Vec::new();
    for (at, member) in population.members.iter().enumerate() {
        for window in &windows.of_member[at] {
            let status = sources.states.status(state, &member.id, window);
            let label = labels.iter().position(|label| label.name == status.label);
            let label = label.expect("a state has only labels that it lists");
            made.push(Made { member: at, window: *window, label, value: 1.0, rows: status.rows });
        }
    }
    (labels, made)
}

/// The composition with further states beside it, each in a column of its own.
fn with_states(
    also: &[Ranged<String>],
    windows: Windows,
    mut made: Vec<Made>,
    labels: Vec<Label>,
    population: &Population,
    sources: &Sources<'_>,
) -> Observations {
    let mut columns = Vec::new();
    let mut all_labels = Vec::new();
    for state in also {
        let mut texts = Vec::with_capacity(made.len());
        for one in &mut made {
            let status = sources.states.status(state.as_str(), &population.members[one.member].id, &one.window);
            one.rows.extend(status.rows);
            one.rows.sort_unstable();
            one.rows.dedup();
            texts.push(status.label);
        }
        columns.push(Column::new(state.as_str().into(), texts));
        all_labels.push((state.value.clone(), state_labels(state.as_str(), sources)));
    }
    let mut observations = gather(population, windows, made, Some(("state", labels)));
    observations.frame = stack(&observations.frame, &columns);
    observations.labels.extend(all_labels);
    observations
}

/// How many spells of each member count in each month of each window, on average over its months.
fn level(spells: &SpellTable, population: &Population, windows: &Windows) -> Vec<Made> {
    let mut made = Vec::new();
    for (at, member) in population.members.iter().enumerate() {
        for window in &windows.of_member[at] {
            let (mut rows, mut months): (Vec<RowRef>, u32) = (Vec::new(), 0);
            for month in window.months() {
                rows.extend(spells.counting(&member.id, &month).map(|spell| spell.row));
                months += 1;
            }
            let value = f64::from(u32::try_from(rows.len()).unwrap_or(u32::MAX)) / f64::from(months.max(1));
            rows.sort_unstable();
            rows.dedup();
            made.push(Made { member: at, window: *window, label: 0, value, rows });
        }
    }
    made
}

/// Each member once, with the state in the first and in the latest month.
fn transition(state: &str, population: &Population, sources: &Sources<'_>) -> Observations {
    let windows = Windows::new(&Timeline::StartAndLatest, &population.members, None, &[], sources.as_of);
    let (mut before, mut after, mut rows) = (Vec::new(), Vec::new(), Vec::new());
    for (member, windows) in population.members.iter().zip(&windows.of_member) {
        let [first, last] = [0, 1].map(|at| sources.states.status(state, &member.id, &windows[at]));
        rows.push([vec![member.row], first.rows, last.rows].concat());
        before.push(first.label);
        after.push(last.label);
    }
    let (listed, _) = sources.states.labels(state);
    let rank = |labels: &[String]| -> Vec<Option<u32>> {
        labels
            .iter()
            .map(|label| listed.iter().position(|known| known == label).and_then(|at| u32::try_from(at).ok()))
            .collect()
    };
    let columns = [
        Column::new("before_rank".into(), rank(&before)),
        Column::new("after_rank".into(), rank(&after)),
        Column::new("before".into(), before),
        Column::new("after".into(), after),
    ];
    Observations {
        frame: stack(&population.frame, &columns),
        units: population.members.iter().map(|member| member.id.clone()).collect(),
        members: (0..population.members.len()).collect(),
        values: vec![1.0; population.members.len()],
        rows,
        ..Observations::default()
    }
}

/// The observations with their columns: the member's, the period, and the measure's own label.
fn gather(population: &Population, windows: Windows, made: Vec<Made>, own: Option<(&str, Vec<Label>)>) -> Observations {
    let places: IdxCa = made.iter().map(|one| u32::try_from(one.member).ok()).collect();
    let members = population.frame.take(&places).expect("the places are the frame's own");
    let periods: Vec<&str> = made.iter().map(|one| windows.labels[one.window.x].as_str()).collect();
    let mut columns = vec![
        Column::new("period".into(), periods),
        Column::new("first_day".into(), made.iter().map(|one| one.window.first).collect::<Vec<_>>()),
        Column::new("last_day".into(), made.iter().map(|one| one.window.last).collect::<Vec<_>>()),
    ];
    // Windows around an event are called by how far from it they are.
    let offsets: Option<Vec<i32>> = windows.labels.iter().map(|label| label.parse().ok()).collect();
    if let Some(offsets) = offsets {
        columns.push(Column::new("distance".into(), made.iter().map(|one| offsets[one.window.x]).collect::<Vec<_>>()));
    }
    let mut labels = vec![("period".to_owned(), windows.labels.iter().map(Label::declared).collect())];
    if let Some((name, own)) = own {
        let texts: Vec<&str> = made.iter().map(|one| own[one.label].name.as_str()).collect();
        columns.push(Column::new(name.into(), texts));
        labels.push((name.to_owned(), own));
    }
    Observations {
        frame: stack(&members, &columns),
        units: made.iter().map(|one| population.members[one.member].id.clone()).collect(),
        members: made.iter().map(|one| one.member).collect(),
        values: made.iter().map(|one| one.value).collect(),
        rows: made.into_iter().map(|one| [vec![population.members[one.member].row], one.rows].concat()).collect(),
        labels,
        ends: windows.ends,
        ..Observations::default()
    }
}

/// `frame` with the measure's columns beside it; they take the place of columns of the same name.
fn stack(frame: &DataFrame, columns: &[Column]) -> DataFrame {
    let mut frame = frame.clone();
    for column in columns {
        frame.with_column(column.clone()).expect("the columns are as long as the frame");
    }
    frame
}
