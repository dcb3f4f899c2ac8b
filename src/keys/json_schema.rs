//! The JSON Schema of a file's keys, by which editors complete and explain.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::{Key, Keys, Kind, below};

/// What is said of keys: by place and key.
pub type Explained<'e> = &'e dyn Fn(&str, &str) -> Option<String>;

/// The schema of a file: `title` is what it is.
pub fn json_schema(keys: &Keys, title: &str, explained: Explained<'_>) -> Value {
    let mut schema = table(keys, "", explained);
    schema["$schema"] = json!("http://json-schema.org/draft-07/schema#");
    schema["title"] = json!(title);
    schema
}

fn table(keys: &Keys, place: &str, explained: Explained<'_>) -> Value {
    let mut properties = Map::new();
    for (name, key) in keys.at(place).into_iter().flatten() {
        let mut value = self::value(keys, place, name, key, explained);
        if let Some(text) = explained(place, name) {
            value["description"] = json!(text);
        }
        properties.insert(name.clone(), value);
    }
    json!({ "type": "object", "properties": properties })
}

fn value(keys: &Keys, place: &str, name: &str, key: &Key, explained: Explained<'_>) -> Value {
    let text = |words: &BTreeSet<String>| {
        if words.is_empty() { json!({ "type": "string" }) } else { json!({ "enum": words }) }
    };
    let free = |value: Value| json!({ "type": "object", "additionalProperties": value });
    // A number may be stated by a parameter.
    let number = || json!({ "anyOf": [{ "type": "number" }, { "type": "string", "pattern": "^-?@" }] });
    let list = |value: Value| json!({ "type": "array", "items": value });
    let own = |kind: Kind| table(keys, &below(place, name, kind), explained);
    // Free names under which there are tables or texts are one table with either.
    let is_either = key.kinds.contains_key(&Kind::NamedTables) && key.kinds.contains_key(&Kind::NamedTexts);
    let mut kinds: Vec<Value> = Vec::new();
    for (kind, words) in &key.kinds {
        kinds.push(match kind {
            Kind::Text => text(words),
            Kind::Truth => json!({ "type": "boolean" }),
            Kind::Number => number(),
            Kind::Whole => json!({ "anyOf": [{ "type": "integer" }, { "type": "string", "pattern": "^-?@" }] }),
            Kind::Table => own(*kind),
            Kind::Texts => list(text(words)),
            Kind::Numbers => list(number()),
            Kind::Wholes => list(json!({ "type": "integer" })),
            Kind::Tables => list(own(*kind)),
            Kind::NamedTables if is_either => free(json!({ "anyOf": [text(words), own(*kind)] })),
            Kind::NamedTables => free(own(*kind)),
            Kind::NamedTexts if is_either => continue,
            Kind::NamedTexts => free(text(words)),
            Kind::NamedLists => free(list(json!({ "type": "string" }))),
            Kind::NamedWholes => free(json!({ "type": "integer" })),
        });
    }
    match kinds.len() {
        0 => json!({}),
        1 => kinds.remove(0),
        _ => json!({ "anyOf": kinds }),
    }
}
