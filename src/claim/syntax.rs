//! Expressions as they are written: what a claim asserts, before it meets any value.
//!
//! Every node remembers its bytes in the expression's text.

use std::ops::Range;

use super::written::Written;
use crate::value::{Arithmetic, Dimension, Unit};

/// What a claim asserts: a text that has been understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Expression {
    pub(super) written: Written,
    pub(super) root: Node,
}

impl Expression {
    /// The expression as it was written.
    pub fn text(&self) -> &str {
        self.written.text()
    }

    /// The bytes of the file in which it stands.
    pub fn span(&self) -> Range<usize> {
        self.written.place(&(0..self.written.text().len()))
    }

    /// The exhibits that it names, each with its bytes in the file.
    pub fn exhibits(&self) -> Vec<(&str, Range<usize>)> {
        let mut found = Vec::new();
        self.root.exhibits(&mut |name| found.push((name.text.as_str(), self.written.place(&name.span))));
        found
    }
}

impl Node {
    fn exhibits<'a>(&'a self, found: &mut impl FnMut(&'a Name)) {
        match &self.kind {
            Kind::Select(selection) => found(&selection.exhibit),
            Kind::Literal(_) => {}
            Kind::And(nodes) | Kind::Or(nodes) | Kind::Call { arguments: nodes, .. } => {
                for node in nodes {
                    node.exhibits(found);
                }
            }
            Kind::Not(of) | Kind::Quantified { of, .. } | Kind::Trend { of, .. } | Kind::Negative(of) => {
                of.exhibits(found);
            }
            Kind::Compare { left, right, within, .. } => {
                left.exhibits(found);
                right.exhibits(found);
                if let Some(within) = within {
                    within.exhibits(found);
                }
            }
            Kind::Constant { of: left, within: right }
            | Kind::Differs { left, right, .. }
            | Kind::Rank { of: left, among: right, .. }
            | Kind::Arithmetic { left, right, .. } => {
                left.exhibits(found);
                right.exhibits(found);
            }
        }
    }
}

/// A node and its bytes in the expression's text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Node {
    pub(super) kind: Kind,
    pub(super) span: Range<usize>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    /// All hold.
    And(Vec<Node>),
    /// At least one holds.
    Or(Vec<Node>),
    /// It does not hold.
    Not(Box<Node>),
    /// Of several comparisons all, some or none hold.
    Quantified { how: Quantifier, of: Box<Node> },
    /// Two numbers compared.
    Compare { left: Box<Node>, op: Op, right: Box<Node>, within: Option<Box<Node>>, printed: bool },
    /// Each value against the one before it.
    Trend { of: Box<Node>, trend: Trend },
    /// All near their mean.
    Constant { of: Box<Node>, within: Box<Node> },
    /// Two counts differ by more than chance gives; `paired` are those of the same people who went one way and the other.
    Differs { left: Box<Node>, right: Box<Node>, paired: bool },
    /// A value's place among several.
    Rank { of: Box<Node>, rank: Rank, among: Box<Node> },
    /// A number that the claim states.
    Literal(Literal),
    /// Values of an exhibit.
    Select(Selection),
    /// A function of numbers.
    Call { function: Function, arguments: Vec<Node> },
    /// Arithmetic.
    Arithmetic { left: Box<Node>, op: Arithmetic, right: Box<Node> },
    /// The number with the other sign.
    Negative(Box<Node>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quantifier {
    All,
    Any,
    None,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Op {
    Above,
    Below,
    AtLeast,
    AtMost,
    Equal,
    Unequal,
    Near,
    JustUnder,
    JustOver,
}

impl Op {
    /// How a finding says that it is not so: `is 29 %, not above 40 %`.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Above => "above",
            Self::Below => "below",
            Self::AtLeast => "at least",
            Self::AtMost => "at most",
            Self::Equal => "equal to",
            Self::Unequal => "other than",
            Self::Near => "near",
            Self::JustUnder => "just under",
            Self::JustOver => "just over",
        }
    }

    pub(super) fn needs_tolerance(self) -> bool {
        matches!(self, Self::Near | Self::JustUnder | Self::JustOver)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trend {
    Rises,
    Falls,
    NeverFalls,
    NeverRises,
    /// It rises first and falls since.
    Peaks,
    /// It falls first and rises since.
    Bottoms,
    /// It does both, in whatever order and however often.
    Turns,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rank {
    Highest,
    Lowest,
    /// Counted from the highest.
    Number(usize),
    Top(usize),
    Bottom(usize),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Function {
    Sum,
    Max,
    Min,
    Mean,
    Abs,
    Round,
    Change,
}

impl Function {
    pub(super) const NAMES: [(&str, Self); 7] = [
        ("sum", Self::Sum),
        ("max", Self::Max),
        ("min", Self::Min),
        ("mean", Self::Mean),
        ("abs", Self::Abs),
        ("round", Self::Round),
        ("change", Self::Change),
    ];

    pub(super) fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, function)| *function == self).map_or("", |(name, _)| name)
    }

    /// How many numbers it takes.
    pub(super) fn arity(self) -> usize {
        if matches!(self, Self::Round | Self::Change) { 2 } else { 1 }
    }
}

/// A number with its unit.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Literal {
    /// As it was written: 29 for `29 %`.
    pub(super) written: f64,
    pub(super) decimals: usize,
    pub(super) unit: LiteralUnit,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum LiteralUnit {
    None,
    Percent,
    Points,
    Word(String),
}

impl LiteralUnit {
    /// What a number that is stated so counts in.
    pub(super) fn counts(&self, value: f64) -> Unit {
        match self {
            Self::None if value == 0.0 => Unit::Any,
            Self::None => Unit::Number,
            Self::Percent => Unit::Share,
            Self::Points => Unit::Points,
            Self::Word(word) => Unit::named(word),
        }
    }
}

/// `forsoergelse[Beskæftigelse + SU, seneste].share`
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Selection {
    pub(super) exhibit: Name,
    pub(super) items: Vec<Item>,
    /// The names behind dots: a stat, a field or both.
    pub(super) fields: Vec<Name>,
}

/// A name and its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) text: String,
    pub(super) span: Range<usize>,
    /// Whether it stood in quotes, and so is a key and never a word such as `last`.
    pub(super) quoted: bool,
}

/// What is said of one dimension.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Item {
    /// The dimension, where it is named.
    pub(super) dimension: Option<Dimension>,
    pub(super) choice: Choice,
    pub(super) span: Range<usize>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Choice {
    /// One key, or the sum over several.
    Keys(Vec<Name>),
    /// All keys but these.
    All { but: Vec<Name> },
    /// From one key to another, both with it.
    Range(Name, Name),
}
