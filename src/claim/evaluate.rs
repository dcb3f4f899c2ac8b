//! An expression over the exhibits' values: units judged, numbers found, statements decided.
//!
//! All that is wrong with what an expression names and combines is found in one go; only then its truth counts.

use std::ops::Range;

use super::differs::{differs, differs_from};
use super::number::{Cell, Number, pair};
use super::predicate::{Compared, Held, Tolerance, constant, distance_unit, rank};
use super::scan::Wrong;
use super::select::select;
use super::syntax::{Function, Kind, Literal, LiteralUnit, Node, Op, Quantifier, Rank};
use super::trend::trend;
use super::{Exhibit, Operand};
use crate::diagnostic::Code;
use crate::estimate::sum;
use crate::value::{Arithmetic, Unit};

/// What an expression came to.
pub(super) struct Outcome {
    /// None where the expression is wrong.
    pub(super) held: Option<Held>,
    pub(super) wrongs: Vec<(Code, Wrong)>,
    /// The values named; their spans are in the expression's text.
    pub(super) operands: Vec<Operand>,
}

/// Evaluates an expression.
pub(super) fn evaluate(exhibits: &[Exhibit<'_>], text: &str, root: &Node) -> Outcome {
    let mut evaluator = Evaluator { exhibits, text, wrongs: Vec::new(), operands: Vec::new() };
    let held = evaluator.single(root);
    let held = held.filter(|_| evaluator.wrongs.is_empty());
    Outcome { held, wrongs: evaluator.wrongs, operands: evaluator.operands }
}

/// A statement about one number or about each of several.
struct Truth {
    many: bool,
    cells: Vec<Held>,
}

impl Truth {
    fn one(held: Held) -> Self {
        Self { many: false, cells: vec![held] }
    }
}

struct Evaluator<'a> {
    exhibits: &'a [Exhibit<'a>],
    text: &'a str,
    wrongs: Vec<(Code, Wrong)>,
    operands: Vec<Operand>,
}

