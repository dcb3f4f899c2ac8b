//! Rows of an extract: about the members of a population, each beside its person's columns, or by themselves.

use polars::prelude::*;

use super::population::rows;
use super::{Data, Month, RowRef, Sql, sequence};
use crate::diagnostic::{Code, Finding};
use crate::spec;

/// Rows of an extract about members.
#[derive(Debug, Clone)]
pub struct Records {
    /// The row's columns, and the person's; where both have one of a name, the person's is `<name>_right`.
    pub frame: DataFrame,
    /// Each row's member: the place in the population.
    pub members: Vec<usize>,
    /// Each row's own place.
    pub rows: Vec<RowRef>,
}

impl Records {
    /// The rows that `wanted` picks of those about the people of `persons`, in the order of the file.
    ///
    /// # Errors
    /// A finding where the extract is not about persons, or the filter cannot be understood.
    pub fn read(wanted: &spec::Rows, persons: &DataFrame, data: Data<'_>, sql: Sql<'_>) -> Result<Self, Finding> {
        let source = data.source(&wanted.extract);
        let Some(person) = source.person() else {
            return Err(Finding::error(
                Code::BadValue,
                format!("`{}` does not say whom a row is about", wanted.extract.value),
            )
            .at(sql.file, wanted.extract.span.clone(), "not an extract about persons")
            .help("its schema must say whose a row is (sporbar:person)"));
        };
        let joined = join(&source.extract.frame, person, persons).map_err(|error| {
            Finding::error(Code::SqlFailed, "the rows cannot be laid beside the persons").at(
                sql.file,
                wanted.extract.span.clone(),
                error.to_string(),
            )
        })?;
        let frame = match &wanted.filter {
            None => joined,
            Some(filter) => {
                let mask: BooleanChunked = sql.mask(filter, &joined)?.into_iter().map(Some).collect();
                joined.filter(&mask).expect("the mask is as long as the frame")
            }
        };
        let made = "the join made the column";
        let members = frame.column(MEMBER).expect(made).u32().expect(made).iter().flatten();
        let rows = frame.column("_row").expect(made).u32().expect(made).iter().flatten();
        Ok(Self {
            members: members.map(|member| member as usize).collect(),
            rows: rows.map(|row| RowRef { extract: source.number, row }).collect(),
            frame,
        })
    }
}

/// Rows of an extract that are about nobody, or sequences of them.
#[derive(Debug, Clone)]
pub struct Rows {
    /// Their columns.
    pub frame: DataFrame,
    /// What each is called.
    pub names: Vec<String>,
    /// The rows of the extract that each is made of.
    pub rows: Vec<Vec<RowRef>>,
}

impl Rows {
    /// The rows that `wanted` picks of the extract, or of the sequences, of that name.
    ///
    /// # Errors
    /// A finding where an expression cannot be understood.
    pub fn read(wanted: &spec::Rows, data: Data<'_>, as_of: Month, sql: Sql<'_>) -> Result<Self, Finding> {
        let sequence = data.spec.sequences.iter().find(|sequence| sequence.name.value == wanted.extract.value);
        let all = match sequence {
            Some(sequence) => sequence::gathered(sequence, data, as_of, sql)?,
            None => Self::of_extract(&wanted.extract, data, as_of),
        };
        match &wanted.filter {
            None => Ok(all),
            Some(filter) => {
                let mask = sql.mask(filter, &all.frame)?;
                Ok(all.keep(&mask))
            }
        }
    }

    /// All rows of an extract, with the status month beside them.
    pub(super) fn of_extract(name: &spec::Ranged<String>, data: Data<'_>, as_of: Month) -> Self {
        let source = data.source(name);
        let frame = dated(source.extract.frame.clone(), as_of);
        let numbers = rows(&frame).expect("the register numbers its rows");
        Self {
            frame,
            names: numbers.iter().map(|row| format!("{}, række {row}", source.extract.file)).collect(),
            rows: numbers.into_iter().map(|row| vec![RowRef { extract: source.number, row }]).collect(),
        }
    }

    /// Only those for which the mask holds.
    #[must_use]
    pub(super) fn keep(self, mask: &[bool]) -> Self {
        let kept = |at: &mut std::slice::Iter<'_, bool>| at.next().is_some_and(|keep| *keep);
        let (mut of_names, mut of_rows) = (mask.iter(), mask.iter());
        let there: BooleanChunked = mask.iter().copied().map(Some).collect();
        Self {
            frame: self.frame.filter(&there).expect("the mask is as long as the frame"),
            names: self.names.into_iter().filter(|_| kept(&mut of_names)).collect(),
            rows: self.rows.into_iter().filter(|_| kept(&mut of_rows)).collect(),
        }
    }
}

/// A frame with the status month and its last day beside it.
pub(super) fn dated(mut frame: DataFrame, as_of: Month) -> DataFrame {
    let height = frame.height();
    for column in [
        Column::new("as_of".into(), vec![as_of.to_string(); height]),
        Column::new("as_of_end".into(), vec![as_of.last_day(); height]),
    ] {
        frame.with_column(column).expect("the column is as long as the frame");
    }
    frame
}

/// The column with the person's place in the population.
const MEMBER: &str = "_member";

fn join(extract: &DataFrame, person: &str, persons: &DataFrame) -> PolarsResult<DataFrame> {
    let places: Vec<u32> = (0..).take(persons.height()).collect();
    let persons = persons.hstack(&[Column::new(MEMBER.into(), places)])?;
    let arguments = JoinArgs { maintain_order: MaintainOrderJoin::LeftRight, ..JoinArgs::new(JoinType::Inner) };
    extract.clone().lazy().join(persons.lazy(), [col(person)], [col("person")], arguments).collect()
}
