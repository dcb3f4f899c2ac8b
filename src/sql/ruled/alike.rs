//! What is odd about rows that find nothing where they should: keys that are written in another way, and codes for no answer that a
//! list of them lacks. No value is told, for it may be someone's own.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::{Column as FrameColumn, DataType};

use super::{Done, Ruling};
use crate::diagnostic::{Code, Finding, Ranged, several};
use crate::letters::folded;
use crate::spec::{Join, Unmatched};
use crate::sql::{Kind, Table};

impl Ruling<'_> {
    /// Rows that another table says nothing of: those whose keys are only written otherwise there, and those that are left out because the
    /// two tables are hardly about the same.
    pub(super) fn doubt(
        &mut self,
        join: &Join,
        by: &[(Ranged<String>, Ranged<String>)],
        (other, lost): (&Table, &[usize]),
    ) {
        let place = &by[0].0.span;
        let (rows, view) = (self.rows.frame.height(), &self.view.name.value);
        let mut idle = None;
        for (own, theirs) in by {
            let (Some(column), Some(there)) = (texts(&self.rows, own), texts(other, theirs)) else { continue };
            let (own_texts, their_texts) = (distinct(&column), distinct(&there));
            if by.len() == 1 {
                let asked = their_texts.iter().filter(|text| own_texts.contains(*text)).count();
                idle = Some((their_texts.len() - asked, their_texts.len()));
            }
            let written: BTreeSet<String> = their_texts.iter().map(|text| folded(text)).collect();
            let is_alike = |text: &&String| !their_texts.contains(*text) && written.contains(&folded(text));
            let alike: BTreeSet<&str> = own_texts.iter().filter(is_alike).map(String::as_str).collect();
            let cells = column.str().ok();
            let is_so = |at: &usize| {
                let text = cells.and_then(|cells| cells.get(*at));
                text.is_some_and(|text| alike.contains(text))
            };
            let found: Vec<usize> =
                if alike.is_empty() { Vec::new() } else { lost.iter().copied().filter(is_so).collect() };
            if !found.is_empty() {
                let message = format!(
                    "`{}` has no row for {} of the view `{view}` because `{}` is written otherwise there",
                    other.name,
                    several(found.len(), "row"),
                    own.value
                );
                let finding = Finding::warning(Code::AlikeTexts, message)
                    .at(self.sql.file, own.span.clone(), "differs in capitals, blanks or zeros in front")
                    .help("write both alike in the registers, or make them so in a view above, as a column of its own");
                self.doubts.push(self.refused(finding, found));
            }
        }
        let all = lost.len() == rows;
        let apart = idle.filter(|(idle, of)| lost.len() * 2 > rows && idle * 2 > *of);
        if join.unmatched == Unmatched::Drop && (all || apart.is_some()) {
            let what = if all { "all".to_owned() } else { format!("{} of the", lost.len()) };
            let there = apart
                .map_or_else(String::new, |(idle, of)| format!(", and {idle} of the {of} there are asked for by none"));
            let columns = by.iter().map(|(own, _)| format!("`{}`", own.value)).collect::<Vec<_>>().join(", ");
            let message = format!(
                "the view `{view}` leaves out {what} {} because `{}` has none with such {columns}{there}",
                several(rows, "row"),
                other.name
            );
            let finding = Finding::warning(Code::ViewRows, message)
                .at(self.sql.file, place.clone(), "hardly tells the same on both sides")
                .help("see whether both tables are of the same people, places and time, and write their keys alike");
            self.doubts.push(self.refused(finding, lost.iter().copied()));
        }
    }

    /// What is left in a column where codes for no answer were taken out: one that a list lacks is counted as an answer.
    pub(super) fn doubt_codes(
        &mut self,
        column: &Ranged<String>,
        kind: Kind,
        codes: &[Ranged<String>],
        found: bool,
    ) -> Done {
        let texts = self.keys([column.as_str()])?;
        let texts = texts.iter().map(|keys| keys[0].as_deref());
        let rows: Vec<usize> = match kind {
            Kind::Whole | Kind::Number => {
                let numbers: Vec<Option<f64>> = texts.map(|text| text?.parse().ok()).collect();
                let Some(odd) = no_answer(&numbers, codes) else { return Ok(()) };
                (0..numbers.len()).filter(|at| numbers[*at] == Some(odd)).collect()
            }
            Kind::Text if !found => {
                let codes: BTreeSet<String> = codes.iter().map(|code| folded(code.as_str())).collect();
                texts
                    .enumerate()
                    .filter(|(_, text)| text.is_some_and(|text| codes.contains(&folded(text))))
                    .map(|(at, _)| at)
                    .collect()
            }
            _ => return Ok(()),
        };
        if rows.is_empty() {
            return Ok(());
        }
        let what = if kind == Kind::Text {
            "is written otherwise than a code there"
        } else {
            "looks like a code for no answer, far from all other numbers"
        };
        let message = format!(
            "`{}` has in {} what {what}, and `missing-codes` does not name it",
            column.value,
            several(rows.len(), "row")
        );
        let finding = Finding::warning(Code::UndeclaredCategory, message)
            .at(self.sql.file, column.span.clone(), "is counted as an answer")
            .help("name it among the codes; if it is an answer, let the layout say the `maximum` or the code list of the field and take the column out of here");
        self.doubts.push(self.refused(finding, rows));
        Ok(())
    }
}

