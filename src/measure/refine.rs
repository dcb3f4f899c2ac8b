//! What a part asks of its observations, whatever was measured: which of them, and what their numbers are.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::unknown::Lost;
use super::{Sources, families, stated, weights};
use crate::cohort::Sql;
use crate::diagnostic::{Code, Finding, Ranged};
use crate::estimate::{Exact, present_value};
use crate::observation::{Beside, Classes, Left, Numbers, Observations, Weights};
use crate::spec::{Goal, LeaveOut, Part, Present, Valued};

/// Leaves the observations that `part` asks for, with the values, weights and baselines that it tells. One without a number
/// that is asked for is not observed.
pub(super) fn refine(part: &Part, observations: &mut Observations, sources: &Sources<'_>) -> Result<(), Finding> {
    let sql = Sql::of(sources.data.spec);
    if let Some(filter) = &part.filter {
        let told = observations.columns.ask(filter, sql, |frame| sql.mask(filter, frame))?;
        observations.keep(&told.each_of(observations.count()));
        observations.note_left(Left::Filtered);
    }
    if let Some(valued) = &part.value {
        observations.values = match valued {
            Valued::Sql(text) => {
                let told = observations.columns.ask(text, sql, |frame| sql.numbers(text, frame))?;
                if (0..observations.count()).all(|at| told.of(at).is_some()) {
                    // What no observation asks for is never looked at.
                    Numbers::Told(told.map(Option::unwrap_or_default))
                } else {
                    let values: Vec<Option<f64>> = told.each_of(observations.count());
                    let lost = Lost::of(text, &values, &observations.columns, sql)?;
                    lost.judge(part, sources, |at| observations.rows(at))?;
                    Numbers::Each(keep_told(values, observations))
                }
            }
            Valued::Length { from, to, unit } => {
                let lengths = lengths([from, to], unit.days(), observations, sql)?;
                Numbers::Each(keep_told(lengths, observations))
            }
            Valued::Present(wanted) => {
                let values = present_values(wanted, observations, sql)?;
                Numbers::Each(keep_told(values, observations))
            }
        };
    }
    if let Some(stated) = &part.weight {
        let weights = numbers(stated, observations, sql)?;
        weights::check(weights.iter().copied(), true, stated, sql.file)?;
        let weights: Vec<f64> = weights.into_iter().flatten().collect();
        // What one stands for counts as often above the line as below; a statistic weighs by itself.
        let weigh = part.statistic().is_none();
        let by = |weight: f64| if weigh { weight } else { 1.0 };
        let weighed = weights.iter().enumerate().map(|(at, weight)| observations.values.of(at) * by(*weight));
        observations.values = Numbers::Each(weighed.collect());
        observations.weights = Weights::Each(weights.into_iter().map(Some).collect());
    }
    if let Some(baseline) = &part.baseline {
        let baselines = numbers(baseline, observations, sql)?;
        observations.baselines = Some(keep_told(baselines, observations));
    }
    observations.note_left(Left::NoNumber);
    if let Some(leave_out) = &part.leave_out {
        observations.ranked = Some(Arc::new(observations.clone()));
        without_greatest(leave_out, observations, sql)?;
        observations.note_left(Left::Greatest);
    }
    if part.statistic().is_some() || part.beside.cluster.is_some() || part.beside.ends.is_some() {
        beside(part, observations, sql)?;
    }
    Ok(())
}

