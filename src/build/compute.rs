//! From the spec and the register to the exhibits' values.

use super::{Failure, FailureKind, Prepared};
use crate::calculation::Calculations;
use crate::cohort::{Cohorts, Data, Month, Sql, States};
use crate::diagnostic::{Code, Finding, Findings};
use crate::measure::{self, Label, Sources};
use crate::spec::Exhibit;
use crate::statistic::{self, Computed, ComputedPart, Keyed};
use crate::value::Values;

/// Computes all exhibits of a report, in the spec's order.
///
/// # Errors
/// Everything in the spec that turns out wrong against the data.
pub fn computed(prepared: &Prepared) -> Result<Vec<Computed>, Failure> {
    let too_many = super::bounds::windows(&prepared.spec, prepared.as_of);
    if too_many.has_errors() {
        return Err(prepared.fails(too_many));
    }
    compute(prepared.data(), prepared.as_of).map_err(|findings| Failure {
        kind: FailureKind::of(&findings),
        findings,
        sources: prepared.sources.clone(),
    })
}

/// Computes all exhibits of the spec, in its order.
///
/// # Errors
/// Everything in the spec that turns out wrong against the data.
pub fn compute(data: Data<'_>, as_of: Month) -> Result<Vec<Computed>, Findings> {
    let mut findings = Findings::new();
    let states = States::read(data)?;
    let cohorts = Cohorts::draw(data, &states, as_of)?;
    let calculations = Calculations::read(data)?;
    let sources = Sources { data, cohorts: &cohorts, states: &states, calculations: &calculations, as_of };
    let mut computed = Vec::new();
    for exhibit in &data.spec.exhibits {
        match one(exhibit, &sources) {
            Ok(one) => computed.push(one),
            Err(found) => findings.extend(found),
        }
    }
    if findings.has_errors() { Err(findings) } else { Ok(computed) }
}

fn one(exhibit: &Exhibit, sources: &Sources<'_>) -> Result<Computed, Findings> {
    let sql = Sql::of(sources.data.spec);
    let mut findings = Findings::new();
    let mut parts = Vec::new();
    let mut values = Values { facets: Vec::new(), series: Vec::new(), xs: Vec::new(), rows: Vec::new() };
    for part in &exhibit.parts {
        let observations = match measure::observe(part, sources) {
            Ok(observations) => observations,
            Err(finding) => {
                findings.push(finding);
                continue;
            }
        };
        match Keyed::new(part, &observations, sql) {
            Ok(keyed) => {
                let rows = statistic::values(&keyed, &observations, part);
                let [facets, series, xs] = keyed.labels();
                merge(&mut values.facets, facets, |name| rows.iter().any(|row| row.key.facet == name));
                merge(&mut values.series, series, |name| rows.iter().any(|row| row.key.series == name));
                merge(&mut values.xs, xs, |name| rows.iter().any(|row| row.key.x == name));
                let count = rows.len();
                values.rows.extend(rows);
                parts.push(ComputedPart { observations, keyed, among: part.among, stats: part.stats.clone(), count });
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
    if findings.has_errors() { Err(findings) } else { Ok(Computed { id: exhibit.id.value.clone(), values, parts }) }
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
