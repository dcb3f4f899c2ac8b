//! What rows stand in order by: a day, a number, or a text that tells one. The letters of another text say nothing of which comes first.

use super::{Refused, Ruling, quoted, whole};
use crate::diagnostic::{Code, Finding, Ranged};
use crate::sql::{Kind, order};

impl Ruling<'_> {
    /// Names of columns, quoted, by which a query puts the rows in the order of what these columns tell. They are there beside the rows'
    /// own while `ask` is asked.
    pub(super) fn in_order<'n, T>(
        &mut self,
        columns: impl IntoIterator<Item = &'n Ranged<String>>,
        ask: impl FnOnce(&Self, &[String]) -> Result<T, Refused>,
    ) -> Result<T, Refused> {
        let before = self.rows.clone();
        let mut names = Vec::new();
        for column in columns {
            if !self.has(column)?.is_text() {
                names.push(quoted(column.as_str()));
                continue;
            }
            self.has_an_order(column)?;
            let name = format!("the place of {}", column.value);
            match self.places(column) {
                Ok(places) => self.numbered(&name, places),
                // What only parts rows that are alike in the columns before says of none that it is first: any order does.
                Err(_) if !names.is_empty() => {
                    names.push(quoted(column.as_str()));
                    continue;
                }
                Err(refused) => return Err(refused),
            }
            names.push(quoted(&name));
        }
        let told = ask(self, &names);
        self.rows = before;
        told
    }

    /// Where each row stands by a column with texts.
    pub(super) fn places(&self, name: &Ranged<String>) -> Result<Vec<Option<i64>>, Refused> {
        let texts = self.sql.texts(&whole(&quoted(name.as_str()), &name.span), &self.rows.frame)?;
        if let Some(places) = order::places(&texts) {
            return Ok(places);
        }
        let is_strange = |at: &usize| texts[*at].as_deref().is_some_and(|text| !order::tells(text));
        let strange: Vec<usize> = (0..texts.len()).filter(is_strange).collect();
        let message = if strange.is_empty() {
            format!("`{}` holds numbers and periods, which have no order together", name.value)
        } else {
            let all = texts.len();
            format!("`{}` holds texts that have no order, in {} of {all} rows", name.value, strange.len())
        };
        let finding = self
            .wrong(Code::SqlType, message, &name.span, "does not say what comes first")
            .help("name a day, a number or a period such as 2018-03 or 2018E; or number them in a column of a view: CASE WHEN ... THEN 1 WHEN ... THEN 2 END");
        Err(self.refused(finding, strange))
    }

    /// That what decides is no pseudonym: the least of these is anyone's.
    fn has_an_order(&self, name: &Ranged<String>) -> Result<(), Finding> {
        let column = self.rows.columns.named(name.as_str());
        let coded = column.and_then(|column| column.personal.as_ref()).is_some_and(|personal| personal.coded);
        if !coded || !column.is_some_and(|column| column.kind == Kind::Text) {
            return Ok(());
        }
        let message = format!("a pseudonym stands for `{}`, and pseudonyms have no order", name.value);
        let finding = self.wrong(Code::SqlType, message, &name.span, "cannot say which row counts");
        Err(finding.help("name a day or a number; a number of a register that rows are ordered by is an `integer` with `sporbar:personal`"))
    }
}
