//! Goes through what a query or an expression is written with.
//!
//! The parser's tree has hundreds of kinds, and how each is gone through is compiled once more for every type of visitor: so there is one.

use std::ops::ControlFlow;

use sqlparser::ast::{Expr, ObjectName, Visit, Visitor};

/// What is met on the way, before what is in it.
pub(super) enum Met<'a> {
    Expression(&'a Expr),
    Table(&'a ObjectName),
}

struct Walk<'a>(&'a mut dyn FnMut(Met<'_>) -> ControlFlow<()>);

impl Visitor for Walk<'_> {
    type Break = ();

    fn pre_visit_expr(&mut self, expression: &Expr) -> ControlFlow<()> {
        (self.0)(Met::Expression(expression))
    }

    fn pre_visit_relation(&mut self, table: &ObjectName) -> ControlFlow<()> {
        (self.0)(Met::Table(table))
    }
}

/// Shows all expressions and tables of a tree to `each`, until it has seen enough.
pub(super) fn walk(tree: &impl Visit, each: &mut dyn FnMut(Met<'_>) -> ControlFlow<()>) {
    let _ = tree.visit(&mut Walk(each));
}
