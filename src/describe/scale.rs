//! Scales: whole numbers from a least to a greatest, as people answer a questionnaire or are judged by a professional. A number beyond is a slip, and
//! would pass where nobody says so.

use std::collections::BTreeSet;

use super::key::kind;
use super::{Column, Guess};

/// Each step of a scale stands in so many rows on average, or nobody can say that there are no others.
const ROWS_A_STEP: usize = 4;
/// A scale has at least so many steps, and ends at the latest at that number.
const FEWEST_STEPS: usize = 4;
const LAST: i64 = 10;
/// What the name of a scale has in it.
const NAMED: [&str; 8] = ["score", "skala", "vurdering", "tilfreds", "svar", "point", "grad", "niveau"];

/// Marks the columns that are scales: they have all steps from 0 or 1 to the last, and are called so, or stand beside others with the same. How many
/// children there are begins with 0 as well, and stands alone.
pub(super) fn mark(columns: &mut [Column], doubts: &mut Vec<String>) {
    let steps: Vec<Option<(i64, i64)>> = columns.iter().map(steps).collect();
    let mut told: Vec<((i64, i64), Vec<String>)> = Vec::new();
    for at in 0..columns.len() {
        let Some(own) = steps[at] else { continue };
        let name = kind(&columns[at].name);
        let alike = own.0 == 1 && steps.iter().flatten().filter(|other| **other == own).count() > 1;
        if !alike && !NAMED.iter().any(|word| name.contains(word)) {
            continue;
        }
        columns[at].scale = Some(own);
        match told.iter_mut().find(|(scale, _)| *scale == own) {
            Some((_, names)) => names.push(columns[at].name.clone()),
            None => told.push((own, vec![columns[at].name.clone()])),
        }
    }
    doubts.extend(told.into_iter().map(|((least, greatest), names)| {
        let is = if names.len() == 1 { "er læst som en skala" } else { "er læst som skalaer" };
        format!(
            "{}: {is} fra {least} til {greatest}; kan der stå andet, så ret `minimum` og `maximum` i layoutet",
            names.join(", ")
        )
    }));
}

/// The first and the last step of what may be a scale.
fn steps(column: &Column) -> Option<(i64, i64)> {
    if column.guess != Guess::Integer || column.unique {
        return None;
    }
    let all: BTreeSet<i64> = column.values.iter().flatten().map(|value| value.parse().ok()).collect::<Option<_>>()?;
    let (least, greatest) = (*all.first()?, *all.last()?);
    let steps = usize::try_from(greatest - least).ok()? + 1;
    let whole = all.len() == steps && steps >= FEWEST_STEPS && column.filled >= steps * ROWS_A_STEP;
    ((0..=1).contains(&least) && greatest <= LAST && whole).then_some((least, greatest))
}

#[cfg(test)]
mod tests {
    use super::super::describe;

    /// A file of these columns, in each row the next number up to the last, so many times around.
    fn scales(columns: &[(&str, i64, i64)], rows: i64) -> Vec<(String, Option<(i64, i64)>)> {
        let head: Vec<&str> = columns.iter().map(|(name, ..)| *name).collect();
        let mut text = format!("Nr;{}\n", head.join(";"));
        for row in 0..rows {
            let cells = columns.iter().map(|(_, least, last)| (least + row % (last - least + 1)).to_string());
            text.push_str(&format!("{};{}\n", 1000 + row, cells.collect::<Vec<_>>().join(";")));
        }
        let described = describe("svar.csv", text.as_bytes()).expect("a table");
        let told = described.doubts.iter().filter(|doubt| doubt.contains("skala")).count();
        let found: Vec<_> = described.columns.iter().map(|column| (column.name.clone(), column.scale)).collect();
        assert_eq!(told > 0, found.iter().any(|(_, scale)| scale.is_some()), "{:?}", described.doubts);
        found.into_iter().filter(|(_, scale)| scale.is_some()).collect()
    }

    #[test]
    fn scales_are_called_so_or_stand_beside_others() {
        let both = [("Helbred", 1, 5), ("Mestring", 1, 5), ("Børn", 0, 4), ("Trin", 1, 6)];
        let one_to_five = |name: &str| (name.to_owned(), Some((1, 5)));
        assert_eq!(scales(&both, 40), [one_to_five("Helbred"), one_to_five("Mestring")]);
        assert_eq!(scales(&[("Tilfredshed", 0, 10), ("Antal", 1, 5)], 80), [("Tilfredshed".to_owned(), Some((0, 10)))]);
        // Too few rows to know that there is no other; no scale of three; beyond ten.
        assert_eq!(scales(&[("Score", 1, 5), ("Svar", 1, 5)], 19), []);
        assert_eq!(scales(&[("Score", 1, 3), ("Svar", 1, 3)], 40), []);
        assert_eq!(scales(&[("Score", 1, 12)], 100), []);
    }
}
