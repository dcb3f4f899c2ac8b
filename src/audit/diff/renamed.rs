//! Labels that are the same under another name: what counts the same in both releases and is only called otherwise.
//!
//! A facet, series or x of the old release that the new one lacks is the label of the new one that counts most of the same
//! (the same units at the same other keys), where that is more than half of what either counts and none fits better. Periods and numbers
//! along an axis are never renamed: another month is another month, though the same people are there.

use std::collections::{BTreeMap, BTreeSet};

use super::change::Renamed;
use super::observed::unit;
use super::rows::Rows;
use crate::audit::record::{Exhibit, Record, Value};
use crate::locale::Language;

/// The axes of an exhibit, with the label that a value has there.
type Axis = (&'static str, fn(&Value) -> &str);

const AXES: [Axis; 3] = [("facet", |value| &value.facet), ("series", |value| &value.series), ("x", |value| &value.x)];

/// The labels of an exhibit that are called otherwise in the new release.
pub(super) fn renamed(records: [&Record; 2], exhibits: [&Exhibit; 2], rows: &Rows) -> Vec<Renamed> {
    AXES.iter().enumerate().flat_map(|(at, axis)| along(at, *axis, records, exhibits, rows)).collect()
}

fn along(at: usize, (name, label): Axis, records: [&Record; 2], exhibits: [&Exhibit; 2], rows: &Rows) -> Vec<Renamed> {
    let known = exhibits.map(|exhibit| exhibit.head.values.iter().map(label).collect::<BTreeSet<&str>>());
    let of_time = |side: usize, label: &str| is_of_time(label, records[side].report.language);
    let own =
        |side: usize| known[side].difference(&known[1 - side]).copied().filter(move |label| !of_time(side, label));
    let [old, new] = [0, 1].map(|side| {
        let counted = |label: &str| counted(at, label, records[side], exhibits[side], side, rows);
        own(side).map(|label| (label, counted(label))).filter(|(_, units)| !units.is_empty()).collect::<Vec<_>>()
    });
    // How much two labels have in common, the most first; names decide between equals.
    let mut pairs: Vec<(usize, &str, &str)> = Vec::new();
    for (before, of_old) in &old {
        for (after, of_new) in &new {
            let shared: usize =
                of_old.iter().map(|(unit, count)| of_new.get(unit).map_or(0, |other| *count.min(other))).sum();
            let most = of_old.values().sum::<usize>().max(of_new.values().sum());
            if 2 * shared > most {
                pairs.push((shared, before, after));
            }
        }
    }
    pairs.sort_by(|one, other| other.0.cmp(&one.0).then_with(|| one.cmp(other)));
    let mut taken: BTreeSet<&str> = BTreeSet::new();
    let mut gone: BTreeSet<&str> = BTreeSet::new();
    let mut renamed = Vec::new();
    for (_, before, after) in pairs {
        if !gone.contains(before) && !taken.contains(after) {
            gone.insert(before);
            taken.insert(after);
            renamed.push(Renamed { axis: name, old: before.to_owned(), new: after.to_owned() });
        }
    }
    renamed
}

fn is_of_time(label: &str, language: Language) -> bool {
    label.is_empty() || language.period(label).is_some() || label.parse::<f64>().is_ok()
}

/// What the values at a label count: the other keys, the unit, and how often.
fn counted(
    axis: usize,
    label: &str,
    record: &Record,
    exhibit: &Exhibit,
    side: usize,
    rows: &Rows,
) -> BTreeMap<(String, String), usize> {
    let mut units: BTreeMap<(String, String), usize> = BTreeMap::new();
    for (value, basis) in exhibit.head.values.iter().zip(&exhibit.basis.bases) {
        let (Some(part), Some(list)) = (exhibit.basis.parts.get(basis.part), exhibit.basis.lists.get(basis.counted))
        else {
            continue;
        };
        if (AXES[axis].1)(value) != label || part.unlisted {
            continue;
        }
        let others = AXES.iter().enumerate().filter(|(at, _)| *at != axis).map(|(_, (_, other))| other(value));
        let others: Vec<&str> = others.chain([value.stat.as_str()]).collect();
        let others = others.join("\u{1f}");
        for at in &list.0 {
            let unit = unit(record, part, *at as usize, side, rows).into_owned();
            *units.entry((others.clone(), unit)).or_default() += 1;
        }
    }
    units
}
