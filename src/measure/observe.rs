//! From a part of an exhibit to its observations, whatever the measure.

use std::sync::Arc;

use super::{Sources, amount, analysis, families, people, records, refine, tally};
use crate::calendar::{Month, whole_years};
use crate::cohort::{Head, Population, SpellTable, Sql, Windows};
use crate::diagnostic::{Code, Finding, Ranged};
use crate::observation::Before;
use crate::observation::{Label, Left, Observations, Units};
use crate::spec::{Among, Analysis, Axis, Measure, Over, Part, Per, Timeline, Valued};

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
    observations.behind = sources.data.made.behind().clone();
    observations.note_left(match &part.measure {
        Measure::Analysis(_) => Left::NoRows,
        _ => Left::OutsidePeriods,
    });
    let before = told_by_rows(part).then(|| Before::of(&observations));
    refine::refine(part, &mut observations, sources)?;
    let of_families = matches!(observations.units, Units::Members { families: true, .. });
    if of_families || part.per == Per::Family {
        families::known(&observations, &part.span, &sources.data.spec.file)?;
    }
    if let Some(before) = before {
        let all = parts_members(part, &observations, sql)?;
        observations.beyond = before.beyond(&observations, all).map(Arc::new);
        if let Some(ranked) = &mut observations.ranked {
            Arc::make_mut(ranked).beyond.clone_from(&observations.beyond);
        }
    }
    observations.lists = lists(part, population.map(|population| &**population), sources);
    if let Some(population) = population {
        add_told(part, population, &mut observations, sql)?;
    }
    for group in &sources.data.spec.groups {
        let labels = group.labels.iter().map(|(label, _)| Label::declared(label.as_str())).collect();
        observations.labels.push((group.name.value.clone(), labels));
        observations.groups.push(group.name.value.clone());
    }
    Ok(observations)
}

/// The code lists of the columns that axes name: those of the rows that are counted, else of the members' own table, but for columns that
/// are told of members.
fn lists(part: &Part, population: Option<&Population>, sources: &Sources<'_>) -> Vec<(String, Vec<String>)> {
    let axes = [&part.facet, &part.series, &part.x].into_iter().flatten();
    let named = axes.filter_map(|axis| match axis {
        Axis::Classes(classes) => Some(classes.of.as_str()),
        Axis::Column(name) => Some(name.as_str()),
        _ => None,
    });
    let of_table = |table: &Ranged<String>, column: &str| {
        let view = sources.views.iter().find(|view| view.name == table.value);
        let extract = || sources.data.spec.extracts.iter().any(|extract| extract.name.value == table.value);
        match view {
            Some(view) => view.columns.labels(column).map(<[String]>::to_vec),
            None if extract() => sources.data.source(table).codes(column).map(<[String]>::to_vec),
            None => None,
        }
    };
    let list = |name: &str| {
        let plain = name.strip_prefix('"').and_then(|inner| inner.strip_suffix('"')).unwrap_or(name);
        let own = match &part.measure {
            Measure::Records { rows, .. } => of_table(&rows.extract, plain),
            Measure::Analysis(Analysis::Rows(rows)) => of_table(&rows.extract, plain),
            _ => None,
        };
        let of_members = || {
            let population = population.filter(|population| !population.told.has(plain))?;
            of_table(&sources.data.spec.table(population.whom)?.extract, plain)
        };
        own.or_else(of_members)
    };
    named.filter_map(|name| Some((name.to_owned(), list(name)?))).collect()
}

/// Whether rows tell what filters and keys ask of an observation, so that without its rows it would not be gone but another.
fn told_by_rows(part: &Part) -> bool {
    matches!(part.measure, Measure::Composition { .. })
}

