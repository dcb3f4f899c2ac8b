//! The columns of many things, each kept where it is told: a person's once for the person, a period's once for the period.
//!
//! A thing is a row of several tables laid beside each other: of the member, of the window, of the state it is in. What
//! asks for columns of one table only is computed over that table, and each thing takes its row's answer. What asks for columns
//! of several is computed once for all things that have the same in them; and where nearly every thing has something else,
//! for each thing, a stretch of things at a time, on all cores.

use std::sync::OnceLock;

use polars::prelude::*;

use super::{Head, Index, Sql};
use crate::diagnostic::{Finding, Ranged};
use crate::parallel;
use crate::register::{Alike, alike};

/// How many things are looked at together where several tables are asked.
const STRETCH: usize = 1 << 15;

/// Fewer things are looked at one by one: to find those that are alike takes as long.
const FEW: usize = 1 << 12;

/// Tables laid beside each other.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    height: usize,
    indexes: Vec<Index>,
    tables: Vec<Table>,
    /// All columns as expressions find them, once somebody asks for them.
    head: OnceLock<Head>,
}

/// A table: for which things its rows are, and its columns.
#[derive(Debug, Clone)]
struct Table {
    /// The place of the index that says each thing's row; none where the things are the rows.
    index: Option<usize>,
    frame: DataFrame,
}

/// An answer for each thing, kept as it was computed: once for each row of a table, or once for all.
#[derive(Debug, Clone)]
pub struct Spread<T> {
    of_row: Vec<T>,
    at: At,
}

#[derive(Debug, Clone)]
enum At {
    /// A thing is a row.
    Own,
    /// All things have the first.
    All,
    Index(Index),
}

impl<T> Spread<T> {
    /// The answer for a thing.
    pub fn of(&self, thing: usize) -> &T {
        &self.of_row[self.row(thing)]
    }

    /// The row of a thing among the answers.
    pub fn row(&self, thing: usize) -> usize {
        match &self.at {
            At::Own => thing,
            At::All => 0,
            At::Index(index) => index.of(thing) as usize,
        }
    }

    /// The answers for so many things, one after the other.
    pub fn each_of(&self, things: usize) -> Vec<T>
    where
        T: Copy + Send + Sync,
    {
        parallel::numbered(things, FEW, |thing| *self.of(thing))
    }

    /// What was computed, a row each.
    pub fn rows(&self) -> &[T] {
        &self.of_row
    }

    /// What `f` makes of the answers.
    pub fn map<U>(self, f: impl FnMut(T) -> U) -> Spread<U> {
        Spread { of_row: self.of_row.into_iter().map(f).collect(), at: self.at }
    }

    /// Answers for so many things that are what their rows of another answer's are.
    pub fn like<U>(&self, of_row: Vec<U>) -> Spread<U> {
        Spread { of_row, at: self.at.clone() }
    }

    /// An answer of its own for each thing.
    pub fn each(of_row: Vec<T>) -> Self {
        Self { of_row, at: At::Own }
    }

    /// One answer for all things.
    pub fn one(answer: T) -> Self {
        Self { of_row: vec![answer], at: At::All }
    }

    /// Leaves only the things for which the mask holds.
    pub fn keep(&mut self, mask: &[bool]) {
        match &mut self.at {
            At::All => {}
            At::Own => {
                let mut each = mask.iter();
                self.of_row.retain(|_| each.next().is_some_and(|keep| *keep));
            }
            At::Index(index) => *index = index.kept(mask, mask.iter().filter(|keep| **keep).count()),
        }
    }

    /// Whether one answer is that of all things.
    pub fn is_one(&self) -> bool {
        matches!(self.at, At::All)
    }

    /// Whether two are told of the same rows, so that their answers can be laid beside each other row by row.
    pub fn is_told_like<U>(&self, other: &Spread<U>) -> bool {
        match (&self.at, &other.at) {
            (At::Own, At::Own) | (At::All, At::All) => true,
            (At::Index(one), At::Index(other)) => one.is(other),
            _ => false,
        }
    }
}

impl Columns {
    /// Things that are rows of one table.
    pub fn of_rows(frame: DataFrame) -> Self {
        let height = frame.height();
        Self { tables: vec![Table { index: None, frame }], ..Self::new(height) }
    }

    /// So many things that nothing is told of yet.
    pub fn new(height: usize) -> Self {
        Self { height, ..Self::default() }
    }

    /// How many things there are.
    pub fn height(&self) -> usize {
        self.height
    }

    /// Adds what says each thing's row, for tables that are laid by it; gives its place.
    pub fn index(&mut self, rows: Vec<u32>) -> usize {
        self.indexes.push(rows.into());
        self.indexes.len() - 1
    }

