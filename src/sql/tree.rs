//! Expressions after they were understood: every column found, every kind known.

use std::ops::Range;

use super::function::Function;
use super::pattern::Pattern;
use super::{Kind, Personal, Value};
use crate::schema::Codes;

/// An expression with all that is known of what it gives.
#[derive(Debug, Clone)]
pub(super) struct Typed {
    pub(super) node: Node,
    pub(super) kind: Kind,
    /// Whether it may be NULL.
    pub(super) may_be_empty: bool,
    /// The personal field that its value is made of.
    pub(super) personal: Option<Personal>,
    /// The only values it has.
    pub(super) codes: Option<Codes>,
    /// Its place in the SQL.
    pub(super) place: Range<usize>,
}

/// The same thing is computed, wherever it was written.
impl PartialEq for Typed {
    fn eq(&self, other: &Self) -> bool {
        self.node == other.node
    }
}

/// What is computed.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node {
    /// The column at that place among the columns.
    Column(usize),
    /// What was computed before: a key, an aggregate, a window.
    Slot(usize),
    Literal(Value<'static>),
    Not(Box<Typed>),
    And(Vec<Typed>),
    Or(Vec<Typed>),
    Compare(Comparison, Box<Typed>, Box<Typed>),
    /// `IS [NOT] DISTINCT FROM`; whether it asks for a difference.
    Distinct(Box<Typed>, Box<Typed>, bool),
    /// `IS [NOT] NULL`; whether it asks for NULL.
    Empty(Box<Typed>, bool),
    /// `IS [NOT] TRUE` and `FALSE`: which, and whether it asks for it.
    Is(Box<Typed>, bool, bool),
    /// `[NOT] IN`; whether it asks to be in it.
    In(Box<Typed>, Vec<Typed>, bool),
    /// `[NOT] LIKE`; whether it asks to be like it.
    Like(Box<Typed>, Pattern, bool),
    Arithmetic(Operator, Box<Typed>, Box<Typed>),
    Negative(Box<Typed>),
    Case(Vec<(Typed, Typed)>, Option<Box<Typed>>),
    Coalesce(Vec<Typed>),
    Call(&'static Function, Vec<Typed>),
}

/// How two values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comparison {
    Equal,
    Unequal,
    Less,
    AtMost,
    Greater,
    AtLeast,
}

impl Comparison {
    /// Whether it holds of values in that order.
    pub(super) fn holds(self, order: std::cmp::Ordering) -> bool {
        match self {
            Self::Equal => order.is_eq(),
            Self::Unequal => order.is_ne(),
            Self::Less => order.is_lt(),
            Self::AtMost => order.is_le(),
            Self::Greater => order.is_gt(),
            Self::AtLeast => order.is_ge(),
        }
    }

    /// The same asked the other way round.
    pub(super) fn turned(self) -> Self {
        match self {
            Self::Less => Self::Greater,
            Self::AtMost => Self::AtLeast,
            Self::Greater => Self::Less,
            Self::AtLeast => Self::AtMost,
            same => same,
        }
    }
}

/// What is done with two numbers, or with a day and a number of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    Plus,
    Minus,
    Times,
    Over,
    Rest,
}

impl Typed {
    /// What it is made of.
    pub(super) fn parts(&self) -> Vec<&Self> {
        match &self.node {
            Node::Column(_) | Node::Slot(_) | Node::Literal(_) => Vec::new(),
            Node::Not(one) | Node::Empty(one, _) | Node::Is(one, ..) | Node::Like(one, ..) | Node::Negative(one) => {
                vec![one]
            }
            Node::And(all) | Node::Or(all) | Node::Coalesce(all) | Node::Call(_, all) => all.iter().collect(),
            Node::Compare(_, one, other) | Node::Distinct(one, other, _) | Node::Arithmetic(_, one, other) => {
                vec![one, other]
            }
            Node::In(one, all, _) => [&**one].into_iter().chain(all).collect(),
            Node::Case(whens, otherwise) => {
                let whens = whens.iter().flat_map(|(when, then)| [when, then]);
                whens.chain(otherwise.as_deref()).collect()
            }
        }
    }

    /// The same with every part made anew by `make`.
    pub(super) fn remade(mut self, make: &mut impl FnMut(Self) -> Self) -> Self {
        let mut boxed = |one: &mut Box<Self>| {
            let part = std::mem::replace(&mut **one, Self::nothing());
            **one = make(part);
        };
        match &mut self.node {
            Node::Column(_) | Node::Slot(_) | Node::Literal(_) => {}
            Node::Not(one) | Node::Empty(one, _) | Node::Is(one, ..) | Node::Like(one, ..) | Node::Negative(one) => {
                boxed(one);
            }
            Node::Compare(_, one, other) | Node::Distinct(one, other, _) | Node::Arithmetic(_, one, other) => {
                boxed(one);
                boxed(other);
            }
            Node::And(all) | Node::Or(all) | Node::Coalesce(all) | Node::Call(_, all) => {
                *all = std::mem::take(all).into_iter().map(make).collect();
            }
            Node::In(one, all, _) => {
                boxed(one);
                *all = std::mem::take(all).into_iter().map(make).collect();
            }
            Node::Case(whens, otherwise) => {
                if let Some(otherwise) = otherwise {
                    boxed(otherwise);
                }
                let each = |(when, then): (Self, Self)| (make(when), make(then));
                *whens = std::mem::take(whens).into_iter().map(each).collect();
            }
        }
        self
    }

    fn nothing() -> Self {
        let (node, kind) = (Node::Literal(Value::Nothing), Kind::Nothing);
        Self { node, kind, may_be_empty: true, personal: None, codes: None, place: 0..0 }
    }

    /// Calls `each` with every part of the expression, itself first.
    pub(super) fn visit<'a>(&'a self, each: &mut impl FnMut(&'a Self)) {
        each(self);
        for part in self.parts() {
            part.visit(each);
        }
    }

    /// The places of the columns that it uses.
    pub(super) fn columns(&self) -> std::collections::BTreeSet<usize> {
        let mut used = std::collections::BTreeSet::new();
        self.visit(&mut |part| {
            if let Node::Column(at) = part.node {
                used.insert(at);
            }
        });
        used
    }

    /// The numbers of the slots that it uses.
    pub(super) fn slots(&self) -> std::collections::BTreeSet<usize> {
        let mut used = std::collections::BTreeSet::new();
        self.visit(&mut |part| {
            if let Node::Slot(slot) = part.node {
                used.insert(slot);
            }
        });
        used
    }

    /// The value, where it is written out.
    pub(super) fn literal(&self) -> Option<&Value<'static>> {
        if let Node::Literal(value) = &self.node { Some(value) } else { None }
    }
}
