//! Conditions joined by AND that leave nothing: each may be true, but not all of them of one value.

use std::collections::BTreeMap;

use super::Typist;
use crate::diagnostic::{Code, Finding};
use crate::sql::Value;
use crate::sql::compute::holds;
use crate::sql::tree::{Comparison, Node, Typed};

/// What the conditions ask of one column, each a comparison with something written out, or a list.
type Asked<'t> = Vec<(&'t Typed, Vec<(Comparison, &'t Value<'static>)>)>;

impl Typist<'_> {
    /// Says where conditions that are joined by AND exclude each other.
    pub(in crate::sql) fn can_be_true(&self, typed: &Typed) -> Result<(), Finding> {
        let mut wrong = None;
        typed.visit(&mut |part| {
            if let Node::And(all) = &part.node
                && wrong.is_none()
            {
                wrong = self.excluded(all);
            }
        });
        wrong.map_or(Ok(()), Err)
    }

    fn excluded(&self, all: &[Typed]) -> Option<Finding> {
        let mut by_column: BTreeMap<usize, Asked<'_>> = BTreeMap::new();
        for one in all.iter().flat_map(parts) {
            if let Some((column, asked)) = asked(one) {
                by_column.entry(column).or_default().push((one, asked));
            }
        }
        for (column, asked) in by_column {
            for (at, (one, these)) in asked.iter().enumerate() {
                for (other, those) in &asked[..at] {
                    if !meet(these, those) {
                        let name = &self.columns[column].name;
                        let message = format!("no value of `{name}` fits both conditions");
                        let first = self.written(&other.place).to_owned();
                        return Some(
                            self.wrong(
                                Code::SqlNever,
                                message,
                                one.place.clone(),
                                format!("never true beside {first}"),
                            )
                            .help("either of them: OR"),
                        );
                    }
                }
            }
        }
        None
    }
}

fn parts(typed: &Typed) -> Vec<&Typed> {
    if let Node::And(all) = &typed.node { all.iter().flat_map(parts).collect() } else { vec![typed] }
}

/// The column that a condition is about and what it asks: any of the comparisons.
fn asked(typed: &Typed) -> Option<(usize, Vec<(Comparison, &Value<'static>)>)> {
    match &typed.node {
        Node::Compare(how, one, other) => match (&one.node, &other.node) {
            (Node::Column(column), Node::Literal(value)) => Some((*column, vec![(*how, value)])),
            (Node::Literal(value), Node::Column(column)) => Some((*column, vec![(how.turned(), value)])),
            _ => None,
        },
        Node::In(one, all, true) => match one.node {
            Node::Column(column) => {
                let values: Option<Vec<_>> = all.iter().map(Typed::literal).collect();
                Some((column, values?.into_iter().map(|value| (Comparison::Equal, value)).collect()))
            }
            _ => None,
        },
        _ => None,
    }
}

/// Whether some value fits one of each.
fn meet(these: &[(Comparison, &Value<'static>)], those: &[(Comparison, &Value<'static>)]) -> bool {
    these.iter().any(|one| those.iter().any(|other| both(*one, *other)))
}

fn both((how, value): (Comparison, &Value<'static>), (also, other): (Comparison, &Value<'static>)) -> bool {
    match (how, also) {
        (Comparison::Equal, also) => holds(also, value, other) == Some(true),
        (how, Comparison::Equal) => holds(how, other, value) == Some(true),
        (Comparison::Less | Comparison::AtMost, Comparison::Greater | Comparison::AtLeast) => {
            between((also, other), (how, value))
        }
        (Comparison::Greater | Comparison::AtLeast, Comparison::Less | Comparison::AtMost) => {
            between((how, value), (also, other))
        }
        _ => true,
    }
}

/// Whether there can be something from a low end to a high one.
fn between((from, low): (Comparison, &Value<'static>), (to, high): (Comparison, &Value<'static>)) -> bool {
    let strict = from == Comparison::Greater || to == Comparison::Less;
    holds(if strict { Comparison::Less } else { Comparison::AtMost }, low, high) == Some(true)
}
