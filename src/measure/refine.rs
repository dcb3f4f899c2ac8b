//! What a part asks of its observations, whatever was measured: which of them, and what their numbers are.

use super::{Numbers, Observations, Weights};
use crate::cohort::Sql;
use crate::diagnostic::{Code, Finding};
use crate::spec::{LeaveOut, Part, Present, Ranged, Valued};
use crate::statistic::{Exact, present_value};

/// Leaves the observations that `part` asks for, with the values, weights and baselines that it tells. One without a number
/// that is asked for is not observed.
pub(super) fn refine(part: &Part, observations: &mut Observations, sql: Sql<'_>) -> Result<(), Finding> {
    if let Some(filter) = &part.filter {
        let told = observations.columns.ask(filter, sql, |frame| sql.mask(filter, frame))?;
        let mask: Vec<bool> = (0..observations.count()).map(|at| *told.of(at)).collect();
        observations.keep(&mask);
    }
    if let Some(valued) = &part.value {
        let values = values(valued, observations, sql)?;
        observations.values = Numbers::Each(keep_told(values, observations));
    }
    if let Some(stated) = &part.weight {
        let weights = numbers(stated, observations, sql)?;
        if weights.iter().flatten().any(|weight| *weight < 0.0) {
            return Err(Finding::error(Code::SqlFailed, "a weight is below zero")
                .at(sql.file, stated.span.clone(), "gives the weights")
                .help("a weight is how many units an observation stands for"));
        }
        let weights = keep_told(weights, observations);
        // What one stands for counts as often above the line as below.
        let weighed = weights.iter().enumerate().map(|(at, weight)| observations.values.of(at) * weight);
        observations.values = Numbers::Each(weighed.collect());
        observations.weights = Weights::Each(weights.into_iter().map(Some).collect());
    }
    if let Some(baseline) = &part.baseline {
        let baselines = numbers(baseline, observations, sql)?;
        observations.baselines = Some(keep_told(baselines, observations));
    }
    if let Some(leave_out) = &part.leave_out {
        without_greatest(leave_out, observations, sql)?;
    }
    Ok(())
}

/// Leaves out the units whose observations add up to the most. Those who share the last place are all left out, so that
/// no order of the rows decides; a unit that adds up to nothing is never one of them.
fn without_greatest(leave_out: &LeaveOut, observations: &mut Observations, sql: Sql<'_>) -> Result<(), Finding> {
    let units: Vec<u32> = if leave_out.families {
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
fn numbers(text: &Ranged<String>, observations: &Observations, sql: Sql<'_>) -> Result<Vec<Option<f64>>, Finding> {
    let told = observations.columns.ask(text, sql, |frame| sql.numbers(text, frame))?;
    Ok((0..observations.count()).map(|at| *told.of(at)).collect())
}

fn values(valued: &Valued, observations: &Observations, sql: Sql<'_>) -> Result<Vec<Option<f64>>, Finding> {
    match valued {
        Valued::Sql(text) => numbers(text, observations, sql),
        Valued::Length { from, to, unit } => {
            let days = |text: &Ranged<String>| observations.columns.ask(text, sql, |frame| sql.days(text, frame));
            let (from, to) = (days(from)?, days(to)?);
            let length = |at: usize| {
                let days = ((*to.of(at))? - (*from.of(at))?).num_days() as f64;
                Some(days / unit.days())
            };
            Ok((0..observations.count()).map(length).collect())
        }
        Valued::Present(Present { of, year, rate, to }) => {
            let (amounts, years) = (numbers(of, observations, sql)?, numbers(year, observations, sql)?);
            let rate: &Ranged<f64> = rate;
            let present =
                |(amount, year): (Option<f64>, Option<f64>)| Some(present_value(amount?, rate.value, year? - to.value));
            Ok(amounts.into_iter().zip(years).map(present).collect())
        }
    }
}
