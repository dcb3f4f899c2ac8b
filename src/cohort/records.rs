//! Rows of an extract: about the members of a population, each beside its person's columns, or by themselves.

use std::sync::Arc;

use polars::prelude::*;

use super::by_person::ByPerson;
use super::people::People;
use super::population::rows;
use super::{CalledByRow, Columns, Data, Index, Member, RowLists, RowRef, Sql, sequence};
use crate::calendar::Month;
use crate::diagnostic::{Finding, Ranged};
use crate::locale::{Language, say};
use crate::spec::{self, Whom};

/// Rows of an extract about members.
#[derive(Debug, Clone)]
pub struct Records {
    /// The row's columns, and the person's; where both have one of a name, the person's is `<name>_right`.
    pub columns: Columns,
    /// The place of the index that says each row's member.
    pub member: usize,
    /// Where each row stands.
    pub file: FileRows,
}

/// Where rows of an extract stand that are gathered by an index.
#[derive(Debug, Clone)]
pub struct FileRows {
    extract: u16,
    /// The place of the index that says each one's row.
    index: usize,
    /// The number of each row in its file.
    numbers: Arc<[u32]>,
}

impl FileRows {
    /// The row of what stands at a place of the columns.
    pub fn row(&self, columns: &Columns, at: usize) -> RowRef {
        RowRef { extract: self.extract, row: self.numbers[columns.at(self.index).of(at) as usize] }
    }
}

impl Records {
    /// The rows that `wanted` picks of those about the members of `persons`, who are `whom`, in the order of the file.
    ///
    /// # Errors
    /// A finding where the extract is not about persons, or the filter cannot be understood.
    pub fn read(
        wanted: &spec::Rows,
        (persons, members): (&DataFrame, &[Member]),
        (people, whom): (&People, Whom),
        data: Data<'_>,
        sql: Sql<'_>,
    ) -> Result<Self, Finding> {
        let source = data.source(&wanted.extract);
        if data.about(&wanted.extract, whom).is_none() {
            return Err(data.says_not(&wanted.extract, whom));
        }
        let frame = &source.extract.frame;
        // A person may be a member twice; a row is then about both.
        let places =
            ByPerson::new(people.count(), &members.iter().map(|member| member.person).collect::<Vec<_>>(), |at| {
                u32::try_from(at).ok()
            });
        let (mut of_row, mut of_member) = (Vec::new(), Vec::new());
        for (row, code) in (0u32..).zip(people.rows(source, whom).iter()) {
            for member in places.of(*code) {
                of_row.push(row);
                of_member.push(*member);
            }
        }
        let mut columns = Columns::new(of_row.len());
        let (row, member) = (columns.index(of_row), columns.index(of_member));
        columns.lay(beside(persons, frame), Some(member));
        columns.lay(frame.clone(), Some(row));
        if let Some(filter) = &wanted.filter {
            let mask = columns.ask(filter, sql, |frame| sql.mask(filter, frame))?;
            columns.keep(&mask.each_of(columns.height()));
        }
        let numbers = rows(frame).expect("the register numbers its rows");
        let file = FileRows { extract: source.number, index: row, numbers: numbers.into() };
        Ok(Self { columns, member, file })
    }

    /// Each row's member: the place in the population.
    pub fn members(&self) -> &Index {
        self.columns.at(self.member)
    }

    /// For each of so many members the rows about it, in the order of the file.
    pub(super) fn by_member(&self, members: usize) -> RowLists {
        let of_rows: Vec<u32> = self.members().iter().collect();
        let by_member = ByPerson::new(members, &of_rows, Some);
        let of = |member: usize| {
            let own = u32::try_from(member).map_or(&[][..], |member| by_member.of(member));
            own.iter().map(|at| self.file.row(&self.columns, *at)).collect::<Vec<_>>()
        };
        (0..members).map(of).collect()
    }
}

/// The persons' columns as they stand beside those of an extract: under another name where the extract has one of theirs.
fn beside(persons: &DataFrame, extract: &DataFrame) -> DataFrame {
    let renamed = persons.columns().iter().map(|column| {
        let name = column.name();
        let taken = extract.column(name).is_ok();
        if taken { column.clone().with_name(format!("{name}_right").into()) } else { column.clone() }
    });
    DataFrame::new(persons.height(), renamed.collect()).expect("the columns are one frame's")
}

