//! A table while a query is computed: rows of other tables beside each other, looked at and not copied. A join of wide tables
//! costs the places of its rows; cells are gathered where an expression asks for them.

use std::collections::BTreeSet;
use std::sync::Arc;

use polars::prelude::{ChunkTake, Column as FrameColumn, DataFrame, IdxCa, IdxSize};

use super::super::compute::{Cells, Rows};
use super::super::{Column, Columns};
use super::{Lineage, Table};

/// A table made of the rows of others.
#[derive(Debug, Clone)]
pub(super) struct Relation {
    pub(super) columns: Columns,
    /// For each column the side it stands on, and its number there.
    cells: Vec<(usize, usize)>,
    sides: Vec<Side>,
    height: usize,
}

/// The rows of one table at some places.
#[derive(Debug, Clone)]
struct Side {
    columns: Vec<FrameColumn>,
    /// What each row of the table came from; none where other sides tell it.
    rows: Option<Arc<Vec<Lineage>>>,
    /// Which row of the table stands at each place, none beside a row that has no match; each at its own where there are none.
    places: Option<IdxCa>,
}

impl Side {
    fn at(&self, places: &IdxCa) -> Self {
        let places = match &self.places {
            None => places.clone(),
            Some(own) => own.take(places).expect("the places are the relation's own"),
        };
        Self { columns: self.columns.clone(), rows: self.rows.clone(), places: Some(places) }
    }

    fn column(&self, number: usize) -> FrameColumn {
        let column = &self.columns[number];
        match &self.places {
            None => column.clone(),
            Some(places) => column.take(places).expect("the places are the table's own"),
        }
    }
}

/// Places as the frame's library takes them.
pub(super) fn index(places: impl IntoIterator<Item = Option<usize>>) -> IdxCa {
    let number = |at: usize| IdxSize::try_from(at).expect("a table has fewer than 4 billion rows");
    places.into_iter().map(|at| at.map(number)).collect()
}

impl Relation {
    /// A table under a name.
    pub(super) fn of(table: &Table, alias: &str) -> Self {
        let mut columns = Columns::default();
        let mut cells = Vec::new();
        for column in table.columns.iter() {
            if let Ok(found) = table.frame.column(&column.name) {
                cells.push(found.clone());
                columns.0.push(Column { table: alias.to_owned(), ..column.clone() });
            }
        }
        Self::whole(columns, cells, Arc::clone(&table.rows))
    }

    /// Rows that are made: their columns, and what each came from.
    pub(super) fn made(columns: Columns, cells: Vec<FrameColumn>, rows: Vec<Lineage>) -> Self {
        Self::whole(columns, cells, Arc::new(rows))
    }

    fn whole(columns: Columns, cells: Vec<FrameColumn>, rows: Arc<Vec<Lineage>>) -> Self {
        let height = rows.len();
        let places = (0..cells.len()).map(|number| (0, number)).collect();
        Self { columns, cells: places, sides: vec![Side { columns: cells, rows: Some(rows), places: None }], height }
    }

    pub(super) fn named(mut self, alias: &str) -> Self {
        for column in &mut self.columns.0 {
            alias.clone_into(&mut column.table);
        }
        self
    }

    pub(super) fn height(&self) -> usize {
        self.height
    }

    /// The rows at these places, in that order.
    pub(super) fn at(&self, places: &[usize]) -> Self {
        let index = index(places.iter().copied().map(Some));
        let sides = self.sides.iter().map(|side| side.at(&index)).collect();
        Self { columns: self.columns.clone(), cells: self.cells.clone(), sides, height: places.len() }
    }

