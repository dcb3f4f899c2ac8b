//! The record's part on an exhibit: its values, and the observations that each rests on.

use std::collections::{BTreeMap, BTreeSet};

use super::beside::{against, beside, references};
use super::elsewhere::elsewhere;
use super::excluded::{Everyone, excluded};
use super::mask::Mask;
use super::model::{
    Basis, Cells, Exhibit, ExhibitBasis, ExhibitHead, ExhibitKind, Extract, Numbers, Observations, Per, Recipe, RowsOf,
    Units, Value,
};
use super::{Ints, Most, Selection, worked};
use crate::audit::units::UnitWords;
use crate::audit::{Definition, Statement, statements};
use crate::calendar::Month;
use crate::cohort::RowRef;
use crate::diagnostic::Ranged;
use crate::document;
use crate::estimate::Scale;
use crate::observation::Weights;
use crate::spec::{self, Shown};
use crate::statistic::{Computed, ComputedPart};
use crate::value;

/// What an exhibit's record is made with.
#[derive(Clone, Copy)]
pub(super) struct Made<'a> {
    /// The extracts as they are recorded.
    pub(super) extracts: &'a [Extract],
    /// What stands for personal things.
    pub(super) mask: &'a Mask<'a>,
    /// Who could have been counted.
    pub(super) everyone: Everyone<'a>,
}

/// What is recorded of what an exhibit shows: as the spec declares it, and as it is published.
pub(super) fn head(
    spec: &spec::Exhibit,
    all: &spec::Spec,
    published: &document::Exhibit,
    definition: Option<&Definition>,
) -> ExhibitHead {
    let chart = match &spec.shown {
        Shown::Chart(chart) => Some(&**chart),
        Shown::Table(_) | Shown::Numbers => None,
    };
    let units = UnitWords::of(spec, &all.calculations, all.report.language);
    ExhibitHead {
        id: published.id.clone(),
        kind: match published.kind {
            document::ExhibitKind::Figure => ExhibitKind::Figure,
            document::ExhibitKind::Table => ExhibitKind::Table,
            document::ExhibitKind::Numbers => ExhibitKind::Numbers,
        },
        number: published.number.clone(),
        title: published.title.clone(),
        caption: published.caption.clone(),
        note: published.note.clone(),
        source: published.source.clone(),
        counted: counted(spec, all),
        premises: published.premises.clone(),
        definition: definition.map(|definition| definition.pieces().clone()).unwrap_or_default(),
        x_title: chart.and_then(|chart| chart.x_title.clone()).unwrap_or_default(),
        names: spec.names.iter().map(|(key, name)| (key.value.clone(), name.value.clone())).collect(),
        written_in: chart.and_then(|chart| chart.written.as_ref()).map(|(_, of)| *of),
        row_groups: published.layout.row_groups.clone(),
        values: published
            .values
            .rows
            .iter()
            .zip(document::printed(published))
            .map(|(value, shown)| {
                let unit = units.counted(&value.key).unwrap_or_default().into_owned();
                recorded(value, unit, shown, published)
            })
            .collect(),
    }
}

/// What readers call those whom the parts of an exhibit count, where they are not people alone.
fn counted(exhibit: &spec::Exhibit, all: &spec::Spec) -> Vec<String> {
    let populations = exhibit.parts.iter().filter_map(|part| part.population.as_ref());
    let kinds = populations.map(|population| all.kind(all.whom(population.as_str())));
    let nouns: BTreeSet<String> =
        kinds.map(|kind| kind.map_or_else(String::new, |kind| kind.noun.many.clone())).collect();
    if nouns.iter().all(String::is_empty) { Vec::new() } else { nouns.into_iter().collect() }
}

/// What is recorded of what an exhibit's values rest on.
pub(super) fn basis(
    values: &[Value],
    (spec, computed): (&spec::Exhibit, &Computed),
    most: Most,
    made: Made<'_>,
) -> ExhibitBasis {
    let mut basis = ExhibitBasis::default();
    for (number, (part, declared)) in computed.parts.iter().zip(&spec.parts).enumerate() {
        basis.recipes.push(recipe(declared));
        let count = part.observations.count();
        if count > most.observations {
            let Everyone { data, as_of, .. } = made.everyone;
            unlisted((count, part.count), statements(declared, data.spec, as_of), number, &mut basis);
            continue;
        }
        let all: Vec<usize> = (0..count).collect();
        basis.parts.push(listed(declared, part, &all, made));
        let value = basis.bases.len();
        bases(part, declared, number, |_| true, &mut basis);
        told_from(part, declared, value, &mut basis);
        // A list for each value of all observations grows with both.
        if count.saturating_mul(part.count) <= most.left_out {
            left_out(part, declared, (values, value), |_| true, &mut basis);
        }
    }
    basis
}

