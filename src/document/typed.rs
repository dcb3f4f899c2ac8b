//! Constants in what the template engine writes: `{{ 42 }}`, and `{% set n = 17 %}{{ n * 2 }}`.
//!
//! Input is templates as they are written, output the constants that hold a number, or end in the sign of one, and reach a reader with no value, fact or parameter
//! behind them. A constant is followed as the engine passes it on: through names, lists, loops and the parameters of macros, whatever
//! template they stand in. One that only looks something up (`x="-6"`), decides something (`is over(5)`) or says how a number is
//! written (`pct(1)`) reaches nobody. Names are told apart by their letters alone, so that rather too much is found than too little.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use minijinja::machinery::ast::{BinOpKind, Call, CallArg, Expr, ForLoop, Macro, Stmt, UnaryOpKind};
use minijinja::machinery::{Span, parse};
use minijinja::syntax::SyntaxConfig;

use super::numerals::numerals;
use crate::locale::{self, Language, MINUS};

/// The functions that compute with what they are given.
const COMPUTING: [&str; 6] = ["aendring", "forskel", "summen", "andel", "udvikling", "range"];
/// The filters and functions that write words that they are given, and which of the named ones are words.
const WORDING: [&str; 3] = ["skjult", "antal", "bojet"];
const WORDS: [&str; 5] = ["op", "ned", "lig", "mangler", "skjult"];
/// The filters of which no number that they are given is left: how many, and a day or a month by its name.
const ENDING: [&str; 2] = ["length", "periode"];

/// The constants with a number that reach a reader: of each template, by its place among them, the bytes.
pub(super) fn constants<'a>(
    language: Language,
    templates: impl IntoIterator<Item = &'a str>,
) -> Vec<Vec<Range<usize>>> {
    // What cannot be read is told when it is rendered.
    let read: Vec<Option<Stmt<'_>>> =
        templates.into_iter().map(|text| parse(text, "", SyntaxConfig::default()).ok()).collect();
    let mut flow = Flow { language, ..Flow::default() };
    read.iter().flatten().for_each(|template| flow.declare(template));
    loop {
        let known = flow.shown.len();
        let found: Vec<Vec<Range<usize>>> = read
            .iter()
            .map(|template| {
                flow.found = Vec::new();
                if let Some(template) = template {
                    flow.statement(template);
                }
                std::mem::take(&mut flow.found)
            })
            .collect();
        // Whoever is shown may be set before it is known that it is.
        if flow.shown.len() == known {
            return found;
        }
    }
}

/// What is known of where constants go.
#[derive(Default)]
struct Flow {
    language: Language,
    /// The parameters of macros, by their names.
    macros: BTreeMap<String, Vec<String>>,
    /// The names that stand for whole templates.
    modules: BTreeSet<String>,
    /// The names whose values reach a reader; a macro's parameter behind the macro's name.
    shown: BTreeSet<String>,
    /// The macro that is gone through.
    within: Option<String>,
    found: Vec<Range<usize>>,
}

impl Flow {
    /// Notes the macros of a template, and what it names other templates.
    fn declare(&mut self, statement: &Stmt<'_>) {
        match statement {
            Stmt::Macro(one) => self.declare_macro(one),
            Stmt::CallBlock(block) => self.declare_macro(&block.macro_decl),
            Stmt::Import(import) => self.modules.extend(names(&import.name)),
            _ => {}
        }
        for body in bodies(statement) {
            for statement in body {
                self.declare(statement);
            }
        }
    }

    fn declare_macro(&mut self, one: &Macro<'_>) {
        self.macros.insert(one.name.to_owned(), one.args.iter().flat_map(names).collect());
    }

    fn statement(&mut self, statement: &Stmt<'_>) {
        match statement {
            Stmt::EmitExpr(emit) => self.expression(&emit.expr, true),
            Stmt::ForLoop(one) => self.every(one),
            Stmt::IfCond(one) => self.expression(&one.expr, false),
            Stmt::Set(set) => self.assigned(&set.target, &set.expr),
            Stmt::WithBlock(with) => with.assignments.iter().for_each(|(name, value)| self.assigned(name, value)),
            Stmt::FilterBlock(block) => self.expression(&block.filter, true),
            Stmt::SetBlock(block) => block.filter.iter().for_each(|filter| self.expression(filter, true)),
            Stmt::Macro(one) => return self.within_macro(one),
            Stmt::CallBlock(block) => {
                self.call(&block.call, true);
                return self.within_macro(&block.macro_decl);
            }
            Stmt::Do(one) => self.call(&one.call, false),
            _ => {}
        }
        for body in bodies(statement) {
            for statement in body {
                self.statement(statement);
            }
        }
    }

    fn within_macro(&mut self, one: &Macro<'_>) {
        let outer = self.within.replace(one.name.to_owned());
        // The last parameters are those that need not be given.
        let optional = one.args.len().saturating_sub(one.defaults.len());
        for (name, value) in one.args[optional..].iter().zip(&one.defaults) {
            self.assigned(name, value);
        }
        for statement in &one.body {
            self.statement(statement);
        }
        self.within = outer;
    }

