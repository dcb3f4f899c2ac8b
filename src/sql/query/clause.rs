//! The clauses around a query: what is not offered, order, and how many rows.

use sqlparser::ast::{Expr, LimitClause, OrderByExpr, OrderByKind, Query, Select, Spanned, TableAlias};

use super::super::group::compared;
use super::super::typing::{Order, Typist};
use super::super::{Columns, Value};
use super::{Engine, Relation};
use crate::diagnostic::{Code, Finding};

impl Engine<'_> {
    pub(super) fn refuse_clauses(&self, query: &Query) -> Result<(), Finding> {
        let refused = [
            (query.fetch.is_some(), "FETCH", "write LIMIT"),
            (!query.locks.is_empty(), "FOR UPDATE", "leave it out"),
            (query.for_clause.is_some(), "FOR", "leave it out"),
            (query.settings.is_some(), "SETTINGS", "leave it out"),
            (query.format_clause.is_some(), "FORMAT", "leave it out"),
            (!query.pipe_operators.is_empty(), "|>", "write it as a SELECT"),
            (query.with.as_ref().is_some_and(|with| with.recursive), "WITH RECURSIVE", "write the steps one by one"),
        ];
        self.refuse(&refused)
    }

    pub(super) fn refuse_of_select(&self, select: &Select) -> Result<(), Finding> {
        let refused = [
            (select.top.is_some(), "TOP", "write LIMIT behind the query"),
            (select.into.is_some(), "INTO", "make the query a view"),
            (!select.lateral_views.is_empty(), "LATERAL VIEW", "write it as a join"),
            (select.prewhere.is_some(), "PREWHERE", "write WHERE"),
            (!select.connect_by.is_empty(), "CONNECT BY", "write the steps one by one"),
            (!select.cluster_by.is_empty(), "CLUSTER BY", "write ORDER BY"),
            (!select.distribute_by.is_empty(), "DISTRIBUTE BY", "leave it out"),
            (!select.sort_by.is_empty(), "SORT BY", "write ORDER BY"),
            (!select.named_window.is_empty(), "WINDOW", "write the window behind OVER"),
            (select.value_table_mode.is_some(), "AS VALUE", "leave it out"),
            (select.exclude.is_some(), "EXCLUDE", "name the columns"),
        ];
        self.refuse(&refused)
    }

    fn refuse(&self, refused: &[(bool, &str, &str)]) -> Result<(), Finding> {
        match refused.iter().find(|(there, ..)| *there) {
            None => Ok(()),
            Some((_, clause, help)) => {
                // Where the clause stands, as well as its word can be found.
                let sql = &self.text.sql.value;
                let at = sql.to_ascii_uppercase().find(clause).map_or(0..sql.len(), |at| at..at + clause.len());
                Err(self
                    .text
                    .wrong(Code::SqlFunction, format!("{clause} is not offered"), at, "not offered")
                    .help(*help))
            }
        }
    }

    pub(super) fn order_clauses<'q>(&self, query: &'q Query) -> Result<&'q [OrderByExpr], Finding> {
        match &query.order_by {
            None => Ok(&[]),
            Some(order) => match &order.kind {
                OrderByKind::Expressions(all) if order.interpolate.is_none() => Ok(all),
                _ => Err(self.not_offered("ORDER BY ALL is not offered", "name the columns that rows are ordered by")),
            },
        }
    }

    /// The rows in the order that their own columns give.
    pub(super) fn ordered(&self, relation: Relation, order: &[OrderByExpr]) -> Result<Relation, Finding> {
        if order.is_empty() {
            return Ok(relation);
        }
        let typist = self.typist(&relation.columns, None);
        let order: Vec<Order> = order
            .iter()
            .map(|one| match self.ordinal(&one.expr, relation.columns.len())? {
                Some(at) => Ok(Order { by: typist.column(at, 0..0), ..order_of(one, &typist)? }),
                None => order_of(one, &typist),
            })
            .collect::<Result<_, _>>()?;
        let used = order.iter().flat_map(|order| order.by.columns()).collect();
        let rows = relation.cells(&used);
        let keys: Vec<Vec<Value<'static>>> =
            order.iter().map(|order| self.values(&order.by, &rows, relation.height())).collect::<Result<_, _>>()?;
        let mut places: Vec<usize> = (0..relation.height()).collect();
        let of = |at: usize| -> Vec<Value<'static>> { keys.iter().map(|key| key[at].clone()).collect() };
        places.sort_by(|one, other| compared(&of(*one), &of(*other), &order));
        Ok(relation.at(&places))
    }

    /// The column that a number in ORDER BY or GROUP BY means.
    pub(super) fn ordinal(&self, expression: &Expr, columns: usize) -> Result<Option<usize>, Finding> {
        let Expr::Value(value) = expression else { return Ok(None) };
        let sqlparser::ast::Value::Number(digits, _) = &value.value else { return Ok(None) };
        let place = digits.parse::<usize>().ok().filter(|place| (1..=columns).contains(place));
        place.map(|place| Some(place - 1)).ok_or_else(|| {
            let at = self.text.range(value.span);
            let finding =
                self.text.wrong(Code::SqlColumn, format!("there is no column number {digits}"), at, "not a column");
            finding.help(format!("the columns are numbered from 1 to {columns}"))
        })
    }

    pub(super) fn limited(&self, relation: Relation, query: &Query) -> Result<Relation, Finding> {
        let Some(limit) = &query.limit_clause else { return Ok(relation) };
        let LimitClause::LimitOffset { limit, offset, limit_by } = limit else {
            return Err(self.not_offered("LIMIT a, b is not offered", "write LIMIT b OFFSET a"));
        };
        if !limit_by.is_empty() {
            return Err(self.not_offered("LIMIT BY is not offered", "write QUALIFY ROW_NUMBER() OVER (...) <= n"));
        }
        let count = |expression: &Expr| -> Result<usize, Finding> {
            let columns = Columns::default();
            let typed = self.typist(&columns, None).expression(expression)?;
            let count = typed.literal().and_then(Value::whole).and_then(|count| usize::try_from(count).ok());
            count.ok_or_else(|| {
                let at = self.text.range(expression.span());
                let finding =
                    self.text.wrong(Code::SqlType, "a number of rows is written out", at, "not a whole number");
                finding.help("write LIMIT 10, or a parameter: LIMIT @antal")
            })
        };
        let skip = offset.as_ref().map(|offset| count(&offset.value)).transpose()?.unwrap_or(0);
        let take = limit.as_ref().map(count).transpose()?.unwrap_or(usize::MAX);
        let places: Vec<usize> = (0..relation.height()).skip(skip).take(take).collect();
        Ok(relation.at(&places))
    }

    /// A table under another name, its columns too where that says so.
    pub(super) fn aliased(&self, relation: Relation, alias: &TableAlias) -> Result<Relation, Finding> {
        let mut relation = relation.named(&alias.name.value);
        if alias.columns.is_empty() {
            return Ok(relation);
        }
        if alias.columns.len() != relation.columns.len() {
            let at = self.text.range(alias.name.span);
            let message = format!(
                "`{}` has {} columns, and {} names",
                alias.name.value,
                relation.columns.len(),
                alias.columns.len()
            );
            return Err(self.text.wrong(Code::SqlColumn, message, at, "this table").help("name all of its columns"));
        }
        for (column, name) in relation.columns.0.iter_mut().zip(&alias.columns) {
            column.name.clone_from(&name.name.value);
        }
        Ok(relation)
    }

    pub(super) fn typist<'t>(&'t self, columns: &'t Columns, outer: Option<super::super::typing::Outer>) -> Typist<'t> {
        Typist {
            text: self.text,
            parameters: self.sql.parameters,
            columns,
            unusable: &[],
            outer: outer.map(std::cell::RefCell::new),
        }
    }
}

fn order_of(order: &OrderByExpr, typist: &Typist<'_>) -> Result<Order, Finding> {
    let mut all = typist.order(std::slice::from_ref(order))?;
    Ok(all.remove(0))
}
