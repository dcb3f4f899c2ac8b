//! Observations that fit none of an axis's classes, and so are counted nowhere on it.

use super::computed::ComputedPart;
use super::unknown::is_total;
use crate::cohort::Sql;
use crate::diagnostic::{Finding, Ranged};
use crate::observation::{Observations, Units};
use crate::spec::{Among, Analysis, Axis, Measure, Part};
use crate::sql::Kind;

/// Those that fit none of an axis's classes, though what the classes share out is known of them.
#[derive(Debug, Clone)]
pub struct Unclassed {
    /// The axis, as the spec calls it.
    pub axis: &'static str,
    /// What the classes share out: SQL.
    pub of: String,
    /// Where the first class stands in the spec.
    pub classes: Ranged<String>,
    /// How many observations fit none.
    pub count: usize,
    /// How many there are in all.
    pub among: usize,
    /// How many units those that fit none are about, and what they are.
    pub units: (usize, &'static str),
    /// The classes between which most of them lie, or that they lie outside of.
    pub place: Option<Between>,
}

/// Between which classes values lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Between {
    /// Below the first.
    Below(String),
    /// Behind the one and before the other.
    Two(String, String),
    /// Above the last.
    Above(String),
}

/// So many classes at least share something out where none of them is a limit; fewer only pick what is wanted.
const FEWEST_VALUES: usize = 3;

/// Those that fit none of the classes of a part's axes. An axis shares something out where all its labels ask about one and the same
/// thing by limits, or by several values of it.
///
/// # Errors
/// A finding where what the classes share out cannot be computed.
pub fn unclassed(part: &Part, computed: &ComputedPart, sql: Sql<'_>) -> Result<Vec<Unclassed>, Finding> {
    let of_nobody = matches!(
        part.measure,
        Measure::Analysis(Analysis::Calculation(_) | Analysis::Sensitivity(_) | Analysis::Disposition(_))
    );
    if part.selects.is_some() || of_nobody || matches!(part.among, Among::Stated | Among::Nothing) {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for (place, (axis, name)) in
        [(&part.facet, "facet"), (&part.series, "series"), (&part.x, "x")].into_iter().enumerate()
    {
        if let Some(Axis::Labels(labels)) = axis {
            found.extend(on_axis((place, name), labels, computed, sql)?);
        }
    }
    Ok(found)
}

fn on_axis(
    (place, axis): (usize, &'static str),
    labels: &[(Ranged<String>, Ranged<String>)],
    computed: &ComputedPart,
    sql: Sql<'_>,
) -> Result<Option<Unclassed>, Finding> {
    let ComputedPart { observations, keyed, .. } = computed;
    let classes: Vec<(usize, &Ranged<String>)> = (0..)
        .zip(labels)
        .filter(|(_, (label, filter))| !is_total(label, filter))
        .map(|(at, (_, filter))| (at, filter))
        .collect();
    let asked: Vec<&Ranged<String>> = classes.iter().map(|(_, filter)| *filter).collect();
    let Some(divided) = sql.divided(&asked, observations.columns.head()) else { return Ok(None) };
    if classes.len() < if divided.by_limits { 2 } else { FEWEST_VALUES } {
        return Ok(None);
    }
    // Steps of which each lies within the one before begin with everyone: whoever takes none of them is in the first.
    if divided.steps && classes.len() < labels.len() {
        return Ok(None);
    }
    let values = placed(observations, &divided.of, divided.kind, sql)?;
    let is_class = |label: &u32| classes.iter().any(|(own, _)| *own == *label as usize);
    let elsewhere = |at: usize| (0..3).all(|other| other == place || !keyed.fits(other, at).is_empty());
    let mut spans: Vec<Option<(f64, f64)>> = vec![None; labels.len()];
    let mut lost = Vec::new();
    let mut among = 0;
    for at in (0..observations.count()).filter(|at| elsewhere(*at)) {
        among += 1;
        let Some(value) = values[at] else { continue };
        let own = keyed.fits(place, at);
        if !own.iter().any(is_class) {
            lost.push((at, value));
        }
        for label in own {
            let span = spans[*label as usize].get_or_insert((value, value));
            *span = (span.0.min(value), span.1.max(value));
        }
    }
    if lost.is_empty() {
        return Ok(None);
    }
    let mut ordered: Vec<(f64, f64, &str)> = classes
        .iter()
        .filter_map(|(own, _)| spans[*own].map(|(least, most)| (least, most, labels[*own].0.as_str())))
        .collect();
    ordered.sort_by(|one, other| one.0.total_cmp(&other.0));
    let numbers = observations.unit_numbers();
    let mut units: Vec<u32> = lost.iter().map(|(at, _)| numbers[*at]).collect();
    units.sort_unstable();
    units.dedup();
    Ok(Some(Unclassed {
        axis,
        of: sql.shown(&divided.of),
        classes: labels[classes[0].0].0.clone(),
        count: lost.len(),
        among,
        units: (units.len(), in_words(&observations.units)),
        place: if has_order(divided.kind) { most_between(&lost, &ordered) } else { None },
    }))
}

fn has_order(kind: Kind) -> bool {
    kind.is_number() || kind == Kind::Day
}

/// What the classes share out, as numbers in its order; none where it is not known.
fn placed(
    observations: &Observations,
    of: &Ranged<String>,
    kind: Kind,
    sql: Sql<'_>,
) -> Result<Vec<Option<f64>>, Finding> {
    let all = 0..observations.count();
    if kind.is_number() {
        let numbers = observations.columns.ask(of, sql, |frame| sql.numbers(of, frame))?;
        return Ok(all.map(|at| numbers.of(at).filter(|number| !number.is_nan())).collect());
    }
    if kind == Kind::Day {
        let days = observations.columns.ask(of, sql, |frame| sql.days(of, frame))?;
        return Ok(all.map(|at| days.of(at).map(|day| f64::from(day.to_epoch_days()))).collect());
    }
    // Other things have no order to lie between classes in; what counts is that something is known.
    let texts = observations.columns.ask(of, sql, |frame| sql.texts(of, frame))?;
    Ok(all.map(|at| texts.of(at).as_ref().map(|_| 0.0)).collect())
}

/// Where most of those that fit no class lie, the first such place where several have as many.
fn most_between(lost: &[(usize, f64)], ordered: &[(f64, f64, &str)]) -> Option<Between> {
    let mut counts = vec![0usize; ordered.len() + 1];
    for (_, value) in lost {
        counts[ordered.iter().filter(|(_, most, _)| most < value).count()] += 1;
    }
    let most = counts.iter().copied().max()?;
    let at = counts.iter().position(|count| *count == most)?;
    let name = |at: usize| ordered.get(at).map(|(_, _, label)| (*label).to_owned());
    match (at.checked_sub(1).and_then(name), name(at)) {
        (Some(before), Some(behind)) => Some(Between::Two(before, behind)),
        (None, Some(first)) => Some(Between::Below(first)),
        (Some(last), None) => Some(Between::Above(last)),
        (None, None) => None,
    }
}

fn in_words(units: &Units) -> &'static str {
    match units {
        Units::Members { families: true, .. } => "families",
        Units::Members { .. } => "people",
        Units::Named(_) => "units",
    }
}
