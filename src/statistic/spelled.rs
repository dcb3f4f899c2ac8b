//! Labels found in the data that are one to a reader: they differ in nothing but how somebody wrote them.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::DataType;

use super::computed::ComputedPart;
use crate::cohort::Sql;
use crate::diagnostic::{Finding, Ranged};
use crate::dictionary::Dictionary;
use crate::letters;
use crate::observation::Observations;
use crate::spec::{Axis, ClassLabels, Part};

/// Labels of an axis of an exhibit that are the same word.
#[derive(Debug, Clone)]
pub struct Spelled {
    /// The axis, as the spec calls it.
    pub axis: &'static str,
    /// What gives the labels: a column, or SQL.
    pub of: Ranged<String>,
    /// How the data write each of the words, in the order of the texts.
    pub words: Vec<Vec<String>>,
}

/// What gives the labels of an axis, and the texts that it gives.
type Texts<'a> = (&'a Ranged<String>, BTreeSet<String>);

/// What there is on one axis: what gives it in the first part that has it, and how each word is written.
type Written<'a> = (&'a Ranged<String>, BTreeMap<String, BTreeSet<String>>);

/// Those of all parts of an exhibit, axis for axis. Labels that a layout's code list has are different things: somebody said so.
///
/// # Errors
/// A finding where what gives the labels cannot be computed.
pub fn spelled<'a>(
    parts: impl Iterator<Item = (&'a Part, &'a ComputedPart)>,
    sql: Sql<'_>,
) -> Result<Vec<Spelled>, Finding> {
    let mut found: BTreeMap<&'static str, Written<'a>> = BTreeMap::new();
    for (part, computed) in parts {
        for (axis, name) in [(&part.facet, "facet"), (&part.series, "series"), (&part.x, "x")] {
            let Some((of, texts)) =
                axis.as_ref().map(|axis| texts(axis, &computed.observations, sql)).transpose()?.flatten()
            else {
                continue;
            };
            let (_, words) = found.entry(name).or_insert_with(|| (of, BTreeMap::new()));
            for text in texts {
                words.entry(letters::word(&text)).or_default().insert(text);
            }
        }
    }
    let told = found.into_iter().filter_map(|(axis, (of, words))| {
        let words: Vec<Vec<String>> = words
            .into_values()
            .filter(|written| written.len() > 1)
            .map(|written| written.into_iter().collect())
            .collect();
        (!words.is_empty()).then(|| Spelled { axis, of: of.clone(), words })
    });
    Ok(told.collect())
}

/// The different texts that an axis finds in the data; none where its labels are the spec's or a code list's.
fn texts<'a>(axis: &'a Axis, observations: &Observations, sql: Sql<'_>) -> Result<Option<Texts<'a>>, Finding> {
    let (of, asked) = match axis {
        Axis::Classes(classes) if matches!(classes.labels, ClassLabels::Found(_)) => (&classes.of, classes.of.clone()),
        Axis::Column(name) if !observations.groups.contains(&name.value) => {
            let column = observations.columns.column(name.as_str());
            if !column.is_some_and(|column| column.dtype() == &DataType::String) {
                return Ok(None);
            }
            (name, name.clone().map(|name| format!("\"{}\"", name.replace('"', "\"\""))))
        }
        _ => return Ok(None),
    };
    if observations.list(of.as_str()).is_some() {
        return Ok(None);
    }
    let texts = observations.columns.ask(&asked, sql, |frame| sql.texts(&asked, frame))?;
    // Each text is told once for many observations: only the different ones are put in order.
    let mut is_told = vec![false; texts.rows().len()];
    (0..observations.count()).for_each(|at| is_told[texts.row(at)] = true);
    let told = texts.rows().iter().zip(is_told).filter_map(|(text, is_told)| text.as_deref().filter(|_| is_told));
    let different: Dictionary<&str> = told.collect();
    Ok(Some((of, different.into_things().into_iter().map(str::to_owned).collect())))
}