    /// The same, where it is known how many rows the table has: a row for each thing, one after the other.
    pub fn index_of_table(&mut self, rows: usize, of_each: impl Iterator<Item = u32>) -> usize {
        self.indexes.push(Index::of_table(rows, self.height, of_each));
        self.indexes.len() - 1
    }

    /// Which of these things are not among those that are left, which are some of them in their order. Things that have the same rows are
    /// taken for each other.
    ///
    /// # Panics
    /// Where others are left.
    pub fn gone(&self, left: &Self) -> Vec<bool> {
        let of = |own: &Index, at: usize, other: &Index, next: usize| own.of(at) == other.of(next);
        let is = |at: usize, next: usize| {
            let indexes = self.indexes.iter().zip(&left.indexes);
            next < left.height && indexes.into_iter().all(|(own, other)| of(own, at, other, next))
        };
        let mut next = 0;
        let gone = |at: usize| {
            let is_left = is(at, next);
            next += usize::from(is_left);
            !is_left
        };
        let gone = (0..self.height).map(gone).collect();
        assert!(next == left.height, "those that are left are some of the others in their order");
        gone
    }

    /// The index at a place.
    pub fn at(&self, index: usize) -> &Index {
        &self.indexes[index]
    }

    /// Lays a table beside the others, by an index or row by row. Its columns take the place of columns of the same name.
    pub fn lay(&mut self, frame: DataFrame, index: Option<usize>) {
        for table in &mut self.tables {
            for name in frame.get_column_names() {
                if table.frame.column(name).is_ok() {
                    table.frame = table.frame.drop(name).expect("the column is there");
                }
            }
        }
        self.tables.push(Table { index, frame });
        self.head = OnceLock::new();
    }

    /// Only the things for which the mask holds.
    pub fn keep(&mut self, mask: &[bool]) {
        let count = mask.iter().filter(|keep| **keep).count();
        if count == self.height {
            return;
        }
        for index in &mut self.indexes {
            *index = index.kept(mask, count);
        }
        let before = std::mem::replace(&mut self.height, count);
        if self.tables.iter().any(|table| table.index.is_none()) {
            let own = (0u32..).zip(mask).filter(|(_, keep)| **keep).map(|(at, _)| at);
            let by_row = self.index_of_table(before, own);
            for table in &mut self.tables {
                table.index.get_or_insert(by_row);
            }
        }
    }

    /// All columns as expressions find them, whichever things there are.
    pub fn head(&self) -> &Head {
        self.head.get_or_init(|| Head::of_columns(self.tables.iter().flat_map(|table| table.frame.columns())))
    }