/// What rows are called.
#[derive(Debug, Clone)]
pub enum Names {
    /// By their places in this file.
    Rows(String, Vec<u32>),
    /// By what is told of them: so many columns of texts.
    Told(Arc<Vec<Vec<String>>>),
}

impl Names {
    /// Those for which the mask holds.
    fn keep(&self, mask: &[bool]) -> Self {
        fn kept<T: Clone>(all: &[T], mask: &[bool]) -> Vec<T> {
            all.iter().zip(mask).filter(|(_, keep)| **keep).map(|(one, _)| one.clone()).collect()
        }
        match self {
            Self::Rows(file, rows) => Self::Rows(file.clone(), kept(rows, mask)),
            Self::Told(columns) => Self::Told(Arc::new(columns.iter().map(|column| kept(column, mask)).collect())),
        }
    }

    /// The texts that the names are made of, a column each.
    pub fn texts(&self, language: Language) -> Arc<Vec<Vec<String>>> {
        match self {
            Self::Rows(file, rows) => {
                let called =
                    CalledByRow::new(|row| say!(language, "record-row-of-file", file = file.as_str(), row = row));
                Arc::new(vec![rows.iter().map(|row| called.of(row)).collect()])
            }
            Self::Told(columns) => columns.clone(),
        }
    }
}

/// Rows of an extract that are about nobody, or sequences of them.
#[derive(Debug, Clone)]
pub struct Rows {
    /// Their columns.
    pub frame: DataFrame,
    /// What each is called.
    pub names: Names,
    /// The rows of the extract that each is made of.
    pub rows: Arc<RowLists>,
}

impl Rows {
    /// The rows that `wanted` picks of the extract, or of the sequences, of that name.
    ///
    /// # Errors
    /// A finding where an expression cannot be understood.
    pub fn read(wanted: &spec::Rows, data: Data<'_>, as_of: Month, sql: Sql<'_>) -> Result<Arc<Self>, Finding> {
        let sequence = data.spec.sequences.iter().position(|sequence| sequence.name.value == wanted.extract.value);
        let picked = |all: Arc<Self>| match &wanted.filter {
            None => Ok(all),
            Some(filter) => Ok(Arc::new(all.keep(&sql.mask(filter, &all.frame)?))),
        };
        let Some(place) = sequence else { return picked(Arc::new(Self::of_extract(&wanted.extract, data, as_of))) };
        let gather = || sequence::gathered(&data.spec.sequences[place], data, as_of, sql);
        data.made.picked(place, wanted.filter.as_ref(), || picked(data.made.sequence(place, gather)?))
    }

    /// All rows of an extract, with the status month beside them.
    pub(super) fn of_extract(name: &Ranged<String>, data: Data<'_>, as_of: Month) -> Self {
        let source = data.source(name);
        let frame = dated(source.extract.frame.clone(), as_of);
        let numbers = rows(&frame).expect("the register numbers its rows");
        Self {
            frame,
            rows: Arc::new(numbers.iter().map(|row| [RowRef { extract: source.number, row: *row }]).collect()),
            names: Names::Rows(source.extract.file.clone(), numbers),
        }
    }

    /// Only those for which the mask holds.
    #[must_use]
    pub(super) fn keep(&self, mask: &[bool]) -> Self {
        let there: BooleanChunked = mask.iter().copied().map(Some).collect();
        Self {
            frame: self.frame.filter(&there).expect("the mask is as long as the frame"),
            names: self.names.keep(mask),
            rows: Arc::new(self.rows.keep(mask)),
        }
    }
}

/// A frame with the status month and its last day beside it.
pub(super) fn dated(mut frame: DataFrame, as_of: Month) -> DataFrame {
    let height = frame.height();
    let days = Int32Chunked::full("as_of_end".into(), as_of.last_day().to_epoch_days(), height);
    for column in
        [StringChunked::full("as_of".into(), &as_of.to_string(), height).into_column(), days.into_date().into_column()]
    {
        frame.with_column(column).expect("the column is as long as the frame");
    }
    frame
}
