//! The class that a number lies in, as a further column: what rows of another table are joined by, or a population is standardised by.

use polars::prelude::Column as FrameColumn;

use super::{Done, Ruling};
use crate::diagnostic::{Code, Ranged};
use crate::spec::ClassLimits;
use crate::sql::{Column, Head, Wanted};

impl Ruling<'_> {
    /// A column with the name of each row's class; nothing where the row has no number.
    pub(super) fn classes(&mut self, name: &Ranged<String>, of: &Ranged<String>, limits: &ClassLimits) -> Done {
        let may_be_empty = self.sql.check(of, &self.rows.columns, Wanted::Number)?.may_be_empty;
        let is_whole = self.sql.is_whole(of, &Head::of(&self.rows.frame))?;
        let numbers = self.sql.numbers(of, &self.rows.frame)?;
        if let Some(least) = &limits.least {
            let is_below = |at: &usize| numbers[*at].is_some_and(|number| number < least.value);
            let below: Vec<usize> = (0..numbers.len()).filter(is_below).collect();
            if !below.is_empty() {
                let message = format!("{} of {} rows are below {}", below.len(), numbers.len(), least.value);
                let finding = self
                    .wrong(Code::UndeclaredCategory, message, &least.span, "the least that they can be")
                    .help("leave out `least`, let `where` leave the rows out, or correct them in the register");
                return Err(self.refused(finding, below));
            }
        }
        let labels = limits.labels(is_whole);
        let class = |number: &Option<f64>| number.and_then(|number| limits.place(number)).map(|at| labels[at].as_str());
        let cells: Vec<Option<&str>> = numbers.iter().map(class).collect();
        self.rows
            .frame
            .with_column(FrameColumn::new(name.as_str().into(), cells))
            .expect("the column has a cell for each row");
        self.rows.columns.set(Column { may_be_empty, ..Column::labelled(name.as_str(), labels) });
        Ok(())
    }
}
