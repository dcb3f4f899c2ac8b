//! The table under construction: rows in, a frame out.

use std::collections::BTreeSet;

use polars::prelude::{DataFrame, NamedFrom, PlSmallStr, Series};

use super::cell::Cell;
use super::coded::Whose;
use super::column::ColumnBuilder;
use super::header::Places;
use super::pseudonym::PseudonymKey;
use super::sink::Sink;
use super::texts::Texts;
use super::{ROW, Request};
use crate::parallel;
use crate::schema::Schema;

/// A table that a reader fills.
pub(super) struct Table<'s> {
    columns: Vec<ColumnBuilder<'s>>,
    places: Places,
    rows: Vec<u32>,
    /// Rows with a cell that did not fit; rules over several fields leave them alone.
    flawed: BTreeSet<u32>,
}

/// A table that has been read.
pub(super) struct Finished {
    pub(super) frame: DataFrame,
    pub(super) rows: Vec<u32>,
    pub(super) flawed: BTreeSet<u32>,
    /// For each of the schema's fields whether the file has it.
    pub(super) present: Vec<bool>,
    pub(super) whose: Whose,
    /// For each of the schema's fields its texts, where they are texts: as they came in, before pseudonyms stand for them.
    pub(super) texts: Vec<Option<Texts>>,
}

impl<'s> Table<'s> {
    /// A table with room for so many rows.
    pub(super) fn new(schema: &'s Schema, places: Places, room: usize) -> Self {
        let columns = schema.fields.iter().enumerate().map(|(at, field)| ColumnBuilder::new(at, field, room)).collect();
        Self { columns, places, rows: Vec::with_capacity(room), flawed: BTreeSet::new() }
    }

    /// Adds a row; `cell` gives the cell of one of the file's columns.
    pub(super) fn push_row<'c>(&mut self, row: u32, sink: &mut Sink<'_>, cell: impl Fn(usize) -> Cell<'c>) {
        self.rows.push(row);
        for (column, place) in self.columns.iter_mut().zip(&self.places) {
            match place {
                None => column.push_absent(),
                Some(place) => {
                    if !column.push(cell(*place), row, sink) {
                        self.flawed.insert(row);
                    }
                }
            }
        }
    }

    /// Looks ahead for the texts of the rows that come next, a few of them; `cells` gives those of one of the file's columns.
    pub(super) fn fetch<'c, I: Iterator<Item = &'c str>>(&self, cells: impl Fn(usize) -> I) {
        for (column, place) in self.columns.iter().zip(&self.places) {
            if let Some(place) = place {
                column.fetch(|| cells(*place));
            }
        }
    }

    /// Adds all rows at once, from columns; `cells` gives the cells of one of the file's columns.
    pub(super) fn push_columns<'c, I: Iterator<Item = Cell<'c>>>(
        &mut self,
        height: u32,
        sink: &mut Sink<'_>,
        cells: impl Fn(usize) -> I,
    ) {
        self.rows.extend(1..=height);
        for (column, place) in self.columns.iter_mut().zip(&self.places) {
            match place {
                None => (0..height).for_each(|_| column.push_absent()),
                Some(place) => {
                    for (row, cell) in (1..=height).zip(cells(*place)) {
                        if !column.push(cell, row, sink) {
                            self.flawed.insert(row);
                        }
                    }
                }
            }
        }
    }

    /// The rows of tables of one layout, one table's behind the other's; none where there is no table.
    pub(super) fn joined(tables: Vec<Self>) -> Option<Self> {
        let mut tables = tables.into_iter();
        let mut whole = tables.next()?;
        let mut columns: Vec<_> = whole.columns.into_iter().map(|column| (column, Vec::new())).collect();
        for table in tables {
            whole.rows.extend(table.rows);
            whole.flawed.extend(table.flawed);
            for ((_, behind), column) in columns.iter_mut().zip(table.columns) {
                behind.push(column);
            }
        }
        whole.columns = parallel::each(columns, |(mut column, behind)| {
            for behind in behind {
                column.append(behind);
            }
            column
        });
        Some(whole)
    }

    /// Whether a row of the file has been added.
    pub(super) fn has_row(&self, row: u32) -> bool {
        self.rows.binary_search(&row).is_ok()
    }

    /// The frame, with CPR numbers replaced.
    pub(super) fn finish(self, request: &Request<'_>, key: &PseudonymKey, sink: &mut Sink<'_>) -> Finished {
        let (mut columns, mut texts, mut whose) = (Vec::new(), Vec::new(), Whose::default());
        let finished = parallel::each(self.columns, |column| {
            let (mut whose, mut sink) = (Whose::default(), sink.apart());
            (column.finish(&self.rows, key, &mut whose, &mut sink), whose, sink)
        });
        for ((column, of_texts), own, found) in finished {
            columns.push(column);
            texts.push(of_texts);
            whose.append(own);
            sink.append(found);
        }
        columns.push(Series::new(PlSmallStr::from_static(ROW), &self.rows).into());
        let frame = DataFrame::new(self.rows.len(), columns).unwrap_or_else(|error| {
            unreachable!("{}: columns of one length and different names: {error}", request.file)
        });
        let present = self.places.iter().map(Option::is_some).collect();
        Finished { frame, rows: self.rows, flawed: self.flawed, present, whose, texts }
    }
}