/// Whether keys part the observations of a member at one time by what rows tell of them, so that a value can count some of
/// them without naming the others.
fn parts_members(part: &Part, observations: &Observations, sql: Sql<'_>) -> Result<bool, Finding> {
    let Measure::Composition { also, .. } = &part.measure else { return Ok(false) };
    let told = |name: &str| name == "state" || also.iter().any(|state| state.value == name);
    let head = observations.columns.head();
    // Those that a value is counted among are named, whatever series they are of.
    let all_series = matches!(part.among, Among::X | Among::AllAtX | Among::Facet) && part.share_of.is_none();
    let series = part.series.as_ref().filter(|_| !all_series);
    for axis in [part.facet.as_ref(), part.x.as_ref(), series].into_iter().flatten() {
        let mut names = Vec::new();
        match axis {
            Axis::Column(name) => names.push(name.value.clone()),
            Axis::States(_) => return Ok(true),
            Axis::Labels(labels) => {
                for (_, filter) in labels {
                    names.extend(sql.names(filter, head)?);
                }
            }
            Axis::Range { of, .. } => names.extend(sql.names(of, head)?),
            Axis::Classes(classes) => names.extend(sql.names(&classes.of, head)?),
        }
        if names.iter().any(|name| told(name)) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn of_people(measure: &Measure, population: &Arc<Population>, sources: &Sources<'_>) -> Result<Observations, Finding> {
    Ok(match measure {
        Measure::Tally { unit } => tally::tally(population, *unit),
        Measure::Composition { state, also, over } => {
            people::composition(state, also, population, windows(over, population, sources)?, sources)
        }
        Measure::Transition { state } => people::transition(state.as_str(), population, sources),
        Measure::Level { spells, over } => {
            let sql = Sql::of(sources.data.spec);
            let table = SpellTable::read(spells, None, sources.data, (sources.states.people(), population.whom), sql)?;
            people::level(table, population, windows(over, population, sources)?)
        }
        Measure::Amount { bookings, over } => {
            amount::amounts(bookings, population, windows(over, population, sources)?, sources)?
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
    let Units::Members { index, .. } = observations.units else { return Ok(()) };
    let mut expressions: Vec<&Ranged<String>> = part.filter.iter().collect();
    for axis in [&part.facet, &part.series, &part.x].into_iter().flatten() {
        match axis {
            Axis::Labels(labels) => expressions.extend(labels.iter().map(|(_, filter)| filter)),
            Axis::Range { of, .. } => expressions.push(of),
            Axis::Classes(classes) => expressions.push(&classes.of),
            Axis::Column(_) | Axis::States(_) => {}
        }
    }
    match &part.value {
        Some(Valued::Sql(value)) => expressions.push(value),
        Some(Valued::Length { from, to, .. }) => expressions.extend([from, to]),
        Some(Valued::Present(present)) => expressions.extend([&present.of, &present.year]),
        None => {}
    }
    expressions.extend([&part.weight, &part.baseline].into_iter().flatten());
    let over = match &part.measure {
        Measure::Composition { over, .. } | Measure::Level { over, .. } | Measure::Amount { over, .. } => Some(over),
        Measure::Records { rows, .. } => {
            expressions.extend(&rows.filter);
            None
        }
        Measure::Tally { .. } | Measure::Transition { .. } | Measure::Analysis(_) => None,
    };
    let mut columns: Vec<String> = axis_columns(part).chain(over.into_iter().flat_map(over_columns)).collect();
    if let Some(Timeline::YearsBefore { day, .. }) = over.map(|over| &over.timeline) {
        columns.extend(sql.names(day, &Head::of(&population.frame))?);
    }
    let head = observations.columns.head();
    for expression in expressions {
        columns.extend(sql.names(expression, head)?);
    }
    let told = population.told.of_columns(&columns, population.members.len());
    if told.iter().any(|rows| !rows.is_empty()) {
        observations.with_told(index, &told);
    }
    Ok(())
}

/// The columns that keys are, by name.
fn axis_columns(part: &Part) -> impl Iterator<Item = String> + '_ {
    let axes = [&part.facet, &part.series, &part.x].into_iter().flatten();
    axes.filter_map(|axis| if let Axis::Column(name) = axis { Some(name.value.clone()) } else { None })
}

/// The columns that say which windows someone is observed in, by name.
fn over_columns(over: &Over) -> impl Iterator<Item = String> {
    let around = match &over.timeline {
        Timeline::MonthsAround(around) | Timeline::HalfYearsAround(around) | Timeline::BlocksAround(around, _) => {
            Some(around.column.value.clone())
        }
        _ => None,
    };
    around.into_iter().chain(over.within.as_ref().map(|within| within.value.clone()))
}

fn windows(over: &Over, population: &Population, sources: &Sources<'_>) -> Result<Windows, Finding> {
    let windows = all_windows(over, population, sources)?;
    match &over.from_age {
        Some(age) => old_enough(windows, age.value, population, sources),
        None => Ok(windows),
    }
}

/// Leaves the windows on whose first day the person is so old.
fn old_enough(windows: Windows, age: i32, population: &Population, sources: &Sources<'_>) -> Result<Windows, Finding> {
    let sql = Sql::of(sources.data.spec);
    let Some(born) = sources.data.spec.table(population.whom).and_then(|table| table.born.as_ref()) else {
        return Ok(windows);
    };
    let born = sql.days(&quoted(born), &population.frame)?;
    let old = |born, window: &crate::cohort::Window| whole_years(born, window.first) >= age;
    Ok(windows.retain(born.len(), |member, window| born[member].is_some_and(|born| old(born, window))))
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

/// Each member's event month, from a column with months as text. Who has no event has no window; what is no month at all would
/// lose people in silence.
fn events(
    column: &Ranged<String>,
    population: &Population,
    sources: &Sources<'_>,
) -> Result<Vec<Option<Month>>, Finding> {
    let sql = Sql::of(sources.data.spec);
    let texts = sql.texts(&quoted(column), &population.frame)?;
    let months: Vec<Option<Month>> =
        texts.iter().map(|text| text.as_ref().and_then(|text| text.parse().ok())).collect();
    let none = texts.iter().zip(&months).filter(|(text, month)| text.is_some() && month.is_none()).count();
    if none == 0 {
        return Ok(months);
    }
    let message = format!("`{}` tells no month: what it has in {none} of {} rows is none", column.value, texts.len());
    Err(Finding::error(Code::SqlType, message)
        .at(sql.file, column.span.clone(), "windows lie around a month")
        .help("name a column with months, such as `start_month`; of a day the population can make one: TO_CHAR(day, 'YYYY-MM')"))
}
