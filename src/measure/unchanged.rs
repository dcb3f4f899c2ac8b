//! Parts of exhibits whose observations would be the same ones: all that they are made of is the same.

use crate::cohort::Unchanged;
use crate::observation::Observations;
use crate::spec::{Analysis, Axis, Measure, Over, Part, Timeline};

/// Whether a part would observe the same as it has `observed`, but for the rows that this rests on. What is not known here is taken to be another.
///
/// It must name all that `observe` reads: what is read of people are their populations' columns, by names that stand in the part, and their states in
/// windows of the part's timeline; and else the rows of one table.
pub fn observes_the_same(part: &Part, observed: &Observations, unchanged: &Unchanged<'_>) -> bool {
    // Every text of the part stands in this, and so every column that it can ask for.
    let asks = format!("{part:?}").to_lowercase();
    let population = part.population.as_ref();
    let people = |of: bool| population.map_or(of, |population| unchanged.population(population.as_str(), &asks));
    let state = |state: &str| population.is_some_and(|population| unchanged.state(population.as_str(), state));
    let rows = |extract: &str| unchanged.table(extract) || lacks_nothing_of(extract, part, observed, unchanged);
    match &part.measure {
        Measure::Tally { .. } => people(false),
        Measure::Transition { state: own } => people(false) && state(own.as_str()),
        Measure::Composition { state: own, also, over } => {
            people(false) && looks_back(over) && std::iter::once(own).chain(also).all(|own| state(own.as_str()))
        }
        Measure::Level { spells, .. } => people(false) && unchanged.table(spells.extract.as_str()),
        Measure::Amount { bookings, .. } => people(false) && rows(bookings.extract.as_str()),
        Measure::Records { rows: own, .. } => people(true) && rows(own.extract.as_str()),
        Measure::Analysis(Analysis::Rows(rows)) => people(true) && unchanged.table(rows.extract.as_str()),
        Measure::Analysis(_) => false,
    }
}

/// Whether no window ends later than the status month. The days that years are counted back from may be any.
fn looks_back(over: &Over) -> bool {
    !matches!(over.timeline, Timeline::YearsBefore { .. })
}

/// Whether an extract lacks only rows that no observation rests on. That is enough where each row is observed by itself, or adds to what it is
/// observed in: not where all of them decide who is left out, or which labels there are.
fn lacks_nothing_of(extract: &str, part: &Part, observed: &Observations, unchanged: &Unchanged<'_>) -> bool {
    let Some((number, cut)) = unchanged.only_cut(extract) else { return false };
    let by_itself = part.leave_out.is_none()
        && [&part.facet, &part.series, &part.x].into_iter().flatten().all(|axis| !matches!(axis, Axis::Classes(_)));
    let is_cut = |row: &crate::cohort::RowRef| row.extract == number && cut.contains(&row.row);
    by_itself && (0..observed.count()).all(|at| !observed.own_rows(at).iter().any(is_cut))
}
