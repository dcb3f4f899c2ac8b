//! Everyone's code: a small number for each person, the same in all extracts and for the whole build.

use std::collections::BTreeMap;
use std::sync::Arc;

use polars::prelude::*;

use super::{Data, Source};
use crate::diagnostic::{Code, Finding};
use crate::register::ROW;

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

/// Each person has one row in the extract of persons: who has two would be counted twice, and so would all that is theirs.
///
/// # Errors
/// Someone who has several; no number of a person is told, but the rows are.
pub fn one_row_each(data: Data<'_>) -> Result<(), Finding> {
    let Some(persons) = &data.spec.persons else { return Ok(()) };
    let source = data.source(&persons.extract);
    let frame = &source.extract.frame;
    let ids = frame.column(persons.id.as_str()).and_then(|ids| ids.cast(&DataType::String));
    let Some(ids) = ids.as_ref().ok().and_then(|ids| ids.str().ok()) else { return Ok(()) };
    let mut rows: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, id) in ids.iter().enumerate() {
        if let Some(id) = id {
            rows.entry(id).or_default().push(at);
        }
    }
    let Some(first) = rows.values().find(|rows| rows.len() > 1) else { return Ok(()) };
    let several = rows.values().filter(|rows| rows.len() > 1).count();
    let numbers = frame.column(ROW).and_then(|numbers| numbers.u32()).ok();
    let named: Option<Vec<String>> = first.iter().map(|at| Some(numbers?.get(*at)?.to_string())).collect();
    let such = named.map_or_else(String::new, |named| format!(", such as rows {}", named.join(" and ")));
    let message =
        format!("{several} of {} persons have more than one row in `{}`{such}", rows.len(), persons.extract.value);
    Err(Finding::error(Code::NotUnique, message)
        .at(&data.spec.file, persons.id.span.clone(), "does not tell the rows of `[persons]` apart")
        .help("take the row out that is not meant; or let `[persons]` rest on a view that picks one row for each (DISTINCT ON, QUALIFY)"))
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

    /// For each code the one that the same person had by `before`; [`NOBODY`] for who was not known then.
    pub(super) fn by(&self, before: &Self) -> Vec<u32> {
        self.known.column(PERSON).map_or_else(|_| Vec::new(), |people| before.codes(people))
    }

    /// The code of each person in a column.
    pub(super) fn codes(&self, column: &Column) -> Vec<u32> {
        let nobody = || vec![NOBODY; column.len()];
        if self.count() == 0 {
            return nobody();
        }
        let arguments = JoinArgs { maintain_order: MaintainOrderJoin::Left, ..JoinArgs::new(JoinType::Left) };
        let asked = DataFrame::new(column.len(), vec![column.clone().with_name(PERSON.into())]);
        let told = asked.and_then(|asked| asked.join(&self.known, [PERSON], [PERSON], arguments, None));
        // A column that holds no persons has nobody's number.
        let Ok(told) = told else { return nobody() };
        let codes = told.column(CODE).and_then(|codes| codes.u32()).expect("the codes are such numbers");
        codes.iter().map(|code| code.unwrap_or(NOBODY)).collect()
    }
}
