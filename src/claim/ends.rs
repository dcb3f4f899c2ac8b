//! Developments told by their ends: where a claim compares the first with the last value of a series, and nothing of it looks at
//! those between, whether the series goes further between them than from the one to the other.

use super::number::same;
use super::syntax::{Function, Kind, Node};
use super::{Exhibit, Operand};
use crate::value::{Arithmetic, Key, Unit, Value, shown};

/// How far a series must go beyond its ends for the ends to mislead, as a part of its mean size.
const NOTABLE: f64 = 0.05;

/// What one sees between the ends that an expression compares; nothing where it looks at the whole series too.
pub(super) fn turns_between(exhibits: &[Exhibit<'_>], root: &Node, operands: &[Operand]) -> Vec<String> {
    if looks_at_all(root) || !compares(root) {
        return Vec::new();
    }
    let single = |operand: &Operand| match &operand.values[..] {
        [(key, Some(_))] => Some((operand.exhibit.clone(), key.clone())),
        _ => None,
    };
    let named: Vec<(String, Key)> = operands.iter().filter_map(single).collect();
    let mut seen = Vec::new();
    for (at, (id, first)) in named.iter().enumerate() {
        for (other, last) in &named[at + 1..] {
            let alike =
                id == other && (&first.facet, &first.series, first.stat) == (&last.facet, &last.series, last.stat);
            // Whoever names a place between them, or all of them, looks there.
            let all = operands.iter().filter(|operand| operand.exhibit == *id).flat_map(|operand| &operand.values);
            let inside = all.map(|(key, _)| key).any(|key| {
                let same = (&key.facet, &key.series, key.stat) == (&first.facet, &first.series, first.stat);
                same && ![&first.x, &last.x].contains(&&key.x)
            });
            let exhibit = exhibits.iter().find(|exhibit| exhibit.id == id).filter(|_| alike && !inside);
            if let Some(found) = exhibit.and_then(|exhibit| beyond(exhibit, first, last))
                && !seen.contains(&found)
            {
                seen.push(found);
            }
        }
    }
    seen
}

/// Whether an expression sets numbers against each other.
fn compares(node: &Node) -> bool {
    match &node.kind {
        Kind::And(nodes) | Kind::Or(nodes) => nodes.iter().any(compares),
        Kind::Not(of) | Kind::Quantified { of, .. } | Kind::Negative(of) => compares(of),
        Kind::Compare { left, right, .. } => {
            matches!((&left.kind, &right.kind), (Kind::Select(_), Kind::Select(_))) || compares(left) || compares(right)
        }
        Kind::Arithmetic { op, left, right } => *op == Arithmetic::Minus || compares(left) || compares(right),
        Kind::Call { function, arguments } => *function == Function::Change || arguments.iter().any(compares),
        _ => false,
    }
}

/// Whether an expression looks at more of a series than single values.
fn looks_at_all(node: &Node) -> bool {
    match &node.kind {
        Kind::Trend { .. } | Kind::Constant { .. } | Kind::Quantified { .. } => true,
        Kind::And(nodes) | Kind::Or(nodes) => nodes.iter().any(looks_at_all),
        Kind::Not(of) | Kind::Negative(of) => looks_at_all(of),
        Kind::Compare { left, right, .. } | Kind::Arithmetic { left, right, .. } => {
            looks_at_all(left) || looks_at_all(right)
        }
        Kind::Call { arguments, .. } => arguments.iter().any(looks_at_all),
        Kind::Rank { .. } | Kind::Differs { .. } | Kind::Literal(_) | Kind::Select(_) => false,
    }
}

/// What one sees where a series goes beyond its ends, `a` and `b`, by more than from the one to the other.
fn beyond(exhibit: &Exhibit<'_>, a: &Key, b: &Key) -> Option<String> {
    let values = exhibit.values;
    let at = |x: &String| values.get(&a.facet, &a.series, x, a.stat).filter(|row| !row.suppressed);
    let series: Vec<(&Value, f64)> =
        values.xs.iter().filter_map(at).filter_map(|row| Some((row, row.value?))).collect();
    let ((first, from), (last, to)) = (*series.first()?, *series.last()?);
    let are_ends = [&a.x, &b.x].contains(&&first.key.x) && [&a.x, &b.x].contains(&&last.key.x) && a.x != b.x;
    if !are_ends {
        return None;
    }
    let between = series.get(1..series.len() - 1)?;
    let size = series.iter().map(|(_, value)| value.abs()).sum::<f64>() / series.len() as f64;
    let notable = (to - from).abs().max(NOTABLE * size);
    let over = |value: f64| (value - from.max(to)).max(from.min(to) - value);
    let (row, value) = between.iter().max_by(|(_, a), (_, b)| over(*a).total_cmp(&over(*b))).copied()?;
    if over(value) <= notable || same(over(value), notable) {
        return None;
    }
    let say = |value: f64| shown(value, &Unit::of_stat(a.stat, exhibit.unit), 2);
    let way = if value > from.max(to) { "rises" } else { "falls" };
    let name = [&a.facet, &a.series].into_iter().filter(|key| !key.is_empty()).cloned().collect::<Vec<_>>().join(", ");
    Some(format!(
        "`{}[{name}]` is {} at {} and {} at {}, and between them it {way} to {} at {}",
        exhibit.id,
        say(from),
        first.key.x,
        say(to),
        last.key.x,
        say(value),
        row.key.x,
    ))
}
