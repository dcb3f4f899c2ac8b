//! Rows of an extract about the members of a population, each beside its person's columns.

use polars::prelude::*;

use super::{Data, RowRef, Sql};
use crate::diagnostic::{Code, Finding};
use crate::spec::Rows;

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
    pub fn read(wanted: &Rows, persons: &DataFrame, data: Data<'_>, sql: Sql<'_>) -> Result<Self, Finding> {
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

/// The column with the person's place in the population.
const MEMBER: &str = "_member";

fn join(extract: &DataFrame, person: &str, persons: &DataFrame) -> PolarsResult<DataFrame> {
    let places: Vec<u32> = (0..).take(persons.height()).collect();
    let persons = persons.hstack(&[Column::new(MEMBER.into(), places)])?;
    let arguments = JoinArgs { maintain_order: MaintainOrderJoin::LeftRight, ..JoinArgs::new(JoinType::Inner) };
    extract.clone().lazy().join(persons.lazy(), [col(person)], [col("person")], arguments).collect()
}