    fn every(&mut self, one: &ForLoop<'_>) {
        self.assigned(&one.target, &one.iter);
        one.filter_expr.iter().for_each(|filter| self.expression(filter, false));
    }

    /// A value that is given names.
    fn assigned(&mut self, target: &Expr<'_>, value: &Expr<'_>) {
        let shown = names(target).iter().any(|name| self.shown.contains(&self.known_as(name)));
        self.expression(value, shown);
    }

    /// A name as it is kept: of a macro's parameter, with the macro.
    fn known_as(&self, name: &str) -> String {
        let own =
            |of: &&String| self.macros.get(*of).is_some_and(|parameters| parameters.iter().any(|one| one == name));
        self.within.as_ref().filter(own).map_or_else(|| name.to_owned(), |of| parameter(of, name))
    }

    /// An expression, whose value may reach a reader.
    fn expression(&mut self, expression: &Expr<'_>, shown: bool) {
        match expression {
            Expr::Const(one) if shown => self.constant(&one.value, one.span()),
            Expr::Var(var) if shown => drop(self.shown.insert(self.known_as(var.id))),
            Expr::Const(_) | Expr::Var(_) => {}
            Expr::Slice(slice) => self.expression(&slice.expr, shown),
            Expr::UnaryOp(one) => self.expression(&one.expr, shown && matches!(one.op, UnaryOpKind::Neg)),
            Expr::BinOp(one) => {
                use BinOpKind::{Add, Concat, Div, FloorDiv, Mul, Pow, Rem, ScAnd, ScOr, Sub};
                let kept = matches!(one.op, Add | Concat | Div | FloorDiv | Mul | Pow | Rem | ScAnd | ScOr | Sub);
                self.expression(&one.left, shown && kept);
                self.expression(&one.right, shown && kept);
            }
            Expr::Compare(one) => {
                self.expression(&one.expr, false);
                one.ops.iter().for_each(|op| self.expression(&op.expr, false));
            }
            Expr::IfExpr(one) => {
                self.expression(&one.test_expr, false);
                self.expression(&one.true_expr, shown);
                one.false_expr.iter().for_each(|other| self.expression(other, shown));
            }
            Expr::Filter(filter) => {
                let kept = shown && !ENDING.contains(&filter.name);
                filter.expr.iter().for_each(|of| self.expression(of, kept));
                let words = shown && WORDING.contains(&filter.name);
                filter.args.iter().for_each(|argument| self.expression(value(argument), words));
            }
            Expr::Test(test) => {
                self.expression(&test.expr, false);
                test.args.iter().for_each(|argument| self.expression(value(argument), false));
            }
            Expr::GetAttr(attribute) => {
                if let Expr::Var(root) = &attribute.expr
                    && self.modules.contains(root.id)
                {
                    if shown {
                        self.shown.insert(attribute.name.to_owned());
                    }
                } else {
                    self.expression(&attribute.expr, shown);
                }
            }
            Expr::GetItem(item) => {
                self.expression(&item.expr, shown);
                self.expression(&item.subscript_expr, false);
            }
            Expr::Call(call) => self.call(call, shown),
            Expr::List(list) => list.items.iter().for_each(|item| self.expression(item, shown)),
            Expr::Tuple(tuple) => tuple.items.iter().for_each(|item| self.expression(item, shown)),
            Expr::Map(map) => map.values.iter().for_each(|item| self.expression(item, shown)),
        }
    }

    /// What a call is given reaches a reader where the macro shows it, or the function computes with it or writes it.
    fn call(&mut self, call: &Call<'_>, shown: bool) {
        let name = match &call.expr {
            Expr::Var(function) => Some(function.id),
            Expr::GetAttr(method) => Some(method.name),
            _ => None,
        };
        let parameters = name.and_then(|name| self.macros.get(name)).cloned();
        for (at, argument) in call.args.iter().enumerate() {
            let named = match argument {
                CallArg::Kwarg(name, _) => Some(*name),
                _ => None,
            };
            let reaches = match (name, &parameters) {
                (Some(name), Some(parameters)) => {
                    let own = named.or_else(|| parameters.get(at).map(String::as_str));
                    own.is_none_or(|own| self.shown.contains(&parameter(name, own)))
                }
                (Some("namespace"), None) => shown,
                (Some("retning"), None) => shown && named.is_some_and(|named| WORDS.contains(&named)),
                (Some("efter_art" | "sig" | "opsat"), None) => shown && at > 0,
                (Some(name), None) if COMPUTING.contains(&name) => {
                    shown && named.is_none_or(|named| WORDS.contains(&named))
                }
                _ => false,
            };
            // Nothing is added by nothing: `forskel(x, 0)` is how large `x` is.
            let is_zero =
                |one: &Expr<'_>| matches!(one, Expr::Const(one) if one.value.is_number() && !one.value.is_true());
            let computed = name.is_some_and(|name| COMPUTING.contains(&name)) && is_zero(value(argument));
            self.expression(value(argument), reaches && !computed);
        }
    }

