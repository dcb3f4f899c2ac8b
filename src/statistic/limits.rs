//! Classes of a number between limits: what they are called, and where each observation fits.

use crate::cohort::{Spread, Sql};
use crate::diagnostic::{Code, Finding};
use crate::observation::{Label, Observations};
use crate::spec::{ClassLimits, Classes};

/// The classes, and for each observation the place of its own; none where it has no number.
pub(super) fn between(
    limits: &ClassLimits,
    classes: &Classes,
    observations: &Observations,
    sql: Sql<'_>,
) -> Result<(Vec<Label>, Spread<Option<usize>>), Finding> {
    let columns = &observations.columns;
    let is_whole = sql.is_whole(&classes.of, columns.head())?;
    let numbers = columns.ask(&classes.of, sql, |frame| sql.numbers(&classes.of, frame))?;
    if let Some(least) = &limits.least {
        let below = |at: &usize| numbers.of(*at).is_some_and(|number| number < least.value);
        let count = (0..observations.count()).filter(below).count();
        if count > 0 {
            let message = format!("{count} of {} observations are below {}", observations.count(), least.value);
            return Err(Finding::error(Code::UndeclaredCategory, message)
                .at(sql.file, least.span.clone(), "the least that they can be")
                .at(sql.file, classes.of.span.clone(), "gives the numbers")
                .help("leave out `least`, let `where` leave the rows out, or correct them in the register"));
        }
    }
    let places = numbers.map(|number| number.and_then(|number| limits.place(number)));
    Ok((limits.labels(is_whole).into_iter().map(Label::declared).collect(), places))
}
