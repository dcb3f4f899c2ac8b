//! Observations of which it is not known at which of the labels beside a total they belong, or whether they took a funnel's next step.

use super::keys::Labelled;
use crate::cohort::{RowRef, Sql};
use crate::diagnostic::{Code, Finding, Ranged};
use crate::observation::Observations;
use crate::spec::{Axis, Exhibit, Part, Spec};

/// They would be in the total alone: the labels beside it then do not come to it, and nobody sees why.
///
/// # Errors
/// A filter that cannot be understood.
pub(super) fn beside_a_total(
    axis: Option<&Axis>,
    own: &Labelled,
    observations: &Observations,
    (part, spec): (&Part, &Spec),
) -> Result<Option<Finding>, Finding> {
    let sql = Sql::of(spec);
    let Some((total, beside)) = total_and_beside(axis) else { return Ok(None) };
    let alone = in_total_alone((total, &beside), own, observations, sql)?;
    if alone.is_empty() {
        return Ok(None);
    }
    if are_steps(part, spec) {
        return step(beside[0], &alone, observations, spec).map(Some);
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

/// Which observations are in a total alone because what the labels beside it ask is empty for them.
///
/// # Errors
/// A filter that cannot be understood.
pub(super) fn in_a_total_alone(
    axis: Option<&Axis>,
    own: &Labelled,
    observations: &Observations,
    sql: Sql<'_>,
) -> Result<Vec<usize>, Finding> {
    let Some((total, beside)) = total_and_beside(axis) else { return Ok(Vec::new()) };
    in_total_alone((total, &beside), own, observations, sql)
}

/// A label with what it asks.
type Asked = (Ranged<String>, Ranged<String>);

/// The place of an axis's total, and the labels beside it, which are two at least.
fn total_and_beside(axis: Option<&Axis>) -> Option<(usize, Vec<&Asked>)> {
    let Some(Axis::Labels(labels)) = axis else { return None };
    let total = labels.iter().position(|(label, filter)| is_total(label, filter))?;
    let beside: Vec<_> = labels.iter().enumerate().filter(|(at, _)| *at != total).map(|(_, label)| label).collect();
    (beside.len() > 1).then_some((total, beside))
}

fn in_total_alone(
    (total, beside): (usize, &[&Asked]),
    own: &Labelled,
    observations: &Observations,
    sql: Sql<'_>,
) -> Result<Vec<usize>, Finding> {
    let only_there = |at: &usize| own.fits.of(*at).iter().map(|place| *place as usize).eq([total]);
    let mut alone: Vec<usize> = (0..observations.count()).filter(only_there).collect();
    for (_, filter) in beside {
        if alone.is_empty() {
            break;
        }
        let unknown = filter.clone().map(|filter| format!("({filter}) IS NULL"));
        let unknown = observations.columns.ask(&unknown, sql, |frame| sql.mask(&unknown, frame))?;
        alone.retain(|at| *unknown.of(*at));
    }
    Ok(alone)
}

/// Whether the labels of a part's exhibit are steps, of which each is among those of the step before.
fn are_steps<'s>(part: &Part, spec: &'s Spec) -> bool {
    let both = |exhibit: &'s Exhibit| [Some(exhibit), exhibit.when_suppressed.as_deref()].into_iter().flatten();
    let mut exhibits = spec.exhibits.iter().flat_map(both);
    exhibits.any(|exhibit| exhibit.has_steps() && exhibit.parts.iter().any(|own| own.span == part.span))
}

/// Those of whom it is not known whether they took the first step: where they stand, and what is empty there.
fn step(
    (label, filter): &(Ranged<String>, Ranged<String>),
    lost: &[usize],
    observations: &Observations,
    spec: &Spec,
) -> Result<Finding, Finding> {
    let (sql, first) = (Sql::of(spec), lost[0]);
    let mut empty = Vec::new();
    for name in sql.names(filter, observations.columns.head())? {
        let asked = filter.clone().map(|_| format!("\"{}\" IS NULL", name.replace('"', "\"\"")));
        if *observations.columns.ask(&asked, sql, |frame| sql.mask(&asked, frame))?.of(first) && !empty.contains(&name)
        {
            empty.push(name);
        }
    }
    let what = empty.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" and ");
    let why = if empty.is_empty() { String::new() } else { format!(": {what} is empty") };
    let message = format!(
        "whether the step `{}` was taken is not known of {} of {} observations{why}",
        label.value,
        lost.len(),
        observations.count(),
    );
    let finding = Finding::error(Code::UndeclaredCategory, message)
        .at(sql.file, label.span.clone(), "they would count as those who did not take it")
        .help("say what an empty cell means: COALESCE(..., FALSE) for those who did not")
        .help("or leave them out where it is seen: where = \"... IS NOT NULL\"");
    let rows = observations.rows(first);
    let in_file = |row: &RowRef| spec.extracts.get(usize::from(row.extract)).map(|extract| (extract, row.row));
    Ok(match rows.last().and_then(in_file) {
        Some((extract, row)) => {
            let column = empty.first().filter(|_| rows.len() == 1).map(String::as_str);
            finding.in_cell(extract.file.value.as_str(), Some(u64::from(row)), column)
        }
        None => finding,
    })
}

/// Whether a label takes in everything that the labels beside it share out.
pub(super) fn is_total(label: &Ranged<String>, filter: &Ranged<String>) -> bool {
    let name = label.value.to_lowercase();
    filter.value.trim().eq_ignore_ascii_case("true") || ["i alt", "alle", "total", "all"].contains(&name.as_str())
}
