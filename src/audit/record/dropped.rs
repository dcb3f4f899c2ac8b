//! The rows of extracts that a view of people has not: no row of the view rests on them, so that nobody asks whether they count.

use std::collections::{BTreeMap, BTreeSet};

use super::Ints;
use super::excluded::{Everyone, all, is_extract};
use super::model::Excluded;
use crate::cohort::{self, Data, RowRef, Sql};
use crate::diagnostic::Ranged;
use crate::locale::say;
use crate::spec::{self, Making, Rule, View};

/// The rows that the view of people of this name drops, with the condition that they do not meet where a rule states it.
pub(super) fn dropped(view: &Ranged<String>, everyone: Everyone<'_>) -> Vec<Excluded> {
    let data = everyone.data;
    let has = kept(view, data);
    let chain = chain(view, data);
    let own = match chain.last().map(|view| &view.making) {
        Some(Making::Ruled(ruled)) if is_extract(data, &ruled.of) => vec![&ruled.of],
        // Of a query the rows that each of its rows begins with are told.
        _ => {
            let first = first(view, data);
            let extracts = data.spec.extracts.iter().enumerate();
            extracts.filter(|(number, _)| first.contains(number)).map(|(_, extract)| &extract.name).collect()
        }
    };
    let mut told = Vec::new();
    for extract in own {
        let (number, all) = all(data, extract);
        let kept = has.get(&number);
        let mut gone: BTreeSet<u32> =
            all.into_iter().filter(|row| !kept.is_some_and(|kept| kept.contains(row))).collect();
        for (view, condition, unmet) in conditions(&chain, extract, everyone) {
            let rows: Vec<u32> = gone.iter().filter(|row| unmet.contains(row)).copied().collect();
            gone.retain(|row| !unmet.contains(row));
            if !rows.is_empty() {
                let reason = say!(data.spec.report.language, "record-not-in-view-unless", view = view);
                let code = Some(Sql::of(data.spec).shown(condition));
                told.push(Excluded { reason, code, extract: number, rows: Ints(rows) });
            }
        }
        if !gone.is_empty() {
            let reason = say!(data.spec.report.language, "record-not-in-view", view = &view.value);
            told.push(Excluded { reason, code: None, extract: number, rows: Ints(gone.into_iter().collect()) });
        }
    }
    told
}

/// The rows behind the view's, by extract.
fn kept(view: &Ranged<String>, data: Data<'_>) -> BTreeMap<usize, BTreeSet<u32>> {
    let mut kept: BTreeMap<usize, BTreeSet<u32>> = BTreeMap::new();
    for row in rows(view, data).into_iter().flatten() {
        kept.entry(usize::from(row.extract)).or_default().insert(row.row);
    }
    kept
}

/// The extracts of the rows that each of the view's begins with.
fn first(view: &Ranged<String>, data: Data<'_>) -> BTreeSet<usize> {
    rows(view, data).iter().filter_map(|rows| Some(usize::from(rows.first()?.extract))).collect()
}

/// The extract rows behind each of the view's.
fn rows(view: &Ranged<String>, data: Data<'_>) -> Vec<Vec<RowRef>> {
    let (number, own) = all(data, view);
    let extract = u16::try_from(number).expect("a spec has few views");
    own.into_iter().map(|row| data.made.behind().of(RowRef { extract, row })).collect()
}

/// The view and those that it is made of one after the other by rules, the one of an extract last.
fn chain<'a>(view: &Ranged<String>, data: Data<'a>) -> Vec<&'a View> {
    let named = |name: &Ranged<String>| data.spec.views.iter().find(|known| known.name.value == name.value);
    let next = |view: &&'a View| match &view.making {
        Making::Ruled(ruled) => named(&ruled.of),
        Making::Query(_) => None,
    };
    std::iter::successors(named(view), next).collect()
}

/// The conditions that rows of the extract must meet, in their order, each with its view and the rows that do not: those over the
/// extract's own columns as they stand. Where nothing else drops rows, what is left is dropped by one of them.
fn conditions<'a>(
    chain: &[&'a View],
    extract: &Ranged<String>,
    everyone: Everyone<'_>,
) -> Vec<(&'a str, &'a Ranged<String>, BTreeSet<u32>)> {
    let Everyone { data, as_of, .. } = everyone;
    let sql = Sql::of(data.spec);
    let wanted = spec::Rows { extract: extract.clone(), filter: None };
    let Ok(read) = cohort::Rows::read(&wanted, data, as_of, sql) else { return Vec::new() };
    let mut found = Vec::new();
    for view in chain.iter().rev() {
        let Making::Ruled(ruled) = &view.making else { return found };
        for rule in &ruled.rules {
            match rule {
                Rule::Where(condition) => {
                    // What is said of columns that the view makes can only be told of the rows that it has.
                    let Ok(meets) = sql.mask(condition, &read.frame) else { return found };
                    let unmet = read.rows.iter().zip(meets).filter(|(_, meets)| !meets);
                    let unmet = unmet.filter_map(|(rows, _)| Some(rows.first()?.row)).collect();
                    found.push((view.name.as_str(), condition, unmet));
                }
                Rule::Column(name, _) | Rule::Classes { name, .. } if read.frame.column(name.as_str()).is_err() => {}
                // Behind it rows or their cells are others.
                _ => return found,
            }
        }
    }
    found
}
