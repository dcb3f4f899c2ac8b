//! A value of the spec as one line of text that only what it says decides.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::words::tidy;

/// Keys whose table is a list of labels in reading order: their order decides which fits first, or where rows stand.
const ORDERED: [&str; 7] = ["facet", "series", "x", "labels", "split", "values", "show"];

/// Keys that hold a word or a label, not an expression: they are taken to the letter, and name no column.
const LITERAL: [&str; 18] = [
    "kind", "rule", "stat", "among", "interval", "unit", "tell", "follow", "over", "since", "policy", "missing",
    "label", "total", "share-of", "file", "schema", "rows",
];

/// Whether `key` holds an expression where it holds a text.
pub(super) fn is_expression(key: &str) -> bool {
    !LITERAL.contains(&key)
}

/// Whether the table under `key` is one of labels, whose keys are free, and not one that says what labels are made `of`.
pub(super) fn is_labels(table: &DeTable<'_>, key: &str) -> bool {
    let classes = table.contains_key("of")
        && (table.len() == 1 || ["labels", "total"].iter().any(|key| table.contains_key(*key)));
    ORDERED.contains(&key) && !classes
}

/// The table under `key` without the keys in `but`.
pub(super) fn table(table: &DeTable<'_>, key: &str, but: &[&str]) -> String {
    let labels = is_labels(table, key);
    let mut entries: Vec<_> = table.iter().filter(|(name, _)| !but.contains(&name.get_ref().as_ref())).collect();
    // The parser has sorted them by name.
    if labels {
        entries.sort_by_key(|(name, _)| name.span().start);
    }
    let entries = entries.into_iter().map(|(name, item)| {
        let name: &str = name.get_ref();
        // What stands under a label is an expression, whatever the label is called.
        format!("{} = {}", text(name), value(item, if labels { "" } else { name }))
    });
    format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
}

/// The value under `key`.
pub(super) fn value(value: &Spanned<DeValue<'_>>, key: &str) -> String {
    match value.get_ref() {
        DeValue::String(string) if is_expression(key) => text(&tidy(string)),
        DeValue::String(string) => text(string),
        DeValue::Integer(integer) => match i64::from_str_radix(integer.as_str(), integer.radix()) {
            Ok(number) => number.to_string(),
            Err(_) => integer.as_str().to_owned(),
        },
        // The shortest text that reads back as the same number; 1.0 is 1.
        DeValue::Float(float) => match float.as_str().parse::<f64>() {
            Ok(number) => number.to_string(),
            Err(_) => float.as_str().to_owned(),
        },
        DeValue::Boolean(boolean) => boolean.to_string(),
        DeValue::Datetime(datetime) => datetime.to_string(),
        DeValue::Array(array) => {
            let items: Vec<String> = array.iter().map(list_item).collect();
            format!("[{}]", items.join(", "))
        }
        DeValue::Table(inner) => table(inner, key, &[]),
    }
}

/// A text in a list is a label or a word.
fn list_item(item: &Spanned<DeValue<'_>>) -> String {
    match item.get_ref() {
        DeValue::String(string) => text(string),
        _ => value(item, ""),
    }
}

/// A text in quotes, with what must be escaped.
fn text(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
