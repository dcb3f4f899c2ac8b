//! Values that a template compares with a bare number: `{% if v("andele") > 3 %}`.
//!
//! The template engine orders what it does not know by its kind, so the answer would be the same whatever the value is, and it would be
//! given of a value that is hidden too. The tests `is over`, `is under` and `is paa` compare values; how many there are of something
//! (`xs("andele") | length > 1`) and where a loop is (`loop.index == 1`) are numbers of the template's own.

use std::collections::BTreeSet;
use std::ops::Range;

use minijinja::machinery::ast::{BinOpKind, CallArg, Expr, Stmt};
use minijinja::machinery::parse;
use minijinja::syntax::SyntaxConfig;

use super::render::TextPlace;
use super::typed::{bodies, names};
use crate::diagnostic::{Code, Finding, Findings};

/// The filters that give a number of the template's own.
const COUNTING: [&str; 4] = ["length", "count", "int", "float"];

/// The functions that give what is the template's own.
const OWN: [&str; 2] = ["namespace", "range"];

/// Where a template compares a value with a bare number: the bytes of the comparison.
pub(super) fn compared(template: &str) -> Vec<Range<usize>> {
    // What cannot be read is told when it is rendered.
    let Ok(read) = parse(template, "", SyntaxConfig::default()) else { return Vec::new() };
    let mut found = Found::default();
    found.statement(&read);
    found.places
}

/// An error for every value that a template compares with a bare number.
pub(super) fn findings(template: &str, at: TextPlace<'_>) -> Findings {
    let mut findings = Findings::new();
    for range in compared(template) {
        let message = "a value is compared with a bare number, which has the same answer for every value";
        findings.push(
            Finding::error(Code::TemplateSyntax, message)
                .at(at.file, at.start + range.start..at.start + range.end, "compares nothing")
                .help("ask with a test: `v(…) is over(3)`, `is under(3)`, `is paa(3)`"),
        );
    }
    findings
}

#[derive(Default)]
struct Found {
    /// The names that were given values.
    values: BTreeSet<String>,
    places: Vec<Range<usize>>,
}

impl Found {
    fn statement(&mut self, statement: &Stmt<'_>) {
        match statement {
            Stmt::EmitExpr(emit) => self.expression(&emit.expr),
            Stmt::ForLoop(one) => {
                self.expression(&one.iter);
                one.filter_expr.iter().for_each(|filter| self.expression(filter));
            }
            Stmt::IfCond(one) => self.expression(&one.expr),
            Stmt::Set(set) => self.assigned(&set.target, &set.expr),
            Stmt::WithBlock(with) => with.assignments.iter().for_each(|(name, value)| self.assigned(name, value)),
            _ => {}
        }
        for body in bodies(statement) {
            for statement in body {
                self.statement(statement);
            }
        }
    }

    fn assigned(&mut self, target: &Expr<'_>, value: &Expr<'_>) {
        self.expression(value);
        let Expr::Var(name) = target else { return };
        if self.is_value(value) {
            self.values.insert(name.id.to_owned());
        }
    }

    fn expression(&mut self, expression: &Expr<'_>) {
        match expression {
            Expr::Compare(one) => {
                let sides: Vec<&Expr<'_>> =
                    std::iter::once(&one.expr).chain(one.ops.iter().map(|op| &op.expr)).collect();
                self.meet(&sides);
                for side in sides {
                    self.expression(side);
                }
            }
            Expr::BinOp(one) => {
                use BinOpKind::{Eq, Gt, Gte, Lt, Lte, Ne};
                if matches!(one.op, Eq | Gt | Gte | Lt | Lte | Ne) {
                    self.meet(&[&one.left, &one.right]);
                }
                self.expression(&one.left);
                self.expression(&one.right);
            }
            Expr::UnaryOp(one) => self.expression(&one.expr),
            Expr::IfExpr(one) => {
                self.expression(&one.test_expr);
                self.expression(&one.true_expr);
                one.false_expr.iter().for_each(|other| self.expression(other));
            }
            Expr::Filter(filter) => {
                filter.expr.iter().for_each(|of| self.expression(of));
                self.arguments(&filter.args);
            }
            Expr::Test(test) => self.expression(&test.expr),
            Expr::Call(call) => self.arguments(&call.args),
            Expr::List(list) => list.items.iter().for_each(|item| self.expression(item)),
            Expr::Tuple(tuple) => tuple.items.iter().for_each(|item| self.expression(item)),
            Expr::Map(map) => map.values.iter().for_each(|item| self.expression(item)),
            _ => {}
        }
    }

