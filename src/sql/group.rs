//! Rows gathered to groups: aggregates over each, and expressions over those.

use super::aggregate::Aggregate;
use super::compute::{Failed, Rows};
use super::tree::{Node, Typed};
use super::typing::{AggregateCall, Order};
use super::{Columns, Value};
use crate::diagnostic::{Code, Finding};
use crate::dialect::Text;

/// An expression over groups: what is a key becomes the slot that holds it, and a column that is none is told off, because
/// its rows have several values.
pub(super) fn over_groups(
    typed: Typed,
    keys: &[(Typed, usize)],
    columns: &Columns,
    text: Text<'_>,
) -> Result<Typed, Finding> {
    if let Some((_, slot)) = keys.iter().find(|(key, _)| *key == typed) {
        return Ok(Typed { node: Node::Slot(*slot), ..typed });
    }
    if let Node::Column(at) = typed.node {
        let name = super::column::quoted(&columns[at].name);
        return Err(text
            .wrong(
                Code::SqlColumn,
                format!("{name} has a value for each row, and not one for the group"),
                typed.place,
                "which of its values?",
            )
            .help(format!("tell one of them, such as MIN({name}), or add it to the keys of the group")));
    }
    let mut wrong = None;
    let made = typed.remade(&mut |part| {
        let whole = part.clone();
        over_groups(part, keys, columns, text).unwrap_or_else(|finding| {
            wrong.get_or_insert(finding);
            whole
        })
    });
    wrong.map_or(Ok(made), Err)
}

/// The value of an aggregate over the rows at `places`.
pub(super) fn aggregated(call: &AggregateCall, rows: &Rows, places: &[usize]) -> Result<Value<'static>, Failed> {
    let mut kept = Vec::with_capacity(places.len());
    for at in places {
        let is = match &call.filter {
            None => true,
            Some(filter) => rows.value(filter, *at)?.truth() == Some(true),
        };
        if is {
            kept.push(*at);
        }
    }
    sort(&mut kept, &call.order, rows)?;
    let Some(of) = &call.of else {
        let values = vec![Value::Truth(true); kept.len()];
        return told(call.aggregate, &values, call, 0..0);
    };
    let mut values = Vec::with_capacity(kept.len());
    for at in kept {
        let value = rows.value(of, at)?;
        if call.aggregate.with_empty || !value.is_nothing() {
            values.push(value.owned());
        }
    }
    if call.distinct {
        values.sort_by(|one, other| one.order(other).unwrap_or(std::cmp::Ordering::Equal));
        values.dedup_by(|one, other| one.order(other).is_some_and(std::cmp::Ordering::is_eq));
    }
    told(call.aggregate, &values, call, of.place.clone())
}

fn told(
    aggregate: &Aggregate,
    values: &[Value<'static>],
    call: &AggregateCall,
    place: std::ops::Range<usize>,
) -> Result<Value<'static>, Failed> {
    (aggregate.compute)(values, &call.told).map_err(|failure| Failed { why: failure.0, place })
}

/// Sorts rows; those that the order holds to be equal stay as they were.
pub(super) fn sort(places: &mut [usize], order: &[Order], rows: &Rows) -> Result<(), Failed> {
    if order.is_empty() {
        return Ok(());
    }
    let mut keyed = Vec::with_capacity(places.len());
    for at in places.iter() {
        let keys: Vec<Value<'static>> =
            order.iter().map(|order| rows.value(&order.by, *at).map(Value::owned)).collect::<Result<_, _>>()?;
        keyed.push((keys, *at));
    }
    keyed.sort_by(|(one, _), (other, _)| compared(one, other, order));
    for (slot, (_, at)) in places.iter_mut().zip(keyed) {
        *slot = at;
    }
    Ok(())
}

/// Which of two rows comes first by the values they are ordered by.
pub(super) fn compared(one: &[Value<'_>], other: &[Value<'_>], order: &[Order]) -> std::cmp::Ordering {
    use std::cmp::Ordering;
    for ((one, other), order) in one.iter().zip(other).zip(order) {
        let first = match (one.is_nothing(), other.is_nothing()) {
            (true, true) => Ordering::Equal,
            (true, false) => {
                if order.empty_first {
                    Ordering::Less
                } else {
                    Ordering::Greater
                }
            }
            (false, true) => {
                if order.empty_first {
                    Ordering::Greater
                } else {
                    Ordering::Less
                }
            }
            (false, false) => {
                let first = one.order(other).unwrap_or(Ordering::Equal);
                if order.descending { first.reverse() } else { first }
            }
        };
        if first.is_ne() {
            return first;
        }
    }
    Ordering::Equal
}
