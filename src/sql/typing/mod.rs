//! From what the parser read to a typed expression: every column found, every kind known, and everything that is wrong said at
//! its place before any row is read.

mod call;
mod cast;
mod compare;
mod empty;
mod literal;
mod named;
mod never;
mod outer;

use std::cell::RefCell;
use std::ops::Range;

use sqlparser::ast::{
    self, BinaryOperator, CaseWhen, CeilFloorKind, Expr, Ident, Spanned, TrimWhereField, UnaryOperator, ValueWithSpan,
};

use super::column::quoted;
use super::function::{self, JOINED};
use super::tree::{Comparison, Node, Operator, Typed};
use super::{Columns, Kind, Personal, Value};
use crate::diagnostic::{Code, Finding, did_you_mean};
use crate::dialect::Text;
use crate::spec::{ParameterSpec, Setting};

pub(super) use empty::said_of_empty;
pub(super) use literal::is_day;
pub(super) use outer::{AggregateCall, Frame, Gathered, Order, Outer, WindowCall, Windowed};

/// Types the expressions of one text.
pub(super) struct Typist<'a> {
    pub(super) text: Text<'a>,
    pub(super) parameters: &'a [ParameterSpec],
    pub(super) columns: &'a Columns,
    /// Names of columns that are there but of a type that no expression can use.
    pub(super) unusable: &'a [String],
    /// Where aggregates and windows are put aside; none where an expression can have none.
    pub(super) outer: Option<RefCell<Outer>>,
}

type Typing = Result<Typed, Finding>;

