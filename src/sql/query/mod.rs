//! Queries: from tables to one table, every row of which knows the rows it came from.
//!
//! Lineage is carried by the program. A row of a join has the rows of both sides, a group those of all its rows, a window's
//! value those of the rows it looks at; the author of a query never sees them. The order is that of the first table, unless
//! ORDER BY says another, and so the same in every run.

mod clause;
mod from;
mod key;
mod relation;
mod select;
mod window;

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::sync::Arc;

use polars::prelude::DataFrame;
use sqlparser::ast::{Query, SetExpr, SetOperator, SetQuantifier};

use self::relation::Relation;
use super::compute::{self, Cells, Rows};
use super::tree::Typed;
use super::walk::{Met, walk};
use super::{Column, Columns, Personal, Sql, Value};
use crate::diagnostic::{Code, Finding, Ranged};
use crate::dialect::Text;
use crate::spec::{Spec, View};

/// The rows that a row came from, each as a number that the caller gave it.
pub type Lineage = Vec<u64>;

/// A table that a query can use.
#[derive(Debug, Clone)]
pub struct Table {
    /// Its name in queries.
    pub name: String,
    /// Its rows.
    pub frame: DataFrame,
    /// What is known of those of the frame's columns that can be used.
    pub columns: Columns,
    /// What each row came from.
    pub rows: Arc<Vec<Lineage>>,
    /// What is odd about how it was made.
    pub doubts: Vec<Finding>,
}

/// What a query gives.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Its rows.
    pub frame: DataFrame,
    /// What is known of their columns.
    pub columns: Columns,
    /// What each row came from, in order and each once.
    pub rows: Vec<Lineage>,
    /// Whether its order was asked for.
    pub ordered: bool,
}

impl Answer {
    /// The values of the first rows as texts, none where one is empty.
    pub fn texts(&self, rows: usize) -> Vec<Vec<Option<String>>> {
        let cells: Vec<Option<Cells>> = self.frame.columns().iter().map(Cells::of).collect();
        let row = |at: usize| cells.iter().map(|cells| cells.as_ref()?.get(at).shown()).collect();
        (0..self.frame.height().min(rows)).map(row).collect()
    }
}

impl Table {
    /// A table without rows, of which only the columns are known: what a query over it gives is known in the same way.
    pub fn empty(name: impl Into<String>, columns: Columns) -> Self {
        let cells = columns.iter().map(|column| compute::column(&column.name, column.kind, &[])).collect();
        let frame = DataFrame::new(0, cells).unwrap_or_default();
        Self { name: name.into(), frame, columns, rows: Arc::default(), doubts: Vec::new() }
    }
}

impl Sql<'_> {
    /// What a query gives over tables.
    ///
    /// # Errors
    /// A finding at the part of the query that is wrong, or that fails for some of the rows.
    pub fn query(&self, text: &Ranged<String>, tables: &[Table]) -> Result<Answer, Finding> {
        self.answered(text, tables)
            .map_err(|found| self.text(text).naming_first(tables.iter().map(|table| &table.columns), found))
    }

    fn answered(&self, text: &Ranged<String>, tables: &[Table]) -> Result<Answer, Finding> {
        let query = self.text(text).query()?;
        let engine = Engine { sql: *self, text: self.text(text) };
        let known: Vec<Known<'_>> = tables.iter().map(Known::Table).collect();
        let relation = engine.query(&query, &known)?;
        let ordered = query.order_by.is_some();
        let frame = relation.frame().map_err(|twice| engine.doubled(twice))?;
        Ok(Answer { frame, rows: relation.lineages(), columns: relation.columns, ordered })
    }

    /// The names of the tables that a query reads; none where it cannot be understood.
    pub fn tables_of(&self, text: &Ranged<String>) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        if let Ok(query) = self.text(text).query() {
            walk(&query, &mut |met| {
                if let Met::Table(name) = met {
                    names.extend(name.0.iter().filter_map(|part| part.as_ident()).map(|ident| ident.value.clone()));
                }
                ControlFlow::Continue(())
            });
        }
        names
    }

    /// The names of the views that stand where extracts about people do, and of those that they are made from.
    pub fn views_of_people(&self, spec: &Spec) -> BTreeSet<String> {
        let mut needed: BTreeSet<String> = BTreeSet::new();
        let mut next: Vec<&View> = spec.views.iter().filter(|view| spec.stands(view)).collect();
        while let Some(view) = next.pop() {
            if needed.insert(view.name.value.clone()) {
                let tables = self.tables_of_view(view);
                next.extend(spec.views.iter().filter(|other| tables.contains(other.name.as_str())));
            }
        }
        needed
    }
}

/// What a query over a table that is known, or one that was made on the way.
enum Known<'t> {
    Table(&'t Table),
    Made(String, Relation),
}

impl Known<'_> {
    fn name(&self) -> &str {
        match self {
            Self::Table(table) => &table.name,
            Self::Made(name, _) => name,
        }
    }
}

/// Computes the queries of one text.
struct Engine<'a> {
    sql: Sql<'a>,
    text: Text<'a>,
}