impl<'a> Evaluator<'a> {
    fn text(&self, node: &Node) -> &'a str {
        self.text.get(node.span.clone()).unwrap_or_default()
    }

    fn wrong<T>(&mut self, code: Code, span: Range<usize>, message: impl Into<String>, help: &str) -> Option<T> {
        self.wrongs.push((code, Wrong::new(span, message, help)));
        None
    }

    /// A statement that is so or is not: not one for each of several values.
    fn single(&mut self, node: &Node) -> Option<Held> {
        let truth = self.truth(node)?;
        if truth.many {
            let help = "say of how many it must be so: `all(…)`, `any(…)` or `none(…)`";
            return self.wrong(Code::ClaimMeaning, node.span.clone(), "this compares several values one by one", help);
        }
        truth.cells.into_iter().next()
    }

    fn truth(&mut self, node: &Node) -> Option<Truth> {
        match &node.kind {
            Kind::And(parts) => self.joined(parts, false),
            Kind::Or(parts) => self.joined(parts, true),
            Kind::Not(of) => {
                let mut truth = self.truth(of)?;
                for cell in &mut truth.cells {
                    cell.so = cell.so.map(|so| !so);
                }
                Some(truth)
            }
            Kind::Quantified { how, of } => self.quantified(*how, of),
            Kind::Compare { left, op, right, within, printed } => {
                self.compare(node, (left, right), *op, within.as_deref(), *printed)
            }
            Kind::Trend { of, trend: way } => {
                let number = self.several(of)?;
                Some(Truth::one(trend(&number, self.text(of), *way)))
            }
            Kind::Constant { of, within } => {
                let number = self.several(of)?;
                let tolerance = self.tolerance(within, &number.unit)?;
                Some(Truth::one(constant(&number, self.text(of), tolerance)))
            }
            Kind::Rank { of, rank, among } => self.rank(of, *rank, among),
            Kind::Differs { left, right, paired } => self.differs(node, (left, right), *paired),
            Kind::Literal(_) | Kind::Select(_) | Kind::Call { .. } | Kind::Arithmetic { .. } | Kind::Negative(_) => {
                // What it names may be wrong as well.
                self.number(node);
                let help = "compare it: `… > …`, `… rises`, `… is highest of …`";
                self.wrong(Code::ClaimMeaning, node.span.clone(), "this is a number, and nothing is said of it", help)
            }
        }
    }

    /// Statements of which all must hold, or one where `one` is enough.
    fn joined(&mut self, parts: &[Node], one: bool) -> Option<Truth> {
        let parts: Vec<Option<Held>> = parts.iter().map(|part| self.single(part)).collect();
        let parts: Vec<Held> = parts.into_iter().collect::<Option<_>>()?;
        Some(Truth::one(together(parts, one)))
    }

    fn quantified(&mut self, how: Quantifier, of: &Node) -> Option<Truth> {
        let truth = self.truth(of)?;
        if !truth.many {
            let help = "let it be about several: `all(my-figure[SU, *] < 12)`";
            return self.wrong(Code::ClaimMeaning, of.span.clone(), "this is about one value only", help);
        }
        if truth.cells.is_empty() {
            let why = vec![format!("there are no values for `{}`", self.text(of))];
            return Some(Truth::one(Held { at: Vec::new(), so: None, why }));
        }
        let mut held = together(truth.cells, how != Quantifier::All);
        if how == Quantifier::None {
            held.so = held.so.map(|so| !so);
        }
        Some(Truth::one(held))
    }

    fn compare(
        &mut self,
        node: &Node,
        (left_node, right_node): (&Node, &Node),
        op: Op,
        within: Option<&Node>,
        printed: bool,
    ) -> Option<Truth> {
        let (left, right) = (self.number(left_node), self.number(right_node));
        let (left, right) = (left?, right?);
        let Some(unit) = left.unit.meet(&right.unit) else {
            let message = format!("{} is compared with {}", left.unit.describe(), right.unit.describe());
            return self.wrong(Code::ClaimUnits, node.span.clone(), message, help_for_units(&left.unit, &right.unit));
        };
        let tolerance = match within {
            Some(within) => Some(self.tolerance(within, &unit)?),
            None => None,
        };
        let literal = if printed { Some(self.literal(right_node)?) } else { None };
        let Some(pairs) = pair(&left, &right) else { return self.nothing_in_common(node) };
        let (left_text, right_text) = (self.text(left_node), self.text(right_node));
        let compared = Compared { op, unit: &unit, tolerance, printed: literal, left: left_text, right: right_text };
        let cells = pairs.iter().map(|pair| compared.judge(pair)).collect();
        Some(Truth { many: left.many || right.many, cells })
    }

    fn differs(&mut self, node: &Node, (left, right): (&Node, &Node), paired: bool) -> Option<Truth> {
        let begun = self.operands.len();
        let (one, other) = (self.number(left), self.number(right));
        let (one, other) = (one?, other?);
        if matches!(left.kind, Kind::Select(_))
            && is_stated(right)
            && let ([a], Some(stated), false) = (&self.operands[begun..], other.value(), one.many)
        {
            if one.unit.meet(&other.unit).is_none() {
                let message = format!("{} is compared with {}", one.unit.describe(), other.unit.describe());
                return self.wrong(
                    Code::ClaimUnits,
                    node.span.clone(),
                    message,
                    help_for_units(&one.unit, &other.unit),
                );
            }
            return match differs_from(self.exhibits, a, stated, self.text(right), paired) {
                Ok(held) => Some(Truth::one(held)),
                Err((message, help)) => self.wrong(Code::ClaimMeaning, node.span.clone(), message, help),
            };
        }
        let selected = [left, right].iter().all(|side| matches!(side.kind, Kind::Select(_)));
        let [a, b] = &self.operands[begun..] else { return self.untestable(node) };
        if !selected || one.many || other.many {
            return self.untestable(node);
        }
        match differs(self.exhibits, a, b, paired) {
            Ok(held) => Some(Truth::one(held)),
            Err((message, help)) => self.wrong(Code::ClaimMeaning, node.span.clone(), message, help),
        }
    }

    fn untestable<T>(&mut self, node: &Node) -> Option<T> {
        let help =
            "name one count or share of an exhibit on each side: `my-figure[SU, A] differs from my-figure[SU, B]`";
        self.wrong(Code::ClaimMeaning, node.span.clone(), "a test needs the counts themselves", help)
    }

    fn nothing_in_common<T>(&mut self, node: &Node) -> Option<T> {
        let help = "values are compared where their keys are the same: let both go over the same dimension";
        self.wrong(Code::ClaimMeaning, node.span.clone(), "the values on the two sides stand at different keys", help)
    }

    /// The number that is meant as printed; only a stated one has decimals.
    fn literal<'n>(&mut self, node: &'n Node) -> Option<&'n Literal> {
        match &node.kind {
            Kind::Literal(literal) => Some(literal),
            Kind::Negative(of) => self.literal(of),
            _ => {
                let help = "write the number: `= 29 % as printed`";
                self.wrong(Code::ClaimMeaning, node.span.clone(), "only a stated number can be meant as printed", help)
            }
        }
    }

    /// How near is near, for numbers of a unit.
    fn tolerance(&mut self, node: &Node, unit: &Unit) -> Option<Tolerance> {
        let Kind::Literal(literal) = &node.kind else { return None };
        if literal.unit == LiteralUnit::Percent {
            return Some(Tolerance::Relative(literal.written / 100.0));
        }
        let own = value_of(literal);
        if distance_unit(unit).meet(&own.unit).is_none() {
            let message = format!("{} cannot be near {} by {}", unit.describe(), unit.describe(), own.unit.describe());
            let help = "shares are near each other by `2 pp`, anything by `5 %` of what it is compared with";
            return self.wrong(Code::ClaimUnits, node.span.clone(), message, help);
        }
        own.value().map(Tolerance::Absolute)
    }

    fn rank(&mut self, of: &Node, place: Rank, among: &Node) -> Option<Truth> {
        let operands = self.operands.len();
        let (number, others) = (self.number(of), self.several(among));
        let (number, others) = (number?, others?);
        if number.many {
            let help = "name one value before `is`, and all of them behind `of`";
            return self.wrong(
                Code::ClaimMeaning,
                of.span.clone(),
                "only one value can have a place among others",
                help,
            );
        }
        if number.unit.meet(&others.unit).is_none() {
            let message = format!("{} is ranked among {}", number.unit.describe(), others.unit.describe());
            return self.wrong(Code::ClaimUnits, of.span.clone(), message, "rank like among like");
        }
        let itself = match (&self.operands[operands..], &of.kind, &among.kind) {
            ([one, all], Kind::Select(_), Kind::Select(_)) => {
                let is_one = |(key, _): &(crate::value::Key, Option<f64>)| one.values.iter().any(|(own, _)| own == key);
                one.exhibit == all.exhibit && all.values.iter().any(is_one)
            }
            _ => true,
        };
        Some(Truth::one(rank(&number, self.text(of), place, &others, itself)))
    }

    /// Several numbers.
    fn several(&mut self, node: &Node) -> Option<Number> {
        let number = self.number(node)?;
        if !number.many {
            let help = "name several, such as `my-figure[SU, *]` or `my-figure[SU, first..6]`";
            return self.wrong(Code::ClaimMeaning, node.span.clone(), "several values are needed here, not one", help);
        }
        Some(number)
    }

    fn number(&mut self, node: &Node) -> Option<Number> {
        match &node.kind {
            Kind::Literal(literal) => Some(value_of(literal)),
            Kind::Select(selection) => match select(self.exhibits, selection, &node.span) {
                Ok((number, operand)) => {
                    let text = self.text(node).to_owned();
                    self.operands.push(Operand { text, span: node.span.clone(), ..operand });
                    Some(number)
                }
                Err(wrong) => {
                    self.operands.push(Operand {
                        text: self.text(node).to_owned(),
                        span: node.span.clone(),
                        exhibit: selection.exhibit.text.clone(),
                        values: Vec::new(),
                        shown: "nothing".to_owned(),
                    });
                    self.wrongs.push((Code::UnknownName, wrong));
                    None
                }
            },
            Kind::Negative(of) => {
                let number = self.number(of)?;
                let unit = number.unit.clone();
                Some(number.map(unit, |value| -value))
            }
            Kind::Arithmetic { left, op, right } => {
                let (left, right) = (self.number(left), self.number(right));
                self.arithmetic(node, &left?, *op, &right?)
            }
            Kind::Call { function, arguments } => {
                let numbers: Vec<Option<Number>> = arguments.iter().map(|argument| self.number(argument)).collect();
                let numbers: Vec<Number> = numbers.into_iter().collect::<Option<_>>()?;
                self.call(node, *function, numbers)
            }
            _ => {
                let help = "`and` and `or` join statements; in arithmetic only numbers can stand";
                self.wrong(Code::ClaimMeaning, node.span.clone(), "a number is needed here, not a statement", help)
            }
        }
    }

    fn arithmetic(&mut self, node: &Node, left: &Number, op: Arithmetic, right: &Number) -> Option<Number> {
        let Some(unit) = left.unit.combine(op, &right.unit) else {
            let verb = match op {
                Arithmetic::Plus => "added to",
                Arithmetic::Minus => "taken together by `-` with",
                Arithmetic::Times => "multiplied by",
                Arithmetic::Over => "divided by",
            };
            let message = format!("{} is {verb} {}", left.unit.describe(), right.unit.describe());
            return self.wrong(Code::ClaimUnits, node.span.clone(), message, help_for_units(&left.unit, &right.unit));
        };
        let Some(pairs) = pair(left, right) else { return self.nothing_in_common(node) };
        let mut cells = Vec::new();
        for pair in pairs {
            let n = |cell: &Option<Cell>| cell.as_ref().and_then(|cell| cell.n);
            let value = |cell: &Option<Cell>| cell.as_ref().and_then(|cell| cell.value);
            let (a_n, b_n) = (n(&pair.left), n(&pair.right));
            if let (Arithmetic::Plus, Some(a), Some(b)) = (op, a_n, b_n)
                && a != b
            {
                return self.over_different(node, a, b);
            }
            let result = value(&pair.left).zip(value(&pair.right)).map(|(a, b)| match op {
                Arithmetic::Plus => a + b,
                Arithmetic::Minus => a - b,
                Arithmetic::Times => a * b,
                Arithmetic::Over => a / b,
            });
            // Nothing can be divided by zero, so that there is no number then.
            let result = result.filter(|value| value.is_finite());
            cells.push(Cell { at: pair.at, value: result, n: a_n.filter(|n| Some(*n) == b_n) });
        }
        Some(Number { unit, many: left.many || right.many, cells })
    }

    fn over_different<T>(&mut self, node: &Node, a: u64, b: u64) -> Option<T> {
        let message = format!("averages over different people ({a} and {b}) cannot be added");
        self.wrong(Code::ClaimUnits, node.span.clone(), message, "add their numerators, or compare them one by one")
    }

    fn call(&mut self, node: &Node, function: Function, numbers: Vec<Number>) -> Option<Number> {
        let mut numbers = numbers.into_iter();
        let number = numbers.next()?;
        let unit = number.unit.clone();
        match function {
            Function::Abs => Some(number.map(unit, f64::abs)),
            Function::Round => {
                let step = numbers.next()?;
                let Some(met) = unit.meet(&step.unit).or_else(|| distance_unit(&unit).meet(&step.unit)) else {
                    let message = format!("{} is rounded to {}", unit.describe(), step.unit.describe());
                    return self.wrong(
                        Code::ClaimUnits,
                        node.span.clone(),
                        message,
                        "round to a number of the same unit",
                    );
                };
                let unit = if met == distance_unit(&unit) { unit } else { met };
                match step.value().filter(|step| *step > 0.0) {
                    Some(step) => Some(number.map(unit, |value| (value / step).round() * step)),
                    None => {
                        self.wrong(Code::ClaimMeaning, node.span.clone(), "the step to round to is not above zero", "")
                    }
                }
            }
            Function::Change => {
                let to = numbers.next()?;
                let difference = self.arithmetic(node, &to, Arithmetic::Minus, &number)?;
                let ratio = Number { unit: Unit::Number, ..difference };
                self.arithmetic(node, &ratio, Arithmetic::Over, &Number { unit: Unit::Number, ..number })
            }
            Function::Sum | Function::Max | Function::Min | Function::Mean => {
                if !number.many {
                    let message = format!("`{}` is of several values, and this is one", function.name());
                    let help = "name several, such as `my-figure[*, 1]`";
                    return self.wrong(Code::ClaimMeaning, node.span.clone(), message, help);
                }
                if function == Function::Sum
                    && let Some((a, b)) = number.over_different()
                {
                    return self.over_different(node, a, b);
                }
                let value = number.all().map(|mut all| {
                    all.sort_by(f64::total_cmp);
                    let sum = sum(all.iter().copied());
                    match function {
                        Function::Max => all[all.len() - 1],
                        Function::Min => all[0],
                        Function::Mean => sum / all.len() as f64,
                        _ => sum,
                    }
                });
                Some(Number::one(value, unit))
            }
        }
    }
}

