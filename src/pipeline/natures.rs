//! Which of an exhibit's values are observed, estimated or forecast, as the spec says and the observations show.

use super::{DisclosedExhibit, Prepared};
use crate::diagnostic::{Code, Finding, Findings, Ranged, did_you_mean};
use crate::spec::{Exhibit, NatureSpec, Spec};
use crate::statistic::{Computed, ComputedPart};
use crate::value::{Key, Nature};

/// The natures of all exhibits' values, in their order. What is hidden has none of its own: it would tell what is counted there.
///
/// # Errors
/// Labels and texts that are not there.
pub(super) fn all(
    prepared: &Prepared,
    computed: &[Computed],
    shown: &[DisclosedExhibit],
) -> Result<Vec<Vec<Nature>>, Findings> {
    let mut findings = Findings::new();
    let mut all = Vec::new();
    for ((exhibit, computed), shown) in prepared.spec.exhibits.iter().zip(computed).zip(shown) {
        match natures(&prepared.spec, exhibit, computed) {
            Ok(mut own) => {
                // One that is held back of itself keeps its nature, which its label tells; one that a mask hides does not.
                let hidden = computed.values.rows.iter().zip(&shown.values.rows).map(|(own, shown)| own != shown);
                own.iter_mut()
                    .zip(hidden)
                    .filter(|(_, hidden)| *hidden)
                    .for_each(|(nature, _)| *nature = Nature::Observed);
                all.push(own);
            }
            Err(found) => findings.extend(found),
        }
    }
    if findings.is_empty() { Ok(all) } else { Err(findings) }
}

/// The natures of an exhibit's values, in their order.
fn natures(spec: &Spec, exhibit: &Exhibit, computed: &Computed) -> Result<Vec<Nature>, Findings> {
    let mut natures = Vec::new();
    let mut findings = Findings::new();
    let mut begin = 0;
    for (part, made) in exhibit.parts.iter().zip(&computed.parts) {
        let rows = &computed.values.rows[begin..begin + made.count];
        begin += made.count;
        let Some(told) = &part.nature else {
            natures.extend(rows.iter().map(|_| Nature::Observed));
            continue;
        };
        let mut wrong = |code: Code, name: &Ranged<String>, message: String, help: String| {
            let finding = Finding::error(code, message).at(&spec.file, name.span.clone(), "in `nature`");
            findings.push(if help.is_empty() { finding } else { finding.help(help) });
        };
        let values = &computed.values;
        let known = || values.facets.iter().chain(&values.series).chain(&values.xs).map(String::as_str);
        let from = told.from.as_ref().map(|(from, nature)| (beginning(from, &values.xs), from, *nature));
        for (label, _) in told.labels.iter().chain(&told.from) {
            // A time that another status month has is no mistake.
            if !known().any(|known| known == label.value) && !is_time(label.as_str()) {
                let help = match did_you_mean(label.as_str(), known().filter(|known| !known.is_empty())) {
                    Some(likely) => format!("did you mean `{likely}`?"),
                    None => "name a facet, a series or a place along the axis".to_owned(),
                };
                let message = format!("`{}` has no label `{}`", exhibit.id.value, label.value);
                wrong(Code::UnknownName, label, message, help);
            }
        }
        let mut own: Vec<Nature> = rows
            .iter()
            .map(|row| {
                let mut nature = told.all.max(labelled(told, &row.key));
                if let Some((begins, _, later)) = &from {
                    let at = values.xs.iter().position(|x| *x == row.key.x);
                    nature = if at >= Some(*begins) { nature.max(*later) } else { nature };
                }
                nature
            })
            .collect();
        if let Some((column, texts)) = &told.column {
            match counted(made, column, texts) {
                Ok(seen) => own.iter_mut().zip(seen).for_each(|(nature, seen)| *nature = (*nature).max(seen)),
                Err((code, message)) => wrong(code, column, message, String::new()),
            }
        }
        natures.extend(own);
    }
    if findings.is_empty() { Ok(natures) } else { Err(findings) }
}

/// The least certain nature of a key's labels.
fn labelled(told: &NatureSpec, key: &Key) -> Nature {
    let of = told.labels.iter().filter(|(label, _)| [&key.facet, &key.series, &key.x].contains(&&label.value));
    of.map(|(_, nature)| *nature).max().unwrap_or_default()
}

/// The first place along the axis that is not before `from`; all places are before a time that is not reached.
fn beginning(from: &Ranged<String>, xs: &[String]) -> usize {
    let at = xs.iter().position(|x| *x == from.value);
    at.or_else(|| xs.iter().position(|x| is_time(x) && x.as_str() > from.as_str())).unwrap_or(xs.len())
}

fn is_time(key: &str) -> bool {
    key.starts_with(|first: char| first.is_ascii_digit())
}

/// For each value of a part the least certain nature of the observations that it counts.
fn counted(
    made: &ComputedPart,
    column: &Ranged<String>,
    texts: &[(Ranged<String>, Nature)],
) -> Result<Vec<Nature>, (Code, String)> {
    let name = &column.value;
    let unknown =
        || (Code::UnknownName, format!("the observations have no column `{name}` that could tell what they are"));
    let columns = &made.observations.columns;
    columns
        .column(name)
        .ok_or_else(unknown)?
        .str()
        .map_err(|_| (Code::BadValue, format!("the column `{name}` does not hold texts")))?;
    let held = columns.texts(name).ok_or_else(unknown)?;
    let mut natures = Vec::new();
    for at in 0..made.observations.count() {
        let text = held.of(at).as_deref().unwrap_or_default();
        let Some((_, nature)) = texts.iter().find(|(known, _)| known.value == text) else {
            let message = format!("the column `{name}` holds a text that `nature` does not name");
            return Err((Code::UndeclaredCategory, message));
        };
        natures.push(*nature);
    }
    let mut of_values = Vec::new();
    made.keyed.each_basis(made.among, None, |counted, _, whole| {
        let nature =
            counted.iter().chain(whole.unwrap_or_default()).map(|at| natures[*at as usize]).max().unwrap_or_default();
        of_values.extend(made.stats.iter().map(|_| nature));
    });
    Ok(of_values)
}
