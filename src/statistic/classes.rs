//! Classes: an axis made from the text that an expression gives for each observation.

use std::collections::{BTreeMap, BTreeSet};

use super::fits::Fits;
use super::keys::Labelled;
use super::limits::between;
use crate::cohort::{Spread, Sql, by_name, in_time, text_order};
use crate::diagnostic::{Code, Finding};
use crate::estimate::{Exact, descending};
use crate::observation::{Label, Observations};
use crate::spec::{ClassLabels, Classes, FoundLabels, LabelOrder, Spec, Truths};

/// The classes and where each observation fits: in exactly one of them, and in the total where there is one.
///
/// An observation in none of the classes that are declared is an error: it would be left out unseen.
pub(super) fn by_class(classes: &Classes, observations: &Observations, spec: &Spec) -> Result<Labelled, Finding> {
    let sql = Sql::of(spec);
    let count = observations.count();
    let Classed { mut labels, places, fits, inside } = classed(classes, observations, spec)?;
    let outside: Vec<usize> = (0..count).filter(|at| !inside[*at]).collect();
    if !outside.is_empty() {
        let empty = outside.iter().filter(|at| places.of(**at).1).count();
        let message = format!("{} of {count} observations are in none of the classes", outside.len());
        let help = if empty == outside.len() {
            "it gives nothing for them: say what they are called, missing = \"Uoplyst\", or let `where` leave the rows out"
        } else {
            "add the label, let `where` leave the rows out, or correct them in the register"
        };
        return Err(Finding::error(Code::UndeclaredCategory, message)
            .at(sql.file, classes.of.span.clone(), "what this gives for them is not among the labels")
            .help(help));
    }
    for behind in [&classes.missing, &classes.total].into_iter().flatten() {
        if labels.iter().any(|label| label.name == behind.value) {
            let message = format!("`{}` is a label already", behind.value);
            return Err(Finding::error(Code::DoubleName, message)
                .at(sql.file, behind.span.clone(), "it would be taken for the other")
                .at(sql.file, classes.of.span.clone(), "gives the labels")
                .help("call it something else"));
        }
        labels.push(Label::declared(behind.as_str()));
    }
    Ok(Labelled { labels, fits })
}

/// The labels of classes without those behind them, and where each observation fits.
struct Classed {
    labels: Vec<Label>,
    places: Spread<Placed>,
    fits: Fits,
    /// Whether each is in a class, and not in the total alone.
    inside: Vec<bool>,
}

/// Which observations are in one of the classes.
pub(super) fn inside(classes: &Classes, observations: &Observations, spec: &Spec) -> Result<Vec<bool>, Finding> {
    Ok(classed(classes, observations, spec)?.inside)
}

fn classed(classes: &Classes, observations: &Observations, spec: &Spec) -> Result<Classed, Finding> {
    let sql = Sql::of(spec);
    let (labels, places) = match &classes.labels {
        ClassLabels::Limits(limits) => {
            let (labels, places) = between(limits, classes, observations, sql)?;
            (labels, places.map(|place| (place, place.is_none())))
        }
        other => of_texts(other, classes, observations, spec)?,
    };
    let own = labels.len();
    let missing = classes.missing.as_ref().map(|_| own);
    let total = classes.total.as_ref().map(|_| own + usize::from(missing.is_some()));
    let fits =
        Fits::by(&places, |(place, is_empty)| place.or_else(|| missing.filter(|_| *is_empty)).into_iter().chain(total));
    let inside = |at: usize| fits.of(at).iter().any(|place| Some(*place as usize) != total);
    let inside = (0..observations.count()).map(inside).collect();
    Ok(Classed { labels, places, fits, inside })
}

/// An answer's place among the labels, and whether it is empty.
type Placed = (Option<usize>, bool);