/// Adds what stands at the places that a part's values are told from; `value` is the place of the part's first.
fn told_from(part: &ComputedPart, declared: &spec::Part, value: usize, into: &mut ExhibitBasis) {
    let own = into.bases[value..].iter().flat_map(|basis| [Some(basis.counted), Some(basis.among), basis.whole]);
    let mut known: BTreeMap<Ints, usize> = own.flatten().map(|at| (into.lists[at].clone(), at)).collect();
    let lists = &mut into.lists;
    let keep = |list: &[u32]| {
        *known.entry(Ints(list.to_vec())).or_insert_with_key(|list| {
            lists.push(list.clone());
            lists.len() - 1
        })
    };
    let stats = part.stats.len().max(1);
    for (at, from) in references(declared, part, keep).into_iter().enumerate() {
        let own = into.bases.iter_mut().skip(value + at * stats).take(stats);
        own.for_each(|basis| basis.from = from);
    }
}

/// Adds who is observed elsewhere than in each of a part's values that are wanted; `value` is the place of the part's first.
fn left_out(
    part: &ComputedPart,
    declared: &spec::Part,
    (values, value): (&[Value], usize),
    wanted: impl Fn(&Value) -> bool,
    into: &mut ExhibitBasis,
) {
    let told = values.get(value..value + part.count).unwrap_or_default();
    let mut known: BTreeMap<Ints, usize> = BTreeMap::new();
    for (at, left) in elsewhere(part, declared, told, |at| told.get(at).is_some_and(&wanted)) {
        into.bases[value + at].elsewhere = Some(left.map(|list| {
            *known.entry(Ints(list)).or_insert_with_key(|list| {
                into.lists.push(list.clone());
                into.lists.len() - 1
            })
        }));
    }
}

/// The same of some of an exhibit's values: with the observations that these rest on, and no others.
pub(super) fn basis_of(
    values: &[Value],
    selection: &Selection,
    (spec, computed): (&spec::Exhibit, &Computed),
    made: Made<'_>,
) -> ExhibitBasis {
    let mut basis = ExhibitBasis::default();
    for (number, (part, declared)) in computed.parts.iter().zip(&spec.parts).enumerate() {
        basis.recipes.push(recipe(declared));
        let (value, list) = (basis.bases.len(), basis.lists.len());
        bases(part, declared, number, |at| values.get(at).is_some_and(|value| selection.takes(value)), &mut basis);
        if !values.iter().skip(value).take(part.count).any(|value| selection.takes(value)) {
            basis.parts.push(Observations::default());
            continue;
        }
        left_out(part, declared, (values, value), |value| selection.takes(value), &mut basis);
        let own = &mut basis.lists[list..];
        let mut places: Vec<u32> = own.iter().flat_map(|list| &list.0).copied().collect();
        places.sort_unstable();
        places.dedup();
        for place in own.iter_mut().flat_map(|list| &mut list.0) {
            *place = number_of(places.partition_point(|known| known < place));
        }
        let places: Vec<usize> = places.into_iter().map(|place| place as usize).collect();
        basis.parts.push(listed(declared, part, &places, made));
    }
    basis
}

/// The observations of a part that stand at these places, with how its values are made and who is not counted.
fn listed(declared: &spec::Part, part: &ComputedPart, places: &[usize], made: Made<'_>) -> Observations {
    let Everyone { data, as_of, .. } = made.everyone;
    Observations {
        families: (declared.per == spec::Per::Family).then(|| families(part, places, made.mask)),
        beside: beside(declared, part, places, made.mask),
        definition: statements(declared, data.spec, as_of),
        excluded: excluded(declared, &part.observations, made.everyone),
        ..observations(part, places, made.extracts, made.mask)
    }
}