/// What statistics ask of each observation beside its number.
fn beside(part: &Part, observations: &mut Observations, sql: Sql<'_>) -> Result<(), Finding> {
    let (asked, count) = (&part.beside, observations.count());
    let texts = |text: &Option<Ranged<String>>| -> Result<Option<Vec<Option<String>>>, Finding> {
        let Some(text) = text else { return Ok(None) };
        let told = observations.columns.ask(text, sql, |frame| sql.texts(text, frame))?;
        Ok(Some((0..count).map(|at| told.of(at).clone()).collect()))
    };
    let with = asked.with.as_ref().map(|with| numbers(with, observations, sql)).transpose()?;
    let ends = asked.ends.as_ref().map(|ends| stated::ends(ends, observations, sql)).transpose()?;
    let versus = asked.versus.as_ref().map(|filter| of_group(filter, observations, sql)).transpose()?;
    let (events, cells, clusters) = (texts(&asked.event)?, texts(&asked.cell)?, texts(&asked.cluster)?);
    let against = part.told.as_ref().and_then(|told| told.against.as_ref());
    let within = texts(&against.and_then(|against| against.within.clone()))?;
    let told =
        against.and_then(|against| against.goal.as_ref()).map(|goal| goals(goal, observations, sql)).transpose()?;
    for (told, text) in [(&cells, &asked.cell), (&clusters, &asked.cluster)] {
        let none = told.iter().flatten().filter(|told| told.is_none()).count();
        if let Some(text) = text.as_ref().filter(|_| none > 0) {
            return Err(none_of(text, none, count, sql));
        }
    }
    let names = |told: &Option<Vec<Option<String>>>| -> Vec<String> {
        let all: BTreeSet<&String> = told.iter().flatten().flatten().collect();
        all.into_iter().cloned().collect()
    };
    let (events_named, cells_named, clusters_named) = (names(&events), names(&cells), names(&clusters));
    let within_named = names(&within);
    let place = |told: &Option<Vec<Option<String>>>, names: &[String], at: usize| -> Option<u32> {
        let own = told.as_ref()?.get(at)?.as_ref()?;
        names.binary_search(own).ok().and_then(|place| u32::try_from(place).ok())
    };
    let units = if asked.cluster.is_none() { observations.unit_numbers() } else { Vec::new() };
    let one = |at: usize| Beside {
        with: with.as_ref().and_then(|with| with[at]),
        of_group: versus.as_ref().is_some_and(|versus| versus[at]),
        event: place(&events, &events_named, at),
        cell: place(&cells, &cells_named, at).unwrap_or_default(),
        cluster: place(&clusters, &clusters_named, at).or_else(|| units.get(at).copied()).unwrap_or_default(),
        goal: told.as_ref().and_then(|told| told[at]),
        within: place(&within, &within_named, at),
        ends: ends.as_ref().map_or([None; 2], |ends| ends[at]),
    };
    observations.beside = Some((0..count).map(one).collect());
    observations.events = events_named;
    observations.classes = Classes { cells: cells_named, clusters: clusters_named, within: within_named };
    Ok(())
}

/// Whether each observation is of the group. One of which that is not known is of neither: it is not told as one of the others.
fn of_group(filter: &Ranged<String>, observations: &Observations, sql: Sql<'_>) -> Result<Vec<bool>, Finding> {
    let text = filter.as_str();
    let is = Ranged::new(format!("CASE WHEN ({text}) THEN 1 WHEN NOT ({text}) THEN 0 END"), filter.span.clone());
    let told = numbers(&is, observations, sql)?;
    let none = told.iter().filter(|told| told.is_none()).count();
    if none > 0 {
        return Err(none_of(filter, none, told.len(), sql));
    }
    Ok(told.into_iter().map(|told| told == Some(1.0)).collect())
}

/// What is asked of each observation, and `none` of them have.
fn none_of(text: &Ranged<String>, none: usize, count: usize, sql: Sql<'_>) -> Finding {
    let message = format!("{none} of {count} observations have none of this");
    Finding::error(Code::UndeclaredCategory, message)
        .at(sql.file, text.span.clone(), "gives nothing for them")
        .help("give them a label with COALESCE, or leave them out where it is seen: where = \"... IS NOT NULL\"")
}

