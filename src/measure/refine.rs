//! What a part asks of its observations, whatever was measured: which of them, and what their numbers are.

use super::{Observations, Weights};
use crate::cohort::Sql;
use crate::diagnostic::{Code, Finding};
use crate::spec::{Part, Present, Ranged, Valued};
use crate::statistic::present_value;

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
