//! `[views]`: tables that a report makes by queries, and what must hold of their rows.

use super::Ranged;
use super::reader::TableReader;

/// One of `[views]`.
#[derive(Debug, Clone)]
pub struct View {
    /// Its name: that of a table in queries.
    pub name: Ranged<String>,
    /// What it is: a SQL query over extracts, populations, sequences and the views above it.
    pub query: Ranged<String>,
    /// The columns that tell a row from all others; none where nothing is said of it.
    pub key: Vec<Ranged<String>>,
    /// The extract each of whose rows is behind exactly one row of the view.
    pub keeps: Option<Ranged<String>>,
}

/// `[views]`.
pub(super) fn views(root: &TableReader<'_>) -> Option<Vec<View>> {
    let views = root.named_tables("views").into_iter().map(|(name, table)| {
        let query = table.text("query");
        let key = table.opt_texts("key").unwrap_or_default();
        let keeps = table.opt_text("keeps");
        table.finish();
        Some(View { name, query: query?, key, keeps })
    });
    views.collect::<Vec<_>>().into_iter().collect()
}
