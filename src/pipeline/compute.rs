//! From the spec and the register to the exhibits' values.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Failure, FailureKind, Prepared};
use crate::calculation::Calculations;
use crate::calendar::Month;
use crate::cohort::{self, Cohorts, Data, Earlier, Made, States, Unchanged, one_row_each, views};
use crate::diagnostic::{Code, Finding, Findings};
use crate::estimate::below;
use crate::measure::{self, Ledgers, Sources};
use crate::observation::Label;
use crate::parallel;
use crate::scope;
use crate::spec::{Exhibit, Part};
use crate::sql::Table;
use crate::statistic::{self, Computed, ComputedPart, Keyed};
use crate::value::{Dimension, Value, Values};

/// Computes all exhibits of a report, in the spec's order.
///
/// # Errors
/// Everything in the spec that turns out wrong against the data.
pub fn computed(prepared: &Prepared) -> Result<Vec<Computed>, Failure> {
    computed_unknown(prepared, &|_| None)
}

/// The same, but for those exhibits that are known by their places in the spec.
pub(super) fn computed_unknown(
    prepared: &Prepared,
    known: &(dyn Fn(usize) -> Option<Computed> + Sync),
) -> Result<Vec<Computed>, Failure> {
    let too_many = super::bounds::windows(&prepared.spec, prepared.as_of);
    if too_many.has_errors() {
        return Err(prepared.fails(too_many));
    }
    let (computed, drawn) = compute_unknown(prepared.data(), prepared.as_of, known).map_err(|findings| Failure {
        kind: FailureKind::of(&findings),
        findings,
        sources: prepared.sources.clone(),
    })?;
    // Where they are there already they are the same.
    prepared.views.set(drawn.views).ok();
    prepared.cohorts.set(drawn.cohorts).ok();
    prepared.states.set(drawn.states).ok();
    Ok(computed)
}

/// Computes all exhibits of the spec, in its order, of a register and at a month that need not be those of the report. Whatever is
/// made of the rows before anybody is counted is made anew: views and sequences of other rows, or of another month, are others.
///
/// # Errors
/// Everything in the spec that turns out wrong against the data.
pub fn compute(data: Data<'_>, as_of: Month) -> Result<Vec<Computed>, Findings> {
    let made = Made::of(data, as_of)?;
    compute_unknown(Data { made: &made, ..data }, as_of, &|_| None).map(|(computed, _)| computed)
}

/// The same of a register in which rows are about other people, and of those exhibits alone that are `asked` for by their places in the
/// spec: the others have no values. Those without a label where all must have one are left out, and those of whom it is not known what a
/// share asks, for all readers know of a publication that it has none. Nobody sees the values, so that none is held back.
///
/// # Errors
/// Everything else in the spec that turns out wrong against the data.
pub(super) fn compute_of_others(
    data: Data<'_>,
    as_of: Month,
    asked: &(dyn Fn(usize) -> bool + Sync),
) -> Result<Vec<Computed>, Findings> {
    let made = Made::of(data, as_of)?;
    let nothing = |place: usize| {
        let values = Values { facets: Vec::new(), series: Vec::new(), xs: Vec::new(), rows: Vec::new() };
        Computed { id: data.spec.exhibits[place].id.value.clone(), values, parts: Vec::new() }
    };
    let known = |place: usize| (!asked(place)).then(|| nothing(place));
    let computed = compute_but(Data { made: &made, ..data }, as_of, None, &known, true);
    computed.map(|(computed, _)| computed.into_iter().flatten().collect())
}

/// What exhibits were computed of, for those who ask about the same people and tables again.
pub(super) struct Drawn {
    /// The spec's views.
    views: Vec<Table>,
    /// Its populations.
    cohorts: Cohorts,
    /// Its states.
    states: Arc<States>,
}

/// Computes all exhibits of the spec again, of another register than `earlier`; none of one that is sure to be the same. Those of the views are not
/// made again that would be.
pub(super) fn compute_again(
    data: Data<'_>,
    as_of: Month,
    earlier: (Earlier<'_>, cohort::Drawn<'_>, &[Computed]),
) -> Result<Vec<Option<Computed>>, Findings> {
    // Of other rows views are other rows, too.
    let made = Made::of(data, as_of)?;
    compute_but(Data { made: &made, ..data }, as_of, Some(earlier), &|_| None, false).map(|(computed, _)| computed)
}

