//! `[views]`: tables that a report makes by queries, and what must hold of their rows.

use super::Ranged;
use super::reader::TableReader;
use crate::diagnostic::Code;

/// One of `[views]`.
#[derive(Debug, Clone)]
pub struct View {
    /// Its name: that of a table in queries.
    pub name: Ranged<String>,
    /// What it is: a SQL query over extracts, populations, sequences and the views above it.
    pub query: Ranged<String>,
    /// The columns that tell a row from all others; none where nothing is said of it.
    pub key: Vec<Ranged<String>>,
    /// The column that says whom a row is about: the view then stands wherever an extract about people does.
    pub person: Option<Ranged<String>>,
    /// The columns with the first and the last day of a row's spell.
    pub spell: Option<[Ranged<String>; 2]>,
    /// The extract each of whose rows is behind exactly one row of the view.
    pub keeps: Option<Ranged<String>>,
}

/// `[views]`.
pub(super) fn views(root: &TableReader<'_>) -> Option<Vec<View>> {
    let views = root.named_tables("views").into_iter().map(|(name, table)| {
        let query = table.text("query");
        let key = table.opt_texts("key").unwrap_or_default();
        let keeps = table.opt_text("keeps");
        let person = table.opt_text("person");
        let spell = spell(&table, person.is_some());
        table.finish();
        Some(View { name, query: query?, key, person, spell: spell?, keeps })
    });
    views.collect::<Vec<_>>().into_iter().collect()
}

/// `spell`: two columns with days, of rows that are about somebody.
#[expect(clippy::option_option, reason = "the outer one says whether it can be read")]
fn spell(table: &TableReader<'_>, has_person: bool) -> Option<Option<[Ranged<String>; 2]>> {
    let Some(names) = table.opt_texts("spell") else { return Some(None) };
    let first = names.first().map_or_else(|| table.span(), |name| name.span.clone());
    let days: Result<[Ranged<String>; 2], _> = names.try_into();
    let wrong = match &days {
        Err(_) => Some(("a spell runs between two columns", "name the columns with the first and the last day")),
        Ok(_) if !has_person => {
            Some(("a spell is somebody's", "name the column that says whom a row is about: person"))
        }
        Ok(_) => None,
    };
    if let Some((message, help)) = wrong {
        table.notes().error(Code::BadValue, first, message, "this spell", help);
        return None;
    }
    days.ok().map(Some)
}
