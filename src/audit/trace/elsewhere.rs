//! Who is observed by a part and left out of a value, found in a record that lists all observations. A record of some values has
//! been told it (`record::elsewhere`, whose reasons these are).

use std::collections::BTreeSet;

use super::super::record::{ELSEWHERE, Exhibit, Observations, Record};

/// For each reason the places of an observation of each who is left out of the value at this place for it.
pub(super) fn found(record: &Record, exhibit: &Exhibit, at: usize, part: &Observations) -> [Vec<u32>; ELSEWHERE.len()] {
    let mut left: [Vec<u32>; ELSEWHERE.len()] = Default::default();
    if part.worked.is_some() || part.unlisted {
        return left;
    }
    let (bases, values) = (&exhibit.basis.bases, &exhibit.head.values);
    let list = |place: usize| exhibit.basis.lists.get(place).map_or(&[][..], |list| list.0.as_slice());
    let unit = |place: u32| record.unit(part, place as usize).unwrap_or_default();
    let (own, value) = (&bases[at], &values[at]);
    let of_part = || bases.iter().zip(values).filter(|(basis, _)| basis.part == own.part);
    let anywhere: BTreeSet<&str> =
        of_part().flat_map(|(basis, _)| list(basis.counted)).map(|place| unit(*place)).collect();
    let same_place = of_part().filter(|(_, other)| (&other.facet, &other.x) == (&value.facet, &value.x));
    let beside: BTreeSet<&str> =
        same_place.flat_map(|(basis, _)| list(basis.counted)).map(|place| unit(*place)).collect();
    let lists = [list(own.counted), list(own.among), own.whole.map_or(&[][..], list)];
    let mut told: BTreeSet<&str> = lists.into_iter().flatten().map(|place| unit(*place)).collect();
    for place in 0..u32::try_from(part.count).unwrap_or(u32::MAX) {
        let unit = unit(place);
        if told.insert(unit) {
            let why = if beside.contains(unit) { 0 } else { 1 + usize::from(!anywhere.contains(unit)) };
            left[why].push(place);
        }
    }
    left
}