/// A stated number.
pub(super) fn value_of(literal: &Literal) -> Number {
    let scale = if matches!(literal.unit, LiteralUnit::Percent | LiteralUnit::Points) { 0.01 } else { 1.0 };
    Number::one(Some(literal.written * scale), literal.unit.counts(literal.written))
}

/// Whether a node is a number that the claim states.
fn is_stated(node: &Node) -> bool {
    match &node.kind {
        Kind::Literal(_) => true,
        Kind::Negative(of) => is_stated(of),
        _ => false,
    }
}

/// Several statements as one: all must hold, or one where `one` is enough. What cannot be decided matters only where
/// the others leave it open.
fn together(parts: Vec<Held>, one: bool) -> Held {
    let so = if parts.iter().any(|part| part.so == Some(one)) {
        Some(one)
    } else if parts.iter().any(|part| part.so.is_none()) {
        None
    } else {
        Some(!one)
    };
    let mut why: Vec<String> = Vec::new();
    for reason in parts.into_iter().filter(|part| part.so == so).flat_map(|part| part.why) {
        if !why.contains(&reason) {
            why.push(reason);
        }
    }
    Held { at: Vec::new(), so, why }
}

fn help_for_units(left: &Unit, right: &Unit) -> &'static str {
    match (left, right) {
        (Unit::Share, Unit::Number) | (Unit::Number, Unit::Share) => "a share is written in percent: `29 %`",
        (Unit::Points, Unit::Number | Unit::Share) | (Unit::Number | Unit::Share, Unit::Points) => {
            "a difference of shares is written in percentage points: `11 pp`"
        }
        _ => "only numbers of the same kind can meet: counts, shares, or amounts in the same unit",
    }
}
