//! What is so of several columns at once: spells, and references to other extracts.

use std::collections::BTreeSet;

use super::layout::Reference;
use super::{Column, Described, Evidence, Guess};

/// Words with which a spell's first and its last day are named.
const FROM: [&str; 10] =
    ["fra", "start", "iværksat", "ivaerksat", "oprettet", "indvisiteret", "begynd", "from", "indskrevet", "bevilget"];
const TO: [&str; 10] =
    ["til", "slut", "ophør", "ophoer", "lukket", "udtrådt", "udtraadt", "afsluttet", "to", "udskrevet"];

/// The two columns of days that a row's spell runs between: the first is filled in, the last never lies before it, and either
/// their names say so or the last stands right behind and is empty in some rows.
pub(super) fn spell(columns: &[Column]) -> Option<(String, String, Evidence)> {
    let days: Vec<(usize, &Column)> = columns
        .iter()
        .enumerate()
        .filter(|(_, column)| matches!(column.guess, Guess::Day(_)) && column.personal.is_none())
        .collect();
    let says = |column: &Column, words: &[&str]| {
        let name = column.name.to_lowercase();
        words.iter().any(|word| if word.chars().count() <= 3 { name == *word } else { name.contains(word) })
    };
    let mut best: Option<(usize, String, String, Evidence)> = None;
    for (at, from) in days.iter().filter(|(_, column)| column.required) {
        for (behind, to) in days.iter().filter(|(behind, _)| behind != at) {
            let pairs: Vec<bool> = from
                .values
                .iter()
                .zip(&to.values)
                .filter_map(|(from, to)| Some(from.as_ref()? <= to.as_ref()?))
                .collect();
            let holds = pairs.iter().filter(|in_order| **in_order).count();
            if holds < pairs.len() || pairs.is_empty() {
                continue;
            }
            let named = usize::from(says(from, &FROM)) + usize::from(says(to, &TO));
            let open = usize::from(*behind == at + 1 && !to.required);
            let score = named * 2 + open;
            if score >= 2 && best.as_ref().is_none_or(|(most, ..)| score > *most) {
                let evidence = Evidence { holds, of: pairs.len() };
                best = Some((score, from.name.clone(), to.name.clone(), evidence));
            }
        }
    }
    best.map(|(_, from, to, evidence)| (from, to, evidence))
}

/// References that always hold: a column of texts or whole numbers, all of whose values stand in the key of the same name of
/// another extract.
pub(super) fn references(all: &[(&str, &Described)]) -> Vec<Reference> {
    let mut references = Vec::new();
    for (layout, from) in all {
        for (other, to) in all.iter().filter(|(other, _)| other != layout) {
            for column in from.columns.iter().filter(|column| column.filled > 0 && !column.unique) {
                let is_key =
                    |key: &&Column| key.unique && key.required && key.name == column.name && key.guess == column.guess;
                let Some(key) = to.columns.iter().find(is_key) else { continue };
                // People are followed by their numbers, without a reference that a later extract could break.
                if column.guess == Guess::Person {
                    continue;
                }
                let keys: BTreeSet<&String> = key.values.iter().flatten().collect();
                if column.values.iter().flatten().all(|value| keys.contains(value)) {
                    references.push(Reference {
                        layout: (*layout).to_owned(),
                        column: column.name.clone(),
                        other: (*other).to_owned(),
                        evidence: Evidence { holds: column.filled, of: column.filled },
                    });
                }
            }
        }
    }
    references
}