impl Typist<'_> {
    /// The typed expression.
    pub(super) fn expression(&self, expression: &Expr) -> Typing {
        let place = self.text.range(expression.span());
        let typed = |node, kind, of: &[&Typed]| Typed {
            node,
            kind,
            may_be_empty: of.iter().any(|part| part.may_be_empty),
            personal: None,
            codes: None,
            place: place.clone(),
        };
        Ok(match expression {
            Expr::Nested(inner) => self.expression(inner)?,
            Expr::Identifier(name) => self.name(name)?,
            Expr::CompoundIdentifier(names) => self.compound(names)?,
            Expr::Value(value) => self.value(value)?,
            Expr::TypedString(literal) => self.typed_string(literal)?,
            Expr::IsNull(one) | Expr::IsUnknown(one) => self.is_empty(one, true, place)?,
            Expr::IsNotNull(one) | Expr::IsNotUnknown(one) => self.is_empty(one, false, place)?,
            Expr::IsTrue(one) => self.is(one, true, true, place)?,
            Expr::IsNotTrue(one) => self.is(one, true, false, place)?,
            Expr::IsFalse(one) => self.is(one, false, true, place)?,
            Expr::IsNotFalse(one) => self.is(one, false, false, place)?,
            Expr::IsDistinctFrom(one, other) => self.distinct(one, other, true, place)?,
            Expr::IsNotDistinctFrom(one, other) => self.distinct(one, other, false, place)?,
            Expr::InList { expr, list, negated } => self.in_list(expr, list, !negated, place)?,
            Expr::Between { expr, negated, low, high } => self.between(expr, low, high, !negated, place)?,
            Expr::Like { negated, any: false, expr, pattern, escape_char: None } => {
                self.like(expr, pattern, !negated, false, place)?
            }
            Expr::ILike { negated, any: false, expr, pattern, escape_char: None } => {
                self.like(expr, pattern, !negated, true, place)?
            }
            Expr::BinaryOp { left, op, right } => self.binary(left, op, right, place)?,
            Expr::UnaryOp { op: UnaryOperator::Not, expr } => {
                let one = self.condition(expr)?;
                typed(Node::Not(Box::new(one.clone())), Kind::Truth, &[&one])
            }
            Expr::UnaryOp { op: UnaryOperator::Minus, expr } => self.negative(expr, place)?,
            Expr::UnaryOp { op: UnaryOperator::Plus, expr } => self.number(expr)?,
            Expr::Case { operand, conditions, else_result, .. } => {
                self.case(operand.as_deref(), conditions, else_result.as_deref(), place)?
            }
            Expr::Cast {
                kind: ast::CastKind::Cast | ast::CastKind::DoubleColon,
                expr,
                data_type,
                array: false,
                format: None,
            } => self.cast(expr, data_type, place)?,
            Expr::Extract { field, expr, .. } => self.extract(&field.to_string(), expr, place)?,
            Expr::Ceil { expr, field: CeilFloorKind::DateTimeField(ast::DateTimeField::NoDateTime) } => {
                self.known_call("CEIL", &[expr], place)?
            }
            Expr::Floor { expr, field: CeilFloorKind::DateTimeField(ast::DateTimeField::NoDateTime) } => {
                self.known_call("FLOOR", &[expr], place)?
            }
            Expr::Position { expr, r#in } => self.known_call("STRPOS", &[r#in, expr], place)?,
            Expr::Substring { expr, substring_from: Some(from), substring_for, .. } => {
                let taken: Vec<&Expr> = [&**expr, &**from].into_iter().chain(substring_for.as_deref()).collect();
                self.known_call("SUBSTRING", &taken, place)?
            }
            Expr::Trim { trim_where, trim_what, expr, trim_characters: None } => {
                let name = match trim_where {
                    None | Some(TrimWhereField::Both) => "BTRIM",
                    Some(TrimWhereField::Leading) => "LTRIM",
                    Some(TrimWhereField::Trailing) => "RTRIM",
                };
                let taken: Vec<&Expr> = [&**expr].into_iter().chain(trim_what.as_deref()).collect();
                self.known_call(name, &taken, place)?
            }
            Expr::Function(call) => self.call(call, place)?,
            Expr::Interval(_) => {
                return Err(self
                    .wrong(Code::SqlType, "a length of time stands by itself", place, "to what is it added?")
                    .help("add it to a day: Startdato + INTERVAL '3 months'"));
            }
            Expr::Subquery(_) | Expr::InSubquery { .. } | Expr::Exists { .. } => {
                return Err(self
                    .wrong(Code::SqlFunction, "a query inside an expression is not offered", place, "a query")
                    .help("join the table instead, or make the inner query a view"));
            }
            _ => {
                return Err(self
                    .wrong(Code::SqlFunction, "this is not offered in SQL here", place, "not offered")
                    .help("docs/sql.md lists what is"));
            }
        })
    }

    /// An expression that is true or false.
    pub(super) fn condition(&self, expression: &Expr) -> Typing {
        let typed = self.expression(expression)?;
        if matches!(typed.kind, Kind::Truth | Kind::Nothing) {
            return Ok(typed);
        }
        Err(self
            .wrong(
                Code::SqlType,
                "this is neither true nor false",
                typed.place.clone(),
                format!("is {}", typed.kind.in_words()),
            )
            .help("compare it with something, such as: Trin >= 4"))
    }

    fn number(&self, expression: &Expr) -> Typing {
        let typed = self.expression(expression)?;
        if typed.kind.is_number() || typed.kind == Kind::Nothing {
            return Ok(typed);
        }
        let label = format!("is {}", typed.kind.in_words());
        let finding = self.wrong(Code::SqlType, "this cannot be computed with", typed.place.clone(), label);
        Err(finding.help("a text with digits is made a number by CAST(... AS NUMERIC)"))
    }

    pub(super) fn wrong(
        &self,
        code: Code,
        message: impl Into<String>,
        place: Range<usize>,
        label: impl Into<String>,
    ) -> Finding {
        self.text.wrong(code, message, place, label)
    }

    /// The SQL at a place, as it is written.
    pub(super) fn written(&self, place: &Range<usize>) -> &str {
        self.text.sql.value.get(place.clone()).unwrap_or_default()
    }

    fn name(&self, name: &Ident) -> Typing {
        let place = self.text.range(name.span);
        if let Some(parameter) = name.value.strip_prefix('@').filter(|_| name.quote_style.is_none()) {
            return self.parameter(parameter, place);
        }
        let fitting: Vec<usize> = (0..self.columns.len()).filter(|at| self.columns[*at].name == name.value).collect();
        match fitting[..] {
            [at] => Ok(self.column(at, place)),
            [] => Err(self.no_column(&name.value, None, place)),
            [first, ..] => {
                let tables: Vec<String> =
                    fitting.iter().map(|at| format!("{}.{}", self.columns[*at].table, quoted(&name.value))).collect();
                let message = format!("several tables have a column `{}`", self.columns[first].name);
                Err(self
                    .wrong(Code::SqlColumn, message, place, "which of them?")
                    .help(format!("write {}", tables.join(" or "))))
            }
        }
    }

    fn compound(&self, names: &[Ident]) -> Typing {
        let [table, name] = names else {
            let whole = names.first().map_or(0..0, |name| self.text.range(name.span));
            return Err(self.wrong(Code::SqlColumn, "this names no column", whole, "a table and a column, not more"));
        };
        let place = self.text.range(table.span).start..self.text.range(name.span).end;
        let found = (0..self.columns.len()).find(|at| {
            let column = &self.columns[*at];
            column.table == table.value && column.name == name.value
        });
        found.map(|at| self.column(at, place.clone())).ok_or_else(|| {
            let tables = || self.columns.iter().map(|column| column.table.as_str()).filter(|table| !table.is_empty());
            if tables().any(|known| known == table.value) {
                return self.no_column(&name.value, Some(&table.value), self.text.range(name.span));
            }
            let message = format!("there is no table `{}` in this query", table.value);
            let finding = self.wrong(Code::SqlColumn, message, self.text.range(table.span), "not a table here");
            match did_you_mean(&table.value, tables()) {
                Some(likely) => finding.help(format!("did you mean {likely}?")),
                None => finding.help("name the tables in FROM; one that has another name behind AS goes by that"),
            }
        })
    }

    pub(super) fn column(&self, at: usize, place: Range<usize>) -> Typed {
        let column = &self.columns[at];
        Typed {
            node: Node::Column(at),
            kind: column.kind,
            may_be_empty: column.may_be_empty,
            personal: column.personal.clone(),
            codes: column.codes.clone(),
            place,
        }
    }

    fn no_column(&self, name: &str, table: Option<&str>, place: Range<usize>) -> Finding {
        if self.unusable.iter().any(|known| known == name) {
            let message = format!("the column `{name}` is of a type that no expression can use");
            return self.wrong(Code::SqlColumn, message, place, "not a text, number, day, or true or false");
        }
        let here = self.columns.iter().filter(|column| table.is_none_or(|table| column.table == table));
        let names: Vec<&str> = here.map(|column| column.name.as_str()).collect();
        let finding =
            self.wrong(Code::SqlColumn, format!("there is no column `{name}` here"), place.clone(), "not a column");
        let finding = if let Some(likely) = did_you_mean(name, names.iter().copied()) {
            finding.help(format!("did you mean {}?", quoted(likely)))
        } else {
            let shown: Vec<String> = names.iter().map(|name| quoted(name)).collect();
            finding.help(format!("the columns are {}", shown.join(", ")))
        };
        // What someone meant as a text was written without its quotes, or with those of a name.
        let is_code = self.columns.iter().any(|column| match &column.codes {
            Some(crate::schema::Codes::Text(codes)) => codes.iter().any(|code| code == name),
            _ => false,
        });
        if is_code || self.written(&place).starts_with('"') || !self.text.sql.value.contains('\'') {
            return finding.help(format!("a text stands in single quotes: '{name}'"));
        }
        finding
    }

    fn parameter(&self, name: &str, place: Range<usize>) -> Typing {
        let Some(parameter) = self.parameters.iter().find(|parameter| parameter.name.value == name) else {
            let finding = self.wrong(
                Code::UnknownName,
                format!("there is no parameter `{name}`"),
                place,
                "not a parameter of this spec",
            );
            return Err(match did_you_mean(name, self.parameters.iter().map(|parameter| parameter.name.as_str())) {
                Some(likely) => finding.help(format!("did you mean @{likely}?")),
                None => finding.help("declare it in [parameters]; a text stands in single quotes"),
            });
        };
        Ok(literal::of_setting(&parameter.value, place))
    }

    fn value(&self, value: &ValueWithSpan) -> Typing {
        literal::of(&value.value, self.text.range(value.span)).map_err(|place| {
            self.wrong(
                Code::SqlFunction,
                "this is not offered in SQL here",
                place,
                "not a text, a number, TRUE, FALSE or NULL",
            )
            .help("a text stands in single quotes, a number as 7 or 7.5")
        })
    }

    fn is_empty(&self, one: &Expr, is: bool, place: Range<usize>) -> Typing {
        let one = self.expression(one)?;
        Ok(truth(Node::Empty(Box::new(one), is), false, place))
    }

    fn is(&self, one: &Expr, wanted: bool, is: bool, place: Range<usize>) -> Typing {
        let one = self.condition(one)?;
        Ok(truth(Node::Is(Box::new(one), wanted, is), false, place))
    }

    fn negative(&self, inner: &Expr, place: Range<usize>) -> Typing {
        let one = self.number(inner)?;
        let place = place.start.min(one.place.start.saturating_sub(1))..one.place.end;
        if let Some(value) = one.literal() {
            let value = match value {
                Value::Whole(whole) => Value::Whole(-whole),
                Value::Number(number) => Value::Number(-number),
                other => other.clone(),
            };
            return Ok(Typed { node: Node::Literal(value), place, ..one });
        }
        Ok(Typed { node: Node::Negative(Box::new(one.clone())), codes: None, place, ..one })
    }

    fn binary(&self, left: &Expr, operator: &BinaryOperator, right: &Expr, place: Range<usize>) -> Typing {
        let comparison = match operator {
            BinaryOperator::And | BinaryOperator::Or => {
                let (one, other) = (self.condition(left)?, self.condition(right)?);
                let may_be_empty = one.may_be_empty || other.may_be_empty;
                let is_and = *operator == BinaryOperator::And;
                let mut all = Vec::new();
                for part in [one, other] {
                    match (&part.node, is_and) {
                        (Node::And(parts), true) | (Node::Or(parts), false) => all.extend(parts.iter().cloned()),
                        _ => all.push(part),
                    }
                }
                return Ok(truth(if is_and { Node::And(all) } else { Node::Or(all) }, may_be_empty, place));
            }
            BinaryOperator::Plus => return self.arithmetic(Operator::Plus, left, right, place),
            BinaryOperator::Minus => return self.arithmetic(Operator::Minus, left, right, place),
            BinaryOperator::Multiply => return self.arithmetic(Operator::Times, left, right, place),
            BinaryOperator::Divide => return self.arithmetic(Operator::Over, left, right, place),
            BinaryOperator::Modulo => return self.arithmetic(Operator::Rest, left, right, place),
            BinaryOperator::StringConcat => return self.joined(left, right, place),
            BinaryOperator::Eq => Comparison::Equal,
            BinaryOperator::NotEq => Comparison::Unequal,
            BinaryOperator::Lt => Comparison::Less,
            BinaryOperator::LtEq => Comparison::AtMost,
            BinaryOperator::Gt => Comparison::Greater,
            BinaryOperator::GtEq => Comparison::AtLeast,
            other => {
                let message = format!("the operator `{other}` is not offered in SQL here");
                return Err(self
                    .wrong(Code::SqlFunction, message, place, "not offered")
                    .help("docs/sql.md lists what is; equal is `=`, not equal `<>`, joined `||`"));
            }
        };
        self.compare(comparison, left, right, place)
    }

    fn joined(&self, left: &Expr, right: &Expr, place: Range<usize>) -> Typing {
        let (one, other) = (self.expression(left)?, self.expression(right)?);
        if !one.kind.is_text() && !other.kind.is_text() {
            let label = format!("{} and {}", one.kind.in_words(), other.kind.in_words());
            return Err(self
                .wrong(Code::SqlType, "`||` joins texts, and none of these is one", place, label)
                .help("CAST(... AS VARCHAR) makes a text of a value"));
        }
        self.called(&JOINED, vec![one, other], place)
    }

    fn arithmetic(&self, operator: Operator, left: &Expr, right: &Expr, place: Range<usize>) -> Typing {
        if let (Operator::Plus | Operator::Minus, Expr::Interval(interval)) = (operator, right) {
            return self.interval(left, interval, operator == Operator::Minus, place);
        }
        let (one, other) = (self.expression(left)?, self.expression(right)?);
        let kind = match (operator, one.kind, other.kind) {
            (_, Kind::Nothing, Kind::Nothing) => Kind::Nothing,
            (Operator::Minus, Kind::Day, Kind::Day) => Kind::Whole,
            (Operator::Plus | Operator::Minus, Kind::Day, Kind::Whole | Kind::Nothing)
            | (Operator::Plus, Kind::Whole | Kind::Nothing, Kind::Day) => Kind::Day,
            (Operator::Over, Kind::Whole, Kind::Whole) => {
                let (a, b) = (self.written(&one.place).to_owned(), self.written(&other.place).to_owned());
                let plain = b.chars().all(|letter| letter.is_alphanumeric() || ['_', '.', '"'].contains(&letter));
                let below = if plain { b.clone() } else { format!("({b})") };
                let message = "a whole number divided by a whole number loses what is left over";
                return Err(self
                    .wrong(Code::SqlType, message, place, "gives a whole number, as in PostgreSQL")
                    .help(format!("with decimals: CAST({a} AS NUMERIC) / {below}; without: DIV({a}, {b})")));
            }
            (_, one, other) if one.is_number() && other.is_number() => {
                if one == other {
                    one
                } else {
                    Kind::Number
                }
            }
            (_, Kind::Nothing, kind) | (_, kind, Kind::Nothing) if kind.is_number() => kind,
            (_, one_kind, other_kind) => {
                return Err(self.not_computed(operator, one_kind, other_kind, &one, &other, place));
            }
        };
        Ok(Typed {
            may_be_empty: one.may_be_empty || other.may_be_empty,
            personal: Personal::of_all([&one.personal, &other.personal]).map(Personal::blurred),
            node: Node::Arithmetic(operator, Box::new(one), Box::new(other)),
            kind,
            codes: None,
            place,
        })
    }

    fn not_computed(
        &self,
        operator: Operator,
        one_kind: Kind,
        other_kind: Kind,
        one: &Typed,
        other: &Typed,
        place: Range<usize>,
    ) -> Finding {
        let label = format!("{} and {}", one_kind.in_words(), other_kind.in_words());
        let finding = self.wrong(Code::SqlType, "these cannot be computed with each other", place, label);
        let text = if one_kind.is_text() { one } else { other };
        match (operator, one_kind, other_kind) {
            (Operator::Plus, one, other) if one.is_text() && other.is_text() => {
                finding.help("texts are joined by `||`")
            }
            (_, Kind::Day, _) | (_, _, Kind::Day) => {
                finding.help("a day and a whole number of days, two days, or a day and INTERVAL '3 months'")
            }
            (_, Kind::Month, _) | (_, _, Kind::Month) => {
                finding.help("months are texts; count between days instead, or use project_months")
            }
            (_, one, other) if one.is_text() || other.is_text() => finding
                .help(format!("a text with digits is made a number by CAST({} AS NUMERIC)", self.written(&text.place))),
            _ => finding.help("count conditions with CASE WHEN ... THEN 1 ELSE 0 END"),
        }
    }

    fn case(
        &self,
        operand: Option<&Expr>,
        conditions: &[CaseWhen],
        otherwise: Option<&Expr>,
        place: Range<usize>,
    ) -> Typing {
        let mut whens = Vec::new();
        for CaseWhen { condition, result } in conditions {
            let when = match operand {
                Some(operand) => {
                    let here = self.text.range(condition.span());
                    self.compare(Comparison::Equal, operand, condition, here)?
                }
                None => self.condition(condition)?,
            };
            whens.push((when, self.expression(result)?));
        }
        let otherwise = otherwise.map(|otherwise| self.expression(otherwise)).transpose()?;
        let results: Vec<&Typed> = whens.iter().map(|(_, then)| then).chain(&otherwise).collect();
        let kind = self.common(&results)?;
        let may_be_empty = otherwise.is_none() || results.iter().any(|result| result.may_be_empty);
        let personal = Personal::of_all(results.iter().map(|result| &result.personal));
        let codes = literal::codes_of(&results);
        Ok(Typed { node: Node::Case(whens, otherwise.map(Box::new)), kind, may_be_empty, personal, codes, place })
    }

    /// The kind that all of them can be had in.
    pub(super) fn common(&self, all: &[&Typed]) -> Result<Kind, Finding> {
        let mut kind = Kind::Nothing;
        for one in all {
            kind = kind.common(one.kind).ok_or_else(|| {
                let label = format!("is {}, and another is {}", one.kind.in_words(), kind.in_words());
                self.wrong(Code::SqlType, "these are of different kinds", one.place.clone(), label)
                    .help("let all be of one kind, with CAST where they must meet")
            })?;
        }
        Ok(kind)
    }

    /// A function by its name here, of expressions.
    fn known_call(&self, name: &str, taken: &[&Expr], place: Range<usize>) -> Typing {
        let taken = taken.iter().map(|one| self.expression(one)).collect::<Result<Vec<Typed>, _>>()?;
        let function = function::named(name).expect("the grammar's own functions are offered");
        self.called(function, taken, place)
    }
}

/// What is true or false.
fn truth(node: Node, may_be_empty: bool, place: Range<usize>) -> Typed {
    Typed { node, kind: Kind::Truth, may_be_empty, personal: None, codes: None, place }
}

/// A parameter's value as an expression's.
fn setting(setting: &Setting) -> (Value<'static>, Kind) {
    match setting {
        Setting::Number(number) => match literal::whole(*number) {
            Some(whole) => (Value::Whole(whole), Kind::Whole),
            None => (Value::Number(*number), Kind::Number),
        },
        Setting::Text(text) => (Value::text(text.clone()), Kind::Text),
    }
}