/// The numbers of the rows, in order, that what is listed of exhibits speaks of, for each of so many extracts.
pub(super) fn rows_named(exhibits: &[Exhibit], extracts: usize) -> Vec<Vec<u32>> {
    let mut named = vec![Vec::new(); extracts];
    let mut add = |extract: usize, rows: &Ints| {
        if let Some(named) = named.get_mut(extract) {
            named.extend_from_slice(&rows.0);
        }
    };
    for part in exhibits.iter().flat_map(|exhibit| &exhibit.basis.parts) {
        let rows = part.rows.iter().chain(&part.membership).chain(&part.ranked);
        rows.for_each(|of| add(of.extract, &of.rows));
        part.excluded.iter().for_each(|excluded| add(excluded.extract, &excluded.rows));
        let steps = part.worked.iter().flat_map(|worked| &worked.steps);
        steps.for_each(|step| step.extract.into_iter().for_each(|extract| add(extract, &step.rows)));
    }
    for rows in &mut named {
        rows.sort_unstable();
        rows.dedup();
    }
    named
}

fn number_of(place: usize) -> u32 {
    u32::try_from(place).expect("lists are shorter than that")
}

/// The same where no row may be known: how the values are defined, and nothing that could be counted.
pub(super) fn without_rows(
    declared: &spec::Exhibit,
    counts: &[usize],
    spec: &spec::Spec,
    as_of: Month,
) -> ExhibitBasis {
    let mut basis = ExhibitBasis::default();
    for (number, (part, values)) in declared.parts.iter().zip(counts).enumerate() {
        basis.recipes.push(recipe(part));
        unlisted((0, *values), statements(part, spec, as_of), number, &mut basis);
    }
    basis
}

fn recorded(value: &value::Value, unit: String, shown: String, published: &document::Exhibit) -> Value {
    let open = !value.suppressed;
    let nature = published.natures.get(&value.key);
    Value {
        facet: value.key.facet.clone(),
        series: value.key.series.clone(),
        x: value.key.x.clone(),
        stat: value.key.stat.name().to_owned(),
        scale: told_apart(value.key.stat).map(|scale| scale.name().to_owned()).unwrap_or_default(),
        value: value.value.filter(|_| open),
        lower: value.lower.filter(|_| open),
        upper: value.upper.filter(|_| open),
        numerator: value.numerator.filter(|_| open),
        denominator: value.denominator.filter(|_| open),
        calculation: if open { value.calculation } else { value::Calculation::Nothing },
        n: value.n,
        suppressed: value.suppressed,
        nature: nature.map(|nature| nature.name().to_owned()).unwrap_or_default(),
        shown,
        unit,
    }
}

/// What a stat's numbers are, where its name alone would be read otherwise.
fn told_apart(stat: value::Stat) -> Option<Scale> {
    let by_name = value::Stat::from_name(stat.name()).map(value::Stat::scale);
    Some(stat.scale()).filter(|scale| by_name != Some(*scale))
}

fn recipe(part: &spec::Part) -> Recipe {
    Recipe {
        per: match part.per {
            spec::Per::Observation => Per::Observation,
            spec::Per::Unit => Per::Unit,
            spec::Per::Family => Per::Family,
        },
        is: part.told.as_ref().map(|told| told.is.name().to_owned()),
        against: against(part),
        stated: part.among == spec::Among::Stated,
        of_whole: part.share_of.is_some(),
        norm: part.norm.as_ref().map_or(0.0, |norm| norm.value),
        interval: part.interval,
    }
}

fn families(part: &ComputedPart, places: &[usize], mask: &Mask<'_>) -> Cells {
    let families = part.observations.families().unwrap_or_default();
    let own = places.iter().filter_map(|place| families.get(*place));
    let names: Vec<Vec<&str>> = own.map(|family| vec![family.as_str()]).collect();
    Cells::of(mask.names(&names, &[part.personal_families]).into_iter().map(Some))
}

/// Adds a part whose observations are not listed: how many there are, and how its values are defined.
fn unlisted((count, values): (usize, usize), definition: Vec<Statement>, number: usize, into: &mut ExhibitBasis) {
    into.parts.push(Observations { count, unlisted: true, definition, ..Observations::default() });
    into.lists.push(Ints::default());
    let nothing = into.lists.len() - 1;
    let basis = Basis { part: number, counted: nothing, among: nothing, whole: None, from: None, elsewhere: None };
    into.bases.extend(std::iter::repeat_n(basis, values));
}