    fn arguments(&mut self, arguments: &[CallArg<'_>]) {
        for argument in arguments {
            let (CallArg::Pos(value)
            | CallArg::Kwarg(_, value)
            | CallArg::PosSplat(value)
            | CallArg::KwargSplat(value)) = argument;
            self.expression(value);
        }
    }

    /// Notes a comparison where a value meets a bare number.
    fn meet(&mut self, sides: &[&Expr<'_>]) {
        if sides.iter().any(|side| is_bare(side)) && sides.iter().any(|side| self.is_value(side)) {
            let place = |offset: u32| usize::try_from(offset).unwrap_or(usize::MAX);
            let begins = sides.iter().map(|side| side.span().start_offset).min().unwrap_or_default();
            let ends = sides.iter().map(|side| side.span().end_offset).max().unwrap_or_default();
            self.places.push(place(begins)..place(ends));
        }
    }

    /// Whether an expression is a value of an exhibit, a parameter or a fact, as far as can be seen: what a function gives, and what
    /// stands under a name of such.
    fn is_value(&self, expression: &Expr<'_>) -> bool {
        match expression {
            Expr::Var(name) => self.values.contains(name.id),
            Expr::GetAttr(attribute) => {
                self.is_value(&attribute.expr) || names(&attribute.expr).iter().any(|root| root == "parameter")
            }
            Expr::GetItem(item) => self.is_value(&item.expr),
            Expr::Call(call) => !matches!(&call.expr, Expr::Var(called) if OWN.contains(&called.id)),
            Expr::Filter(filter) => {
                !COUNTING.contains(&filter.name) && filter.expr.as_ref().is_some_and(|of| self.is_value(of))
            }
            Expr::UnaryOp(one) => self.is_value(&one.expr),
            Expr::BinOp(one) => self.is_value(&one.left) || self.is_value(&one.right),
            _ => false,
        }
    }
}

/// A number that is written out.
fn is_bare(expression: &Expr<'_>) -> bool {
    match expression {
        Expr::Const(constant) => constant.value.is_number(),
        Expr::UnaryOp(one) => is_bare(&one.expr),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_beside_a_bare_number_is_found_wherever_it_hides() {
        for (template, expected) in [
            ("{% if v(\"a\") > 3 %}x{% endif %}", &["v(\"a\") > 3"][..]),
            ("{{ \"få\" if 3 >= n(\"a\") else \"\" }}", &["3 >= n(\"a\")"]),
            ("{% set a = v(\"a\", x=\"y\") %}{% if a == 0 or a.n < 5 %}x{% endif %}", &["a == 0", "a.n < 5"]),
            ("{% if siden.changed == 0 %}x{% endif %}", &[]),
            ("{% if parameter.graense > 3 %}x{% endif %}", &["parameter.graense > 3"]),
            ("{% macro m(a) %}{{ [1, v(a) < 2] }}{% endmacro %}", &["v(a) < 2"]),
            ("{% if 0 < v(\"a\") < 3 %}x{% endif %}", &["0 < v(\"a\") < 3"]),
            ("{% if xs(\"a\") | length > 1 and loop.index == 1 and v(\"a\") is over(3) %}x{% endif %}", &[]),
            ("{% set ns = namespace(n=0) %}{% set ns.n = ns.n + 1 %}{% if ns.n > 1 %}x{% endif %}", &[]),
            ("{% set antal = xs(\"a\") | length %}{% if antal - 1 > 3 %}x{% endif %}", &[]),
            ("{% macro m(grad) %}{% if grad == 2 %}x{% endif %}{% endmacro %}", &[]),
            ("{% for i in range(3) if i > 1 %}{% endfor %}{% if v(\"a\") == v(\"b\") %}x{% endif %}", &[]),
        ] {
            let found: Vec<&str> = compared(template).into_iter().map(|range| &template[range]).collect();
            assert_eq!(found, expected, "{template}");
        }
    }
}