impl Engine<'_> {
    fn query(&self, query: &Query, known: &[Known<'_>]) -> Result<Relation, Finding> {
        self.refuse_clauses(query)?;
        let mut all: Vec<Known<'_>> = known.iter().map(Known::again).collect();
        for cte in query.with.iter().flat_map(|with| &with.cte_tables) {
            let made = self.query(&cte.query, &all)?;
            let made = self.aliased(made, &cte.alias)?;
            all.insert(0, Known::Made(cte.alias.name.value.clone(), made));
        }
        let order = self.order_clauses(query)?;
        let relation = match &*query.body {
            SetExpr::Select(select) => self.select(select, order, &all)?,
            SetExpr::Query(inner) => {
                let relation = self.query(inner, &all)?;
                self.ordered(relation, order)?
            }
            SetExpr::SetOperation { op: SetOperator::Union, set_quantifier, left, right } => {
                let relation = self.union(left, right, *set_quantifier, &all)?;
                self.ordered(relation, order)?
            }
            _ => {
                return Err(self.not_offered(
                    "this kind of query is not offered",
                    "a query is a SELECT, or several with UNION ALL",
                ));
            }
        };
        self.limited(relation, query)
    }

    fn body(&self, body: &SetExpr, known: &[Known<'_>]) -> Result<Relation, Finding> {
        match body {
            SetExpr::Select(select) => self.select(select, &[], known),
            SetExpr::Query(query) => self.query(query, known),
            SetExpr::SetOperation { op: SetOperator::Union, set_quantifier, left, right } => {
                self.union(left, right, *set_quantifier, known)
            }
            _ => {
                Err(self
                    .not_offered("this kind of query is not offered", "a query is a SELECT, or several with UNION ALL"))
            }
        }
    }

    /// The rows of one query behind those of another.
    fn union(
        &self,
        left: &SetExpr,
        right: &SetExpr,
        quantifier: SetQuantifier,
        known: &[Known<'_>],
    ) -> Result<Relation, Finding> {
        let (one, other) = (self.body(left, known)?, self.body(right, known)?);
        if one.columns.len() != other.columns.len() {
            let message =
                format!("one query gives {} columns and the other {}", one.columns.len(), other.columns.len());
            return Err(self.not_offered(&message, "let both give the same columns in the same order"));
        }
        let mut columns = Columns::default();
        let mut cells = Vec::new();
        for (at, (a, b)) in one.columns.iter().zip(other.columns.iter()).enumerate() {
            let Some(kind) = a.kind.common(b.kind) else {
                let message = format!(
                    "`{}` is {} in one query and {} in the other",
                    a.name,
                    a.kind.in_words(),
                    b.kind.in_words()
                );
                return Err(self.not_offered(&message, "let both give the same kind, with CAST where they must meet"));
            };
            let mut values = Vec::new();
            for relation in [&one, &other] {
                let rows = relation.cells(&[at].into());
                values.extend((0..relation.height()).map(|row| rows.cell(at, row).owned()));
            }
            cells.push(compute::column("", kind, &values));
            let codes = match (&a.codes, &b.codes) {
                (Some(a), Some(b)) if a == b => Some(a.clone()),
                _ => None,
            };
            let personal = Personal::of_all([&a.personal, &b.personal]);
            columns.0.push(Column {
                kind,
                codes,
                personal,
                written: a.written || b.written,
                may_be_empty: a.may_be_empty || b.may_be_empty,
                ..a.clone()
            });
        }
        let rows = one.lineages().into_iter().chain(other.lineages()).collect();
        let union = Relation::made(columns, cells, rows);
        match quantifier {
            SetQuantifier::All => Ok(union),
            SetQuantifier::None | SetQuantifier::Distinct => Ok(distinct(&union)),
            _ => Err(self
                .not_offered("this kind of UNION is not offered", "write UNION ALL, or UNION to have each row once")),
        }
    }

    /// A finding about the whole query.
    fn not_offered(&self, message: &str, help: &str) -> Finding {
        let whole = 0..self.text.sql.value.len();
        self.text.wrong(Code::SqlFunction, message, whole, "this query").help(help)
    }

    fn doubled(&self, name: &str) -> Finding {
        let whole = 0..self.text.sql.value.len();
        self.text
            .wrong(Code::DoubleName, format!("the query gives two columns `{name}`"), whole, "this query")
            .help("give one of them another name: AS ...")
    }

    /// The values of an expression at all rows.
    fn values(&self, typed: &Typed, rows: &Rows, height: usize) -> Result<Vec<Value<'static>>, Finding> {
        let value =
            |at| rows.value(typed, at).map(Value::owned).map_err(|failed| self.sql.failed(self.text.sql, failed));
        (0..height).map(value).collect()
    }
}

impl<'t> Known<'t> {
    fn again(&self) -> Known<'t> {
        match self {
            Self::Table(table) => Known::Table(table),
            Self::Made(name, relation) => Known::Made(name.clone(), relation.clone()),
        }
    }
}

/// Each row once, at the place of the first of them; it came from all of them.
fn distinct(relation: &Relation) -> Relation {
    let all = (0..relation.columns.len()).collect();
    let rows = relation.cells(&all);
    let mut places = std::collections::BTreeMap::new();
    let mut kept: Vec<usize> = Vec::new();
    let mut lineage: Vec<Lineage> = Vec::new();
    for at in 0..relation.height() {
        let key: Vec<key::Key> =
            (0..relation.columns.len()).map(|column| key::Key::of(&rows.cell(column, at))).collect();
        let place = *places.entry(key).or_insert(kept.len());
        if place == kept.len() {
            kept.push(at);
            lineage.push(Vec::new());
        }
        lineage[place].extend(relation.lineage(at));
    }
    relation.at(&kept).coming_only_from(lineage)
}
