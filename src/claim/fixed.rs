//! What has the same answer whatever the values are: `a >= a`, `29 % = 29 %`, `a > b or a <= b`.
//!
//! A claim that has such a part says less than it seems to, or nothing, and would stand in the report under any data.

use super::bounds::turned;
use super::scan::Wrong;
use super::syntax::{Kind, Node, Op};

const HELP: &str = "take it out, or compare with another value";

/// The first part of an expression that is so, or is not so, whatever the values are.
pub(super) fn fixed(text: &str, root: &Node) -> Option<Wrong> {
    let wrong = |why: &str| {
        Some(Wrong::new(root.span.clone(), format!("this has one answer whatever the values are: {why}"), HELP))
    };
    match &root.kind {
        Kind::And(parts) | Kind::Or(parts) => {
            let opposed = |(at, one)| parts[at + 1..].iter().any(|other| is_opposite(text, one, other));
            if parts.iter().enumerate().any(opposed) {
                return wrong("one part is so exactly where another is not");
            }
            parts.iter().find_map(|part| fixed(text, part))
        }
        Kind::Not(of) => fixed(text, of),
        Kind::Compare { left, right, .. } if is_stated(left) && is_stated(right) => wrong("both sides are stated"),
        Kind::Compare { left, right, .. } if said(text, left) == said(text, right) => wrong("both sides are the same"),
        _ => None,
    }
}

/// Whether one is so exactly where the other is not.
fn is_opposite(text: &str, one: &Node, other: &Node) -> bool {
    let is_not = |one: &Node, other: &Node| matches!(&one.kind, Kind::Not(of) if said(text, of) == said(text, other));
    if is_not(one, other) || is_not(other, one) {
        return true;
    }
    let (Some((left, op, right)), Some((its_left, its_op, its_right))) = (exact(one), exact(other)) else {
        return false;
    };
    let same = |one: &Node, other: &Node| said(text, one) == said(text, other);
    (same(left, its_left) && same(right, its_right) && opposite(op) == Some(its_op))
        || (same(left, its_right) && same(right, its_left) && opposite(op) == Some(turned(its_op)))
}

/// The sides of a comparison that no tolerance and no rounding has part in.
fn exact(node: &Node) -> Option<(&Node, Op, &Node)> {
    match &node.kind {
        Kind::Compare { left, op, right, within: None, printed: false } => Some((left, *op, right)),
        _ => None,
    }
}

/// What is so where a comparison is not.
fn opposite(op: Op) -> Option<Op> {
    match op {
        Op::Above => Some(Op::AtMost),
        Op::Below => Some(Op::AtLeast),
        Op::AtLeast => Some(Op::Below),
        Op::AtMost => Some(Op::Above),
        Op::Unequal => Some(Op::Equal),
        Op::Equal => Some(Op::Unequal),
        Op::Near | Op::JustUnder | Op::JustOver => None,
    }
}

/// Whether no value of an exhibit has part in a number.
fn is_stated(node: &Node) -> bool {
    match &node.kind {
        Kind::Literal(_) => true,
        Kind::Negative(of) => is_stated(of),
        Kind::Call { arguments, .. } => arguments.iter().all(is_stated),
        Kind::Arithmetic { left, right, .. } => is_stated(left) && is_stated(right),
        _ => false,
    }
}

/// A part as it is written, without the blanks that say nothing: those beside a sign.
fn said(text: &str, node: &Node) -> String {
    let words = text.get(node.span.clone()).unwrap_or_default().split_whitespace();
    words.fold(String::new(), |said, word| {
        let parts = said.ends_with(char::is_alphanumeric) && word.starts_with(char::is_alphanumeric);
        if parts { said + " " + word } else { said + word }
    })
}
