//! Values that a template compares with a bare number: `{% if v("andele") > 3 %}`.
//!
//! The template engine orders what it does not know by its kind, so the answer would be the same whatever the value is, and it would be
//! given of a value that is hidden too. The tests `is over`, `is under` and `is paa` compare values; how many there are of something
//! (`xs("andele") | length > 1`) and where a loop is (`loop.index == 1`) are numbers of the template's own. A macro's parameter is a value
//! where some call gives it one, be it in another template: macros are known by their names.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use minijinja::machinery::ast::{BinOpKind, CallArg, Expr, ForLoop, Stmt};
use minijinja::machinery::parse;
use minijinja::syntax::SyntaxConfig;

use super::render::TextPlace;
use super::typed::{bodies, names};
use crate::diagnostic::{Code, Finding, Findings};

/// The filters that give a number of the template's own.
const COUNTING: [&str; 4] = ["length", "count", "int", "float"];

/// The functions that give what is the template's own.
const OWN: [&str; 2] = ["namespace", "range"];

/// Where templates compare a value with a bare number: the bytes of the comparisons, for each of them.
pub(super) fn compared<'a>(templates: impl IntoIterator<Item = &'a str>) -> Vec<Vec<Range<usize>>> {
    // What cannot be read is told when it is rendered.
    let read: Vec<Option<Stmt<'_>>> =
        templates.into_iter().map(|text| parse(text, "", SyntaxConfig::default()).ok()).collect();
    let mut macros = Macros::default();
    read.iter().flatten().for_each(|template| macros.declared(template));
    loop {
        let known = macros.given.clone();
        let mut places = Vec::new();
        for template in &read {
            let mut found = Found { macros, ..Found::default() };
            // What a round of a loop puts into a namespace is compared in the next round, above where it was put there.
            for _ in 0..2 {
                found.places.clear();
                if let Some(template) = template {
                    found.statement(template);
                }
            }
            macros = found.macros;
            places.push(found.places);
        }
        // What a macro is given it may give to another.
        if macros.given == known {
            return places;
        }
    }
}

