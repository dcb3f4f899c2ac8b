//! Classes: an axis made from the text that an expression gives for each observation.

use std::collections::{BTreeMap, BTreeSet};

use super::fits::Fits;
use super::keys::Labelled;
use crate::cohort::Sql;
use crate::diagnostic::{Code, Finding};
use crate::measure::{Label, Observations};
use crate::spec::{ClassLabels, Classes};

/// The classes and where each observation fits: in exactly one of them, and in the total where there is one.
///
/// An observation in none of the classes that are declared is an error: it would be left out unseen.
pub(super) fn by_class(classes: &Classes, observations: &Observations, sql: Sql<'_>) -> Result<Labelled, Finding> {
    let texts = sql.texts(&classes.of, &observations.frame)?;
    let mut labels: Vec<Label> = match (&classes.labels, observations.known(classes.of.as_str())) {
        (ClassLabels::Listed(labels), _) => labels.iter().map(|label| Label::declared(label.as_str())).collect(),
        (ClassLabels::Found | ClassLabels::WeeksOfYear, Some(known)) => known.to_vec(),
        (ClassLabels::Found | ClassLabels::WeeksOfYear, None) => found(&texts),
    };
    let total = classes.total.as_ref().map(|_| labels.len());
    let fits = by_text(texts.iter().map(Option::as_deref), &labels, total);
    let outside = (0..fits.height()).filter(|at| !fits.of(*at).iter().any(|place| *place < labels.len())).count();
    if outside > 0 {
        let message = format!("{outside} of {} observations are in none of the classes", fits.height());
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
pub(super) fn by_text<'a>(
    texts: impl Iterator<Item = Option<&'a str>>,
    labels: &[Label],
    total: Option<usize>,
) -> Fits {
    let places: BTreeMap<&str, usize> =
        labels.iter().enumerate().rev().map(|(place, label)| (label.name.as_str(), place)).collect();
    let mut fits = Fits::default();
    for text in texts {
        fits.push(text.and_then(|text| places.get(text)).copied().into_iter().chain(total));
    }
    fits
}

/// The texts there are, in the order of their first observation.
fn found(texts: &[Option<String>]) -> Vec<Label> {
    let mut seen = BTreeSet::new();
    texts.iter().flatten().filter(|text| seen.insert(text.as_str())).map(Label::declared).collect()
}