/// The labels of texts, and for each answer its place among them and whether it is empty.
fn of_texts(
    wanted: &ClassLabels,
    classes: &Classes,
    observations: &Observations,
    spec: &Spec,
) -> Result<(Vec<Label>, Spread<Placed>), Finding> {
    let sql = Sql::of(spec);
    let texts = observations.columns.ask(&classes.of, sql, |frame| sql.texts(&classes.of, frame))?;
    // Labels that the spec lists as SQL writes them stay so.
    let is_listed =
        matches!(wanted, ClassLabels::Listed(labels) if labels.iter().any(|label| Truths::writes(label.as_str())));
    let truths = (!is_listed && sql.is_condition(&classes.of, observations.columns.head())?).then(|| spec.truths());
    let called = |text: Option<String>| match &truths {
        Some(truths) => text.map(|text| truths.called(text)),
        None => text,
    };
    let texts = texts.map(called);
    let count = observations.count();
    let known = || observations.known(classes.of.as_str()).map_or_else(|| found(&texts, count), <[Label]>::to_vec);
    let (labels, rest) = match wanted {
        ClassLabels::Listed(labels) => {
            (labels.iter().map(|label| Label::declared(label.as_str())).collect::<Vec<_>>(), None)
        }
        ClassLabels::Found(wanted) => ordered(known(), wanted, &texts, observations, classes, (sql, truths.as_ref()))?,
        ClassLabels::WeeksOfYear | ClassLabels::Limits(_) => (known(), None),
    };
    let places = places(&labels);
    let place = |text: &Option<String>| match text {
        Some(text) => (places.get(text.as_str()).copied().or(rest), false),
        None => (None, true),
    };
    let placed = texts.like(texts.rows().iter().map(place).collect());
    Ok((labels, placed))
}

/// Where the labels stand by their names; the first of two that are called the same.
fn places(labels: &[Label]) -> BTreeMap<&str, usize> {
    labels.iter().enumerate().rev().map(|(place, label)| (label.name.as_str(), place)).collect()
}

/// The place among the labels of each text.
pub(super) fn by_text(texts: &Spread<Option<String>>, labels: &[Label]) -> Fits {
    let places = places(labels);
    Fits::by(texts, |text| text.as_deref().and_then(|text| places.get(text).copied()))
}

/// Labels that were found, in the order that is wanted, and the place of the one at which those count that are not shown.
fn ordered(
    mut labels: Vec<Label>,
    wanted: &FoundLabels,
    texts: &Spread<Option<String>>,
    observations: &Observations,
    classes: &Classes,
    (sql, truths): (Sql<'_>, Option<&Truths>),
) -> Result<(Vec<Label>, Option<usize>), Finding> {
    let list = observations.list(classes.of.as_str());
    match (wanted.order, truths) {
        // Those of a column stand in the column's own order: a code list's, of numbers, of days.
        (None, _) if observations.known(classes.of.as_str()).is_some() => {}
        (Some(LabelOrder::AsStated), _) => {}
        (None, Some(truths)) => truths.in_order(&mut labels, |label| &label.name),
        (None, None) if list.is_some() => {
            let list = list.unwrap_or_default();
            by_name(&mut labels, |label| &label.name);
            labels.sort_by_key(|label| list.iter().position(|code| *code == label.name).unwrap_or(list.len()));
            in_time(&mut labels, |label| &label.name);
        }
        // By value they are moved when their values are known.
        (None | Some(LabelOrder::Name | LabelOrder::Value), _) => by_name(&mut labels, |label| &label.name),
        (Some(LabelOrder::Size), _) => {
            let told = wanted.by.as_ref().map(|by| observations.columns.ask(by, sql, |frame| sql.numbers(by, frame)));
            let told = told.transpose()?;
            let own = |at: usize| told.as_ref().map_or(Some(observations.values.of(at)), |told| *told.of(at));
            let mut sizes: BTreeMap<&str, Exact> = BTreeMap::new();
            for at in 0..observations.count() {
                if let (Some(text), Some(size)) = (texts.of(at), own(at)) {
                    sizes.entry(text).or_default().add(size);
                }
            }
            labels.sort_by(|one, other| text_order(&one.name, &other.name));
            let size = |label: &Label| sizes.get(label.name.as_str()).map_or(0.0, Exact::value);
            let numbers: Vec<f64> = labels.iter().map(size).collect();
            labels = descending(&numbers).into_iter().map(|at| labels[at].clone()).collect();
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