/// Computes all exhibits of the spec, in its order, but for those that are known by their places in the spec; with what they were computed of.
/// What is made of the rows must be of this register and month.
pub(super) fn compute_unknown(
    data: Data<'_>,
    as_of: Month,
    known: &(dyn Fn(usize) -> Option<Computed> + Sync),
) -> Result<(Vec<Computed>, Drawn), Findings> {
    let (computed, drawn) = compute_but(data, as_of, None, known, false)?;
    Ok((computed.into_iter().flatten().collect(), drawn))
}

fn compute_but(
    data: Data<'_>,
    as_of: Month,
    earlier: Option<(Earlier<'_>, cohort::Drawn<'_>, &[Computed])>,
    known: &(dyn Fn(usize) -> Option<Computed> + Sync),
    of_others: bool,
) -> Result<(Vec<Option<Computed>>, Drawn), Findings> {
    let mut findings = Findings::new();
    one_row_each(data)?;
    let states = Arc::new(States::read(data)?);
    let cohorts = Cohorts::draw(data, &states, as_of)?;
    // A view that nothing uses is held to what it says all the same.
    let views = views(data, &cohorts, as_of, earlier.map(|(earlier, ..)| earlier))?;
    let calculations = Calculations::read(data)?;
    let ledgers = Ledgers::default();
    let sources = Sources {
        data,
        cohorts: &cohorts,
        states: &states,
        calculations: &calculations,
        views: &views,
        ledgers: &ledgers,
        as_of,
        of_others,
    };
    let unchanged = earlier.map(|(earlier, then, _)| {
        let now = cohort::Drawn { cohorts: &cohorts, states: &states };
        Unchanged::of((now, &views), (then, earlier), data, as_of)
    });
    let is_same = |exhibit: &Exhibit| {
        let (Some(unchanged), Some((_, _, computed))) = (&unchanged, earlier) else { return false };
        let own = computed.iter().find(|own| own.id == exhibit.id.value);
        own.filter(|own| own.parts.len() == exhibit.parts.len()).is_some_and(|own| {
            let parts = exhibit.parts.iter().zip(&own.parts);
            parts.into_iter().all(|(part, own)| measure::observes_the_same(part, &own.observations, unchanged))
        })
    };
    let mut computed = Vec::new();
    let judged = if of_others { scope::Judged::default() } else { scope::judge(data.spec, data.schemas) };
    let exhibits: Vec<(usize, &Exhibit)> = data.spec.exhibits.iter().enumerate().collect();
    let work = |(number, exhibit): &(usize, &Exhibit)| {
        if is_same(exhibit) {
            return Ok(None);
        }
        known(*number).map_or_else(|| one((*number, *exhibit), &sources, &judged), Ok).map(Some)
    };
    for one in parallel::map(&exhibits, work) {
        match one {
            Ok(one) => computed.push(one),
            Err(found) => findings.extend(found),
        }
    }
    if findings.has_errors() { Err(findings) } else { Ok((computed, Drawn { views, cohorts, states })) }
}

