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

/// The rows of each of many groups, one group's behind another's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Groups {
    rows: Vec<usize>,
    /// Where each group ends.
    ends: Vec<usize>,
}

impl Groups {
    /// The rows of each.
    pub fn each(&self) -> Vec<&[usize]> {
        let mut rest = self.rows.as_slice();
        let own = |length: usize| rest.split_off(..length).expect("the groups have all rows");
        self.lengths().map(own).collect()
    }

    /// Puts the rows of each in another order.
    pub fn reorder(&mut self, order: impl Fn(&mut [usize])) {
        let lengths: Vec<usize> = self.lengths().collect();
        let mut rest = self.rows.as_mut_slice();
        for length in lengths {
            order(rest.split_off_mut(..length).expect("the groups have all rows"));
        }
    }

    fn lengths(&self) -> impl Iterator<Item = usize> {
        let starts = [0].into_iter().chain(self.ends.iter().copied());
        self.ends.iter().zip(starts).map(|(end, start)| end - start)
    }
}

impl Alike {
    /// How many groups there are.
    pub fn count(&self) -> usize {
        self.firsts.len()
    }

    /// The rows of each group, in their order.
    pub fn groups(&self) -> Groups {
        let mut ends = vec![0; self.count()];
        self.of_rows.iter().for_each(|group| ends[*group as usize] += 1);
        let mut next = Vec::with_capacity(ends.len());
        let mut end = 0;
        for count in &mut ends {
            next.push(end);
            end += *count;
            *count = end;
        }
        let mut rows = vec![0; end];
        for (row, group) in self.of_rows.iter().enumerate() {
            let place = &mut next[*group as usize];
            rows[*place] = row;
            *place += 1;
        }
        Groups { rows, ends }
    }

    /// Rows by numbers below a limit; those that have another have none, and stand together.
    pub fn of_numbers(numbers: impl Iterator<Item = u32>, below: usize) -> Self {
        let (mut groups, mut firsts) = (vec![u32::MAX; below + 1], Vec::new());
        let group = |(row, number): (u32, u32)| {
            let group = &mut groups[below.min(number as usize)];
            if *group == u32::MAX {
                *group = u32::try_from(firsts.len()).expect("there are no more than rows");
                firsts.push(row);
            }
            *group
        };
        let of_rows = (0u32..).zip(numbers).map(group).collect();
        Self { of_rows, firsts }
    }

    /// The rows that are alike in both.
    ///
    /// # Panics
    /// Where the two are not of as many rows.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        assert_eq!(self.of_rows.len(), other.of_rows.len(), "columns of one length");
        let both = self.of_rows.iter().zip(&other.of_rows);
        // Where there are not many more pairs than rows, each has a place.
        let pairs = self.count().checked_mul(other.count()).filter(|pairs| *pairs <= 4 * self.of_rows.len());
        match (pairs, u32::try_from(other.count())) {
            (Some(pairs), Ok(others)) if u32::try_from(pairs).is_ok() => {
                Self::of_numbers(both.map(|(one, other)| one * others + other), pairs)
            }
            _ => Self::of(both),
        }
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
    all.fold(first, |one, other| one.and(&other))
}

#[cfg(test)]
mod tests {
    use polars::prelude::*;

    use super::{Alike, alike};

    #[test]
    fn rows_stand_together_in_the_order_of_the_first() {
        let one = Column::new("a".into(), [Some("x"), Some("y"), None, Some("x"), None, Some("x")]);
        let other = Column::new("b".into(), [Some("1"), Some("1"), Some("1"), Some("1"), Some("1"), None]);
        let groups =
            |alike: &Alike| -> Vec<Vec<usize>> { alike.groups().each().into_iter().map(<[usize]>::to_vec).collect() };
        let of_one = alike(std::slice::from_ref(&one));
        assert_eq!(groups(&of_one), [vec![0, 3, 5], vec![1], vec![2, 4]]);
        assert_eq!(Alike::of_numbers([7, 2, u32::MAX, 7, 9, 7].into_iter(), 8), of_one, "nine is none, too");
        let both = alike(&[one, other]);
        assert_eq!(groups(&both), [vec![0, 3], vec![1], vec![2, 4], vec![5]]);
        let mut turned = both.groups();
        turned.reorder(<[usize]>::reverse);
        assert_eq!(turned.each(), [&[3, 0][..], &[1], &[4, 2], &[5]]);
        assert_eq!((both.of_rows, both.firsts), (vec![0, 1, 2, 0, 2, 3], vec![0, 1, 2, 5]));
        let groups = |column: Column| groups(&alike(&[column]));
        assert_eq!(groups(Column::new("a".into(), [1, 1, 2])), [vec![0, 1], vec![2]]);
        assert_eq!(groups(Column::new("a".into(), [true, false, true])), [vec![0, 2], vec![1]]);
        let numbers = [Some(0.0), Some(-0.0), None, Some(f64::NAN), Some(-f64::NAN), Some(1.5)];
        assert_eq!(groups(Column::new("a".into(), numbers)), [vec![0, 1], vec![2], vec![3, 4], vec![5]]);
        assert!(groups(Column::new_empty("a".into(), &DataType::String)).is_empty());
    }
}
