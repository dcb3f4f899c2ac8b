//! Calculations: what their assumptions are taken from.

use super::Scope;
use crate::sql::Wanted;

impl Scope<'_> {
    /// Judges the filters and values of all assumptions. What an assumption says and where it is from is printed, so none of it
    /// may be personal.
    pub(super) fn calculations(&mut self) {
        for calculation in &self.spec.calculations {
            for column in [&calculation.years].into_iter().chain(calculation.indexes.iter().map(|(_, column)| column)) {
                let Some(columns) = self.extract(&column.extract) else { continue };
                let personal = columns.named(column.column.as_str()).and_then(|column| column.personal.clone());
                self.published(personal.as_ref(), &column.column, "labels of a calculation");
            }
            for input in &calculation.inputs {
                let Some(columns) = self.extract(&input.extract) else { continue };
                self.filters(&input.filter, &columns);
                let range = calculation.range(input.name.as_str());
                for text in
                    [&input.value].into_iter().chain(range.into_iter().flat_map(|range| [&range.low, &range.high]))
                {
                    if let Some(known) = self.judge(text, &columns, Wanted::Number) {
                        self.published(known.personal.as_ref(), text, "the number of an assumption");
                    }
                }
                if let Some(source) = &calculation.source
                    && let Some(known) = self.judge(source, &columns, Wanted::Any)
                {
                    self.published(known.personal.as_ref(), source, "a text that is printed");
                }
            }
        }
    }
}
