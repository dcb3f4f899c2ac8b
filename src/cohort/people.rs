//! Everyone's code: a small number for each person, the same in all extracts and for the whole build.

use std::sync::Arc;

use polars::prelude::*;

use super::{Data, Source};

/// The code of a row that is about nobody the report knows.
pub const NOBODY: u32 = u32::MAX;

const PERSON: &str = "person";
const CODE: &str = "_code";

/// The people of a report by code, in the order in which their extract first names them.
#[derive(Debug, Default)]
pub struct People {
    /// Each person's number and code.
    known: DataFrame,
    /// For each extract the codes of its rows.
    of_extract: Vec<Arc<[u32]>>,
}

impl People {
    /// The people of the spec; nobody where it has none.
    pub fn of(data: Data<'_>) -> Self {
        let persons = data.spec.persons.as_ref();
        let ids = persons.and_then(|persons| {
            let column = data.source(&persons.extract).extract.frame.column(persons.id.as_str()).ok()?;
            column.drop_nulls().unique_stable().ok()
        });
        let known = ids.and_then(|ids| {
            let codes: Vec<u32> = (0..).take(ids.len()).collect();
            let height = ids.len();
            DataFrame::new(height, vec![ids.with_name(PERSON.into()), Column::new(CODE.into(), codes)]).ok()
        });
        let mut people = Self { known: known.unwrap_or_default(), of_extract: Vec::new() };
        let made = data.spec.views.iter().map(|view| &view.name);
        for name in data.spec.extracts.iter().map(|extract| &extract.name).chain(made) {
            // A view that does not stand for an extract is about nobody here.
            if data.register.get(name.as_str()).is_none() && data.made.get(name.as_str()).is_none() {
                people.of_extract.push(Arc::default());
                continue;
            }
            let source = data.source(name);
            let frame = &source.extract.frame;
            let column = source.person().and_then(|person| frame.column(person).ok());
            let codes = column.map_or_else(|| vec![NOBODY; frame.height()], |column| people.codes(column));
            people.of_extract.push(codes.into());
        }
        people
    }

    /// How many there are; codes are below it.
    pub fn count(&self) -> usize {
        self.known.height()
    }

    /// Whom each row of an extract is about; [`NOBODY`] where that is nobody known, or the extract does not say.
    pub fn rows(&self, source: Source<'_>) -> Arc<[u32]> {
        self.of_extract.get(usize::from(source.number)).cloned().unwrap_or_default()
    }

    /// The code of each person in a column.
    pub(super) fn codes(&self, column: &Column) -> Vec<u32> {
        let nobody = || vec![NOBODY; column.len()];
        if self.count() == 0 {
            return nobody();
        }
        let arguments = JoinArgs { maintain_order: MaintainOrderJoin::Left, ..JoinArgs::new(JoinType::Left) };
        let asked = DataFrame::new(column.len(), vec![column.clone().with_name(PERSON.into())]);
        let told = asked.and_then(|asked| {
            let joined = asked.lazy().join(self.known.clone().lazy(), [col(PERSON)], [col(PERSON)], arguments);
            joined.select([col(CODE)]).collect()
        });
        // A column that holds no persons has nobody's number.
        let Ok(told) = told else { return nobody() };
        let codes = told.column(CODE).and_then(|codes| codes.u32()).expect("the codes are such numbers");
        codes.iter().map(|code| code.unwrap_or(NOBODY)).collect()
    }
}
