//! Comparisons that the kind of a value decides: a share above 100 %, a count below 0.

use super::evaluate::value_of;
use super::scan::Wrong;
use super::syntax::{Choice, Function, Kind, Node, Op, Selection};
use super::{Exhibit, Operand};
use crate::value::Stat;

/// What the values of a kind lie between, in words and numbers.
struct Bounds {
    words: &'static str,
    least: f64,
    most: f64,
}

const COUNT: Bounds = Bounds { words: "a count is never below 0", least: 0.0, most: f64::INFINITY };
const SHARE: Bounds = Bounds { words: "a share lies between 0 and 100 %", least: 0.0, most: 1.0 };
/// Shares that are added up, or that are of another series.
const SHARES: Bounds = Bounds { words: "a share is never below 0", least: 0.0, most: f64::INFINITY };

/// The first comparison with a stated number that is so, or is not so, whatever the values are. The operands' places are in the
/// expression's text.
pub(super) fn beyond(root: &Node, operands: &[Operand], exhibits: &[Exhibit<'_>]) -> Option<Wrong> {
    match &root.kind {
        Kind::And(parts) | Kind::Or(parts) => parts.iter().find_map(|part| beyond(part, operands, exhibits)),
        Kind::Not(of) | Kind::Quantified { of, .. } => beyond(of, operands, exhibits),
        Kind::Compare { left, op, right, within: None, printed: false } => {
            let (bounds, op, stated) = match (bounds(left, operands, exhibits), bounds(right, operands, exhibits)) {
                (Some(bounds), None) => (bounds, *op, stated(right)?),
                (None, Some(bounds)) => (bounds, turned(*op), stated(left)?),
                _ => return None,
            };
            let answer = if bounds.answer(op, stated)? { "so" } else { "never so" };
            let why = format!("this is {answer} whatever the values are: {}", bounds.words);
            Some(Wrong::new(root.span.clone(), why, "compare with a number that the value may be above and below"))
        }
        _ => None,
    }
}

impl Bounds {
    /// What a comparison with a number comes to for all values within; none where it depends on the value.
    fn answer(&self, op: Op, stated: f64) -> Option<bool> {
        let Self { least, most, .. } = *self;
        let (always, never) = match op {
            Op::Above => (stated < least, stated >= most),
            Op::AtLeast => (stated <= least, stated > most),
            Op::Below => (stated > most, stated <= least),
            Op::AtMost => (stated >= most, stated < least),
            Op::Unequal => (stated < least || stated > most, false),
            Op::Equal => (false, stated < least || stated > most),
            Op::Near | Op::JustUnder | Op::JustOver => (false, false),
        };
        if always { Some(true) } else { never.then_some(false) }
    }
}

fn bounds(node: &Node, operands: &[Operand], exhibits: &[Exhibit<'_>]) -> Option<&'static Bounds> {
    match &node.kind {
        Kind::Select(selection) => {
            let operand = operands.iter().find(|operand| operand.span == node.span)?;
            let own = |stat: Stat| !operand.values.is_empty() && operand.values.iter().all(|(key, _)| key.stat == stat);
            // `n`, `lower` and `upper` are something else than the value.
            if selection.fields.iter().any(|field| !["count", "share"].contains(&field.text.as_str())) {
                return None;
            }
            if own(Stat::Count) {
                return Some(&COUNT);
            }
            let exhibit = exhibits.iter().find(|exhibit| exhibit.id == operand.exhibit)?;
            let mut shares = exhibit.values.rows.iter().filter(|row| row.key.stat == Stat::Share);
            let of_another = shares.any(|row| row.value.is_some_and(|value| value > 1.0));
            own(Stat::Share).then_some(if of_another || adds_up(selection) { &SHARES } else { &SHARE })
        }
        Kind::Call { function: Function::Max | Function::Min | Function::Mean, arguments } => {
            arguments.first().and_then(|argument| bounds(argument, operands, exhibits))
        }
        _ => None,
    }
}

/// Whether values at several keys are taken together.
fn adds_up(selection: &Selection) -> bool {
    selection.items.iter().any(|item| matches!(&item.choice, Choice::Keys(keys) if keys.len() > 1))
}

fn stated(node: &Node) -> Option<f64> {
    match &node.kind {
        Kind::Literal(literal) => value_of(literal).value(),
        Kind::Negative(of) => stated(of).map(|number| -number),
        _ => None,
    }
}

/// The same comparison with its sides exchanged.
pub(super) fn turned(op: Op) -> Op {
    match op {
        Op::Above => Op::Below,
        Op::Below => Op::Above,
        Op::AtLeast => Op::AtMost,
        Op::AtMost => Op::AtLeast,
        Op::Equal | Op::Unequal | Op::Near | Op::JustUnder | Op::JustOver => op,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A value that lies from 0 to 1, both of them: below them, at them, between them and above them.
    #[test]
    fn a_share_has_one_answer_only_where_no_share_has_another() {
        let (so, never) = (Some(true), Some(false));
        for (op, answers) in [
            (Op::Above, [so, None, None, never, never]),
            (Op::AtLeast, [so, so, None, None, never]),
            (Op::Below, [never, never, None, None, so]),
            (Op::AtMost, [never, None, None, so, so]),
            (Op::Equal, [never, None, None, None, never]),
            (Op::Unequal, [so, None, None, None, so]),
            (Op::Near, [None; 5]),
            (Op::JustUnder, [None; 5]),
            (Op::JustOver, [None; 5]),
        ] {
            for (stated, answer) in [-0.01, 0.0, 0.5, 1.0, 1.01].into_iter().zip(answers) {
                assert_eq!(SHARE.answer(op, stated), answer, "{op:?} {stated}");
            }
        }
        // A count has no end above.
        assert_eq!(COUNT.answer(Op::Below, 1e12), None);
        assert_eq!(COUNT.answer(Op::Above, 1e12), None);
        assert_eq!(COUNT.answer(Op::AtLeast, 0.0), Some(true));
    }

    /// `2 > a` is `a < 2`.
    #[test]
    fn a_comparison_read_from_the_other_side_says_the_same() {
        let holds = |op: Op, a: i32, b: i32| match op {
            Op::Above => a > b,
            Op::AtLeast => a >= b,
            Op::Below => a < b,
            Op::AtMost => a <= b,
            Op::Equal => a == b,
            _ => a != b,
        };
        for op in [Op::Above, Op::AtLeast, Op::Below, Op::AtMost, Op::Equal, Op::Unequal] {
            for (a, b) in [(1, 2), (2, 1), (1, 1)] {
                assert_eq!(holds(op, a, b), holds(turned(op), b, a), "{op:?} {a} {b}");
            }
        }
    }
}
