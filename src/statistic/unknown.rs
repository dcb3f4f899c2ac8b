//! Observations of which it is not known at which of the labels beside a total they belong.

use super::keys::Labelled;
use crate::cohort::Sql;
use crate::diagnostic::{Code, Finding};
use crate::measure::Observations;
use crate::spec::{Axis, Ranged};

/// They would be in the total alone: the labels beside it then do not come to it, and nobody sees why.
///
/// # Errors
/// A filter that cannot be understood.
pub(super) fn beside_a_total(
    axis: Option<&Axis>,
    own: &Labelled,
    observations: &Observations,
    sql: Sql<'_>,
) -> Result<Option<Finding>, Finding> {
    let Some(Axis::Labels(labels)) = axis else { return Ok(None) };
    let Some(total) = labels.iter().position(|(label, filter)| is_total(label, filter)) else { return Ok(None) };
    let beside: Vec<_> = labels.iter().enumerate().filter(|(at, _)| *at != total).map(|(_, label)| label).collect();
    let only_there = |at: &usize| own.fits.of(*at).iter().map(|place| *place as usize).eq([total]);
    let mut alone: Vec<usize> = (0..observations.count()).filter(only_there).collect();
    if beside.len() < 2 {
        return Ok(None);
    }
    for (_, filter) in &beside {
        if alone.is_empty() {
            return Ok(None);
        }
        let unknown = filter.clone().map(|filter| format!("({filter}) IS NULL"));
        let unknown = observations.columns.ask(&unknown, sql, |frame| sql.mask(&unknown, frame))?;
        alone.retain(|at| *unknown.of(*at));
    }
    if alone.is_empty() {
        return Ok(None);
    }
    let message = format!(
        "{} of {} observations are in `{}` alone: what the labels beside it ask is empty for them",
        alone.len(),
        observations.count(),
        own.labels[total].name
    );
    Ok(Some(
        Finding::error(Code::NotAPartition, message)
            .at(sql.file, beside[0].0.span.clone(), "these labels do not come to the total")
            .help("give them a label of their own: \"Uoplyst\" = \"... IS NULL\"")
            .help("or leave them out where it is seen: where = \"... IS NOT NULL\""),
    ))
}

/// Whether a label takes in everything that the labels beside it share out.
pub(super) fn is_total(label: &Ranged<String>, filter: &Ranged<String>) -> bool {
    let name = label.value.to_lowercase();
    filter.value.trim().eq_ignore_ascii_case("true") || ["i alt", "alle", "total"].contains(&name.as_str())
}
