//! Whether lineage is sufficient: the extracts cut down to the rows that a value names give that value again.
//!
//! Input: what was computed, the register, and a way to compute exhibits from another register. Output: a finding for each value
//! that comes out otherwise, whose lineage therefore lacks a row. Of an exhibit with many values some are tried, evenly spread.
//! Calculations over assumptions are not tried: a calculation is computed whole, and needs more rows than any one value of it.

use std::collections::{BTreeMap, BTreeSet};

use crate::cohort::{Data, RowRef, Sql};
use crate::diagnostic::{Code, Finding, Findings, Ranged};
use crate::estimate::Statistic;
use crate::register::{ROW, Register};
use crate::spec::{Analysis, Axis, ClassLabels, Exhibit, FoundLabels, Measure, Part, Spec, View};
use crate::statistic::{Computed, ComputedPart, same};
use crate::value::{Key, Value, shortest};

/// What computes a spec's exhibits from a register.
pub type Compute<'a> = &'a dyn Fn(&Spec, &Register) -> Result<Vec<Computed>, Findings>;

/// A report as it was computed.
#[derive(Clone, Copy)]
pub struct Told<'a> {
    /// The spec with its extracts.
    pub data: Data<'a>,
    /// What the exhibits came to.
    pub computed: &'a [Computed],
    /// The names of the views and calculations that each exhibit uses, by its id.
    pub uses: &'a BTreeMap<String, BTreeSet<String>>,
}

/// What was tried, and what was found.
#[derive(Debug, Default)]
pub struct Tried {
    /// How many values were computed again from the rows they name.
    pub values: usize,
    /// Those that came out otherwise.
    pub findings: Findings,
}

/// Computes values again, at most so many of an exhibit, each from the rows that it names and no others.
pub fn sufficiency(told: Told<'_>, most: usize, compute: Compute<'_>) -> Tried {
    let mut tried = Tried::default();
    for (exhibit, computed) in told.data.spec.exhibits.iter().zip(told.computed) {
        for (part, of_part, value) in spread(&values(exhibit, computed), most) {
            let rows = named(part, of_part, &value.key);
            if rows.is_empty() {
                continue;
            }
            tried.values += 1;
            let own = with_its_labels(part, of_part);
            let again = compute(&told.alone(exhibit, &own), &only(told.data, &rows));
            let came = match &again {
                Ok(again) => {
                    let other =
                        again.iter().find_map(|again| again.values.rows.iter().find(|row| row.key == value.key));
                    // Of a place at which nothing was observed nothing is claimed.
                    let is_nothing = value.value.is_none() && other.is_none();
                    if is_nothing || other.is_some_and(|other| same(value, other)) {
                        continue;
                    }
                    other.map_or_else(|| "it is not there".to_owned(), |other| format!("it is {}", number(other)))
                }
                Err(findings) => {
                    let why = findings.iter().next().map(|finding| finding.message.clone()).unwrap_or_default();
                    format!("it cannot be computed: {why}")
                }
            };
            tried.findings.push(told.insufficient(exhibit, value, rows.len(), &came));
        }
    }
    tried
}

/// The values of an exhibit, each with its part; those of calculations left out.
fn values<'a>(exhibit: &'a Exhibit, computed: &'a Computed) -> Vec<(&'a Part, &'a ComputedPart, &'a Value)> {
    let mut rows = computed.values.rows.iter();
    let mut all = Vec::new();
    for (part, of_part) in exhibit.parts.iter().zip(&computed.parts) {
        let own = rows.by_ref().take(of_part.count);
        let calculated = matches!(part.measure, Measure::Analysis(Analysis::Calculation(_) | Analysis::Sensitivity(_)));
        all.extend(own.filter(|_| !calculated).map(|value| (part, of_part, value)));
    }
    all
}

/// Whether a value is of what is left over of labels of which the greatest stand: which those are rests on all of them.
fn is_left_over(part: &Part, key: &Key) -> bool {
    let is_rest = |axis: &Axis| match axis {
        Axis::Classes(classes) => match &classes.labels {
            ClassLabels::Found(FoundLabels { top: Some((_, rest)), .. }) => {
                [&key.facet, &key.series, &key.x].contains(&&rest.value)
            }
            _ => false,
        },
        _ => false,
    };
    [&part.facet, &part.series, &part.x].into_iter().flatten().any(is_rest)
}

/// The part with those labels written out that it reads from another table: what that table holds is no observation, and no row of it
/// stands behind a value.
fn with_its_labels(part: &Part, computed: &ComputedPart) -> Part {
    let mut part = part.clone();
    let axes = [&mut part.facet, &mut part.series, &mut part.x];
    for (axis, labels) in axes.into_iter().zip(computed.keyed.labels()) {
        let Some(Axis::Classes(classes)) = axis else { continue };
        let found = &classes.labels;
        if !matches!(found, ClassLabels::Found(FoundLabels { within: Some(_), top: None, .. })) {
            continue;
        }
        let own = labels[..labels.len().saturating_sub(classes.behind())].iter();
        let span = classes.of.span.clone();
        classes.labels = ClassLabels::Listed(own.map(|label| Ranged::new(label.name.clone(), span.clone())).collect());
    }
    part
}

