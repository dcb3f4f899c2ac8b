//! Classes: an axis made from the text that an expression gives for each observation.

use std::collections::{BTreeMap, BTreeSet};

use super::fits::Fits;
use super::keys::Labelled;
use crate::cohort::{Spread, Sql};
use crate::diagnostic::{Code, Finding};
use crate::measure::{Label, Observations};
use crate::spec::{ClassLabels, Classes};

/// The classes and where each observation fits: in exactly one of them, and in the total where there is one.
///
/// An observation in none of the classes that are declared is an error: it would be left out unseen.
pub(super) fn by_class(classes: &Classes, observations: &Observations, sql: Sql<'_>) -> Result<Labelled, Finding> {
    let texts = observations.columns.ask(&classes.of, sql, |frame| sql.texts(&classes.of, frame))?;
    let count = observations.count();
    let mut labels: Vec<Label> = match (&classes.labels, observations.known(classes.of.as_str())) {
        (ClassLabels::Listed(labels), _) => labels.iter().map(|label| Label::declared(label.as_str())).collect(),
        (ClassLabels::Found | ClassLabels::WeeksOfYear, Some(known)) => known.to_vec(),
        (ClassLabels::Found | ClassLabels::WeeksOfYear, None) => found(&texts, count),
    };
    let total = classes.total.as_ref().map(|_| labels.len());
    let fits = by_text(&texts, &labels, total);
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

/// The place among the labels of each text, and that of the total.
pub(super) fn by_text(texts: &Spread<Option<String>>, labels: &[Label], total: Option<usize>) -> Fits {
    let places: BTreeMap<&str, usize> =
        labels.iter().enumerate().rev().map(|(place, label)| (label.name.as_str(), place)).collect();
    Fits::by(texts, |text| text.as_deref().and_then(|text| places.get(text)).copied().into_iter().chain(total))
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
