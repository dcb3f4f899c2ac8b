//! The record's part on an exhibit: its values, and the observations that each rests on.

use std::collections::BTreeMap;

use super::Ints;
use super::excluded::{Everyone, excluded};
use super::mask::Mask;
use super::model::{
    Basis, Cells, Exhibit, ExhibitBasis, ExhibitHead, ExhibitKind, Extract, Numbers, Observations, Per, Recipe, RowsOf,
    Units, Value,
};
use crate::audit::{Definition, statements};
use crate::cohort::Month;
use crate::document;
use crate::measure::{self, Weights};
use crate::spec::{self, Ranged, Shown};
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
    /// The status month.
    pub(super) as_of: Month,
}

/// What is recorded of an exhibit: as the spec declares it, as it was computed, and as it is published.
pub(super) fn exhibit(
    spec: &spec::Exhibit,
    computed: &Computed,
    published: &document::Exhibit,
    definition: Option<&Definition>,
    Made { extracts, mask, everyone, as_of }: Made<'_>,
) -> Exhibit {
    let chart = match &spec.shown {
        Shown::Chart(chart) => Some(&**chart),
        Shown::Table(_) | Shown::Numbers => None,
    };
    let head = ExhibitHead {
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
        premises: published.premises.clone(),
        definition: definition.map(|definition| definition.pieces().clone()).unwrap_or_default(),
        x_title: chart.and_then(|chart| chart.x_title.clone()).unwrap_or_default(),
        names: spec.names.iter().map(|(key, name)| (key.value.clone(), name.value.clone())).collect(),
        values: published
            .values
            .rows
            .iter()
            .map(|value| recorded(value, unit(spec, chart, value), published))
            .collect(),
    };
    let mut basis = ExhibitBasis::default();
    for (number, (part, declared)) in computed.parts.iter().zip(&spec.parts).enumerate() {
        basis.parts.push(Observations {
            families: (declared.per == spec::Per::Family).then(|| families(&part.observations, mask)),
            definition: statements(declared, everyone.data.spec, as_of),
            excluded: excluded(declared, &part.observations, everyone),
            ..observations(&part.observations, extracts, mask)
        });
        basis.recipes.push(recipe(declared));
        bases(part, declared, number, &mut basis);
    }
    Exhibit { head, basis }
}

/// What a value counts, where a chart says it: the chart's unit is that of its own stat, and its line has another.
fn unit(spec: &spec::Exhibit, chart: Option<&spec::ChartSpec>, value: &value::Value) -> String {
    let Some(chart) = chart else { return String::new() };
    if chart.line.as_ref().is_some_and(|line| line.value == value.key.series) {
        return chart.line_unit.clone();
    }
    let stat = spec.parts.iter().find_map(|part| part.stats.first().copied());
    if stat == Some(value.key.stat) { chart.unit.clone() } else { String::new() }
}

fn recorded(value: &value::Value, unit: String, published: &document::Exhibit) -> Value {
    let open = !value.suppressed;
    let nature = published.natures.get(&value.key);
    Value {
        facet: value.key.facet.clone(),
        series: value.key.series.clone(),
        x: value.key.x.clone(),
        stat: value.key.stat.name().to_owned(),
        value: value.value.filter(|_| open),
        lower: value.lower.filter(|_| open),
        upper: value.upper.filter(|_| open),
        numerator: open.then_some(value.numerator),
        n: value.n,
        suppressed: value.suppressed,
        nature: nature.map(|nature| nature.name().to_owned()).unwrap_or_default(),
        shown: document::written(value),
        unit,
    }
}

fn recipe(part: &spec::Part) -> Recipe {
    Recipe {
        per: match part.per {
            spec::Per::Observation => Per::Observation,
            spec::Per::Unit => Per::Unit,
            spec::Per::Family => Per::Family,
        },
        stated: part.among == spec::Among::Stated,
        of_whole: part.share_of.is_some(),
        norm: part.norm.as_ref().map_or(0.0, |norm| norm.value),
    }
}

fn families(of: &measure::Observations, mask: &Mask<'_>) -> Cells {
    let column = of.frame.column("family").ok();
    let texts = column.and_then(|column| column.str().ok());
    let names: Vec<String> =
        texts.iter().flat_map(|texts| texts.iter()).map(|name| name.unwrap_or_default().to_owned()).collect();
    Cells::of(mask.names(&names).into_iter().map(Some))
}

/// Adds what each value of a part rests on, and the lists that are not there yet.
fn bases(part: &ComputedPart, declared: &spec::Part, number: usize, into: &mut ExhibitBasis) {
    let mut known: BTreeMap<Ints, usize> = BTreeMap::new();
    let mut kept = |list: &[usize]| {
        let list = Ints::of(list.iter().copied());
        *known.entry(list).or_insert_with_key(|list| {
            into.lists.push(list.clone());
            into.lists.len() - 1
        })
    };
    // Many values are counted among the same: they come one after the other.
    let mut last: Option<(Vec<usize>, usize)> = None;
    let share_of = declared.share_of.as_ref().map(Ranged::as_str);
    part.keyed.each_basis(part.among, share_of, |counted, among, whole| {
        let counted = kept(counted);
        let among = match &last {
            Some((list, at)) if list == among => *at,
            _ => {
                let at = kept(among);
                last = Some((among.to_vec(), at));
                at
            }
        };
        let whole = whole.map(&mut kept);
        into.bases.extend(part.stats.iter().map(|_| Basis { part: number, counted, among, whole }));
    });
}

fn observations(of: &measure::Observations, extracts: &[Extract], mask: &Mask<'_>) -> Observations {
    let rows = rows(of);
    let names = mask.names(&of.units);
    let about = |at: usize| {
        let (extract, row) = rows.iter().find_map(|of| Some((of.extract, *of.of(at).first()?)))?;
        let extract = extracts.get(extract)?;
        extract.subject(extract.place(row)?)
    };
    let by_subject = names.iter().enumerate().all(|(at, name)| about(at) == Some(name));
    Observations {
        count: of.units.len(),
        families: None,
        units: if by_subject { Units::Subject } else { Units::Named(Cells::of(names.into_iter().map(Some))) },
        numbers: Numbers::of(of.values.iter().map(|number| Some(*number))),
        weights: match &of.weights {
            Weights::One => None,
            Weights::Each(weights) => Some(Numbers::of(weights.iter().copied())),
        },
        stats: of.stats.as_ref().map(|stats| Cells::of(stats.iter().map(|stat| Some(stat.name().to_owned())))),
        baselines: of.baselines.as_ref().map(|scores| Numbers::of(scores.iter().map(|score| Some(*score)))),
        rows,
        ..Observations::default()
    }
}

/// The rows by extract, in the order in which the observations name the extracts.
fn rows(of: &measure::Observations) -> Vec<RowsOf> {
    let mut order: Vec<u16> = Vec::new();
    for row in of.rows.iter().flatten() {
        if !order.contains(&row.extract) {
            order.push(row.extract);
        }
    }
    let of_extract = |extract: u16| {
        let (mut ends, mut numbers) = (Vec::with_capacity(of.rows.len()), Vec::new());
        for rows in &of.rows {
            numbers.extend(rows.iter().filter(|row| row.extract == extract).map(|row| row.row));
            ends.push(numbers.len());
        }
        RowsOf { extract: usize::from(extract), ends: Ints::of(ends), rows: Ints(numbers) }
    };
    order.into_iter().map(of_extract).collect()
}
