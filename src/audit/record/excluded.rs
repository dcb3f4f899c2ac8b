//! Who is not counted, and why: the rows of an extract that no observation of a part is made from, by reason.

use std::collections::BTreeSet;

use super::Ints;
use super::model::Excluded;
use crate::cohort::{Cohorts, Data, Population, Sql};
use crate::measure::Observations;
use crate::register::ROW;
use crate::spec::{self, Analysis, Measure, Part, Ranged, Unit};

/// What the reasons are found from.
#[derive(Clone, Copy)]
pub(super) struct Everyone<'a> {
    /// The spec and its extracts.
    pub(super) data: Data<'a>,
    /// The populations.
    pub(super) cohorts: &'a Cohorts,
}

/// The reasons for which people, or else rows, are not among a part's observations, each with its rows.
pub(super) fn excluded(part: &Part, observations: &Observations, everyone: Everyone<'_>) -> Vec<Excluded> {
    match (&part.population, &everyone.data.spec.persons) {
        (Some(population), Some(persons)) => people(part, observations, everyone, (population, persons)),
        _ => rows(part, observations, everyone.data),
    }
}

/// All rows of an extract, and its place among the extracts.
fn all(data: Data<'_>, extract: &Ranged<String>) -> (usize, BTreeSet<u32>) {
    let source = data.source(extract);
    let rows = source.extract.frame.column(ROW).and_then(|rows| rows.u32());
    let rows = rows.expect("the register gives every frame its rows");
    (usize::from(source.number), rows.iter().flatten().collect())
}

fn people(
    part: &Part,
    observations: &Observations,
    everyone: Everyone<'_>,
    (population, persons): (&Ranged<String>, &spec::Persons),
) -> Vec<Excluded> {
    let spec = everyone.data.spec;
    let mut line: Vec<&spec::Population> = Vec::new();
    let mut next = Some(population.as_str());
    while let Some(found) = next.and_then(|name| spec.populations.iter().find(|known| known.name.value == name)) {
        line.push(found);
        next = found.from.as_ref().map(Ranged::as_str);
    }
    let (extract, mut left) = all(everyone.data, &persons.extract);
    let mut reasons = Vec::new();
    let mut leave = |left: &mut BTreeSet<u32>, kept: &BTreeSet<u32>, reason: String, code: Option<String>| {
        let gone: Vec<u32> = left.difference(kept).copied().collect();
        if !gone.is_empty() {
            reasons.push(Excluded { reason, code, extract, rows: Ints(gone) });
        }
        left.retain(|row| kept.contains(row));
    };
    for population in line.iter().rev() {
        let Some(drawn) = everyone.cohorts.get(population.name.as_str()) else { continue };
        let reason = format!("Ikke i populationen «{}», fordi dette ikke gælder", population.name.value);
        let code = population.filter.as_ref().map(|filter| Sql::of(spec).shown(filter));
        leave(&mut left, &own_rows(drawn), reason, code);
    }
    let by_family = matches!(part.measure, Measure::Tally { unit: Unit::Family });
    if let Some(drawn) = everyone.cohorts.get(population.as_str()).filter(|_| !by_family) {
        let members = (0..observations.count()).filter_map(|at| observations.member(at));
        let observed = members.map(|member| drawn.members[member].row.row).collect();
        leave(&mut left, &observed, format!("I populationen, men uden observationer: {}", unseen(part)), None);
    }
    reasons
}

fn own_rows(population: &Population) -> BTreeSet<u32> {
    population.members.iter().map(|member| member.row.row).collect()
}

/// Why a member can be without observations.
fn unseen(part: &Part) -> String {
    let mut causes = Vec::new();
    match &part.measure {
        Measure::Tally { .. } | Measure::Transition { .. } => {}
        Measure::Composition { .. } | Measure::Level { .. } | Measure::Amount { .. } => {
            causes.push("uden for perioderne");
        }
        Measure::Records { placed, .. } => {
            causes.push("ingen rækker, der passer");
            if placed.is_some() {
                causes.push("rækker uden for perioderne");
            }
        }
        Measure::Analysis(_) => causes.push("ingen rækker"),
    }
    if part.filter.is_some() {
        causes.push("sorteret fra af udvalget");
    }
    causes.join(" eller ")
}

/// The rows of the extract that units are rows of, which are not among them.
fn rows(part: &Part, observations: &Observations, data: Data<'_>) -> Vec<Excluded> {
    let (extract, filter) = match &part.measure {
        Measure::Records { rows, .. } => (&rows.extract, &rows.filter),
        Measure::Analysis(Analysis::Rows(rows)) => (&rows.extract, &rows.filter),
        Measure::Analysis(Analysis::Totals(totals)) => (&totals.per, &totals.filter),
        _ => return Vec::new(),
    };
    // Rows can be gathered to sequences, which are named as extracts are.
    if !data.spec.extracts.iter().any(|known| known.name.value == extract.value) {
        return Vec::new();
    }
    let (number, all) = all(data, extract);
    let mut used = BTreeSet::new();
    let mut rows = Vec::new();
    for at in 0..observations.count() {
        observations.add_rows(at, &mut rows);
        used.extend(rows.drain(..).filter(|row| usize::from(row.extract) == number).map(|row| row.row));
    }
    let gone: Vec<u32> = all.difference(&used).copied().collect();
    if gone.is_empty() {
        return Vec::new();
    }
    let reason = match (filter, &part.filter) {
        (Some(_), None) => "Rækker, for hvilke dette ikke gælder",
        (None, Some(_)) => "Rækker, der er sorteret fra af udvalget",
        _ => "Rækker, der er uden tal eller er sorteret fra",
    };
    let code = filter.as_ref().or(part.filter.as_ref()).map(|filter| Sql::of(data.spec).shown(filter));
    vec![Excluded { reason: reason.to_owned(), code, extract: number, rows: Ints(gone) }]
}
