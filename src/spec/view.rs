//! `[views]`: tables that a report makes by queries or rules, and what must hold of their rows.

use std::ops::Range;

use super::Ruled;
use super::people::not_both;
use super::reader::TableReader;
use super::ruled::{refused, ruled};
use crate::diagnostic::{Code, Ranged};

/// One of `[views]`.
#[derive(Debug, Clone)]
pub struct View {
    /// Its name: that of a table in queries.
    pub name: Ranged<String>,
    /// What it is made of.
    pub making: Making,
    /// The columns that tell a row from all others; none where nothing is said of it.
    pub key: Vec<Ranged<String>>,
    /// The column that says whom a row is about: the view then stands wherever an extract about people does.
    pub person: Option<Ranged<String>>,
    /// The columns with the first and the last day of a row's spell.
    pub spell: Option<[Ranged<String>; 2]>,
    /// The extract each of whose rows is behind exactly one row of the view.
    pub keeps: Option<Ranged<String>>,
}

/// What a view is made of: extracts, populations, sequences, periods and the views above it.
#[derive(Debug, Clone)]
pub enum Making {
    /// A SQL query over them.
    Query(Ranged<String>),
    /// The rows of one of them, taken through rules.
    Ruled(Ruled),
}

impl View {
    /// Where the spec says what it is made of.
    pub fn place(&self) -> Range<usize> {
        match &self.making {
            Making::Query(query) => query.span.clone(),
            Making::Ruled(ruled) => ruled.of.span.clone(),
        }
    }

    /// A text that has the names of all tables that it is made from, and other words.
    pub fn speaks_of(&self) -> String {
        match &self.making {
            Making::Query(query) => query.value.clone(),
            Making::Ruled(ruled) => ruled.tables().iter().map(|table| table.as_str()).collect::<Vec<_>>().join(" "),
        }
    }
}

/// `[views]`.
pub(super) fn views(root: &TableReader<'_>) -> Option<Vec<View>> {
    let views = root.named_tables("views").into_iter().map(|(name, table)| {
        not_both(&table, "query", "of");
        let making = if table.has("of") {
            ruled(&table).map(Making::Ruled)
        } else {
            refused(&table);
            table.text("query").map(Making::Query)
        };
        let key = table.opt_texts("key").unwrap_or_default();
        let keeps = table.opt_text("keeps");
        let person = table.opt_text("person");
        let spell = spell(&table);
        table.finish();
        Some(View { name, making: making?, key, person, spell: spell?, keeps })
    });
    views.collect::<Vec<_>>().into_iter().collect()
}

/// `spell`: two columns with days. Whose they are is judged where names are.
#[expect(clippy::option_option, reason = "the outer one says whether it can be read")]
fn spell(table: &TableReader<'_>) -> Option<Option<[Ranged<String>; 2]>> {
    let Some(names) = table.opt_texts("spell") else { return Some(None) };
    let first = names.first().map_or_else(|| table.span(), |name| name.span.clone());
    let days: Result<[Ranged<String>; 2], _> = names.try_into();
    if days.is_err() {
        let help = "name the columns with the first and the last day";
        table.notes().error(Code::BadValue, first, "a spell runs between two columns", "this spell", help);
        return None;
    }
    days.ok().map(Some)
}