    /// A column as it is told, once for each row of its table.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.tables.iter().find_map(|table| table.frame.column(name).ok())
    }

    /// The texts of a column, as they are told; none where there is no such column.
    pub fn texts(&self, name: &str) -> Option<Spread<Option<String>>> {
        let table = self.tables.iter().find(|table| table.frame.column(name).is_ok())?;
        let column = table.frame.column(name).ok()?.cast(&DataType::String).ok()?;
        let of_row = column.str().ok()?.iter().map(|text| text.map(str::to_owned)).collect();
        Some(Spread { of_row, at: self.told_by(table) })
    }

    /// Whether a column tells what holds and what does not.
    pub fn is_truth(&self, name: &str) -> bool {
        self.column(name).is_some_and(|column| column.dtype() == &DataType::Boolean)
    }

    fn told_by(&self, table: &Table) -> At {
        table.index.map_or(At::Own, |index| At::Index(self.indexes[index].clone()))
    }

    /// What `ask` answers for each thing; it gets the columns that `text` names, and gives an answer for each row of them.
    ///
    /// # Errors
    /// A finding where a column is not there, or `ask` has one.
    pub fn ask<T: Send>(
        &self,
        text: &Ranged<String>,
        sql: Sql<'_>,
        ask: impl Fn(&DataFrame) -> Result<Vec<T>, Finding> + Sync,
    ) -> Result<Spread<T>, Finding> {
        let mut names = sql.names(text, self.head())?;
        names.sort_unstable();
        names.dedup();
        let told = |table: &&Table| names.iter().any(|name| table.frame.column(name).is_ok());
        let tables: Vec<&Table> = self.tables.iter().filter(told).collect();
        match tables[..] {
            [] => {
                let row = DataFrame::new(1, vec![Column::new("_one".into(), [true])]).expect("a column of one row");
                ask(&row).map(|of_row| Spread { of_row, at: At::All })
            }
            [table] if table.frame.height() <= 2 * self.height + 1 => {
                let frame = table.frame.select(names.iter().map(String::as_str)).expect("the table has the columns");
                ask(&frame).map(|of_row| Spread { of_row, at: self.told_by(table) })
            }
            _ => {
                let shared = if self.height < FEW { None } else { self.different(&names, &tables) };
                if let Some((frame, at)) = shared {
                    return ask(&frame).map(|of_row| Spread { of_row, at: At::Index(at) });
                }
                let starts: Vec<usize> = (0..self.height).step_by(STRETCH).collect();
                let stretch = |start: &usize| ask(&self.gathered(&names, *start..self.height.min(start + STRETCH)));
                let mut all = Vec::with_capacity(self.height);
                for told in parallel::stretches(&starts, stretch) {
                    all.extend(told?);
                }
                // Of nothing, too, it must be seen whether the expression can be computed.
                if self.height == 0 {
                    ask(&self.gathered(&names, 0..0))?;
                }
                Ok(Spread::each(all))
            }
        }
    }

    /// What different things have in the columns of those names, which these tables tell: a row for all that have the same, and
    /// for each thing its row. None where that is no less than there are things, or cannot be told.
    fn different(&self, names: &[String], tables: &[&Table]) -> Option<(DataFrame, Index)> {
        let most = self.height / 2;
        let mut places = vec![0u32; self.height];
        let mut all = 1usize;
        let mut firsts: Vec<(&Table, Alike)> = Vec::new();
        for table in tables {
            let index = &self.indexes[table.index?];
            let own = names.iter().filter_map(|name| table.frame.column(name).ok().cloned());
            let own: Vec<Column> = own.collect();
            // Numbers that are equal may be written in two ways.
            if table.frame.height() > most || own.iter().any(|column| column.dtype().is_float()) {
                return None;
            }
            let same = alike(&own);
            all = all.checked_mul(same.count()).filter(|all| *all <= most)?;
            let count = u32::try_from(same.count()).ok()?;
            for (place, row) in places.iter_mut().zip(index.iter()) {
                *place = *place * count + same.of_rows[row as usize];
            }
            firsts.push((table, same));
        }
        // Only what stands together somewhere: an expression may fail for what does not.
        let mut rows: Vec<Option<u32>> = vec![None; all];
        let mut together: Vec<usize> = Vec::new();
        for place in &mut places {
            let at = *place as usize;
            *place = *rows[at].get_or_insert_with(|| {
                together.push(at);
                u32::try_from(together.len() - 1).expect("there are no more than things")
            });
        }
        let mut columns = Vec::new();
        let mut below = all;
        for (table, same) in firsts {
            below /= same.count();
            let first = |at: &usize| Some(same.firsts[at / below % same.count()]);
            let first: IdxCa = together.iter().map(first).collect();
            for column in names.iter().filter_map(|name| table.frame.column(name).ok()) {
                columns.push(column.take(&first).expect("the first rows are the table's own"));
            }
        }
        let frame = DataFrame::new(together.len(), columns).expect("columns of one length and of different names");
        Some((frame, places.into()))
    }

    /// The columns of those names for a stretch of things, a row each.
    fn gathered(&self, names: &[String], things: std::ops::Range<usize>) -> DataFrame {
        let mut columns = Vec::new();
        for table in &self.tables {
            let own = names.iter().filter_map(|name| table.frame.column(name).ok());
            for column in own {
                columns.push(match table.index {
                    None => column.slice(i64::try_from(things.start).expect("a place"), things.len()),
                    Some(index) => {
                        let rows = things.clone().map(|thing| self.indexes[index].of(thing)).collect();
                        let rows = IdxCa::from_vec("".into(), rows);
                        column.take(&rows).expect("an index names rows of its table")
                    }
                });
            }
        }
        let columns =
            if columns.is_empty() { vec![Column::new("_one".into(), vec![true; things.len()])] } else { columns };
        DataFrame::new(things.len(), columns).expect("the columns are as long as the stretch and of different names")
    }

    /// All columns, a row each thing: for those who ask for a frame.
    pub fn frame(&self) -> DataFrame {
        let tables = self.tables.iter().flat_map(|table| table.frame.get_column_names());
        let names: Vec<String> = tables.map(ToString::to_string).collect();
        self.gathered(&names, 0..self.height)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text(sql: &str) -> Ranged<String> {
        Ranged::new(sql.to_owned(), 0..0)
    }

    /// Three people in two periods each, but the last in one.
    fn columns() -> Columns {
        let people = df!("navn" => ["a", "b", "c"], "alder" => [10i64, 20, 30]).expect("a frame");
        let periods = df!("period" => ["2018", "2019"]).expect("a frame");
        let mut columns = Columns::new(5);
        let member = columns.index(vec![0, 0, 1, 1, 2]);
        let period = columns.index(vec![0, 1, 0, 1, 1]);
        columns.lay(people, Some(member));
        columns.lay(periods, Some(period));
        columns
    }

    fn mask(columns: &Columns, sql: &str) -> Vec<bool> {
        let text = text(sql);
        let asked = columns.ask(&text, Sql::default(), |frame| Sql::default().mask(&text, frame)).expect("an answer");
        (0..columns.height()).map(|at| *asked.of(at)).collect()
    }

    #[test]
    fn an_answer_is_the_same_wherever_it_is_computed() {
        let mut columns = columns();
        assert_eq!(mask(&columns, "alder >= 20"), [false, false, true, true, true]);
        assert_eq!(mask(&columns, "period = '2019'"), [false, true, false, true, true]);
        assert_eq!(mask(&columns, "period = '2019' AND alder < 30"), [false, true, false, true, false]);
        assert_eq!(mask(&columns, "TRUE"), [true; 5]);
        columns.keep(&[true, false, true, false, true]);
        assert_eq!(mask(&columns, "period = '2019' OR navn = 'b'"), [false, true, true]);
    }

    #[test]
    fn answers_are_left_as_the_things_are_that_they_are_of() {
        let columns = columns();
        for sql in ["alder", "CASE WHEN period = '2019' THEN alder ELSE 0 END", "7"] {
            let text = text(sql);
            let asked = columns.ask(&text, Sql::default(), |frame| Sql::default().numbers(&text, frame));
            let mut told = asked.expect("an answer");
            let all: Vec<Option<f64>> = (0..5).map(|at| *told.of(at)).collect();
            told.keep(&[true, false, false, true, true]);
            assert_eq!([0, 1, 2].map(|at| *told.of(at)), [all[0], all[3], all[4]], "{sql}");
        }
    }

    /// Every thing has in its row what it has when it is looked at by itself.
    #[test]
    fn things_that_have_the_same_share_a_row() {
        let people = df!("navn" => ["a", "b", "a", "c"], "kl" => [Some(1i64), None, Some(1), None]).expect("a frame");
        let periods = df!("period" => ["2018", "2019", "2018"]).expect("a frame");
        let mut columns = Columns::new(24);
        let member = columns.index((0..24).map(|at| at % 4).collect());
        let period = columns.index((0..24).map(|at| at / 4 % 3).collect());
        columns.lay(people, Some(member));
        columns.lay(periods, Some(period));
        let names = ["kl", "navn", "period"].map(str::to_owned);
        let tables: Vec<&Table> = columns.tables.iter().collect();
        let (frame, at) = columns.different(&names, &tables).expect("few different");
        assert_eq!(frame.height(), 6, "three people in two periods");
        let rows: IdxCa = at.iter().map(Some).collect();
        let told = frame
            .select(names.iter().map(String::as_str))
            .and_then(|frame| frame.take(&rows))
            .expect("rows of the frame");
        let each = columns.gathered(&names, 0..24).select(names.iter().map(String::as_str)).expect("the columns");
        assert!(told.equals_missing(&each), "{told:?} {each:?}");
        columns.keep(&(0..24).map(|at| at < 7).collect::<Vec<bool>>());
        let tables: Vec<&Table> = columns.tables.iter().collect();
        assert!(columns.different(&names, &tables).is_none(), "seven things are as good as six");
    }

    proptest! {
        /// Whoever is left was not gone, and so the others are: of things of which each has rows of its own, though several have the
        /// same in either table.
        #[test]
        fn what_is_gone_is_all_that_is_not_left(mask in prop::collection::vec(any::<bool>(), 24)) {
            let mut all = Columns::new(24);
            all.index((0..24).map(|at| at / 4).collect());
            all.index((0..24).map(|at| at % 4).collect());
            let mut left = all.clone();
            left.keep(&mask);
            prop_assert_eq!(all.gone(&left), mask.iter().map(|keep| !keep).collect::<Vec<bool>>());
        }
    }

    #[test]
    #[should_panic(expected = "those that are left are some of the others")]
    fn what_is_left_was_there() {
        let of = |rows: Vec<u32>| {
            let mut columns = Columns::new(rows.len());
            columns.index(rows);
            columns
        };
        of(vec![0, 1, 2]).gone(&of(vec![2, 1]));
    }

    #[test]
    fn a_later_column_takes_the_place_of_an_earlier_one() {
        let mut columns = columns();
        columns.lay(df!("navn" => ["x", "y", "z", "u", "v"]).expect("a frame"), None);
        assert_eq!(mask(&columns, "navn = 'v'"), [false, false, false, false, true]);
        columns.keep(&[false, false, false, true, true]);
        assert_eq!(mask(&columns, "navn = 'v'"), [false, true]);
    }
}
