//! A query asked of a report's tables, outside of any exhibit.

use super::{Failure, FailureKind, Prepared};
use crate::cohort::{Sql, tables};
use crate::diagnostic::{Findings, Ranged};
use crate::scope;
use crate::sql::Answer;

/// What a query gives over the tables of a report: extracts, populations, sequences and views. What the spec or the layouts
/// call personal is known in the answer's columns.
///
/// # Errors
/// A finding in the query, or in what its tables are made of.
pub fn asked(prepared: &Prepared, query: &str) -> Result<Answer, Failure> {
    const FILE: &str = "query";
    let data = prepared.data();
    let mut sources = prepared.sources.clone();
    sources.insert(FILE, query);
    let fails = |findings: Findings| Failure { kind: FailureKind::of(&findings), findings, sources: sources.clone() };
    let cohorts = prepared.cohorts().map_err(fails)?;
    let mut tables = tables(query, data, cohorts, prepared.as_of, &[]).map_err(|finding| fails(finding.into()))?;
    let known = scope::tables(data.spec, data.schemas);
    for table in &mut tables {
        if let Some(known) = known.iter().find(|known| known.name == table.name) {
            for column in &mut table.columns.0 {
                if let Some(known) = known.columns.named(&column.name) {
                    *column = known.clone();
                }
            }
        }
    }
    for known in known {
        // One that the query speaks of by another name, or not at all, is there to be suggested.
        if !tables.iter().any(|table| table.name == known.name) {
            tables.push(known);
        }
    }
    let text = Ranged::new(query.to_owned(), 0..query.len());
    Sql::of(data.spec).outside(FILE).query(&text, &tables).map_err(|finding| Failure {
        kind: FailureKind::Call,
        findings: finding.into(),
        sources: sources.clone(),
    })
}
