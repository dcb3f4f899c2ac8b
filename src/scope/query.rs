//! Queries: the tables they can use, and what they must give.

use super::Scope;
use crate::diagnostic::{Code, Finding};
use crate::spec::Ranged;
use crate::sql::{Columns, Kind, Table};

impl Scope<'_> {
    /// The tables of the spec, without rows.
    pub(super) fn tables(&self) -> Vec<Table> {
        let mut tables: Vec<Table> = Vec::new();
        let mut add = |name: &str, columns: Option<Columns>| {
            if let Some(columns) = columns.filter(|_| !tables.iter().any(|table| table.name == name)) {
                tables.push(Table::empty(name, columns));
            }
        };
        for extract in &self.spec.extracts {
            add(extract.name.as_str(), self.dated(&extract.name));
        }
        for (name, columns) in &self.populations {
            add(name, Some(columns.clone()));
        }
        for sequence in &self.spec.sequences {
            add(sequence.name.as_str(), self.records_of(sequence));
        }
        tables
    }

    /// Judges a query that gives observations; their columns.
    pub(super) fn queried(&mut self, text: &Ranged<String>) -> Option<Columns> {
        let answer = self.sql.query(text, &self.tables()).map_err(|finding| self.findings.push(finding)).ok()?;
        let columns = answer.columns;
        let wrong = |code: Code, message: String, help: &str| {
            Finding::error(code, message).at(&self.spec.file, text.span.clone(), "this query").help(help)
        };
        let mut found = Vec::new();
        match columns.named("unit").map(|column| column.kind) {
            None => {
                let help = "it must give what is counted: a column AS unit";
                found.push(wrong(Code::SqlColumn, "the query does not give `unit`".to_owned(), help));
            }
            Some(Kind::Day | Kind::Truth | Kind::Nothing) => {
                let help = "a unit is called by a text or a number";
                found.push(wrong(Code::SqlType, "the query gives a `unit` that is no name".to_owned(), help));
            }
            Some(_) => {}
        }
        for (name, must) in [("value", true), ("weight", false)] {
            match columns.named(name).map(|column| column.kind) {
                None if must => {
                    let help = "it must give each observation's number: 1 AS value to count them";
                    found.push(wrong(Code::SqlColumn, format!("the query does not give `{name}`"), help));
                }
                Some(kind) if !kind.is_number() && kind != Kind::Truth => {
                    let message = format!("the query gives a `{name}` that is {}", kind.in_words());
                    found.push(wrong(Code::SqlType, message, "it must be a column of numbers"));
                }
                _ => {}
            }
        }
        for name in ["lower", "upper"] {
            if columns.named(name).is_some() {
                let message = format!("the query gives `{name}`, and nothing takes it");
                let help = "an interval is computed from the observations: interval = \"wilson\" or \"cluster\"";
                found.push(wrong(Code::SqlFunction, message, help));
            }
        }
        let is_wrong = !found.is_empty();
        for finding in found {
            self.findings.push(finding);
        }
        (!is_wrong).then_some(columns)
    }
}