/// The exhibit at a place of the spec. What was judged tells which of its values and names are made of personal fields.
fn one(
    (number, exhibit): (usize, &Exhibit),
    sources: &Sources<'_>,
    judged: &scope::Judged,
) -> Result<Computed, Findings> {
    let mut findings = Findings::new();
    let mut parts = Vec::new();
    let mut values = Values { facets: Vec::new(), series: Vec::new(), xs: Vec::new(), rows: Vec::new() };
    for (place, part) in exhibit.parts.iter().enumerate() {
        let mut observations = match measure::observe(part, sources) {
            Ok(observations) => observations,
            Err(finding) => {
                findings.push(finding);
                continue;
            }
        };
        let spec = sources.data.spec;
        if sources.of_others {
            observations.keep(&Keyed::labelled(part, &observations, spec)?);
        }
        let so_far = Dimension::ALL.map(|dimension| dimension.labels(&values));
        match statistic::told(part, &observations, spec, so_far) {
            Ok((keyed, mut rows)) => {
                let [facets, series, xs] = keyed.labels();
                merge(&mut values.facets, facets, |name| rows.iter().any(|row| row.key.facet == name));
                merge(&mut values.series, series, |name| rows.iter().any(|row| row.key.series == name));
                merge(&mut values.xs, xs, |name| rows.iter().any(|row| row.key.x == name));
                if judged.personal_values.contains(&(number, place)) {
                    hold_back_of_one(&mut rows, part, &keyed);
                }
                let count = rows.len();
                values.rows.extend(rows);
                let scope::Naming { units, families } = judged.names.get(&(number, place)).cloned().unwrap_or_default();
                parts.push(ComputedPart {
                    observations,
                    personal_names: units,
                    personal_families: families,
                    keyed,
                    among: part.among,
                    stats: part.stats.clone(),
                    count,
                });
            }
            Err(found) => findings.extend(found),
        }
    }
    if let Some(key) = twice(&values) {
        findings.push(
            Finding::error(Code::DoubleName, format!("`{}` has two values at {key}", exhibit.id.value))
                .at(&sources.data.spec.file, exhibit.span.clone(), "this exhibit")
                .help("let each part have series or x of its own"),
        );
    }
    if findings.has_errors() {
        Err(findings.once())
    } else {
        Ok(Computed { id: exhibit.id.value.clone(), values, parts })
    }
}

/// So many observations must lie on either side of a quantile of a personal field.
const BESIDE: f64 = 5.0;

/// Told of a single unit, a statistic of a personal field is that unit's own number: it is held back. A quantile is always one
/// unit's number, or lies between two; among few one can tell whose. What is told against such a number tells it as well.
fn hold_back_of_one(rows: &mut [Value], part: &Part, keyed: &Keyed) {
    let against = part.told.as_ref().and_then(|told| told.against.as_ref());
    let statistic = against.map_or_else(|| part.statistic(), |against| against.of.statistic());
    let of_one = |name: &str, n: Option<u64>| match (below(statistic.map_or(name, |of| of.name)), n) {
        (Some(below), Some(n)) => n as f64 * below.min(1.0 - below) < BESIDE,
        (Some(_), None) => true,
        (None, n) => n == Some(1),
    };
    // A goal is nobody's number.
    if part.statistic().is_some_and(|of| of.name == "target") {
        return;
    }
    let mut counted: BTreeMap<usize, u64> = BTreeMap::new();
    if against.is_some() {
        keyed.each_place(part.among, None, |place, _, [own, _], _| {
            counted.insert(place, own.len() as u64);
        });
    }
    let ends = against.map(|against| keyed.ends(Some(against), false)).unwrap_or_default();
    for (at, row) in rows.iter_mut().enumerate().filter(|(_, row)| row.value.is_some()) {
        let name = row.key.stat.name();
        let mut told_of = ends.get(at).into_iter().flat_map(|ends| [Some(ends.own), ends.from]).flatten();
        if of_one(name, row.n) || told_of.any(|end| of_one(name, counted.get(&end).copied())) {
            (row.value, row.lower, row.upper) = (None, None, None);
            row.numerator = None;
            row.suppressed = true;
        }
    }
}

/// Adds labels not there yet behind those that are; one that is shown only if there is any, only then.
fn merge(names: &mut Vec<String>, labels: &[Label], any: impl Fn(&str) -> bool) {
    for label in labels {
        if !names.contains(&label.name) && (!label.only_if_any || any(&label.name)) {
            names.push(label.name.clone());
        }
    }
}

fn twice(values: &Values) -> Option<String> {
    let mut seen = std::collections::BTreeSet::new();
    let double = values.rows.iter().map(|row| &row.key).find(|key| !seen.insert(*key))?;
    Some(format!("facet «{}», series «{}», x «{}», {}", double.facet, double.series, double.x, double.stat.name()))
}
