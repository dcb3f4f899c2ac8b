//! How the spec lays tables out: for the document, and held against the keys that the values have.

use std::collections::BTreeSet;

use super::Disclosed;
use crate::diagnostic::{Code, Finding, Findings, Ranged, did_you_mean};
use crate::document::Layout;
use crate::locale;
use crate::spec::{Direction, Exhibit, Shown, Spec};
use crate::value::{Stat, Values};

/// How an exhibit is laid out as a table; its footnotes are filled in with the other texts.
pub(super) fn layout(shown: &Shown) -> Layout {
    let Shown::Table(table) = shown else { return Layout::default() };
    let down = |direction: Direction| direction == Direction::Rows;
    let texts = |texts: &[Ranged<String>]| texts.iter().map(|text| text.value.clone()).collect();
    let groups = |groups: &[(Ranged<String>, Vec<Ranged<String>>)]| {
        groups.iter().map(|(name, keys)| (name.value.clone(), texts(keys))).collect()
    };
    Layout {
        corner: table.corner.clone().unwrap_or_default(),
        over: table.over.clone().unwrap_or_default(),
        turned: table.turned,
        stats_down: table.stats.map(down),
        facets_down: table.facets.map(down),
        totals: texts(&table.totals),
        row_groups: groups(&table.row_groups),
        column_groups: groups(&table.column_groups),
        decimals: table.decimals.iter().filter_map(|(stat, n)| Some((Stat::from_name(&stat.value)?, *n))).collect(),
        footnotes: Vec::new(),
        wide: table.wide,
    }
}

/// Sees that the keys which layouts name are keys of their exhibits. A place along x may be gone with another status month,
/// so where x is of the calendar its keys are let be.
pub(super) fn check(spec: &Spec, disclosed: &Disclosed<'_>) -> Result<(), Findings> {
    let mut findings = Findings::new();
    for (exhibit, shown) in spec.exhibits.iter().zip(&disclosed.exhibits) {
        let values = &shown.values;
        units(spec, exhibit, values, &mut findings);
        let Shown::Table(table) = &exhibit.shown else { continue };
        let known = || values.facets.iter().chain(&values.series).chain(&values.xs).map(String::as_str);
        let groups = table.row_groups.iter().chain(&table.column_groups).flat_map(|(_, keys)| keys);
        let named = table.totals.iter().chain(groups).chain(table.footnotes.iter().map(|(key, _)| key));
        let there = |key: &str| known().any(|known| known == key) || locale::is_period(key);
        for key in named.filter(|key| !there(&key.value)) {
            let message = format!("`{}` has no facet, series or x `{}`", exhibit.id.value, key.value);
            let finding = Finding::error(Code::UnknownName, message).at(&spec.file, key.span.clone(), "");
            findings.push(match did_you_mean(&key.value, known()) {
                Some(likely) => finding.help(format!("did you mean `{likely}`?")),
                None => finding,
            });
        }
        let stats: BTreeSet<&str> = values.rows.iter().map(|row| row.key.stat.name()).collect();
        for (stat, _) in table.decimals.iter().filter(|(stat, _)| !stats.contains(stat.as_str())) {
            let message = format!("there is no stat `{}` in `{}`", stat.value, exhibit.id.value);
            let finding = Finding::error(Code::UnknownName, message).at(&spec.file, stat.span.clone(), "in `decimals`");
            findings.push(match did_you_mean(&stat.value, stats.iter().copied()) {
                Some(likely) => finding.help(format!("did you mean `{likely}`?")),
                None => finding,
            });
        }
    }
    if findings.is_empty() { Ok(()) } else { Err(findings) }
}

/// Sees that what `units` names is a key of the exhibit or a stat of it.
fn units(spec: &Spec, exhibit: &Exhibit, values: &Values, findings: &mut Findings) {
    let stats: BTreeSet<&str> = values.rows.iter().map(|row| row.key.stat.name()).collect();
    let keys = || values.facets.iter().chain(&values.series).chain(&values.xs).map(String::as_str);
    let known = || stats.iter().copied().chain(keys());
    let there = |key: &str| known().any(|known| known == key) || locale::is_period(key);
    for (key, _) in exhibit.units.iter().filter(|(key, _)| !there(&key.value)) {
        let message = format!("`{}` has no stat, facet, series or x `{}`", exhibit.id.value, key.value);
        let finding = Finding::error(Code::UnknownName, message).at(&spec.file, key.span.clone(), "in `units`");
        findings.push(match did_you_mean(&key.value, known()) {
            Some(likely) => finding.help(format!("did you mean `{likely}`?")),
            None => finding,
        });
    }
}
