//! Who is observed by a part, and has no share in one of its values.
//!
//! Of those who are observed nowhere a part tells why. The others are each counted somewhere; a value of one month, one group or one label
//! leaves out those who are counted in others alone.

use std::collections::BTreeMap;

use super::model::Value;
use crate::diagnostic::Ranged;
use crate::spec;
use crate::statistic::ComputedPart;

/// The messages that say why those are left out of a value: whom another label counts at the same place; who is not seen at the place, as
/// their periods do not reach it, or as they are of another group; and whom no label takes.
pub(in crate::audit) const REASONS: [&str; 3] =
    ["record-in-other-series", "record-in-other-places", "record-counted-nowhere"];

/// For each reason an observation of each who is left out for it.
pub(super) type Elsewhere = [Vec<u32>; REASONS.len()];

/// What is observed elsewhere than in each of the values that are wanted, by their places among the part's values. The steps of a calculation are no one.
pub(super) fn elsewhere(
    part: &ComputedPart,
    declared: &spec::Part,
    values: &[Value],
    wanted: impl Fn(usize) -> bool,
) -> BTreeMap<usize, Elsewhere> {
    if part.observations.worked.is_some() {
        return BTreeMap::new();
    }
    let units = part.observations.unit_numbers();
    let of = |list: &[u32], into: &mut Vec<bool>| {
        for at in list {
            into[units[*at as usize] as usize] = true;
        }
    };
    let nobody = vec![false; units.iter().max().map_or(0, |last| *last as usize + 1)];
    let (stats, mut place) = (part.stats.len(), 0);
    let mut anywhere = nobody.clone();
    let mut at_place: BTreeMap<(&str, &str), Vec<bool>> = BTreeMap::new();
    let mut here: BTreeMap<usize, Vec<bool>> = BTreeMap::new();
    let share_of = declared.share_of.as_ref().map(Ranged::as_str);
    part.keyed.each_basis(part.among, share_of, |counted, (_, among), whole| {
        of(counted, &mut anywhere);
        if let Some(value) = values.get(place) {
            let beside = at_place.entry((value.facet.as_str(), value.x.as_str()));
            of(counted, beside.or_insert_with(|| nobody.clone()));
        }
        if (place..place + stats).any(&wanted) {
            let mut own = nobody.clone();
            for list in [counted, among, whole.unwrap_or_default()] {
                of(list, &mut own);
            }
            here.insert(place, own);
        }
        place += stats;
    });
    let left = |(place, here): (usize, Vec<bool>)| {
        let (mut told, mut left) = (here, Elsewhere::default());
        let beside = values.get(place).and_then(|value| at_place.get(&(value.facet.as_str(), value.x.as_str())));
        for (at, unit) in (0..).zip(&units) {
            let unit = *unit as usize;
            if !std::mem::replace(&mut told[unit], true) {
                let why = if beside.is_some_and(|beside| beside[unit]) { 0 } else { 1 + usize::from(!anywhere[unit]) };
                left[why].push(at);
            }
        }
        (place..place + stats).map(move |value| (value, left.clone()))
    };
    here.into_iter().flat_map(left).collect()
}
