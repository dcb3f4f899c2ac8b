//! What a part asks of its observations, whatever was measured: which of them, and what their numbers are.

use std::collections::BTreeMap;

use super::{Observations, Weights};
use crate::cohort::Sql;
use crate::diagnostic::{Code, Finding};
use crate::spec::{LeaveOut, Part, Present, Ranged, Valued};
use crate::statistic::{present_value, sum};

/// Leaves the observations that `part` asks for, with the values, weights and baselines that it tells. One without a number
/// that is asked for is not observed.
pub(super) fn refine(part: &Part, observations: &mut Observations, sql: Sql<'_>) -> Result<(), Finding> {
    if let Some(filter) = &part.filter {
        let mask = sql.mask(filter, &observations.frame)?;
        observations.keep(&mask);
    }
    if let Some(valued) = &part.value {
        let values = values(valued, observations, sql)?;
        observations.values = keep_told(values, observations);
    }
    if let Some(weight) = &part.weight {
        let weights = sql.numbers(weight, &observations.frame)?;
        if weights.iter().flatten().any(|weight| *weight < 0.0) {
            return Err(Finding::error(Code::SqlFailed, "a weight is below zero")
                .at(sql.file, weight.span.clone(), "gives the weights")
                .help("a weight is how many units an observation stands for"));
        }
        let weights = keep_told(weights, observations);
        // What one stands for counts as often above the line as below.
        for (value, weight) in observations.values.iter_mut().zip(&weights) {
            *value *= weight;
        }
        observations.weights = Weights::Each(weights.into_iter().map(Some).collect());
    }
    if let Some(baseline) = &part.baseline {
        let baselines = sql.numbers(baseline, &observations.frame)?;
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
    let units: Vec<String> = if leave_out.families {
        let families = observations.frame.column("family").ok().and_then(|column| column.str().ok());
        let families = families.ok_or_else(|| {
            Finding::error(Code::BadValue, "these observations are not about people in families")
                .at(sql.file, leave_out.span.clone(), "leaves out families")
                .help("leave out units: of = \"unit\"")
        })?;
        families.iter().map(|family| family.unwrap_or_default().to_owned()).collect()
    } else {
        observations.units.clone()
    };
    let mut amounts: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for (unit, value) in units.iter().zip(&observations.values) {
        amounts.entry(unit).or_default().push(*value);
    }
    let totals: BTreeMap<&str, f64> = amounts.into_iter().map(|(unit, values)| (unit, sum(values))).collect();
    let mut ranked: Vec<f64> = totals.values().copied().filter(|total| *total > 0.0).collect();
    ranked.sort_by(|a, b| b.total_cmp(a));
    let Some(last) = ranked.get(leave_out.greatest - 1).or(ranked.last()).copied() else { return Ok(()) };
    let stays = |unit: &String| totals[unit.as_str()].is_nan() || totals[unit.as_str()] < last;
    let mask: Vec<bool> = units.iter().map(stays).collect();
    observations.keep(&mask);
    Ok(())
}

/// The numbers that are there, and only their observations.
fn keep_told(numbers: Vec<Option<f64>>, observations: &mut Observations) -> Vec<f64> {
    observations.keep(&numbers.iter().map(Option::is_some).collect::<Vec<bool>>());
    numbers.into_iter().flatten().collect()
}

fn values(valued: &Valued, observations: &Observations, sql: Sql<'_>) -> Result<Vec<Option<f64>>, Finding> {
    let frame = &observations.frame;
    match valued {
        Valued::Sql(text) => sql.numbers(text, frame),
        Valued::Length { from, to, unit } => {
            let (from, to) = (sql.days(from, frame)?, sql.days(to, frame)?);
            let days = from.into_iter().zip(to).map(|(from, to)| Some((to? - from?).num_days() as f64));
            Ok(days.map(|days| days.map(|days| days / unit.days())).collect())
        }
        Valued::Present(Present { of, year, rate, to }) => {
            let (amounts, years) = (sql.numbers(of, frame)?, sql.numbers(year, frame)?);
            let rate: &Ranged<f64> = rate;
            let present =
                |(amount, year): (Option<f64>, Option<f64>)| Some(present_value(amount?, rate.value, year? - to.value));
            Ok(amounts.into_iter().zip(years).map(present).collect())
        }
    }
}
