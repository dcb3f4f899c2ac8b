//! Classes: an axis made from the text that an expression gives for each observation.

use std::collections::{BTreeMap, BTreeSet};

use super::Exact;
use super::fits::Fits;
use super::keys::Labelled;
use crate::cohort::{Spread, Sql, text_order};
use crate::diagnostic::{Code, Finding};
use crate::measure::{Label, Observations};
use crate::spec::{ClassLabels, Classes, FoundLabels, LabelOrder};

/// The classes and where each observation fits: in exactly one of them, and in the total where there is one.
///
/// An observation in none of the classes that are declared is an error: it would be left out unseen.
pub(super) fn by_class(classes: &Classes, observations: &Observations, sql: Sql<'_>) -> Result<Labelled, Finding> {
    let texts = observations.columns.ask(&classes.of, sql, |frame| sql.texts(&classes.of, frame))?;
    let count = observations.count();
    let known = || observations.known(classes.of.as_str()).map_or_else(|| found(&texts, count), <[Label]>::to_vec);
    let (mut labels, rest) = match &classes.labels {
        ClassLabels::Listed(labels) => {
            (labels.iter().map(|label| Label::declared(label.as_str())).collect::<Vec<_>>(), None)
        }
        ClassLabels::Found(wanted) => ordered(known(), wanted, &texts, observations, classes, sql)?,
        ClassLabels::WeeksOfYear => (known(), None),
    };
    let total = classes.total.as_ref().map(|_| labels.len());
    let fits = by_text(&texts, &labels, rest, total);
    let inside = |at: usize| fits.of(at).iter().any(|place| (*place as usize) < labels.len());
    let outside = (0..count).filter(|at| !inside(*at)).count();
    if outside > 0 {
        let message = format!("{outside} of {count} observations are in none of the classes");
        return Err(Finding::error(Code::UndeclaredCategory, message)
            .at(sql.file, classes.of.span.clone(), "what this gives for them is not among the labels")
            .help("add the label, let `where` leave the rows out, or correct them in the register"));
    }
    if let Some(total) = &classes.total {
        labels.push(Label::declared(total.as_str()));
    }
    Ok(Labelled { labels, fits })
}

/// Labels that were found, in the order that is wanted, and the place of the one at which those count that are not shown.
fn ordered(
    mut labels: Vec<Label>,
    wanted: &FoundLabels,
    texts: &Spread<Option<String>>,
    observations: &Observations,
    classes: &Classes,
    sql: Sql<'_>,
) -> Result<(Vec<Label>, Option<usize>), Finding> {
    let by_name = |one: &Label, other: &Label| text_order(&one.name, &other.name);
    match wanted.order {
        // Those of a column stand in the column's own order: a code list's, of numbers, of days.
        None if observations.known(classes.of.as_str()).is_some() => {}
        Some(LabelOrder::AsStated) => {}
        // By value they are moved when their values are known.
        None | Some(LabelOrder::Name | LabelOrder::Value) => labels.sort_by(by_name),
        Some(LabelOrder::Size) => {
            let told = wanted.by.as_ref().map(|by| observations.columns.ask(by, sql, |frame| sql.numbers(by, frame)));
            let told = told.transpose()?;
            let own = |at: usize| told.as_ref().map_or(Some(observations.values.of(at)), |told| *told.of(at));
            let mut sizes: BTreeMap<&str, Exact> = BTreeMap::new();
            for at in 0..observations.count() {
                if let (Some(text), Some(size)) = (texts.of(at), own(at)) {
                    sizes.entry(text).or_default().add(size);
                }
            }
            let size = |label: &Label| sizes.get(label.name.as_str()).map_or(0.0, Exact::value);
            labels.sort_by(|one, other| size(other).total_cmp(&size(one)).then_with(|| by_name(one, other)));
        }
    }
    let Some((top, rest)) = &wanted.top else { return Ok((labels, None)) };
    if labels.iter().any(|label| label.name == rest.value) {
        let message = format!("`{}` is a label of the data already", rest.value);
        return Err(Finding::error(Code::DoubleName, message)
            .at(sql.file, rest.span.clone(), "what is left over would be taken for it")
            .at(sql.file, classes.of.span.clone(), "gives the labels")
            .help("call what is left over something else"));
    }
    labels.truncate(*top);
    labels.push(Label::declared(rest.as_str()));
    let place = labels.len() - 1;
    Ok((labels, Some(place)))
}

/// The place among the labels of each text, that of the rest for one that is not shown, and that of the total.
pub(super) fn by_text(
    texts: &Spread<Option<String>>,
    labels: &[Label],
    rest: Option<usize>,
    total: Option<usize>,
) -> Fits {
    let places: BTreeMap<&str, usize> =
        labels.iter().enumerate().rev().map(|(place, label)| (label.name.as_str(), place)).collect();
    Fits::by(texts, |text| {
        let own = text.as_deref().and_then(|text| places.get(text).copied().or(rest));
        own.into_iter().chain(total)
    })
}

/// The texts that so many observations have, in the order of their first observation.
fn found(texts: &Spread<Option<String>>, count: usize) -> Vec<Label> {
    let (mut rows, mut seen, mut labels) = (vec![false; texts.rows().len()], BTreeSet::new(), Vec::new());
    for at in 0..count {
        if std::mem::replace(&mut rows[texts.row(at)], true) {
            continue;
        }
        if let Some(text) = texts.of(at)
            && seen.insert(text.as_str())
        {
            labels.push(Label::declared(text));
        }
    }
    labels
}
