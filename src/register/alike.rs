//! Rows that are alike in some columns.

use std::hash::Hash;

use polars::prelude::{Column, DataType};

use crate::dictionary::Dictionary;

/// Groups of rows that are alike, numbered in the order of their first rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Alike {
    /// The number of each row's group.
    pub of_rows: Vec<u32>,
    /// The first row of each group.
    pub firsts: Vec<u32>,
}

impl Alike {
    /// How many groups there are.
    pub fn count(&self) -> usize {
        self.firsts.len()
    }

    /// The rows of each group, in their order.
    pub fn groups(&self) -> Vec<Vec<usize>> {
        let mut groups = vec![Vec::new(); self.count()];
        for (row, group) in self.of_rows.iter().enumerate() {
            groups[*group as usize].push(row);
        }
        groups
    }

    /// Rows by what each has.
    fn of<T: Hash + Eq>(cells: impl Iterator<Item = T>) -> Self {
        let (mut known, mut firsts) = (Dictionary::new(), Vec::new());
        let number = |(row, cell): (u32, T)| {
            let group = known.number(cell);
            if group as usize == firsts.len() {
                firsts.push(row);
            }
            group
        };
        let of_rows = (0u32..).zip(cells).map(number).collect();
        Self { of_rows, firsts }
    }

    fn of_column(column: &Column) -> Self {
        let known = "the column has cells of that type";
        let cast = |kind| column.cast(&kind).expect("cells of its type are numbers or texts");
        match column.dtype() {
            DataType::String => Self::of(column.str().expect(known).iter()),
            // Below zero and zero are the same, and what is no number is one of its own.
            DataType::Float64 => {
                let one = |number: f64| if number.is_nan() { f64::NAN } else { number + 0.0 };
                Self::of(column.f64().expect(known).iter().map(|number| number.map(|number| one(number).to_bits())))
            }
            DataType::Float32 => Self::of_column(&cast(DataType::Float64)),
            kind if kind.is_bool() || kind.is_integer() || kind.is_temporal() || kind.is_null() => {
                Self::of(cast(DataType::Int64).i64().expect(known).iter())
            }
            _ => Self::of(cast(DataType::String).str().expect(known).iter()),
        }
    }
}

/// The rows of columns of one length, those together that have the same in all of them; an empty cell is like another.
///
/// # Panics
/// Where the columns are not of one length.
pub fn alike(columns: &[Column]) -> Alike {
    let mut all = columns.iter().map(Alike::of_column);
    let Some(first) = all.next() else { return Alike::default() };
    all.fold(first, |one, other| {
        assert_eq!(one.of_rows.len(), other.of_rows.len(), "columns of one length");
        Alike::of(one.of_rows.iter().zip(&other.of_rows))
    })
}

#[cfg(test)]
mod tests {
    use polars::prelude::*;

    use super::alike;

    #[test]
    fn rows_stand_together_in_the_order_of_the_first() {
        let one = Column::new("a".into(), [Some("x"), Some("y"), None, Some("x"), None, Some("x")]);
        let other = Column::new("b".into(), [Some("1"), Some("1"), Some("1"), Some("1"), Some("1"), None]);
        assert_eq!(alike(std::slice::from_ref(&one)).groups(), [vec![0, 3, 5], vec![1], vec![2, 4]]);
        let both = alike(&[one, other]);
        assert_eq!(both.groups(), [vec![0, 3], vec![1], vec![2, 4], vec![5]]);
        assert_eq!((both.of_rows, both.firsts), (vec![0, 1, 2, 0, 2, 3], vec![0, 1, 2, 5]));
        let groups = |column: Column| alike(&[column]).groups();
        assert_eq!(groups(Column::new("a".into(), [1, 1, 2])), [vec![0, 1], vec![2]]);
        assert_eq!(groups(Column::new("a".into(), [true, false, true])), [vec![0, 2], vec![1]]);
        let numbers = [Some(0.0), Some(-0.0), None, Some(f64::NAN), Some(-f64::NAN), Some(1.5)];
        assert_eq!(groups(Column::new("a".into(), numbers)), [vec![0, 1], vec![2], vec![3, 4], vec![5]]);
        assert!(groups(Column::new_empty("a".into(), &DataType::String)).is_empty());
    }
}