/// An error for every value that templates compare with a bare number.
pub(super) fn findings(templates: &[(&str, TextPlace<'_>)]) -> Findings {
    let mut findings = Findings::new();
    let compared = compared(templates.iter().map(|(text, _)| *text)).into_iter().zip(templates);
    for (range, at) in compared.flat_map(|(ranges, (_, at))| ranges.into_iter().map(move |range| (range, at))) {
        let message = "a value is compared with a bare number, which has the same answer for every value";
        findings.push(
            Finding::error(Code::TemplateSyntax, message)
                .at(at.file, at.start + range.start..at.start + range.end, "compares nothing")
                .help("ask with a test: `v(…) is over(3)`, `is under(3)`, `is paa(3)`"),
        );
    }
    findings
}

/// The macros of all templates.
#[derive(Default)]
struct Macros {
    /// Their parameters, by their names.
    parameters: BTreeMap<String, Vec<String>>,
    /// Those of them that some call gives a value.
    given: BTreeSet<(String, String)>,
}

impl Macros {
    fn declared(&mut self, statement: &Stmt<'_>) {
        if let Stmt::Macro(one) = statement {
            let parameters = one.args.iter().flat_map(names).collect();
            self.parameters.insert(one.name.to_owned(), parameters);
        }
        bodies(statement).into_iter().flatten().for_each(|inner| self.declared(inner));
    }
}

#[derive(Default)]
struct Found {
    macros: Macros,
    /// The names that were given values, an attribute of a namespace with its dot.
    values: BTreeSet<String>,
    places: Vec<Range<usize>>,
}

impl Found {
    fn statement(&mut self, statement: &Stmt<'_>) {
        match statement {
            Stmt::EmitExpr(emit) => self.expression(&emit.expr),
            Stmt::ForLoop(one) => return self.round(one),
            Stmt::IfCond(one) => self.expression(&one.expr),
            Stmt::Set(set) => self.assigned(&set.target, &set.expr),
            Stmt::WithBlock(with) => with.assignments.iter().for_each(|(name, value)| self.assigned(name, value)),
            Stmt::Macro(one) => return self.body(one.name, &one.args, &one.body),
            Stmt::CallBlock(block) => self.called(&block.call.expr, &block.call.args),
            _ => {}
        }
        for body in bodies(statement) {
            for statement in body {
                self.statement(statement);
            }
        }
    }

    /// A macro, in which its parameters are what it is given.
    fn body(&mut self, name: &str, parameters: &[Expr<'_>], body: &[Stmt<'_>]) {
        let before = self.values.clone();
        for parameter in parameters.iter().flat_map(names) {
            if self.macros.given.contains(&(name.to_owned(), parameter.clone())) {
                self.values.insert(parameter);
            } else {
                self.values.remove(&parameter);
            }
        }
        for statement in body {
            self.statement(statement);
        }
        self.values = before;
    }

    /// A call, which may give a macro values.
    fn called(&mut self, called: &Expr<'_>, arguments: &[CallArg<'_>]) {
        let name = match called {
            Expr::Var(name) => name.id,
            // Of a template that was imported under a name.
            Expr::GetAttr(attribute) => attribute.name,
            _ => return,
        };
        let Some(parameters) = self.macros.parameters.get(name) else { return };
        let mut given = Vec::new();
        let mut at = 0;
        for argument in arguments {
            let (parameter, value) = match argument {
                CallArg::Pos(value) => {
                    at += 1;
                    (parameters.get(at - 1).map(String::as_str), value)
                }
                CallArg::Kwarg(parameter, value) => (Some(*parameter), value),
                CallArg::PosSplat(_) | CallArg::KwargSplat(_) => continue,
            };
            if let Some(parameter) = parameter.filter(|_| self.is_value(value)) {
                given.push((name.to_owned(), parameter.to_owned()));
            }
        }
        self.macros.given.extend(given);
    }

    /// A loop, in which its names are values where it goes through values; afterwards they are what they were.
    fn round(&mut self, one: &ForLoop<'_>) {
        self.expression(&one.iter);
        let before = self.values.clone();
        let given = names(&one.target);
        let alone = given.len() == 1;
        let own = given
            .into_iter()
            .enumerate()
            .map(|(at, name)| (name, self.goes_through(&one.iter, (!alone).then_some(at))));
        let neighbours = ["loop.previtem", "loop.nextitem"];
        let beside = neighbours.map(|name| (name.to_owned(), self.is_value(&one.iter)));
        for (name, is_value) in own.chain(beside).collect::<Vec<_>>() {
            if is_value {
                self.values.insert(name);
            } else {
                self.values.remove(&name);
            }
        }
        one.filter_expr.iter().for_each(|filter| self.expression(filter));
        one.body.iter().for_each(|statement| self.statement(statement));
        let kept = |name: &String| before.contains(name) || (name.contains('.') && !name.starts_with("loop."));
        self.values.retain(kept);
        self.values.extend(before);
        one.else_body.iter().for_each(|statement| self.statement(statement));
    }

    /// Whether a loop goes through values, or has them at that place in each of what it goes through.
    fn goes_through(&self, all: &Expr<'_>, at: Option<usize>) -> bool {
        let (Expr::List(list), Some(at)) = (all, at) else { return self.is_value(all) };
        list.items.iter().any(|item| match item {
            Expr::List(parts) => parts.items.get(at).is_some_and(|part| self.is_value(part)),
            Expr::Tuple(parts) => parts.items.get(at).is_some_and(|part| self.is_value(part)),
            other => self.is_value(other),
        })
    }

    fn assigned(&mut self, target: &Expr<'_>, value: &Expr<'_>) {
        self.expression(value);
        if self.is_value(value) {
            self.values.extend(path(target));
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
                use BinOpKind::{Eq, Gt, Gte, In, Lt, Lte, Ne};
                if matches!(one.op, Eq | Gt | Gte | In | Lt | Lte | Ne) {
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
            Expr::Call(call) => {
                self.called(&call.expr, &call.args);
                self.arguments(&call.args);
            }
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
            let begins = sides.iter().map(|side| begin(side)).min().unwrap_or_default();
            let ends = sides.iter().map(|side| side.span().end_offset).max().unwrap_or_default();
            self.places.push(place(begins)..place(ends));
        }
    }

    /// Whether an expression is a value of an exhibit, a parameter or a fact, as far as can be seen: what a function gives, and what
    /// stands under a name of such or is one of several such.
    fn is_value(&self, expression: &Expr<'_>) -> bool {
        match expression {
            Expr::Var(name) => self.values.contains(name.id),
            Expr::GetAttr(_) if path(expression).is_some_and(|path| self.values.contains(&path)) => true,
            Expr::GetAttr(attribute) => {
                self.is_value(&attribute.expr) || names(&attribute.expr).iter().any(|root| root == "parameter")
            }
            Expr::GetItem(item) => self.is_value(&item.expr),
            Expr::Slice(slice) => self.is_value(&slice.expr),
            Expr::List(list) => list.items.iter().any(|item| self.is_value(item)),
            Expr::Tuple(tuple) => tuple.items.iter().any(|item| self.is_value(item)),
            Expr::Map(map) => map.values.iter().any(|item| self.is_value(item)),
            Expr::IfExpr(one) => {
                self.is_value(&one.true_expr) || one.false_expr.as_ref().is_some_and(|other| self.is_value(other))
            }
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

/// Where an expression begins: the engine's place of an attribute of an attribute is that of the last dot.
fn begin(expression: &Expr<'_>) -> u32 {
    let inner = match expression {
        Expr::GetAttr(attribute) => begin(&attribute.expr),
        Expr::GetItem(item) => begin(&item.expr),
        _ => u32::MAX,
    };
    inner.min(expression.span().start_offset)
}

/// A number that is written out.
fn is_bare(expression: &Expr<'_>) -> bool {
    match expression {
        Expr::Const(constant) => constant.value.is_number(),
        Expr::UnaryOp(one) => is_bare(&one.expr),
        Expr::List(list) => list.items.iter().any(is_bare),
        _ => false,
    }
}

/// A name, with the attribute of it that is meant: `ns.n`.
fn path(target: &Expr<'_>) -> Option<String> {
    match target {
        Expr::Var(name) => Some(name.id.to_owned()),
        Expr::GetAttr(attribute) => Some(format!("{}.{}", path(&attribute.expr)?, attribute.name)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_loop_goes_through_is_a_value_too() {
        for (template, expected) in [
            ("{% for a in [v(\"a\"), v(\"b\")] %}{% if a > 3 %}x{% endif %}{% endfor %}", &["a > 3"][..]),
            (
                "{% for r in kryds(\"a\") %}{% if r.n.value < 5 and r.navn == \"x\" %}x{% endif %}{% endfor %}",
                &["r.n.value < 5"],
            ),
            ("{% for r in kryds(\"a\") | reverse if r[0] > 1 %}{% endfor %}", &["r[0] > 1"]),
            ("{% for a, b in kryds(\"a\")[1:] %}{{ \"x\" if 3 >= b }}{% endfor %}", &["3 >= b"]),
            (
                "{% set alle = kryds(\"a\") %}{% for r in alle %}{% for x in r.led %}{% if x.n == 0 %}x{% endif %}{% endfor %}{% endfor %}",
                &["x.n == 0"],
            ),
            (
                "{% for a in [v(\"a\")] %}{% if loop.index > 1 and loop.previtem > 2 %}x{% endif %}{% endfor %}",
                &["loop.previtem > 2"],
            ),
            (
                "{% set ns = namespace(a=0) %}{% for x in xs() %}{% if ns.a > 3 %}x{% endif %}{% set ns.a = v(x=x) %}{% endfor %}",
                &["ns.a > 3"],
            ),
            ("{% for a in xs() %}{% set b = v(x=a) %}{% if b in [1, 2] %}x{% endif %}{% endfor %}", &["b in [1, 2]"]),
            ("{% set a = v() if x else none %}{% if a > 3 %}x{% endif %}", &["a > 3"]),
            ("{% for a, b in [(1, v()), (2, v(\"b\"))] %}{% if a > 1 or b > 1 %}x{% endif %}{% endfor %}", &["b > 1"]),
            // The same name for what is no value: in a loop of its own numbers, and after a loop.
            ("{% for a in xs() %}{% endfor %}{% for a in range(3) %}{% if a > 1 %}x{% endif %}{% endfor %}", &[]),
            (
                "{% set a = v() %}{% for a in [1, 2] %}{% if a > 1 %}x{% endif %}{% endfor %}{% if a > 2 %}x{% endif %}",
                &["a > 2"],
            ),
            ("{% for a in xs() %}{% else %}{% if a > 1 %}x{% endif %}{% endfor %}", &[]),
            ("{% for r in siden.rows %}{% if r.changed > 1 %}x{% endif %}{% endfor %}", &[]),
            ("{% for a in xs() %}{% if a | length > 3 and loop.length > 2 %}x{% endif %}{% endfor %}", &[]),
        ] {
            let found: Vec<&str> = compared([template]).remove(0).into_iter().map(|range| &template[range]).collect();
            assert_eq!(found, expected, "{template}");
        }
    }

    #[test]
    fn what_a_macro_is_given_is_a_value_in_it() {
        let found = |templates: &[&str]| -> Vec<String> {
            let places = compared(templates.iter().copied()).into_iter().zip(templates);
            places.flat_map(|(ranges, text)| ranges.into_iter().map(|range| text[range].to_owned())).collect()
        };
        let few = "{% macro faa(tal, graense=5) %}{% if tal < graense or tal < 3 %}x{% endif %}{% endmacro %}";
        assert_eq!(found(&[few, "{{ faa(v(\"a\")) }}"]), ["tal < 3"]);
        assert_eq!(found(&[few, "{{ ord.faa(tal=v(\"a\")) }}"]), ["tal < 3"]);
        assert_eq!(found(&[few, "{{ faa(xs(\"a\") | length) }}{{ faa(2) }}"]), Vec::<String>::new());
        // Through a second macro, and what has the same name outside of it.
        let through = "{% macro ud(n) %}{{ faa(n) }}{% endmacro %}{% set tal = 2 %}{% if tal < 4 %}x{% endif %}{{ ud(v(\"a\")) }}";
        assert_eq!(found(&[through, few]), ["tal < 3"]);
        let shadowed = "{% set tal = v(\"a\") %}{% macro m(tal) %}{% if tal < 3 %}x{% endif %}{% endmacro %}{% if tal < 4 %}x{% endif %}";
        assert_eq!(found(&[shadowed]), ["tal < 4"]);
    }

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
            let found: Vec<&str> = compared([template]).remove(0).into_iter().map(|range| &template[range]).collect();
            assert_eq!(found, expected, "{template}");
        }
    }
}
