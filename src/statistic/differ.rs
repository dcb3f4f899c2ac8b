//! What differs between an exhibit as it is and as it would be, computed from other rows.

use std::collections::BTreeMap;

use super::Computed;
use crate::value::{Key, Value, shortest};

/// Every value that differs, in words: what it is found by, and what it is in both. One that is in one of them alone differs
/// too.
pub fn differences(own: &Computed, known: &Computed) -> Vec<String> {
    let (of_own, of_known) = (by_key(own), by_key(known));
    let differ = |key: &&&Key| match (of_own.get(**key), of_known.get(**key)) {
        (Some(own), Some(known)) => !same(own, known),
        (own, known) => own.is_some() || known.is_some(),
    };
    let told = |key: &Key| {
        let (own, known) = (of_own.get(key).copied(), of_known.get(key).copied());
        format!("{} {} and {}", named(key), number(own), number(known))
    };
    let gone = known.values.rows.iter().map(|row| &row.key).filter(|key| !of_own.contains_key(key));
    let keys: Vec<&Key> = own.values.rows.iter().map(|row| &row.key).chain(gone).collect();
    keys.iter().filter(differ).map(|key| told(key)).collect()
}

fn by_key(computed: &Computed) -> BTreeMap<&Key, &Value> {
    computed.values.rows.iter().map(|row| (&row.key, row)).collect()
}

/// Whether two values are published alike, to the last bit.
pub fn same(one: &Value, other: &Value) -> bool {
    let published = |value: &Value| {
        let numbers = [value.value, value.lower, value.upper].map(|number| number.map(f64::to_bits));
        (numbers, value.n, value.suppressed)
    };
    published(one) == published(other)
}

fn named(key: &Key) -> String {
    let names = [&key.facet, &key.series, &key.x].into_iter().filter(|name| !name.is_empty());
    let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    format!("{} {}", names.join(" "), key.stat.name()).trim_start().to_owned()
}

fn number(value: Option<&Value>) -> String {
    let Some(value) = value else { return "not there".to_owned() };
    let number = value.value.map_or_else(|| "none".to_owned(), shortest);
    // A value whose number is the same differs in what it is told of.
    value.n.map_or_else(|| number.clone(), |n| format!("{number} (n {n})"))
}