/// A column's cells as texts.
fn texts(table: &Table, name: &Ranged<String>) -> Option<FrameColumn> {
    table.frame.column(name.as_str()).ok()?.cast(&DataType::String).ok()
}

/// The texts of a column, each once.
fn distinct(column: &FrameColumn) -> BTreeSet<String> {
    let unique = column.unique().ok();
    let texts = unique.as_ref().and_then(|column| column.str().ok());
    texts.into_iter().flat_map(|texts| texts.iter().flatten().map(str::to_owned)).collect()
}

/// A number that stands for no answer, by its looks: written with 7, 8 and 9 alone and farther above all others than these are apart; or the
/// only one below zero. It has as many digits as a code that the list names.
fn no_answer(numbers: &[Option<f64>], codes: &[Ranged<String>]) -> Option<f64> {
    let mut distinct: BTreeMap<u64, f64> = BTreeMap::new();
    for number in numbers.iter().flatten() {
        distinct.insert(number.to_bits(), *number);
    }
    let mut distinct: Vec<f64> = distinct.into_values().collect();
    distinct.sort_unstable_by(f64::total_cmp);
    let [least, .., second, greatest] = distinct[..] else { return None };
    let is_as_long = |digits: &str| codes.iter().any(|code| code.value.len() == digits.len());
    let is_code = |number: f64| {
        let digits = number.to_string();
        digits.bytes().all(|digit| (b'7'..=b'9').contains(&digit)) && is_as_long(&digits)
    };
    if is_code(greatest) && greatest - second > second - least {
        return Some(greatest);
    }
    (least < 0.0 && distinct[1] >= 0.0 && is_as_long(&least.to_string())).then_some(least)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_for_no_answer_is_known_by_its_looks() {
        let of = |numbers: &[f64], code: &str| {
            no_answer(&numbers.iter().copied().map(Some).collect::<Vec<_>>(), &[Ranged::new(code.to_owned(), 0..2)])
        };
        assert_eq!(of(&[1.0, 2.0, 5.0, 99.0], "98"), Some(99.0));
        assert_eq!(of(&[1.0, 3.0, 4.0, 9.0], "8"), Some(9.0));
        assert_eq!(of(&[0.0, 2.0, -1.0], "-2"), Some(-1.0));
        // A scale from 0 to 10, amounts, and temperatures; and what is shorter than the codes.
        for fine in [&[0.0, 3.0, 6.0, 9.0][..], &[1.0, 40.0, 78.0], &[1.0, 2.0, 150.0], &[-3.0, -1.0, 4.0], &[1.0, 9.0]]
        {
            assert_eq!(of(fine, "98").or(of(fine, "8")), None, "{fine:?}");
        }
        assert_eq!(of(&[1.0, 3.0, 4.0, 9.0], "99"), None);
    }
}
