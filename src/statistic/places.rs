//! Values that are told against another: which places have one, and which place it is told from.

use super::keys::{Keyed, Place};
use crate::cohort::lies_behind;
use crate::diagnostic::{Code, Finding};
use crate::spec::{Against, Axis, ClassLabels, FoundLabels, Part};

/// For each place, by its index: whether it has a value, and the index of the place that it is told from.
#[derive(Debug, Clone)]
pub(super) struct Places {
    pub(super) there: Vec<bool>,
    pub(super) from: Vec<Option<usize>>,
}

impl Places {
    /// Those of a part whose value is told against another, or whose places along x are taken together.
    pub(super) fn of(part: &Part, keyed: &Keyed, file: &str) -> Result<Option<Self>, Finding> {
        let against = part.told.as_ref().and_then(|told| told.against.as_ref());
        let back = part.rolling.as_ref().and_then(|rolling| usize::try_from(rolling.value - 1).ok()).unwrap_or(0);
        if against.is_none() && back == 0 {
            return Ok(None);
        }
        let mut places = Self { there: vec![true; keyed.size()], from: vec![None; keyed.size()] };
        let from = against.and_then(|against| against.from.as_ref());
        let base = match from.map(|label| axis_of(label, keyed, file)).transpose() {
            // It has not come yet: there is nothing to tell from.
            Err(_) if from.is_some_and(|label| has_not_come(part, keyed, label.as_str())) => {
                places.there.fill(false);
                return Ok(Some(places));
            }
            base => base?,
        };
        if let (Some((2, label)), Some(name)) = (base, from)
            && label < back
        {
            let message =
                format!("`{}` has no {} places together, and nothing can be told from it", name.value, back + 1);
            return Err(Finding::error(Code::BadValue, message)
                .at(file, name.span.clone(), "fewer places stand before it")
                .help("tell it from a later place"));
        }
        for place in keyed.places() {
            let at = keyed.index(place);
            // The first places have no whole window before them.
            places.there[at] = place[2] >= back;
            let Some(against) = against else { continue };
            // What is told along one axis is told in a total of another.
            let axes = match against.steps {
                Some(_) => along_axis(against)..=along_axis(against),
                None => 0..=2,
            };
            let in_total = axes.into_iter().any(|axis| is_total(part, keyed, place, axis));
            if against.goal.is_none() && part.rolling.is_none() && base.is_none() && in_total {
                places.there[at] = false;
            }
            match (base, against.steps) {
                (Some((axis, label)), _) => {
                    let mut other = place;
                    other[axis] = label;
                    places.from[at] = Some(keyed.index(other));
                    // A base of an index is 100, and all of a whole 1, there for all to see; nothing else is told of itself.
                    if other == place && !keeps_base(part) {
                        places.there[at] = false;
                    }
                }
                (None, Some(steps)) => {
                    let axis = along_axis(against);
                    let earlier = place[axis].checked_sub(steps).filter(|earlier| axis == 1 || *earlier >= back);
                    match earlier {
                        Some(earlier) => {
                            let mut other = place;
                            other[axis] = earlier;
                            places.from[at] = Some(keyed.index(other));
                        }
                        None => places.there[at] = false,
                    }
                }
                (None, None) => {}
            }
        }
        Ok(Some(places))
    }
}

/// Whether the value at the base itself is told: an index is 100 there, and a part of the whole is the whole.
fn keeps_base(part: &Part) -> bool {
    part.statistic().is_some_and(|statistic| ["index", "share_of"].contains(&statistic.name))
}

/// Whether a label is a period that lies behind those that were found along x.
fn has_not_come(part: &Part, keyed: &Keyed, label: &str) -> bool {
    let is_found = !matches!(part.x, None | Some(Axis::Labels(_)));
    is_found && lies_behind(label, keyed.labels()[2].iter().map(|label| label.name.as_str()))
}

/// The axis that has a label, x before series before facet, and its place there.
fn axis_of(label: &crate::diagnostic::Ranged<String>, keyed: &Keyed, file: &str) -> Result<(usize, usize), Finding> {
    let labels = keyed.labels();
    let found = [2, 1, 0]
        .into_iter()
        .find_map(|axis| Some((axis, labels[axis].iter().position(|known| known.name == label.value)?)));
    found.ok_or_else(|| {
        let names = labels.iter().flat_map(|axis| axis.iter()).map(|label| label.name.as_str());
        let names: Vec<&str> = names.filter(|name| !name.is_empty()).collect();
        Finding::error(Code::UnknownName, format!("there is no `{}` to tell it from", label.value))
            .at(file, label.span.clone(), "a label of neither x, series nor facet")
            .help(format!("there are {}", names.join(", ")))
    })
}

/// The axis that places are counted along.
fn along_axis(against: &Against) -> usize {
    if against.along_series { 1 } else { 2 }
}

/// Whether a place is on an axis that of a total, of those whose label is not known, or of what is left over of labels of which the
/// greatest stand: none of them is one among the others.
fn is_total(part: &Part, keyed: &Keyed, place: Place, axis: usize) -> bool {
    let Some(Axis::Classes(classes)) = [&part.facet, &part.series, &part.x][axis] else { return false };
    let name = &keyed.labels()[axis][place[axis]].name;
    let rest = match &classes.labels {
        ClassLabels::Found(FoundLabels { top: Some((_, rest)), .. }) => Some(rest),
        _ => None,
    };
    [classes.total.as_ref(), classes.missing.as_ref(), rest].into_iter().flatten().any(|label| *name == label.value)
}

/// All places that stand along the same axis as one, and have values.
pub(super) fn along(against: &Against, keyed: &Keyed, place: Place) -> Vec<Place> {
    let axis = along_axis(against);
    let places = (0..keyed.labels()[axis].len()).map(|at| {
        let mut other = place;
        other[axis] = at;
        other
    });
    places.filter(|other| keyed.is_there(*other)).collect()
}
