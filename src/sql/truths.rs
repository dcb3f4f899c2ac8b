//! Conditions over whole columns at once. What they say of a row is what [`Rows::value`] says of it: parts that compare a
//! column with what is written out are computed over the column, all others for the rows that they decide.

use super::compute::{Cells, Rows};
use super::tree::{Comparison, Node, Typed};
use super::{Value, order};

/// What a condition says of each row: NULL where that is not known.
type Truths = Vec<Option<bool>>;

impl Rows {
    /// What the condition says of each row; none where it fails for one of them, which `value` then tells of.
    pub(super) fn truths(&self, typed: &Typed, height: usize) -> Option<Truths> {
        self.asked(typed, &vec![true; height])
    }

    /// What it says of the rows that are asked for; of the others anything.
    fn asked(&self, typed: &Typed, asked: &[bool]) -> Option<Truths> {
        match &typed.node {
            Node::And(all) => self.all_of(all, asked, false),
            Node::Or(all) => self.all_of(all, asked, true),
            Node::Not(one) => {
                let told = self.asked(one, asked)?;
                Some(told.into_iter().map(|told| told.map(|told| !told)).collect())
            }
            _ => match self.over_column(typed) {
                Some(told) => Some(told),
                None => self.by_row(typed, asked),
            },
        }
    }

    /// `AND`, which is decided by a false, or `OR`, which is decided by a true: a row that is decided is not asked again.
    fn all_of(&self, all: &[Typed], asked: &[bool], decides: bool) -> Option<Truths> {
        let mut asked = asked.to_vec();
        let mut truths = vec![Some(!decides); asked.len()];
        for one in all {
            let told = self.asked(one, &asked)?;
            for ((truth, asked), told) in truths.iter_mut().zip(&mut asked).zip(told).filter(|((_, asked), _)| **asked)
            {
                match told {
                    None => *truth = None,
                    Some(told) if told == decides => (*truth, *asked) = (Some(decides), false),
                    Some(_) => {}
                }
            }
        }
        Some(truths)
    }

    fn by_row(&self, typed: &Typed, asked: &[bool]) -> Option<Truths> {
        let truth = |(at, asked): (usize, &bool)| {
            if *asked { self.value(typed, at).map(|value| value.truth()).ok() } else { Some(None) }
        };
        asked.iter().enumerate().map(truth).collect()
    }

    /// What a comparison of a column with what is written out says of all rows; none where it is another condition.
    fn over_column(&self, typed: &Typed) -> Option<Truths> {
        match &typed.node {
            Node::Compare(how, one, other) => match (self.cells_of(one), other.literal()) {
                (Some(cells), Some(value)) => cells.compared(*how, value),
                _ => self.cells_of(other)?.compared(how.turned(), one.literal()?),
            },
            Node::Empty(one, is) => Some(self.cells_of(one)?.there()?.map(|there| Some(there != *is)).collect()),
            Node::In(one, all, is) => {
                let cells = self.cells_of(one)?;
                let mut truths = cells.compared(Comparison::Equal, all.first()?.literal()?)?;
                for other in &all[1..] {
                    let more = cells.compared(Comparison::Equal, other.literal()?)?;
                    for (truth, more) in truths.iter_mut().zip(more).filter(|(truth, _)| **truth == Some(false)) {
                        *truth = more;
                    }
                }
                Some(truths.into_iter().map(|truth| truth.map(|found| found == *is)).collect())
            }
            _ => None,
        }
    }

    fn cells_of(&self, typed: &Typed) -> Option<&Cells> {
        let Node::Column(at) = typed.node else { return None };
        self.cells.get(at)?.as_ref()
    }
}

impl Cells {
    /// Whether each cell is as the comparison asks; none where the two are not of one kind.
    fn compared(&self, how: Comparison, value: &Value<'_>) -> Option<Truths> {
        let equal = match how {
            Comparison::Equal => Some(true),
            Comparison::Unequal => Some(false),
            _ => None,
        };
        Some(match (self, value) {
            // Only what is the same in all letters is equal, whatever the order of texts says of the rest.
            (Self::Text(cells), Value::Text(text)) => {
                let holds = |cell: &str| match equal {
                    Some(equal) => (cell == text) == equal,
                    None => how.holds(order::texts(cell, text)),
                };
                cells.iter().map(|cell| cell.map(holds)).collect()
            }
            (Self::Whole(cells), Value::Whole(whole)) => {
                cells.iter().map(|cell| cell.map(|cell| how.holds(cell.cmp(whole)))).collect()
            }
            (Self::Whole(cells), Value::Number(number)) => {
                cells.iter().map(|cell| cell.map(|cell| compared(how, cell as f64, *number))).collect()
            }
            (Self::Number(cells), Value::Whole(_) | Value::Number(_)) => {
                let number = value.number()?;
                cells.iter().map(|cell| cell.map(|cell| compared(how, cell, number))).collect()
            }
            (Self::Day(_), Value::Day(day)) => {
                let day = day.to_epoch_days();
                self.days()?.map(|cell| cell.map(|cell| how.holds(cell.cmp(&day)))).collect()
            }
            _ => return None,
        })
    }

