//! Columns of numbers, days and truth values under construction.

use polars::prelude::*;
use polars_core::utils::arrow::bitmap::{Bitmap, MutableBitmap};

/// Values that come in row by row, some rows without one.
pub(super) struct Values<T> {
    all: Vec<T>,
    /// Which rows have one; none where all have.
    filled: Option<MutableBitmap>,
}

impl<T: Copy + Default> Values<T> {
    /// With room for so many rows.
    pub(super) fn new(room: usize) -> Self {
        Self { all: Vec::with_capacity(room), filled: None }
    }

    /// Adds a row with a value.
    pub(super) fn push(&mut self, value: T) {
        self.all.push(value);
        if let Some(filled) = &mut self.filled {
            filled.push(true);
        }
    }

    /// Adds a row without one.
    pub(super) fn push_nothing(&mut self) {
        self.filled().push(false);
        self.all.push(T::default());
    }

    /// Adds the rows of another behind its own.
    pub(super) fn append(&mut self, other: Self) {
        if self.filled.is_some() || other.filled.is_some() {
            let filled = self.filled();
            match other.filled {
                Some(others) => filled.extend_from_bitmap(&others.freeze()),
                None => filled.extend_constant(other.all.len(), true),
            }
        }
        self.all.extend(other.all);
    }

    /// Which rows have a value, remembered from here on.
    fn filled(&mut self) -> &mut MutableBitmap {
        self.filled.get_or_insert_with(|| {
            let mut filled = MutableBitmap::with_capacity(self.all.capacity());
            filled.extend_constant(self.all.len(), true);
            filled
        })
    }

    fn parts(self) -> (Vec<T>, Option<Bitmap>) {
        (self.all, self.filled.map(MutableBitmap::freeze))
    }

    /// The finished column of numbers of a type.
    pub(super) fn finish<N: PolarsNumericType<Native = T>>(self, name: &str) -> ChunkedArray<N> {
        let (all, filled) = self.parts();
        ChunkedArray::from_vec_validity(PlSmallStr::from_str(name), all, filled)
    }
}

impl Values<bool> {
    /// The finished column of truth values.
    pub(super) fn finish_flags(self, name: &str) -> BooleanChunked {
        let (all, filled) = self.parts();
        let is_filled = |at: usize| filled.as_ref().is_none_or(|filled| filled.get_bit(at));
        let flags = all.into_iter().enumerate().map(|(at, flag)| is_filled(at).then_some(flag));
        flags.collect::<BooleanChunked>().with_name(PlSmallStr::from_str(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_behind_others_are_as_if_they_had_been_there() {
        let built = |rows: &[Option<i32>]| {
            let mut values = Values::new(0);
            for row in rows {
                match row {
                    Some(value) => values.push(*value),
                    None => values.push_nothing(),
                }
            }
            values
        };
        for rows in
            [vec![Some(1), None, Some(-3), Some(0), None, None, Some(7)], vec![Some(1), Some(2)], vec![None; 9], vec![]]
        {
            for cut in 0..=rows.len() {
                let mut values = built(&rows[..cut]);
                values.append(built(&rows[cut..]));
                let column: Int32Chunked = values.finish("a");
                assert_eq!((column.name().as_str(), column.chunks().len()), ("a", 1));
                assert_eq!(column.iter().collect::<Vec<_>>(), rows, "{cut}");
            }
        }
    }

    #[test]
    fn truth_values_are_true_false_or_nothing() {
        let mut values = Values::new(3);
        values.push(true);
        values.push_nothing();
        values.push(false);
        let column = values.finish_flags("a");
        assert_eq!(column.iter().collect::<Vec<_>>(), [Some(true), None, Some(false)]);
        assert_eq!(column.name().as_str(), "a");
    }
}
