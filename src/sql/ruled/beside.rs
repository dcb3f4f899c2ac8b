//! What rules that lay a table beside the rows begin with: that the table is there, and has what is taken of it, and that the rows have
//! no column of such a name yet.

use super::{Named, Ruling};
use crate::diagnostic::{Code, Finding, Ranged};
use crate::sql::Table;

/// What is taken of a table: the name of each column here, and its name there.
type Taken = Vec<(String, String)>;

impl<'a> Ruling<'a> {
    /// The table of that name, and what is taken of it. Where nothing is said all columns are but its `keys`, which the rows have,
    /// and what every table has.
    pub(super) fn beside(
        &self,
        table: &Ranged<String>,
        take: Option<&[Named]>,
        keys: &[String],
    ) -> Result<(&'a Table, Taken), Finding> {
        let other = self.table(table)?;
        for (_, column) in take.into_iter().flatten() {
            self.has_column(column, &other.columns)?;
        }
        let all = || {
            let own = other.columns.iter().map(|column| column.name.clone());
            let own = own.filter(|name| !keys.contains(name) && !["as_of", "as_of_end"].contains(&name.as_str()));
            own.map(|name| (name.clone(), name)).collect()
        };
        let named =
            |take: &[Named]| take.iter().map(|(name, column)| (name.value.clone(), column.value.clone())).collect();
        let taken: Taken = take.map_or_else(all, named);
        match taken.iter().find(|(name, _)| self.rows.columns.named(name).is_some()) {
            None => Ok((other, taken)),
            Some((twice, _)) => {
                let message = format!("the rows have a column `{twice}` already, and `{}` has one too", other.name);
                Err(self
                    .wrong(Code::DoubleName, message, &table.span, "gives a column of the same name")
                    .help("say what is taken, and what it is called here: take = { name = \"their column\" }"))
            }
        }
    }

    /// That the rows have no column of this name, which a rule makes.
    pub(super) fn is_new(&self, name: &Ranged<String>) -> Result<(), Finding> {
        if self.rows.columns.named(name.as_str()).is_none() {
            return Ok(());
        }
        let message = format!("the rows have a column `{}` already", name.value);
        let finding = self.wrong(Code::DoubleName, message, &name.span, "of the same name");
        Err(finding.help("give it another name"))
    }
}
