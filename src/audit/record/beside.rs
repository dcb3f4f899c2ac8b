//! What statistics take of observations beside their numbers and weights, so that values can be made of the record again.
//!
//! What observations are told apart by may be what a person is called, or tell of one: in the place of each such text stands a
//! seal under the key of the pseudonyms, the same for the same text in every release. What an observation ended with stands there where it
//! is the name of a series, for all readers to see.

use super::Ints;
use super::mask::Mask;
use super::model::{Against, Beside, Cells, Numbers, ToldFrom};
use crate::diagnostic::Ranged;
use crate::observation;
use crate::spec::{Goal, Part, Told};
use crate::statistic::{ComputedPart, Reference};

/// What is recorded beside the numbers of the observations at these places.
pub(super) fn beside(declared: &Part, part: &ComputedPart, places: &[usize], mask: &Mask<'_>) -> Beside {
    let (asked, of) = (&declared.beside, &part.observations);
    let Some(all) = &of.beside else { return Beside::default() };
    let own = || places.iter().map(|place| &all[*place]);
    let numbers = |number: &dyn Fn(&observation::Beside) -> Option<f64>| Numbers::of(own().map(number));
    let sealed = |kind: &str, texts: &[String], place: &dyn Fn(&observation::Beside) -> Option<u32>| {
        let seals: Vec<String> = texts.iter().map(|text| mask.seal([Some(kind), Some(text)])).collect();
        Cells::of(own().map(|one| seals.get(place(one)? as usize).cloned()))
    };
    let series = part.keyed.labels()[1];
    let end = |event: u32| {
        let event = of.events.get(event as usize)?;
        Some(if series.iter().any(|label| label.name == *event) { event.clone() } else { String::new() })
    };
    let against = declared.told.as_ref().and_then(|told| told.against.as_ref());
    let told =
        |least: bool| numbers(&|one| one.goal.filter(|(_, from_below)| *from_below == least).map(|(goal, _)| goal));
    Beside {
        with: asked.with.as_ref().map(|_| numbers(&|one| one.with)),
        group: asked
            .versus
            .as_ref()
            .map(|_| Ints::of(own().enumerate().filter(|(_, one)| one.of_group).map(|(at, _)| at))),
        ended: asked.event.as_ref().map(|_| Cells::of(own().map(|one| one.event.and_then(end)))),
        classes: asked.cell.as_ref().map(|_| sealed("class", &of.classes.cells, &|one| Some(one.cell))),
        clusters: asked.cluster.as_ref().map(|_| sealed("cluster", &of.classes.clusters, &|one| Some(one.cluster))),
        within: against
            .and_then(|against| against.within.as_ref())
            .map(|_| sealed("within", &of.classes.within, &|one| one.within)),
        goals: against
            .filter(|against| matches!(against.goal, Some(Goal::Told { .. })))
            .map(|_| [told(true), told(false)]),
        ends: asked.ends.as_ref().map(|_| [numbers(&|one| one.ends[0]), numbers(&|one| one.ends[1])]),
    }
}

/// What a part's values are told of and against.
pub(super) fn against(part: &Part) -> Option<Against> {
    let against = part.told.as_ref()?.against.as_ref()?;
    let goal = |least: bool| match against.goal {
        Some(Goal::Number(goal, from_below)) if from_below == least => Some(goal),
        _ => None,
    };
    Some(Against {
        of: against.of.name().to_owned(),
        along_series: against.along_series,
        within: against.within.is_some(),
        places: part.rolling.as_ref().and_then(|rolling| u32::try_from(rolling.value).ok()),
        least: goal(true),
        most: goal(false),
        goals: matches!(against.goal, Some(Goal::Told { .. })),
    })
}

/// What stands at the places that a part's values are told from, each list kept by `keep`; nothing where they are told from none.
pub(super) fn references(
    declared: &Part,
    part: &ComputedPart,
    mut keep: impl FnMut(&[u32]) -> usize,
) -> Vec<Option<ToldFrom>> {
    let is_told = |told: &Told| told.against.as_ref().is_some_and(|of| of.from.is_some() || of.steps.is_some());
    let mut all = Vec::new();
    if declared.told.as_ref().is_some_and(is_told) {
        let share_of = declared.share_of.as_ref().map(Ranged::as_str);
        part.keyed.each_reference(part.among, share_of, |reference| {
            all.push(reference.map(|Reference { counted, among, whole }| ToldFrom {
                counted: keep(counted),
                among: keep(among),
                whole: whole.map(&mut keep),
            }));
        });
    }
    all
}