/// Adds what each value of a part rests on, and the lists that are not there yet; what nobody wants rests on nothing.
fn bases(
    part: &ComputedPart,
    declared: &spec::Part,
    number: usize,
    wanted: impl Fn(usize) -> bool,
    into: &mut ExhibitBasis,
) {
    let mut known: BTreeMap<Ints, usize> = BTreeMap::new();
    let mut kept = |list: &[u32]| {
        let list = Ints(list.to_vec());
        *known.entry(list).or_insert_with_key(|list| {
            into.lists.push(list.clone());
            into.lists.len() - 1
        })
    };
    // Many values are counted among the same.
    let mut bases: BTreeMap<Option<usize>, usize> = BTreeMap::new();
    let share_of = declared.share_of.as_ref().map(Ranged::as_str);
    let mut value = into.bases.len();
    part.keyed.each_basis(part.among, share_of, |counted, (base, among), whole| {
        let own = value..value + part.stats.len();
        value = own.end;
        let is_wanted = own.clone().any(&wanted);
        let (counted, among, whole) = if is_wanted { (counted, among, whole) } else { (&[][..], &[][..], None) };
        let base = Some(base).filter(|_| is_wanted);
        let counted = kept(counted);
        let among = *bases.entry(base).or_insert_with(|| kept(among));
        let whole = whole.map(&mut kept);
        let basis = Basis { part: number, counted, among, whole, from: None, elsewhere: None };
        into.bases.extend(std::iter::repeat_n(basis, part.stats.len()));
    });
}

fn observations(part: &ComputedPart, places: &[usize], extracts: &[Extract], mask: &Mask<'_>) -> Observations {
    let of = &part.observations;
    let rows = rows(places, of.count(), |at, rows| of.add_rows(at, rows));
    let (names, units) = (mask.units(of, &part.personal_names), of.unit_places());
    let names = || places.iter().map(|place| names[units[*place] as usize].as_str());
    let about = |at: usize| {
        let (extract, row) = rows.iter().find_map(|of| Some((of.extract, *of.of(at).first()?)))?;
        let extract = extracts.get(extract)?;
        extract.subject(extract.place(row)?)
    };
    let by_subject = names().enumerate().all(|(at, name)| about(at) == Some(name));
    Observations {
        count: places.len(),
        families: None,
        units: if by_subject { Units::Subject } else { Units::Named(Cells::of(names().map(Some))) },
        numbers: Numbers::of(places.iter().map(|at| Some(of.values.of(*at)))),
        weights: match &of.weights {
            Weights::One => None,
            Weights::Each(weights) => Some(Numbers::of(places.iter().map(|at| weights[*at]))),
        },
        stats: of.stats.as_ref().map(|stats| Cells::of(places.iter().map(|at| Some(stats[*at].name())))),
        baselines: of.baselines.as_ref().map(|scores| Numbers::of(places.iter().map(|at| Some(scores[*at])))),
        rows,
        membership: self::rows(places, of.count(), |at, rows| of.add_membership(at, rows)),
        worked: of.worked.as_ref().map(|worked| worked::worked(worked, places)),
        ranked: self::rows(&[0], 1, |_, rows| rows.extend(of.ranked_rows())),
        ..Observations::default()
    }
}

/// The rows of things by extract, in the order in which all that there are, `count` of them, name the extracts: whatever else is listed,
/// an observation names its files in one order.
fn rows(things: &[usize], count: usize, add: impl Fn(usize, &mut Vec<RowRef>)) -> Vec<RowsOf> {
    let mut all: Vec<RowsOf> = Vec::new();
    let mut own = Vec::new();
    for (at, thing) in things.iter().enumerate() {
        add(*thing, &mut own);
        for row in own.drain(..) {
            let extract = usize::from(row.extract);
            let place = all.iter().position(|rows| rows.extract == extract).unwrap_or_else(|| {
                // Those before this have no rows of this extract.
                all.push(RowsOf { extract, ends: Ints(vec![0; at]), rows: Ints::default() });
                all.len() - 1
            });
            all[place].rows.0.push(row.row);
        }
        for rows in &mut all {
            rows.ends.0.push(u32::try_from(rows.rows.0.len()).expect("lists are shorter than that"));
        }
    }
    if things.len() < count && all.len() > 1 {
        let mut order: Vec<usize> = Vec::new();
        for thing in 0..count {
            add(thing, &mut own);
            for row in own.drain(..) {
                let extract = usize::from(row.extract);
                if !order.contains(&extract) {
                    order.push(extract);
                }
            }
        }
        all.sort_by_key(|rows| order.iter().position(|extract| *extract == rows.extract));
    }
    all
}