/// The goal that each observation tells of, where goals are told and not written in the spec.
fn goals(goal: &Goal, observations: &Observations, sql: Sql<'_>) -> Result<Vec<Option<(f64, bool)>>, Finding> {
    let Goal::Told { least, most } = goal else { return Ok(vec![None; observations.count()]) };
    let told = |text: &Option<Ranged<String>>| match text {
        Some(text) => numbers(text, observations, sql),
        None => Ok(vec![None; observations.count()]),
    };
    let both = told(least)?.into_iter().zip(told(most)?);
    Ok(both.map(|(least, most)| least.map(|goal| (goal, true)).or(most.map(|goal| (goal, false)))).collect())
}

/// Leaves out the units whose observations add up to the most. Those who share the last place are all left out, so that
/// no order of the rows decides; a unit that adds up to nothing is never one of them.
fn without_greatest(leave_out: &LeaveOut, observations: &mut Observations, sql: Sql<'_>) -> Result<(), Finding> {
    let units: Vec<u32> = if leave_out.families {
        families::known(observations, &leave_out.span, sql.file)?;
        observations.family_numbers().ok_or_else(|| {
            Finding::error(Code::BadValue, "these observations are not about people in families")
                .at(sql.file, leave_out.span.clone(), "leaves out families")
                .help("leave out units: of = \"unit\"")
        })?
    } else {
        observations.unit_numbers()
    };
    let mut sums: Vec<Exact> = Vec::new();
    for (at, unit) in units.iter().enumerate() {
        let unit = *unit as usize;
        if unit >= sums.len() {
            sums.resize_with(unit + 1, Exact::default);
        }
        sums[unit].add(observations.values.of(at));
    }
    let totals: Vec<f64> = sums.iter().map(Exact::value).collect();
    let mut ranked: Vec<f64> = totals.iter().copied().filter(|total| *total > 0.0).collect();
    ranked.sort_by(|a, b| b.total_cmp(a));
    let Some(last) = ranked.get(leave_out.greatest - 1).or(ranked.last()).copied() else { return Ok(()) };
    let stays = |unit: &u32| totals[*unit as usize].is_nan() || totals[*unit as usize] < last;
    let mask: Vec<bool> = units.iter().map(stays).collect();
    observations.keep(&mask);
    Ok(())
}

/// The numbers that are there, and only their observations.
fn keep_told(numbers: Vec<Option<f64>>, observations: &mut Observations) -> Vec<f64> {
    observations.keep(&numbers.iter().map(Option::is_some).collect::<Vec<bool>>());
    numbers.into_iter().flatten().collect()
}

/// The number that an expression gives for each observation.
pub(super) fn numbers(
    text: &Ranged<String>,
    observations: &Observations,
    sql: Sql<'_>,
) -> Result<Vec<Option<f64>>, Finding> {
    let told = observations.columns.ask(text, sql, |frame| sql.numbers(text, frame))?;
    Ok(told.each_of(observations.count()))
}

/// How long it is from one day to another.
fn lengths(
    [from, to]: [&Ranged<String>; 2],
    days_each: f64,
    observations: &Observations,
    sql: Sql<'_>,
) -> Result<Vec<Option<f64>>, Finding> {
    let days = |text: &Ranged<String>| observations.columns.ask(text, sql, |frame| sql.days(text, frame));
    let (from, to) = (days(from)?, days(to)?);
    let length = |at: usize| Some(((*to.of(at))? - (*from.of(at))?).num_days() as f64 / days_each);
    Ok((0..observations.count()).map(length).collect())
}

fn present_values(wanted: &Present, observations: &Observations, sql: Sql<'_>) -> Result<Vec<Option<f64>>, Finding> {
    let Present { of, year, rate, to } = wanted;
    let (amounts, years) = (numbers(of, observations, sql)?, numbers(year, observations, sql)?);
    let rate: &Ranged<f64> = rate;
    let present =
        |(amount, year): (Option<f64>, Option<f64>)| Some(present_value(amount?, rate.value, year? - to.value));
    Ok(amounts.into_iter().zip(years).map(present).collect())
}