/// At most so many of a list, evenly spread.
fn spread<T: Copy>(all: &[T], most: usize) -> Vec<T> {
    let count = all.len().min(most);
    (0..count).map(|at| all[at * all.len() / count]).collect()
}

/// The rows that a value names: of what is counted, of what that is counted among or taken of, and those that decided who is a
/// member at all. A value that rests on others has the rows of those, too.
pub fn named(part: &Part, computed: &ComputedPart, key: &Key) -> BTreeSet<RowRef> {
    let places: BTreeSet<usize> = if is_left_over(part, key) {
        (0..computed.observations.count()).collect()
    } else if part.statistic().is_some_and(Statistic::is_among_all) {
        let [_, series, xs] = computed.keyed.labels();
        let along = series.iter().flat_map(|series| xs.iter().map(move |x| (series.name.clone(), x.name.clone())));
        along.flat_map(|(series, x)| own(part, computed, &Key { series, x, ..key.clone() })).collect()
    } else {
        own(part, computed, key)
    };
    let mut rows = Vec::new();
    for at in places {
        computed.observations.add_rows(at, &mut rows);
        computed.observations.add_membership(at, &mut rows);
    }
    rows.extend(computed.observations.ranked_rows());
    rows.into_iter().collect()
}

/// The observations that a value is counted from, counted among, or taken of.
fn own(part: &Part, computed: &ComputedPart, key: &Key) -> BTreeSet<usize> {
    let share_of = part.share_of.as_ref().map(Ranged::as_str);
    let mut places = BTreeSet::from_iter(computed.keyed.whole(key, share_of));
    if let Some(basis) = computed.keyed.basis(key, computed.among) {
        places.extend(basis.counted.into_iter().chain(basis.among));
    }
    places
}

/// The register with these rows alone.
pub fn only(data: Data<'_>, rows: &BTreeSet<RowRef>) -> Register {
    with(data, |row| rows.contains(&row))
}

/// The register without these rows.
pub fn but(data: Data<'_>, rows: &BTreeSet<RowRef>) -> Register {
    with(data, |row| !rows.contains(&row))
}

fn with(data: Data<'_>, keep: impl Fn(RowRef) -> bool) -> Register {
    data.register.with_frames(|extract| {
        let name = Ranged::new(extract.name.clone(), 0..0);
        let number = data.source(&name).number;
        let all = extract.frame.column(ROW).and_then(|rows| rows.u32()).expect("every frame has its rows");
        let kept = all.iter().map(|row| row.is_some_and(|row| keep(RowRef { extract: number, row })));
        extract.frame.filter(&kept.collect()).expect("the mask is as long as the frame")
    })
}

fn number(value: &Value) -> String {
    value.value.map_or_else(|| "none".to_owned(), shortest)
}

impl Told<'_> {
    /// The spec with one part of one exhibit: another stat of the same exhibit may need more than the value's rows. Only what tells of how
    /// many something is not known stays beside it, for without that a share of the others is a mistake. What the exhibit does not use is
    /// left out where that could not be made from its rows.
    fn alone(&self, exhibit: &Exhibit, part: &Part) -> Spec {
        let tells_missing = |other: &&Part| other.statistic().is_some_and(|statistic| statistic.name == "missing");
        let beside = exhibit.parts.iter().filter(|other| !tells_missing(&part) && tells_missing(other)).cloned();
        let own = Exhibit { parts: std::iter::once(part.clone()).chain(beside).collect(), ..exhibit.clone() };
        let mut spec = Spec { exhibits: vec![own], ..self.data.spec.clone() };
        let used = |name: &str| self.uses.get(exhibit.id.as_str()).is_none_or(|uses| uses.contains(name));
        // Of views that stand where extracts do people are drawn and states are told, whether the exhibit asks for them or not. What
        // such a one must hold is none of the exhibit's, and need not be so of its rows.
        let of_people = Sql::of(self.data.spec).views_of_people(self.data.spec);
        let uses = |view: &View| used(&format!("views.{}", view.name.value));
        spec.views.retain(|view| uses(view) || of_people.contains(view.name.as_str()));
        for view in spec.views.iter_mut().filter(|view| !uses(view)) {
            (view.key, view.keeps) = (Vec::new(), None);
        }
        spec.calculations.retain(|calculation| used(&format!("calculations.{}", calculation.name.value)));
        spec
    }

    fn insufficient(&self, exhibit: &Exhibit, value: &Value, rows: usize, came: &str) -> Finding {
        let Key { facet, series, x, stat } = &value.key;
        let key = [facet, series, x].into_iter().filter(|name| !name.is_empty());
        let key: Vec<String> = key.map(|name| format!("`{name}`")).collect();
        let message = format!(
            "the {rows} rows that a value of `{}` names do not give it again: {} {} is {}, and of them {came}",
            exhibit.id.value,
            key.join(" "),
            stat.name(),
            number(value),
        );
        Finding::error(Code::LineageInsufficient, message)
            .at(&self.data.spec.file, exhibit.span.clone(), "its lineage lacks a row")
            .help("this is a mistake in Sporbar: please report it, with the exhibit's part of the spec")
    }
}