    /// Rows of two tables beside each other, under the names `columns`; of the columns in `left_out` only those rows are known.
    pub(super) fn beside(
        &self,
        other: &Self,
        lefts: &IdxCa,
        rights: &IdxCa,
        columns: Columns,
        left_out: &[usize],
    ) -> Self {
        let mut sides: Vec<Side> = self.sides.iter().map(|side| side.at(lefts)).collect();
        let moved = sides.len();
        sides.extend(other.sides.iter().map(|side| side.at(rights)));
        let behind = other.cells.iter().map(|(side, number)| (side + moved, *number));
        let all = columns.0.into_iter().zip(self.cells.iter().copied().chain(behind)).enumerate();
        let (columns, cells): (Vec<Column>, Vec<(usize, usize)>) =
            all.filter(|(at, _)| !left_out.contains(at)).map(|(_, known)| known).unzip();
        Self { columns: Columns(columns), cells, sides, height: lefts.len() }
    }

    /// Other columns of the same rows: each is one of this table's, by its place, or is given.
    pub(super) fn giving(&self, columns: Columns, cells: Vec<Given>) -> Self {
        let mut sides = self.sides.clone();
        let mut made = Side { columns: Vec::new(), rows: None, places: None };
        let places = cells.into_iter().map(|cell| match cell {
            Given::Own(at) => self.cells[at],
            Given::Made(column) => {
                made.columns.push(column);
                (sides.len(), made.columns.len() - 1)
            }
        });
        let cells = places.collect();
        sides.push(made);
        Self { columns, cells, sides, height: self.height }
    }

    /// The same rows, which came from these too.
    pub(super) fn coming_from(mut self, rows: Vec<Lineage>) -> Self {
        self.sides.push(Side { columns: Vec::new(), rows: Some(Arc::new(rows)), places: None });
        self
    }

    /// The same rows, of which only these are known to be behind them.
    pub(super) fn coming_only_from(mut self, rows: Vec<Lineage>) -> Self {
        for side in &mut self.sides {
            side.rows = None;
        }
        self.coming_from(rows)
    }

    /// What the row at a place came from; a row may be named more than once.
    pub(super) fn lineage(&self, at: usize) -> impl Iterator<Item = u64> {
        self.sides.iter().flat_map(move |side| {
            let rows = side.rows.as_ref();
            let place = match &side.places {
                None => Some(at),
                Some(places) => places.get(at).and_then(|place| usize::try_from(place).ok()),
            };
            rows.zip(place).into_iter().flat_map(|(rows, place)| rows[place].iter().copied())
        })
    }

    /// What each row came from, in order and each once.
    pub(super) fn lineages(&self) -> Vec<Lineage> {
        (0..self.height).map(|at| in_order(self.lineage(at))).collect()
    }

    /// The values of the columns that `used` asks for.
    pub(super) fn cells(&self, used: &BTreeSet<usize>) -> Rows {
        let cells = (0..self.cells.len()).map(|at| used.contains(&at).then(|| self.cells_of(at)));
        Rows { cells: cells.collect(), slots: Vec::new() }
    }

    fn cells_of(&self, at: usize) -> Cells {
        let (side, number) = self.cells[at];
        Cells::of(&self.sides[side].column(number)).unwrap_or(Cells::Nothing)
    }

    /// All columns as a frame under their names; the name that two have, where that is so.
    pub(super) fn frame(&self) -> Result<DataFrame, &str> {
        let mut seen = BTreeSet::new();
        if let Some(twice) = self.columns.iter().find(|column| !seen.insert(column.name.as_str())) {
            return Err(&twice.name);
        }
        let cells =
            self.columns.iter().enumerate().map(|(at, column)| self.cells_of(at).column(&column.name, self.height));
        Ok(DataFrame::new(self.height, cells.collect()).expect("the columns are of one length"))
    }
}

/// A column that a SELECT gives.
pub(super) enum Given {
    /// The column at a place of the rows it is given of.
    Own(usize),
    Made(FrameColumn),
}

/// Rows in order, each once.
pub(super) fn in_order(rows: impl Iterator<Item = u64>) -> Lineage {
    let mut rows: Lineage = rows.collect();
    rows.sort_unstable();
    rows.dedup();
    rows
}