    fn constant(&mut self, constant: &minijinja::Value, span: Span) {
        let numeric = match constant.as_str() {
            // A sign is written before something: what stands behind it reads as another number.
            Some(text) => {
                text.ends_with(MINUS) || (!locale::is_period(text) && !numerals(self.language, text).is_empty())
            }
            None => constant.is_number(),
        };
        let place = |offset: u32| usize::try_from(offset).unwrap_or(usize::MAX);
        if numeric {
            self.found.push(place(span.start_offset)..place(span.end_offset));
        }
    }
}

fn parameter(of: &str, name: &str) -> String {
    format!("{of}({name}")
}

/// The statements within a statement; a macro's are gone through with its parameters.
pub(super) fn bodies<'a, 's>(statement: &'a Stmt<'s>) -> Vec<&'a [Stmt<'s>]> {
    match statement {
        Stmt::Template(template) => vec![&template.children],
        Stmt::ForLoop(one) => vec![&one.body, &one.else_body],
        Stmt::IfCond(one) => vec![&one.true_body, &one.false_body],
        Stmt::WithBlock(one) => vec![&one.body],
        Stmt::SetBlock(one) => vec![&one.body],
        Stmt::FilterBlock(one) => vec![&one.body],
        Stmt::Block(one) => vec![&one.body],
        Stmt::AutoEscape(one) => vec![&one.body],
        Stmt::Macro(one) => vec![&one.body],
        Stmt::CallBlock(one) => vec![&one.macro_decl.body],
        _ => Vec::new(),
    }
}

/// The names that a target gives.
pub(super) fn names(target: &Expr<'_>) -> Vec<String> {
    match target {
        Expr::Var(var) => vec![var.id.to_owned()],
        Expr::GetAttr(attribute) => names(&attribute.expr),
        Expr::List(list) => list.items.iter().flat_map(names).collect(),
        Expr::Tuple(tuple) => tuple.items.iter().flat_map(names).collect(),
        _ => Vec::new(),
    }
}

fn value<'a, 's>(argument: &'a CallArg<'s>) -> &'a Expr<'s> {
    match argument {
        CallArg::Pos(value) | CallArg::Kwarg(_, value) | CallArg::PosSplat(value) | CallArg::KwargSplat(value) => value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The constants found in templates, as they are written there.
    fn found(templates: &[&str]) -> Vec<String> {
        let found = constants(Language::default(), templates.iter().copied());
        let each = templates.iter().zip(found);
        each.flat_map(|(text, found)| found.into_iter().map(|range| text[range].to_owned())).collect()
    }

    #[test]
    fn a_constant_that_reaches_a_reader_is_found() {
        let cases: [(&str, &[&str]); 17] = [
            ("{{ forskel(v(\"a\"), 0) }}", &[]),
            ("{{ 42 }}", &["42"]),
            ("{{ \"−\" ~ v(\"a\") | antal }}", &["\"−\""]),
            ("{{ \"–\" }}", &[]),
            ("{{ \"42 familier\" }}", &["\"42 familier\""]),
            ("{{ 0.99 | pct(1) }}", &["0.99"]),
            ("{% set n = 17 %}{{ n * 2 }}", &["17", "2"]),
            ("{{ summen(v(\"a\"), 5) | antal }}", &["5"]),
            ("{% for i in range(3) %}{{ i }}{% endfor %}", &["3"]),
            ("{% for t in [(\"a\", 4)] %}{{ t[1] }}{% endfor %}", &["4"]),
            ("{{ \"ingen\" if v(\"a\") is under(1) else 12 }}", &["12"]),
            ("{% set gemt = namespace(n=8) %}{% set gemt.n = 9 %}{{ gemt.n }}", &["8", "9"]),
            ("{% macro m(a, b=3) %}{{ v(a) | pct(b) }}{% endmacro %}{{ m(\"andele-1-3\", 2) }}", &[]),
            ("{% macro m(a, b=3) %}{{ b }}{% endmacro %}{{ m(\"7\", 2) }}{{ m(1, b=6) }}", &["3", "2", "6"]),
            ("{{ v(\"a\", x=\"-6\") | antal(\"en af 10\", \"af 10\") }}", &["\"en af 10\"", "\"af 10\""]),
            ("{{ retning(v(\"a\"), v(\"b\"), graense=0.5, op=\"over 5\") }}", &["\"over 5\""]),
            ("{% set fra = \"2018-05\" %}{{ fra | periode }}{{ xs(\"a\") | length }}{{ liste[:3] }}", &[]),
        ];
        for (template, expected) in cases {
            assert_eq!(found(&[template]), expected, "{template}");
        }
    }

    #[test]
    fn a_constant_is_followed_from_one_template_to_another() {
        let uses = "{% import \"tal.typ\" as tal %}{% from \"m.typ\" import m %}{{ tal.n | antal }}{{ m(5) }}";
        let sets = "{% set n = 17 %}{% set m = 18 %}{% set ikke_vist = 19 %}";
        assert_eq!(found(&[uses, sets, "{% macro m(x) %}{{ x }}{% endmacro %}"]), ["5", "17"]);
    }
}