    /// The days, as numbers of days; one beyond the calendar is none.
    fn days(&self) -> Option<impl Iterator<Item = Option<i32>>> {
        let Self::Day(cells) = self else { return None };
        let calendar = chrono::NaiveDate::MIN.to_epoch_days()..=chrono::NaiveDate::MAX.to_epoch_days();
        Some(cells.iter().map(move |cell| cell.filter(|cell| calendar.contains(cell))))
    }

    /// Whether there is something in each cell; none where the kind of the cells does not say it.
    fn there(&self) -> Option<Box<dyn Iterator<Item = bool> + '_>> {
        Some(match self {
            Self::Text(cells) => Box::new(cells.iter().map(|cell| cell.is_some())),
            Self::Whole(cells) => Box::new(cells.iter().map(|cell| cell.is_some())),
            Self::Number(cells) => Box::new(cells.iter().map(|cell| cell.is_some())),
            Self::Truth(cells) => Box::new(cells.iter().map(|cell| cell.is_some())),
            Self::Day(_) => Box::new(self.days()?.map(|cell| cell.is_some())),
            Self::Nothing => return None,
        })
    }
}

/// Numbers as values are compared: below zero and zero are the same, and what is no number is one of its own.
fn compared(how: Comparison, one: f64, other: f64) -> bool {
    how.holds((one + 0.0).total_cmp(&(other + 0.0)))
}

#[cfg(test)]
mod tests {
    use polars::prelude::*;
    use proptest::prelude::*;

    use crate::diagnostic::Ranged;
    use crate::sql::Sql;

    const CONDITIONS: [&str; 17] = [
        "t = 'a'",
        "t <> 'a' AND n > 1",
        "'b' >= t OR n = -0.0",
        "t < 'å'",
        "t IN ('a', 'å') AND NOT (w <= 2)",
        "t NOT IN ('a', 'b')",
        "n IN (0, 2.5)",
        "w IN (1, 2) OR d > DATE '2020-01-02'",
        "DATE '2020-01-02' <= d",
        "d IS NULL OR t IS NOT NULL",
        "w IS NULL",
        "f IS NOT NULL AND f",
        "NOT f OR w > 1.5",
        "w <> 0 AND DIV(6, w) > 2",
        "w IS NOT NULL AND (w = 0 OR DIV(6, w) > 2)",
        "t LIKE 'a%' OR n < w",
        "f IS TRUE AND w >= 1",
    ];

    proptest! {
        #[test]
        fn all_at_once_is_what_each_row_says(
            rows in prop::collection::vec(
                (
                    prop::option::of(prop::sample::select(vec!["a", "A", "b", "å", "ab"])),
                    prop::option::of(prop::sample::select(vec![-0.0, 0.0, 1.0, 2.5, f64::NAN])),
                    prop::option::of(0..4i64),
                    prop::option::of(prop::sample::select(vec![18_262, 18_263, 18_264, i32::MAX])),
                    prop::option::of(any::<bool>()),
                ),
                0..12,
            )
        ) {
            let days = Int32Chunked::from_iter_options("d".into(), rows.iter().map(|row| row.3));
            let columns = vec![
                Column::new("t".into(), rows.iter().map(|row| row.0).collect::<Vec<_>>()),
                Column::new("n".into(), rows.iter().map(|row| row.1).collect::<Vec<_>>()),
                Column::new("w".into(), rows.iter().map(|row| row.2).collect::<Vec<_>>()),
                days.into_date().into_column(),
                Column::new("f".into(), rows.iter().map(|row| row.4).collect::<Vec<_>>()),
            ];
            let frame = DataFrame::new(rows.len(), columns).expect("columns of one length");
            for condition in CONDITIONS {
                let text = Ranged::new(condition.to_owned(), 0..0);
                let (at_once, each) = Sql::default().both_ways(&text, &frame).expect("a condition");
                prop_assert_eq!(at_once, each, "{}", condition);
            }
        }
    }
}
